//! `relais outbox`.

use super::{Refused, print_json};
use crate::config::Config;
use crate::gateways::{carry, from_config};
use app::messages::store::notices::tell_due;
use app::messages::wording::notice;
use app::people::caller::Caller;
use serde_json::json;

/// Writes the notices that are due and hands over the messages that are, as the server does while it runs.
pub(super) async fn run(caller: &Caller, config: &Config, json: bool) -> Result<(), Refused> {
    let gateways = from_config(config).map_err(|error| Refused(error.to_string()))?;
    tell_due(caller, &|told| notice(&config.public_url, told)).await?;
    let carried = carry(caller, &gateways).await?;
    if json {
        return print_json(&json!({ "carried": carried }));
    }
    println!("{carried} messages handed over");
    Ok(())
}
