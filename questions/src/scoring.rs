//! What an answer is worth, exactly, and by which rules.

use crate::answer::Answer;
use crate::decimal::Decimal;
use crate::exact::{Exact, Share};
use crate::question::{
    AcceptedNumber, AcceptedWords, Choice, Credit, Criterion, Kind, Language, OrderCredit, Pair, Question, Text,
};
use crate::words;
use num_traits::{CheckedAdd, CheckedMul, One, Zero};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What an answer is worth, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// The points, 0 to `of`; exactly the sum of those in the trace.
    pub points: Exact,
    /// The points of a wholly right answer; 0 if the question is not scored.
    pub of: u16,
    /// Which part gave what. Indices count from 0 in the stored order.
    pub trace: Vec<Step>,
}

/// What a part of an answer gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// By which rule.
    pub rule: Rule,
    /// How many points; may be under zero.
    pub points: Exact,
}

/// The rule by which a part of an answer gave points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Questions of this kind are not scored.
    NotScored,
    /// Nothing was answered.
    Nothing,
    /// An option was chosen that has this share.
    Chosen {
        /// The option.
        option: usize,
        /// Its share of all points.
        share: Share,
    },
    /// Exactly the right options were chosen.
    AllRight,
    /// A right option was not chosen, so the answer gives nothing.
    Missed {
        /// The option.
        option: usize,
    },
    /// A wrong option was chosen, so the answer gives nothing.
    WronglyChosen {
        /// The option.
        option: usize,
    },
    /// The sum was under nothing, which is made up for.
    NotUnderNothing,
    /// The sum was over all points, which is taken off.
    NotOverAll,
    /// It was said whether it is true.
    Truth {
        /// What was said.
        said: bool,
        /// Whether that is right.
        right: bool,
    },
    /// A right side was chosen for a left one.
    Pair {
        /// The pair with this left side.
        pair: usize,
        /// Whether the right side belongs to it.
        right: bool,
    },
    /// No right side was chosen for a left one.
    PairOpen {
        /// The pair.
        pair: usize,
    },
    /// The whole order counts.
    Order {
        /// Whether it is right.
        right: bool,
    },
    /// The place of a step counts.
    Place {
        /// The step.
        step: usize,
        /// Where it was put, from 0.
        place: usize,
        /// Whether that is its place.
        right: bool,
    },
    /// That a step comes directly after another one counts.
    Neighbours {
        /// The step put before.
        first: usize,
        /// The step put after it.
        then: usize,
        /// Whether that is right.
        right: bool,
    },
    /// The number lies in the range of this accepted one.
    Number {
        /// The accepted number.
        accepted: usize,
        /// Its share of all points.
        share: Share,
    },
    /// The words fit this accepted pattern.
    Words {
        /// The accepted words.
        accepted: usize,
        /// Its share of all points.
        share: Share,
    },
    /// What was typed fits nothing that is accepted.
    FitsNothing,
    /// What was typed is not a number.
    NotANumber,
    /// A criterion was seen at a level.
    Level {
        /// The criterion.
        criterion: usize,
        /// The level.
        level: usize,
    },
    /// A criterion was not judged.
    NotJudged {
        /// The criterion.
        criterion: usize,
    },
}

/// An answer that is none to this question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAnswer {
    /// It answers another kind of question.
    #[error("the answer is one to another kind of question")]
    OtherKind,
    /// It names something that the question does not have.
    #[error("the answer names part {0}, which the question does not have")]
    NoSuchPart(usize),
    /// It has more or fewer parts than the question.
    #[error("the answer has {0} parts, which the question has not")]
    OtherLength(usize),
    /// It names something twice that can be named once.
    #[error("the answer names part {0} twice")]
    Twice(usize),
    /// The question is at fault: its shares have no common denominator that a number
    /// holds (see [`crate::faults::Fault::SharesTooFine`]).
    #[error("the shares of the question are too fine to be added up")]
    TooFine,
}

/// What an answer is worth. An empty answer is worth nothing; so is typed text that is
/// no number.
///
/// # Errors
/// [`NotAnAnswer`] if it does not answer this question.
pub fn score(question: &Question, answer: &Answer) -> Result<Scored, NotAnAnswer> {
    let of = question.points;
    match (&question.kind, answer) {
        (Kind::Single { options, .. }, Answer::Single(chosen)) => single(of, options, *chosen),
        (Kind::Multiple { options, credit, .. }, Answer::Multiple(chosen)) => multiple(of, options, *credit, chosen),
        (Kind::TrueFalse { right, .. }, Answer::TrueFalse(said)) => truth(of, *right, *said),
        (Kind::Matching { pairs, extras, .. }, Answer::Matching(chosen)) => matching(of, pairs, extras, chosen),
        (Kind::Ordering { steps, credit }, Answer::Ordering(order)) => ordering(of, steps, *credit, order),
        (Kind::Numeric { accepted, .. }, Answer::Numeric(typed)) => number(of, accepted, typed),
        (Kind::Short { accepted, case_sensitive }, Answer::Short(typed)) => short(of, accepted, *case_sensitive, typed),
        (Kind::Likert { scale }, Answer::Likert(point)) => {
            point.map_or(Ok(()), |point| within(point, scale.len()))?;
            gathered(0, vec![(Rule::NotScored, Exact::zero())])
        }
        (Kind::Open, Answer::Open(_)) => gathered(0, vec![(Rule::NotScored, Exact::zero())]),
        (Kind::Rubric { criteria }, Answer::Rubric(levels)) => rubric(of, criteria, levels),
        _ => Err(NotAnAnswer::OtherKind),
    }
}

