use crate::some::{asking, choice, fr, part};
use questions::exact::Share;
use questions::faults::{Fault, LONGEST_PART, faults};
use questions::parts::Part;
use questions::question::{
    AcceptedNumber, AcceptedWords, Choice, Credit, Criterion, Kind, Level, OrderCredit, Pair, Text,
};

fn of(kind: Kind) -> Vec<Fault> {
    faults(&asking(1, kind))
}

fn single(options: Vec<Choice>) -> Vec<Fault> {
    of(Kind::Single { options, shuffle: true })
}

fn multiple(options: Vec<Choice>, credit: Credit) -> Vec<Fault> {
    of(Kind::Multiple { options, credit, shuffle: true })
}

#[test]
fn good_questions_have_none() {
    assert_eq!(single(vec![choice("Oui", 1, 1), choice("Non", 0, 1)]), []);
    let thirds = || vec![choice("a", 1, 3), choice("b", 1, 3), choice("c", 1, 3), choice("d", -1, 1)];
    assert_eq!(multiple(thirds(), Credit::Shares), []);
    assert_eq!(faults(&asking(0, Kind::Open)), []);
    let pair = |left: &str, right: &str| Pair { left: fr(left), right: fr(right) };
    let pairs = vec![pair("chat", "mammifère"), pair("chien", "mammifère")];
    assert_eq!(of(Kind::Matching { pairs, extras: vec![], shuffle: true }), []);
}

#[test]
fn options() {
    assert_eq!(single(vec![choice("Oui", 1, 1)]), [Fault::TooFew { least: 2 }]);
    assert_eq!(single(vec![choice("a", 1, 2), choice("b", 0, 1)]), [Fault::NothingWorthAll]);
    assert_eq!(single(vec![choice("a", -1, 2), choice("b", 0, 1)]), [Fault::NothingRight]);
    let same = Fault::Same { first: Part::Option(0), part: Part::Option(2) };
    assert_eq!(single(vec![choice("Le chat", 1, 1), choice("b", 0, 1), choice(" Le  chat", 0, 1)]), [same]);
    assert_eq!(single(vec![choice("a", 1, 1), choice(" ", 0, 1)]), [Fault::Empty(Part::Option(1))]);
    let long = "x".repeat(LONGEST_PART + 1);
    let too_long = Fault::TextTooLong { part: Part::Option(1), most: LONGEST_PART };
    assert_eq!(single(vec![choice("a", 1, 1), choice(&long, 0, 1)]), [too_long]);
}

#[test]
fn shares_of_several() {
    let halves = |second| vec![choice("a", 1, 2), choice("b", second, 4), choice("c", 0, 1)];
    assert_eq!(multiple(halves(1), Credit::Shares), [Fault::SharesSum { above: 3, below: 4 }]);
    assert_eq!(multiple(halves(1), Credit::AllOrNothing), []);
    assert_eq!(multiple(vec![choice("a", 0, 1), choice("b", -1, 1)], Credit::AllOrNothing), [Fault::NothingRight]);
}

#[test]
fn numbers_words_orders_and_pairs() {
    let number = |low: &str, high: &str| AcceptedNumber {
        low: low.to_owned(),
        high: high.to_owned(),
        share: Share::whole(),
        feedback: Text::default(),
    };
    let accepted = vec![number("5", "1"), number("x", "1"), number("1", "5")];
    assert_eq!(of(Kind::Numeric { accepted, unit: Text::default() }), [Fault::UpsideDown(0), Fault::NotANumber(1)]);
    let words = AcceptedWords { pattern: fr(""), share: part(1, 2), feedback: Text::default() };
    let found = of(Kind::Short { accepted: vec![words], case_sensitive: false });
    assert_eq!(found, [Fault::Empty(Part::Accepted(0)), Fault::NothingWorthAll]);
    let steps = vec![fr("a"), fr("a")];
    let same = Fault::Same { first: Part::Step(0), part: Part::Step(1) };
    assert_eq!(of(Kind::Ordering { steps, credit: OrderCredit::Places }), [same]);
    let pair = |left: &str, right: &str| Pair { left: fr(left), right: fr(right) };
    let pairs = vec![pair("x", "1"), pair("x", "2")];
    let found = of(Kind::Matching { pairs, extras: vec![fr("2")], shuffle: true });
    let lefts = Fault::Same { first: Part::Left(0), part: Part::Left(1) };
    assert_eq!(found, [lefts, Fault::Same { first: Part::Right(1), part: Part::Extra(0) }]);
}

#[test]
fn scales_rubrics_points_and_tags() {
    let found = of(Kind::Likert { scale: vec![fr("Non"), fr("Oui")] });
    assert_eq!(found, [Fault::Points { least: 0, most: 0 }, Fault::TooFew { least: 3 }]);
    let level = |text: &str, points| Level { text: fr(text), points };
    let criteria = vec![Criterion { text: fr("Clarté"), levels: vec![level("bien", 2), level("peu", 1)] }];
    assert_eq!(of(Kind::Rubric { criteria }), [Fault::LevelsNotAscending { criterion: 0 }]);
    let mut question =
        asking(101, Kind::TrueFalse { right: true, if_true: Text::default(), if_false: Text::default() });
    question.text = Text::default();
    question.tags = vec![" ".to_owned()];
    question.name = "n".repeat(251);
    let points = Fault::Points { least: 1, most: 100 };
    assert_eq!(faults(&question), [Fault::Empty(Part::Text), Fault::NameTooLong, Fault::Tag(0), points]);
}
