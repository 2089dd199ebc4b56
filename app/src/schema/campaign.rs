//! A series of workshops under one rule of certification.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub programme_id: Uuid,
    #[sea_orm(unique, column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub authority: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub required_attendance: i32,
    pub required_post_test: i32,
    pub created_at: DateTimeUtc,
    #[sea_orm(column_type = "Text")]
    pub rule: String,
    #[sea_orm(belongs_to, from = "programme_id", to = "id")]
    pub programme: BelongsTo<super::programme::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
