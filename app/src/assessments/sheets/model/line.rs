//! The grammar of a line: a token for each question. Letters are those of the paper.

use super::{letter, lettered, stands_together};
use questions::answer::Answer;
use questions::decimal::Decimal;
use questions::question::{Kind, Language, Question};
use std::collections::BTreeSet;

/// The longest line that is read, in characters.
pub const MAX_LINE: usize = 10_000;

/// What opens and closes words; keyboards put in curved ones of their own.
const QUOTES: [char; 5] = ['"', '“', '”', '«', '»'];

/// Why a line cannot be read. Questions count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineProblem {
    /// More or fewer answers than questions.
    Count {
        /// How many were typed.
        found: usize,
        /// How many questions there are.
        expected: usize,
    },
    /// A letter that the question does not have.
    NotAmong {
        /// Which question.
        question: usize,
        /// What was typed.
        typed: char,
        /// Its last letter.
        last: char,
    },
    /// Neither true nor false.
    NotTruth {
        /// Which question.
        question: usize,
        /// What was typed.
        typed: String,
    },
    /// More or fewer letters than the question asks for.
    Letters {
        /// Which question.
        question: usize,
        /// How many were typed.
        found: usize,
        /// How many it asks for.
        expected: usize,
    },
    /// A letter that stands twice.
    Twice {
        /// Which question.
        question: usize,
        /// The letter.
        typed: char,
    },
    /// An order that does not hold each letter once.
    NotAnOrder {
        /// Which question.
        question: usize,
        /// Its last letter.
        last: char,
    },
    /// Not a number; what somebody wrote instead of one goes between quotes.
    NotANumber {
        /// Which question.
        question: usize,
        /// What was typed.
        typed: String,
    },
    /// Words whose closing quote is missing.
    NoEnd {
        /// Which question.
        question: usize,
    },
    /// Longer than [`MAX_LINE`].
    TooLong,
}

/// What was typed for a question.
enum Token {
    Bare(String),
    Quoted(String),
}

/// Reads a line: an answer to each question.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn read_line(questions: &[Question], text: &str) -> Result<Vec<Answer>, LineProblem> {
    if text.chars().nth(MAX_LINE).is_some() {
        return Err(LineProblem::TooLong);
    }
    let tokens: Vec<Token> = if stands_together(questions) {
        text.chars().filter(|sign| !sign.is_whitespace()).map(|sign| Token::Bare(sign.to_string())).collect()
    } else {
        tokens(text)?
    };
    if tokens.len() != questions.len() {
        return Err(LineProblem::Count { found: tokens.len(), expected: questions.len() });
    }
    let read = questions.iter().zip(&tokens).enumerate();
    read.map(|(place, (question, token))| Printed::new(place, question).read(token)).collect()
}

/// Writes answers as the line that would be typed for them; see [`read_line`].
#[must_use]
pub fn write_line(questions: &[Question], answers: &[Answer], language: Language) -> String {
    let written = questions.iter().zip(answers).enumerate();
    let words = written.map(|(place, (question, answer))| Printed::new(place, question).write(answer, language));
    words.collect::<Vec<_>>().join(if stands_together(questions) { "" } else { " " })
}

fn is_blank(sign: char) -> bool {
    ['-', '–', '.'].contains(&sign)
}

fn tokens(text: &str) -> Result<Vec<Token>, LineProblem> {
    let mut tokens = Vec::new();
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        if QUOTES.contains(&sign) {
            let words = quoted(&mut signs).ok_or(LineProblem::NoEnd { question: tokens.len() + 1 })?;
            tokens.push(Token::Quoted(words));
        } else if !sign.is_whitespace() {
            let mut word = sign.to_string();
            while let Some(next) = signs.next_if(|next| !next.is_whitespace()) {
                word.push(next);
            }
            tokens.push(Token::Bare(word));
        }
    }
    Ok(tokens)
}

