//! Who chose which option of an item with one right option.

use serde::{Deserialize, Serialize};

use super::{Flag, Groups, Thresholds};
use crate::Undefined;
use crate::moments::real;
use crate::undefined::{finite, same_length};

/// One option of an item.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OptionStatistics {
    /// Whether it is the right one.
    pub key: bool,
    /// How many chose it.
    pub chosen: usize,
    /// How many in the upper 27 % by rest score chose it. Not always a whole number:
    /// people with equal scores at a cut count in part.
    pub upper: f64,
    /// How many between the upper and the lower group.
    pub middle: f64,
    /// How many in the lower 27 %.
    pub lower: f64,
    /// The mean rest score of those who chose it, in points; `None` where nobody did.
    pub rest: Option<f64>,
}

/// Who chose which option of an item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Distractors {
    /// The options, in their order.
    pub options: Vec<OptionStatistics>,
    /// How many chose none.
    pub unanswered: usize,
    /// How many people are in the upper group, and in the lower.
    pub group: usize,
    /// What should be looked at.
    pub flags: Vec<Flag>,
}

/// Distractor analysis of an item with one right option: `chosen` has each person's
/// option, from 0 to below `options`; `rest` each person's points in all other items
/// ([`Scores::rest`](crate::matrix::Scores::rest)). The table of choices by upper,
/// middle and lower group is that of Ebel & Frisbie (1991), chapter 13; the mean rest
/// score by option that of Haladyna (2004), *Developing and Validating Multiple-Choice
/// Test Items*, 3rd edition, chapter 9.
///
/// # Errors
///
/// [`Undefined`] with fewer than two people, lists of different length, scores that are
/// no numbers, or an option or key that does not exist.
pub fn distractors(
    chosen: &[Option<usize>],
    options: usize,
    key: usize,
    rest: &[f64],
    thresholds: &Thresholds,
) -> Result<Distractors, Undefined> {
    same_length(chosen.len(), rest.len())?;
    finite(rest)?;
    if key >= options || chosen.iter().flatten().any(|option| *option >= options) {
        return Err(Undefined::OutOfScale);
    }
    let groups = Groups::of(rest)?;
    let statistics: Vec<_> = (0..options).map(|option| of_option(option, key, chosen, rest, &groups)).collect();
    let unanswered = chosen.iter().filter(|option| option.is_none()).count();
    let flags = flags(&statistics, statistics[key].rest, chosen.len() - unanswered, thresholds);
    Ok(Distractors { options: statistics, unanswered, group: groups.people(), flags })
}

fn of_option(option: usize, key: usize, chosen: &[Option<usize>], rest: &[f64], groups: &Groups) -> OptionStatistics {
    let mut statistics =
        OptionStatistics { key: option == key, chosen: 0, upper: 0.0, middle: 0.0, lower: 0.0, rest: None };
    let mut sum = 0.0;
    for (person, _) in chosen.iter().enumerate().filter(|(_, choice)| **choice == Some(option)) {
        statistics.chosen += 1;
        statistics.upper += groups.upper(person);
        statistics.middle += groups.middle(person);
        statistics.lower += groups.lower(person);
        sum += rest[person];
    }
    statistics.rest = (statistics.chosen > 0).then(|| sum / real(statistics.chosen));
    statistics
}

fn flags(options: &[OptionStatistics], key_rest: Option<f64>, answered: usize, thresholds: &Thresholds) -> Vec<Flag> {
    let mut flags = Vec::new();
    for (option, statistics) in options.iter().enumerate().filter(|(_, statistics)| !statistics.key) {
        if statistics.chosen == 0 {
            flags.push(Flag::DistractorNeverChosen { option });
        }
        let functions = real(statistics.chosen) >= thresholds.functioning * real(answered);
        if let (Some(rest), Some(key_rest), true) = (statistics.rest, key_rest, functions)
            && rest > key_rest
        {
            flags.push(Flag::DistractorBetterThanKey { option, rest, key_rest });
        }
    }
    flags
}
