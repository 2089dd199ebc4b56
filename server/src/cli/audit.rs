//! `relais audit`: the chain that proves the audit trail whole.

use super::{Refused, print_json};
use app::people::caller::Caller;
use app::people::model::trail::Head;
use app::people::store::sealing::{Chain, head, seal_all, verify_chain};
use clap::Subcommand;
use serde_json::json;

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Seal the lines that are not sealed yet, as the server does every few seconds
    Seal,
    /// Print where the chain ends, to be written down somewhere else
    Head {
        /// Print it as JSON
        #[arg(long)]
        json: bool,
    },
    /// Walk the chain and say the first place that does not hold
    Verify {
        /// A head that was written down earlier: it must still be part of the chain
        #[arg(long, value_name = "PLACE:HASH")]
        expect: Option<Head>,
        /// Print the answer as JSON
        #[arg(long)]
        json: bool,
    },
}

pub(super) async fn run(caller: &Caller, command: AuditCommand) -> Result<(), Refused> {
    match command {
        AuditCommand::Seal => println!("{} lines sealed", seal_all(caller).await?),
        AuditCommand::Head { json: false } => println!("{}", head(caller).await?),
        AuditCommand::Head { json: true } => {
            let head = head(caller).await?;
            print_json(&json!({ "place": head.place, "hash": head.hash }))?;
        }
        AuditCommand::Verify { expect, json } => return verify(caller, expect.as_ref(), json).await,
    }
    Ok(())
}

async fn verify(caller: &Caller, expected: Option<&Head>, json: bool) -> Result<(), Refused> {
    let Chain { head, broken, unsealed, late } = verify_chain(caller, expected).await?;
    if json {
        print_json(&json!({
            "holds": broken.is_none(),
            "head": head.to_string(),
            "place": broken.map(|(place, _)| place),
            "reason": broken.map(|(_, fault)| fault.as_str()),
            "unsealed": unsealed,
            "late": late,
        }))?;
    } else if broken.is_none() {
        println!("the chain holds: {head}");
        println!(
            "{unsealed} lines are not sealed yet; {late} tell of a time well before that of a line sealed earlier"
        );
    }
    match broken {
        Some((place, fault)) => Err(Refused(format!("place {place}: {}", fault.as_str()))),
        None => Ok(()),
    }
}
