//! `relais demo`: what a script is told, and what the demonstration holds.

use super::{Place, text};
use app::schema::db::Db;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The first column of each row, as text.
async fn lines(place: &Place, sql: &str) -> Vec<String> {
    let url = format!("sqlite://{}", place.inside("data/relais.db"));
    let db = Db::open(&url).await.expect("the database opens");
    let rows = db.reader().query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.expect("a query");
    rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
}

async fn count(place: &Place, what: &str) -> usize {
    lines(place, &format!("SELECT 'row' FROM {what}")).await.len()
}

/// Every key of the second is in the first, with a text that is not empty.
fn holds(told: &Value, contract: &Value) {
    for (key, inner) in contract.as_object().expect("an object") {
        match (&told[key], inner) {
            (found, Value::Object(_)) => holds(found, inner),
            (found, _) => assert!(found.as_str().is_some_and(|text| !text.is_empty()), "{key} in {told}"),
        }
    }
}

#[test]
fn tells_what_the_contract_says() {
    let (_, demo) = Place::with_demonstration();
    let staff = json!({ "login": "", "password": "", "token": "" });
    let accounts = json!({
        "administrator": staff, "organiser": staff, "trainer": staff, "participant": { "code": "", "token": "" },
    });
    let contract = json!({
        "accounts": accounts, "campaign": "", "workshop_finished": "", "workshop_running": "", "curriculum": "",
        "certificate": "", "certificate_of_another": "",
    });
    holds(&demo, &contract);
    assert_ne!(text(&demo, "/certificate"), text(&demo, "/certificate_of_another"));
    assert_ne!(text(&demo, "/workshop_finished"), text(&demo, "/workshop_running"));
}

#[tokio::test]
async fn a_second_time_it_makes_fresh_accesses_and_changes_nothing_else() {
    let (place, first) = Place::with_demonstration();
    let people = "SELECT hex(id) || family_name FROM person ORDER BY 1";
    let before = lines(&place, people).await;
    let second = place.run(&["demo", "--json"]).json();
    for key in ["campaign", "workshop_finished", "workshop_running", "curriculum", "certificate"] {
        assert_eq!(first[key], second[key]);
    }
    for path in ["administrator/password", "trainer/token", "organiser/token", "participant/code", "participant/token"]
    {
        let path = format!("/accounts/{path}");
        assert_ne!(text(&first, &path), text(&second, &path));
    }
    assert_eq!(lines(&place, people).await, before);
}

#[test]
fn the_same_seed_gives_the_same_campaign() {
    const DUMP: &[&str] = &[
        "SELECT family_name || given_names || sex || coalesce(birth_year, '') || job_title || coalesce(phone, '')
             || coalesce(email, '') || i.name || r.name
         FROM person p JOIN institution i ON i.id = p.institution_id JOIN region r ON r.id = p.region_id ORDER BY 1",
        "SELECT w.title || w.starts_on || w.ends_on || w.capacity || v.name FROM workshop w JOIN venue v ON v.id = w.venue_id
         ORDER BY 1",
        "SELECT p.family_name || p.given_names || p.job_title || t.held_on || t.half || a.status
         FROM attendance_event a JOIN enrolment e ON e.id = a.enrolment_id JOIN person p ON p.id = e.person_id
         JOIN timetable_session t ON t.id = a.session_id ORDER BY 1",
        "SELECT p.family_name || p.given_names || p.job_title || i.moment || s.points
         FROM score s JOIN enrolment e ON e.id = s.enrolment_id JOIN person p ON p.id = e.person_id
         JOIN instrument i ON i.id = s.instrument_id ORDER BY 1",
    ];
    let places = [Place::empty(), Place::empty()];
    for place in &places {
        place.run(&["demo", "--as-in-2022"]).done();
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    for sql in DUMP {
        let [one, other] = [&places[0], &places[1]].map(|place| runtime.block_on(lines(place, sql)));
        assert!(one.len() > 5, "{sql}: {one:?}");
        assert_eq!(one, other, "{sql}");
    }
}

#[tokio::test]
async fn it_is_as_large_and_as_spread_as_the_campaign_of_2022() {
    let (place, _) = Place::with_demonstration();
    assert_eq!(count(&place, "person WHERE merged_into_id IS NULL").await, 220);
    assert_eq!(count(&place, "enrolment WHERE withdrawn_at IS NULL").await, 220);
    assert_eq!(count(&place, "city").await, 8);
    let cities = lines(&place, "SELECT DISTINCT hex(city_id) FROM venue v JOIN workshop w ON w.venue_id = v.id").await;
    assert_eq!(cities.len(), 8, "a city without a workshop");
    let spread = lines(&place, "SELECT count(*) || '' FROM person GROUP BY region_id").await;
    let spread: Vec<usize> = spread.iter().map(|count| count.parse().expect("a count")).collect();
    assert!(spread.iter().filter(|people| **people >= 15).count() >= 8, "{spread:?}");
    let sexes: BTreeSet<String> = lines(&place, "SELECT DISTINCT sex FROM person").await.into_iter().collect();
    assert!(sexes.contains("female") && sexes.contains("male"), "{sexes:?}");
}

#[test]
fn a_database_with_other_campaigns_is_left_alone() {
    let place = Place::empty();
    let add = ["user", "add", "awa", "--name", "Awa", "--role", "administrator"];
    place.told(&add, "une longue phrase de passe").done();
    place.run(&["demo", "--json"]).refused("other campaigns");
}
