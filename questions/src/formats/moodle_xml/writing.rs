//! Questions as Moodle XML, with every element that Moodle's importer asks for.

use super::xml::{line, plain, prose};
use super::{GRADES, grading_type};
use crate::exact::{Exact, Share};
use crate::formats::notes::{KindName, Reason, What, excerpt};
use crate::formats::prose::{note, storable};
use crate::formats::{Written, number};
use crate::question::{
    AcceptedNumber, AcceptedWords, Choice, Credit, Kind, Language, OrderCredit, Pair, Question, Text,
};
use num_traits::{One, Signed};
use std::fmt::Write;

/// Writes a file in one language.
#[must_use]
pub fn write(questions: &[Question], language: Language) -> Written {
    let mut written = Written::default();
    let mut file = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n");
    for (index, question) in questions.iter().enumerate() {
        let mut writer = Writer { out: String::new(), lost: Vec::new(), language };
        match writer.question(question) {
            Ok(()) => {
                file.push_str(&writer.out);
                for what in writer.lost {
                    written.lose(index + 1, what);
                }
            }
            Err(reason) => written.refuse(index + 1, reason),
        }
    }
    file.push_str("</quiz>\n");
    written.bytes = file.into_bytes();
    written
}

struct Writer {
    out: String,
    lost: Vec<What>,
    language: Language,
}

impl Writer {
    fn question(&mut self, question: &Question) -> Result<(), Reason> {
        let type_name = type_name(&question.kind)?;
        self.out.push_str("  <question type=\"");
        self.out.push_str(type_name);
        self.out.push_str("\">\n");
        plain(&mut self.out, 2, "name", &storable(&question.name).replace('\n', " "));
        self.prose(2, "questiontext", "", &question.text, "");
        self.prose(2, "generalfeedback", "", &question.feedback, "");
        let penalty = match question.kind {
            Kind::TrueFalse { .. } => "1",
            Kind::Open => "0",
            _ => "0.3333333",
        };
        line(&mut self.out, 2, "defaultgrade", &question.points.to_string());
        line(&mut self.out, 2, "penalty", penalty);
        line(&mut self.out, 2, "hidden", "0");
        line(&mut self.out, 2, "idnumber", "");
        self.kind(&question.kind)?;
        self.tags(&question.tags);
        self.out.push_str("  </question>\n");
        Ok(())
    }

    fn kind(&mut self, kind: &Kind) -> Result<(), Reason> {
        match kind {
            Kind::Single { options, shuffle } => {
                let shares: Vec<Share> = options.iter().map(|option| option.share).collect();
                self.options(options, &shares, true, *shuffle);
            }
            Kind::Multiple { options, credit, shuffle } => {
                let shares = self.shares(options, *credit);
                self.options(options, &shares, false, *shuffle);
            }
            Kind::TrueFalse { right, if_true, if_false } => {
                self.truth("true", *right, if_true);
                self.truth("false", !*right, if_false);
            }
            Kind::Matching { pairs, extras, shuffle } => self.matching(pairs, extras, *shuffle),
            Kind::Ordering { steps, credit } => self.ordering(steps, *credit),
            Kind::Numeric { accepted, unit } => self.numerical(accepted, unit)?,
            Kind::Short { accepted, case_sensitive } => self.words(accepted, *case_sensitive),
            Kind::Open => self.essay(),
            Kind::Likert { .. } | Kind::Rubric { .. } => return Err(Reason::KindNotHeld(KindName::from(kind))),
        }
        Ok(())
    }

    fn options(&mut self, options: &[Choice], shares: &[Share], single: bool, shuffle: bool) {
        line(&mut self.out, 2, "single", truth(single));
        line(&mut self.out, 2, "shuffleanswers", truth(shuffle));
        line(&mut self.out, 2, "answernumbering", "abc");
        line(&mut self.out, 2, "showstandardinstruction", "0");
        self.result_feedback();
        for (option, share) in options.iter().zip(shares) {
            let fraction = self.fraction(*share);
            let feedback = self.feedback(&option.feedback);
            self.prose(2, "answer", &fraction, &option.text, &feedback);
        }
    }

