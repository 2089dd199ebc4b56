//! Which workshops a trainer takes into the field.

use crate::people::caller::Caller;
use crate::schema::error::UseError;
use crate::workshops::model::Stage;
use crate::workshops::store::reading::{Filter, WorkshopLine, list};
use chrono::TimeDelta;

/// Days before and after a workshop in which it is taken along.
const AROUND: i64 = 14;

/// The workshops that the asker trains, or may mark in, and that are held now, were
/// not long ago or will be soon.
///
/// # Errors
/// [`UseError::Forbidden`]; if the database fails.
pub async fn in_the_field(caller: &Caller) -> Result<Vec<WorkshopLine>, UseError> {
    let around = TimeDelta::days(AROUND);
    let (earliest, latest) = (caller.today() - around, caller.today() + around);
    let mut found = Vec::new();
    for stage in [Stage::Running, Stage::Planned, Stage::Finished] {
        let lines = list(caller, &Filter { stage: Some(stage), ..Filter::default() }).await?;
        found.extend(lines.into_iter().filter(|line| line.ends_on >= earliest && line.starts_on <= latest));
    }
    Ok(found)
}
