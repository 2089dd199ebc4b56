//! Curricula and their modules: reading, publishing.

use super::editions::{load_newest, read_edition};
use crate::campaigns::module::{Half, Method};
use crate::fields::Problem;
use crate::ids::{CampaignId, CurriculumId, ModuleId};
use crate::people::access::{Act, may};
use crate::people::caller::Caller;
use crate::people::store::audit::note;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{campaign, curriculum, curriculum_edition, curriculum_module, module_need, module_text, programme};
use chrono::NaiveDate;
use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;
use uuid::Uuid;

/// A curriculum without its text.
#[derive(Clone, Debug)]
pub struct CurriculumLine {
    /// Which.
    pub id: CurriculumId,
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
}

/// A module of a curriculum.
#[derive(Clone, Debug)]
pub struct Module {
    /// Which.
    pub id: ModuleId,
    /// Title.
    pub title: String,
    /// How long it takes.
    pub minutes: i32,
    /// Its text, in Markdown.
    pub body: String,
    /// How it is mainly taught.
    pub method: Method,
    /// When it is best taught, if that matters.
    pub prefers: Option<Half>,
    /// The modules that come before it.
    pub needs: Vec<ModuleId>,
}

/// A curriculum with its modules in order.
#[derive(Clone, Debug)]
pub struct Curriculum {
    /// Title, version.
    pub line: CurriculumLine,
    /// Name of the programme.
    pub programme: String,
    /// Language code of its text.
    pub language: String,
    /// When this version was published.
    pub published_on: NaiveDate,
    /// The number of this edition, from 1.
    pub edition: i32,
    /// The number of the newest edition.
    pub newest: i32,
    /// Whether what is for trainers alone is in it.
    pub for_trainers: bool,
    /// Its modules.
    pub modules: Vec<Module>,
}

/// The curricula, by title.
///
/// # Errors
/// If the database fails or the asker is nobody.
pub async fn curricula(caller: &Caller) -> Result<Vec<CurriculumLine>, UseError> {
    caller.allow(Act::Work)?;
    let rows = curriculum::Entity::find().order_by_asc(curriculum::Column::Title).all(caller.db.reader()).await?;
    Ok(rows.into_iter().map(line).collect())
}

fn line(row: curriculum::Model) -> CurriculumLine {
    CurriculumLine { id: CurriculumId(row.id), title: row.title, version: row.version }
}

/// A curriculum with its text in the newest edition that the asker may read.
///
/// # Errors
/// As [`read_edition`].
pub async fn read_curriculum(caller: &Caller, id: CurriculumId) -> Result<Curriculum, UseError> {
    read_edition(caller, id, None).await
}

/// Whether the asker organises a campaign of the programme, and so may write its curricula.
///
/// # Errors
/// If the database fails.
pub async fn keeps(caller: &Caller, db: &impl ConnectionTrait, programme: Uuid) -> Result<bool, UseError> {
    let campaigns = campaign::Entity::find()
        .select_only()
        .column(campaign::Column::Id)
        .filter(campaign::COLUMN.programme_id.eq(programme))
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    Ok(campaigns.into_iter().any(|campaign| may(&caller.actor, Act::Organise(CampaignId(campaign)))))
}

/// A curriculum with its text, within a larger use that has asked.
///
/// # Errors
/// [`UseError::NotFound`].
pub async fn load_curriculum(db: &impl ConnectionTrait, id: CurriculumId) -> Result<Curriculum, UseError> {
    let found = curriculum::Entity::find_by_id(id.0).find_also_related(programme::Entity).one(db).await?;
    let Some((row, Some(programme))) = found else { return Err(UseError::NotFound) };
    let rows = curriculum_module::Entity::find()
        .filter(curriculum_module::COLUMN.curriculum_id.eq(id.0))
        .order_by_asc(curriculum_module::Column::Position)
        .all(db)
        .await?;
    let needs = load_needs(db, id).await?;
    let mut modules = Vec::with_capacity(rows.len());
    for row in rows {
        let read = |text: &str, column| StoreError::read::<Half>(text, "curriculum_module", column, row.id);
        modules.push(Module {
            id: ModuleId(row.id),
            method: StoreError::read(&row.method, "curriculum_module", "method", row.id)?,
            prefers: row.prefers.as_deref().map(|half| read(half, "prefers")).transpose()?,
            needs: needs.iter().filter(|(module, _)| module.0 == row.id).map(|(_, needed)| *needed).collect(),
            title: row.title,
            minutes: row.minutes,
            body: row.body,
        });
    }
    let (language, published_on) = (row.language.clone(), row.published_on);
    let edition = load_newest(db, row.id).await?;
    Ok(Curriculum {
        line: line(row),
        programme: programme.name,
        language,
        published_on,
        edition,
        newest: edition,
        for_trainers: true,
        modules,
    })
}

