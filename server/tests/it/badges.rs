//! Badges: judged by programs that are not ours, from what they would fetch.

use crate::client::Client;
use crate::world::{PUBLIC_URL, World};
use app::campaigns::model::Percent;
use app::campaigns::rule::CertificationRule;
use app::campaigns::store::set_rule;
use app::certificates::badges::did::{Did, jwk};
use app::certificates::keys::store::rotate;
use app::certificates::store::reissuing::reissue;
use app::code::Code;
use app::ids::CampaignId;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use sea_orm::ConnectionTrait;
use serde_json::{Map, Value, json};
use statement::SecretKey;
use std::collections::BTreeMap;
use std::io::Write;
use std::process::{Command, Stdio};

/// What each judge said.
type Said = BTreeMap<String, String>;

/// The judges that look at signatures.
const OF_SIGNATURES: [&str; 2] = ["openbadgeslib", "jwcrypto"];

/// What a verifier finds at the addresses that a badge names.
async fn web(world: &World) -> Map<String, Value> {
    let mut anyone = world.public();
    let mut web = Map::new();
    for path in ["/.well-known/did.json", "/badges/status/0"] {
        let reply = anyone.get(path).await;
        assert_eq!(reply.status, 200, "{path}");
        assert_eq!(
            (reply.header("cache-control"), reply.header("access-control-allow-origin")),
            ("public, max-age=300", "*")
        );
        web.insert(format!("{PUBLIC_URL}{path}"), json!(reply.text()));
    }
    web
}

/// Has the judges of `tests/badges.py` look at a badge, at the time that it is for Relais.
async fn judged(world: &World, token: &str) -> Said {
    let sent = json!({
        "now": world.now().to_rfc3339(),
        "issuer": issuer(),
        "token": token,
        "web": web(world).await,
    });
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/badges.py");
    let mut judges = Command::new("python3")
        .arg(script)
        .env("PYTHONPATH", concat!(env!("CARGO_MANIFEST_DIR"), "/../target/tools/openbadges"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3");
    judges.stdin.take().expect("a pipe").write_all(sent.to_string().as_bytes()).expect("read by the judges");
    let output = judges.wait_with_output().expect("an end");
    assert!(output.status.success(), "scripts/test.sh installs the judges");
    serde_json::from_slice(&output.stdout).expect("what they say")
}

fn accepted(said: &Said) {
    assert_eq!(said.len(), 4);
    assert!(said.values().all(|verdict| verdict == "accepted"), "{said:#?}");
}

async fn badge(world: &World, client: &mut Client) -> String {
    let address = format!("/badges/{}", world.demo().certificate);
    let reply = client.get(&address).await;
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/vc+jwt"));
    assert!(reply.header("content-disposition").ends_with(".jwt\""), "{}", reply.header("content-disposition"));
    reply.text()
}

fn part(token: &str, place: usize) -> Value {
    let part = token.split('.').nth(place).expect("a part");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("JSON")
}

#[tokio::test]
async fn strangers_accept_a_badge_and_refuse_it_when_it_is_changed() {
    let world = World::new().await;
    let mut holder = world.participant().await;
    let token = badge(&world, &mut holder).await;
    accepted(&judged(&world, &token).await);
    assert_eq!(token, badge(&world, &mut holder).await, "asked again, the same");

    // Another name, under the signature that was made for this one.
    let mut payload = part(&token, 1);
    payload["credentialSubject"]["identifier"][0]["identityHash"] = json!("Quelqu’un d’autre");
    let parts: Vec<&str> = token.split('.').collect();
    let renamed = format!("{}.{}.{}", parts[0], URL_SAFE_NO_PAD.encode(payload.to_string()), parts[2]);
    // The same bytes with one changed, in the signature.
    let signature = URL_SAFE_NO_PAD.decode(parts[2]).expect("base64url");
    let mut other = signature.clone();
    other[9] ^= 1;
    let bent = format!("{}.{}.{}", parts[0], parts[1], URL_SAFE_NO_PAD.encode(other));
    // A key of a stranger's, which claims to be the issuer's.
    let stranger = SecretKey::from_bytes(&[1; 32]);
    let mut header = part(&token, 0);
    header["jwk"] = jwk(stranger.public());
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header.to_string()), parts[1]);
    let forged = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(stranger.sign(signed.as_bytes())));
    for changed in [renamed, bent, forged] {
        let said = judged(&world, &changed).await;
        for judge in OF_SIGNATURES {
            assert_ne!(said[judge], "accepted", "{judge} of {changed}");
        }
    }
}

