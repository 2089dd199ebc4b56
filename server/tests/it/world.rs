//! What every test stands on: the real router over a database of the test's own,
//! loaded with the demonstration, and a clock that only the test moves.

use crate::client::Client;
use crate::database::{self, Database, Demonstration};
use app::attendance::live::hub::{Hub, Pace};
use app::door::AppState;
use app::ids::PersonId;
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::limits::SignInLimits;
use app::people::model::trail::READING;
use app::people::store::accounts::by_login;
use app::people::store::sign_in::{Kind, Owner, load_actor, open};
use app::schema::db::Db;
use axum::Router;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, Statement};
use server::demo::Accesses;
use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// When every test begins: the third day of five of the workshop that runs, in
/// the morning.
pub const NOW: &str = "2022-10-26T10:00:00Z";
/// What links and QR codes point at.
pub const PUBLIC_URL: &str = "https://relais.example.org";

/// A trainer who trains neither in the finished nor in the running workshop.
pub const TRAINER_OF_OTHERS: &str = "formateur3.demo";

/// How often the rooms of today are looked at, so that no test waits for long.
const PACE: Pace = Pace { look: Duration::from_millis(50), check: Duration::from_millis(200) };

/// Every table that a refused form must leave alone.
const TABLES: [&str; 75] = [
    "absence",
    "access_code",
    "account",
    "actor_category",
    "attendance_after",
    "attendance_event",
    "audit_entry",
    "audit_seal",
    "bank_question",
    "calendar_link",
    "campaign",
    "certificate",
    "certificate_template",
    "city",
    "competence",
    "consent",
    "curriculum",
    "curriculum_edition",
    "curriculum_figure",
    "curriculum_module",
    "data_request",
    "enrolment",
    "fulfilment",
    "evaluation",
    "evaluation_form",
    "evaluation_receipt",
    "holiday",
    "import",
    "import_mapping",
    "import_row",
    "institution",
    "institution_alias",
    "instrument",
    "journey",
    "locality",
    "message",
    "module_draft",
    "module_need",
    "module_text",
    "nomination",
    "nomination_link",
    "person",
    "person_campaign",
    "person_distinct",
    "person_merge",
    "person_merge_row",
    "person_photo",
    "person_word",
    "plan",
    "programme",
    "qualification_decision",
    "question",
    "quota",
    "rating",
    "region",
    "response",
    "role_grant",
    "room_code",
    "score",
    "session_closing",
    "setup_link",
    "sheet_scan",
    "signing_key",
    "sitting",
    "substitution",
    "template_image",
    "test_opening",
    "timetable_item",
    "timetable_session",
    "venue",
    "waiting",
    "wish",
    "workshop",
    "workshop_report",
    "workshop_trainer",
];

/// Relais, as it runs in one test.
pub struct World {
    /// All that answers over HTTP.
    pub router: Router,
    /// What the doors share.
    pub state: AppState,
    /// The database, to look at what was written.
    pub db: Db,
    clock: Arc<AtomicI64>,
    // Dropped last: the database goes away with it.
    database: Database,
}

impl World {
    /// Relais with the demonstration, and limits that no test meets by chance.
    pub async fn new() -> Self {
        Self::with_limits(plenty()).await
    }

    /// The same with other limits on signing in.
    pub async fn with_limits(limits: SignInLimits) -> Self {
        Self::over(Database::with_demonstration().await, limits).await
    }

    /// Relais on its first day, with nothing in it.
    pub async fn empty() -> Self {
        Self::over(Database::empty().await, plenty()).await
    }

    async fn over(database: Database, limits: SignInLimits) -> Self {
        let db = database.open().await;
        let clock = Arc::new(AtomicI64::new(start().timestamp()));
        let told: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync> = {
            let clock = clock.clone();
            Arc::new(move || at(clock.load(Ordering::SeqCst)))
        };
        let state = AppState {
            live: Hub::new(db.clone(), told.clone(), PACE),
            db: db.clone(),
            clock: told,
            desk: Arc::default(),
            runs: Arc::default(),
            undrawn: server::print::undrawn,
            limits: Arc::new(limits),
            public_url: PUBLIC_URL.into(),
            leptos: server::cli::serve::leptos_options("test"),
            assets_version: "test".into(),
        };
        Self { router: server::router(state.clone()), state, db, clock, database }
    }

    /// Which database it runs on.
    pub fn kind(&self) -> database::Kind {
        self.database.kind()
    }

