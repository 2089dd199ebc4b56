//! Interactions of which the parts are given: choices, pairs, orders.

use super::item::{Found, Item, no_text};
use super::processing::Rule;
use super::response::MOST_PARTS;
use super::{CLASS_NEIGHBOURS, CLASS_PLACES, body};
use crate::exact::Share;
use crate::formats::notes::{Reason, What, excerpt};
use crate::formats::number::{self, Number};
use crate::formats::xml::Element;
use crate::question::{Choice, Credit, Kind, OrderCredit, Pair, Text};

// A part that is offered.
struct Part {
    identifier: String,
    text: Text,
    // Feedback that stands in the part itself.
    feedback: Text,
}

fn parts(item: &mut Item<'_>, within: &Element, name: &str) -> Result<Vec<Part>, Reason> {
    if within.named(name).count() > MOST_PARTS {
        return Err(Reason::TooDeep);
    }
    let mut parts = Vec::new();
    for element in within.named(name) {
        let (plain, feedback) = body::option(element, item.language);
        if plain.text.is_empty() {
            return Err(no_text(&plain.lost));
        }
        let feedback = feedback.map(|feedback| body::option(feedback, item.language).0);
        let said = feedback.as_ref().map_or_else(String::new, |feedback| feedback.text.clone());
        let lost = plain.lost.into_iter().chain(feedback.into_iter().flat_map(|feedback| feedback.lost));
        item.lose_all(lost);
        let identifier = element.attribute("identifier").unwrap_or("").to_owned();
        parts.push(Part { identifier, text: item.said(plain.text), feedback: item.said(said) });
        if matches!(element.attribute("fixed"), Some("true" | "1")) {
            item.lose(What::Shuffle);
        }
    }
    Ok(parts)
}

fn offered(parts: &[Part], correct: &[String]) -> Result<(), Reason> {
    let missing = correct.iter().find(|value| parts.iter().all(|part| part.identifier != **value));
    missing.map_or(Ok(()), |value| Err(Reason::NotOffered(excerpt(value))))
}

fn shuffles(item: &Item<'_>) -> bool {
    matches!(item.interaction.attribute("shuffle"), Some("true" | "1"))
}

/// One or several of several options.
pub fn choice(item: &mut Item<'_>) -> Found {
    let (interaction, single) = (item.interaction, item.response.cardinality != "multiple");
    let name = if interaction.name == "choiceInteraction" { "simpleChoice" } else { "inlineChoice" };
    let parts = parts(item, interaction, name)?;
    if parts.len() < 2 {
        return Err(Reason::TooFew { least: 2 });
    }
    let correct = item.response.correct.clone();
    offered(&parts, &correct)?;
    let (shares, best) = choice_shares(item, &parts, single)?;
    if !shares.iter().any(|share| share.is_right()) {
        return Err(Reason::NothingRight);
    }
    name_form(item, parts.len(), single);
    if single && is_truth(&parts) {
        return Ok((truth(item, parts, &shares), best));
    }
    let shuffle = shuffles(item);
    let credit = if matches!(item.processing.rule, Rule::Mapped) { Credit::Shares } else { Credit::AllOrNothing };
    let options = parts.into_iter().zip(shares).map(|(part, share)| Choice {
        feedback: own_feedback(item, &part),
        text: part.text,
        share,
    });
    let options = options.collect();
    Ok((if single { Kind::Single { options, shuffle } } else { Kind::Multiple { options, credit, shuffle } }, best))
}

fn own_feedback(item: &mut Item<'_>, part: &Part) -> Text {
    if part.feedback.is_empty() { item.feedback(&part.identifier) } else { part.feedback.clone() }
}

fn choice_shares(item: &mut Item<'_>, parts: &[Part], single: bool) -> Result<(Vec<Share>, Option<String>), Reason> {
    let mapping = item.response.mapping.take().filter(|_| matches!(item.processing.rule, Rule::Mapped));
    let Some(mapping) = mapping else {
        let right = |part: &&Part| item.response.correct.contains(&part.identifier);
        let count = if single { 1 } else { parts.iter().filter(right).count() };
        let each = i64::try_from(count).ok().and_then(Share::one_of).unwrap_or_else(Share::nothing);
        let shares = parts.iter().map(|part| if right(&part) { each } else { Share::nothing() }).collect();
        return Ok((shares, item.processing.points.clone()));
    };
    let best = if single { mapping.best() } else { mapping.upper.or_else(|| mapping.sum()) };
    let whole = item.whole(best);
    let shares = parts.iter().map(|part| Item::share(mapping.worth(&part.identifier), whole));
    let shares = shares.collect::<Result<Vec<Share>, Reason>>()?;
    // Points of one question never take from those of another.
    let takes = shares.iter().any(|share| share.value() < Share::nothing().value());
    if takes && mapping.lower.is_none_or(|lower| lower < 0.into()) {
        item.lose(What::ScoringRule("lowerBound".to_owned()));
    }
    Ok((shares, best.map(number::rounded)))
}

// How many options may be chosen.
fn name_form(item: &mut Item<'_>, options: usize, single: bool) {
    let count = |name: &str| item.interaction.attribute(name).and_then(|count| count.trim().parse::<usize>().ok());
    let most = count("maxChoices").unwrap_or(1);
    let some = !single && most > 0 && most < options;
    if some || count("minChoices").is_some_and(|least| least > 1) {
        item.lose(What::AnswerForm);
    }
    if item.interaction.attribute("orientation") == Some("horizontal") {
        item.lose(What::Layout);
    }
}

