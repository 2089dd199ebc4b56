//! What people ask about their data; what becomes of each table that names them;
//! and how long what is kept. No I/O.

use crate::fields::Refusal;
use crate::people::model::merging::differing;
use crate::people::model::{NewPerson, PersonForm};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestKind {
    /// That values be corrected.
    Correction,
    /// That all be erased.
    Erasure,
}

impl RequestKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Correction, Self::Erasure];

    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Erasure => "erasure",
        }
    }
}

impl FromStr for RequestKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done as asked.
    Accepted,
    /// Not done, for a reason that the person reads.
    Declined,
    /// Taken back by the person.
    Withdrawn,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 3] = [Self::Accepted, Self::Declined, Self::Withdrawn];

    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl FromStr for Outcome {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text).ok_or(())
    }
}

/// Values that a person proposes for some fields of their entry. The others are
/// left as they will be when it is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The fields, by their names in the form.
    fields: Vec<String>,
    /// The values; of other fields, none.
    values: PersonForm,
}

impl Correction {
    /// What must change to make the one of the other; nothing, if they agree.
    /// Whether they agree to be in the register is not corrected here.
    #[must_use]
    pub fn between(current: &NewPerson, wanted: &NewPerson) -> Option<Self> {
        let fields: Vec<String> = differing(current, wanted).into_iter().map(ToOwned::to_owned).collect();
        let mut values = PersonForm::default();
        put(&fields, &PersonForm::from(wanted), &mut values);
        (!fields.is_empty()).then_some(Self { fields, values })
    }

    /// The fields, by their names in the form.
    #[must_use]
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// The entry with the values proposed.
    ///
    /// # Errors
    /// Fields that are no longer in order.
    pub fn applied(&self, current: &NewPerson) -> Result<NewPerson, Vec<Refusal>> {
        let mut form = PersonForm::from(current);
        put(&self.fields, &self.values, &mut form);
        form.read()
    }
}

/// Copies these fields. An age is a year or a band, and a locality lies in its
/// region: each goes together.
fn put(fields: &[String], from: &PersonForm, to: &mut PersonForm) {
    for field in fields {
        match field.as_str() {
            "family_name" => to.family_name.clone_from(&from.family_name),
            "given_names" => to.given_names.clone_from(&from.given_names),
            "sex" => to.sex.clone_from(&from.sex),
            "birth_year" => {
                to.birth_year.clone_from(&from.birth_year);
                to.age_band.clone_from(&from.age_band);
            }
            "institution" => to.institution.clone_from(&from.institution),
            "job_title" => to.job_title.clone_from(&from.job_title),
            "region" => {
                to.region.clone_from(&from.region);
                to.locality.clone_from(&from.locality);
            }
            "locality" => to.locality.clone_from(&from.locality),
            "phone" => to.phone.clone_from(&from.phone),
            "email" => to.email.clone_from(&from.email),
            "languages" => to.languages.clone_from(&from.languages),
            "accessibility" => to.accessibility.clone_from(&from.accessibility),
            _ => {}
        }
    }
}

/// What erasing a person does with the rows that name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Erasure {
    /// They are taken out.
    Removed,
    /// They stay, as what they name no longer says who it was.
    Kept,
    /// They stay without what was written in them.
    Emptied,
}

