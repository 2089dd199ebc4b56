//! Finding people in the register as one types: an index of words, not a scan.

use super::audit::note_reading;
use crate::ids::PersonId;
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::likeness::sound;
use crate::people::model::{PersonName, index_words, typed_words};
use crate::schema::error::UseError;
use crate::schema::{institution, person, person_campaign, person_word, region};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement, UnionType};
use sea_orm::{
    ActiveValue::Set, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, FromQueryResult, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
};
use serde_json::json;
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
/// spellings do not matter. Where very many have what was typed, those come first
/// whose family name begins so, and no further stretch is told of. The audit trail
/// keeps how many were found, never what was typed. Year of birth and telephone are left out where no campaign of the asker's works with the person.
///
/// # Errors
/// If the asker organises no campaign, or the database fails.
pub async fn search(caller: &Caller, typed: &str, after: Option<PersonId>, limit: u64) -> Result<Page, UseError> {
    caller.allow(Act::KeepRegister)?;
    let db = caller.db.reader();
    let after = match after {
        Some(id) => Some(person::Entity::find_by_id(id.0).one(db).await?.ok_or(UseError::NotFound)?),
        None => None,
    };
    let typed = typed_words(typed);
    let words = rarest_first(db, &typed).await?;
    let mut rows = match words.first() {
        None => all(db, after.as_ref(), limit + 1).await?,
        Some((MANY.., _)) if after.is_none() => {
            let rows = by_family_name(db, &words, limit).await?;
            if (rows.len() as u64) < limit { gathered(db, &words, None, limit + 1).await? } else { rows }
        }
        Some(_) => gathered(db, &words, after.as_ref(), limit + 1).await?,
    };
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|row| PersonId(row.id));
    let known = known_to(caller, &rows).await?;
    let detail = json!({ "people": rows.len(), "by": if typed.is_empty() { "list" } else { "words" } });
    note_reading(caller, "people.searched", "register", Uuid::nil(), detail).await?;
    Ok(Page { lines: rows.into_iter().map(|row| line(row, known.as_ref())).collect(), next })
}

/// How many people the register holds.
///
/// # Errors
/// If the asker organises no campaign, or the database fails.
pub async fn count(caller: &Caller) -> Result<u64, UseError> {
    caller.allow(Act::KeepRegister)?;
    Ok(there().count(caller.db.reader()).await?)
}

/// Those who are in the register: neither merged into another entry nor erased.
fn there() -> Select<person::Entity> {
    person::Entity::find().filter(person::COLUMN.merged_into_id.is_null()).filter(person::COLUMN.erased_at.is_null())
}

async fn lines(db: &impl ConnectionTrait, query: Select<person::Entity>) -> Result<Vec<Row>, UseError> {
    let rows = query
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
        .order_by_asc(person::Column::SearchKey)
        .order_by_asc(person::Column::Id)
        .into_model::<Row>()
        .all(db)
        .await?;
    Ok(rows)
}

/// Everyone, in the order of names.
async fn all(db: &impl ConnectionTrait, after: Option<&person::Model>, limit: u64) -> Result<Vec<Row>, UseError> {
    let mut query = there().limit(limit);
    if let Some(last) = after {
        let same = Condition::all().add(sort_key().eq(last.search_key.clone())).add(person::COLUMN.id.gt(last.id));
        let later = sort_key().gt(last.search_key.clone());
        // The first says the same as the second, in a way that the index understands.
        query = query.filter(sort_key().gte(last.search_key.clone())).filter(Condition::any().add(later).add(same));
    }
    lines(db, query).await
}

/// Those who have all words, gathered from the index of words alone.
async fn gathered(
    db: &impl ConnectionTrait,
    words: &[(u64, &str)],
    after: Option<&person::Model>,
    limit: u64,
) -> Result<Vec<Row>, UseError> {
    let mut having = words.iter().map(|(_, word)| {
        let mut having = Query::select();
        having
            .columns([person_word::Column::SearchKey, person_word::Column::PersonId])
            .distinct()
            .from(person_word::Entity)
            .cond_where(beginning_with(word));
        if let Some(last) = after {
            let key = || Expr::col(person_word::Column::SearchKey);
            let same = Condition::all()
                .add(key().eq(last.search_key.clone()))
                .add(Expr::col(person_word::Column::PersonId).gt(last.id));
            having.cond_where(Condition::any().add(key().gt(last.search_key.clone())).add(same));
        }
        having
    });
    let Some(mut found) = having.next() else { return Ok(Vec::new()) };
    for other in having {
        found.union(UnionType::Intersect, other);
    }
    found
        .order_by(person_word::Column::SearchKey, Order::Asc)
        .order_by(person_word::Column::PersonId, Order::Asc)
        .limit(limit);
    let ids = db.query_all(&found).await?;
    let ids: Vec<Uuid> = ids.iter().map(|row| row.try_get("", "person_id")).collect::<Result<_, _>>()?;
    lines(db, person::Entity::find().filter(person::COLUMN.id.is_in(ids))).await
}

