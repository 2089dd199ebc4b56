//! The columns of a sheet, by their headings.

use super::vocabulary::fold;
use super::{MOST_OPTIONS, Row};
use crate::question::Language;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The kind of question.
    Kind,
    /// The module, as people name it.
    Module,
    /// The name.
    Name,
    /// What is asked.
    Text,
    /// The points.
    Points,
    /// An option, a pair, a step, a point of a scale; counted from 0.
    Option(usize),
    /// What is right.
    Right,
    /// What an answer is worth that is right in part.
    Credit,
    /// Whether the options are shuffled.
    Shuffle,
    /// Whether capitals matter.
    Capitals,
    /// The unit of a number.
    Unit,
    /// What everyone is told afterwards.
    Feedback,
    /// The tags.
    Tags,
}

impl Column {
    /// Whether what it holds is said in a language: it may stand there in both.
    #[must_use]
    pub fn is_said(self) -> bool {
        matches!(self, Self::Text | Self::Option(_) | Self::Right | Self::Unit | Self::Feedback)
    }

    /// Its heading in a sheet in this language. What it holds may be in the other one.
    #[must_use]
    pub fn heading(self, sheet: Language, said: Language) -> String {
        let name = match self {
            Self::Option(index) => letter(index).to_string(),
            other => {
                let found = NAMES.iter().find(|(column, ..)| *column == other);
                let words = found.map_or(&[][..], |(_, french, english)| match sheet {
                    Language::Fr => french,
                    Language::En => english,
                });
                (*words.first().unwrap_or(&"")).to_owned()
            }
        };
        match said {
            _ if said == sheet || !self.is_said() => name,
            Language::Fr => format!("{name} (fr)"),
            Language::En => format!("{name} (en)"),
        }
    }
}

/// The letter of an option.
pub fn letter(index: usize) -> char {
    ('A'..='Z').nth(index).unwrap_or('?')
}

/// What a column holds, and what it is called in French and in English: first as it is
/// written, then as others do.
type Named = (Column, &'static [&'static str], &'static [&'static str]);

const NAMES: [Named; 12] = [
    (
        Column::Kind,
        &["Type", "genre", "type de question", "genre de question"],
        &["Kind", "type", "question type", "kind of question"],
    ),
    (Column::Module, &["Module"], &["Module"]),
    (Column::Name, &["Nom", "titre", "nom de la question"], &["Name", "title", "question name"]),
    (Column::Text, &["Question", "énoncé", "texte", "texte de la question"], &["Question", "text", "question text"]),
    (Column::Points, &["Points", "point", "note", "barème"], &["Points", "score", "marks"]),
    (
        Column::Right,
        &[
            "Bonne réponse",
            "bonnes réponses",
            "réponse juste",
            "réponses justes",
            "réponse correcte",
            "réponse",
            "juste",
        ],
        &["Right answer", "right answers", "right", "correct answer", "correct answers", "correct", "answer", "key"],
    ),
    (
        Column::Credit,
        &["Juste en partie", "crédit partiel", "réponse juste en partie"],
        &["Partly right", "partial credit", "credit"],
    ),
    (Column::Shuffle, &["Mélanger", "mélange", "ordre aléatoire"], &["Shuffle", "shuffled"]),
    (Column::Capitals, &["Majuscules", "casse"], &["Capitals", "case", "case sensitive"]),
    (Column::Unit, &["Unité"], &["Unit"]),
    (
        Column::Feedback,
        &["Commentaire", "commentaires", "commentaire général", "explication"],
        &["Feedback", "general feedback", "explanation"],
    ),
    (Column::Tags, &["Mots-clés", "mot-clé", "étiquettes"], &["Tags", "tag", "keywords"]),
];

/// The columns of a sheet, and where they stand.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    /// What was recognised: where it stands, its heading, what it holds in which language.
    known: Vec<(usize, String, Column, Option<Language>)>,
    /// Where the other headings stand.
    pub unknown: Vec<(usize, String)>,
    /// The language of what no heading says a language of.
    language: Option<Language>,
}

