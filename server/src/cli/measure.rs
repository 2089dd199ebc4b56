//! `relais measure`, for `make bench` alone: how long papers take, without the start of a
//! process, the database and the disk; and what stands on them, for others to print.

use super::{Refused, print_json};
use crate::config::Config;
use crate::papers;
use crate::print::PrintError;
use crate::seals::sealer;
use app::campaigns::figures::store::files;
use app::campaigns::store::{Curriculum, read_curriculum};
use app::certificates::store::standing::standings;
use app::certificates::store::{Paper, paper};
use app::certificates::templates::store::Look;
use app::i18n::Locale;
use app::people::caller::Caller;
use app::ui::format::date;
use app::workshops::store::reading::of_campaign;
use lopdf::Document;
use qrcodegen::{QrCode, QrCodeEcc};
use rayon::prelude::*;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

/// What is measured.
#[derive(Debug, clap::Args)]
pub(super) struct Asked {
    /// Identifier of the campaign whose certificates are printed, over and over
    campaign: String,
    /// Identifier of the curriculum whose handout is printed, its modules over and over
    curriculum: String,
    /// Folder for what stands on the papers, and for a look at them
    #[arg(long, value_name = "FOLDER")]
    out: std::path::PathBuf,
    /// How many certificates
    #[arg(long, default_value_t = 220)]
    certificates: usize,
    /// How many pages the handout has at least
    #[arg(long, default_value_t = 60)]
    pages: usize,
}

pub(super) async fn run(system: &Caller, config: &Config, asked: &Asked) -> Result<(), Refused> {
    let unknown = |what: &str| Refused(format!("{what} is not an identifier"));
    let mut found = Vec::new();
    for workshop in of_campaign(system, asked.campaign.parse().map_err(|_| unknown(&asked.campaign))?).await? {
        for standing in standings(system, workshop).await?.1 {
            for certificate in &standing.certificates {
                let whole = paper(system, &certificate.serial).await?;
                // As others print it too: in one language, without logos.
                let look = Look { organiser: whole.look.organiser.clone(), ..Look::default() };
                found.push(Paper { look, ..whole });
            }
        }
    }
    let sealer = sealer(system, &config.public_url).await?;
    let curriculum = asked.curriculum.parse().map_err(|_| unknown(&asked.curriculum))?;
    let curriculum = read_curriculum(system, curriculum).await?;
    let figures = files(system, curriculum.line.id, curriculum.figures()).await?;
    let all: Vec<&Paper> = found.iter().cycle().take(asked.certificates).collect();
    let texts: Vec<Value> = all.iter().map(|paper| text(paper, &config.public_url)).collect();
    write(&asked.out, "certificates.json", json!(texts).to_string().as_bytes())?;

    let print = |paper: &&Paper| papers::certificate(paper, Locale::fr, &config.public_url);
    let seal = |paper: &&Paper| papers::sealed_certificate(paper, Locale::fr, &config.public_url, &sealer);
    // The first one reads the fonts.
    all.first().map(print).transpose()?;
    let (files, printed) = timed(|| all.par_iter().map(print).collect::<Result<Vec<_>, _>>())?;
    let (alone, _) = timed(|| all.iter().map(print).collect::<Result<Vec<_>, _>>())?;
    let (with_seal, stamped) = timed(|| all.par_iter().map(seal).collect::<Result<Vec<_>, _>>())?;
    let copies: Vec<Paper> = all.into_iter().cloned().collect();
    let (one, together) = timed(|| papers::certificates(&copies, Locale::fr, &config.public_url))?;
    write(&asked.out, "certificate.pdf", stamped.first().map(Vec::as_slice).unwrap_or_default())?;
    write(&asked.out, "certificates.pdf", &together)?;
    let mean = |files: &[Vec<u8>]| files.iter().map(Vec::len).sum::<usize>() / files.len().max(1);
    print_json(&json!({
        "certificates": printed.len(),
        "files": { "seconds": files, "bytes": mean(&printed) },
        "alone": { "seconds": alone },
        "sealed": { "seconds": with_seal, "bytes": mean(&stamped) },
        "one": { "seconds": one, "bytes": together.len() / printed.len().max(1) },
        "handout": handout(&curriculum, &|long| papers::handout(long, figures.clone(), &config.public_url), asked)?,
    }))
}

fn timed<T>(work: impl FnOnce() -> Result<T, PrintError>) -> Result<(f64, T), Refused> {
    let started = Instant::now();
    let made = work()?;
    Ok((started.elapsed().as_secs_f64(), made))
}

type Print<'a> = dyn Fn(Curriculum) -> Result<Vec<u8>, PrintError> + 'a;

/// The handout, with its modules as often as it takes to have so many pages: the best of three.
fn handout(curriculum: &Curriculum, print: &Print<'_>, asked: &Asked) -> Result<Value, Refused> {
    let mut long = curriculum.clone();
    let pages = loop {
        let bytes = print(long.clone())?;
        let pages = Document::load_mem(&bytes).map_err(|error| Refused(error.to_string()))?.get_pages().len();
        if pages >= asked.pages || curriculum.modules.is_empty() {
            write(&asked.out, "handout.pdf", &bytes)?;
            break pages;
        }
        long.modules.extend(curriculum.modules.iter().cloned());
    };
    let modules = long.modules.iter().map(|module| json!({ "title": module.title, "markdown": module.body }));
    let text = json!({ "title": long.line.title, "modules": modules.collect::<Vec<_>>() });
    write(&asked.out, "handout.json", text.to_string().as_bytes())?;
    let mut best = (f64::INFINITY, Vec::new());
    for _ in 0..3 {
        let copy = long.clone();
        let run = timed(|| print(copy))?;
        if run.0 < best.0 {
            best = run;
        }
    }
    Ok(json!({ "seconds": best.0, "bytes": best.1.len(), "pages": pages }))
}

/// What stands on a certificate, for the peers to print the same.
fn text(paper: &Paper, public_url: &str) -> Value {
    let Paper { certificate, holder_name, campaign, modules, .. } = paper;
    let days = [certificate.starts_on, certificate.ends_on].map(|day| date(Locale::fr, day));
    let address = format!("{public_url}/verify/{}", certificate.serial.as_str());
    let code = QrCode::encode_text(&address, QrCodeEcc::Quartile).ok();
    let rows = code.map(|code| {
        let bit = |column, row| if code.get_module(column, row) { '1' } else { '0' };
        let row = |row| -> String { (0..code.size()).map(|column| bit(column, row)).collect() };
        (0..code.size()).map(row).collect::<Vec<String>>()
    });
    json!({
        "authority": campaign.authority,
        "partners": campaign.partners,
        "programme": campaign.title,
        "holder": holder_name,
        "body": format!(
            "pour sa participation à l’atelier « {} », tenu à {} du {} au {}, d’une durée de {} heures.",
            certificate.title, certificate.city, days[0], days[1], certificate.hours
        ),
        "modules": modules,
        "closing": format!("Délivré le {}", date(Locale::fr, certificate.issued_at.date_naive())),
        "serial": certificate.serial.to_string(),
        "address": address,
        "code": rows,
    })
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Refused> {
    std::fs::create_dir_all(folder)?;
    Ok(std::fs::write(folder.join(name), bytes)?)
}
