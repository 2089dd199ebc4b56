//! What is wrong with a question, so that nobody is asked it before it is put right.

use crate::decimal::Decimal;
use crate::exact::{Exact, Share};
use crate::parts::{Part, texts};
use crate::question::{AcceptedNumber, Choice, Credit, Criterion, Kind, Pair, Question, Text};
use num_traits::{CheckedAdd, One, Zero};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The longest text of a question or a feedback, in characters.
pub const LONGEST_TEXT: usize = 20_000;
/// The longest text of an option, a side of a pair, a step and so on, in characters.
pub const LONGEST_PART: usize = 2_000;
/// The longest name of a question or tag, in characters.
pub const LONGEST_NAME: usize = 250;
/// The most options, pairs, steps, accepted answers, criteria, levels or tags.
pub const MOST_PARTS: usize = 100;
/// The most points.
pub const MOST_POINTS: u16 = 100;
/// The fewest points of a scale.
pub const SHORTEST_SCALE: usize = 3;
/// The most points of a scale.
pub const LONGEST_SCALE: usize = 11;
/// The greatest common denominator of the shares of a question.
pub const FINEST_SHARES: i64 = 1_000_000_000;

/// Something wrong with a question. Indices count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// A part says nothing in any language.
    #[error("{0:?} says nothing")]
    Empty(Part),
    /// A text is too long.
    #[error("{part:?} is longer than {most} characters")]
    TextTooLong {
        /// What says it.
        part: Part,
        /// The most characters.
        most: usize,
    },
    /// The name is too long.
    #[error("the name is longer than {LONGEST_NAME} characters")]
    NameTooLong,
    /// A tag is empty or too long.
    #[error("tag {0} is empty or longer than {LONGEST_NAME} characters")]
    Tag(usize),
    /// There are too many tags.
    #[error("there are more than {MOST_PARTS} tags")]
    TooManyTags,
    /// The points are not 1 to 100, or not 0 where nothing is right or wrong.
    #[error("the points are not {least} to {most}")]
    Points {
        /// The fewest.
        least: u16,
        /// The most.
        most: u16,
    },
    /// There are too few options, pairs, steps, accepted answers, criteria or points of
    /// a scale.
    #[error("there are fewer than {least} parts")]
    TooFew {
        /// The fewest.
        least: usize,
    },
    /// There are too many of them.
    #[error("there are more than {most} parts")]
    TooMany {
        /// The most.
        most: usize,
    },
    /// A criterion has too few levels or too many.
    #[error("criterion {criterion} has not 2 to {MOST_PARTS} levels")]
    Levels {
        /// The criterion.
        criterion: usize,
    },
    /// The levels of a criterion are not in the order of their points, least first.
    #[error("the levels of criterion {criterion} are not least first")]
    LevelsNotAscending {
        /// The criterion.
        criterion: usize,
    },
    /// A level gives more than 100 points.
    #[error("a level of criterion {criterion} gives more than {MOST_POINTS} points")]
    LevelPoints {
        /// The criterion.
        criterion: usize,
    },
    /// Two parts that are offered together say the same.
    #[error("{part:?} says the same as {first:?}")]
    Same {
        /// The earlier one.
        first: Part,
        /// The later one.
        part: Part,
    },
    /// Nothing gives points.
    #[error("nothing is right")]
    NothingRight,
    /// No answer is worth all points.
    #[error("no answer is worth all points")]
    NothingWorthAll,
    /// The shares of the right options do not add up to all points.
    #[error("the shares of the right options add up to {above}/{below}")]
    SharesSum {
        /// The numerator of what they add up to.
        above: i64,
        /// Its denominator.
        below: i64,
    },
    /// The shares have no common denominator up to a thousand million.
    #[error("the shares are too fine to be added up")]
    SharesTooFine,
    /// A side of a range is not a number.
    #[error("accepted number {0} is not a number")]
    NotANumber(usize),
    /// The range of an accepted number ends before it begins.
    #[error("the range of accepted number {0} is upside-down")]
    UpsideDown(usize),
}

