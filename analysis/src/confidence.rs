//! Confidence levels and intervals.

use serde::{Deserialize, Serialize};

use crate::Undefined;

/// A confidence level, strictly between 0 and 1. The default is 0.95.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Level(f64);

impl Level {
    /// A level such as 0.95.
    ///
    /// # Errors
    ///
    /// [`Undefined::OutOfScale`] unless it lies strictly between 0 and 1.
    pub fn new(level: f64) -> Result<Self, Undefined> {
        if level > 0.0 && level < 1.0 { Ok(Self(level)) } else { Err(Undefined::OutOfScale) }
    }

    /// The level as a share, such as 0.95.
    pub fn share(self) -> f64 {
        self.0
    }

    /// The probability that is left in the upper tail, such as 0.025.
    pub(crate) fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }
}

impl Default for Level {
    fn default() -> Self {
        Self(0.95)
    }
}

impl TryFrom<f64> for Level {
    type Error = Undefined;

    fn try_from(level: f64) -> Result<Self, Undefined> {
        Self::new(level)
    }
}

impl From<Level> for f64 {
    fn from(level: Level) -> Self {
        level.0
    }
}

/// A two-sided confidence interval, its tails equal.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The lower limit, in the unit of the estimate.
    pub lower: f64,
    /// The upper limit, in the unit of the estimate.
    pub upper: f64,
    /// The level that it was computed for.
    pub level: Level,
}