/// Every column that names a person: what erasing does with its rows, and the part
/// of a copy of one's data in which they stand. A test holds it against the schema.
pub const NAMING: [(&str, &str, Erasure, &str); 19] = [
    ("access_code", "person_id", Erasure::Removed, "codes"),
    ("audit_entry", "person_id", Erasure::Kept, "trail"),
    ("calendar_link", "person_id", Erasure::Removed, "calendar"),
    ("consent", "person_id", Erasure::Removed, "consents"),
    ("data_request", "person_id", Erasure::Emptied, "requests"),
    ("enrolment", "person_id", Erasure::Kept, "enrolments"),
    ("import_row", "person_id", Erasure::Removed, "lists"),
    ("message", "person_id", Erasure::Removed, "messages"),
    ("nomination", "person_id", Erasure::Removed, "nominations"),
    ("person", "merged_into_id", Erasure::Emptied, "entries"),
    ("person_campaign", "person_id", Erasure::Kept, "campaigns"),
    ("person_distinct", "one_id", Erasure::Removed, "kept_apart"),
    ("person_distinct", "other_id", Erasure::Removed, "kept_apart"),
    ("person_merge", "kept_id", Erasure::Removed, "entries"),
    ("person_merge", "merged_id", Erasure::Removed, "entries"),
    ("person_photo", "person_id", Erasure::Removed, "photos"),
    ("person_word", "person_id", Erasure::Removed, "search_words"),
    ("sign_in", "person_id", Erasure::Removed, "sign_ins"),
    ("waiting", "person_id", Erasure::Removed, "waiting"),
];

/// What goes away by itself, once a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The rows of lists that were sent, two weeks after they came: long enough to
    /// correct and take them, or to take them back.
    ImportRows,
    /// Sign-ins, three months after they ended or lapsed: long enough to look into
    /// a misuse.
    SignIns,
    /// Access codes that are no longer accepted, after three months: as sign-ins.
    AccessCodes,
    /// Links for the first administrator, a month after they were used or lapsed.
    SetupLinks,
    /// Messages, three months after they left or were given up: long enough to see
    /// who was reached.
    Messages,
    /// Who was named for a workshop and by whom, two years after: until then the
    /// choice can be explained.
    Nominations,
    /// What undoing a merge would need, and what the merged entry said, after a
    /// year: by then someone would have noticed.
    Merges,
    /// Requests that were decided, after two years: until then they show that the
    /// law was kept.
    Requests,
    /// Signed sheets, ten years after they came: as long as vouchers are kept by
    /// the law of accounts (OHADA, *Acte uniforme relatif au droit comptable*, 24).
    /// Erasing a person leaves them, as they bear witness for all who signed.
    SignedSheets,
    /// People who were entered and never had a seat nor waited for one, two years
    /// after the entry was last changed: no campaign came to need it.
    NeverEnrolled,
}

impl Rule {
    /// Every rule, in the order in which they run: what goes first may be what kept
    /// an entry from going.
    pub const ALL: [Self; 10] = [
        Self::ImportRows,
        Self::SignIns,
        Self::AccessCodes,
        Self::SetupLinks,
        Self::Messages,
        Self::Nominations,
        Self::Merges,
        Self::Requests,
        Self::SignedSheets,
        Self::NeverEnrolled,
    ];

    /// As the command tells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ImportRows => "import_rows",
            Self::SignIns => "sign_ins",
            Self::AccessCodes => "access_codes",
            Self::SetupLinks => "setup_links",
            Self::Messages => "messages",
            Self::Nominations => "nominations",
            Self::Merges => "merges",
            Self::Requests => "requests",
            Self::SignedSheets => "signed_sheets",
            Self::NeverEnrolled => "never_enrolled",
        }
    }

    /// After how long.
    #[must_use]
    pub fn after(self) -> TimeDelta {
        TimeDelta::days(match self {
            Self::ImportRows => 14,
            Self::SetupLinks => 30,
            Self::SignIns | Self::AccessCodes | Self::Messages => 90,
            Self::Merges => 365,
            Self::Requests | Self::Nominations | Self::NeverEnrolled => 730,
            Self::SignedSheets => 3_653,
        })
    }
}

/// What is done with personal data, as the register of processing lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Activity {
    /// Keeping the register of trained actors.
    Register,
    /// Taking lists from elsewhere.
    Import,
    /// Inviting people, and letting them sign in.
    Invitations,
    /// Recording who attended.
    Attendance,
    /// Recording tests.
    Assessments,
    /// Issuing certificates, and verifying them.
    Certificates,
    /// Letting the team sign in.
    Accounts,
    /// Answering what people ask about their data.
    Requests,
    /// Knowing who read or changed what.
    Audit,
}

