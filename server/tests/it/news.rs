//! What a trainer finds on their first page after others changed their workshops.

use crate::scheduling::Stage;
use app::people::caller::Caller;
use app::workshops::model::WorkshopForm;
use app::workshops::store::cancelling::cancel;
use app::workshops::store::changing::{as_form, change};
use chrono::TimeDelta;

#[tokio::test]
async fn a_trainer_reads_what_others_changed_of_their_workshops() {
    let stage = Stage::new().await;
    let at = |minutes| Caller { now: stage.organiser.now + TimeDelta::minutes(minutes), ..stage.organiser.clone() };
    let alpha = stage.created(&stage.form("Alpha", "Kayes", ("2022-11-19", "2022-11-21"), 0)).await;
    let told = async |login: &str| {
        let mut trainer = stage.world.signed_in_as(login).await;
        trainer.get("/").await.prose()
    };
    let joined = told("formateur3.demo").await;
    assert!(joined.contains("Alpha 2022-11-19 : vous êtes dans l’équipe"), "{joined}");
    let (_, form) = as_form(&at(0), alpha).await.expect("a form");
    let moved = WorkshopForm { starts_on: "2022-11-20".into(), ..form.clone() };
    change(&at(1), alpha, &moved).await.expect("moved");
    assert!(told("formateur3.demo").await.contains("Alpha 2022-11-19 : dates, salle ou programme modifiés"));
    change(&at(2), alpha, &WorkshopForm { lead: stage.trainers[1].to_string(), ..moved }).await.expect("another lead");
    assert!(told("formateur3.demo").await.contains("Alpha 2022-11-19 : vous n’êtes plus dans l’équipe"));
    assert!(told("formateur4.demo").await.contains("Alpha 2022-11-19 :"));
    cancel(&at(3), alpha).await.expect("cancelled");
    assert!(told("formateur4.demo").await.contains("Alpha 2022-11-19 : annulé"));
}
