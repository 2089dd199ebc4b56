//! What is asked, as an organiser writes it: a line for each question, French and English.

use crate::fields::{Fields, Problem, Refusal};
use questions::exact::Share;
use questions::question::{AcceptedNumber, Kind, Question, Text};
use serde::{Deserialize, Serialize};

/// What parts the French of a line from its English.
const BETWEEN: char = '|';
/// The longest text of a question in one language, in characters.
const MAX_TEXT: u32 = 300;
/// The most questions of a kind.
const MAX_LINES: usize = 30;
/// The most characters of all questions of a kind.
const MAX_LINES_TEXT: u32 = 20_000;
/// The greatest number that is taken for an answer.
const MOST: u32 = 1_000_000;

/// How many points a scale has.
pub const POINTS: usize = SCALE.len();
/// The five points of agreement (Likert 1932), least first.
const SCALE: [(&str, &str); 5] = [
    ("Pas du tout d’accord", "Strongly disagree"),
    ("Plutôt pas d’accord", "Disagree"),
    ("Ni d’accord ni pas d’accord", "Neither agree nor disagree"),
    ("Plutôt d’accord", "Agree"),
    ("Tout à fait d’accord", "Strongly agree"),
];

/// The questions of an evaluation as lines to write: of each kind, one a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Questionnaire {
    /// Statements to agree with, on a scale of five points.
    pub statements: String,
    /// Questions that are answered by a whole number.
    pub numbers: String,
    /// Questions that are answered in words.
    pub words: String,
}

impl Questionnaire {
    /// The lines of these questions.
    #[must_use]
    pub fn of(questions: &[Question]) -> Self {
        let lines = |of_kind: fn(&Kind) -> bool| {
            let these = questions.iter().filter(|question| of_kind(&question.kind));
            these.map(|question| line(&question.text)).collect::<Vec<_>>().join("\n")
        };
        Self {
            statements: lines(|kind| matches!(kind, Kind::Likert { .. })),
            numbers: lines(|kind| matches!(kind, Kind::Numeric { .. })),
            words: lines(|kind| matches!(kind, Kind::Open)),
        }
    }

    /// The questions of these lines: statements first, then numbers, then words. A line
    /// that stands there twice is asked once.
    ///
    /// # Errors
    /// Every field that is not in order; [`Problem::Required`] where nothing is asked.
    pub fn read(&self) -> Result<Vec<Question>, Vec<Refusal>> {
        let mut fields = Fields::default();
        let mut questions = Vec::new();
        let kinds = [
            ("statements", &self.statements, statement as fn() -> Kind),
            ("numbers", &self.numbers, whole_number),
            ("words", &self.words, || Kind::Open),
        ];
        for (name, lines, kind) in kinds {
            let texts = texts(&mut fields, name, lines);
            questions.extend(texts.into_iter().map(|text| asked(text, kind())));
        }
        let accepted = fields.accept(Some(questions))?;
        if accepted.is_empty() {
            return Err(vec![Refusal::new("statements", Problem::Required)]);
        }
        Ok(accepted)
    }
}

/// The greatest number that a question takes for an answer.
#[must_use]
pub fn most(question: &Question) -> u32 {
    let Kind::Numeric { accepted, .. } = &question.kind else { return 0 };
    accepted.iter().filter_map(|range| range.high.parse().ok()).max().unwrap_or(0)
}

fn texts(fields: &mut Fields, name: &str, lines: &str) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for line in fields.lines(name, lines, MAX_LINES_TEXT).lines() {
        let (fr, en) = line.split_once(BETWEEN).unwrap_or((line, ""));
        let text = Text { fr: squeezed(fr), en: squeezed(en) };
        if [&text.fr, &text.en].iter().any(|said| said.chars().nth(MAX_TEXT as usize).is_some()) {
            fields.refuse(name, Problem::TooLong { max: MAX_TEXT });
        }
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    if texts.len() > MAX_LINES {
        fields.refuse(name, Problem::TooManyLines { max: i32::try_from(MAX_LINES).unwrap_or(i32::MAX) });
    }
    texts
}

