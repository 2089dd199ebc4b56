//! The audit trail: a line for every act, written in the act's own transaction.

use crate::people::caller::Caller;
use crate::schema::audit_entry;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};
use uuid::Uuid;

/// Notes who did what to which row. `detail` holds what changed, never a secret
/// and no more personal data than the row itself.
///
/// # Errors
/// If the database fails; the act must then not be committed.
pub async fn note(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    verb: &str,
    subject: &str,
    subject_id: Uuid,
    detail: serde_json::Value,
) -> Result<(), DbErr> {
    let entry = audit_entry::ActiveModel {
        id: Set(caller.new_id()),
        at: Set(caller.now),
        account_id: Set(caller.actor.account().map(|id| id.0)),
        person_id: Set(caller.actor.person().map(|id| id.0)),
        verb: Set(verb.to_owned()),
        subject: Set(subject.to_owned()),
        subject_id: Set(subject_id),
        detail: Set(detail.to_string()),
    };
    audit_entry::Entity::insert(entry).exec_without_returning(tx).await.map(drop)
}
