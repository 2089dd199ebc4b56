//! What the planner is given: a campaign, told without a database.
//!
//! Keys are opaque strings (identifiers of rows, in practice) that come back in
//! the plan. Money is in whole XOF; days are calendar days.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// A campaign to be planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// First and last day on which a workshop may run.
    pub window: DateRange,
    /// Days of the week on which nothing runs.
    pub rest_days: Vec<Weekday>,
    /// Days on which nothing runs, fixed or lunar.
    pub holidays: Vec<NaiveDate>,
    /// Days of a workshop, 1 to 5: consecutive, none of them a rest day or a holiday.
    pub length_days: u8,
    /// Cities where people wait to be trained.
    pub cities: Vec<City>,
    /// Rooms that can be hired.
    pub venues: Vec<Venue>,
    /// Everyone who might teach.
    pub trainers: Vec<Trainer>,
    /// Roads and flights between the cities, in the order of `cities`.
    pub travel: Travel,
    /// How many people a workshop takes.
    pub cohort: Cohort,
    /// What a good plan is.
    pub weights: Weights,
    /// What the organiser asks for and could give up.
    pub wishes: Vec<Wish>,
    /// Workshops that have happened or are promised: kept as they are, never judged.
    pub fixed: Vec<Workshop>,
    /// The plan to change as little as possible; empty for a first plan.
    pub previous: Vec<Workshop>,
}

/// Days from `first` to `last`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateRange {
    /// The first day.
    pub first: NaiveDate,
    /// The last day, not before `first`.
    pub last: NaiveDate,
}

impl DateRange {
    /// Whether every day from `first` to `last` lies in the range.
    pub fn holds(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.first <= first && last <= self.last
    }

    /// Whether any day from `first` to `last` lies in the range.
    pub fn touches(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.first <= last && first <= self.last
    }
}

/// A place where people wait to be trained.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct City {
    /// Its key.
    pub key: String,
    /// Its name, for messages.
    pub name: String,
    /// People to train there, those of fixed workshops included.
    pub people: u32,
}

/// A room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Venue {
    /// Its key.
    pub key: String,
    /// Key of its city.
    pub city: String,
    /// People it seats.
    pub capacity: u32,
    /// Hire of a day, in XOF.
    pub cost_per_day: i64,
    /// When it cannot be had.
    pub closed: Vec<DateRange>,
}

/// Someone who teaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trainer {
    /// Their key.
    pub key: String,
    /// Their name, for messages.
    pub name: String,
    /// Key of the city where they live.
    pub home: String,
    /// Whether they may lead a workshop.
    pub can_lead: bool,
    /// Whether they know the curriculum; those who do not are never proposed.
    pub competent: bool,
    /// When they cannot work: neither teach, nor be on the road from home and back.
    pub away: Vec<DateRange>,
    /// Paid for each day away from home, in XOF.
    pub per_diem: i64,
    /// The most workshops they take, fixed ones included; `None`: as many as come.
    pub most_workshops: Option<u32>,
}

/// Roads: `days[from][to]` and `cost[from][to]`, in the order of the cities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Travel {
    /// Whole days on the road, which no workshop may use; zero where one arrives the same day.
    pub days: Vec<Vec<u16>>,
    /// Fare of one person, one way, in XOF.
    pub cost: Vec<Vec<i64>>,
}

/// Bounds on the people of a workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cohort {
    /// The least, at least 1.
    pub least: u32,
    /// The most, not below `least`.
    pub most: u32,
}

/// What one unit of each aim is worth, in XOF. Zero leaves the aim out; none is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    /// Of each XOF spent (1, or 0 where money is no matter).
    pub cost: i64,
    /// Of each day between the window's first day and the start of a workshop.
    pub early: i64,
    /// Of each workshop beyond the even share of its week: workshops divided by weeks, rounded up.
    pub even: i64,
    /// Of each workshop between the most and the least loaded competent trainer.
    pub load: i64,
    /// Of each booking of a room, or of a trainer in a city, that `previous` has on another
    /// date; twice that of one that it does not have at all. Less what no plan can help,
    /// where a city has more workshops than it had.
    pub change: i64,
}

/// Something asked for that the organiser can give up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Its key, which a conflict names.
    pub key: String,
    /// What is asked.
    pub kind: WishKind,
}

/// The kinds of wishes. None judges fixed workshops alone, but all count them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WishKind {
    /// The workshops of a city run within these days.
    CityWithin {
        /// The city.
        city: String,
        /// The days.
        range: DateRange,
    },
    /// The workshops of a city run on none of these days.
    CityNotWithin {
        /// The city.
        city: String,
        /// The days.
        range: DateRange,
    },
    /// The workshops of two cities start at least so many days apart.
    ApartDays {
        /// One city.
        a: String,
        /// The other.
        b: String,
        /// Days between the two starts, at least.
        days: u16,
    },
    /// The workshops of two cities do not start in the same week (Monday to Sunday).
    NotSameWeek {
        /// One city.
        a: String,
        /// The other.
        b: String,
    },
    /// No more than so many workshops start in a week (Monday to Sunday).
    AtMostPerWeek {
        /// How many.
        most: u32,
    },
    /// A trainer leads all workshops of a city that are not fixed.
    LeadOf {
        /// The city.
        city: String,
        /// The trainer.
        trainer: String,
    },
    /// A trainer neither teaches on these days nor is on the road from home and back.
    TrainerNotWithin {
        /// The trainer.
        trainer: String,
        /// The days.
        range: DateRange,
    },
    /// The plan costs no more than this, fixed workshops included.
    BudgetAtMost {
        /// In XOF.
        most: i64,
    },
    /// Between two workshops every trainer has so many days without teaching.
    TrainerRests {
        /// Calendar days, those on the road included.
        days: u16,
    },
}

/// A workshop with its date, room and team.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Workshop {
    /// Its first day.
    pub start: NaiveDate,
    /// Its last day.
    pub end: NaiveDate,
    /// Key of its city.
    pub city: String,
    /// Key of its room.
    pub venue: String,
    /// Key of the trainer who leads.
    pub lead: String,
    /// Key of the second trainer.
    pub second: String,
    /// People trained.
    pub people: u32,
}
