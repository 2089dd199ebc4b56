use super::*;
use proptest::prelude::*;
use questions::exact::Share;
use questions::question::{AcceptedNumber, Choice, Credit, Language, OrderCredit, Pair, Text};
use std::collections::BTreeSet;

fn text(words: &str) -> Text {
    Text::said(Language::Fr, words)
}

fn asked(points: u16, kind: Kind) -> Question {
    Question { name: String::new(), text: text("?"), points, kind, feedback: Text::default(), tags: Vec::new() }
}

fn single(options: &[&str], right: usize) -> Question {
    let share = |at| if at == right { Share::whole() } else { Share::nothing() };
    let choice =
        |(at, words): (usize, &&str)| Choice { text: text(words), share: share(at), feedback: Text::default() };
    asked(1, Kind::Single { options: options.iter().enumerate().map(choice).collect(), shuffle: true })
}

fn multiple(options: &[&str], right: [usize; 2]) -> Question {
    let half = Share::one_of(2).expect("a half");
    let share = |at| if right.contains(&at) { half } else { -half };
    let choice =
        |(at, words): (usize, &&str)| Choice { text: text(words), share: share(at), feedback: Text::default() };
    let options = options.iter().enumerate().map(choice).collect();
    asked(2, Kind::Multiple { options, credit: Credit::Shares, shuffle: true })
}

fn ordering(steps: &[&str]) -> Question {
    asked(3, Kind::Ordering { steps: steps.iter().map(|step| text(step)).collect(), credit: OrderCredit::Places })
}

fn matching(pairs: &[(&str, &str)], extra: &str) -> Question {
    let pairs = pairs.iter().map(|(left, right)| Pair { left: text(left), right: text(right) }).collect();
    asked(2, Kind::Matching { pairs, extras: vec![text(extra)], shuffle: true })
}

fn number(low: &str) -> Question {
    let accepted =
        AcceptedNumber { low: low.to_owned(), high: low.to_owned(), share: Share::whole(), feedback: Text::default() };
    asked(1, Kind::Numeric { accepted: vec![accepted], unit: Text::default() })
}

fn test() -> Vec<Question> {
    vec![
        single(&["a", "b", "c"], 0),
        multiple(&["a", "b", "c"], [0, 1]),
        ordering(&["un", "deux", "trois"]),
        matching(&[("loi", "2012"), ("décret", "2011")], "2015"),
        number("223"),
    ]
}

/// The same with other keys: a right option, an order, right sides, an accepted number.
fn corrected() -> Vec<Question> {
    vec![
        single(&["a", "b", "c"], 1),
        multiple(&["c", "b", "a"], [0, 2]),
        ordering(&["deux", "un", "trois"]),
        matching(&[("loi", "2015"), ("décret", "2011")], "2012"),
        number("220"),
    ]
}

fn all(questions: Vec<Question>) -> Vec<(usize, Question)> {
    questions.into_iter().enumerate().collect()
}

fn key(from: &[Question], to: &[Question]) -> Key {
    Key::new(from, &all(to.to_vec())).expect("the same parts")
}

#[test]
fn a_corrected_key_by_hand() {
    let answers = [
        Answer::Single(Some(1)),
        // a and c, of which the second was wrong.
        Answer::Multiple(BTreeSet::from([0, 2])),
        // deux, un, trois.
        Answer::Ordering(vec![1, 0, 2]),
        Answer::Matching(vec![Some(2), Some(1)]),
        Answer::Numeric("220".to_owned()),
    ];
    assert_eq!(mark_answers(&test(), answers.to_vec()).expect("answers").points, 2);
    let marked = key(&test(), &corrected()).mark(&answers).expect("answers");
    assert_eq!(marked.points, 9);
    let carried: Vec<&Answer> = marked.answers.iter().map(|(answer, _)| answer).collect();
    assert_eq!(carried[1], &Answer::Multiple(BTreeSet::from([0, 2])));
    assert_eq!(carried[2], &Answer::Ordering(vec![0, 1, 2]));
    // The extra of before is the right side of the first pair now.
    assert_eq!(carried[3], &Answer::Matching(vec![Some(0), Some(1)]));
    let difficulties = key(&test(), &corrected()).difficulties(&[answers.to_vec()]);
    assert_eq!(difficulties[0], Some([0.0, 1.0]));
    assert!(key(&test(), &corrected()).difficulties(&[]).iter().all(Option::is_none));
}

