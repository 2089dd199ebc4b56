//! The seal on certificates, also as programs that are not ours see it.

use crate::cli::tool;
use crate::folder::Folder;
use crate::world::{PUBLIC_URL, World};
use app::certificates::seals::store::seals;
use app::schema::error::UseError;
use chrono::TimeDelta;
use pades::{Flaw, SealState, check};
use serde_json::{Value, json};
use server::seals::sealer;
use std::path::Path;
use std::process::Command;

/// A certificate of the demonstration and that of the seal, as they are downloaded.
async fn downloaded(world: &World) -> (Vec<u8>, Vec<u8>) {
    let mut organiser = world.organiser().await;
    let paper = organiser.get(&format!("/certificates/{}.pdf", world.demo().certificate)).await;
    let seal = world.public().get("/certificates/seal.cer").await;
    assert_eq!((paper.status.as_u16(), paper.header("content-type")), (200, "application/pdf"));
    assert_eq!((seal.status.as_u16(), seal.header("content-type")), (200, "application/pkix-cert"));
    (paper.body.to_vec(), seal.body.to_vec())
}

/// Files in a folder of their own.
fn written(paper: &[u8], seal: &[u8]) -> (Folder, String, String) {
    let folder = Folder::new("seals");
    let inside = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.join(name), bytes).expect("a file");
        folder.join(name).display().to_string()
    };
    let (paper, seal) = (inside("paper.pdf", paper), inside("seal.cer", seal));
    (folder, paper, seal)
}

/// What pyHanko says of a PDF, if only this certificate is trusted.
fn pyhanko(paper: &[u8], seal: &[u8]) -> Value {
    let (_folder, paper, seal) = written(paper, seal);
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/tools/pyhanko");
    let run = Command::new("python3")
        .args(["-c", include_str!("seal.py"), &paper, &seal])
        .env("PYTHONPATH", packages)
        .output()
        .expect("python3");
    let told = String::from_utf8_lossy(&run.stderr);
    serde_json::from_slice(&run.stdout).unwrap_or_else(|_| panic!("pyHanko of target/tools: {told}"))
}

/// What poppler says of the signature of a PDF.
fn poppler(paper: &[u8], seal: &[u8]) -> String {
    let (_folder, paper, _seal) = written(paper, seal);
    tool("qpdf", &["--check", &paper]);
    let run = Command::new("pdfsig").args(["-nocert", &paper]).output().expect("pdfsig");
    String::from_utf8_lossy(&run.stdout).into_owned()
}

#[tokio::test]
async fn certificates_are_sealed_as_pades_asks() {
    let world = World::new().await;
    let (paper, seal) = downloaded(&world).await;
    let SealState::Intact(found) = check(&paper) else { panic!("{:?}", check(&paper)) };
    assert_eq!((found.certificate, found.name.as_str()), (seal.clone(), "relais.example.org"));
    let told = pyhanko(&paper, &seal);
    let at = told["at"].clone();
    let expected = json!({
        "intact": true, "valid": true, "trusted": true, "bottom_line": true, "coverage": "ENTIRE_FILE",
        "changes": "NONE", "allowed": "NO_CHANGES", "ades": "AdESPassed.OK", "format": "/ETSI.CAdES.detached",
        "signed": ["content_type", "message_digest", "signing_certificate_v2"],
        "mechanism": "sha256 sha256_ecdsa", "name": "relais.example.org", "at": at,
    });
    assert_eq!(told, expected);
    assert_eq!(
        told["at"],
        json!(world.now().format("%Y-%m-%dT%H:%M:%S+00:00").to_string()),
        "not before the key was made"
    );
    let told = poppler(&paper, &seal);
    for line in ["Signature is Valid", "Total document signed", "ETSI.CAdES.detached", "CN=relais.example.org"] {
        assert!(told.contains(line), "{line} in {told}");
    }
}

#[tokio::test]
async fn a_byte_that_was_changed_or_added_shows_to_everyone() {
    let world = World::new().await;
    let (paper, seal) = downloaded(&world).await;
    let mut changed = paper.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    assert_eq!(check(&changed), SealState::Broken(Flaw::Changed));
    let told = pyhanko(&changed, &seal);
    assert_eq!((&told["intact"], &told["bottom_line"]), (&json!(false), &json!(false)), "{told}");
    let (_folder, file, _) = written(&changed, &seal);
    let run = Command::new("pdfsig").args(["-nocert", &file]).output().expect("pdfsig");
    assert!(String::from_utf8_lossy(&run.stdout).contains("Digest Mismatch"), "{run:?}");
    let added = [paper.as_slice(), b"\n%more\n"].concat();
    assert_eq!(check(&added), SealState::Broken(Flaw::Added));
    assert_ne!(pyhanko(&added, &seal)["coverage"], "ENTIRE_FILE");
}

#[tokio::test]
async fn a_stranger_with_the_same_name_is_not_trusted() {
    let world = World::new().await;
    let (paper, seal) = downloaded(&world).await;
    let (_, other) = downloaded(&World::new().await).await;
    assert_ne!(seal, other, "each installation has a key of its own");
    let told = pyhanko(&paper, &other);
    assert_eq!((&told["intact"], &told["trusted"], &told["bottom_line"]), (&json!(true), &json!(false), &json!(false)));
    assert_eq!(seals(&world.system()).await.expect("seals"), [seal]);
}

#[tokio::test]
async fn a_certificate_is_the_same_bytes_each_time_and_whoever_downloads_it() {
    let world = World::new().await;
    let (once, _) = downloaded(&world).await;
    world.wait(TimeDelta::hours(1));
    let keys = world.count("signing_key WHERE purpose = 'seal'").await;
    let (again, _) = downloaded(&world).await;
    assert!(once == again, "it differs");
    assert_eq!((keys, world.count("signing_key WHERE purpose = 'seal'").await), (1, 1));
}

#[tokio::test]
async fn a_key_gives_way_a_year_before_its_certificate_ends() {
    let world = World::new().await;
    let (paper, seal) = downloaded(&world).await;
    world.wait(TimeDelta::days(9 * 365));
    let kept = sealer(&world.system(), PUBLIC_URL).await.expect("a seal");
    assert_eq!(kept.key.certificate(), seal);
    world.wait(TimeDelta::days(5));
    let fresh = sealer(&world.system(), PUBLIC_URL).await.expect("a seal");
    assert_eq!(fresh.made_at, world.now());
    let known = seals(&world.system()).await.expect("seals");
    assert_eq!(known, [seal, fresh.key.certificate().to_vec()], "the older one stays, to verify what it sealed");
    assert!(matches!(check(&paper), SealState::Intact(found) if known.contains(&found.certificate)));
    assert_eq!(world.count("signing_key WHERE purpose = 'seal' AND retired_at IS NULL").await, 1);
}

#[tokio::test]
async fn nobody_but_the_installation_itself_reads_its_keys() {
    let world = World::new().await;
    let accounts = &world.demo().accounts;
    for login in [&accounts.organiser.login, &accounts.administrator.login] {
        assert!(matches!(seals(&world.caller(login).await).await, Err(UseError::Forbidden)), "{login}");
    }
}
