//! Figures in words: what they mean, and when nothing can be said.

use super::model::{Change, TestFindings, Told, Verdict};
use super::sides::Counted;
use crate::assessments::pages::{moment_name, whole_percent};
use crate::i18n::Locale;
use crate::people::model::Sex;
use crate::people::pages::sex_name;
use crate::ui::format::{decimal, number, percent};
use analysis::gain::GainBand;
use analysis::items::{Flag, ItemStatistics};
use leptos_i18n::td_string;

/// How many.
pub fn count(locale: Locale, many: usize) -> String {
    number(locale, i64::try_from(many).unwrap_or(i64::MAX))
}

/// How many people, with their share: "12 (40 %)".
pub fn counted(locale: Locale, counted: Counted) -> String {
    format!("{} ({})", count(locale, counted.people), percent(locale, counted.percent))
}

/// A gain with what it is called: "0,45 (moyen)".
pub fn gain(locale: Locale, gain: f64) -> String {
    let band = match GainBand::of(gain) {
        GainBand::High => td_string!(locale, findings.gain_high),
        GainBand::Medium => td_string!(locale, findings.gain_medium),
        GainBand::Low => td_string!(locale, findings.gain_low),
    };
    format!("{} ({band})", decimal(locale, gain, 2))
}

/// How large an effect is by the rule of thumb of Cohen (1988), *Statistical Power
/// Analysis for the Behavioral Sciences*: 0.2 small, 0.5 medium, 0.8 large.
pub fn effect(locale: Locale, dz: f64) -> String {
    let size = match dz.abs() {
        size if size >= 0.8 => td_string!(locale, findings.effect_large),
        size if size >= 0.5 => td_string!(locale, findings.effect_medium),
        size if size >= 0.2 => td_string!(locale, findings.effect_small),
        _ => td_string!(locale, findings.effect_none),
    };
    format!("{} ({size})", decimal(locale, dz, 2))
}

/// A probability: never nought.
pub fn probability(locale: Locale, p: f64) -> String {
    if p < 0.001 {
        format!("p\u{a0}<\u{a0}{}", decimal(locale, 0.001, 3))
    } else {
        format!("p\u{a0}=\u{a0}{}", decimal(locale, p, 3))
    }
}

/// A reliability with what it is good for, after Nunnally & Bernstein (1994),
/// *Psychometric Theory*: 0.7 is enough to compare groups, 0.9 to decide about people.
pub fn reliability(locale: Locale, alpha: f64) -> &'static str {
    match alpha {
        alpha if alpha >= 0.9 => td_string!(locale, findings.alpha_people),
        alpha if alpha >= 0.7 => td_string!(locale, findings.alpha_groups),
        _ => td_string!(locale, findings.alpha_low),
    }
}

/// What should be looked at in a question, a sentence each.
pub fn flags(locale: Locale, item: &ItemStatistics) -> Vec<&'static str> {
    item.flags
        .iter()
        .map(|flag| match flag {
            Flag::TooEasy { .. } => td_string!(locale, findings.flag_easy),
            Flag::TooHard { .. } => td_string!(locale, findings.flag_hard),
            Flag::NegativeDiscrimination { .. } => td_string!(locale, findings.flag_negative),
            Flag::WeakDiscrimination { .. } => td_string!(locale, findings.flag_weak),
            Flag::NoVariance => td_string!(locale, findings.flag_same),
            Flag::LowersAlpha { .. } => td_string!(locale, findings.flag_lowers),
            Flag::DistractorNeverChosen { .. } => td_string!(locale, findings.flag_never),
            Flag::DistractorBetterThanKey { .. } => td_string!(locale, findings.flag_better),
        })
        .collect()
}

/// The gain of the means, or that there is none.
pub fn gain_of(locale: Locale, change: &Change) -> String {
    match change.gains.gain_of_averages {
        Some(figure) => gain(locale, figure),
        None => td_string!(locale, assessments.no_gain).to_owned(),
    }
}

/// The size of the effect, or that there is none.
pub fn effect_of(locale: Locale, change: &Change) -> String {
    match &change.t {
        Some(t) => effect(locale, t.corrected_dz.unwrap_or(t.dz)),
        None => td_string!(locale, assessments.no_gain).to_owned(),
    }
}

