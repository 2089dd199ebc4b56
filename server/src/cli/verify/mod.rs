//! `relais verify`: a number, the text of a QR code, or the PDF; by the database, or without
//! it by the signature alone.

mod presented;

use super::{Clock, Refused, keys, open, print_json};
use crate::config::Config;
use app::certificates::keys::store::signing::{Proof, Verified, load_public_keys, load_verified};
use app::certificates::seals::store::seals;
use app::people::caller::Caller;
use chrono::NaiveDate;
use clap::Args;
use pades::SealState;
use presented::{Presented, Shown};
use serde_json::{Value, json};
use statement::{Kind, NotTrue, PublicKey, Signed};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Asked {
    /// The PDF, the text of its QR code, or the number that is printed on it
    what: String,
    /// Verify the signature alone: what was revoked is not known then
    #[arg(long)]
    offline: bool,
    /// The keys to verify with, out of this file and no database; it implies --offline
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
}

/// What the database says of a number.
enum Recorded {
    /// It was not asked.
    Unasked,
    /// It knows none of that number.
    Unknown,
    /// It knows this one.
    Known(Box<Verified>),
}

impl Recorded {
    fn verified(&self) -> Option<&Verified> {
        match self {
            Self::Known(verified) => Some(verified),
            Self::Unasked | Self::Unknown => None,
        }
    }

    fn is_asked(&self) -> bool {
        !matches!(self, Self::Unasked)
    }
}

/// What is known of what was presented.
struct Known {
    keys: Vec<PublicKey>,
    /// The certificates of this installation's seals; nothing where the database was not asked.
    seals: Vec<Vec<u8>>,
    recorded: Recorded,
    today: NaiveDate,
}

pub(super) async fn run(config: &Config, clock: &Clock, asked: &Asked) -> Result<(), Refused> {
    let presented = Presented::read(&asked.what)?;
    let known = match &asked.keys {
        Some(file) => Known {
            keys: keys::read(file)?.public_keys()?,
            seals: Vec::new(),
            recorded: Recorded::Unasked,
            today: clock().date_naive(),
        },
        None => known(&open(config, clock).await?, &presented, asked.offline).await?,
    };
    let reason = reason(&presented, &known);
    let signed = statement_of(&presented, &known);
    let recorded = known.recorded.verified();
    let name = match recorded {
        Some(verified) => verified.certificate.holder_name.clone(),
        // Without the database only what is signed says whom it names.
        None if reason.is_none() => signed.map(|signed| signed.statement.holder_name.to_string()),
        None => None,
    };
    let serial = presented.serial.as_ref().map(ToString::to_string);
    if asked.json {
        print_json(&answer(reason.as_deref(), serial.as_deref(), name.as_deref(), signed, &known))?;
    } else if reason.is_none() {
        let holder = name.unwrap_or_else(|| "(its holder asked to be erased)".to_owned());
        println!("valid: {} {holder}", serial.unwrap_or_default());
        if !known.recorded.is_asked() {
            println!("by its signature alone: whether it was revoked is not known");
        }
    }
    reason.map_or(Ok(()), |reason| Err(Refused(reason)))
}

async fn known(caller: &Caller, presented: &Presented, offline: bool) -> Result<Known, Refused> {
    let keys = load_public_keys(caller.db.reader()).await?;
    let recorded = match &presented.serial {
        _ if offline => Recorded::Unasked,
        Some(serial) => match load_verified(&caller.db, serial).await? {
            Some(verified) => Recorded::Known(Box::new(verified)),
            None => Recorded::Unknown,
        },
        None => Recorded::Unknown,
    };
    let seals = if offline { Vec::new() } else { seals(caller).await? };
    Ok(Known { keys, seals, recorded, today: caller.today() })
}

/// The statement that was presented, else the one that belongs to the number.
fn statement_of<'a>(presented: &'a Presented, known: &'a Known) -> Option<&'a Signed> {
    if let Some(Ok(signed)) = &presented.statement {
        return Some(signed);
    }
    match known.recorded.verified().map(|verified| &verified.proof) {
        Some(Proof::Signed(signed)) => Some(signed),
        _ => None,
    }
}

