//! What an item says: its text, and the interactions that stand in it.

use super::{CLASS_ANSWER, CLASS_UNIT};
use crate::formats::notes::What;
use crate::formats::prose::{Plain, Prose};
use crate::formats::xml::{Element, Node};
use crate::question::Language;

// Where a word is to be written within a text.
const GAP: &str = "_____";

/// The body of an item, taken apart.
pub struct Body<'a> {
    /// What is asked.
    pub text: String,
    /// How it is answered.
    pub interactions: Vec<&'a Element>,
    /// What stands behind the field.
    pub unit: String,
    /// What could not be held.
    pub lost: Vec<What>,
}

/// Takes a body apart.
pub fn read(body: &Element, language: Language) -> Body<'_> {
    let mut walk =
        Walk { prose: Prose::new(language), language, interactions: Vec::new(), unit: String::new(), feedback: None };
    walk.nodes(body, false);
    let Plain { text, lost } = walk.prose.finish();
    // A field on a line of its own is no gap in a text.
    let text = text.strip_suffix(GAP).filter(|text| text.is_empty() || text.ends_with('\n')).unwrap_or(&text);
    Body { text: text.trim().to_owned(), interactions: walk.interactions, unit: walk.unit, lost }
}

/// The text of an option, and the feedback that stands in it.
pub fn option(element: &Element, language: Language) -> (Plain, Option<&Element>) {
    let mut walk =
        Walk { prose: Prose::new(language), language, interactions: Vec::new(), unit: String::new(), feedback: None };
    walk.nodes(element, false);
    (walk.prose.finish(), walk.feedback)
}

struct Walk<'a> {
    prose: Prose,
    language: Language,
    interactions: Vec<&'a Element>,
    unit: String,
    feedback: Option<&'a Element>,
}

impl<'a> Walk<'a> {
    fn nodes(&mut self, within: &'a Element, of_answer: bool) {
        for node in &within.children {
            match node {
                Node::Text(text) => self.prose.text(text),
                Node::Element(element) => self.element(element, of_answer),
            }
        }
    }

    fn element(&mut self, element: &'a Element, of_answer: bool) {
        let name = element.name.as_str();
        if name.ends_with("Interaction") || name == "infoControl" {
            return self.interaction(element, of_answer);
        }
        match name {
            "feedbackInline" => self.feedback = Some(element),
            "feedbackBlock" => self.prose.lose(What::ResultFeedback),
            "rubricBlock" if !is_for_everyone(element) => self.prose.lose(What::RaterNotes),
            "printedVariable" | "templateInline" | "templateBlock" | "include" | "catalogInfo" => {
                self.prose.lose(What::Other(name.to_owned()));
            }
            "span" if has_class(element, CLASS_UNIT) => self.unit = option(element, self.language).0.text,
            _ => {
                let lower = name.to_ascii_lowercase();
                self.prose.open(&lower, &element.attributes);
                self.nodes(element, of_answer || has_class(element, CLASS_ANSWER));
                self.prose.close(&lower);
            }
        }
    }

    fn interaction(&mut self, element: &'a Element, of_answer: bool) {
        self.interactions.push(element);
        let inline = matches!(element.name.as_str(), "textEntryInteraction" | "inlineChoiceInteraction");
        if inline && !of_answer {
            self.prose.text(GAP);
        }
        if let Some(prompt) = element.child("prompt") {
            self.element(prompt, false);
        }
    }
}

fn is_for_everyone(rubric: &Element) -> bool {
    rubric.attribute("view").is_some_and(|view| view.split_whitespace().any(|view| view == "candidate"))
}

/// Whether an element has a class.
pub fn has_class(element: &Element, class: &str) -> bool {
    element.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|known| known == class))
}
