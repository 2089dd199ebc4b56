//! The rule that certifies: composed, tried with other bars, and decided against.

use crate::world::World;
use app::certificates::model::{Eligibility, Kind, Reached};
use app::certificates::store::standing::{Standing, standings};
use app::ids::WorkshopId;
use app::workshops::store::reading::of_campaign;

/// A rule as its form is sent: a line each, of `joined what bar name`.
fn form(lines: &[[&str; 4]]) -> Vec<(String, String)> {
    let parts = ["joined", "what", "bar", "name"];
    let line = |(place, line): (usize, &[&str; 4])| {
        let fields = parts.iter().zip(line).map(|(part, value)| (format!("{part}{place}"), (*value).to_owned()));
        fields.collect::<Vec<_>>()
    };
    lines.iter().enumerate().flat_map(line).collect()
}

fn fields(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

async fn finished(world: &World) -> (WorkshopId, Vec<Standing>) {
    let organiser = world.caller("organisateur.demo").await;
    let id = world.demo().workshop_finished.parse().expect("an identifier");
    (id, standings(&organiser, id).await.expect("standings").1)
}

/// Somebody who is short of points alone, and nobody in their workshop waits for a certificate.
async fn short_of_points(world: &World) -> (WorkshopId, Standing) {
    let caller = world.caller("organisateur.demo").await;
    let campaign = world.demo().campaign.parse().expect("an identifier");
    for id in of_campaign(&caller, campaign).await.expect("workshops") {
        let (_, people) = standings(&caller, id).await.expect("standings");
        let waits = people.iter().any(|one| one.is_due(Kind::Trainer));
        let short = people.into_iter().find(|one| match &one.eligibility {
            Eligibility::NotQualified { reasons } => {
                let reached = &reasons[0].none_of[0].1;
                reasons.len() == 1 && matches!(reached, Reached::Points(_))
            }
            Eligibility::Qualified => false,
        });
        if let (Some(short), false) = (short, waits) {
            return (id, short);
        }
    }
    panic!("nobody is short of points alone")
}

#[tokio::test]
async fn a_rule_is_composed_and_reads_back_as_a_sentence() {
    let world = World::new().await;
    let address = format!("/campaigns/{}/qualification", world.demo().campaign);
    let mut organiser = world.organiser().await;
    let before = organiser.get(&address).await.prose();
    let said =
        "il faut au moins 80 % des demi-journées, et soit au moins 60 % au post-test, soit « Rattrapage réussi ».";
    assert!(before.contains(said), "{before}");
    let rule = form(&[["", "attendance", "75", ""], ["and", "gain", "50", ""], ["or", "fulfil", "", "Plan remis"]]);
    assert_eq!(organiser.post(&address, &fields(&rule)).await.status, 303);
    let page = organiser.get(&address).await.prose();
    let said = "il faut au moins 75 % des demi-journées, et soit un gain d’apprentissage d’au moins 50 %, soit « Plan remis ».";
    assert!(page.contains(said), "{page}");
    let wrong = form(&[["", "attendance", "175", ""], ["and", "fulfil", "", ""]]);
    let refused = organiser.post(&address, &fields(&wrong)).await;
    let text = refused.text();
    assert_eq!(refused.status, 422);
    assert!(text.contains("value=\"175\"") && text.contains("bar0-error") && text.contains("name1-error"), "{text}");
    assert!(organiser.get(&address).await.prose().contains(said), "nothing changed");
}

#[tokio::test]
async fn other_bars_are_tried_and_nothing_is_kept() {
    let world = World::new().await;
    let campaign = world.demo().campaign.clone();
    let address = format!("/campaigns/{campaign}/qualification");
    let mut organiser = world.organiser().await;
    let caller = world.caller("organisateur.demo").await;
    // By hand: who has the half-days, and at the post-test 60 % but not 95 %.
    let mut lost = Vec::new();
    for id in of_campaign(&caller, campaign.parse().expect("an identifier")).await.expect("workshops") {
        for one in standings(&caller, id).await.expect("standings").1 {
            let Some(after) = one.evidence.results.after else { continue };
            let by_points = one.evidence.fulfilled.is_empty() && one.decision.is_none();
            if one.eligibility == Eligibility::Qualified && by_points && after.points * 100 < after.max * 95 {
                let name = one.participant.name;
                lost.push(format!("{} {}", name.family, name.given));
            }
        }
    }
    assert!(lost.len() > 20, "{lost:?}");
    let page = organiser.get(&format!("{address}?if0=80&if1=95")).await.prose();
    assert_eq!(page.matches("ne serait plus qualifié").count(), lost.len());
    for name in &lost {
        assert!(page.contains(name), "{name}");
    }
    // The very same bars change nothing; nonsense is left out.
    let same = organiser.get(&format!("{address}?if0=80&if1=60")).await.prose();
    assert!(same.contains("Personne ne changerait de situation."), "{same}");
    let nonsense = organiser.get(&format!("{address}?if0=x&if1=-5&if7=3")).await;
    assert_eq!(nonsense.status, 200);
    assert!(!nonsense.text().contains("serait"), "nothing was tried");
}

#[tokio::test]
async fn a_decision_against_the_rule_has_a_reason_and_a_name_and_shows() {
    let world = World::new().await;
    let (id, people) = finished(&world).await;
    let failed = people.iter().find(|one| one.certificate(Kind::Trainer).is_none()).expect("someone who failed");
    let address = format!("/workshops/{id}/qualification/{}", failed.participant.enrolment);
    let list = format!("/workshops/{id}/certificates");
    let mut organiser = world.organiser().await;
    let refused = organiser.post(&address, &[("decision", "yes"), ("reason", " ")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("reason-error"));
    let decided = [("decision", "yes"), ("reason", "Mission de service.")];
    assert_eq!(organiser.post(&address, &decided).await.status, 303);
    let page = organiser.get(&list).await.prose();
    let said = "qualifié par décision Organisateur (démonstration) : Mission de service.";
    assert!(page.contains(said) && page.contains("Délivrer les certificats de formateur (1)"), "{page}");
    // By the rule again, and the other way round.
    assert_eq!(organiser.post(&address, &[("decision", "")]).await.status, 303);
    assert!(!organiser.get(&list).await.prose().contains("par décision"));
    assert_eq!(organiser.post(&address, &decided).await.status, 303);
    assert_eq!(organiser.post(&list, &[]).await.status, 303);
    let page = organiser.get(&list).await.prose();
    assert!(page.contains("en vigueur") && page.contains(said), "the paper is out, and why stands beside it: {page}");
    let late = organiser.post(&address, &[("decision", "no"), ("reason", "Trop tard")]).await;
    assert_eq!(late.status, 422);
    assert!(late.prose().contains("Un certificat de formateur a été délivré"), "{}", late.prose());
}

#[tokio::test]
async fn what_a_trainer_states_counts() {
    let world = World::new().await;
    let (id, short) = short_of_points(&world).await;
    let (address, list) = (format!("/workshops/{id}/conditions"), format!("/workshops/{id}/certificates"));
    let mut organiser = world.organiser().await;
    let page = organiser.get(&address).await.text();
    let name = page
        .split("name=\"")
        .filter_map(|part| part.split('"').next())
        .find(|name| name.starts_with(&short.participant.enrolment.to_string()))
        .expect("their box")
        .to_owned();
    assert_eq!(organiser.post(&address, &[(&name, "yes")]).await.status, 303);
    assert!(organiser.get(&list).await.prose().contains("Délivrer les certificats de formateur (1)"));
    // Another condition, or somebody of another workshop: nothing is changed.
    let foreign = format!("{}.{}", short.participant.enrolment, world.demo().campaign);
    let refused = organiser.post(&address, &[(&foreign, "yes")]).await;
    assert_eq!(refused.status, 422);
    assert!(organiser.get(&list).await.prose().contains("Délivrer les certificats de formateur (1)"));
    // A page that was made before changes nothing of what it did not show.
    assert_eq!(organiser.post(&address, &[]).await.status, 303);
    assert!(organiser.get(&list).await.prose().contains("Délivrer les certificats de formateur (1)"), "it stays");
    let page = organiser.get(&address).await.text();
    assert!(page.contains(&format!("name=\"stood\" value=\"{name}\"")), "the page says what stood");
    assert_eq!(organiser.post(&address, &[("stood", name.as_str())]).await.status, 303);
    assert!(!organiser.get(&list).await.prose().contains("Délivrer les certificats de formateur"), "taken back");
}
