//! What goes away by itself, not a day early, and what then no longer can be done.

use crate::world::World;
use app::ids::PersonId;
use app::people::caller::Caller;
use app::people::model::{NewPerson, PersonName};
use app::people::store::register::{add, load_entry};
use app::people::store::sealing::{seal_all, verify_chain};
use app::rights::model::Rule;
use app::rights::store::retention::run;
use app::schema::error::UseError;
use app::workshops::store::enrolment::participants;
use chrono::TimeDelta;

/// The installation after some time.
fn after(world: &World, time: TimeDelta) -> Caller {
    Caller { now: world.now() + time, ..world.system() }
}

async fn gone(world: &World, time: TimeDelta, rule: Rule) -> u64 {
    let all = run(&after(world, time), true).await.expect("counted");
    all.into_iter().find(|(one, _)| *one == rule).expect("the rule").1
}

#[tokio::test]
async fn each_rule_waits_for_its_time() {
    let world = World::new().await;
    let day = TimeDelta::days(1);
    world.organiser().await.post("/sign-out", &[]).await;
    let rules = [Rule::ImportRows, Rule::SignIns, Rule::Merges, Rule::Requests, Rule::AccessCodes, Rule::SignedSheets];
    for rule in rules {
        if rule == Rule::AccessCodes {
            let organiser = world.caller("organisateur.demo").await;
            let workshop = world.demo().workshop_finished.parse().expect("an identifier");
            app::workshops::store::enrolment::renew_codes(&organiser, workshop, None).await.expect("codes");
        }
        assert_eq!(gone(&world, rule.after() - day, rule).await, 0, "{rule:?} a day early");
        assert!(gone(&world, rule.after() + day, rule).await > 0, "{rule:?} a day after");
    }
}

#[tokio::test]
async fn a_dry_run_changes_nothing_and_a_run_tells_what_went() {
    let world = World::new().await;
    let long = TimeDelta::days(3 * 365);
    let before = world.rows().await;
    let told = run(&after(&world, long), true).await.expect("counted");
    assert_eq!(world.rows().await, before);
    assert_eq!(run(&after(&world, long), false).await.expect("let go"), told);
    assert!(run(&after(&world, long), false).await.expect("let go").iter().all(|(_, rows)| *rows == 0), "once");
    let happened = told.iter().filter(|(_, rows)| *rows > 0).count();
    assert_eq!(world.count("audit_entry WHERE verb = 'retention.run'").await, i64::try_from(happened).expect("few"));
    for table in ["import_row", "person_merge", "person_merge_row"] {
        assert_eq!(world.count(table).await, 0, "{table}");
    }
    assert_eq!(world.count("enrolment").await, before["enrolment"], "those enrolled stay");
    seal_all(&world.system()).await.expect("sealed");
    assert_eq!(verify_chain(&world.system(), None).await.expect("a walk").broken, None);
}

#[tokio::test]
async fn who_was_entered_and_never_enrolled_goes_and_who_was_stays() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let workshop = world.demo().workshop_finished.parse().expect("an identifier");
    let enrolled = participants(&organiser, workshop).await.expect("participants").remove(0).person;
    let entry = load_entry(world.db.reader(), enrolled).await.expect("an entry").person;
    let name = PersonName { family: "Xaabo".into(), given: "Oubliée".into() };
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let forgotten = add(&organiser, campaign, NewPerson { name, ..entry }).await.expect("added");
    let there = async |id: PersonId| load_entry(world.db.reader(), id).await.is_ok();
    run(&after(&world, Rule::NeverEnrolled.after() - TimeDelta::days(1)), false).await.expect("let go");
    assert!(there(forgotten).await, "a day early");
    run(&after(&world, Rule::NeverEnrolled.after() + TimeDelta::days(1)), false).await.expect("let go");
    assert!(!there(forgotten).await && there(enrolled).await);
    assert_eq!(world.count("person_word WHERE person_id NOT IN (SELECT id FROM person)").await, 0);
}

#[test]
fn the_rows_of_lists_have_one_time() {
    assert_eq!(Rule::ImportRows.after(), app::imports::store::uploads::ROWS_LAST);
}

#[tokio::test]
async fn only_administrators_run_it() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    assert!(matches!(run(&organiser, true).await, Err(UseError::Forbidden)));
}

#[tokio::test]
async fn the_register_of_processing_tells_the_same_times_in_both_languages() {
    let world = World::new().await;
    let mut administrator = world.administrator().await;
    let french = administrator.get("/processing-register.csv").await;
    assert_eq!(french.header("content-type"), "text/csv; charset=utf-8");
    administrator.keep("relais-language", "en");
    let english = administrator.get("/processing-register.csv").await.text();
    let french = french.text();
    let read = |text: &str, delimiter: u8| -> Vec<Vec<String>> {
        let text = text.strip_prefix('\u{feff}').expect("a byte order mark");
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        reader.records().map(|line| line.expect("a line").iter().map(ToOwned::to_owned).collect()).collect()
    };
    for (lines, days, register) in
        [(read(&french, b';'), "jours", "Registre"), (read(&english, b','), "days", "Register")]
    {
        assert_eq!(lines.len(), 9);
        assert!(lines.iter().all(|line| line.len() == 8 && line.iter().all(|cell| !cell.is_empty())), "{lines:?}");
        assert!(lines[0][0].starts_with(register) && lines[0][6].contains(&format!("730 {days}")), "{:?}", lines[0]);
        assert!(lines[1][6].contains(&format!("14 {days}")), "{:?}", lines[1]);
        assert_eq!(lines[6][7], world.count("account").await.to_string());
        let people = world.count("person WHERE merged_into_id IS NULL AND erased_at IS NULL").await;
        assert_eq!(lines[0][7], people.to_string());
        let marked = world.count("person WHERE id IN (SELECT person_id FROM enrolment e JOIN attendance_event a ON a.enrolment_id = e.id)").await;
        assert_eq!(lines[3][7], marked.to_string());
    }
}
