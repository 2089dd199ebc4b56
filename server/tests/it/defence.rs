//! What keeps strangers out of a browser that has signed in: where a form comes
//! from, what a page may load, where one is sent, what is told of a failure.

use crate::client::{Client, Reply};
use crate::world::World;
use sea_orm::ConnectionTrait;
use std::collections::BTreeSet;

/// A form that changes something, from pages of the campaign's organiser.
async fn take_codes(world: &World, client: &mut Client) -> Reply {
    client.post(&format!("/workshops/{}/codes", world.demo().workshop_running), &[]).await
}

#[tokio::test]
async fn a_form_from_another_site_is_refused_and_changes_nothing() {
    let world = World::new().await;
    let organiser = world.organiser().await;
    let before = world.count("access_code").await;
    let strangers = [
        organiser.clone().with_header("sec-fetch-site", "cross-site"),
        organiser.clone().with_header("sec-fetch-site", "same-site"),
        organiser
            .clone()
            .with_header("sec-fetch-site", "")
            .with_header("host", "relais.example.org")
            .with_header("origin", "https://evil.example"),
        organiser
            .clone()
            .with_header("sec-fetch-site", "")
            .with_header("host", "relais.example.org")
            .with_header("origin", "null"),
    ];
    for (place, mut stranger) in strangers.into_iter().enumerate() {
        assert_eq!(take_codes(&world, &mut stranger).await.status, 403, "stranger {place}");
        assert_eq!(world.count("access_code").await, before, "stranger {place}");
    }
    assert_eq!(take_codes(&world, &mut organiser.clone()).await.status, 200);
    assert!(world.count("access_code").await > before, "our own form does");
}

#[tokio::test]
async fn another_site_can_neither_mark_nor_sign_someone_in() {
    let world = World::new().await;
    let mut client = world.trainer().await.with_header("sec-fetch-site", "cross-site");
    let events = format!("/api/v1/workshops/{}/attendance/events", world.demo().workshop_running);
    assert_eq!(client.post_json(&events, &serde_json::json!({ "events": [] })).await.status, 403);
    let code = &world.demo().accounts.participant.code;
    let mut visitor = world.public().with_header("sec-fetch-site", "cross-site");
    let reply = visitor.post("/sign-in", &[("code", code)]).await;
    assert_eq!((reply.status.as_u16(), reply.set_cookies().count()), (403, 0));
}

#[tokio::test]
async fn a_link_on_another_site_still_opens_a_page() {
    let world = World::new().await;
    let mut client = world.organiser().await.with_header("sec-fetch-site", "cross-site");
    assert_eq!(client.get("/workshops").await.status, 200);
}

/// Every kind of page, as the administrator sees them; the marking page last.
fn pages(world: &World) -> Vec<String> {
    let demo = world.demo();
    let workshop = format!("/workshops/{}", demo.workshop_running);
    let mut pages: Vec<String> =
        ["/", "/account", "/accounts", "/campaigns/new", "/curricula", "/workshops", "/sign-in", "/verify", "/nowhere"]
            .map(str::to_owned)
            .to_vec();
    pages.push(format!("/curricula/{}", demo.curriculum));
    pages.push(format!("/campaigns/{}/workshops/new", demo.campaign));
    pages.push(format!("/verify/{}", demo.certificate));
    pages.push("/verify/unknown".to_owned());
    pages.push(workshop.clone());
    pages.extend(["timetable", "participants", "scores", "certificates"].map(|tab| format!("{workshop}/{tab}")));
    pages.push(format!("{workshop}/attendance"));
    pages
}

fn nonce(policy: &str) -> Option<&str> {
    policy.split("'nonce-").nth(1)?.split('\'').next()
}

#[tokio::test]
async fn every_page_says_what_it_may_load_and_only_islands_may_run() {
    let world = World::new().await;
    let mut client = world.administrator().await;
    for page in pages(&world) {
        let reply = client.get(&page).await;
        let policy = reply.header("content-security-policy");
        for needed in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
            assert!(policy.contains(needed), "{page}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{page}: {policy}");
        let has_script = reply.text().contains("<script");
        // Telephones keep the page that verifies without network.
        let is_live = page.ends_with("/attendance") || page == "/verify";
        assert_eq!(has_script, is_live, "{page}");
        assert_eq!(nonce(policy).is_some(), has_script, "{page}: {policy}");
        assert_eq!(policy.contains("script-src 'none'"), !has_script, "{page}: {policy}");
        assert!(!reply.text().contains("style=\"") && !reply.text().contains(" onclick="), "{page}");
    }
}

#[tokio::test]
async fn a_nonce_stands_on_every_script_and_is_never_used_twice() {
    let world = World::new().await;
    let mut client = world.trainer().await;
    let mut seen = BTreeSet::new();
    for _ in 0..3 {
        let reply = client.get(&format!("/workshops/{}/attendance", world.demo().workshop_running)).await;
        let nonce = nonce(reply.header("content-security-policy")).expect("a nonce").to_owned();
        let text = reply.text();
        let inline: Vec<&str> = text.split("<script").skip(1).filter(|tag| !tag.starts_with(" src")).collect();
        assert!(!inline.is_empty());
        for tag in inline {
            assert!(tag.split('>').next().unwrap_or_default().contains(&format!("nonce=\"{nonce}\"")), "{tag}");
        }
        assert!(nonce.len() >= 16 && seen.insert(nonce), "again");
    }
}