/// Everything wrong with a question; nothing if it can be asked.
#[must_use]
pub fn faults(question: &Question) -> Vec<Fault> {
    let mut faults = Vec::new();
    check_texts(question, &mut faults);
    check_name_and_tags(question, &mut faults);
    check_points(question, &mut faults);
    match &question.kind {
        Kind::Single { options, .. } => {
            check_options(options, &mut faults);
            check_best(options.iter().map(|option| option.share), &mut faults);
        }
        Kind::Multiple { options, credit, .. } => {
            check_options(options, &mut faults);
            check_sum(options, *credit, &mut faults);
        }
        Kind::TrueFalse { .. } | Kind::Open => (),
        Kind::Matching { pairs, extras, .. } => check_pairs(pairs, extras, &mut faults),
        Kind::Ordering { steps, .. } => {
            check_count(steps.len(), 2, MOST_PARTS, &mut faults);
            check_same(steps.iter().enumerate().map(|(index, step)| (Part::Step(index), step)), &mut faults);
        }
        Kind::Numeric { accepted, .. } => {
            check_count(accepted.len(), 1, MOST_PARTS, &mut faults);
            check_best(accepted.iter().map(|number| number.share), &mut faults);
            check_ranges(accepted, &mut faults);
        }
        Kind::Short { accepted, .. } => {
            check_count(accepted.len(), 1, MOST_PARTS, &mut faults);
            check_best(accepted.iter().map(|words| words.share), &mut faults);
        }
        Kind::Likert { scale } => {
            check_count(scale.len(), SHORTEST_SCALE, LONGEST_SCALE, &mut faults);
            check_same(scale.iter().enumerate().map(|(index, point)| (Part::ScalePoint(index), point)), &mut faults);
        }
        Kind::Rubric { criteria } => check_criteria(criteria, &mut faults),
    }
    faults
}

fn check_texts(question: &Question, faults: &mut Vec<Fault>) {
    for (part, text) in texts(question) {
        let blank = text.fr.trim().is_empty() && text.en.trim().is_empty();
        if blank && !part.is_optional() {
            faults.push(Fault::Empty(part));
        }
        let most = if part == Part::Text || part.is_optional() { LONGEST_TEXT } else { LONGEST_PART };
        if is_longer(&text.fr, most) || is_longer(&text.en, most) {
            faults.push(Fault::TextTooLong { part, most });
        }
    }
}

fn is_longer(text: &str, most: usize) -> bool {
    text.len() > most && text.chars().count() > most
}

fn check_name_and_tags(question: &Question, faults: &mut Vec<Fault>) {
    if is_longer(&question.name, LONGEST_NAME) {
        faults.push(Fault::NameTooLong);
    }
    if question.tags.len() > MOST_PARTS {
        faults.push(Fault::TooManyTags);
    }
    let is_wrong = |tag: &String| tag.trim().is_empty() || is_longer(tag, LONGEST_NAME);
    faults.extend((0..).zip(&question.tags).filter(|(_, tag)| is_wrong(tag)).map(|(index, _)| Fault::Tag(index)));
}

fn check_points(question: &Question, faults: &mut Vec<Fault>) {
    let (least, most) = match question.kind {
        Kind::Likert { .. } | Kind::Open => (0, 0),
        _ => (1, MOST_POINTS),
    };
    if !(least..=most).contains(&question.points) {
        faults.push(Fault::Points { least, most });
    }
}

fn check_count(count: usize, least: usize, most: usize, faults: &mut Vec<Fault>) {
    if count < least {
        faults.push(Fault::TooFew { least });
    }
    if count > most {
        faults.push(Fault::TooMany { most });
    }
}

// What is offered together must be told apart, in each language in which it is said.
fn check_same<'a>(parts: impl Iterator<Item = (Part, &'a Text)>, faults: &mut Vec<Fault>) {
    let mut seen: HashMap<(bool, String), Part> = HashMap::new();
    for (part, text) in parts {
        let said = [(true, &text.fr), (false, &text.en)];
        let said = said.map(|(french, text)| (french, text.split_whitespace().collect::<Vec<_>>().join(" ")));
        let mut first = None;
        for said in said.into_iter().filter(|(_, text)| !text.is_empty()) {
            first = first.or(seen.get(&said).copied());
            seen.entry(said).or_insert(part);
        }
        faults.extend(first.map(|first| Fault::Same { first, part }));
    }
}

fn check_options(options: &[Choice], faults: &mut Vec<Fault>) {
    check_count(options.len(), 2, MOST_PARTS, faults);
    check_same((0..).zip(options).map(|(index, option)| (Part::Option(index), &option.text)), faults);
}

