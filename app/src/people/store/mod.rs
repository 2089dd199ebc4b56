//! Queries and writes about people, accounts and their signing in.

pub mod accounts;
pub mod audit;
pub mod duplicates;
pub mod finding;
pub mod forgetting;
pub mod many;
pub mod merging;
pub mod photos;
pub mod places;
pub mod reach;
pub mod register;
pub mod sealing;
pub mod sign_in;
pub mod trail;
