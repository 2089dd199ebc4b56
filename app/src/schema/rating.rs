//! What a rater gave someone who taught before peers.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rating")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "rating_unique")]
    pub enrolment_id: Uuid,
    #[sea_orm(unique_key = "rating_unique")]
    pub account_id: Uuid,
    #[sea_orm(unique_key = "rating_unique")]
    pub bank_question_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub levels: String,
    #[sea_orm(column_type = "Text", nullable)]
    pub remark: Option<String>,
    pub rated_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "enrolment_id", to = "id")]
    pub enrolment: BelongsTo<super::enrolment::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<super::account::Entity>,
    #[sea_orm(belongs_to, from = "bank_question_id", to = "id")]
    pub bank_question: BelongsTo<super::bank_question::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
