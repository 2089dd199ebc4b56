//! The command line. Every command is a thin door to the same uses as the pages.

mod analyse;
mod audit;
mod certificates;
mod demo;
mod handout;
mod import;
mod keys;
mod measure;
mod migrate;
mod outbox;
mod plan;
mod progress;
mod questions;
mod retention;
pub mod serve;
mod user;
mod verify;

use crate::config::{self, Config, Flags};
use app::certificates::keys::store::ensure;
use app::fields::Refusal;
use app::i18n::Locale;
use app::people::access::Actor;
use app::people::caller::Caller;
use app::schema::db::Db;
use app::schema::error::UseError;
use app::ui::problems::sentence;
use chrono::{DateTime, Utc};
use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The clock that the whole program is given.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Relais: running training-of-trainers campaigns.
#[derive(Debug, Parser)]
#[command(name = "relais", version, about, long_about = None)]
pub struct Cli {
    #[command(flatten)]
    flags: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the pages and the API
    Serve {
        /// Load the demonstration campaign first, if the database is empty
        #[arg(long)]
        demo: bool,
    },
    /// Bring the database to this version, or take it back
    Migrate {
        #[command(subcommand)]
        direction: migrate::Direction,
    },
    /// Load the demonstration campaign into an empty database, and make fresh accesses to it
    Demo {
        /// Keep the dates of 2022 instead of having a workshop run today
        #[arg(long)]
        as_in_2022: bool,
        /// Print the accesses as JSON
        #[arg(long)]
        json: bool,
    },
    /// Add, list, disable accounts; change passwords
    User {
        #[command(subcommand)]
        command: user::UserCommand,
    },
    /// Take lists from elsewhere into the register
    Import {
        #[command(subcommand)]
        command: import::ImportCommand,
    },
    /// Write the certificates of a campaign or a workshop, issuing those that are due
    Certificates {
        /// Identifier of the campaign or of the workshop
        which: String,
        /// Folder to write into
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        #[command(flatten)]
        asked: certificates::Asked,
        /// Print the result as JSON
        #[arg(long)]
        json: bool,
    },
    /// Write the handout of a curriculum
    Handout {
        #[command(flatten)]
        asked: handout::Asked,
        /// File to write
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Propose workshops for those of a campaign who have no seat yet
    Plan {
        /// Identifier of the campaign
        campaign: String,
        #[command(flatten)]
        asked: plan::Asked,
        /// Print the plan as JSON
        #[arg(long)]
        json: bool,
    },
    /// Say whether a certificate is genuine
    Verify {
        #[command(flatten)]
        asked: verify::Asked,
    },
    /// List, rotate, back up the keys that sign certificates
    Keys {
        #[command(subcommand)]
        command: keys::KeysCommand,
    },
    /// Say what the items of a test are worth and how far its scores can be trusted
    Analyse {
        /// Responses as text: rows are people, columns items, cells 0/1 or points
        responses: PathBuf,
        /// Leave out whoever lacks an answer, instead of counting it 0
        #[arg(long)]
        complete_only: bool,
        /// Print the result as JSON
        #[arg(long)]
        json: bool,
    },
    /// Turn a file of questions into another format
    Questions {
        /// The file: a spreadsheet, GIFT, Moodle XML, Aiken, QTI or Relais' own JSON, whatever it is called
        file: PathBuf,
        /// The format to write
        #[arg(long)]
        to: questions::Target,
        /// File to write; standard output, if none is named
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Language of texts whose file does not say it
        #[arg(long, default_value = "fr")]
        language: questions::Spoken,
        /// Print what was read, written and refused as JSON
        #[arg(long)]
        json: bool,
    },
    /// Let go what has been kept long enough, as the server does once a day
    Retention {
        #[command(subcommand)]
        command: retention::RetentionCommand,
    },
    /// Prove the audit trail whole
    Audit {
        #[command(subcommand)]
        command: audit::AuditCommand,
    },
    /// Measure how long papers take, for `make bench`
    #[command(hide = true)]
    Measure(measure::Asked),
    /// Hand over the messages that are due, once
    Outbox {
        /// Print the result as JSON
        #[arg(long)]
        json: bool,
    },
    /// Show the settings in force, and where each comes from
    Config {
        /// Print them as JSON
        #[arg(long)]
        json: bool,
    },
}

/// Why a command was not carried out, for people.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

impl From<crate::print::PrintError> for Refused {
    fn from(error: crate::print::PrintError) -> Self {
        Self(error.to_string())
    }
}

impl From<UseError> for Refused {
    fn from(error: UseError) -> Self {
        Self(match error {
            UseError::Forbidden => "this account may not do that".to_owned(),
            UseError::NotFound => "there is no such thing; check the identifier".to_owned(),
            UseError::Refused(refusals) => told(&refusals),
            UseError::Store(cause) => format!("the database failed: {cause}"),
        })
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

fn told(refusals: &[Refusal]) -> String {
    let lines: Vec<String> = refusals
        .iter()
        .map(|refusal| format!("{}: {}", refusal.field, sentence(Locale::en, &refusal.problem)))
        .collect();
    lines.join("\n")
}

/// Runs a command line.
///
/// # Errors
/// Why it was not carried out.
pub async fn run(cli: Cli, clock: Clock) -> Result<(), Refused> {
    let (config, origins) = config::load(&cli.flags).map_err(|error| Refused(error.to_string()))?;
    log(&config);
    match cli.command {
        Command::Config { json } => show(&origins, json),
        Command::Serve { demo } => serve::serve(&config, clock, demo).await,
        Command::Migrate { direction } => migrate::run(&config, &clock, &direction).await,
        Command::Demo { as_in_2022, json } => demo::run(&open(&config, &clock).await?, as_in_2022, json).await,
        Command::User { command } => user::run(&open(&config, &clock).await?, command).await,
        Command::Import { command } => import::run(&open(&config, &clock).await?, command).await,
        Command::Certificates { which, out, asked, json } => {
            certificates::run(&open(&config, &clock).await?, &config, &which, &out, &asked, json).await
        }
        Command::Handout { asked, out } => handout::run(&open(&config, &clock).await?, &config, &asked, &out).await,
        Command::Analyse { responses, complete_only, json } => analyse::run(&responses, complete_only, json),
        Command::Questions { file, to, out, language, json } => {
            questions::run(&file, to, out.as_deref(), language, json)
        }
        Command::Retention { command } => retention::run(&open(&config, &clock).await?, command).await,
        Command::Audit { command } => audit::run(&open(&config, &clock).await?, command).await,
        Command::Outbox { json } => outbox::run(&open(&config, &clock).await?, &config, json).await,
        Command::Measure(asked) => measure::run(&open(&config, &clock).await?, &config, &asked).await,
        Command::Plan { campaign, asked, json } => {
            plan::run(&open(&config, &clock).await?, &campaign, &asked, json).await
        }
        Command::Verify { asked } => verify::run(&config, &clock, &asked).await,
        Command::Keys { command } => keys::run(&open(&config, &clock).await?, command).await,
    }
}

fn log(config: &Config) {
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log).unwrap_or_default();
    // On standard error: standard output belongs to what a command answers.
    // A second call, in tests, changes nothing.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

fn show(origins: &[config::Origin], json: bool) -> Result<(), Refused> {
    if json {
        return print_json(&origins);
    }
    for origin in origins {
        println!("{} = {:?}  # {}", origin.setting, origin.value, origin.from);
    }
    Ok(())
}

/// One JSON value on standard output, alone.
fn print_json(value: &impl serde::Serialize) -> Result<(), Refused> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Refused(error.to_string()))?;
    println!("{text}");
    Ok(())
}

/// Opens the database, makes it of this version and sees that it has a key to sign with, and
/// asks as the installation itself.
///
/// # Errors
/// If it cannot be opened or migrated.
pub async fn open(config: &Config, clock: &Clock) -> Result<Caller, Refused> {
    let db = connect(config).await?;
    migrate::up(&db).await?;
    let caller = Caller { db, actor: Actor::System, now: clock() };
    ensure(&caller).await?;
    Ok(caller)
}

/// Opens the database; for `SQLite`, makes its folder.
async fn connect(config: &Config) -> Result<Db, Refused> {
    let file = config.database_url.strip_prefix("sqlite://").and_then(|rest| rest.split('?').next());
    if let Some(folder) = file.map(Path::new).and_then(Path::parent) {
        std::fs::create_dir_all(folder)?;
    }
    Db::open(&config.database_url).await.map_err(|error| Refused(format!("the database cannot be opened: {error}")))
}
