//! What each kind of certificate asks for. No I/O.

use super::{Decision, Eligibility, Evidence, Kind, Reached, Reason, judge, qualifies};
use crate::campaigns::model::Percent;
use crate::campaigns::rule::{CertificationRule, Condition, Measure};

/// The part of a rule that asks for attendance alone: the lines in which nothing else would
/// be enough instead.
#[must_use]
pub fn attendance_alone(rule: &CertificationRule) -> CertificationRule {
    let of_attendance = |one: &Condition| matches!(one, Condition::Reach { measure: Measure::Attendance, .. });
    let lines = rule.0.iter().filter(|any| !any.is_empty() && any.iter().all(of_attendance));
    CertificationRule(lines.cloned().collect())
}

/// The part of a rule that a kind of certificate asks for.
#[must_use]
pub fn asked(kind: Kind, rule: &CertificationRule) -> CertificationRule {
    match kind {
        Kind::Trainer => rule.clone(),
        Kind::Attendance => attendance_alone(rule),
    }
}

/// Judges by what a kind of certificate asks for: that of trainer for the whole rule; an
/// attestation for the rule's lines of attendance, and for one half-day at the very least, since
/// it says that somebody was there.
#[must_use]
pub fn judge_for(kind: Kind, rule: &CertificationRule, evidence: &Evidence) -> Eligibility {
    match kind {
        Kind::Trainer => judge(rule, evidence),
        Kind::Attendance if evidence.attendance.attended <= 0 => {
            let anything = Condition::Reach { measure: Measure::Attendance, bar: Percent(1) };
            Eligibility::NotQualified { reasons: vec![Reason { none_of: vec![(anything, Reached::NeverThere)] }] }
        }
        Kind::Attendance => judge(&attendance_alone(rule), evidence),
    }
}

/// Whether somebody earned a certificate in the end. What was decided about them counts for
/// that of trainer alone: whether they were there is no matter of judgement.
#[must_use]
pub fn earns(kind: Kind, eligibility: &Eligibility, decision: Option<&Decision>) -> bool {
    match kind {
        Kind::Trainer => qualifies(eligibility, decision),
        Kind::Attendance => *eligibility == Eligibility::Qualified,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessments::model::{Results, Score};
    use crate::attendance::model::Attendance;
    use proptest::prelude::*;

    fn evidence(attended: i32, after: Option<i32>) -> Evidence {
        let results = Results { before: None, after: after.map(|points| Score { points, max: 20 }) };
        Evidence { attendance: Attendance { attended, marked: attended, held: 8 }, results, ..Evidence::default() }
    }

    fn reach(measure: Measure, bar: i32) -> Condition {
        Condition::Reach { measure, bar: Percent(bar) }
    }

    fn earned(kind: Kind, rule: &CertificationRule, evidence: &Evidence) -> bool {
        judge_for(kind, rule, evidence) == Eligibility::Qualified
    }

    #[test]
    fn who_was_there_and_failed_is_attested_and_no_trainer() {
        let rule = CertificationRule::default();
        let failed = evidence(8, Some(3));
        assert!(earned(Kind::Attendance, &rule, &failed) && !earned(Kind::Trainer, &rule, &failed));
        let absent = evidence(6, Some(20));
        assert!(!earned(Kind::Attendance, &rule, &absent) && !earned(Kind::Trainer, &rule, &absent));
    }

    #[test]
    fn a_line_that_a_test_would_meet_too_is_not_of_attendance_alone() {
        let either = vec![reach(Measure::Attendance, 90), reach(Measure::PostTest, 60)];
        let alone = vec![reach(Measure::Attendance, 50)];
        let rule = CertificationRule(vec![either, alone.clone()]);
        assert_eq!(attendance_alone(&rule), CertificationRule(vec![alone]));
        assert!(earned(Kind::Attendance, &rule, &evidence(4, None)));
        assert!(!earned(Kind::Attendance, &rule, &evidence(3, None)));
    }

    #[test]
    fn without_a_line_of_attendance_one_half_day_is_enough_and_none_is_not() {
        let rule = CertificationRule(vec![vec![reach(Measure::PostTest, 60)]]);
        assert!(earned(Kind::Attendance, &rule, &evidence(1, None)));
        // The test alone makes a trainer of someone who never came, but no participant.
        assert!(earned(Kind::Trainer, &rule, &evidence(0, Some(20))));
        assert!(!earned(Kind::Attendance, &rule, &evidence(0, Some(20))));
    }

    #[test]
    fn a_decision_makes_or_unmakes_a_trainer_alone() {
        let decided = |qualifies| Decision { qualifies, reason: None, by: String::new() };
        let missed = Eligibility::NotQualified { reasons: Vec::new() };
        assert!(earns(Kind::Trainer, &missed, Some(&decided(true))));
        assert!(!earns(Kind::Trainer, &Eligibility::Qualified, Some(&decided(false))));
        assert!(!earns(Kind::Attendance, &missed, Some(&decided(true))));
        assert!(earns(Kind::Attendance, &Eligibility::Qualified, Some(&decided(false))));
    }

    /// Lines of one or two conditions of attendance and post-test.
    fn rules() -> impl Strategy<Value = CertificationRule> {
        let measure = prop_oneof![Just(Measure::Attendance), Just(Measure::PostTest)];
        let condition = (measure, 0..=100).prop_map(|(measure, bar)| reach(measure, bar));
        let line = proptest::collection::vec(condition, 1..3);
        proptest::collection::vec(line, 0..4).prop_map(CertificationRule)
    }

    proptest! {
        #[test]
        fn a_trainer_by_the_rule_who_came_at_all_is_attested(
            rule in rules(),
            attended in 0..=8,
            after in proptest::option::of(0..=20),
        ) {
            let evidence = evidence(attended, after);
            if earned(Kind::Trainer, &rule, &evidence) && attended > 0 {
                prop_assert!(earned(Kind::Attendance, &rule, &evidence));
            }
            if earned(Kind::Attendance, &rule, &evidence) {
                prop_assert!(attended > 0);
            }
        }

        #[test]
        fn no_test_changes_an_attestation(
            rule in rules(),
            attended in 0..=8,
            points in proptest::option::of(0..=20),
            others in proptest::option::of(0..=20),
        ) {
            let judged = |after| judge_for(Kind::Attendance, &rule, &evidence(attended, after));
            prop_assert_eq!(judged(points), judged(others));
        }
    }
}
