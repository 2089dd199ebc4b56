//! Signing in, accounts, and the register of people, to read.

mod accounts;
mod duplicates;
mod entry;
mod own_account;
mod person_fields;
mod photo;
mod register;
mod sign_in;

pub use accounts::{accounts_sheet, list_accounts, role_name, setup, setup_sheet};
pub use duplicates::{compare, compare_sheet, likes_and_merges, list_duplicates};
pub use entry::{change_person, change_sheet, entry_terms, entry_words, new_person, new_sheet};
pub use own_account::{account, account_sheet};
pub use person_fields::{Lists, age_words, identity_fields, language_name, person_fields, sex_name};
pub use photo::{change_photo, photo_sheet, portrait, shown_photo};
pub use register::{found_list, register};
pub use sign_in::{SignInForm, code_form, password_form, sign_in, sign_in_sheet};

use super::model::MIN_PASSWORD;
use crate::i18n::Locale;
use crate::ui::form::Line;
use leptos_i18n::td_string;

fn new_password(locale: Locale, name: &'static str) -> Line {
    debug_assert_eq!(MIN_PASSWORD, 12, "the hint says twelve");
    Line::text(name).kind("password").autocomplete("new-password").hint(td_string!(locale, people.password_hint))
}

/// What a field of these forms is called.
#[must_use]
pub fn field_label(locale: Locale, field: &str) -> String {
    match field {
        "code" => td_string!(locale, people.code),
        "login" => td_string!(locale, people.login),
        "display_name" => td_string!(locale, people.display_name),
        "role" => td_string!(locale, people.role),
        "campaign" => td_string!(locale, people.role_campaign),
        "current" => td_string!(locale, people.current_password),
        "again" => td_string!(locale, people.again),
        "family_name" => td_string!(locale, people.family_name),
        "given_names" => td_string!(locale, people.given_names),
        "sex" => td_string!(locale, people.sex),
        "birth_year" => td_string!(locale, people.birth_year),
        "age_band" => td_string!(locale, people.age_band),
        "locality" => td_string!(locale, people.locality),
        "languages" => td_string!(locale, people.languages),
        "accessibility" => td_string!(locale, people.accessibility),
        "consent" => td_string!(locale, people.consent),
        "institution" => td_string!(locale, people.institution),
        "job_title" => td_string!(locale, people.job_title),
        "region" => td_string!(locale, people.region),
        "phone" => td_string!(locale, people.phone),
        "email" => td_string!(locale, people.email),
        "merge" => td_string!(locale, people.merge),
        "person" => td_string!(locale, people.person),
        _ => td_string!(locale, people.password),
    }
    .to_owned()
}
