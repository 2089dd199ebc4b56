//! What the planner gives back.

use serde::{Deserialize, Serialize};

use crate::problem::Workshop;

/// A calendar for the whole campaign.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// All workshops, fixed ones included, by date.
    pub workshops: Vec<Workshop>,
    /// What it costs.
    pub cost: Cost,
    /// Workshops of each competent trainer, by key, in the order of the problem.
    pub load: Vec<Load>,
    /// What the plan is worth by the problem's weights, in XOF: lower is better.
    pub objective: i64,
    /// No plan can have an objective below this.
    pub bound: i64,
    /// `(objective - bound) / objective`, 0 to 1; 0 where the objective is 0.
    pub gap: f64,
    /// Whether no better plan exists.
    pub proven: bool,
}

/// Money, in XOF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Fares of trainers from home and back, for each workshop away from home.
    pub travel: i64,
    /// Per diem of trainers for days taught away from home and days on the road.
    pub per_diem: i64,
    /// Hire of rooms.
    pub venues: i64,
}

impl Cost {
    /// All of it.
    pub fn total(self) -> i64 {
        self.travel + self.per_diem + self.venues
    }
}

/// How much a trainer teaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// Key of the trainer.
    pub trainer: String,
    /// Workshops led or seconded.
    pub workshops: u32,
}

/// How planning ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A plan: the best one, or the best until told to stop.
    Planned(Plan),
    /// There is none.
    Infeasible(Conflict),
    /// Told to stop before a plan was found or proven impossible.
    NothingFound {
        /// No plan can have an objective below this; `None` where nothing is known yet.
        bound: Option<i64>,
    },
}

/// Why there is no plan: taken together these cannot hold, and leaving out any one
/// of them (where `minimal`) makes the rest possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Keys of the wishes that cannot hold together; empty: even without wishes there is no plan.
    pub wishes: Vec<String>,
    /// The rules they run against.
    pub rules: Vec<Rule>,
    /// Keys of the cities whose workshops are enough to show it.
    pub cities: Vec<String>,
    /// Teams that could teach at once, were all trainers in the right place.
    pub teams: u32,
    /// Whether each part was shown to be needed; false when told to stop before.
    pub minimal: bool,
}

/// Hard rules of every plan that a conflict may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// A trainer needs the days of the road between two cities.
    TravelDays,
    /// A trainer teaches one workshop at a time.
    TrainerOnce,
    /// Absences of trainers.
    TrainerAway,
    /// The most workshops a trainer takes.
    TrainerLoad,
    /// One of the team may lead.
    Lead,
    /// A room hosts one workshop at a time.
    VenueOnce,
    /// Days on which rooms are closed.
    VenueClosed,
    /// Rooms seat the cohort.
    VenueCapacity,
    /// Holidays.
    Holidays,
}

impl Rule {
    /// All of them, the most telling last.
    pub const ALL: [Self; 9] = [
        Self::Holidays,
        Self::VenueClosed,
        Self::VenueCapacity,
        Self::VenueOnce,
        Self::Lead,
        Self::TrainerLoad,
        Self::TrainerAway,
        Self::TravelDays,
        Self::TrainerOnce,
    ];
}

/// How planning goes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Objective of the best plan so far.
    pub objective: Option<i64>,
    /// No plan can have an objective below this.
    pub bound: Option<i64>,
    /// `(objective - bound) / objective`, where both are known.
    pub gap: Option<f64>,
    /// Whether a plan better than the last one reported has been found.
    pub improved: bool,
}

/// How far an objective is above its bound, 0 to 1.
pub(crate) fn gap(objective: i64, bound: i64) -> f64 {
    if objective <= bound || objective == 0 {
        return 0.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "a ratio for show")]
    let gap = (objective - bound) as f64 / (objective as f64).abs();
    gap.min(1.0)
}
