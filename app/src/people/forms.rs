//! What people send about signing in, accounts and the register.

use super::model::{AccountForm, PersonForm, Role};
use super::pages::{
    SignInForm, account_sheet, accounts_sheet, change_sheet, compare_sheet, new_sheet, photo_sheet, setup_sheet,
    sign_in_sheet,
};
use super::photo;
use super::picture::received;
use super::store::accounts::{self, Granted};
use super::store::sign_in::{self, Kind, Owner};
use super::store::{merging, photos, reach, register};
use crate::door::{
    Answer, Failed, Visit, language_cookie, local_address, refusals, see, sign_in_cookie, signed_out_cookie,
};
use crate::fields::{Problem, Refusal};
use crate::ids::{AccountId, MergeId, PersonId, SignInId};
use crate::parts::Parts;
use crate::schema::error::UseError;
use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::{CookieJar, Form};
use serde::Deserialize;
use std::collections::HashMap;

/// Signs in, with a code if one was typed.
pub async fn sign_in(visit: Visit, jar: CookieJar, Form(typed): Form<SignInForm>) -> Answer {
    let by_code = !typed.code.trim().is_empty() || typed.login.is_empty() && typed.password.is_empty();
    let caller = visit.caller();
    let result = if by_code {
        match visit.attempt("code", &format!("code {}", typed.code.trim())) {
            Ok(()) => sign_in::with_code(&caller, &typed.code, Kind::Browser, &visit.device).await,
            Err(error) => Err(error),
        }
    } else {
        match visit.attempt("password", &typed.login.trim().to_lowercase()) {
            Ok(()) => {
                sign_in::with_password(&caller, &typed.login, &typed.password, Kind::Browser, &visit.device).await
            }
            Err(error) => Err(error),
        }
    };
    match refusals(result)? {
        Err(refused) => Ok(sign_in_sheet(&visit, &typed, refused)),
        Ok(token) => {
            // Rotation: whoever was signed in with this browser no longer is.
            if let Some(before) = &visit.signed_in {
                sign_in::end_mine(&caller, before.id).await?;
            }
            let jar = jar.add(sign_in_cookie(token.reveal()));
            Ok((jar, Redirect::to(local_address(&typed.next))).into_response())
        }
    }
}

/// Ends this sign-in.
pub async fn sign_out(visit: Visit, jar: CookieJar) -> Answer {
    if let Some(signed_in) = &visit.signed_in {
        sign_in::end_mine(&visit.caller(), signed_in.id).await?;
    }
    Ok((jar.add(signed_out_cookie()), Redirect::to("/")).into_response())
}

/// Ends one of one's own sign-ins.
pub async fn end_sign_in(visit: Visit, Path(id): Path<SignInId>) -> Answer {
    sign_in::end_mine(&visit.caller(), id).await?;
    Ok(see("/account"))
}

/// The form of the language switch.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LanguageForm {
    language: String,
    back: String,
}

/// Remembers the language in which to answer.
pub async fn set_language(jar: CookieJar, Form(typed): Form<LanguageForm>) -> Answer {
    let locale = typed.language.parse().unwrap_or_default();
    Ok((jar.add(language_cookie(locale)), Redirect::to(local_address(&typed.back))).into_response())
}

/// Makes the first administrator and signs them in.
pub async fn set_up(visit: Visit, jar: CookieJar, Path(token): Path<String>, Form(typed): Form<AccountForm>) -> Answer {
    let caller = visit.caller();
    let result = match typed.read() {
        Ok(new) => refusals(accounts::set_up(&caller, &token, new).await)?,
        Err(refused) => Err(refused),
    };
    match result {
        Err(refused) => Ok(setup_sheet(&visit, &token, &typed, refused)),
        Ok(account) => {
            let token = sign_in::open(&caller, Owner::Account(account), Kind::Browser, &visit.device).await?;
            Ok((jar.add(sign_in_cookie(token.reveal())), Redirect::to("/")).into_response())
        }
    }
}

/// The form for changing one's password.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PasswordForm {
    current: String,
    password: String,
    again: String,
}

/// Changes one's own password.
pub async fn change_password(visit: Visit, Form(typed): Form<PasswordForm>) -> Answer {
    let signed_in = visit.signed_in.clone().ok_or(UseError::Forbidden)?;
    if typed.password != typed.again {
        return account_sheet(&visit, vec![Refusal::new("again", Problem::NotTheSame)]).await;
    }
    let owner = visit.caller().actor.account().ok_or(UseError::Forbidden)?;
    let attempt = visit.attempt("current", &format!("password of {owner}"));
    let result = match attempt {
        Ok(()) => accounts::change_my_password(&visit.caller(), signed_in.id, typed.current, typed.password).await,
        Err(error) => Err(error),
    };
    match refusals(result)? {
        Ok(()) => Ok(see("/account")),
        Err(refused) => account_sheet(&visit, refused).await,
    }
}

