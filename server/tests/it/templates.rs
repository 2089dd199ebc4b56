//! Templates of certificates: seen before they are printed, kept in versions, and shown
//! forever by what was issued with them.

use crate::client::{Client, Reply};
use crate::world::World;
use app::certificates::model::Kind;
use app::certificates::store::paper;
use app::certificates::templates::store::images::remove_image;
use app::certificates::templates::store::{bench, shelf};
use app::code::Code;
use app::fields::Problem;
use app::ids::CampaignId;
use app::people::caller::Caller;
use app::schema::error::UseError;

/// A form as a browser sends it, without who signs.
const FORM: [(&str, &str); 8] = [
    ("language", "french"),
    ("orientation", "landscape"),
    ("frame", "woven"),
    ("colour", "blue"),
    ("title_fr", "Attestation de présence"),
    ("lead_fr", "Nous attestons que"),
    ("body_fr", "a suivi l'atelier **« {workshop} »** à {city}, {dates}."),
    ("closing_fr", "Fait à {city}, le {issued_on}"),
];

fn form<'a>(changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = FORM.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    kept.copied().chain(changes.iter().copied()).collect()
}

struct Known {
    world: World,
    campaign: CampaignId,
    caller: Caller,
    organiser: Client,
}

impl Known {
    async fn new() -> Self {
        let world = World::new().await;
        let campaign = world.demo().campaign.parse().expect("an identifier");
        let caller = world.caller("organisateur.demo").await;
        let organiser = world.organiser().await;
        Self { world, campaign, caller, organiser }
    }

    fn address(&self, rest: &str) -> String {
        format!("/campaigns/{}/certificate-templates/{rest}", self.campaign)
    }

    async fn mark(&self, kind: Kind) -> String {
        bench(&self.caller, self.campaign, kind).await.expect("a bench").mark()
    }

    async fn send(&mut self, rest: &str, changes: &[(&str, &str)]) -> Reply {
        let address = self.address(rest);
        self.organiser.post(&address, &form(changes)).await
    }
}

