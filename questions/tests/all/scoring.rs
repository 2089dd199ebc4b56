use crate::some::{asking, choice, fr, part};
use num_traits::Zero;
use questions::answer::Answer;
use questions::exact::{Exact, Share};
use questions::question::{
    AcceptedNumber, AcceptedWords, Credit, Criterion, Kind, Language, Level, OrderCredit, Pair, Text,
};
use questions::scoring::{NotAnAnswer, Rule, Scored, hundredths, score, shown};

fn scored(points: u16, kind: &Kind, answer: &Answer) -> Scored {
    score(&asking(points, kind.clone()), answer).unwrap()
}

fn worth(kind: &Kind, answer: &Answer) -> Exact {
    scored(12, kind, answer).points / Exact::from_integer(12)
}

fn half() -> Exact {
    Exact::new(1, 2)
}

fn number(low: &str, high: &str, share: Share) -> AcceptedNumber {
    AcceptedNumber { low: low.to_owned(), high: high.to_owned(), share, feedback: Text::default() }
}

fn accepted(pattern: &str, share: Share) -> AcceptedWords {
    AcceptedWords { pattern: fr(pattern), share, feedback: Text::default() }
}

#[test]
fn one_option_gives_its_share() {
    let options = vec![choice("Oui", 1, 1), choice("Parfois", 1, 3), choice("Non", -1, 2)];
    let kind = Kind::Single { options, shuffle: true };
    assert_eq!(worth(&kind, &Answer::Single(Some(0))), Exact::from_integer(1));
    assert_eq!(worth(&kind, &Answer::Single(Some(1))), Exact::new(1, 3));
    let wrong = scored(4, &kind, &Answer::Single(Some(2)));
    assert_eq!(wrong.points, Exact::zero());
    let rules: Vec<_> = wrong.trace.iter().map(|step| (step.rule, step.points)).collect();
    let chosen = Rule::Chosen { option: 2, share: part(-1, 2) };
    assert_eq!(rules, [(chosen, Exact::from_integer(-2)), (Rule::NotUnderNothing, Exact::from_integer(2))]);
    assert_eq!(scored(4, &kind, &Answer::Single(None)).trace[0].rule, Rule::Nothing);
    let question = asking(1, kind);
    assert_eq!(score(&question, &Answer::Single(Some(3))), Err(NotAnAnswer::NoSuchPart(3)));
    assert_eq!(score(&question, &Answer::Open("Oui".to_owned())), Err(NotAnAnswer::OtherKind));
}

#[test]
fn several_options_by_their_shares_or_all_or_nothing() {
    let options = vec![choice("a", 1, 2), choice("b", 1, 2), choice("c", -1, 2), choice("d", 0, 1)];
    let kind = |credit| Kind::Multiple { options: options.clone(), credit, shuffle: true };
    let chosen = |options: &[usize]| Answer::Multiple(options.iter().copied().collect());
    for (options, shares, all) in [
        (&[0, 1][..], Exact::from_integer(1), Exact::from_integer(1)),
        (&[0], half(), Exact::zero()),
        (&[0, 1, 2], half(), Exact::zero()),
        (&[2], Exact::zero(), Exact::zero()),
        (&[0, 1, 3], Exact::from_integer(1), Exact::zero()),
        (&[], Exact::zero(), Exact::zero()),
    ] {
        assert_eq!(worth(&kind(Credit::Shares), &chosen(options)), shares, "{options:?}");
        assert_eq!(worth(&kind(Credit::AllOrNothing), &chosen(options)), all, "{options:?}");
    }
    let trace = scored(1, &kind(Credit::AllOrNothing), &chosen(&[0, 2])).trace;
    let rules: Vec<_> = trace.iter().map(|step| step.rule).collect();
    assert_eq!(rules, [Rule::Missed { option: 1 }, Rule::WronglyChosen { option: 2 }]);
}

#[test]
fn shares_over_all_give_all() {
    let options = vec![choice("a", 1, 1), choice("b", 2, 3)];
    let kind = Kind::Multiple { options, credit: Credit::Shares, shuffle: true };
    let scored = scored(3, &kind, &Answer::Multiple([0, 1].into()));
    assert_eq!(scored.points, Exact::from_integer(3));
    assert_eq!(scored.trace[2].rule, Rule::NotOverAll);
    assert_eq!(scored.trace[2].points, Exact::from_integer(-2));
}

