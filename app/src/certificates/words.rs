//! The rule that certifies as a sentence, and why somebody does not qualify.

use super::model::{Kind, Reached, Reason, State, asked};
use crate::assessments::model::{NoGain, Score};
use crate::campaigns::model::Percent;
use crate::campaigns::rule::{CertificationRule, Condition, Measure};
use crate::i18n::Locale;
use crate::ui::format::{date, percent};
use leptos_i18n::td_string;

/// What a certificate is called.
#[must_use]
pub fn kind_name(locale: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::Attendance => td_string!(locale, certificates.kind_attendance),
        Kind::Trainer => td_string!(locale, certificates.kind_trainer),
    }
}

/// How many certificates of a kind are in force, and how many are to be issued.
#[must_use]
pub fn tally_words(locale: Locale, kind: Kind, issued: usize, due: usize) -> String {
    let (issued, due) = (issued.to_string(), due.to_string());
    td_string!(locale, certificates.tally_of, kind = kind_name(locale, kind), issued = issued, due = due).to_string()
}

/// What a certificate is worth, in a few words.
#[must_use]
pub fn state_words(locale: Locale, state: State) -> String {
    match state {
        State::InForce => td_string!(locale, certificates.in_force).to_owned(),
        State::ToRenew { until } => td_string!(locale, certificates.to_renew, day = date(locale, until)).to_string(),
        State::Expired { on } => td_string!(locale, certificates.expired, day = date(locale, on)).to_string(),
        State::Revoked { on } => td_string!(locale, certificates.revoked_on, day = date(locale, on)).to_string(),
        State::Replaced { on } => td_string!(locale, certificates.replaced_on, day = date(locale, on)).to_string(),
    }
}

/// The rule as one sentence: what is needed, and where one of several is enough.
#[must_use]
pub fn rule_sentence(locale: Locale, rule: &CertificationRule) -> String {
    match needed(locale, rule) {
        None => td_string!(locale, qualification.asks_nothing).to_owned(),
        Some(conditions) => td_string!(locale, qualification.needs, conditions = conditions).to_string(),
    }
}

/// What it takes to earn a certificate of a kind under a rule, as [`judge_for`](super::model::judge_for) judges.
#[must_use]
pub fn criteria(locale: Locale, kind: Kind, rule: &CertificationRule) -> String {
    match (kind, needed(locale, &asked(kind, rule))) {
        (Kind::Trainer, _) => format!("{} {}", rule_sentence(locale, rule), td_string!(locale, certificates.otherwise)),
        (Kind::Attendance, None) => td_string!(locale, certificates.was_there).to_owned(),
        (Kind::Attendance, Some(conditions)) => {
            td_string!(locale, certificates.attended, conditions = conditions).to_string()
        }
    }
}

/// What a rule asks for, as a part of the sentence; none where nothing is.
fn needed(locale: Locale, rule: &CertificationRule) -> Option<String> {
    let needed: Vec<String> = rule.0.iter().map(|any| one_of(locale, any)).collect();
    (!needed.is_empty()).then(|| needed.join(td_string!(locale, qualification.and_also)))
}

fn one_of(locale: Locale, any: &[Condition]) -> String {
    let words: Vec<String> = any.iter().map(|condition| condition_words(locale, condition)).collect();
    match words.as_slice() {
        [only] => only.clone(),
        several => {
            let either = several.join(td_string!(locale, qualification.or_else));
            td_string!(locale, qualification.either, conditions = either).to_string()
        }
    }
}

/// A condition as a part of the sentence.
#[must_use]
pub fn condition_words(locale: Locale, condition: &Condition) -> String {
    match condition {
        Condition::Fulfil { name, .. } => td_string!(locale, qualification.said, name = name.clone()).to_string(),
        Condition::Reach { measure, bar } => {
            let bar = percent(locale, bar.0);
            match measure {
                Measure::Attendance => td_string!(locale, qualification.at_least_attendance, bar = bar).to_string(),
                Measure::PostTest => td_string!(locale, qualification.at_least_post_test, bar = bar).to_string(),
                Measure::Gain => td_string!(locale, qualification.at_least_gain, bar = bar).to_string(),
                Measure::Practice => td_string!(locale, qualification.at_least_practice, bar = bar).to_string(),
            }
        }
    }
}

