//! Signing in and out: passwords, codes, cookies, and what ends a sign-in.

use crate::client::{Client, Reply};
use crate::world::World;
use app::door::SIGN_IN_COOKIE;
use app::people::secrets::fingerprint;
use app::people::store::accounts::by_login;
use app::people::store::sign_in::LASTS;
use app::schema::sign_in;
use chrono::TimeDelta;
use sea_orm::EntityTrait;

const LOGIN: &str = "organisateur.demo";

async fn try_password(client: &mut Client, login: &str, password: &str) -> Reply {
    client.post("/sign-in", &[("login", login), ("password", password)]).await
}

fn password(world: &World) -> &'static str {
    &world.demo().accounts.organiser.password
}

#[tokio::test]
async fn the_right_password_opens_and_a_wrong_one_does_not() {
    let world = World::new().await;
    let mut client = world.public();
    let reply = try_password(&mut client, LOGIN, "une phrase qui n’est pas la bonne").await;
    assert_eq!((reply.status.as_u16(), client.cookie(SIGN_IN_COOKIE)), (422, None));
    assert_eq!(client.get("/account").await.location(), Some("/sign-in?next=/account"));
    let reply = try_password(&mut client, " ORGANISATEUR.demo ", password(&world)).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, Some("/")));
    assert!(client.get("/account").await.text().contains("Organisateur (démonstration)"));
}

#[tokio::test]
async fn a_login_that_does_not_exist_is_answered_like_a_wrong_password() {
    let world = World::new().await;
    let known = try_password(&mut world.public(), LOGIN, "mauvais mot de passe").await;
    let unknown = try_password(&mut world.public(), "personne", "mauvais mot de passe").await;
    assert_eq!((known.status.as_u16(), unknown.status.as_u16()), (422, 422));
    assert!(known.error_at("password").contains("ne correspond à aucun accès"));
    assert_eq!(known.text().replace(LOGIN, "personne"), unknown.text());
}

#[tokio::test]
async fn the_password_is_never_sent_back() {
    let world = World::new().await;
    let reply = try_password(&mut world.public(), LOGIN, "tapé-par-erreur").await;
    assert_eq!(reply.status, 422);
    assert!(!reply.text().contains("tapé-par-erreur"));
    assert!(reply.text().contains(LOGIN), "but the login is");
}

#[tokio::test]
async fn the_cookie_is_for_this_host_over_tls_and_not_for_scripts() {
    let world = World::new().await;
    let reply = try_password(&mut world.public(), LOGIN, password(&world)).await;
    let cookie = reply.set_cookies().next().expect("a cookie").to_owned();
    let mut attributes: Vec<&str> = cookie.split("; ").skip(1).collect();
    attributes.retain(|attribute| !attribute.starts_with("Max-Age=") && !attribute.starts_with("Expires="));
    attributes.sort_unstable();
    assert!(cookie.starts_with("__Host-relais="), "{cookie}");
    assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
}

#[tokio::test]
async fn signing_in_again_replaces_the_token() {
    let world = World::new().await;
    let mut client = world.organiser().await;
    let mut before = client.clone();
    try_password(&mut client, LOGIN, password(&world)).await;
    assert_ne!(client.cookie(SIGN_IN_COOKIE), before.cookie(SIGN_IN_COOKIE));
    assert_eq!(client.get("/account").await.status, 200);
    assert_eq!(before.get("/account").await.status, 303);
}

#[tokio::test]
async fn a_token_chosen_by_someone_else_is_not_taken_over() {
    let world = World::new().await;
    let mut client = world.public();
    client.keep(SIGN_IN_COOKIE, "0000");
    try_password(&mut client, LOGIN, password(&world)).await;
    let token = client.cookie(SIGN_IN_COOKIE).expect("a token");
    assert_eq!((token.len(), token.chars().all(|c| c.is_ascii_hexdigit())), (64, true));
}

#[tokio::test]
async fn the_database_holds_only_a_hash_of_the_token() {
    let world = World::new().await;
    let client = world.organiser().await;
    let token = client.cookie(SIGN_IN_COOKIE).expect("a token");
    let rows = sign_in::Entity::find().all(world.db.reader()).await.expect("rows");
    assert!(rows.iter().any(|row| row.token_hash == fingerprint(token)));
    assert!(!rows.iter().any(|row| format!("{row:?}").contains(token)));
}

