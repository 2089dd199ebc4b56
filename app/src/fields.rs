//! What people type into forms, made into values or into errors that stand
//! beside the field. Pure: the same rules serve pages, JSON API and command line.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

mod problem;

pub use problem::Problem;

/// A refused field by name, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The field's name in the form and in the JSON.
    pub field: String,
    /// Why it was refused.
    #[serde(flatten)]
    pub problem: Problem,
}

impl Refusal {
    /// This field, for this reason.
    #[must_use]
    pub fn new(field: &str, problem: Problem) -> Self {
        Self { field: field.to_owned(), problem }
    }
}

/// Collects refusals, so that a form shows all of its errors at once.
#[derive(Debug, Default)]
pub struct Fields {
    refusals: Vec<Refusal>,
}

impl Fields {
    /// One line of text of 1 to `max` characters, trimmed, inner white space made single.
    pub fn line(&mut self, field: &str, text: &str, max: u32) -> String {
        let found = self.optional_line(field, text, max);
        if found.is_none() && !self.refused(field) {
            self.refuse(field, Problem::Required);
        }
        found.unwrap_or_default()
    }

    /// One line of text or nothing.
    pub fn optional_line(&mut self, field: &str, text: &str, max: u32) -> Option<String> {
        // The length is looked at first: a megabyte is not worth normalising.
        if text.chars().nth(max as usize * 2).is_some() {
            self.refuse(field, Problem::TooLong { max });
            return None;
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().any(char::is_control) {
            self.refuse(field, Problem::NotText);
            return None;
        }
        if text.chars().count() > max as usize {
            self.refuse(field, Problem::TooLong { max });
            return None;
        }
        (!text.is_empty()).then_some(text)
    }

    /// Several lines, each trimmed, of at most `max` characters in all.
    pub fn lines(&mut self, field: &str, text: &str, max: u32) -> String {
        if text.chars().nth(max as usize).is_some() {
            self.refuse(field, Problem::TooLong { max });
            return String::new();
        }
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\r') {
            self.refuse(field, Problem::NotText);
            return String::new();
        }
        text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// A whole number from `min` to `max`.
    pub fn number(&mut self, field: &str, text: &str, min: i32, max: i32) -> i32 {
        match text.trim().parse::<i32>() {
            _ if text.trim().is_empty() => self.refuse(field, Problem::Required),
            Ok(number) if (min..=max).contains(&number) => return number,
            _ => self.refuse(field, Problem::OutOfRange { min, max }),
        }
        min
    }

    /// A date as browsers send it, year first; or as French readers write it.
    pub fn date(&mut self, field: &str, text: &str) -> Option<NaiveDate> {
        let text = text.trim();
        if text.is_empty() {
            self.refuse(field, Problem::Required);
            return None;
        }
        let date = ["%Y-%m-%d", "%d/%m/%Y"]
            .iter()
            .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
            .filter(|date| (1900..2200).contains(&chrono::Datelike::year(date)));
        if date.is_none() {
            self.refuse(field, Problem::NotADate);
        }
        date
    }

    /// An identifier or another choice from a list, in its text form.
    pub fn choice<T: std::str::FromStr>(&mut self, field: &str, text: &str) -> Option<T> {
        let chosen = text.trim().parse().ok();
        if chosen.is_none() {
            let problem = if text.trim().is_empty() { Problem::Required } else { Problem::Unknown };
            self.refuse(field, problem);
        }
        chosen
    }

    /// Notes that a field is refused; the first reason stands.
    pub fn refuse(&mut self, field: &str, problem: Problem) {
        if !self.refused(field) {
            self.refusals.push(Refusal::new(field, problem));
        }
    }

    fn refused(&self, field: &str) -> bool {
        self.refusals.iter().any(|refusal| refusal.field == field)
    }

    /// The value, if nothing was refused.
    ///
    /// # Errors
    /// All refusals, in the order of the fields.
    pub fn accept<T>(self, value: Option<T>) -> Result<T, Vec<Refusal>> {
        match value {
            Some(value) if self.refusals.is_empty() => Ok(value),
            _ => Err(self.refusals),
        }
    }
}

/// A telephone number in E.164 from what people write here: eight Malian
/// digits beginning with 2 or 4 to 9, with or without 223, 00223 or +223, spaces,
/// dots and dashes; a foreign number with + or 00.
#[must_use]
pub fn phone(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if text.chars().any(|c| !(c.is_ascii_digit() || " +.-/()\u{a0}\u{202f}".contains(c))) {
        return None;
    }
    let international =
        text.trim_start().starts_with('+').then_some(digits.as_str()).or_else(|| digits.strip_prefix("00"));
    let number = match international {
        Some(number) => number.to_owned(),
        None if digits.len() == 8 => format!("223{digits}"),
        // A spreadsheet that took the number for a sum has dropped its plus.
        None if digits.len() == 11 && digits.starts_with("223") => digits,
        None => return None,
    };
    let plausible = match number.strip_prefix("223") {
        Some(local) => local.len() == 8 && local.starts_with(['2', '4', '5', '6', '7', '8', '9']),
        None => (8..=15).contains(&number.len()) && !number.starts_with('0'),
    };
    plausible.then(|| format!("+{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn phones_as_people_write_them() {
        for text in ["76 12 34 56", "76123456", "00223 76-12-34-56", "+223 76.12.34.56", "22376123456"] {
            assert_eq!(phone(text).as_deref(), Some("+22376123456"), "{text}");
        }
        assert_eq!(phone("+33 6 12 34 56 78").as_deref(), Some("+33612345678"));
        for text in ["", "7612345", "6.5E+07", "1612 3456", "+223 7612", "abc", "٧٦١٢٣٤٥٦"] {
            assert_eq!(phone(text), None, "{text}");
        }
    }

    #[test]
    fn every_error_is_told_at_once_and_the_first_reason_stands() {
        let mut fields = Fields::default();
        fields.line("title", "  ", 10);
        fields.number("capacity", "-1", 1, 500);
        fields.refuse("capacity", Problem::Unknown);
        let refusals = fields.accept(Some(())).expect_err("refused");
        assert_eq!(
            refusals,
            [
                Refusal::new("title", Problem::Required),
                Refusal::new("capacity", Problem::OutOfRange { min: 1, max: 500 })
            ]
        );
    }

    proptest! {
        #[test]
        fn a_line_is_never_longer_than_asked(text in ".{0,60}", max in 1u32..20) {
            let mut fields = Fields::default();
            let line = fields.line("name", &text, max);
            prop_assert!(line.chars().count() <= max as usize);
            if fields.accept(Some(())).is_ok() {
                prop_assert!(!line.is_empty() && !line.contains('\n'));
            }
        }

        #[test]
        fn a_phone_is_plus_and_digits(text in "[0-9+ .()-]{0,20}") {
            if let Some(phone) = phone(&text) {
                prop_assert!(phone.starts_with('+') && phone[1..].bytes().all(|b| b.is_ascii_digit()));
                prop_assert_eq!(super::phone(&phone), Some(phone));
            }
        }
    }
}
