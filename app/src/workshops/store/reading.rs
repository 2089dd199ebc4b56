//! Reading workshops: lists, one with all that surrounds it, its timetable.

use crate::campaigns::store::load_outline;
use crate::ids::{AccountId, CampaignId, CityId, CurriculumId, ModuleId, SessionId, WorkshopId};
use crate::people::access::{Act, Actor, may};
use crate::people::caller::Caller;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{
    account, campaign, city, curriculum, enrolment, timetable_item, timetable_session, venue, workshop,
    workshop_trainer,
};
use crate::workshops::model::Stage;
use crate::workshops::timetable::{Activity, Half, customary_hours};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use std::collections::HashMap;
use uuid::Uuid;

/// How many workshops a page of the list holds.
pub const PAGE: u64 = 40;

/// A workshop as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkshopLine {
    /// Which.
    pub id: WorkshopId,
    /// In which campaign.
    pub campaign: CampaignId,
    /// Title.
    pub title: String,
    /// City.
    pub city: String,
    /// Venue.
    pub venue: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Seats.
    pub capacity: i32,
    /// Seats taken.
    pub enrolled: i64,
    /// Whether it is not held.
    pub cancelled: bool,
}

impl WorkshopLine {
    /// Where it stands today.
    #[must_use]
    pub fn stage(&self, today: NaiveDate) -> Stage {
        Stage::on(today, self.cancelled, self.starts_on, self.ends_on)
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    campaign_id: Uuid,
    curriculum_id: Uuid,
    title: String,
    city: String,
    venue: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    capacity: i32,
    cancelled_at: Option<DateTime<Utc>>,
    notices_due_at: Option<DateTime<Utc>>,
}

/// What to show of the list.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those of one campaign.
    pub campaign: Option<CampaignId>,
    /// Only those in one city.
    pub city: Option<CityId>,
    /// Only those that stand there today.
    pub stage: Option<Stage>,
    /// Only those after this one, in the order of the list.
    pub after: Option<(NaiveDate, WorkshopId)>,
}

/// A page of the workshops that the asker follows, by date.
///
/// # Errors
/// If the database fails.
pub async fn list(caller: &Caller, filter: &Filter) -> Result<Vec<WorkshopLine>, UseError> {
    caller.allow(Act::Work)?;
    let mut query = rows().filter(followed(&caller.actor));
    if let Some(campaign) = filter.campaign {
        query = query.filter(workshop::COLUMN.campaign_id.eq(campaign.0));
    }
    if let Some(city) = filter.city {
        query = query.filter(venue::COLUMN.city_id.eq(city.0));
    }
    let today = caller.today();
    let held = || Condition::all().add(workshop::COLUMN.cancelled_at.is_null());
    query = match filter.stage {
        None => query,
        Some(Stage::Planned) => query.filter(held().add(workshop::COLUMN.starts_on.gt(today))),
        Some(Stage::Finished) => query.filter(held().add(workshop::COLUMN.ends_on.lt(today))),
        Some(Stage::Running) => {
            query.filter(held().add(workshop::COLUMN.starts_on.lte(today)).add(workshop::COLUMN.ends_on.gte(today)))
        }
        Some(Stage::Cancelled) => query.filter(workshop::COLUMN.cancelled_at.is_not_null()),
    };
    if let Some((day, id)) = filter.after {
        query = query.filter(
            Condition::any()
                .add(workshop::COLUMN.starts_on.gt(day))
                .add(Condition::all().add(workshop::COLUMN.starts_on.eq(day)).add(workshop::COLUMN.id.gt(id.0))),
        );
    }
    let found = query
        .order_by_asc(workshop::Column::StartsOn)
        .order_by_asc(workshop::Column::Id)
        .limit(PAGE)
        .into_model::<Row>()
        .all(caller.db.reader())
        .await?;
    with_enrolled(caller.db.reader(), found).await
}

fn rows() -> sea_orm::Select<workshop::Entity> {
    workshop::Entity::find()
        .select_only()
        .columns([
            workshop::Column::Id,
            workshop::Column::CampaignId,
            workshop::Column::CurriculumId,
            workshop::Column::Title,
            workshop::Column::StartsOn,
            workshop::Column::EndsOn,
            workshop::Column::Capacity,
            workshop::Column::CancelledAt,
            workshop::Column::NoticesDueAt,
        ])
        .column_as(venue::Column::Name, "venue")
        .column_as(city::Column::Name, "city")
        .join(JoinType::InnerJoin, workshop::Relation::Venue.def())
        .join(JoinType::InnerJoin, venue::Relation::City.def())
}

