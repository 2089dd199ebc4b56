//! `relais plan`.

use super::{Refused, print_json};
use app::i18n::Locale;
use app::ids::CampaignId;
use app::people::caller::Caller;
use app::schema::error::UseError;
use app::ui::problems::sentence;
use app::workshops::model::WorkshopForm;
use app::workshops::store::ground::{Booked, Ground, Room, ground};
use app::workshops::store::planning::create_all;
use chrono::{Days, NaiveDate};
use clap::Args;
use planner::{
    City, Cohort, Conflict, DateRange, Options, Outcome, Plan, Problem, Trainer, Travel, Venue, Weights, Workshop,
    check, plan,
};
use serde_json::{Value, json};
use std::collections::HashMap;
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
    let ground = ground(system, campaign).await?;
    let problem = problem(&ground, asked, system.today())?;
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
    let outcome = outcome.map_err(|error| Refused(named(&ground, &error.to_string())))?;
    let seconds = started.elapsed().as_secs_f64();
    if let (true, Outcome::Planned(found)) = (asked.adopt, &outcome) {
        adopt(system, campaign, &ground, found).await?;
    }
    if json {
        return print_json(&as_json(&ground, &problem, &outcome, seconds));
    }
    match outcome {
        Outcome::Planned(found) => tell(&ground, &found, seconds),
        Outcome::Infeasible(conflict) => return Err(Refused(why(&ground, &conflict))),
        Outcome::NothingFound { .. } => return Err(Refused(format!("no plan was found in {} s", asked.seconds))),
    }
    Ok(())
}

/// The campaign as the planner knows it; keys are identifiers.
fn problem(ground: &Ground, asked: &Asked, today: NaiveDate) -> Result<Problem, Refused> {
    let city = |name: &str| {
        let found = ground.places.iter().find(|place| place.name == name);
        found.ok_or_else(|| Refused(format!("no room is known in {name}")))
    };
    let ours: Vec<Workshop> = ground.booked.iter().filter(|one| one.ours && !asked.afresh).map(fixed).collect();
    let mut people: HashMap<&str, u32> = HashMap::new();
    if asked.people.is_empty() {
        people.extend(ground.places.iter().map(|place| (place.name.as_str(), place.waiting)));
    }
    for (name, count) in &asked.people {
        let count = count.parse().map_err(|_| Refused(format!("{count} is not a number of people")))?;
        people.insert(city(name)?.name.as_str(), count);
    }
    let cities: Vec<City> = ground
        .places
        .iter()
        .map(|place| {
            let key = place.id.to_string();
            let seated: u32 = ours.iter().filter(|one| one.city == key).map(|one| one.people).sum();
            let there = ground.booked.iter().filter(|one| one.ours && !asked.afresh && one.city == place.id);
            let free: u32 = there.map(|one| one.free).sum();
            let waiting = people.get(place.name.as_str()).copied().unwrap_or_default();
            let mut lacking = waiting.saturating_sub(free);
            if asked.people.is_empty() && lacking < asked.least {
                // Too few of the register for a workshop of their own: they wait.
                lacking = 0;
            }
            City { people: seated + lacking, name: place.name.clone(), key }
        })
        .collect();
    let largest = cities.iter().max_by_key(|city| city.people).map(|city| city.key.clone());
    let usual = largest.ok_or_else(|| Refused("no room is known: state how many it holds".to_owned()))?;
    let mut homes = HashMap::new();
    for (trainer, name) in &asked.home {
        homes.insert(trainer.as_str(), city(name)?.id.to_string());
    }
    let between = |one: usize, other: usize| ground.journeys.days(ground.places[one].id, ground.places[other].id);
    let all = || 0..ground.places.len();
    let days = |one| all().map(|other| u16::try_from(between(one, other)).unwrap_or_default()).collect();
    let cost =
        |one| all().map(|other| i64::from(between(one, other).max(i32::from(one != other))) * asked.fare).collect();
    Ok(Problem {
        window: window(ground, asked, today)?,
        rest_days: if asked.saturdays {
            vec![chrono::Weekday::Sun]
        } else {
            vec![chrono::Weekday::Sat, chrono::Weekday::Sun]
        },
        holidays: ground.conditions.holidays.iter().map(|(_, day, _)| *day).collect(),
        length_days: asked.days,
        venues: venues(ground, asked, &ours),
        trainers: trainers(ground, asked, &homes, &usual),
        travel: Travel { days: all().map(days).collect(), cost: all().map(cost).collect() },
        cohort: Cohort { least: asked.least, most: asked.most },
        weights: Weights { cost: 1, early: asked.early, even: asked.even, load: asked.load, change: 0 },
        wishes: Vec::new(),
        fixed: ours,
        previous: Vec::new(),
        cities,
    })
}

