//! `relais plan`.

use super::Place;
use serde_json::Value;

/// The campaign of 2022: 220 people in eight cities.
const PEOPLE: [&str; 8] =
    ["Bamako=53", "Gao=24", "Kayes=22", "Koulikoro=24", "Mopti=28", "Ségou=26", "Sikasso=25", "Tombouctou=18"];

fn arguments<'a>(campaign: &'a str, more: &[&'a str], people: &[&'a str]) -> Vec<&'a str> {
    let mut all = vec!["plan", campaign];
    all.extend(more);
    all.extend(people.iter().flat_map(|one| ["--people", *one]));
    all
}

fn people(plan: &Value) -> u64 {
    let workshops = plan["workshops"].as_array().expect("workshops");
    workshops.iter().map(|one| one["people"].as_u64().expect("people")).sum()
}

#[test]
fn the_campaign_of_2022_is_planned_and_nothing_is_written() {
    let (place, demo) = Place::with_demonstration();
    let campaign = demo["campaign"].as_str().expect("a campaign");
    let plan = place.run(&arguments(campaign, &["--afresh", "--json"], &PEOPLE)).json();
    assert_eq!(plan["workshops"].as_array().map(Vec::len), Some(9));
    assert_eq!((people(&plan), plan["proven"].as_bool()), (220, Some(true)));
    assert_eq!((plan["violations"].as_array().map(Vec::len), plan["gap"].as_f64()), (Some(0), Some(0.0)));
    assert!(plan["cost"].as_i64() >= Some(1) && plan["bound"] == plan["objective"]);
    let again = place.run(&arguments(campaign, &["--afresh", "--json"], &PEOPLE)).json();
    assert_eq!(again["workshops"], plan["workshops"], "the same seed");
    let told = place.run(&["plan", campaign]).done();
    assert!(told.contains("9 workshops"), "those that are planned, and no other: {told}");
}

#[test]
fn what_is_adopted_is_there_and_is_not_planned_twice() {
    let (place, demo) = Place::with_demonstration();
    let campaign = demo["campaign"].as_str().expect("a campaign");
    let adopted = place.run(&arguments(campaign, &["--adopt", "--json"], &["Kayes=20"])).json();
    assert_eq!(adopted["workshops"].as_array().map(Vec::len), Some(10));
    let again = place.run(&arguments(campaign, &["--adopt", "--json"], &["Kayes=20"])).json();
    assert_eq!(again["workshops"].as_array().map(Vec::len), Some(10), "its seats are free still");
}

#[test]
fn what_cannot_be_planned_is_told() {
    let (place, demo) = Place::with_demonstration();
    let campaign = demo["campaign"].as_str().expect("a campaign");
    place.run(&arguments(campaign, &["--afresh"], &["Kidal=20"])).refused("no room is known in Kidal");
    place.run(&arguments(campaign, &["--afresh"], &["Kayes=7"])).refused("7 people in Kayes cannot be divided");
    // Ten weeks have room for so many in one hall, and not for more.
    let many = place.run(&arguments(campaign, &["--afresh", "--json"], &["Kayes=900"])).json();
    let why = many["infeasible"][0].as_str().expect("a reason");
    assert!(why.contains("Kayes") && many["workshops"].as_array().is_some_and(Vec::is_empty), "{many}");
    place.run(&arguments(campaign, &["--afresh", "--adopt"], &["Kayes=20"])).wrong_usage();
    place.run(&["plan", "nowhere"]).refused("nowhere is not the identifier of a campaign");
}
