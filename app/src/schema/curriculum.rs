//! A version of the teaching material.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "curriculum")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "curriculum_version_unique")]
    pub programme_id: Uuid,
    #[sea_orm(unique_key = "curriculum_version_unique", column_type = "Text")]
    pub title: String,
    #[sea_orm(unique_key = "curriculum_version_unique", column_type = "Text")]
    pub version: String,
    #[sea_orm(column_type = "Text")]
    pub language: String,
    pub published_on: Date,
    #[sea_orm(belongs_to, from = "programme_id", to = "id")]
    pub programme: BelongsTo<super::programme::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
