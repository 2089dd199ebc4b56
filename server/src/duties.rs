//! What the server does by itself while it runs: each duty at its own pace, until
//! the server stops. A duty that fails is logged once, and tried again at its next
//! turn; that it works again is logged too.

use crate::gateways::{Gateway, carry};
use crate::jobs::planning::search_all;
use app::door::AppState;
use app::messages::store::notices::tell_due;
use app::messages::wording::notice;
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::store::sealing;
use app::rights::store::retention;
use app::schema::error::UseError;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

type Done = Pin<Box<dyn Future<Output = Result<(), UseError>> + Send>>;

/// Something to be done again and again.
pub struct Duty {
    /// What it is called in the log.
    pub name: &'static str,
    /// How long after it began it begins anew.
    pub every: Duration,
    /// Does it once, as the installation itself.
    pub run: Box<dyn Fn(Caller) -> Done + Send + Sync>,
}

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_hours(24);

/// The duties of the server, with who carries messages and where their links lead.
#[must_use]
pub fn duties(gateways: Vec<Box<dyn Gateway>>, public_url: &str) -> Vec<Duty> {
    let public_url: Arc<str> = public_url.into();
    let telling = move |caller: Caller| -> Done {
        let public_url = public_url.clone();
        Box::pin(async move { tell_due(&caller, &|told| notice(&public_url, told)).await.map(drop) })
    };
    let gateways: Arc<[Box<dyn Gateway>]> = gateways.into();
    let carrying = move |caller: Caller| -> Done {
        let gateways = gateways.clone();
        Box::pin(async move { carry(&caller, &gateways).await.map(drop) })
    };
    vec![
        Duty {
            name: "plans",
            every: SECOND,
            run: Box::new(|caller| Box::pin(async move { search_all(&caller).await })),
        },
        Duty { name: "notices", every: 10 * SECOND, run: Box::new(telling) },
        Duty { name: "messages", every: 10 * SECOND, run: Box::new(carrying) },
        Duty {
            name: "sealing",
            every: 5 * SECOND,
            run: Box::new(|caller| Box::pin(async move { seal(&caller).await })),
        },
        Duty { name: "retention", every: DAY, run: Box::new(|caller| Box::pin(async move { let_go(&caller).await })) },
    ]
}

async fn seal(caller: &Caller) -> Result<(), UseError> {
    sealing::seal(caller).await.map(drop)
}

/// Once a day: what has been kept long enough goes, and every line of the audit
/// trail is looked for, also those that a wrong clock put elsewhere.
async fn let_go(caller: &Caller) -> Result<(), UseError> {
    for (rule, rows) in retention::run(caller, false).await? {
        if rows > 0 {
            tracing::info!(rule = rule.as_str(), rows, "let go what was kept long enough");
        }
    }
    sealing::seal_all(caller).await.map(drop)
}

/// Begins these duties, each with its first turn at once. Dropping what is answered
/// ends them: an act that was going on is not committed.
#[must_use]
pub fn begin(state: &AppState, duties: Vec<Duty>) -> JoinSet<()> {
    let mut running = JoinSet::new();
    for duty in duties {
        running.spawn(keep(state.clone(), duty));
    }
    running
}

async fn keep(state: AppState, duty: Duty) {
    let mut turns = interval(duty.every);
    // After a long turn the next begins later, not several at once.
    turns.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut failing = false;
    loop {
        turns.tick().await;
        let caller = Caller { db: state.db.clone(), actor: Actor::System, now: (state.clock)() };
        let done = (duty.run)(caller).await;
        match &done {
            Ok(()) if failing => tracing::info!(duty = duty.name, "a duty is done again"),
            Err(error) if !failing => tracing::error!(duty = duty.name, %error, "a duty failed; it is tried again"),
            _ => {}
        }
        failing = done.is_err();
    }
}
