//! Questions and answers, as tests need them.

use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use questions::answer::Answer;
use questions::exact::{Exact, Share};
use questions::question::{
    AcceptedNumber, AcceptedWords, Choice, Credit, Criterion, Kind, Language, Level, OrderCredit, Pair, Question, Text,
};

pub fn fr(text: &str) -> Text {
    Text::said(Language::Fr, text)
}

pub fn part(above: i64, below: i64) -> Share {
    Share::new(Exact::new(above, below)).unwrap()
}

pub fn choice(text: &str, above: i64, below: i64) -> Choice {
    Choice { text: fr(text), share: part(above, below), feedback: Text::default() }
}

pub fn asking(points: u16, kind: Kind) -> Question {
    Question { name: String::new(), text: fr("Que faire ?"), points, kind, feedback: Text::default(), tags: Vec::new() }
}

/// Words with the signs that formats give a meaning.
pub fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-zA-Zéèàçœ’' ]{1,8}",
        3 => "[0-9.,;!?%*/+-]{1,4}",
        3 => r"[\\:#={}~&<>\[\]|$_`^]{1,3}",
        1 => Just("\n".to_owned()),
        1 => prop::sample::select(&["->", "::", "//", "####", "%50%", "[html]", "<b>x</b>", "&eacute;", "\\n", "a<b", "TRUE", "$CATEGORY:", "😀", "\n\n"][..]).prop_map(str::to_owned),
    ];
    vec(piece, 1..5).prop_map(|pieces| pieces.concat())
}

pub fn text(bilingual: bool) -> BoxedStrategy<Text> {
    if bilingual {
        (words(), words()).prop_map(|(fr, en)| Text { fr, en }).boxed()
    } else {
        words().prop_map(|fr| Text { fr, en: String::new() }).boxed()
    }
}

fn maybe(bilingual: bool) -> BoxedStrategy<Text> {
    prop_oneof![2 => Just(Text::default()), 1 => text(bilingual)].boxed()
}

pub fn share() -> impl Strategy<Value = Share> {
    prop_oneof![
        2 => Just(Share::whole()),
        2 => Just(Share::nothing()),
        3 => (1_i64..=12).prop_flat_map(|below| (-below..=below, Just(below))).prop_map(|(above, below)| part(above, below)),
    ]
}

fn options(bilingual: bool) -> impl Strategy<Value = Vec<Choice>> {
    let option = (text(bilingual), share(), maybe(bilingual));
    vec(option.prop_map(|(text, share, feedback)| Choice { text, share, feedback }), 2..7)
}

fn numbers(bilingual: bool) -> impl Strategy<Value = Vec<AcceptedNumber>> {
    let number = (-5_000_i64..5_000, 0_i64..500, 0_u32..4, share(), maybe(bilingual));
    vec(
        number.prop_map(|(low, more, places, share, feedback)| {
            let decimal = |value: i64| questions::decimal::Decimal::typed(&format!("{value}e-{places}")).unwrap();
            AcceptedNumber { low: decimal(low).to_string(), high: decimal(low + more).to_string(), share, feedback }
        }),
        1..4,
    )
}

fn criteria(bilingual: bool) -> impl Strategy<Value = Vec<Criterion>> {
    let level = (text(bilingual), 0_u16..=10).prop_map(|(text, points)| Level { text, points });
    vec((text(bilingual), vec(level, 2..5)).prop_map(|(text, levels)| Criterion { text, levels }), 1..4)
}

