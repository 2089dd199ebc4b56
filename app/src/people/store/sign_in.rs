//! Signing in and out, and who is signed in.

use super::audit::note;
use crate::code::Code;
use crate::fields::Problem;
use crate::ids::{AccountId, CampaignId, PersonId, SignInId, WorkshopId};
use crate::people::access::{Actor, Grant};
use crate::people::caller::Caller;
use crate::people::model::{PersonName, Role};
use crate::people::secrets::{Token, fingerprint, fresh_code, password_matches};
use crate::schema::db::Db;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{access_code, account, person, role_grant, sign_in, workshop_trainer};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

/// How long a sign-in lasts without being used.
pub const LASTS: TimeDelta = TimeDelta::days(30);
/// Seen again within this time, the row is not written anew.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(5);

/// What the token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A cookie in a browser.
    Browser,
    /// A bearer token of a program.
    Bearer,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Bearer => "bearer",
        }
    }
}

/// Someone who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// This sign-in.
    pub id: SignInId,
    /// Who it is, with their roles.
    pub actor: Actor,
    /// How they are called.
    pub name: String,
}

/// A line of the list of one's sign-ins.
#[derive(Clone, Debug)]
pub struct SignInLine {
    /// Which.
    pub id: SignInId,
    /// What the browser said it was.
    pub device: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was last used, within five minutes.
    pub last_seen_at: DateTime<Utc>,
}

/// Signs in with login and password. A sign-in that the browser had before ends.
///
/// # Errors
/// [`Problem::NotAccepted`], without saying which of the two was wrong.
pub async fn with_password(
    caller: &Caller,
    login: &str,
    password: &str,
    kind: Kind,
    device: &str,
) -> Result<Token, UseError> {
    // PostgreSQL refuses the zero character, which no login holds.
    let login = login.trim().to_lowercase().replace('\0', " ");
    let found = account::Entity::find()
        .filter(account::COLUMN.login.eq(login))
        .filter(account::COLUMN.disabled_at.is_null())
        .one(caller.db.reader())
        .await?;
    let stored = found.as_ref().map(|account| account.password_hash.clone());
    if !password_matches(password.chars().take(1024).collect(), stored).await {
        return Err(UseError::refused("password", Problem::NotAccepted));
    }
    let account = found.ok_or(UseError::NotFound)?;
    open(caller, Owner::Account(AccountId(account.id)), kind, device).await
}

/// Signs a participant in with the code of their invitation.
///
/// # Errors
/// [`Problem::NotACode`] for a slip, [`Problem::NotAccepted`] for a code not in force.
pub async fn with_code(caller: &Caller, typed: &str, kind: Kind, device: &str) -> Result<Token, UseError> {
    let code = Code::parse(typed).map_err(|_| UseError::refused("code", Problem::NotACode))?;
    let found = access_code::Entity::find()
        .filter(access_code::COLUMN.code_hash.eq(fingerprint(code.as_str())))
        .filter(access_code::COLUMN.revoked_at.is_null())
        .one(caller.db.reader())
        .await?
        .ok_or_else(|| UseError::refused("code", Problem::NotAccepted))?;
    open(caller, Owner::Person(PersonId(found.person_id)), kind, device).await
}

/// Whose sign-in it is.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    /// An account's.
    Account(AccountId),
    /// A participant's.
    Person(PersonId),
}

/// Opens a sign-in for an owner that has just proved who they are; or, for the
/// installation itself, a bearer token.
///
/// # Errors
/// If the database fails.
pub async fn open(caller: &Caller, owner: Owner, kind: Kind, device: &str) -> Result<Token, UseError> {
    let token = Token::fresh();
    let (account, person) = match owner {
        Owner::Account(account) => (Some(account.0), None),
        Owner::Person(person) => (None, Some(person.0)),
    };
    let id = caller.new_id();
    let row = sign_in::ActiveModel {
        id: Set(id),
        token_hash: Set(fingerprint(token.reveal())),
        kind: Set(kind.as_str().to_owned()),
        account_id: Set(account),
        person_id: Set(person),
        device: Set(device.chars().filter(|c| !c.is_control()).take(200).collect()),
        created_at: Set(caller.now),
        last_seen_at: Set(caller.now),
        expires_at: Set(caller.now + LASTS),
        ended_at: Set(None),
    };
    let tx = caller.db.begin().await?;
    sign_in::Entity::insert(row).exec_without_returning(&tx).await?;
    let detail = json!({ "kind": kind.as_str(), "account": account, "person": person });
    note(&tx, caller, "sign_in.opened", "sign_in", id, detail).await?;
    tx.commit().await?;
    Ok(token)
}

