//! Inviting those who have a seat.

use super::writing::{Writing, emails, load_tells, way};
use crate::code::Code;
use crate::ids::{CampaignId, EnrolmentId, PersonId, WorkshopId};
use crate::messages::model::{Channel, Filling, State, Wording};
use crate::messages::news::Kind;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::store::audit::{note, note_reading};
use crate::people::store::sign_in::add_code;
use crate::schema::error::{StoreError, UseError};
use crate::schema::message;
use crate::workshops::store::enrolment::{Participant, load_participants, lock_in};
use crate::workshops::store::reading::campaign_of;
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// Someone who has a seat, with the last message to them about this workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitee {
    /// Their seat.
    pub enrolment: EnrolmentId,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: PersonName,
    /// The institution that sends them.
    pub institution: String,
    /// Whether they said that they will come.
    pub confirmed: bool,
    /// By what a message would go now; nothing if by none.
    pub channel: Option<Channel>,
    /// The last message, if there is one.
    pub last: Option<Last>,
}

/// The last message to someone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Last {
    /// What it was for.
    pub kind: Kind,
    /// By what it went.
    pub channel: Channel,
    /// How far it has come.
    pub state: State,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Why it did not go, or has not yet.
    pub reason: String,
}

/// Those who have a seat and how far they are invited, by name, for the organiser.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn invitees(caller: &Caller, workshop: WorkshopId) -> Result<Vec<Invitee>, UseError> {
    let db = caller.db.reader();
    caller.allow(Act::Organise(campaign_of(db, workshop).await?))?;
    let invitees = load_invitees(db, workshop).await?;
    note_reading(caller, "participants.read", "workshop", workshop.0, json!({ "people": invitees.len() })).await?;
    Ok(invitees)
}

async fn load_invitees(db: &impl ConnectionTrait, workshop: WorkshopId) -> Result<Vec<Invitee>, UseError> {
    let participants = load_participants(db, workshop).await?;
    let emails = emails(db, &participants).await?;
    let mut last = last_messages(db, workshop).await?;
    Ok(participants
        .into_iter()
        .map(|one| {
            let channel = way(&emails, &one).map(|(channel, _)| channel);
            Invitee {
                enrolment: one.enrolment,
                person: one.person,
                name: one.name,
                institution: one.institution,
                confirmed: one.confirmed,
                channel,
                last: last.remove(&one.person.0),
            }
        })
        .collect())
}

async fn last_messages(db: &impl ConnectionTrait, workshop: WorkshopId) -> Result<HashMap<Uuid, Last>, UseError> {
    let rows = message::Entity::find()
        .filter(message::COLUMN.workshop_id.eq(workshop.0))
        .order_by_asc(message::Column::CreatedAt)
        .all(db)
        .await?;
    let mut last = HashMap::new();
    for row in rows {
        let state = StoreError::read(&row.state, "message", "state", row.id)?;
        let channel = StoreError::read(&row.channel, "message", "channel", row.id)?;
        let kind = StoreError::read(&row.kind, "message", "kind", row.id)?;
        let at = row.settled_at.unwrap_or(row.created_at);
        last.insert(row.person_id, Last { kind, channel, state, at, reason: row.reason });
    }
    Ok(last)
}

/// Who is to be invited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// All who are not yet.
    NotYet,
    /// This one, once more.
    Again(EnrolmentId),
}

/// Writes invitations into the outbox, each with a personal code of its own: by
/// e-mail to those who have an address, by SMS to those who have a telephone.
/// Whoever has neither is left to the letter. Answers how many were written.
///
/// `fill_in` says what stands in the blanks for someone with this code.
///
/// # Errors
/// [`UseError::NotFound`] for a seat that is not taken; [`UseError::Forbidden`].
pub async fn invite(
    caller: &Caller,
    workshop: WorkshopId,
    whom: Whom,
    wording: &Wording,
    fill_in: impl Fn(&PersonName, &Code) -> Filling + Send,
) -> Result<usize, UseError> {
    let tx = caller.db.begin().await?;
    // Two who invite at once: the second finds the messages of the first.
    let row = lock_in(&tx, workshop).await?;
    caller.allow(Act::Organise(CampaignId(row.campaign_id)))?;
    let participants = load_participants(&tx, workshop).await?;
    let emails = emails(&tx, &participants).await?;
    let last = last_messages(&tx, workshop).await?;
    let to_invite: Vec<&Participant> = participants
        .iter()
        .filter(|one| match whom {
            Whom::Again(seat) => one.enrolment == seat,
            Whom::NotYet => last.get(&one.person.0).is_none_or(|last| !last.state.counts_as_invited()),
        })
        .collect();
    if to_invite.is_empty() && matches!(whom, Whom::Again(_)) {
        return Err(UseError::NotFound);
    }
    let writing = Writing { workshop, tells: load_tells(&tx, &row).await? };
    let mut written = 0;
    for one in to_invite {
        let Some(way) = way(&emails, one) else { continue };
        let code = add_code(&tx, caller, one.person).await?;
        let wording = wording.filled(&fill_in(&one.name, &code));
        writing.write_in(&tx, caller, one.person, Kind::Invitation, (way, wording)).await?;
        written += 1;
    }
    note(&tx, caller, "workshop.invited", "workshop", workshop.0, json!({ "messages": written })).await?;
    tx.commit().await?;
    Ok(written)
}
