//! A row that a merge moved.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_merge_row")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub merge_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub table_name: String,
    pub row_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
