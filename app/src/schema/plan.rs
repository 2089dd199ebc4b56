//! A plan of a campaign: asked for, searched for, proposed.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub campaign_id: Uuid,
    pub asked_by: Option<Uuid>,
    pub asked_at: DateTimeUtc,
    #[sea_orm(column_type = "Text")]
    pub asked: String,
    #[sea_orm(column_type = "Text")]
    pub state: String,
    pub stop_asked: bool,
    pub began_at: Option<DateTimeUtc>,
    pub heard_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub progress: String,
    #[sea_orm(column_type = "Text")]
    pub stood: String,
    #[sea_orm(column_type = "Text")]
    pub outcome: String,
    pub ended_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "campaign_id", to = "id")]
    pub campaign: BelongsTo<super::campaign::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
