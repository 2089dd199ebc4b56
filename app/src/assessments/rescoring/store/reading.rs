//! Which questions of a test have later versions, and what would change by them.

use crate::assessments::answering::store::scoring::load_answers;
use crate::assessments::bank::store::keeper;
use crate::assessments::bank::store::read_question;
use crate::assessments::model::{Moment, Score};
use crate::assessments::rescoring::model::{Key, same_parts};
use crate::assessments::store::{Instrument, load_versions};
use crate::fields::Problem;
use crate::ids::{BankQuestionId, CampaignId, CurriculumId, EnrolmentId, InstrumentId};
use crate::people::access::{Act, may};
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::secrets::digest;
use crate::people::store::audit::note_reading;
use crate::schema::error::UseError;
use crate::schema::{bank_question, certificate, enrolment, person, question, score, test_opening, workshop};
use questions::answer::Answer;
use questions::question::Question;
use sea_orm::sea_query::Query;
use sea_orm::{
    Condition, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait,
};
use serde_json::json;
use std::collections::HashSet;
use uuid::Uuid;

/// A question of a test that stands in the bank in a later version.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which question of the test.
    pub question: Uuid,
    /// Its place there, from 0.
    pub place: usize,
    /// As the test asks it.
    pub asked: Question,
    /// The later version.
    pub later: Question,
    /// Which version that is.
    pub version: BankQuestionId,
    /// Whether answers to the one are answers to the other.
    pub fits: bool,
}

/// The questions of a test that may be judged by later versions.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Title of the curriculum.
    pub curriculum: String,
    /// The test.
    pub test: Instrument,
    /// The other tests of the curriculum, which may ask the same questions.
    pub others: Vec<(InstrumentId, (Moment, i32))>,
    /// Those of its questions of which a later version stands, in order.
    pub candidates: Vec<Candidate>,
    /// Whether it was taken in campaigns that are not the asker's: the key is then corrected
    /// by somebody who may see whom it concerns.
    pub elsewhere: bool,
}

/// What may be corrected in a test, for whoever keeps the bank.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn offer(caller: &Caller, id: CurriculumId, test: InstrumentId) -> Result<Offer, UseError> {
    let db = caller.db.reader();
    let (curriculum, _) = keeper(caller, db, id).await?;
    let mut tests = load_versions(db, id).await?;
    let place = tests.iter().position(|known| known.id == test).ok_or(UseError::NotFound)?;
    let found = tests.remove(place);
    let (_, candidates) = load_questions_and_later(db, test).await?;
    let elsewhere = !organises_all(caller, db, test).await?;
    let others = tests.into_iter().map(|other| (other.id, (other.moment, other.version))).collect();
    Ok(Offer { curriculum, test: found, others, candidates, elsewhere })
}

/// The tests of a curriculum that ask earlier versions of some of their questions, with how
/// many; for whoever keeps the bank.
///
/// # Errors
/// As [`offer`].
pub async fn behind(caller: &Caller, id: CurriculumId) -> Result<Vec<(InstrumentId, (Moment, i32), usize)>, UseError> {
    let db = caller.db.reader();
    keeper(caller, db, id).await?;
    let mut found = Vec::new();
    for test in load_versions(db, id).await? {
        let (_, candidates) = load_questions_and_later(db, test.id).await?;
        found.push((test.id, (test.moment, test.version), candidates.len()));
    }
    found.retain(|(_, _, count)| *count > 0);
    Ok(found)
}