/// Without spaces at its ends and with single ones within; those that do not break a line
/// stay, as French wants them.
fn squeezed(text: &str) -> String {
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn line(text: &Text) -> String {
    if text.en.is_empty() { text.fr.clone() } else { format!("{} {BETWEEN} {}", text.fr, text.en) }
}

/// A question without points: no answer to it is right or wrong.
fn asked(text: Text, kind: Kind) -> Question {
    Question { name: String::new(), text, points: 0, kind, feedback: Text::default(), tags: Vec::new() }
}

fn statement() -> Kind {
    Kind::Likert { scale: SCALE.map(|(fr, en)| Text { fr: fr.to_owned(), en: en.to_owned() }).into() }
}

/// Any whole number from nought.
fn whole_number() -> Kind {
    let range = AcceptedNumber {
        low: "0".to_owned(),
        high: MOST.to_string(),
        share: Share::whole(),
        feedback: Text::default(),
    };
    Kind::Numeric { accepted: vec![range], unit: Text::default() }
}

#[cfg(test)]
mod tests {
    use super::super::defaults::default_questionnaire;
    use super::super::occasion::Occasion;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_become_questions_in_two_languages() {
        let typed = Questionnaire {
            statements: " Clair\u{a0}!  et net | Clear \n\nClair\u{a0}! et net|Clear\nSans anglais\n |\n| English only"
                .into(),
            numbers: "Combien | How many".into(),
            words: String::new(),
        };
        let questions = typed.read().expect("in order");
        let said: Vec<(&str, &str)> =
            questions.iter().map(|question| (question.text.fr.as_str(), question.text.en.as_str())).collect();
        assert_eq!(
            said,
            [("Clair\u{a0}! et net", "Clear"), ("Sans anglais", ""), ("", "English only"), ("Combien", "How many")]
        );
        assert_eq!((most(&questions[0]), most(&questions[3])), (0, MOST));
    }

    #[test]
    fn what_is_too_much_or_nothing_is_refused_at_its_field() {
        let refused = |typed: Questionnaire| typed.read().expect_err("refused");
        assert_eq!(refused(Questionnaire::default()), [Refusal::new("statements", Problem::Required)]);
        let long = Questionnaire { words: "x".repeat(301), ..Questionnaire::default() };
        assert_eq!(refused(long), [Refusal::new("words", Problem::TooLong { max: 300 })]);
        let numbers = (0..31).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
        let many = Questionnaire { numbers, ..Questionnaire::default() };
        assert_eq!(refused(many), [Refusal::new("numbers", Problem::TooManyLines { max: 30 })]);
    }

    #[test]
    fn what_is_offered_at_first_is_in_order_and_complete() {
        for occasion in Occasion::ALL {
            let questions = default_questionnaire(occasion).read().expect("in order");
            assert!(questions.len() > 5, "{occasion:?}");
            let whole = |text: &Text| !text.fr.is_empty() && !text.en.is_empty() && !text.en.contains(BETWEEN);
            assert!(questions.iter().all(|question| whole(&question.text)), "{occasion:?}");
            let lines = Questionnaire::of(&questions);
            assert_eq!(lines, default_questionnaire(occasion), "{occasion:?}: no line stands there twice");
        }
    }

    proptest! {
        #[test]
        fn written_down_and_read_again_it_asks_the_same(
            statements in "[a-c|é\u{a0} \n]{0,30}",
            numbers in "[a-c|é\u{a0} \n]{0,30}",
            words in "[a-c|é\u{a0} \n]{0,30}"
        ) {
            if let Ok(questions) = (Questionnaire { statements, numbers, words }).read() {
                prop_assert_eq!(Questionnaire::of(&questions).read(), Ok(questions));
            }
        }
    }
}
