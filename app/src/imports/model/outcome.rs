//! What a row is, beside the register and the rows before it.

use super::said::Said;
use super::values::{CellRefusal, RowRead};
use crate::fields::Problem;
use crate::ids::PersonId;
use crate::people::model::likeness::Likened;
use crate::people::model::{Age, NewPerson, Sex, search_key};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Nobody like that is in the register.
    New,
    /// Someone who is there already, with nothing to change.
    Same,
    /// Someone who is there already, of whom the row says something else.
    Changed,
    /// Perhaps someone who is there: a person decides.
    Duplicate,
    /// It cannot be taken as it is.
    Refused,
}

impl Outcome {
    /// Every outcome, in the order of summaries.
    pub const ALL: [Self; 5] = [Self::New, Self::Same, Self::Changed, Self::Duplicate, Self::Refused];

    /// As stored, in addresses and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Duplicate => "duplicate",
            Self::Refused => "refused",
        }
    }
}

impl FromStr for Outcome {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text).ok_or(())
    }
}

/// What was decided of a row that may be a duplicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Another person: to be added.
    Add,
    /// To be left out.
    Skip,
    /// This person.
    Is(PersonId),
}

impl FromStr for Decision {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "add" => Ok(Self::Add),
            "skip" => Ok(Self::Skip),
            id => id.parse().map(Self::Is).map_err(|_| ()),
        }
    }
}

/// How a row was judged, kept beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Judgement {
    /// The person that the row certainly tells of.
    pub matched: Option<PersonId>,
    /// Those that it may tell of, with points of 100, the most alike first.
    pub candidates: Vec<(PersonId, i32)>,
    /// The row before it in the list that may be the same person.
    pub twin: Option<i32>,
    /// Fields in which it differs from the entry.
    pub fields: Vec<String>,
    /// What is wrong.
    pub refusals: Vec<CellRefusal>,
}

/// Whether an entry is certainly the person of a row: the same name by ear and
/// the same telephone; or the same name as written, year of birth and
/// institution. Nothing less: homonyms are the rule.
#[must_use]
pub fn certainly(row: &Likened, entry: &Likened) -> bool {
    let heard = row.sound == entry.sound;
    let written = row.name.search_key() == entry.name.search_key();
    let same_phone = row.phone.is_some() && row.phone == entry.phone;
    let same_year = row.birth_year.is_some() && row.birth_year == entry.birth_year;
    heard && same_phone || written && same_year && row.institution == entry.institution
}

/// The entry with what the row says; where the row says nothing, the entry stands.
#[must_use]
pub fn filled(entry: &NewPerson, told: &RowRead) -> NewPerson {
    let row = &told.person;
    let same_name = search_key(&entry.name.to_string()) == search_key(&row.name.to_string())
        || entry.name.search_key() == row.name.search_key();
    NewPerson {
        // Capitals and lost accents are no correction.
        name: if same_name { entry.name.clone() } else { row.name.clone() },
        sex: if row.sex == Sex::Unstated { entry.sex } else { row.sex },
        age: row.age.filter(|age| age.year() != entry.age.and_then(Age::year)).or(entry.age),
        institution: row.institution,
        job_title: row.job_title.clone(),
        region: row.region,
        locality: row.locality.or(entry.locality.filter(|_| entry.region == row.region)),
        phone: row.phone.clone().or_else(|| entry.phone.clone()),
        email: row.email.clone().or_else(|| entry.email.clone()),
        languages: if row.languages.is_empty() { entry.languages.clone() } else { row.languages.clone() },
        accessibility: if row.accessibility.is_empty() { &entry.accessibility } else { &row.accessibility }.clone(),
        consents: match told.consent {
            Said::Nothing => entry.consents,
            Said::No => false,
            Said::Yes(_) => true,
        },
    }
}

/// A row that repeats an earlier one.
#[must_use]
pub fn repeated(row: i32) -> Problem {
    Problem::SameAsRow { row }
}
