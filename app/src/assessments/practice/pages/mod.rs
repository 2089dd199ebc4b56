//! Pages of practical teaching: the rubric, judging someone, and what was given.

mod agreed;
mod mine;
mod overview;
mod rating;
mod rubric;

pub use mine::my_practice;
pub use overview::show_overview;
pub use rating::{Written, rating_sheet, show_rating};
pub use rubric::{rubric_sheet, show_rubric};
