use super::*;
use proptest::prelude::*;
use questions::exact::Share;
use questions::question::{Choice, Credit, Criterion, Language, Level, OrderCredit, Pair};
use std::collections::BTreeSet;

fn text(words: &str) -> Text {
    Text::said(Language::Fr, words)
}

fn texts(count: usize) -> Vec<Text> {
    (0..count).map(|at| text(&format!("partie {at}"))).collect()
}

fn asked(kind: Kind) -> Question {
    Question { name: String::new(), text: text("?"), points: 1, kind, feedback: Text::default(), tags: Vec::new() }
}

fn options(count: usize) -> Vec<Choice> {
    let choice = |text| Choice { text, share: Share::nothing(), feedback: Text::default() };
    texts(count).into_iter().map(choice).collect()
}

fn single(count: usize) -> Question {
    asked(Kind::Single { options: options(count), shuffle: true })
}

fn multiple(count: usize) -> Question {
    asked(Kind::Multiple { options: options(count), credit: Credit::Shares, shuffle: true })
}

fn truth() -> Question {
    asked(Kind::TrueFalse { right: true, if_true: Text::default(), if_false: Text::default() })
}

fn ordering(count: usize) -> Question {
    asked(Kind::Ordering { steps: texts(count), credit: OrderCredit::Places })
}

fn matching(pairs: usize, extras: usize) -> Question {
    let pair = |right| Pair { left: text("à gauche"), right };
    let pairs = texts(pairs).into_iter().map(pair).collect();
    asked(Kind::Matching { pairs, extras: texts(extras), shuffle: true })
}

fn numeric() -> Question {
    asked(Kind::Numeric { accepted: Vec::new(), unit: Text::default() })
}

fn short() -> Question {
    asked(Kind::Short { accepted: Vec::new(), case_sensitive: false })
}

fn rubric(criteria: usize, levels: usize) -> Question {
    let level = |text| Level { text, points: 1 };
    let criterion = |text| Criterion { text, levels: texts(levels).into_iter().map(level).collect() };
    asked(Kind::Rubric { criteria: texts(criteria).into_iter().map(criterion).collect() })
}

/// The stored part behind a letter of a question.
fn behind(place: usize, question: &Question, sign: char) -> usize {
    let shown = lettered(place, question);
    shown[(0..shown.len()).position(|at| letter(at) == sign).expect("a letter of the question")]
}

fn read(questions: &[Question], line: &str) -> Result<Vec<Answer>, LineProblem> {
    read_line(questions, line)
}

#[test]
fn letters_stand_together_where_each_question_takes_one() {
    let test = [single(4), truth(), single(5), asked(Kind::Likert { scale: texts(3) })];
    let answers =
        vec![Answer::Single(Some(1)), Answer::TrueFalse(Some(true)), Answer::Single(None), Answer::Likert(Some(2))];
    for line in ["bv-c", "BV.C", " b v - c ", "bt–c"] {
        assert_eq!(read(&test, line).as_ref(), Ok(&answers), "{line}");
    }
    assert_eq!(write_line(&test, &answers, Language::Fr), "bv-c");
    assert_eq!(write_line(&test, &answers, Language::En), "bt-c");
    assert_eq!(read(&test, "bv-"), Err(LineProblem::Count { found: 3, expected: 4 }));
    assert_eq!(read(&test, "bvec"), Ok([&answers[..2], &[Answer::Single(Some(4))], &answers[3..]].concat()));
    assert_eq!(read(&test, "ev-c"), Err(LineProblem::NotAmong { question: 1, typed: 'E', last: 'D' }));
    assert_eq!(read(&test, "ba-c"), Err(LineProblem::NotTruth { question: 2, typed: "a".to_owned() }));
}

