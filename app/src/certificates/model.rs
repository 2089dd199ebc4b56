//! Who qualifies by a campaign's rule, and why the others do not. No I/O.

mod earning;
mod validity;

pub use earning::{asked, attendance_alone, earns, judge_for};
pub use validity::{Listing, RENEWAL_DAYS, State, expiry};

use crate::assessments::model::{NoGain, Results, Score};
use crate::attendance::model::Attendance;
use crate::campaigns::model::Percent;
use crate::campaigns::rule::{CertificationRule, Condition, Measure};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::str::FromStr;
use uuid::Uuid;

/// What is known of someone when they are judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Their half-days. Those without a mark count as not attended: what was not
    /// recorded cannot be certified.
    pub attendance: Attendance,
    /// Their tests.
    pub results: Results,
    /// What raters gave them for teaching before peers, of the most that these could give.
    pub practice: Option<Score>,
    /// The conditions of which a trainer said that they are fulfilled.
    pub fulfilled: BTreeSet<Uuid>,
}

/// What a certificate certifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// *Attestation de participation*: was there.
    Attendance,
    /// *Certificat de formateur*: may train others.
    Trainer,
}

impl Kind {
    /// All, in the order in which people read of them.
    pub const ALL: [Self; 2] = [Self::Attendance, Self::Trainer];

    /// Its name in the database, in addresses and for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Attendance => "attendance",
            Self::Trainer => "trainer",
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// Whether someone qualifies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "eligibility", rename_all = "snake_case")]
pub enum Eligibility {
    /// They do.
    Qualified,
    /// They do not, for all of these reasons.
    NotQualified {
        /// At least one.
        reasons: Vec<Reason>,
    },
}

/// Conditions of which one had to hold, and none does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// At least one: what was asked, and what was reached instead.
    pub none_of: Vec<(Condition, Reached)>,
}

/// What someone reached where a condition does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reached", rename_all = "snake_case")]
pub enum Reached {
    /// So many half-days.
    HalfDays(Attendance),
    /// So many points.
    Points(Score),
    /// So many points more, of those that were left to gain.
    Gained(Score),
    /// No score is known.
    NoScore,
    /// A gain is not defined.
    NoGain {
        /// Why.
        why: NoGain,
    },
    /// Nobody has said that it is fulfilled.
    NotSaid,
    /// No half-day at all.
    NeverThere,
}

/// Finds the first letter of a text that no font draws: what prints knows, and tells the uses
/// that must refuse it before anything is issued.
pub type Undrawn = fn(&str) -> Option<char>;

/// Judges by the rule. A gain that is not defined, as the pre-test was at its maximum,
/// is reached by whoever is at the maximum of the post-test too.
#[must_use]
pub fn judge(rule: &CertificationRule, evidence: &Evidence) -> Eligibility {
    let missed = |any: &Vec<Condition>| {
        let none_of: Option<Vec<_>> =
            any.iter().map(|condition| Some((condition.clone(), short_of(condition, evidence)?))).collect();
        none_of.map(|none_of| Reason { none_of })
    };
    let reasons: Vec<Reason> = rule.0.iter().filter_map(missed).collect();
    if reasons.is_empty() { Eligibility::Qualified } else { Eligibility::NotQualified { reasons } }
}

/// What was reached instead; nothing where the condition holds.
fn short_of(condition: &Condition, evidence: &Evidence) -> Option<Reached> {
    match condition {
        Condition::Fulfil { id, .. } => (!evidence.fulfilled.contains(id)).then_some(Reached::NotSaid),
        Condition::Reach { measure: Measure::Attendance, bar } => {
            let attendance = evidence.attendance;
            (!bar.reached_by(attendance.attended, attendance.held)).then_some(Reached::HalfDays(attendance))
        }
        Condition::Reach { measure: Measure::PostTest, bar } => short_of_points(*bar, evidence.results.after),
        Condition::Reach { measure: Measure::Practice, bar } => short_of_points(*bar, evidence.practice),
        Condition::Reach { measure: Measure::Gain, bar } => short_of_gain(*bar, evidence.results),
    }
}

fn short_of_points(bar: Percent, score: Option<Score>) -> Option<Reached> {
    let Some(score) = score else { return Some(Reached::NoScore) };
    (!bar.reached_by(score.points, score.max)).then_some(Reached::Points(score))
}

fn short_of_gain(bar: Percent, results: Results) -> Option<Reached> {
    let Err(why) = results.gain() else {
        let (before, after) = results.before.zip(results.after)?;
        let gained = Score { points: after.points - before.points, max: before.max - before.points };
        return (!bar.reached_by(gained.points, gained.max)).then_some(Reached::Gained(gained));
    };
    let at_maximum = results.after.is_some_and(|after| after.points == after.max);
    (why != NoGain::AtMaximum || !at_maximum).then_some(Reached::NoGain { why })
}

/// What an organiser decided about someone, whatever the rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether they qualify.
    pub qualifies: bool,
    /// Why; nothing where the person asked to be erased.
    pub reason: Option<String>,
    /// Who decided.
    pub by: String,
}

