//! The tests of a workshop or of a campaign, with what people did at them.

use super::model::{Findings, Person, Sitting, Test, findings};
use super::report::Given;
use crate::assessments::model::Moment;
use crate::assessments::store::{Instrument, load_latest, load_versions};
use crate::ids::{CampaignId, CurriculumId, EnrolmentId, InstrumentId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note_reading;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{
    campaign, city, curriculum, enrolment, institution, person, question, response, score, venue, workshop,
};
use chrono::NaiveDate;
use num_traits::ToPrimitive;
use questions::exact::Exact;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// What the tests of one curriculum say in a campaign.
#[derive(Clone, Debug)]
pub struct OfCampaign {
    /// Title of the campaign.
    pub title: String,
    /// The curricula that its workshops teach, by title.
    pub curricula: Vec<(CurriculumId, String)>,
    /// That whose tests are told of; nothing where there is no workshop.
    pub chosen: Option<CurriculumId>,
    /// The workshops in which one of its tests was taken, by date.
    pub given: Vec<Given>,
    /// How many people took an earlier version of these tests, who are not counted.
    pub earlier: u64,
    /// What they say.
    pub findings: Findings,
}

/// What the tests of a curriculum say in a campaign, or of the first that it teaches.
///
/// # Errors
/// [`UseError::Forbidden`] for anyone but an organiser; [`UseError::NotFound`].
pub async fn of_campaign(caller: &Caller, id: CampaignId, asked: Option<CurriculumId>) -> Result<OfCampaign, UseError> {
    caller.allow(Act::Organise(id))?;
    let db = caller.db.reader();
    let row = campaign::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    let curricula = load_curricula(db, id).await?;
    let chosen = asked.filter(|asked| curricula.iter().any(|(id, _)| id == asked));
    let chosen = chosen.or_else(|| curricula.first().map(|(id, _)| *id));
    let (given, earlier, findings) = match chosen {
        Some(curriculum) => {
            let these = Condition::all()
                .add(workshop::COLUMN.campaign_id.eq(id.0))
                .add(workshop::COLUMN.curriculum_id.eq(curriculum.0))
                .add(workshop::COLUMN.cancelled_at.is_null());
            let told = load_latest(db, curriculum, these.clone()).await?;
            let earlier = load_earlier(db, curriculum, &told, these.clone()).await?;
            (load_given(db, these.clone()).await?, earlier, load_findings(db, &told, these).await?)
        }
        None => (Vec::new(), 0, findings(Vec::new(), &[])),
    };
    Ok(OfCampaign { title: row.title, curricula, chosen, given, earlier, findings })
}

/// What the tests of a workshop say, for those who follow it.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn of_workshop(caller: &Caller, id: WorkshopId) -> Result<Findings, UseError> {
    let db = caller.db.reader();
    let row = workshop::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Follow(CampaignId(row.campaign_id), id))?;
    let these = Condition::all().add(workshop::COLUMN.id.eq(id.0));
    let told = load_latest(db, CurriculumId(row.curriculum_id), these.clone()).await?;
    let found = load_findings(db, &told, these).await?;
    note_reading(caller, "scores.read", "workshop", id.0, json!({})).await?;
    Ok(found)
}

async fn load_curricula(db: &impl ConnectionTrait, id: CampaignId) -> Result<Vec<(CurriculumId, String)>, UseError> {
    let rows = workshop::Entity::find()
        .select_only()
        .columns([curriculum::Column::Id, curriculum::Column::Title])
        .join(JoinType::InnerJoin, workshop::Relation::Curriculum.def())
        .filter(workshop::COLUMN.campaign_id.eq(id.0))
        .filter(workshop::COLUMN.cancelled_at.is_null())
        .distinct()
        .order_by_asc(curriculum::Column::Title)
        .order_by_asc(curriculum::Column::Id)
        .into_tuple::<(Uuid, String)>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(id, title)| (CurriculumId(id), title)).collect())
}

/// How many of these workshops' people took a version of the tests that is not told of.
async fn load_earlier(
    db: &impl ConnectionTrait,
    curriculum: CurriculumId,
    told: &[Instrument],
    workshops: Condition,
) -> Result<u64, UseError> {
    let mut others = load_versions(db, curriculum).await?;
    others.retain(|other| told.iter().all(|test| test.id != other.id));
    if others.is_empty() {
        return Ok(0);
    }
    let seats = score::Entity::find()
        .select_only()
        .column(score::Column::EnrolmentId)
        .distinct()
        .join(JoinType::InnerJoin, score::Relation::Enrolment.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(workshops)
        .filter(score::COLUMN.instrument_id.is_in(others.iter().map(|test| test.id.0)))
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    Ok(seats.len() as u64)
}

/// Those of these workshops in which a test was taken, each in its city.
async fn load_given(db: &impl ConnectionTrait, workshops: Condition) -> Result<Vec<Given>, UseError> {
    let rows = score::Entity::find()
        .select_only()
        .columns([workshop::Column::StartsOn, workshop::Column::EndsOn])
        .columns([workshop::Column::Id, workshop::Column::Title])
        .column(city::Column::Name)
        .join(JoinType::InnerJoin, score::Relation::Enrolment.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .join(JoinType::InnerJoin, workshop::Relation::Venue.def())
        .join(JoinType::InnerJoin, venue::Relation::City.def())
        .filter(workshops)
        .filter(enrolment::Column::WithdrawnAt.is_null())
        .distinct()
        .order_by_asc(workshop::Column::StartsOn)
        .order_by_asc(workshop::Column::Id)
        .into_tuple::<(NaiveDate, NaiveDate, Uuid, String, String)>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(from, to, _, title, place)| Given { title, place, days: (from, to) }).collect())
}

