//! A module as the next edition will have it.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "module_draft")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "module_draft_unique")]
    pub module_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub title: String,
    pub minutes: i32,
    #[sea_orm(column_type = "Text")]
    pub method: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub account_id: Uuid,
    pub saved_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "module_id", to = "id")]
    pub curriculum_module: BelongsTo<super::curriculum_module::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
