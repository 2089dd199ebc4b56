//! A folder in place of a carrier: each message a file, for whoever carries it on.

use super::{Gateway, smtp};
use app::messages::model::Channel;
use app::messages::store::outbox::{Outcome, Outgoing};
use async_trait::async_trait;
use lettre::message::Mailbox;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// Writes e-mail as `.eml` and SMS as `.txt`, each under its own identifier.
pub struct Folder {
    channel: Channel,
    path: PathBuf,
    from: Mailbox,
}

impl Folder {
    /// The folder, which is made when the first message comes.
    #[must_use]
    pub fn new(channel: Channel, path: PathBuf, from: Mailbox) -> Self {
        Self { channel, path, from }
    }
}

#[async_trait]
impl Gateway for Folder {
    fn channel(&self) -> Channel {
        self.channel
    }

    fn tells_repeats(&self) -> bool {
        true
    }

    async fn send(&self, message: &Outgoing) -> Outcome {
        let (kind, bytes) = match self.channel {
            Channel::Email => match smtp::mail(message, &self.from) {
                Ok(mail) => ("eml", mail.formatted()),
                Err(reason) => return Outcome::Refused(reason),
            },
            Channel::Sms => ("txt", format!("{}\n\n{}\n", message.address, message.body).into_bytes()),
        };
        let (folder, name) = (self.path.clone(), format!("{}.{kind}", message.id));
        match tokio::task::spawn_blocking(move || write(&folder, &name, &bytes)).await {
            Ok(Ok(())) => Outcome::Sent,
            Ok(Err(error)) => Outcome::Trouble(format!("folder: {}", error.kind())),
            Err(_) => Outcome::Trouble("folder".to_owned()),
        }
    }

    async fn ask_after(&self, _: Uuid) -> Outcome {
        Outcome::Sent
    }
}

/// Writes a file whole or not at all; a second time, the same file. It holds a
/// personal code: nobody but the server's own user may read it.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let unfinished = folder.join(format!(".{name}"));
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&unfinished)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&unfinished, folder.join(name))
}
