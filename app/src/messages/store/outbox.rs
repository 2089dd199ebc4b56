//! The outbox: what is to be carried, by whom it was taken, what became of it.
//!
//! A message is marked as taken, and that is committed, before it is handed over.
//! Should the process die between the two, nobody knows whether it went. A
//! carrier that tells repeats by the message's identifier is then given it again;
//! to any other it is never given twice: its state says that it is unclear.

use crate::messages::model::{Channel, State, pause};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::message;
use chrono::TimeDelta;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

/// How long a message may be with its carrier before whoever took it is held to
/// be dead.
pub const HANDED_OVER_WITHIN: TimeDelta = TimeDelta::minutes(5);
/// For how long a carrier is asked whether an SMS has arrived, and how often.
const ASKED_AFTER_FOR: TimeDelta = TimeDelta::days(3);
const ASKED_AFTER_EVERY: TimeDelta = TimeDelta::minutes(10);

/// A message to be handed over.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Its name with the carrier.
    pub id: Uuid,
    /// By what it goes.
    pub channel: Channel,
    /// To whom.
    pub address: String,
    /// Subject of an e-mail.
    pub subject: String,
    /// Text.
    pub body: String,
}

/// What came of handing a message over, or of asking after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The carrier has it.
    Sent,
    /// It has arrived.
    Delivered,
    /// The carrier will not take it, or it cannot arrive: not to be tried again.
    Refused(String),
    /// Not now: no network, a carrier that is busy.
    Trouble(String),
}

/// Takes messages that are due, for whoever hands them over now.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but the installation itself.
pub async fn take_due(caller: &Caller, most: u64) -> Result<Vec<Outgoing>, UseError> {
    caller.allow(Act::RunDuties)?;
    let tx = caller.db.begin().await?;
    let rows = message::Entity::find()
        .filter(message::COLUMN.state.eq(State::Queued.as_str()))
        .filter(message::COLUMN.due_at.lte(caller.now))
        .order_by_asc(message::Column::DueAt)
        .order_by_asc(message::Column::Id)
        .limit(most)
        // Two who take at once take different messages.
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(&tx)
        .await?;
    let mut taken = Vec::with_capacity(rows.len());
    for row in rows {
        let change = message::ActiveModel {
            id: Set(row.id),
            state: Set(State::Sending.as_str().to_owned()),
            attempts: Set(row.attempts + 1),
            due_at: Set(Some(caller.now + HANDED_OVER_WITHIN)),
            ..Default::default()
        };
        message::Entity::update(change).exec_without_returning(&tx).await?;
        taken.push(Outgoing {
            id: row.id,
            channel: StoreError::read(&row.channel, "message", "channel", row.id)?,
            address: row.address,
            subject: row.subject,
            body: row.body,
        });
    }
    tx.commit().await?;
    Ok(taken)
}