pub fn kind(bilingual: bool) -> impl Strategy<Value = Kind> {
    let texts = move |range| vec(text(bilingual), range);
    let pair = (text(bilingual), text(bilingual)).prop_map(|(left, right)| Pair { left, right });
    let accepted = (text(bilingual), share(), maybe(bilingual)).prop_map(|(pattern, share, feedback)| AcceptedWords {
        pattern,
        share,
        feedback,
    });
    let order = prop::sample::select(&[OrderCredit::AllOrNothing, OrderCredit::Places, OrderCredit::Neighbours][..]);
    let credit = prop::sample::select(&[Credit::AllOrNothing, Credit::Shares][..]);
    prop_oneof![
        2 => (options(bilingual), any::<bool>()).prop_map(|(options, shuffle)| Kind::Single { options, shuffle }),
        2 => (options(bilingual), credit, any::<bool>()).prop_map(|(options, credit, shuffle)| Kind::Multiple { options, credit, shuffle }),
        1 => (any::<bool>(), maybe(bilingual), maybe(bilingual)).prop_map(|(right, if_true, if_false)| Kind::TrueFalse { right, if_true, if_false }),
        2 => (vec(pair, 2..6), texts(0..3), any::<bool>()).prop_map(|(pairs, extras, shuffle)| Kind::Matching { pairs, extras, shuffle }),
        1 => (texts(2..6), order).prop_map(|(steps, credit)| Kind::Ordering { steps, credit }),
        2 => (numbers(bilingual), maybe(bilingual)).prop_map(|(accepted, unit)| Kind::Numeric { accepted, unit }),
        2 => (vec(accepted, 1..5), any::<bool>()).prop_map(|(accepted, case_sensitive)| Kind::Short { accepted, case_sensitive }),
        1 => texts(3..6).prop_map(|scale| Kind::Likert { scale }),
        1 => Just(Kind::Open),
        1 => criteria(bilingual).prop_map(|criteria| Kind::Rubric { criteria }),
    ]
}

pub fn question() -> impl Strategy<Value = Question> {
    prop::bool::weighted(0.3).prop_flat_map(|bilingual| {
        let name = prop_oneof![Just(String::new()), words()];
        (name, text(bilingual), 0_u16..=4, kind(bilingual), maybe(bilingual), vec(words(), 0..3)).prop_map(
            |(name, text, points, kind, feedback, tags)| Question { name, text, points, kind, feedback, tags },
        )
    })
}

/// A question with an answer to it.
pub fn answered() -> impl Strategy<Value = (Question, Answer)> {
    question().prop_flat_map(|question| (Just(question.clone()), answer(&question.kind)))
}

fn answer(kind: &Kind) -> BoxedStrategy<Answer> {
    match kind {
        Kind::Single { options, .. } => prop::option::of(0..options.len()).prop_map(Answer::Single).boxed(),
        Kind::Multiple { options, .. } => {
            btree_set(0..options.len(), 0..=options.len()).prop_map(Answer::Multiple).boxed()
        }
        Kind::TrueFalse { .. } => any::<Option<bool>>().prop_map(Answer::TrueFalse).boxed(),
        Kind::Matching { pairs, extras, .. } => {
            vec(prop::option::of(0..pairs.len() + extras.len()), pairs.len()).prop_map(Answer::Matching).boxed()
        }
        Kind::Ordering { steps, .. } => {
            Just((0..steps.len()).collect::<Vec<_>>()).prop_shuffle().prop_map(Answer::Ordering).boxed()
        }
        Kind::Numeric { accepted, .. } => {
            let near: Vec<_> = accepted.iter().flat_map(|number| [number.low.clone(), number.high.clone()]).collect();
            prop_oneof![prop::sample::select(near), "[0-9 ,.-]{0,8}"].prop_map(Answer::Numeric).boxed()
        }
        Kind::Short { accepted, .. } => {
            let near: Vec<_> = accepted.iter().map(|words| words.pattern.fr.clone()).collect();
            prop_oneof![prop::sample::select(near), words()].prop_map(Answer::Short).boxed()
        }
        Kind::Likert { scale } => prop::option::of(0..scale.len()).prop_map(Answer::Likert).boxed(),
        Kind::Open => words().prop_map(Answer::Open).boxed(),
        Kind::Rubric { criteria } => {
            let levels: Vec<_> = criteria.iter().map(|criterion| prop::option::of(0..criterion.levels.len())).collect();
            levels.prop_map(Answer::Rubric).boxed()
        }
    }
}
