//! Questions: what is asked, how an answer is scored, and the files in which other
//! programs keep them. Knows no database, no clock, no chance.

pub mod answer;
pub mod decimal;
pub mod exact;
pub mod faults;
#[cfg(feature = "formats")]
pub mod formats;
pub mod parts;
pub mod question;
pub mod scoring;
pub mod words;