/// Notes what came of handing a message over.
///
/// # Errors
/// [`UseError::NotFound`] for one that nobody took; [`UseError::Forbidden`].
pub async fn settle(caller: &Caller, id: Uuid, outcome: &Outcome) -> Result<(), UseError> {
    caller.allow(Act::RunDuties)?;
    let tx = caller.db.begin().await?;
    let row = locked(&tx, id, State::Sending).await?;
    match outcome {
        Outcome::Sent | Outcome::Delivered => {
            let state = if *outcome == Outcome::Sent { State::Sent } else { State::Delivered };
            // Only an SMS is asked after: mail does not tell.
            let asked = state == State::Sent && row.channel == Channel::Sms.as_str();
            let change = message::ActiveModel {
                due_at: Set(asked.then(|| caller.now + ASKED_AFTER_EVERY)),
                ..ended(caller, id, state, "")
            };
            message::Entity::update(change).exec_without_returning(&tx).await?;
        }
        Outcome::Refused(reason) => {
            message::Entity::update(ended(caller, id, State::Failed, reason)).exec_without_returning(&tx).await?;
        }
        Outcome::Trouble(reason) => {
            let change = match pause(row.attempts) {
                None => ended(caller, id, State::Failed, reason),
                Some(pause) => message::ActiveModel {
                    id: Set(id),
                    state: Set(State::Queued.as_str().to_owned()),
                    due_at: Set(Some(caller.now + pause)),
                    reason: Set(short(reason)),
                    ..Default::default()
                },
            };
            message::Entity::update(change).exec_without_returning(&tx).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// A message with which nothing more is done but perhaps asking after it: to whom
/// and what it was is kept no longer.
fn ended(caller: &Caller, id: Uuid, state: State, reason: &str) -> message::ActiveModel {
    message::ActiveModel {
        id: Set(id),
        address: Set(String::new()),
        subject: Set(String::new()),
        body: Set(String::new()),
        state: Set(state.as_str().to_owned()),
        due_at: Set(None),
        settled_at: Set(Some(caller.now)),
        reason: Set(short(reason)),
        ..Default::default()
    }
}

fn short(reason: &str) -> String {
    reason.chars().filter(|c| !c.is_control()).take(300).collect()
}

async fn locked(tx: &DatabaseTransaction, id: Uuid, state: State) -> Result<message::Model, UseError> {
    let row = message::Entity::find_by_id(id).lock_exclusive().one(tx).await?.ok_or(UseError::NotFound)?;
    if row.state == state.as_str() { Ok(row) } else { Err(UseError::NotFound) }
}

/// Sees to the messages that were taken and never settled, because the process
/// died: they are due again with carriers that tell repeats, and unclear with
/// others. Answers how many there were.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but the installation itself.
pub async fn recover(caller: &Caller, telling_repeats: &[Channel]) -> Result<usize, UseError> {
    caller.allow(Act::RunDuties)?;
    let tx = caller.db.begin().await?;
    let rows = message::Entity::find()
        .filter(message::COLUMN.state.eq(State::Sending.as_str()))
        .filter(message::COLUMN.due_at.lte(caller.now))
        .lock_exclusive()
        .all(&tx)
        .await?;
    for row in &rows {
        let channel: Channel = StoreError::read(&row.channel, "message", "channel", row.id)?;
        let change = if telling_repeats.contains(&channel) {
            message::ActiveModel {
                id: Set(row.id),
                state: Set(State::Queued.as_str().to_owned()),
                due_at: Set(Some(caller.now)),
                ..Default::default()
            }
        } else {
            ended(caller, row.id, State::Unclear, "")
        };
        message::Entity::update(change).exec_without_returning(&tx).await?;
        note(&tx, caller, "message.recovered", "message", row.id, json!({})).await?;
    }
    tx.commit().await?;
    Ok(rows.len())
}

/// The messages sent of which it is time to ask whether they have arrived.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but the installation itself.
pub async fn to_ask_after(caller: &Caller, most: u64) -> Result<Vec<(Uuid, Channel)>, UseError> {
    caller.allow(Act::RunDuties)?;
    let rows = message::Entity::find()
        .filter(message::COLUMN.state.eq(State::Sent.as_str()))
        .filter(message::COLUMN.due_at.lte(caller.now))
        .order_by_asc(message::Column::DueAt)
        .limit(most)
        .all(caller.db.reader())
        .await?;
    rows.into_iter().map(|row| Ok((row.id, StoreError::read(&row.channel, "message", "channel", row.id)?))).collect()
}

/// Notes what the carrier said of a message that it has.
///
/// # Errors
/// [`UseError::NotFound`] for one that was not sent; [`UseError::Forbidden`].
pub async fn note_arrival(caller: &Caller, id: Uuid, outcome: &Outcome) -> Result<(), UseError> {
    caller.allow(Act::RunDuties)?;
    let tx = caller.db.begin().await?;
    let row = locked(&tx, id, State::Sent).await?;
    let change = match outcome {
        Outcome::Delivered => ended(caller, id, State::Delivered, ""),
        Outcome::Refused(reason) => ended(caller, id, State::Failed, reason),
        Outcome::Sent | Outcome::Trouble(_) => {
            let asked = row.settled_at.is_some_and(|sent| caller.now - sent < ASKED_AFTER_FOR);
            let due_at = asked.then(|| caller.now + ASKED_AFTER_EVERY);
            message::ActiveModel { id: Set(id), due_at: Set(due_at), ..Default::default() }
        }
    };
    message::Entity::update(change).exec_without_returning(&tx).await?;
    Ok(tx.commit().await?)
}
