//! What a campaign's certificates of a kind look like, in versions.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "certificate_template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "certificate_template_version_unique")]
    pub campaign_id: Uuid,
    #[sea_orm(unique_key = "certificate_template_version_unique", column_type = "Text")]
    pub kind: String,
    #[sea_orm(unique_key = "certificate_template_version_unique")]
    pub version: i32,
    #[sea_orm(column_type = "Text")]
    pub design: String,
    pub valid_months: Option<i32>,
    pub made_at: DateTimeUtc,
    pub account_id: Uuid,
    #[sea_orm(belongs_to, from = "campaign_id", to = "id")]
    pub campaign: BelongsTo<super::campaign::Entity>,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
