//! French (and English) as printers write it: dates, ranges, durations, spaces.

use super::Locale;
use app::ui::format::{date, day, month, weekday};
use chrono::{Datelike, NaiveDate};
use std::fmt::Write as _;

/// Does not break, as wide as a space.
pub const NBSP: char = '\u{a0}';
/// Does not break, narrow: before `;`, `!` and `?` in French.
pub const NNBSP: char = '\u{202f}';

/// `mercredi 14 septembre 2022`, `Wednesday 14 September 2022`.
pub fn weekday_and_date(on: NaiveDate, language: Locale) -> String {
    format!("{}{NBSP}{}", weekday(language, on), on.year())
}

/// `du 14 au 16 septembre 2022`, `du 30 septembre au 4 octobre 2022`,
/// `le 1er octobre 2022`; `from 14 to 16 September 2022`, `on …`.
///
/// What both ends share is said once, at the end. Ends in the wrong order are
/// put right.
pub fn date_range(from: NaiveDate, to: NaiveDate, language: Locale) -> String {
    let (from, to) = if from <= to { (from, to) } else { (to, from) };
    let (on, start, end) = match language {
        Locale::fr => ("le", "du", "au"),
        Locale::en => ("on", "from", "to"),
    };
    let last = date(language, to);
    if from == to {
        return format!("{on}{NBSP}{last}");
    }
    let mut first = day(language, from);
    if (from.year(), from.month()) != (to.year(), to.month()) {
        // A String takes whatever is written to it.
        let _ = write!(first, "{NBSP}{}", month(language, from));
    }
    if from.year() != to.year() {
        let _ = write!(first, "{NBSP}{}", from.year());
    }
    format!("{start}{NBSP}{first} {end}{NBSP}{last}")
}

/// `24 heures`, `1 heure`; `24 hours`.
pub fn hours(hours: u16, language: Locale) -> String {
    let unit = match (language, hours) {
        (Locale::fr, 0 | 1) => "heure",
        (Locale::fr, _) => "heures",
        (Locale::en, 1) => "hour",
        (Locale::en, _) => "hours",
    };
    format!("{hours}{NBSP}{unit}")
}

/// A title between the quotation marks of the language.
pub fn quoted(text: &str, language: Locale) -> String {
    match language {
        Locale::fr => format!("«{NBSP}{text}{NBSP}»"),
        Locale::en => format!("“{text}”"),
    }
}

/// Puts the language's spaces around punctuation and after `n°`, and curls
/// apostrophes.
///
/// In French a narrow no-break space stands before `;`, `!` and `?`, a no-break
/// space before `:` and inside « ». An ordinary space there becomes the right
/// one; a missing one is supplied only where the sign ends a word, so that
/// addresses (`https://…?a=b`), times (10:30) and ratios stay as they are.
/// `before` is the character before the text, if a sentence began earlier.
pub fn spaced(text: &str, before: Option<char>, language: Locale) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let last = out.chars().next_back().or(before);
        let next = signs.peek().copied();
        match sign {
            '\'' if is_apostrophe(last, next) => out.push('’'),
            ';' | '!' | '?' | ':' | '»' if language == Locale::fr => {
                space_before(&mut out, sign, (before, last), next);
                out.push(sign);
            }
            '«' if language == Locale::fr => {
                out.push(sign);
                while signs.next_if(|next| is_space(*next)).is_some() {}
                if signs.peek().is_some() {
                    out.push(NBSP);
                }
            }
            ' ' if language == Locale::fr && ends_in_numero(&out) => out.push(NBSP),
            _ => out.push(sign),
        }
    }
    out
}

fn is_apostrophe(last: Option<char>, next: Option<char>) -> bool {
    last.is_some_and(char::is_alphanumeric) && next.is_none_or(|next| !next.is_ascii_digit())
}

/// `n° 12` does not break.
fn ends_in_numero(text: &str) -> bool {
    ["n°", "N°"].iter().any(|numero| text.ends_with(numero))
}

fn is_space(sign: char) -> bool {
    matches!(sign, ' ' | NBSP | NNBSP)
}

