//! Accounts, their roles and passwords, and the first administrator.

use super::audit::note;
use super::sign_in::end_all;
use crate::fields::{Fields, Problem};
use crate::ids::{AccountId, CampaignId, SignInId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::{NewAccount, Role, check_password};
use crate::people::secrets::{Token, fingerprint, hash_password, password_matches};
use crate::schema::error::{StoreError, UseError};
use crate::schema::{account, campaign, role_grant, setup_link};
use chrono::TimeDelta;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

/// How long the first administrator's link is good for.
pub const LINK_LASTS: TimeDelta = TimeDelta::hours(24);

/// An account as the administrator's list shows it.
#[derive(Clone, Debug)]
pub struct AccountLine {
    /// Which.
    pub id: AccountId,
    /// What they sign in with.
    pub login: String,
    /// How they are called.
    pub display_name: String,
    /// Roles, each with the campaign's title unless it is for everything.
    pub roles: Vec<(Role, Option<String>)>,
    /// Whether they can no longer sign in.
    pub disabled: bool,
}

/// A role to give, and where.
#[derive(Clone, Copy, Debug)]
pub enum Granted {
    /// Everywhere.
    Administrator,
    /// In one campaign.
    Organiser(CampaignId),
    /// In one campaign.
    Trainer(CampaignId),
}

/// The campaigns in which roles can be given.
///
/// # Errors
/// If the asker does not administer.
pub async fn campaigns_to_grant(caller: &Caller) -> Result<Vec<(CampaignId, String)>, UseError> {
    caller.allow(Act::Administer)?;
    let rows = campaign::Entity::find().order_by_asc(campaign::Column::Title).all(caller.db.reader()).await?;
    Ok(rows.into_iter().map(|row| (CampaignId(row.id), row.title)).collect())
}

/// Adds an account with one role.
///
/// # Errors
/// [`Problem::Taken`] for a login that exists, [`Problem::Unknown`] for a campaign that does not.
pub async fn add(caller: &Caller, new: NewAccount, granted: Granted) -> Result<AccountId, UseError> {
    caller.allow(Act::Administer)?;
    let hash = hash_password(new.password).await;
    let tx = caller.db.begin().await?;
    let id = insert(&tx, caller, new.login, new.display_name, hash).await?;
    grant(&tx, caller, id, granted).await?;
    tx.commit().await?;
    Ok(id)
}

/// Adds a role to an account that exists.
///
/// # Errors
/// [`Problem::Unknown`] for a campaign that does not exist.
pub async fn add_role(caller: &Caller, account: AccountId, granted: Granted) -> Result<(), UseError> {
    caller.allow(Act::Administer)?;
    let tx = caller.db.begin().await?;
    grant(&tx, caller, account, granted).await?;
    Ok(tx.commit().await?)
}

async fn insert(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    login: String,
    display_name: String,
    password_hash: String,
) -> Result<AccountId, UseError> {
    let id = caller.new_id();
    let row = account::ActiveModel {
        id: Set(id),
        login: Set(login.clone()),
        display_name: Set(display_name),
        password_hash: Set(password_hash),
        disabled_at: Set(None),
        created_at: Set(caller.now),
    };
    account::Entity::insert(row).exec_without_returning(tx).await.map_err(|error| {
        if StoreError::broke(&error, "account_login_unique", "account.login") {
            UseError::refused("login", Problem::Taken)
        } else {
            error.into()
        }
    })?;
    note(tx, caller, "account.added", "account", id, json!({ "login": login })).await?;
    Ok(AccountId(id))
}

async fn grant(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    account: AccountId,
    granted: Granted,
) -> Result<(), UseError> {
    let (role, campaign) = match granted {
        Granted::Administrator => (Role::Administrator, None),
        Granted::Organiser(campaign) => (Role::Organiser, Some(campaign.0)),
        Granted::Trainer(campaign) => (Role::Trainer, Some(campaign.0)),
    };
    if let Some(campaign) = campaign
        && campaign::Entity::find_by_id(campaign).one(tx).await?.is_none()
    {
        return Err(UseError::refused("campaign", Problem::Unknown));
    }
    let row = role_grant::ActiveModel {
        id: Set(caller.new_id()),
        account_id: Set(account.0),
        role: Set(role.as_str().to_owned()),
        campaign_id: Set(campaign),
        granted_at: Set(caller.now),
    };
    role_grant::Entity::insert(row).exec_without_returning(tx).await?;
    let detail = json!({ "role": role.as_str(), "campaign": campaign });
    note(tx, caller, "role.granted", "account", account.0, detail).await?;
    Ok(())
}

/// The accounts, by login.
///
/// # Errors
/// If the asker does not administer, or the database fails.
pub async fn list(caller: &Caller) -> Result<Vec<AccountLine>, UseError> {
    caller.allow(Act::Administer)?;
    let reader = caller.db.reader();
    let accounts = account::Entity::find().order_by_asc(account::Column::Login).all(reader).await?;
    let grants = role_grant::Entity::find().find_also_related(campaign::Entity).all(reader).await?;
    let mut lines: Vec<AccountLine> = accounts
        .into_iter()
        .map(|row| AccountLine {
            id: AccountId(row.id),
            login: row.login,
            display_name: row.display_name,
            roles: Vec::new(),
            disabled: row.disabled_at.is_some(),
        })
        .collect();
    for (grant, campaign) in grants {
        let role = StoreError::read(&grant.role, "role_grant", "role", grant.id)?;
        if let Some(line) = lines.iter_mut().find(|line| line.id.0 == grant.account_id) {
            line.roles.push((role, campaign.map(|campaign| campaign.title)));
        }
    }
    Ok(lines)
}

/// The account with this login.
///
/// # Errors
/// [`UseError::NotFound`], or that the asker does not administer.
pub async fn by_login(caller: &Caller, login: &str) -> Result<AccountId, UseError> {
    caller.allow(Act::Administer)?;
    let found =
        account::Entity::find().filter(account::COLUMN.login.eq(login.to_lowercase())).one(caller.db.reader()).await?;
    found.map(|row| AccountId(row.id)).ok_or(UseError::NotFound)
}

/// Disables an account, or lets it sign in again. A disabled account's sign-ins end.
///
/// # Errors
/// [`UseError::NotFound`], or that the asker does not administer.
pub async fn set_disabled(caller: &Caller, id: AccountId, disabled: bool) -> Result<(), UseError> {
    caller.allow(Act::Administer)?;
    if caller.actor.account() == Some(id) {
        return Err(UseError::Forbidden);
    }
    let tx = caller.db.begin().await?;
    let changed = account::Entity::update_many()
        .col_expr(account::Column::DisabledAt, Expr::value(disabled.then_some(caller.now)))
        .filter(account::COLUMN.id.eq(id.0))
        .exec(&tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(UseError::NotFound);
    }
    if disabled {
        end_all(&tx, caller, id, None).await?;
    }
    let verb = if disabled { "account.disabled" } else { "account.enabled" };
    note(&tx, caller, verb, "account", id.0, json!({})).await?;
    Ok(tx.commit().await?)
}

/// Gives an account a new password; its sign-ins end.
///
/// # Errors
/// A password out of bounds; [`UseError::NotFound`]; that the asker does not administer.
pub async fn reset_password(caller: &Caller, id: AccountId, password: String) -> Result<(), UseError> {
    caller.allow(Act::Administer)?;
    replace_password(caller, id, password, None).await
}

/// Changes the asker's own password; their other sign-ins end.
///
/// # Errors
/// [`Problem::NotAccepted`] if the current one is wrong; a new one out of bounds.
pub async fn change_my_password(
    caller: &Caller,
    here: SignInId,
    current: String,
    password: String,
) -> Result<(), UseError> {
    let id = caller.actor.account().ok_or(UseError::Forbidden)?;
    let row = account::Entity::find_by_id(id.0).one(caller.db.reader()).await?.ok_or(UseError::NotFound)?;
    if !password_matches(current, Some(row.password_hash)).await {
        return Err(UseError::refused("current", Problem::NotAccepted));
    }
    replace_password(caller, id, password, Some(here)).await
}

async fn replace_password(
    caller: &Caller,
    id: AccountId,
    password: String,
    kept: Option<SignInId>,
) -> Result<(), UseError> {
    let mut fields = Fields::default();
    check_password(&mut fields, "password", &password);
    fields.accept(Some(())).map_err(UseError::Refused)?;
    let hash = hash_password(password).await;
    let tx = caller.db.begin().await?;
    let changed = account::Entity::update_many()
        .col_expr(account::Column::PasswordHash, Expr::value(hash))
        .filter(account::COLUMN.id.eq(id.0))
        .exec(&tx)
        .await?;
    if changed.rows_affected == 0 {
        return Err(UseError::NotFound);
    }
    end_all(&tx, caller, id, kept).await?;
    note(&tx, caller, "password.changed", "account", id.0, json!({})).await?;
    Ok(tx.commit().await?)
}

/// While there is no account: makes a one-time link for the first administrator,
/// and makes those made before useless. `None` once an account exists.
///
/// # Errors
/// If the database fails.
pub async fn offer_setup(caller: &Caller) -> Result<Option<Token>, UseError> {
    caller.allow(Act::Administer)?;
    let tx = caller.db.begin().await?;
    if account::Entity::find().limit(1).count(&tx).await? > 0 {
        return Ok(None);
    }
    setup_link::Entity::delete_many().exec(&tx).await?;
    let token = Token::fresh();
    let row = setup_link::ActiveModel {
        id: Set(caller.new_id()),
        token_hash: Set(fingerprint(token.reveal())),
        created_at: Set(caller.now),
        expires_at: Set(caller.now + LINK_LASTS),
        used_at: Set(None),
    };
    setup_link::Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(Some(token))
}

/// Whether a setup link can still be used.
///
/// # Errors
/// If the database fails.
pub async fn setup_is_open(caller: &Caller, token: &str) -> Result<bool, UseError> {
    Ok(open_link(caller.db.reader(), caller, token).await?.is_some())
}

/// Makes the first administrator from the one-time link, whose holder is whoever
/// started the installation.
///
/// # Errors
/// [`UseError::NotFound`] for a link that is used, expired or wrong.
pub async fn set_up(caller: &Caller, token: &str, new: NewAccount) -> Result<AccountId, UseError> {
    let hash = hash_password(new.password).await;
    let tx = caller.db.begin().await?;
    let link = open_link(&tx, caller, token).await?.ok_or(UseError::NotFound)?;
    let used = setup_link::Entity::update_many()
        .col_expr(setup_link::Column::UsedAt, Expr::value(caller.now))
        .filter(setup_link::COLUMN.id.eq(link.id))
        .filter(setup_link::COLUMN.used_at.is_null())
        .exec(&tx)
        .await?;
    if used.rows_affected == 0 {
        return Err(UseError::NotFound);
    }
    let id = insert(&tx, caller, new.login, new.display_name, hash).await?;
    grant(&tx, caller, id, Granted::Administrator).await?;
    tx.commit().await?;
    Ok(id)
}

async fn open_link(
    db: &impl ConnectionTrait,
    caller: &Caller,
    token: &str,
) -> Result<Option<setup_link::Model>, UseError> {
    Ok(setup_link::Entity::find()
        .filter(setup_link::COLUMN.token_hash.eq(fingerprint(token)))
        .filter(setup_link::COLUMN.used_at.is_null())
        .filter(setup_link::COLUMN.expires_at.gt(caller.now))
        .one(db)
        .await?)
}
