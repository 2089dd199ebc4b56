//! A row of cells as a question.

use super::columns::{Column, Headings};
use super::letters::{letters, share};
use super::pieces::{IN_PAIRS, IN_WORDS, cut, meant};
use super::reading::read_tags;
use super::vocabulary::{Partly, fold, kind_named, partly_named, truth, yes};
use super::{MOST_OPTIONS, Row};
use crate::decimal::Decimal;
use crate::exact::Share;
use crate::formats::notes::{KindName, Reason, What, excerpt};
use crate::formats::number;
use crate::question::{
    AcceptedNumber, AcceptedWords, Choice, Credit, Kind, Language, OrderCredit, Pair, Question, Text,
};

/// A row being read.
pub struct Cells<'r> {
    headings: &'r Headings,
    row: &'r Row,
    // What the kind of question looks at, besides what all do.
    used: Vec<Column>,
    options: Vec<usize>,
    lost: Vec<What>,
}

impl<'r> Cells<'r> {
    /// A row below these headings.
    pub fn of(headings: &'r Headings, row: &'r Row) -> Self {
        Self { headings, row, used: Vec::new(), options: Vec::new(), lost: Vec::new() }
    }

    /// In which columns the options of the question stand, those of pairs first.
    pub fn options(self) -> Vec<usize> {
        self.options
    }

    /// The question.
    ///
    /// # Errors
    /// Why it is none, and in which column.
    pub fn question(&mut self) -> Result<Question, Reason> {
        let kind = self.kind_name()?;
        let text = self.text(Column::Text);
        if text.is_empty() {
            return Err(self.at(Column::Text, Reason::NoText));
        }
        Ok(Question {
            name: self.cell(Column::Name).to_owned(),
            text,
            points: self.points(kind)?,
            kind: self.kind(kind)?,
            feedback: self.text(Column::Feedback),
            tags: read_tags(self.cell(Column::Tags)),
        })
    }

    fn kind_name(&self) -> Result<KindName, Reason> {
        let cell = self.cell(Column::Kind);
        if cell.is_empty() {
            return Err(Reason::Missing(self.headings.heading(Column::Kind)));
        }
        match kind_named(cell) {
            Some(KindName::Rubric) => Err(self.at(Column::Kind, Reason::KindNotHeld(KindName::Rubric))),
            Some(kind) => Ok(kind),
            None => Err(self.at(Column::Kind, Reason::UnknownKind(excerpt(cell)))),
        }
    }

    fn kind(&mut self, kind: KindName) -> Result<Kind, Reason> {
        match kind {
            KindName::Single => self.single(),
            KindName::Multiple => self.multiple(),
            KindName::TrueFalse => self.true_or_false(),
            KindName::Matching => self.matching(),
            KindName::Ordering => {
                self.used.push(Column::Credit);
                let credit = match self.partly()? {
                    Some(Partly::Nothing) => OrderCredit::AllOrNothing,
                    Some(Partly::Neighbours) => OrderCredit::Neighbours,
                    Some(Partly::Places) | None => OrderCredit::Places,
                    Some(Partly::Shares | Partly::Deducted) => return Err(self.malformed(Column::Credit)),
                };
                Ok(Kind::Ordering { steps: self.offered(), credit })
            }
            KindName::Numeric => self.numeric(),
            KindName::Short => self.short(),
            KindName::Likert => Ok(Kind::Likert { scale: self.offered() }),
            KindName::Open => Ok(Kind::Open),
            KindName::Rubric => Err(Reason::KindNotHeld(KindName::Rubric)),
        }
    }

