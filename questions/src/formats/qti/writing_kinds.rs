//! The kinds of questions of which the parts are given, as interactions.

use super::build::{element, said, worded};
use super::writing::{Parts, Writer};
use super::writing_rules::{self as rules, RESPONSE};
use super::{CLASS_NEIGHBOURS, CLASS_PLACES, writing_typed};
use crate::exact::Share;
use crate::formats::notes::{KindName, Reason, What};
use crate::formats::xml::Element;
use crate::question::{Choice, Credit, Kind, Language, OrderCredit, Pair, Text};

/// What depends on the kind.
pub fn parts(writer: &mut Writer, kind: &Kind) -> Result<Parts, Reason> {
    Ok(match kind {
        Kind::Single { options, shuffle } => single(writer, options, *shuffle),
        Kind::Multiple { options, credit, shuffle } => multiple(writer, options, *credit, *shuffle),
        Kind::TrueFalse { right, if_true, if_false } => truth(writer, *right, if_true, if_false),
        Kind::Matching { pairs, extras, shuffle } => matching(writer, pairs, extras, *shuffle),
        Kind::Ordering { steps, credit } => ordering(writer, steps, *credit),
        Kind::Numeric { accepted, unit } => writing_typed::numeric(writer, accepted, unit)?,
        Kind::Short { accepted, case_sensitive } => writing_typed::words(writer, accepted, *case_sensitive),
        Kind::Open => open(),
        Kind::Likert { .. } | Kind::Rubric { .. } => return Err(Reason::KindNotHeld(KindName::from(kind))),
    })
}

