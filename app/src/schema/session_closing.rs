//! A half-day closed, or opened again.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session_closing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "session_closing_sequence_unique")]
    pub session_id: Uuid,
    #[sea_orm(unique_key = "session_closing_sequence_unique")]
    pub sequence: i32,
    pub closed: bool,
    #[sea_orm(column_type = "Text", nullable)]
    pub reason: Option<String>,
    pub account_id: Uuid,
    pub at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::timetable_session::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
