//! Declarations of what is right, and the rules by which it is scored.

use super::build::{element, worded};
use super::writing::Writer;
use crate::exact::Share;
use crate::formats::notes::What;
use crate::formats::number::{self, Number};
use crate::formats::xml::Element;

/// The name of the one response.
pub const RESPONSE: &str = "RESPONSE";

/// How the response is declared.
pub fn declaration(cardinality: &str, base: &str, correct: &[String], mapping: Option<Element>) -> Element {
    let mut children = Vec::new();
    if !correct.is_empty() {
        let values = correct.iter().map(|value| worded("value", &[], value)).collect();
        children.push(element("correctResponse", &[], values));
    }
    children.extend(mapping);
    let attributes = [("identifier", RESPONSE), ("cardinality", cardinality), ("baseType", base)];
    element("responseDeclaration", &attributes, children)
}

/// The points of a share.
pub fn points(writer: &mut Writer, share: Share) -> String {
    use num_traits::CheckedMul;
    let whole = Number::from_integer(i128::from(writer.points));
    let points = number::rounded(number::of(share).checked_mul(&whole).unwrap_or_else(|| 0.into()));
    if number::share(&points, whole) != Some(share) {
        writer.lose(What::ShareRounded(share.to_string()));
    }
    points
}

/// What parts are worth; the sum is not under nothing, nor over the points.
pub fn mapping(writer: &mut Writer, shares: &[(String, Share)]) -> Element {
    let entries: Vec<Element> = shares
        .iter()
        .map(|(key, share)| {
            element("mapEntry", &[("mapKey", key), ("mappedValue", &points(writer, *share))], Vec::new())
        })
        .collect();
    let most = writer.points.to_string();
    let attributes = [("lowerBound", "0"), ("upperBound", most.as_str()), ("defaultValue", "0")];
    element("mapping", &attributes, entries)
}

/// Scored by what parts are worth.
pub fn mapped(writer: &Writer) -> Element {
    if !writer.has_feedback() {
        return template(writer, "map_response");
    }
    let map = element("mapResponse", &[("identifier", RESPONSE)], Vec::new());
    element("responseProcessing", &[], vec![set("SCORE", map), show_feedback()])
}

/// Scored as right or wrong as a whole.
pub fn correct(writer: &Writer) -> Element {
    if !writer.has_feedback() && writer.points == 1 {
        return template(writer, "match_correct");
    }
    let test = element("match", &[], vec![variable(RESPONSE), element("correct", &[("identifier", RESPONSE)], vec![])]);
    let condition = element(
        "responseCondition",
        &[],
        vec![
            element("responseIf", &[], vec![test, set("SCORE", float(&writer.points.to_string()))]),
            element("responseElse", &[], vec![set("SCORE", float("0"))]),
        ],
    );
    let mut rules = vec![condition];
    if writer.has_feedback() {
        rules.push(show_feedback());
    }
    element("responseProcessing", &[], rules)
}

fn template(writer: &Writer, name: &str) -> Element {
    element("responseProcessing", &[("template", &writer.version.template(name))], Vec::new())
}

/// Sets an outcome.
pub fn set(outcome: &str, value: Element) -> Element {
    element("setOutcomeValue", &[("identifier", outcome)], vec![value])
}

/// A variable.
pub fn variable(name: &str) -> Element {
    element("variable", &[("identifier", name)], Vec::new())
}

/// A number as a value.
pub fn float(value: &str) -> Element {
    worded("baseValue", &[("baseType", "float")], value)
}

// The identifiers of feedback to options are those of the options.
fn show_feedback() -> Element {
    set("FEEDBACK", variable(RESPONSE))
}

/// Each step in its own place gives its part of the points.
pub fn places(writer: &Writer, steps: usize) -> Element {
    let at = |place: usize, value: Element| element("index", &[("n", &place.to_string())], vec![value]);
    let tests = (1..=steps).map(|place| {
        let right = element("correct", &[("identifier", RESPONSE)], Vec::new());
        element("match", &[], vec![at(place, variable(RESPONSE)), at(place, right)])
    });
    counted(writer, tests.collect(), steps)
}

/// Each two neighbours that follow each other rightly give their part of the points: they
/// may do so at any place.
pub fn neighbours(writer: &Writer, names: &[String]) -> Element {
    let is_at = |place: usize, name: &str| {
        let found = element("index", &[("n", &place.to_string())], vec![variable(RESPONSE)]);
        element("match", &[], vec![found, worded("baseValue", &[("baseType", "identifier")], name)])
    };
    let tests = names.windows(2).map(|pair| {
        let places =
            (1..names.len()).map(|place| element("and", &[], vec![is_at(place, &pair[0]), is_at(place + 1, &pair[1])]));
        element("or", &[], places.collect())
    });
    counted(writer, tests.collect(), names.len().saturating_sub(1))
}

// The number of tests that hold, as a part of the points.
fn counted(writer: &Writer, tests: Vec<Element>, parts: usize) -> Element {
    let one_more = || set("SCORE", element("sum", &[], vec![variable("SCORE"), float("1")]));
    let mut rules: Vec<Element> = vec![set("SCORE", float("0"))];
    rules.extend(
        tests
            .into_iter()
            .map(|test| element("responseCondition", &[], vec![element("responseIf", &[], vec![test, one_more()])])),
    );
    let share = element(
        "divide",
        &[],
        vec![
            element("product", &[], vec![variable("SCORE"), float(&writer.points.to_string())]),
            float(&parts.to_string()),
        ],
    );
    rules.push(set("SCORE", share));
    element("responseProcessing", &[], rules)
}
