//! What the Markdown of a curriculum may hold, and which of it is for trainers alone.
//!
//! `CommonMark` with tables, footnotes, task lists and formulas, and three things that stay
//! plain Markdown: a quotation that begins with `[!NOTE]` or another known word is a
//! call-out, a block of code called `schema` a diagram, a picture named after one of the
//! curriculum's figures that figure. No I/O.

pub mod diagram;
pub mod faults;
pub mod html;
pub mod math;
mod mathml;

use crate::i18n::Locale;
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::collections::BTreeSet;
use std::ops::Range;

/// What is read beside `CommonMark`.
#[must_use]
pub fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES | Options::ENABLE_MATH
}

/// What a call-out is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callout {
    /// Something beside the matter.
    Note,
    /// What should stay.
    Remember,
    /// How it goes better.
    Tip,
    /// What harms if it is forgotten.
    Warning,
    /// An example.
    Example,
    /// What is to be done in an exercise.
    Instruction,
    /// For trainers alone: how to lead it.
    Facilitator,
    /// For trainers alone: what is right.
    Answer,
    /// For trainers alone: how long each part takes.
    Timing,
}

impl Callout {
    /// The call-out of the word that stands in `[!…]`, in capitals or not, with accents or without.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Some(match word.trim().to_uppercase().replace('É', "E").replace('À', "A").as_str() {
            "NOTE" => Self::Note,
            "RETENIR" | "A RETENIR" | "IMPORTANT" | "REMEMBER" => Self::Remember,
            "CONSEIL" | "TIP" => Self::Tip,
            "ATTENTION" | "WARNING" | "CAUTION" => Self::Warning,
            "EXEMPLE" | "EXAMPLE" => Self::Example,
            "CONSIGNE" | "INSTRUCTION" => Self::Instruction,
            "ANIMATEUR" | "FORMATEUR" | "FACILITATOR" | "TRAINER" => Self::Facilitator,
            "CORRIGE" | "ANSWER" => Self::Answer,
            "DUREE" | "TIMING" => Self::Timing,
            _ => return None,
        })
    }

    /// Whether participants never see it.
    #[must_use]
    pub fn is_for_trainers(self) -> bool {
        matches!(self, Self::Facilitator | Self::Answer | Self::Timing)
    }

    /// What stands above it.
    #[must_use]
    pub fn label(self, language: Locale) -> &'static str {
        match (self, language) {
            (Self::Note, _) => "Note",
            (Self::Remember, Locale::fr) => "À retenir",
            (Self::Remember, Locale::en) => "Remember",
            (Self::Tip, Locale::fr) => "Conseil",
            (Self::Tip, Locale::en) => "Tip",
            (Self::Warning, Locale::fr) => "Attention",
            (Self::Warning, Locale::en) => "Warning",
            (Self::Example, Locale::fr) => "Exemple",
            (Self::Example, Locale::en) => "Example",
            (Self::Instruction, Locale::fr) => "Consigne",
            (Self::Instruction, Locale::en) => "Instructions",
            (Self::Facilitator, Locale::fr) => "Pour l’animateur",
            (Self::Facilitator, Locale::en) => "Facilitator’s notes",
            (Self::Answer, Locale::fr) => "Corrigé",
            (Self::Answer, Locale::en) => "Answers",
            (Self::Timing, Locale::fr) => "Durée",
            (Self::Timing, Locale::en) => "Timing",
        }
    }

    /// How style sheets call it.
    #[must_use]
    pub fn class(self) -> &'static str {
        match self {
            Self::Note | Self::Tip => "callout",
            Self::Remember => "callout callout--remember",
            Self::Warning => "callout callout--warning",
            Self::Example => "callout callout--example",
            Self::Instruction => "callout callout--instruction",
            Self::Facilitator | Self::Answer | Self::Timing => "callout callout--trainers",
        }
    }
}

/// What kind of call-out a quotation is, from its source, and where in it its text begins.
#[must_use]
pub fn callout(quote: &str) -> Option<(Callout, usize)> {
    let mut inner = quote.trim_start_matches(is_blank).strip_prefix('>')?;
    loop {
        inner = inner.trim_start_matches(is_blank);
        match inner.strip_prefix('\n') {
            Some(next) => inner = next.trim_start_matches(is_blank).strip_prefix('>')?,
            None => break,
        }
    }
    let (word, rest) = inner.strip_prefix("[!")?.split_once(']')?;
    Some((Callout::named(word)?, quote.len() - rest.len()))
}

