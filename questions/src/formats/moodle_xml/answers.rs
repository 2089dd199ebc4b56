//! Questions that are answered in words or numbers of one's own.

use super::question::feedback;
use super::source::{Source, value_of};
use crate::formats::notes::{Reason, What, excerpt};
use crate::formats::number::{self, Number};
use crate::formats::xml::Element;
use crate::question::{AcceptedNumber, AcceptedWords, Kind, Text};

type Kinds = Result<(Kind, &'static [&'static str]), Reason>;

/// `shortanswer`.
pub fn shortanswer(source: &mut Source<'_>) -> Kinds {
    let mut accepted = Vec::new();
    for answer in source.element.named("answer") {
        let words = Source::plain(answer);
        if words.is_empty() {
            continue;
        }
        let share = Source::share(answer)?;
        let pattern = Text::said(source.language, words);
        accepted.push(AcceptedWords { pattern, share, feedback: feedback(source, answer) });
    }
    if !accepted.iter().any(|words| words.share.is_right()) {
        return Err(Reason::NothingRight);
    }
    Ok((Kind::Short { accepted, case_sensitive: source.is("usecase", false) }, &["usecase"]))
}

/// `numerical`.
pub fn numerical(source: &mut Source<'_>) -> Kinds {
    let mut accepted = Vec::new();
    for answer in source.element.named("answer") {
        let value = Source::plain(answer);
        if value == "*" {
            // What to tell those whose number is none of the others.
            if !feedback(source, answer).is_empty() {
                source.lose(What::AnswerFeedback);
            }
            if Source::share(answer)?.is_right() {
                source.lose(What::Other("*".to_owned()));
            }
        } else if !value.is_empty() {
            accepted.push(number(source, answer, &value)?);
        }
    }
    if !accepted.iter().any(|number| number.share.is_right()) {
        return Err(Reason::NothingRight);
    }
    let unit = unit(source);
    let known = &["units", "unitgradingtype", "unitpenalty", "showunits", "unitsleft", "instructions"];
    if source.element.child("instructions").is_some_and(|element| !element.text().trim().is_empty()) {
        source.lose(What::Other("instructions".to_owned()));
    }
    Ok((Kind::Numeric { accepted, unit: Text::said(source.language, unit) }, known))
}

fn number(source: &mut Source<'_>, answer: &Element, value: &str) -> Result<AcceptedNumber, Reason> {
    let middle = read_number(value)?;
    let tolerance = value_of(answer, "tolerance");
    let tolerance = if tolerance.is_empty() { Number::from_integer(0) } else { read_number(&tolerance)? };
    let (low, high) = number::around(middle, tolerance).ok_or_else(|| Reason::NotANumber(excerpt(value)))?;
    Ok(AcceptedNumber { low, high, share: Source::share(answer)?, feedback: feedback(source, answer) })
}

fn read_number(value: &str) -> Result<Number, Reason> {
    number::decimal(value).map(|(number, _)| number).ok_or_else(|| Reason::NotANumber(excerpt(value)))
}

// One unit of which the factor is 1 is what stands behind the number.
fn unit(source: &mut Source<'_>) -> String {
    let units: Vec<&Element> =
        source.element.child("units").map_or_else(Vec::new, |units| units.named("unit").collect());
    let factor = |unit: &Element| {
        let factor = value_of(unit, "multiplier");
        if factor.is_empty() {
            Some(Number::from_integer(1))
        } else {
            number::decimal(&factor).map(|(factor, _)| factor)
        }
    };
    let own = units.iter().position(|unit| factor(unit) == Some(Number::from_integer(1)));
    let graded = !matches!(source.value("unitgradingtype").as_str(), "" | "0");
    if graded || units.len() > usize::from(own.is_some()) {
        source.lose(What::UnitRules);
    }
    if source.is("unitsleft", false) && !units.is_empty() {
        source.lose(What::Layout);
    }
    own.and_then(|own| units.get(own)).map_or_else(String::new, |unit| value_of(unit, "unit_name"))
}

/// `essay`.
#[expect(clippy::unnecessary_wraps, reason = "read as the other kinds are")]
pub fn essay(source: &mut Source<'_>) -> Kinds {
    let element = source.element;
    let says = |name: &str| element.child(name).is_some_and(|part| !part.text().trim().is_empty());
    if says("graderinfo") {
        source.lose(What::RaterNotes);
    }
    if says("responsetemplate") {
        source.lose(What::Template);
    }
    let differs = |name: &str, usual: &[&str]| {
        let value = source.value(name);
        !value.is_empty() && !usual.contains(&value.as_str())
    };
    let form = differs("responseformat", &["editor", "plain"])
        || differs("responserequired", &["1"])
        || differs("attachments", &["0"])
        || differs("attachmentsrequired", &["0"])
        || differs("filetypeslist", &[])
        || differs("minwordlimit", &["0"])
        || differs("maxwordlimit", &["0"]);
    if form {
        source.lose(What::AnswerForm);
    }
    let known = &[
        "responseformat",
        "responserequired",
        "responsefieldlines",
        "attachments",
        "attachmentsrequired",
        "graderinfo",
        "responsetemplate",
        "filetypeslist",
        "minwordlimit",
        "maxwordlimit",
        "maxbytes",
    ];
    Ok((Kind::Open, known))
}
