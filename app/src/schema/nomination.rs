//! Someone named for a workshop.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "nomination")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "nomination_unique")]
    pub workshop_id: Uuid,
    #[sea_orm(unique_key = "nomination_unique")]
    pub person_id: Uuid,
    pub link_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub nominated_by: String,
    pub nominated_at: DateTimeUtc,
    pub set_aside_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "workshop_id", to = "id")]
    pub workshop: BelongsTo<super::workshop::Entity>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
    #[sea_orm(belongs_to, from = "link_id", to = "id")]
    pub link: BelongsTo<Option<super::nomination_link::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