#[test]
fn what_is_typed_moves_with_its_parts() {
    let fields = |fields: &[(&str, &str)]| {
        Typed(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    };
    let typed =
        fields(&[("q1", "1"), ("q2", "0"), ("q3-0", "2"), ("q3-1", "1"), ("q3-2", "3"), ("q4-0", "2"), ("q5", "220")]);
    let now = key(&test(), &corrected()).typed(&typed);
    let expected =
        fields(&[("q1", "1"), ("q2", "2"), ("q3-1", "2"), ("q3-0", "1"), ("q3-2", "3"), ("q4-0", "0"), ("q5", "220")]);
    assert_eq!(now, expected);
    assert!(key(&test(), &corrected()).moves() && !key(&test(), &test()).moves());
}

#[test]
fn only_the_same_parts_stand_for_each_other() {
    let four = single(&["a", "b", "c", "d"], 0);
    assert!(!same_parts(&test()[0], &four) && !same_parts(&test()[0], &test()[1]));
    assert!(same_parts(&test()[4], &number("1")), "what is accepted is no part");
    assert!(same_parts(&four, &single(&["w", "x", "y", "z"], 3)), "reworded");
    assert!(Key::new(&test(), &[(0, four)]).is_none() && Key::new(&test(), &[(9, number("1"))]).is_none());
}

#[test]
fn a_reworded_part_is_the_one_that_is_missing() {
    let (was, is) = (single(&["a", "b", "c"], 0), single(&["c", "a", "bé"], 1));
    let key = Key::new(&[was], &[(0, is)]).expect("the same parts");
    let carried = |part| key.mark(&[Answer::Single(Some(part))]).expect("an answer").answers[0].0.clone();
    assert_eq!([0, 1, 2].map(carried), [1, 2, 0].map(|part| Answer::Single(Some(part))));
}

fn answers() -> impl Strategy<Value = Vec<Answer>> {
    let part = || prop::option::of(0..3_usize);
    let order = (any::<bool>(), Just(vec![0, 1, 2]).prop_shuffle());
    (
        part(),
        prop::collection::btree_set(0..3_usize, 0..=3),
        order.prop_map(|(given, order)| if given { order } else { Vec::new() }),
        prop::collection::vec(part(), 2),
        prop_oneof![Just("220"), Just("223"), Just("")],
    )
        .prop_map(|(one, some, order, pairs, number)| {
            vec![
                Answer::Single(one),
                Answer::Multiple(some),
                Answer::Ordering(order),
                Answer::Matching(pairs),
                Answer::Numeric(number.to_owned()),
            ]
        })
}

/// The options of a question as they may be written anew: turned, doubled, or reworded.
fn options() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop_oneof![Just("a"), Just("b"), Just("c"), Just("d")], 4)
        .prop_map(|words| words.into_iter().map(str::to_owned).collect())
}

proptest! {
    #[test]
    fn the_same_key_changes_nothing(answers in answers()) {
        let was = mark_answers(&test(), answers.clone()).expect("answers");
        prop_assert_eq!(key(&test(), &test()).mark(&answers), Some(was));
    }

    #[test]
    fn another_key_and_back_again_gives_the_old_scores(answers in answers()) {
        let was = mark_answers(&test(), answers.clone()).expect("answers");
        let there = key(&test(), &corrected()).mark(&answers).expect("answers");
        let carried: Vec<Answer> = there.answers.into_iter().map(|(answer, _)| answer).collect();
        prop_assert_eq!(key(&corrected(), &test()).mark(&carried), Some(was));
    }

    #[test]
    fn whatever_was_reworded_the_way_back_is_the_reverse(old in options(), new in options(), part in 0..4_usize) {
        let words = |texts: &[String]| single(&texts.iter().map(String::as_str).collect::<Vec<_>>(), 0);
        let there = key(&[words(&old)], &[words(&new)]).mark(&[Answer::Single(Some(part))]).expect("an answer");
        let carried = there.answers[0].0.clone();
        let back = key(&[words(&new)], &[words(&old)]).mark(&[carried]).expect("an answer");
        prop_assert_eq!(&back.answers[0].0, &Answer::Single(Some(part)));
    }
}
