//! Regions, cities, actor categories and institutions: the lists to choose from.
//! They hold no personal data; whoever is signed in may choose from them.

use super::audit::note;
use crate::fields::Problem;
use crate::ids::{CityId, InstitutionId, LocalityId, RegionId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{actor_category, city, institution, locality, region};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

/// Regions by name.
///
/// # Errors
/// If the database fails or the asker is nobody.
pub async fn regions(caller: &Caller) -> Result<Vec<(RegionId, String)>, UseError> {
    caller.allow(Act::Choose)?;
    load_regions(caller.db.reader()).await
}

/// The same for whoever is shown a form that names them.
///
/// # Errors
/// If the database fails.
pub async fn load_regions(db: &impl ConnectionTrait) -> Result<Vec<(RegionId, String)>, UseError> {
    let rows = region::Entity::find().order_by_asc(region::Column::Name).all(db).await?;
    Ok(rows.into_iter().map(|row| (RegionId(row.id), row.name)).collect())
}

/// Cercles and communes: region, identifier, P-code and name, by P-code.
///
/// # Errors
/// If the database fails or the asker is nobody.
pub async fn localities(caller: &Caller) -> Result<Vec<(RegionId, LocalityId, String, String)>, UseError> {
    caller.allow(Act::Choose)?;
    load_localities(caller.db.reader()).await
}

/// The same for whoever is shown a form that names them.
///
/// # Errors
/// If the database fails.
pub async fn load_localities(
    db: &impl ConnectionTrait,
) -> Result<Vec<(RegionId, LocalityId, String, String)>, UseError> {
    let rows = locality::Entity::find().order_by_asc(locality::Column::Pcode).all(db).await?;
    Ok(rows.into_iter().map(|row| (RegionId(row.region_id), LocalityId(row.id), row.pcode, row.name)).collect())
}

/// Cities by name.
///
/// # Errors
/// If the database fails or the asker is nobody.
pub async fn cities(caller: &Caller) -> Result<Vec<(CityId, String)>, UseError> {
    caller.allow(Act::Work)?;
    let rows = city::Entity::find().order_by_asc(city::Column::Name).all(caller.db.reader()).await?;
    Ok(rows.into_iter().map(|row| (CityId(row.id), row.name)).collect())
}

/// Institutions by name.
///
/// # Errors
/// If the database fails or the asker is nobody.
pub async fn institutions(caller: &Caller) -> Result<Vec<(InstitutionId, String)>, UseError> {
    caller.allow(Act::Choose)?;
    let rows = institution::Entity::find()
        .filter(institution::COLUMN.stands_in.eq(false))
        .order_by_asc(institution::Column::Name)
        .all(caller.db.reader())
        .await?;
    Ok(rows.into_iter().map(|row| (InstitutionId(row.id), row.name)).collect())
}

/// Actor categories in their order: code, French and English name.
///
/// # Errors
/// If the database fails or the asker is nobody.
pub async fn categories(caller: &Caller) -> Result<Vec<(String, String, String)>, UseError> {
    caller.allow(Act::Work)?;
    let rows = actor_category::Entity::find().order_by_asc(actor_category::Column::Position);
    let rows = rows.all(caller.db.reader()).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.name_fr, row.name_en)).collect())
}

/// Adds an institution of a category, by the category's code.
///
/// # Errors
/// [`Problem::Unknown`] for the category, [`Problem::Taken`] for the name.
pub async fn add_institution(caller: &Caller, category: &str, name: &str) -> Result<InstitutionId, UseError> {
    caller.allow(Act::KeepRegister)?;
    let tx = caller.db.begin().await?;
    let category = actor_category::Entity::find()
        .filter(actor_category::COLUMN.code.eq(category))
        .one(&tx)
        .await?
        .ok_or_else(|| UseError::refused("category", Problem::Unknown))?;
    let id = caller.new_id();
    let row = institution::ActiveModel {
        id: Set(id),
        category_id: Set(category.id),
        name: Set(name.to_owned()),
        stands_in: Set(false),
    };
    institution::Entity::insert(row).exec_without_returning(&tx).await.map_err(|error| {
        if StoreError::broke(&error, "institution_name_unique", "institution.name") {
            UseError::refused("institution", Problem::Taken)
        } else {
            error.into()
        }
    })?;
    note(&tx, caller, "institution.added", "institution", id, json!({ "name": name })).await?;
    tx.commit().await?;
    Ok(InstitutionId(id))
}

