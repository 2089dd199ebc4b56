//! `relais certificates`.

use super::progress::Progress;
use super::{Refused, print_json, told};
use crate::config::Config;
use crate::print::undrawn;
use crate::seals::sealer;
use crate::sheaves::{Press, SheafError, one_file, write_files, write_zip};
use app::certificates::model::{Eligibility, Kind};
use app::certificates::store::issue;
use app::certificates::store::printing::{Scope, sheaf};
use app::certificates::store::standing::{Standing, standings};
use app::i18n::Locale;
use app::ids::{CampaignId, WorkshopId};
use app::people::caller::Caller;
use app::people::store::{accounts, sign_in};
use app::schema::error::UseError;
use app::workshops::store::reading::of_campaign;
use serde_json::{Value, json};
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// What is asked for.
#[derive(Debug, clap::Args)]
pub(super) struct Asked {
    /// Login of the organiser in whose name they are issued
    #[arg(long, value_name = "LOGIN")]
    by: Option<String>,
    /// Which: trainer, or attendance
    #[arg(long, value_name = "KIND", default_value = "trainer", value_parser = kind)]
    kind: Kind,
    /// Write one file to print, certificates.pdf, a page each
    #[arg(long, conflicts_with = "zip")]
    one_file: bool,
    /// Write one archive, certificates.zip
    #[arg(long)]
    zip: bool,
}

fn kind(text: &str) -> Result<Kind, String> {
    text.parse().map_err(|()| "trainer or attendance".to_owned())
}

impl From<SheafError> for Refused {
    fn from(error: SheafError) -> Self {
        match error {
            SheafError::Use(error) => error.into(),
            other => Self(other.to_string()),
        }
    }
}

pub(super) async fn run(
    system: &Caller,
    config: &Config,
    which: &str,
    out: &Path,
    asked: &Asked,
    json: bool,
) -> Result<(), Refused> {
    let started = tokio::time::Instant::now();
    let (scope, workshops) = scope(system, which).await?;
    std::fs::create_dir_all(out)?;
    let refused = match &asked.by {
        Some(login) => issue_all(system, login, scope, &workshops, asked.kind).await?,
        None => Vec::new(),
    };
    let issued = write(system, config, scope, out, asked).await?;
    let mut skipped = Vec::new();
    for workshop in &workshops {
        let all = standings(system, *workshop).await?.1;
        let without = all.iter().filter(|standing| standing.certificate(asked.kind).is_none());
        skipped.extend(without.map(|standing| skip(standing, asked.kind)));
    }
    answer(json, issued, &skipped, &refused, started.elapsed())
}

/// The campaign with its workshops, or the one workshop.
async fn scope(system: &Caller, which: &str) -> Result<(Scope, Vec<WorkshopId>), Refused> {
    let unknown = || Refused(format!("{which} is not the identifier of a campaign or of a workshop"));
    let campaign: CampaignId = which.parse().map_err(|_| unknown())?;
    let found = of_campaign(system, campaign).await?;
    if !found.is_empty() {
        return Ok((Scope::Campaign(campaign), found));
    }
    let workshop: WorkshopId = which.parse().map_err(|_| unknown())?;
    match standings(system, workshop).await {
        Ok(_) => Ok((Scope::Workshop(workshop), vec![workshop])),
        Err(UseError::NotFound) => Err(unknown()),
        Err(error) => Err(error.into()),
    }
}

/// Issues for each workshop by itself. Of a campaign, workshops for which nothing could be
/// issued are told; a workshop that was asked for alone is refused.
async fn issue_all(
    system: &Caller,
    login: &str,
    scope: Scope,
    workshops: &[WorkshopId],
    kind: Kind,
) -> Result<Vec<Value>, Refused> {
    let account = accounts::by_login(system, login).await?;
    let organiser = Caller { actor: sign_in::load_actor(&system.db, account).await?, ..system.clone() };
    let mut progress = Progress::new("workshops", workshops.len());
    let mut refused = Vec::new();
    for (place, workshop) in workshops.iter().enumerate() {
        match issue(&organiser, *workshop, kind, undrawn).await {
            Ok(_) => {}
            Err(UseError::Refused(refusals)) if scope != Scope::Workshop(*workshop) => {
                refused.push(json!({ "workshop": workshop, "reason": told(&refusals) }));
            }
            Err(error) => return Err(error.into()),
        }
        progress.at(place + 1);
    }
    Ok(refused)
}

async fn write(system: &Caller, config: &Config, scope: Scope, out: &Path, asked: &Asked) -> Result<usize, Refused> {
    let sheaf = sheaf(system, scope, Some(asked.kind)).await?;
    let sealer = Arc::new(sealer(system, &config.public_url).await?);
    let press = Press { locale: Locale::fr, public_url: config.public_url.as_str().into(), sealer };
    let all = sheaf.len();
    let mut progress = Progress::new("certificates", all);
    let heard = |done| progress.at(done);
    if asked.zip {
        let file = BufWriter::new(File::create(out.join("certificates.zip"))?);
        write_zip(system, sheaf, &press, file, heard).await?;
    } else if asked.one_file {
        if all > 0 {
            let bytes = one_file(system, sheaf, &press, heard).await?;
            std::fs::write(out.join("certificates.pdf"), bytes)?;
        }
    } else {
        return Ok(write_files(system, sheaf, &press, out, heard).await?);
    }
    Ok(all)
}

fn skip(standing: &Standing, kind: Kind) -> Value {
    let reason = if standing.was_revoked(kind) {
        json!("revoked: another is issued to this person alone, by page")
    } else if standing.participant.erased {
        json!("asked to be erased")
    } else {
        match standing.eligibility_for(kind) {
            _ if standing.earned(kind) => json!("qualified, not issued: name the organiser with --by"),
            Eligibility::Qualified => json!("not qualified by decision"),
            Eligibility::NotQualified { reasons } => json!(reasons),
        }
    };
    json!({ "person": standing.participant.person, "reason": reason })
}

fn answer(json: bool, issued: usize, skipped: &[Value], refused: &[Value], elapsed: Duration) -> Result<(), Refused> {
    if json {
        let seconds = elapsed.as_secs_f64();
        return print_json(&json!({ "issued": issued, "skipped": skipped, "refused": refused, "seconds": seconds }));
    }
    println!("{issued} certificates written, {} people skipped, {:.2} s", skipped.len(), elapsed.as_secs_f64());
    for line in skipped.iter().chain(refused) {
        println!("{line}");
    }
    Ok(())
}