/// Who holds this token, if it is in force.
///
/// # Errors
/// If the database fails.
pub async fn resolve(db: &Db, token: &str, now: DateTime<Utc>) -> Result<Option<SignedIn>, UseError> {
    let found = sign_in::Entity::find()
        .filter(sign_in::COLUMN.token_hash.eq(fingerprint(token)))
        .filter(sign_in::COLUMN.ended_at.is_null())
        .filter(sign_in::COLUMN.expires_at.gt(now))
        .find_also_related(account::Entity)
        .one(db.reader())
        .await?;
    let Some((row, account)) = found else { return Ok(None) };
    if now - row.last_seen_at > SEEN_EVERY {
        sign_in::Entity::update_many()
            .col_expr(sign_in::Column::LastSeenAt, Expr::value(now))
            .col_expr(sign_in::Column::ExpiresAt, Expr::value(now + LASTS))
            .filter(sign_in::COLUMN.id.eq(row.id))
            .exec(db.writer())
            .await?;
    }
    holder(db, row, account).await
}

/// Who holds this sign-in, if it is still in force: for what goes on after the
/// request that began it. It does not count as being used.
///
/// # Errors
/// If the database fails.
pub async fn still(db: &Db, id: SignInId, now: DateTime<Utc>) -> Result<Option<SignedIn>, UseError> {
    let found = sign_in::Entity::find()
        .filter(sign_in::COLUMN.id.eq(id.0))
        .filter(sign_in::COLUMN.ended_at.is_null())
        .filter(sign_in::COLUMN.expires_at.gt(now))
        .find_also_related(account::Entity)
        .one(db.reader())
        .await?;
    match found {
        Some((row, account)) => holder(db, row, account).await,
        None => Ok(None),
    }
}

async fn holder(db: &Db, row: sign_in::Model, account: Option<account::Model>) -> Result<Option<SignedIn>, UseError> {
    let id = SignInId(row.id);
    match (account, row.person_id) {
        (Some(account), _) => member(db, id, account).await,
        (None, Some(person)) => participant(db, id, PersonId(person)).await,
        (None, None) => {
            Err(StoreError::Inconsistent { table: "sign_in", column: "account_id", row: row.id.to_string() }.into())
        }
    }
}

async fn participant(db: &Db, id: SignInId, person: PersonId) -> Result<Option<SignedIn>, UseError> {
    let found = person::Entity::find_by_id(person.0).one(db.reader()).await?;
    Ok(found.map(|row| SignedIn {
        id,
        actor: Actor::Participant(person),
        name: PersonName { family: row.family_name, given: row.given_names }.to_string(),
    }))
}

async fn member(db: &Db, id: SignInId, account: account::Model) -> Result<Option<SignedIn>, UseError> {
    if account.disabled_at.is_some() {
        return Ok(None);
    }
    let actor = load_actor(db, AccountId(account.id)).await?;
    Ok(Some(SignedIn { id, actor, name: account.display_name }))
}

/// An account as an actor, with its roles and assignments.
///
/// # Errors
/// If the database fails or holds an unknown role.
pub async fn load_actor(db: &Db, account: AccountId) -> Result<Actor, UseError> {
    let rows = role_grant::Entity::find().filter(role_grant::COLUMN.account_id.eq(account.0)).all(db.reader()).await?;
    let mut grants = Vec::with_capacity(rows.len());
    for row in rows {
        let role: Role = StoreError::read(&row.role, "role_grant", "role", row.id)?;
        let missing =
            || StoreError::Inconsistent { table: "role_grant", column: "campaign_id", row: row.id.to_string() };
        grants.push(match role {
            Role::Administrator => Grant::Administrator,
            Role::Organiser => Grant::Organiser(CampaignId(row.campaign_id.ok_or_else(missing)?)),
            Role::Trainer => Grant::Trainer(CampaignId(row.campaign_id.ok_or_else(missing)?)),
        });
    }
    let assigned = workshop_trainer::Entity::find()
        .filter(workshop_trainer::COLUMN.account_id.eq(account.0))
        .all(db.reader())
        .await?
        .into_iter()
        .map(|row| WorkshopId(row.workshop_id))
        .collect();
    Ok(Actor::Member { account, grants, assigned })
}

