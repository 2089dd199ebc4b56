//! The words of cells that say how a question is meant, in French and in English. The
//! first of each list is what is written.

use crate::formats::notes::KindName;
use crate::question::{Credit, Language, OrderCredit};

/// The kinds that a row can hold.
pub const KINDS: [KindName; 9] = [
    KindName::Single,
    KindName::Multiple,
    KindName::TrueFalse,
    KindName::Matching,
    KindName::Ordering,
    KindName::Numeric,
    KindName::Short,
    KindName::Likert,
    KindName::Open,
];

/// What an answer is worth that is right in part, as a cell says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Partly {
    /// Nothing.
    Nothing,
    /// The shares of what was chosen.
    Shares,
    /// The same, and each wrong option takes as much away as a right one gives.
    Deducted,
    /// The steps in their own place.
    Places,
    /// The steps that follow the right one.
    Neighbours,
}

impl From<Credit> for Partly {
    fn from(credit: Credit) -> Self {
        match credit {
            Credit::AllOrNothing => Self::Nothing,
            Credit::Shares => Self::Shares,
        }
    }
}

impl From<OrderCredit> for Partly {
    fn from(credit: OrderCredit) -> Self {
        match credit {
            OrderCredit::AllOrNothing => Self::Nothing,
            OrderCredit::Places => Self::Places,
            OrderCredit::Neighbours => Self::Neighbours,
        }
    }
}

/// What the kinds of question are called in a sheet.
#[must_use]
pub fn kind_words(language: Language) -> Vec<&'static str> {
    KINDS.into_iter().map(|kind| kind_word(kind, language)).collect()
}

/// What may stand where an answer that is right in part is spoken of.
#[must_use]
pub fn credit_words(language: Language) -> Vec<&'static str> {
    let all = [Partly::Nothing, Partly::Shares, Partly::Deducted, Partly::Places, Partly::Neighbours];
    all.into_iter().map(|partly| partly_word(partly, language)).collect()
}

/// Yes and no.
#[must_use]
pub fn yes_no(language: Language) -> [&'static str; 2] {
    match language {
        Language::Fr => ["oui", "non"],
        Language::En => ["yes", "no"],
    }
}

/// What a kind is called in a sheet.
pub fn kind_word(kind: KindName, language: Language) -> &'static str {
    let (french, english) = kind_lists(kind);
    first(french, english, language)
}

/// The kind that a cell names.
pub fn kind_named(cell: &str) -> Option<KindName> {
    let key = fold(cell);
    let all = KINDS.into_iter().chain([KindName::Rubric]);
    all.into_iter().find(|kind| {
        let (french, english) = kind_lists(*kind);
        french.iter().chain(english).any(|word| fold(word) == key)
    })
}

fn kind_lists(kind: KindName) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        KindName::Single => (
            &["choix unique", "une réponse à choisir", "qcu", "réponse unique", "choix"],
            &["single choice", "one answer to choose", "single", "one of several"],
        ),
        KindName::Multiple => (
            &["choix multiple", "plusieurs réponses à choisir", "qcm", "choix multiples", "réponses multiples"],
            &["multiple choice", "several answers to choose", "multiple", "multiple response", "any of several"],
        ),
        KindName::TrueFalse => (&["vrai ou faux", "vrai faux"], &["true or false", "true false", "truefalse"]),
        KindName::Matching => (
            &["paires", "paires à relier", "appariement", "association"],
            &["pairs", "pairs to match", "matching", "match"],
        ),
        KindName::Ordering => (
            &["ordre", "étapes à mettre dans l’ordre", "ordonner", "classement"],
            &["order", "steps to put in order", "ordering"],
        ),
        KindName::Numeric => {
            (&["nombre", "un nombre à écrire", "numérique"], &["number", "a number to write", "numeric", "numerical"])
        }
        KindName::Short => (
            &["mots", "quelques mots à écrire", "réponse courte", "mot"],
            &["words", "a few words to write", "short answer", "short", "word"],
        ),
        KindName::Likert => (
            &["échelle", "échelle, sans juste ni faux", "likert"],
            &["scale", "scale, nothing right or wrong", "likert"],
        ),
        KindName::Open => {
            (&["réponse libre", "ouverte", "question ouverte", "rédaction"], &["open answer", "open", "essay"])
        }
        KindName::Rubric => (&["grille", "grille de critères"], &["rubric", "grid of criteria"]),
    }
}

/// What an answer that is right in part is worth, as a cell says it.
pub fn partly_word(partly: Partly, language: Language) -> &'static str {
    let (french, english) = partly_lists(partly);
    first(french, english, language)
}

/// The same, read.
pub fn partly_named(cell: &str) -> Option<Partly> {
    let key = fold(cell);
    // What is least sure comes last: «parts» alone may be said of an order, too.
    let all = [Partly::Nothing, Partly::Deducted, Partly::Places, Partly::Neighbours, Partly::Shares];
    all.into_iter().find(|partly| {
        let (french, english) = partly_lists(*partly);
        french.iter().chain(english).any(|word| fold(word) == key)
    })
}

fn partly_lists(partly: Partly) -> (&'static [&'static str], &'static [&'static str]) {
    match partly {
        Partly::Nothing => (&["tout ou rien", "non", "aucun"], &["all or nothing", "no", "none"]),
        Partly::Shares => (&["par parts", "parts", "oui", "partiel"], &["by shares", "shares", "yes", "partial"]),
        Partly::Deducted => {
            (&["par parts moins les erreurs", "erreurs déduites"], &["by shares less errors", "errors deducted"])
        }
        Partly::Places => (&["places", "par places"], &["places", "by places"]),
        Partly::Neighbours => (&["voisins", "par voisins"], &["neighbours", "neighbors", "by neighbours"]),
    }
}

/// Yes or no.
pub fn yes(cell: &str) -> Option<bool> {
    match fold(cell).as_str() {
        "oui" | "o" | "yes" | "y" | "x" | "1" | "vrai" | "true" => Some(true),
        "non" | "n" | "no" | "0" | "faux" | "false" => Some(false),
        _ => None,
    }
}

/// True or false.
pub fn truth(cell: &str) -> Option<bool> {
    match fold(cell).as_str() {
        "vrai" | "v" | "true" | "t" | "oui" | "o" | "yes" | "y" | "1" => Some(true),
        "faux" | "f" | "false" | "non" | "n" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// True or false, written.
pub fn truth_word(right: bool, language: Language) -> &'static str {
    match (right, language) {
        (true, Language::Fr) => "vrai",
        (false, Language::Fr) => "faux",
        (true, Language::En) => "true",
        (false, Language::En) => "false",
    }
}

fn first(french: &[&'static str], english: &[&'static str], language: Language) -> &'static str {
    let words = match language {
        Language::Fr => french,
        Language::En => english,
    };
    words.first().copied().unwrap_or_default()
}

/// Words as they are compared: small letters without accents, single spaces, no signs.
pub fn fold(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        let plain = match character {
            'à' | 'â' | 'ä' | 'á' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' | 'í' => 'i',
            'ô' | 'ö' | 'ó' | '°' | 'º' => 'o',
            'ù' | 'û' | 'ü' | 'ú' => 'u',
            'ç' => 'c',
            // A mark that stands apart from its letter.
            '\u{300}'..='\u{36f}' => continue,
            other => other,
        };
        if plain.is_alphanumeric() {
            key.push(plain);
        } else if !key.is_empty() && !key.ends_with(' ') {
            key.push(' ');
        }
    }
    key.truncate(key.trim_end().len());
    key
}