#[tokio::test]
async fn the_page_shows_what_will_be_printed_and_the_script_asks_for_the_same() {
    let mut known = Known::new().await;
    let page = known.organiser.get(&known.address("attendance")).await.text();
    assert!(page.contains("/preview.svg\"") && page.contains("/preview.js"), "the drawing stands in the page");
    assert!(page.contains("{workshop}") && page.contains("<textarea"));
    let list = known.organiser.get(&known.address("")[..known.address("").len() - 1]).await.text();
    assert!(list.contains("attendance/preview.svg") && list.contains("trainer/preview.svg"));
    let drawn = known.organiser.get(&known.address("trainer/preview.svg")).await;
    assert_eq!(drawn.header("content-type"), "image/svg+xml");
    assert!(drawn.text().contains("data:image/png;base64,"), "a picture of a picture loads nothing");

    let typed = known.send("attendance/preview", &[]).await;
    assert_eq!((typed.status.as_u16(), typed.header("content-type")), (200, "image/svg+xml"));
    assert!(typed.header("content-security-policy").contains("default-src 'none'"));
    assert!(typed.body.len() < 600_000, "{} bytes", typed.body.len());
    let other = known.send("attendance/preview", &[("orientation", "portrait")]).await;
    assert!(other.text().contains("viewBox=\"0 0 595.28 841.89\""), "upright");

    let pdf = known.send("attendance/sample.pdf", &[]).await;
    assert_eq!((pdf.status.as_u16(), pdf.header("content-type")), (200, "application/pdf"));
    let reading = "audit_entry WHERE verb = 'participants.read'";
    let before = known.world.count(reading).await;
    assert_eq!(known.send("attendance/preview", &[("sample", "long")]).await.status.as_u16(), 200);
    assert_eq!(known.world.count(reading).await, before + 1, "somebody's name was read");
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_that_was_typed_is_lost() {
    let mut known = Known::new().await;
    for (name, value) in [
        ("body_fr", "à {ville}"),
        ("lead_fr", "**gras"),
        ("title_fr", ""),
        ("closing_fr", "le 中"),
        ("body_fr", "mots 中"),
        ("colour", "pink"),
        ("valid_months", "1000"),
    ] {
        let before = known.world.rows().await;
        for rest in ["attendance", "attendance/try", "attendance/sample.pdf"] {
            let refused = known.send(rest, &[(name, value)]).await;
            assert_eq!(refused.status.as_u16(), 422, "{rest} {name}");
            assert!(!refused.error_at(name).is_empty(), "{rest} {name}: {}", refused.prose());
            assert!(refused.text().contains("Nous attestons que") || name == "lead_fr");
        }
        let told = known.send("attendance/preview", &[(name, value)]).await;
        assert_eq!(told.status.as_u16(), 422);
        assert!(told.text().contains(&format!("\"field\":\"{name}\"")), "{}", told.text());
        assert_eq!(known.world.rows().await, before, "nothing has changed");
    }
    let endless = "mots sans fin ".repeat(60);
    let refused = known.send("attendance/try", &[("body_fr", &endless), ("orientation", "landscape")]).await;
    assert!([200, 422].contains(&refused.status.as_u16()));
    let hostile = known.send("attendance/try", &[("body_fr", "</textarea><script>alert(1)</script>")]).await;
    assert!(!hostile.text().contains("<script>alert"), "typed text is text");
}

#[tokio::test]
async fn saving_makes_a_new_version_once_certificates_were_issued() {
    let mut known = Known::new().await;
    let kinds = shelf(&known.caller, known.campaign).await.expect("templates").kinds;
    let issued: Vec<(Kind, u64)> = kinds.iter().map(|(kind, _, issued)| (*kind, *issued)).collect();
    assert!(issued[0].1 > 0, "the demonstration issued attendance certificates with it");
    let serial = Code::parse(&known.world.demo().certificate).expect("a serial");
    let before = paper(&known.caller, &serial).await.expect("a paper").look.design.expect("a design");
    let pdf = format!("/certificates/{}.pdf", serial.as_str());
    let printed = known.organiser.get(&pdf).await.body;

    let seen = known.mark(Kind::Attendance).await;
    let saved = known.send("attendance", &[("seen", &seen), ("valid_months", "24")]).await;
    assert_eq!(saved.status.as_u16(), 303, "{}", saved.prose());
    assert_eq!(known.world.count("certificate_template WHERE kind = 'attendance'").await, 2);
    let bench_now = bench(&known.caller, known.campaign, Kind::Attendance).await.expect("a bench");
    let latest = bench_now.latest.clone().expect("a version");
    assert_eq!((latest.number, latest.valid_months, bench_now.issued), (2, Some(24), 0));
    assert_eq!(latest.design.french.title.as_str(), "Attestation de présence");

    // What was issued keeps its look, byte for byte.
    assert_eq!(paper(&known.caller, &serial).await.expect("a paper").look.design.expect("a design"), before);
    assert_eq!(known.organiser.get(&pdf).await.body, printed);

    // Nothing was issued with the second version: it is changed in its place.
    let saved = known.send("attendance", &[("seen", &latest.mark()), ("colour", "brown")]).await;
    assert_eq!(saved.status.as_u16(), 303, "{}", saved.prose());
    assert_eq!(known.world.count("certificate_template WHERE kind = 'attendance'").await, 2);
    assert_eq!(known.world.count("audit_entry WHERE verb = 'template.saved'").await, 4);
}

#[tokio::test]
async fn who_saves_over_a_version_they_did_not_see_is_told_and_loses_nothing() {
    let mut known = Known::new().await;
    let seen = known.mark(Kind::Trainer).await;
    let first = known.send("trainer", &[("seen", &seen), ("frame", "none")]).await;
    assert_eq!(first.status.as_u16(), 303, "{}", first.prose());
    let mine = [("seen", seen.as_str()), ("body_fr", "a suivi notre atelier, et davantage.")];
    let second = known.send("trainer", &mine).await;
    assert_eq!(second.status.as_u16(), 422);
    assert!(second.text().contains("et davantage") && second.prose().contains("Organisateur"), "{}", second.prose());
    let again = known.mark(Kind::Trainer).await;
    assert!(second.text().contains(&again), "now they know of it");
    let third = known.send("trainer", &[("seen", &again), mine[1]]).await;
    assert_eq!(third.status.as_u16(), 303, "{}", third.prose());
    let saved = bench(&known.caller, known.campaign, Kind::Trainer).await.expect("a bench").design(Kind::Trainer).0;
    assert_eq!(saved.french.body.as_str(), mine[1].1);
}

#[tokio::test]
async fn images_are_drawn_anew_and_go_only_where_no_version_shows_them() {
    let mut known = Known::new().await;
    let sent = include_bytes!("../../assets/demo/portrait.png");
    let form = format!("/campaigns/{}/template-images", known.campaign);
    for (name, wrong) in [("Logo", &b"GIF89a"[..]), ("Logo", b""), ("", sent)] {
        let refused = known.organiser.post_parts(&form, &[("name", name)], Some(("image", "x.png", wrong))).await;
        assert_eq!(refused.status.as_u16(), 422);
    }
    let before = known.world.count("template_image").await;
    for _ in 0..2 {
        let kept = known.organiser.post_parts(&form, &[("name", "Portrait")], Some(("image", "x.png", sent))).await;
        assert_eq!(kept.status.as_u16(), 303, "{}", kept.prose());
    }
    assert_eq!(known.world.count("template_image").await, before + 1, "the same is kept once");
    let images = shelf(&known.caller, known.campaign).await.expect("templates").images;
    let added = images.iter().find(|image| image.name == "Portrait").expect("the image").id;
    let seen = known.organiser.get(&format!("{form}/{added}")).await;
    assert_eq!((seen.status.as_u16(), seen.header("content-type")), (200, "image/png"));

    let (mark, logo) = (known.mark(Kind::Trainer).await, added.to_string());
    let saved = known.send("trainer", &[("seen", &mark), ("logo0", &logo), ("spot0", "head")]).await;
    assert_eq!(saved.status.as_u16(), 303, "{}", saved.prose());
    let used = remove_image(&known.caller, known.campaign, added).await.expect_err("it is shown");
    assert!(matches!(&used, UseError::Refused(refused) if refused[0].problem == Problem::ImageInUse));
    let mark = known.mark(Kind::Trainer).await;
    assert_eq!(known.send("trainer", &[("seen", &mark)]).await.status.as_u16(), 303);
    let gone = known.organiser.post(&format!("{form}/{added}/remove"), &[]).await;
    assert_eq!(gone.status.as_u16(), 303, "no version shows it any more");
    assert_eq!(known.world.count("template_image").await, before);
}