/// The places and structures that an installation starts from.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    /// P-code and name of each region.
    pub regions: Vec<(String, String)>,
    /// P-code of the region, P-code if known, and name of each city.
    pub cities: Vec<(String, Option<String>, String)>,
    /// P-code of the region, P-code and name of each cercle or commune.
    pub localities: Vec<(String, String, String)>,
    /// Code, French and English name of each actor category, in order.
    pub categories: Vec<(String, String, String)>,
    /// Category code and name of each institution.
    pub institutions: Vec<(String, String)>,
}

/// Loads the places and structures into an installation that has none.
///
/// # Errors
/// [`UseError::NotFound`] if a code is named that is not in the lists.
pub async fn load(caller: &Caller, gazetteer: Gazetteer) -> Result<(), UseError> {
    caller.allow(Act::Administer)?;
    let tx = caller.db.begin().await?;
    let mut regions: Vec<(String, Uuid)> = Vec::new();
    for (pcode, name) in gazetteer.regions {
        let id = caller.new_id();
        let row = region::ActiveModel { id: Set(id), pcode: Set(pcode.clone()), name: Set(name) };
        region::Entity::insert(row).exec_without_returning(&tx).await?;
        regions.push((pcode, id));
    }
    for (region, pcode, name) in gazetteer.cities {
        let row = city::ActiveModel {
            id: Set(caller.new_id()),
            region_id: Set(named(&regions, &region)?),
            pcode: Set(pcode),
            name: Set(name),
        };
        city::Entity::insert(row).exec_without_returning(&tx).await?;
    }
    for (region, pcode, name) in gazetteer.localities {
        let row = locality::ActiveModel {
            id: Set(caller.new_id()),
            region_id: Set(named(&regions, &region)?),
            pcode: Set(pcode),
            name: Set(name),
        };
        locality::Entity::insert(row).exec_without_returning(&tx).await?;
    }
    let mut categories: Vec<(String, Uuid)> = Vec::new();
    for (position, (code, name_fr, name_en)) in (0..).zip(gazetteer.categories) {
        let id = caller.new_id();
        let row = actor_category::ActiveModel {
            id: Set(id),
            code: Set(code.clone()),
            name_fr: Set(name_fr),
            name_en: Set(name_en),
            position: Set(position),
        };
        actor_category::Entity::insert(row).exec_without_returning(&tx).await?;
        categories.push((code, id));
    }
    for (category, name) in gazetteer.institutions {
        let row = institution::ActiveModel {
            id: Set(caller.new_id()),
            category_id: Set(named(&categories, &category)?),
            name: Set(name),
            stands_in: Set(false),
        };
        institution::Entity::insert(row).exec_without_returning(&tx).await?;
    }
    let counts = json!({ "regions": regions.len(), "categories": categories.len() });
    note(&tx, caller, "gazetteer.loaded", "gazetteer", Uuid::nil(), counts).await?;
    Ok(tx.commit().await?)
}

fn named(list: &[(String, Uuid)], code: &str) -> Result<Uuid, UseError> {
    list.iter().find(|(known, _)| known == code).map(|(_, id)| *id).ok_or(UseError::NotFound)
}

/// The institution that stands for others of the category of this one, made where
/// there is none yet, within a larger use that has asked.
///
/// # Errors
/// [`UseError::NotFound`] for an institution that is not there.
pub(super) async fn stand_in_in(
    tx: &DatabaseTransaction,
    caller: &Caller,
    institution: Uuid,
) -> Result<Uuid, UseError> {
    let (row, category) = institution::Entity::find_by_id(institution)
        .find_also_related(actor_category::Entity)
        .one(tx)
        .await?
        .ok_or(UseError::NotFound)?;
    let standing = institution::Entity::find()
        .filter(institution::COLUMN.category_id.eq(row.category_id))
        .filter(institution::COLUMN.stands_in.eq(true));
    if let Some(found) = standing.one(tx).await? {
        return Ok(found.id);
    }
    let id = caller.new_id();
    let category = category.map(|row| row.name_fr).unwrap_or_default();
    let row = institution::ActiveModel {
        id: Set(id),
        category_id: Set(row.category_id),
        name: Set(format!("Structure effacée ({category})")),
        stands_in: Set(true),
    };
    institution::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(id)
}