/// Why it is not valid, if it is not: first what the signature says, then what the file shows
/// beside it, then what its seal says, then what the database knows.
fn reason(presented: &Presented, known: &Known) -> Option<String> {
    let signed = match &presented.statement {
        Some(Ok(signed)) => Some(signed),
        Some(Err(unreadable)) => return Some(format!("its QR code holds {unreadable}")),
        None => None,
    };
    if let Some(signed) = signed {
        match signed.verify(&known.keys) {
            Ok(()) => {}
            Err(NotTrue::UnknownKey(key)) => {
                return Some(format!("it is signed with key {key}, which is not known here: it may be genuine or not"));
            }
            Err(NotTrue::Changed) => return Some("what its QR code states is not what was signed".to_owned()),
        }
        if presented.serial.as_ref().is_some_and(|serial| serial.as_str() != signed.statement.serial) {
            return Some("its number and its QR code do not belong together".to_owned());
        }
        if let Some(differs) = presented.file.as_ref().and_then(|shown| differs(shown, signed)) {
            return Some(differs);
        }
    }
    if let Some(broken) = presented.file.as_ref().and_then(|shown| unsealed(shown, known)) {
        return Some(broken);
    }
    match &known.recorded {
        Recorded::Unasked => alone(presented, signed, known.today),
        Recorded::Unknown => Some("no certificate bears this number".to_owned()),
        Recorded::Known(verified) => by_record(verified, presented, known.today),
    }
}

/// Why a file's seal speaks against it. Without one it may be a page of many that were printed.
fn unsealed(shown: &Shown, known: &Known) -> Option<String> {
    match &shown.seal {
        SealState::Broken(flaw) => Some(flaw.to_string()),
        SealState::Intact(seal) if known.recorded.is_asked() && !known.seals.contains(&seal.certificate) => {
            Some(format!("it bears the seal of another: {}", seal.name))
        }
        SealState::Intact(_) | SealState::Absent => None,
    }
}

/// What the file shows that is not what was signed.
fn differs(shown: &Shown, signed: &Signed) -> Option<String> {
    let name = &signed.statement.holder_name;
    // The title says kind and number before the name.
    let named = shown.title.split_once(" – ").is_some_and(|(_, named)| name.agrees(named));
    if !named || !shown.says(name.text()) {
        return Some("the file names someone other than the holder".to_owned());
    }
    // A printer sets its own spaces and quotation marks: letters and digits are compared.
    let others = [("title", &signed.statement.title), ("city", &signed.statement.city)];
    let missing = others.iter().find(|(_, said)| !shown.says_letters(said.text()));
    missing.map(|(what, _)| format!("the file shows another {what} than was signed"))
}

/// What the signature alone leaves to be said.
fn alone(presented: &Presented, signed: Option<&Signed>, today: NaiveDate) -> Option<String> {
    let Some(signed) = signed else {
        let what = if presented.serial.is_some() { "a number alone says nothing" } else { "there is no statement" };
        return Some(format!("{what} without the database: it carries no signature"));
    };
    let last = signed.statement.expires_on?.to_string();
    (last < today.to_string()).then(|| format!("it expired on {last}"))
}

fn by_record(verified: &Verified, presented: &Presented, today: NaiveDate) -> Option<String> {
    let certificate = &verified.certificate;
    if let Some(at) = certificate.revoked_at {
        let replaced = if verified.replaced { "; another one was issued in its place" } else { "" };
        return Some(format!("it was revoked on {}{replaced}", at.date_naive()));
    }
    if let Some(last) = certificate.expires_on.filter(|last| *last < today) {
        return Some(format!("it expired on {last}"));
    }
    match (&certificate.holder_name, &presented.file) {
        // With the name gone nothing says whether it is the one on the file.
        (None, Some(_)) => Some("its holder asked to be erased: whom it names can no longer be compared".to_owned()),
        (Some(name), Some(shown)) if !shown.title.ends_with(name.as_str()) => {
            Some("the file names someone other than the holder".to_owned())
        }
        _ if verified.proof == Proof::Altered => {
            Some("what the database holds of it is not what was signed".to_owned())
        }
        _ => None,
    }
}

fn answer(
    reason: Option<&str>,
    serial: Option<&str>,
    name: Option<&str>,
    signed: Option<&Signed>,
    known: &Known,
) -> Value {
    let mut told = json!({
        "valid": reason.is_none(),
        "reason": reason,
        "serial": serial,
        "name": name,
        "revocation_known": known.recorded.is_asked(),
        "statement": Value::Null,
    });
    if let Some(signed) = signed {
        let statement = &signed.statement;
        told["statement"] = json!({
            "key": signed.key.to_string(),
            "signature": match signed.verify(&known.keys) {
                Ok(()) => "genuine",
                Err(NotTrue::UnknownKey(_)) => "unknown key",
                Err(NotTrue::Changed) => "changed",
            },
            "kind": match statement.kind { Kind::Attendance => "attendance", Kind::Trainer => "trainer" },
            "name": statement.holder_name.to_string(),
            "title": statement.title.to_string(),
            "city": statement.city.to_string(),
            "starts_on": statement.starts_on.to_string(),
            "ends_on": statement.ends_on.to_string(),
            "hours": statement.hours,
            "issued_on": statement.issued_on.to_string(),
            "expires_on": statement.expires_on.map(|day| day.to_string()),
        });
    }
    told
}
