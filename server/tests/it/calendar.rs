//! Calendars: subscribed to by a link, taken once, and never another's.

use crate::client::{Client, Reply};
use crate::world::{PUBLIC_URL, World};
use app::campaigns::editing::model::ModuleText;
use app::campaigns::editing::store as editing;
use app::ids::{CurriculumId, EnrolmentId, PersonId};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::secrets::fingerprint;
use app::people::store::accounts::by_login;
use app::people::store::sign_in::add_code;
use app::schema::calendar_link;
use app::workshops::model::Stage;
use app::workshops::store::enrolment::{enrol, participants, withdraw};
use app::workshops::store::reading::{Filter, WorkshopLine, find, list};
use app::workshops::store::waiting::{confirm, decline};
use chrono::TimeDelta;
use sea_orm::EntityTrait;

/// Someone with a seat in the next workshop of the demonstration.
struct Invited {
    organiser: Caller,
    workshop: WorkshopLine,
    seat: EnrolmentId,
    person: PersonId,
    client: Client,
}

impl Invited {
    async fn of(world: &World) -> Self {
        let organiser = world.caller("organisateur.demo").await;
        let filter = Filter { stage: Some(Stage::Planned), ..Filter::default() };
        let workshop = list(&organiser, &filter).await.expect("workshops").swap_remove(0);
        let one = participants(&organiser, workshop.id).await.expect("participants").swap_remove(0);
        let tx = world.db.begin().await.expect("a transaction");
        let code = add_code(&tx, &organiser, one.person).await.expect("a code").to_string();
        tx.commit().await.expect("committed");
        let mut client = world.public();
        assert_eq!(client.post("/sign-in", &[("code", &code)]).await.location(), Some("/"));
        Self { organiser, workshop, seat: one.enrolment, person: one.person, client }
    }

    fn caller(&self) -> Caller {
        Caller { actor: Actor::Participant(self.person), ..self.organiser.clone() }
    }

    fn later(&self, minutes: i64) -> Caller {
        Caller { now: self.organiser.now + TimeDelta::minutes(minutes), ..self.organiser.clone() }
    }
}

/// Asks for a link; its path.
async fn subscribe(client: &mut Client) -> String {
    let page = client.post("/calendar", &[]).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let text = page.text();
    let path = |scheme: &str| {
        let start = format!("href=\"{}/calendar/", PUBLIC_URL.replace("https", scheme));
        let rest = text.split(&start).nth(1).unwrap_or_else(|| panic!("no {scheme} link: {text}"));
        format!("/calendar/{}", rest.split('"').next().unwrap_or_default())
    };
    assert_eq!(path("webcal"), path("https"));
    path("https")
}

async fn read(world: &World, path: &str) -> Vec<Vec<String>> {
    let reply = world.public().get(path).await;
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "text/calendar; charset=utf-8"));
    events(&reply)
}

/// The lines of each event, unfolded.
fn events(reply: &Reply) -> Vec<Vec<String>> {
    let text = reply.text().replace("\r\n ", "");
    text.split("BEGIN:VEVENT").skip(1).map(|event| event.lines().map(str::to_owned).collect()).collect()
}

fn said<'a>(event: &'a [String], name: &str) -> &'a str {
    // After the name stand its parameters, if it has any.
    let value = |line: &'a String| {
        line.strip_prefix(name)?.split_once(':').filter(|(before, _)| before.is_empty() || before.starts_with(';'))
    };
    event
        .iter()
        .find_map(|line| value(line).map(|(_, value)| value))
        .unwrap_or_else(|| panic!("no {name} in {event:?}"))
}

fn all<'a>(events: &'a [Vec<String>], name: &str) -> Vec<&'a str> {
    events.iter().map(|event| said(event, name)).collect()
}

#[tokio::test]
async fn a_subscribed_calendar_shows_the_half_days_of_ones_seats() {
    let world = World::new().await;
    let mut invited = Invited::of(&world).await;
    let link = subscribe(&mut invited.client).await;
    let events = read(&world, &link).await;
    let sessions = find(&invited.organiser, invited.workshop.id).await.expect("a workshop").sessions;
    let identifiers: Vec<String> = sessions.iter().map(|session| session.id.to_string()).collect();
    assert_eq!(all(&events, "UID"), identifiers);
    let first = &events[0];
    assert_eq!(said(first, "DTSTART"), format!("{}T083000", invited.workshop.starts_on.format("%Y%m%d")));
    assert!(said(first, "LOCATION").ends_with(&invited.workshop.city));
    assert!(said(first, "DESCRIPTION").contains("Accueil et inscription"));
    assert!(all(&events, "STATUS").iter().all(|status| *status == "TENTATIVE"), "not answered yet");
    assert_eq!(events, read(&world, &link).await, "asked again, the same");
}

#[tokio::test]
async fn an_answer_is_a_later_revision_of_the_same_events() {
    let world = World::new().await;
    let mut invited = Invited::of(&world).await;
    let link = subscribe(&mut invited.client).await;
    let before = read(&world, &link).await;
    let answering = Caller { actor: invited.caller().actor, ..invited.later(5) };
    confirm(&answering, invited.seat).await.expect("confirmed");
    let confirmed = read(&world, &link).await;
    assert!(all(&confirmed, "STATUS").iter().all(|status| *status == "CONFIRMED"));
    let declining = Caller { actor: invited.caller().actor, ..invited.later(9) };
    decline(&declining, invited.seat).await.expect("declined");
    let declined = read(&world, &link).await;
    assert!(all(&declined, "STATUS").iter().all(|status| *status == "CANCELLED"));
    enrol(&invited.later(12), invited.workshop.id, invited.person).await.expect("enrolled again");
    let again = read(&world, &link).await;
    assert!(all(&again, "STATUS").iter().all(|status| *status == "TENTATIVE"));
    let revision = |events: &[Vec<String>]| said(&events[0], "SEQUENCE").parse::<u32>().expect("a number");
    let revisions = [&before, &confirmed, &declined, &again].map(|events| revision(events));
    assert!(revisions.is_sorted_by(|a, b| a < b), "{revisions:?}");
    assert_eq!(all(&before, "UID"), all(&again, "UID"));
}

