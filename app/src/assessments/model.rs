//! Scores and what they say. No I/O.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// When a test is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// Pre-test.
    Before,
    /// Post-test.
    After,
}

impl Moment {
    /// Both, in order of time.
    pub const ALL: [Self; 2] = [Self::Before, Self::After];

    /// As stored, and as in the names of form fields.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
        }
    }
}

impl FromStr for Moment {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|moment| moment.as_str() == text).ok_or(())
    }
}

/// What a test is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// One of the pair that tells what was learned.
    Paired(Moment),
    /// To see what stayed of one module.
    Quiz,
}

impl Purpose {
    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Paired(moment) => moment.as_str(),
            Self::Quiz => "quiz",
        }
    }
}

impl FromStr for Purpose {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text == Self::Quiz.as_str() { Ok(Self::Quiz) } else { text.parse().map(Self::Paired) }
    }
}

/// Points at a test of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// Points reached, 0 to `max`.
    pub points: i32,
    /// Points of the whole test, at least 1.
    pub max: i32,
}

impl Score {
    /// The share of the points in percent, rounded to the nearest whole.
    #[must_use]
    pub fn percent(self) -> i32 {
        if self.max <= 0 { 0 } else { (self.points * 200 + self.max) / (self.max * 2) }
    }
}

/// Normalised gain g = (post − pre) / (max − pre) of two scores at tests of the
/// same maximum (Hake 1998). `None` where it is not defined: the first test was
/// already perfect, or the maxima differ.
#[must_use]
pub fn normalised_gain(before: Score, after: Score) -> Option<f64> {
    let room = before.max - before.points;
    (before.max == after.max && room > 0).then(|| f64::from(after.points - before.points) / f64::from(room))
}

/// What someone scored before and after, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    /// Pre-test.
    pub before: Option<Score>,
    /// Post-test.
    pub after: Option<Score>,
}

/// Why no gain is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoGain {
    /// A score is missing.
    NotBoth,
    /// The pre-test was perfect: nothing was left to gain.
    AtMaximum,
    /// The tests differ in their maximum.
    OtherMaximum,
}

impl Results {
    /// The normalised gain, see [`normalised_gain`].
    ///
    /// # Errors
    /// Why it is not defined.
    pub fn gain(self) -> Result<f64, NoGain> {
        let (before, after) = self.before.zip(self.after).ok_or(NoGain::NotBoth)?;
        let undefined = if before.max == after.max { NoGain::AtMaximum } else { NoGain::OtherMaximum };
        normalised_gain(before, after).ok_or(undefined)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn gain_by_hand() {
        let score = |points| Score { points, max: 20 };
        assert_eq!(normalised_gain(score(8), score(14)), Some(0.5));
        assert_eq!(normalised_gain(score(10), score(5)), Some(-0.5));
        assert_eq!(normalised_gain(score(20), score(20)), None);
    }

    #[test]
    fn where_there_is_no_gain_it_is_said_why() {
        let results = |before, after| Results { before, after };
        let score = |points, max| Some(Score { points, max });
        assert_eq!(results(score(8, 20), score(14, 20)).gain(), Ok(0.5));
        assert_eq!(results(score(8, 20), None).gain(), Err(NoGain::NotBoth));
        assert_eq!(results(score(20, 20), score(20, 20)).gain(), Err(NoGain::AtMaximum));
        assert_eq!(results(score(8, 20), score(9, 10)).gain(), Err(NoGain::OtherMaximum));
    }

    proptest! {
        #[test]
        fn gain_is_at_most_one(before in 0..20, after in 0..=20) {
            let gain = normalised_gain(Score { points: before, max: 20 }, Score { points: after, max: 20 });
            prop_assert!(gain.is_some_and(|gain| gain <= 1.0));
        }

        #[test]
        fn percent_is_within_half_of_the_share(points in 0..=60, max in 1..=60) {
            prop_assume!(points <= max);
            let exact = f64::from(points) * 100.0 / f64::from(max);
            let percent = Score { points, max }.percent();
            prop_assert!((f64::from(percent) - exact).abs() <= 0.5);
        }
    }
}