/// Adds an account.
pub async fn add_account(visit: Visit, Form(typed): Form<AccountForm>) -> Answer {
    let result = match (typed.read(), granted(&typed)) {
        (Ok(new), Ok(granted)) => refusals(accounts::add(&visit.caller(), new, granted).await)?.map(drop),
        (read, granted) => Err(read.err().into_iter().flatten().chain(granted.err()).collect::<Vec<_>>()),
    };
    match result {
        Ok(()) => Ok(see("/accounts")),
        Err(refused) => accounts_sheet(&visit, &typed, refused).await,
    }
}

fn granted(typed: &AccountForm) -> Result<Granted, Refusal> {
    let role: Role = typed.role.parse().map_err(|_| Refusal::new("role", Problem::Required))?;
    let campaign = || typed.campaign.parse().map_err(|_| Refusal::new("campaign", Problem::Required));
    Ok(match role {
        Role::Administrator => Granted::Administrator,
        Role::Organiser => Granted::Organiser(campaign()?),
        Role::Trainer => Granted::Trainer(campaign()?),
    })
}

/// Disables an account.
pub async fn disable_account(visit: Visit, Path(id): Path<AccountId>) -> Answer {
    set_disabled(&visit, id, true).await
}

/// Lets a disabled account sign in again.
pub async fn enable_account(visit: Visit, Path(id): Path<AccountId>) -> Answer {
    set_disabled(&visit, id, false).await
}

async fn set_disabled(visit: &Visit, id: AccountId, disabled: bool) -> Result<axum::response::Response, Failed> {
    accounts::set_disabled(&visit.caller(), id, disabled).await?;
    Ok(see("/accounts"))
}

/// Adds a person to the register.
pub async fn add_person(visit: Visit, Form(typed): Form<PersonForm>) -> Answer {
    let result = match (typed.read(), typed.campaign.parse()) {
        (Ok(new), Ok(campaign)) => refusals(register::add(&visit.caller(), campaign, new).await)?,
        (read, campaign) => {
            let missing = campaign.is_err().then(|| Refusal::new("campaign", Problem::Required));
            Err(missing.into_iter().chain(read.err().into_iter().flatten()).collect())
        }
    };
    match result {
        Ok(id) => Ok(see(&format!("/people/{id}"))),
        Err(refused) => new_sheet(&visit, typed, refused).await,
    }
}

/// Changes an entry.
pub async fn change_person(visit: Visit, Path(id): Path<PersonId>, Form(typed): Form<PersonForm>) -> Answer {
    let result = match typed.read() {
        Ok(new) => refusals(register::change(&visit.caller(), id, new).await)?,
        Err(refused) => Err(refused),
    };
    match result {
        Ok(()) => Ok(see(&format!("/people/{id}"))),
        Err(refused) => change_sheet(&visit, id, typed, refused).await,
    }
}

/// Makes one entry of two.
pub async fn merge_people(
    visit: Visit,
    Path((kept, other)): Path<(PersonId, PersonId)>,
    Form(chosen): Form<HashMap<String, String>>,
) -> Answer {
    let taken: Vec<String> = chosen.into_iter().filter(|(_, side)| side == "other").map(|(field, _)| field).collect();
    match refusals(merging::merge(&visit.caller(), kept, other, &taken).await)? {
        Ok(_) => Ok(see(&format!("/people/{kept}"))),
        Err(refused) => compare_sheet(&visit, kept, other, refused).await,
    }
}

/// Keeps two entries apart.
pub async fn keep_apart(visit: Visit, Path((one, other)): Path<(PersonId, PersonId)>) -> Answer {
    merging::keep_apart(&visit.caller(), one, other).await?;
    Ok(see("/people/duplicates"))
}

/// Undoes a merge.
pub async fn undo_merge(visit: Visit, Path(id): Path<MergeId>) -> Answer {
    let other = merging::undo_merge(&visit.caller(), id).await?;
    Ok(see(&format!("/people/{other}")))
}

/// Keeps a photo of someone.
pub async fn set_photo(visit: Visit, Path(id): Path<PersonId>, sent: Multipart) -> Answer {
    let caller = visit.caller();
    reach::may_change(&caller, id).await?;
    let parts = Parts::read(sent, "photo").await;
    match received(parts, photo::MAX_BYTES, photo::portrait).await {
        Ok(jpeg) => {
            photos::set_photo(&caller, id, jpeg).await?;
            Ok(see(&format!("/people/{id}")))
        }
        Err(problem) => photo_sheet(&visit, id, vec![Refusal::new("photo", problem)]).await,
    }
}

/// Lets the photo of someone go.
pub async fn remove_photo(visit: Visit, Path(id): Path<PersonId>) -> Answer {
    let caller = visit.caller();
    photos::remove_photo(&caller, id).await?;
    Ok(see(&if caller.actor.person().is_some() { "/my-data".to_owned() } else { format!("/people/{id}") }))
}