#[tokio::test]
async fn an_edition_that_calls_a_module_otherwise_is_a_later_revision() {
    let world = World::new().await;
    let mut invited = Invited::of(&world).await;
    let link = subscribe(&mut invited.client).await;
    let before = read(&world, &link).await;
    let (organiser, id) = (invited.later(5), CurriculumId(world.demo().curriculum.parse().expect("an identifier")));
    let written = editing::find(&organiser, id, 2).await.expect("a module");
    let text = ModuleText { title: "Regards neufs".to_owned(), ..written.text.clone() };
    editing::save(&organiser, id, 2, (text, &written.text.sign())).await.expect("saved");
    assert_eq!(read(&world, &link).await, before, "a draft is nobody's calendar");
    let coming = editing::coming(&organiser, id).await.expect("drafts");
    let version = ("1.1".to_owned(), "Titre".to_owned());
    editing::publish(&organiser, id, version, &coming.sign).await.expect("published");
    let after = read(&world, &link).await;
    assert!(after.iter().any(|event| said(event, "DESCRIPTION").contains("Regards neufs")));
    let revision = |events: &[Vec<String>]| said(&events[0], "SEQUENCE").parse::<u32>().expect("a number");
    assert!(revision(&after) > revision(&before));
}

#[tokio::test]
async fn a_seat_given_back_is_gone_once_the_workshop_is_over() {
    let world = World::new().await;
    let mut invited = Invited::of(&world).await;
    withdraw(&invited.organiser, invited.workshop.id, invited.seat).await.expect("withdrawn");
    let link = subscribe(&mut invited.client).await;
    assert!(!read(&world, &link).await.is_empty());
    let days = invited.workshop.ends_on - world.now().date_naive();
    world.wait(days + TimeDelta::days(1));
    assert!(read(&world, &link).await.is_empty());
}

#[tokio::test]
async fn a_new_link_ends_the_old_one_and_an_ended_one_shows_nothing() {
    let world = World::new().await;
    let mut invited = Invited::of(&world).await;
    let first = subscribe(&mut invited.client).await;
    let second = subscribe(&mut invited.client).await;
    assert_eq!(world.public().get(&first).await.status, 404);
    assert_eq!(world.public().get(&second).await.status, 200);
    assert!(invited.client.get("/").await.text().contains("action=\"/calendar/end\""));
    assert_eq!(invited.client.post("/calendar/end", &[]).await.location(), Some("/"));
    assert_eq!(world.public().get(&second).await.status, 404);
    assert!(!invited.client.get("/").await.text().contains("action=\"/calendar/end\""));
    for wrong in ["/calendar/.ics", "/calendar/0000.ics", second.trim_end_matches(".ics")] {
        assert_eq!(world.public().get(wrong).await.status, 404, "{wrong}");
    }
}

#[tokio::test]
async fn the_database_holds_only_a_hash_of_the_link() {
    let world = World::new().await;
    let link = subscribe(&mut Invited::of(&world).await.client).await;
    let token = link.trim_start_matches("/calendar/").trim_end_matches(".ics");
    assert_eq!(token.len(), 64);
    let rows = calendar_link::Entity::find().all(world.db.reader()).await.expect("rows");
    assert!(rows.iter().any(|row| row.token_hash == fingerprint(token)));
    assert!(!rows.iter().any(|row| format!("{row:?}").contains(token)));
}

#[tokio::test]
async fn a_trainer_subscribes_to_the_rooms_they_teach_in() {
    let world = World::new().await;
    let mut trainer = world.trainer().await;
    let link = subscribe(&mut trainer).await;
    let taught = list(&world.caller("formatrice.demo").await, &Filter::default()).await.expect("workshops");
    let events = read(&world, &link).await;
    assert!(taught.iter().all(|line| all(&events, "SUMMARY").iter().any(|told| told.contains(&line.city))));
    let mut administrator = world.administrator().await;
    let id = by_login(&world.system(), "formatrice.demo").await.expect("an account");
    administrator.post(&format!("/accounts/{id}/disable"), &[]).await;
    assert_eq!(world.public().get(&link).await.status, 404, "a disabled account has none");
}

#[tokio::test]
async fn one_workshop_is_taken_once_and_only_ones_own() {
    let world = World::new().await;
    let mut invited = Invited::of(&world).await;
    let address = format!("/enrolments/{}/calendar.ics", invited.seat);
    assert!(invited.client.get("/").await.text().contains(&address), "the first page leads there");
    let reply = invited.client.get(&address).await;
    assert!(reply.header("content-disposition").starts_with("attachment"));
    assert!(events(&reply).len() > 2);
    assert_eq!(world.participant().await.get(&address).await.status, 404, "another's");
    decline(&invited.caller(), invited.seat).await.expect("declined");
    assert_eq!(invited.client.get(&address).await.status, 404, "given back");
}

#[tokio::test]
async fn the_language_is_that_in_which_the_link_was_made() {
    let world = World::new().await;
    let mut invited = Invited::of(&world).await;
    invited.client.post("/language", &[("language", "en"), ("back", "/")]).await;
    let link = subscribe(&mut invited.client).await;
    assert!(all(&read(&world, &link).await, "SUMMARY")[0].ends_with("(morning)"));
}
