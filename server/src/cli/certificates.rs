//! `relais certificates`.

use super::{Refused, print_json};
use crate::config::Config;
use crate::papers;
use crate::seals::sealer;
use app::certificates::model::Eligibility;
use app::certificates::store::standing::{Standing, standings};
use app::certificates::store::{issue, paper};
use app::i18n::Locale;
use app::ids::WorkshopId;
use app::people::caller::Caller;
use app::people::store::{accounts, sign_in};
use app::schema::error::UseError;
use app::workshops::store::reading::of_campaign;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

pub(super) async fn run(
    system: &Caller,
    config: &Config,
    which: &str,
    out: &Path,
    by: Option<&str>,
    json: bool,
) -> Result<(), Refused> {
    let started = tokio::time::Instant::now();
    let workshops = workshops(system, which).await?;
    std::fs::create_dir_all(out)?;
    if let Some(login) = by {
        let account = accounts::by_login(system, login).await?;
        let organiser = Caller { actor: sign_in::load_actor(&system.db, account).await?, ..system.clone() };
        for workshop in &workshops {
            issue(&organiser, *workshop).await?;
        }
    }
    let sealer = sealer(system, &config.public_url).await?;
    let (mut issued, mut skipped) = (0, Vec::new());
    for workshop in workshops {
        for standing in standings(system, workshop).await?.1 {
            match &standing.certificate {
                Some(certificate) => {
                    let paper = paper(system, &certificate.serial).await?;
                    let bytes = papers::sealed_certificate(&paper, Locale::fr, &config.public_url, &sealer)
                        .map_err(|error| Refused(error.to_string()))?;
                    std::fs::write(out.join(format!("{}.pdf", certificate.serial.as_str())), bytes)?;
                    issued += 1;
                }
                None => skipped.push(skip(&standing)),
            }
        }
    }
    told(json, issued, &skipped, started.elapsed())
}

/// The workshops of a campaign, or the one workshop.
async fn workshops(system: &Caller, which: &str) -> Result<Vec<WorkshopId>, Refused> {
    let unknown = || Refused(format!("{which} is not the identifier of a campaign or of a workshop"));
    let campaign = which.parse().map_err(|_| unknown())?;
    let found = of_campaign(system, campaign).await?;
    if !found.is_empty() {
        return Ok(found);
    }
    let workshop: WorkshopId = which.parse().map_err(|_| unknown())?;
    match standings(system, workshop).await {
        Ok(_) => Ok(vec![workshop]),
        Err(UseError::NotFound) => Err(unknown()),
        Err(error) => Err(error.into()),
    }
}

fn skip(standing: &Standing) -> Value {
    let reason = match &standing.eligibility {
        Eligibility::Qualified => json!("qualified, not issued: name the organiser with --by"),
        Eligibility::NotQualified { reasons } => json!(reasons),
    };
    json!({ "person": standing.participant.person, "reason": reason })
}

fn told(json: bool, issued: usize, skipped: &[Value], elapsed: Duration) -> Result<(), Refused> {
    if json {
        return print_json(&json!({ "issued": issued, "skipped": skipped, "seconds": elapsed.as_secs_f64() }));
    }
    println!("{issued} certificates written, {} people skipped, {:.2} s", skipped.len(), elapsed.as_secs_f64());
    for line in skipped {
        println!("{line}");
    }
    Ok(())
}
