//! An example of each kind of question, in the reader's language.

use crate::assessments::bank::views::language;
use crate::i18n::Locale;
use leptos_i18n::td_string;
use questions::exact::Share;
use questions::question::{AcceptedNumber, AcceptedWords, Choice, Credit, Kind, OrderCredit, Pair, Question, Text};

/// A question of a kind, and how its row is filled in.
#[derive(Clone, Debug)]
pub struct Example {
    /// How to fill it in.
    pub words: &'static str,
    /// The example.
    pub question: Question,
}

/// One for each kind that a row can hold.
#[must_use]
pub fn examples(locale: Locale) -> Vec<Example> {
    let said = |text: &str| Text::said(language(locale), text);
    let texts = |lines: &'static str| lines.lines().map(said).collect::<Vec<_>>();
    let example = |words: &'static str, lines: &'static str, points: u16, kind: &dyn Fn(Vec<Text>) -> Kind| {
        let mut texts = texts(lines);
        let text = texts.remove(0);
        let (name, feedback) = (String::new(), Text::default());
        Example { words, question: Question { name, text, points, kind: kind(texts), feedback, tags: Vec::new() } }
    };
    let single = |texts: Vec<Text>| Kind::Single { options: options(texts, &[1]), shuffle: true };
    let multiple = |texts: Vec<Text>| Kind::Multiple {
        options: options(texts, &[0, 2]),
        credit: Credit::AllOrNothing,
        shuffle: true,
    };
    let truth = |_: Vec<Text>| Kind::TrueFalse { right: false, if_true: Text::default(), if_false: Text::default() };
    let ordering = |steps: Vec<Text>| Kind::Ordering { steps, credit: OrderCredit::Places };
    vec![
        example(td_string!(locale, bank.sheet_single), td_string!(locale, bank.example_single), 1, &single),
        example(td_string!(locale, bank.sheet_multiple), td_string!(locale, bank.example_multiple), 2, &multiple),
        example(td_string!(locale, bank.sheet_true_false), td_string!(locale, bank.example_true_false), 1, &truth),
        example(td_string!(locale, bank.sheet_matching), td_string!(locale, bank.example_matching), 2, &matching),
        example(td_string!(locale, bank.sheet_ordering), td_string!(locale, bank.example_ordering), 2, &ordering),
        example(td_string!(locale, bank.sheet_numeric), td_string!(locale, bank.example_numeric), 1, &numeric),
        example(td_string!(locale, bank.sheet_short), td_string!(locale, bank.example_short), 1, &short),
        example(td_string!(locale, bank.sheet_likert), td_string!(locale, bank.example_likert), 0, &|scale| {
            Kind::Likert { scale }
        }),
        example(td_string!(locale, bank.sheet_open), td_string!(locale, bank.example_open), 0, &|_| Kind::Open),
    ]
}

fn options(texts: Vec<Text>, right: &[usize]) -> Vec<Choice> {
    let part = i64::try_from(right.len()).ok().and_then(Share::one_of).unwrap_or_else(Share::whole);
    let share = |at: usize| if right.contains(&at) { part } else { Share::nothing() };
    (0..).zip(texts).map(|(at, text)| Choice { text, share: share(at), feedback: Text::default() }).collect()
}

/// Sides in turn, the last text without a partner.
fn matching(texts: Vec<Text>) -> Kind {
    let (mut pairs, mut extras) = (Vec::new(), Vec::new());
    let mut texts = texts.into_iter();
    while let Some(left) = texts.next() {
        match texts.next() {
            Some(right) => pairs.push(Pair { left, right }),
            None => extras.push(left),
        }
    }
    Kind::Matching { pairs, extras, shuffle: true }
}

fn numeric(texts: Vec<Text>) -> Kind {
    let number = |low: &str, high: &str, share| AcceptedNumber {
        low: low.to_owned(),
        high: high.to_owned(),
        share,
        feedback: Text::default(),
    };
    let half = Share::one_of(2).unwrap_or_else(Share::whole);
    Kind::Numeric {
        accepted: vec![number("24", "24", Share::whole()), number("20", "30", half)],
        unit: texts.into_iter().next().unwrap_or_default(),
    }
}

fn short(texts: Vec<Text>) -> Kind {
    let accepted = |pattern| AcceptedWords { pattern, share: Share::whole(), feedback: Text::default() };
    Kind::Short { accepted: texts.into_iter().map(accepted).collect(), case_sensitive: false }
}
