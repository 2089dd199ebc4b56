//! How the lists of a sender are read.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "import_mapping")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "import_mapping_unique", column_type = "Text")]
    pub sender: String,
    #[sea_orm(unique_key = "import_mapping_unique", column_type = "Text")]
    pub headings: String,
    #[sea_orm(column_type = "Text")]
    pub mapping: String,
}

impl ActiveModelBehavior for ActiveModel {}
