//! Handouts: what is for trainers alone never reaches participants; texts are written as
//! drafts, published as versions, and what was handed out stays as it was.

use crate::client::{Client, Reply};
use crate::world::World;
use app::campaigns::text::{callout, options};
use app::ids::PersonId;
use app::schema::enrolment;
use pulldown_cmark::{Event, Parser, Tag};
use sea_orm::{EntityTrait, QueryFilter};
use uuid::Uuid;

/// Words that only trainers' parts of the demonstration hold.
const SECRETS: [&str; 5] =
    ["Pour l’animateur", "POUR L’ANIMATEUR", "Corrigé", "CORRIGÉ", "Deux débats reviennent toujours"];

fn curriculum(world: &World) -> String {
    format!("/curricula/{}", world.demo().curriculum)
}

fn printed(bytes: &[u8]) -> String {
    let file = lopdf::Document::load_mem(bytes).expect("a PDF");
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    file.extract_text(&pages).expect("text").replace('\u{ad}', "")
}

async fn paper(client: &mut Client, address: &str) -> Vec<u8> {
    let reply = client.get(address).await;
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/pdf"), "{address}");
    reply.body.to_vec()
}

/// What stands in a hidden field of a form.
fn hidden(reply: &Reply, name: &str) -> String {
    let text = reply.text();
    let (_, rest) = text.split_once(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("{name} in {text}"));
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn participants_never_get_what_is_for_trainers_alone() {
    let world = World::new().await;
    let (mut participant, mut trainer) = (world.participant().await, world.trainer().await);
    let base = curriculum(&world);
    for number in 1..=13 {
        let address = format!("{base}/modules/{number}");
        let (theirs, ours) = (participant.get(&address).await.text(), trainer.get(&address).await.text());
        for secret in SECRETS {
            assert!(!theirs.contains(secret), "{secret} in module {number}");
        }
        assert!(ours.contains("Pour l’animateur") && ours.contains("Corrigé"), "{number}");
        assert!(theirs.contains("Consigne"), "{number}");
    }
    for asked in ["", "?edition=trainers", "?edition=participants", "?version=1&edition=trainers"] {
        let text = printed(&paper(&mut participant, &format!("{base}/handout.pdf{asked}")).await);
        for secret in SECRETS {
            assert!(!text.contains(secret), "{secret} with {asked:?}");
        }
        assert!(text.contains("Édition des participants"), "{asked:?}");
    }
    let whole = printed(&paper(&mut trainer, &format!("{base}/handout.pdf")).await);
    assert!(whole.contains("Édition de l’animateur") && whole.contains("CORRIGÉ"));
    let without = printed(&paper(&mut trainer, &format!("{base}/handout.pdf?edition=participants")).await);
    assert!(SECRETS.iter().all(|secret| !without.contains(secret)));
    assert_eq!(trainer.get(&format!("{base}/handout.pdf?edition=all")).await.status, 404);
}

#[tokio::test]
async fn a_text_is_a_draft_until_it_is_published_and_earlier_versions_stay() {
    let world = World::new().await;
    let (mut organiser, mut participant) = (world.organiser().await, world.participant().await);
    let base = curriculum(&world);
    let before = paper(&mut organiser, &format!("{base}/handout.pdf")).await;
    let address = format!("{base}/modules/2/edit");
    let form = organiser.get(&address).await;
    let seen = hidden(&form, "seen");
    let body = "## Nouveau texte\n\nTout est neuf.\n\n> [!CORRIGE]\n> Caché.\n";
    let fields = |act: &'static str, seen: &str| {
        [("title", "Regards neufs"), ("minutes", "45"), ("method", "plenary"), ("body", body), ("act", act)]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .chain([("seen".to_owned(), seen.to_owned())])
            .collect::<Vec<_>>()
    };
    let looked = post(&mut organiser, &address, &fields("preview", &seen)).await;
    assert_eq!(looked.status, 200);
    assert!(looked.text().contains("<h3>Nouveau texte</h3>") && looked.text().contains("callout--trainers"));
    assert_eq!(world.count("module_draft").await, 1, "the demonstration's own");
    let saved = post(&mut organiser, &address, &fields("save", &seen)).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert!(!participant.get(&format!("{base}/modules/2")).await.text().contains("Tout est neuf."));
    assert!(paper(&mut organiser, &format!("{base}/handout.pdf")).await == before, "a draft is not printed");
    // Who had opened the form before is told, and keeps what they typed.
    let late = post(&mut organiser, &address, &fields("save", &seen)).await;
    assert_eq!(late.status, 422);
    assert!(late.text().contains("Quelqu’un d’autre") && late.text().contains("Tout est neuf."));
    let asked = organiser.get(&format!("{base}/publish")).await;
    let drafts = hidden(&asked, "seen");
    let publish = [("version", "1.1"), ("note", "Module 2 récrit"), ("seen", drafts.as_str())];
    assert_eq!(
        organiser.post(&format!("{base}/publish"), &[publish[0], publish[1], ("seen", "old")]).await.status,
        422
    );
    assert_eq!(
        organiser.post(&format!("{base}/publish"), &[("version", "1.0"), publish[1], publish[2]]).await.status,
        422
    );
    let unprintable =
        organiser.post(&format!("{base}/publish"), &[("version", "1.1 中"), publish[1], publish[2]]).await;
    assert!(unprintable.status == 422 && unprintable.error_at("version").contains('中'), "it stands on every page");
    let published = organiser.post(&format!("{base}/publish"), &publish).await;
    assert_eq!(published.status, 303, "{}", published.text());
    assert_eq!(world.count("module_draft").await, 0);
    let page = organiser.get(&base).await.text();
    assert!(page.contains("Module 2 récrit") && page.contains("?version=1"), "{page}");
    assert!(organiser.get(&format!("{base}/modules/2")).await.text().contains("Tout est neuf."));
    let old = organiser.get(&format!("{base}/modules/2?version=1")).await.text();
    assert!(!old.contains("Tout est neuf.") && old.contains("n’est plus la dernière"));
    // What was handed out prints again, byte for byte, and stays what its participants read.
    assert!(paper(&mut organiser, &format!("{base}/handout.pdf?version=1")).await == before);
    assert!(!participant.get(&format!("{base}/modules/2")).await.text().contains("Tout est neuf."));
    assert_eq!(participant.get(&format!("{base}?version=2")).await.status, 404);
    let of_workshop = format!("{base}/handout.pdf?workshop={}", world.demo().workshop_finished);
    assert!(paper(&mut organiser, &of_workshop).await == before, "a workshop keeps its version");
    assert!(!printed(&paper(&mut participant, &of_workshop).await).contains("Tout est neuf."));
    calls_modules_as_before(&world).await;
    let unknown = format!("{base}/handout.pdf?workshop={}", world.demo().curriculum);
    assert_eq!(organiser.get(&unknown).await.status, 404);
    assert_eq!(organiser.get(&format!("{base}?version=9")).await.status, 404);
}

