//! `relais retention`.

use super::{Refused, print_json};
use app::people::caller::Caller;
use app::rights::store::retention;
use clap::Subcommand;
use serde_json::{Map, Value, json};

#[derive(Debug, Subcommand)]
pub(super) enum RetentionCommand {
    /// Let it go, and say how many rows went by each rule
    Run {
        /// Only say how many would go
        #[arg(long)]
        dry_run: bool,
        /// Print it as JSON
        #[arg(long)]
        json: bool,
    },
}

pub(super) async fn run(caller: &Caller, command: RetentionCommand) -> Result<(), Refused> {
    let RetentionCommand::Run { dry_run, json } = command;
    let gone = retention::run(caller, dry_run).await?;
    if json {
        let gone: Map<String, Value> =
            gone.into_iter().map(|(rule, rows)| (rule.as_str().to_owned(), json!(rows))).collect();
        return print_json(&json!({ "dry_run": dry_run, "gone": gone }));
    }
    for (rule, rows) in gone {
        println!("{}\t{} days\t{rows}", rule.as_str(), rule.after().num_days());
    }
    Ok(())
}
