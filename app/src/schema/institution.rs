//! A structure that sends people: a police station, a court, an NGO.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "institution")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub category_id: Uuid,
    #[sea_orm(unique, column_type = "Text")]
    pub name: String,
    pub stands_in: bool,
    #[sea_orm(belongs_to, from = "category_id", to = "id")]
    pub category: BelongsTo<super::actor_category::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