#[tokio::test]
async fn what_is_asked_later_does_not_change_a_badge() {
    let world = World::new().await;
    let mut holder = world.participant().await;
    let before = badge(&world, &mut holder).await;
    let organiser = world.caller("organisateur.demo").await;
    let campaign = CampaignId(world.demo().campaign.parse().expect("an identifier"));
    let later = CertificationRule::of_bars(Percent(100), Percent(95));
    set_rule(&organiser, campaign, &later).await.expect("another rule");
    assert_eq!(badge(&world, &mut holder).await, before);
    let narrative = part(&before, 1)["credentialSubject"]["achievement"]["criteria"]["narrative"].to_string();
    assert!(!narrative.contains("95"), "{narrative}");
    // One with another name in its place was earned by the same rule.
    let serial = Code::parse(&world.demo().certificate).expect("a serial");
    let again = reissue(&organiser, &serial, None, "Nom corrigé", |_| None).await.expect("another");
    let reply = holder.get(&format!("/badges/{}", again.serial.as_str())).await;
    assert_eq!(
        part(&reply.text(), 1)["credentialSubject"]["achievement"]["criteria"]["narrative"].to_string(),
        narrative
    );
}

#[tokio::test]
async fn what_was_revoked_is_refused_through_the_list() {
    let world = World::new().await;
    let token = badge(&world, &mut world.participant().await).await;
    change(&world, "revoked_at = issued_at").await;
    let said = judged(&world, &token).await;
    assert!(said["openbadgeslib"].contains("'revocation' is set"), "{}", said["openbadgeslib"]);
    assert_eq!(said["jwcrypto"], "accepted", "its signature is as good as before");
}

#[tokio::test]
async fn a_badge_outlives_the_key_that_signed_it() {
    let world = World::new().await;
    let mut holder = world.participant().await;
    let old = badge(&world, &mut holder).await;
    world.wait(TimeDelta::minutes(1));
    let made = rotate(&world.caller(&world.demo().accounts.administrator.login).await, true).await.expect("a new key");
    let new = badge(&world, &mut holder).await;
    let signs = |token: &str| part(token, 0)["kid"].clone();
    assert_eq!((signs(&new), signs(&new) == signs(&old)), (json!(format!("{}#{}", issuer(), made.kid)), false));
    for token in [&old, &new] {
        accepted(&judged(&world, token).await);
    }
    let document: Value = serde_json::from_str(&world.public().get("/did.json").await.text()).expect("JSON");
    let methods = document["verificationMethod"].as_array().expect("keys");
    let names: Vec<&Value> = methods.iter().map(|method| &method["id"]).collect();
    assert_eq!(names, [&signs(&new), &signs(&old)], "the one that signs first");
}

#[tokio::test]
async fn a_badge_speaks_the_language_of_who_asks_and_is_nobody_elses() {
    let world = World::new().await;
    let mut holder = world.participant().await;
    let french = part(&badge(&world, &mut holder).await, 1);
    holder.keep("relais-language", "en");
    let english = part(&badge(&world, &mut holder).await, 1);
    assert_eq!(
        (&french["name"], &english["name"]),
        (&json!("Certificat de formateur"), &json!("Trainer’s certificate"))
    );
    let achievement = |badge: &Value| badge["credentialSubject"]["achievement"].clone();
    assert_eq!(
        (achievement(&french)["inLanguage"].as_str(), achievement(&english)["inLanguage"].as_str()),
        (Some("fr"), Some("en"))
    );
    assert_eq!(achievement(&french)["name"], achievement(&english)["name"]);
    assert_eq!(french["id"], format!("{PUBLIC_URL}/badges/{}", world.demo().certificate));

    let address = format!("/badges/{}", world.demo().certificate);
    let mut plain = holder.clone().with_header("accept", "text/plain");
    assert_eq!(plain.get(&address).await.header("content-type"), "text/plain; charset=utf-8");
    let others = format!("/badges/{}", world.demo().certificate_of_another);
    assert_eq!(
        (holder.get(&others).await.status.as_u16(), world.public().get(&address).await.status.as_u16()),
        (404, 404)
    );
    change(&world, "holder_name = NULL").await;
    for client in [&mut holder, &mut world.organiser().await] {
        assert_eq!(client.get(&address).await.status, 404, "an erased holder has no badge");
    }
}

#[tokio::test]
async fn there_is_no_list_where_no_certificate_can_stand() {
    let world = World::new().await;
    for (list, status) in [("0", 200), ("16383", 200), ("16384", 404), ("4294967295", 404), ("-1", 404), ("x", 404)] {
        assert_eq!(world.public().get(&format!("/badges/status/{list}")).await.status, status, "{list}");
    }
}

/// Changes the certificate of the participant who asks.
async fn change(world: &World, set: &str) {
    let statement = format!("UPDATE certificate SET {set} WHERE serial = '{}'", world.demo().certificate);
    let done = world.db.writer().execute_unprepared(&statement).await.expect("changed");
    assert_eq!(done.rows_affected(), 1);
}

fn issuer() -> String {
    Did::of(PUBLIC_URL).to_string()
}