#[tokio::test]
async fn a_sign_in_can_be_seen_and_ended_from_another_browser() {
    let world = World::new().await;
    let mut lost = world.public().with_header("user-agent", "Lost/1.0");
    try_password(&mut lost, LOGIN, password(&world)).await;
    assert_eq!(lost.get("/account").await.status, 200);
    let mut client = world.organiser().await;
    let page = client.get("/account").await.text();
    let row = page.split("<tr>").find(|row| row.contains("Lost/1.0")).expect("the lost one is listed");
    let end = row.split('"').find(|text| text.ends_with("/end")).expect("a form that ends it").to_owned();
    assert_eq!(client.post(&end, &[]).await.location(), Some("/account"));
    assert_eq!(lost.get("/account").await.status, 303);
    assert_eq!(client.get("/account").await.status, 200);
}

#[tokio::test]
async fn the_sign_in_of_another_account_cannot_be_ended() {
    let world = World::new().await;
    let mut trainer = world.trainer().await;
    let page = trainer.get("/account").await.text();
    let end = page.split('"').find(|text| text.ends_with("/end")).expect("a form").to_owned();
    assert_eq!(world.organiser().await.post(&end, &[]).await.status, 404);
    assert_eq!(trainer.get("/account").await.status, 200);
}

#[tokio::test]
async fn signing_out_ends_the_token_and_takes_the_cookie() {
    let world = World::new().await;
    let mut client = world.organiser().await;
    let mut copy = client.clone();
    assert_eq!(client.post("/sign-out", &[]).await.location(), Some("/"));
    assert_eq!(client.cookie(SIGN_IN_COOKIE), None);
    assert_eq!(copy.get("/account").await.status, 303);
}

#[tokio::test]
async fn a_sign_in_that_nobody_uses_ends_by_itself() {
    let world = World::new().await;
    let mut client = world.organiser().await;
    world.wait(LASTS - TimeDelta::hours(1));
    assert_eq!(client.get("/account").await.status, 200, "and being used prolongs it");
    world.wait(LASTS - TimeDelta::hours(1));
    assert_eq!(client.get("/account").await.status, 200);
    world.wait(LASTS + TimeDelta::hours(1));
    assert_eq!(client.get("/account").await.status, 303);
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once_until_it_is_enabled() {
    let world = World::new().await;
    let (mut client, mut administrator) = (world.organiser().await, world.administrator().await);
    let id = by_login(&world.system(), LOGIN).await.expect("an account");
    administrator.post(&format!("/accounts/{id}/disable"), &[]).await;
    assert_eq!(client.get("/account").await.status, 303);
    assert_eq!(try_password(&mut client, LOGIN, password(&world)).await.status, 422);
    administrator.post(&format!("/accounts/{id}/enable"), &[]).await;
    assert_eq!(client.get("/account").await.status, 303, "what was ended stays ended");
    assert_eq!(try_password(&mut client, LOGIN, password(&world)).await.status, 303);
}

#[tokio::test]
async fn nobody_disables_their_own_account() {
    let world = World::new().await;
    let mut administrator = world.administrator().await;
    let id = by_login(&world.system(), "admin.demo").await.expect("an account");
    assert_eq!(administrator.post(&format!("/accounts/{id}/disable"), &[]).await.status, 403);
    assert_eq!(administrator.get("/accounts").await.status, 200);
}

#[tokio::test]
async fn changing_the_password_ends_the_other_sign_ins() {
    let world = World::new().await;
    let (mut client, mut elsewhere) = (world.organiser().await, world.organiser().await);
    let new = "le baobab garde sa pluie";
    let fields = [("current", password(&world)), ("password", new), ("again", new)];
    assert_eq!(client.post("/account/password", &fields).await.location(), Some("/account"));
    assert_eq!(client.get("/account").await.status, 200);
    assert_eq!(elsewhere.get("/account").await.status, 303);
    assert_eq!(try_password(&mut world.public(), LOGIN, password(&world)).await.status, 422);
    assert_eq!(try_password(&mut world.public(), LOGIN, new).await.status, 303);
}

#[tokio::test]
async fn a_password_is_not_changed_without_the_current_one_nor_to_a_short_one() {
    let world = World::new().await;
    let mut client = world.organiser().await;
    let long = "le baobab garde sa pluie";
    let cases = [
        ("current", ["faux", long, long]),
        ("password", [password(&world), "court", "court"]),
        ("again", [password(&world), long, "le baobab garde sa plui"]),
    ];
    for (field, [current, new, again]) in cases {
        let fields = [("current", current), ("password", new), ("again", again)];
        let reply = client.post("/account/password", &fields).await;
        assert_eq!(reply.status, 422, "{field}");
        assert!(!reply.error_at(field).is_empty(), "{field}");
    }
    assert_eq!(try_password(&mut world.public(), LOGIN, password(&world)).await.status, 303);
}

#[tokio::test]
async fn a_nul_in_a_login_is_an_ordinary_wrong_login() {
    let world = World::new().await;
    assert_eq!(try_password(&mut world.public(), "a\0b", "mauvais mot de passe").await.status, 422);
}