fn is_truth(parts: &[Part]) -> bool {
    let named = |name: &str| parts.iter().any(|part| part.identifier.eq_ignore_ascii_case(name));
    parts.len() == 2 && named("true") && named("false")
}

fn truth(item: &mut Item<'_>, parts: Vec<Part>, shares: &[Share]) -> Kind {
    let (mut right, mut if_true, mut if_false) = (true, Text::default(), Text::default());
    for (part, share) in parts.into_iter().zip(shares) {
        let says = part.identifier.eq_ignore_ascii_case("true");
        if share.is_right() {
            right = says;
        }
        *(if says { &mut if_true } else { &mut if_false }) = own_feedback(item, &part);
    }
    Kind::TrueFalse { right, if_true, if_false }
}

/// To each of these, what belongs to it.
pub fn matching(item: &mut Item<'_>) -> Found {
    let mut sets = item.interaction.named("simpleMatchSet");
    let (Some(left), Some(right)) = (sets.next(), sets.next()) else {
        return Err(Reason::Missing("simpleMatchSet".to_owned()));
    };
    let lefts = parts(item, left, "simpleAssociableChoice")?;
    let rights = parts(item, right, "simpleAssociableChoice")?;
    let partners = partners(item)?;
    let (mut pairs, mut used) = (Vec::new(), Vec::new());
    for left in lefts {
        let mut own = partners.iter().filter(|(first, _)| *first == left.identifier).map(|(_, second)| second);
        let Some(partner) = own.next() else {
            item.lose(What::Other(excerpt(left.text.in_language(item.language))));
            continue;
        };
        if own.next().is_some() {
            return Err(Reason::UnknownKind("matchInteraction n:m".to_owned()));
        }
        let right = rights.iter().find(|right| right.identifier == *partner);
        let right = right.ok_or_else(|| Reason::NotOffered(excerpt(partner)))?;
        pairs.push(Pair { left: left.text, right: right.text.clone() });
        used.push(partner.clone());
    }
    if pairs.len() < 2 {
        return Err(if partners.is_empty() { Reason::NothingRight } else { Reason::TooFew { least: 2 } });
    }
    let extras = rights.into_iter().filter(|right| !used.contains(&right.identifier)).map(|right| right.text);
    let (extras, shuffle) = (extras.collect(), shuffles(item));
    let best = item.response.mapping.as_ref().and_then(super::response::Mapping::sum).map(number::rounded);
    let best = best.or_else(|| item.processing.points.clone());
    Ok((Kind::Matching { pairs, extras, shuffle }, best))
}

// Pairs that give points. All of them give the same here.
fn partners(item: &mut Item<'_>) -> Result<Vec<(String, String)>, Reason> {
    let mapped = item.response.mapping.as_ref().filter(|_| matches!(item.processing.rule, Rule::Mapped));
    let Some(mapping) = mapped else {
        item.lose(What::CreditRule);
        return item.response.correct.iter().map(|pair| split(pair)).collect();
    };
    let worth =
        |entry: &super::response::Entry| number::decimal(&entry.value).map_or_else(|| 0.into(), |(value, _)| value);
    let right: Vec<&super::response::Entry> =
        mapping.entries.iter().filter(|entry| worth(entry) > Number::from_integer(0)).collect();
    let uneven = right.windows(2).any(|pair| worth(pair[0]) != worth(pair[1]));
    let takes = mapping.entries.iter().any(|entry| worth(entry) < Number::from_integer(0));
    let pairs = right.iter().map(|entry| split(&entry.key)).collect();
    if uneven || takes {
        item.lose(What::Shares);
    }
    pairs
}

fn split(pair: &str) -> Result<(String, String), Reason> {
    let mut names = pair.split_whitespace().map(str::to_owned);
    match (names.next(), names.next(), names.next()) {
        (Some(first), Some(second), None) => Ok((first, second)),
        _ => Err(Reason::Malformed(excerpt(pair))),
    }
}

/// Put into the right order.
pub fn order(item: &mut Item<'_>) -> Found {
    let interaction = item.interaction;
    let mut parts = parts(item, interaction, "simpleChoice")?;
    let correct = item.response.correct.clone();
    if correct.is_empty() {
        return Err(Reason::NothingRight);
    }
    offered(&parts, &correct)?;
    let mut steps = Vec::new();
    for identifier in &correct {
        if let Some(at) = parts.iter().position(|part| part.identifier == *identifier) {
            steps.push(parts.swap_remove(at).text);
        }
    }
    for part in parts {
        // It belongs nowhere in the order.
        item.lose(What::Other(excerpt(part.text.in_language(item.language))));
    }
    if steps.len() < 2 {
        return Err(Reason::TooFew { least: 2 });
    }
    let best = item.processing.points.clone();
    Ok((Kind::Ordering { steps, credit: order_credit(item) }, best))
}

// Our own writer says by a class which rule it wrote out.
fn order_credit(item: &mut Item<'_>) -> OrderCredit {
    let credit = if body::has_class(item.interaction, CLASS_PLACES) {
        OrderCredit::Places
    } else if body::has_class(item.interaction, CLASS_NEIGHBOURS) {
        OrderCredit::Neighbours
    } else {
        return OrderCredit::AllOrNothing;
    };
    item.processing.rule = Rule::Correct;
    item.processing.others.clear();
    credit
}
