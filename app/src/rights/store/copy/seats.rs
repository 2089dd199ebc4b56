//! The part of a copy that tells of workshops.

use super::Section;
use crate::assessments::practice::store::mine::load_given;
use crate::schema::error::UseError;
use crate::schema::{
    attendance_event, certificate, city, enrolment, evaluation, evaluation_receipt, instrument, qualification_decision,
    question, response, score, timetable_session, venue, workshop,
};
use questions::question::Language;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// The seats, and what came of them: marks, scores, answers, ratings, decisions, evaluations,
/// certificates.
pub(super) async fn load(db: &impl ConnectionTrait, people: &[Uuid]) -> Result<[Section; 8], UseError> {
    let found = enrolment::Entity::find()
        .filter(enrolment::COLUMN.person_id.is_in(people.to_vec()))
        .find_also_related(workshop::Entity)
        .all(db)
        .await?;
    let mut rows = Vec::new();
    let mut titles: HashMap<Uuid, String> = HashMap::new();
    for (seat, workshop) in found {
        let Some(workshop) = workshop else { continue };
        let venue = venue::Entity::find_by_id(workshop.venue_id).find_also_related(city::Entity).one(db).await?;
        let city = venue.and_then(|(_, city)| city).map(|city| city.name);
        rows.push(vec![
            json!(workshop.title),
            json!(city),
            json!(workshop.starts_on),
            json!(workshop.ends_on),
            json!(seat.enrolled_at),
            json!(seat.confirmed_at),
            json!(seat.declined_at),
            json!(seat.withdrawn_at),
        ]);
        titles.insert(seat.id, workshop.title);
    }
    let columns =
        &["workshop", "city", "starts_on", "ends_on", "enrolled_at", "confirmed_at", "declined_at", "withdrawn_at"];
    let [scores, answers] = scores(db, &titles).await?;
    Ok([
        Section { key: "enrolments", columns, rows },
        marks(db, &titles).await?,
        scores,
        answers,
        ratings(db, &titles).await?,
        decisions(db, &titles).await?,
        evaluations(db, &titles).await?,
        certificates(db, &titles).await?,
    ])
}

async fn marks(db: &impl ConnectionTrait, titles: &HashMap<Uuid, String>) -> Result<Section, UseError> {
    let found = attendance_event::Entity::find()
        .filter(attendance_event::COLUMN.enrolment_id.is_in(titles.keys().copied()))
        .find_also_related(timetable_session::Entity)
        .order_by_asc(attendance_event::Column::ReceivedAt)
        .all(db)
        .await?;
    let rows = found.into_iter().map(|(row, session)| {
        let (held_on, half) = session.map(|row| (row.held_on, row.half)).unzip();
        let times = [json!(row.device_time), json!(row.received_at)];
        let said = [json!(titles.get(&row.enrolment_id)), json!(held_on), json!(half), json!(row.status)];
        said.into_iter().chain(times).collect()
    });
    let columns = &["workshop", "held_on", "half", "status", "device_time", "received_at"];
    Ok(Section { key: "attendance", columns, rows: rows.collect() })
}

async fn scores(db: &impl ConnectionTrait, titles: &HashMap<Uuid, String>) -> Result<[Section; 2], UseError> {
    let found = score::Entity::find()
        .filter(score::COLUMN.enrolment_id.is_in(titles.keys().copied()))
        .find_also_related(instrument::Entity)
        .all(db)
        .await?;
    let (mut rows, mut answers) = (Vec::new(), Vec::new());
    for (row, test) in found {
        let (title, max) = test.map(|test| (test.title, test.max_points)).unzip();
        let given = response::Entity::find().filter(response::COLUMN.score_id.eq(row.id));
        for (answer, question) in given.find_also_related(question::Entity).all(db).await? {
            let (position, max) = question.map(|question| (question.position, question.max_points)).unzip();
            answers.push(vec![json!(title), json!(position), json!(answer.points), json!(max), json!(answer.answer)]);
        }
        let workshop = titles.get(&row.enrolment_id);
        rows.push(vec![json!(workshop), json!(title), json!(row.points), json!(max), json!(row.recorded_at)]);
    }
    let columns = &["workshop", "test", "points", "max_points", "recorded_at"];
    Ok([
        Section { key: "scores", columns, rows },
        Section { key: "answers", columns: &["test", "question", "points", "max_points", "answer"], rows: answers },
    ])
}