/// Whether the asker organises every campaign in which a test was taken.
async fn organises_all(caller: &Caller, db: &impl ConnectionTrait, test: InstrumentId) -> Result<bool, UseError> {
    let campaigns = score::Entity::find()
        .select_only()
        .column(workshop::Column::CampaignId)
        .join(JoinType::InnerJoin, score::Relation::Enrolment.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .filter(score::COLUMN.instrument_id.eq(test.0))
        .distinct()
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    Ok(campaigns.into_iter().all(|campaign| may(&caller.actor, Act::Organise(CampaignId(campaign)))))
}

/// The questions of a test, in order, each with the row that asks it; and those of which a
/// later version stands. Of a test that is not all of the bank there are none.
async fn load_questions_and_later(
    db: &impl ConnectionTrait,
    test: InstrumentId,
) -> Result<(Vec<(Uuid, Question)>, Vec<Candidate>), UseError> {
    let rows = question::Entity::find()
        .filter(question::COLUMN.instrument_id.eq(test.0))
        .find_also_related(bank_question::Entity)
        .order_by_asc(question::Column::Position)
        .all(db)
        .await?;
    let Some(rows) = rows.into_iter().map(|(row, kept)| Some((row.id, kept?))).collect::<Option<Vec<_>>>() else {
        return Ok((Vec::new(), Vec::new()));
    };
    let standing = bank_question::Entity::find()
        .filter(bank_question::COLUMN.lineage_id.is_in(rows.iter().map(|(_, kept)| kept.lineage_id)))
        .filter(bank_question::COLUMN.retired_at.is_null())
        .all(db)
        .await?;
    let (mut asked, mut candidates) = (Vec::with_capacity(rows.len()), Vec::new());
    for (place, (question, kept)) in rows.into_iter().enumerate() {
        let now = read_question(&kept)?;
        let later = standing.iter().find(|row| row.lineage_id == kept.lineage_id && row.version > kept.version);
        if let Some(row) = later {
            let later = read_question(row)?;
            let (version, fits) = (BankQuestionId(row.id), same_parts(&now, &later));
            candidates.push(Candidate { question, place, asked: now.clone(), later, version, fits });
        }
        asked.push((question, now));
    }
    Ok((asked, candidates))
}

/// Someone whose total changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Whose seat.
    pub enrolment: EnrolmentId,
    /// Their name.
    pub name: PersonName,
    /// Title of the workshop.
    pub workshop: String,
    /// What they scored.
    pub before: Score,
    /// What they score by the key.
    pub after: Score,
    /// Whether they hold a certificate.
    pub certified: bool,
}

/// What a corrected key would change.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The chosen questions, in order.
    pub chosen: Vec<Candidate>,
    /// Points of the whole test, as it is and as it would be.
    pub max: [i32; 2],
    /// Whose total changes.
    pub changed: Vec<Change>,
    /// How many totals stay as they are.
    pub same: usize,
    /// Whose answers are not known, so that their total stays: name, workshop, points.
    pub without: Vec<(PersonName, String, i32)>,
    /// How hard each chosen question was and would be, in their order.
    pub difficulties: Vec<Option<[f64; 2]>>,
    /// What stands in the way.
    pub in_the_way: Option<Problem>,
    /// The sign of all this: what is applied is what was shown, or nothing.
    pub seen: String,
}

/// What would change by the later versions of these questions. Nothing is written.
///
/// # Errors
/// As [`offer`]; [`UseError::Forbidden`] if the test was taken in campaigns of others;
/// [`Problem::TestChanged`] for a question of which no later version with the same parts
/// stands.
pub async fn preview(
    caller: &Caller,
    id: CurriculumId,
    test: InstrumentId,
    chosen: &[Uuid],
) -> Result<Preview, UseError> {
    let db = caller.db.reader();
    keeper(caller, db, id).await?;
    let found = load_case(db, caller, id, test, chosen).await?.preview;
    let people = found.changed.len() + found.without.len();
    note_reading(caller, "scores.read", "instrument", test.0, json!({ "people": people })).await?;
    Ok(found)
}

/// A preview with what is needed to apply it.
pub(super) struct Case {
    pub(super) preview: Preview,
    pub(super) key: Key,
    /// The questions of the test, in order.
    pub(super) asked: Vec<(Uuid, Question)>,
    /// Those whose answers are known: score, and the answers.
    pub(super) known: Vec<(Taken, Vec<Answer>)>,
}

/// A score of a test.
pub(super) struct Taken {
    pub(super) score: Uuid,
    pub(super) enrolment: Uuid,
    pub(super) points: i32,
    name: PersonName,
    workshop: String,
}