/// What these tests say of these workshops.
async fn load_findings(
    db: &impl ConnectionTrait,
    instruments: &[Instrument],
    workshops: Condition,
) -> Result<Findings, UseError> {
    let questions = question::Entity::find()
        .filter(question::COLUMN.instrument_id.is_in(instruments.iter().map(|instrument| instrument.id.0)))
        .order_by_asc(question::Column::Position)
        .all(db)
        .await?;
    let of = |id: InstrumentId| questions.iter().filter(move |question| question.instrument_id == id.0);
    let tests = instruments
        .iter()
        .map(|instrument| Test {
            moment: instrument.moment,
            title: instrument.title.clone(),
            max_points: instrument.max_points,
            questions: of(instrument.id).map(|question| (question.wording.clone(), question.max_points)).collect(),
        })
        .collect();
    let moments: HashMap<Uuid, Moment> =
        instruments.iter().map(|instrument| (instrument.id.0, instrument.moment)).collect();
    let mut answers = load_answers(db, &workshops, &questions).await?;
    let mut sittings = load_sittings(db, &workshops, &moments, &mut answers).await?;
    let mut people = load_people(db, workshops).await?;
    for person in &mut people {
        person.sittings = sittings.remove(&person.enrolment.0).unwrap_or_default();
    }
    Ok(findings(tests, &people))
}

/// The points of each question, in order, by score.
type Answers = HashMap<Uuid, Vec<Option<f64>>>;

async fn load_answers(
    db: &impl ConnectionTrait,
    workshops: &Condition,
    questions: &[question::Model],
) -> Result<Answers, UseError> {
    let places: HashMap<Uuid, (usize, usize)> = questions
        .iter()
        .map(|one| {
            let of_test = questions.iter().filter(|other| other.instrument_id == one.instrument_id);
            let place = of_test.clone().take_while(|other| other.id != one.id).count();
            (one.id, (place, of_test.count()))
        })
        .collect();
    let rows = response::Entity::find()
        .select_only()
        .columns([response::Column::ScoreId, response::Column::QuestionId])
        .columns([response::Column::Points, response::Column::Exact])
        .join(JoinType::InnerJoin, response::Relation::Score.def())
        .join(JoinType::InnerJoin, score::Relation::Enrolment.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(workshops.clone())
        .into_tuple::<(Uuid, Uuid, i32, Option<String>)>()
        .all(db)
        .await?;
    let mut answers: Answers = HashMap::new();
    for (score, question, points, exact) in rows {
        let Some((place, count)) = places.get(&question) else { continue };
        let row = answers.entry(score).or_insert_with(|| vec![None; *count]);
        if let Some(cell) = row.get_mut(*place) {
            // A part of a point is kept as a fraction beside the whole ones.
            let exact = exact.and_then(|exact| exact.parse::<Exact>().ok());
            *cell = Some(exact.map_or(f64::from(points), |exact| exact.to_f64().unwrap_or_default()));
        }
    }
    Ok(answers)
}

async fn load_sittings(
    db: &impl ConnectionTrait,
    workshops: &Condition,
    moments: &HashMap<Uuid, Moment>,
    answers: &mut Answers,
) -> Result<HashMap<Uuid, HashMap<Moment, Sitting>>, UseError> {
    let rows = score::Entity::find()
        .select_only()
        .columns([score::Column::Id, score::Column::EnrolmentId, score::Column::InstrumentId, score::Column::Points])
        .join(JoinType::InnerJoin, score::Relation::Enrolment.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(workshops.clone())
        .filter(score::COLUMN.instrument_id.is_in(moments.keys().copied()))
        .into_tuple::<(Uuid, Uuid, Uuid, i32)>()
        .all(db)
        .await?;
    let mut sittings: HashMap<Uuid, HashMap<Moment, Sitting>> = HashMap::new();
    for (id, enrolment, instrument, points) in rows {
        if let Some(moment) = moments.get(&instrument) {
            let sitting = Sitting { points, answers: answers.remove(&id) };
            sittings.entry(enrolment).or_default().insert(*moment, sitting);
        }
    }
    Ok(sittings)
}

/// Who has a seat, by workshop and family name.
async fn load_people(db: &impl ConnectionTrait, workshops: Condition) -> Result<Vec<Person>, UseError> {
    let rows = enrolment::Entity::find()
        .select_only()
        .column(enrolment::Column::Id)
        .column(workshop::Column::Title)
        .columns([person::Column::Id, person::Column::Sex])
        .column(institution::Column::Name)
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
        .join(JoinType::InnerJoin, person::Relation::Institution.def())
        .filter(workshops)
        .filter(enrolment::Column::WithdrawnAt.is_null())
        .order_by_asc(workshop::Column::StartsOn)
        .order_by_asc(workshop::Column::Id)
        .order_by_asc(person::Column::SearchKey)
        .order_by_asc(person::Column::Id)
        .into_tuple::<(Uuid, String, Uuid, String, String)>()
        .all(db)
        .await?;
    let mut people = Vec::with_capacity(rows.len());
    for (enrolment, workshop, person, sex, institution) in rows {
        let sex = StoreError::read(&sex, "person", "sex", person)?;
        let enrolment = EnrolmentId(enrolment);
        people.push(Person { enrolment, workshop, sex, institution, sittings: HashMap::new() });
    }
    Ok(people)
}