/// Those whose family name begins with one of the words and who have the others.
async fn by_family_name(db: &impl ConnectionTrait, words: &[(u64, &str)], limit: u64) -> Result<Vec<Row>, UseError> {
    let mut rows: Vec<Row> = Vec::new();
    for (place, (_, first)) in words.iter().enumerate() {
        let mut query = there().limit(limit);
        query = query.filter(sort_key().gte(first.as_bytes().to_vec())).filter(sort_key().lt(end_of(first)));
        for (_, other) in words.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, word)| word) {
            let mut having = Query::select();
            having
                .expr(Expr::val(1))
                .from(person_word::Entity)
                .cond_where(beginning_with(other))
                .and_where(
                    Expr::col((person_word::Entity, person_word::Column::PersonId))
                        .equals((person::Entity, person::Column::Id)),
                )
                // Keeps PostgreSQL from gathering all who have the other word.
                .offset(0);
            query = query.filter(Expr::exists(having));
        }
        let found = lines(db, query).await?;
        rows.extend(found.into_iter().filter(|row| !rows.iter().any(|known| known.id == row.id)).collect::<Vec<_>>());
        if rows.len() as u64 >= limit {
            break;
        }
    }
    Ok(rows)
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

fn line(row: Row, known: Option<&HashSet<Uuid>>) -> PersonLine {
    let whole = known.is_none_or(|known| known.contains(&row.id));
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

/// A word that this many have is not gathered while another way fills the list.
const MANY: u64 = 20_000;

/// The words typed, each with how many have it, those had by few first.
async fn rarest_first<'a>(db: &impl ConnectionTrait, words: &'a [String]) -> Result<Vec<(u64, &'a str)>, UseError> {
    let mut counted = Vec::with_capacity(words.len());
    for word in words {
        counted.push((how_many(db, word).await?, word.as_str()));
    }
    counted.sort_unstable();
    Ok(counted)
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

/// The column by which people are sorted.
fn sort_key() -> Expr {
    Expr::col((person::Entity, person::Column::SearchKey))
}

/// What comes after everything that begins so: a byte that no text holds.
fn end_of(word: &str) -> Vec<u8> {
    let mut end = word.as_bytes().to_vec();
    end.push(0xFF);
    end
}

/// That a word of the index begins so, as written or as it sounds.
fn beginning_with(word: &str) -> Condition {
    let column = || Expr::col((person_word::Entity, person_word::Column::Word));
    let range =
        |word: &str| Condition::all().add(column().gte(word.as_bytes().to_vec())).add(column().lt(end_of(word)));
    let sound = sound(word);
    let written = Condition::any().add(range(word));
    if sound == word { written } else { written.add(range(&sound)) }
}

/// Makes a person no longer found, within a larger use that has asked.
pub(super) async fn unindex_in(tx: &DatabaseTransaction, id: PersonId) -> Result<(), UseError> {
    person_word::Entity::delete_many().filter(person_word::COLUMN.person_id.eq(id.0)).exec(tx).await?;
    Ok(())
}

/// Makes the words by which a person is found anew, within a larger use that has asked.
pub(super) async fn index_in(
    tx: &DatabaseTransaction,
    id: PersonId,
    name: &PersonName,
    phone: Option<&str>,
) -> Result<(), UseError> {
    unindex_in(tx, id).await?;
    person_word::Entity::insert_many(words_of(id, name, phone)).exec_without_returning(tx).await?;
    Ok(())
}

/// The words by which a person is found, as rows.
pub(super) fn words_of(id: PersonId, name: &PersonName, phone: Option<&str>) -> Vec<person_word::ActiveModel> {
    let key = name.search_key().into_bytes();
    let words = index_words(name, phone).into_iter();
    let row = |word: String| person_word::ActiveModel {
        word: Set(word.into_bytes()),
        search_key: Set(key.clone()),
        person_id: Set(id.0),
    };
    words.map(row).collect()
}
