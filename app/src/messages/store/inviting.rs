//! Inviting those who have a seat.

use super::outbox::Outgoing;
use crate::code::Code;
use crate::ids::{CampaignId, EnrolmentId, PersonId, WorkshopId};
use crate::messages::model::{Channel, Filling, State, Wording, fill};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::store::audit::{note, note_reading};
use crate::people::store::sign_in::add_code;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{message, person};
use crate::workshops::store::enrolment::{Participant, load_participants, lock_in};
use crate::workshops::store::reading::campaign_of;
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
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
            let channel = if emails.contains_key(&one.person.0) {
                Some(Channel::Email)
            } else {
                one.phone.as_ref().map(|_| Channel::Sms)
            };
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

/// The e-mail addresses of these people, of those who have one.
async fn emails(db: &impl ConnectionTrait, people: &[Participant]) -> Result<HashMap<Uuid, String>, UseError> {
    let rows: Vec<(Uuid, Option<String>)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Email])
        .filter(person::COLUMN.id.is_in(people.iter().map(|one| one.person.0)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(id, email)| Some((id, email?))).collect())
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
        let at = row.settled_at.unwrap_or(row.created_at);
        last.insert(row.person_id, Last { channel, state, at, reason: row.reason });
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
    let mut written = 0;
    for one in to_invite {
        let (channel, address) = match (emails.get(&one.person.0), &one.phone) {
            (Some(email), _) => (Channel::Email, email.clone()),
            (None, Some(phone)) => (Channel::Sms, phone.clone()),
            (None, None) => continue,
        };
        let code = add_code(&tx, caller, one.person).await?;
        let filling = fill_in(&one.name, &code);
        let (subject, text) = match channel {
            Channel::Email => (fill(&wording.subject, &filling), &wording.email),
            Channel::Sms => (String::new(), &wording.sms),
        };
        let id = caller.new_id();
        let message = Outgoing { id, channel, address, subject, body: fill(text, &filling) };
        write_in(&tx, caller, workshop, one.person, message).await?;
        written += 1;
    }
    note(&tx, caller, "workshop.invited", "workshop", workshop.0, json!({ "messages": written })).await?;
    tx.commit().await?;
    Ok(written)
}

async fn write_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    workshop: WorkshopId,
    person: PersonId,
    message: Outgoing,
) -> Result<(), UseError> {
    let row = message::ActiveModel {
        id: Set(message.id),
        workshop_id: Set(workshop.0),
        person_id: Set(person.0),
        channel: Set(message.channel.as_str().to_owned()),
        address: Set(message.address),
        subject: Set(message.subject),
        body: Set(message.body),
        state: Set(State::Queued.as_str().to_owned()),
        attempts: Set(0),
        due_at: Set(Some(caller.now)),
        created_at: Set(caller.now),
        settled_at: Set(None),
        reason: Set(String::new()),
    };
    message::Entity::insert(row).exec_without_returning(tx).await?;
    note(tx, caller, "message.written", "person", person.0, json!({ "channel": message.channel.as_str() })).await?;
    Ok(())
}