    /// What stands in a column, in the language of the sheet.
    pub fn cell(&self, column: Column) -> &'r str {
        self.headings.cell(self.row, column, self.headings.language())
    }

    // In the language of the sheet, or else in the other.
    fn either(&self, column: Column) -> &'r str {
        let cell = self.cell(column);
        if cell.is_empty() { self.headings.cell(self.row, column, self.headings.language().other()) } else { cell }
    }

    fn text(&self, column: Column) -> Text {
        let said = |language| self.headings.cell(self.row, column, language).to_owned();
        Text { fr: said(Language::Fr), en: said(Language::En) }
    }

    fn at(&self, column: Column, reason: Reason) -> Reason {
        Reason::InColumn { column: excerpt(&self.headings.heading(column)), reason: Box::new(reason) }
    }

    fn malformed(&self, column: Column) -> Reason {
        self.at(column, Reason::Malformed(excerpt(self.either(column))))
    }

    // One, unless nothing is right or wrong.
    fn points(&mut self, kind: KindName) -> Result<u16, Reason> {
        let cell = self.cell(Column::Points);
        if cell.is_empty() {
            return Ok(u16::from(!matches!(kind, KindName::Likert | KindName::Open)));
        }
        if let Ok(points) = cell.parse() {
            return Ok(points);
        }
        let not_a_number = || self.at(Column::Points, Reason::NotANumber(excerpt(cell)));
        let decimal = Decimal::typed(cell).filter(|points| !points.is_negative()).ok_or_else(not_a_number)?;
        let (points, exact) = number::points(&decimal.to_string()).ok_or_else(not_a_number)?;
        if !exact {
            self.lost.push(What::PointsRounded(excerpt(cell)));
        }
        Ok(points)
    }

    // The cells of the options that say anything.
    fn offered(&mut self) -> Vec<Text> {
        let filled = (0..MOST_OPTIONS).map(|index| (index, self.text(Column::Option(index))));
        let filled: Vec<(usize, Text)> = filled.filter(|(_, text)| !text.is_empty()).collect();
        self.options = filled.iter().map(|(index, _)| *index).collect();
        self.used.extend(self.options.iter().map(|index| Column::Option(*index)));
        filled.into_iter().map(|(_, text)| text).collect()
    }

    fn yes(&mut self, column: Column, usually: bool) -> Result<bool, Reason> {
        self.used.push(column);
        let cell = self.cell(column);
        if cell.is_empty() { Ok(usually) } else { yes(cell).ok_or_else(|| self.malformed(column)) }
    }

    fn partly(&self) -> Result<Option<Partly>, Reason> {
        let cell = self.cell(Column::Credit);
        if cell.is_empty() {
            return Ok(None);
        }
        partly_named(cell).map(Some).ok_or_else(|| self.malformed(Column::Credit))
    }

    // Places in the row of options, each with its share.
    fn right(&mut self, options: &[Text]) -> Result<Vec<(usize, Option<Share>)>, Reason> {
        self.used.push(Column::Right);
        let cell = self.either(Column::Right);
        // A word that is an option itself, rather than letters run together.
        let key = fold(cell);
        let is_word = cell.chars().nth(1).is_some() && cell.chars().all(char::is_alphabetic);
        let says = |option: &Text| [&option.fr, &option.en].into_iter().any(|text| fold(text) == key);
        let named = || options.iter().position(|option| !key.is_empty() && says(option));
        if let Some(place) = named().filter(|_| is_word) {
            return Ok(vec![(place, None)]);
        }
        let found = letters(cell).and_then(|found| {
            let place = |(letter, share)| {
                let place = self.options.iter().position(|known| *known == letter);
                place.map(|place| (place, share)).ok_or_else(|| Reason::NotOffered(excerpt(cell)))
            };
            found.into_iter().map(place).collect()
        });
        match (found, named()) {
            (Err(_), Some(place)) => Ok(vec![(place, None)]),
            (found, _) => found.map_err(|reason| self.at(Column::Right, reason)),
        }
    }

    fn single(&mut self) -> Result<Kind, Reason> {
        let texts = self.offered();
        let mut options = choices(texts.clone());
        for (place, share) in self.right(&texts)? {
            options[place].share = share.unwrap_or_else(Share::whole);
        }
        Ok(Kind::Single { options, shuffle: self.yes(Column::Shuffle, true)? })
    }

    fn multiple(&mut self) -> Result<Kind, Reason> {
        self.used.push(Column::Credit);
        let texts = self.offered();
        let mut options = choices(texts.clone());
        let right = self.right(&texts)?;
        let given = right.iter().filter(|(_, share)| share.is_some()).count();
        if given > 0 && given < right.len() {
            return Err(self.at(Column::Right, Reason::NotAShare(excerpt(self.either(Column::Right)))));
        }
        let mut places: Vec<usize> = right.iter().map(|(place, _)| *place).collect();
        places.sort_unstable();
        places.dedup();
        let equal = i64::try_from(places.len()).ok().and_then(Share::one_of).unwrap_or_else(Share::nothing);
        for (place, share) in right {
            options[place].share = share.unwrap_or(equal);
        }
        let credit = match self.partly()? {
            Some(Partly::Nothing) => Credit::AllOrNothing,
            None if given == 0 => Credit::AllOrNothing,
            None | Some(Partly::Shares) => Credit::Shares,
            Some(Partly::Deducted) => {
                let wrong = (0..).zip(&mut options).filter(|(place, _)| !places.contains(place));
                wrong.for_each(|(_, option)| option.share = -equal);
                Credit::Shares
            }
            Some(Partly::Places | Partly::Neighbours) => return Err(self.malformed(Column::Credit)),
        };
        Ok(Kind::Multiple { options, credit, shuffle: self.yes(Column::Shuffle, true)? })
    }

    fn true_or_false(&mut self) -> Result<Kind, Reason> {
        self.used.push(Column::Right);
        let cell = self.either(Column::Right);
        if cell.is_empty() {
            return Err(self.at(Column::Right, Reason::NothingRight));
        }
        let right = if let Some(right) = truth(cell) {
            right
        } else {
            // Where «vrai» and «faux» were written as options.
            let texts = self.offered();
            let chosen = self.right(&texts)?;
            let words = chosen.first().map(|(place, _)| &texts[*place]);
            let said = words.and_then(|text| truth(&text.fr).or_else(|| truth(&text.en)));
            said.filter(|_| chosen.len() == 1).ok_or_else(|| self.malformed(Column::Right))?
        };
        Ok(Kind::TrueFalse { right, if_true: Text::default(), if_false: Text::default() })
    }

    fn matching(&mut self) -> Result<Kind, Reason> {
        let (mut pairs, mut extras) = (Vec::new(), Vec::new());
        let (mut of_pairs, mut of_extras) = (Vec::new(), Vec::new());
        let cells = self.offered();
        for (column, cell) in self.options.iter().zip(cells) {
            let fr = self.sides(*column, &cell.fr)?;
            let en = self.sides(*column, &cell.en)?;
            let (left, right) = (Text { fr: fr.0, en: en.0 }, Text { fr: fr.1, en: en.1 });
            if left.is_empty() {
                extras.push(right);
                of_extras.push(*column);
            } else {
                pairs.push(Pair { left, right });
                of_pairs.push(*column);
            }
        }
        of_pairs.append(&mut of_extras);
        self.options = of_pairs;
        Ok(Kind::Matching { pairs, extras, shuffle: self.yes(Column::Shuffle, true)? })
    }

    fn sides(&self, column: usize, cell: &str) -> Result<(String, String), Reason> {
        let pieces = cut(cell, &IN_PAIRS);
        let left = pieces.first().copied().unwrap_or_default();
        if pieces.len() < 2 && !cell.is_empty() {
            return Err(self.at(Column::Option(column), Reason::Missing("=".to_owned())));
        }
        // Only the first sign parts the sides; the right one may have more of them.
        let right = cell.get(left.len() + 1..).unwrap_or_default();
        Ok((meant(left, &IN_PAIRS), meant(right, &IN_PAIRS)))
    }

    fn numeric(&mut self) -> Result<Kind, Reason> {
        self.used.extend([Column::Right, Column::Unit]);
        let cell = self.either(Column::Right);
        if cell.is_empty() {
            return Err(self.at(Column::Right, Reason::NothingRight));
        }
        let accepted = cut(cell, &['|']).into_iter().map(accepted_number);
        let accepted: Result<Vec<AcceptedNumber>, Reason> = accepted.collect();
        let accepted = accepted.map_err(|reason| self.at(Column::Right, reason))?;
        Ok(Kind::Numeric { accepted, unit: self.text(Column::Unit) })
    }

    fn short(&mut self) -> Result<Kind, Reason> {
        self.used.push(Column::Right);
        let said = self.text(Column::Right);
        let (fr, en) = (accepted_words(&said.fr), accepted_words(&said.en));
        let nothing = (String::new(), None);
        let count = fr.len().max(en.len());
        let mut accepted = Vec::with_capacity(count);
        for at in 0..count {
            let (fr, in_french) = fr.get(at).unwrap_or(&nothing);
            let (en, in_english) = en.get(at).unwrap_or(&nothing);
            let pattern = Text { fr: fr.clone(), en: en.clone() };
            // Told once, it holds for both languages.
            let share = in_french.or(*in_english).unwrap_or_else(Share::whole);
            if !pattern.is_empty() {
                accepted.push(AcceptedWords { pattern, share, feedback: Text::default() });
            }
        }
        if accepted.is_empty() {
            return Err(self.at(Column::Right, Reason::NothingRight));
        }
        Ok(Kind::Short { accepted, case_sensitive: self.yes(Column::Capitals, false)? })
    }

    /// What the row has in columns that its kind does not look at.
    pub fn lost(&mut self) -> Vec<What> {
        let of_all =
            [Column::Kind, Column::Module, Column::Name, Column::Text, Column::Points, Column::Feedback, Column::Tags];
        let mut lost = std::mem::take(&mut self.lost);
        for (heading, column, cell) in self.headings.filled(self.row) {
            if !of_all.contains(&column) && !self.used.contains(&column) {
                let what = Box::new(What::Other(excerpt(cell)));
                lost.push(What::InColumn { column: excerpt(heading), what });
            }
        }
        lost
    }
}

