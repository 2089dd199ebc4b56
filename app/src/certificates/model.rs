//! Who qualifies by a campaign's rule, and why the others do not. No I/O.

use crate::assessments::model::Score;
use crate::attendance::model::Attendance;
use crate::campaigns::model::{CertificationRule, Percent};
use serde::{Deserialize, Serialize};

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

/// Why someone does not qualify.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// Too few half-days.
    Attendance {
        /// What was attended.
        attendance: Attendance,
        /// What the rule asks.
        required: Percent,
    },
    /// No score at the post-test.
    NoPostTest,
    /// Too few points at the post-test.
    PostTest {
        /// What was reached.
        score: Score,
        /// What the rule asks.
        required: Percent,
    },
}

/// Judges by the rule. Half-days without a mark count as not attended: what was
/// not recorded cannot be certified.
#[must_use]
pub fn judge(rule: CertificationRule, attendance: Attendance, post_test: Option<Score>) -> Eligibility {
    let mut reasons = Vec::new();
    if !rule.attendance.reached_by(attendance.attended, attendance.held) {
        reasons.push(Reason::Attendance { attendance, required: rule.attendance });
    }
    match post_test {
        _ if rule.post_test == Percent(0) => {}
        None => reasons.push(Reason::NoPostTest),
        Some(score) if !rule.post_test.reached_by(score.points, score.max) => {
            reasons.push(Reason::PostTest { score, required: rule.post_test });
        }
        Some(_) => {}
    }
    if reasons.is_empty() { Eligibility::Qualified } else { Eligibility::NotQualified { reasons } }
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

    #[test]
    fn the_default_rule_by_example() {
        let rule = CertificationRule::default();
        assert_eq!(judge(rule, attendance(8, 10), Some(score(12))), Eligibility::Qualified);
        let short = attendance(6, 8);
        assert_eq!(
            judge(rule, short, Some(score(11))),
            Eligibility::NotQualified {
                reasons: vec![
                    Reason::Attendance { attendance: short, required: Percent(80) },
                    Reason::PostTest { score: score(11), required: Percent(60) },
                ]
            }
        );
        assert_eq!(
            judge(rule, attendance(8, 8), None),
            Eligibility::NotQualified { reasons: vec![Reason::NoPostTest] }
        );
    }

    proptest! {
        #[test]
        fn better_results_never_disqualify(
            required in (0..=100, 0..=100),
            attended in 0..8,
            points in 0..20,
        ) {
            let rule = CertificationRule { attendance: Percent(required.0), post_test: Percent(required.1) };
            if judge(rule, attendance(attended, 8), Some(score(points))) == Eligibility::Qualified {
                prop_assert_eq!(judge(rule, attendance(attended + 1, 8), Some(score(points))), Eligibility::Qualified);
                prop_assert_eq!(judge(rule, attendance(attended, 8), Some(score(points + 1))), Eligibility::Qualified);
            }
            prop_assert_eq!(judge(rule, attendance(8, 8), Some(score(20))), Eligibility::Qualified);
        }

        #[test]
        fn every_refusal_has_a_reason(attended in 0..=8, points in proptest::option::of(0..=20)) {
            match judge(CertificationRule::default(), attendance(attended, 8), points.map(score)) {
                Eligibility::Qualified => prop_assert!(attended >= 7 && points.is_some_and(|points| points >= 12)),
                Eligibility::NotQualified { reasons } => prop_assert!(!reasons.is_empty()),
            }
        }
    }
}
