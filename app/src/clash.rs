//! Why a workshop cannot be held as it is asked for, and why nothing may be said
//! against one that is to be held.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "clash", rename_all = "snake_case")]
pub enum Clash {
    /// A day on which the campaign holds no workshop.
    OnHoliday {
        /// The day.
        day: NaiveDate,
        /// What it is called.
        name: String,
    },
    /// The room is booked.
    VenueTaken {
        /// For this workshop.
        workshop: String,
        /// From.
        starts_on: NaiveDate,
        /// To.
        ends_on: NaiveDate,
    },
    /// A trainer is booked.
    TrainerTaken {
        /// Who.
        trainer: String,
        /// For this workshop.
        workshop: String,
        /// From.
        starts_on: NaiveDate,
        /// To.
        ends_on: NaiveDate,
    },
    /// A trainer could not travel in time.
    TrainerTravels {
        /// Who.
        trainer: String,
        /// From or to this workshop.
        workshop: String,
        /// In this city.
        city: String,
        /// Days that must lie between.
        days: i32,
    },
    /// A trainer said that they cannot.
    TrainerAway {
        /// Who.
        trainer: String,
        /// From.
        starts_on: NaiveDate,
        /// To.
        ends_on: NaiveDate,
    },
    /// A trainer teaches other curricula.
    NotCompetent {
        /// Who.
        trainer: String,
    },
    /// Someone has a seat in another workshop on these days.
    Elsewhere {
        /// How many have.
        people: i32,
        /// In this workshop.
        workshop: String,
        /// From.
        starts_on: NaiveDate,
        /// To.
        ends_on: NaiveDate,
    },
    /// A workshop that is to be held could not be held any more.
    Breaks {
        /// Which.
        workshop: String,
        /// From.
        starts_on: NaiveDate,
        /// To.
        ends_on: NaiveDate,
    },
    /// Attendance was marked: the days are what they were.
    Marked,
}

impl From<Clash> for crate::fields::Problem {
    fn from(clash: Clash) -> Self {
        Self::Clash(clash)
    }
}
