//! Occasions and figures in words.

use super::model::occasion::Occasion;
use crate::assessments::bank::views::language;
use crate::i18n::Locale;
use crate::ui::format::{number, weekday};
use chrono::NaiveDate;
use leptos_i18n::td_string;
use questions::question::Question;

/// When participants are asked, in words.
#[must_use]
pub fn occasion_name(locale: Locale, occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Day => td_string!(locale, evaluations.day),
        Occasion::End => td_string!(locale, evaluations.end),
        Occasion::Month3 => td_string!(locale, evaluations.month_3),
        Occasion::Month6 => td_string!(locale, evaluations.month_6),
    }
}

/// An evaluation by its occasion, and by its day where a workshop has several.
#[must_use]
pub fn evaluation_name(locale: Locale, occasion: Occasion, held_on: NaiveDate) -> String {
    let name = occasion_name(locale, occasion);
    match occasion {
        Occasion::Day => {
            td_string!(locale, evaluations.of_day, occasion = name, day = weekday(locale, held_on)).to_string()
        }
        _ => name.to_owned(),
    }
}

/// What was asked, in the reader's language.
#[must_use]
pub fn question_text(locale: Locale, question: &Question) -> String {
    question.text.in_language(language(locale)).to_owned()
}

/// How many answered of how many seats. Who answered and gave the seat back since is
/// among both.
#[must_use]
pub fn of_seats(locale: Locale, answered: usize, seats: u64) -> (String, String) {
    let seats = seats.max(u64::try_from(answered).unwrap_or_default());
    (count(locale, answered), number(locale, i64::try_from(seats).unwrap_or(i64::MAX)))
}

/// How many.
#[must_use]
pub fn count(locale: Locale, many: usize) -> String {
    number(locale, i64::try_from(many).unwrap_or(i64::MAX))
}
