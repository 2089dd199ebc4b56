//! A module as an edition has it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "module_text")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "module_text_unique")]
    pub edition_id: Uuid,
    #[sea_orm(unique_key = "module_text_unique")]
    pub module_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub minutes: i32,
    #[sea_orm(column_type = "Text")]
    pub method: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub curriculum_edition: BelongsTo<super::curriculum_edition::Entity>,
    #[sea_orm(belongs_to, from = "module_id", to = "id")]
    pub curriculum_module: BelongsTo<super::curriculum_module::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
