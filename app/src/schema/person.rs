//! A trained actor in the register.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub family_name: String,
    #[sea_orm(column_type = "Text")]
    pub given_names: String,
    #[sea_orm(column_type = "Text")]
    pub sex: String,
    pub birth_year: Option<i32>,
    pub birth_year_about: bool,
    #[sea_orm(column_type = "Text")]
    pub age_band: Option<String>,
    pub institution_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub job_title: String,
    pub region_id: Uuid,
    pub locality_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub phone: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub email: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub languages: String,
    #[sea_orm(column_type = "Text")]
    pub accessibility: String,
    pub search_key: Vec<u8>,
    #[sea_orm(column_type = "Text")]
    pub sound_key: String,
    pub merged_into_id: Option<Uuid>,
    pub created_at: DateTimeUtc,
    pub updated_at: DateTimeUtc,
    pub erased_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "institution_id", to = "id")]
    pub institution: BelongsTo<super::institution::Entity>,
    #[sea_orm(belongs_to, from = "region_id", to = "id")]
    pub region: BelongsTo<super::region::Entity>,
    #[sea_orm(belongs_to, from = "locality_id", to = "id")]
    pub locality: BelongsTo<Option<super::locality::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
