//! Response processing, as far as it is one of the usual ways to score.

use crate::formats::notes::excerpt;
use crate::formats::number::{self, Number};
use crate::formats::xml::Element;

/// How a response is scored.
pub enum Rule {
    /// All of it right, or nothing.
    Correct,
    /// By what its parts are worth.
    Mapped,
    /// By the first case that fits.
    Cases(Vec<Case>),
    /// In a way that is not known; the name of what was found.
    Unknown(String),
}

/// A case of scoring.
#[derive(Default)]
pub struct Case {
    /// What fits.
    pub test: Test,
    /// What it gives, as it is written.
    pub score: Option<String>,
    /// The identifier of the feedback that is shown.
    pub feedback: Option<String>,
}

/// What a case asks of the response.
#[derive(Default)]
pub enum Test {
    /// From this number to that one.
    Range(Number, Number),
    /// A word, as a pattern. Whether capitals matter, if that is said.
    Words { pattern: String, case_sensitive: Option<bool> },
    /// What is declared as right.
    Correct,
    /// Nothing was answered.
    Empty,
    /// None of the cases before.
    #[default]
    Else,
}

/// All that response processing says.
pub struct Processing {
    /// The rule.
    pub rule: Rule,
    /// The points of `Rule::Correct`, where it says them.
    pub points: Option<String>,
    /// What else it does that is not known.
    pub others: Vec<String>,
}

/// Reads the processing of a response. `correct` is what is declared as right.
pub fn read(item: &Element, response: &str, correct: &[String], has_mapping: bool) -> Processing {
    let usual = if has_mapping { Rule::Mapped } else { Rule::Correct };
    let mut processing = Processing { rule: usual, points: None, others: Vec::new() };
    let Some(element) = item.child("responseProcessing") else { return processing };
    if let Some(template) = element.attribute("template").or_else(|| element.attribute("templateLocation")) {
        processing.rule = by_template(template);
        return processing;
    }
    let mut known = None;
    for part in element.elements() {
        let rule = match part.name.as_str() {
            "setOutcomeValue" => outcome(part, &mut processing),
            "responseCondition" => condition(part, response, correct, &mut processing),
            other => {
                processing.others.push(excerpt(other));
                None
            }
        };
        match (rule, &known) {
            (Some(rule), None) => known = Some(rule),
            (Some(_), Some(_)) => processing.others.push(excerpt(&part.name)),
            (None, _) => {}
        }
    }
    if let Some(known) = known {
        processing.rule = known;
    } else if !processing.others.is_empty() {
        processing.rule = Rule::Unknown(processing.others.swap_remove(0));
    }
    processing
}

fn by_template(address: &str) -> Rule {
    let name = address.rsplit('/').next().unwrap_or(address);
    match name.trim_end_matches(".xml") {
        "match_correct" | "CC2_match" | "CC2_match_basic" => Rule::Correct,
        "map_response" | "CC2_map_response" => Rule::Mapped,
        other => Rule::Unknown(excerpt(other)),
    }
}

// Feedback that follows the response is found by its own identifiers.
fn outcome(part: &Element, processing: &mut Processing) -> Option<Rule> {
    let value = part.elements().next()?;
    match (part.attribute("identifier").unwrap_or(""), value.name.as_str()) {
        ("SCORE", "mapResponse") => Some(Rule::Mapped),
        ("SCORE", _) => {
            processing.others.push("setOutcomeValue".to_owned());
            None
        }
        (_, "variable") => None,
        (name, _) => {
            processing.others.push(excerpt(name));
            None
        }
    }
}

fn condition(part: &Element, response: &str, correct: &[String], processing: &mut Processing) -> Option<Rule> {
    let mut cases = Vec::new();
    for branch in part.elements() {
        if branch.child("setOutcomeValue").is_some_and(|set| set.child("mapResponse").is_some()) {
            return Some(Rule::Mapped);
        }
        let test = if branch.name == "responseElse" {
            Some(Test::Else)
        } else {
            branch.elements().next().and_then(|first| test(first, response, correct))
        };
        let Some(test) = test else {
            processing.others.push(excerpt(branch.elements().next().map_or("", |first| first.name.as_str())));
            return None;
        };
        cases.push(case(branch, test));
    }
    only_correct(&cases, processing).or(Some(Rule::Cases(cases)))
}