fn choices(texts: Vec<Text>) -> Vec<Choice> {
    texts.into_iter().map(|text| Choice { text, share: Share::nothing(), feedback: Text::default() }).collect()
}

// `12,5`, `2..3`, `12 ± 0,5`, with a share: `2..3 = 50`.
fn accepted_number(piece: &str) -> Result<AcceptedNumber, Reason> {
    let (range, worth) = match piece.split_once('=') {
        Some((range, worth)) => (range, share(worth).ok_or_else(|| Reason::NotAShare(excerpt(worth)))?),
        None => (piece, Share::whole()),
    };
    let range = range.trim();
    let decimal = |text: &str| Decimal::typed(text).ok_or_else(|| Reason::NotANumber(excerpt(range)));
    let between = ["..", "…", " à ", " to "].into_iter().find_map(|sign| range.split_once(sign));
    let (low, high) = match (between, range.split_once('±')) {
        (Some((low, high)), _) => (decimal(low)?, decimal(high)?),
        (None, Some((middle, off))) => {
            let (middle, off) = (decimal(middle)?, decimal(off)?);
            (middle.minus(&off), middle.plus(&off))
        }
        (None, None) => (decimal(range)?, decimal(range)?),
    };
    Ok(AcceptedNumber { low: low.to_string(), high: high.to_string(), share: worth, feedback: Text::default() })
}

// Words between bars, each with a share if one is written.
fn accepted_words(cell: &str) -> Vec<(String, Option<Share>)> {
    let with_share = |piece: &str| {
        let parts = cut(piece, &['=']);
        let worth = parts.last().filter(|_| parts.len() > 1).map(|last| (last.len(), share(last)));
        match worth {
            Some((length, Some(worth))) => (meant(&piece[..piece.len() - length - 1], &IN_WORDS), Some(worth)),
            _ => (meant(piece, &IN_WORDS), None),
        }
    };
    cut(cell, &['|']).into_iter().map(with_share).collect()
}
