//! When participants are asked.

use crate::fields::Problem;
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// When participants are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// About a day of the workshop.
    Day,
    /// On its last day, or after.
    End,
    /// Three months after.
    #[serde(rename = "month_3")]
    Month3,
    /// Six months after.
    #[serde(rename = "month_6")]
    Month6,
}

impl Occasion {
    /// Every occasion, in the order of time.
    pub const ALL: [Self; 4] = [Self::Day, Self::End, Self::Month3, Self::Month6];

    /// As stored, and as in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::End => "end",
            Self::Month3 => "month_3",
            Self::Month6 => "month_6",
        }
    }

    /// The days for which a workshop of these dates holds it, the first day from which
    /// each may be opened: every one of its days; its last; three or six calendar months
    /// after its last, on the last day of a month that is shorter.
    #[must_use]
    pub fn days(self, starts_on: NaiveDate, ends_on: NaiveDate) -> Vec<NaiveDate> {
        // Beyond the end of the calendar: never.
        let after = |months| vec![ends_on.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)];
        match self {
            Self::Day => starts_on.iter_days().take_while(|day| *day <= ends_on).collect(),
            Self::End => vec![ends_on],
            Self::Month3 => after(3),
            Self::Month6 => after(6),
        }
    }

    /// Whether it may be opened for that day today.
    ///
    /// # Errors
    /// [`Problem::Unknown`] for a day that is none of its days; [`Problem::NotBefore`].
    pub fn judge(
        self,
        (starts_on, ends_on): (NaiveDate, NaiveDate),
        held_on: NaiveDate,
        today: NaiveDate,
    ) -> Result<(), Problem> {
        if !self.days(starts_on, ends_on).contains(&held_on) {
            return Err(Problem::Unknown);
        }
        if today < held_on { Err(Problem::NotBefore { day: held_on }) } else { Ok(()) }
    }
}

impl FromStr for Occasion {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|occasion| occasion.as_str() == text).ok_or(())
    }
}

/// What may be opened of an occasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub occasion: Occasion,
    /// The days for which it may be opened today.
    pub days: Vec<NaiveDate>,
    /// The next day from which it may be opened.
    pub from: Option<NaiveDate>,
}

/// What may be opened of a workshop of these dates, beside what was opened already. What
/// is held once is not held again if the workshop was moved since.
#[must_use]
pub fn offers(
    (starts_on, ends_on): (NaiveDate, NaiveDate),
    today: NaiveDate,
    opened: &[(Occasion, NaiveDate)],
) -> Vec<Offer> {
    let is_left = |occasion: Occasion, day: &NaiveDate| {
        opened.iter().all(|(known, held_on)| *known != occasion || (occasion == Occasion::Day && held_on != day))
    };
    let offer = |occasion: Occasion| {
        let left = occasion.days(starts_on, ends_on).into_iter().filter(|day| is_left(occasion, day));
        let (days, later): (Vec<_>, Vec<_>) = left.partition(|day| *day <= today);
        let from = later.first().copied();
        (!days.is_empty() || from.is_some()).then_some(Offer { occasion, days, from })
    };
    Occasion::ALL.into_iter().filter_map(offer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn each_occasion_has_its_days() {
        let dates = (day("2022-11-28"), day("2022-11-30"));
        assert_eq!(Occasion::Day.days(dates.0, dates.1).len(), 3);
        assert_eq!(Occasion::End.days(dates.0, dates.1), [day("2022-11-30")]);
        assert_eq!(Occasion::Month3.days(dates.0, dates.1), [day("2023-02-28")], "February is shorter");
        assert_eq!(Occasion::Month6.days(dates.0, dates.1), [day("2023-05-30")]);
        let judge = |held_on, today| Occasion::Day.judge(dates, day(held_on), day(today));
        assert_eq!(judge("2022-11-29", "2022-11-29"), Ok(()));
        assert_eq!(judge("2022-11-30", "2022-11-29"), Err(Problem::NotBefore { day: day("2022-11-30") }));
        assert_eq!(judge("2022-12-01", "2022-12-02"), Err(Problem::Unknown));
    }

    #[test]
    fn what_was_opened_is_not_offered_again() {
        let dates = (day("2022-11-28"), day("2022-11-30"));
        // The workshop was a day longer when its end was evaluated.
        let opened = [(Occasion::Day, day("2022-11-28")), (Occasion::End, day("2022-12-01"))];
        let found = offers(dates, day("2022-11-29"), &opened);
        let named: Vec<_> = found.iter().map(|offer| (offer.occasion, offer.days.clone(), offer.from)).collect();
        assert_eq!(
            named,
            [
                (Occasion::Day, vec![day("2022-11-29")], Some(day("2022-11-30"))),
                (Occasion::Month3, vec![], Some(day("2023-02-28"))),
                (Occasion::Month6, vec![], Some(day("2023-05-30"))),
            ]
        );
    }

    proptest! {
        #[test]
        fn what_is_offered_may_be_opened(long in 0..14_u64, after in -5..250_i64) {
            let starts_on = day("2022-09-14");
            let dates = (starts_on, starts_on + chrono::Days::new(long));
            let today = starts_on + chrono::TimeDelta::days(after);
            for offer in offers(dates, today, &[]) {
                for day in offer.days {
                    prop_assert_eq!(offer.occasion.judge(dates, day, today), Ok(()));
                }
                if let Some(from) = offer.from {
                    prop_assert_eq!(offer.occasion.judge(dates, from, today), Err(Problem::NotBefore { day: from }));
                }
            }
        }
    }
}
