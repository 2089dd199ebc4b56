//! A question as GIFT.

use super::blocks::in_one_line;
use super::signs::escaped;
use super::text::TextFormat;
use crate::decimal::Decimal;
use crate::exact::Share;
use crate::formats::notes::{KindName, Reason, What};
use crate::formats::number::{self, Number};
use crate::parts::{is_bilingual, texts};
use crate::question::{AcceptedNumber, AcceptedWords, Choice, Credit, Kind, Language, Pair, Question, Text};
use std::fmt::Write as _;

/// The question as GIFT, a blank line behind it, and what GIFT does not hold of it.
pub fn gift(question: &Question, language: Language) -> Result<(String, Vec<What>), Reason> {
    let mut writer = Writer { language, lost: Vec::new() };
    let inner = writer.inner(&question.kind)?;
    let mut out = String::new();
    for tag in question.tags.iter().map(|tag| in_one_line(tag)).filter(|tag| !tag.is_empty()) {
        // `write!` to a string does not fail.
        let _ = writeln!(out, "// [tag:{}]", tag.replace('\\', "\\\\").replace(']', "\\]"));
    }
    let name = in_one_line(&question.name);
    if !name.is_empty() {
        let _ = write!(out, "::{}::", escaped(&name));
    }
    out.push_str(if is_plain(question, language) { "[plain]" } else { "" });
    out.push_str(&escaped(question.text.in_language(language).trim()));
    let feedback = writer.told("####", &question.feedback);
    let _ = match inner {
        Inner::Line(inner) => write!(out, " {{{inner}{feedback}}}\n\n"),
        Inner::Lines(mark, lines) => {
            let lines = lines.into_iter().chain((!feedback.is_empty()).then_some(feedback));
            let lines: Vec<_> = lines.map(|line| ["\t", &line, "\n"].concat()).collect();
            write!(out, " {{{mark}\n{}}}\n\n", lines.concat())
        }
    };
    let expected = u16::from(!matches!(question.kind, Kind::Open));
    writer.lose_if(question.points != expected, What::Points);
    writer.lose_if(is_bilingual(question), What::OtherLanguage(language.other()));
    Ok((out, writer.lost))
}

// Whether some text has signs that Moodle's own format would give a meaning.
fn is_plain(question: &Question, language: Language) -> bool {
    let asked = question.text.in_language(language).trim_start();
    let has_signs = |text: &str| text.contains(['<', '&']);
    asked.starts_with(['[', '/']) || texts(question).iter().any(|(_, text)| has_signs(text.in_language(language)))
}

// What stands in the braces.
enum Inner {
    Line(String),
    Lines(&'static str, Vec<String>),
}

struct Writer {
    language: Language,
    lost: Vec<What>,
}

impl Writer {
    fn inner(&mut self, kind: &Kind) -> Result<Inner, Reason> {
        let lines = match kind {
            Kind::Single { options, shuffle } => {
                self.lose_if(!shuffle, What::Shuffle);
                self.single(options)?
            }
            Kind::Multiple { options, credit, shuffle } => {
                self.lose_if(!shuffle, What::Shuffle);
                self.lose_if(*credit == Credit::AllOrNothing, What::CreditRule);
                at_least(2, options)?;
                options.iter().map(|option| self.option("~", Some(option.share), option)).collect()
            }
            Kind::TrueFalse { right, if_true, if_false } => {
                return Ok(Inner::Line(self.truth(*right, if_true, if_false)));
            }
            Kind::Matching { pairs, extras, shuffle } => {
                self.lose_if(!shuffle, What::Shuffle);
                self.matching(pairs, extras)?
            }
            Kind::Numeric { accepted, unit } => {
                self.lose_if(!unit.is_empty(), What::Unit);
                at_least(1, accepted)?;
                return Ok(Inner::Lines(
                    "#",
                    accepted.iter().map(|number| self.number(number)).collect::<Result<_, _>>()?,
                ));
            }
            Kind::Short { accepted, case_sensitive } => {
                self.lose_if(*case_sensitive, What::CaseSensitivity);
                at_least(1, accepted)?;
                accepted.iter().map(|words| self.words(words)).collect::<Result<_, _>>()?
            }
            Kind::Open => return Ok(Inner::Line(String::new())),
            Kind::Ordering { .. } | Kind::Likert { .. } | Kind::Rubric { .. } => {
                return Err(Reason::KindNotHeld(KindName::from(kind)));
            }
        };
        Ok(Inner::Lines("", lines))
    }

