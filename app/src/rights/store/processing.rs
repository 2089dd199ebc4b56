//! How many people each activity of the register of processing concerns now.

use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::rights::model::Activity;
use crate::schema::error::UseError;
use crate::schema::{
    access_code, account, attendance_event, audit_entry, certificate, data_request, enrolment, import_row, person,
    score,
};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect, RelationTrait, Select,
};
use serde_json::json;
use uuid::Uuid;

/// How many people each activity concerns, in the order of the register.
///
/// # Errors
/// If the asker does not administer, or the database fails.
pub async fn processing(caller: &Caller) -> Result<Vec<(Activity, u64)>, UseError> {
    caller.allow(Act::Administer)?;
    let tx = caller.db.begin().await?;
    let mut counts = Vec::new();
    for activity in Activity::ALL {
        counts.push((activity, concerned(&tx, activity).await?));
    }
    note(&tx, caller, "processing.exported", "register", Uuid::nil(), json!({})).await?;
    tx.commit().await?;
    Ok(counts)
}

async fn concerned(db: &impl ConnectionTrait, activity: Activity) -> Result<u64, UseError> {
    let of_seats = (enrolment::Entity, enrolment::Column::PersonId);
    match activity {
        Activity::Register => {
            let there = person::Entity::find()
                .filter(person::COLUMN.merged_into_id.is_null())
                .filter(person::COLUMN.erased_at.is_null());
            Ok(there.count(db).await?)
        }
        Activity::Import => Ok(import_row::Entity::find().count(db).await?),
        Activity::Invitations => {
            let in_force = access_code::Entity::find().filter(access_code::COLUMN.revoked_at.is_null());
            distinct(db, in_force, (access_code::Entity, access_code::Column::PersonId)).await
        }
        Activity::Attendance => {
            let marked =
                attendance_event::Entity::find().join(JoinType::InnerJoin, attendance_event::Relation::Enrolment.def());
            distinct(db, marked, of_seats).await
        }
        Activity::Assessments => {
            let scored = score::Entity::find().join(JoinType::InnerJoin, score::Relation::Enrolment.def());
            distinct(db, scored, of_seats).await
        }
        Activity::Certificates => {
            let named = certificate::Entity::find()
                .join(JoinType::InnerJoin, certificate::Relation::Enrolment.def())
                .filter(certificate::COLUMN.holder_name.is_not_null());
            distinct(db, named, of_seats).await
        }
        Activity::Accounts => Ok(account::Entity::find().count(db).await?),
        Activity::Requests => {
            distinct(db, data_request::Entity::find(), (data_request::Entity, data_request::Column::PersonId)).await
        }
        Activity::Audit => {
            let about = audit_entry::Entity::find().filter(audit_entry::COLUMN.subject.eq("person"));
            let people = distinct(db, about, (audit_entry::Entity, audit_entry::Column::SubjectId)).await?;
            let acting = (audit_entry::Entity, audit_entry::Column::AccountId);
            Ok(people + distinct(db, audit_entry::Entity::find(), acting).await?)
        }
    }
}

/// How many different values a column has.
async fn distinct<E: EntityTrait, C: sea_orm::sea_query::IntoColumnRef>(
    db: &impl ConnectionTrait,
    rows: Select<E>,
    column: C,
) -> Result<u64, UseError> {
    let count = Expr::col(column).count_distinct();
    let found: Option<i64> = rows.select_only().expr_as(count, "n").into_tuple().one(db).await?;
    Ok(found.unwrap_or_default().unsigned_abs())
}
