//! What was answered with "kept" is kept, though the process is killed at any
//! moment. Killing proves the transactions and the log; that the log is on the
//! disk before the answer is a setting, which `schema::sqlite` reads back.

use crate::cli::{Place, text};
use crate::program::{Program, api};
use app::schema::db::Db;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use uuid::Uuid;

const DEVICES: usize = 3;
/// Batches answered in a round before the process is killed, at least.
const ANSWERED: [usize; 10] = [1, 2, 3, 5, 7, 11, 13, 17, 19, 23];
/// How often it is killed when there is time for it.
const MANY: usize = 1_000;
const BATCH: usize = 25;

/// Where marks are sent, and what they are made of.
struct Target {
    path: String,
    token: String,
    enrolments: Vec<String>,
    /// A half-day that has begun.
    session: String,
}

/// The batches that were sent, and those that were answered.
#[derive(Default)]
struct Ledger {
    sent: Mutex<Vec<Vec<Uuid>>>,
    kept: Mutex<Vec<Vec<Uuid>>>,
    next: AtomicU32,
}

impl Target {
    fn read(program: &Program, demo: &Value) -> Self {
        let path = format!("/api/v1/workshops/{}/attendance", text(demo, "/workshop_running"));
        let token = text(demo, "/accounts/trainer/token").to_owned();
        let roster = program.api("GET", &path, &token, "").expect("the roster").json();
        let participants = roster["participants"].as_array().expect("participants");
        Self {
            path: format!("{path}/events"),
            token,
            enrolments: participants.iter().map(|one| text(one, "/enrolment").to_owned()).collect(),
            session: text(&roster, "/sessions/0/id").to_owned(),
        }
    }

    fn body(&self, ids: &[Uuid]) -> String {
        let events: Vec<Value> = ids
            .iter()
            .zip(self.enrolments.iter().cycle())
            .map(|(id, enrolment)| {
                json!({
                    "id": id, "enrolment": enrolment, "session": self.session, "status": "present",
                    "device_time": "2022-10-26T08:30:00Z",
                })
            })
            .collect();
        json!({ "events": events }).to_string()
    }

    /// Sends a batch; the outcomes, if the whole answer came.
    fn send(&self, address: SocketAddr, ids: &[Uuid]) -> Option<Vec<(String, String)>> {
        let answered = api(address, "POST", &self.path, &self.token, &self.body(ids)).ok()?;
        assert_eq!(answered.status, 200, "{}", answered.body);
        let told = answered.json();
        let answers = told["answers"].as_array().expect("answers").iter();
        Some(answers.map(|one| (text(one, "/id").to_owned(), text(one, "/outcome").to_owned())).collect())
    }
}

impl Ledger {
    fn batch(&self) -> Vec<Uuid> {
        let number = u128::from(self.next.fetch_add(1, Ordering::Relaxed));
        (0..BATCH as u128).map(|place| Uuid::from_u128(number << 32 | place)).collect()
    }

    fn kept(&self) -> usize {
        self.kept.lock().expect("the ledger").len()
    }
}

/// One device: sends batch after batch until nobody answers.
fn device(target: &Target, address: SocketAddr, ledger: &Ledger) {
    loop {
        let batch = ledger.batch();
        ledger.sent.lock().expect("the ledger").push(batch.clone());
        let Some(answers) = target.send(address, &batch) else { return };
        for ((id, outcome), sent) in answers.iter().zip(&batch) {
            assert_eq!((id, outcome.as_str()), (&sent.to_string(), "kept"));
        }
        ledger.kept.lock().expect("the ledger").push(batch);
    }
}

/// The identifiers of all marks, read from the file beside the server; and
/// whether the file is whole.
async fn look(place: &Place) -> (HashSet<Uuid>, Vec<String>) {
    let db = Db::open(&format!("sqlite://{}", place.inside("data/relais.db"))).await.expect("it opens");
    let query = |sql: &str| Statement::from_string(DbBackend::Sqlite, sql);
    let rows = db.reader().query_all_raw(query("SELECT id FROM attendance_event")).await.expect("the marks");
    let marks = rows.iter().map(|row| row.try_get_by_index(0).expect("an identifier")).collect();
    let whole = db.reader().query_all_raw(query("PRAGMA integrity_check")).await.expect("a check");
    let dangling = db.reader().query_all_raw(query("PRAGMA foreign_key_check")).await.expect("a check");
    let mut told: Vec<String> = whole.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect();
    told.extend(dangling.iter().map(|row| format!("{:?}", row.try_get_by_index::<String>(0))));
    (marks, told)
}

#[test]
fn a_mark_that_was_answered_survives_the_process() {
    survives(&ANSWERED);
}

#[test]
#[ignore = "takes long: `make fuzz` runs it"]
fn marks_survive_a_thousand_kills() {
    survives(&[1, 2, 3].into_iter().cycle().take(MANY).collect::<Vec<_>>());
}

fn survives(answered: &[usize]) {
    let (place, demo) = Place::with_demonstration();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let ledger = Ledger::default();
    let mut program = Program::serve(&place);
    let target = Target::read(&program, &demo);
    for (round, more) in answered.iter().enumerate() {
        let (address, enough) = (program.address(), ledger.kept() + more);
        thread::scope(|scope| {
            let devices: Vec<_> = (0..DEVICES).map(|_| scope.spawn(|| device(&target, address, &ledger))).collect();
            while ledger.kept() < enough && devices.iter().all(|device| !device.is_finished()) {
                thread::yield_now();
            }
            // The others have batches on the way.
            program.kill();
        });
        assert!(ledger.kept() >= enough, "round {round}: nobody answered any more before the kill");
        program = Program::serve(&place);
        let (marks, whole) = runtime.block_on(look(&place));
        assert_eq!(whole, ["ok"], "round {round}");
        for batch in ledger.kept.lock().expect("the ledger").iter() {
            assert!(batch.iter().all(|id| marks.contains(id)), "round {round}: a mark that was kept is gone");
        }
        for batch in ledger.sent.lock().expect("the ledger").iter() {
            let there = batch.iter().filter(|id| marks.contains(id)).count();
            assert!(there == 0 || there == BATCH, "round {round}: {there} marks of a batch of {BATCH}");
        }
    }
    // A device that was left without an answer sends again: nothing is kept twice.
    let (before, _) = runtime.block_on(look(&place));
    let sent = ledger.sent.lock().expect("the ledger");
    for batch in sent.iter() {
        let known = if batch.iter().all(|id| before.contains(id)) { "known" } else { "kept" };
        let answers = target.send(program.address(), batch).expect("an answer");
        assert!(answers.iter().all(|(_, outcome)| outcome == known), "{answers:?}");
    }
    let (after, _) = runtime.block_on(look(&place));
    assert!(sent.iter().flatten().all(|id| after.contains(id)));
    assert_eq!(after.len() - before.len(), sent.iter().flatten().filter(|id| !before.contains(id)).count());
}
