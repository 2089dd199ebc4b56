//! Who carries messages: an SMTP server, an SMS gateway, or a folder.

mod android_sms;
mod folder;
mod smtp;

pub use android_sms::AndroidSms;
pub use folder::Folder;
pub use smtp::Smtp;

use crate::config::Config;
use app::messages::model::Channel;
use app::messages::store::outbox::{Outcome, Outgoing, note_arrival, recover, settle, take_due, to_ask_after};
use app::people::caller::Caller;
use app::schema::error::UseError;
use async_trait::async_trait;
use uuid::Uuid;

/// How many messages are taken at once: few enough to be handed over, each within
/// [`TIMEOUT`], before they are held to be lost.
const TAKEN: u64 = 20;
/// How long a carrier may take to answer.
const TIMEOUT: std::time::Duration = std::time::Duration::from_secs(12);

/// Carries messages of one channel.
#[async_trait]
pub trait Gateway: Send + Sync {
    /// Which.
    fn channel(&self) -> Channel;

    /// Whether a message that is handed over twice under the same identifier goes
    /// once.
    fn tells_repeats(&self) -> bool;

    /// Hands a message over.
    async fn send(&self, message: &Outgoing) -> Outcome;

    /// Asks whether a message that it has has arrived.
    async fn ask_after(&self, id: Uuid) -> Outcome;
}

/// Why messages cannot be carried.
#[derive(Debug, thiserror::Error)]
pub enum GatewayError {
    /// The address of the SMTP server.
    #[error("mail_url is not in order: {0}")]
    MailUrl(lettre::transport::smtp::Error),
    /// The sender of e-mail.
    #[error("mail_from is not an e-mail address: {0}")]
    MailFrom(lettre::address::AddressError),
    /// The address of the SMS gateway.
    #[error("sms_url is not in order: {0}")]
    SmsUrl(url::ParseError),
}

/// The carriers of the settings, one a channel: where none is set, the folder
/// `outbox` of the data folder.
///
/// # Errors
/// What of the settings is not in order.
pub fn from_config(config: &Config) -> Result<Vec<Box<dyn Gateway>>, GatewayError> {
    let from: lettre::message::Mailbox = config.mail_from.parse().map_err(GatewayError::MailFrom)?;
    let folder = config.data_dir.join("outbox");
    let mail: Box<dyn Gateway> = match &config.mail_url {
        Some(url) => Box::new(Smtp::new(url, from)?),
        None => Box::new(Folder::new(Channel::Email, folder.clone(), from.clone())),
    };
    let from: lettre::message::Mailbox = config.mail_from.parse().map_err(GatewayError::MailFrom)?;
    let sms: Box<dyn Gateway> = match &config.sms_url {
        Some(url) => Box::new(AndroidSms::new(url)?),
        None => Box::new(Folder::new(Channel::Sms, folder, from)),
    };
    Ok(vec![mail, sms])
}

/// One round: sees to messages that were lost sight of, hands over those that are
/// due, and asks after those that went. Answers how many were handed over.
///
/// # Errors
/// If the database fails; what is with a carrier then is seen to at a later round.
pub async fn carry(caller: &Caller, gateways: &[Box<dyn Gateway>]) -> Result<usize, UseError> {
    let telling: Vec<Channel> =
        gateways.iter().filter(|gateway| gateway.tells_repeats()).map(|gateway| gateway.channel()).collect();
    recover(caller, &telling).await?;
    let of = |channel| gateways.iter().find(move |gateway| gateway.channel() == channel);
    let mut carried = 0;
    loop {
        let taken = take_due(caller, TAKEN).await?;
        if taken.is_empty() {
            break;
        }
        for message in taken {
            let outcome = match of(message.channel) {
                Some(gateway) => gateway.send(&message).await,
                None => Outcome::Trouble("no gateway".to_owned()),
            };
            log(message.id, &outcome);
            settle(caller, message.id, &outcome).await?;
            carried += usize::from(matches!(outcome, Outcome::Sent | Outcome::Delivered));
        }
    }
    for (id, channel) in to_ask_after(caller, TAKEN).await? {
        if let Some(gateway) = of(channel) {
            note_arrival(caller, id, &gateway.ask_after(id).await).await?;
        }
    }
    Ok(carried)
}

fn log(id: Uuid, outcome: &Outcome) {
    match outcome {
        Outcome::Sent | Outcome::Delivered => {}
        Outcome::Refused(reason) => tracing::warn!(message = %id, reason, "a message was refused"),
        Outcome::Trouble(reason) => tracing::warn!(message = %id, reason, "a message could not be handed over yet"),
    }
}
