//! The chain that seals the audit trail: each line with its place, and a hash
//! over the line and the hash before it. A line that is changed, removed or put
//! between others breaks the chain where it stands.
//!
//! Sealing runs behind: lines are sealed some seconds after they were written, by
//! a duty of the server. Sealed in the acts' own transactions, every act would
//! wait for every other.

use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::trail::{Fault, Head, Line};
use crate::people::secrets::chained;
use crate::schema::error::UseError;
use crate::schema::{audit_entry, audit_seal};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect, Select,
};

/// How many lines a transaction seals, and how many are read at once.
const CHUNK: u64 = 1_000;

/// How much older than the last that was sealed a line may be that is still to be
/// sealed: longer than any act takes.
const BEHIND: TimeDelta = TimeDelta::hours(1);

/// Seals the lines of the last hour that are not sealed yet, in the order of
/// time; answers with how many. Sealing twice at once is the same as once.
///
/// # Errors
/// If the asker does not administer, or the database fails.
pub async fn seal(caller: &Caller) -> Result<u64, UseError> {
    caller.allow(Act::Administer)?;
    seal_since(caller, |last| Some(last - BEHIND)).await
}

/// Seals every line that is not sealed yet: also those that a wrong clock put
/// where [`seal`] does not look.
///
/// # Errors
/// As [`seal`].
pub async fn seal_all(caller: &Caller) -> Result<u64, UseError> {
    caller.allow(Act::Administer)?;
    seal_since(caller, |_| None).await
}

async fn seal_since(caller: &Caller, since: impl Fn(DateTime<Utc>) -> Option<DateTime<Utc>>) -> Result<u64, UseError> {
    let mut sealed = 0;
    loop {
        let tx = caller.db.begin().await?;
        alone(&tx).await?;
        let (head, last) = end(&tx).await?;
        let these = seal_some(&tx, head, last.and_then(&since)).await?;
        tx.commit().await?;
        sealed += these;
        if these < CHUNK {
            return Ok(sealed);
        }
    }
}

/// Keeps others from sealing until the transaction ends; readers go on. On
/// `SQLite` a write is alone already.
async fn alone(tx: &DatabaseTransaction) -> Result<(), UseError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared("LOCK TABLE audit_seal IN EXCLUSIVE MODE").await?;
    }
    Ok(())
}

/// Where the chain ends, and when its last line was written.
async fn end(db: &impl ConnectionTrait) -> Result<(Head, Option<DateTime<Utc>>), UseError> {
    let last = audit_seal::Entity::find()
        .find_also_related(audit_entry::Entity)
        .order_by_desc(audit_seal::Column::Place)
        .one(db)
        .await?;
    Ok(match last {
        Some((seal, entry)) => (Head { place: seal.place, hash: seal.hash }, entry.map(|entry| entry.at)),
        None => (Head::start(), None),
    })
}

async fn seal_some(tx: &DatabaseTransaction, mut head: Head, since: Option<DateTime<Utc>>) -> Result<u64, UseError> {
    let mut open = unsealed();
    if let Some(since) = since {
        open = open.filter(audit_entry::COLUMN.at.gte(since));
    }
    let open = open.order_by_asc(audit_entry::Column::At).order_by_asc(audit_entry::Column::Id);
    let mut seals = Vec::new();
    for entry in open.limit(CHUNK).all(tx).await? {
        head = Head { place: head.place + 1, hash: chained(&head.hash, &line(&entry).canonical()) };
        seals.push(audit_seal::ActiveModel {
            place: Set(head.place),
            entry_id: Set(entry.id),
            hash: Set(head.hash.clone()),
        });
    }
    let sealed = seals.len() as u64;
    if sealed > 0 {
        audit_seal::Entity::insert_many(seals).exec_without_returning(tx).await?;
    }
    Ok(sealed)
}