/// A workshop that is over calls its second module as it did, in calendars and in its timetable.
async fn calls_modules_as_before(world: &World) {
    let workshop = &world.demo().workshop_finished;
    let of_workshop = enrolment::COLUMN.workshop_id.eq(workshop.parse::<Uuid>().expect("an identifier"));
    let standing = enrolment::COLUMN.withdrawn_at.is_null();
    let seat = enrolment::Entity::find().filter(of_workshop).filter(standing).one(world.db.reader()).await;
    let seat = seat.expect("asked").expect("a seat");
    let mut holder = world.browser_of(PersonId(seat.person_id)).await;
    let calendar = holder.get(&format!("/enrolments/{}/calendar.ics", seat.id)).await.text().replace("\r\n ", "");
    let timetable = world.organiser().await.get(&format!("/workshops/{workshop}/timetable/edit")).await.text();
    for told in [calendar, timetable] {
        assert!(told.contains("vulnérabilités et indicateurs") && !told.contains("Regards neufs"), "{told}");
    }
}

async fn post(client: &mut Client, address: &str, fields: &[(String, String)]) -> Reply {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    client.post(address, &fields).await
}

#[tokio::test]
async fn what_no_paper_could_show_is_told_with_its_line() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let address = format!("{}/modules/1/edit", curriculum(&world));
    let body = "Un.\n\n中\n\n$\\nosuch$\n\n![x](no.png)\n\n> [!CORIGE]\n> b\n";
    let fields =
        [("title", "T"), ("minutes", "45"), ("method", "plenary"), ("body", body), ("act", "save"), ("seen", "")];
    let reply = organiser.post(&address, &fields).await;
    assert_eq!(reply.status, 422);
    let text = reply.prose();
    for said in ["Ligne 3 :", "Ligne 5 :", "Ligne 7 :", "Ligne 9 :"] {
        assert!(text.replace('\u{a0}', " ").contains(said), "{said} in {text}");
    }
    assert!(reply.text().contains("[!CORIGE]"), "what was typed is there");
    // Read by the page, and yet not to be printed: a bar over two letters, a letter as a number.
    for (body, said) in [("Un.\n\n$\\bar{xy}$\n", "Ligne 3 :"), ("&#20013;\n", "中")] {
        let form = organiser.get(&address).await;
        let seen = hidden(&form, "seen");
        let fields = fields.map(|(name, value)| match name {
            "body" => (name, body),
            "seen" => (name, seen.as_str()),
            _ => (name, value),
        });
        let reply = organiser.post(&address, &fields).await;
        assert!(reply.status == 422 && reply.prose().contains(said), "{said} in {}", reply.prose());
    }
}

