//! Writing a message into the outbox: by which way, to which address, about what.

use crate::ids::{PersonId, WorkshopId};
use crate::messages::model::{Channel, State, Wording, plain};
use crate::messages::news::{Kind, Tells};
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::{city, message, person, venue, workshop};
use crate::workshops::store::enrolment::Participant;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// The e-mail addresses of these people, of those who have one.
pub(super) async fn emails(
    db: &impl ConnectionTrait,
    people: &[Participant],
) -> Result<HashMap<Uuid, String>, UseError> {
    let rows: Vec<(Uuid, Option<String>)> = person::Entity::find()
        .select_only()
        .columns([person::Column::Id, person::Column::Email])
        .filter(person::COLUMN.id.is_in(people.iter().map(|one| one.person.0)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(id, email)| Some((id, email?))).collect())
}

/// By what a message to someone goes, and to which address: e-mail before SMS.
pub(super) fn way(emails: &HashMap<Uuid, String>, one: &Participant) -> Option<(Channel, String)> {
    match (emails.get(&one.person.0), &one.phone) {
        (Some(email), _) => Some((Channel::Email, email.clone())),
        (None, Some(phone)) => Some((Channel::Sms, phone.clone())),
        (None, None) => None,
    }
}

/// When and where a workshop is held.
pub(super) async fn load_tells(db: &impl ConnectionTrait, row: &workshop::Model) -> Result<Tells, UseError> {
    let found = venue::Entity::find_by_id(row.venue_id).find_also_related(city::Entity).one(db).await?;
    let Some((room, Some(city))) = found else { return Err(UseError::NotFound) };
    let place = format!("{}, {}", room.name, city.name);
    Ok(Tells { starts_on: row.starts_on, ends_on: row.ends_on, place })
}

/// What messages about one workshop have in common.
pub(super) struct Writing {
    /// Which.
    pub workshop: WorkshopId,
    /// What they tell.
    pub tells: Tells,
}

impl Writing {
    /// Puts a wording that is filled in into the outbox, to go that way, due at once.
    pub(super) async fn write_in(
        &self,
        tx: &DatabaseTransaction,
        caller: &Caller,
        person: PersonId,
        kind: Kind,
        ((channel, address), wording): ((Channel, String), Wording),
    ) -> Result<(), UseError> {
        let (subject, body) = match channel {
            Channel::Email => (wording.subject, wording.email),
            Channel::Sms => (String::new(), plain(&wording.sms)),
        };
        let row = message::ActiveModel {
            id: Set(caller.new_id()),
            workshop_id: Set(self.workshop.0),
            person_id: Set(person.0),
            channel: Set(channel.as_str().to_owned()),
            address: Set(address),
            subject: Set(subject),
            body: Set(body),
            state: Set(State::Queued.as_str().to_owned()),
            attempts: Set(0),
            due_at: Set(Some(caller.now)),
            created_at: Set(caller.now),
            settled_at: Set(None),
            reason: Set(String::new()),
            kind: Set(kind.as_str().to_owned()),
            starts_on: Set(Some(self.tells.starts_on)),
            ends_on: Set(Some(self.tells.ends_on)),
            place: Set(Some(self.tells.place.clone())),
        };
        message::Entity::insert(row).exec_without_returning(tx).await?;
        let detail = json!({ "channel": channel.as_str(), "kind": kind.as_str() });
        note(tx, caller, "message.written", "person", person.0, detail).await?;
        Ok(())
    }
}
