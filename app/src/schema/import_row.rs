//! A row of a list that came from elsewhere.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_row")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "import_row_number_unique")]
    pub import_id: Uuid,
    #[sea_orm(unique_key = "import_row_number_unique")]
    pub number: i32,
    #[sea_orm(column_type = "Text")]
    pub cells: String,
    #[sea_orm(column_type = "Text")]
    pub outcome: String,
    #[sea_orm(column_type = "Text")]
    pub judgement: String,
    #[sea_orm(column_type = "Text")]
    pub decision: Option<String>,
    pub person_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub before: Option<String>,
    #[sea_orm(belongs_to, from = "import_id", to = "id")]
    pub import: BelongsTo<super::import::Entity>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<Option<super::person::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
