//! The audit trail: a line for every act, written in the act's own transaction,
//! and for every page of personal data that is read. `sealing` proves it whole,
//! `trail` reads it.

use crate::people::caller::Caller;
use crate::people::model::trail::READING;
use crate::schema::audit_entry;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};
use uuid::Uuid;

/// How many lines are written at once: within what both databases take as values
/// of one statement.
const CHUNK: usize = 1_000;

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
    audit_entry::Entity::insert(line(caller, verb, subject, subject_id, &detail))
        .exec_without_returning(tx)
        .await
        .map(drop)
}

/// Notes the same act for many rows.
///
/// # Errors
/// As [`note`].
pub async fn note_many(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    verb: &str,
    subject: &str,
    subjects: &[Uuid],
    detail: &serde_json::Value,
) -> Result<(), DbErr> {
    for some in subjects.chunks(CHUNK) {
        let lines = some.iter().map(|id| line(caller, verb, subject, *id, detail));
        audit_entry::Entity::insert_many(lines).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Notes the same act for many rows, each with what changed of it.
///
/// # Errors
/// As [`note`].
pub async fn note_each(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    verb: &str,
    subject: &str,
    subjects: &[(Uuid, serde_json::Value)],
) -> Result<(), DbErr> {
    for some in subjects.chunks(CHUNK) {
        let lines = some.iter().map(|(id, detail)| line(caller, verb, subject, *id, detail));
        audit_entry::Entity::insert_many(lines).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Notes that personal data of others are about to be answered: in a transaction
/// of its own, as reading has none. `detail` holds how many people, never what was
/// searched for.
///
/// # Errors
/// If the database fails; nothing may be answered then.
pub async fn note_reading(
    caller: &Caller,
    verb: &'static str,
    subject: &str,
    subject_id: Uuid,
    detail: serde_json::Value,
) -> Result<(), DbErr> {
    debug_assert!(READING.contains(&verb), "{verb} is not said to be reading");
    let tx = caller.db.begin().await?;
    note(&tx, caller, verb, subject, subject_id, detail).await?;
    tx.commit().await
}

fn line(
    caller: &Caller,
    verb: &str,
    subject: &str,
    subject_id: Uuid,
    detail: &serde_json::Value,
) -> audit_entry::ActiveModel {
    audit_entry::ActiveModel {
        id: Set(caller.new_id()),
        at: Set(caller.now),
        account_id: Set(caller.actor.account().map(|id| id.0)),
        person_id: Set(caller.actor.person().map(|id| id.0)),
        verb: Set(verb.to_owned()),
        subject: Set(subject.to_owned()),
        subject_id: Set(subject_id),
        detail: Set(detail.to_string()),
    }
}
