//! A curriculum as it was handed out.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "curriculum_edition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "curriculum_edition_unique")]
    pub curriculum_id: Uuid,
    #[sea_orm(unique_key = "curriculum_edition_unique")]
    pub number: i32,
    #[sea_orm(column_type = "Text")]
    pub version: String,
    pub published_on: Date,
    pub account_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    #[sea_orm(belongs_to, from = "curriculum_id", to = "id")]
    pub curriculum: BelongsTo<super::curriculum::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<Option<super::account::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
