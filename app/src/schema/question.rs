//! A question of a test.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "question")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "question_position_unique")]
    pub instrument_id: Uuid,
    #[sea_orm(unique_key = "question_position_unique")]
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub wording: String,
    pub max_points: i32,
    pub bank_question_id: Option<Uuid>,
    #[sea_orm(belongs_to, from = "instrument_id", to = "id")]
    pub instrument: BelongsTo<super::instrument::Entity>,
    #[sea_orm(belongs_to, from = "bank_question_id", to = "id")]
    pub bank_question: BelongsTo<Option<super::bank_question::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