#[tokio::test]
async fn nothing_with_personal_data_is_kept_by_caches_or_sniffed() {
    let world = World::new().await;
    let mut client = world.administrator().await;
    let demo = world.demo();
    let mut addresses = pages(&world);
    addresses.push(format!("/certificates/{}.pdf", demo.certificate));
    addresses.push(format!("/workshops/{}/attendance-sheet.pdf", demo.workshop_running));
    addresses.push(format!("/api/v1/workshops/{}/attendance", demo.workshop_running));
    for address in addresses {
        let reply = client.get(&address).await;
        assert!(reply.header("cache-control").contains("no-store"), "{address}: {:?}", reply.headers);
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(reply.header("referrer-policy"), "same-origin", "{address}");
    }
}

#[tokio::test]
async fn after_signing_in_nobody_is_sent_to_another_site() {
    let world = World::new().await;
    let access = &world.demo().accounts.organiser;
    let cases = [
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/\r\nset-cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
        ("/workshops?stage=running", "/workshops?stage=running"),
    ];
    for (next, expected) in cases {
        let fields = [("login", access.login.as_str()), ("password", access.password.as_str()), ("next", next)];
        let reply = world.public().post("/sign-in", &fields).await;
        assert_eq!(reply.location(), Some(expected), "{next:?}");
    }
    let reply = world.public().post("/language", &[("language", "en"), ("back", "//evil.example")]).await;
    assert_eq!(reply.location(), Some("/"));
}

#[tokio::test]
async fn whoever_has_to_sign_in_is_sent_back_where_they_wanted_to_go() {
    let world = World::new().await;
    let mut client = world.public();
    let reply = client.get("/workshops?stage=running").await;
    assert_eq!(reply.location(), Some("/sign-in?next=/workshops%3Fstage%3Drunning"));
    let page = client.get("/sign-in?next=/workshops%3Fstage%3Drunning").await;
    assert!(page.control("next").contains("value=\"/workshops?stage=running\""));
}

#[tokio::test]
async fn a_name_is_shown_as_text_wherever_it_stands() {
    let world = World::new().await;
    let (mut client, workshop) = (world.organiser().await, &world.demo().workshop_running);
    let page = client.get(&format!("/workshops/{workshop}/participants")).await;
    let [institution, region] = ["institution", "region"].map(|field| page.first_choice(field));
    let fields = [
        ("family_name", "<script>alert(1)</script>"),
        ("given_names", "\"><img src=x onerror=alert(2)>"),
        ("sex", "female"),
        ("institution", &institution),
        ("job_title", "</title></script><b>"),
        ("region", &region),
    ];
    let reply = client.post(&format!("/workshops/{workshop}/participants/new"), &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    for tab in ["participants", "attendance", "scores", "certificates"] {
        let text = client.get(&format!("/workshops/{workshop}/{tab}")).await.text();
        assert!(text.contains("alert(1)"), "{tab} shows the name");
        for live in ["<script>alert", "<img src=x", "</title></script>"] {
            assert!(!text.contains(live), "{tab}: {live}");
        }
    }
    let slips = take_codes(&world, &mut client).await.text();
    assert!(slips.contains("alert(1)") && !slips.contains("<script>"));
}

#[tokio::test]
async fn a_failing_database_is_told_without_its_own_words() {
    let world = World::new().await;
    let mut client = world.organiser().await;
    world.db.writer().execute_unprepared("ALTER TABLE venue RENAME TO elsewhere").await.expect("renamed");
    let page = client.get("/workshops").await;
    let workshop = &world.demo().workshop_running;
    let form = client.post(&format!("/campaigns/{}/workshops/new", world.demo().campaign), &[]).await;
    assert_eq!((page.status.as_u16(), form.status.as_u16()), (500, 500));
    world.db.writer().execute_unprepared("ALTER TABLE enrolment RENAME TO nowhere").await.expect("renamed");
    let api = client.get(&format!("/api/v1/workshops/{workshop}/attendance")).await;
    let events = format!("/api/v1/workshops/{workshop}/attendance/events");
    let marks = client.post_json(&events, &serde_json::json!({ "events": [] })).await;
    assert_eq!((api.status.as_u16(), marks.status.as_u16()), (500, 500));
    for reply in [page, form, api, marks] {
        let text = reply.text().to_lowercase();
        for word in ["venue", "enrolment", "no such table", "relation", "sqlx", "select ", "panicked"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}

#[tokio::test]
async fn programs_are_told_failures_as_problem_documents() {
    let world = World::new().await;
    let roster = format!("/api/v1/workshops/{}/attendance", world.demo().workshop_running);
    let mut participant = world.participant().await;
    let mut trainer = world.trainer().await;
    let events = format!("{roster}/events");
    let unknown = "/api/v1/workshops/018413a8-0000-7000-8000-000000000001/attendance";
    let not_json = trainer.post_bytes(&events, b"events=1".to_vec()).await;
    let cases = [
        (world.public().get(&roster).await, 401),
        (participant.get(&roster).await, 403),
        (trainer.get(unknown).await, 404),
        (trainer.get("/api/v1/workshops/x/attendance").await, 404),
        (trainer.get("/api/v1/nowhere").await, 404),
        (trainer.post_json(&events, &serde_json::json!({ "event": [] })).await, 422),
        (not_json, 422),
    ];
    for (reply, status) in cases {
        assert_eq!(reply.status.as_u16(), status, "{}", reply.text());
        assert_eq!(reply.header("content-type"), "application/problem+json", "{status}");
        let problem = reply.json();
        assert_eq!(problem["status"], status);
        assert!(problem["title"].is_string() && problem["type"].is_string(), "{problem}");
    }
}

#[tokio::test]
async fn a_method_that_an_address_does_not_know_is_an_ordinary_not_found() {
    let world = World::new().await;
    let reply = world.public().post("/verify", &[]).await;
    assert!(matches!(reply.status.as_u16(), 404 | 405), "{}", reply.status);
    assert!(reply.header("content-type").starts_with("text/html"));
}
