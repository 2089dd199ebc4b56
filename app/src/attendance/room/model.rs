//! What a room's code is, how long it holds, and what a mark by it says. No I/O.

use crate::attendance::model::{MAX_MINUTES, Said, Standing, Status};
use crate::code::{checked, with_check};
use crate::ids::SessionId;
use crate::people::secrets::keyed;

/// How long a code is shown, in seconds.
pub const STEP: i64 = 30;
/// How many codes back one still holds: who types slowly, and clocks of the page.
const GRACE_STEPS: i64 = 1;
/// Minutes after the beginning within which someone is still present.
pub const GRACE_MINUTES: i32 = 10;
/// Minutes before the beginning from which on the code is taken.
pub const EARLY_MINUTES: i32 = 60;
/// Symbols before the check symbol: 25 bits, which nobody guesses within a minute
/// through the limit of attempts.
const BODY: usize = 5;

/// Six symbols that name a half-day for half a minute: five that nobody can foretell
/// without the secret, and one to check (`code.rs`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomCode(String);

impl RoomCode {
    /// The code of a half-day at this second since 1970.
    ///
    /// Made as one-time passwords by time are (RFC 6238): the keyed hash of the step.
    #[must_use]
    pub fn at(secret: &str, session: SessionId, second: i64) -> Self {
        Self::of_step(secret, session, second.div_euclid(STEP))
    }

    fn of_step(secret: &str, session: SessionId, step: i64) -> Self {
        let hash = keyed(secret, format!("{session}:{step}").as_bytes());
        let bits = hash.iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        Self(with_check(bits, BODY))
    }

    /// Reads what someone typed or scanned; `None` if it cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        checked(text, BODY + 1).map(Self)
    }

    /// Whether it holds for this half-day at this second.
    #[must_use]
    pub fn holds(&self, secret: &str, session: SessionId, second: i64) -> bool {
        let step = second.div_euclid(STEP);
        (step - GRACE_STEPS..=step).any(|step| *self == Self::of_step(secret, session, step))
    }

    /// As in addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// In two groups of three, for people.
impl std::fmt::Display for RoomCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", &self.0[..3], &self.0[3..])
    }
}

/// For how many seconds yet the code of this second is shown, 1 to [`STEP`].
#[must_use]
pub fn seconds_left(second: i64) -> i64 {
    STEP - second.rem_euclid(STEP)
}

/// From when to when a half-day takes marks, in minutes of the day: it begins as its
/// timetable says, and ends no sooner than by custom. A timetable that is not finished
/// does not send people home.
#[must_use]
pub fn hours(timetable: Option<(i32, i32)>, custom: (i32, i32)) -> (i32, i32) {
    timetable.map_or(custom, |(begins, ends)| (begins, ends.max(custom.1)))
}

/// Whether someone can mark themselves at this minute of the day in a half-day that
/// lasts from one minute of the day to another.
#[must_use]
pub fn is_open(minute: i32, (begins, ends): (i32, i32)) -> bool {
    (begins - EARLY_MINUTES..ends).contains(&minute)
}

/// What someone who comes at this minute of the day says of a half-day that began then.
#[must_use]
pub fn arrival(minute: i32, begins: i32) -> Said {
    let late = minute - begins;
    if late <= GRACE_MINUTES {
        return Said { status: Status::Present, minutes: None };
    }
    let minutes = u16::try_from(late).unwrap_or(MAX_MINUTES).min(MAX_MINUTES);
    Said { status: Status::Late, minutes: Some(minutes) }
}

/// What becomes of a mark by the room's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It is kept.
    Kept(Said),
    /// They are marked already; nothing changes.
    Marked(Said),
}

/// What becomes of it if someone marks themselves over what stands. Only nothing, or
/// that they were absent, gives way to who stands in the room; where a trainer said
/// otherwise or devices disagree it is not theirs to say.
#[must_use]
pub fn admit(standing: Standing, said: Said) -> Option<Arrival> {
    match standing {
        Standing::Unmarked => Some(Arrival::Kept(said)),
        Standing::Disputed => None,
        Standing::Agreed(stands) => match stands.status {
            Status::Absent => Some(Arrival::Kept(said)),
            Status::Present | Status::Late => Some(Arrival::Marked(stands)),
            Status::Excused | Status::LeftEarly => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    const SECRET: &str = "0123456789abcdef";

    fn session(n: u128) -> SessionId {
        SessionId(Uuid::from_u128(n))
    }

    proptest! {
        #[test]
        fn a_code_holds_while_it_is_shown_and_for_one_more(second in 0..4_000_000_000_i64, later in 0..120_i64) {
            let code = RoomCode::at(SECRET, session(1), second);
            prop_assert_eq!(RoomCode::parse(&code.to_string()), Some(code.clone()));
            let steps = (second + later).div_euclid(STEP) - second.div_euclid(STEP);
            prop_assert_eq!(code.holds(SECRET, session(1), second + later), steps <= 1);
        }

        #[test]
        fn a_code_is_of_one_half_day_and_one_secret(second in 0..4_000_000_000_i64) {
            let code = RoomCode::at(SECRET, session(1), second);
            // One in 33 million codes is shared by chance.
            prop_assert!(!code.holds(SECRET, session(2), second));
            prop_assert!(!code.holds("another", session(1), second));
        }
    }

    #[test]
    fn it_is_shown_for_half_a_minute() {
        assert_eq!((seconds_left(0), seconds_left(29), seconds_left(30)), (30, 1, 30));
    }

    #[test]
    fn who_comes_in_time_is_present_and_later_late_by_so_many_minutes() {
        let begins = 8 * 60 + 30;
        let said = |minute| arrival(minute, begins);
        assert_eq!(said(begins - 40), Said { status: Status::Present, minutes: None });
        assert_eq!(said(begins + GRACE_MINUTES), Said { status: Status::Present, minutes: None });
        assert_eq!(said(begins + 11), Said { status: Status::Late, minutes: Some(11) });
        assert_eq!(said(begins + 1_000).minutes, Some(MAX_MINUTES));
    }

    #[test]
    fn a_timetable_that_is_not_finished_ends_by_custom() {
        let custom = (8 * 60 + 30, 13 * 60);
        assert_eq!(hours(None, custom), custom);
        assert_eq!(hours(Some((9 * 60, 9 * 60 + 15)), custom), (9 * 60, 13 * 60));
        assert_eq!(hours(Some((8 * 60, 14 * 60)), custom), (8 * 60, 14 * 60));
    }

    #[test]
    fn it_is_taken_from_an_hour_before_to_the_end() {
        let hours = (8 * 60, 13 * 60);
        let open = |minute| is_open(minute, hours);
        assert_eq!((open(6 * 60 + 59), open(7 * 60), open(13 * 60 - 1), open(13 * 60)), (false, true, true, false));
    }

    #[test]
    fn nobody_marks_themselves_over_what_a_trainer_said() {
        let said = Said { status: Status::Late, minutes: Some(20) };
        let stands = |status| Standing::Agreed(Said { status, minutes: None });
        assert_eq!(admit(Standing::Unmarked, said), Some(Arrival::Kept(said)));
        assert_eq!(admit(stands(Status::Absent), said), Some(Arrival::Kept(said)));
        let present = Said { status: Status::Present, minutes: None };
        assert_eq!(admit(stands(Status::Present), said), Some(Arrival::Marked(present)));
        assert_eq!(admit(stands(Status::Excused), said), None);
        assert_eq!(admit(stands(Status::LeftEarly), said), None);
        assert_eq!(admit(Standing::Disputed, said), None);
    }
}
