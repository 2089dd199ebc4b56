//! Who listens to which campaign. One look at the database a second serves all who
//! listen to a campaign; there is none while nobody does.

use super::model::Board;
use super::store::{overdue, rooms_today};
use crate::ids::CampaignId;
use crate::people::access::Actor;
use crate::people::caller::Caller;
use crate::schema::db::Db;
use crate::schema::error::UseError;
use chrono::{DateTime, Utc};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio::time::{MissedTickBehavior, interval};

/// At how many looks, but for those of a new day, the days before today are looked at
/// again: all their marks are read for it, and they rarely change.
const PAST_EVERY: u32 = 60;

/// How often what is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// The marks of today.
    pub look: Duration,
    /// Whether those who listen are still signed in.
    pub check: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { look: Duration::from_secs(1), check: Duration::from_mins(1) }
    }
}

/// What is heard: the newest board, once there has been a look.
pub type Boards = watch::Receiver<Option<Arc<Board>>>;

type Sender = watch::Sender<Option<Arc<Board>>>;

/// Who listens.
pub struct Hub {
    db: Db,
    clock: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    pace: Pace,
    listened: Mutex<Listened>,
}

#[derive(Default)]
struct Listened {
    campaigns: HashMap<CampaignId, (Sender, AbortHandle)>,
    closed: bool,
}

impl Hub {
    /// Nobody listens yet.
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>, pace: Pace) -> Arc<Self> {
        Arc::new(Self { db, clock, pace, listened: Mutex::default() })
    }

    /// How often what is looked at.
    #[must_use]
    pub fn pace(&self) -> Pace {
        self.pace
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Listens to a campaign, for someone who has been asked whether they may.
    pub fn listen(self: &Arc<Self>, campaign: CampaignId) -> Boards {
        let mut listened = self.lock();
        let kept = listened.campaigns.get(&campaign).filter(|(_, looking)| !looking.is_finished());
        let mut boards = if let Some((sender, _)) = kept {
            sender.subscribe()
        } else {
            let (sender, boards) = watch::channel(None);
            if !listened.closed {
                let looking = tokio::spawn(self.clone().look(campaign, sender.clone())).abort_handle();
                listened.campaigns.insert(campaign, (sender, looking));
            }
            boards
        };
        boards.mark_changed();
        boards
    }

    /// Ends all listening: what is served must not go on for ever once the server is
    /// asked to stop.
    pub fn close(&self) {
        let mut listened = self.lock();
        listened.closed = true;
        for (_, (_, looking)) in listened.campaigns.drain() {
            looking.abort();
        }
    }

    async fn look(self: Arc<Self>, campaign: CampaignId, sender: Sender) {
        let mut looks = interval(self.pace.look);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut past, mut day, mut look) = (Vec::new(), None, 0);
        loop {
            looks.tick().await;
            if self.is_left(campaign, &sender) {
                return;
            }
            // What concerns nobody in particular is looked at by the installation itself.
            let caller = Caller { db: self.db.clone(), actor: Actor::System, now: self.now() };
            let board = async {
                if look % PAST_EVERY == 0 || day != Some(caller.today()) {
                    past = overdue(&caller, campaign).await?;
                    day = Some(caller.today());
                }
                let today = rooms_today(&caller, campaign).await?;
                Ok::<_, UseError>(Board { today, overdue: past.clone() })
            };
            match board.await {
                Ok(board) => {
                    look = (look + 1) % PAST_EVERY;
                    sender.send_if_modified(|kept| {
                        let changed = kept.as_deref() != Some(&board);
                        if changed {
                            *kept = Some(Arc::new(board));
                        }
                        changed
                    });
                }
                Err(error) => tracing::error!(%error, "the rooms of today could not be read"),
            }
        }
    }

    /// Whether nobody listens any longer; then the next who does begins anew. Asked
    /// behind the lock, so that nobody joins what is about to end.
    fn is_left(&self, campaign: CampaignId, sender: &Sender) -> bool {
        let mut listened = self.lock();
        let left = sender.receiver_count() == 0;
        if left {
            listened.campaigns.remove(&campaign);
        }
        left
    }

    fn lock(&self) -> MutexGuard<'_, Listened> {
        self.listened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
