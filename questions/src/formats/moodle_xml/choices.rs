//! Questions of which the parts are given: options, pairs, steps.

use super::question::feedback;
use super::source::Source;
use crate::formats::notes::{Reason, What, excerpt};
use crate::formats::number;
use crate::formats::xml::Element;
use crate::question::{Choice, Credit, Kind, OrderCredit, Pair, Text};

type Kinds = Result<(Kind, &'static [&'static str]), Reason>;

/// `multichoice`.
pub fn multichoice(source: &mut Source<'_>) -> Kinds {
    let mut options = Vec::new();
    for answer in source.element.named("answer") {
        // Moodle leaves empty options out.
        if let Some(text) = source.needed(answer)? {
            options.push(Choice { text, share: Source::share(answer)?, feedback: feedback(source, answer) });
        }
    }
    if options.len() < 2 {
        return Err(Reason::TooFew { least: 2 });
    }
    if !options.iter().any(|option| option.share.is_right()) {
        return Err(Reason::NothingRight);
    }
    let shuffle = source.is("shuffleanswers", false);
    let kind = if source.is("single", true) {
        Kind::Single { options, shuffle }
    } else {
        Kind::Multiple { options, credit: Credit::Shares, shuffle }
    };
    Ok((kind, &["single", "shuffleanswers"]))
}

/// `truefalse`.
pub fn truefalse(source: &mut Source<'_>) -> Kinds {
    let answers: Vec<&Element> = source.element.named("answer").collect();
    let mut right = None;
    let (mut if_true, mut if_false) = (Text::default(), Text::default());
    for (place, answer) in answers.into_iter().enumerate() {
        // Old files have the words in the language of the course, the true one first.
        let says = match Source::plain(answer).to_lowercase().as_str() {
            "true" => true,
            "false" => false,
            _ => place == 0,
        };
        if Source::share(answer)? == crate::exact::Share::whole() {
            right = Some(says);
        }
        *(if says { &mut if_true } else { &mut if_false }) = feedback(source, answer);
    }
    Ok((Kind::TrueFalse { right: right.ok_or(Reason::NothingRight)?, if_true, if_false }, &[]))
}

/// `matching`.
pub fn matching(source: &mut Source<'_>) -> Kinds {
    let (mut pairs, mut extras) = (Vec::new(), Vec::new());
    for part in source.element.named("subquestion") {
        let right = part.child("answer").map_or_else(String::new, Source::plain);
        let right = Text::said(source.language, right);
        match source.needed(part)? {
            Some(left) if !right.is_empty() => pairs.push(Pair { left, right }),
            Some(left) => source.lose(What::Other(excerpt(left.in_language(source.language)))),
            None if !right.is_empty() => extras.push(right),
            None => {}
        }
    }
    if pairs.len() < 2 {
        return Err(Reason::TooFew { least: 2 });
    }
    let shuffle = source.is("shuffleanswers", true);
    Ok((Kind::Matching { pairs, extras, shuffle }, &["subquestion", "shuffleanswers"]))
}

/// `ordering`.
pub fn ordering(source: &mut Source<'_>) -> Kinds {
    let mut steps = Vec::new();
    for answer in source.element.named("answer") {
        if let Some(step) = source.needed(answer)? {
            steps.push(step);
        }
        if !feedback(source, answer).is_empty() {
            source.lose(What::AnswerFeedback);
        }
    }
    if steps.len() < 2 {
        return Err(Reason::TooFew { least: 2 });
    }
    name_part_of_steps(source, steps.len());
    let flat = matches!(source.value("layouttype").to_ascii_uppercase().as_str(), "HORIZONTAL" | "HORI" | "H" | "1");
    if flat || !matches!(source.value("numberingstyle").as_str(), "" | "none") {
        source.lose(What::Layout);
    }
    let credit = order_credit(source);
    let known = &[
        "layouttype",
        "selecttype",
        "selectcount",
        "gradingtype",
        "showgrading",
        "numberingstyle",
        "logical",
        "studentsee",
    ];
    Ok((Kind::Ordering { steps, credit }, known))
}

// Only some of the steps may be asked of each person.
fn name_part_of_steps(source: &mut Source<'_>, steps: usize) {
    let choice = if source.element.child("selecttype").is_some() { "selecttype" } else { "logical" };
    let all = matches!(source.value(choice).to_ascii_uppercase().as_str(), "ALL" | "EXACT" | "0");
    let count = source.value(if choice == "logical" { "studentsee" } else { "selectcount" });
    let most = number::decimal(&count).map(|(count, _)| count.to_integer());
    let some = most.is_some_and(|count| count > 0 && usize::try_from(count).is_ok_and(|count| count < steps));
    if !all && some {
        source.lose(What::Other(choice.to_owned()));
    }
}

// As the plugin names them; `RELATIVE` is its short form of the second.
fn order_credit(source: &mut Source<'_>) -> OrderCredit {
    let rule = source.value("gradingtype").to_ascii_uppercase();
    match rule.as_str() {
        "ALL_OR_NOTHING" | "-1" => OrderCredit::AllOrNothing,
        "ABSOLUTE_POSITION" | "ABSOLUTE" | "ABS" | "0" => OrderCredit::Places,
        "RELATIVE_NEXT_EXCLUDE_LAST" | "RELATIVE" | "REL" | "1" | "" => OrderCredit::Neighbours,
        other => {
            source.lose(What::ScoringRule(excerpt(other)));
            OrderCredit::Neighbours
        }
    }
}