/// What raters gave, and wrote for the person; who they are is not told.
async fn ratings(db: &impl ConnectionTrait, titles: &HashMap<Uuid, String>) -> Result<Section, UseError> {
    let seats: Vec<Uuid> = titles.keys().copied().collect();
    let rows = load_given(db, &seats).await?.into_iter().map(|(seat, rubric, rating)| {
        let seen = rubric.criteria().iter().zip(&rating.levels).map(|(criterion, level)| {
            let level = criterion.levels.get(*level).map(|level| level.text.in_language(Language::Fr));
            format!("{} → {}", criterion.text.in_language(Language::Fr), level.unwrap_or_default())
        });
        let points = [json!(rubric.points(&rating.levels)), json!(rubric.most())];
        let said = [json!(seen.collect::<Vec<_>>()), json!(rating.remark), json!(rating.rated_at)];
        [json!(titles.get(&seat.0))].into_iter().chain(points).chain(said).collect()
    });
    let columns = &["workshop", "points", "max_points", "levels", "remark", "recorded_at"];
    Ok(Section { key: "ratings", columns, rows: rows.collect() })
}

async fn decisions(db: &impl ConnectionTrait, titles: &HashMap<Uuid, String>) -> Result<Section, UseError> {
    let found = qualification_decision::Entity::find()
        .filter(qualification_decision::COLUMN.enrolment_id.is_in(titles.keys().copied()))
        .all(db)
        .await?;
    let rows = found.into_iter().map(|row| {
        vec![json!(titles.get(&row.enrolment_id)), json!(row.qualifies), json!(row.reason), json!(row.decided_at)]
    });
    let columns = &["workshop", "qualifies", "reason", "decided_at"];
    Ok(Section { key: "decisions", columns, rows: rows.collect() })
}

/// Which evaluations they answered: what they answered, nobody can tell.
async fn evaluations(db: &impl ConnectionTrait, titles: &HashMap<Uuid, String>) -> Result<Section, UseError> {
    let found = evaluation_receipt::Entity::find()
        .filter(evaluation_receipt::COLUMN.enrolment_id.is_in(titles.keys().copied()))
        .find_also_related(evaluation::Entity)
        .all(db)
        .await?;
    let rows = found.into_iter().map(|(row, evaluation)| {
        let (occasion, held_on) = evaluation.map(|row| (row.occasion, row.held_on)).unzip();
        vec![json!(titles.get(&row.enrolment_id)), json!(occasion), json!(held_on)]
    });
    Ok(Section { key: "evaluations", columns: &["workshop", "occasion", "held_on"], rows: rows.collect() })
}

async fn certificates(db: &impl ConnectionTrait, titles: &HashMap<Uuid, String>) -> Result<Section, UseError> {
    let found = certificate::Entity::find()
        .filter(certificate::COLUMN.enrolment_id.is_in(titles.keys().copied()))
        .all(db)
        .await?;
    let rows = found.into_iter().map(|row| {
        vec![
            json!(row.serial),
            json!(row.kind),
            json!(row.holder_name),
            json!(row.title),
            json!(row.city),
            json!(row.starts_on),
            json!(row.ends_on),
            json!(row.hours),
            json!(row.issued_at),
            json!(row.expires_on),
            json!(row.revoked_at),
            json!(row.revoked_reason),
        ]
    });
    let columns = &[
        "serial",
        "kind",
        "holder_name",
        "workshop",
        "city",
        "starts_on",
        "ends_on",
        "hours",
        "issued_at",
        "expires_on",
        "revoked_at",
        "reason",
    ];
    Ok(Section { key: "certificates", columns, rows: rows.collect() })
}
