//! Issuing for whole campaigns: workshop by workshop, each in a transaction of its own, while
//! whoever asked for it looks on. What is known of it is in memory alone: a server that stops
//! has issued what it has issued, and whoever asks again goes on from there.

use super::model::{Kind, Undrawn};
use super::store::issue;
use super::store::listing::over;
use crate::fields::Refusal;
use crate::ids::CampaignId;
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How far issuing for a campaign has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// What is issued.
    pub kind: Kind,
    /// Workshops through.
    pub done: usize,
    /// Workshops in all.
    pub of: usize,
    /// Certificates issued.
    pub issued: usize,
    /// Workshops for which nothing was issued, by title, and why not.
    pub refused: Vec<(String, Vec<Refusal>)>,
    /// Workshops at which the database failed, by title.
    pub failed: Vec<String>,
}

impl Run {
    /// Whether it goes on.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        self.done < self.of
    }
}

/// The last run of each campaign since the server began.
#[derive(Debug, Default)]
pub struct Runs(Mutex<HashMap<CampaignId, Run>>);

impl Runs {
    fn known(&self) -> MutexGuard<'_, HashMap<CampaignId, Run>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The last run of a campaign. Whoever asks has been asked whether they may.
    #[must_use]
    pub fn of(&self, campaign: CampaignId) -> Option<Run> {
        self.known().get(&campaign).cloned()
    }

    /// Begins to issue for all workshops of a campaign that are over. One goes on at a time:
    /// while one does, nothing else is begun.
    ///
    /// # Errors
    /// [`UseError::Forbidden`] unless the asker organises the campaign with an account.
    pub async fn begin(
        self: &Arc<Self>,
        caller: &Caller,
        campaign: CampaignId,
        kind: Kind,
        undrawn: Undrawn,
    ) -> Result<(), UseError> {
        let workshops = over(caller, campaign).await?;
        caller.actor.account().ok_or(UseError::Forbidden)?;
        {
            let mut known = self.known();
            if known.get(&campaign).is_some_and(Run::goes_on) {
                return Ok(());
            }
            let (refused, failed) = (Vec::new(), Vec::new());
            known.insert(campaign, Run { kind, done: 0, of: workshops.len(), issued: 0, refused, failed });
        }
        let (runs, caller) = (self.clone(), caller.clone());
        tokio::spawn(async move {
            for (workshop, title) in workshops {
                let ended = issue(&caller, workshop, kind, undrawn).await;
                runs.heard(campaign, title, ended.map(|issued| issued.len()));
            }
        });
        Ok(())
    }

    fn heard(&self, campaign: CampaignId, title: String, ended: Result<usize, UseError>) {
        let mut known = self.known();
        let Some(run) = known.get_mut(&campaign) else { return };
        run.done += 1;
        match ended {
            Ok(issued) => run.issued += issued,
            Err(UseError::Refused(refusals)) => run.refused.push((title, refusals)),
            Err(error) => {
                tracing::error!(%campaign, %error, "certificates of a workshop could not be issued");
                run.failed.push(title);
            }
        }
    }
}
