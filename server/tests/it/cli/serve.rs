//! `relais serve`, and that what the other commands give is accepted by it.

use super::{Place, text};
use crate::client::form;
use crate::program::Program;
use serde_json::Value;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// Whether the token opens what its role may see.
fn opens(program: &Program, demo: &Value, role: &str) -> bool {
    let token = text(demo, &format!("/accounts/{role}/token"));
    let path = format!("/api/v1/workshops/{}/attendance", text(demo, "/workshop_running"));
    program.api("GET", &path, token, "").expect("an answer").status == 200
}

/// Whether these fields sign in.
fn signs_in(program: &Program, fields: &[(&str, &str)]) -> bool {
    let answered = program.ask("POST", "/sign-in", &[FORM], &form(fields)).expect("an answer");
    answered.status == 303 && answered.head.to_lowercase().contains("set-cookie:")
}

fn password<'a>(demo: &'a Value, role: &str) -> [(&'static str, &'a str); 2] {
    let of = |what: &str| text(demo, &format!("/accounts/{role}/{what}"));
    [("login", of("login")), ("password", of("password"))]
}

#[test]
fn accepts_the_accesses_that_the_demonstration_gave_last() {
    let (place, first) = Place::with_demonstration();
    let second = place.run(&["demo", "--json"]).json();
    let program = Program::serve(&place);
    for role in ["administrator", "organiser", "trainer"] {
        assert!(opens(&program, &second, role), "the token of the {role}");
        assert!(signs_in(&program, &password(&second, role)), "the password of the {role}");
        assert!(!opens(&program, &first, role), "the earlier token of the {role}");
        assert!(!signs_in(&program, &password(&first, role)), "the earlier password of the {role}");
    }
    let code = |demo| [("code", text(demo, "/accounts/participant/code"))];
    assert!(signs_in(&program, &code(&second)), "the code of the participant");
    assert!(!signs_in(&program, &code(&first)), "the earlier code of the participant");
    let workshops = program.api("GET", "/", text(&second, "/accounts/participant/token"), "").expect("an answer");
    assert!(workshops.body.contains(text(&second, "/certificate")), "the page of the participant: {}", workshops.head);
}

#[test]
fn accepts_a_changed_password_and_ends_what_was_open() {
    let (place, demo) = Place::with_demonstration();
    place.told(&["user", "passwd", "formatrice.demo"], "une autre phrase de passe").done();
    let program = Program::serve(&place);
    assert!(signs_in(&program, &[("login", "formatrice.demo"), ("password", "une autre phrase de passe")]));
    assert!(!signs_in(&program, &password(&demo, "trainer")));
    assert!(!opens(&program, &demo, "trainer"), "a sign-in from before");
    assert!(opens(&program, &demo, "organiser"), "someone else's sign-in");
}

#[test]
fn refuses_a_disabled_account() {
    let (place, demo) = Place::with_demonstration();
    let program = Program::serve(&place);
    assert!(opens(&program, &demo, "trainer"));
    // While it serves: the two share the file.
    place.run(&["user", "disable", "formatrice.demo"]).done();
    assert!(!opens(&program, &demo, "trainer"));
    assert!(!signs_in(&program, &password(&demo, "trainer")));
    assert!(opens(&program, &demo, "organiser"));
}

#[test]
fn a_port_that_is_taken_is_refused_and_nothing_is_loaded() {
    let place = Place::empty();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("its address").to_string();
    place.run(&["serve", "--demo", "--addr", &address]).refused(&address);
    assert_eq!(place.run(&["user", "list"]).done(), "");
}
