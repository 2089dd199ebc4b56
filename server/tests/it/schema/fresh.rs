//! A database of each kind with nothing in it, gone with the value.

use crate::folder::Folder;
use crate::world::start;
use app::people::access::Actor;
use app::people::caller::Caller;
use app::schema::db::Db;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

/// A database of a test's own.
pub struct Fresh {
    /// Open, and empty at first.
    pub db: Db,
    /// Where it lies.
    pub url: String,
    // Last: the database goes away with it.
    place: Place,
}

enum Place {
    File(Folder),
    Server(String),
}

impl Fresh {
    /// A database of each kind that there is: `SQLite` always, PostgreSQL where
    /// `RELAIS_TEST_POSTGRES` tells of one.
    pub async fn each() -> Vec<Self> {
        let mut databases = vec![Self::sqlite(&[]).await];
        databases.extend(Self::postgres("template0").await);
        databases
    }

    /// The same with every migration applied.
    pub async fn each_migrated() -> Vec<Self> {
        let databases = Self::each().await;
        for fresh in &databases {
            Migrator::up(fresh.db.writer(), None).await.expect("it migrates");
        }
        databases
    }

    /// The same with the demonstration in it: copies of what was loaded once.
    pub async fn each_with_demonstration() -> Vec<Self> {
        static FILE: OnceCell<Vec<u8>> = OnceCell::const_new();
        static TEMPLATE: OnceCell<Option<String>> = OnceCell::const_new();
        let file = FILE.get_or_init(|| async { Self::sqlite(&[]).await.load().await.file() }).await;
        let template = TEMPLATE.get_or_init(|| async {
            let loaded = Self::postgres("template0").await?.load().await;
            let Place::Server(name) = &loaded.place else { return None };
            let name = name.clone();
            // Copied by every test; it goes when the tests' own server does.
            std::mem::forget(loaded);
            Some(name)
        });
        let mut databases = vec![Self::sqlite(file).await];
        if let Some(template) = template.await {
            databases.extend(Self::postgres(template).await);
        }
        databases
    }

    /// Loads the demonstration, and closes.
    async fn load(self) -> Self {
        Migrator::up(self.db.writer(), None).await.expect("it migrates");
        let system = Caller { db: self.db.clone(), actor: Actor::System, now: start() };
        server::demo::load(&system, true).await.expect("the demonstration is loaded");
        server::demo::fresh_accesses(&system).await.expect("ways in");
        self.db.reader().clone().close().await.expect("it closes");
        self.db.writer().clone().close().await.expect("it closes");
        self
    }

    /// The bytes of a closed file.
    fn file(&self) -> Vec<u8> {
        match &self.place {
            Place::File(folder) => std::fs::read(folder.join("relais.db")).expect("the file"),
            Place::Server(_) => Vec::new(),
        }
    }

    /// A `SQLite` file with these bytes; none for an empty one.
    pub async fn sqlite(bytes: &[u8]) -> Self {
        let folder = Folder::new("schema");
        std::fs::write(folder.join("relais.db"), bytes).expect("a file");
        let url = format!("sqlite://{}?mode=rwc", folder.join("relais.db").display());
        let db = Db::open(&url).await.expect("the file opens");
        Self { db, url, place: Place::File(folder) }
    }

    /// A copy of this database on the tests' server, if there is one.
    async fn postgres(template: &str) -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        if server().is_empty() {
            return None;
        }
        let name = format!("relais_schema_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        on_server(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        let url = server().replacen("/postgres?", &format!("/{name}?"), 1);
        let db = Db::open(&url).await.expect("the database opens");
        Some(Self { db, url, place: Place::Server(name) })
    }

    /// Which kind it is.
    pub fn backend(&self) -> DbBackend {
        self.db.reader().get_database_backend()
    }

    /// Runs a statement.
    pub async fn run(&self, sql: &str) -> Result<u64, sea_orm::DbErr> {
        self.db.writer().execute_unprepared(sql).await.map(|done| done.rows_affected())
    }

    /// The first column of each row, as text.
    pub async fn lines(&self, sql: &str) -> Vec<String> {
        let statement = Statement::from_string(self.backend(), sql);
        let rows = self.db.writer().query_all_raw(statement).await.expect("a query");
        rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::Server(name) = self {
            let statement = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            // On a runtime of its own: the test's may be about to end.
            let drop =
                || tokio::runtime::Runtime::new().expect("a runtime").block_on(async { on_server(&statement).await });
            std::thread::scope(|scope| scope.spawn(drop).join()).expect("it is dropped");
        }
    }
}

fn server() -> String {
    std::env::var("RELAIS_TEST_POSTGRES").unwrap_or_default()
}

async fn on_server(statement: &str) {
    let connection = Database::connect(server()).await.expect("the tests' server is there");
    connection.execute_unprepared(statement).await.expect("the server does it");
    connection.close().await.expect("it closes");
}