impl Activity {
    /// Every activity, in the order of the register.
    pub const ALL: [Self; 9] = [
        Self::Register,
        Self::Import,
        Self::Invitations,
        Self::Attendance,
        Self::Assessments,
        Self::Certificates,
        Self::Accounts,
        Self::Requests,
        Self::Audit,
    ];

    /// The rules by which its data go away by themselves.
    #[must_use]
    pub fn rules(self) -> &'static [Rule] {
        match self {
            Self::Register => &[Rule::NeverEnrolled, Rule::Merges],
            Self::Import => &[Rule::ImportRows],
            Self::Invitations => &[Rule::Nominations, Rule::Messages, Rule::AccessCodes, Rule::SignIns],
            Self::Accounts => &[Rule::SignIns, Rule::SetupLinks],
            Self::Requests => &[Rule::Requests],
            Self::Attendance => &[Rule::SignedSheets],
            Self::Assessments | Self::Certificates | Self::Audit => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{InstitutionId, LocalityId, RegionId};
    use crate::people::model::{Age, AgeBand, PersonName, Sex};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn person(n: u128) -> NewPerson {
        NewPerson {
            name: PersonName { family: format!("Famille{n}"), given: format!("Prénom{n}") },
            sex: if n.is_multiple_of(2) { Sex::Female } else { Sex::Male },
            age: Some(if n.is_multiple_of(2) {
                Age::Born { year: 1980, about: true }
            } else {
                Age::Band(AgeBand::Over54)
            }),
            institution: InstitutionId(Uuid::from_u128(n)),
            job_title: format!("Fonction{n}"),
            region: RegionId(Uuid::from_u128(n)),
            locality: n.is_multiple_of(2).then(|| LocalityId(Uuid::from_u128(n))),
            phone: Some(format!("+2237600000{n}")),
            email: n.is_multiple_of(2).then(|| format!("p{n}@example.org")),
            languages: if n.is_multiple_of(2) { vec!["fr"] } else { vec!["bm"] },
            accessibility: String::new(),
            consents: n.is_multiple_of(2),
        }
    }

    #[test]
    fn every_rule_belongs_to_an_activity() {
        for rule in Rule::ALL {
            assert!(Activity::ALL.iter().any(|activity| activity.rules().contains(&rule)), "{rule:?}");
        }
    }

    #[test]
    fn what_was_not_proposed_stays_as_it_is_by_then() {
        let before = person(1);
        let wanted = NewPerson { phone: None, ..before.clone() };
        let correction = Correction::between(&before, &wanted).expect("a difference");
        assert_eq!(correction.fields(), ["phone"]);
        let since = NewPerson { job_title: "Magistrate".into(), ..before };
        let after = correction.applied(&since).expect("in order");
        assert_eq!(after, NewPerson { phone: None, ..since });
    }

    #[test]
    fn nothing_is_proposed_where_nothing_differs() {
        assert_eq!(Correction::between(&person(1), &person(1)), None);
        let agreeing = NewPerson { consents: true, ..person(1) };
        assert_eq!(Correction::between(&person(1), &agreeing), None, "agreeing is not corrected");
    }

    #[test]
    fn the_fields_left_out_are_not_kept() {
        let wanted = NewPerson { job_title: "Autre".into(), ..person(2) };
        let stored = serde_json::to_string(&Correction::between(&person(2), &wanted)).expect("JSON");
        for value in ["Famille2", "7600000", "1980", "example.org"] {
            assert!(!stored.contains(value), "{stored}");
        }
    }

    proptest! {
        #[test]
        fn a_correction_makes_the_one_of_the_other(one in 1_u128..5, other in 1_u128..5) {
            let (one, other) = (person(one), person(other));
            let made = match Correction::between(&one, &other) {
                Some(correction) => {
                    let stored = serde_json::to_string(&correction).expect("JSON");
                    let read: Correction = serde_json::from_str(&stored).expect("JSON");
                    read.applied(&one).expect("in order")
                }
                None => one.clone(),
            };
            prop_assert_eq!(made, NewPerson { consents: one.consents, ..other });
        }
    }
}
