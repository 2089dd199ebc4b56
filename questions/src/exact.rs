//! Shares of a question's points, and points, as exact fractions: a third is a third,
//! and nothing depends on the order of a sum.

use num_rational::Ratio;
use num_traits::{One, Zero};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// An exact fraction.
pub type Exact = Ratio<i64>;

/// A part of a question's points, −1 to 1. Negative shares take points away, but
/// never more than the question gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(Exact);

impl Share {
    /// All points.
    #[must_use]
    pub fn whole() -> Self {
        Self(Exact::one())
    }

    /// No points.
    #[must_use]
    pub fn nothing() -> Self {
        Self(Exact::zero())
    }

    /// One of so many equal parts. `None` for no part at all.
    #[must_use]
    pub fn one_of(parts: i64) -> Option<Self> {
        (parts > 0).then(|| Self(Exact::new(1, parts)))
    }

    /// The share as a fraction. `None` outside −1 to 1.
    #[must_use]
    pub fn new(value: Exact) -> Option<Self> {
        (value >= -Exact::one() && value <= Exact::one()).then_some(Self(value))
    }

    /// The fraction.
    #[must_use]
    pub fn value(self) -> Exact {
        self.0
    }

    /// Whether it gives points.
    #[must_use]
    pub fn is_right(self) -> bool {
        self.0 > Exact::zero()
    }
}

impl std::ops::Neg for Share {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// Not a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a share is a fraction from -1 to 1")]
pub struct NotAShare;

/// Written as `1`, `-1` or `1/3`.
impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl FromStr for Share {
    type Err = NotAShare;

    fn from_str(text: &str) -> Result<Self, NotAShare> {
        let (above, below) = text.split_once('/').unwrap_or((text, "1"));
        let (above, below): (i64, i64) = (above.parse().map_err(|_| NotAShare)?, below.parse().map_err(|_| NotAShare)?);
        // Checked before the fraction is made: the least i64 has no opposite.
        if below < 1 || !(-below..=below).contains(&above) {
            return Err(NotAShare);
        }
        Self::new(Exact::new(above, below)).ok_or(NotAShare)
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Exact, Share};

    #[test]
    fn reads_only_shares() {
        assert_eq!("2/6".parse::<Share>().unwrap().to_string(), "1/3");
        assert_eq!("-1".parse::<Share>().unwrap().value(), -Exact::from_integer(1));
        let least = i64::MIN;
        for not in ["", "1/0", "2", "3/2", "x", "1/", "/1", "1/-3", &format!("{least}/{least}"), &format!("1/{least}")]
        {
            assert!(not.parse::<Share>().is_err(), "{not}");
        }
    }
}