/// What stands up to the closing quote, if there is one. A backslash keeps a quote from
/// closing.
fn quoted(signs: &mut impl Iterator<Item = char>) -> Option<String> {
    let mut words = String::new();
    loop {
        match signs.next()? {
            '\\' => match signs.next()? {
                'n' => words.push('\n'),
                kept if kept == '\\' || QUOTES.contains(&kept) => words.push(kept),
                other => words.extend(['\\', other]),
            },
            sign if QUOTES.contains(&sign) => return Some(words),
            sign => words.push(sign),
        }
    }
}

fn in_quotes(words: &str) -> String {
    let mut written = String::from('"');
    for sign in words.chars() {
        match sign {
            // A field has one line.
            '\n' => written.push_str("\\n"),
            '\\' => written.push_str("\\\\"),
            sign if QUOTES.contains(&sign) => written.extend(['\\', sign]),
            sign => written.push(sign),
        }
    }
    written.push('"');
    written
}

/// A question with the letters that it has on paper.
struct Printed<'q> {
    number: usize,
    question: &'q Question,
    shown: Vec<usize>,
}

impl<'q> Printed<'q> {
    fn new(place: usize, question: &'q Question) -> Self {
        Self { number: place + 1, question, shown: lettered(place, question) }
    }

    fn read(&self, token: &Token) -> Result<Answer, LineProblem> {
        let word = match token {
            Token::Bare(word) if word.chars().all(is_blank) && word.chars().count() == 1 => return Ok(self.nothing()),
            Token::Bare(word) | Token::Quoted(word) => word.as_str(),
        };
        Ok(match &self.question.kind {
            Kind::Single { .. } => Answer::Single(Some(self.one(word)?)),
            Kind::Likert { .. } => Answer::Likert(Some(self.one(word)?)),
            Kind::Multiple { .. } => Answer::Multiple(self.several(word)?),
            Kind::TrueFalse { .. } => Answer::TrueFalse(Some(self.truth(word)?)),
            Kind::Matching { pairs, .. } => Answer::Matching(self.each(word, pairs.len(), |_, sign| self.part(sign))?),
            Kind::Ordering { .. } => Answer::Ordering(self.order(word)?),
            Kind::Rubric { criteria } => {
                let level = |at: usize, sign| self.among(sign, criteria[at].levels.len());
                Answer::Rubric(self.each(word, criteria.len(), level)?)
            }
            Kind::Numeric { .. } => match token {
                Token::Bare(word) if Decimal::typed(word).is_none() => {
                    return Err(LineProblem::NotANumber { question: self.number, typed: word.clone() });
                }
                _ => Answer::Numeric(word.to_owned()),
            },
            Kind::Short { .. } => Answer::Short(word.to_owned()),
            Kind::Open => Answer::Open(word.to_owned()),
        })
    }

    /// No answer.
    fn nothing(&self) -> Answer {
        match &self.question.kind {
            Kind::Single { .. } => Answer::Single(None),
            Kind::Likert { .. } => Answer::Likert(None),
            Kind::Multiple { .. } => Answer::Multiple(BTreeSet::new()),
            Kind::TrueFalse { .. } => Answer::TrueFalse(None),
            Kind::Matching { pairs, .. } => Answer::Matching(vec![None; pairs.len()]),
            Kind::Ordering { .. } => Answer::Ordering(Vec::new()),
            Kind::Numeric { .. } => Answer::Numeric(String::new()),
            Kind::Short { .. } => Answer::Short(String::new()),
            Kind::Open => Answer::Open(String::new()),
            Kind::Rubric { criteria } => Answer::Rubric(vec![None; criteria.len()]),
        }
    }

    /// The place of a letter among so many.
    fn among(&self, typed: char, count: usize) -> Result<usize, LineProblem> {
        let upper = typed.to_ascii_uppercase();
        let place = u8::try_from(upper).ok().filter(u8::is_ascii_uppercase).map(|sign| usize::from(sign - b'A'));
        let wrong =
            LineProblem::NotAmong { question: self.number, typed: upper, last: letter(count.saturating_sub(1)) };
        place.filter(|place| *place < count).ok_or(wrong)
    }