/// What a measure is called where a rule is composed.
#[must_use]
pub fn measure_name(locale: Locale, measure: Measure) -> &'static str {
    match measure {
        Measure::Attendance => td_string!(locale, qualification.attendance),
        Measure::PostTest => td_string!(locale, qualification.post_test),
        Measure::Gain => td_string!(locale, qualification.gain),
        Measure::Practice => td_string!(locale, qualification.practice),
    }
}

/// Why somebody does not qualify, in sentences.
#[must_use]
pub fn reason_sentence(locale: Locale, reason: &Reason) -> String {
    let said: Vec<String> =
        reason.none_of.iter().map(|(condition, reached)| short_sentence(locale, condition, *reached)).collect();
    match said.as_slice() {
        [only] => only.clone(),
        several => format!("{} {}", td_string!(locale, qualification.none_of), several.join(" ")),
    }
}

fn short_sentence(locale: Locale, condition: &Condition, reached: Reached) -> String {
    let (measure, required) = match condition {
        Condition::Fulfil { name, .. } => {
            return td_string!(locale, qualification.reason_not_said, name = name.clone()).to_string();
        }
        Condition::Reach { measure, bar } => (*measure, *bar),
    };
    match reached {
        Reached::HalfDays(attendance) => {
            let mut text = td_string!(
                locale,
                certificates.reason_attendance,
                attended = attendance.attended.to_string(),
                held = attendance.held.to_string(),
                required = percent(locale, required.0)
            )
            .to_string();
            let unmarked = attendance.held - attendance.marked;
            if unmarked > 0 {
                text.push(' ');
                text.push_str(&td_string!(locale, certificates.unmarked, count = unmarked.to_string()).to_string());
            }
            text
        }
        Reached::Points(score) => points_sentence(locale, measure, score, required),
        Reached::Gained(gained) => td_string!(
            locale,
            qualification.reason_gain,
            points = gained.points.to_string(),
            room = gained.max.to_string(),
            required = percent(locale, required.0)
        )
        .to_string(),
        Reached::NoScore if measure == Measure::Practice => {
            td_string!(locale, qualification.reason_not_rated).to_owned()
        }
        Reached::NoScore | Reached::NotSaid => td_string!(locale, certificates.reason_no_post_test).to_owned(),
        Reached::NeverThere => td_string!(locale, certificates.never_there).to_owned(),
        Reached::NoGain { why: NoGain::NotBoth } => td_string!(locale, qualification.reason_not_both).to_owned(),
        Reached::NoGain { why: NoGain::AtMaximum } => td_string!(locale, qualification.reason_at_maximum).to_owned(),
        Reached::NoGain { why: NoGain::OtherMaximum } => td_string!(locale, assessments.gain_other_maximum).to_owned(),
    }
}

fn points_sentence(locale: Locale, measure: Measure, score: Score, required: Percent) -> String {
    let (reached, required) = (percent(locale, score.percent()), percent(locale, required.0));
    match measure {
        Measure::Practice => {
            // Not how much: a rater who has not judged them yet is not to know.
            td_string!(locale, qualification.reason_practice, required = required).to_string()
        }
        Measure::Attendance | Measure::PostTest | Measure::Gain => {
            td_string!(locale, certificates.reason_post_test, reached = reached, required = required).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attestation_asks_for_what_the_rule_says_of_attendance_alone() {
        let said = |rule: &CertificationRule| criteria(Locale::fr, Kind::Attendance, rule);
        let asks = said(&CertificationRule::default());
        assert!(asks.contains("80\u{a0}%") && !asks.contains("60"), "{asks}");
        let of_tests = CertificationRule::of_bars(Percent(0), Percent(60));
        assert!(said(&of_tests).contains("une demi-journée au moins"));
        let of_trainer = criteria(Locale::fr, Kind::Trainer, &CertificationRule::default());
        assert!(of_trainer.contains("60") && of_trainer.contains("organisateur"), "{of_trainer}");
    }
}
