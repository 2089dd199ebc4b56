//! Finding people in the register as one types: an index of words, not a scan.

use crate::ids::PersonId;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::likeness::sound;
use crate::people::model::{PersonName, index_words, typed_words};
use crate::schema::error::UseError;
use crate::schema::{institution, person, person_campaign, person_word, region};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ActiveValue::Set, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
};
use std::collections::HashSet;
use uuid::Uuid;

/// A person as a list shows them: enough to tell homonyms apart, and no more
/// than the asker may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonLine {
    /// Which.
    pub id: PersonId,
    /// Their name.
    pub name: PersonName,
    /// The institution that sends them.
    pub institution: String,
    /// What they do there.
    pub job_title: String,
    /// Where they work.
    pub region: String,
    /// Year of birth, if known to the asker.
    pub birth_year: Option<i32>,
    /// Telephone, if known to the asker.
    pub phone: Option<String>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    family_name: String,
    given_names: String,
    job_title: String,
    birth_year: Option<i32>,
    phone: Option<String>,
    institution: String,
    region: String,
}

/// A stretch of a list of people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The people, by name.
    pub lines: Vec<PersonLine>,
    /// After whom the next stretch begins, if there is one.
    pub next: Option<PersonId>,
}

/// At most `limit` people who have, for every word typed, a name or a telephone
/// that begins with it, by name. Accents, case, the order of words and the usual
/// spellings do not matter. Year of birth and telephone are left out where no
/// campaign of the asker's works with the person.
///
/// # Errors
/// If the asker organises no campaign, or the database fails.
pub async fn search(caller: &Caller, typed: &str, after: Option<PersonId>, limit: u64) -> Result<Page, UseError> {
    caller.allow(Act::KeepRegister)?;
    let reader = caller.db.reader();
    let mut query = lines();
    for condition in conditions(reader, &typed_words(typed)).await? {
        query = query.filter(condition);
    }
    if let Some(after) = after {
        let last = person::Entity::find_by_id(after.0).one(reader).await?.ok_or(UseError::NotFound)?;
        let same = Condition::all()
            .add(person::COLUMN.search_key.eq(last.search_key.as_str()))
            .add(person::COLUMN.id.gt(last.id));
        query = query.filter(Condition::any().add(person::COLUMN.search_key.gt(last.search_key)).add(same));
    }
    let mut rows = query
        .order_by_asc(person::Column::SearchKey)
        .order_by_asc(person::Column::Id)
        .limit(limit + 1)
        .into_model::<Row>()
        .all(reader)
        .await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|row| PersonId(row.id));
    let known = known_to(caller, &rows).await?;
    Ok(Page { lines: rows.into_iter().map(|row| line(row, &known)).collect(), next })
}

/// How many people the register holds.
///
/// # Errors
/// If the asker organises no campaign, or the database fails.
pub async fn count(caller: &Caller) -> Result<u64, UseError> {
    caller.allow(Act::KeepRegister)?;
    Ok(person::Entity::find().count(caller.db.reader()).await?)
}

fn lines() -> Select<person::Entity> {
    person::Entity::find()
        .select_only()
        .columns([
            person::Column::Id,
            person::Column::FamilyName,
            person::Column::GivenNames,
            person::Column::JobTitle,
            person::Column::BirthYear,
            person::Column::Phone,
        ])
        .column_as(institution::Column::Name, "institution")
        .column_as(region::Column::Name, "region")
        .join(JoinType::InnerJoin, person::Relation::Institution.def())
        .join(JoinType::InnerJoin, person::Relation::Region.def())
}

/// Which of these people the asker may see whole; `None` means all.
async fn known_to(caller: &Caller, rows: &[Row]) -> Result<Option<HashSet<Uuid>>, UseError> {
    let Some(organised) = caller.actor.organised() else { return Ok(None) };
    let known = person_campaign::Entity::find()
        .filter(person_campaign::COLUMN.person_id.is_in(rows.iter().map(|row| row.id)))
        .filter(person_campaign::COLUMN.campaign_id.is_in(organised.into_iter().map(|id| id.0)))
        .all(caller.db.reader())
        .await?;
    Ok(Some(known.into_iter().map(|row| row.person_id).collect()))
}

fn line(row: Row, known: &Option<HashSet<Uuid>>) -> PersonLine {
    let whole = known.as_ref().is_none_or(|known| known.contains(&row.id));
    PersonLine {
        id: PersonId(row.id),
        name: PersonName { family: row.family_name, given: row.given_names },
        institution: row.institution,
        job_title: row.job_title,
        region: row.region,
        birth_year: row.birth_year.filter(|_| whole),
        phone: row.phone.filter(|_| whole),
    }
}

/// Beyond this many, a word is looked up for each person in the order of names
/// instead of gathering and sorting all who have it.
const MANY: u64 = 20_000;

/// A condition for each word typed. The rarest gathers its people; where even it
/// has very many, each person is asked, and the list is soon full.
async fn conditions(db: &impl ConnectionTrait, words: &[String]) -> Result<Vec<Condition>, UseError> {
    let mut counted = Vec::new();
    for word in words {
        counted.push((how_many(db, word).await?, word));
    }
    counted.sort();
    let gathers = counted.first().is_some_and(|(count, _)| *count < MANY);
    let conditions = counted.iter().enumerate().map(|(place, (_, word))| {
        let mut having = Query::select();
        having.from(person_word::Entity).cond_where(beginning_with(word));
        if place == 0 && gathers {
            having.column(person_word::Column::PersonId);
            Condition::all().add(Expr::col((person::Entity, person::Column::Id)).in_subquery(having))
        } else {
            having.expr(Expr::val(1)).and_where(
                Expr::col((person_word::Entity, person_word::Column::PersonId))
                    .equals((person::Entity, person::Column::Id)),
            );
            Condition::all().add(Expr::exists(having))
        }
    });
    Ok(conditions.collect())
}

/// How many entries of the index begin with a word, counted no further than [`MANY`].
async fn how_many(db: &impl ConnectionTrait, word: &str) -> Result<u64, UseError> {
    let mut some = Query::select();
    some.expr(Expr::val(1)).from(person_word::Entity).cond_where(beginning_with(word)).limit(MANY);
    let mut count = SelectStatement::new();
    count.expr_as(Expr::cust("count(*)"), "n").from_subquery(some, "some");
    let row = db.query_one(&count).await?;
    let n: i64 = row.map(|row| row.try_get("", "n")).transpose()?.unwrap_or_default();
    Ok(n.unsigned_abs())
}

/// As written or as it sounds. Words that begin so lie between it and it with a
/// byte that no text holds.
fn beginning_with(word: &str) -> Condition {
    let column = || Expr::col((person_word::Entity, person_word::Column::Word));
    let range = |word: &str| {
        let mut end = word.as_bytes().to_vec();
        end.push(0xFF);
        Condition::all().add(column().gte(word.as_bytes().to_vec())).add(column().lt(end))
    };
    let sound = sound(word);
    let written = Condition::any().add(range(word));
    if sound == word { written } else { written.add(range(&sound)) }
}

/// Makes the words by which a person is found anew, within a larger use that has asked.
pub(super) async fn index_in(
    tx: &DatabaseTransaction,
    id: PersonId,
    name: &PersonName,
    phone: Option<&str>,
) -> Result<(), UseError> {
    person_word::Entity::delete_many().filter(person_word::COLUMN.person_id.eq(id.0)).exec(tx).await?;
    let rows = index_words(name, phone)
        .into_iter()
        .map(|word| person_word::ActiveModel { word: Set(word.into_bytes()), person_id: Set(id.0) });
    person_word::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}