    // Moodle knows no «all or nothing»: nearest to it is that one wrong option takes all.
    fn shares(&mut self, options: &[Choice], credit: Credit) -> Vec<Share> {
        if credit == Credit::Shares {
            return options.iter().map(|option| option.share).collect();
        }
        self.lost.push(What::CreditRule);
        let right = options.iter().filter(|option| option.share.is_right()).count();
        let each = i64::try_from(right).ok().and_then(Share::one_of).unwrap_or_else(Share::nothing);
        options.iter().map(|option| if option.share.is_right() { each } else { -Share::whole() }).collect()
    }

    fn truth(&mut self, says: &str, right: bool, feedback: &Text) {
        let fraction = if right { "100" } else { "0" };
        let feedback = self.feedback(feedback);
        let _ = write!(
            self.out,
            "    <answer fraction=\"{fraction}\" format=\"moodle_auto_format\">\n      <text>{says}</text>\n{feedback}    </answer>\n"
        );
    }

    fn matching(&mut self, pairs: &[Pair], extras: &[Text], shuffle: bool) {
        line(&mut self.out, 2, "shuffleanswers", truth(shuffle));
        self.result_feedback();
        let nothing = Text::default();
        let extras = extras.iter().map(|extra| (&nothing, extra));
        for (left, right) in pairs.iter().map(|pair| (&pair.left, &pair.right)).chain(extras) {
            let right = self.line(right);
            let mut answer = String::new();
            plain(&mut answer, 3, "answer", &right);
            self.prose(2, "subquestion", "", left, &answer);
        }
    }

    fn ordering(&mut self, steps: &[Text], credit: OrderCredit) {
        line(&mut self.out, 2, "layouttype", "VERTICAL");
        line(&mut self.out, 2, "selecttype", "ALL");
        line(&mut self.out, 2, "selectcount", "0");
        line(&mut self.out, 2, "gradingtype", grading_type(credit));
        line(&mut self.out, 2, "showgrading", "SHOW");
        line(&mut self.out, 2, "numberingstyle", "none");
        self.result_feedback();
        for (place, step) in steps.iter().enumerate() {
            self.prose(2, "answer", &format!(" fraction=\"{}.0000000\"", place + 1), step, "");
        }
    }

    fn numerical(&mut self, accepted: &[AcceptedNumber], unit: &Text) -> Result<(), Reason> {
        for number in accepted {
            let (middle, tolerance) = number::middle(&number.low, &number.high)
                .and_then(|(middle, tolerance)| Some((number::text(middle)?, number::text(tolerance)?)))
                .ok_or_else(|| Reason::NotANumber(excerpt(&number.low)))?;
            let fraction = self.fraction(number.share);
            let feedback = self.feedback(&number.feedback);
            let _ = write!(
                self.out,
                "    <answer{fraction} format=\"moodle_auto_format\">\n      <text>{middle}</text>\n{feedback}      <tolerance>{tolerance}</tolerance>\n    </answer>\n"
            );
        }
        let unit = self.line(unit);
        if !unit.is_empty() {
            self.out.push_str("    <units>\n      <unit>\n");
            line(&mut self.out, 4, "multiplier", "1");
            line(&mut self.out, 4, "unit_name", &unit);
            self.out.push_str("      </unit>\n    </units>\n");
        }
        line(&mut self.out, 2, "unitgradingtype", "0");
        line(&mut self.out, 2, "unitpenalty", "0.1");
        // In Moodle's words: no units; or a unit that may be left out.
        line(&mut self.out, 2, "showunits", if unit.is_empty() { "3" } else { "0" });
        line(&mut self.out, 2, "unitsleft", "0");
        Ok(())
    }

