//! `relais outbox`.

use super::{Refused, print_json};
use crate::config::Config;
use crate::gateways::{carry, from_config};
use app::people::caller::Caller;
use serde_json::json;

/// Hands over the messages that are due, as the server does while it runs.
pub(super) async fn run(caller: &Caller, config: &Config, json: bool) -> Result<(), Refused> {
    let gateways = from_config(config).map_err(|error| Refused(error.to_string()))?;
    let carried = carry(caller, &gateways).await?;
    if json {
        return print_json(&json!({ "carried": carried }));
    }
    println!("{carried} messages handed over");
    Ok(())
}
