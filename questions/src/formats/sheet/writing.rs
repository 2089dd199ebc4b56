//! Questions as rows of cells.

use super::columns::{Column, letter};
use super::letters::shown;
use super::pieces::{IN_PAIRS, IN_TAGS, IN_WORDS, hidden};
use super::vocabulary::{Partly, kind_word, partly_word, truth_word, yes_no};
use super::{LONGEST_CELL, MOST_OPTIONS, USUAL_OPTIONS};
use crate::decimal::Decimal;
use crate::exact::Share;
use crate::formats::Written;
use crate::formats::notes::{KindName, Reason, What, excerpt};
use crate::question::{AcceptedNumber, AcceptedWords, Choice, Credit, Kind, Language, Pair, Question, Text};
use std::collections::HashMap;

/// A sheet: its columns, and a row for each question that it holds.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// What the columns hold, and in which language.
    pub columns: Vec<(Column, Language)>,
    /// Their headings.
    pub headings: Vec<String>,
    /// The cells of the rows, as many in each as there are columns.
    pub rows: Vec<Vec<String>>,
    /// What is refused and lost, by the number of the question from 1; without bytes.
    pub written: Written,
}

/// The columns of a sheet in this language, with so many for options: what everybody
/// fills in first, what few do last.
#[must_use]
pub fn columns(language: Language, options: usize) -> Vec<(Column, Language)> {
    let other = language.other();
    let all_options = |said| (0..options.min(MOST_OPTIONS)).map(move |index| (Column::Option(index), said));
    let own = |columns: &[Column]| columns.iter().map(|column| (*column, language)).collect::<Vec<_>>();
    let mut columns = own(&[Column::Kind, Column::Module, Column::Text]);
    columns.extend(all_options(language));
    columns.extend(own(&[
        Column::Right,
        Column::Credit,
        Column::Points,
        Column::Shuffle,
        Column::Feedback,
        Column::Tags,
        Column::Name,
        Column::Unit,
        Column::Capitals,
    ]));
    columns.push((Column::Text, other));
    columns.extend(all_options(other));
    columns.extend([Column::Right, Column::Feedback, Column::Unit].map(|column| (column, other)));
    columns
}

/// Writes a sheet. Each question comes with the name of its module, empty if it has none.
/// Both languages have their columns; `language` is that of headings and signs.
#[must_use]
pub fn write<'q>(questions: impl IntoIterator<Item = (&'q Question, &'q str)>, language: Language) -> Grid {
    let mut written = Written::default();
    let mut rows = Vec::new();
    let mut options = USUAL_OPTIONS;
    for (number, (question, module)) in (1..).zip(questions) {
        let mut cells = Cells { language, written: HashMap::new(), options: 0, lost: Vec::new() };
        match cells.question(question, module) {
            Ok(()) => {
                for what in cells.lost {
                    written.lose(number, what);
                }
                options = options.max(cells.options);
                rows.push(cells.written);
            }
            Err(reason) => written.refuse(number, reason),
        }
    }
    let columns = columns(language, options);
    let headings = columns.iter().map(|(column, said)| column.heading(language, *said)).collect();
    let cells = |mut cells: HashMap<(Column, Language), String>| {
        columns.iter().map(|column| cells.remove(column).unwrap_or_default()).collect()
    };
    let rows = rows.into_iter().map(cells).collect();
    Grid { columns, headings, rows, written }
}

// A row being written.
struct Cells {
    language: Language,
    written: HashMap<(Column, Language), String>,
    options: usize,
    lost: Vec<What>,
}

impl Cells {
    fn question(&mut self, question: &Question, module: &str) -> Result<(), Reason> {
        self.kind(&question.kind)?;
        self.put(Column::Kind, kind_word((&question.kind).into(), self.language));
        self.put(Column::Module, module);
        self.put(Column::Name, &question.name);
        self.put(Column::Points, &question.points.to_string());
        self.needed(Column::Text, &question.text)?;
        self.said(Column::Feedback, &question.feedback);
        self.put(Column::Tags, &write_tags(&question.tags));
        match self.written.values().find(|cell| cell.encode_utf16().count() > LONGEST_CELL) {
            Some(cell) => Err(Reason::NotHeld(What::Other(excerpt(cell)))),
            None => Ok(()),
        }
    }

