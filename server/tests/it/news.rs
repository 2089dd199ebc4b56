//! What a trainer finds on their first page after others changed their workshops.

use crate::scheduling::Stage;
use app::workshops::model::WorkshopForm;
use app::workshops::store::cancelling::cancel;
use app::workshops::store::changing::{as_form, change};

#[tokio::test]
async fn a_trainer_reads_what_others_changed_of_their_workshops() {
    let stage = Stage::new().await;
    let who = &stage.organiser;
    let alpha = stage.created(&stage.form("Alpha", "Kayes", ("2022-11-19", "2022-11-21"), 0)).await;
    let told = async |login: &str| {
        let mut trainer = stage.world.signed_in_as(login).await;
        trainer.get("/").await.prose()
    };
    let joined = told("formateur3.demo").await;
    assert!(joined.contains("Alpha 2022-11-19 : vous êtes dans l’équipe"), "{joined}");
    let (_, form) = as_form(who, alpha).await.expect("a form");
    let moved = WorkshopForm { starts_on: "2022-11-20".into(), ..form.clone() };
    change(who, alpha, &moved).await.expect("moved");
    assert!(told("formateur3.demo").await.contains("Alpha 2022-11-19 : dates, salle ou programme modifiés"));
    change(who, alpha, &WorkshopForm { lead: stage.trainers[1].to_string(), ..moved }).await.expect("another lead");
    assert!(told("formateur3.demo").await.contains("Alpha 2022-11-19 : vous n’êtes plus dans l’équipe"));
    assert!(told("formateur4.demo").await.contains("Alpha 2022-11-19 :"));
    cancel(who, alpha).await.expect("cancelled");
    assert!(told("formateur4.demo").await.contains("Alpha 2022-11-19 : annulé"));
}
