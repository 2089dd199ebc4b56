//! A module of a curriculum, in Markdown.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "curriculum_module")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "curriculum_module_position_unique")]
    pub curriculum_id: Uuid,
    #[sea_orm(unique_key = "curriculum_module_position_unique")]
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub minutes: i32,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    #[sea_orm(column_type = "Text")]
    pub method: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub prefers: Option<String>,
    #[sea_orm(belongs_to, from = "curriculum_id", to = "id")]
    pub curriculum: BelongsTo<super::curriculum::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
