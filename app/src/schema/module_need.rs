//! That a module comes after another.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "module_need")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "module_need_unique")]
    pub module_id: Uuid,
    #[sea_orm(unique_key = "module_need_unique")]
    pub needs_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
