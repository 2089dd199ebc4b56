//! That someone has answered an evaluation.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_receipt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "evaluation_receipt_unique")]
    pub evaluation_id: Uuid,
    #[sea_orm(unique_key = "evaluation_receipt_unique")]
    pub enrolment_id: Uuid,
    #[sea_orm(belongs_to, from = "evaluation_id", to = "id")]
    pub evaluation: BelongsTo<super::evaluation::Entity>,
    #[sea_orm(belongs_to, from = "enrolment_id", to = "id")]
    pub enrolment: BelongsTo<super::enrolment::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