    fn words(&mut self, accepted: &[AcceptedWords], case_sensitive: bool) {
        line(&mut self.out, 2, "usecase", if case_sensitive { "1" } else { "0" });
        for words in accepted {
            let pattern = self.said(&words.pattern);
            let fraction = self.fraction(words.share);
            let feedback = self.feedback(&words.feedback);
            let _ = write!(
                self.out,
                "    <answer{fraction} format=\"moodle_auto_format\">\n      <text>{}</text>\n{feedback}    </answer>\n",
                super::xml::cdata(&pattern)
            );
        }
    }

    fn essay(&mut self) {
        for (name, value) in [
            ("responseformat", "editor"),
            ("responserequired", "1"),
            ("responsefieldlines", "15"),
            ("attachments", "0"),
            ("attachmentsrequired", "0"),
        ] {
            line(&mut self.out, 2, name, value);
        }
        for name in ["graderinfo", "responsetemplate"] {
            prose(&mut self.out, 2, name, "", "", "");
        }
    }

    fn result_feedback(&mut self) {
        for name in ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"] {
            prose(&mut self.out, 2, name, "", "", "");
        }
    }

    fn tags(&mut self, tags: &[String]) {
        if tags.is_empty() {
            return;
        }
        self.out.push_str("    <tags>\n");
        for tag in tags {
            plain(&mut self.out, 3, "tag", &storable(tag).replace('\n', " "));
        }
        self.out.push_str("    </tags>\n");
    }

    fn prose(&mut self, depth: usize, name: &str, more: &str, text: &Text, within: &str) {
        let text = self.said(text);
        prose(&mut self.out, depth, name, more, &text, within);
    }

    fn feedback(&mut self, feedback: &Text) -> String {
        let mut out = String::new();
        let feedback = self.said(feedback);
        prose(&mut out, 3, "feedback", "", &feedback, "");
        out
    }

    fn said(&mut self, text: &Text) -> String {
        if text.besides(self.language).is_some() {
            self.lose(What::OtherLanguage(self.language.other()));
        }
        storable(text.in_language(self.language))
    }

    // Where Moodle has one line.
    fn line(&mut self, text: &Text) -> String {
        let said = self.said(text);
        if said.contains('\n') {
            self.lose(What::Lines);
        }
        said.replace('\n', " ")
    }

    fn lose(&mut self, what: What) {
        note(&mut self.lost, what);
    }

    // Moodle's importer refuses shares that are not in its list.
    fn fraction(&mut self, share: Share) -> String {
        let known = nearest(share);
        if known != share.value() {
            self.lose(What::ShareRounded(share.to_string()));
        }
        format!(" fraction=\"{}\"", percent(known))
    }
}

fn nearest(share: Share) -> Exact {
    let value = share.value();
    let grades = GRADES.iter().map(|&(part, whole)| Exact::new(part, whole));
    let near = grades.min_by_key(|grade| distance(*grade, value.abs())).unwrap_or_else(Exact::one);
    if value.is_negative() { -near } else { near }
}

// In millionths of millionths; shares of any denominator would overflow otherwise.
fn distance(grade: Exact, value: Exact) -> i128 {
    let scaled = |value: Exact| i128::from(*value.numer()) * 1_000_000_000_000 / i128::from(*value.denom());
    (scaled(grade) - scaled(value)).abs()
}

// With five digits, as Moodle's own list.
fn percent(share: Exact) -> String {
    let scaled = number::Number::new(i128::from(*share.numer()) * 100, i128::from(*share.denom()));
    let scale = number::Number::from_integer(100_000);
    number::rounded((scaled * scale).round() / scale)
}

fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

fn type_name(kind: &Kind) -> Result<&'static str, Reason> {
    Ok(match kind {
        Kind::Single { .. } | Kind::Multiple { .. } => "multichoice",
        Kind::TrueFalse { .. } => "truefalse",
        Kind::Matching { .. } => "matching",
        Kind::Ordering { .. } => "ordering",
        Kind::Numeric { .. } => "numerical",
        Kind::Short { .. } => "shortanswer",
        Kind::Open => "essay",
        Kind::Likert { .. } | Kind::Rubric { .. } => return Err(Reason::KindNotHeld(KindName::from(kind))),
    })
}