    fn kind(&mut self, kind: &Kind) -> Result<(), Reason> {
        match kind {
            Kind::Single { options, shuffle } => {
                self.choices(options)?;
                self.yes(Column::Shuffle, *shuffle);
                let right = shares(options, |share| share == Share::whole());
                self.put(Column::Right, &right);
            }
            Kind::Multiple { options, credit, shuffle } => {
                self.choices(options)?;
                self.yes(Column::Shuffle, *shuffle);
                self.multiple(options, *credit);
            }
            Kind::TrueFalse { right, if_true, if_false } => {
                self.lose_if(!if_true.is_empty() || !if_false.is_empty(), What::AnswerFeedback);
                self.put(Column::Right, truth_word(*right, self.language));
            }
            Kind::Matching { pairs, extras, shuffle } => {
                self.matching(pairs, extras)?;
                self.yes(Column::Shuffle, *shuffle);
            }
            Kind::Ordering { steps, credit } => {
                self.offered(steps.iter())?;
                self.put(Column::Credit, partly_word((*credit).into(), self.language));
            }
            Kind::Numeric { accepted, unit } => {
                self.said(Column::Unit, unit);
                self.numbers(accepted)?;
            }
            Kind::Short { accepted, case_sensitive } => {
                self.yes(Column::Capitals, *case_sensitive);
                self.words(accepted)?;
            }
            Kind::Likert { scale } => self.offered(scale.iter())?,
            Kind::Open => (),
            Kind::Rubric { .. } => return Err(Reason::KindNotHeld(KindName::Rubric)),
        }
        Ok(())
    }

    fn put(&mut self, column: Column, text: &str) {
        self.put_in(column, self.language, text);
    }

    fn put_in(&mut self, column: Column, language: Language, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            self.written.insert((column, language), text);
        }
    }

    fn said(&mut self, column: Column, text: &Text) {
        self.put_in(column, Language::Fr, &text.fr);
        self.put_in(column, Language::En, &text.en);
    }

    fn needed(&mut self, column: Column, text: &Text) -> Result<(), Reason> {
        if is_blank(text) {
            return Err(Reason::NoText);
        }
        self.said(column, text);
        Ok(())
    }

    fn yes(&mut self, column: Column, yes: bool) {
        let [yes_word, no_word] = yes_no(self.language);
        self.put(column, if yes { yes_word } else { no_word });
    }

    fn lose_if(&mut self, lost: bool, what: What) {
        if lost {
            self.lost.push(what);
        }
    }

    fn offered<'t>(&mut self, texts: impl ExactSizeIterator<Item = &'t Text>) -> Result<(), Reason> {
        self.room(texts.len())?;
        for (index, text) in texts.enumerate() {
            self.needed(Column::Option(index), text)?;
        }
        Ok(())
    }

    fn room(&mut self, options: usize) -> Result<(), Reason> {
        self.options = options;
        if options > MOST_OPTIONS { Err(Reason::NotHeld(What::MoreOptions)) } else { Ok(()) }
    }

    fn choices(&mut self, options: &[Choice]) -> Result<(), Reason> {
        self.lose_if(options.iter().any(|option| !option.feedback.is_empty()), What::AnswerFeedback);
        self.offered(options.iter().map(|option| &option.text))
    }

    fn multiple(&mut self, options: &[Choice], credit: Credit) {
        let (right, wrong): (Vec<&Choice>, Vec<&Choice>) = options.iter().partition(|option| option.share.is_right());
        let equal = i64::try_from(right.len()).ok().and_then(Share::one_of).unwrap_or_else(Share::nothing);
        let are_equal = !right.is_empty() && right.iter().all(|option| option.share == equal);
        let all_worth = |share: Share| wrong.iter().all(|option| option.share == share);
        let is_deducted = are_equal && credit == Credit::Shares && !wrong.is_empty() && all_worth(-equal);
        let is_plain = is_deducted || are_equal && all_worth(Share::nothing());
        let partly = if is_deducted { Partly::Deducted } else { credit.into() };
        self.put(Column::Credit, partly_word(partly, self.language));
        let cell = if is_plain {
            let letters = (0..).zip(options).filter(|(_, option)| option.share.is_right());
            letters.map(|(index, _)| letter(index).to_string()).collect::<Vec<_>>().join(" ")
        } else {
            shares(options, |_| false)
        };
        self.put(Column::Right, &cell);
    }

    fn matching(&mut self, pairs: &[Pair], extras: &[Text]) -> Result<(), Reason> {
        self.room(pairs.len() + extras.len())?;
        let nothing = Text::default();
        let sides = pairs.iter().map(|pair| (&pair.left, &pair.right));
        for (index, (left, right)) in sides.chain(extras.iter().map(|extra| (&nothing, extra))).enumerate() {
            if index < pairs.len() && is_blank(left) {
                return Err(Reason::NoText);
            }
            let nowhere = is_blank(left) && is_blank(right);
            for (language, left, right) in [(Language::Fr, &left.fr, &right.fr), (Language::En, &left.en, &right.en)] {
                let (left, right) = (hidden(left, &IN_PAIRS), hidden(right, &IN_PAIRS));
                if nowhere && language == self.language || !left.is_empty() || !right.is_empty() {
                    self.put_in(Column::Option(index), language, &format!("{left} = {right}"));
                }
            }
        }
        Ok(())
    }

    fn numbers(&mut self, accepted: &[AcceptedNumber]) -> Result<(), Reason> {
        if accepted.is_empty() {
            return Err(Reason::TooFew { least: 1 });
        }
        self.lose_if(accepted.iter().any(|number| !number.feedback.is_empty()), What::AnswerFeedback);
        let language = self.language;
        let decimal = |text: &str| -> Result<String, Reason> {
            let number = Decimal::typed(text).ok_or_else(|| Reason::NotANumber(excerpt(text)))?.to_string();
            Ok(if language == Language::Fr { number.replace('.', ",") } else { number })
        };
        let number = |number: &AcceptedNumber| -> Result<String, Reason> {
            let (low, high) = (decimal(&number.low)?, decimal(&number.high)?);
            let range = if low == high { low } else { format!("{low}..{high}") };
            Ok(range + &worth(number.share))
        };
        let cells: Result<Vec<String>, Reason> = accepted.iter().map(number).collect();
        self.put(Column::Right, &cells?.join(" | "));
        Ok(())
    }

    fn words(&mut self, accepted: &[AcceptedWords]) -> Result<(), Reason> {
        if accepted.is_empty() {
            return Err(Reason::TooFew { least: 1 });
        }
        if accepted.iter().any(|words| is_blank(&words.pattern)) {
            return Err(Reason::NoText);
        }
        self.lose_if(accepted.iter().any(|words| !words.feedback.is_empty()), What::AnswerFeedback);
        for language in [Language::Fr, Language::En] {
            let said = |words: &AcceptedWords| {
                let text = match language {
                    Language::Fr => hidden(&words.pattern.fr, &IN_WORDS),
                    Language::En => hidden(&words.pattern.en, &IN_WORDS),
                };
                if text.is_empty() { text } else { text + &worth(words.share) }
            };
            let pieces: Vec<String> = accepted.iter().map(said).collect();
            if pieces.iter().any(|piece| !piece.is_empty()) {
                self.put_in(Column::Right, language, &pieces.join(" | "));
            }
        }
        Ok(())
    }
}

