//! What people gained between a test before and the same test after.

use serde::{Deserialize, Serialize};

use crate::Undefined;
use crate::moments::mean;
use crate::undefined::{at_least, finite, same_length};

/// Normalised gain g = (after − before) / (maximum − before): the share of what could
/// be gained that was; at most 1, negative for a loss. Hake (1998), *American Journal
/// of Physics* 66, 64–74. `None` where before = maximum, or outside 0 to the maximum.
pub fn normalised_gain(before: f64, after: f64, maximum: f64) -> Option<f64> {
    (on_scale(before, maximum) && on_scale(after, maximum) && before < maximum)
        .then(|| (after - before) / (maximum - before))
}

/// Normalised change c, -1 to 1: a gain as a share of what could be gained, a loss as a
/// share of what could be lost, 0 for neither. Marx & Cummings (2007), *American
/// Journal of Physics* 75, 87–91. `None` for people who have nothing or everything both
/// times, whom the authors drop, or outside 0 to the maximum.
pub fn normalised_change(before: f64, after: f64, maximum: f64) -> Option<f64> {
    if !on_scale(before, maximum) || !on_scale(after, maximum) {
        None
    } else if after > before {
        Some((after - before) / (maximum - before))
    } else if after < before {
        Some((after - before) / before)
    } else {
        (before > 0.0 && before < maximum).then_some(0.0)
    }
}

/// How great a group's normalised gain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GainBand {
    /// Below 0.3.
    Low,
    /// From 0.3 to below 0.7.
    Medium,
    /// From 0.7.
    High,
}

impl GainBand {
    /// The band of a group's gain of averages: Hake (1998), section II.
    pub fn of(gain: f64) -> Self {
        if gain >= 0.7 {
            Self::High
        } else if gain >= 0.3 {
            Self::Medium
        } else {
            Self::Low
        }
    }
}

/// The gains of a group whose people all took both tests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gains {
    /// Each person's g; `None` where before = maximum.
    pub individual: Vec<Option<f64>>,
    /// The mean of the individual g; `None` where there is none.
    pub average_of_gains: Option<f64>,
    /// How many people have no g, and are not in that mean.
    pub without_gain: usize,
    /// ⟨g⟩: the g of the group's mean before and mean after, which is what Hake reports;
    /// `None` where everybody had everything before.
    pub gain_of_averages: Option<f64>,
    /// Each person's c; `None` where both are 0 or both the maximum.
    pub change: Vec<Option<f64>>,
    /// The mean of the individual c; `None` where there is none.
    pub average_change: Option<f64>,
    /// How many people have no c, and are not in that mean.
    pub without_change: usize,
}

/// The gains of a group: `before` and `after` person by person, in points from 0 to
/// `maximum`.
///
/// # Errors
///
/// [`Undefined`] without people, for lists of different length, or points outside the scale.
pub fn gains(before: &[f64], after: &[f64], maximum: f64) -> Result<Gains, Undefined> {
    same_length(before.len(), after.len())?;
    at_least(1, before.len())?;
    finite(before)?;
    finite(after)?;
    if !before.iter().chain(after).all(|points| on_scale(*points, maximum)) {
        return Err(Undefined::OutOfScale);
    }
    let pairs = || before.iter().zip(after);
    let individual: Vec<_> = pairs().map(|(before, after)| normalised_gain(*before, *after, maximum)).collect();
    let change: Vec<_> = pairs().map(|(before, after)| normalised_change(*before, *after, maximum)).collect();
    let everything = before.iter().all(|points| *points >= maximum);
    let gain_of_averages = (!everything).then(|| {
        // From sums, for a mean may be rounded up to the maximum.
        let gained: f64 = pairs().map(|(before, after)| after - before).sum();
        let possible: f64 = before.iter().map(|before| maximum - before).sum();
        gained / possible
    });
    Ok(Gains {
        average_of_gains: mean_of_known(&individual),
        without_gain: individual.iter().filter(|gain| gain.is_none()).count(),
        gain_of_averages,
        average_change: mean_of_known(&change),
        without_change: change.iter().filter(|change| change.is_none()).count(),
        individual,
        change,
    })
}

fn on_scale(points: f64, maximum: f64) -> bool {
    maximum.is_finite() && points >= 0.0 && points <= maximum
}

fn mean_of_known(values: &[Option<f64>]) -> Option<f64> {
    let known: Vec<f64> = values.iter().flatten().copied().collect();
    mean(&known)
}
