//! Erasing a person: what names them goes, what counts stays.

use crate::fields::Problem;
use crate::ids::{PersonId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::{PersonName, search_key};
use crate::people::store::audit::note;
use crate::people::store::forgetting::anonymise_in;
use crate::people::store::reach::load_reach;
use crate::people::store::trail::load_merged_with;
use crate::rights::model::{Outcome, RequestKind};
use crate::schema::error::UseError;
use crate::schema::{
    attendance_event, certificate, data_request, enrolment, import, import_row, person, qualification_decision, rating,
    response, score, sitting, waiting, workshop,
};
use crate::workshops::model::seats_pass_on;
use crate::workshops::store::enrolment::lock_even_cancelled_in;
use crate::workshops::store::waiting::promote_in;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use serde_json::json;
use uuid::Uuid;

/// How many rows of lists are looked through at once.
const CHUNK: u64 = 1_000;

/// What erasing someone would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Their name.
    pub name: PersonName,
    /// Their seats in workshops that began: they stay, and name nobody.
    pub seats: usize,
    /// Marks that stay.
    pub marks: u64,
    /// Scores that stay.
    pub scores: u64,
    /// Certificates that stay genuine, without the name.
    pub certificates: u64,
    /// Titles of the workshops to come whose seats they give back.
    pub given_back: Vec<String>,
    /// Rows of lists that are taken out.
    pub rows: usize,
}

/// What erasing someone would do, for whoever may erase them.
///
/// # Errors
/// [`UseError::Forbidden`] unless a campaign of the asker's works with the person;
/// [`UseError::NotFound`], also if they were erased or merged already.
pub async fn preview(caller: &Caller, id: PersonId) -> Result<Preview, UseError> {
    caller.allow(Act::KeepRegister)?;
    let db = caller.db.reader();
    let row = person::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?;
    if !load_reach(db, caller, id).await? {
        return Err(UseError::Forbidden);
    }
    if row.erased_at.is_some() || row.merged_into_id.is_some() {
        return Err(UseError::NotFound);
    }
    let traces = Traces::load(db, id).await?;
    let seats = load_seats(db, &traces.people).await?;
    let enrolments: Vec<Uuid> = seats.iter().map(|(seat, _)| seat.id).collect();
    let coming = |workshop: &workshop::Model| seats_pass_on(caller.today(), workshop.starts_on);
    let taken = seats.iter().filter(|(seat, _)| seat.withdrawn_at.is_none());
    let (given_back, held): (Vec<_>, Vec<_>) = taken.partition(|(_, workshop)| coming(workshop));
    let marks =
        attendance_event::Entity::find().filter(attendance_event::Column::EnrolmentId.is_in(enrolments.clone()));
    let scores = score::Entity::find().filter(score::Column::EnrolmentId.is_in(enrolments.clone()));
    let certificates = certificate::Entity::find().filter(certificate::Column::EnrolmentId.is_in(enrolments));
    Ok(Preview {
        name: PersonName { family: row.family_name, given: row.given_names },
        seats: held.len(),
        marks: marks.count(db).await?,
        scores: scores.count(db).await?,
        certificates: certificates.count(db).await?,
        given_back: given_back.into_iter().map(|(_, workshop)| workshop.title.clone()).collect(),
        rows: load_rows_naming(db, &traces).await?.len(),
    })
}

/// Erases someone, if the family name typed is theirs: whoever does it has read
/// whom it is about.
///
/// # Errors
/// As [`preview`]; [`Problem::NotThisPerson`].
pub async fn erase(caller: &Caller, id: PersonId, family_name: &str) -> Result<(), UseError> {
    caller.allow(Act::KeepRegister)?;
    let tx = caller.db.begin().await?;
    let row = person::Entity::find_by_id(id.0).one(&tx).await?.ok_or(UseError::NotFound)?;
    if !load_reach(&tx, caller, id).await? {
        return Err(UseError::Forbidden);
    }
    if row.erased_at.is_none() && search_key(&row.family_name) != search_key(family_name) {
        return Err(UseError::refused("family_name", Problem::NotThisPerson));
    }
    erase_in(&tx, caller, id).await?;
    tx.commit().await?;
    Ok(caller.db.settle().await?)
}