    /// Its file, on `SQLite`.
    pub fn file(&self) -> PathBuf {
        self.database.file()
    }

    /// What a script would be told of the demonstration.
    pub fn demo(&self) -> &'static Accesses {
        &Demonstration::get(self.database.kind()).accesses
    }

    /// What time it is.
    pub fn now(&self) -> DateTime<Utc> {
        at(self.clock.load(Ordering::SeqCst))
    }

    /// Lets time pass.
    pub fn wait(&self, time: TimeDelta) {
        self.clock.fetch_add(time.num_seconds(), Ordering::SeqCst);
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        let statement = format!("SELECT count(*) AS n FROM {table}");
        let row =
            self.db.reader().query_one_raw(Statement::from_string(self.db.reader().get_database_backend(), statement));
        row.await.expect("a query").and_then(|row| row.try_get("", "n").ok()).expect("a count")
    }

    /// How many rows every table has, but those about signing in.
    pub async fn rows(&self) -> BTreeMap<&'static str, i64> {
        let mut rows = BTreeMap::new();
        for table in TABLES {
            rows.insert(table, self.count(table).await);
        }
        // A refused form comes back with what its page shows, which was read.
        let reading = READING.map(|verb| format!("'{verb}'")).join(", ");
        rows.insert("audit_entry", self.count(&format!("audit_entry WHERE verb NOT IN ({reading})")).await);
        rows
    }

    /// The installation itself, for what no page does.
    pub fn system(&self) -> Caller {
        Caller { db: self.db.clone(), actor: Actor::System, now: self.now() }
    }

    /// An account of the demonstration, for asking the uses directly.
    pub async fn caller(&self, login: &str) -> Caller {
        let system = self.system();
        let account = by_login(&system, login).await.expect("an account of the demonstration");
        Caller { actor: load_actor(&self.db, account).await.expect("an actor"), ..system }
    }

    /// A browser in which nobody has signed in.
    pub fn public(&self) -> Client {
        Client::new(self.router.clone())
    }

    /// A browser in which the organiser has signed in.
    pub async fn organiser(&self) -> Client {
        let access = &self.demo().accounts.organiser;
        self.with_password(&access.login, &access.password).await
    }

    /// A browser in which the trainer of the finished and of the running workshop has signed in.
    pub async fn trainer(&self) -> Client {
        let access = &self.demo().accounts.trainer;
        self.with_password(&access.login, &access.password).await
    }

    /// A browser in which the administrator has signed in.
    pub async fn administrator(&self) -> Client {
        let access = &self.demo().accounts.administrator;
        self.with_password(&access.login, &access.password).await
    }

    /// A browser in which the participant with a certificate has signed in.
    pub async fn participant(&self) -> Client {
        let mut client = self.public();
        let reply = client.post("/sign-in", &[("code", &self.demo().accounts.participant.code)]).await;
        assert_eq!(reply.location(), Some("/"), "{}", reply.text());
        client
    }

    /// A browser in which this account has signed in with its password.
    pub async fn with_password(&self, login: &str, password: &str) -> Client {
        let mut client = self.public();
        let reply = client.post("/sign-in", &[("login", login), ("password", password)]).await;
        assert_eq!(reply.location(), Some("/"), "{}", reply.text());
        client
    }

    /// A browser in which this person is signed in, as with their code.
    pub async fn browser_of(&self, person: PersonId) -> Client {
        let owner = Owner::Person(person);
        let token = open(&self.system(), owner, Kind::Browser, "test").await.expect("a sign-in");
        let mut client = self.public();
        client.keep(app::door::SIGN_IN_COOKIE, token.reveal());
        client
    }

    /// A browser in which this account is signed in, whatever its password.
    pub async fn signed_in_as(&self, login: &str) -> Client {
        let system = self.system();
        let account = by_login(&system, login).await.expect("an account");
        let token = open(&system, Owner::Account(account), Kind::Browser, "test").await.expect("a sign-in");
        let mut client = self.public();
        client.keep(app::door::SIGN_IN_COOKIE, token.reveal());
        client
    }
}

/// The time at which the demonstration is loaded and every test begins.
pub fn start() -> DateTime<Utc> {
    NOW.parse().expect("a time")
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("a time")
}

fn plenty() -> SignInLimits {
    SignInLimits::new(NonZeroU32::MAX, NonZeroU32::MAX)
}
