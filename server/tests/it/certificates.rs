//! Certificates of two kinds: issued, taken back, issued in another's place, verified each time.

use crate::client::Client;
use crate::world::World;
use app::certificates::model::Kind;
use app::certificates::running::Runs;
use app::certificates::store::standing::{Standing, standings};
use app::certificates::store::{issue, issue_to};
use app::ids::{CampaignId, WorkshopId};
use app::people::caller::Caller;
use app::schema::error::UseError;
use app::schema::{certificate, person};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde_json::json;
use server::print::undrawn;
use std::io::{Cursor, Read};
use std::sync::Arc;
use std::time::Duration;

/// The finished workshop of the demonstration, and whoever organises it.
struct Desk {
    world: World,
    organiser: Caller,
    workshop: WorkshopId,
    browser: Client,
}

impl Desk {
    async fn new() -> Self {
        let world = World::new().await;
        let (organiser, browser) = (world.caller("organisateur.demo").await, world.organiser().await);
        let workshop = world.demo().workshop_finished.parse().expect("an identifier");
        Self { world, organiser, workshop, browser }
    }

    async fn standings(&self) -> Vec<Standing> {
        standings(&self.organiser, self.workshop).await.expect("standings").1
    }

    /// Somebody of whom this holds.
    async fn someone(&self, so: impl Fn(&Standing) -> bool) -> Standing {
        self.standings().await.into_iter().find(|one| so(one)).expect("someone")
    }

    /// Gives somebody another family name, as a correction does.
    async fn rename(&self, standing: &Standing, family: &str) {
        let (id, family_name) = (Set(standing.participant.person.0), Set(family.to_owned()));
        let renamed = person::ActiveModel { id, family_name, ..Default::default() };
        person::Entity::update(renamed).exec_without_returning(self.world.db.writer()).await.expect("renamed");
    }

    async fn verified(&self, serial: &str) -> String {
        self.world.public().get(&format!("/verify/{serial}")).await.prose()
    }
}

fn serial(standing: &Standing, kind: Kind) -> String {
    standing.certificate(kind).expect("a certificate").serial.as_str().to_owned()
}

#[tokio::test]
async fn the_demonstration_has_both_kinds_and_nobody_both() {
    let desk = Desk::new().await;
    let all = desk.standings().await;
    let holders = |kind| all.iter().filter(|one| one.certificate(kind).is_some()).count();
    assert!(holders(Kind::Trainer) > 10, "{all:?}");
    for one in &all {
        assert_eq!(one.certificate(Kind::Trainer).is_some(), one.earned(Kind::Trainer));
        let only_there = one.earned(Kind::Attendance) && !one.earned(Kind::Trainer);
        assert_eq!(one.certificate(Kind::Attendance).is_some(), only_there);
    }
}

#[tokio::test]
async fn attestations_are_issued_to_trainers_too_and_once() {
    let mut desk = Desk::new().await;
    let list = format!("/workshops/{}/certificates", desk.workshop);
    let due = desk.standings().await.iter().filter(|one| one.is_due(Kind::Attendance)).count();
    let page = desk.browser.get(&list).await.prose();
    assert!(due > 10 && page.contains(&format!("Délivrer les attestations ({due})")), "{page}");
    let before = desk.world.count("certificate").await;
    let wanted = [("kind", "attendance")];
    assert_eq!(desk.browser.post(&list, &wanted).await.status, 303);
    let after = desk.world.count("certificate").await;
    assert_eq!(after - before, i64::try_from(due).expect("few"));
    assert_eq!(desk.browser.post(&list, &wanted).await.status, 303);
    assert_eq!(desk.world.count("certificate").await, after);
    let of_both = desk.someone(|one| one.certificates.len() == 2).await;
    assert!(desk.verified(&serial(&of_both, Kind::Attendance)).await.contains("Attestation valide"));
    assert!(desk.verified(&serial(&of_both, Kind::Trainer)).await.contains("Certificat valide"));
}