/// Whether someone is certified in the end: as was decided, else as the rule says.
#[must_use]
pub fn qualifies(eligibility: &Eligibility, decision: Option<&Decision>) -> bool {
    decision.map_or(*eligibility == Eligibility::Qualified, |decision| decision.qualifies)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn attendance(attended: i32, held: i32) -> Attendance {
        Attendance { attended, marked: attended, held }
    }

    fn score(points: i32) -> Score {
        Score { points, max: 20 }
    }

    fn evidence(attended: i32, before: Option<i32>, after: Option<i32>) -> Evidence {
        let results = Results { before: before.map(score), after: after.map(score) };
        Evidence { attendance: attendance(attended, 8), results, ..Evidence::default() }
    }

    fn reach(measure: Measure, bar: i32) -> Condition {
        Condition::Reach { measure, bar: Percent(bar) }
    }

    fn reasons(judged: Eligibility) -> Vec<Vec<Reached>> {
        match judged {
            Eligibility::Qualified => Vec::new(),
            Eligibility::NotQualified { reasons } => {
                let reached = |reason: Reason| reason.none_of.into_iter().map(|(_, reached)| reached).collect();
                reasons.into_iter().map(reached).collect()
            }
        }
    }

    #[test]
    fn the_default_rule_by_example() {
        let rule = CertificationRule::default();
        assert_eq!(judge(&rule, &evidence(7, None, Some(12))), Eligibility::Qualified);
        assert_eq!(
            reasons(judge(&rule, &evidence(6, None, Some(11)))),
            [vec![Reached::HalfDays(attendance(6, 8))], vec![Reached::Points(score(11))]]
        );
        assert_eq!(reasons(judge(&rule, &evidence(8, None, None))), [vec![Reached::NoScore]]);
        assert_eq!(judge(&CertificationRule(Vec::new()), &Evidence::default()), Eligibility::Qualified);
    }

    #[test]
    fn one_of_two_is_enough_and_a_gain_may_be_undefined() {
        let either = CertificationRule(vec![vec![reach(Measure::PostTest, 60), reach(Measure::Gain, 50)]]);
        let judged = |before, after| judge(&either, &evidence(8, before, after));
        // Ten of twenty is too little; from nought it is half of what there was to gain.
        assert_eq!(judged(Some(0), Some(10)), Eligibility::Qualified);
        let missed = reasons(judged(Some(6), Some(10)));
        assert_eq!(missed, [vec![Reached::Points(score(10)), Reached::Gained(Score { points: 4, max: 14 })]]);
        let gain = CertificationRule(vec![vec![reach(Measure::Gain, 50)]]);
        assert_eq!(judge(&gain, &evidence(8, Some(20), Some(20))), Eligibility::Qualified);
        let lost = reasons(judge(&gain, &evidence(8, Some(20), Some(19))));
        assert_eq!(lost, [vec![Reached::NoGain { why: NoGain::AtMaximum }]]);
    }

    #[test]
    fn what_trainers_say_and_raters_give_counts() {
        let id = Uuid::from_u128(7);
        let said = Condition::Fulfil { id, name: String::new() };
        let rule = CertificationRule(vec![vec![said], vec![reach(Measure::Practice, 50)]]);
        let mut evidence = Evidence::default();
        assert_eq!(reasons(judge(&rule, &evidence)), [vec![Reached::NotSaid], vec![Reached::NoScore]]);
        evidence.fulfilled.insert(id);
        evidence.practice = Some(score(10));
        assert_eq!(judge(&rule, &evidence), Eligibility::Qualified);
    }

    #[test]
    fn a_decision_stands_against_the_rule() {
        let decided = |qualifies| Decision { qualifies, reason: None, by: String::new() };
        let missed = Eligibility::NotQualified { reasons: Vec::new() };
        assert!(qualifies(&missed, Some(&decided(true))) && !qualifies(&missed, None));
        assert!(!qualifies(&Eligibility::Qualified, Some(&decided(false))));
    }

    proptest! {
        #[test]
        fn better_results_never_disqualify(
            bars in (0..=100, 0..=100, 1..=100),
            attended in 0..8,
            points in 0..20,
            before in 0..20,
        ) {
            let mut rule = CertificationRule::of_bars(Percent(bars.0), Percent(bars.1));
            rule.0.push(vec![reach(Measure::Gain, bars.2)]);
            let judged = |attended, after| judge(&rule, &evidence(attended, Some(before), Some(after)));
            if judged(attended, points) == Eligibility::Qualified {
                prop_assert_eq!(judged(attended + 1, points), Eligibility::Qualified);
                prop_assert_eq!(judged(attended, points + 1), Eligibility::Qualified);
            }
            prop_assert_eq!(judged(8, 20), Eligibility::Qualified);
        }

        #[test]
        fn a_lower_bar_never_disqualifies(bar in 2..=100, attended in 0..=8, after in 0..=20) {
            let of = |bar| CertificationRule::of_bars(Percent(bar), Percent(bar));
            let evidence = evidence(attended, None, Some(after));
            if judge(&of(bar), &evidence) == Eligibility::Qualified {
                prop_assert_eq!(judge(&of(bar - 1), &evidence), Eligibility::Qualified);
            }
        }

        #[test]
        fn every_refusal_has_a_reason(attended in 0..=8, points in proptest::option::of(0..=20)) {
            match judge(&CertificationRule::default(), &evidence(attended, None, points)) {
                Eligibility::Qualified => prop_assert!(attended >= 7 && points.is_some_and(|points| points >= 12)),
                Eligibility::NotQualified { reasons } => {
                    prop_assert!(!reasons.is_empty() && reasons.iter().all(|reason| !reason.none_of.is_empty()));
                }
            }
        }
    }
}
