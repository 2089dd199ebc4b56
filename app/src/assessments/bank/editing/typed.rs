//! The fields of a question: their names, and what is typed in them. No I/O.

use questions::exact::Share;
use questions::faults::{LONGEST_SCALE, MOST_PARTS};
use questions::formats::KindName;
use questions::formats::sheet::{shown, write_tags};
use questions::question::{Choice, Credit, Kind, OrderCredit, Question, Text};
use std::collections::HashMap;

/// The kinds of question that are written in fields, in the order in which they are offered.
pub const KINDS: [(&str, KindName); 9] = [
    ("single", KindName::Single),
    ("multiple", KindName::Multiple),
    ("true_false", KindName::TrueFalse),
    ("matching", KindName::Matching),
    ("ordering", KindName::Ordering),
    ("numeric", KindName::Numeric),
    ("short", KindName::Short),
    ("likert", KindName::Likert),
    ("open", KindName::Open),
];

/// The kind of this name in the form.
#[must_use]
pub fn kind_of(name: &str) -> Option<KindName> {
    KINDS.into_iter().find(|(known, _)| *known == name).map(|(_, kind)| kind)
}

/// The name of a kind in the form; none for a rubric, which has a page of its own.
#[must_use]
pub fn kind_key(kind: KindName) -> Option<&'static str> {
    KINDS.into_iter().find(|(_, known)| *known == kind).map(|(name, _)| name)
}

/// What the lines of a kind are called in the names of their fields, and how many there
/// are at first and at most.
#[must_use]
pub fn lines_of(kind: KindName) -> Option<(&'static str, usize, usize)> {
    match kind {
        KindName::Single | KindName::Multiple => Some(("option", 4, MOST_PARTS)),
        KindName::Matching => Some(("pair", 4, MOST_PARTS)),
        KindName::Ordering => Some(("step", 4, MOST_PARTS)),
        KindName::Numeric => Some(("number", 2, MOST_PARTS)),
        KindName::Short => Some(("words", 3, MOST_PARTS)),
        KindName::Likert => Some(("point", 5, LONGEST_SCALE)),
        KindName::TrueFalse | KindName::Open | KindName::Rubric => None,
    }
}

/// Lines of right sides that belong to nothing, at first.
pub const EXTRAS: usize = 2;
/// Empty lines behind the last one that is filled in.
const EMPTY: usize = 2;
/// So many more are given when they are asked for.
const MORE: usize = 4;

/// What is typed into the fields of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(HashMap<String, String>);

impl Typed {
    /// As a form sends it; of a name that stands twice, the first.
    #[must_use]
    pub fn of(form: Vec<(String, String)>) -> Self {
        let mut typed = HashMap::new();
        for (name, value) in form {
            typed.entry(name).or_insert(value);
        }
        Self(typed)
    }

    /// An empty form for a kind.
    #[must_use]
    pub fn empty(kind: KindName) -> Self {
        let mut typed = Self::default();
        typed.put("kind", kind_key(kind).unwrap_or_default());
        typed.put("points", "1");
        typed.put("shuffle", "yes");
        typed
    }

    /// The same in a module, by its identifier; empty for none.
    #[must_use]
    pub fn in_module(mut self, module: &str) -> Self {
        self.put("module", module);
        self
    }

    /// What stands in a field.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// What stands in a field, trimmed, its lines ended in one way.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.value(name).trim().replace("\r\n", "\n").replace('\r', "\n")
    }

    /// What stands in the two fields of a text.
    #[must_use]
    pub fn both(&self, stem: &str) -> Text {
        Text { fr: self.text(&format!("{stem}-fr")), en: self.text(&format!("{stem}-en")) }
    }

    /// Whether something was pressed or ticked.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        !self.value(name).is_empty()
    }

    /// The lines of this name, from 1 to `most`, in which anything stands.
    #[must_use]
    pub fn filled(&self, stem: &str, most: usize) -> Vec<usize> {
        let is_filled = |line: &usize| PARTS.iter().any(|part| self.says(&format!("{stem}-{line}-{part}"), part));
        (1..=most).filter(is_filled).collect()
    }

    // What an option is worth says something; that a number is right does not.
    fn says(&self, name: &str, part: &str) -> bool {
        let value = self.value(name).trim();
        if part == "worth" {
            name.starts_with("option") && value != "wrong" && !value.is_empty()
        } else {
            !value.is_empty()
        }
    }

    /// How many lines of this name to show: those at first or those that are there, with a
    /// few empty ones; more if they are asked for.
    #[must_use]
    pub fn shown(&self, stem: &str, first: usize, most: usize) -> usize {
        let last = self.filled(stem, most).last().copied().unwrap_or_default();
        let before: usize = self.value(&format!("{stem}-lines")).parse().unwrap_or_default();
        let more = if self.has("more") { MORE } else { 0 };
        first.max(last + EMPTY).max(before.saturating_add(more)).min(most)
    }

    fn put(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.0.insert(name.to_owned(), value.to_owned());
        }
    }

    fn put_both(&mut self, stem: &str, text: &Text) {
        self.put(&format!("{stem}-fr"), &text.fr);
        self.put(&format!("{stem}-en"), &text.en);
    }

    fn put_lines<'t>(&mut self, stem: &str, texts: impl IntoIterator<Item = &'t Text>) {
        for (line, text) in (1..).zip(texts) {
            self.put_both(&format!("{stem}-{line}"), text);
        }
    }

    // What is neither right nor wrong has its share.
    fn put_worth(&mut self, line: &str, share: Share, right: Option<Share>) {
        let is_right = Some(share) == right;
        self.put(&format!("{line}-worth"), if is_right { "right" } else { "wrong" });
        if !is_right && share != Share::nothing() {
            self.put(&format!("{line}-percent"), &shown(share));
        }
    }
}