    /// The stored part that has this letter.
    fn part(&self, typed: char) -> Result<usize, LineProblem> {
        self.among(typed, self.shown.len()).map(|place| self.shown[place])
    }

    fn one(&self, word: &str) -> Result<usize, LineProblem> {
        let mut signs = word.chars();
        match (signs.next(), signs.next()) {
            (Some(sign), None) => self.part(sign),
            _ => Err(LineProblem::Letters { question: self.number, found: word.chars().count(), expected: 1 }),
        }
    }

    fn several(&self, word: &str) -> Result<BTreeSet<usize>, LineProblem> {
        let mut chosen = BTreeSet::new();
        for sign in word.chars() {
            if !chosen.insert(self.part(sign)?) {
                return Err(LineProblem::Twice { question: self.number, typed: sign.to_ascii_uppercase() });
            }
        }
        Ok(chosen)
    }

    /// The letters of both languages are taken: none stands for something else in the other.
    fn truth(&self, word: &str) -> Result<bool, LineProblem> {
        match word.to_lowercase().as_str() {
            "v" | "t" => Ok(true),
            "f" => Ok(false),
            _ => Err(LineProblem::NotTruth { question: self.number, typed: word.to_owned() }),
        }
    }

    fn each(
        &self,
        word: &str,
        expected: usize,
        read: impl Fn(usize, char) -> Result<usize, LineProblem>,
    ) -> Result<Vec<Option<usize>>, LineProblem> {
        let found = word.chars().count();
        if found != expected {
            return Err(LineProblem::Letters { question: self.number, found, expected });
        }
        let one = |(at, sign)| if is_blank(sign) { Ok(None) } else { read(at, sign).map(Some) };
        word.chars().enumerate().map(one).collect()
    }

    fn order(&self, word: &str) -> Result<Vec<usize>, LineProblem> {
        let steps = word.chars().map(|sign| self.part(sign)).collect::<Result<Vec<_>, _>>()?;
        let each_once = steps.len() == self.shown.len() && steps.iter().collect::<BTreeSet<_>>().len() == steps.len();
        let last = letter(self.shown.len().saturating_sub(1));
        if each_once { Ok(steps) } else { Err(LineProblem::NotAnOrder { question: self.number, last }) }
    }

    fn write(&self, answer: &Answer, language: Language) -> String {
        if answer.is_empty() && !matches!(answer, Answer::Numeric(_) | Answer::Short(_) | Answer::Open(_)) {
            return "-".to_owned();
        }
        let small = |place: usize| letter(place).to_ascii_lowercase();
        let of = |part: &usize| self.shown.iter().position(|shown| shown == part).map_or('?', small);
        match answer {
            Answer::Single(Some(part)) | Answer::Likert(Some(part)) => of(part).to_string(),
            Answer::Multiple(chosen) => chosen.iter().map(of).collect(),
            Answer::TrueFalse(Some(false)) => "f".to_owned(),
            Answer::TrueFalse(Some(true)) => if language == Language::Fr { "v" } else { "t" }.to_owned(),
            Answer::Matching(chosen) => chosen.iter().map(|part| part.as_ref().map_or('-', of)).collect(),
            Answer::Ordering(steps) => steps.iter().map(of).collect(),
            Answer::Rubric(levels) => levels.iter().map(|level| level.map_or('-', small)).collect(),
            Answer::Numeric(typed) | Answer::Short(typed) | Answer::Open(typed) if typed.is_empty() => "-".to_owned(),
            Answer::Numeric(typed) if is_bare_number(typed) => typed.clone(),
            Answer::Numeric(typed) | Answer::Short(typed) | Answer::Open(typed) => in_quotes(typed),
            Answer::Single(None) | Answer::Likert(None) | Answer::TrueFalse(None) => "-".to_owned(),
        }
    }
}

/// Whether a number is read as it stands, without quotes around it.
fn is_bare_number(typed: &str) -> bool {
    Decimal::typed(typed).is_some() && !typed.chars().any(|sign| sign.is_whitespace() || QUOTES.contains(&sign))
}
