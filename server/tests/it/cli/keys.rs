//! `relais keys`, and `relais verify` without the database.

use super::{Place, text, tool};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;

const PUBLIC_URL: &str = "https://relais.example.org";

/// The demonstration, with the file of one certificate and the text of its QR code.
fn with_paper() -> (Place, String, String) {
    let (place, demo) = Place::with_demonstration();
    let out = place.inside("papers");
    let workshop = text(&demo, "/workshop_finished");
    place.run(&["certificates", workshop, "--out", &out, "--public-url", PUBLIC_URL]).done();
    let file = format!("{out}/{}.pdf", text(&demo, "/certificate"));
    let picture = place.inside("page");
    tool("pdftoppm", &["-r", "150", "-png", "-singlefile", &file, &picture]);
    let code = tool("zbarimg", &["--quiet", "--raw", &format!("{picture}.png")]).trim().to_owned();
    (place, file, code)
}

fn verify(place: &Place, arguments: &[&str]) -> (Value, Option<i32>) {
    let ended = place.run(&[&["verify", "--json"], arguments].concat());
    (serde_json::from_str(&ended.out).unwrap_or_else(|_| panic!("{ended}")), ended.code)
}

fn reason(told: &Value) -> &str {
    told["reason"].as_str().unwrap_or_default()
}

/// The keys of statements; beside them is the one that seals files.
fn of_statements(place: &Place) -> Vec<Value> {
    let listed = place.run(&["keys", "list", "--json"]).json();
    let all = listed.as_array().expect("keys").iter();
    all.filter(|key| key["purpose"] == "statement").cloned().collect()
}

#[test]
fn one_is_made_at_the_first_start_and_signs() {
    let place = Place::empty();
    let made = place.run(&["keys", "list", "--json"]).json();
    assert_eq!((made.as_array().map(Vec::len), &made[0]["secret"]), (Some(1), &Value::Bool(true)));
    assert_eq!(place.run(&["keys", "list", "--json"]).json(), made, "no other is made");
    let (place, _, _) = with_paper();
    let listed = of_statements(&place);
    assert_eq!(listed.len(), 1);
    assert!(listed[0]["signed"].as_u64() > Some(10), "{listed:?}");
}

#[test]
fn a_backup_is_private_and_brings_old_certificates_back() {
    let (place, file, code) = with_paper();
    let backup = place.inside("keys.json");
    let ended = place.run(&["keys", "export", &backup, "--json"]);
    assert!(ended.err.contains("can sign certificates in your name"), "{ended}");
    assert_eq!(ended.json()["written"], 2, "that of statements, and the seal");
    let mode = std::fs::metadata(&backup).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    place.run(&["keys", "export", &backup]).refused("keys.json");
    // Another installation knows nothing of these certificates, until it has the keys.
    let other = Place::empty();
    let (told, exit) = verify(&other, &[&code, "--offline"]);
    assert_eq!((&told["valid"], exit), (&Value::Bool(false), Some(1)));
    assert!(reason(&told).contains("not known here"), "{told}");
    assert_eq!(told["statement"]["signature"], "unknown key");
    let taken = other.run(&["keys", "import", &backup, "--json"]).json();
    assert_eq!((&taken["new"], &taken["known"]), (&Value::from(2), &Value::from(0)));
    let (told, exit) = verify(&other, &[&code, "--offline"]);
    assert_eq!((&told["valid"], exit, &told["revocation_known"]), (&Value::Bool(true), Some(0), &Value::Bool(false)));
    assert_eq!(verify(&other, &[&file, "--offline"]).1, Some(0));
    let again = other.run(&["keys", "import", &backup, "--json"]).json();
    assert_eq!((&again["new"], &again["known"]), (&Value::from(0), &Value::from(2)));
    let listed = of_statements(&other);
    let signing = listed.iter().filter(|key| key["retired_at"].is_null()).count();
    assert_eq!(signing, 1, "what was taken in does not sign here: {listed:?}");
}

#[test]
fn a_rotated_key_still_verifies_even_once_it_cannot_sign() {
    let (place, file, code) = with_paper();
    let old = of_statements(&place);
    let new = place.run(&["keys", "rotate", "--destroy-old", "--json"]).json();
    assert_ne!(new["kid"], old[0]["kid"]);
    let listed = of_statements(&place);
    assert_eq!((&listed[0]["kid"], &listed[0]["secret"]), (&new["kid"], &Value::Bool(true)));
    assert_eq!((&listed[1]["kid"], &listed[1]["secret"]), (&old[0]["kid"], &Value::Bool(false)));
    assert!(listed[1]["retired_at"].is_string());
    for what in [&file, &code] {
        let (told, exit) = verify(&place, &[what]);
        assert_eq!((exit, &told["statement"]["key"]), (Some(0), &old[0]["kid"]), "{told}");
    }
}

