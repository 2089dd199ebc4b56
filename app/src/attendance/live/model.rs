//! A half-day while it is marked, and when its marks are late. No I/O.

use crate::attendance::model::Marks;
use crate::ids::{EnrolmentId, SessionId, WorkshopId};
use crate::workshops::timetable::Half;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// How long after its beginning a half-day is to be marked.
const MARKED_WITHIN: TimeDelta = TimeDelta::hours(1);

/// From when to when a half-day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// Its beginning.
    pub from: DateTime<Utc>,
    /// Its end.
    pub until: DateTime<Utc>,
}

impl Hours {
    /// Of minutes after midnight. The campaigns' clock is that of Bamako, which is UTC.
    #[must_use]
    pub fn on(held_on: NaiveDate, (from, until): (i32, i32)) -> Self {
        let midnight = held_on.and_time(NaiveTime::MIN).and_utc();
        Self { from: midnight + TimeDelta::minutes(from.into()), until: midnight + TimeDelta::minutes(until.into()) }
    }

    /// From when on marks that lack are late: an hour after the beginning, or the
    /// end where that comes first.
    #[must_use]
    pub fn due(self) -> DateTime<Utc> {
        self.until.min(self.from + MARKED_WITHIN)
    }
}

/// How many of those enrolled are marked in a half-day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Who have a seat.
    pub enrolled: usize,
    /// Of these, who have a mark.
    pub marked: usize,
    /// Of these, who were there.
    pub attended: usize,
}

impl Counts {
    /// Counts a half-day. Marks of those who gave their seat back do not count.
    #[must_use]
    pub fn of(marks: &Marks, session: SessionId, enrolled: &[EnrolmentId]) -> Self {
        let found = enrolled.iter().filter_map(|enrolment| marks.get(&(*enrolment, session)));
        let (marked, attended) =
            found.fold((0, 0), |(marked, attended), status| (marked + 1, attended + usize::from(status.attended())));
        Self { enrolled: enrolled.len(), marked, attended }
    }

    /// How many marks lack.
    #[must_use]
    pub fn lacking(self) -> usize {
        self.enrolled - self.marked
    }
}

/// How the marking of a half-day stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Marks lack that should be there.
    Late,
    /// It has not begun, and nobody is marked.
    NotBegun,
    /// It has begun, and nobody is marked yet.
    Nothing,
    /// Some are marked.
    Partly,
    /// All are marked.
    Complete,
    /// Nobody is enrolled.
    Nobody,
}

impl Standing {
    /// Where it stands at that time.
    #[must_use]
    pub fn at(now: DateTime<Utc>, hours: Hours, counts: Counts) -> Self {
        match counts {
            Counts { enrolled: 0, .. } => Self::Nobody,
            _ if counts.lacking() == 0 => Self::Complete,
            _ if now >= hours.due() => Self::Late,
            Counts { marked: 0, .. } if now < hours.from => Self::NotBegun,
            Counts { marked: 0, .. } => Self::Nothing,
            Counts { .. } => Self::Partly,
        }
    }

    /// As in the names of styles.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Late => "late",
            Self::NotBegun => "not_begun",
            Self::Nothing => "nothing",
            Self::Partly => "partly",
            Self::Complete => "complete",
            Self::Nobody => "nobody",
        }
    }
}

/// A half-day of a workshop, in its room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// Which half-day.
    pub session: SessionId,
    /// Of which workshop.
    pub workshop: WorkshopId,
    /// Its title.
    pub title: String,
    /// City.
    pub city: String,
    /// Venue.
    pub venue: String,
    /// The day.
    pub held_on: NaiveDate,
    /// Morning or afternoon.
    pub half: Half,
    /// From when to when.
    pub hours: Hours,
    /// How many are marked.
    pub counts: Counts,
    /// When the last mark arrived.
    pub received_at: Option<DateTime<Utc>>,
    /// How it stands.
    pub standing: Standing,
}

/// Puts what is late first, then all in order of time and place.
pub fn sort(rooms: &mut [Room]) {
    rooms.sort_by_cached_key(|room| {
        (room.standing != Standing::Late, room.hours.from, room.city.clone(), room.title.clone(), room.session)
    });
}

/// What the organiser sees of a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Board {
    /// The half-days of today.
    pub today: Vec<Room>,
    /// Those of days before in which marks lack, the latest first.
    pub overdue: Vec<Room>,
}

