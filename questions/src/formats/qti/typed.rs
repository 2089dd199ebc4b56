//! A word or a number that is typed.

use super::item::{Found, Item};
use super::processing::{Case, Rule, Test, is_nothing, literal};
use crate::exact::Share;
use crate::formats::notes::{Reason, What, excerpt};
use crate::formats::number::{self, Number};
use crate::question::{AcceptedNumber, AcceptedWords, Kind, Text};

/// A word or a number, as the declaration says.
pub fn entry(item: &mut Item<'_>) -> Found {
    let cases = cases(item);
    let best = best(&cases);
    let whole = item.whole(best);
    let numeric = matches!(item.response.base_type, "float" | "integer");
    let mut accepted = Vec::new();
    for case in cases {
        if matches!(case.test, Test::Empty | Test::Else) && is_nothing(&case) {
            continue;
        }
        let score = case.score.clone().unwrap_or_else(|| "0".to_owned());
        let share = Item::share(&score, whole)?;
        let feedback = case.feedback.as_deref().map_or_else(Text::default, |identifier| item.feedback(identifier));
        accepted.push((case.test, share, feedback));
    }
    if !accepted.iter().any(|(_, share, _)| share.is_right()) {
        return Err(Reason::NothingRight);
    }
    let kind = if numeric { numbers(item, accepted)? } else { words(item, accepted) };
    Ok((kind, best.map(number::rounded)))
}

fn best(cases: &[Case]) -> Option<Number> {
    cases.iter().filter_map(|case| number::decimal(case.score.as_deref()?)).map(|(score, _)| score).max()
}

// Whatever the rule is, as cases in their order.
fn cases(item: &mut Item<'_>) -> Vec<Case> {
    let right = item.processing.points.clone().or_else(|| item.most_points()).unwrap_or_else(|| "1".to_owned());
    match std::mem::replace(&mut item.processing.rule, Rule::Correct) {
        Rule::Cases(cases) => cases.into_iter().flat_map(|case| written_out(item, case)).collect(),
        Rule::Mapped if item.response.mapping.is_some() => mapped(item),
        rule => {
            if let Rule::Unknown(_) = rule {
                item.processing.rule = rule;
            }
            written_out(item, Case { test: Test::Correct, score: Some(right), feedback: None })
        }
    }
}

// «What is declared as right» is one case for each value of it.
fn written_out(item: &Item<'_>, case: Case) -> Vec<Case> {
    if !matches!(case.test, Test::Correct) {
        return vec![case];
    }
    let one = |value: &String| Case {
        test: Test::Words { pattern: literal(value), case_sensitive: Some(true) },
        score: case.score.clone(),
        feedback: case.feedback.clone(),
    };
    item.response.correct.iter().map(one).collect()
}

fn mapped(item: &mut Item<'_>) -> Vec<Case> {
    let Some(mapping) = item.response.mapping.take() else { return Vec::new() };
    if number::decimal(&mapping.default).is_some_and(|(default, _)| default != 0.into()) {
        item.lose(What::ScoringRule("defaultValue".to_owned()));
    }
    let cases = mapping.entries.into_iter().map(|entry| Case {
        test: Test::Words { pattern: literal(entry.key.trim()), case_sensitive: Some(entry.case_sensitive) },
        score: Some(entry.value),
        feedback: None,
    });
    cases.collect()
}

type Accepted = Vec<(Test, Share, Text)>;