fn flag(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

fn name(prefix: char, place: usize) -> String {
    format!("{prefix}{}", place + 1)
}

fn choices(writer: &mut Writer, options: &[Choice], shuffle: bool, most: &str) -> Element {
    let mut children = Vec::new();
    for (place, option) in options.iter().enumerate() {
        let (identifier, text) = (name('C', place), writer.said(&option.text));
        children.push(said("simpleChoice", &[("identifier", &identifier)], &text));
        writer.feedback(&identifier, &option.feedback);
    }
    let attributes = [("responseIdentifier", RESPONSE), ("shuffle", flag(shuffle)), ("maxChoices", most)];
    element("choiceInteraction", &attributes, children)
}

fn single(writer: &mut Writer, options: &[Choice], shuffle: bool) -> Parts {
    let interaction = choices(writer, options, shuffle, "1");
    let shares: Vec<(String, Share)> =
        options.iter().enumerate().map(|(place, option)| (name('C', place), option.share)).collect();
    let best: Vec<String> =
        shares.iter().filter(|(_, share)| *share == Share::whole()).take(1).map(|(name, _)| name.clone()).collect();
    let mapping = rules::mapping(writer, &shares);
    let declaration = rules::declaration("single", "identifier", &best, Some(mapping));
    Parts { declaration, interaction, processing: rules::mapped(writer) }
}

fn multiple(writer: &mut Writer, options: &[Choice], credit: Credit, shuffle: bool) -> Parts {
    writer.feedback_many();
    let interaction = choices(writer, options, shuffle, "0");
    let shares: Vec<(String, Share)> =
        options.iter().enumerate().map(|(place, option)| (name('C', place), option.share)).collect();
    let right: Vec<String> =
        shares.iter().filter(|(_, share)| share.is_right()).map(|(name, _)| name.clone()).collect();
    if credit == Credit::Shares {
        let mapping = rules::mapping(writer, &shares);
        let declaration = rules::declaration("multiple", "identifier", &right, Some(mapping));
        return Parts { declaration, interaction, processing: rules::mapped(writer) };
    }
    // Only what is right counts then; what else shares say is lost.
    let each = i64::try_from(right.len()).ok().and_then(Share::one_of);
    let said = shares.iter().all(|(_, share)| Some(*share) == each || *share == Share::nothing());
    if !said {
        writer.lose(What::Shares);
    }
    let declaration = rules::declaration("multiple", "identifier", &right, None);
    Parts { declaration, interaction, processing: rules::correct(writer) }
}

fn truth(writer: &mut Writer, right: bool, if_true: &Text, if_false: &Text) -> Parts {
    let words = match writer.language {
        Language::Fr => [("true", "Vrai"), ("false", "Faux")],
        Language::En => [("true", "True"), ("false", "False")],
    };
    let options = words.iter().map(|(identifier, word)| worded("simpleChoice", &[("identifier", identifier)], word));
    let attributes = [("responseIdentifier", RESPONSE), ("shuffle", "false"), ("maxChoices", "1")];
    let interaction = element("choiceInteraction", &attributes, options.collect());
    writer.feedback("true", if_true);
    writer.feedback("false", if_false);
    let declaration = rules::declaration("single", "identifier", &[flag(right).to_owned()], None);
    Parts { declaration, interaction, processing: rules::correct(writer) }
}

fn matching(writer: &mut Writer, pairs: &[Pair], extras: &[Text], shuffle: bool) -> Parts {
    // Right sides that say the same are one, which may be chosen again.
    let mut rights: Vec<String> = Vec::new();
    let mut shares = Vec::new();
    let mut lefts = Vec::new();
    let each = i64::try_from(pairs.len()).ok().and_then(Share::one_of).unwrap_or_else(Share::nothing);
    for (place, pair) in pairs.iter().enumerate() {
        let (left, right) = (writer.said(&pair.left), writer.said(&pair.right));
        let at = rights.iter().position(|known| *known == right).unwrap_or_else(|| {
            rights.push(right);
            rights.len() - 1
        });
        let identifier = name('L', place);
        lefts.push(said("simpleAssociableChoice", &[("identifier", &identifier), ("matchMax", "1")], &left));
        shares.push((format!("{identifier} {}", name('R', at)), each));
    }
    rights.extend(extras.iter().map(|extra| writer.said(extra)));
    let rights = rights.iter().enumerate().map(|(place, right)| {
        said("simpleAssociableChoice", &[("identifier", &name('R', place)), ("matchMax", "0")], right)
    });
    let sets = vec![element("simpleMatchSet", &[], lefts), element("simpleMatchSet", &[], rights.collect())];
    let most = pairs.len().to_string();
    let attributes = [("responseIdentifier", RESPONSE), ("shuffle", flag(shuffle)), ("maxAssociations", &most)];
    let correct: Vec<String> = shares.iter().map(|(pair, _)| pair.clone()).collect();
    let mapping = rules::mapping(writer, &shares);
    Parts {
        declaration: rules::declaration("multiple", "directedPair", &correct, Some(mapping)),
        interaction: element("matchInteraction", &attributes, sets),
        processing: rules::mapped(writer),
    }
}

fn ordering(writer: &mut Writer, steps: &[Text], credit: OrderCredit) -> Parts {
    let names: Vec<String> = (0..steps.len()).map(|place| name('S', place)).collect();
    let choices = steps.iter().zip(&names).map(|(step, name)| {
        let step = writer.said(step);
        said("simpleChoice", &[("identifier", name)], &step)
    });
    let choices = choices.collect();
    let mut attributes = vec![("responseIdentifier", RESPONSE), ("shuffle", "true")];
    let processing = match credit {
        OrderCredit::AllOrNothing => rules::correct(writer),
        OrderCredit::Places => {
            attributes.push(("class", CLASS_PLACES));
            rules::places(writer, steps.len())
        }
        OrderCredit::Neighbours => {
            attributes.push(("class", CLASS_NEIGHBOURS));
            rules::neighbours(writer, &names)
        }
    };
    Parts {
        declaration: rules::declaration("ordered", "identifier", &names, None),
        interaction: element("orderInteraction", &attributes, choices),
        processing,
    }
}

fn open() -> Parts {
    let attributes = [("responseIdentifier", RESPONSE), ("expectedLines", "10")];
    Parts {
        declaration: rules::declaration("single", "string", &[], None),
        interaction: element("extendedTextInteraction", &attributes, Vec::new()),
        processing: element("responseProcessing", &[], Vec::new()),
    }
}
