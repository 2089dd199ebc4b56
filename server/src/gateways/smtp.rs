//! E-mail through an SMTP server.

use super::{Gateway, GatewayError, TIMEOUT};
use app::messages::model::Channel;
use app::messages::store::outbox::{Outcome, Outgoing};
use async_trait::async_trait;
use lettre::message::{Mailbox, Message, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use uuid::Uuid;

/// An SMTP server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Smtp {
    /// The server of an address such as `smtps://user:password@host` or
    /// `smtp://host:587?tls=required`, with what stands as the sender.
    ///
    /// # Errors
    /// [`GatewayError::MailUrl`].
    pub fn new(url: &str, from: Mailbox) -> Result<Self, GatewayError> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(GatewayError::MailUrl)?;
        Ok(Self { transport: builder.timeout(Some(TIMEOUT)).build(), from })
    }
}

#[async_trait]
impl Gateway for Smtp {
    fn channel(&self) -> Channel {
        Channel::Email
    }

    fn tells_repeats(&self) -> bool {
        false
    }

    async fn send(&self, message: &Outgoing) -> Outcome {
        let mail = match mail(message, &self.from) {
            Ok(mail) => mail,
            Err(reason) => return Outcome::Refused(reason),
        };
        match self.transport.send(mail).await {
            Ok(_) => Outcome::Sent,
            // What a server says may repeat the address: its number is enough.
            Err(error) => {
                let reason = error.status().map_or_else(|| "SMTP".to_owned(), |code| format!("SMTP {code}"));
                if error.is_permanent() { Outcome::Refused(reason) } else { Outcome::Trouble(reason) }
            }
        }
    }

    async fn ask_after(&self, _: Uuid) -> Outcome {
        Outcome::Sent
    }
}

/// The mail of a message; its `Message-ID` is the message's own identifier.
///
/// # Errors
/// What is not in order with the address or the text.
pub(super) fn mail(message: &Outgoing, from: &Mailbox) -> Result<Message, String> {
    let to: Mailbox = message.address.parse().map_err(|_| "address".to_owned())?;
    Message::builder()
        .from(from.clone())
        .to(to)
        .subject(message.subject.clone())
        .message_id(Some(format!("<{}@{}>", message.id, from.email.domain())))
        .singlepart(SinglePart::plain(message.body.clone()))
        .map_err(|_| "text".to_owned())
}
