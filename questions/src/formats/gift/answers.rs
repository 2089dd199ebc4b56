//! What stands in the braces of a question: of what kind it is, and what is right.

use super::signs::revealed;
use super::text::{TextFormat, Texts};
use crate::decimal::Decimal;
use crate::exact::Share;
use crate::formats::notes::{Reason, What, excerpt};
use crate::formats::number;
use crate::question::{AcceptedNumber, AcceptedWords, Choice, Credit, Kind, Pair, Text};

/// The most answers that are read in one pair of braces.
const MOST_ANSWERS: usize = 1_000;

/// Reads them; `inner` is trimmed, its escaped signs hidden.
pub fn read(inner: &str, texts: &mut Texts<'_>) -> Result<Kind, Reason> {
    if inner.is_empty() {
        return Ok(Kind::Open);
    }
    if let Some(inner) = inner.strip_prefix('#') {
        return numeric(inner, texts);
    }
    if inner.contains('~') {
        return options(inner, texts);
    }
    if inner.contains('=') && inner.contains("->") {
        return matching(inner, texts);
    }
    match truth(inner, texts) {
        Some(kind) => Ok(kind),
        None => short(inner, texts),
    }
}

/// An answer: its mark, what it is worth if it says so, what it says, and its feedback.
struct Piece<'a> {
    is_right: bool,
    share: Option<Share>,
    text: &'a str,
    feedback: Option<&'a str>,
}

// The answers after their marks `=` and `~`, and what stands before the first one.
fn pieces(inner: &str) -> Result<(&str, Vec<Piece<'_>>), Reason> {
    let marks: Vec<usize> = inner.match_indices(['=', '~']).map(|(at, _)| at).collect();
    if marks.len() > MOST_ANSWERS {
        return Err(Reason::TooDeep);
    }
    let ends = marks.iter().copied().skip(1).chain([inner.len()]);
    let before = marks.first().map_or(inner, |first| &inner[..*first]);
    // `~=` is meant as one mark.
    let between = marks.iter().zip(ends).filter(|(at, end)| !inner[**at..*end].eq("~") || *end == inner.len());
    let pieces = between.map(|(at, end)| piece(inner[*at..].starts_with('='), &inner[at + 1..end]));
    Ok((before.trim(), pieces.collect::<Result<_, _>>()?))
}

fn piece(is_right: bool, text: &str) -> Result<Piece<'_>, Reason> {
    let text = text.trim();
    let (share, text) = match text.strip_prefix('%').and_then(|text| text.split_once('%')) {
        Some((percent, text)) if is_percent(percent) => (Some(share(percent)?), text),
        _ => (None, text),
    };
    let (text, feedback) = text.split_once('#').map_or((text, None), |(text, feedback)| (text, Some(feedback)));
    Ok(Piece { is_right, share, text, feedback })
}

fn is_percent(text: &str) -> bool {
    let text = text.trim();
    text.contains(|sign: char| sign.is_ascii_digit())
        && text.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '.' | ','))
}

fn share(percent: &str) -> Result<Share, Reason> {
    number::share(percent, number::Number::from_integer(100)).ok_or_else(|| Reason::NotAShare(excerpt(percent)))
}

impl Piece<'_> {
    fn feedback(&self, texts: &mut Texts<'_>) -> Text {
        self.feedback.filter(|feedback| !feedback.trim().is_empty()).map_or_else(Text::default, |text| texts.read(text))
    }
}

fn malformed(text: &str) -> Reason {
    Reason::Malformed(excerpt(&revealed(text)))
}

fn options(inner: &str, texts: &mut Texts<'_>) -> Result<Kind, Reason> {
    let (before, pieces) = pieces(inner)?;
    if !before.is_empty() {
        return Err(malformed(before));
    }
    // Moodle: several may be chosen if none is said to be the right one. `=%50%` is not
    // Moodle's; who writes it means one of several right ones.
    let mut right = pieces.iter().filter(|piece| piece.is_right);
    let single = right.any(|piece| piece.share.is_none_or(|share| share == Share::whole()));
    let choice = |piece: &Piece<'_>| Choice {
        text: texts.read(piece.text),
        share: piece.share.unwrap_or(if piece.is_right { Share::whole() } else { Share::nothing() }),
        feedback: piece.feedback(texts),
    };
    let options = pieces.iter().map(choice).collect();
    Ok(if single {
        Kind::Single { options, shuffle: true }
    } else {
        Kind::Multiple { options, credit: Credit::Shares, shuffle: true }
    })
}

