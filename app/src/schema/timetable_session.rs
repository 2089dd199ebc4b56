//! A half-day of a workshop.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "timetable_session")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "timetable_session_unique")]
    pub workshop_id: Uuid,
    #[sea_orm(unique_key = "timetable_session_unique")]
    pub held_on: Date,
    #[sea_orm(unique_key = "timetable_session_unique", column_type = "Text")]
    pub half: String,
    #[sea_orm(belongs_to, from = "workshop_id", to = "id")]
    pub workshop: BelongsTo<super::workshop::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
