//! Modules of a curriculum: how and when they are taught. No I/O.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Morning or afternoon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Half {
    /// Until lunch.
    Morning,
    /// After lunch and prayer.
    Afternoon,
}

impl Half {
    /// As stored and as in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
        }
    }
}

impl FromStr for Half {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Morning, Self::Afternoon].into_iter().find(|half| half.as_str() == text).ok_or(())
    }
}

/// How a module is mainly taught.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// All together.
    Plenary,
    /// Work in groups.
    GroupWork,
    /// A case to decide.
    CaseStudy,
    /// A situation to act.
    RolePlay,
    /// A whole chain to act through.
    Simulation,
}

impl Method {
    /// Every method, in the order of lists.
    pub const ALL: [Self; 5] = [Self::Plenary, Self::GroupWork, Self::CaseStudy, Self::RolePlay, Self::Simulation];

    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plenary => "plenary",
            Self::GroupWork => "group_work",
            Self::CaseStudy => "case_study",
            Self::RolePlay => "role_play",
            Self::Simulation => "simulation",
        }
    }
}

impl FromStr for Method {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|method| method.as_str() == text).ok_or(())
    }
}
