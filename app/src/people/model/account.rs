//! Accounts and roles: what may be written about them. No I/O.

use super::person::MAX_LINE;
use crate::fields::{Fields, Problem, Refusal};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The shortest password (NIST SP 800-63B asks for at least eight; twelve here).
pub const MIN_PASSWORD: u32 = 12;
/// The longest password: more would only make hashing expensive.
pub const MAX_PASSWORD: u32 = 256;

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
