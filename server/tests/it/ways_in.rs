//! The other ways in, and their limits: access codes, the first administrator's
//! link, and how often one may try.

use crate::client::{Client, Reply};
use crate::world::World;
use app::door::SIGN_IN_COOKIE;
use app::people::limits::SignInLimits;
use app::people::store::accounts::{LINK_LASTS, offer_setup};
use app::people::store::sign_in::{add_code, replace_code};
use app::workshops::store::enrolment::{participants, renew_codes};
use chrono::TimeDelta;
use std::num::NonZeroU32;

async fn try_code(client: &mut Client, code: &str) -> Reply {
    client.post("/sign-in", &[("code", code)]).await
}

#[tokio::test]
async fn a_participant_signs_in_with_the_code_however_it_is_typed() {
    let world = World::new().await;
    let code = &world.demo().accounts.participant.code;
    for typed in [code.clone(), code.to_lowercase(), code.replace('-', " "), format!(" {} ", code.replace('-', ""))] {
        let mut client = world.public();
        assert_eq!(try_code(&mut client, &typed).await.location(), Some("/"), "{typed}");
        assert!(client.get("/").await.text().contains(&world.demo().certificate));
    }
}

#[tokio::test]
async fn a_slip_in_the_code_is_told_apart_from_a_code_not_in_force() {
    let world = World::new().await;
    let code = world.demo().accounts.participant.code.clone();
    let other = if code.ends_with('2') { "3" } else { "2" };
    let slip = try_code(&mut world.public(), &format!("{}{other}", &code[..code.len() - 1])).await;
    assert_eq!(slip.status, 422);
    assert!(slip.text().contains("erreur de frappe"));
    let (finished, organiser) = (world.demo().workshop_finished.parse(), world.caller("organisateur.demo").await);
    renew_codes(&organiser, finished.expect("an identifier"), None).await.expect("new codes");
    let replaced = try_code(&mut world.public(), &code).await;
    assert_eq!(replaced.status, 422);
    assert!(replaced.text().contains("aucun accès en vigueur"));
}

#[tokio::test]
async fn one_more_code_leaves_the_others_in_force_and_a_replacement_none() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let running = world.demo().workshop_running.parse().expect("an identifier");
    let person = participants(&organiser, running).await.expect("participants").swap_remove(0).person;
    let tx = world.db.begin().await.expect("a transaction");
    let letter = add_code(&tx, &organiser, person).await.expect("a code").to_string();
    let message = add_code(&tx, &organiser, person).await.expect("another").to_string();
    tx.commit().await.expect("committed");
    let mut browsers = [world.public(), world.public()];
    for (browser, code) in browsers.iter_mut().zip([&letter, &message]) {
        assert_eq!(try_code(browser, code).await.location(), Some("/"));
    }
    let tx = world.db.begin().await.expect("a transaction");
    let new = replace_code(&tx, &organiser, person).await.expect("a code").to_string();
    tx.commit().await.expect("committed");
    for (browser, code) in browsers.iter_mut().zip([&letter, &message]) {
        assert_eq!(browser.get("/account").await.location(), Some("/sign-in?next=/account"), "out");
        assert_eq!(try_code(&mut world.public(), code).await.status, 422, "and not in again");
    }
    assert_eq!(try_code(&mut world.public(), &new).await.location(), Some("/"));
}

fn limits(account: u32, address: u32) -> SignInLimits {
    let number = |n| NonZeroU32::new(n).expect("not zero");
    SignInLimits::new(number(account), number(address))
}

#[tokio::test]
async fn after_some_wrong_passwords_even_the_right_one_has_to_wait() {
    let world = World::with_limits(limits(3, 1000)).await;
    let access = &world.demo().accounts.organiser;
    for place in 1..=3 {
        let mut client = world.public().at_address([10, 0, 0, place]);
        let wrong = client.post("/sign-in", &[("login", &access.login), ("password", "faux")]).await;
        assert!(wrong.text().contains("aucun accès en vigueur"));
    }
    let mut client = world.public().at_address([10, 0, 0, 9]);
    let right = client.post("/sign-in", &[("login", &access.login), ("password", &access.password)]).await;
    assert_eq!((right.status.as_u16(), client.cookie(SIGN_IN_COOKIE)), (422, None));
    assert!(right.text().contains("Trop d’essais"));
    world.trainer().await;
}

