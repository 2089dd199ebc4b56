//! `relais handout`.

use super::Refused;
use crate::papers;
use app::campaigns::store::read_curriculum;
use app::people::caller::Caller;
use std::path::Path;

pub(super) async fn run(system: &Caller, curriculum: &str, out: &Path) -> Result<(), Refused> {
    let id = curriculum.parse().map_err(|_| Refused(format!("{curriculum} is not the identifier of a curriculum")))?;
    let curriculum = read_curriculum(system, id).await?;
    let bytes = papers::handout(curriculum).map_err(|error| Refused(error.to_string()))?;
    Ok(std::fs::write(out, bytes)?)
}
