//! Queries and writes about workshops.

pub mod calendar;
pub mod enrolment;
pub mod planning;
pub mod reading;
pub mod substitution;
pub mod waiting;