/// `before` is what the text follows, `last` what stands just before the sign.
fn space_before(out: &mut String, sign: char, (before, last): (Option<char>, Option<char>), next: Option<char>) {
    let space = if matches!(sign, ':' | '»') { NBSP } else { NNBSP };
    if out.ends_with(is_space) {
        let kept = out.trim_end_matches(is_space).len();
        if kept > 0 || before.is_some() {
            out.truncate(kept);
            out.push(space);
            return;
        }
    }
    let ends_a_word = last.is_some_and(|last| last.is_alphanumeric() || ")]»%…’.".contains(last));
    let is_free = next.is_none_or(|next| next.is_whitespace() || is_space(next) || "!?)]»".contains(next));
    // A text that ends here may go on in the next span: `**Note**: …` does,
    // `https:` does not, and only what stands before tells them apart.
    let word = out.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_address = word.contains("://") || word.contains("www.") || matches!(word, "http" | "https" | "mailto");
    if ends_a_word && is_free && !is_address || sign == '»' && !last.is_none_or(char::is_whitespace) {
        out.push(space);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Locale::{en as En, fr as Fr};
    use proptest::prelude::*;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    fn plain(text: &str) -> String {
        text.replace([NBSP, NNBSP], " ")
    }

    #[test]
    fn ranges_say_once_what_both_ends_share() {
        for (from, to, language, expected) in [
            (on(2022, 9, 14), on(2022, 9, 16), Fr, "du 14 au 16 septembre 2022"),
            (on(2022, 9, 30), on(2022, 10, 4), Fr, "du 30 septembre au 4 octobre 2022"),
            (on(2022, 10, 1), on(2022, 10, 1), Fr, "le 1er octobre 2022"),
            (on(2022, 10, 1), on(2022, 10, 3), Fr, "du 1er au 3 octobre 2022"),
            (on(2022, 12, 30), on(2023, 1, 1), Fr, "du 30 décembre 2022 au 1er janvier 2023"),
            (on(2022, 9, 16), on(2022, 9, 14), Fr, "du 14 au 16 septembre 2022"),
            (on(2022, 8, 29), on(2022, 9, 1), En, "from 29 August to 1 September 2022"),
            (on(2022, 9, 14), on(2022, 9, 14), En, "on 14 September 2022"),
        ] {
            assert_eq!(plain(&date_range(from, to, language)), expected);
        }
        assert_eq!(plain(&weekday_and_date(on(2022, 9, 14), Fr)), "mercredi 14 septembre 2022");
    }

    #[test]
    fn a_range_breaks_only_before_its_end() {
        let range = date_range(on(2022, 9, 30), on(2022, 10, 4), Fr);
        assert_eq!(range.matches(' ').count(), 1);
        assert!(range.contains(" au\u{a0}4"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_range_of_any_days_can_be_read(first in 0..60_000, second in 0..60_000, english: bool) {
            let after = |days: i32| on(1950, 1, 1) + chrono::Duration::days(days.into());
            let (from, to) = (after(first), after(second));
            let language = if english { En } else { Fr };
            let range = date_range(from, to, language);
            prop_assert_eq!(&range, &date_range(to, from, language));
            prop_assert!(range.ends_with(&date(language, from.max(to))));
            prop_assert!(plain(&range).contains(&day(language, from.min(to))));
            prop_assert!(range.matches(' ').count() <= 1);
        }

        #[test]
        fn spaces_once_set_stay(text in "[a-z0-9 :;!?»«'./-]{0,40}") {
            let once = spaced(&text, None, Fr);
            prop_assert_eq!(spaced(&once, None, Fr), once.clone());
            prop_assert!(once.chars().filter(|sign| sign.is_alphanumeric()).eq(text.chars().filter(|sign| sign.is_alphanumeric())));
        }
    }

    #[test]
    fn hours_agree_with_their_number() {
        assert_eq!(plain(&hours(1, Fr)), "1 heure");
        assert_eq!(plain(&hours(24, En)), "24 hours");
    }

    #[test]
    fn french_signs_get_their_spaces() {
        for (given, expected) in [
            ("Qui ? Quoi ! Où ; là : ici", "Qui\u{202f}? Quoi\u{202f}! Où\u{202f}; là\u{a0}: ici"),
            ("Attention! Pourquoi?", "Attention\u{202f}! Pourquoi\u{202f}?"),
            ("Quoi ?!", "Quoi\u{202f}?!"),
            ("« oui »", "«\u{a0}oui\u{a0}»"),
            ("«oui»", "«\u{a0}oui\u{a0}»"),
            ("à 10:30, 1:2", "à 10:30, 1:2"),
            ("https://relais.ml/a?b=c;d", "https://relais.ml/a?b=c;d"),
            ("la loi n° 2012-023", "la loi n°\u{a0}2012-023"),
            ("Objectifs:", "Objectifs\u{a0}:"),
            ("l'atelier d'Amadou", "l’atelier d’Amadou"),
        ] {
            assert_eq!(spaced(given, None, Fr), expected);
            assert_eq!(spaced(expected, None, Fr), expected, "done once, done for good");
        }
        assert_eq!(spaced(": suite", Some('e'), Fr), "\u{a0}: suite");
        assert_eq!(spaced(" : suite", Some('e'), Fr), "\u{a0}: suite");
        assert_eq!(spaced("What? Don't!", None, En), "What? Don’t!");
    }
}
