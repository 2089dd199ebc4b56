//! What a half-day holds, in order.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "timetable_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "timetable_item_position_unique")]
    pub session_id: Uuid,
    #[sea_orm(unique_key = "timetable_item_position_unique")]
    pub position: i32,
    pub starts_at: i32,
    pub minutes: i32,
    #[sea_orm(column_type = "Text")]
    pub activity: String,
    pub module_id: Option<Uuid>,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::timetable_session::Entity>,
    #[sea_orm(belongs_to, from = "module_id", to = "id")]
    pub module: BelongsTo<Option<super::curriculum_module::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
