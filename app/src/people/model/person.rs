//! People and accounts: what may be written about them. No I/O.

use crate::fields::{Fields, Problem, Refusal, phone};
use crate::ids::{InstitutionId, RegionId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest name, title or function that a form accepts, in characters.
pub const MAX_LINE: u32 = 120;
/// The shortest password (NIST SP 800-63B asks for at least eight; twelve here).
pub const MIN_PASSWORD: u32 = 12;
/// The longest password: more would only make hashing expensive.
pub const MAX_PASSWORD: u32 = 256;

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

/// A person's name: family name and given names as they were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
}

/// Given names first, as on certificates.
impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.given, self.family)
    }
}

/// A name without case or accents, in single-spaced words, for finding people as
/// one types. Letters of the languages spoken here that have no accent to lose
/// are written as people without them on the keyboard write them.
#[must_use]
pub fn search_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for character in name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match character {
            'ɛ' => key.push('e'),
            'ɔ' => key.push('o'),
            'ɲ' => key.push_str("ny"),
            'ŋ' => key.push_str("ng"),
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            c if c.is_alphanumeric() => key.push(c),
            _ if key.ends_with(' ') || key.is_empty() => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

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
    /// Year of birth, or nothing.
    pub birth_year: String,
    /// Identifier of the institution.
    pub institution: String,
    /// What they do there.
    pub job_title: String,
    /// Identifier of the region.
    pub region: String,
    /// Telephone, or nothing.
    pub phone: String,
    /// E-mail address, or nothing.
    pub email: String,
}

/// A person whose fields are in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The name.
    pub name: PersonName,
    /// Sex.
    pub sex: Sex,
    /// Year of birth, often a guess ("vers 1980").
    pub birth_year: Option<i32>,
    /// The institution that sends them.
    pub institution: InstitutionId,
    /// What they do there.
    pub job_title: String,
    /// Where they work.
    pub region: RegionId,
    /// In E.164.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
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
        let birth_year =
            (!self.birth_year.trim().is_empty()).then(|| fields.number("birth_year", &self.birth_year, 1920, 2020));
        let institution = fields.choice("institution", &self.institution);
        let job_title = fields.line("job_title", &self.job_title, MAX_LINE);
        let region = fields.choice("region", &self.region);
        let typed_phone = fields.optional_line("phone", &self.phone, MAX_LINE);
        let phone = typed_phone.as_deref().and_then(phone);
        if typed_phone.is_some() && phone.is_none() {
            fields.refuse("phone", Problem::NotAPhone);
        }
        let email = fields.optional_line("email", &self.email, MAX_LINE);
        if email.as_deref().is_some_and(|email| !looks_like_email(email)) {
            fields.refuse("email", Problem::NotAnEmail);
        }
        let person = sex.zip(institution).zip(region).map(|((sex, institution), region)| NewPerson {
            name: PersonName { family, given },
            sex,
            birth_year,
            institution,
            job_title,
            region,
            phone,
            email,
        });
        fields.accept(person)
    }
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

/// A role, as accounts hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The whole installation.
    Administrator,
    /// Their campaigns.
    Organiser,
    /// The workshops that they are assigned to.
    Trainer,
}

impl Role {
    /// Every role, the widest first.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Organiser, Self::Trainer];

    /// As stored and as on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Organiser => "organiser",
            Self::Trainer => "trainer",
        }
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| "a role is administrator, organiser or trainer".to_owned())
    }
}

/// The fields of the form for an account, as typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AccountForm {
    /// What they sign in with: letters, digits, dots, dashes.
    pub login: String,
    /// How the others see them.
    pub display_name: String,
    /// The password.
    pub password: String,
    /// One of [`Role`].
    pub role: String,
    /// The campaign of the role, unless it is administrator.
    pub campaign: String,
}

/// An account whose fields are in order.
#[derive(Debug)]
pub struct NewAccount {
    /// What they sign in with, in lower case.
    pub login: String,
    /// How the others see them.
    pub display_name: String,
    /// The password, not yet hashed.
    pub password: String,
}

impl AccountForm {
    /// Reads login, name and password.
    ///
    /// # Errors
    /// Every field that is not in order.
    pub fn read(&self) -> Result<NewAccount, Vec<Refusal>> {
        let mut fields = Fields::default();
        let login = fields.line("login", &self.login, 60).to_lowercase();
        if login.contains(|c: char| !(c.is_ascii_alphanumeric() || ".-_@".contains(c))) {
            fields.refuse("login", Problem::NotText);
        }
        let display_name = fields.line("display_name", &self.display_name, MAX_LINE);
        check_password(&mut fields, "password", &self.password);
        fields.accept(Some(NewAccount { login, display_name, password: self.password.clone() }))
    }
}

/// Refuses a password that is too short or absurdly long. No rule on the kinds
/// of characters (NIST SP 800-63B, 3.1.1.2).
pub fn check_password(fields: &mut Fields, field: &str, password: &str) {
    let length = password.chars().take(MAX_PASSWORD as usize + 1).count();
    if length == 0 {
        fields.refuse(field, Problem::Required);
    } else if length < MIN_PASSWORD as usize {
        fields.refuse(field, Problem::TooShort { min: MIN_PASSWORD });
    } else if length > MAX_PASSWORD as usize {
        fields.refuse(field, Problem::TooLong { max: MAX_PASSWORD });
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
            email: String::new(),
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
    fn search_keys_forget_accents_case_and_separators() {
        assert_eq!(search_key("  KEÏTA  Aïssata-Fanta"), "keita aissata fanta");
        assert_eq!(search_key("Ɲamakɔrɔ Ŋɛ"), "nyamakoro nge");
        assert_eq!(search_key("N’Diaye"), "n diaye");
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

    proptest! {
        #[test]
        fn reading_never_panics(family_name: String, birth_year: String, phone: String, email: String) {
            let _ = PersonForm { family_name, birth_year, phone, email, ..form() }.read();
        }
    }
}
