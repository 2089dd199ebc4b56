//! What marks count for.

use super::mark::Status;
use crate::ids::{EnrolmentId, SessionId};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What is agreed of each person and half-day.
pub type Marks = HashMap<(EnrolmentId, SessionId), Status>;

/// How much of a workshop someone attended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// Half-days attended.
    pub attended: i32,
    /// Half-days marked, in whatever way.
    pub marked: i32,
    /// Half-days of the workshop.
    pub held: i32,
}

/// Counts someone's half-days.
#[must_use]
pub fn count(marks: &Marks, enrolment: EnrolmentId, sessions: &[SessionId]) -> Attendance {
    sessions.iter().fold(Attendance::default(), |mut sum, session| {
        sum.held += 1;
        if let Some(status) = marks.get(&(enrolment, *session)) {
            sum.marked += 1;
            sum.attended += i32::from(status.attended());
        }
        sum
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    proptest! {
        #[test]
        fn counts_stay_in_their_bounds(
            marks in proptest::collection::vec((0u128..4, 0u128..4, proptest::sample::select(Status::ALL.to_vec())), 0..40),
            held in 0u128..6,
        ) {
            let sessions: Vec<_> = (0..held).map(|n| SessionId(Uuid::from_u128(n))).collect();
            let marks: Marks = marks
                .into_iter()
                .map(|(who, when, status)| ((EnrolmentId(Uuid::from_u128(who)), SessionId(Uuid::from_u128(when))), status))
                .collect();
            let counted = count(&marks, EnrolmentId(Uuid::from_u128(1)), &sessions);
            prop_assert!(0 <= counted.attended && counted.attended <= counted.marked && counted.marked <= counted.held);
            prop_assert_eq!(counted.held, i32::try_from(held).expect("small"));
        }
    }
}