fn case(branch: &Element, test: Test) -> Case {
    let mut case = Case { test, ..Case::default() };
    for set in branch.named("setOutcomeValue") {
        let value = set.elements().next().map(|value| match value.name.as_str() {
            "variable" => value.attribute("identifier").unwrap_or("").to_owned(),
            _ => value.text().trim().to_owned(),
        });
        if set.attribute("identifier") == Some("SCORE") {
            case.score = value;
        } else {
            case.feedback = value;
        }
    }
    case
}

// «Right gives so many points, else nothing» is the template written out.
fn only_correct(cases: &[Case], processing: &mut Processing) -> Option<Rule> {
    let scored: Vec<&Case> = cases.iter().filter(|case| !is_nothing(case)).collect();
    match scored[..] {
        [Case { test: Test::Correct, score, .. }] => {
            processing.points = score.clone().filter(|score| number::decimal(score).is_some());
            Some(Rule::Correct)
        }
        _ => None,
    }
}

/// Whether a case gives neither points nor feedback.
pub fn is_nothing(case: &Case) -> bool {
    case.score.as_deref().is_none_or(|score| number::decimal(score).is_some_and(|(score, _)| score == 0.into()))
        && (case.feedback.is_none() || matches!(case.test, Test::Else | Test::Empty))
}

fn test(element: &Element, response: &str, correct: &[String]) -> Option<Test> {
    let of_response = |element: &Element| {
        element.child("variable").is_some_and(|variable| variable.attribute("identifier") == Some(response))
    };
    match element.name.as_str() {
        "isNull" => Some(Test::Empty),
        "match" if of_response(element) && element.child("correct").is_some() => Some(Test::Correct),
        "equal" | "match" if of_response(element) && is_number(element, correct) => equal(element, correct),
        "and" => between(element, response),
        "stringMatch" | "match" if of_response(element) => Some(Test::Words {
            pattern: literal(&operand(element, correct)?),
            case_sensitive: Some(!matches!(element.attribute("caseSensitive"), Some("false" | "0"))),
        }),
        "patternMatch" if of_response(element) => {
            let (pattern, case_sensitive) = super::typed::from_regex(element.attribute("pattern")?)?;
            Some(Test::Words { pattern, case_sensitive })
        }
        _ => None,
    }
}

/// Words as a pattern: an asterisk is an asterisk.
pub fn literal(words: &str) -> String {
    words.replace('*', "\\*")
}

fn operand(element: &Element, correct: &[String]) -> Option<String> {
    match element.child("baseValue") {
        Some(value) => Some(value.text().trim().to_owned()),
        None => element.child("correct").and(correct.first()).cloned(),
    }
}

fn is_number(element: &Element, correct: &[String]) -> bool {
    let text = element.child("baseValue").and_then(|value| value.attribute("baseType")) == Some("string");
    !text && operand(element, correct).is_some_and(|value| number::decimal(&value).is_some())
}

// Tolerances are given one for both sides, or one for each.
fn equal(element: &Element, correct: &[String]) -> Option<Test> {
    use num_traits::{CheckedAdd, CheckedMul, CheckedSub, Signed};
    let middle = number::decimal(&operand(element, correct)?)?.0;
    let given = element.attribute("tolerance").unwrap_or("0");
    let mut given = given.split_whitespace().map(|tolerance| number::decimal(tolerance).map(|(value, _)| value));
    let below = given.next().unwrap_or(Some(0.into()))?;
    let above = given.next().unwrap_or(Some(below))?;
    let (below, above) = match element.attribute("toleranceMode") {
        Some("absolute") => (below, above),
        Some("relative") => {
            let part = |tolerance: Number| middle.abs().checked_mul(&(tolerance / Number::from_integer(100)));
            (part(below)?, part(above)?)
        }
        _ => (0.into(), 0.into()),
    };
    Some(Test::Range(middle.checked_sub(&below)?, middle.checked_add(&above)?))
}

// `low <= response` and `response <= high`.
fn between(element: &Element, response: &str) -> Option<Test> {
    let (mut low, mut high) = (None, None);
    for bound in element.elements() {
        let value = number::decimal(&bound.child("baseValue")?.text())?.0;
        let mut sides = bound.elements();
        let response_first = sides.next()?.attribute("identifier") == Some(response);
        match (bound.name.as_str(), response_first) {
            ("gte", true) | ("lte", false) => low = Some(value),
            ("lte", true) | ("gte", false) => high = Some(value),
            _ => return None,
        }
    }
    Some(Test::Range(low?, high?))
}