#[test]
fn shares_that_cannot_be_added_are_refused_not_wrapped() {
    let options = (0..40).map(|index| choice(&format!("{index}"), 1, i64::MAX - index)).collect();
    let question = asking(100, Kind::Multiple { options, credit: Credit::Shares, shuffle: true });
    assert_eq!(score(&question, &Answer::Multiple((0..40).collect())), Err(NotAnAnswer::TooFine));
    assert!(questions::faults::faults(&question).contains(&questions::faults::Fault::SharesTooFine));
}

#[test]
fn truth() {
    let kind = Kind::TrueFalse { right: false, if_true: Text::default(), if_false: Text::default() };
    assert_eq!(worth(&kind, &Answer::TrueFalse(Some(false))), Exact::from_integer(1));
    assert_eq!(worth(&kind, &Answer::TrueFalse(Some(true))), Exact::zero());
    assert_eq!(worth(&kind, &Answer::TrueFalse(None)), Exact::zero());
}

#[test]
fn equal_right_sides_stand_for_each_other() {
    let pair = |left: &str, right: &str| Pair { left: fr(left), right: fr(right) };
    let pairs = vec![pair("chat", "mammifère"), pair("chien", "mammifère"), pair("merle", "oiseau")];
    let kind = Kind::Matching { pairs, extras: vec![fr("poisson")], shuffle: true };
    let answer = |chosen: [Option<usize>; 3]| Answer::Matching(chosen.into());
    assert_eq!(worth(&kind, &answer([Some(1), Some(0), Some(2)])), Exact::from_integer(1));
    assert_eq!(worth(&kind, &answer([Some(1), Some(1), Some(3)])), Exact::new(2, 3));
    assert_eq!(worth(&kind, &answer([None, None, Some(2)])), Exact::new(1, 3));
    assert_eq!(worth(&kind, &Answer::Matching(vec![])), Exact::zero());
    let question = asking(1, kind);
    assert_eq!(score(&question, &answer([Some(4), None, None])), Err(NotAnAnswer::NoSuchPart(4)));
    assert_eq!(score(&question, &Answer::Matching(vec![None])), Err(NotAnAnswer::OtherLength(1)));
}

#[test]
fn orders() {
    let kind = |credit| Kind::Ordering { steps: ["a", "b", "c", "d"].map(fr).into(), credit };
    let worths = |order: [usize; 4]| {
        let credits = [OrderCredit::AllOrNothing, OrderCredit::Places, OrderCredit::Neighbours];
        credits.map(|credit| worth(&kind(credit), &Answer::Ordering(order.into())))
    };
    let one = Exact::from_integer(1);
    assert_eq!(worths([0, 1, 2, 3]), [one, one, one]);
    assert_eq!(worths([3, 0, 1, 2]), [Exact::zero(), Exact::zero(), Exact::new(2, 3)]);
    assert_eq!(worths([0, 1, 3, 2]), [Exact::zero(), half(), Exact::new(1, 3)]);
    let question = asking(1, kind(OrderCredit::Places));
    assert_eq!(score(&question, &Answer::Ordering(vec![0, 1, 1, 2])), Err(NotAnAnswer::Twice(1)));
    assert_eq!(score(&question, &Answer::Ordering(vec![0, 1, 2, 4])), Err(NotAnAnswer::NoSuchPart(4)));
    assert_eq!(score(&question, &Answer::Ordering(vec![0])), Err(NotAnAnswer::OtherLength(1)));
}

