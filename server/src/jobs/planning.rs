//! Searches for plans: one after the other, told to stop by the limit, by the
//! organiser, or by the end of the server.

use app::people::caller::Caller;
use app::plans::model::Progress;
use app::plans::store::searching::{Task, end, hear, take};
use app::schema::error::UseError;
use chrono::TimeDelta;
use planner::{Options, Outcome, Problem, ProblemError};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

/// How often is written how far a search is, and looked whether it is to stop.
const HEARD_EVERY: Duration = Duration::from_millis(500);
/// The seed of every search: the same question has the same answer.
const SEED: u64 = 1;

/// Searches for all plans that wait.
///
/// # Errors
/// If the database fails.
pub async fn search_all(caller: &Caller) -> Result<(), UseError> {
    let began = Instant::now();
    while let Some(task) = take(&later(caller, began)).await? {
        search(&later(caller, began), task).await?;
    }
    Ok(())
}

/// What the searching thread and whoever waits for it share.
#[derive(Default)]
struct Shared {
    stop: AtomicBool,
    known: Mutex<Option<planner::Progress>>,
}

/// Stops the thread when whoever waits for it goes away.
struct Stopping(Arc<Shared>);

impl Drop for Stopping {
    fn drop(&mut self) {
        self.0.stop.store(true, Ordering::Relaxed);
    }
}

async fn search(caller: &Caller, task: Task) -> Result<(), UseError> {
    let Task { id, problem, limit } = task;
    let (began, shared) = (Instant::now(), Arc::new(Shared::default()));
    let _stopping = Stopping(shared.clone());
    let mut thread = begin(problem, shared.clone(), limit);
    let outcome = loop {
        if let Ok(ended) = tokio::time::timeout(HEARD_EVERY, &mut thread).await {
            break ended;
        }
        let progress = progress(&shared, began.elapsed(), limit);
        if !hear(&later(caller, began), id, &progress).await? {
            shared.stop.store(true, Ordering::Relaxed);
        }
    };
    let outcome = match outcome {
        Ok(Ok(outcome)) => Some(outcome),
        Ok(Err(error)) => {
            tracing::error!(plan = %id, %error, "a plan could not be searched for");
            None
        }
        Err(error) => {
            tracing::error!(plan = %id, %error, "the search for a plan died");
            None
        }
    };
    end(&later(caller, began), id, outcome.as_ref()).await
}

fn begin(problem: Problem, shared: Arc<Shared>, limit: Duration) -> JoinHandle<Result<Outcome, ProblemError>> {
    tokio::task::spawn_blocking(move || {
        let began = Instant::now();
        let stop = || shared.stop.load(Ordering::Relaxed) || began.elapsed() >= limit;
        planner::plan(&problem, &Options { seed: SEED, stop: &stop }, &mut |progress| {
            *shared.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress.clone());
        })
    })
}

fn progress(shared: &Shared, since: Duration, limit: Duration) -> Progress {
    let known = shared.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    Progress {
        seconds: seconds(since),
        limit: seconds(limit),
        found: known.as_ref().is_some_and(|known| known.objective.is_some()),
        gap: known.and_then(|known| known.gap).map(thousandths),
    }
}

#[expect(clippy::cast_possible_truncation, reason = "0 to 1000")]
fn thousandths(gap: f64) -> i32 {
    (gap * 1000.0).round() as i32
}

/// The same caller as time has gone by since.
fn later(caller: &Caller, since: Instant) -> Caller {
    Caller { now: caller.now + TimeDelta::from_std(since.elapsed()).unwrap_or_default(), ..caller.clone() }
}
