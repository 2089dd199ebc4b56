//! `relais handout`.

use super::Refused;
use crate::config::Config;
use crate::papers;
use app::campaigns::figures::store::files;
use app::campaigns::store::read_edition;
use app::people::caller::Caller;
use clap::{Args, ValueEnum};
use std::path::Path;

/// For whom it is.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(super) enum Audience {
    /// For those who teach, with notes, timing and answers
    #[default]
    Trainers,
    /// For those who are taught
    Participants,
}

/// Which handout.
#[derive(Args, Debug)]
pub(super) struct Asked {
    /// Identifier of the curriculum
    curriculum: String,
    /// For whom it is
    #[arg(long = "edition", value_enum, default_value_t)]
    audience: Audience,
    /// Number of an earlier version, from 1
    #[arg(long, value_name = "NUMBER")]
    version: Option<i32>,
}

pub(super) async fn run(system: &Caller, config: &Config, asked: &Asked, out: &Path) -> Result<(), Refused> {
    let Asked { curriculum, audience, version } = asked;
    let id = curriculum.parse().map_err(|_| Refused(format!("{curriculum} is not the identifier of a curriculum")))?;
    let curriculum = read_edition(system, id, *version).await?;
    let curriculum = match audience {
        Audience::Trainers => curriculum,
        Audience::Participants => curriculum.for_participants(),
    };
    let figures = files(system, id, curriculum.figures()).await?;
    let bytes = papers::handout(curriculum, figures, &config.public_url).map_err(|error| Refused(error.to_string()))?;
    Ok(std::fs::write(out, bytes)?)
}
