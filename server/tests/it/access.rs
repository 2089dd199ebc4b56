//! Who may open which address: every route, for every role, as a table.

use crate::answers::TABLE;
use crate::client::{Client, Reply};
use crate::world::{TRAINER_OF_OTHERS, World};
use app::assessments::answering::store::opening::openable;
use app::assessments::evaluations::store::opening::held;
use app::attendance::scans::store as scans;
use app::campaigns::model::{NewCampaign, Percent};
use app::campaigns::store::add as add_campaign;
use app::certificates::templates::store::shelf;
use app::ids::CampaignId;
use app::imports::store::uploads;
use app::people::caller::Caller;
use app::people::model::NewAccount;
use app::people::store::accounts::{Granted, add as add_account, by_login};
use app::plans::store::asking::latest;
use app::rights::model::RequestKind;
use app::rights::store::requests::to_decide;
use app::workshops::store::enrolment::participants;
use serde_json::json;
use std::collections::BTreeSet;

/// Who asks, in the order of the table's columns.
const ROLES: [&str; 7] = [
    "public",
    "participant",
    "trainer of the workshop",
    "trainer of another workshop",
    "organiser of the campaign",
    "organiser of another campaign",
    "administrator",
];

/// What the addresses of the table are filled with.
pub struct Names {
    campaign: String,
    /// The finished workshop.
    pub workshop: String,
    curriculum: String,
    /// Someone's in it, not the participant's who asks.
    pub enrolment: String,
    /// The person of that enrolment.
    pub person: String,
    /// A list that is to be decided.
    pub import: String,
    /// Another participant of the same workshop.
    other: String,
    /// One of its half-days.
    pub session: String,
    /// A signed sheet of it.
    scan: String,
    /// An evaluation of it, closed.
    evaluation: String,
    /// A request to decide, of someone else than the participant who asks.
    request: String,
    /// The plan that was asked for.
    plan: String,
    certificate: String,
    account: String,
    /// A test of its curriculum.
    test: String,
    /// An image of its templates.
    image: String,
}

impl Names {
    /// As the demonstration has them.
    pub async fn of(world: &World) -> Self {
        let demo = world.demo();
        let organiser = world.caller("organisateur.demo").await;
        let workshop = demo.workshop_finished.parse().expect("an identifier");
        let enrolled = participants(&organiser, workshop).await.expect("participants");
        let found = app::workshops::store::reading::find(&organiser, workshop).await.expect("a workshop");
        Self {
            campaign: demo.campaign.clone(),
            workshop: demo.workshop_finished.clone(),
            curriculum: demo.curriculum.clone(),
            // The last: the first is the participant who asks.
            enrolment: enrolled.last().expect("someone").enrolment.to_string(),
            import: open_list(&organiser).await,
            request: open_request(&organiser).await,
            other: enrolled[1].person.to_string(),
            person: enrolled.last().expect("someone").person.to_string(),
            session: found.sessions[0].id.to_string(),
            scan: scans::list(&organiser, workshop).await.expect("sheets").remove(0).id.to_string(),
            evaluation: held(&organiser, workshop).await.expect("theirs").opened[0].id.to_string(),
            plan: plan(&organiser, demo.campaign.parse().expect("an identifier")).await,
            certificate: demo.certificate.clone(),
            account: by_login(&world.system(), "formateur4.demo").await.expect("an account").to_string(),
            image: image(&organiser, &demo.campaign).await,
            test: openable(&organiser, workshop).await.expect("tests").remove(0).instrument.to_string(),
        }
    }