/// Erases someone within a larger use that has asked. Workshops that did not begin
/// lose them, and their seats go to whoever waits; those that did keep seats, marks
/// and scores, so that what was counted stays counted. Certificates stay genuine,
/// without the name.
///
/// # Errors
/// [`UseError::NotFound`] if they were erased or merged already.
pub async fn erase_in(tx: &DatabaseTransaction, caller: &Caller, id: PersonId) -> Result<(), UseError> {
    let row = person::Entity::find_by_id(id.0).lock_exclusive().one(tx).await?.ok_or(UseError::NotFound)?;
    if row.erased_at.is_some() || row.merged_into_id.is_some() {
        return Err(UseError::NotFound);
    }
    let traces = Traces::load(tx, id).await?;
    let people = &traces.people;
    let rows = load_rows_naming(tx, &traces).await?;
    for some in rows.chunks(500) {
        import_row::Entity::delete_many().filter(import_row::Column::Id.is_in(some.iter().copied())).exec(tx).await?;
    }
    let seats = load_seats(tx, people).await?;
    waiting::Entity::delete_many().filter(waiting::COLUMN.person_id.is_in(people.clone())).exec(tx).await?;
    let nameless = certificate::ActiveModel {
        holder_name: Set(None),
        signature: Set(None),
        revoked_reason: Set(None),
        ..Default::default()
    };
    let certificates = certificate::Entity::update_many()
        .set(nameless)
        .filter(certificate::COLUMN.enrolment_id.is_in(seats.iter().map(|(seat, _)| seat.id)))
        .exec(tx)
        .await?;
    let seat_ids: Vec<Uuid> = seats.iter().map(|(seat, _)| seat.id).collect();
    forget_answers(tx, &seat_ids).await?;
    close_requests(tx, caller, people).await?;
    anonymise_in(tx, caller, people).await?;
    give_back(tx, caller, &seats).await?;
    let detail = json!({ "entries": people.len(), "certificates": certificates.rows_affected, "rows": rows.len() });
    note(tx, caller, "person.erased", "person", id.0, detail).await?;
    Ok(())
}

/// Lets go what they typed at tests and what was written of them: points and decisions
/// stay, as counts need them.
async fn forget_answers(tx: &DatabaseTransaction, seats: &[Uuid]) -> Result<(), UseError> {
    sitting::Entity::delete_many().filter(sitting::Column::EnrolmentId.is_in(seats.iter().copied())).exec(tx).await?;
    let nameless = qualification_decision::ActiveModel { reason: Set(None), ..Default::default() };
    qualification_decision::Entity::update_many()
        .set(nameless)
        .filter(qualification_decision::COLUMN.enrolment_id.is_in(seats.iter().copied()))
        .exec(tx)
        .await?;
    rating::Entity::update_many()
        .col_expr(rating::Column::Remark, Expr::value(Option::<String>::None))
        .filter(rating::Column::EnrolmentId.is_in(seats.iter().copied()))
        .exec(tx)
        .await?;
    let mut scores = Query::select();
    scores
        .column(score::Column::Id)
        .from(score::Entity)
        .and_where(score::Column::EnrolmentId.is_in(seats.iter().copied()));
    response::Entity::update_many()
        .col_expr(response::Column::Answer, Expr::value(Option::<String>::None))
        .filter(response::Column::ScoreId.in_subquery(scores))
        .exec(tx)
        .await?;
    Ok(())
}

/// Gives back the seats in workshops that did not begin.
async fn give_back(
    tx: &DatabaseTransaction,
    caller: &Caller,
    seats: &[(enrolment::Model, workshop::Model)],
) -> Result<(), UseError> {
    for (seat, workshop) in seats {
        if seat.withdrawn_at.is_some() || !seats_pass_on(caller.today(), workshop.starts_on) {
            continue;
        }
        let workshop = lock_even_cancelled_in(tx, WorkshopId(workshop.id)).await?;
        enrolment::Entity::update_many()
            .col_expr(enrolment::Column::WithdrawnAt, Expr::value(caller.now))
            .filter(enrolment::COLUMN.id.eq(seat.id))
            .exec(tx)
            .await?;
        note(tx, caller, "enrolment.withdrawn", "enrolment", seat.id, json!({})).await?;
        promote_in(tx, caller, &workshop).await?;
    }
    Ok(())
}