fn followed(actor: &Actor) -> Condition {
    match actor.organised() {
        None => Condition::all(),
        Some(organised) => Condition::any()
            .add(workshop::COLUMN.campaign_id.is_in(organised.into_iter().map(|id| id.0)))
            .add(workshop::COLUMN.id.is_in(actor.assigned().iter().map(|id| id.0))),
    }
}

async fn with_enrolled(db: &impl ConnectionTrait, rows: Vec<Row>) -> Result<Vec<WorkshopLine>, UseError> {
    let counts = load_enrolled(db, rows.iter().map(|row| row.id)).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let enrolled = counts.get(&row.id).copied().unwrap_or_default();
            line(row, enrolled)
        })
        .collect())
}

/// How many have a seat in each of these workshops; none where nobody has.
pub(super) async fn load_enrolled(
    db: &impl ConnectionTrait,
    workshops: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, i64>, UseError> {
    let counts = enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::WorkshopId)
        .column_as(enrolment::Column::Id.count(), "seats")
        .filter(enrolment::COLUMN.workshop_id.is_in(workshops))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .group_by(enrolment::Column::WorkshopId)
        .into_tuple::<(Uuid, i64)>()
        .all(db)
        .await?;
    Ok(counts.into_iter().collect())
}

/// Who trains in each of these workshops: account, name, whether lead; the lead first.
pub(super) async fn load_teams(
    db: &impl ConnectionTrait,
    workshops: impl Iterator<Item = Uuid>,
) -> Result<HashMap<Uuid, Vec<(AccountId, String, bool)>>, UseError> {
    let rows = workshop_trainer::Entity::find()
        .filter(workshop_trainer::COLUMN.workshop_id.is_in(workshops))
        .find_also_related(account::Entity)
        .all(db)
        .await?;
    let mut teams: HashMap<Uuid, Vec<(AccountId, String, bool)>> = HashMap::new();
    for (row, account) in rows {
        let trainer = account.map(|account| (AccountId(account.id), account.display_name, row.lead));
        teams.entry(row.workshop_id).or_default().extend(trainer);
    }
    for team in teams.values_mut() {
        team.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
    }
    Ok(teams)
}

fn line(row: Row, enrolled: i64) -> WorkshopLine {
    WorkshopLine {
        id: WorkshopId(row.id),
        campaign: CampaignId(row.campaign_id),
        title: row.title,
        city: row.city,
        venue: row.venue,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        capacity: row.capacity,
        enrolled,
        cancelled: row.cancelled_at.is_some(),
    }
}

/// A workshop with what surrounds it.
#[derive(Clone, Debug)]
pub struct Workshop {
    /// Its line in the list.
    pub line: WorkshopLine,
    /// Title of the campaign.
    pub campaign_title: String,
    /// What is taught.
    pub curriculum: CurriculumId,
    /// Its title.
    pub curriculum_title: String,
    /// The trainers, the lead first: account, name, whether lead.
    pub trainers: Vec<(AccountId, String, bool)>,
    /// Its half-days.
    pub sessions: Vec<Session>,
    /// When those who were told otherwise of it are told, if they are to be.
    pub notices_due_at: Option<DateTime<Utc>>,
    /// Whether the asker may decide in it.
    pub may_organise: bool,
    /// Whether the asker may mark and score.
    pub may_train: bool,
}

/// A half-day by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Which.
    pub id: SessionId,
    /// The day.
    pub held_on: NaiveDate,
    /// Morning or afternoon.
    pub half: Half,
}

impl Session {
    /// From when to when it is where no timetable says it, in minutes after midnight.
    #[must_use]
    pub fn customary_hours(&self) -> (i32, i32) {
        customary_hours(self.held_on, self.half)
    }
}

/// A workshop for someone who follows it.
///
/// # Errors
/// [`UseError::NotFound`] if it does not exist; [`UseError::Forbidden`] if it is not theirs.
pub async fn find(caller: &Caller, id: WorkshopId) -> Result<Workshop, UseError> {
    let db = caller.db.reader();
    let row = rows().filter(workshop::COLUMN.id.eq(id.0)).into_model::<Row>().one(db).await?;
    let row = row.ok_or(UseError::NotFound)?;
    let campaign = CampaignId(row.campaign_id);
    caller.allow(Act::Follow(campaign, id))?;
    let curriculum = curriculum::Entity::find_by_id(row.curriculum_id).one(db).await?.ok_or(UseError::NotFound)?;
    let campaign_row = campaign::Entity::find_by_id(row.campaign_id).one(db).await?.ok_or(UseError::NotFound)?;
    let trainers = load_teams(db, std::iter::once(id.0)).await?.remove(&id.0).unwrap_or_default();
    let notices_due_at = row.notices_due_at;
    let line = with_enrolled(db, vec![row]).await?.pop().ok_or(UseError::NotFound)?;
    Ok(Workshop {
        line,
        campaign_title: campaign_row.title,
        curriculum: CurriculumId(curriculum.id),
        curriculum_title: curriculum.title,
        trainers,
        sessions: sessions(db, id).await?,
        notices_due_at,
        may_organise: may(&caller.actor, Act::Organise(campaign)),
        may_train: may(&caller.actor, Act::Train(campaign, id)),
    })
}

