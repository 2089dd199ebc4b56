//! Fields made into a question, and where in them what is wrong with it is put right.
//! No I/O.

use super::typed::{Typed, lines_of};
use questions::decimal::Decimal;
use questions::exact::Share;
use questions::faults::{Fault, MOST_PARTS, faults};
use questions::formats::notes::excerpt;
use questions::formats::sheet::{read_tags, share};
use questions::formats::{KindName, Reason};
use questions::parts::Part;
use questions::question::{AcceptedNumber, AcceptedWords, Choice, Credit, Kind, OrderCredit, Pair, Question, Text};

/// What is wrong with what stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The question is not in order.
    Fault(Fault),
    /// It does not say what it should.
    Unread(Reason),
}

/// A question as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The question, whatever is wrong with it.
    pub question: Question,
    /// What is wrong, by the name of the field in which it is put right.
    pub wrong: Vec<(String, Wrong)>,
}

/// Makes a question of what was typed.
#[must_use]
pub fn read(kind: KindName, typed: &Typed) -> Draft {
    let (stem, _, most) = lines_of(kind).unwrap_or(("", 0, 0));
    let lines = typed.filled(stem, most);
    let extras = if kind == KindName::Matching { typed.filled("extra", MOST_PARTS) } else { Vec::new() };
    let mut reader = Reader { typed, stem, lines, extras, unread: Vec::new() };
    let question = reader.question(kind);
    let found = faults(&question);
    let mut wrong: Vec<(String, Wrong)> = Vec::new();
    for (field, reason) in reader.unread.drain(..) {
        wrong.push((field, Wrong::Unread(reason)));
    }
    for fault in found {
        let field = reader.field_of(&fault);
        wrong.push((field, Wrong::Fault(fault)));
    }
    Draft { question, wrong }
}

// The fields being read: of each line that is filled in, its number.
struct Reader<'t> {
    typed: &'t Typed,
    stem: &'static str,
    lines: Vec<usize>,
    extras: Vec<usize>,
    unread: Vec<(String, Reason)>,
}

