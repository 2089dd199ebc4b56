//! Agreement in words: what a figure means, and why there is none.

use super::agreement::{Alone, Band, Figure, Measure, NoFigure};
use crate::i18n::Locale;
use crate::ui::format::decimal;
use leptos_i18n::td_string;

/// A figure with its interval and what it is called, or why there is none.
pub fn figure(locale: Locale, found: &Result<Figure, NoFigure>) -> String {
    let figure = match found {
        Ok(figure) => figure,
        Err(why) => return no_figure(locale, *why),
    };
    let value = decimal(locale, figure.value, 2);
    let within = figure.interval.map_or_else(String::new, |interval| {
        let [lower, upper] = [interval.lower, interval.upper].map(|limit| decimal(locale, limit, 2));
        td_string!(locale, findings.within, lower = lower, upper = upper).to_string()
    });
    format!("{value}{within}{}{}", separator(locale), band(locale, figure.band()))
}

/// What stands between a figure and its name.
fn separator(locale: Locale) -> &'static str {
    match locale {
        Locale::fr => "\u{a0}: ",
        Locale::en => ": ",
    }
}

/// What is measured.
pub fn measure(locale: Locale, measure: Measure) -> &'static str {
    match measure {
        Measure::Kappa => td_string!(locale, practice.kappa),
        Measure::Intraclass => td_string!(locale, practice.intraclass),
    }
}

/// What an agreement is called.
pub fn band(locale: Locale, band: Band) -> &'static str {
    match band {
        Band::Poor => td_string!(locale, practice.band_poor),
        Band::Slight => td_string!(locale, practice.band_slight),
        Band::Fair => td_string!(locale, practice.band_fair),
        Band::Moderate => td_string!(locale, practice.band_moderate),
        Band::Substantial => td_string!(locale, practice.band_substantial),
        Band::AlmostPerfect => td_string!(locale, practice.band_almost_perfect),
        Band::Good => td_string!(locale, practice.band_good),
        Band::Excellent => td_string!(locale, practice.band_excellent),
    }
}

fn no_figure(locale: Locale, why: NoFigure) -> String {
    match why {
        NoFigure::TooFew { needed } => td_string!(locale, practice.too_few, needed = needed.to_string()).to_string(),
        NoFigure::AllTheSame => td_string!(locale, practice.all_the_same).to_owned(),
        NoFigure::OtherScales => td_string!(locale, practice.other_scales).to_owned(),
    }
}

/// Why raters cannot be compared.
pub fn alone(locale: Locale, why: Alone) -> &'static str {
    match why {
        Alone::OneRater => td_string!(locale, practice.one_rater),
        Alone::NobodyTwice => td_string!(locale, practice.nobody_twice),
    }
}
