//! The rule by which a campaign certifies, as an organiser composes it. No I/O.

use crate::campaigns::model::Percent;
use crate::fields::{Fields, Problem, Refusal};
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use uuid::Uuid;

/// The most conditions that a rule has.
pub const MOST: usize = 8;
/// The longest name of a condition that no figure says, in characters.
const MAX_NAME: u32 = 120;

/// A figure that a condition sets a bar for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Share of the half-days that were attended.
    Attendance,
    /// Share of the points at the post-test.
    PostTest,
    /// Normalised gain from pre-test to post-test.
    Gain,
    /// Share of the points that raters gave for teaching before peers.
    Practice,
}

impl Measure {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Attendance, Self::PostTest, Self::Gain, Self::Practice];

    /// As in the form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Attendance => "attendance",
            Self::PostTest => "post_test",
            Self::Gain => "gain",
            Self::Practice => "practice",
        }
    }
}

impl FromStr for Measure {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|measure| measure.as_str() == text).ok_or(())
    }
}

/// What is asked of someone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Condition {
    /// A figure is at least so high.
    Reach {
        /// Which figure.
        measure: Measure,
        /// How high, at least.
        bar: Percent,
    },
    /// A trainer says that it is so: an action plan was handed in.
    Fulfil {
        /// By which it is known, whatever it is called.
        id: Uuid,
        /// What it is called.
        name: String,
    },
}

/// Conditions that must all hold. Each is a list of which one must hold, seldom of
/// several. Where nothing is asked, everyone qualifies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CertificationRule(pub Vec<Vec<Condition>>);

impl Default for CertificationRule {
    /// 80 % of the half-days and 60 % at the post-test.
    fn default() -> Self {
        Self::of_bars(Percent(80), Percent(60))
    }
}

impl CertificationRule {
    /// So much of the half-days and so much at the post-test; nought asks nothing.
    #[must_use]
    pub fn of_bars(attendance: Percent, post_test: Percent) -> Self {
        let asked = [(Measure::Attendance, attendance), (Measure::PostTest, post_test)];
        let asked = asked.into_iter().filter(|(_, bar)| bar.0 > 0);
        Self(asked.map(|(measure, bar)| vec![Condition::Reach { measure, bar }]).collect())
    }

    /// As it is kept.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "lists of names, numbers and texts are JSON")]
    pub fn written(&self) -> String {
        serde_json::to_string(self).expect("a rule is JSON")
    }

    /// A rule that was [kept](Self::written).
    ///
    /// # Errors
    /// If it was not.
    pub fn parse(written: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(written)
    }

    /// All its conditions, in order.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.0.iter().flatten()
    }

    /// Those that a trainer says of each person, by what they are known by.
    pub fn to_say(&self) -> impl Iterator<Item = (Uuid, &str)> {
        self.conditions().filter_map(|condition| match condition {
            Condition::Fulfil { id, name } => Some((*id, name.as_str())),
            Condition::Reach { .. } => None,
        })
    }

    /// The same rule with other bars, in the order of its conditions that have one;
    /// nothing leaves a bar as it is.
    #[must_use]
    pub fn with_bars(&self, bars: &[Option<Percent>]) -> Self {
        let mut bars = bars.iter();
        let mut other = self.clone();
        for condition in other.0.iter_mut().flatten() {
            if let Condition::Reach { bar, .. } = condition {
                *bar = bars.next().copied().flatten().unwrap_or(*bar);
            }
        }
        other
    }
}

/// A line of the form in which a rule is composed, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// `or` joins it to the line above: one of both is enough.
    pub joined: String,
    /// A measure, `fulfil`, or nothing for a line that is left out.
    pub what: String,
    /// The bar, in percent.
    pub bar: String,
    /// What a condition is called that a trainer says.
    pub name: String,
    /// By which such a condition is known already.
    pub id: String,
}

/// The form in which a rule is composed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleForm(pub Vec<Line>);

impl RuleForm {
    /// From the fields of the form: `what0`, `bar0`, … to [`MOST`].
    #[must_use]
    pub fn of(fields: &[(String, String)]) -> Self {
        let value = |name: String| {
            let found = fields.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
        };
        let line = |place: usize| Line {
            joined: value(format!("joined{place}")),
            what: value(format!("what{place}")),
            bar: value(format!("bar{place}")),
            name: value(format!("name{place}")),
            id: value(format!("id{place}")),
        };
        Self((0..MOST).map(line).collect())
    }

    /// Filled in with a rule.
    #[must_use]
    pub fn filled(rule: &CertificationRule) -> Self {
        let line = |place: usize, condition: &Condition| {
            let joined = if place > 0 { "or" } else { "and" }.to_owned();
            match condition {
                Condition::Reach { measure, bar } => {
                    Line { joined, what: measure.as_str().to_owned(), bar: bar.0.to_string(), ..Line::default() }
                }
                Condition::Fulfil { id, name } => Line {
                    joined,
                    what: "fulfil".to_owned(),
                    name: name.clone(),
                    id: id.to_string(),
                    ..Line::default()
                },
            }
        };
        let lines =
            rule.0.iter().flat_map(|any| any.iter().enumerate().map(|(place, condition)| line(place, condition)));
        let mut lines: Vec<Line> = lines.collect();
        lines.resize(MOST, Line::default());
        Self(lines)
    }

