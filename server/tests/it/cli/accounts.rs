//! `relais user`.

use super::{Place, text};

const PASSWORD: &str = "une longue phrase de passe";

/// The line of an account, cut in columns.
fn line(place: &Place, login: &str) -> Vec<String> {
    let list = place.run(&["user", "list"]).done();
    let found = list.lines().find(|line| line.starts_with(&format!("{login}\t"))).unwrap_or_default();
    found.split('\t').map(ToOwned::to_owned).collect()
}

#[test]
fn adds_and_lists_an_administrator() {
    let place = Place::empty();
    assert_eq!(place.run(&["user", "list"]).done(), "");
    let add = ["user", "add", "awa", "--name", "Awa Koné", "--role", "administrator"];
    let id = place.told(&add, PASSWORD).done();
    assert_eq!(id.trim().len(), 36, "the identifier alone: {id}");
    assert_eq!(line(&place, "awa"), ["awa", "Awa Koné", "administrator", "active"]);
    place.told(&add, PASSWORD).refused("login");
}

#[test]
fn adds_an_organiser_and_a_trainer_to_a_campaign_that_exists() {
    let (place, demo) = Place::with_demonstration();
    for role in ["organiser", "trainer"] {
        let add = ["user", "add", role, "--name", "Sékou", "--role", role];
        place.told(&add, PASSWORD).refused("--campaign");
        place
            .told(&[&add[..], &["--campaign", text(&demo, "/workshop_running")]].concat(), PASSWORD)
            .refused("campaign");
        place.told(&[&add[..], &["--campaign", "2022"]].concat(), PASSWORD).refused("--campaign");
        assert!(line(&place, role).iter().all(String::is_empty), "refused, and yet added");
        place.told(&[&add[..], &["--campaign", text(&demo, "/campaign")]].concat(), PASSWORD).done();
        assert_eq!(line(&place, role), [role, "Sékou", role, "active"]);
    }
}

#[test]
fn a_password_that_is_too_short_is_refused() {
    let place = Place::empty();
    place.told(&["user", "add", "awa", "--name", "Awa", "--role", "administrator"], "court").refused("password");
    place.run(&["user", "add", "awa", "--name", "Awa", "--role", "administrator"]).refused("password");
    place.told(&["user", "add", "awa", "--name", "Awa", "--role", "administrator"], PASSWORD).done();
    place.told(&["user", "passwd", "awa"], "court").refused("password");
}

#[test]
fn disables_an_account() {
    let (place, _) = Place::with_demonstration();
    assert_eq!(line(&place, "formatrice.demo")[3], "active");
    place.run(&["user", "disable", "formatrice.demo"]).done();
    assert_eq!(line(&place, "formatrice.demo")[3], "disabled");
    assert_eq!(line(&place, "organisateur.demo")[3], "active");
}

#[test]
fn accounts_that_do_not_exist_are_refused() {
    let place = Place::empty();
    place.run(&["user", "disable", "nobody"]).refused("no such");
    place.told(&["user", "passwd", "nobody"], PASSWORD).refused("no such");
}