/// Ends what these people asked, and empties what they or others wrote in it.
async fn close_requests(tx: &DatabaseTransaction, caller: &Caller, people: &[Uuid]) -> Result<(), UseError> {
    let asked =
        data_request::Entity::find().filter(data_request::COLUMN.person_id.is_in(people.to_vec())).all(tx).await?;
    for row in asked {
        let mut emptied = data_request::ActiveModel {
            id: Set(row.id),
            detail: Set("{}".to_owned()),
            reason: Set(String::new()),
            ..Default::default()
        };
        if row.closed_at.is_none() {
            let erasure = row.kind == RequestKind::Erasure.as_str();
            let outcome = if erasure { Outcome::Accepted } else { Outcome::Withdrawn };
            emptied.closed_at = Set(Some(caller.now));
            emptied.outcome = Set(Some(outcome.as_str().to_owned()));
            emptied.closed_by = Set(caller.actor.account().map(|id| id.0));
        }
        data_request::Entity::update(emptied).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn load_seats(
    db: &impl ConnectionTrait,
    people: &[Uuid],
) -> Result<Vec<(enrolment::Model, workshop::Model)>, UseError> {
    let seats = enrolment::Entity::find()
        .filter(enrolment::COLUMN.person_id.is_in(people.to_vec()))
        .find_also_related(workshop::Entity)
        // In one order, so that two who erase lock in the same.
        .order_by_asc(enrolment::Column::WorkshopId)
        .all(db)
        .await?;
    Ok(seats.into_iter().filter_map(|(seat, workshop)| Some((seat, workshop?))).collect())
}

/// By what someone is recognised in lists that were sent.
struct Traces {
    /// The entry and those merged into it.
    people: Vec<Uuid>,
    identifiers: Vec<String>,
    /// The last eight digits of each telephone.
    phones: Vec<String>,
    emails: Vec<String>,
}

impl Traces {
    async fn load(db: &impl ConnectionTrait, id: PersonId) -> Result<Self, UseError> {
        let people = load_merged_with(db, id).await?;
        let rows = person::Entity::find().filter(person::COLUMN.id.is_in(people.clone())).all(db).await?;
        Ok(Self {
            identifiers: people.iter().map(ToString::to_string).collect(),
            phones: rows.iter().filter_map(|row| row.phone.as_deref()).filter_map(last_digits).collect(),
            emails: rows.iter().filter_map(|row| row.email.as_deref()).map(str::to_lowercase).collect(),
            people,
        })
    }

    /// Whether a row is about them: it made or changed their entry, was compared
    /// with it, or bears their telephone or address. The name alone does not tell:
    /// homonyms are ordinary.
    fn stand_in(&self, row: &import_row::Model) -> bool {
        let named = |text: &str| self.identifiers.iter().any(|id| text.contains(id));
        if row.person_id.is_some_and(|id| self.people.contains(&id))
            || named(&row.judgement)
            || row.decision.as_deref().is_some_and(named)
        {
            return true;
        }
        let cells: Vec<String> = serde_json::from_str(&row.cells).unwrap_or_default();
        cells.iter().any(|cell| {
            let phone = last_digits(cell).is_some_and(|digits| self.phones.contains(&digits));
            phone || self.emails.contains(&cell.trim().to_lowercase())
        })
    }
}

/// The last eight digits of a telephone, however it is written.
fn last_digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 8).then(|| digits[digits.len() - 8..].to_owned())
}

/// The rows of lists in which they stand.
async fn load_rows_naming(db: &impl ConnectionTrait, traces: &Traces) -> Result<Vec<Uuid>, UseError> {
    let mut found = Vec::new();
    for list in import::Entity::find().filter(import::COLUMN.wiped_at.is_null()).all(db).await? {
        let mut after = i32::MIN;
        loop {
            let some = import_row::Entity::find()
                .filter(import_row::COLUMN.import_id.eq(list.id))
                .filter(import_row::COLUMN.number.gt(after))
                .order_by_asc(import_row::Column::Number)
                .limit(CHUNK)
                .all(db)
                .await?;
            found.extend(some.iter().filter(|row| traces.stand_in(row)).map(|row| row.id));
            match some.last() {
                Some(last) => after = last.number,
                None => break,
            }
        }
    }
    Ok(found)
}
