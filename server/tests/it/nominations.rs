//! Who is named, chosen, set aside and replaced; what a link lets one do, and
//! what it does not tell.

use crate::seats::{SEATS, small_workshop};
use crate::world::World;
use app::fields::Problem;
use app::ids::{InstitutionId, WorkshopId};
use app::nominations::model::{Choice, NewLink, QuotaForm, Share};
use app::nominations::store::choosing::{Nominee, choose, nominees, set_aside};
use app::nominations::store::links::{close_link, invited, links, make_link};
use app::nominations::store::naming::{lists, name_by_link, name_list};
use app::nominations::store::quotas::{quotas, set_quota};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::model::{NewPerson, PersonName, Sex};
use app::people::secrets::Token;
use app::people::store::places::{institutions, regions};
use app::people::store::register::load_entry;
use app::schema::error::UseError;
use app::workshops::store::enrolment::{enrol, participants};
use app::workshops::store::reading::of_campaign;
use app::workshops::store::substitution::{substitute, substitutions};
use app::workshops::store::waiting::waiting;
use chrono::TimeDelta;

/// A workshop, and a link by which one institution may name so many.
async fn with_link(world: &World, places: i32) -> (Caller, WorkshopId, InstitutionId, Token) {
    let (organiser, workshop, _) = small_workshop(world).await;
    let institution = institutions(&organiser).await.expect("institutions")[0].0;
    let open_until = organiser.today() + TimeDelta::days(3);
    let link = NewLink { institution, places, open_until };
    let token = make_link(&organiser, workshop, link).await.expect("a link");
    (organiser, workshop, institution, token)
}

fn anyone(caller: &Caller) -> Caller {
    Caller { actor: Actor::Public, ..caller.clone() }
}

/// Someone whom the register does not know.
async fn stranger(organiser: &Caller, number: usize, sex: Sex) -> NewPerson {
    NewPerson {
        name: PersonName { family: "Inconnu".into(), given: format!("Numéro {}", "i".repeat(number + 1)) },
        sex,
        age: None,
        // Whatever is sent: the link says the institution.
        institution: institutions(organiser).await.expect("institutions")[1].0,
        job_title: "Agent".into(),
        region: regions(organiser).await.expect("regions")[0].0,
        locality: None,
        phone: Some(format!("+2237600{number:04}")),
        email: None,
        languages: Vec::new(),
        accessibility: String::new(),
        consents: false,
    }
}

async fn name_strangers(organiser: &Caller, token: &Token, count: usize) {
    for number in 0..count {
        let sex = if number % 2 == 0 { Sex::Female } else { Sex::Male };
        let new = stranger(organiser, number, sex).await;
        name_by_link(&anyone(organiser), token.reveal(), "Le directeur", new).await.expect("named");
    }
}

async fn named(organiser: &Caller, workshop: WorkshopId, choice: Choice) -> Vec<Nominee> {
    let all = nominees(organiser, workshop).await.expect("nominees");
    all.into_iter().filter(|nominee| nominee.choice == choice).collect()
}

#[tokio::test]
async fn a_link_names_as_many_as_it_may_until_it_is_closed() {
    let world = World::new().await;
    let (organiser, workshop, institution, token) = with_link(&world, 2).await;
    let anyone = anyone(&organiser);
    assert_eq!(invited(&anyone, token.reveal()).await.expect("open").left, 2);
    name_strangers(&organiser, &token, 2).await;
    let third = stranger(&organiser, 7, Sex::Male).await;
    match name_by_link(&anyone, token.reveal(), "x", third.clone()).await {
        Err(UseError::Refused(refusals)) => assert_eq!(refusals[0].problem, Problem::Full { capacity: 2 }),
        other => panic!("not refused: {other:?}"),
    }
    let all = nominees(&organiser, workshop).await.expect("nominees");
    assert!(
        all.iter().all(|nominee| nominee.traits.institution == institution && nominee.nominated_by == "Le directeur")
    );
    let link = links(&organiser, workshop).await.expect("links").remove(0);
    assert_eq!((link.named, link.open), (2, true));
    close_link(&organiser, workshop, link.id).await.expect("closed");
    assert!(matches!(invited(&anyone, token.reveal()).await, Err(UseError::NotFound)));
    assert!(matches!(name_by_link(&anyone, token.reveal(), "x", third).await, Err(UseError::NotFound)));
    assert!(matches!(close_link(&organiser, workshop, link.id).await, Err(UseError::NotFound)));
}