    // One `=` and at least one `~` make it a question with one right option.
    fn single(&mut self, options: &[Choice]) -> Result<Vec<String>, Reason> {
        at_least(2, options)?;
        let best = options.iter().position(|option| option.share == Share::whole()).ok_or(Reason::NothingRight)?;
        let lines = options.iter().enumerate().map(|(index, option)| {
            if index == best { self.option("=", None, option) } else { self.option("~", Some(option.share), option) }
        });
        Ok(lines.collect())
    }

    fn option(&mut self, mark: &str, share: Option<Share>, option: &Choice) -> String {
        let share =
            share.filter(|share| *share != Share::nothing()).map(|share| self.percent(share)).unwrap_or_default();
        let text = self.marked(&option.text);
        let feedback = self.told("#", &option.feedback);
        format!("{mark}{share}{text}{feedback}")
    }

    fn truth(&mut self, right: bool, if_true: &Text, if_false: &Text) -> String {
        let (word, to_wrong, to_right) = if right { ("TRUE", if_false, if_true) } else { ("FALSE", if_true, if_false) };
        let to_right = self.told("#", to_right);
        let to_wrong = self.told("#", to_wrong);
        let to_wrong = if to_wrong.is_empty() && !to_right.is_empty() { "#" } else { &to_wrong };
        format!("{word}{to_wrong}{to_right}")
    }

    fn matching(&mut self, pairs: &[Pair], extras: &[Text]) -> Result<Vec<String>, Reason> {
        at_least(1, pairs)?;
        let mut lines = Vec::new();
        for pair in pairs {
            let left = self.marked(&pair.left);
            if left.is_empty() {
                return Err(Reason::NoText);
            }
            lines.push(format!("={} -> {}", without_arrow(left)?, self.said(&pair.right)));
        }
        lines.extend(extras.iter().map(|extra| format!("= -> {}", self.said(extra))));
        Ok(lines)
    }

    fn number(&mut self, number: &AcceptedNumber) -> Result<String, Reason> {
        let decimal = |text: &str| Decimal::typed(text).ok_or_else(|| Reason::NotANumber(text.to_owned()));
        let (low, high) = (decimal(&number.low)?, decimal(&number.high)?);
        let range = if low == high { low.to_string() } else { format!("{low}..{high}") };
        Ok(format!("={}{range}{}", self.percent(number.share), self.told("#", &number.feedback)))
    }

    fn words(&mut self, words: &AcceptedWords) -> Result<String, Reason> {
        let pattern = without_arrow(self.marked(&words.pattern))?;
        let feedback = self.told("#", &words.feedback);
        // An arrow anywhere would make it a question of what belongs together.
        let feedback = without_arrow(feedback).unwrap_or_else(|_| {
            self.lose_if(true, What::AnswerFeedback);
            String::new()
        });
        Ok(format!("={}{pattern}{feedback}", self.percent(words.share)))
    }

    fn percent(&mut self, share: Share) -> String {
        let percent = percent(share);
        let back = number::share(&percent, Number::from_integer(100));
        self.lose_if(back != Some(share), What::ShareRounded(share.to_string()));
        format!("%{percent}%")
    }

    fn said(&self, text: &Text) -> String {
        escaped(text.in_language(self.language).trim())
    }

    // A text that begins like a share or a format is told apart by a format of its own.
    fn marked(&self, text: &Text) -> String {
        let text = self.said(text);
        if text.starts_with('%') || TextFormat::named(&text).is_some() { format!("[plain]{text}") } else { text }
    }

    fn told(&self, sign: &str, text: &Text) -> String {
        let text = self.marked(text);
        if text.is_empty() { text } else { format!("{sign}{text}") }
    }

    fn lose_if(&mut self, lost: bool, what: What) {
        if lost {
            self.lost.push(what);
        }
    }
}

fn at_least<T>(least: usize, parts: &[T]) -> Result<(), Reason> {
    if parts.len() < least { Err(Reason::TooFew { least }) } else { Ok(()) }
}

// GIFT has no escape for it.
fn without_arrow(text: String) -> Result<String, Reason> {
    if text.contains("->") { Err(Reason::NotHeld(What::Other("->".to_owned()))) } else { Ok(text) }
}

// With five digits, as Moodle writes them; more would not be in its list.
fn percent(share: Share) -> String {
    let scale = Number::from_integer(100_000);
    let scaled = (number::of(share) * Number::from_integer(100) * scale).round();
    number::rounded(scaled / scale)
}
