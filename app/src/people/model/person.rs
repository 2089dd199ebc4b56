//! A person in the register: what may be written about them. No I/O.

use super::name::PersonName;
use crate::fields::{Fields, Problem, Refusal, phone};
use crate::ids::{InstitutionId, LocalityId, RegionId};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The longest name, title or function that a form accepts, in characters.
pub const MAX_LINE: u32 = 120;

/// Sex as registers here record it, for disaggregated indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Not stated.
    Unstated,
}

impl Sex {
    /// Every value, in the order of forms.
    pub const ALL: [Self; 3] = [Self::Female, Self::Male, Self::Unstated];

    /// As stored and as in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Female => "female",
            Self::Male => "male",
            Self::Unstated => "unstated",
        }
    }
}

impl FromStr for Sex {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|sex| sex.as_str() == text).ok_or(())
    }
}

/// An age where the year of birth is not known, by the bands of indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgeBand {
    /// Under 25.
    Under25,
    /// 25 to 34.
    From25To34,
    /// 35 to 44.
    From35To44,
    /// 45 to 54.
    From45To54,
    /// 55 and over.
    Over54,
}

impl AgeBand {
    /// Every band, the youngest first.
    pub const ALL: [Self; 5] = [Self::Under25, Self::From25To34, Self::From35To44, Self::From45To54, Self::Over54];

    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Under25 => "under_25",
            Self::From25To34 => "25_34",
            Self::From35To44 => "35_44",
            Self::From45To54 => "45_54",
            Self::Over54 => "55_and_over",
        }
    }
}

impl FromStr for AgeBand {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|band| band.as_str() == text).ok_or(())
    }
}

/// What is known of a person's age.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Born in that year; `about` if it is a guess ("vers 1980").
    Born {
        /// The year, 1920 to 2020.
        year: i32,
        /// Whether it is a guess.
        about: bool,
    },
    /// Only the band, on the day of entry.
    Band(AgeBand),
}

impl Age {
    /// The year of birth, if known.
    #[must_use]
    pub fn year(self) -> Option<i32> {
        match self {
            Self::Born { year, .. } => Some(year),
            Self::Band(_) => None,
        }
    }
}

/// The languages to choose from (ISO 639): French, Bambara, Fulfulde, Koyraboro
/// Senni (Songhay), Tamasheq, Soninke, Dogon, Mamara (Minianka), Syenara
/// (Senoufo), Hassaniya, Maninka, Khassonke, Bomu (Bobo), Bozo, Arabic, English.
pub const LANGUAGES: [&str; 16] =
    ["fr", "bm", "ff", "ses", "taq", "snk", "dts", "myk", "shz", "mey", "mwk", "kao", "bmq", "bze", "ar", "en"];

/// The wording that people are asked to agree to, by its version: the text of
/// that name stands in the locales and is never edited, only followed by another.
pub const CONSENT_WORDING: &str = "2026-11";

/// The fields of the form for a person, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonForm {
    /// Family name.
    pub family_name: String,
    /// Given names.
    pub given_names: String,
    /// One of [`Sex`].
    pub sex: String,
    /// Year of birth, or nothing; "vers 1980" where it is a guess.
    pub birth_year: String,
    /// One of [`AgeBand`], or nothing.
    pub age_band: String,
    /// Identifier of the institution.
    pub institution: String,
    /// What they do there.
    pub job_title: String,
    /// Identifier of the region.
    pub region: String,
    /// Identifier of the cercle or commune, or nothing.
    pub locality: String,
    /// Telephone, or nothing.
    pub phone: String,
    /// E-mail address, or nothing.
    pub email: String,
    /// Some of [`LANGUAGES`].
    pub languages: Vec<String>,
    /// What they need in order to take part, or nothing.
    pub accessibility: String,
    /// [`CONSENT_WORDING`], if they agreed to it.
    pub consent: String,
    /// Identifier of the campaign that will work with them: asked for in the
    /// register alone.
    pub campaign: String,
}