    /// Reads the form; `fresh` gives what a condition is known by that is new.
    ///
    /// # Errors
    /// Every field that is not in order: a bar is 1 to 100, a condition that a trainer
    /// says has a name, and a rule has a condition.
    pub fn read(&self, fresh: impl Fn() -> Uuid) -> Result<CertificationRule, Vec<Refusal>> {
        let mut fields = Fields::default();
        let mut rule: Vec<Vec<Condition>> = Vec::new();
        for (place, line) in self.0.iter().enumerate().filter(|(_, line)| !line.what.is_empty()) {
            let condition = match line.what.parse() {
                Ok(measure) => {
                    let bar = Percent(fields.number(&format!("bar{place}"), &line.bar, 1, 100));
                    Condition::Reach { measure, bar }
                }
                Err(()) if line.what == "fulfil" => {
                    let name = fields.line(&format!("name{place}"), &line.name, MAX_NAME);
                    Condition::Fulfil { id: line.id.parse().unwrap_or_else(|_| fresh()), name }
                }
                Err(()) => {
                    fields.refuse(&format!("what{place}"), Problem::Unknown);
                    continue;
                }
            };
            match rule.last_mut() {
                Some(any) if line.joined == "or" => any.push(condition),
                _ => rule.push(vec![condition]),
            }
        }
        if rule.is_empty() {
            fields.refuse("what0", Problem::Required);
        }
        fields.accept(Some(CertificationRule(rule)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reach(measure: Measure, bar: i32) -> Condition {
        Condition::Reach { measure, bar: Percent(bar) }
    }

    fn any_condition() -> impl Strategy<Value = Condition> {
        let figure =
            (proptest::sample::select(Measure::ALL.to_vec()), 1..=100).prop_map(|(measure, bar)| reach(measure, bar));
        let said = ("[a-zé]{1,8}( [a-zé]{1,8}){0,2}", any::<u128>())
            .prop_map(|(name, id)| Condition::Fulfil { id: Uuid::from_u128(id), name });
        prop_oneof![figure, said]
    }

    #[test]
    fn a_rule_is_read_line_by_line() {
        let typed = [
            ("what0", "attendance"),
            ("bar0", "80"),
            ("joined1", "and"),
            ("what1", "post_test"),
            ("bar1", "60"),
            ("joined2", "or"),
            ("what2", "gain"),
            ("bar2", "50"),
            ("what4", "fulfil"),
            ("name4", " Plan d'action remis "),
        ];
        let typed: Vec<_> = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let id = Uuid::from_u128(7);
        let said = Condition::Fulfil { id, name: "Plan d'action remis".to_owned() };
        let either = vec![reach(Measure::PostTest, 60), reach(Measure::Gain, 50)];
        let rule = CertificationRule(vec![vec![reach(Measure::Attendance, 80)], either, vec![said]]);
        assert_eq!(RuleForm::of(&typed).read(|| id), Ok(rule));
    }

    #[test]
    fn what_is_wrong_is_told_beside_its_field() {
        let typed = [("what0", "attendance"), ("bar0", "101"), ("what1", "fulfil"), ("what2", "luck")];
        let typed: Vec<_> = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let refused = RuleForm::of(&typed).read(Uuid::nil).expect_err("three wrong lines");
        let fields: Vec<&str> = refused.iter().map(|refusal| refusal.field.as_str()).collect();
        assert_eq!(fields, ["bar0", "name1", "what2"]);
    }

    #[test]
    fn the_rule_of_before_reads_as_it_was_written() {
        let stored =
            r#"[[{"kind":"reach","measure":"attendance","bar":80}],[{"kind":"reach","measure":"post_test","bar":60}]]"#;
        assert_eq!(serde_json::from_str::<CertificationRule>(stored).expect("a rule"), CertificationRule::default());
        assert_eq!(serde_json::to_string(&CertificationRule::default()).expect("JSON"), stored);
    }

    proptest! {
        #[test]
        fn a_rule_that_fills_the_form_reads_back(
            rule in prop::collection::vec(prop::collection::vec(any_condition(), 1..3), 1..4),
        ) {
            let rule = CertificationRule(rule);
            prop_assert_eq!(RuleForm::filled(&rule).read(Uuid::nil), Ok(rule.clone()));
            let stored = serde_json::to_string(&rule).expect("JSON");
            prop_assert_eq!(serde_json::from_str::<CertificationRule>(&stored).expect("a rule"), rule);
        }

        #[test]
        fn other_bars_change_nothing_else(bars in prop::collection::vec(proptest::option::of(1..=100), 0..4)) {
            let rule = CertificationRule::default();
            let asked: Vec<Option<Percent>> = bars.iter().map(|bar| bar.map(Percent)).collect();
            let other = rule.with_bars(&asked);
            prop_assert_eq!(other.conditions().count(), 2);
            let bar = |place: usize, was: i32| bars.get(place).copied().flatten().unwrap_or(was);
            prop_assert_eq!(other, CertificationRule::of_bars(Percent(bar(0, 80)), Percent(bar(1, 60))));
        }
    }
}