#[tokio::test]
async fn a_link_is_closed_after_its_last_day() {
    let world = World::new().await;
    let (organiser, _, _, token) = with_link(&world, 1).await;
    let on = |days| Caller { now: organiser.now + TimeDelta::days(days), ..anyone(&organiser) };
    assert!(invited(&on(3), token.reveal()).await.is_ok());
    assert!(matches!(invited(&on(4), token.reveal()).await, Err(UseError::NotFound)));
    assert!(matches!(invited(&on(0), "another").await, Err(UseError::NotFound)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_link_used_at_once_names_nobody_too_many() {
    let world = World::new().await;
    let (organiser, workshop, _, token) = with_link(&world, 3).await;
    let mut tasks = Vec::new();
    for number in 0..8 {
        let new = stranger(&organiser, number, Sex::Female).await;
        let (anyone, token) = (anyone(&organiser), token.clone());
        tasks.push(tokio::spawn(async move { name_by_link(&anyone, token.reveal(), "x", new).await }));
    }
    let mut done = 0;
    for task in tasks {
        match task.await.expect("it does not panic") {
            Ok(()) => done += 1,
            Err(UseError::Refused(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((done, nominees(&organiser, workshop).await.expect("nominees").len()), (3, 3));
}

#[tokio::test]
async fn someone_known_for_certain_is_not_written_twice_nor_changed_and_nothing_is_told() {
    let world = World::new().await;
    let (organiser, workshop, _, token) = with_link(&world, 5).await;
    let finished = world.demo().workshop_finished.parse().expect("an identifier");
    let seats = participants(&organiser, finished).await.expect("participants");
    let known = seats.into_iter().find(|seat| seat.phone.is_some()).expect("someone with a telephone");
    let entry = load_entry(world.db.reader(), known.person).await.expect("an entry").person;
    let again = NewPerson { job_title: "Autre chose".into(), email: Some("autre@example.org".into()), ..entry.clone() };
    let people = world.count("person").await;
    for _ in 0..2 {
        name_by_link(&anyone(&organiser), token.reveal(), "x", again.clone()).await.expect("named, or as if");
    }
    assert_eq!(world.count("person").await, people);
    assert_eq!(load_entry(world.db.reader(), known.person).await.expect("an entry").person, entry);
    let all = nominees(&organiser, workshop).await.expect("nominees");
    assert_eq!(
        all.iter().map(|nominee| (nominee.person, nominee.other_seats)).collect::<Vec<_>>(),
        [(known.person, 1)]
    );
}

#[tokio::test]
async fn those_chosen_have_a_seat_or_wait_and_quotas_fill() {
    let world = World::new().await;
    let (organiser, workshop, institution, token) = with_link(&world, 10).await;
    name_strangers(&organiser, &token, SEATS + 2).await;
    for share in [Share::Sex(Sex::Female), Share::Institution(institution)] {
        let form = QuotaForm { share: share.to_string(), at_least: "3".into(), at_most: "5".into() };
        set_quota(&organiser, workshop, &form).await.expect("a quota");
        set_quota(&organiser, workshop, &form).await.expect("set anew");
    }
    let open = named(&organiser, workshop, Choice::Open).await;
    let ids: Vec<_> = open.iter().map(|nominee| nominee.id).collect();
    choose(&organiser, workshop, &ids).await.expect("chosen");
    choose(&organiser, workshop, &ids).await.expect("again");
    assert_eq!(named(&organiser, workshop, Choice::Seated).await.len(), SEATS);
    assert_eq!(named(&organiser, workshop, Choice::Waiting).await.len(), 2);
    assert_eq!(waiting(&organiser, workshop).await.expect("a list").len(), 2);
    let seated = named(&organiser, workshop, Choice::Seated).await;
    let women = seated.iter().filter(|nominee| nominee.traits.sex == Sex::Female).count();
    let counts: Vec<_> = quotas(&organiser, workshop).await.expect("quotas").iter().map(|quota| quota.seated).collect();
    assert_eq!(counts, [i32::try_from(women).expect("few"), i32::try_from(SEATS).expect("few")]);
    assert!(matches!(choose(&organiser, workshop, &[]).await, Err(UseError::Refused(_))));
}

#[tokio::test]
async fn whoever_is_set_aside_may_be_taken_up_again() {
    let world = World::new().await;
    let (organiser, workshop, _, token) = with_link(&world, 3).await;
    name_strangers(&organiser, &token, 2).await;
    let open = named(&organiser, workshop, Choice::Open).await;
    set_aside(&organiser, workshop, &[open[0].id], true).await.expect("set aside");
    assert_eq!(named(&organiser, workshop, Choice::SetAside).await.len(), 1);
    set_aside(&organiser, workshop, &[open[0].id], false).await.expect("taken up");
    assert_eq!(named(&organiser, workshop, Choice::Open).await.len(), 2);
    let last = of_campaign(&organiser, world.demo().campaign.parse().expect("an identifier")).await.expect("workshops");
    let elsewhere = set_aside(&organiser, last[0], &[open[0].id], true).await;
    assert!(matches!(elsewhere, Err(UseError::NotFound)), "named for another workshop");
}

#[tokio::test]
async fn everyone_of_a_list_is_named_once() {
    let world = World::new().await;
    let (organiser, workshop, ..) = with_link(&world, 1).await;
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let list = lists(&organiser, campaign).await.expect("lists").remove(0);
    let count = name_list(&organiser, workshop, list.id).await.expect("named");
    assert!(count > 5, "{count}: those who were in the register before are named too");
    assert_eq!(name_list(&organiser, workshop, list.id).await.expect("again"), 0);
    assert_eq!(nominees(&organiser, workshop).await.expect("nominees").len(), count);
}

#[tokio::test]
async fn a_seat_passes_to_the_one_chosen_and_the_trace_stays() {
    let world = World::new().await;
    let (organiser, workshop, people) = small_workshop(&world).await;
    let mut seats = Vec::new();
    for person in &people[..SEATS] {
        seats.push(enrol(&organiser, workshop, *person).await.expect("a seat"));
    }
    app::workshops::store::waiting::wait(&organiser, workshop, people[SEATS]).await.expect("on the list");
    let instead = people[SEATS + 1];
    substitute(&organiser, workshop, seats[0], instead, "Malade").await.expect("replaced");
    let seated: Vec<_> =
        participants(&organiser, workshop).await.expect("participants").into_iter().map(|seat| seat.person).collect();
    assert!(seated.contains(&instead) && !seated.contains(&people[0]) && seated.len() == SEATS);
    assert_eq!(waiting(&organiser, workshop).await.expect("a list").len(), 1, "the list was passed by");
    let trace = substitutions(&organiser, workshop).await.expect("a trace");
    assert_eq!((trace.len(), trace[0].reason.as_str()), (1, "Malade"));
    assert!(matches!(substitute(&organiser, workshop, seats[0], instead, "").await, Err(UseError::NotFound)));
    assert!(matches!(substitute(&organiser, workshop, seats[1], instead, "").await, Err(UseError::Refused(_))));
    assert_eq!(participants(&organiser, workshop).await.expect("participants").len(), SEATS, "nothing was changed");
}

#[tokio::test]
async fn the_form_of_a_link_works_without_an_account_and_shows_nobody() {
    let world = World::new().await;
    let (organiser, workshop, _, token) = with_link(&world, 2).await;
    let region = regions(&organiser).await.expect("regions")[0].0.to_string();
    let mut client = world.public();
    let address = format!("/nominate/{}", token.reveal());
    assert!(client.get(&address).await.text().contains("Petite salle"));
    let refused = client.post(&address, &[("family_name", "Samaké")]).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.text().contains("Samaké"), "what was typed stays");
    let fields = [
        ("nominated_by", "Mme la directrice"),
        ("family_name", "Samaké"),
        ("given_names", "Fanta"),
        ("sex", "female"),
        ("job_title", "Agente"),
        ("region", region.as_str()),
        ("languages", "fr"),
        ("languages", "bm"),
        ("consent", "2026-11"),
    ];
    let reply = client.post(&address, &fields).await;
    let target = reply.location().expect("named").to_owned();
    let page = client.get(&target).await.text();
    assert!(!page.contains("Samaké"), "the page names nobody");
    let nominee = nominees(&organiser, workshop).await.expect("nominees").remove(0);
    let entry = load_entry(world.db.reader(), nominee.person).await.expect("an entry").person;
    assert_eq!((entry.languages, entry.consents), (vec!["fr", "bm"], false), "consent is one's own to give");
}
