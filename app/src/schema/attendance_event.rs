//! A mark as it was made; never changed.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub enrolment_id: Uuid,
    #[sea_orm(unique_key = "attendance_event_sequence_unique")]
    pub session_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub status: String,
    pub minutes: Option<i32>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub device_id: Option<Uuid>,
    pub device_time: DateTimeUtc,
    pub received_at: DateTimeUtc,
    #[sea_orm(unique_key = "attendance_event_sequence_unique")]
    pub sequence: i32,
    pub account_id: Uuid,
    #[sea_orm(default_value = false)]
    pub by_themselves: bool,
    #[sea_orm(belongs_to, from = "enrolment_id", to = "id")]
    pub enrolment: BelongsTo<super::enrolment::Entity>,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::timetable_session::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
