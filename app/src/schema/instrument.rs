//! A test given before or after.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "instrument")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub curriculum_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub moment: String,
    pub module_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub max_points: i32,
    pub version: i32,
    pub retired_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "curriculum_id", to = "id")]
    pub curriculum: BelongsTo<super::curriculum::Entity>,
    #[sea_orm(belongs_to, from = "module_id", to = "id")]
    pub module: BelongsTo<Option<super::curriculum_module::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
