//! Words and numbers that are typed, as interactions.

use super::build::{element, worded};
use super::writing::{Parts, Writer};
use super::writing_rules::{self as rules, RESPONSE, float, set, variable};
use super::{CLASS_ANSWER, CLASS_UNIT, typed};
use crate::exact::Share;
use crate::formats::notes::{Reason, excerpt};
use crate::formats::number;
use crate::formats::xml::Element;
use crate::question::{AcceptedNumber, AcceptedWords, Text};

/// A number.
pub fn numeric(writer: &mut Writer, accepted: &[AcceptedNumber], unit: &Text) -> Result<Parts, Reason> {
    let mut cases = Vec::new();
    let mut best = Vec::new();
    for (place, number) in accepted.iter().enumerate() {
        let (middle, tolerance) = number::middle(&number.low, &number.high)
            .and_then(|(middle, tolerance)| Some((number::text(middle)?, number::text(tolerance)?)))
            .ok_or_else(|| Reason::NotANumber(excerpt(&number.low)))?;
        if number.share == Share::whole() && best.is_empty() {
            best.push(middle.clone());
        }
        let both = format!("{tolerance} {tolerance}");
        let exact = [("toleranceMode", "exact")];
        let about = [("toleranceMode", "absolute"), ("tolerance", both.as_str())];
        let mode: &[(&str, &str)] = if tolerance == "0" { &exact } else { &about };
        let test = element("equal", mode, vec![variable(RESPONSE), float(&middle)]);
        cases.push(case(writer, place, test, number.share, &number.feedback));
    }
    let unit = writer.said(unit);
    Ok(Parts {
        declaration: rules::declaration("single", "float", &best, None),
        interaction: field(&unit),
        processing: first_that_fits(cases),
    })
}

/// A few words.
pub fn words(writer: &mut Writer, accepted: &[AcceptedWords], case_sensitive: bool) -> Parts {
    let patterns: Vec<String> = accepted.iter().map(|words| writer.said(&words.pattern)).collect();
    let best =
        accepted.iter().zip(&patterns).find(|(words, pattern)| words.share == Share::whole() && is_literal(pattern));
    let best: Vec<String> = best.map(|(_, pattern)| unescaped(pattern)).into_iter().collect();
    let simple = patterns.iter().all(|pattern| is_literal(pattern) && !pattern.is_empty())
        && accepted.iter().all(|words| words.feedback.is_empty());
    if simple {
        let sensitive = if case_sensitive { "true" } else { "false" };
        let entries = accepted.iter().zip(&patterns).map(|(words, pattern)| {
            let (key, value) = (unescaped(pattern), rules::points(writer, words.share));
            element("mapEntry", &[("mapKey", &key), ("mappedValue", &value), ("caseSensitive", sensitive)], Vec::new())
        });
        let mapping = element("mapping", &[("defaultValue", "0")], entries.collect());
        return Parts {
            declaration: rules::declaration("single", "string", &best, Some(mapping)),
            interaction: field(""),
            processing: rules::mapped(writer),
        };
    }
    let mut cases = Vec::new();
    for (place, (words, pattern)) in accepted.iter().zip(&patterns).enumerate() {
        let test = test(pattern, case_sensitive);
        cases.push(case(writer, place, test, words.share, &words.feedback));
    }
    Parts {
        declaration: rules::declaration("single", "string", &best, None),
        interaction: field(""),
        processing: first_that_fits(cases),
    }
}

fn test(pattern: &str, case_sensitive: bool) -> Element {
    if is_literal(pattern) {
        let sensitive = if case_sensitive { "true" } else { "false" };
        let value = worded("baseValue", &[("baseType", "string")], &unescaped(pattern));
        return element("stringMatch", &[("caseSensitive", sensitive)], vec![variable(RESPONSE), value]);
    }
    let regex = typed::to_regex(pattern, case_sensitive);
    element("patternMatch", &[("pattern", &regex)], vec![variable(RESPONSE)])
}

// `\*` is an asterisk, `*` anything.
fn is_literal(pattern: &str) -> bool {
    !pattern.replace("\\*", "").contains('*')
}

fn unescaped(pattern: &str) -> String {
    pattern.replace("\\*", "*")
}

fn case(writer: &mut Writer, place: usize, test: Element, share: Share, feedback: &Text) -> Vec<Element> {
    let mut case = vec![test, set("SCORE", float(&rules::points(writer, share)))];
    let identifier = format!("A{}", place + 1);
    if writer.feedback(&identifier, feedback) {
        case.push(set("FEEDBACK", worded("baseValue", &[("baseType", "identifier")], &identifier)));
    }
    case
}

fn first_that_fits(cases: Vec<Vec<Element>>) -> Element {
    let branches = cases
        .into_iter()
        .enumerate()
        .map(|(place, case)| element(if place == 0 { "responseIf" } else { "responseElseIf" }, &[], case));
    let condition = element("responseCondition", &[], branches.collect());
    let empty = condition.children.is_empty();
    element("responseProcessing", &[], if empty { Vec::new() } else { vec![condition] })
}

fn field(unit: &str) -> Element {
    let mut line = element(
        "p",
        &[("class", CLASS_ANSWER)],
        vec![element("textEntryInteraction", &[("responseIdentifier", RESPONSE)], vec![])],
    );
    if !unit.is_empty() {
        line.children.push(crate::formats::xml::Node::Text(" ".to_owned()));
        line.children.push(crate::formats::xml::Node::Element(worded("span", &[("class", CLASS_UNIT)], unit)));
    }
    line
}