/// The campaign's window, from tomorrow on if workshops are to be held and not only thought of.
fn window(ground: &Ground, asked: &Asked, today: NaiveDate) -> Result<DateRange, Refused> {
    let (starts_on, last) = (ground.campaign.starts_on, ground.campaign.ends_on);
    let first = if asked.afresh { starts_on } else { starts_on.max(today + Days::new(1)) };
    if first > last {
        return Err(Refused(format!("the campaign ended on {last}; --afresh plans it as if it had not begun")));
    }
    Ok(DateRange { first, last })
}

fn fixed(one: &Booked) -> Workshop {
    let trainer = |place: usize| one.trainers.get(place).map(ToString::to_string).unwrap_or_default();
    Workshop {
        start: one.days.from,
        end: one.days.to,
        city: one.city.to_string(),
        venue: one.venue.to_string(),
        lead: trainer(0),
        second: trainer(1),
        people: one.people,
    }
}

/// Rooms that hold the largest workshop, closed while other campaigns have them.
fn venues(ground: &Ground, asked: &Asked, ours: &[Workshop]) -> Vec<Venue> {
    let needed = |room: &&Room| room.capacity >= asked.most || ours.iter().any(|one| one.venue == room.id.to_string());
    let rooms = ground.rooms.iter().filter(needed);
    rooms
        .map(|room| Venue {
            key: room.id.to_string(),
            city: room.city.to_string(),
            capacity: room.capacity,
            cost_per_day: asked.hire,
            closed: elsewhere(ground, |one| one.venue == room.id),
        })
        .collect()
}

fn trainers(ground: &Ground, asked: &Asked, homes: &HashMap<&str, String>, usual: &str) -> Vec<Trainer> {
    let taught = ground.curricula.first();
    ground
        .trainers()
        .iter()
        .map(|one| {
            let mut away: Vec<DateRange> =
                one.away.iter().map(|(_, days)| DateRange { first: days.from, last: days.to }).collect();
            away.extend(elsewhere(ground, |other| other.trainers.contains(&one.account)));
            Trainer {
                key: one.account.to_string(),
                name: one.name.clone(),
                home: homes.get(one.name.as_str()).cloned().unwrap_or_else(|| usual.to_owned()),
                can_lead: true,
                competent: one.teaches.is_empty() || taught.is_some_and(|id| one.teaches.iter().any(|it| it.0 == *id)),
                away,
                per_diem: asked.per_diem,
                most_workshops: None,
            }
        })
        .collect()
}

/// When workshops of other campaigns take something.
fn elsewhere(ground: &Ground, takes: impl Fn(&Booked) -> bool) -> Vec<DateRange> {
    let others = ground.booked.iter().filter(|one| !one.ours && takes(one));
    others.map(|one| DateRange { first: one.days.from, last: one.days.to }).collect()
}