/// A person whose fields are in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The name.
    pub name: PersonName,
    /// Sex.
    pub sex: Sex,
    /// Age, if known.
    pub age: Option<Age>,
    /// The institution that sends them.
    pub institution: InstitutionId,
    /// What they do there.
    pub job_title: String,
    /// Where they work.
    pub region: RegionId,
    /// The cercle or commune, of that region.
    pub locality: Option<LocalityId>,
    /// In E.164.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Codes of languages spoken, in the order of [`LANGUAGES`].
    pub languages: Vec<&'static str>,
    /// What they need in order to take part; empty if nothing was said.
    pub accessibility: String,
    /// Whether they agreed to [`CONSENT_WORDING`].
    pub consents: bool,
}

/// The form filled in with an entry.
impl From<&NewPerson> for PersonForm {
    fn from(person: &NewPerson) -> Self {
        let (birth_year, age_band) = match person.age {
            Some(Age::Born { year, about: false }) => (year.to_string(), String::new()),
            Some(Age::Born { year, about: true }) => (format!("vers {year}"), String::new()),
            Some(Age::Band(band)) => (String::new(), band.as_str().to_owned()),
            None => Default::default(),
        };
        Self {
            family_name: person.name.family.clone(),
            given_names: person.name.given.clone(),
            sex: person.sex.as_str().to_owned(),
            birth_year,
            age_band,
            institution: person.institution.to_string(),
            job_title: person.job_title.clone(),
            region: person.region.to_string(),
            locality: person.locality.map(|id| id.to_string()).unwrap_or_default(),
            phone: person.phone.clone().unwrap_or_default(),
            email: person.email.clone().unwrap_or_default(),
            languages: person.languages.iter().map(|code| (*code).to_owned()).collect(),
            accessibility: person.accessibility.clone(),
            consent: if person.consents { CONSENT_WORDING.to_owned() } else { String::new() },
            campaign: String::new(),
        }
    }
}

impl PersonForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is not in order.
    pub fn read(&self) -> Result<NewPerson, Vec<Refusal>> {
        let mut fields = Fields::default();
        let family = fields.line("family_name", &self.family_name, MAX_LINE);
        let given = fields.line("given_names", &self.given_names, MAX_LINE);
        let sex = fields.choice("sex", &self.sex);
        let age = self.read_age(&mut fields);
        let institution = fields.choice("institution", &self.institution);
        let job_title = fields.line("job_title", &self.job_title, MAX_LINE);
        let region = fields.choice("region", &self.region);
        let locality = (!self.locality.trim().is_empty()).then(|| fields.choice("locality", &self.locality)).flatten();
        let typed_phone = fields.optional_line("phone", &self.phone, MAX_LINE);
        let phone = typed_phone.as_deref().and_then(phone);
        if typed_phone.is_some() && phone.is_none() {
            fields.refuse("phone", Problem::NotAPhone);
        }
        let email = fields.optional_line("email", &self.email, MAX_LINE);
        if email.as_deref().is_some_and(|email| !looks_like_email(email)) {
            fields.refuse("email", Problem::NotAnEmail);
        }
        let accessibility = fields.optional_line("accessibility", &self.accessibility, 500).unwrap_or_default();
        let person = sex.zip(institution).zip(region).map(|((sex, institution), region)| NewPerson {
            name: PersonName { family, given },
            sex,
            age,
            institution,
            job_title,
            region,
            locality,
            phone,
            email,
            languages: self.read_languages(),
            accessibility,
            consents: self.consent == CONSENT_WORDING,
        });
        fields.accept(person)
    }

    fn read_age(&self, fields: &mut Fields) -> Option<Age> {
        let band = (!self.age_band.is_empty()).then(|| fields.choice("age_band", &self.age_band)).flatten();
        let typed = self.birth_year.trim();
        if typed.is_empty() {
            return band.map(Age::Band);
        }
        let (about, year) = about(typed);
        let year = fields.number("birth_year", year, 1920, 2020);
        Some(Age::Born { year, about })
    }

    fn read_languages(&self) -> Vec<&'static str> {
        LANGUAGES.into_iter().filter(|code| self.languages.iter().any(|chosen| chosen == code)).collect()
    }
}

/// Whether a year is given as a guess, and the year: "vers 1980", "v. 1980",
/// "~1980", "1980 env.".
fn about(typed: &str) -> (bool, &str) {
    let year = typed.trim_matches(|c: char| !c.is_ascii_digit() && c != '-');
    let word = typed.replace(year, "").to_lowercase();
    let word = word.trim();
    let guess = ["vers", "v.", "env.", "env", "environ", "about", "ca.", "c.", "~", "±"].contains(&word);
    if guess { (true, year) } else { (false, typed) }
}

