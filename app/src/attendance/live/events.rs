//! The rooms of today as server-sent events: the board anew whenever it changed.

use super::hub::{Boards, Hub};
use super::pages::fragment;
use crate::campaigns::store::find;
use crate::door::{Answer, Visit};
use crate::i18n::Locale;
use crate::ids::{CampaignId, SignInId};
use crate::people::access::{Act, may};
use crate::people::store::sign_in::still;
use crate::schema::db::Db;
use axum::extract::Path;
use axum::http::HeaderName;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::unfold;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Interval, interval};

/// After how long without news a beat is sent: a line that was cut is silent, too, and
/// only what arrives shows that it was not.
const BEAT: Duration = Duration::from_secs(15);
/// After how long browsers try again.
const RETRY: Duration = Duration::from_secs(3);
/// Asks proxies not to keep back what is to arrive at once.
const UNBUFFERED: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

/// The rooms of a campaign, for its organiser, until the sign-in ends.
pub async fn today_events(visit: Visit, Path(campaign): Path<CampaignId>) -> Answer {
    let caller = visit.caller();
    find(&caller, campaign).await?;
    caller.allow(Act::Organise(campaign))?;
    let hub = visit.state.live.clone();
    let mut checks = interval(hub.pace().check);
    checks.reset();
    let listener = Listener {
        boards: hub.listen(campaign),
        hub,
        campaign,
        checks,
        db: visit.state.db.clone(),
        sign_in: visit.signed_in.as_ref().map(|signed_in| signed_in.id),
        locale: visit.locale,
        over: false,
    };
    let beat = Event::default().event("beat").data("-");
    let events = Sse::new(unfold(listener, Listener::next)).keep_alive(KeepAlive::new().interval(BEAT).event(beat));
    Ok(([UNBUFFERED], events).into_response())
}

/// Someone who listens.
struct Listener {
    hub: Arc<Hub>,
    campaign: CampaignId,
    boards: Boards,
    checks: Interval,
    db: Db,
    sign_in: Option<SignInId>,
    locale: Locale,
    over: bool,
}

impl Listener {
    /// The next event; none once it is over, or the server stops.
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        while !self.over {
            tokio::select! {
                changed = self.boards.changed() => {
                    changed.ok()?;
                    let board = self.boards.borrow_and_update().clone();
                    if let Some(board) = board {
                        let html = fragment(self.locale, self.hub.now().date_naive(), &board);
                        return Some((Ok(Event::default().event("board").retry(RETRY).data(html)), self));
                    }
                }
                _ = self.checks.tick() => self.over = !self.is_still_allowed().await,
            }
            if self.over {
                return Some((Ok(Event::default().event("ended").data("-")), self));
            }
        }
        None
    }

    /// Whether whoever listens is signed in and organises the campaign, now.
    async fn is_still_allowed(&self) -> bool {
        let Some(sign_in) = self.sign_in else { return false };
        let found = still(&self.db, sign_in, self.hub.now()).await;
        found.is_ok_and(|found| found.is_some_and(|one| may(&one.actor, Act::Organise(self.campaign))))
    }
}