/// Nothing is asked of a database: there is none.
#[test]
fn a_file_of_keys_is_enough_to_verify() {
    let (place, file, code) = with_paper();
    let keys = place.inside("keys.json");
    place.run(&["keys", "export", &keys]).done();
    let nowhere = Place::empty();
    for what in [&file, &code] {
        let (told, exit) = verify(&nowhere, &[what, "--keys", &keys]);
        assert_eq!((&told["valid"], exit), (&Value::Bool(true), Some(0)), "{told}");
        assert_eq!(told["name"], told["statement"]["name"]);
    }
    assert!(!nowhere.path().join("data").exists(), "no database is made for it");
    let bare = code.split('#').next().expect("an address");
    let (told, _) = verify(&nowhere, &[bare, "--keys", &keys]);
    assert!(reason(&told).contains("carries no signature"), "{told}");
    let plain = nowhere.run(&["verify", &code, "--keys", &keys]).done();
    assert!(plain.contains("whether it was revoked is not known"), "{plain}");
}

#[test]
fn a_changed_character_shows() {
    let (place, _, code) = with_paper();
    let (address, statement) = code.split_once('#').expect("a statement");
    for at in (0..statement.len()).step_by(7) {
        let mut other: Vec<u8> = statement.bytes().collect();
        other[at] = if other[at] == b'0' { b'1' } else { b'0' };
        let other = String::from_utf8(other).expect("ASCII");
        let (told, exit) = verify(&place, &[&format!("{address}#{other}"), "--offline"]);
        assert_eq!((&told["valid"], exit), (&Value::Bool(false), Some(1)), "character {at}: {told}");
    }
}

/// Python's `cryptography`, which shares nothing with what signs here.
#[test]
fn another_implementation_comes_to_the_same() {
    let (place, _, code) = with_paper();
    let keys = place.inside("keys.json");
    place.run(&["keys", "export", &keys]).done();
    let script = place.inside("statement.py");
    std::fs::write(&script, include_str!("statement.py")).expect("written");
    let name = tool("/usr/bin/python3", &[&script, &keys, &code]);
    assert_eq!(name.trim(), verify(&place, &[&code]).0["statement"]["name"]);
    let changed = code.replacen('#', "#0", 1);
    let ended = std::process::Command::new("/usr/bin/python3").args([&script, &keys, &changed]).output();
    assert!(!ended.expect("Python runs").status.success());
}

/// The name as the page shows it, changed by one letter; title and QR code are as they were.
#[test]
fn a_changed_letter_of_the_name_on_the_page_shows() {
    let (place, file, code) = with_paper();
    let name = verify(&place, &[&code]).0["name"].as_str().expect("a name").to_owned();
    let other = place.inside("other.pdf");
    // Printed again for another, with the first one's QR code and title: what a forger would try.
    let papers = std::fs::read_dir(place.inside("papers")).expect("a folder");
    let another = papers
        .map(|entry| entry.expect("a file").path())
        .find(|path| !file.ends_with(path.file_name().and_then(|name| name.to_str()).unwrap_or_default()));
    let another = another.expect("another certificate").display().to_string();
    graft(&another, &file, &other);
    let (told, exit) = verify(&place, &[&other]);
    assert_eq!(exit, Some(1), "{told}");
    assert!(reason(&told).contains("someone other"), "{name}: {told}");
}

/// Writes the pages of one file with the title and the links of another.
fn graft(pages: &str, rest: &str, to: &str) {
    let mut forged = lopdf::Document::load(pages).expect("a PDF");
    let genuine = lopdf::Document::load(rest).expect("a PDF");
    let uri = |document: &lopdf::Document| {
        let found = document.objects.values().find_map(uri_of);
        found.expect("a link")
    };
    let (old, new) = (uri(&forged), uri(&genuine));
    for object in forged.objects.values_mut() {
        replace(object, &old, &new);
    }
    let info = |document: &lopdf::Document| {
        document.trailer.get(b"Info").and_then(lopdf::Object::as_reference).expect("its information")
    };
    let title = genuine.get_dictionary(info(&genuine)).and_then(|info| info.get(b"Title")).expect("a title").clone();
    let target = info(&forged);
    forged.get_object_mut(target).and_then(lopdf::Object::as_dict_mut).expect("a dictionary").set("Title", title);
    forged.save(to).expect("it is written");
}

fn uri_of(object: &lopdf::Object) -> Option<Vec<u8>> {
    let dictionary = object.as_dict().ok()?;
    if let Ok(uri) = dictionary.get(b"URI").and_then(lopdf::Object::as_str) {
        return Some(uri.to_vec());
    }
    dictionary.iter().find_map(|(_, inner)| match inner {
        lopdf::Object::Dictionary(_) => uri_of(inner),
        lopdf::Object::Array(list) => list.iter().find_map(uri_of),
        _ => None,
    })
}

fn replace(object: &mut lopdf::Object, old: &[u8], new: &[u8]) {
    match object {
        lopdf::Object::String(text, _) if text.as_slice() == old => *text = new.to_vec(),
        lopdf::Object::Array(list) => list.iter_mut().for_each(|one| replace(one, old, new)),
        lopdf::Object::Dictionary(dictionary) => dictionary.iter_mut().for_each(|(_, one)| replace(one, old, new)),
        _ => {}
    }
}

#[test]
fn what_is_no_backup_is_refused() {
    let place = Place::empty();
    let file = place.inside("keys.json");
    place.run(&["keys", "import", &file]).refused("keys.json");
    std::fs::write(&file, "{}").expect("written");
    place.run(&["keys", "import", &file]).refused("not a file of keys");
    std::fs::write(&file, r#"{"keys":[{"x":"AAAA"}]}"#).expect("written");
    place.run(&["keys", "import", &file]).refused("not a key");
}
