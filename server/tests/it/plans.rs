//! A plan from the question to the calendar: searched for by the server, proposed or
//! explained, adopted whole or not at all; and a calendar that has to change.

use crate::world::World;
use app::fields::{Problem, Refusal};
use app::ids::{CampaignId, PlanId};
use app::people::caller::Caller;
use app::plans::model::{AskForm, State};
use app::plans::problem::changes;
use app::plans::store::adopting::adopt;
use app::plans::store::asking::{Kept, ask, ask_again, latest, stop};
use app::plans::store::searching::take;
use app::plans::store::wishing::{add_wish, remove_wish, wishes};
use app::plans::wish::Wish;
use app::scheduling::model::Days;
use app::schema::error::UseError;
use app::schema::{plan, workshop};
use app::workshops::store::ground::{Booked, Ground};
use app::workshops::store::reading::find;
use chrono::TimeDelta;
use planner::{Change, Conflict, Outcome, Plan};
use sea_orm::{EntityTrait, PaginatorTrait};
use server::jobs::planning::search_all;

/// A campaign whose organiser plans: nobody is to be trained until it is said.
struct Stage {
    world: World,
    organiser: Caller,
    campaign: CampaignId,
    form: AskForm,
}

impl Stage {
    async fn new() -> Self {
        let world = World::new().await;
        let organiser = world.caller("organisateur.demo").await;
        let campaign = world.demo().campaign.parse().expect("an identifier");
        let (ground, _) = latest(&organiser, campaign).await.expect("a campaign");
        let form = AskForm {
            city: ground.places.iter().map(|place| place.id.to_string()).collect(),
            people: ground.places.iter().map(|_| "0".to_owned()).collect(),
            ..AskForm::offered(ground.curricula.first())
        };
        let stage = Self { world, organiser, campaign, form };
        for (id, _) in wishes(&stage.organiser, campaign).await.expect("wishes") {
            remove_wish(&stage.organiser, campaign, id).await.expect("given up");
        }
        stage
    }

    /// The form for so many people more than seats are free in a city.
    async fn lacking(&self, city: &str, people: u32) -> AskForm {
        let ground = self.ground().await;
        let place = ground.places.iter().position(|place| place.name == city).expect("a city");
        let here = ground.booked.iter().filter(|one| one.ours && one.city == ground.places[place].id);
        let mut form = self.form.clone();
        form.people[place] = (people + here.map(|one| one.free).sum::<u32>()).to_string();
        form
    }

    async fn ground(&self) -> Ground {
        latest(&self.organiser, self.campaign).await.expect("a campaign").0
    }

    async fn kept(&self) -> Kept {
        latest(&self.organiser, self.campaign).await.expect("a campaign").1.expect("a plan")
    }

    async fn searched(&self, form: &AskForm) -> Kept {
        ask(&self.organiser, self.campaign, form).await.expect("asked");
        search_all(&self.world.system()).await.expect("searched");
        self.kept().await
    }

    async fn planned(&self, form: &AskForm) -> (PlanId, Plan) {
        let kept = self.searched(form).await;
        match kept.outcome {
            Some(Outcome::Planned(plan)) => (kept.id, plan),
            other => panic!("no plan: {other:?}"),
        }
    }

    async fn conflict(&self, form: &AskForm) -> Conflict {
        match self.searched(form).await.outcome {
            Some(Outcome::Infeasible(conflict)) => conflict,
            other => panic!("not impossible: {other:?}"),
        }
    }

    async fn changes(&self, form: &AskForm, plan: &Plan) -> Vec<Change> {
        changes(&self.ground().await, &form.read().expect("in order").0, plan)
    }

    async fn adopt(&self, id: PlanId) -> Result<CampaignId, UseError> {
        adopt(&self.organiser, id, &|city, place| format!("{city} {place}")).await
    }

    async fn workshops(&self) -> u64 {
        workshop::Entity::find().count(self.world.db.reader()).await.expect("a count")
    }

