//! What someone answers at a test.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sitting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "sitting_unique")]
    pub opening_id: Uuid,
    #[sea_orm(unique_key = "sitting_unique")]
    pub enrolment_id: Uuid,
    pub seed: i32,
    #[sea_orm(column_type = "Text")]
    pub typed: String,
    pub saved_at: DateTimeUtc,
    pub handed_in_at: Option<DateTimeUtc>,
    pub attempt: i32,
    pub sent: Option<Uuid>,
    pub claimed_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "opening_id", to = "id")]
    pub opening: BelongsTo<super::test_opening::Entity>,
    #[sea_orm(belongs_to, from = "enrolment_id", to = "id")]
    pub enrolment: BelongsTo<super::enrolment::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
