//! A version of what participants are asked about a workshop.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evaluation_form")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "evaluation_form_version_unique")]
    pub curriculum_id: Uuid,
    #[sea_orm(unique_key = "evaluation_form_version_unique", column_type = "Text")]
    pub occasion: String,
    #[sea_orm(unique_key = "evaluation_form_version_unique")]
    pub version: i32,
    #[sea_orm(column_type = "Text")]
    pub questions: String,
    pub account_id: Uuid,
    pub created_at: DateTimeUtc,
    pub retired_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "curriculum_id", to = "id")]
    pub curriculum: BelongsTo<super::curriculum::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
