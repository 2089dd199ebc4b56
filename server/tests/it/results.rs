//! Results: the participant's own, once the organiser shows them, and never another's.

use crate::client::Reply;
use crate::world::World;
use app::assessments::model::Moment;
use app::assessments::store::{Entry, record, score_sheet};
use app::ids::{EnrolmentId, WorkshopId};
use app::people::caller::Caller;
use app::people::store::sign_in::add_code;
use app::workshops::store::enrolment::{Participant, participants};

/// The finished workshop of the demonstration: its organiser, and who was there.
/// The first is the participant who signs in.
async fn finished(world: &World) -> (Caller, WorkshopId, Vec<Participant>) {
    let organiser = world.caller("organisateur.demo").await;
    let workshop = world.demo().workshop_finished.parse().expect("an identifier");
    let enrolled = participants(&organiser, workshop).await.expect("participants");
    (organiser, workshop, enrolled)
}

async fn decide(world: &World, workshop: WorkshopId, what: &str) -> Reply {
    world.organiser().await.post(&format!("/workshops/{workshop}/scores/{what}"), &[]).await
}

/// Gives someone these points before and after, as their trainer would.
async fn score(world: &World, workshop: WorkshopId, enrolment: EnrolmentId, points: [i32; 2]) {
    let entries: Vec<Entry> = Moment::ALL
        .into_iter()
        .zip(points)
        .map(|(moment, points)| Entry { enrolment, moment, points: Some(points) })
        .collect();
    record(&world.caller("organisateur.demo").await, workshop, &entries).await.expect("recorded");
}

/// The enrolment of the participant who signs in, in the finished workshop.
async fn own(world: &World) -> EnrolmentId {
    let page = world.participant().await.get("/").await.text();
    let (_, _, enrolled) = finished(world).await;
    let name = |one: &&Participant| page.contains(&format!("<p class=\"lead\">{}</p>", one.name));
    enrolled.iter().find(name).expect("their enrolment").enrolment
}

#[tokio::test]
async fn results_are_seen_after_their_release_and_not_before() {
    let world = World::new().await;
    let (organiser, workshop, _) = finished(&world).await;
    let max = score_sheet(&organiser, workshop).await.expect("a sheet").instruments[0].max_points;
    score(&world, workshop, own(&world).await, [max - 8, max - 2]).await;
    let results = format!("Pré-test{} sur {max}Post-test{} sur {max}Gain75 %", max - 8, max - 2);
    let mut participant = world.participant().await;
    assert_eq!(decide(&world, workshop, "withhold").await.status, 303);
    let withheld = participant.get("/").await.prose();
    assert!(!withheld.contains("Pré-test") && !withheld.contains("Mes résultats"), "{withheld}");
    assert_eq!(decide(&world, workshop, "release").await.status, 303);
    assert!(participant.get("/").await.prose().contains(&results), "{}", participant.get("/").await.prose());
    assert_eq!(decide(&world, workshop, "withhold").await.status, 303);
    assert_eq!(participant.get("/").await.prose(), withheld, "taken back");
}

#[tokio::test]
async fn where_nothing_was_left_to_gain_no_number_is_told() {
    let world = World::new().await;
    let (organiser, workshop, _) = finished(&world).await;
    let max = score_sheet(&organiser, workshop).await.expect("a sheet").instruments[0].max_points;
    score(&world, workshop, own(&world).await, [max, max]).await;
    decide(&world, workshop, "release").await;
    let prose = world.participant().await.get("/").await.prose();
    assert!(prose.contains("Gainnon défini : le pré-test était déjà au maximum"), "{prose}");
}

#[tokio::test]
async fn everyone_sees_their_own_results_alone() {
    let world = World::new().await;
    let (organiser, workshop, enrolled) = finished(&world).await;
    decide(&world, workshop, "release").await;
    let max = score_sheet(&organiser, workshop).await.expect("a sheet").instruments[0].max_points;
    for (place, points) in [(1, 3), (2, 5)] {
        score(&world, workshop, enrolled[place].enrolment, [points, points + 6]).await;
    }
    for (place, own, other) in [(1, 3, 5), (2, 5, 3)] {
        let tx = world.db.begin().await.expect("a transaction");
        let code = add_code(&tx, &organiser, enrolled[place].person).await.expect("a code").to_string();
        tx.commit().await.expect("committed");
        let mut client = world.public();
        client.post("/sign-in", &[("code", &code)]).await;
        let prose = client.get("/").await.prose();
        assert!(prose.contains(&format!("Pré-test{own} sur {max}")), "{prose}");
        assert!(!prose.contains(&format!("Pré-test{other} sur {max}")), "{prose}");
    }
}

#[tokio::test]
async fn organisers_decide_and_trainers_see_what_was_decided() {
    let world = World::new().await;
    let (_, workshop, _) = finished(&world).await;
    let address = format!("/workshops/{workshop}/scores");
    decide(&world, workshop, "release").await;
    let again = world.count("audit_entry").await;
    assert_eq!(decide(&world, workshop, "release").await.location(), Some(address.as_str()));
    assert_eq!(world.count("audit_entry").await - again, 1, "signing in; pressed twice, it is done once");
    assert!(world.organiser().await.get(&address).await.text().contains("/scores/withhold"));
    let organisers_alone = world.trainer().await.post(&format!("{address}/withhold"), &[]).await;
    assert_eq!(organisers_alone.status, 403);
    decide(&world, workshop, "withhold").await;
    assert!(world.organiser().await.get(&address).await.text().contains("/scores/release"));
}

#[tokio::test]
async fn a_participant_sees_how_each_half_day_was_marked() {
    let world = World::new().await;
    let prose = world.participant().await.get("/").await.prose();
    assert!(prose.contains("mercredi 14 septembre, matin"), "{prose}");
    assert!(prose.contains("présent"), "{prose}");
}
