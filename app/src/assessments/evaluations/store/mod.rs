//! Queries and writes about evaluations.

pub mod answering;
pub mod opening;
pub mod telling;
pub mod writing;

use super::model::bag::Bag;
use crate::schema::error::StoreError;
use crate::schema::{evaluation, evaluation_form};
use questions::question::Question;

fn read_questions(row: &evaluation_form::Model) -> Result<Vec<Question>, StoreError> {
    let wrong = |_| StoreError::Inconsistent { table: "evaluation_form", column: "questions", row: row.id.to_string() };
    serde_json::from_str(&row.questions).map_err(wrong)
}

fn read_bag(row: &evaluation::Model) -> Result<Bag, StoreError> {
    let wrong = |_| StoreError::Inconsistent { table: "evaluation", column: "answers", row: row.id.to_string() };
    serde_json::from_str(&row.answers).map_err(wrong)
}
