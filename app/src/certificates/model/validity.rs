//! For how long a certificate certifies, and whether it still does. No I/O.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How many days before a certificate expires its holder is to be asked to a refresher.
pub const RENEWAL_DAYS: i64 = 90;

/// The last day on which a certificate certifies: so many months after the workshop's last day.
/// Where that month has no such day, its last one. Nothing where it certifies for good.
#[must_use]
pub fn expiry(ends_on: NaiveDate, valid_months: Option<i32>) -> Option<NaiveDate> {
    let months = u32::try_from(valid_months?).ok()?;
    ends_on.checked_add_months(Months::new(months))
}

/// What a certificate is worth on some day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// It certifies.
    InForce,
    /// It certifies, until a day that is near.
    ToRenew {
        /// Its last day.
        until: NaiveDate,
    },
    /// It certified until a day that is past.
    Expired {
        /// Its last day.
        on: NaiveDate,
    },
    /// It was taken back.
    Revoked {
        /// When.
        on: NaiveDate,
    },
    /// Another one was issued in its place.
    Replaced {
        /// When.
        on: NaiveDate,
    },
}

impl State {
    /// What it is worth today. What was taken back stays so, also once it would have expired.
    #[must_use]
    pub fn of(today: NaiveDate, expires_on: Option<NaiveDate>, revoked_on: Option<NaiveDate>, replaced: bool) -> Self {
        match (revoked_on, expires_on) {
            (Some(on), _) if replaced => Self::Replaced { on },
            (Some(on), _) => Self::Revoked { on },
            (None, Some(on)) if on < today => Self::Expired { on },
            (None, Some(until)) if (until - today).num_days() <= RENEWAL_DAYS => Self::ToRenew { until },
            (None, _) => Self::InForce,
        }
    }

    /// Whether it certifies.
    #[must_use]
    pub fn certifies(self) -> bool {
        matches!(self, Self::InForce | Self::ToRenew { .. })
    }
}

/// Which certificates of a campaign are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Those that certify.
    InForce,
    /// Those that expire soon.
    ToRenew,
    /// Those that expired.
    Expired,
    /// Those that were taken back or replaced.
    Revoked,
}

impl Listing {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::InForce, Self::ToRenew, Self::Expired, Self::Revoked];

    /// Its name in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::ToRenew => "to_renew",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }
}

impl FromStr for Listing {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|listing| listing.as_str() == text).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn on(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a date")
    }

    #[test]
    fn months_end_where_they_end() {
        assert_eq!(expiry(on(2022, 10, 28), Some(12)), Some(on(2023, 10, 28)));
        assert_eq!(expiry(on(2023, 1, 31), Some(1)), Some(on(2023, 2, 28)));
        assert_eq!(expiry(on(2023, 8, 31), Some(6)), Some(on(2024, 2, 29)));
        assert_eq!(expiry(on(2024, 2, 29), Some(12)), Some(on(2025, 2, 28)));
        assert_eq!(expiry(on(2024, 2, 29), Some(48)), Some(on(2028, 2, 29)));
        assert_eq!(expiry(on(2022, 12, 15), Some(1)), Some(on(2023, 1, 15)));
        assert_eq!(expiry(on(2022, 10, 28), None), None);
    }

    #[test]
    fn it_certifies_on_its_last_day_and_not_after() {
        let until = on(2023, 10, 28);
        let state = |today| State::of(today, Some(until), None, false);
        assert_eq!(state(on(2023, 7, 29)), State::InForce);
        assert_eq!(state(on(2023, 7, 30)), State::ToRenew { until });
        assert_eq!(state(until), State::ToRenew { until });
        assert_eq!(state(on(2023, 10, 29)), State::Expired { on: until });
        assert_eq!(State::of(on(2099, 1, 1), None, None, false), State::InForce);
    }

    #[test]
    fn what_was_taken_back_never_certifies_again() {
        let revoked = Some(on(2023, 1, 1));
        let state = |replaced| State::of(on(2030, 1, 1), Some(on(2024, 1, 1)), revoked, replaced);
        assert_eq!(state(false), State::Revoked { on: on(2023, 1, 1) });
        assert_eq!(state(true), State::Replaced { on: on(2023, 1, 1) });
    }

    proptest! {
        #[test]
        fn it_lasts_for_as_many_months_and_no_longer(days in 0..60_000_i64, months in 1..=120_i32) {
            let ends_on = on(1950, 1, 1) + chrono::TimeDelta::days(days);
            let until = expiry(ends_on, Some(months)).expect("a day");
            let month = |day: NaiveDate| chrono::Datelike::year(&day) * 12 + chrono::Datelike::month0(&day).cast_signed();
            prop_assert_eq!(month(until) - month(ends_on), months);
            prop_assert!(chrono::Datelike::day(&until) <= chrono::Datelike::day(&ends_on));
            // One month more never ends earlier.
            prop_assert!(expiry(ends_on, Some(months + 1)).expect("a day") > until);
        }
    }
}
