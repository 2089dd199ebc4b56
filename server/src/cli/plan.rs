//! `relais plan`.

use super::{Refused, print_json};
use app::i18n::Locale;
use app::ids::{AccountId, CampaignId, CityId, WishId};
use app::people::caller::Caller;
use app::plans::model::Asked as Question;
use app::plans::pages::{new_title, sentence as wish_sentence};
use app::plans::problem::{Names, problem, writing};
use app::plans::store::wishing::wishes;
use app::plans::wish::Wish;
use app::schema::error::UseError;
use app::ui::problems::sentence;
use app::workshops::store::ground::{Ground, ground};
use app::workshops::store::replanning::replan;
use clap::Args;
use planner::{Conflict, Options, Outcome, Plan, Problem, Workshop, check, plan};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

/// What is asked of a plan.
#[derive(Clone, Debug, Args)]
pub(super) struct Asked {
    /// People to train in a city for whom a seat is to be found, instead of those of its region in
    /// the register who have none
    #[arg(long, value_name = "CITY=PEOPLE", value_parser = pair)]
    people: Vec<(String, String)>,
    /// Days of a workshop
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=5))]
    days: u8,
    /// The fewest people of a workshop
    #[arg(long, default_value_t = 15)]
    least: u32,
    /// The most people of a workshop
    #[arg(long, default_value_t = 30)]
    most: u32,
    /// Where a trainer lives; otherwise where most people are to be trained
    #[arg(long, value_name = "TRAINER=CITY", value_parser = pair)]
    home: Vec<(String, String)>,
    /// Paid to a trainer for each day away from home, in XOF
    #[arg(long, default_value_t = 30_000)]
    per_diem: i64,
    /// Fare of each day of a journey, one way, in XOF
    #[arg(long, default_value_t = 25_000)]
    fare: i64,
    /// Hire of a room for a day, in XOF
    #[arg(long, default_value_t = 150_000)]
    hire: i64,
    /// What a day earlier is worth, in XOF
    #[arg(long, default_value_t = 0)]
    early: i64,
    /// What a workshop beyond the even share of its week costs, in XOF
    #[arg(long, default_value_t = 50_000)]
    even: i64,
    /// What a workshop between the most and the least loaded trainer costs, in XOF
    #[arg(long, default_value_t = 50_000)]
    load: i64,
    /// Work on Saturdays too
    #[arg(long)]
    saturdays: bool,
    /// As if no workshop of the campaign were planned yet
    #[arg(long, conflicts_with = "adopt")]
    afresh: bool,
    /// The longest to search, in seconds; the best plan so far is told then
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// Which of several equally good plans
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Create the workshops: all of them, or none
    #[arg(long)]
    adopt: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) => Ok((name.trim().to_owned(), value.trim().to_owned())),
        None => Err("expected NAME=VALUE".to_owned()),
    }
}

pub(super) async fn run(system: &Caller, campaign: &str, asked: &Asked, json: bool) -> Result<(), Refused> {
    let unknown = || Refused(format!("{campaign} is not the identifier of a campaign"));
    let campaign: CampaignId = campaign.parse().map_err(|_| unknown())?;
    let (ground, wishes) = (ground(system, campaign).await?, wishes(system, campaign).await?);
    let question = asked.question(&ground)?;
    let problem = problem(&ground, &question, &wishes, system.today()).map_err(|refused| told(&refused))?;
    let started = Instant::now();
    let limit = Duration::from_secs(asked.seconds);
    let outcome = {
        let (problem, seed) = (problem.clone(), asked.seed);
        let search = move || {
            let stop = || started.elapsed() >= limit;
            plan(&problem, &Options { seed, stop: &stop }, &mut |_| {})
        };
        tokio::task::spawn_blocking(search).await.map_err(|error| Refused(error.to_string()))?
    };
    let outcome = outcome.map_err(|error| Refused(error.to_string()))?;
    let seconds = started.elapsed().as_secs_f64();
    if let (true, Outcome::Planned(found)) = (asked.adopt, &outcome) {
        adopt(system, campaign, &ground, &question, found).await?;
    }
    let words = Words { names: Names::of(&ground), wishes };
    if json {
        return print_json(&as_json(&words, &problem, &outcome, seconds));
    }
    match outcome {
        Outcome::Planned(found) => tell(&words, &found, seconds),
        Outcome::Infeasible(conflict) => return Err(Refused(words.why(&conflict))),
        Outcome::NothingFound { .. } => return Err(Refused(format!("no plan was found in {} s", asked.seconds))),
    }
    Ok(())
}

