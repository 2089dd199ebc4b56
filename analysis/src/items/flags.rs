//! What about an item should be looked at.

use serde::{Deserialize, Serialize};

use super::ItemStatistics;

/// A reason to look at an item, with the figure that gave it. No reason is a verdict:
/// with few people, all of these figures are uncertain.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Flag {
    /// Nearly everybody has the points.
    TooEasy {
        /// Difficulty p.
        difficulty: f64,
    },
    /// Nearly nobody has the points.
    TooHard {
        /// Difficulty p.
        difficulty: f64,
    },
    /// Who is good at the rest does worse here: often a wrong key.
    NegativeDiscrimination {
        /// Corrected item-total correlation, where it is defined.
        item_rest: Option<f64>,
        /// D of the upper and lower 27 %, where it is defined.
        discrimination: Option<f64>,
    },
    /// The item hardly tells good from weak.
    WeakDiscrimination {
        /// D of the upper and lower 27 %.
        discrimination: f64,
    },
    /// Everybody has the same points.
    NoVariance,
    /// Without the item the test would be more reliable.
    LowersAlpha {
        /// Alpha of the whole test.
        alpha: f64,
        /// Alpha without the item.
        without: f64,
    },
    /// Nobody chose this wrong option.
    DistractorNeverChosen {
        /// The option's index.
        option: usize,
    },
    /// Who chose this wrong option is better at the rest than who chose the right one.
    DistractorBetterThanKey {
        /// The option's index.
        option: usize,
        /// The mean rest score of its choosers.
        rest: f64,
        /// The mean rest score of those who chose the key.
        key_rest: f64,
    },
}

/// From where on an item is flagged.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Thresholds {
    /// A difficulty p above this is too easy. 0.95: our choice, well above the 0.3 to
    /// 0.7 that Allen & Yen (1979), *Introduction to Measurement Theory*, ask of tests
    /// that rank people, because a test after a training should be passed by most.
    pub too_easy: f64,
    /// A difficulty p below this is too hard. 0.2: our choice; guessing among five
    /// options alone reaches it.
    pub too_hard: f64,
    /// A discrimination D from 0 to below this is weak. 0.2: Ebel & Frisbie (1991),
    /// *Essentials of Educational Measurement*, 5th edition: below 0.20 poor, to be
    /// rejected or improved; 0.20 to 0.29 marginal; 0.30 to 0.39 reasonably good; from
    /// 0.40 very good.
    pub weak_discrimination: f64,
    /// Alpha without the item must exceed alpha by more than this. 0.005: our choice,
    /// half of the second decimal that is reported.
    pub alpha_gain: f64,
    /// The share of answers from which on a distractor counts as better than the key.
    /// 0.05: Haladyna & Downing (1993), *Educational and Psychological Measurement* 53,
    /// 999–1010, below which a distractor does not function.
    pub functioning: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { too_easy: 0.95, too_hard: 0.2, weak_discrimination: 0.2, alpha_gain: 0.005, functioning: 0.05 }
    }
}

/// The flags of an item, but for those of its distractors.
pub(super) fn of_item(item: &ItemStatistics, alpha: Option<f64>, thresholds: &Thresholds) -> Vec<Flag> {
    let mut flags = Vec::new();
    let difficulty = item.difficulty;
    if difficulty > thresholds.too_easy {
        flags.push(Flag::TooEasy { difficulty });
    }
    if difficulty < thresholds.too_hard {
        flags.push(Flag::TooHard { difficulty });
    }
    if item.deviation <= 0.0 {
        // Its discrimination is 0 for no fault of its own.
        flags.push(Flag::NoVariance);
        return flags;
    }
    let (item_rest, discrimination) = (item.item_rest, item.discrimination);
    if [item_rest, discrimination].into_iter().flatten().any(|figure| figure < -1e-12) {
        flags.push(Flag::NegativeDiscrimination { item_rest, discrimination });
    } else if let Some(discrimination) = discrimination
        && discrimination < thresholds.weak_discrimination
    {
        flags.push(Flag::WeakDiscrimination { discrimination });
    }
    if let (Some(alpha), Some(without)) = (alpha, item.alpha_if_deleted)
        && without > alpha + thresholds.alpha_gain
    {
        flags.push(Flag::LowersAlpha { alpha, without });
    }
    flags
}