#[test]
fn other_kinds_take_a_token_each() {
    let test = [single(3), multiple(4), numeric(), short(), ordering(3), matching(3, 1), truth(), rubric(2, 3)];
    let line = "b ac 12,5 \"la brigade\" cab b-a f c-";
    let answers = read(&test, line).expect("in order");
    let step = |sign| behind(4, &test[4], sign);
    let side = |sign| behind(5, &test[5], sign);
    assert_eq!(
        answers,
        [
            Answer::Single(Some(1)),
            Answer::Multiple(BTreeSet::from([0, 2])),
            Answer::Numeric("12,5".to_owned()),
            Answer::Short("la brigade".to_owned()),
            Answer::Ordering(['C', 'A', 'B'].map(step).into()),
            Answer::Matching(vec![Some(side('B')), None, Some(side('A'))]),
            Answer::TrueFalse(Some(false)),
            Answer::Rubric(vec![Some(2), None]),
        ]
    );
    assert_eq!(write_line(&test, &answers, Language::Fr), line);
    let nothing = read(&test, "- - - - - - - -").expect("in order");
    assert!(nothing.iter().all(Answer::is_empty));
    assert_eq!(read(&test, "- - - - - --- - --"), Ok(nothing));
}

#[test]
fn what_is_wrong_is_told_with_its_question() {
    let test = [multiple(4), numeric(), short(), ordering(3), matching(3, 1)];
    let wrong = |line| read(&test, line).expect_err("not in order");
    assert_eq!(wrong("aca 1 a cab abc"), LineProblem::Twice { question: 1, typed: 'A' });
    assert_eq!(wrong("a deux a cab abc"), LineProblem::NotANumber { question: 2, typed: "deux".to_owned() });
    assert_eq!(wrong("a 1 \"sans fin cab abc"), LineProblem::NoEnd { question: 3 });
    assert_eq!(wrong("a 1 a ca abc"), LineProblem::NotAnOrder { question: 4, last: 'C' });
    assert_eq!(wrong("a 1 a caa abc"), LineProblem::NotAnOrder { question: 4, last: 'C' });
    assert_eq!(wrong("a 1 a cab ab"), LineProblem::Letters { question: 5, found: 2, expected: 3 });
    assert_eq!(wrong("a 1 a cab abe"), LineProblem::NotAmong { question: 5, typed: 'E', last: 'D' });
    assert_eq!(wrong("a 1 la brigade cab abc"), LineProblem::Count { found: 6, expected: 5 });
    assert_eq!(wrong(&"a".repeat(MAX_LINE + 1)), LineProblem::TooLong);
    // What somebody wrote instead of a number counts as written.
    assert!(read(&test, "a \"deux\" a cab abc").is_ok());
}

#[test]
fn a_score_gives_way_only_where_it_was_seen() {
    let (test, id, other) = ([single(4)], Uuid::from_u128(1), Uuid::from_u128(2));
    let stands = |answers| Some(Stands { score: id, points: 1, answers });
    let b = vec![Answer::Single(Some(1))];
    assert_eq!(judge(&test, "b", None, None), Verdict::Keep(b.clone()));
    assert_eq!(judge(&test, "b", stands(Some(b.clone())).as_ref(), None), Verdict::Known);
    let refused = Verdict::Refuse(Wrong::Stands { score: id, points: 1 });
    for (answers, seen) in [(None, None), (None, Some(other)), (Some(vec![Answer::Single(None)]), None)] {
        assert_eq!(judge(&test, "b", stands(answers).as_ref(), seen), refused);
    }
    assert_eq!(judge(&test, "b", stands(None).as_ref(), Some(id)), Verdict::Keep(b));
    let unread = LineProblem::Count { found: 2, expected: 1 };
    assert_eq!(judge(&test, "bb", stands(None).as_ref(), Some(id)), Verdict::Refuse(Wrong::Line(unread)));
}

#[test]
fn papers_of_other_letters_bear_another_sign() {
    let test = [single(4), ordering(3)];
    let mut turned = test.clone();
    if let Kind::Single { options, .. } = &mut turned[0].kind {
        options.swap(0, 1);
    }
    assert_ne!(edition(&test), edition(&turned));
    // What is right is no part of the paper.
    if let Kind::Single { options, .. } = &mut turned[0].kind {
        options.swap(0, 1);
        options[2].share = Share::whole();
    }
    assert_eq!(edition(&test), edition(&turned));
}

