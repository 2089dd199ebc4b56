//! What all kinds of questions have in Moodle XML.

use super::source::Source;
use super::{answers, choices};
use crate::formats::notes::{Reason, What, excerpt};
use crate::formats::number;
use crate::question::{Kind, Question, Text};

// Known to every kind; the standard instruction and the number of right parts are how
// Moodle shows a question.
const COMMON: [&str; 21] = [
    "name",
    "questiontext",
    "generalfeedback",
    "defaultgrade",
    "penalty",
    "hidden",
    "idnumber",
    "tags",
    "coursetags",
    "hint",
    "image",
    "image_base64",
    "correctfeedback",
    "partiallycorrectfeedback",
    "incorrectfeedback",
    "shownumcorrect",
    "showstandardinstruction",
    "correctresponsesfeedback",
    "answer",
    "answernumbering",
    "version",
];

// More parts than anyone would answer.
const MOST_PARTS: usize = 1_000;

// More words than anyone would look for.
const MOST_TAGS: usize = 200;

/// The question, or why it cannot be held.
pub fn question(source: &mut Source<'_>) -> Result<Question, Reason> {
    let element = source.element;
    let type_name = element.attribute("type").unwrap_or("").trim();
    if type_name == "description" {
        return Err(Reason::AsksNothing);
    }
    let reader = reader(type_name).ok_or_else(|| Reason::UnknownKind(excerpt(type_name)))?;
    let name = element.child("name").map_or_else(String::new, Source::plain);
    let text = element.child("questiontext").ok_or_else(|| Reason::Missing("questiontext".to_owned()))?;
    let text = source.needed(text)?.ok_or(Reason::NoText)?;
    let feedback = source.said(element, "generalfeedback");
    if element.elements().count() > MOST_PARTS {
        return Err(Reason::TooDeep);
    }
    let (kind, known) = reader(source)?;
    let points = points(source, &kind)?;
    let tags = tags(source);
    name_lost(source, &kind);
    source.name_others(&[&COMMON[..], known].concat());
    Ok(Question { name: one_line(&name), text, points, kind, feedback, tags })
}

type Reader = fn(&mut Source<'_>) -> Result<(Kind, &'static [&'static str]), Reason>;

fn reader(type_name: &str) -> Option<Reader> {
    Some(match type_name {
        "multichoice" => choices::multichoice,
        "truefalse" => choices::truefalse,
        "matching" | "match" => choices::matching,
        "ordering" => choices::ordering,
        "shortanswer" => answers::shortanswer,
        "numerical" => answers::numerical,
        "essay" => answers::essay,
        _ => return None,
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn points(source: &mut Source<'_>, kind: &Kind) -> Result<u16, Reason> {
    let grade = source.value("defaultgrade");
    let grade = if grade.is_empty() { "1" } else { grade.as_str() };
    let (points, exact) = number::points(grade).ok_or_else(|| Reason::NotANumber(excerpt(grade)))?;
    if matches!(kind, Kind::Open) {
        // Nothing of an open question is right or wrong.
        if number::decimal(grade).is_some_and(|(grade, _)| grade != 0.into()) {
            source.lose(What::Points);
        }
        return Ok(0);
    }
    if !exact {
        source.lose(What::PointsRounded(excerpt(grade)));
    }
    Ok(points)
}

fn tags(source: &mut Source<'_>) -> Vec<String> {
    let lists = source.element.elements().filter(|list| matches!(list.name.as_str(), "tags" | "coursetags"));
    let mut tags: Vec<String> = Vec::new();
    let mut more = false;
    for tag in lists.flat_map(|list| list.named("tag")) {
        let tag = Source::plain(tag);
        if tags.len() >= MOST_TAGS {
            more = true;
            break;
        }
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    if more {
        source.lose(What::Tags);
    }
    tags
}

fn name_lost(source: &mut Source<'_>, kind: &Kind) {
    let element = source.element;
    if has_penalty(source, kind) {
        source.lose(What::Penalty);
    }
    if source.is("hidden", false) {
        source.lose(What::Hidden);
    }
    let number = source.value("idnumber");
    if !number.is_empty() {
        source.lose(What::Identifier(excerpt(&number)));
    }
    let image = source.value("image");
    if !image.is_empty() {
        source.lose(What::Image(excerpt(&image)));
    }
    if element.named("hint").any(|hint| !hint.text().trim().is_empty()) {
        source.lose(What::Hint);
    }
    for name in ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"] {
        if element.child(name).is_some_and(|feedback| !feedback.text().trim().is_empty()) {
            source.lose(What::ResultFeedback);
        }
    }
    if !matches!(source.value("answernumbering").as_str(), "" | "abc") {
        source.lose(What::Layout);
    }
}

// Moodle writes a penalty in every question; only one that somebody chose is worth a word.
fn has_penalty(source: &Source<'_>, kind: &Kind) -> bool {
    let Some((penalty, _)) = number::decimal(&source.value("penalty")) else { return false };
    let usual = match kind {
        Kind::TrueFalse { .. } => penalty == 1.into(),
        Kind::Open => true,
        _ => penalty >= number::Number::new(3, 10) && penalty <= number::Number::new(34, 100),
    };
    !usual && penalty != 0.into() && penalty != number::Number::new(1, 10)
}

/// The feedback to an answer.
pub fn feedback(source: &mut Source<'_>, answer: &crate::formats::xml::Element) -> Text {
    source.said(answer, "feedback")
}
