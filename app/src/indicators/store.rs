//! Counting.

use crate::certificates::model::Kind;
use crate::ids::CampaignId;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::schema::error::UseError;
use crate::schema::{certificate, enrolment, person, workshop};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect, RelationTrait};

/// How far a campaign has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Workshops that are held, whatever their stage.
    pub workshops: u64,
    /// Of these, those that are over.
    pub finished: u64,
    /// Seats taken.
    pub enrolled: u64,
    /// Of these, by women.
    pub women: u64,
    /// Certificates of trainer that were not revoked.
    pub certified: u64,
}

/// How far a campaign has come, for its organiser.
///
/// # Errors
/// If the asker does not organise it, or the database fails.
pub async fn progress(caller: &Caller, campaign: CampaignId) -> Result<Progress, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let db = caller.db.reader();
    let workshops = workshop::Entity::find()
        .filter(workshop::COLUMN.campaign_id.eq(campaign.0))
        .filter(workshop::COLUMN.cancelled_at.is_null());
    let seats = enrolment::Entity::find()
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(workshop::COLUMN.campaign_id.eq(campaign.0))
        .filter(workshop::COLUMN.cancelled_at.is_null())
        .filter(enrolment::COLUMN.withdrawn_at.is_null());
    let certified = certificate::Entity::find()
        .join(JoinType::InnerJoin, certificate::Relation::Enrolment.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(workshop::COLUMN.campaign_id.eq(campaign.0))
        .filter(certificate::COLUMN.kind.eq(Kind::Trainer.as_str()))
        .filter(certificate::COLUMN.revoked_at.is_null());
    Ok(Progress {
        workshops: workshops.clone().count(db).await?,
        finished: workshops.filter(workshop::COLUMN.ends_on.lt(caller.today())).count(db).await?,
        enrolled: seats.clone().count(db).await?,
        women: seats
            .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
            .filter(person::Column::Sex.eq("female"))
            .count(db)
            .await?,
        certified: certified.count(db).await?,
    })
}