/// A question with an answer as our own forms make them.
fn answered() -> impl Strategy<Value = (Question, Answer)> {
    let part = |count: usize| prop::option::of(0..count);
    let parts = (2..8_usize, 2..8_usize);
    prop_oneof![
        (2..26_usize).prop_flat_map(move |n| part(n).prop_map(move |at| (single(n), Answer::Single(at)))),
        (2..26_usize).prop_flat_map(|n| {
            prop::collection::btree_set(0..n, 0..=n).prop_map(move |some| (multiple(n), Answer::Multiple(some)))
        }),
        prop::option::of(any::<bool>()).prop_map(|said| (truth(), Answer::TrueFalse(said))),
        (3..12_usize).prop_flat_map(move |n| {
            part(n).prop_map(move |at| (asked(Kind::Likert { scale: texts(n) }), Answer::Likert(at)))
        }),
        parts.clone().prop_flat_map(move |(pairs, extras)| {
            let chosen = prop::collection::vec(part(pairs + extras), pairs);
            chosen.prop_map(move |chosen| (matching(pairs, extras), Answer::Matching(chosen)))
        }),
        (2..8_usize, any::<bool>()).prop_flat_map(|(n, given)| {
            let order = Just((0..n).collect::<Vec<_>>()).prop_shuffle();
            order.prop_map(move |order| (ordering(n), Answer::Ordering(if given { order } else { Vec::new() })))
        }),
        parts.prop_flat_map(move |(criteria, levels)| {
            let seen = prop::collection::vec(part(levels), criteria);
            seen.prop_map(move |seen| (rubric(criteria, levels), Answer::Rubric(seen)))
        }),
        "\\PC{0,12}|[-.–0-9 ,\"\\\\«\n]{0,8}".prop_map(|typed| (numeric(), Answer::Numeric(typed))),
        "\\PC{0,12}|[-. \"\\\\n«\n]{0,8}".prop_map(|typed| (short(), Answer::Short(typed))),
        "\\PC{0,12}|[-. \"\\\\n”\n]{0,8}".prop_map(|typed| (asked(Kind::Open), Answer::Open(typed))),
    ]
}

proptest! {
    #[test]
    fn what_is_written_reads_as_the_same_answers(test in prop::collection::vec(answered(), 1..12), french: bool) {
        let (questions, answers): (Vec<_>, Vec<_>) = test.into_iter().unzip();
        let language = if french { Language::Fr } else { Language::En };
        let line = write_line(&questions, &answers, language);
        prop_assert_eq!(read_line(&questions, &line), Ok(answers), "{}", line);
    }

    #[test]
    fn capitals_and_small_letters_are_the_same(test in prop::collection::vec((2..9_usize, 0..9_usize), 1..30)) {
        let questions: Vec<Question> = test.iter().map(|(parts, _)| single(*parts)).collect();
        let line: String = test.iter().map(|(parts, chosen)| letter(chosen % parts)).collect();
        prop_assert_eq!(read_line(&questions, &line), read_line(&questions, &line.to_lowercase()));
        prop_assert!(read_line(&questions, &line).is_ok());
    }

    #[test]
    fn no_line_is_too_strange_to_be_judged(test in prop::collection::vec(answered(), 1..6), line: String) {
        let questions: Vec<Question> = test.into_iter().map(|(question, _)| question).collect();
        if let Ok(answers) = read_line(&questions, &line) {
            prop_assert_eq!(answers.len(), questions.len());
        }
    }

    #[test]
    fn paper_never_shows_the_answer_as_its_order(place in 0..60_usize, parts in 2..20_usize) {
        let mut shown = lettered(place, &ordering(parts));
        prop_assert!(!shown.is_sorted());
        shown.sort_unstable();
        prop_assert_eq!(shown, (0..parts).collect::<Vec<_>>());
        prop_assert!(!lettered(place, &matching(parts, 1)).is_sorted());
    }
}
