//! A version of a question in a curriculum's bank.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_question")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub curriculum_id: Uuid,
    #[sea_orm(unique_key = "bank_question_version_unique")]
    pub lineage_id: Uuid,
    #[sea_orm(unique_key = "bank_question_version_unique")]
    pub version: i32,
    pub place: i32,
    pub module_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub content: String,
    pub account_id: Uuid,
    pub created_at: DateTimeUtc,
    pub retired_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "curriculum_id", to = "id")]
    pub curriculum: BelongsTo<super::curriculum::Entity>,
    #[sea_orm(belongs_to, from = "module_id", to = "id")]
    pub module: BelongsTo<Option<super::curriculum_module::Entity>>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
