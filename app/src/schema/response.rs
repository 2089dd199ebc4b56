//! One answer behind a total.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "response")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "response_unique")]
    pub score_id: Uuid,
    #[sea_orm(unique_key = "response_unique")]
    pub question_id: Uuid,
    pub points: i32,
    #[sea_orm(column_type = "Text", nullable)]
    pub answer: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub exact: Option<String>,
    #[sea_orm(belongs_to, from = "score_id", to = "id")]
    pub score: BelongsTo<super::score::Entity>,
    #[sea_orm(belongs_to, from = "question_id", to = "id")]
    pub question: BelongsTo<super::question::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