impl Asked {
    /// The same with identifiers for names.
    fn question(&self, ground: &Ground) -> Result<Question, Refused> {
        let city = |name: &str| -> Result<CityId, Refused> {
            let found = ground.places.iter().find(|place| place.name == name).map(|place| place.id);
            found.ok_or_else(|| Refused(format!("no room is known in {name}")))
        };
        // Who names some cities means these alone.
        let mut people: HashMap<CityId, u32> = match self.people[..] {
            [] => HashMap::new(),
            _ => ground.places.iter().map(|place| (place.id, 0)).collect(),
        };
        for (name, count) in &self.people {
            let count = count.parse().map_err(|_| Refused(format!("{count} is not a number of people")))?;
            people.insert(city(name)?, count);
        }
        let mut homes: HashMap<AccountId, CityId> = HashMap::new();
        for (trainer, home) in &self.home {
            let found = ground.trainers().iter().find(|one| one.name == *trainer).map(|one| one.account);
            homes.insert(found.ok_or_else(|| Refused(format!("{trainer} is no trainer here")))?, city(home)?);
        }
        Ok(Question {
            curriculum: None,
            people,
            homes,
            days: self.days,
            least: self.least,
            most: self.most,
            per_diem: self.per_diem,
            fare: self.fare,
            hire: self.hire,
            early: self.early,
            even: self.even,
            load: self.load,
            saturdays: self.saturdays,
            movable: HashSet::new(),
            afresh: self.afresh,
        })
    }
}

/// What was refused, as one line.
fn told(refused: &[app::fields::Refusal]) -> Refused {
    let reasons: Vec<String> = refused.iter().map(|one| sentence(Locale::en, &one.problem)).collect();
    Refused(reasons.join(" "))
}

/// Creates the workshops that are not there yet.
async fn adopt(
    system: &Caller,
    campaign: CampaignId,
    ground: &Ground,
    question: &Question,
    found: &Plan,
) -> Result<(), Refused> {
    let title = |city: &str, place: usize| new_title(Locale::fr, city, place);
    let writing = writing(ground, question, found, system.today(), &title).map_err(|refused| told(&refused))?;
    match replan(system, campaign, &writing.moves, &writing.forms).await {
        Ok(()) => Ok(()),
        Err(UseError::Refused(refused)) => Err(Refused(format!("nothing was created: {}", told(&refused).0))),
        Err(other) => Err(other.into()),
    }
}

/// What stands behind the keys of a plan.
struct Words {
    names: Names,
    wishes: Vec<(WishId, Wish)>,
}

impl Words {
    fn why(&self, conflict: &Conflict) -> String {
        let cities: Vec<&str> = conflict.cities.iter().map(|key| self.names.name(key)).collect();
        let wished = self.wishes.iter().filter(|(id, _)| conflict.wishes.contains(&id.to_string()));
        let wished = wished.map(|(_, wish)| wish_sentence(Locale::en, wish, &self.names));
        let against: Vec<String> = wished.chain(conflict.rules.iter().map(|rule| said(&json!(rule)))).collect();
        format!(
            "there is no plan: {} cannot be held together by {} team(s), for want of {}",
            cities.join(", "),
            conflict.teams,
            if against.is_empty() { "days in the window".to_owned() } else { against.join(", ") }
        )
    }
}

fn said(rule: &Value) -> String {
    rule.as_str().unwrap_or_default().replace('_', " ")
}

fn as_json(words: &Words, problem: &Problem, outcome: &Outcome, seconds: f64) -> Value {
    let workshop = |one: &Workshop| {
        json!({
            "city": words.names.name(&one.city), "venue": words.names.name(&one.venue), "starts_on": one.start,
            "ends_on": one.end, "lead": words.names.name(&one.lead), "second": words.names.name(&one.second),
            "people": one.people,
        })
    };
    match outcome {
        Outcome::Planned(found) => json!({
            "workshops": found.workshops.iter().map(workshop).collect::<Vec<_>>(),
            "cost": found.cost.total(), "objective": found.objective, "bound": found.bound, "gap": found.gap,
            "proven": found.proven, "seconds": seconds, "violations": check(problem, found), "infeasible": [],
        }),
        Outcome::Infeasible(conflict) => json!({
            "workshops": [], "seconds": seconds, "violations": [], "infeasible": [words.why(conflict)],
        }),
        Outcome::NothingFound { bound } => {
            json!({ "workshops": [], "bound": bound, "seconds": seconds, "violations": [], "infeasible": [] })
        }
    }
}

fn tell(words: &Words, found: &Plan, seconds: f64) {
    for one in &found.workshops {
        println!(
            "{} – {}  {}, {} ({}): {}, {}",
            one.start,
            one.end,
            words.names.name(&one.city),
            words.names.name(&one.venue),
            one.people,
            words.names.name(&one.lead),
            words.names.name(&one.second)
        );
    }
    let how = if found.proven { "no better plan exists".to_owned() } else { format!("gap {:.2} %", found.gap * 100.0) };
    println!("{} workshops, {} XOF; {how}; {seconds:.2} s", found.workshops.len(), found.cost.total());
}