fn numbers(item: &mut Item<'_>, accepted: Accepted) -> Result<Kind, Reason> {
    let mut numbers = Vec::new();
    for (test, share, feedback) in accepted {
        let (low, high) = match test {
            Test::Range(low, high) => (low, high),
            Test::Words { pattern, .. } => {
                let (value, _) = number::decimal(&pattern).ok_or_else(|| Reason::NotANumber(excerpt(&pattern)))?;
                (value, value)
            }
            Test::Correct | Test::Empty | Test::Else => {
                item.lose(What::ScoringRule("responseElse".to_owned()));
                continue;
            }
        };
        let bounds = number::text(low).zip(number::text(high));
        let (low, high) = bounds.ok_or_else(|| Reason::NotANumber(excerpt(&low.to_string())))?;
        numbers.push(AcceptedNumber { low, high, share, feedback });
    }
    Ok(Kind::Numeric { accepted: numbers, unit: item.said(item.unit.clone()) })
}

fn words(item: &mut Item<'_>, accepted: Accepted) -> Kind {
    let mut all = Vec::new();
    let mut sensitive = Vec::new();
    for (test, share, feedback) in accepted {
        let pattern = match test {
            Test::Words { pattern, case_sensitive } => {
                sensitive.extend(case_sensitive);
                pattern
            }
            Test::Range(low, _) => number::rounded(low),
            Test::Correct | Test::Empty | Test::Else => "*".to_owned(),
        };
        all.push(AcceptedWords { pattern: item.said(pattern), share, feedback });
    }
    let case_sensitive = sensitive.first().copied().unwrap_or(false);
    if sensitive.iter().any(|other| *other != case_sensitive) {
        item.lose(What::CaseSensitivity);
    }
    Kind::Short { accepted: all, case_sensitive }
}

// The other of a small and a capital letter, where it is one character and back.
fn swapped(letter: char) -> Option<char> {
    let only = |mut letters: Box<dyn Iterator<Item = char>>| letters.next().filter(|_| letters.next().is_none());
    let other = if letter.is_lowercase() {
        only(Box::new(letter.to_uppercase()))
    } else {
        only(Box::new(letter.to_lowercase()))
    };
    other.filter(|other| *other != letter)
}

/// A pattern with `*` as a regular expression of XML Schema, which always fits as a whole.
pub fn to_regex(pattern: &str, case_sensitive: bool) -> String {
    let mut regex = String::new();
    let mut letters = pattern.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '*' => regex.push_str(".*"),
            '\\' if letters.next_if_eq(&'*').is_some() => regex.push_str("\\*"),
            letter if is_sign(letter) => regex.extend(['\\', letter]),
            letter => match swapped(letter).filter(|_| !case_sensitive) {
                Some(other) => regex.extend(['[', letter, other, ']']),
                None => regex.push(letter),
            },
        }
    }
    regex
}

fn is_sign(letter: char) -> bool {
    matches!(letter, '\\' | '|' | '.' | '?' | '+' | '(' | ')' | '{' | '}' | '[' | ']' | '-' | '^' | '$')
}

/// A pattern from a regular expression of the kind that [`to_regex`] writes, and whether
/// capitals matter, if it has letters that tell. `None` for any other.
pub fn from_regex(regex: &str) -> Option<(String, Option<bool>)> {
    let mut pattern = String::new();
    let mut case_sensitive = None;
    let mut letters = regex.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '.' => {
                letters.next_if_eq(&'*')?;
                pattern.push('*');
            }
            '\\' => match letters.next()? {
                '*' => pattern.push_str("\\*"),
                sign if is_sign(sign) => pattern.push(sign),
                _ => return None,
            },
            '[' => {
                let (letter, other) = (letters.next()?, letters.next()?);
                letters.next_if_eq(&']')?;
                swapped(letter).filter(|swapped| *swapped == other)?;
                pattern.push(letter);
                case_sensitive = Some(false);
            }
            letter if is_sign(letter) || letter == '*' => return None,
            letter => {
                if swapped(letter).is_some() {
                    case_sensitive = case_sensitive.or(Some(true));
                }
                pattern.push(letter);
            }
        }
        // A sign of repetition after anything else is more than a pattern can say.
        if matches!(letters.peek(), Some('*' | '?' | '+' | '{')) {
            return None;
        }
    }
    Some((pattern, case_sensitive))
}