#[tokio::test]
async fn a_draft_that_is_let_go_leaves_what_is_published() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    // The demonstration has a draft of the last.
    let address = format!("{}/modules/13/edit", curriculum(&world));
    let form = organiser.get(&address).await;
    let seen = hidden(&form, "seen");
    assert_eq!(organiser.post(&address, &[("act", "discard"), ("seen", "old")]).await.status, 422);
    assert_eq!(world.count("module_draft").await, 1);
    assert_eq!(organiser.post(&address, &[("act", "discard"), ("seen", &seen)]).await.status, 303);
    assert_eq!(world.count("module_draft").await, 0);
    assert!(!organiser.get(&address).await.text().contains("value=\"discard\""));
}

#[tokio::test]
async fn a_figure_is_sent_named_and_never_replaced() {
    let world = World::new().await;
    let (mut organiser, mut participant) = (world.organiser().await, world.participant().await);
    let base = curriculum(&world);
    let png = include_bytes!("../../assets/demo/portrait.png");
    let address = format!("{base}/figures");
    let named = |name: &'static str| [("name", name)];
    let file = Some(("file", "x.png", &png[..]));
    assert_eq!(organiser.post_parts(&address, &named("Nom Faux"), file).await.status, 422);
    assert_eq!(organiser.post_parts(&address, &named("visage"), Some(("file", "x.png", b"no"))).await.status, 422);
    assert_eq!(organiser.post_parts(&address, &named("visage"), file).await.status, 303);
    assert_eq!(organiser.post_parts(&address, &named("visage"), file).await.status, 422, "a name is given once");
    let seen = organiser.get(&format!("{address}/visage.png")).await;
    assert_eq!((seen.status.as_u16(), seen.header("content-type")), (200, "image/png"));
    // A participant sees those alone that stand in what they read.
    assert_eq!(participant.get(&format!("{address}/visage.png")).await.status, 404);
    assert_eq!(participant.get(&format!("{address}/salle-en-u.png")).await.status, 200);
    assert_eq!(participant.post_parts(&address, &named("autre"), file).await.status, 403);
}

#[test]
fn the_demonstration_marks_its_trainers_parts_as_the_editor_would() {
    let body = include_str!("../../assets/demo/curriculum/01-definitions-cadre.md");
    let quotes = Parser::new_ext(body, options()).into_offset_iter().filter_map(|(event, range)| match event {
        Event::Start(Tag::BlockQuote(_)) => callout(&body[range]),
        _ => None,
    });
    assert!(quotes.filter(|(kind, _)| kind.is_for_trainers()).count() >= 4);
}