/// The half-days of a workshop in order of time, within a larger use that has asked.
///
/// # Errors
/// If the database fails or holds an unknown half.
pub async fn sessions(db: &impl ConnectionTrait, id: WorkshopId) -> Result<Vec<Session>, UseError> {
    let rows = timetable_session::Entity::find().filter(timetable_session::COLUMN.workshop_id.eq(id.0)).all(db).await?;
    let mut sessions = Vec::with_capacity(rows.len());
    for row in rows {
        let half = StoreError::read(&row.half, "timetable_session", "half", row.id)?;
        sessions.push(Session { id: SessionId(row.id), held_on: row.held_on, half });
    }
    sessions.sort_by_key(|session| (session.held_on, session.half));
    Ok(sessions)
}

/// A line of the timetable.
#[derive(Clone, Debug)]
pub struct TimetableLine {
    /// Which half-day.
    pub session: SessionId,
    /// Minutes after midnight.
    pub starts_at: i32,
    /// How long.
    pub minutes: i32,
    /// What is done.
    pub activity: Activity,
    /// Title of the module, if it is one.
    pub module: Option<String>,
}

/// The lines of a workshop's timetable, in order of time; and the modules of its
/// curriculum that have less time than they need, with the minutes that lack.
///
/// # Errors
/// As [`find`].
pub async fn timetable(
    caller: &Caller,
    workshop: &Workshop,
) -> Result<(Vec<TimetableLine>, Vec<(String, i32)>), UseError> {
    caller.allow(Act::Follow(workshop.line.campaign, workshop.line.id))?;
    let db = caller.db.reader();
    let rows = timetable_item::Entity::find()
        .filter(timetable_item::COLUMN.session_id.is_in(workshop.sessions.iter().map(|session| session.id.0)))
        .order_by_asc(timetable_item::Column::StartsAt)
        .all(db)
        .await?;
    let modules = load_outline(db, workshop.curriculum, workshop.line.starts_on).await?;
    let mut lacking: Vec<(ModuleId, String, i32)> =
        modules.into_iter().map(|module| (module.id, module.title, module.minutes)).collect();
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let module = lacking.iter_mut().find(|(id, ..)| Some(id.0) == row.module_id);
        let title = module.map(|(_, title, minutes)| {
            *minutes -= row.minutes;
            title.clone()
        });
        let activity = StoreError::read(&row.activity, "timetable_item", "activity", row.id)?;
        lines.push(TimetableLine {
            session: SessionId(row.session_id),
            starts_at: row.starts_at,
            minutes: row.minutes,
            activity,
            module: title,
        });
    }
    let lacking = lacking.into_iter().filter(|(.., minutes)| *minutes > 0).map(|(_, title, minutes)| (title, minutes));
    Ok((lines, lacking.collect()))
}

/// All workshops of a campaign, by date, for its organiser.
///
/// # Errors
/// If the asker does not organise it, or the database fails.
pub async fn of_campaign(caller: &Caller, campaign: CampaignId) -> Result<Vec<WorkshopId>, UseError> {
    caller.allow(Act::Organise(campaign))?;
    let ids: Vec<Uuid> = workshop::Entity::find()
        .select_only()
        .column(workshop::Column::Id)
        .filter(workshop::COLUMN.campaign_id.eq(campaign.0))
        .order_by_asc(workshop::Column::StartsOn)
        .into_tuple()
        .all(caller.db.reader())
        .await?;
    Ok(ids.into_iter().map(WorkshopId).collect())
}

/// The campaign of a workshop, for deciding who may act on it.
///
/// # Errors
/// [`UseError::NotFound`].
pub async fn campaign_of(db: &impl ConnectionTrait, id: WorkshopId) -> Result<CampaignId, UseError> {
    let row = workshop::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    Ok(CampaignId(row.campaign_id))
}