impl Board {
    /// How many half-days of today are late.
    #[must_use]
    pub fn late(&self) -> usize {
        self.today.iter().filter(|room| room.standing == Standing::Late).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attendance::model::Status;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2022-10-26T{time}:00Z").parse().expect("a time")
    }

    /// Half past eight to one o'clock.
    fn morning() -> Hours {
        Hours::on("2022-10-26".parse().expect("a date"), (510, 780))
    }

    fn counts(enrolled: usize, marked: usize) -> Counts {
        Counts { enrolled, marked, attended: 0 }
    }

    fn room(city: &str, hours: Hours, standing: Standing) -> Room {
        Room {
            session: SessionId(Uuid::from_u128(1)),
            workshop: WorkshopId(Uuid::from_u128(2)),
            title: "Atelier".into(),
            city: city.into(),
            venue: "Gouvernorat".into(),
            held_on: hours.from.date_naive(),
            half: Half::Morning,
            hours,
            counts: counts(25, 0),
            received_at: None,
            standing,
        }
    }

    #[test]
    fn what_is_said_of_a_morning_as_time_passes() {
        let cases = [
            ("08:29", counts(25, 0), Standing::NotBegun),
            ("08:30", counts(25, 0), Standing::Nothing),
            ("09:29", counts(25, 0), Standing::Nothing),
            ("09:29", counts(25, 24), Standing::Partly),
            // An hour after it began, one mark that lacks is enough.
            ("09:30", counts(25, 24), Standing::Late),
            ("09:30", counts(25, 0), Standing::Late),
            ("17:00", counts(25, 0), Standing::Late),
            ("09:30", counts(25, 25), Standing::Complete),
            // Whoever marks early is not told otherwise.
            ("08:00", counts(25, 3), Standing::Partly),
            ("08:00", counts(25, 25), Standing::Complete),
            ("12:00", counts(0, 0), Standing::Nobody),
        ];
        for (time, counts, expected) in cases {
            assert_eq!(Standing::at(at(time), morning(), counts), expected, "{time} {counts:?}");
        }
    }

    #[test]
    fn a_half_day_shorter_than_an_hour_is_due_at_its_end() {
        let short = Hours::on("2022-10-26".parse().expect("a date"), (510, 540));
        assert_eq!(short.due(), at("09:00"));
        assert_eq!(Standing::at(at("08:59"), short, counts(25, 0)), Standing::Nothing);
        assert_eq!(Standing::at(at("09:00"), short, counts(25, 0)), Standing::Late);
    }

    #[test]
    fn late_ones_come_first_then_time_then_place() {
        let afternoon = Hours::on("2022-10-26".parse().expect("a date"), (840, 990));
        let mut rooms = [
            room("Gao", afternoon, Standing::NotBegun),
            room("Ségou", morning(), Standing::Complete),
            room("Kayes", morning(), Standing::Partly),
            room("Mopti", morning(), Standing::Late),
        ];
        sort(&mut rooms);
        assert_eq!(rooms.map(|room| room.city), ["Mopti", "Kayes", "Ségou", "Gao"]);
    }

    #[test]
    fn only_those_who_have_a_seat_count() {
        let (mine, other) = (SessionId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
        let person = |number| EnrolmentId(Uuid::from_u128(number));
        let marks = Marks::from([
            ((person(1), mine), Status::LeftEarly),
            ((person(2), mine), Status::Excused),
            ((person(3), other), Status::Present),
            ((person(9), mine), Status::Present),
        ]);
        let found = Counts::of(&marks, mine, &[person(1), person(2), person(3)]);
        assert_eq!(found, Counts { enrolled: 3, marked: 2, attended: 1 });
        assert_eq!(found.lacking(), 1);
    }

    proptest! {
        #[test]
        fn late_never_ends_by_waiting(minutes in 0i64..1440, more in 0i64..1440, marked in 0usize..5) {
            let when = |minutes| at("00:00") + TimeDelta::minutes(minutes);
            let (first, later) = (minutes.min(more), minutes.max(more));
            let standing = |minutes| Standing::at(when(minutes), morning(), counts(5, marked));
            prop_assert!(standing(first) != Standing::Late || standing(later) == Standing::Late);
        }
    }
}
