//! A day on which a campaign holds no workshop.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "holiday")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "holiday_unique")]
    pub campaign_id: Uuid,
    #[sea_orm(unique_key = "holiday_unique")]
    pub held_on: Date,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(belongs_to, from = "campaign_id", to = "id")]
    pub campaign: BelongsTo<super::campaign::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
