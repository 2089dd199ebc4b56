//! What participants say of a workshop on an occasion, all in one.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "evaluation_unique")]
    pub workshop_id: Uuid,
    pub form_id: Uuid,
    #[sea_orm(unique_key = "evaluation_unique", column_type = "Text")]
    pub occasion: String,
    #[sea_orm(unique_key = "evaluation_unique")]
    pub held_on: Date,
    pub opened_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
    pub account_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub answers: String,
    #[sea_orm(belongs_to, from = "workshop_id", to = "id")]
    pub workshop: BelongsTo<super::workshop::Entity>,
    #[sea_orm(belongs_to, from = "form_id", to = "id")]
    pub form: BelongsTo<super::evaluation_form::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