impl Reader<'_> {
    fn question(&mut self, kind: KindName) -> Question {
        let points = match kind {
            // Nothing is right or wrong in it.
            KindName::Likert | KindName::Open => 0,
            // What is no number is no number of points either.
            _ => self.typed.value("points").trim().parse().unwrap_or_default(),
        };
        Question {
            name: self.typed.text("name"),
            text: self.typed.both("text"),
            points,
            kind: self.kind(kind),
            feedback: self.typed.both("feedback"),
            tags: read_tags(self.typed.value("tags")),
        }
    }

    fn kind(&mut self, kind: KindName) -> Kind {
        let shuffle = self.typed.has("shuffle");
        match kind {
            KindName::Single => Kind::Single { options: self.options(Share::whole()), shuffle },
            KindName::Multiple => {
                let credit = if self.typed.value("credit") == "shares" { Credit::Shares } else { Credit::AllOrNothing };
                let right = self.lines.iter().filter(|line| self.is_right(&self.line(**line), false)).count();
                let right = i64::try_from(right).ok().and_then(Share::one_of).unwrap_or_else(Share::nothing);
                Kind::Multiple { options: self.options(right), credit, shuffle }
            }
            KindName::TrueFalse => {
                let right = self.typed.value("right");
                if !["true", "false"].contains(&right) {
                    self.unread.push(("right".to_owned(), Reason::NothingRight));
                }
                let (if_true, if_false) = (self.typed.both("if_true"), self.typed.both("if_false"));
                Kind::TrueFalse { right: right == "true", if_true, if_false }
            }
            KindName::Matching => {
                let side = |line: &usize, side: &str| self.typed.both(&format!("pair-{line}-{side}"));
                let pair = |line| Pair { left: side(line, "left"), right: side(line, "right") };
                let pairs = self.lines.iter().map(pair).collect();
                let extras = self.extras.iter().map(|line| self.typed.both(&format!("extra-{line}"))).collect();
                Kind::Matching { pairs, extras, shuffle }
            }
            KindName::Ordering => {
                let credit = match self.typed.value("credit") {
                    "all_or_nothing" => OrderCredit::AllOrNothing,
                    "neighbours" => OrderCredit::Neighbours,
                    _ => OrderCredit::Places,
                };
                Kind::Ordering { steps: self.texts(), credit }
            }
            KindName::Numeric => {
                let accepted = self.lines.clone().into_iter().map(|line| self.number(line)).collect();
                Kind::Numeric { accepted, unit: self.typed.both("unit") }
            }
            KindName::Short => {
                let accepted = self.lines.clone().into_iter().map(|line| self.words(line)).collect();
                Kind::Short { accepted, case_sensitive: self.typed.has("capitals") }
            }
            KindName::Likert => Kind::Likert { scale: self.texts() },
            KindName::Open | KindName::Rubric => Kind::Open,
        }
    }

    fn line(&self, line: usize) -> String {
        format!("{}-{line}", self.stem)
    }

    fn texts(&self) -> Vec<Text> {
        self.lines.iter().map(|line| self.typed.both(&self.line(*line))).collect()
    }

    fn options(&mut self, right: Share) -> Vec<Choice> {
        let lines = self.lines.clone();
        let option = |line| {
            let line = self.line(line);
            let (text, feedback) = (self.typed.both(&line), self.typed.both(&format!("{line}-feedback")));
            Choice { text, share: self.worth(&line, right, false), feedback }
        };
        lines.into_iter().map(option).collect()
    }

    fn number(&mut self, line: usize) -> AcceptedNumber {
        let line = self.line(line);
        let decimal = |part: &str| {
            let typed = self.typed.text(&format!("{line}-{part}"));
            Decimal::typed(&typed).map_or(typed, |number| number.to_string())
        };
        let (low, high) = (decimal("low"), decimal("high"));
        let high = if high.is_empty() { low.clone() } else { high };
        let feedback = self.typed.both(&format!("{line}-feedback"));
        AcceptedNumber { low, high, share: self.worth(&line, Share::whole(), true), feedback }
    }

    fn words(&mut self, line: usize) -> AcceptedWords {
        let line = self.line(line);
        let (pattern, feedback) = (self.typed.both(&line), self.typed.both(&format!("{line}-feedback")));
        AcceptedWords { pattern, share: self.worth(&line, Share::whole(), true), feedback }
    }

    // Whether a line is worth what right ones are: its percent counts first.
    fn is_right(&self, line: &str, usually: bool) -> bool {
        let is_right = match self.typed.value(&format!("{line}-worth")) {
            "right" => true,
            "wrong" => false,
            _ => usually,
        };
        is_right && self.typed.text(&format!("{line}-percent")).is_empty()
    }

    fn worth(&mut self, line: &str, right: Share, usually: bool) -> Share {
        let field = format!("{line}-percent");
        let typed = self.typed.text(&field);
        if typed.is_empty() {
            return if self.is_right(line, usually) { right } else { Share::nothing() };
        }
        share(&typed).unwrap_or_else(|| {
            self.unread.push((field, Reason::NotAShare(excerpt(&typed))));
            Share::nothing()
        })
    }

    fn field_of(&self, fault: &Fault) -> String {
        match *fault {
            Fault::Empty(part) | Fault::TextTooLong { part, .. } | Fault::Same { part, .. } => self.field_of_part(part),
            Fault::NameTooLong => "name".to_owned(),
            Fault::Tag(_) | Fault::TooManyTags => "tags".to_owned(),
            Fault::Points { .. } => "points".to_owned(),
            Fault::NotANumber(index) => self.nth(index, "-low"),
            Fault::UpsideDown(index) => self.nth(index, "-high"),
            _ => "lines".to_owned(),
        }
    }

    fn field_of_part(&self, part: Part) -> String {
        match part {
            Part::Text => "text-fr".to_owned(),
            Part::Feedback => "feedback-fr".to_owned(),
            Part::IfTrue => "if_true-fr".to_owned(),
            Part::IfFalse => "if_false-fr".to_owned(),
            Part::Unit => "unit-fr".to_owned(),
            Part::Option(index) | Part::Step(index) | Part::ScalePoint(index) | Part::Accepted(index) => {
                self.nth(index, "-fr")
            }
            Part::OptionFeedback(index) | Part::AcceptedFeedback(index) => self.nth(index, "-feedback-fr"),
            Part::Left(index) => self.nth(index, "-left-fr"),
            Part::Right(index) => self.nth(index, "-right-fr"),
            Part::Extra(index) => {
                self.extras.get(index).map_or_else(|| "lines".to_owned(), |line| format!("extra-{line}-fr"))
            }
            Part::Criterion(_) | Part::Level { .. } => "lines".to_owned(),
        }
    }

    fn nth(&self, index: usize, part: &str) -> String {
        self.lines.get(index).map_or_else(|| "lines".to_owned(), |line| format!("{}{part}", self.line(*line)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::typed::{KINDS, Typed, fields_of, kind_of};
    use super::*;
    use proptest::prelude::*;
    use questions::exact::Exact;

    fn typed(fields: &[(&str, &str)]) -> Typed {
        Typed::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    fn text() -> impl Strategy<Value = Text> {
        let words = || "[a-cÉ][a-cÉ,|=\\\\]{0,5}(\n[x-z]{1,3})?[a-z]";
        (words(), prop_oneof![Just(String::new()), words()]).prop_map(|(fr, en)| Text { fr, en })
    }

    fn perhaps() -> impl Strategy<Value = Text> {
        prop_oneof![Just(Text::default()), text()]
    }

    fn worth() -> impl Strategy<Value = Share> {
        (1_i64..7, -6_i64..7).prop_filter_map("a share", |(below, above)| Share::new(Exact::new(above, below)))
    }

    fn options() -> impl Strategy<Value = Vec<Choice>> {
        let option = (text(), worth(), perhaps());
        prop::collection::vec(option.prop_map(|(text, share, feedback)| Choice { text, share, feedback }), 0..5)
    }

    fn kind() -> impl Strategy<Value = Kind> {
        let texts = || prop::collection::vec(text(), 0..5);
        let number = (-500_i64..500, 0_i64..9, worth(), perhaps()).prop_map(|(low, more, share, feedback)| {
            AcceptedNumber { low: low.to_string(), high: (low + more).to_string(), share, feedback }
        });
        let words = (text(), worth(), perhaps()).prop_map(|(pattern, share, feedback)| AcceptedWords {
            pattern,
            share,
            feedback,
        });
        let pair = (text(), text()).prop_map(|(left, right)| Pair { left, right });
        prop_oneof![
            (options(), any::<bool>()).prop_map(|(options, shuffle)| Kind::Single { options, shuffle }),
            (options(), any::<bool>(), any::<bool>()).prop_map(|(options, shuffle, all)| {
                let credit = if all { Credit::AllOrNothing } else { Credit::Shares };
                Kind::Multiple { options, credit, shuffle }
            }),
            (any::<bool>(), perhaps(), perhaps()).prop_map(|(right, if_true, if_false)| Kind::TrueFalse {
                right,
                if_true,
                if_false
            }),
            (prop::collection::vec(pair, 0..4), texts(), any::<bool>())
                .prop_map(|(pairs, extras, shuffle)| Kind::Matching { pairs, extras, shuffle }),
            texts().prop_map(|steps| Kind::Ordering { steps, credit: OrderCredit::Neighbours }),
            (prop::collection::vec(number, 0..4), perhaps())
                .prop_map(|(accepted, unit)| Kind::Numeric { accepted, unit }),
            (prop::collection::vec(words, 0..4), any::<bool>())
                .prop_map(|(accepted, case_sensitive)| Kind::Short { accepted, case_sensitive }),
            texts().prop_map(|scale| Kind::Likert { scale }),
            Just(Kind::Open),
        ]
    }

    proptest! {
        #[test]
        fn the_fields_of_a_question_make_that_question(
            kind in kind(), text in text(), feedback in perhaps(), points in 1_u16..101,
            tags in prop::collection::vec("[a-c,;|\\\\]{0,5}[a-z]", 0..3),
        ) {
            let points = if matches!(kind, Kind::Likert { .. } | Kind::Open) { 0 } else { points };
            let question = Question { name: "MRN 1".to_owned(), text, points, kind, feedback, tags };
            let fields = fields_of(&question);
            let name = kind_of(fields.value("kind")).expect("a kind");
            let draft = read(name, &fields);
            prop_assert_eq!(&draft.question, &question);
            prop_assert_eq!(draft.wrong.len(), faults(&question).len());
        }
    }

    #[test]
    fn lines_left_empty_are_passed_over_and_errors_stand_beside_their_own() {
        let draft = read(
            KindName::Single,
            &typed(&[
                ("text-fr", "Q"),
                ("points", "deux"),
                ("option-2-fr", "a"),
                ("option-2-worth", "right"),
                ("option-5-fr", "a"),
                ("option-7-worth", "right"),
                ("option-8-fr", "b"),
                ("option-8-percent", "beaucoup"),
            ]),
        );
        let fields: Vec<&str> = draft.wrong.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, ["option-8-percent", "option-7-fr", "points", "option-5-fr"], "{:?}", draft.wrong);
        let shares = [Share::whole(), Share::nothing(), Share::whole(), Share::nothing()];
        let Kind::Single { options, .. } = draft.question.kind else { panic!("another kind") };
        assert_eq!(options.iter().map(|option| option.share).collect::<Vec<_>>(), shares);
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let draft = read(
            KindName::Numeric,
            &typed(&[
                ("text-fr", "Q"),
                ("points", "1"),
                ("number-1-low", "12,5"),
                ("number-2-low", "1 000"),
                ("number-2-high", "2 000"),
                ("number-2-percent", "33,33"),
                ("number-3-low", "x"),
            ]),
        );
        let Kind::Numeric { accepted, .. } = draft.question.kind else { panic!("another kind") };
        let read: Vec<_> = accepted.iter().map(|one| format!("{} {} {}", one.low, one.high, one.share)).collect();
        assert_eq!(read, ["12.5 12.5 1", "1000 2000 1/3", "x x 1"]);
        assert_eq!(draft.wrong, [("number-3-low".to_owned(), Wrong::Fault(Fault::NotANumber(2)))]);
    }

    #[test]
    fn an_empty_form_lacks_what_its_kind_needs() {
        for (_, kind) in KINDS {
            let draft = read(kind, &Typed::empty(kind));
            assert!(draft.wrong.iter().any(|(field, _)| field == "text-fr"), "{kind:?}: {:?}", draft.wrong);
        }
        let truth = read(KindName::TrueFalse, &typed(&[("text-fr", "Q"), ("points", "1")]));
        assert_eq!(truth.wrong, [("right".to_owned(), Wrong::Unread(Reason::NothingRight))]);
        let few = read(KindName::Likert, &typed(&[("text-fr", "Q"), ("point-3-en", "a")]));
        assert_eq!(few.wrong, [("lines".to_owned(), Wrong::Fault(Fault::TooFew { least: 3 }))]);
    }

    #[test]
    fn there_are_always_empty_lines_and_more_when_asked() {
        let shown = |fields: &[(&str, &str)]| typed(fields).shown("option", 4, 100);
        assert_eq!(shown(&[]), 4);
        assert_eq!(shown(&[("option-4-fr", "a")]), 6);
        assert_eq!(shown(&[("option-lines", "6"), ("more", "yes")]), 10);
        assert_eq!(shown(&[("option-lines", "6"), ("option-9-feedback-en", "a")]), 11);
        assert_eq!(shown(&[("option-lines", "999999999999999999999")]), 4);
        assert_eq!(shown(&[("option-lines", "4000"), ("more", "yes")]), 100);
    }
}