type Outcome = Result<Scored, NotAnAnswer>;

// Rules with the share of all points that they give, made into points. What lies under
// nothing or over all is brought back within, by a step of its own.
fn gathered(of: u16, shares: Vec<(Rule, Exact)>) -> Outcome {
    let mut shares = shares;
    let mut sum = Exact::zero();
    for (_, share) in &shares {
        sum = sum.checked_add(share).ok_or(NotAnAnswer::TooFine)?;
    }
    if sum < Exact::zero() {
        shares.push((Rule::NotUnderNothing, -sum));
        sum = Exact::zero();
    } else if sum > Exact::one() {
        let over = Exact::one().checked_add(&-sum).ok_or(NotAnAnswer::TooFine)?;
        shares.push((Rule::NotOverAll, over));
        sum = Exact::one();
    }
    let all = Exact::from_integer(i64::from(of));
    let points = |share: &Exact| share.checked_mul(&all).ok_or(NotAnAnswer::TooFine);
    let trace = shares.iter().map(|(rule, share)| Ok(Step { rule: *rule, points: points(share)? }));
    Ok(Scored { points: points(&sum)?, of, trace: trace.collect::<Result<_, _>>()? })
}

fn nothing(of: u16) -> Outcome {
    gathered(of, vec![(Rule::Nothing, Exact::zero())])
}

fn part_of(whole: usize, right: bool) -> Exact {
    match i64::try_from(whole) {
        Ok(whole) if right && whole > 0 => Exact::new(1, whole),
        _ => Exact::zero(),
    }
}

fn within(index: usize, length: usize) -> Result<(), NotAnAnswer> {
    if index < length { Ok(()) } else { Err(NotAnAnswer::NoSuchPart(index)) }
}

fn single(of: u16, options: &[Choice], chosen: Option<usize>) -> Outcome {
    let Some(option) = chosen else { return nothing(of) };
    let share = options.get(option).ok_or(NotAnAnswer::NoSuchPart(option))?.share;
    gathered(of, vec![(Rule::Chosen { option, share }, share.value())])
}

fn multiple(of: u16, options: &[Choice], credit: Credit, chosen: &BTreeSet<usize>) -> Outcome {
    chosen.iter().try_for_each(|option| within(*option, options.len()))?;
    if chosen.is_empty() {
        return nothing(of);
    }
    let options = options.iter().enumerate().map(|(option, choice)| (option, choice.share, chosen.contains(&option)));
    let rules: Vec<_> = match credit {
        Credit::Shares => options
            .filter(|(_, _, chosen)| *chosen)
            .map(|(option, share, _)| (Rule::Chosen { option, share }, share.value()))
            .collect(),
        Credit::AllOrNothing => options
            .filter_map(|(option, share, chosen)| match (share.is_right(), chosen) {
                (true, false) => Some((Rule::Missed { option }, Exact::zero())),
                (false, true) => Some((Rule::WronglyChosen { option }, Exact::zero())),
                _ => None,
            })
            .collect(),
    };
    gathered(of, if rules.is_empty() { vec![(Rule::AllRight, Exact::one())] } else { rules })
}

fn truth(of: u16, right: bool, said: Option<bool>) -> Outcome {
    let Some(said) = said else { return nothing(of) };
    let right = said == right;
    gathered(of, vec![(Rule::Truth { said, right }, part_of(1, right))])
}

fn matching(of: u16, pairs: &[Pair], extras: &[Text], chosen: &[Option<usize>]) -> Outcome {
    if chosen.is_empty() {
        return nothing(of);
    }
    if chosen.len() != pairs.len() {
        return Err(NotAnAnswer::OtherLength(chosen.len()));
    }
    let rights: Vec<&Text> = pairs.iter().map(|pair| &pair.right).chain(extras).collect();
    let rules = pairs.iter().zip(chosen).enumerate().map(|(index, (pair, chosen))| {
        let Some(chosen) = *chosen else { return Ok((Rule::PairOpen { pair: index }, Exact::zero())) };
        // The text counts, so right sides that say the same may stand for each other.
        let right = **rights.get(chosen).ok_or(NotAnAnswer::NoSuchPart(chosen))? == pair.right;
        Ok((Rule::Pair { pair: index, right }, part_of(pairs.len(), right)))
    });
    gathered(of, rules.collect::<Result<_, _>>()?)
}

