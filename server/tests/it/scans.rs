//! Signed sheets: kept as they come, given back byte for byte, and gone for a
//! reason only.

use crate::world::World;
use app::attendance::scans::model::{MAX_BYTES, SignedSheet};
use app::attendance::scans::store::{content, keep, list, remove};
use app::ids::{ScanId, SessionId, WorkshopId};
use app::people::caller::Caller;
use app::people::secrets::digest;
use app::rights::store::erasure::erase;
use app::schema::error::UseError;
use app::workshops::store::enrolment::participants;
use app::workshops::store::reading::{Session, find};

/// A PDF of nothing, with something of its own in it.
fn pdf(words: &str) -> Vec<u8> {
    format!("%PDF-1.7\n% {words}\n%%EOF\n").into_bytes()
}

fn sheet(words: &str) -> SignedSheet {
    SignedSheet::read("lundi.pdf", pdf(words)).expect("a sheet")
}

/// The trainer of the running workshop, and its half-days.
async fn running(world: &World) -> (Caller, WorkshopId, Vec<Session>) {
    let trainer = world.caller("formatrice.demo").await;
    let workshop = world.demo().workshop_running.parse().expect("an identifier");
    let sessions = find(&trainer, workshop).await.expect("a workshop").sessions;
    (trainer, workshop, sessions)
}

#[tokio::test]
async fn what_is_given_back_is_what_was_received() {
    let world = World::new().await;
    let (_, workshop, sessions) = running(&world).await;
    let mut trainer = world.trainer().await;
    let (page, session) = (format!("/workshops/{workshop}/attendance/scans"), sessions[0].id.to_string());
    // What is within is not looked at: bytes of every value come back.
    let sent: Vec<u8> = pdf("matin").into_iter().chain((0..=255).cycle().take(70_000)).collect();
    let fields = [("session", session.as_str())];
    let kept = trainer.post_parts(&page, &fields, Some(("file", "C:\\Photos\\lundi é.pdf", &sent))).await;
    let shown = kept.location().expect("a page").to_owned();
    let reply = trainer.get(&shown).await;
    let hash = digest(&sent);
    assert!(reply.prose().contains("La feuille est gardée") && reply.prose().contains("lundi é.pdf"));
    assert!(reply.prose().contains(&format!("{} {}", &hash[..8], &hash[8..16])), "{}", reply.prose());
    let id = shown.rsplit('=').next().expect("an identifier");

    let file = trainer.get(&format!("{page}/{id}")).await;
    assert!(file.body == sent, "the bytes differ");
    assert_eq!(file.header("content-type"), "application/pdf");
    let disposition = file.header("content-disposition");
    assert!(disposition.starts_with("attachment; filename=\"emargement-2022-10-24-matin-"), "{disposition}");
    assert_eq!((file.header("x-content-type-options"), file.header("cache-control")), ("nosniff", "no-store"));
    assert!(file.header("content-security-policy").starts_with("sandbox"));
    assert_eq!(
        world.count(&format!("audit_entry WHERE verb = 'scan.read' AND subject_id = {}", literal(&world, id))).await,
        1
    );

    let before = world.count("sheet_scan").await;
    let again = trainer.post_parts(&page, &fields, Some(("file", "autre nom.pdf", &sent))).await;
    assert!(again.location().expect("a page").ends_with(&format!("known={id}")));
    assert!(trainer.get(again.location().expect("a page")).await.prose().contains("déjà gardé"));
    assert_eq!(world.count("sheet_scan").await, before, "kept once");
}

/// An identifier as the database writes it.
fn literal(world: &World, id: &str) -> String {
    match world.kind() {
        crate::database::Kind::Sqlite => format!("x'{}'", id.replace('-', "")),
        crate::database::Kind::Postgres => format!("'{id}'"),
    }
}

#[tokio::test]
async fn what_is_no_sheet_or_of_no_half_day_is_refused_beside_its_field() {
    let world = World::new().await;
    let (_, workshop, sessions) = running(&world).await;
    let mut trainer = world.trainer().await;
    let page = format!("/workshops/{workshop}/attendance/scans");
    let today = sessions[0].id.to_string();
    let tomorrow = sessions.iter().find(|session| session.held_on > world.now().date_naive()).expect("one to come");
    let foreign = SessionId(world.system().new_id()).to_string();
    let mut large = pdf("trop");
    large.resize(MAX_BYTES + 1, b' ');
    let mut huge = large.clone();
    huge.resize(MAX_BYTES + (2 << 20), b' ');
    let cases: [(&str, &[u8], &str, &str); 7] = [
        (&today, b"<html><script>alert(1)</script>", "file", "ni un PDF ni une image"),
        (&today, b"", "file", "Remplissez"),
        (&today, &large, "file", "10 Mo"),
        (&today, &huge, "file", "10 Mo"),
        ("", &pdf("x"), "session", "Remplissez"),
        (&foreign, &pdf("x"), "session", "Choisissez"),
        (&tomorrow.id.to_string(), &pdf("x"), "session", "Choisissez"),
    ];
    let before = world.rows().await;
    for (session, bytes, field, words) in cases {
        let refused = trainer.post_parts(&page, &[("session", session)], Some(("file", "feuille.pdf", bytes))).await;
        assert_eq!(refused.status.as_u16(), 422, "{field} {words}: {}", refused.prose());
        let error = refused.error_at(field);
        assert!(!error.is_empty() && error.contains(words), "{field}: {error} in {}", refused.prose());
    }
    assert_eq!(world.rows().await, before, "nothing has changed");
}

