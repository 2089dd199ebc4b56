//! Half-days as calendars show them. No I/O.

use super::timetable::{Activity, Half, customary_hours};
use crate::ids::SessionId;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// How long after its last day a workshop stays in a subscribed calendar.
const KEPT: TimeDelta = TimeDelta::days(366);

/// How a seat stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// Not answered yet.
    Offered,
    /// It is certain: answered, or the workshop has begun.
    Certain,
    /// Declined, withdrawn by the organiser, or gone with the workshop.
    GivenBack,
}

impl Seat {
    /// The state today of a seat in a workshop that begins then.
    #[must_use]
    pub fn on(today: NaiveDate, starts_on: NaiveDate, given_back: bool, confirmed: bool) -> Self {
        if given_back {
            Self::GivenBack
        } else if confirmed || today >= starts_on {
            Self::Certain
        } else {
            Self::Offered
        }
    }

    /// Whether a subscribed calendar shows it today, for a workshop that ends
    /// then. A seat given back is shown as cancelled until the workshop is over,
    /// so that it goes from calendars that keep what they once read; then not at all.
    #[must_use]
    pub fn is_shown(self, today: NaiveDate, ends_on: NaiveDate) -> bool {
        let kept = if self == Self::GivenBack { TimeDelta::zero() } else { KEPT };
        today <= ends_on + kept
    }
}

/// What is done for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Minutes after midnight.
    pub starts_at: i32,
    /// How long.
    pub minutes: i32,
    /// What.
    pub activity: Activity,
    /// Title of the module, if it is one.
    pub module: Option<String>,
}

/// A half-day in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which; its identifier is the event's.
    pub session: SessionId,
    /// Title of the workshop.
    pub title: String,
    /// Hall and city.
    pub place: String,
    /// The day.
    pub held_on: NaiveDate,
    /// Morning or afternoon.
    pub half: Half,
    /// What is done, in order of time.
    pub slots: Vec<Slot>,
    /// How the seat stands.
    pub seat: Seat,
    /// When the workshop was planned.
    pub planned_at: DateTime<Utc>,
    /// When the workshop or the seat last changed.
    pub changed_at: DateTime<Utc>,
}

impl Entry {
    /// From when to when: as the timetable says, or as is the custom where it
    /// says nothing. The campaigns' clock is that of Bamako, which is UTC.
    #[must_use]
    pub fn hours(&self) -> (DateTime<Utc>, DateTime<Utc>) {
        let (from, until) = customary_hours(self.held_on, self.half);
        let from = self.slots.iter().map(|slot| slot.starts_at).min().unwrap_or(from);
        let until = self.slots.iter().map(|slot| slot.starts_at + slot.minutes).max().unwrap_or(until);
        let midnight = self.held_on.and_time(chrono::NaiveTime::MIN).and_utc();
        (midnight + TimeDelta::minutes(from.into()), midnight + TimeDelta::minutes(until.into()))
    }

    /// The revision (RFC 5545, 3.8.7.4): it never falls and rises with every
    /// change, being the seconds between the planning and the last one.
    #[must_use]
    pub fn revision(&self) -> u32 {
        revision(self.planned_at, self.changed_at)
    }
}

/// The revision of what was planned and last changed then.
#[must_use]
pub fn revision(planned_at: DateTime<Utc>, changed_at: DateTime<Utc>) -> u32 {
    u32::try_from((changed_at - planned_at).num_seconds()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn slot(starts_at: i32, minutes: i32, activity: Activity) -> Slot {
        Slot { starts_at, minutes, activity, module: None }
    }

    fn entry() -> Entry {
        let planned_at = "2022-10-01T10:00:00Z".parse().expect("a time");
        Entry {
            session: SessionId(Uuid::from_u128(1)),
            title: "Kayes".into(),
            place: "Gouvernorat, Kayes".into(),
            held_on: day("2022-11-07"),
            half: Half::Morning,
            slots: vec![slot(510, 30, Activity::Registration), slot(540, 200, Activity::Opening)],
            seat: Seat::Offered,
            planned_at,
            changed_at: planned_at,
        }
    }

    #[test]
    fn hours_are_the_timetables_or_the_customary() {
        let told =
            |entry: &Entry| entry.hours().0.format("%H:%M ").to_string() + &entry.hours().1.format("%H:%M").to_string();
        assert_eq!(told(&entry()), "08:30 12:20");
        let empty = Entry { slots: Vec::new(), ..entry() };
        assert_eq!(told(&empty), "08:30 13:00");
        let friday = Entry { held_on: day("2022-11-11"), half: Half::Afternoon, ..empty };
        assert_eq!(told(&friday), "14:30 16:30");
    }

    #[test]
    fn a_seat_is_certain_once_answered_or_begun() {
        let begins = day("2022-11-07");
        let on = |today: &str, given_back, confirmed| Seat::on(day(today), begins, given_back, confirmed);
        assert_eq!(on("2022-11-06", false, false), Seat::Offered);
        assert_eq!(on("2022-11-06", false, true), Seat::Certain);
        assert_eq!(on("2022-11-07", false, false), Seat::Certain);
        assert_eq!(on("2022-11-07", true, false), Seat::GivenBack);
    }

    #[test]
    fn what_is_given_back_goes_after_the_workshop_and_the_rest_a_year_later() {
        let ends = day("2022-11-10");
        for (seat, today, shown) in [
            (Seat::GivenBack, "2022-11-10", true),
            (Seat::GivenBack, "2022-11-11", false),
            (Seat::Certain, "2023-11-11", true),
            (Seat::Certain, "2023-11-12", false),
        ] {
            assert_eq!(seat.is_shown(day(today), ends), shown, "{seat:?} {today}");
        }
    }

    proptest! {
        #[test]
        fn a_later_change_is_a_higher_revision(first in 0i64..100_000_000, second in 0i64..100_000_000) {
            let at = |seconds| Entry { changed_at: entry().planned_at + TimeDelta::seconds(seconds), ..entry() };
            prop_assert_eq!(first.cmp(&second), at(first).revision().cmp(&at(second).revision()));
        }
    }
}