#[tokio::test]
async fn an_address_that_tries_many_logins_has_to_wait() {
    let world = World::with_limits(limits(1000, 3)).await;
    let mut attacker = world.public().at_address([10, 0, 0, 66]);
    for login in ["a", "b", "c"] {
        attacker.post("/sign-in", &[("login", login), ("password", "faux")]).await;
    }
    let access = &world.demo().accounts.organiser;
    let right = [("login", access.login.as_str()), ("password", access.password.as_str())];
    assert_eq!(attacker.post("/sign-in", &right).await.status, 422);
    let mut elsewhere = world.public().at_address([10, 0, 0, 7]);
    assert_eq!(elsewhere.post("/sign-in", &right).await.status, 303);
}

#[tokio::test]
async fn guessing_codes_has_to_wait() {
    let world = World::with_limits(limits(1000, 3)).await;
    let mut attacker = world.public().at_address([10, 0, 0, 66]);
    for _ in 0..3 {
        try_code(&mut attacker, "0000-0000-0000").await;
    }
    let code = &world.demo().accounts.participant.code;
    assert!(try_code(&mut attacker, code).await.text().contains("Trop d’essais"));
}

#[tokio::test]
async fn a_whole_room_may_sign_in_with_its_codes_at_once() {
    let world = World::with_limits(SignInLimits::default()).await;
    let organiser = world.caller("organisateur.demo").await;
    let running = world.demo().workshop_running.parse().expect("an identifier");
    let slips = renew_codes(&organiser, running, None).await.expect("codes");
    assert!(slips.len() > 20);
    let mut refused = 0;
    for (place, (_, code)) in (1..).zip(&slips) {
        let reply = try_code(&mut world.public().at_address([10, 0, 1, place]), &code.to_string()).await;
        refused += u32::from(reply.location() != Some("/"));
    }
    assert_eq!(refused, 0, "of {}", slips.len());
}

async fn set_up(client: &mut Client, link: &str, login: &str) -> Reply {
    let fields = [("login", login), ("display_name", "Première"), ("password", "le baobab garde sa pluie")];
    client.post(link, &fields).await
}

#[tokio::test]
async fn the_setup_link_makes_the_first_administrator_once() {
    let world = World::empty().await;
    let token = offer_setup(&world.system()).await.expect("an offer").expect("a link");
    let link = format!("/setup/{}", token.reveal());
    let mut client = world.public();
    assert_eq!(client.get(&link).await.status, 200);
    assert_eq!(set_up(&mut client, &link, "premiere").await.location(), Some("/"));
    assert_eq!(client.get("/accounts").await.status, 200);
    assert_eq!(world.public().get(&link).await.status, 404);
    assert_eq!(set_up(&mut world.public(), &link, "seconde").await.status, 404);
    assert_eq!(world.count("account").await, 1);
    assert!(offer_setup(&world.system()).await.expect("an answer").is_none());
}

#[tokio::test]
async fn the_setup_link_lapses() {
    let world = World::empty().await;
    let token = offer_setup(&world.system()).await.expect("an offer").expect("a link");
    let link = format!("/setup/{}", token.reveal());
    world.wait(LINK_LASTS + TimeDelta::seconds(1));
    assert_eq!(world.public().get(&link).await.status, 404);
    assert_eq!(set_up(&mut world.public(), &link, "premiere").await.status, 404);
    assert_eq!(world.count("account").await, 0);
}

#[tokio::test]
async fn a_newer_setup_link_replaces_the_older() {
    let world = World::empty().await;
    let older = offer_setup(&world.system()).await.expect("an offer").expect("a link");
    let newer = offer_setup(&world.system()).await.expect("an offer").expect("a link");
    assert_eq!(world.public().get(&format!("/setup/{}", older.reveal())).await.status, 404);
    assert_eq!(world.public().get(&format!("/setup/{}", newer.reveal())).await.status, 200);
}