impl Headings {
    /// The headings of a row, if there is one for the kind and one for what is asked.
    /// `language` is that of a sheet that does not show its own.
    pub fn of(row: &Row, language: Language) -> Option<Self> {
        let mut headings = Self::default();
        let mut votes = 0_i32;
        for (at, heading) in row.cells.iter().enumerate().filter(|(_, heading)| !heading.trim().is_empty()) {
            let heading = heading.trim().to_owned();
            let Some((column, said, vote)) = recognised(&heading) else {
                headings.unknown.push((at, heading));
                continue;
            };
            if headings.known.iter().any(|(_, _, known, in_which)| (*known, *in_which) == (column, said)) {
                headings.unknown.push((at, heading));
                continue;
            }
            votes += vote;
            headings.known.push((at, heading, column, said));
        }
        let has = |wanted: Column| headings.known.iter().any(|(_, _, column, _)| *column == wanted);
        if !has(Column::Kind) || !has(Column::Text) {
            return None;
        }
        headings.language = Some(headings.said_beside().unwrap_or(match votes {
            0 => language,
            1.. => Language::Fr,
            _ => Language::En,
        }));
        Some(headings)
    }

    // `A` beside `A (en)` is in French.
    fn said_beside(&self) -> Option<Language> {
        let named = |language| self.known.iter().any(|(.., said)| *said == Some(language));
        match (named(Language::Fr), named(Language::En)) {
            (false, true) => Some(Language::Fr),
            (true, false) => Some(Language::En),
            _ => None,
        }
    }

    /// The language of the sheet.
    pub fn language(&self) -> Language {
        self.language.unwrap_or(Language::Fr)
    }

    /// What a row says in a column; nothing, if there is none.
    pub fn cell<'r>(&self, row: &'r Row, column: Column, said: Language) -> &'r str {
        self.place(column, said).and_then(|at| row.cells.get(at)).map_or("", |cell| cell.trim())
    }

    fn place(&self, column: Column, said: Language) -> Option<usize> {
        let is_wanted = |known: Column, in_which: Option<Language>| {
            known == column && (!column.is_said() || in_which.unwrap_or(self.language()) == said)
        };
        self.known.iter().find(|(_, _, known, in_which)| is_wanted(*known, *in_which)).map(|(at, ..)| *at)
    }

    /// The heading of a column as the file has it, or as it would be written.
    pub fn heading(&self, column: Column) -> String {
        let language = self.language();
        let at = self.place(column, language).or_else(|| self.place(column, language.other()));
        let known = self.known.iter().find(|(place, ..)| Some(*place) == at);
        known.map_or_else(|| column.heading(language, language), |(_, heading, ..)| heading.clone())
    }

    /// All that a row has in columns that were recognised: heading, what it holds, cell.
    pub fn filled<'r>(&'r self, row: &'r Row) -> impl Iterator<Item = (&'r str, Column, &'r str)> {
        let cells = self.known.iter().filter_map(|(at, heading, column, _)| {
            row.cells.get(*at).map(|cell| (heading.as_str(), *column, cell.trim()))
        });
        cells.filter(|(_, _, cell)| !cell.is_empty())
    }
}

// What a heading says: the column, its language if told, and for which language of the
// sheet its words speak (French over nought, English under).
fn recognised(heading: &str) -> Option<(Column, Option<Language>, i32)> {
    let key = fold(heading);
    let mut words: Vec<&str> = key.split(' ').collect();
    let said = match words.last() {
        Some(&("fr" | "francais" | "french")) => Some(Language::Fr),
        Some(&("en" | "anglais" | "english")) => Some(Language::En),
        _ => None,
    };
    if said.is_some() && words.len() > 1 {
        words.pop();
        if words.len() > 1 && matches!(words.last(), Some(&("en" | "in"))) {
            words.pop();
        }
    }
    if let Some(index) = option(&words) {
        return Some((Column::Option(index), said, 0));
    }
    let key = words.join(" ");
    let holds = |words: &[&str]| words.iter().any(|word| fold(word) == key);
    NAMES.iter().find_map(|(column, french, english)| {
        let (french, english) = (holds(french), holds(english));
        let said = said.filter(|_| column.is_said());
        (french || english).then(|| (*column, said, i32::from(french) - i32::from(english)))
    })
}

// `A`, `Option A`, `Réponse 1`.
fn option(words: &[&str]) -> Option<usize> {
    let (name, is_named) = match words {
        [name] => (*name, false),
        ["option" | "reponse" | "choix" | "proposition" | "answer" | "choice", name] => (*name, true),
        _ => return None,
    };
    let index = match (name.as_bytes(), name.parse::<usize>()) {
        ([letter @ b'a'..=b'z'], _) => usize::from(letter - b'a'),
        (_, Ok(number)) if is_named => number.checked_sub(1)?,
        _ => return None,
    };
    (index < MOST_OPTIONS).then_some(index)
}
