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
    #[sea_orm(unique_key = "certificate_enrolment_unique")]
    pub enrolment_id: Uuid,
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
    pub revoked_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "enrolment_id", to = "id")]
    pub enrolment: BelongsTo<super::enrolment::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
