//! Aiken: a question on one line, its options under letters, and the letter of the right
//! one (<https://docs.moodle.org/en/Aiken_format>). Read as Moodle reads it, except that
//! small letters will do, and that the letter of an option counts rather than its place.

use super::notes::{KindName, Reason, What, excerpt};
use super::{MOST_QUESTIONS, Read, Written, decode};
use crate::exact::Share;
use crate::parts::is_bilingual;
use crate::question::{Choice, Kind, Language, Question, Text};

/// Reads a file.
#[must_use]
pub fn read(bytes: &[u8], language: Language) -> Read {
    let text = decode::decode(bytes).replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = Reader { language, read: Read::default(), open: None };
    for (number, line) in (1..).zip(text.split('\n')) {
        reader.line(number, line.trim());
        if reader.read.questions.len() >= MOST_QUESTIONS {
            reader.open = None;
            reader.read.refuse(number, Reason::TooMany { most: MOST_QUESTIONS });
            break;
        }
    }
    reader.abandon();
    reader.read
}

// A question that has not ended.
struct Open<'a> {
    line: usize,
    text: &'a str,
    options: Vec<(char, &'a str)>,
}

enum Line<'a> {
    Option(char, &'a str),
    Answer(&'a str),
    Text(&'a str),
}

fn kind_of(line: &str) -> Line<'_> {
    let mut characters = line.chars();
    if let (Some(letter), Some('.' | ')')) = (characters.next(), characters.next())
        && letter.is_ascii_alphabetic()
    {
        return Line::Option(letter.to_ascii_uppercase(), characters.as_str().trim());
    }
    match line.split_once(':') {
        Some((word, answer)) if word.trim_end().eq_ignore_ascii_case("answer") => Line::Answer(answer.trim()),
        _ => Line::Text(line),
    }
}

struct Reader<'a> {
    language: Language,
    read: Read,
    open: Option<Open<'a>>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, number: usize, line: &'a str) {
        match kind_of(line) {
            // Moodle passes over lines of one sign.
            Line::Text("") => (),
            Line::Text(text) if text.chars().nth(1).is_none() => self.read.lose(number, What::Aside(text.to_owned())),
            Line::Text(text) => {
                self.abandon();
                self.open = Some(Open { line: number, text, options: Vec::new() });
            }
            Line::Option(letter, text) => match &mut self.open {
                Some(open) => open.options.push((letter, text)),
                None => self.read.refuse(number, Reason::Malformed(excerpt(line))),
            },
            Line::Answer(answer) => match self.open.take() {
                Some(open) => match self.question(&open, answer) {
                    Ok(question) => self.read.found(open.line, question),
                    Err(reason) => self.read.refuse(open.line, reason),
                },
                None => self.read.refuse(number, Reason::Malformed(excerpt(line))),
            },
        }
    }

    // What is open when another question or the end comes has no answer.
    fn abandon(&mut self) {
        if let Some(open) = self.open.take() {
            self.read.refuse(open.line, Reason::Missing("ANSWER".to_owned()));
        }
    }

    fn question(&self, open: &Open<'_>, answer: &str) -> Result<Question, Reason> {
        if open.options.len() < 2 {
            return Err(Reason::TooFew { least: 2 });
        }
        let letters: String = open.options.iter().map(|(letter, _)| *letter).collect();
        if (0..).zip(letters.chars()).any(|(at, letter)| letters.find(letter) != Some(at)) {
            return Err(Reason::Malformed(letters.chars().take(super::notes::EXCERPT).collect()));
        }
        let answer = answer.trim_end_matches(['.', ')', ' ']);
        let mut characters = answer.chars();
        let letter = characters.next().ok_or_else(|| Reason::Missing("ANSWER".to_owned()))?.to_ascii_uppercase();
        // More than one right option is not Aiken's.
        if characters.next().is_some() || !letters.contains(letter) {
            return Err(Reason::NotOffered(excerpt(answer)));
        }
        let choice = |(known, text): &(char, &str)| Choice {
            text: Text::said(self.language, *text),
            share: if *known == letter { Share::whole() } else { Share::nothing() },
            feedback: Text::default(),
        };
        Ok(Question {
            name: String::new(),
            text: Text::said(self.language, open.text),
            points: 1,
            kind: Kind::Single { options: open.options.iter().map(choice).collect(), shuffle: true },
            feedback: Text::default(),
            tags: Vec::new(),
        })
    }
}

/// Writes a file: questions with one right option.
#[must_use]
pub fn write(questions: &[Question], language: Language) -> Written {
    let mut written = Written::default();
    for (number, question) in (1..).zip(questions) {
        match aiken(question, language) {
            Ok(text) => {
                written.bytes.extend(text.bytes());
                for what in lost(question, language) {
                    written.lose(number, what);
                }
            }
            Err(reason) => written.refuse(number, reason),
        }
    }
    written
}

fn aiken(question: &Question, language: Language) -> Result<String, Reason> {
    let Kind::Single { options, .. } = &question.kind else {
        return Err(Reason::KindNotHeld(KindName::from(&question.kind)));
    };
    if options.len() < 2 {
        return Err(Reason::TooFew { least: 2 });
    }
    if options.len() > 26 {
        return Err(Reason::NotHeld(What::MoreOptions));
    }
    let mut right = ('A'..='Z').zip(options).filter(|(_, option)| option.share == Share::whole());
    let (right, more) = (right.next().map(|(letter, _)| letter).ok_or(Reason::NothingRight)?, right.next());
    if more.is_some() {
        return Err(Reason::NotHeld(What::MoreRight));
    }
    let text = in_one_line(&question.text, language);
    match kind_of(&text) {
        Line::Text("") => return Err(Reason::NoText),
        Line::Text(text) if text.chars().nth(1).is_some() => (),
        // It would be read as something else.
        _ => return Err(Reason::NotHeld(What::Other(excerpt(&text)))),
    }
    let options =
        ('A'..='Z').zip(options).map(|(letter, option)| format!("{letter}) {}\n", in_one_line(&option.text, language)));
    Ok(format!("{text}\n{}ANSWER: {right}\n\n", options.collect::<String>()))
}

fn in_one_line(text: &Text, language: Language) -> String {
    // Spaces that do not break stay: French sets them before its signs.
    let words = text.in_language(language).split([' ', '\t', '\n', '\r']);
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

// Aiken holds nothing but a text, options and which one is right.
fn lost(question: &Question, language: Language) -> Vec<What> {
    let Kind::Single { options, shuffle } = &question.kind else { return Vec::new() };
    let said = || options.iter().map(|option| &option.text).chain([&question.text]);
    let in_part = |option: &Choice| option.share != Share::whole() && option.share != Share::nothing();
    [
        (!question.name.trim().is_empty(), What::Name),
        (!question.tags.is_empty(), What::Tags),
        (question.points != 1, What::Points),
        (!question.feedback.is_empty(), What::GeneralFeedback),
        (options.iter().any(|option| !option.feedback.is_empty()), What::AnswerFeedback),
        (options.iter().any(in_part), What::Shares),
        (!shuffle, What::Shuffle),
        (said().any(|text| text.in_language(language).trim().contains(['\n', '\r'])), What::Lines),
        (is_bilingual(question), What::OtherLanguage(language.other())),
    ]
    .into_iter()
    .filter_map(|(lost, what)| lost.then_some(what))
    .collect()
}
