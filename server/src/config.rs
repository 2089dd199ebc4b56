//! Settings: from the command line, the environment, `relais.toml`, or a default,
//! in this order; and where each came from.

use clap::Args;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

/// The settings as flags; each is also an environment variable and a line of `relais.toml`.
#[derive(Args, Clone, Debug, Default, Serialize)]
pub struct Flags {
    /// Where the data lie: `sqlite://…` or `postgres://…` (`DATABASE_URL`)
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
    /// Where to listen (`RELAIS_ADDR`)
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addr: Option<SocketAddr>,
    /// What QR codes and links point at (`RELAIS_PUBLIC_URL`)
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_url: Option<String>,
    /// Folder of the data that are not in the database (`RELAIS_DATA_DIR`)
    #[arg(long, global = true, value_name = "FOLDER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
    /// The SMTP server, as `smtps://user:password@host`; without one, e-mail is
    /// written into the folder `outbox` of the data (`RELAIS_MAIL_URL`)
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_url: Option<String>,
    /// What stands as the sender of e-mail (`RELAIS_MAIL_FROM`)
    #[arg(long, global = true, value_name = "ADDRESS")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_from: Option<String>,
    /// The telephone that sends SMS, as `http://login:password@host:8080`, with
    /// SMS Gateway for Android; without one, SMS are written into the folder
    /// `outbox` of the data (`RELAIS_SMS_URL`)
    #[arg(long, global = true, value_name = "URL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms_url: Option<String>,
    /// What to log, as `info` or `relais=debug` (`RELAIS_LOG`)
    #[arg(long, global = true, value_name = "FILTER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
}

/// The settings in force.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Config {
    /// Where the data lie.
    pub database_url: String,
    /// Where to listen.
    pub addr: SocketAddr,
    /// What QR codes and links point at, without a slash at the end.
    pub public_url: String,
    /// Folder of the data that are not in the database.
    pub data_dir: PathBuf,
    /// The SMTP server, if there is one.
    #[serde(default)]
    pub mail_url: Option<String>,
    /// What stands as the sender of e-mail.
    pub mail_from: String,
    /// The telephone that sends SMS, if there is one.
    #[serde(default)]
    pub sms_url: Option<String>,
    /// What to log.
    pub log: String,
}

/// A setting with its origin, for `relais config`.
#[derive(Debug, Serialize)]
pub struct Origin {
    /// The setting's name.
    pub setting: &'static str,
    /// Its value; a password within an address is hidden.
    pub value: String,
    /// Where it came from.
    pub from: String,
}

const SETTINGS: [&str; 8] =
    ["database_url", "addr", "public_url", "data_dir", "mail_url", "mail_from", "sms_url", "log"];

fn figment(flags: &Flags) -> Figment {
    let environment = Env::raw()
        .only(&[
            "DATABASE_URL",
            "RELAIS_ADDR",
            "RELAIS_PUBLIC_URL",
            "RELAIS_DATA_DIR",
            "RELAIS_MAIL_URL",
            "RELAIS_MAIL_FROM",
            "RELAIS_SMS_URL",
            "RELAIS_LOG",
        ])
        .map(|name| {
            let name = name.as_str().to_lowercase();
            name.strip_prefix("relais_").unwrap_or(&name).to_owned().into()
        });
    Figment::from(Serialized::default("addr", "127.0.0.1:3000"))
        .merge(Serialized::default("data_dir", "data"))
        .merge(Serialized::default("mail_from", "Relais <relais@localhost>"))
        .merge(Serialized::default("log", "info,sqlx=warn"))
        .merge(Toml::file("relais.toml"))
        .merge(environment)
        .merge(Serialized::defaults(flags))
}

/// Reads the settings.
///
/// # Errors
/// What could not be read, and where it stands.
pub fn load(flags: &Flags) -> Result<(Config, Vec<Origin>), Box<figment::Error>> {
    let given = figment(flags);
    let data_dir: PathBuf = given.extract_inner("data_dir")?;
    let addr: SocketAddr = given.extract_inner("addr")?;
    let complete = given
        .join(Serialized::default("database_url", default_database(&data_dir)))
        .join(Serialized::default("public_url", format!("http://{addr}")));
    let mut config: Config = complete.extract()?;
    config.public_url.truncate(config.public_url.trim_end_matches('/').len());
    let origins = SETTINGS.iter().map(|setting| origin(&complete, setting)).collect();
    Ok((config, origins))
}

fn default_database(data_dir: &Path) -> String {
    format!("sqlite://{}?mode=rwc", data_dir.join("relais.db").display())
}

fn origin(figment: &Figment, setting: &'static str) -> Origin {
    let value: String = figment.extract_inner(setting).unwrap_or_default();
    let from = match figment.find_metadata(setting) {
        Some(metadata) if metadata.name.contains("TOML") => "relais.toml".to_owned(),
        Some(metadata) if metadata.name.contains("environment") => "environment".to_owned(),
        Some(metadata) if metadata.name.contains("Flags") => "command line".to_owned(),
        _ => "default".to_owned(),
    };
    Origin { setting, value: hide_password(&value), from }
}

fn hide_password(value: &str) -> String {
    match (value.find("://"), value.rfind('@')) {
        (Some(scheme), Some(at)) if scheme + 3 < at => match value[scheme + 3..at].split_once(':') {
            Some((user, _)) => format!("{}{user}:…{}", &value[..scheme + 3], &value[at..]),
            None => value.to_owned(),
        },
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_win_and_the_rest_follows() {
        let flags = Flags {
            addr: Some("127.0.0.1:4000".parse().expect("an address")),
            data_dir: Some("elsewhere".into()),
            public_url: Some("https://relais.example.org/".into()),
            ..Flags::default()
        };
        let (config, origins) = load(&flags).expect("in order");
        assert_eq!(config.public_url, "https://relais.example.org");
        assert!(origins.iter().any(|origin| origin.setting == "addr" && origin.from == "command line"), "{origins:?}");
    }

    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(hide_password("postgres://awa:secret@db/relais"), "postgres://awa:…@db/relais");
        assert_eq!(hide_password("sqlite://data/relais.db"), "sqlite://data/relais.db");
    }
}
