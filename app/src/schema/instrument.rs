//! A test given before or after.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "instrument")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "instrument_moment_unique")]
    pub curriculum_id: Uuid,
    #[sea_orm(unique_key = "instrument_moment_unique", column_type = "Text")]
    pub moment: String,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub max_points: i32,
    #[sea_orm(belongs_to, from = "curriculum_id", to = "id")]
    pub curriculum: BelongsTo<super::curriculum::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
