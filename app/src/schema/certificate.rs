//! A certificate as issued.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique, column_type = "Text")]
    pub serial: String,
    pub enrolment_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub kind: String,
    #[sea_orm(column_type = "Text")]
    pub holder_name: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    #[sea_orm(column_type = "Text")]
    pub city: String,
    pub starts_on: Date,
    pub ends_on: Date,
    pub hours: i32,
    pub issued_at: DateTimeUtc,
    pub account_id: Uuid,
    pub template_id: Option<Uuid>,
    pub expires_on: Option<Date>,
    #[sea_orm(column_type = "Text")]
    pub rule: String,
    pub key_id: Option<Uuid>,
    #[sea_orm(column_type = "VarBinary(StringLen::None)", nullable)]
    pub signature: Option<Vec<u8>>,
    #[sea_orm(unique)]
    pub status_index: i32,
    #[sea_orm(unique)]
    pub replaces_id: Option<Uuid>,
    pub revoked_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text")]
    pub revoked_reason: Option<String>,
    pub revoked_by: Option<Uuid>,
    #[sea_orm(belongs_to, from = "enrolment_id", to = "id")]
    pub enrolment: BelongsTo<super::enrolment::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
