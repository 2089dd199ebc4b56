//! A question as an item.

use super::build::{blocks, element, said, worded};
use super::version::Version;
use super::{GENERAL, writing_kinds};
use crate::formats::notes::{Reason, What};
use crate::formats::prose::{self, storable};
use crate::formats::xml::Element;
use crate::question::{Language, Question, Text};

/// What an item is put together from.
pub struct Writer {
    pub language: Language,
    pub version: Version,
    pub points: u16,
    pub lost: Vec<What>,
    feedback: Vec<Element>,
    feedback_many: bool,
}

/// The parts of an item that depend on its kind.
pub struct Parts {
    /// How the response is declared.
    pub declaration: Element,
    /// How it is asked, within the body.
    pub interaction: Element,
    /// How it is scored.
    pub processing: Element,
}

/// Writes an item.
pub fn item(
    question: &Question,
    identifier: &str,
    language: Language,
    version: Version,
) -> Result<(Element, Vec<What>), Reason> {
    let mut writer = Writer {
        language,
        version,
        points: question.points,
        lost: Vec::new(),
        feedback: Vec::new(),
        feedback_many: false,
    };
    let mut body = blocks(&writer.said(&question.text));
    let parts = writing_kinds::parts(&mut writer, &question.kind)?;
    body.push(parts.interaction);
    let general = writer.said(&question.feedback);
    let mut children = vec![parts.declaration];
    children.extend(writer.outcomes(!general.is_empty()));
    children.push(element("itemBody", &[], body));
    children.push(parts.processing);
    children.append(&mut writer.feedback);
    if !general.is_empty() {
        children.push(writer.modal(GENERAL, "shown", &general));
    }
    let name = question.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let (namespace, schema) = version.namespace();
    let location = format!("{namespace} {schema}");
    let attributes = [
        ("xmlns", namespace),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xsi:schemaLocation", &location),
        ("identifier", identifier),
        ("title", &name),
        ("xml:lang", code(language)),
        ("adaptive", "false"),
        ("timeDependent", "false"),
    ];
    Ok((element("assessmentItem", &attributes, children), writer.lost))
}

/// The code of a language.
pub fn code(language: Language) -> &'static str {
    match language {
        Language::Fr => "fr",
        Language::En => "en",
    }
}

impl Writer {
    /// A text in the language that is written.
    pub fn said(&mut self, text: &Text) -> String {
        if text.besides(self.language).is_some() {
            self.lose(What::OtherLanguage(self.language.other()));
        }
        storable(text.in_language(self.language))
    }

    /// Names something lost, once.
    pub fn lose(&mut self, what: What) {
        prose::note(&mut self.lost, what);
    }

    /// Adds feedback that is shown for an identifier.
    pub fn feedback(&mut self, identifier: &str, text: &Text) -> bool {
        let text = self.said(text);
        if text.is_empty() {
            return false;
        }
        let modal = self.modal("FEEDBACK", identifier, &text);
        self.feedback.push(modal);
        true
    }

    /// Several pieces of feedback may be shown for one answer.
    pub fn feedback_many(&mut self) {
        self.feedback_many = true;
    }

    /// Whether any answer has feedback.
    pub fn has_feedback(&self) -> bool {
        !self.feedback.is_empty()
    }

    fn modal(&self, outcome: &str, identifier: &str, text: &str) -> Element {
        let attributes = [("outcomeIdentifier", outcome), ("identifier", identifier), ("showHide", "show")];
        match self.version {
            Version::V2_1 => said("modalFeedback", &attributes, text),
            Version::V3_0 => element("modalFeedback", &attributes, vec![said("contentBody", &[], text)]),
        }
    }

    fn outcomes(&self, general: bool) -> Vec<Element> {
        let outcome = |name: &str, base: &str, more: &[(&str, &str)], default: Option<&str>| {
            let mut attributes = vec![("identifier", name), ("cardinality", "single"), ("baseType", base)];
            attributes.extend_from_slice(more);
            let default = default.map(|value| element("defaultValue", &[], vec![worded("value", &[], value)]));
            element("outcomeDeclaration", &attributes, default.into_iter().collect())
        };
        let points = self.points.to_string();
        let mut outcomes = vec![
            outcome("SCORE", "float", &[("normalMaximum", &points)], Some("0")),
            outcome("MAXSCORE", "float", &[], Some(&points)),
        ];
        if self.has_feedback() {
            let mut feedback = outcome("FEEDBACK", "identifier", &[], None);
            if self.feedback_many {
                "multiple".clone_into(&mut feedback.attributes[1].1);
            }
            outcomes.push(feedback);
        }
        if general {
            outcomes.push(outcome(GENERAL, "identifier", &[], Some("shown")));
        }
        outcomes
    }
}
