//! `relais keys`: what signs the statements of certificates.

use super::{Refused, print_json};
use app::certificates::keys::file::{KeyFile, NotKeys};
use app::certificates::keys::store::{KeyLine, export, import, list, rotate};
use app::people::caller::Caller;
use clap::Subcommand;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// List the keys, the newest first
    List {
        /// Print them as JSON
        #[arg(long)]
        json: bool,
    },
    /// Make a new key that signs from now on; the others only verify
    Rotate {
        /// Destroy the secret halves of the others: back them up before, if at all
        #[arg(long)]
        destroy_old: bool,
        /// Print the new key as JSON
        #[arg(long)]
        json: bool,
    },
    /// Write all keys, with their secret halves, into a new file that you alone may read
    Export {
        /// The file to write; it must not exist
        file: PathBuf,
        /// Print how many were written as JSON
        #[arg(long)]
        json: bool,
    },
    /// Take keys in from such a file: what they signed can be verified here again
    Import {
        /// The file to read
        file: PathBuf,
        /// Print what became of them as JSON
        #[arg(long)]
        json: bool,
    },
}

impl From<NotKeys> for Refused {
    fn from(error: NotKeys) -> Self {
        Self(error.to_string())
    }
}

pub(super) async fn run(caller: &Caller, command: KeysCommand) -> Result<(), Refused> {
    match command {
        KeysCommand::List { json } => {
            let lines = list(caller).await?;
            if json {
                return print_json(&lines.iter().map(as_json).collect::<Vec<_>>());
            }
            for line in lines {
                println!("{}", as_text(&line));
            }
        }
        KeysCommand::Rotate { destroy_old, json } => {
            let new = rotate(caller, destroy_old).await?;
            if json {
                return print_json(&as_json(&new));
            }
            println!("{}", as_text(&new));
        }
        KeysCommand::Export { file, json } => return write(&export(caller).await?, &file, json),
        KeysCommand::Import { file, json } => {
            let taken = import(caller, read(&file)?.read()?).await?;
            if json {
                let told = json!({ "new": taken.new, "completed": taken.completed, "known": taken.known });
                return print_json(&told);
            }
            println!("{} new, {} completed, {} known already", taken.new, taken.completed, taken.known);
        }
    }
    Ok(())
}

/// The keys in a file: a backup, or what `/.well-known/relais-keys.json` answered.
pub(super) fn read(file: &Path) -> Result<KeyFile, Refused> {
    let named = |error: &dyn std::fmt::Display| Refused(format!("{}: {error}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| named(&error))?;
    KeyFile::parse(&text).map_err(|error| named(&error))
}

fn write(keys: &KeyFile, file: &Path, json: bool) -> Result<(), Refused> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let text = serde_json::to_string_pretty(keys).map_err(|error| Refused(error.to_string()))?;
    let mut written = options.open(file).map_err(|error| Refused(format!("{}: {error}", file.display())))?;
    written.write_all(text.as_bytes())?;
    written.write_all(b"\n")?;
    written.sync_all()?;
    eprintln!("Whoever has this file can sign certificates in your name: keep it where nobody else reads it.");
    if json {
        return print_json(&json!({ "written": keys.keys.len() }));
    }
    println!("{} keys written", keys.keys.len());
    Ok(())
}

fn as_json(line: &KeyLine) -> Value {
    json!({
        "kid": line.kid,
        "purpose": line.purpose,
        "made_at": line.made_at,
        "retired_at": line.retired_at,
        "secret": line.secret,
        "signed": line.signed,
    })
}

fn as_text(line: &KeyLine) -> String {
    let state = match (line.retired_at, line.secret) {
        (None, true) => "signs".to_owned(),
        (None, false) => "verifies".to_owned(),
        (Some(at), true) => format!("retired {}", at.date_naive()),
        (Some(at), false) => format!("retired {}, secret half destroyed", at.date_naive()),
    };
    let KeyLine { kid, purpose, made_at, signed, .. } = line;
    format!("{kid}\t{purpose}\tmade {}\t{state}\t{signed} certificates", made_at.date_naive())
}
