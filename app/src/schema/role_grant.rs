//! A role that an account holds, in one campaign or everywhere.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_grant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    #[sea_orm(unique_key = "role_grant_unique")]
    pub account_id: Uuid,
    #[sea_orm(unique_key = "role_grant_unique", column_type = "Text")]
    pub role: String,
    #[sea_orm(unique_key = "role_grant_unique")]
    pub campaign_id: Option<Uuid>,
    pub granted_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "account_id", to = "id")]
    pub account: BelongsTo<super::account::Entity>,
    #[sea_orm(belongs_to, from = "campaign_id", to = "id")]
    pub campaign: BelongsTo<Option<super::campaign::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