#[test]
fn numbers_are_compared_exactly() {
    let numbers =
        vec![number("3.5", "3.5", Share::whole()), number("3", "4", part(1, 2)), number("12000", "1.3e4", part(1, 4))];
    let kind = Kind::Numeric { accepted: numbers, unit: Text::default() };
    for (typed, worth_it) in [
        ("3,5", Exact::from_integer(1)),
        ("+3.500", Exact::from_integer(1)),
        ("3,50000000000000000001", half()),
        ("35e-1", Exact::from_integer(1)),
        ("3", half()),
        ("4,0001", Exact::zero()),
        ("12\u{202f}500", Exact::new(1, 4)),
        ("12 500,00", Exact::new(1, 4)),
    ] {
        assert_eq!(worth(&kind, &Answer::Numeric(typed.to_owned())), worth_it, "{typed}");
    }
    let rule = |typed: &str| scored(1, &kind, &Answer::Numeric(typed.to_owned())).trace[0].rule;
    assert_eq!(rule("trois"), Rule::NotANumber);
    assert_eq!(rule("99"), Rule::FitsNothing);
    assert_eq!(rule(" "), Rule::Nothing);
    assert_eq!(rule("3,7"), Rule::Number { accepted: 1, share: part(1, 2) });
}

#[test]
fn words_fit_the_first_pattern() {
    let mut both = accepted("eau", Share::whole());
    both.pattern.en = "water".to_owned();
    let kind =
        |case_sensitive| Kind::Short { accepted: vec![both.clone(), accepted("l’eau*", part(1, 2))], case_sensitive };
    for (typed, worth_it) in [
        ("  EAU ", Exact::from_integer(1)),
        ("Water", Exact::from_integer(1)),
        ("L'eau  douce", half()),
        ("l'eáu", Exact::zero()),
        ("", Exact::zero()),
    ] {
        assert_eq!(worth(&kind(false), &Answer::Short(typed.to_owned())), worth_it, "{typed}");
    }
    assert_eq!(worth(&kind(true), &Answer::Short("Eau".to_owned())), Exact::zero());
    let rule = scored(1, &kind(false), &Answer::Short("l'eau".to_owned())).trace[0].rule;
    assert_eq!(rule, Rule::Words { accepted: 1, share: part(1, 2) });
}

#[test]
fn scales_and_open_words_are_not_scored() {
    let likert = Kind::Likert { scale: ["Pas du tout", "Un peu", "Tout à fait"].map(fr).into() };
    for (kind, answer) in [(likert.clone(), Answer::Likert(Some(2))), (Kind::Open, Answer::Open("Merci".to_owned()))] {
        let scored = scored(0, &kind, &answer);
        assert_eq!((scored.points, scored.of), (Exact::zero(), 0));
        assert_eq!(scored.trace[0].rule, Rule::NotScored);
    }
    assert_eq!(score(&asking(0, likert), &Answer::Likert(Some(3))), Err(NotAnAnswer::NoSuchPart(3)));
}

#[test]
fn rubrics_in_proportion() {
    let level = |points| Level { text: fr("niveau"), points };
    let criterion = |most| Criterion { text: fr("critère"), levels: vec![level(0), level(1), level(most)] };
    let kind = Kind::Rubric { criteria: vec![criterion(3), criterion(5)] };
    let scored = scored(20, &kind, &Answer::Rubric(vec![Some(2), Some(1)]));
    assert_eq!(scored.points, Exact::from_integer(10));
    assert_eq!(scored.trace[0].points, Exact::new(15, 2));
    assert_eq!(worth(&kind, &Answer::Rubric(vec![None, Some(2)])), Exact::new(5, 8));
    let worthless = Kind::Rubric { criteria: vec![Criterion { text: fr("c"), levels: vec![level(0), level(0)] }] };
    assert_eq!(worth(&worthless, &Answer::Rubric(vec![Some(1)])), Exact::zero());
}

#[test]
fn points_as_people_read_them() {
    for (points, cents) in [
        (Exact::new(1, 3), 33),
        (Exact::new(5, 3), 167),
        (Exact::new(1, 8), 13),
        (Exact::new(-1, 8), -12),
        (Exact::new(1, 200), 1),
        (Exact::from_integer(i64::MAX), i64::MAX),
    ] {
        assert_eq!(hundredths(points), cents);
    }
    assert_eq!(shown(Exact::new(5, 3), Language::Fr), "1,67");
    assert_eq!(shown(Exact::new(5, 2), Language::En), "2.5");
    assert_eq!(shown(Exact::new(1, 20), Language::Fr), "0,05");
    assert_eq!(shown(Exact::from_integer(3), Language::Fr), "3");
    assert_eq!(shown(Exact::new(-1, 8), Language::En), "-0.12");
}
