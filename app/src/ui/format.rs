//! Dates, times and numbers as French and English readers write them.
//!
//! Spaces within a date or before a unit are such that a line never breaks there.

use crate::i18n::Locale;
use chrono::{DateTime, Datelike, NaiveDate, Utc};

const NBSP: char = '\u{a0}';
const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const SHORT_MONTHS_FR: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const SHORT_MONTHS_EN: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS_FR: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The day of the month: in French the first is an ordinal.
#[must_use]
pub fn day(locale: Locale, date: NaiveDate) -> String {
    match (locale, date.day()) {
        (Locale::fr, 1) => "1er".to_owned(),
        (_, day) => day.to_string(),
    }
}

/// The month, in words.
#[must_use]
pub fn month(locale: Locale, date: NaiveDate) -> &'static str {
    match locale {
        Locale::fr => MONTHS_FR[date.month0() as usize],
        Locale::en => MONTHS_EN[date.month0() as usize],
    }
}

/// "14 septembre 2022", "14 September 2022".
#[must_use]
pub fn date(locale: Locale, date: NaiveDate) -> String {
    format!("{}{NBSP}{}{NBSP}{}", day(locale, date), month(locale, date), date.year())
}

/// "mercredi 14 septembre", "Wednesday 14 September".
#[must_use]
pub fn weekday(locale: Locale, date: NaiveDate) -> String {
    let name = weekdays(locale)[date.weekday().num_days_from_monday() as usize];
    format!("{name} {}{NBSP}{}", day(locale, date), month(locale, date))
}

/// The days of the week from Monday on, in words.
#[must_use]
pub fn weekdays(locale: Locale) -> [&'static str; 7] {
    match locale {
        Locale::fr => DAYS_FR,
        Locale::en => DAYS_EN,
    }
}

/// "septembre 2022", "September 2022".
#[must_use]
pub fn month_and_year(locale: Locale, date: NaiveDate) -> String {
    format!("{}{NBSP}{}", month(locale, date), date.year())
}

/// "14–16 septembre 2022", "30 septembre – 4 octobre 2022", and across years.
#[must_use]
pub fn range(locale: Locale, from: NaiveDate, to: NaiveDate) -> String {
    if from == to {
        date(locale, from)
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        // Word joiners: the dash is no place for a line to end.
        format!("{}\u{2060}–\u{2060}{}", day(locale, from), date(locale, to))
    } else if from.year() == to.year() {
        format!("{}{NBSP}{} – {}", day(locale, from), month(locale, from), date(locale, to))
    } else {
        format!("{} – {}", date(locale, from), date(locale, to))
    }
}

/// "14–18 oct.", "26 Oct – 1 Nov": where the year is known, and space is not.
#[must_use]
pub fn short_range(locale: Locale, from: NaiveDate, to: NaiveDate) -> String {
    let names = match locale {
        Locale::fr => SHORT_MONTHS_FR,
        Locale::en => SHORT_MONTHS_EN,
    };
    let short = |date: NaiveDate| format!("{}{NBSP}{}", day(locale, date), names[date.month0() as usize]);
    if from == to {
        short(from)
    } else if from.month() == to.month() {
        format!("{}\u{2060}–\u{2060}{}", day(locale, from), short(to))
    } else {
        format!("{}{NBSP}– {}", short(from), short(to))
    }
}

/// "8 h 30", "8:30" of minutes after midnight.
#[must_use]
pub fn time(locale: Locale, minutes: i32) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60);
    match locale {
        Locale::fr => format!("{hour}{NBSP}h{NBSP}{minute:02}"),
        Locale::en => format!("{hour}:{minute:02}"),
    }
}

/// "1 h 30", "45 min".
#[must_use]
pub fn duration(minutes: i32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}{NBSP}min"),
        (hours, 0) => format!("{hours}{NBSP}h"),
        (hours, minutes) => format!("{hours}{NBSP}h{NBSP}{minutes:02}"),
    }
}

/// A day and a time of it, in the campaigns' time zone.
#[must_use]
pub fn moment(locale: Locale, at: DateTime<Utc>) -> String {
    use chrono::Timelike;
    let minutes = i32::try_from(at.hour() * 60 + at.minute()).unwrap_or_default();
    format!("{}, {}", date(locale, at.date_naive()), time(locale, minutes))
}

/// "1 234" in French (narrow no-break space), "1,234" in English.
#[must_use]
pub fn number(locale: Locale, number: impl Into<i64>) -> String {
    let number = number.into();
    let separator = match locale {
        Locale::fr => "\u{202f}",
        Locale::en => ",",
    };
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push_str(separator);
        }
        text.push(digit);
    }
    if number < 0 { format!("−{text}") } else { text }
}

/// A figure to so many places: "0,45" in French, "0.45" in English; a sign that is a minus.
#[must_use]
pub fn decimal(locale: Locale, figure: f64, places: usize) -> String {
    let text = format!("{:.places$}", figure.abs());
    let is_nought = !text.contains(|digit: char| ('1'..='9').contains(&digit));
    let text = if locale == Locale::fr { text.replace('.', ",") } else { text };
    if figure < 0.0 && !is_nought { format!("−{text}") } else { text }
}

/// "80 %" in French, "80%" in English.
#[must_use]
pub fn percent(locale: Locale, percent: i32) -> String {
    match locale {
        Locale::fr => format!("{percent}{NBSP}%"),
        Locale::en => format!("{percent}%"),
    }
}

/// A Malian number in pairs, others as they are: "+223 76 12 34 56".
#[must_use]
pub fn phone(number: &str) -> String {
    match number.strip_prefix("+223") {
        Some(local) if local.len() == 8 && local.is_ascii() => {
            format!("+223{NBSP}{}{NBSP}{}{NBSP}{}{NBSP}{}", &local[..2], &local[2..4], &local[4..6], &local[6..])
        }
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn plain(text: &str) -> String {
        text.replace([NBSP, '\u{202f}'], " ").replace('\u{2060}', "")
    }

    #[test]
    fn dates_as_readers_write_them() {
        let cases = [
            ("2022-09-14", "2022-09-14", "14 septembre 2022", "14 September 2022"),
            ("2022-09-14", "2022-09-16", "14–16 septembre 2022", "14–16 September 2022"),
            ("2022-10-01", "2022-10-04", "1er–4 octobre 2022", "1–4 October 2022"),
            ("2022-09-30", "2022-10-04", "30 septembre – 4 octobre 2022", "30 September – 4 October 2022"),
            ("2022-12-30", "2023-01-02", "30 décembre 2022 – 2 janvier 2023", "30 December 2022 – 2 January 2023"),
        ];
        for (from, to, french, english) in cases {
            assert_eq!(plain(&range(Locale::fr, on(from), on(to))), french);
            assert_eq!(plain(&range(Locale::en, on(from), on(to))), english);
        }
        assert_eq!(plain(&weekday(Locale::fr, on("2022-09-14"))), "mercredi 14 septembre");
    }

    #[test]
    fn numbers_and_times() {
        assert_eq!(plain(&number(Locale::fr, 10_000)), "10 000");
        assert_eq!(number(Locale::en, 1_234_567), "1,234,567");
        assert_eq!(number(Locale::en, 220), "220");
        assert_eq!(plain(&time(Locale::fr, 510)), "8 h 30");
        assert_eq!(plain(&percent(Locale::fr, 80)), "80 %");
        assert_eq!(plain(&phone("+22376123456")), "+223 76 12 34 56");
    }
}
