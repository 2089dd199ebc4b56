//! An item as a question.

use super::processing::Processing;
use super::response::{self, Response};
use super::{GENERAL, body, interactions, processing, typed};
use crate::formats::notes::{Reason, What, excerpt};
use crate::formats::number::{self, Number};
use crate::formats::prose;
use crate::formats::xml::Element;
use crate::question::{Kind, Language, Question, Text};

/// An item that is being read.
pub struct Item<'a> {
    pub element: &'a Element,
    pub interaction: &'a Element,
    pub response: Response<'a>,
    pub processing: Processing,
    pub language: Language,
    pub unit: String,
    pub lost: Vec<What>,
    feedback: Vec<Feedback<'a>>,
}

struct Feedback<'a> {
    element: &'a Element,
    used: bool,
}

/// Reads an item.
pub fn read(element: &Element, language: Language) -> Result<(Question, Vec<What>), Reason> {
    let language = own_language(element).unwrap_or(language);
    let body_element = element.child("itemBody").ok_or_else(|| Reason::Missing("itemBody".to_owned()))?;
    let body = body::read(body_element, language);
    let interaction = match body.interactions[..] {
        [] => return Err(Reason::AsksNothing),
        [one] => one,
        _ => return Err(Reason::MixedKinds),
    };
    if body.text.is_empty() {
        return Err(no_text(&body.lost));
    }
    let conditions = element.child("responseProcessing").into_iter().flat_map(Element::elements);
    let branches = conditions.map(|condition| condition.elements().count()).max().unwrap_or(0);
    if element.elements().count().max(branches) > response::MOST_PARTS {
        return Err(Reason::TooDeep);
    }
    let identifier = interaction.attribute("responseIdentifier").unwrap_or("RESPONSE");
    let response = Response::read(element, identifier)?;
    let processing = processing::read(element, identifier, &response.correct, response.mapping.is_some());
    let feedback = element.named("modalFeedback").map(|element| Feedback { element, used: false }).collect();
    let mut item =
        Item { element, interaction, response, processing, language, unit: body.unit, lost: Vec::new(), feedback };
    item.lose_all(body.lost);
    let feedback = item.general_feedback();
    let (kind, best) = kind(&mut item)?;
    let points = item.points(&kind, best.as_deref())?;
    item.name_rest();
    let name = element.attribute("title").unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    let text = item.said(body.text);
    Ok((Question { name, text, points, kind, feedback, tags: Vec::new() }, item.lost))
}

/// A kind, and the points of its best answer, where the item does not say them itself.
pub type Found = Result<(Kind, Option<String>), Reason>;

fn kind(item: &mut Item<'_>) -> Found {
    if item.interaction.name != "textEntryInteraction" && matches!(item.processing.rule, processing::Rule::Cases(_)) {
        item.processing.rule = processing::Rule::Unknown("responseCondition".to_owned());
    }
    match item.interaction.name.as_str() {
        "choiceInteraction" | "inlineChoiceInteraction" => interactions::choice(item),
        "matchInteraction" => interactions::matching(item),
        "orderInteraction" => interactions::order(item),
        "textEntryInteraction" => typed::entry(item),
        "extendedTextInteraction" => Ok((Kind::Open, None)),
        other => Err(Reason::UnknownKind(excerpt(other))),
    }
}

fn own_language(element: &Element) -> Option<Language> {
    let language = element.attribute("lang")?.get(..2)?.to_ascii_lowercase();
    match language.as_str() {
        "fr" => Some(Language::Fr),
        "en" => Some(Language::En),
        _ => None,
    }
}

/// Why something without text is refused.
pub fn no_text(lost: &[What]) -> Reason {
    let file = lost.iter().find_map(|what| match what {
        What::Image(name) | What::File(name) => Some(name.clone()),
        _ => None,
    });
    file.map_or(Reason::NoText, Reason::NeedsFile)
}

impl Item<'_> {
    /// Names something lost, once.
    pub fn lose(&mut self, what: What) {
        prose::note(&mut self.lost, what);
    }

    /// Names several things lost, each once.
    pub fn lose_all(&mut self, lost: impl IntoIterator<Item = What>) {
        for what in lost {
            self.lose(what);
        }
    }

    /// Text in the language of the item.
    pub fn said(&self, text: String) -> Text {
        Text::said(self.language, text)
    }

    /// The feedback that is shown for an identifier: of an option, or that a case sets.
    pub fn feedback(&mut self, identifier: &str) -> Text {
        let found = self.feedback.iter_mut().find(|feedback| {
            !feedback.used
                && feedback.element.attribute("identifier") == Some(identifier)
                && feedback.element.attribute("outcomeIdentifier") != Some(GENERAL)
                && feedback.element.attribute("showHide") != Some("hide")
        });
        let Some(found) = found else { return Text::default() };
        found.used = true;
        let plain = body::option(found.element, self.language).0;
        self.lose_all(plain.lost);
        self.said(plain.text)
    }

    fn general_feedback(&mut self) -> Text {
        let general = self
            .feedback
            .iter_mut()
            .find(|feedback| feedback.element.attribute("outcomeIdentifier") == Some(GENERAL) && !feedback.used);
        let Some(general) = general else { return Text::default() };
        general.used = true;
        let plain = body::option(general.element, self.language).0;
        self.lose_all(plain.lost);
        self.said(plain.text)
    }

    /// The points of a wholly right answer, where the item says them.
    pub fn most_points(&self) -> Option<String> {
        response::most_points(self.element)
            .filter(|most| number::decimal(most).is_some_and(|(most, _)| most > 0.into()))
    }

    fn points(&mut self, kind: &Kind, best: Option<&str>) -> Result<u16, Reason> {
        let said = self.most_points();
        if matches!(kind, Kind::Open) {
            if said.is_some() {
                self.lose(What::Points);
            }
            return Ok(0);
        }
        let most = said.as_deref().or(best).unwrap_or("1");
        let (points, exact) = number::points(most).ok_or_else(|| Reason::NotANumber(excerpt(most)))?;
        if !exact {
            self.lose(What::PointsRounded(excerpt(most)));
        }
        Ok(points)
    }

    /// The points of which others are shares: what the item says, or the best answer.
    pub fn whole(&self, best: Option<Number>) -> Number {
        let said = self.most_points().and_then(|most| number::decimal(&most)).map(|(most, _)| most);
        said.or(best).filter(|whole| *whole > 0.into()).unwrap_or_else(|| 1.into())
    }

    /// What a number of points is of the whole.
    pub fn share(points: &str, whole: Number) -> Result<crate::exact::Share, Reason> {
        number::share(points, whole).ok_or_else(|| Reason::NotAShare(excerpt(points)))
    }

    fn name_rest(&mut self) {
        if let processing::Rule::Unknown(name) = &self.processing.rule {
            let rule = What::ScoringRule(name.clone());
            self.lose(rule);
        }
        for name in std::mem::take(&mut self.processing.others) {
            self.lose(What::ScoringRule(name));
        }
        if self.feedback.iter().any(|feedback| !feedback.used && !feedback.element.text().trim().is_empty()) {
            self.lose(What::ResultFeedback);
        }
        if self.element.attribute("adaptive") == Some("true") {
            self.lose(What::ScoringRule("adaptive".to_owned()));
        }
        for name in ["templateDeclaration", "templateProcessing", "assessmentStimulusRef", "companionMaterialsInfo"] {
            if self.element.child(name).is_some() {
                self.lose(What::Other(name.to_owned()));
            }
        }
        if self.interaction.attribute("patternMask").is_some() {
            self.lose(What::AnswerForm);
        }
    }
}
