//! What the half-days of a workshop hold, and when they are. No I/O.

pub use crate::campaigns::module::Half;
use crate::ids::ModuleId;
use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What is done for a while: a module, or one of the fixed moments of a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Arrival and registration.
    Registration,
    /// Opening ceremony.
    Opening,
    /// Rules and expectations.
    Expectations,
    /// Pre-test.
    PreTest,
    /// The rapporteur's summary of the day before.
    Summary,
    /// Coffee.
    Break,
    /// A module, or a piece of one.
    Module,
    /// Plan of action for the cascade.
    ActionPlan,
    /// Post-test.
    PostTest,
    /// Final evaluation.
    Evaluation,
    /// Closing ceremony, certificates.
    Closing,
}

impl Activity {
    const ALL: [Self; 11] = [
        Self::Registration,
        Self::Opening,
        Self::Expectations,
        Self::PreTest,
        Self::Summary,
        Self::Break,
        Self::Module,
        Self::ActionPlan,
        Self::PostTest,
        Self::Evaluation,
        Self::Closing,
    ];

    /// What is not a module.
    pub const MOMENTS: [Self; 10] = [
        Self::Break,
        Self::Summary,
        Self::Registration,
        Self::Opening,
        Self::Expectations,
        Self::PreTest,
        Self::ActionPlan,
        Self::PostTest,
        Self::Evaluation,
        Self::Closing,
    ];

    /// As stored and as in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Registration => "registration",
            Self::Opening => "opening",
            Self::Expectations => "expectations",
            Self::PreTest => "pre_test",
            Self::Summary => "summary",
            Self::Break => "break",
            Self::Module => "module",
            Self::ActionPlan => "action_plan",
            Self::PostTest => "post_test",
            Self::Evaluation => "evaluation",
            Self::Closing => "closing",
        }
    }
}

impl FromStr for Activity {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|activity| activity.as_str() == text).ok_or(())
    }
}

/// A line of a half-day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Minutes after midnight.
    pub starts_at: i32,
    /// How long.
    pub minutes: i32,
    /// What is done.
    pub activity: Activity,
    /// Which module, if it is one.
    pub module: Option<ModuleId>,
}

/// From when to when a half-day is by custom, in minutes after midnight.
#[must_use]
pub fn customary_hours(held_on: NaiveDate, half: Half) -> (i32, i32) {
    match (half, held_on.weekday() == Weekday::Fri) {
        (Half::Morning, false) => (8 * 60 + 30, 13 * 60),
        (Half::Morning, true) => (8 * 60 + 30, 12 * 60 + 30),
        (Half::Afternoon, false) => (14 * 60, 16 * 60 + 30),
        (Half::Afternoon, true) => (14 * 60 + 30, 16 * 60 + 30),
    }
}
