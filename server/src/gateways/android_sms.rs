//! SMS through SMS Gateway for Android, an Android telephone with a SIM card that
//! answers over HTTP, on the local network or by its cloud server. Documented at
//! <https://docs.sms-gate.app>: `POST /messages` with an identifier of ours is
//! answered 202, or 409 if it has it already; `GET /messages/{id}` tells its state.

use super::{Gateway, GatewayError, TIMEOUT};
use app::messages::model::Channel;
use app::messages::store::outbox::{Outcome, Outgoing};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::json;
use url::Url;
use uuid::Uuid;

/// A telephone that sends SMS.
#[derive(Clone)]
pub struct AndroidSms {
    agent: ureq::Agent,
    /// Without a slash at the end.
    base: String,
    authorization: String,
}

#[derive(Deserialize)]
struct MessageState {
    state: String,
    #[serde(default)]
    recipients: Vec<Recipient>,
}

#[derive(Deserialize)]
struct Recipient {
    #[serde(default)]
    error: Option<String>,
}

impl AndroidSms {
    /// The telephone at an address with its login and password, such as
    /// `http://login:password@192.168.1.20:8080`.
    ///
    /// # Errors
    /// [`GatewayError::SmsUrl`].
    pub fn new(url: &str) -> Result<Self, GatewayError> {
        let mut url = Url::parse(url).map_err(GatewayError::SmsUrl)?;
        let login = format!("{}:{}", url.username(), url.password().unwrap_or_default());
        // An address that can bear no login has none: nothing is left to take off.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        let config = ureq::Agent::config_builder().timeout_global(Some(TIMEOUT)).http_status_as_error(false);
        Ok(Self {
            agent: config.build().new_agent(),
            base: url.as_str().trim_end_matches('/').to_owned(),
            authorization: format!("Basic {}", STANDARD.encode(login)),
        })
    }

    fn post(&self, message: &Outgoing) -> Outcome {
        let body = json!({
            "id": message.id.to_string(),
            "textMessage": { "text": message.body },
            "phoneNumbers": [message.address],
            "withDeliveryReport": true,
        });
        let answer = self
            .agent
            .post(format!("{}/messages", self.base))
            .header("authorization", &self.authorization)
            .header("content-type", "application/json")
            .send(body.to_string());
        match answer.map(|answer| answer.status().as_u16()) {
            // It has the message already: it is one that we did not hear of.
            Ok(200..=299 | 409) => Outcome::Sent,
            // The login, or the whole gateway, is wrong: not this message.
            Ok(status @ (401 | 403 | 404 | 408 | 429)) => Outcome::Trouble(format!("HTTP {status}")),
            Ok(status @ 400..=499) => Outcome::Refused(format!("HTTP {status}")),
            Ok(status) => Outcome::Trouble(format!("HTTP {status}")),
            Err(_) => Outcome::Trouble("HTTP".to_owned()),
        }
    }

    fn get(&self, id: Uuid) -> Outcome {
        let answer = self
            .agent
            .get(format!("{}/messages/{id}", self.base))
            .header("authorization", &self.authorization)
            .call()
            .and_then(|mut answer| answer.body_mut().read_to_string());
        let Some(state) = answer.ok().and_then(|text| serde_json::from_str::<MessageState>(&text).ok()) else {
            return Outcome::Sent;
        };
        match state.state.as_str() {
            "Delivered" => Outcome::Delivered,
            "Failed" => {
                let error = state.recipients.into_iter().find_map(|recipient| recipient.error);
                Outcome::Refused(error.unwrap_or_default())
            }
            _ => Outcome::Sent,
        }
    }
}

#[async_trait]
impl Gateway for AndroidSms {
    fn channel(&self) -> Channel {
        Channel::Sms
    }

    fn tells_repeats(&self) -> bool {
        true
    }

    async fn send(&self, message: &Outgoing) -> Outcome {
        let (this, message) = (self.clone(), message.clone());
        let sent = tokio::task::spawn_blocking(move || this.post(&message)).await;
        sent.unwrap_or_else(|_| Outcome::Trouble("HTTP".to_owned()))
    }

    async fn ask_after(&self, id: Uuid) -> Outcome {
        let this = self.clone();
        tokio::task::spawn_blocking(move || this.get(id)).await.unwrap_or(Outcome::Sent)
    }
}
