//! The report on a workshop: what people write, what is counted, and who is not named.

use crate::cli::tool;
use crate::client::{Client, Reply};
use crate::folder::Folder;
use crate::world::World;
use app::ids::WorkshopId;
use app::people::caller::Caller;
use app::people::store::sign_in::load_actor;
use app::reports::model::Texts;
use app::reports::store::{Written, sign, write, written};
use app::schema::error::UseError;
use app::workshops::store::enrolment::participants;
use app::workshops::store::reading::find;

fn running(world: &World) -> WorkshopId {
    world.demo().workshop_running.parse().expect("an identifier")
}

fn finished(world: &World) -> WorkshopId {
    world.demo().workshop_finished.parse().expect("an identifier")
}

fn signs(texts: &Texts) -> Texts {
    Texts::of(|field| Ok(sign(texts.text(field)))).expect("signs")
}

/// The report's text, spaces made one.
fn text(reply: &Reply) -> String {
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/pdf"), "{}", reply.text());
    let folder = Folder::new("report");
    let file = folder.join("report.pdf").display().to_string();
    std::fs::write(&file, &reply.body).expect("written");
    tool("qpdf", &["--check", &file]);
    tool("pdftotext", &["-layout", &file, "-"]).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Sends the form of a page as it is, but for these fields.
async fn send(client: &mut Client, address: &str, page: &Reply, typed: &[(&str, &str)]) -> Reply {
    let value = |name: &str| {
        let control = page.control(name);
        control.split(" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    };
    let mut fields: Vec<(String, String)> = Vec::new();
    for field in Texts::FIELDS {
        let seen = format!("seen_{field}");
        fields.push((seen.clone(), value(&seen)));
        let typed = typed.iter().find(|(name, _)| *name == field).map(|(_, text)| (*text).to_owned());
        fields.push((field.to_owned(), typed.unwrap_or_else(|| area(page, field))));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    client.post(address, &fields).await
}

/// What stands in a text area.
fn area(page: &Reply, field: &str) -> String {
    let html = page.text();
    let from = html.find(&format!(" id=\"{field}\"")).expect("the field");
    let text = html[from..].split_once('>').and_then(|(_, rest)| rest.split_once("</textarea>")).expect("an area").0;
    // A browser leaves out the first line end of an area.
    let text = text.strip_prefix('\n').unwrap_or(text);
    text.replace("<!>", "").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[tokio::test]
async fn what_is_written_is_proposed_saved_and_printed() {
    let world = World::new().await;
    let address = format!("/workshops/{}/report", running(&world));
    let mut trainer = world.trainer().await;
    let page = trainer.get(&address).await;
    assert!(page.prose().contains("une proposition") && area(&page, "context").contains("fait partie de la campagne"));
    let before = text(&trainer.get(&format!("{address}.pdf")).await);
    assert!(!before.contains("fait partie de la campagne"), "proposed is not written: {before}");
    assert!(
        before.contains("Cette partie n’est pas encore écrite") && before.contains("VERSION PROVISOIRE"),
        "{before}"
    );
    let reply = send(&mut trainer, &address, &page, &[("difficulties", "- Coupures **longues**\r\n- ɲɛɛ\r\n")]).await;
    assert_eq!(reply.location(), Some(format!("{address}?saved=yes").as_str()), "{}", reply.text());
    let page = trainer.get(&format!("{address}?saved=yes")).await;
    assert!(page.prose().contains("Les textes sont enregistrés") && area(&page, "difficulties").contains("ɲɛɛ"));
    let after = text(&trainer.get(&format!("{address}.pdf")).await);
    assert!(after.contains("fait partie de la campagne") && after.contains("• Coupures longues • ɲɛɛ"), "{after}");
    assert_eq!(
        world.count("audit_entry WHERE verb = 'report.written'").await,
        6,
        "five of the demonstration, and this"
    );
}

#[tokio::test]
async fn nobody_writes_over_what_they_did_not_see() {
    let world = World::new().await;
    let address = format!("/workshops/{}/report", finished(&world));
    let (mut one, mut other) = (world.organiser().await, world.administrator().await);
    let (seen_by_one, seen_by_other) = (one.get(&address).await, other.get(&address).await);
    let saved = send(&mut one, &address, &seen_by_one, &[("aims", "Premier texte"), ("method", "Méthode neuve")]).await;
    assert_eq!(saved.status, 303);
    let refused = send(&mut other, &address, &seen_by_other, &[("aims", "Second texte"), ("context", "Autre")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.error_at("aims").contains("entre-temps"), "{}", refused.error_at("aims"));
    assert!(refused.prose().contains("Premier texte"), "what stands is shown");
    assert_eq!((area(&refused, "aims"), area(&refused, "context")), ("Second texte".into(), "Autre".into()));
    assert_eq!(area(&refused, "method"), "Méthode neuve", "left alone, it is what the other wrote");
    let texts = |found: Written| found.texts.expect("texts");
    let organiser = world.caller("organisateur.demo").await;
    assert_eq!(texts(written(&organiser, finished(&world)).await.expect("texts")).aims, "Premier texte");
    // Now both have been seen.
    assert_eq!(send(&mut other, &address, &refused, &[]).await.status, 303);
    let found = texts(written(&organiser, finished(&world)).await.expect("texts"));
    assert_eq!(
        (found.aims.as_str(), found.context.as_str(), found.method.as_str()),
        ("Second texte", "Autre", "Méthode neuve")
    );
}

#[tokio::test]
async fn what_is_too_long_comes_back_beside_its_field() {
    let world = World::new().await;
    let address = format!("/workshops/{}/report", finished(&world));
    let mut organiser = world.organiser().await;
    let page = organiser.get(&address).await;
    let long = format!("ɔ{}", "a<b ".repeat(4_000));
    let refused = send(&mut organiser, &address, &page, &[("recommendations", &long)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.error_at("recommendations").contains("12"), "{}", refused.error_at("recommendations"));
    assert_eq!(area(&refused, "recommendations"), long);
}

#[tokio::test]
async fn organisers_and_the_lead_trainer_write_and_co_trainers_read() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let workshop = finished(&world);
    let team = find(&organiser, workshop).await.expect("a workshop").trainers;
    let stood = written(&organiser, workshop).await.expect("texts").texts.expect("texts");
    for (account, name, lead) in team {
        let trainer = Caller { actor: load_actor(&world.db, account).await.expect("an actor"), ..world.system() };
        let found = written(&trainer, workshop).await.expect("theirs to read");
        assert_eq!(found.may_write, lead, "{name}");
        let new = Texts { method: format!("De {name}"), ..stood.clone() };
        let seen = signs(&found.texts.expect("texts"));
        let result = write(&trainer, workshop, &seen, &new).await;
        assert!(if lead { result.is_ok() } else { matches!(result, Err(UseError::Forbidden)) }, "{name}: {result:?}");
    }
}

#[tokio::test]
async fn donors_read_counts_and_trainers_and_no_participant() {
    let world = World::new().await;
    let workshop = finished(&world);
    let organiser = world.caller("organisateur.demo").await;
    let report = text(&world.organiser().await.get(&format!("/workshops/{workshop}/report.pdf")).await);
    let found = find(&organiser, workshop).await.expect("a workshop");
    for (_, name, _) in &found.trainers {
        assert!(report.contains(name.as_str()), "{name} in {report}");
    }
    let people = participants(&organiser, workshop).await.expect("participants");
    for one in &people {
        for name in [one.name.to_string(), one.name.listed()] {
            assert!(!report.contains(&name), "{name} is named");
        }
    }
    assert!(report.contains(&format!("{} personnes étaient inscrites", people.len())), "{report}");
    assert!(!report.contains("PROVISOIRE"), "it is over");
    for title in [
        "Contexte",
        "Objectifs",
        "Méthode",
        "Participants",
        "Déroulement",
        "Présence",
        "Résultats du pré-test",
        "Évaluation par les participants",
        "Attestations",
        "Difficultés",
        "Recommandations",
        "Annexe 1",
        "Annexe 2",
        "Jour 1",
        "Taux de présence",
        "Par région",
    ] {
        assert!(report.contains(title), "{title} in {report}");
    }
    let mut english = world.organiser().await;
    english.post("/language", &[("language", "en"), ("back", "/")]).await;
    let english = text(&english.get(&format!("/workshops/{workshop}/report.pdf")).await);
    assert!(english.contains("Proceedings") && english.contains("people had a seat"), "{english}");
}
