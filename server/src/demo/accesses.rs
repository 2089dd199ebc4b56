//! Fresh ways into the demonstration: passwords, tokens and a participant's code,
//! all random. Those given before are no longer accepted.

use super::frame::Frame;
use super::load::{ADMINISTRATOR, ORGANISER, TRAINERS};
use super::{DemoError, RUNNING};
use app::campaigns::store as campaigns;
use app::certificates;
use app::certificates::store::standing::{Standing, standings};
use app::ids::AccountId;
use app::people::caller::Caller;
use app::people::secrets::fresh_code;
use app::people::store::accounts::{by_login, reset_password};
use app::people::store::sign_in::{Kind, Owner, open};
use app::schema::error::UseError;
use app::workshops::store::enrolment::renew_codes;
use app::workshops::store::reading::of_campaign;
use serde::Serialize;

/// A way in for one role.
#[derive(Clone, Debug, Serialize)]
pub struct Access {
    /// What to sign in with; a participant has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub login: String,
    /// The password; a participant has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub password: String,
    /// The access code of a participant.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// A bearer token for the API.
    pub token: String,
}

/// A way in for each role.
#[derive(Clone, Debug, Serialize)]
pub struct Accounts {
    /// The whole installation.
    pub administrator: Access,
    /// The campaign.
    pub organiser: Access,
    /// The workshop that runs.
    pub trainer: Access,
    /// Someone with a certificate.
    pub participant: Access,
}

/// What a script needs to drive the demonstration.
#[derive(Clone, Debug, Serialize)]
pub struct Accesses {
    /// A way in for each role.
    pub accounts: Accounts,
    /// The campaign.
    pub campaign: String,
    /// A workshop that is over.
    pub workshop_finished: String,
    /// The workshop that runs.
    pub workshop_running: String,
    /// The curriculum.
    pub curriculum: String,
    /// Serial of the participant's certificate.
    pub certificate: String,
    /// Serial of someone else's.
    pub certificate_of_another: String,
}

/// Makes fresh accesses to a demonstration that is loaded.
///
/// # Errors
/// If the database fails, or a part of the demonstration was taken away.
pub async fn fresh_accesses(system: &Caller) -> Result<Accesses, DemoError> {
    let title = Frame::read()?.campaign.title;
    let found = campaigns::list(system).await?.into_iter().find(|campaign| campaign.title == title);
    let campaign = found.ok_or(UseError::NotFound)?.id;
    let workshops = of_campaign(system, campaign).await?;
    let finished = *workshops.first().ok_or(UseError::NotFound)?;
    let running = *workshops.get(RUNNING).ok_or(UseError::NotFound)?;
    let holders: Vec<Standing> = standings(system, finished)
        .await?
        .1
        .into_iter()
        .filter(|one| one.certificate(certificates::model::Kind::Trainer).is_some())
        .collect();
    let serial = |place: usize| {
        let certificate =
            holders.get(place).and_then(|standing| standing.certificate(certificates::model::Kind::Trainer));
        certificate.map(|certificate| certificate.serial.as_str().to_owned()).unwrap_or_default()
    };
    let holder = &holders.first().ok_or(UseError::NotFound)?.participant;
    let code = renew_codes(system, finished, Some(holder.enrolment)).await?.pop().map(|(_, code)| code.to_string());
    let token = open(system, Owner::Person(holder.person), Kind::Bearer, "relais demo").await?;
    let curriculum = campaigns::curricula(system).await?.into_iter().next().ok_or(UseError::NotFound)?;
    Ok(Accesses {
        accounts: Accounts {
            administrator: member(system, ADMINISTRATOR.0).await?,
            organiser: member(system, ORGANISER.0).await?,
            trainer: member(system, TRAINERS[0].0).await?,
            participant: Access {
                login: String::new(),
                password: String::new(),
                code: code.unwrap_or_default(),
                token: token.reveal().to_owned(),
            },
        },
        campaign: campaign.to_string(),
        workshop_finished: finished.to_string(),
        workshop_running: running.to_string(),
        curriculum: curriculum.id.to_string(),
        certificate: serial(0),
        certificate_of_another: serial(1),
    })
}

async fn member(system: &Caller, login: &str) -> Result<Access, DemoError> {
    let id: AccountId = by_login(system, login).await?;
    let password = format!("{}-{}", fresh_code(), fresh_code());
    reset_password(system, id, password.clone()).await?;
    let token = open(system, Owner::Account(id), Kind::Bearer, "relais demo").await?;
    Ok(Access { login: login.to_owned(), password, code: String::new(), token: token.reveal().to_owned() })
}