/// The parts of a line, behind its number in the names of fields.
const PARTS: [&str; 12] = [
    "fr",
    "en",
    "left-fr",
    "left-en",
    "right-fr",
    "right-en",
    "low",
    "high",
    "feedback-fr",
    "feedback-en",
    "percent",
    "worth",
];

/// The fields of a question that is there.
#[must_use]
pub fn fields_of(question: &Question) -> Typed {
    let mut typed = Typed::default();
    typed.put("kind", kind_key((&question.kind).into()).unwrap_or_default());
    typed.put("name", &question.name);
    typed.put_both("text", &question.text);
    typed.put("points", &question.points.to_string());
    typed.put_both("feedback", &question.feedback);
    typed.put("tags", &write_tags(&question.tags));
    put_kind(&mut typed, &question.kind);
    typed
}

fn put_kind(typed: &mut Typed, kind: &Kind) {
    let yes = |yes: bool| if yes { "yes" } else { "" };
    match kind {
        Kind::Single { options, shuffle } => {
            typed.put("shuffle", yes(*shuffle));
            put_options(typed, options, Some(Share::whole()));
        }
        Kind::Multiple { options, credit, shuffle } => {
            typed.put("shuffle", yes(*shuffle));
            typed.put("credit", credit_key(*credit));
            put_options(typed, options, equal_share(options));
        }
        Kind::TrueFalse { right, if_true, if_false } => {
            typed.put("right", if *right { "true" } else { "false" });
            typed.put_both("if_true", if_true);
            typed.put_both("if_false", if_false);
        }
        Kind::Matching { pairs, extras, shuffle } => {
            typed.put("shuffle", yes(*shuffle));
            for (line, pair) in (1..).zip(pairs) {
                typed.put_both(&format!("pair-{line}-left"), &pair.left);
                typed.put_both(&format!("pair-{line}-right"), &pair.right);
            }
            typed.put_lines("extra", extras);
        }
        Kind::Ordering { steps, credit } => {
            typed.put("credit", order_credit_key(*credit));
            typed.put_lines("step", steps);
        }
        Kind::Numeric { accepted, unit } => {
            typed.put_both("unit", unit);
            for (line, number) in (1..).zip(accepted) {
                let line = format!("number-{line}");
                typed.put(&format!("{line}-low"), &number.low);
                typed.put(&format!("{line}-high"), if number.high == number.low { "" } else { &number.high });
                typed.put_worth(&line, number.share, Some(Share::whole()));
                typed.put_both(&format!("{line}-feedback"), &number.feedback);
            }
        }
        Kind::Short { accepted, case_sensitive } => {
            typed.put("capitals", yes(*case_sensitive));
            for (line, words) in (1..).zip(accepted) {
                let line = format!("words-{line}");
                typed.put_both(&line, &words.pattern);
                typed.put_worth(&line, words.share, Some(Share::whole()));
                typed.put_both(&format!("{line}-feedback"), &words.feedback);
            }
        }
        Kind::Likert { scale } => typed.put_lines("point", scale),
        Kind::Open | Kind::Rubric { .. } => (),
    }
}

fn put_options(typed: &mut Typed, options: &[Choice], right: Option<Share>) {
    for (line, option) in (1..).zip(options) {
        let line = format!("option-{line}");
        typed.put_both(&line, &option.text);
        typed.put_worth(&line, option.share, right);
        typed.put_both(&format!("{line}-feedback"), &option.feedback);
    }
}

/// What each right one of several options is worth, if all are worth the same.
fn equal_share(options: &[Choice]) -> Option<Share> {
    let right = options.iter().filter(|option| option.share.is_right());
    let equal = i64::try_from(right.clone().count()).ok().and_then(Share::one_of);
    equal.filter(|equal| right.clone().all(|option| option.share == *equal))
}

/// What a choice of several is worth that is right in part, in the form.
#[must_use]
pub fn credit_key(credit: Credit) -> &'static str {
    match credit {
        Credit::AllOrNothing => "all_or_nothing",
        Credit::Shares => "shares",
    }
}

/// The same of an order.
#[must_use]
pub fn order_credit_key(credit: OrderCredit) -> &'static str {
    match credit {
        OrderCredit::AllOrNothing => "all_or_nothing",
        OrderCredit::Places => "places",
        OrderCredit::Neighbours => "neighbours",
    }
}