    fn fill(&self, route: &str) -> String {
        let id = match route.split('/').nth(1) {
            Some("campaigns") => &self.campaign,
            Some("curricula") => &self.curriculum,
            Some("people") => &self.person,
            Some("imports") => &self.import,
            Some("accounts") => &self.account,
            Some("account") => &self.session,
            _ => &self.workshop,
        };
        route
            .replace("{id}", id)
            .replace("{enrolment}", &self.enrolment)
            .replace("{other}", &self.other)
            .replace("{request}", &self.request)
            // None of the workshop's: whoever may ask is told so.
            .replace("{link}", &self.session)
            .replace("{question}", &self.session)
            .replace("{opening}", &self.session)
            .replace("{evaluation}", &self.evaluation)
            .replace("{quota}", &self.session)
            .replace("{test}", &self.test)
            .replace("{plan}", &self.plan)
            .replace("{image}", &self.image)
            .replace("{kind}", "attendance")
            .replace("{scan}", &self.scan)
            .replace("{wish}", &self.session)
            .replace("{holiday}", &self.session)
            .replace("{absence}", &self.session)
            .replace("{trainer}", &self.session)
            .replace("{person}", &self.person)
            .replace("{serial}", &self.certificate)
            .replace("{file}", &format!("{}.pdf", self.certificate))
            .replace("{list}", "0")
            .replace("{name}", "none.png")
            .replace("{number}", "13")
            .replace("{token}", "unknown")
            .replace("{version}", "1")
    }
}

/// The plan that waits.
async fn plan(organiser: &Caller, campaign: CampaignId) -> String {
    let (_, kept) = latest(organiser, campaign).await.expect("a campaign");
    kept.expect("a plan").id.to_string()
}

/// An image that a template shows.
async fn image(organiser: &Caller, campaign: &str) -> String {
    let shelf = shelf(organiser, campaign.parse().expect("an identifier")).await.expect("templates");
    shelf.images.first().expect("an image").id.to_string()
}

/// A list that is not in the register yet.
async fn open_list(organiser: &Caller) -> String {
    let lists = uploads::list(organiser).await.expect("lists");
    lists.into_iter().find(|list| list.applied_at.is_none()).expect("an open list").id.to_string()
}

/// A request for erasure that is not decided.
async fn open_request(organiser: &Caller) -> String {
    let open = to_decide(organiser).await.expect("requests");
    let erasure = open.into_iter().find(|(request, _)| request.kind == RequestKind::Erasure);
    erasure.expect("an open request").0.id.to_string()
}

async fn someone(world: &World, role: &str) -> Client {
    match role {
        "public" => world.public(),
        "participant" => world.participant().await,
        "trainer of the workshop" => world.trainer().await,
        "trainer of another workshop" => world.signed_in_as(TRAINER_OF_OTHERS).await,
        "organiser of the campaign" => world.organiser().await,
        "organiser of another campaign" => organiser_of_another(world).await,
        _ => world.administrator().await,
    }
}

async fn organiser_of_another(world: &World) -> Client {
    let (starts_on, ends_on) = (world.now().date_naive(), world.now().date_naive());
    let campaign = NewCampaign {
        programme: "Autre programme".into(),
        partners: String::new(),
        title: "Autre campagne".into(),
        authority: String::new(),
        starts_on,
        ends_on,
        attendance: Percent(80),
        post_test: Percent(60),
    };
    let system = world.system();
    let campaign = add_campaign(&system, campaign).await.expect("a campaign");
    let account =
        NewAccount { login: "ailleurs".into(), display_name: "Ailleurs".into(), password: "une phrase longue".into() };
    add_account(&system, account, Granted::Organiser(campaign)).await.expect("an account");
    world.signed_in_as("ailleurs").await
}

async fn ask(client: &mut Client, method: &str, route: &str, names: &Names) -> Reply {
    let address = names.fill(route);
    match (method, route) {
        ("GET", _) => client.get(&address).await,
        (_, "/api/v1/tests/{opening}") => {
            client.post_json(&address, &json!({ "id": names.session, "typed": [] })).await
        }
        (_, route) if route.starts_with("/api/") => client.post_json(&address, &json!({ "events": [] })).await,
        (_, "/setup/{token}") => {
            let fields = [("login", "moi"), ("display_name", "Moi"), ("password", "une phrase longue")];
            client.post(&address, &fields).await
        }
        (_, "/workshops/{id}/attendance" | "/workshops/{id}/attendance/closing") => {
            client.post(&address, &[("session", &names.session)]).await
        }
        (_, "/workshops/{id}/attendance/settle") => {
            let fields = [("session", &names.session), ("enrolment", &names.enrolment), ("right", &names.session)];
            client.post(&address, &fields.map(|(name, value)| (name, value.as_str()))).await
        }
        (
            "POST",
            "/imports"
            | "/people/{id}/photo"
            | "/campaigns/{id}/template-images"
            | "/workshops/{id}/attendance/queue"
            | "/workshops/{id}/attendance/scans"
            | "/workshops/{id}/attendance/list"
            | "/curricula/{id}/questions"
            | "/curricula/{id}/figures",
        ) => client.post_parts(&address, &[], None).await,
        (_, "/workshops/{id}/tests") => client.post(&address, &[("test", &names.session)]).await,
        (_, "/workshops/{id}/participants") => client.post(&address, &[("person", &names.session)]).await,
        (_, "/workshops/{id}/participants/new") => client.post(&address, &nobody(&names.session)).await,
        _ => client.post(&address, &[]).await,
    }
}

