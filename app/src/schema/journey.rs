//! How long it takes from one city to another.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "journey")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "journey_unique")]
    pub one_id: Uuid,
    #[sea_orm(unique_key = "journey_unique")]
    pub other_id: Uuid,
    pub days: i32,
}

impl ActiveModelBehavior for ActiveModel {}