fn check_best(shares: impl Iterator<Item = Share>, faults: &mut Vec<Fault>) {
    match shares.max() {
        Some(best) if !best.is_right() => faults.push(Fault::NothingRight),
        Some(best) if best != Share::whole() => faults.push(Fault::NothingWorthAll),
        None | Some(_) => (),
    }
}

fn check_sum(options: &[Choice], credit: Credit, faults: &mut Vec<Fault>) {
    if options.is_empty() {
        return;
    }
    if !options.iter().any(|option| option.share.is_right()) {
        faults.push(Fault::NothingRight);
        return;
    }
    // Where all or nothing counts, only which options are right matters.
    if credit == Credit::AllOrNothing {
        return;
    }
    if common_denominator(options).is_none() {
        faults.push(Fault::SharesTooFine);
        return;
    }
    let right = options.iter().filter(|option| option.share.is_right());
    let sum = right.map(|option| option.share.value()).try_fold(Exact::zero(), |sum, share| sum.checked_add(&share));
    match sum {
        None => faults.push(Fault::SharesTooFine),
        Some(sum) if sum != Exact::one() => faults.push(Fault::SharesSum { above: *sum.numer(), below: *sum.denom() }),
        Some(_) => (),
    }
}

fn common_denominator(options: &[Choice]) -> Option<i64> {
    options.iter().map(|option| *option.share.value().denom()).try_fold(1_i64, |common, denominator| {
        // The denominator of a fraction in lowest terms tells what is missing to the
        // least common multiple.
        let missing = *Exact::new(common, denominator).denom();
        common.checked_mul(missing).filter(|common| *common <= FINEST_SHARES)
    })
}

fn check_pairs(pairs: &[Pair], extras: &[Text], faults: &mut Vec<Fault>) {
    check_count(pairs.len(), 2, MOST_PARTS, faults);
    if extras.len() > MOST_PARTS {
        faults.push(Fault::TooMany { most: MOST_PARTS });
    }
    check_same((0..).zip(pairs).map(|(index, pair)| (Part::Left(index), &pair.left)), faults);
    // Two pairs may have the same right side; what belongs to nothing must be another.
    let extras = (0..).zip(extras).map(|(index, extra)| (Part::Extra(index), extra));
    let mut same = Vec::new();
    let rights = (0..).zip(pairs).map(|(index, pair)| (Part::Right(index), &pair.right));
    check_same(rights.chain(extras), &mut same);
    faults.extend(same.iter().filter(|fault| matches!(fault, Fault::Same { part: Part::Extra(_), .. })));
}

fn check_ranges(accepted: &[AcceptedNumber], faults: &mut Vec<Fault>) {
    for (index, range) in accepted.iter().enumerate() {
        match (Decimal::typed(&range.low), Decimal::typed(&range.high)) {
            (Some(low), Some(high)) if low > high => faults.push(Fault::UpsideDown(index)),
            (Some(_), Some(_)) => (),
            _ => faults.push(Fault::NotANumber(index)),
        }
    }
}

fn check_criteria(criteria: &[Criterion], faults: &mut Vec<Fault>) {
    check_count(criteria.len(), 1, MOST_PARTS, faults);
    check_same((0..).zip(criteria).map(|(index, criterion)| (Part::Criterion(index), &criterion.text)), faults);
    for (criterion, levels) in criteria.iter().map(|criterion| &criterion.levels).enumerate() {
        if !(2..=MOST_PARTS).contains(&levels.len()) {
            faults.push(Fault::Levels { criterion });
        }
        if levels.windows(2).any(|pair| pair[0].points > pair[1].points) {
            faults.push(Fault::LevelsNotAscending { criterion });
        }
        if levels.iter().any(|level| level.points > MOST_POINTS) {
            faults.push(Fault::LevelPoints { criterion });
        }
        let texts = levels.iter().enumerate().map(|(level, said)| (Part::Level { criterion, level }, &said.text));
        check_same(texts, faults);
    }
    let gives_points = criteria.iter().flat_map(|criterion| &criterion.levels).any(|level| level.points > 0);
    if !criteria.is_empty() && !gives_points {
        faults.push(Fault::NothingRight);
    }
}
