//! The history of the database, oldest first. Frozen: a migration that has been
//! released is never edited; a change is a new one. Imports nothing of ours, so
//! that no change elsewhere can alter what was once applied.
//!
//! The SQL is one text for SQLite and PostgreSQL: SQLite reads the type names as
//! affinities. Every constraint has a name, so that the application can tell
//! which field broke it.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

/// A migration written as two SQL texts.
struct Sql {
    name: &'static str,
    up: &'static str,
    down: &'static str,
}

impl MigrationName for Sql {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Sql {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(self.up).await.map(drop)
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(self.down).await.map(drop)
    }

    // SQLite does not open a transaction unless told to.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

macro_rules! sql {
    ($name:literal) => {
        Box::new(Sql {
            name: $name,
            up: include_str!(concat!("../sql/", $name, ".up.sql")),
            down: include_str!(concat!("../sql/", $name, ".down.sql")),
        })
    };
}

/// Applies and reverts the migrations in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            sql!("0001_people"),
            sql!("0002_campaigns"),
            sql!("0003_workshops"),
            sql!("0004_attendance"),
            sql!("0005_assessments"),
            sql!("0006_certificates"),
            sql!("0008_imports"),
            sql!("0009_waiting"),
            sql!("0010_nominations"),
            sql!("0011_merges"),
            sql!("0012_messages"),
            sql!("0013_rights"),
            sql!("0014_calendar"),
            sql!("0015_photos"),
            sql!("0016_scheduling"),
            sql!("0017_notices"),
            sql!("0018_plans"),
            sql!("0019_modules"),
            sql!("0020_exchange"),
            sql!("0022_sheet_scans"),
            sql!("0023_room_code"),
            sql!("0024_bank"),
            sql!("0025_answering"),
            sql!("0028_qualification"),
            sql!("0030_versions"),
            sql!("0031_sent_sheets"),
            sql!("0027_practice"),
            sql!("0026_evaluations"),
            sql!("0032_certificates"),
            sql!("0035_workshop_report"),
            sql!("0034_editions"),
            sql!("0036_earned_by"),
        ]
    }
}