/// Whether a sign within a line shows nothing: spaces of every width, and the signs without
/// any that word processors leave.
fn is_blank(sign: char) -> bool {
    sign != '\n' && sign.is_whitespace() || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// A label of a footnote as it is compared: no matter whether in capitals.
#[must_use]
pub fn folded(label: &str) -> String {
    label.to_lowercase()
}

/// The names of the pictures that a text shows.
#[must_use]
pub fn shown(markdown: &str) -> BTreeSet<String> {
    let name = |event| match event {
        Event::Start(Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    };
    Parser::new_ext(markdown, options()).filter_map(name).collect()
}

/// A text without what is for trainers alone: their call-outs, and the footnotes that nothing
/// else calls.
#[must_use]
pub fn for_participants(markdown: &str) -> String {
    let mut text = markdown.to_owned();
    // What is cut might let another come to light: in a block that its first line had hidden.
    loop {
        let cuts = trainers_parts(&text);
        if cuts.is_empty() {
            return text;
        }
        text = without(&text, &cuts);
    }
}

/// The text between these ranges, which do not overlap; a line end in place of each.
fn without(text: &str, cuts: &[Range<usize>]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut end = 0;
    for cut in cuts {
        kept.push_str(&text[end..cut.start]);
        // So that what follows never becomes part of what stood before.
        kept.push('\n');
        end = cut.end;
    }
    kept.push_str(&text[end..]);
    kept
}

/// Where the parts for trainers alone stand.
fn trainers_parts(text: &str) -> Vec<Range<usize>> {
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let mut notes: Vec<(String, Range<usize>)> = Vec::new();
    let mut calls: Vec<(Option<usize>, String)> = Vec::new();
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        if cuts.last().is_some_and(|cut| range.start < cut.end) {
            continue;
        }
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                if callout(&text[range.clone()]).is_some_and(|(kind, _)| kind.is_for_trainers()) {
                    cuts.push(range);
                }
            }
            Event::Start(Tag::FootnoteDefinition(label)) => notes.push((folded(&label), range)),
            Event::FootnoteReference(label) => {
                let within = notes.iter().position(|(_, note)| note.contains(&range.start));
                calls.push((within, folded(&label)));
            }
            _ => {}
        }
    }
    let called = called_from_text(&notes, &calls);
    // A text without trainers' parts keeps all its notes, as its author knows them.
    if cuts.is_empty() {
        return cuts;
    }
    let unread = notes.into_iter().enumerate().filter(|(place, _)| !called.contains(place)).map(|(_, (_, at))| at);
    cuts.extend(unread);
    // Notes stand within notes, and call-outs within them: what overlaps is one cut.
    cuts.sort_by_key(|cut| (cut.start, cut.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(cuts.len());
    for cut in cuts {
        match apart.last_mut() {
            Some(last) if cut.start < last.end => last.end = last.end.max(cut.end),
            _ => apart.push(cut),
        }
    }
    apart
}

/// The notes that the text calls, by itself or through another note.
fn called_from_text(notes: &[(String, Range<usize>)], calls: &[(Option<usize>, String)]) -> BTreeSet<usize> {
    let mut called = BTreeSet::new();
    let mut from = vec![None];
    while let Some(place) = from.pop() {
        for (_, label) in calls.iter().filter(|(within, _)| *within == place) {
            let found = notes.iter().position(|(known, _)| known == label);
            if let Some(found) = found.filter(|found| called.insert(*found)) {
                from.push(Some(found));
            }
        }
    }
    called
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn call_outs_are_known_by_their_first_word() {
        for (quote, expected) in [
            ("> [!NOTE]\n> a", Some(Callout::Note)),
            (">[!à retenir] a", Some(Callout::Remember)),
            ("> [!Corrigé]\n> b", Some(Callout::Answer)),
            (">\n> [!DUREE]\n> 5 min", Some(Callout::Timing)),
            (">\u{a0}[!CORRIGE] b", Some(Callout::Answer)),
            ("> \u{200b}[!ANIMATEUR] b", Some(Callout::Facilitator)),
            ("> [!PEUT-ÊTRE]\n> b", None),
            ("> > [!NOTE]\n> > b", None),
            ("> citation", None),
        ] {
            assert_eq!(callout(quote).map(|(kind, _)| kind), expected, "{quote}");
        }
        let quote = "> [!NOTE] suite";
        assert_eq!(&quote[callout(quote).expect("a note").1..], " suite");
    }

    #[test]
    fn participants_read_all_but_what_is_for_trainers() {
        let text = "## Quiz\n\nQuestion[^q] ?\n\n> [!CORRIGE]\n> secret b[^s]\nsecret paresseux\n\n\
                    1. un\n\n   > [!ANIMATEUR]\n   > secret\n   >\n   > - secret\n\n2. deux\n\n\
                    > Cité.\n>\n> > [!DUREE]\n> > secret\n\n> [!NOTE]\n> vu\n---\n\n[^q]: vue\n\n[^s]: secret\n";
        let seen = for_participants(text);
        assert!(!seen.contains("secret"), "{seen}");
        for kept in ["## Quiz", "Question[^q]", "1. un", "2. deux", "Cité.", "[!NOTE]", "vu", "[^q]: vue"] {
            assert!(seen.contains(kept), "{kept} in {seen}");
        }
        assert_eq!(for_participants("a[^n]\n\n[^n]: b\n"), "a[^n]\n\n[^n]: b\n");
    }

    #[test]
    fn a_note_within_a_note_is_cut_with_it() {
        let text = "[^1]: b\n    - [^1]: b\n> [!CORRIGE]\n> secret\n";
        assert!(!for_participants(text).contains("secret"));
    }

    #[test]
    fn a_rule_after_a_trainers_part_makes_no_heading_of_what_stood_before() {
        assert_eq!(for_participants("Texte\n> [!CORRIGE] b\n---\n"), "Texte\n\n---\n");
    }

    proptest! {
        #[test]
        fn no_trainers_part_is_left_of_any_text(parts in proptest::collection::vec(0..9_usize, 0..12)) {
            const PARTS: [&str; 9] = [
                "> [!CORRIGE]\n> x\n", "\n", "- ", "> ", "a[^1]\n", "[^1]: b\n", "```\n", "    ", "> [!NOTE] y\n",
            ];
            let text: String = parts.into_iter().map(|part| PARTS[part]).collect();
            let seen = for_participants(&text);
            for (event, range) in Parser::new_ext(&seen, options()).into_offset_iter() {
                if let Event::Start(Tag::BlockQuote(_)) = event {
                    prop_assert!(!callout(&seen[range]).is_some_and(|(kind, _)| kind.is_for_trainers()), "{}", seen);
                }
            }
        }
    }
}
