//! A test that a workshop's people may answer on their telephones.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "test_opening")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "test_opening_unique")]
    pub workshop_id: Uuid,
    #[sea_orm(unique_key = "test_opening_unique")]
    pub instrument_id: Uuid,
    pub opened_at: DateTimeUtc,
    pub closed_at: Option<DateTimeUtc>,
    pub account_id: Uuid,
    pub closes_at: Option<DateTimeUtc>,
    pub attempts: i32,
    #[sea_orm(belongs_to, from = "workshop_id", to = "id")]
    pub workshop: BelongsTo<super::workshop::Entity>,
    #[sea_orm(belongs_to, from = "instrument_id", to = "id")]
    pub instrument: BelongsTo<super::instrument::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