#[tokio::test]
async fn trainers_keep_sheets_and_organisers_alone_remove_them_with_a_reason() {
    let world = World::new().await;
    let (trainer, workshop, sessions) = running(&world).await;
    let organiser = world.caller("organisateur.demo").await;
    let stranger = world.caller(crate::world::TRAINER_OF_OTHERS).await;
    let session = sessions[0].id;
    let refused = keep(&stranger, workshop, session, sheet("a")).await;
    assert!(matches!(refused, Err(UseError::Forbidden)));
    let received = keep(&trainer, workshop, session, sheet("a")).await.expect("kept");
    let other = keep(&organiser, workshop, session, sheet("b")).await.expect("kept");
    assert!(!received.known && !other.known);
    assert_eq!(list(&trainer, workshop).await.expect("sheets").len(), 2);
    assert!(matches!(list(&stranger, workshop).await, Err(UseError::Forbidden)));
    assert!(matches!(content(&stranger, workshop, received.id).await, Err(UseError::Forbidden)));
    let elsewhere: WorkshopId = world.demo().workshop_finished.parse().expect("an identifier");
    assert!(matches!(content(&trainer, elsewhere, received.id).await, Err(UseError::NotFound)));
    assert!(matches!(remove(&trainer, workshop, received.id, "erreur").await, Err(UseError::Forbidden)));
    assert!(matches!(remove(&organiser, workshop, received.id, "  ").await, Err(UseError::Refused(_))));
    remove(&organiser, workshop, received.id, "feuille d’un autre atelier").await.expect("removed");
    assert!(matches!(remove(&organiser, workshop, received.id, "encore").await, Err(UseError::NotFound)));
    let told = format!(
        "audit_entry WHERE verb = 'scan.removed' AND detail LIKE '%{}%' AND detail LIKE '%autre atelier%'",
        digest(&pdf("a"))
    );
    assert_eq!(world.count(&told).await, 1);
    // Once gone, the same file may come again.
    assert!(!keep(&trainer, workshop, session, sheet("a")).await.expect("kept").known);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_same_file_sent_twice_at_once_is_kept_once() {
    let world = World::new().await;
    let (trainer, workshop, sessions) = running(&world).await;
    let session: SessionId = sessions[0].id;
    let senders: Vec<_> = (0..4)
        .map(|_| {
            let trainer = trainer.clone();
            tokio::spawn(async move { keep(&trainer, workshop, session, sheet("ensemble")).await.expect("kept") })
        })
        .collect();
    let mut received = Vec::new();
    for sender in senders {
        received.push(sender.await.expect("no sender fails"));
    }
    assert_eq!(received.iter().filter(|one| !one.known).count(), 1);
    let ids: std::collections::BTreeSet<ScanId> = received.iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), 1);
}

#[tokio::test]
async fn a_sheet_outlives_the_entry_of_one_who_signed() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let workshop = world.demo().workshop_finished.parse().expect("an identifier");
    let someone = participants(&organiser, workshop).await.expect("participants").pop().expect("someone");
    let before = world.count("sheet_scan").await;
    erase(&organiser, someone.person, &someone.name.family).await.expect("erased");
    assert_eq!(world.count("sheet_scan").await, before);
}

#[tokio::test]
async fn the_sheet_of_one_half_day_is_printed_apart() {
    let world = World::new().await;
    let (_, workshop, sessions) = running(&world).await;
    let mut trainer = world.trainer().await;
    let address = format!("/workshops/{workshop}/attendance-sheet.pdf");
    let whole = trainer.get(&address).await;
    let one = trainer.get(&format!("{address}?session={}", sessions[1].id)).await;
    let pages = |body: &[u8]| lopdf::Document::load_mem(body).expect("a PDF").get_pages().len();
    assert!(pages(&one.body) * 4 <= pages(&whole.body), "{} of {}", pages(&one.body), pages(&whole.body));
    let text = lopdf::Document::load_mem(&one.body).expect("a PDF").extract_text(&[1]).expect("text");
    assert!(text.contains("après-midi") && !text.contains("Signature matin"), "{text}");
    for unknown in ["x", &workshop.to_string()] {
        assert_eq!(trainer.get(&format!("{address}?session={unknown}")).await.status.as_u16(), 404);
    }
}