/// Tags in one line, between commas.
#[must_use]
pub fn write_tags(tags: &[String]) -> String {
    let tags = tags.iter().map(|tag| hidden(tag, &IN_TAGS)).filter(|tag| !tag.is_empty());
    // A backslash must not stand before the comma.
    let tags: Vec<String> = tags.map(|tag| if tag.ends_with('\\') { tag + " " } else { tag }).collect();
    tags.join(", ")
}

fn is_blank(text: &Text) -> bool {
    text.fr.trim().is_empty() && text.en.trim().is_empty()
}

// The letters of all options that are worth anything, with what they are worth unless it
// goes without saying.
fn shares(options: &[Choice], is_plain: impl Fn(Share) -> bool) -> String {
    let worth = (0..).zip(options).filter(|(_, option)| option.share != Share::nothing()).map(|(index, option)| {
        let letter = letter(index);
        if is_plain(option.share) { letter.to_string() } else { format!("{letter}={}", shown(option.share)) }
    });
    worth.collect::<Vec<_>>().join(" ")
}

fn worth(share: Share) -> String {
    if share == Share::whole() { String::new() } else { format!(" = {}", shown(share)) }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_CELL, MOST_OPTIONS, columns};
    use crate::faults::{LONGEST_PART, LONGEST_TEXT};
    use crate::question::Language;

    #[test]
    fn every_text_and_every_option_has_room() {
        assert!(LONGEST_TEXT.max(LONGEST_PART * 2) < LONGEST_CELL);
        let columns = columns(Language::Fr, MOST_OPTIONS);
        let unique: std::collections::HashSet<_> = columns.iter().collect();
        assert_eq!((columns.len(), unique.len()), (56, 56));
    }
}
