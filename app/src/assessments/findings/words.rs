//! Figures in words: what they mean, and when nothing can be said.

use crate::i18n::Locale;
use crate::ui::format::decimal;
use analysis::gain::GainBand;
use analysis::items::{Flag, ItemStatistics};
use leptos_i18n::td_string;

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
