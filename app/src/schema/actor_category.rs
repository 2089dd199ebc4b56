//! A kind of actor: police, magistrates, social workers…

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "actor_category")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique, column_type = "Text")]
    pub code: String,
    #[sea_orm(column_type = "Text")]
    pub name_fr: String,
    #[sea_orm(column_type = "Text")]
    pub name_en: String,
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