/// A person in order, but for a structure and a region that do not exist.
fn nobody(unknown: &str) -> [(&str, &str); 6] {
    [
        ("family_name", "Traoré"),
        ("given_names", "Awa"),
        ("sex", "female"),
        ("institution", unknown),
        ("job_title", "Magistrate"),
        ("region", unknown),
    ]
}

fn letter(reply: &Reply) -> char {
    match (reply.status.as_u16(), reply.location()) {
        (200, _) => 'o',
        (303, Some(target)) if target.starts_with("/sign-in") => 's',
        (303, Some(_)) => 'r',
        (401, _) => 'u',
        (403, _) => 'f',
        (404, _) => 'n',
        (422, _) => 'v',
        _ => '?',
    }
}

async fn check_column(place: usize) {
    let world = World::new().await;
    let names = Names::of(&world).await;
    let mut client = someone(&world, ROLES[place]).await;
    let mut wrong = Vec::new();
    for (method, route, expected) in TABLE {
        let reply = ask(&mut client, method, route, &names).await;
        let (found, expected) = (letter(&reply), expected.chars().nth(place).expect("a letter for each role"));
        if found != expected {
            wrong.push(format!("{method} {route}: {} instead of {expected}", reply.status));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", ROLES[place], wrong.join("\n"));
}

#[tokio::test]
async fn the_public_may_sign_in_and_verify() {
    check_column(0).await;
}

#[tokio::test]
async fn a_participant_may_open_what_is_their_own() {
    check_column(1).await;
}

#[tokio::test]
async fn a_trainer_may_work_in_their_workshops() {
    check_column(2).await;
}

#[tokio::test]
async fn a_trainer_may_not_work_in_the_workshops_of_others() {
    check_column(3).await;
}

#[tokio::test]
async fn an_organiser_may_decide_in_their_campaign() {
    check_column(4).await;
}

#[tokio::test]
async fn an_organiser_may_not_decide_in_another_campaign() {
    check_column(5).await;
}

#[tokio::test]
async fn an_administrator_may_do_everything() {
    check_column(6).await;
}

#[test]
fn the_table_names_every_route() {
    let sources = [
        include_str!("../../../app/src/routes.rs"),
        include_str!("../../src/routes/mod.rs"),
        include_str!("../../src/routes/api.rs"),
        include_str!("../../src/routes/assets.rs"),
        include_str!("../../src/routes/calendar.rs"),
        include_str!("../../src/routes/downloads.rs"),
    ];
    let routed: BTreeSet<(&str, &str)> = sources.iter().flat_map(|source| routes_in(source)).collect();
    let named: BTreeSet<(&str, &str)> = TABLE.iter().map(|(method, route, _)| (*method, *route)).collect();
    assert!(routed.len() > 40, "the sources were not understood: {routed:?}");
    let missing: Vec<_> = routed.difference(&named).collect();
    assert!(missing.is_empty(), "without a row: {missing:?}");
}

/// Methods and addresses of the `.route("…", get(…).post(…))` of a source.
fn routes_in(source: &str) -> Vec<(&'static str, &str)> {
    let mut found = Vec::new();
    for part in source.split(".route(").skip(1) {
        let Some(address) = part.split('"').nth(1) else { continue };
        let handlers = part.split(['\n', ';']).find(|line| line.contains("get(") || line.contains("post("));
        let handlers = handlers.unwrap_or_default();
        found.extend(handlers.contains("get(").then_some(("GET", address)));
        found.extend(handlers.contains("post(").then_some(("POST", address)));
    }
    found
}