/// The case of these questions, within a use that knows the asker for a keeper.
pub(super) async fn load_case(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: CurriculumId,
    test: InstrumentId,
    chosen: &[Uuid],
) -> Result<Case, UseError> {
    let instruments = load_versions(db, id).await?;
    let max = instruments.iter().find(|known| known.id == test).ok_or(UseError::NotFound)?.max_points;
    if !organises_all(caller, db, test).await? {
        return Err(UseError::Forbidden);
    }
    if chosen.is_empty() {
        return Err(UseError::refused("question", Problem::Required));
    }
    let (asked, candidates) = load_questions_and_later(db, test).await?;
    let chosen: Vec<Candidate> = candidates.into_iter().filter(|known| chosen.contains(&known.question)).collect();
    let later: Vec<(usize, Question)> = chosen.iter().map(|one| (one.place, one.later.clone())).collect();
    let questions: Vec<Question> = asked.iter().map(|(_, question)| question.clone()).collect();
    let key = Key::new(&questions, &later).filter(|_| !chosen.is_empty());
    let key = key.ok_or_else(|| UseError::refused("question", Problem::TestChanged))?;
    let mut answers = load_answers(db, test.0, &asked, Condition::all()).await?;
    let certified = load_certified(db, test).await?;
    let max = [max, key.max_points()];
    let (mut known, mut changed, mut without) = (Vec::new(), Vec::new(), Vec::new());
    for taken in load_taken(db, test).await? {
        let judged = answers.remove(&taken.score).and_then(|given| Some((key.mark(&given)?.points, given)));
        let Some((points, given)) = judged else {
            without.push((taken.name, taken.workshop, taken.points));
            continue;
        };
        if points != taken.points || max[0] != max[1] {
            changed.push(Change {
                enrolment: EnrolmentId(taken.enrolment),
                name: taken.name.clone(),
                workshop: taken.workshop.clone(),
                before: Score { points: taken.points, max: max[0] },
                after: Score { points, max: max[1] },
                certified: certified.contains(&taken.enrolment),
            });
        }
        known.push((taken, given));
    }
    let all: Vec<Vec<Answer>> = known.iter().map(|(_, given)| given.clone()).collect();
    let by_place = key.difficulties(&all);
    let over = without.iter().any(|(_, _, points)| *points > max[1]);
    let in_the_way = match (key.moves() && is_open(db, test).await?, over) {
        (true, _) => Some(Problem::TestOpen),
        (false, true) => Some(Problem::TotalsOver { max: max[1] }),
        (false, false) => None,
    };
    let preview = Preview {
        difficulties: chosen.iter().map(|one| by_place.get(one.place).copied().flatten()).collect(),
        same: known.len() - changed.len(),
        seen: sign(&chosen, max, &changed, known.len(), &without),
        chosen,
        max,
        changed,
        without,
        in_the_way,
    };
    Ok(Case { preview, key, asked, known })
}

/// The same for the same preview, and for no other.
fn sign(
    chosen: &[Candidate],
    max: [i32; 2],
    changed: &[Change],
    known: usize,
    without: &[(PersonName, String, i32)],
) -> String {
    let chosen: Vec<_> = chosen.iter().map(|one| (one.question, one.version)).collect();
    let changed: Vec<_> = changed.iter().map(|one| (one.enrolment, one.before.points, one.after.points)).collect();
    digest(json!([chosen, max, changed, known, without.len()]).to_string().as_bytes())
}

/// Whether anybody may be answering a test at this moment.
async fn is_open(db: &impl ConnectionTrait, test: InstrumentId) -> Result<bool, UseError> {
    let open = test_opening::Entity::find()
        .filter(test_opening::COLUMN.instrument_id.eq(test.0))
        .filter(test_opening::COLUMN.closed_at.is_null());
    Ok(open.count(db).await? > 0)
}

/// The scores of a test, by workshop and family name.
async fn load_taken(db: &impl ConnectionTrait, test: InstrumentId) -> Result<Vec<Taken>, UseError> {
    let rows = score::Entity::find()
        .select_only()
        .columns([score::Column::Id, score::Column::EnrolmentId, score::Column::Points])
        .columns([person::Column::FamilyName, person::Column::GivenNames])
        .column(workshop::Column::Title)
        .join(JoinType::InnerJoin, score::Relation::Enrolment.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Workshop.def())
        .join(JoinType::InnerJoin, enrolment::Relation::Person.def())
        .filter(score::COLUMN.instrument_id.eq(test.0))
        .order_by_asc(workshop::Column::StartsOn)
        .order_by_asc(workshop::Column::Id)
        .order_by_asc(person::Column::SearchKey)
        .order_by_asc(person::Column::Id)
        .into_tuple::<(Uuid, Uuid, i32, String, String, String)>()
        .all(db)
        .await?;
    let taken = rows.into_iter().map(|(score, enrolment, points, family, given, workshop)| Taken {
        score,
        enrolment,
        points,
        name: PersonName { family, given },
        workshop,
    });
    Ok(taken.collect())
}

/// Of those who took a test, who holds a certificate that a test may have earned them: no
/// attestation asks for one.
async fn load_certified(db: &impl ConnectionTrait, test: InstrumentId) -> Result<HashSet<Uuid>, UseError> {
    let mut took = Query::select();
    took.column(score::Column::EnrolmentId).from(score::Entity).and_where(score::COLUMN.instrument_id.eq(test.0));
    let held = certificate::Entity::find()
        .select_only()
        .column(certificate::Column::EnrolmentId)
        .filter(certificate::COLUMN.enrolment_id.in_subquery(took))
        .filter(certificate::COLUMN.kind.eq("trainer"))
        .filter(certificate::COLUMN.revoked_at.is_null())
        .into_tuple::<Uuid>()
        .all(db)
        .await?;
    Ok(held.into_iter().collect())
}