fn ordering(of: u16, steps: &[Text], credit: OrderCredit, order: &[usize]) -> Outcome {
    if order.is_empty() {
        return nothing(of);
    }
    if order.len() != steps.len() {
        return Err(NotAnAnswer::OtherLength(order.len()));
    }
    let mut seen = BTreeSet::new();
    for step in order {
        within(*step, steps.len())?;
        if !seen.insert(*step) {
            return Err(NotAnAnswer::Twice(*step));
        }
    }
    let is_right = order.iter().zip(0..).all(|(step, place)| *step == place);
    gathered(
        of,
        match credit {
            OrderCredit::Places => order
                .iter()
                .enumerate()
                .map(|(place, step)| (*step, place, *step == place))
                .map(|(step, place, right)| (Rule::Place { step, place, right }, part_of(steps.len(), right)))
                .collect(),
            OrderCredit::Neighbours if steps.len() > 1 => order
                .windows(2)
                .map(|pair| (pair[0], pair[1], pair[1] == pair[0] + 1))
                .map(|(first, then, right)| (Rule::Neighbours { first, then, right }, part_of(steps.len() - 1, right)))
                .collect(),
            _ => vec![(Rule::Order { right: is_right }, part_of(1, is_right))],
        },
    )
}

fn number(of: u16, accepted: &[AcceptedNumber], typed: &str) -> Outcome {
    if typed.trim().is_empty() {
        return nothing(of);
    }
    let Some(number) = Decimal::typed(typed) else {
        return gathered(of, vec![(Rule::NotANumber, Exact::zero())]);
    };
    let holds = |range: &AcceptedNumber| {
        Decimal::typed(&range.low).is_some_and(|low| low <= number)
            && Decimal::typed(&range.high).is_some_and(|high| number <= high)
    };
    let rule = accepted.iter().position(holds).map(|index| (index, accepted[index].share));
    gathered(
        of,
        vec![rule.map_or((Rule::FitsNothing, Exact::zero()), |(accepted, share)| {
            (Rule::Number { accepted, share }, share.value())
        })],
    )
}

fn short(of: u16, accepted: &[AcceptedWords], case_sensitive: bool, typed: &str) -> Outcome {
    if typed.trim().is_empty() {
        return nothing(of);
    }
    let fits = |pattern: &str| !pattern.is_empty() && words::fits(pattern, typed, case_sensitive);
    let rule = accepted
        .iter()
        .position(|words| fits(&words.pattern.fr) || fits(&words.pattern.en))
        .map(|index| (index, accepted[index].share));
    gathered(
        of,
        vec![rule.map_or((Rule::FitsNothing, Exact::zero()), |(accepted, share)| {
            (Rule::Words { accepted, share }, share.value())
        })],
    )
}

fn rubric(of: u16, criteria: &[Criterion], levels: &[Option<usize>]) -> Outcome {
    if levels.is_empty() {
        return nothing(of);
    }
    if levels.len() != criteria.len() {
        return Err(NotAnAnswer::OtherLength(levels.len()));
    }
    let most = criteria.iter().filter_map(|criterion| criterion.levels.iter().map(|level| level.points).max());
    let most: i64 = most.map(i64::from).sum();
    let rules = criteria.iter().zip(levels).enumerate().map(|(index, (criterion, level))| {
        let Some(level) = *level else { return Ok((Rule::NotJudged { criterion: index }, Exact::zero())) };
        let points = criterion.levels.get(level).ok_or(NotAnAnswer::NoSuchPart(level))?.points;
        let share = if most > 0 { Exact::new(i64::from(points), most) } else { Exact::zero() };
        Ok((Rule::Level { criterion: index, level }, share))
    });
    gathered(of, rules.collect::<Result<_, _>>()?)
}

/// Points in hundredths, a half rounded up: 1/3 is 33, 1/8 is 13, −1/8 is −12.
#[must_use]
pub fn hundredths(points: Exact) -> i64 {
    let (above, below) = (i128::from(*points.numer()), i128::from(*points.denom()));
    // No overflow: both are under 2^63 in size, and 2^63 × 201 is far from 2^127.
    let rounded = (above * 200 + below).div_euclid(below * 2);
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
}

/// Points as people read them: at most two decimals, a half rounded up, with the comma
/// of French or the point of English: `1,67`, `2.5`, `3`.
#[must_use]
pub fn shown(points: Exact, language: Language) -> String {
    let hundredths = hundredths(points);
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let mark = match language {
        Language::Fr => ',',
        Language::En => '.',
    };
    match part {
        0 => format!("{sign}{whole}"),
        part if part % 10 == 0 => format!("{sign}{whole}{mark}{}", part / 10),
        part => format!("{sign}{whole}{mark}{part:02}"),
    }
}