/// How sure the change is, in a sentence for each test of it that is defined.
pub fn tested(locale: Locale, change: &Change) -> Vec<String> {
    let t = change.t.as_ref().map(|t| {
        td_string!(
            locale,
            findings.paired,
            difference = decimal(locale, t.difference, 2),
            lower = decimal(locale, t.interval.lower, 2),
            upper = decimal(locale, t.interval.upper, 2),
            t = decimal(locale, t.t, 2),
            freedom = t.freedom.to_string(),
            p = probability(locale, t.p)
        )
        .to_string()
    });
    let ranks = change.ranks.as_ref();
    let ranks = ranks.map(|ranks| td_string!(locale, findings.ranks, p = probability(locale, ranks.p)).to_string());
    t.into_iter().chain(ranks).collect()
}

/// Whether people learned, how much, how sure that is, and how many lost: a sentence each.
pub fn answer(locale: Locale, change: &Change) -> [String; 3] {
    let (before, after) = (whole_percent(locale, change.before), whole_percent(locale, change.after));
    let p = change.t.as_ref().map(|t| probability(locale, t.p)).unwrap_or_default();
    let learned = match change.verdict() {
        Verdict::More => td_string!(locale, findings.answer_more, before = before, after = after, p = p).to_string(),
        Verdict::Less => td_string!(locale, findings.answer_less, before = before, after = after, p = p).to_string(),
        Verdict::Unsure => {
            td_string!(locale, findings.answer_unsure, before = before, after = after, p = p).to_string()
        }
        Verdict::Untested => td_string!(locale, findings.answer_untested, before = before, after = after).to_string(),
    };
    let gain = match change.gains.gain_of_averages {
        Some(figure) => td_string!(locale, findings.answer_gain, gain = gain(locale, figure)).to_string(),
        None => td_string!(locale, findings.answer_no_gain).to_owned(),
    };
    let lost = match change.lost {
        0 => td_string!(locale, findings.answer_none_lost).to_owned(),
        lost => {
            let people = count(locale, change.pairs);
            td_string!(locale, findings.answer_lost, count = count(locale, lost), people = people).to_string()
        }
    };
    [learned, gain, lost]
}

/// How far the scores of a test can be trusted; nothing where that is not defined.
pub fn trust(locale: Locale, test: &TestFindings) -> Option<String> {
    let found = test.items.as_ref()?;
    let (alpha, interval) = found.alpha?;
    let figure = |value: f64| decimal(locale, value, 2);
    let within = interval.map_or_else(String::new, |interval| {
        td_string!(locale, findings.within, lower = figure(interval.lower), upper = figure(interval.upper)).to_string()
    });
    let kr20 = found.kr20.map(|kr20| format!(" KR-20 {}.", figure(kr20))).unwrap_or_default();
    let said = td_string!(
        locale,
        findings.trust,
        test = moment_name(locale, test.test.moment),
        alpha = figure(alpha),
        within = within,
        meaning = reliability(locale, alpha),
        error = found.error.map_or_else(|| "–".to_owned(), |error| decimal(locale, error, 1))
    )
    .to_string();
    Some(format!("{said}{kr20}"))
}

/// A group, or those put together.
pub fn group(locale: Locale, told: &Told) -> String {
    let others = || td_string!(locale, attendance.rates_others, count = count(locale, told.groups)).to_string();
    told.name.clone().unwrap_or_else(others)
}

/// A sex, or those put together.
pub fn sex_group(locale: Locale, (sex, told): &(Option<Sex>, Told)) -> String {
    sex.map_or_else(|| group(locale, told), |sex| sex_name(locale, sex).to_owned())
}

/// What the figures are, with their sources.
pub fn arithmetic(locale: Locale) -> [&'static str; 6] {
    [
        td_string!(locale, findings.about_gain),
        td_string!(locale, findings.about_effect),
        td_string!(locale, findings.about_difficulty),
        td_string!(locale, findings.about_discrimination),
        td_string!(locale, findings.about_alpha),
        td_string!(locale, findings.about_small),
    ]
}
