//! What organisers say on letters of invitation, and whom they write to. No I/O.

use crate::fields::{Fields, Problem, Refusal};
use crate::ids::EnrolmentId;
use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

/// How long before the workshop an answer is asked for, if nothing else is said.
const ANSWER_BEFORE: TimeDelta = TimeDelta::days(7);
/// The longest remarks, in characters: what a page has room for.
const MAX_REMARKS: u32 = 600;

/// To whom letters go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressees {
    /// Everyone enrolled.
    Everyone,
    /// Those who have not said that they will come.
    Unanswered,
    /// One of them.
    One(EnrolmentId),
}

impl Addressees {
    /// As in forms.
    #[must_use]
    pub fn as_text(self) -> String {
        match self {
            Self::Everyone => "everyone".to_owned(),
            Self::Unanswered => "unanswered".to_owned(),
            Self::One(enrolment) => enrolment.to_string(),
        }
    }
}

impl std::str::FromStr for Addressees {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "everyone" => Ok(Self::Everyone),
            "unanswered" => Ok(Self::Unanswered),
            one => one.parse().map(Self::One).map_err(drop),
        }
    }
}

/// The fields of the form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LettersForm {
    /// To whom.
    pub to: String,
    /// Where the letter is written.
    pub written_in: String,
    /// The last day for an answer.
    pub answer_by: String,
    /// The office of whoever signs.
    pub signatory: String,
    /// Whom to ask.
    pub contact: String,
    /// What else is to be said.
    pub remarks: String,
}

/// What stands on the letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// To whom.
    pub to: Addressees,
    /// Where the letter is written; may be empty.
    pub written_in: String,
    /// The last day for an answer.
    pub answer_by: NaiveDate,
    /// The office of whoever signs; may be empty.
    pub signatory: String,
    /// Whom to ask; may be empty.
    pub contact: String,
    /// What else is to be said; may be empty.
    pub remarks: String,
}

/// The fields with text that goes on paper.
pub const PRINTED: [&str; 4] = ["written_in", "signatory", "contact", "remarks"];

impl LettersForm {
    /// The form as it is offered today for a workshop that begins then: an answer
    /// a week before, or as soon as there still is time for.
    #[must_use]
    pub fn offered(today: NaiveDate, starts_on: NaiveDate) -> Self {
        let answer_by = (starts_on - ANSWER_BEFORE).max(today);
        Self { to: Addressees::Everyone.as_text(), answer_by: answer_by.to_string(), ..Self::default() }
    }

    /// What was typed into one of [`PRINTED`].
    #[must_use]
    pub fn printed(&self, field: &str) -> &str {
        match field {
            "written_in" => &self.written_in,
            "signatory" => &self.signatory,
            "contact" => &self.contact,
            _ => &self.remarks,
        }
    }

    /// Reads the form on a day, for a workshop that begins then.
    ///
    /// # Errors
    /// Every field that is not in order; [`Problem::NotBeforeWorkshop`] where
    /// nobody could answer in time.
    pub fn read(&self, today: NaiveDate, starts_on: NaiveDate) -> Result<Wording, Vec<Refusal>> {
        let mut fields = Fields::default();
        let to = fields.choice("to", &self.to);
        let written_in = fields.optional_line("written_in", &self.written_in, 60).unwrap_or_default();
        let answer_by = fields.date("answer_by", &self.answer_by);
        if answer_by.is_some_and(|day| day < today || day >= starts_on) {
            fields.refuse("answer_by", Problem::NotBeforeWorkshop { starts_on });
        }
        let signatory = fields.optional_line("signatory", &self.signatory, 120).unwrap_or_default();
        let contact = fields.optional_line("contact", &self.contact, 160).unwrap_or_default();
        let remarks = fields.lines("remarks", &self.remarks, MAX_REMARKS);
        fields.accept(to.zip(answer_by).map(|(to, answer_by)| Wording {
            to,
            written_in,
            answer_by,
            signatory,
            contact,
            remarks,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn an_answer_is_asked_a_week_before_or_at_once() {
        let begins = day("2022-11-07");
        for (today, expected) in [("2022-10-01", "2022-10-31"), ("2022-11-05", "2022-11-05")] {
            let offered = LettersForm::offered(day(today), begins);
            assert_eq!(offered.answer_by, expected);
            assert!(offered.read(day(today), begins).is_ok(), "what is offered is in order");
        }
        let begun = LettersForm::offered(begins, begins).read(begins, begins).expect_err("refused");
        assert_eq!(begun, [Refusal::new("answer_by", Problem::NotBeforeWorkshop { starts_on: begins })]);
    }

    proptest! {
        #[test]
        fn an_accepted_day_leaves_time_to_answer(offset in -40i64..40, to: String, remarks: String) {
            let (today, begins) = (day("2022-10-20"), day("2022-11-07"));
            let answer_by = (today + TimeDelta::days(offset)).to_string();
            let form = LettersForm { to, answer_by, remarks, ..LettersForm::offered(today, begins) };
            if let Ok(wording) = form.read(today, begins) {
                prop_assert!(today <= wording.answer_by && wording.answer_by < begins);
            }
        }
    }
}