/// Which modules of a curriculum come after which, within a larger use that has asked.
///
/// # Errors
/// If the database fails.
pub async fn load_needs(db: &impl ConnectionTrait, id: CurriculumId) -> Result<Vec<(ModuleId, ModuleId)>, UseError> {
    let mut of_curriculum = Query::select();
    of_curriculum
        .column(curriculum_module::Column::Id)
        .from(curriculum_module::Entity)
        .and_where(curriculum_module::COLUMN.curriculum_id.eq(id.0));
    let rows =
        module_need::Entity::find().filter(module_need::COLUMN.module_id.in_subquery(of_curriculum)).all(db).await?;
    Ok(rows.into_iter().map(|row| (ModuleId(row.module_id), ModuleId(row.needs_id))).collect())
}

/// A module to publish.
#[derive(Clone, Debug)]
pub struct NewModule {
    /// Title.
    pub title: String,
    /// How long it takes.
    pub minutes: i32,
    /// Its text, in Markdown.
    pub body: String,
    /// How it is mainly taught.
    pub method: Method,
    /// When it is best taught, if that matters.
    pub prefers: Option<Half>,
    /// The modules that come before it, by their place in the curriculum, from nought.
    pub needs: Vec<usize>,
}

/// A curriculum to publish.
#[derive(Clone, Debug)]
pub struct NewCurriculum {
    /// The campaign whose programme it belongs to.
    pub campaign: CampaignId,
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// Language code.
    pub language: String,
    /// Its modules, in order.
    pub modules: Vec<NewModule>,
}

/// Publishes a version of a curriculum.
///
/// # Errors
/// [`Problem::Taken`] for a version that exists.
pub async fn publish(caller: &Caller, new: NewCurriculum) -> Result<CurriculumId, UseError> {
    caller.allow(Act::Organise(new.campaign))?;
    let tx = caller.db.begin().await?;
    let campaign = campaign::Entity::find_by_id(new.campaign.0).one(&tx).await?.ok_or(UseError::NotFound)?;
    let id = caller.new_id();
    let row = curriculum::ActiveModel {
        id: Set(id),
        programme_id: Set(campaign.programme_id),
        title: Set(new.title),
        version: Set(new.version.clone()),
        language: Set(new.language),
        published_on: Set(caller.today()),
    };
    let columns = "curriculum.programme_id, curriculum.title, curriculum.version";
    curriculum::Entity::insert(row).exec_without_returning(&tx).await.map_err(|error| {
        if StoreError::broke(&error, "curriculum_version_unique", columns) {
            UseError::refused("version", Problem::Taken)
        } else {
            error.into()
        }
    })?;
    let ids: Vec<Uuid> = new.modules.iter().map(|_| caller.new_id()).collect();
    let needs: Vec<module_need::ActiveModel> = new
        .modules
        .iter()
        .zip(&ids)
        .flat_map(|(module, id)| module.needs.iter().filter_map(|place| ids.get(*place)).map(|needs| (*id, *needs)))
        .map(|(module, needs)| module_need::ActiveModel {
            id: Set(caller.new_id()),
            module_id: Set(module),
            needs_id: Set(needs),
        })
        .collect();
    let modules =
        (1..).zip(new.modules).zip(&ids).map(|((position, module), module_id)| curriculum_module::ActiveModel {
            id: Set(*module_id),
            curriculum_id: Set(id),
            position: Set(position),
            title: Set(module.title),
            minutes: Set(module.minutes),
            body: Set(module.body),
            method: Set(module.method.as_str().to_owned()),
            prefers: Set(module.prefers.map(|half| half.as_str().to_owned())),
        });
    curriculum_module::Entity::insert_many(modules).exec_without_returning(&tx).await?;
    if !needs.is_empty() {
        module_need::Entity::insert_many(needs).exec_without_returning(&tx).await?;
    }
    snapshot(&tx, caller, CurriculumId(id), 1, (&new.version, "")).await?;
    note(&tx, caller, "curriculum.published", "curriculum", id, json!({})).await?;
    tx.commit().await?;
    Ok(CurriculumId(id))
}

/// Adds an edition: all modules as they stand now, for good.
pub(in crate::campaigns) async fn snapshot(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    id: CurriculumId,
    number: i32,
    (version, note): (&str, &str),
) -> Result<(), UseError> {
    let edition = caller.new_id();
    let row = curriculum_edition::ActiveModel {
        id: Set(edition),
        curriculum_id: Set(id.0),
        number: Set(number),
        version: Set(version.to_owned()),
        published_on: Set(caller.today()),
        account_id: Set(caller.actor.account().map(|account| account.0)),
        note: Set(note.to_owned()),
    };
    curriculum_edition::Entity::insert(row).exec_without_returning(tx).await?;
    let texts = load_curriculum(tx, id).await?.modules.into_iter().map(|module| module_text::ActiveModel {
        id: Set(caller.new_id()),
        edition_id: Set(edition),
        module_id: Set(module.id.0),
        title: Set(module.title),
        minutes: Set(module.minutes),
        method: Set(module.method.as_str().to_owned()),
        body: Set(module.body),
    });
    module_text::Entity::insert_many(texts).exec_without_returning(tx).await?;
    Ok(())
}
