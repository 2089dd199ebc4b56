//! A city where workshops are held.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "city")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "city_name_unique")]
    pub region_id: Uuid,
    #[sea_orm(unique, column_type = "Text")]
    pub pcode: Option<String>,
    #[sea_orm(unique_key = "city_name_unique", column_type = "Text")]
    pub name: String,
    #[sea_orm(belongs_to, from = "region_id", to = "id")]
    pub region: BelongsTo<super::region::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