fn matching(inner: &str, texts: &mut Texts<'_>) -> Result<Kind, Reason> {
    let mut sides = inner.split('=');
    let before = sides.next().unwrap_or_default();
    if !before.trim().is_empty() {
        return Err(malformed(before));
    }
    let (mut pairs, mut extras) = (Vec::new(), Vec::new());
    for side in sides {
        let (left, right) = side.split_once("->").ok_or_else(|| malformed(side))?;
        let right = texts.words(right);
        if left.trim().is_empty() {
            extras.push(right);
        } else {
            pairs.push(Pair { left: texts.read(left), right });
        }
        if pairs.len() + extras.len() > MOST_ANSWERS {
            return Err(Reason::TooDeep);
        }
    }
    Ok(Kind::Matching { pairs, extras, shuffle: true })
}

// `{T#told to who is wrong#told to who is right}`
fn truth(inner: &str, texts: &mut Texts<'_>) -> Option<Kind> {
    let mut parts = inner.splitn(3, '#');
    let right = match parts.next().unwrap_or_default().trim().to_uppercase().as_str() {
        "T" | "TRUE" | "VRAI" => true,
        "F" | "FALSE" | "FAUX" => false,
        _ => return None,
    };
    let mut told = || parts.next().map_or_else(Text::default, |text| texts.read(text));
    let (to_wrong, to_right) = (told(), told());
    let (if_true, if_false) = if right { (to_right, to_wrong) } else { (to_wrong, to_right) };
    Some(Kind::TrueFalse { right, if_true, if_false })
}

fn short(inner: &str, texts: &mut Texts<'_>) -> Result<Kind, Reason> {
    let accepted = worth_something(inner)?.into_iter().map(|piece| AcceptedWords {
        share: piece.share.unwrap_or(Share::whole()),
        pattern: texts.words(TextFormat::named(piece.text).map_or(piece.text, |(_, text)| text)),
        feedback: piece.feedback(texts),
    });
    Ok(Kind::Short { accepted: accepted.collect(), case_sensitive: false })
}

// Moodle takes what stands before the first mark for an answer too.
fn worth_something(inner: &str) -> Result<Vec<Piece<'_>>, Reason> {
    let (before, mut pieces) = pieces(inner)?;
    if !before.is_empty() {
        pieces.insert(0, piece(true, before)?);
    }
    Ok(pieces)
}

fn numeric(inner: &str, texts: &mut Texts<'_>) -> Result<Kind, Reason> {
    let (inner, wrong) = inner.split_once('~').unwrap_or((inner, ""));
    if wrong.split_once('#').is_some_and(|(_, feedback)| !feedback.trim().is_empty()) {
        texts.lost.push(What::AnswerFeedback);
    }
    let mut accepted = Vec::new();
    for piece in worth_something(inner)? {
        let share = piece.share.unwrap_or(Share::whole());
        let text = revealed(TextFormat::named(piece.text).map_or(piece.text, |(_, text)| text));
        // «Anything else», which gives nothing.
        if text.trim() == "*" && !share.is_right() {
            texts.lost.push(What::AnswerFeedback);
            continue;
        }
        let (low, high) = range(text.trim()).ok_or_else(|| Reason::NotANumber(excerpt(&text)))?;
        let feedback = piece.feedback(texts);
        accepted.push(AcceptedNumber { low: low.to_string(), high: high.to_string(), share, feedback });
    }
    if accepted.is_empty() {
        return Err(Reason::NothingRight);
    }
    Ok(Kind::Numeric { accepted, unit: Text::default() })
}

// `1..5`, `3:2` (three, two more or less) or `3`.
fn range(text: &str) -> Option<(Decimal, Decimal)> {
    if let Some((low, high)) = text.split_once("..") {
        return Some((Decimal::typed(low)?, Decimal::typed(high)?));
    }
    let (middle, distance) = text.split_once(':').unwrap_or((text, "0"));
    let (middle, distance) = (Decimal::typed(middle)?, Decimal::typed(distance)?);
    let (low, high) = (middle.minus(&distance), middle.plus(&distance));
    Some(if distance.is_negative() { (high, low) } else { (low, high) })
}
