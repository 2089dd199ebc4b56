//! A workshop: one city, a few days, one curriculum.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "workshop")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub campaign_id: Uuid,
    pub venue_id: Uuid,
    pub curriculum_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub capacity: i32,
    pub created_at: DateTimeUtc,
    pub results_released_at: Option<DateTimeUtc>,
    pub cancelled_at: Option<DateTimeUtc>,
    pub notices_due_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "campaign_id", to = "id")]
    pub campaign: BelongsTo<super::campaign::Entity>,
    #[sea_orm(belongs_to, from = "venue_id", to = "id")]
    pub venue: BelongsTo<super::venue::Entity>,
    #[sea_orm(belongs_to, from = "curriculum_id", to = "id")]
    pub curriculum: BelongsTo<super::curriculum::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
