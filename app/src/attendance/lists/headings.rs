//! Which half-day a heading means. No I/O.

use crate::people::model::search_key;
use crate::workshops::store::reading::Session;
use crate::workshops::timetable::Half;
use chrono::{Datelike, NaiveDate};

/// The names of months, French and English, without accents.
const MONTHS: [[&str; 2]; 12] = [
    ["janvier", "january"],
    ["fevrier", "february"],
    ["mars", "march"],
    ["avril", "april"],
    ["mai", "may"],
    ["juin", "june"],
    ["juillet", "july"],
    ["aout", "august"],
    ["septembre", "september"],
    ["octobre", "october"],
    ["novembre", "november"],
    ["decembre", "december"],
];

/// The half-day of these that a heading means: by its date ("26/10/2022 matin",
/// "mercredi 26 octobre, après-midi", "2022-10-26 PM") or by its place ("J2 matin").
/// None if it means none of them, or more than one.
#[must_use]
pub fn half_day<'s>(heading: &str, sessions: &'s [Session]) -> Option<&'s Session> {
    let key = search_key(heading);
    let words: Vec<&str> = key.split(' ').collect();
    let half = half(&words);
    let day = |session: &Session| match numbered(&words) {
        Some(number) => days(sessions).get(number - 1) == Some(&session.held_on),
        None => is_of(&words, session.held_on),
    };
    let mut meant = sessions.iter().filter(|session| half.is_none_or(|half| session.half == half) && day(session));
    meant.next().filter(|_| meant.next().is_none())
}

fn half(words: &[&str]) -> Option<Half> {
    let has = |these: &[&str]| words.iter().any(|word| these.contains(word));
    // "am" alone is no sign: the morning in English, the afternoon in French.
    if has(&["midi", "soir", "pm", "afternoon", "aprem"]) {
        return Some(Half::Afternoon);
    }
    has(&["matin", "mat", "matinee", "morning"]).then_some(Half::Morning)
}

/// "j2", "jour 2", "day 2": the number, from 1.
fn numbered(words: &[&str]) -> Option<usize> {
    let number = |text: &str| text.parse().ok().filter(|number| *number > 0);
    let apart = words.windows(2).find(|two| ["jour", "j", "day", "d"].contains(&two[0])).and_then(|two| number(two[1]));
    apart.or_else(|| words.iter().find_map(|word| number(word.strip_prefix(['j', 'd'])?)))
}

fn days(sessions: &[Session]) -> Vec<NaiveDate> {
    let mut days: Vec<NaiveDate> = sessions.iter().map(|session| session.held_on).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Whether the words hold this date; a year and a month that are not said are not asked for,
/// but a day alone is enough only with its name of the week or its month.
fn is_of(words: &[&str], date: NaiveDate) -> bool {
    let numbers: Vec<u32> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let (day, month) = (date.day(), date.month());
    let year = |number: u32| number == date.year().unsigned_abs() || number == date.year().unsigned_abs() % 100;
    if let Some(named) = words.iter().find_map(|word| named_month(word)) {
        return named == month && numbers.first() == Some(&day) && numbers.get(1).is_none_or(|number| year(*number));
    }
    match numbers.as_slice() {
        [d, m] => (*d, *m) == (day, month),
        [y, m, d] if *y > 31 => (*m, *d) == (month, day) && year(*y),
        [d, m, y] => (*d, *m) == (day, month) && year(*y),
        _ => false,
    }
}

/// The month of a name, or of its beginning from three letters on, if that is of one
/// month alone; "mar" is rather a Tuesday.
fn named_month(word: &str) -> Option<u32> {
    let begins = |names: [&str; 2]| names.iter().any(|name| name.starts_with(word));
    let mut months = (1..).zip(MONTHS).filter(|(_, names)| word.len() >= 3 && word != "mar" && begins(*names));
    months.next().filter(|_| months.next().is_none()).map(|(month, _)| month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SessionId;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn sessions() -> Vec<Session> {
        let days = [(25, 1), (26, 3), (27, 5)];
        let halves = [Half::Morning, Half::Afternoon];
        let held =
            days.into_iter().flat_map(|(day, n)| halves.into_iter().zip([n, n + 1]).map(move |both| (day, both)));
        held.map(|(day, (half, n))| Session {
            id: SessionId(Uuid::from_u128(n)),
            held_on: NaiveDate::from_ymd_opt(2022, 10, day).expect("a date"),
            half,
        })
        .collect()
    }

    #[test]
    fn headings_as_sheets_have_them() {
        let sessions = sessions();
        for (heading, meant) in [
            ("26/10/2022 matin", Some(3)),
            ("26/10 après-midi", Some(4)),
            ("2022-10-26 PM", Some(4)),
            ("Mercredi 26 octobre, matin", Some(3)),
            ("mar. 25 oct. 2022 – après-midi", Some(2)),
            ("Morning of 27 October", Some(5)),
            ("J2 matin", Some(3)),
            ("Jour 3 - Après-midi", Some(6)),
            ("Day 1 morning", Some(1)),
            ("J4 matin", None),
            ("28/10 matin", None),
            ("26/11/2022 matin", None),
            ("26/10/2021 matin", None),
            // The day alone has two half-days.
            ("26/10/2022", None),
            ("Nom", None),
            ("N° 26", None),
            ("", None),
        ] {
            let found = half_day(heading, &sessions).map(|session| session.id.0.as_u128());
            assert_eq!(found, meant, "{heading}");
        }
    }

    #[test]
    fn a_day_with_one_half_day_needs_no_half() {
        let morning = &sessions()[2..3];
        assert_eq!(half_day("26/10/2022", morning).map(|session| session.id), Some(morning[0].id));
    }

    proptest! {
        #[test]
        fn never_panics(heading: String) {
            let _ = half_day(&heading, &sessions());
        }
    }
}
