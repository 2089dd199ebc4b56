//! Opening a database, and the two ways to use it: reading, and writing in one
//! transaction.
//!
//! `SQLite` has one writer. Relais gives it one connection and begins every write
//! with `BEGIN IMMEDIATE`, so that writers queue here instead of failing there;
//! readers have their own connections and, in WAL, never wait. What was answered
//! with success must survive a power cut: `synchronous=FULL`.

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::time::Duration;

const READERS: u32 = 8;

/// An open database. Cloning shares it.
#[derive(Clone, Debug)]
pub struct Db {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

impl Db {
    /// Opens the database at a `sqlite:` or `postgres:` address.
    ///
    /// # Errors
    /// If it cannot be reached or the address is not understood.
    pub async fn open(url: &str) -> Result<Self, DbErr> {
        if url.starts_with("sqlite:") {
            let writer = Database::connect(sqlite(url, 1)).await?;
            let reader = Database::connect(sqlite(url, READERS)).await?;
            Ok(Self { reader, writer })
        } else {
            let mut options = ConnectOptions::new(url);
            options.max_connections(READERS).sqlx_logging(false).acquire_timeout(Duration::from_secs(10));
            // Compiling a query takes longer than any of ours.
            options.map_sqlx_postgres_opts(|options| options.options([("jit", "off")]));
            let both = Database::connect(options).await?;
            Ok(Self { reader: both.clone(), writer: both })
        }
    }

    /// For reading outside any transaction.
    #[must_use]
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// The connection that migrations and backups use.
    #[must_use]
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Lets nothing that was erased lie on in the log: writes it into the file and
    /// empties it. What is read meanwhile may keep a part of it until the next time.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn settle(&self) -> Result<(), DbErr> {
        if self.writer.get_database_backend() == DbBackend::Sqlite {
            self.writer.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        }
        Ok(())
    }

    /// Begins a write. Dropped without a commit, it leaves no trace.
    ///
    /// # Errors
    /// If the database is out of reach, or another writer keeps it too long.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let sqlite_transaction_mode =
            (self.writer.get_database_backend() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate);
        self.writer.begin_with_options(TransactionOptions { sqlite_transaction_mode, ..Default::default() }).await
    }
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(30))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|options| {
            options
                .foreign_keys(true)
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                // What is erased is overwritten, not only unlinked.
                .pragma("secure_delete", "ON")
                .busy_timeout(Duration::from_secs(10))
        });
    options
}
