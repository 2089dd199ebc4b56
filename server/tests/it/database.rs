//! A database for each test: a copy of one that the demonstration was loaded
//! into once. `SQLite` in a temporary folder, or PostgreSQL where it is asked for.

use crate::world::start;
use app::people::access::Actor;
use app::people::caller::Caller;
use app::schema::db::Db;
use migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database as Connecting};
use server::demo::{Accesses, fresh_accesses, load};
use std::future::Future;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// Which database the tests run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The default.
    Sqlite,
    /// Where `RELAIS_TEST_POSTGRES` says.
    Postgres,
}

/// The demonstration as it was loaded once in this process.
pub struct Demonstration {
    /// The ways in.
    pub accesses: Accesses,
    /// The file, on `SQLite`.
    file: Vec<u8>,
    /// The database to copy, on PostgreSQL.
    template: String,
}

impl Demonstration {
    /// The demonstration on a database of this kind, loaded at the first call.
    pub fn get(kind: Kind) -> &'static Self {
        static SQLITE: LazyLock<Demonstration> = LazyLock::new(|| apart(Demonstration::prepare(Kind::Sqlite)));
        static POSTGRES: LazyLock<Demonstration> = LazyLock::new(|| apart(Demonstration::prepare(Kind::Postgres)));
        match kind {
            Kind::Sqlite => &SQLITE,
            Kind::Postgres => &POSTGRES,
        }
    }

    async fn prepare(kind: Kind) -> Self {
        let database = Database::create(kind, None, None).await;
        let db = database.open().await;
        let system = Caller { db: db.clone(), actor: Actor::System, now: start() };
        load(&system, true).await.expect("the demonstration is loaded");
        let accesses = fresh_accesses(&system).await.expect("accesses");
        close(&db).await;
        let file = std::fs::read(database.file()).unwrap_or_default();
        let template = database.name.clone();
        if kind == Kind::Postgres {
            // Copied by every test; it goes when the tests' own server does.
            std::mem::forget(database);
        }
        Self { accesses, file, template }
    }
}

/// A database that goes away with this value.
pub struct Database {
    kind: Kind,
    name: String,
    folder: PathBuf,
}

impl Database {
    /// One with the demonstration in it.
    pub async fn with_demonstration() -> Self {
        let kind = kind();
        let loaded = tokio::task::spawn_blocking(move || Demonstration::get(kind)).await.expect("loaded");
        Self::create(kind, Some(&loaded.file), Some(&loaded.template)).await
    }

    /// One with nothing in it.
    pub async fn empty() -> Self {
        Self::create(kind(), None, None).await
    }

    async fn create(kind: Kind, file: Option<&[u8]>, template: Option<&str>) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!("relais_it_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let folder = std::env::temp_dir().join(&name);
        match kind {
            Kind::Sqlite => {
                std::fs::create_dir_all(&folder).expect("a folder");
                std::fs::write(folder.join("relais.db"), file.unwrap_or_default()).expect("a file");
            }
            Kind::Postgres => {
                let template = template.unwrap_or("template0");
                on_server(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
            }
        }
        Self { kind, name, folder }
    }

    /// Which kind it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its address, as in `DATABASE_URL`.
    pub fn url(&self) -> String {
        match self.kind {
            Kind::Sqlite => format!("sqlite://{}?mode=rwc", self.file().display()),
            Kind::Postgres => server().replacen("/postgres?", &format!("/{}?", self.name), 1),
        }
    }

    /// Opens it and makes it of this version.
    pub async fn open(&self) -> Db {
        let db = Db::open(&self.url()).await.expect("the database opens");
        Migrator::up(db.writer(), None).await.expect("it migrates");
        db
    }

    /// Its file, on `SQLite`.
    pub fn file(&self) -> PathBuf {
        self.folder.join("relais.db")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        match self.kind {
            Kind::Sqlite => drop(std::fs::remove_dir_all(&self.folder)),
            Kind::Postgres => {
                let statement = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
                apart(async move { on_server(&statement).await });
            }
        }
    }
}

fn kind() -> Kind {
    if server().is_empty() { Kind::Sqlite } else { Kind::Postgres }
}

fn server() -> String {
    std::env::var("RELAIS_TEST_POSTGRES").unwrap_or_default()
}

async fn on_server(statement: &str) {
    let connection = Connecting::connect(server()).await.expect("the tests' server is there");
    connection.execute_unprepared(statement).await.expect("the server does it");
    connection.close().await.expect("it closes");
}

async fn close(db: &Db) {
    db.reader().clone().close().await.expect("it closes");
    db.writer().clone().close().await.expect("it closes");
}

/// Runs on a thread and a runtime of its own: the caller's may be about to end.
fn apart<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let run = || tokio::runtime::Runtime::new().expect("a runtime").block_on(work);
    std::thread::spawn(run).join().expect("it does not panic")
}
