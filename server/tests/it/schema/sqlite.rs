//! `SQLite` as Relais opens it: a version that keeps what it was given, settings
//! under which an answer survives a power cut, and writers that queue.

use super::fresh::Fresh;
use app::schema::db::Db;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseTransaction, DbBackend, Statement, TransactionTrait};

async fn number(connection: &impl ConnectionTrait, sql: &str) -> i64 {
    let row = connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
    row.expect("a query").expect("a row").try_get_by_index(0).expect("a number")
}

async fn text(connection: &impl ConnectionTrait, sql: &str) -> String {
    let row = connection.query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
    row.expect("a query").expect("a row").try_get_by_index(0).expect("a text")
}

/// As numbers, for comparing: 3.9 stands before 3.51.
fn version(text: &str) -> Vec<u32> {
    text.split(['.', '-', '+']).map_while(|part| part.parse().ok()).collect()
}

#[tokio::test]
async fn is_a_version_that_cannot_lose_a_committed_write() {
    let fresh = Fresh::sqlite(&[]).await;
    let running = text(fresh.db.reader(), "SELECT sqlite_version()").await;
    assert!(version(&running) >= version("3.51.3"), "{running}");
}

#[test]
fn the_lock_file_holds_no_library_that_bundles_an_older_one() {
    let lock = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.lock")).expect("Cargo.lock");
    let lock: toml::Table = lock.parse().expect("TOML");
    let packages = lock["package"].as_array().expect("packages");
    let found: Vec<(&str, &str)> =
        packages.iter().filter_map(|package| Some((package["name"].as_str()?, package["version"].as_str()?))).collect();
    let least = |name: &str, bound: &str| {
        let these: Vec<_> =
            found.iter().filter(|(found, _)| *found == name || found.starts_with(&format!("{name}-"))).collect();
        assert!(!these.is_empty(), "{name} is not in the lock file");
        assert!(these.iter().all(|(_, found)| version(found) >= version(bound)), "{these:?}");
    };
    least("sqlx", "0.9");
    least("libsqlite3-sys", "0.37");
}

#[tokio::test]
async fn every_connection_has_the_settings_that_keep_data() {
    let fresh = Fresh::sqlite(&[]).await;
    // Held together, so that each is another connection.
    let mut held: Vec<DatabaseTransaction> = Vec::new();
    for _ in 0..4 {
        held.push(fresh.db.reader().begin().await.expect("a reader"));
    }
    held.push(fresh.db.begin().await.expect("the writer"));
    for connection in &held {
        assert_eq!(text(connection, "PRAGMA journal_mode").await, "wal");
        assert_eq!(number(connection, "PRAGMA synchronous").await, 2, "FULL");
        assert_eq!(number(connection, "PRAGMA foreign_keys").await, 1);
    }
}

#[tokio::test]
async fn a_write_takes_its_place_when_it_begins() {
    let fresh = Fresh::sqlite(&[]).await;
    let mut impatient = ConnectOptions::new(&fresh.url);
    impatient.max_connections(1).map_sqlx_sqlite_opts(|options| options.pragma("busy_timeout", "0"));
    let other = Database::connect(impatient).await.expect("a connection");
    let held = fresh.db.begin().await.expect("a write");
    // Nothing is written yet, but whoever would write now is told to wait.
    let refused = other.execute_unprepared("BEGIN IMMEDIATE").await.expect_err("the place is taken");
    assert!(refused.to_string().contains("locked"), "{refused}");
    held.rollback().await.expect("it ends");
    other.execute_unprepared("BEGIN IMMEDIATE; ROLLBACK").await.expect("the place is free");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_wait_for_each_other_and_lose_nothing() {
    let fresh = Fresh::sqlite(&[]).await;
    fresh.run("CREATE TABLE counter (n integer NOT NULL); INSERT INTO counter VALUES (0)").await.expect("a table");
    // Several programs, as the server and the command line; in each, several at once.
    let mut writers = Vec::new();
    for _ in 0..3 {
        let db = Db::open(&fresh.url).await.expect("it opens");
        for _ in 0..4 {
            let db = db.clone();
            writers.push(tokio::spawn(async move {
                for _ in 0..5 {
                    let tx = db.begin().await.expect("it waits instead of failing");
                    let n = number(&tx, "SELECT n FROM counter").await;
                    tokio::task::yield_now().await;
                    tx.execute_unprepared(&format!("UPDATE counter SET n = {}", n + 1)).await.expect("a write");
                    tx.commit().await.expect("a commit");
                }
            }));
        }
    }
    for writer in writers {
        writer.await.expect("no writer fails");
    }
    assert_eq!(number(fresh.db.reader(), "SELECT n FROM counter").await, 60);
}

#[tokio::test]
async fn readers_see_what_was_committed_while_another_writes() {
    let fresh = Fresh::sqlite(&[]).await;
    fresh.run("CREATE TABLE counter (n integer NOT NULL); INSERT INTO counter VALUES (1)").await.expect("a table");
    let tx = fresh.db.begin().await.expect("a write");
    tx.execute_unprepared("UPDATE counter SET n = 2").await.expect("a change");
    assert_eq!(number(fresh.db.reader(), "SELECT n FROM counter").await, 1);
    drop(tx);
    assert_eq!(number(fresh.db.writer(), "SELECT n FROM counter").await, 1, "dropped without a commit");
    let tx = fresh.db.begin().await.expect("a write");
    tx.execute_unprepared("UPDATE counter SET n = 3").await.expect("a change");
    tx.commit().await.expect("a commit");
    assert_eq!(number(fresh.db.reader(), "SELECT n FROM counter").await, 3);
}
