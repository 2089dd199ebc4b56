//! Queries and writes about workshops.

pub mod arranging;
pub mod calendar;
pub mod cancelling;
pub mod changing;
pub mod elsewhere;
pub mod enrolment;
pub mod ground;
pub mod hours;
pub mod news;
pub mod planning;
pub mod reading;
pub mod replanning;
pub mod schedule;
pub mod substitution;
pub mod waiting;