fn unsealed() -> Select<audit_entry::Entity> {
    let mut seal = Query::select();
    seal.expr(Expr::val(1)).from(audit_seal::Entity).and_where(
        Expr::col((audit_seal::Entity, audit_seal::Column::EntryId))
            .equals((audit_entry::Entity, audit_entry::Column::Id)),
    );
    audit_entry::Entity::find().filter(Expr::exists(seal).not())
}

fn line(entry: &audit_entry::Model) -> Line<'_> {
    Line {
        id: entry.id,
        at: entry.at,
        account: entry.account_id,
        person: entry.person_id,
        verb: &entry.verb,
        subject: &entry.subject,
        subject_id: entry.subject_id,
        detail: &entry.detail,
    }
}

/// Where the chain ends now.
///
/// # Errors
/// If the asker does not administer, or the database fails.
pub async fn head(caller: &Caller) -> Result<Head, UseError> {
    caller.allow(Act::Administer)?;
    Ok(end(caller.db.reader()).await?.0)
}

/// What a walk along the chain found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// How far it holds.
    pub head: Head,
    /// The first place that does not hold, and why.
    pub broken: Option<(i64, Fault)>,
    /// Lines that are not sealed yet: those of the last seconds, or, where nothing
    /// runs that seals, all since it last did.
    pub unsealed: u64,
    /// Lines that tell of a time an hour or more before that of a line sealed
    /// earlier: a clock was wrong, or they were written afterwards.
    pub late: u64,
}

/// Walks the chain from its first line and says the first place that does not
/// hold; with the head that was written down, also whether this is that chain.
///
/// # Errors
/// If the asker does not administer, or the database fails.
pub async fn verify_chain(caller: &Caller, expected: Option<&Head>) -> Result<Chain, UseError> {
    caller.allow(Act::Administer)?;
    let db = caller.db.reader();
    let unsealed = unsealed().count(db).await?;
    let mut walk = Walk { chain: Chain { head: Head::start(), broken: None, unsealed, late: 0 }, latest: None };
    loop {
        let some = audit_seal::Entity::find()
            .find_also_related(audit_entry::Entity)
            .filter(audit_seal::COLUMN.place.gt(walk.chain.head.place))
            .order_by_asc(audit_seal::Column::Place)
            .limit(CHUNK)
            .all(db)
            .await?;
        let read = some.len() as u64;
        for (seal, entry) in some {
            walk.step(seal, entry.as_ref(), expected);
            if walk.chain.broken.is_some() {
                return Ok(walk.chain);
            }
        }
        if read < CHUNK {
            break;
        }
    }
    if expected.is_some_and(|head| head.place > walk.chain.head.place) {
        walk.chain.broken = Some((walk.chain.head.place + 1, Fault::CutOff));
    }
    Ok(walk.chain)
}

struct Walk {
    chain: Chain,
    latest: Option<DateTime<Utc>>,
}

impl Walk {
    fn step(&mut self, seal: audit_seal::Model, entry: Option<&audit_entry::Model>, expected: Option<&Head>) {
        let place = self.chain.head.place + 1;
        let fault = match entry {
            _ if seal.place != place => Some(Fault::Missing),
            None => Some(Fault::LineGone),
            Some(entry) if chained(&self.chain.head.hash, &line(entry).canonical()) != seal.hash => {
                Some(Fault::Altered)
            }
            Some(_) if expected.is_some_and(|head| head.place == place && head.hash != seal.hash) => {
                Some(Fault::NotAsExpected)
            }
            Some(_) => None,
        };
        if let Some(fault) = fault {
            self.chain.broken = Some((place, fault));
            return;
        }
        let at = entry.map(|entry| entry.at);
        if self.latest.zip(at).is_some_and(|(latest, at)| at <= latest - BEHIND) {
            self.chain.late += 1;
        }
        self.latest = Ord::max(self.latest, at);
        self.chain.head = Head { place, hash: seal.hash };
    }
}