    /// The last workshop of the campaign that has not begun.
    async fn last(&self) -> Booked {
        let ground = self.ground().await;
        let coming = ground.booked.into_iter().filter(|one| one.ours && one.days.from > self.organiser.today());
        coming.max_by_key(|one| one.days.from).expect("a workshop to come")
    }
}

fn outdated(answer: Result<CampaignId, UseError>) {
    match answer {
        Err(UseError::Refused(found)) => assert_eq!(found, [Refusal::new("plan", Problem::Outdated)]),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn what_is_proposed_and_adopted_is_in_the_calendar_once() {
    let stage = Stage::new().await;
    let form = stage.lacking("Kayes", 20).await;
    let before = stage.workshops().await;
    let (id, plan) = stage.planned(&form).await;
    assert!(plan.proven && plan.gap == 0.0);
    assert_eq!(stage.workshops().await, before, "a proposal writes nothing");
    let changes = stage.changes(&form, &plan).await;
    assert!(matches!(&changes[..], [Change::Added(_)]), "{changes:?}");
    stage.adopt(id).await.expect("adopted");
    assert_eq!(stage.workshops().await, before + 1);
    let new = stage.ground().await.booked.into_iter().find(|one| one.title == "Kayes 2").expect("the new one");
    let line = find(&stage.organiser, new.id).await.expect("a workshop").line;
    assert_eq!((line.capacity, new.trainers.len()), (20, 2));
    assert_eq!(stage.kept().await.state, State::Adopted);
    outdated(stage.adopt(id).await);
    assert_eq!(stage.workshops().await, before + 1);
}

#[tokio::test]
async fn wishes_that_cannot_hold_together_are_named_and_one_fewer_is_enough() {
    let stage = Stage::new().await;
    let form = stage.lacking("Kayes", 20).await;
    let ground = stage.ground().await;
    let kayes = ground.places.iter().find(|place| place.name == "Kayes").expect("a city").id;
    let rest = Days { from: stage.organiser.today(), to: ground.campaign.ends_on };
    let (who, campaign) = (&stage.organiser, stage.campaign);
    let never = add_wish(who, campaign, &Wish::CityNotWithin(kayes, rest)).await.expect("wished");
    add_wish(who, campaign, &Wish::AtMostPerWeek(50)).await.expect("wished");
    let conflict = stage.conflict(&form).await;
    assert_eq!(conflict.wishes, [never.to_string()], "and no other");
    assert_eq!(conflict.cities, [kayes.to_string()]);
    remove_wish(&stage.organiser, stage.campaign, never).await.expect("given up");
    ask_again(&stage.organiser, stage.campaign).await.expect("asked again");
    search_all(&stage.world.system()).await.expect("searched");
    assert!(matches!(stage.kept().await.outcome, Some(Outcome::Planned(_))));
}

#[tokio::test]
async fn a_city_that_is_postponed_moves_and_nothing_else_does() {
    let stage = Stage::new().await;
    let last = stage.last().await;
    // Its own days, and all before: it can only move on, or within what is left.
    let closed = Days { from: last.days.from, to: last.days.from };
    let wish = Wish::CityNotWithin(last.city, closed);
    add_wish(&stage.organiser, stage.campaign, &wish).await.expect("wished");
    let length = (last.days.to - last.days.from).num_days() + 1;
    let form = AskForm { movable: vec![last.id.to_string()], days: length.to_string(), ..stage.form.clone() };
    let (id, plan) = stage.planned(&form).await;
    let changes = stage.changes(&form, &plan).await;
    let [Change::Changed { before, after }] = &changes[..] else { panic!("more than one change: {changes:?}") };
    assert_eq!((before.start, &before.lead, &before.venue), (last.days.from, &after.lead, &after.venue));
    assert!(after.end < closed.from || closed.to < after.start, "{after:?}");
    let (workshops, others) = (stage.workshops().await, stage.ground().await.booked.len());
    stage.adopt(id).await.expect("adopted");
    let found = find(&stage.organiser, last.id).await.expect("a workshop");
    assert_eq!((found.line.starts_on, found.line.ends_on), (after.start, after.end));
    assert_eq!(found.line.enrolled, i64::from(last.people), "who had a seat has it");
    assert!(found.sessions.iter().all(|one| after.start <= one.held_on && one.held_on <= after.end));
    assert!(found.notices_due_at.is_some(), "those invited are told");
    assert_eq!((stage.workshops().await, stage.ground().await.booked.len()), (workshops, others));
}

#[tokio::test]
async fn a_trainer_who_cannot_is_replaced() {
    let stage = Stage::new().await;
    let last = stage.last().await;
    let around = TimeDelta::days(14);
    let ill = Days { from: last.days.from - around, to: last.days.to + around };
    add_wish(&stage.organiser, stage.campaign, &Wish::TrainerNotWithin(last.trainers[0], ill)).await.expect("wished");
    let length = (last.days.to - last.days.from).num_days() + 1;
    let form = AskForm { movable: vec![last.id.to_string()], days: length.to_string(), ..stage.form.clone() };
    let (id, plan) = stage.planned(&form).await;
    let changes = stage.changes(&form, &plan).await;
    let [Change::Changed { before, after }] = &changes[..] else { panic!("more than one change: {changes:?}") };
    assert_eq!((before.start, &before.venue), (after.start, &after.venue), "only the team");
    stage.adopt(id).await.expect("adopted");
    let team = find(&stage.organiser, last.id).await.expect("a workshop").trainers;
    assert!(team.iter().all(|(account, ..)| *account != last.trainers[0]), "{team:?}");
}

#[tokio::test]
async fn a_calendar_that_changed_since_is_not_overwritten() {
    let stage = Stage::new().await;
    let form = stage.lacking("Kayes", 20).await;
    let (id, _) = stage.planned(&form).await;
    let last = stage.last().await;
    app::workshops::store::cancelling::cancel(&stage.organiser, last.id).await.expect("cancelled");
    let before = stage.workshops().await;
    outdated(stage.adopt(id).await);
    assert_eq!(stage.workshops().await, before);
}

#[tokio::test]
async fn a_search_is_followed_ended_and_taken_up_again_when_its_process_died() {
    let stage = Stage::new().await;
    let (who, system) = (&stage.organiser, stage.world.system());
    let id = ask(who, stage.campaign, &stage.form).await.expect("asked");
    let asked = stage.kept().await;
    assert!(asked.id == id && asked.waits());
    assert_eq!(take(&system).await.expect("taken").map(|task| task.id), Some(id));
    assert!(take(&system).await.expect("nothing").is_none(), "not twice");
    let later = Caller { now: system.now + TimeDelta::minutes(2), ..system.clone() };
    assert_eq!(take(&later).await.expect("taken again").map(|task| task.id), Some(id));
    stop(who, id).await.expect("told to stop");
    let new = ask(&Caller { now: later.now, ..who.clone() }, stage.campaign, &stage.form).await.expect("asked");
    stop(who, new).await.expect("ended");
    let ended = stage.kept().await;
    assert!(ended.id == new && !ended.waits());
    assert!(matches!(stage.kept().await.outcome, Some(Outcome::NothingFound { bound: None })));
    assert!(take(&system).await.expect("nothing").is_none());
}

#[tokio::test]
async fn what_no_plan_could_stand_on_is_refused_beside_its_field_and_nothing_is_kept() {
    let stage = Stage::new().await;
    let before = plan::Entity::find().count(stage.world.db.reader()).await.expect("a count");
    let few = stage.lacking("Kayes", 7).await;
    let gone = AskForm { home: vec!["00000000-0000-0000-0000-000000000001".into()], ..stage.form.clone() };
    let gone = AskForm { trainer: vec![stage.last().await.trainers[0].to_string()], ..gone };
    for (form, field) in [(&few, "people"), (&gone, "home"), (&AskForm::default(), "curriculum")] {
        match ask(&stage.organiser, stage.campaign, form).await {
            Err(UseError::Refused(found)) => assert_eq!(found[0].field, field, "{found:?}"),
            other => panic!("not refused: {other:?}"),
        }
    }
    assert_eq!(plan::Entity::find().count(stage.world.db.reader()).await.expect("a count"), before);
}
