//! `relais migrate`.

use super::{Clock, Refused, connect, open};
use crate::config::Config;
use app::schema::db::Db;
use clap::Subcommand;
use migrations::{Migrator, MigratorTrait};

#[derive(Debug, Subcommand)]
pub(super) enum Direction {
    /// Apply what is missing
    Up,
    /// Take back the latest migrations; their data are lost
    Down {
        /// How many
        #[arg(default_value_t = 1)]
        steps: u32,
    },
    /// Say which are applied
    Status,
}

pub(super) async fn run(config: &Config, clock: &Clock, direction: &Direction) -> Result<(), Refused> {
    let db = connect(config).await?;
    match direction {
        // With what belongs to a whole installation: a key that signs.
        Direction::Up => drop(open(config, clock).await?),
        Direction::Down { steps } => {
            Migrator::down(db.writer(), Some(*steps)).await.map_err(|error| Refused(error.to_string()))?;
        }
        Direction::Status => {}
    }
    let applied = Migrator::get_applied_migrations(db.writer()).await.map_err(|error| Refused(error.to_string()))?;
    for migration in Migrator::migrations() {
        let state = if applied.iter().any(|one| one.name() == migration.name()) { "applied" } else { "missing" };
        println!("{state}  {}", migration.name());
    }
    Ok(())
}

/// Applies what is missing.
pub(super) async fn up(db: &Db) -> Result<(), Refused> {
    Migrator::up(db.writer(), None).await.map_err(|error| Refused(format!("the database cannot be migrated: {error}")))
}
