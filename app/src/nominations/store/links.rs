//! The addresses at which institutions name people.

use crate::fields::Problem;
use crate::ids::{CampaignId, InstitutionId, NominationLinkId, WorkshopId};
use crate::nominations::model::NewLink;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::secrets::{Token, fingerprint};
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::{city, institution, nomination, nomination_link, venue, workshop};
use crate::workshops::store::reading::campaign_of;
use chrono::NaiveDate;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// A link as the organiser sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkLine {
    /// Which.
    pub id: NominationLinkId,
    /// Who names.
    pub institution: String,
    /// How many people it may name.
    pub places: i32,
    /// How many it has named.
    pub named: i64,
    /// The last day on which it is open.
    pub open_until: NaiveDate,
    /// Whether it still takes names today.
    pub open: bool,
}

/// Makes a link. Whoever has it may name people for this institution; it can be
/// seen only now.
///
/// # Errors
/// [`Problem::Unknown`] for the institution; [`UseError::NotFound`],
/// [`UseError::Forbidden`].
pub async fn make_link(caller: &Caller, workshop: WorkshopId, new: NewLink) -> Result<Token, UseError> {
    let tx = caller.db.begin().await?;
    caller.allow(Act::Organise(campaign_of(&tx, workshop).await?))?;
    if institution::Entity::find_by_id(new.institution.0).one(&tx).await?.is_none() {
        return Err(UseError::refused("institution", Problem::Unknown));
    }
    let token = Token::fresh();
    let id = caller.new_id();
    let row = nomination_link::ActiveModel {
        id: Set(id),
        workshop_id: Set(workshop.0),
        institution_id: Set(new.institution.0),
        token_hash: Set(fingerprint(token.reveal())),
        places: Set(new.places),
        open_until: Set(new.open_until),
        created_at: Set(caller.now),
        closed_at: Set(None),
    };
    nomination_link::Entity::insert(row).exec_without_returning(&tx).await?;
    let detail = json!({ "workshop": workshop, "institution": new.institution });
    note(&tx, caller, "nomination_link.made", "nomination_link", id, detail).await?;
    tx.commit().await?;
    Ok(token)
}

/// The links of a workshop, the latest first, for the organiser.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn links(caller: &Caller, workshop: WorkshopId) -> Result<Vec<LinkLine>, UseError> {
    let db = caller.db.reader();
    caller.allow(Act::Organise(campaign_of(db, workshop).await?))?;
    let named: HashMap<Option<Uuid>, i64> = nomination::Entity::find()
        .select_only()
        .column(nomination::Column::LinkId)
        .column_as(nomination::Column::Id.count(), "named")
        .filter(nomination::COLUMN.workshop_id.eq(workshop.0))
        .group_by(nomination::Column::LinkId)
        .into_tuple::<(Option<Uuid>, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let rows = nomination_link::Entity::find()
        .find_also_related(institution::Entity)
        .filter(nomination_link::COLUMN.workshop_id.eq(workshop.0))
        .order_by_desc(nomination_link::Column::CreatedAt)
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(row, institution)| LinkLine {
            id: NominationLinkId(row.id),
            institution: institution.map(|row| row.name).unwrap_or_default(),
            places: row.places,
            named: named.get(&Some(row.id)).copied().unwrap_or_default(),
            open_until: row.open_until,
            open: is_open(&row, caller.today()),
        })
        .collect())
}

fn is_open(row: &nomination_link::Model, today: NaiveDate) -> bool {
    row.closed_at.is_none() && today <= row.open_until
}

/// Closes a link: it names nobody any more. Those it has named stay named.
///
/// # Errors
/// [`UseError::NotFound`] for a link of another workshop or one that is closed;
/// [`UseError::Forbidden`].
pub async fn close_link(caller: &Caller, workshop: WorkshopId, id: NominationLinkId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    caller.allow(Act::Organise(campaign_of(&tx, workshop).await?))?;
    let closed = nomination_link::Entity::update_many()
        .col_expr(nomination_link::Column::ClosedAt, Expr::value(caller.now))
        .filter(nomination_link::COLUMN.id.eq(id.0))
        .filter(nomination_link::COLUMN.workshop_id.eq(workshop.0))
        .filter(nomination_link::COLUMN.closed_at.is_null())
        .exec(&tx)
        .await?;
    if closed.rows_affected == 0 {
        return Err(UseError::NotFound);
    }
    note(&tx, caller, "nomination_link.closed", "nomination_link", id.0, json!({})).await?;
    Ok(tx.commit().await?)
}

/// What whoever has a link is told. Nobody's name: the link may have gone further
/// than it was meant to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Which link.
    pub id: NominationLinkId,
    /// For which workshop.
    pub workshop: WorkshopId,
    /// Of which campaign.
    pub campaign: CampaignId,
    /// Its title.
    pub title: String,
    /// Where: the venue and its city.
    pub place: (String, String),
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Who names.
    pub institution: InstitutionId,
    /// What it is called.
    pub institution_name: String,
    /// The last day on which it is open.
    pub open_until: NaiveDate,
    /// How many people it may still name.
    pub left: i32,
}

/// What a link is for, while it is open.
///
/// # Errors
/// [`UseError::NotFound`] for a token that is none, or of a link that is closed.
pub async fn invited(caller: &Caller, token: &str) -> Result<Invitation, UseError> {
    load_invitation(caller.db.reader(), caller.today(), token).await
}

/// The same within a larger use: having the link is the right to it.
///
/// # Errors
/// As [`invited`].
pub async fn load_invitation(db: &impl ConnectionTrait, today: NaiveDate, token: &str) -> Result<Invitation, UseError> {
    let (row, institution) = nomination_link::Entity::find()
        .find_also_related(institution::Entity)
        .filter(nomination_link::COLUMN.token_hash.eq(fingerprint(token)))
        .one(db)
        .await?
        .filter(|(row, _)| is_open(row, today))
        .ok_or(UseError::NotFound)?;
    let (workshop, venue) = workshop::Entity::find_by_id(row.workshop_id)
        .find_also_related(venue::Entity)
        .one(db)
        .await?
        .ok_or(UseError::NotFound)?;
    let venue = venue.ok_or(UseError::NotFound)?;
    let city = city::Entity::find_by_id(venue.city_id).one(db).await?.ok_or(UseError::NotFound)?;
    let named = nomination::Entity::find().filter(nomination::COLUMN.link_id.eq(row.id)).count(db).await?;
    Ok(Invitation {
        id: NominationLinkId(row.id),
        workshop: WorkshopId(workshop.id),
        campaign: CampaignId(workshop.campaign_id),
        title: workshop.title,
        place: (venue.name, city.name),
        starts_on: workshop.starts_on,
        ends_on: workshop.ends_on,
        institution: InstitutionId(row.institution_id),
        institution_name: institution.map(|row| row.name).unwrap_or_default(),
        open_until: row.open_until,
        left: row.places.saturating_sub(i32::try_from(named).unwrap_or(i32::MAX)).max(0),
    })
}
