//! What is written of a module, and what of it stands. No I/O.

use crate::campaigns::module::Method;
use crate::campaigns::text::faults::faults;
use crate::fields::{Fields, Problem, Refusal};
use crate::people::secrets::digest;
use serde::Deserialize;

/// The longest text of a module, in characters: some forty pages.
pub const MAX_BODY: u32 = 150_000;
/// The longest module, in minutes: two days.
const MAX_MINUTES: i32 = 960;

/// What an edition says of a module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModuleText {
    /// Title.
    pub title: String,
    /// How long it takes.
    pub minutes: i32,
    /// How it is mainly taught.
    pub method: Method,
    /// Its text, in Markdown.
    pub body: String,
}

impl ModuleText {
    /// A sign of all that it says: who saves names that of what they saw.
    #[must_use]
    pub fn sign(&self) -> String {
        let Self { title, minutes, method, body } = self;
        digest(format!("{title}\0{minutes}\0{}\0{body}", method.as_str()).as_bytes())
    }
}

/// The fields of a module, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ModuleForm {
    /// Title.
    pub title: String,
    /// How long it takes.
    pub minutes: String,
    /// How it is mainly taught.
    pub method: String,
    /// Its text.
    pub body: String,
    /// The sign of what the writer saw.
    pub seen: String,
    /// Which button was pressed: to look, to keep, to let go.
    pub act: String,
}

impl ModuleForm {
    /// The fields of a text.
    #[must_use]
    pub fn of(text: &ModuleText) -> Self {
        Self {
            title: text.title.clone(),
            minutes: text.minutes.to_string(),
            method: text.method.as_str().to_owned(),
            body: text.body.clone(),
            seen: text.sign(),
            act: String::new(),
        }
    }

    /// Reads the form, and the text in it.
    ///
    /// # Errors
    /// Every field that is not in order, and what is wrong with the text, line by line.
    pub fn read(&self, figures: &[String]) -> Result<ModuleText, Vec<Refusal>> {
        let mut fields = Fields::default();
        let title = fields.line("title", &self.title, 200);
        let minutes = fields.number("minutes", &self.minutes, 1, MAX_MINUTES);
        let method: Option<Method> = fields.choice("method", &self.method);
        let body = self.body.replace("\r\n", "\n").trim_end().to_owned();
        if body.chars().nth(MAX_BODY as usize).is_some() {
            fields.refuse("body", Problem::TooLong { max: MAX_BODY });
        } else if body.chars().any(|sign| sign.is_control() && sign != '\n' && sign != '\t') {
            fields.refuse("body", Problem::NotText);
        }
        let wrong = faults(&body, figures);
        let read = fields.accept(method.map(|method| ModuleText { title, minutes, method, body }));
        if wrong.is_empty() {
            return read;
        }
        let mut refused = read.err().unwrap_or_default();
        refused.extend(wrong.into_iter().map(|problem| Refusal::new("body", problem)));
        Err(refused)
    }
}

/// The fields of a new edition, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct EditionForm {
    /// What it is called.
    pub version: String,
    /// What changed.
    pub note: String,
    /// The sign of the drafts that the publisher saw.
    pub seen: String,
}

impl EditionForm {
    /// Reads the form: version and note.
    ///
    /// # Errors
    /// Every field that is not in order.
    pub fn read(&self) -> Result<(String, String), Vec<Refusal>> {
        let mut fields = Fields::default();
        let version = fields.line("version", &self.version, 20);
        let note = fields.line("note", &self.note, 500);
        fields.accept(Some((version, note)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reads_back_as_it_was_written_and_its_faults_are_told_beside_it() {
        let text = ModuleText { title: "Un".into(), minutes: 60, method: Method::RolePlay, body: "## A\n\nb".into() };
        let form = ModuleForm::of(&text);
        assert_eq!(form.read(&[]), Ok(text.clone()));
        assert_eq!(ModuleForm { body: "## A\r\n\r\nb\r\n".into(), ..form.clone() }.read(&[]), Ok(text));
        let wrong = ModuleForm { minutes: "0".into(), body: "$\\x$\n\n![a](b.png)".into(), ..form };
        let refused = wrong.read(&[]).expect_err("refused");
        let fields: Vec<&str> = refused.iter().map(|refusal| refusal.field.as_str()).collect();
        assert_eq!(fields, ["minutes", "body", "body"]);
    }
}