/// One @ with something on both sides and a dot after it. Whether the address
/// exists only a message can tell.
fn looks_like_email(text: &str) -> bool {
    match text.split_once('@') {
        Some((local, domain)) => {
            !local.is_empty() && !text.contains(' ') && !domain.contains('@') && domain.trim_matches('.').contains('.')
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn form() -> PersonForm {
        PersonForm {
            family_name: " Traoré ".into(),
            given_names: "Aminata  Fatoumata".into(),
            sex: "female".into(),
            birth_year: "1987".into(),
            institution: Uuid::from_u128(1).to_string(),
            job_title: "Assistante sociale".into(),
            region: Uuid::from_u128(2).to_string(),
            phone: "76 12 34 56".into(),
            ..PersonForm::default()
        }
    }

    fn refused(form: &PersonForm) -> Vec<String> {
        form.read().expect_err("refused").into_iter().map(|refusal| refusal.field).collect()
    }

    #[test]
    fn a_person_in_order() {
        let person = form().read().expect("in order");
        assert_eq!(person.name.to_string(), "Aminata Fatoumata Traoré");
        assert_eq!(person.phone.as_deref(), Some("+22376123456"));
        assert_eq!(person.email, None);
    }

    #[test]
    fn an_entry_written_into_the_form_is_read_as_it_was() {
        let typed = PersonForm {
            birth_year: "vers 1980".into(),
            languages: vec!["fr".into()],
            consent: CONSENT_WORDING.into(),
            ..form()
        };
        let person = typed.read().expect("in order");
        assert_eq!(PersonForm::from(&person).read(), Ok(person));
    }

    #[test]
    fn an_empty_form_names_every_required_field() {
        let expected = ["family_name", "given_names", "sex", "institution", "job_title", "region"];
        assert_eq!(refused(&PersonForm::default()), expected);
    }

    #[test]
    fn a_megabyte_in_a_name_is_refused() {
        assert_eq!(refused(&PersonForm { family_name: "a".repeat(1 << 20), ..form() }), ["family_name"]);
    }

    #[test]
    fn e_mail_and_phone_must_be_ones() {
        for email in ["x", "x@", "@y.org", "a b@c.org", "a@b", "a@b@c.org"] {
            assert_eq!(refused(&PersonForm { email: email.into(), ..form() }), ["email"], "{email}");
        }
        assert_eq!(refused(&PersonForm { phone: "12".into(), ..form() }), ["phone"]);
    }

    #[test]
    fn a_guessed_year_is_kept_as_a_guess() {
        let age = |birth_year: &str| PersonForm { birth_year: birth_year.into(), ..form() }.read().map(|new| new.age);
        for typed in ["vers 1980", "Vers 1980", "~1980", "1980 env.", "v. 1980"] {
            assert_eq!(age(typed), Ok(Some(Age::Born { year: 1980, about: true })), "{typed}");
        }
        assert_eq!(age(" 1980 "), Ok(Some(Age::Born { year: 1980, about: false })));
        assert_eq!(age(""), Ok(None));
        for typed in ["en 1980", "1980 1981", "-1980", "vers", "80"] {
            assert!(age(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn a_year_that_is_known_stands_before_a_band() {
        let banded = PersonForm { age_band: "25_34".into(), ..form() };
        assert_eq!(banded.read().map(|new| new.age), Ok(Some(Age::Born { year: 1987, about: false })));
        let only = PersonForm { birth_year: String::new(), ..banded };
        assert_eq!(only.read().map(|new| new.age), Ok(Some(Age::Band(AgeBand::From25To34))));
        assert_eq!(refused(&PersonForm { age_band: "young".into(), ..form() }), ["age_band"]);
    }

    #[test]
    fn only_languages_of_the_list_and_the_wording_in_force_count() {
        let typed =
            PersonForm { languages: vec!["en".into(), "xx".into(), "fr".into()], consent: "2019-01".into(), ..form() };
        let new = typed.read().expect("in order");
        assert_eq!((new.languages, new.consents), (vec!["fr", "en"], false));
    }

    proptest! {
        #[test]
        fn reading_never_panics(family_name: String, birth_year: String, phone: String, email: String) {
            let _ = PersonForm { family_name, birth_year, phone, email, ..form() }.read();
        }
    }
}
