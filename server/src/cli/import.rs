//! `relais import`.

use super::{Refused, print_json};
use app::campaigns::store as campaigns;
use app::i18n::Locale;
use app::ids::CampaignId;
use app::imports::forms::problem;
use app::imports::model::{Mapping, Outcome};
use app::imports::sheet::{self, Sheet};
use app::imports::store::applying::take;
use app::imports::store::judging::{JudgedRow, dry_run};
use app::people::caller::Caller;
use app::ui::problems::sentence;
use clap::{Args, Subcommand};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

/// Who sends the lists that the command takes.
const SENDER: &str = "relais import";

#[derive(Debug, Subcommand)]
pub(super) enum ImportCommand {
    /// Take a list of people into the register: all of it or nothing
    People(People),
}

#[derive(Debug, Args)]
pub(super) struct People {
    /// An .xlsx or .csv file
    file: PathBuf,
    /// Say what would become of each row, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Take what is in order, and leave rows that are refused or may be duplicates
    #[arg(long)]
    in_order: bool,
    /// Identifier of the campaign, where there are several
    #[arg(long)]
    campaign: Option<String>,
    /// Print the result as JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(system: &Caller, command: ImportCommand) -> Result<(), Refused> {
    let ImportCommand::People(people) = command;
    let campaign = campaign(system, people.campaign.as_deref()).await?;
    let bytes = std::fs::read(&people.file)?;
    let list = sheet::read(&bytes).map_err(|error| Refused(sentence(Locale::en, &problem(error))))?;
    if people.dry_run {
        let (mapping, judged) = dry_run(system, campaign, SENDER, &list).await?;
        return say(&people, &told(&list, &mapping, &judged));
    }
    let name = people.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let taken = take(system, campaign, SENDER, &name, &list, people.in_order).await?;
    say(&people, &told(&list, &taken.mapping, &taken.judged))?;
    match taken.id {
        Some(_) => Ok(()),
        None => Err(Refused(format!("{} rows are refused or may be duplicates; nothing was imported", taken.left))),
    }
}

fn say(people: &People, told: &Value) -> Result<(), Refused> {
    if people.json {
        return print_json(told);
    }
    print(told);
    Ok(())
}

/// The campaign named, or the only one.
async fn campaign(system: &Caller, named: Option<&str>) -> Result<CampaignId, Refused> {
    if let Some(text) = named {
        return text.parse().map_err(|_| Refused("--campaign is not an identifier".to_owned()));
    }
    match campaigns::list(system).await?.as_slice() {
        [only] => Ok(only.id),
        [] => Err(Refused("there is no campaign yet".to_owned())),
        _ => Err(Refused("there are several campaigns: say which with --campaign".to_owned())),
    }
}

fn told(list: &Sheet, mapping: &Mapping, judged: &[JudgedRow]) -> Value {
    let mut told = Map::new();
    for outcome in Outcome::ALL {
        let count = judged.iter().filter(|row| row.outcome == outcome).count();
        told.insert(outcome.as_str().to_owned(), json!(count));
    }
    let rows: Vec<Value> = list
        .rows
        .iter()
        .zip(judged)
        .map(|(row, judged)| {
            json!({ "row": row.number, "outcome": judged.outcome.as_str(), "reason": reason(list, judged) })
        })
        .collect();
    told.insert("columns".to_owned(), json!(mapping.columns));
    told.insert("rows".to_owned(), Value::Array(rows));
    Value::Object(told)
}

fn reason(list: &Sheet, judged: &JudgedRow) -> String {
    let judgement = &judged.judgement;
    let mut reasons: Vec<String> = judgement
        .refusals
        .iter()
        .map(|it| {
            let heading = it.column.and_then(|column| list.headings.get(column)).unwrap_or(&it.refusal.field);
            format!("{heading}: {}", sentence(Locale::en, &it.refusal.problem))
        })
        .collect();
    if judged.outcome == Outcome::Duplicate {
        reasons.extend(judgement.twin.map(|row| format!("perhaps the same person as in row {row}")));
        reasons.extend(judgement.candidates.first().map(|(id, points)| format!("perhaps {id}, {points} of 100")));
    }
    if !judgement.fields.is_empty() {
        reasons.push(format!("changes {}", judgement.fields.join(", ")));
    }
    reasons.join("; ")
}

fn print(told: &Value) {
    for row in told["rows"].as_array().into_iter().flatten() {
        if row["reason"] != "" {
            println!(
                "{}\t{}\t{}",
                row["row"],
                row["outcome"].as_str().unwrap_or_default(),
                row["reason"].as_str().unwrap_or_default()
            );
        }
    }
    for outcome in Outcome::ALL {
        println!("{}: {}", outcome.as_str(), told[outcome.as_str()]);
    }
}