#[tokio::test]
async fn the_address_says_who_is_shown() {
    let mut desk = Desk::new().await;
    let list = format!("/workshops/{}/certificates", desk.workshop);
    let all = desk.standings().await;
    let held = all.iter().filter(|one| one.certificate(Kind::Trainer).is_some()).count();
    for (query, expected) in [
        ("", all.len()),
        ("?state=held&kind=trainer", held),
        ("?state=none&kind=trainer", all.len() - held),
        ("?state=revoked", 0),
        ("?state=nonsense&kind=nonsense", all.len()),
    ] {
        let reply = desk.browser.get(&format!("{list}{query}")).await;
        assert_eq!(reply.status, 200, "{query}");
        assert_eq!(reply.text().matches("<th scope=\"row\">").count(), expected, "{query}");
    }
}

#[tokio::test]
async fn what_is_revoked_shows_and_is_not_issued_again_with_the_others() {
    let mut desk = Desk::new().await;
    let holder = desk.someone(|one| one.certificate(Kind::Trainer).is_some()).await;
    let old = serial(&holder, Kind::Trainer);
    let address = format!("/certificates/{old}/revoke");
    assert!(desk.browser.get(&address).await.prose().contains("Cela ne peut pas être défait"));
    let refused = desk.browser.post(&address, &[("reason", "  ")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("reason-error"));
    assert!(desk.verified(&old).await.contains("Certificat valide"));
    let reason = "Identité usurpée";
    let reply = desk.browser.post(&address, &[("reason", reason)]).await;
    assert_eq!(reply.location(), Some(format!("/certificates/{old}").as_str()));
    let told = desk.verified(&old).await;
    assert!(told.contains("Document révoqué") && told.contains("26 octobre 2022") && !told.contains(reason), "{told}");
    let page = desk.browser.get(&format!("/certificates/{old}")).await.prose();
    assert!(page.contains(reason) && page.contains("Organisateur (démonstration)"), "{page}");
    assert_eq!(desk.browser.post(&address, &[("reason", reason)]).await.status, 303, "back to its page");
    let issued = issue(&desk.organiser, desk.workshop, Kind::Trainer, undrawn).await.expect("issued");
    assert!(issued.is_empty(), "{issued:?}");
    // To this person alone it can be.
    let seat = holder.participant.enrolment;
    let again = issue_to(&desk.organiser, desk.workshop, seat, Kind::Trainer, undrawn).await.expect("issued");
    assert_ne!(again.serial.as_str(), old);
    let same = issue_to(&desk.organiser, desk.workshop, seat, Kind::Trainer, undrawn).await.expect("the same");
    assert_eq!(same, again);
}

#[tokio::test]
async fn a_corrected_name_gets_another_certificate_in_the_place_of_the_old() {
    let mut desk = Desk::new().await;
    let holder = desk.someone(|one| one.certificate(Kind::Trainer).is_some()).await;
    let old = serial(&holder, Kind::Trainer);
    let address = format!("/certificates/{old}/reissue");
    desk.rename(&holder, "ƊIARRA-CORRIGÉE").await;
    let page = desk.browser.get(&address).await;
    let before = format!("{} {}", holder.participant.name.given, holder.participant.name.family);
    assert!(page.prose().contains(&before) && page.text().contains("<mark>"), "{}", page.prose());
    let shown =
        page.text().split("name=\"shown\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let shown = shown.expect("what is shown").replace("&#x27;", "'").replace("&quot;", "\"").replace("&amp;", "&");
    // Made for something else: it comes back, and nothing happens.
    let outdated = desk.browser.post(&address, &[("reason", "Nom mal écrit"), ("shown", "autre")]).await;
    assert_eq!(outdated.status, 422);
    assert!(outdated.text().contains("Nom mal écrit"), "what was typed stays");
    let rows = desk.world.count("certificate").await;
    let reply = desk.browser.post(&address, &[("reason", "Nom mal écrit"), ("shown", &shown)]).await;
    let new = reply.location().and_then(|to| to.strip_prefix("/certificates/")).expect("another").to_owned();
    assert_eq!(desk.world.count("certificate").await, rows + 1);
    assert!(new != old && desk.verified(&new).await.contains("ƊIARRA-CORRIGÉE"));
    let told = desk.verified(&old).await;
    assert!(told.contains("Document remplacé") && !told.contains("CORRIGÉE"), "{told}");
    let page = desk.browser.get(&format!("/certificates/{old}")).await;
    assert!(page.text().contains(&format!("href=\"/certificates/{new}\"")) && page.prose().contains("Nom mal écrit"));
    assert!(desk.browser.get(&format!("/certificates/{new}")).await.text().contains(&format!("/certificates/{old}\"")));
    let holds = desk.someone(|one| one.participant.enrolment == holder.participant.enrolment).await;
    assert_eq!((serial(&holds, Kind::Trainer), holds.certificates.len()), (new, 2));
}

#[tokio::test]
async fn a_name_that_no_font_draws_is_refused_with_the_name() {
    let mut desk = Desk::new().await;
    let list = format!("/workshops/{}/certificates", desk.workshop);
    let holder = desk.someone(|one| one.is_due(Kind::Attendance)).await;
    desk.rename(&holder, "李").await;
    let rows = desk.world.count("certificate").await;
    let refused = desk.browser.post(&list, &[("kind", "attendance")]).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.prose().contains(&format!("« {} 李 » contient « 李 »", holder.participant.name.given)),
        "{}",
        refused.prose()
    );
    assert_eq!(desk.world.count("certificate").await, rows, "nothing was issued to anybody");
}

#[tokio::test]
async fn a_campaign_is_issued_workshop_by_workshop_and_each_is_told() {
    let mut desk = Desk::new().await;
    let campaign: CampaignId = desk.world.demo().campaign.parse().expect("an identifier");
    let holder = desk.someone(|one| one.is_due(Kind::Attendance)).await;
    desk.rename(&holder, "李").await;
    let runs: Arc<Runs> = desk.world.state.runs.clone();
    let address = format!("/campaigns/{campaign}/certificates");
    let before = desk.world.count("certificate").await;
    assert_eq!(desk.browser.post(&address, &[("kind", "attendance")]).await.location(), Some(address.as_str()));
    let mut ended = None;
    for _ in 0..600 {
        ended = runs.of(campaign).filter(|run| !run.goes_on());
        if ended.is_some() {
            break;
        }
        let page = desk.browser.get(&address).await;
        assert_eq!(page.status, 200);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let run = ended.expect("it ends");
    assert_eq!((run.refused.len(), run.failed.len()), (1, 0), "{run:?}");
    assert!(run.of > 1 && run.issued > 10, "{run:?}");
    assert_eq!(desk.world.count("certificate").await - before, i64::try_from(run.issued).expect("few"));
    let page = desk.browser.get(&address).await;
    assert!(page.header("refresh").is_empty() && page.prose().contains("contient « 李 »"), "{}", page.prose());
}

#[tokio::test]
async fn all_papers_come_as_an_archive_and_as_one_file() {
    let mut desk = Desk::new().await;
    let held = desk.standings().await.iter().filter(|one| one.certificate(Kind::Trainer).is_some()).count();
    let address = format!("/workshops/{}/certificates", desk.workshop);
    let reply = desk.browser.get(&format!("{address}.zip?kind=trainer")).await;
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/zip"));
    let mut archive = zip::ZipArchive::new(Cursor::new(reply.body.clone())).expect("an archive");
    assert_eq!(archive.len(), held);
    for place in 0..held {
        let mut file = archive.by_index(place).expect("a file");
        let (name, mut bytes) = (file.name().expect("a name").into_owned(), Vec::new());
        file.read_to_end(&mut bytes).expect("its bytes");
        assert!(name.contains(".pdf") && name.matches('_').count() == 2 && bytes.starts_with(b"%PDF-"), "{name}");
    }
    let again = desk.browser.get(&format!("{address}.zip?kind=trainer")).await;
    assert!(again.body == reply.body, "the bytes differ");
    let one = desk.browser.get(&format!("{address}.pdf?kind=trainer")).await;
    let pages = lopdf::Document::load_mem(&one.body).expect("a PDF").get_pages().len();
    assert_eq!(pages, held);
    assert_eq!(desk.browser.get(&format!("{address}.zip?kind=medal")).await.status, 404);
    let all = desk.browser.get(&format!("/campaigns/{}/certificates.zip", desk.world.demo().campaign)).await;
    let all = zip::ZipArchive::new(Cursor::new(all.body)).expect("an archive").len();
    let issued = desk.world.count("certificate").await;
    assert_eq!(i64::try_from(all).expect("few"), issued - 1, "one was issued again in its place");
}

#[tokio::test]
async fn what_expires_is_listed_before_and_told_after() {
    let mut desk = Desk::new().await;
    let holder = desk.someone(|one| one.certificate(Kind::Trainer).is_some()).await;
    let number = serial(&holder, Kind::Trainer);
    let address = format!("/campaigns/{}/certificates", desk.world.demo().campaign);
    let listed = format!("/certificates/{number}\"");
    assert!(!desk.browser.get(&address).await.text().contains(&listed));
    let expires = |day: &str| {
        // Without its signature, which states another day.
        let set = format!("expires_on = '{day}', key_id = NULL, signature = NULL");
        format!("UPDATE certificate SET {set} WHERE serial = '{number}'")
    };
    desk.world.db.writer().execute_unprepared(&expires("2022-12-31")).await.expect("set");
    let page = desk.browser.get(&address).await;
    assert!(page.text().contains(&listed) && page.prose().contains("à renouveler avant le 31 décembre 2022"));
    let mut own = desk.world.browser_of(holder.participant.person).await;
    assert!(own.get("/").await.prose().contains("à renouveler avant le 31 décembre 2022"));
    assert!(desk.verified(&number).await.contains("Certificat valide"));
    desk.world.db.writer().execute_unprepared(&expires("2022-10-25")).await.expect("set");
    assert!(desk.verified(&number).await.contains("Document échu"));
    assert!(!desk.browser.get(&address).await.text().contains(&listed));
    assert!(desk.browser.get(&format!("{address}?state=expired")).await.text().contains(&listed));
}

#[tokio::test]
async fn programs_issue_revoke_and_reissue() {
    let mut desk = Desk::new().await;
    let address = format!("/api/v1/workshops/{}/certificates", desk.workshop);
    let known = desk.browser.get(&address).await.json();
    let due = known["due"]["attendance"].as_array().expect("a list").clone();
    let one = desk.browser.post_json(&address, &json!({ "kind": "attendance", "enrolment": due[0] })).await.json();
    let first = one["issued"][0]["serial"].as_str().expect("a serial").to_owned();
    let rest = desk.browser.post_json(&address, &json!({ "kind": "attendance" })).await.json();
    assert_eq!(rest["issued"].as_array().map(Vec::len), Some(due.len() - 1));
    let again = desk.browser.post_json(&address, &json!({ "kind": "attendance" })).await.json();
    assert_eq!(again["issued"], json!([]));
    let why = json!({ "reason": "Nom mal écrit" });
    let new = desk.browser.post_json(&format!("/api/v1/certificates/{first}/reissue"), &why).await.json();
    let new = new["serial"].as_str().expect("a serial").to_owned();
    assert!(desk.verified(&first).await.contains("Document remplacé"));
    let revoked = desk.browser.post_json(&format!("/api/v1/certificates/{new}/revoke"), &why).await.json();
    assert!(revoked["revoked_at"].is_string(), "{revoked}");
    let twice = desk.browser.post_json(&format!("/api/v1/certificates/{new}/revoke"), &why).await;
    assert_eq!((twice.status.as_u16(), &twice.json()["refusals"][0]["problem"]), (422, &json!("already_revoked")));
}

#[tokio::test]
async fn whoever_was_revoked_may_be_decided_about_again() {
    let mut desk = Desk::new().await;
    let holder = desk.someone(|one| one.certificate(Kind::Trainer).is_some()).await;
    let seat = holder.participant.enrolment;
    let decision = format!("/workshops/{}/qualification/{seat}", desk.workshop);
    let decided = [("decision", "no"), ("reason", "Plagiat avéré")];
    assert_eq!(desk.browser.post(&decision, &decided).await.status, 422, "it has to be revoked first");
    let revoke = format!("/certificates/{}/revoke", serial(&holder, Kind::Trainer));
    assert_eq!(desk.browser.post(&revoke, &[("reason", "Plagiat")]).await.status, 303);
    assert_eq!(desk.browser.post(&decision, &decided).await.status, 303);
    let refused = issue_to(&desk.organiser, desk.workshop, seat, Kind::Trainer, undrawn).await;
    assert!(matches!(refused, Err(UseError::Refused(_))), "{refused:?}");
    let rows = certificate::Entity::find().all(desk.world.db.reader()).await.expect("rows");
    let theirs = rows.iter().filter(|row| row.enrolment_id == seat.0);
    assert!(theirs.clone().all(|row| row.revoked_at.is_some()) && theirs.count() == 1);
}