/// Creates the workshops that are not there yet.
async fn adopt(system: &Caller, campaign: CampaignId, ground: &Ground, found: &Plan) -> Result<(), Refused> {
    let curriculum =
        ground.curricula.first().ok_or_else(|| Refused("the programme has no curriculum yet".to_owned()))?;
    let booked: Vec<Workshop> = ground.booked.iter().filter(|one| one.ours).map(fixed).collect();
    let mut held: HashMap<&str, usize> = HashMap::new();
    let mut forms = Vec::new();
    for one in &found.workshops {
        let place = held.entry(one.city.as_str()).or_default();
        *place += 1;
        if booked.contains(one) {
            continue;
        }
        forms.push(WorkshopForm {
            title: format!("Atelier de formation de formateurs – {} ({place})", name(ground, &one.city)),
            city: one.city.clone(),
            venue: name(ground, &one.venue).to_owned(),
            starts_on: one.start.to_string(),
            ends_on: one.end.to_string(),
            curriculum: curriculum.to_string(),
            capacity: one.people.to_string(),
            lead: one.lead.clone(),
            trainers: vec![one.second.clone()],
        });
    }
    match create_all(system, campaign, &forms).await {
        Ok(_) => Ok(()),
        Err(UseError::Refused(refusals)) => {
            let reasons: Vec<String> = refusals.iter().map(|one| sentence(Locale::en, &one.problem)).collect();
            Err(Refused(format!("nothing was created: {}", reasons.join(" "))))
        }
        Err(other) => Err(other.into()),
    }
}

/// The name behind a key.
fn name<'a>(ground: &'a Ground, key: &'a str) -> &'a str {
    let places = ground.places.iter().map(|one| (one.id.to_string(), one.name.as_str()));
    let rooms = ground.rooms.iter().map(|one| (one.id.to_string(), one.name.as_str()));
    let trainers = ground.trainers().iter().map(|one| (one.account.to_string(), one.name.as_str()));
    places.chain(rooms).chain(trainers).find(|(id, _)| id == key).map_or(key, |(_, name)| name)
}

/// A sentence with names where it has keys.
fn named(ground: &Ground, text: &str) -> String {
    text.split(' ').map(|word| name(ground, word)).collect::<Vec<_>>().join(" ")
}

fn why(ground: &Ground, conflict: &Conflict) -> String {
    let cities: Vec<&str> = conflict.cities.iter().map(|key| name(ground, key)).collect();
    let rules: Vec<String> = conflict.rules.iter().map(|rule| said(&json!(rule))).collect();
    format!(
        "there is no plan: {} cannot be held together by {} team(s), for want of {}",
        cities.join(", "),
        conflict.teams,
        if rules.is_empty() { "days in the window".to_owned() } else { rules.join(", ") }
    )
}

fn said(rule: &Value) -> String {
    rule.as_str().unwrap_or_default().replace('_', " ")
}

fn as_json(ground: &Ground, problem: &Problem, outcome: &Outcome, seconds: f64) -> Value {
    let workshop = |one: &Workshop| {
        json!({
            "city": name(ground, &one.city), "venue": name(ground, &one.venue), "starts_on": one.start,
            "ends_on": one.end, "lead": name(ground, &one.lead), "second": name(ground, &one.second),
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
            "workshops": [], "seconds": seconds, "violations": [], "infeasible": [why(ground, conflict)],
        }),
        Outcome::NothingFound { bound } => {
            json!({ "workshops": [], "bound": bound, "seconds": seconds, "violations": [], "infeasible": [] })
        }
    }
}

fn tell(ground: &Ground, found: &Plan, seconds: f64) {
    for one in &found.workshops {
        println!(
            "{} – {}  {}, {} ({}): {}, {}",
            one.start,
            one.end,
            name(ground, &one.city),
            name(ground, &one.venue),
            one.people,
            name(ground, &one.lead),
            name(ground, &one.second)
        );
    }
    let how = if found.proven { "no better plan exists".to_owned() } else { format!("gap {:.2} %", found.gap * 100.0) };
    println!("{} workshops, {} XOF; {how}; {seconds:.2} s", found.workshops.len(), found.cost.total());
}