/// The sign-ins of the asker that are in force, the latest first.
///
/// # Errors
/// If the database fails.
pub async fn list_mine(caller: &Caller) -> Result<Vec<SignInLine>, UseError> {
    let rows = sign_in::Entity::find()
        .filter(mine(caller)?)
        .filter(sign_in::COLUMN.ended_at.is_null())
        .filter(sign_in::COLUMN.expires_at.gt(caller.now))
        .order_by_desc(sign_in::Column::LastSeenAt)
        .limit(100)
        .all(caller.db.reader())
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| SignInLine {
            id: SignInId(row.id),
            device: row.device,
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
        })
        .collect())
}

/// Ends one of the asker's own sign-ins.
///
/// # Errors
/// [`UseError::NotFound`] if it is not theirs.
pub async fn end_mine(caller: &Caller, id: SignInId) -> Result<(), UseError> {
    let tx = caller.db.begin().await?;
    let ended = sign_in::Entity::update_many()
        .col_expr(sign_in::Column::EndedAt, Expr::value(caller.now))
        .filter(sign_in::COLUMN.id.eq(id.0))
        .filter(mine(caller)?)
        .filter(sign_in::COLUMN.ended_at.is_null())
        .exec(&tx)
        .await?;
    if ended.rows_affected == 0 {
        return Err(UseError::NotFound);
    }
    note(&tx, caller, "sign_in.ended", "sign_in", id.0, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Ends every sign-in of an account but one: after a change of password.
///
/// # Errors
/// If the database fails.
pub async fn end_all(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    account: AccountId,
    but: Option<SignInId>,
) -> Result<(), UseError> {
    let mut update = sign_in::Entity::update_many()
        .col_expr(sign_in::Column::EndedAt, Expr::value(caller.now))
        .filter(sign_in::COLUMN.account_id.eq(account.0))
        .filter(sign_in::COLUMN.ended_at.is_null());
    if let Some(kept) = but {
        update = update.filter(sign_in::COLUMN.id.ne(kept.0));
    }
    update.exec(tx).await?;
    Ok(())
}

fn mine(caller: &Caller) -> Result<sea_orm::sea_query::SimpleExpr, UseError> {
    match (caller.actor.account(), caller.actor.person()) {
        (Some(account), _) => Ok(sign_in::COLUMN.account_id.eq(account.0)),
        (None, Some(person)) => Ok(sign_in::COLUMN.person_id.eq(person.0)),
        (None, None) => Err(UseError::Forbidden),
    }
}

/// Gives a person one more access code, for an invitation; those that they had
/// stay in force: a letter, a message and an e-mail may each carry one.
/// The caller has asked whether they may. The code is shown once: only its hash
/// is kept.
///
/// # Errors
/// If the database fails.
pub async fn add_code(tx: &impl ConnectionTrait, caller: &Caller, person: PersonId) -> Result<Code, UseError> {
    let code = fresh_code();
    let row = access_code::ActiveModel {
        id: Set(caller.new_id()),
        person_id: Set(person.0),
        code_hash: Set(fingerprint(code.as_str())),
        issued_at: Set(caller.now),
        revoked_at: Set(None),
    };
    access_code::Entity::insert(row).exec_without_returning(tx).await?;
    note(tx, caller, "access_code.issued", "person", person.0, json!({})).await?;
    Ok(code)
}

/// Gives a person a new access code in place of one that is lost: none that they
/// had is accepted any longer, and the sign-ins made with them end.
/// Otherwise as [`add_code`].
///
/// # Errors
/// If the database fails.
pub async fn replace_code(tx: &impl ConnectionTrait, caller: &Caller, person: PersonId) -> Result<Code, UseError> {
    access_code::Entity::update_many()
        .col_expr(access_code::Column::RevokedAt, Expr::value(caller.now))
        .filter(access_code::COLUMN.person_id.eq(person.0))
        .filter(access_code::COLUMN.revoked_at.is_null())
        .exec(tx)
        .await?;
    sign_in::Entity::update_many()
        .col_expr(sign_in::Column::EndedAt, Expr::value(caller.now))
        .filter(sign_in::COLUMN.person_id.eq(person.0))
        .filter(sign_in::COLUMN.ended_at.is_null())
        .exec(tx)
        .await?;
    add_code(tx, caller, person).await
}
