//! `relais certificates` and `relais verify`.

use super::{Place, text, tool};
use serde_json::Value;
use std::collections::BTreeMap;

const PUBLIC_URL: &str = "https://relais.example.org";

/// Writes the certificates of the finished workshop into a folder; what was told.
fn write(place: &Place, demo: &Value, out: &str) -> Value {
    let workshop = text(demo, "/workshop_finished");
    place.run(&["certificates", workshop, "--out", out, "--json", "--public-url", PUBLIC_URL]).json()
}

fn files(folder: &str) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, std::fs::read(path).expect("a file"))
        })
        .collect()
}

/// What `verify --json` answers, and its exit code.
fn verify(place: &Place, what: &str) -> (Value, Option<i32>) {
    let ended = place.run(&["verify", what, "--json"]);
    (serde_json::from_str(&ended.out).unwrap_or_else(|_| panic!("{ended}")), ended.code)
}

#[test]
fn are_written_for_all_who_qualify_and_the_others_are_told_why() {
    let (place, demo) = Place::with_demonstration();
    let told = write(&place, &demo, &place.inside("papers"));
    let files = files(&place.inside("papers"));
    assert_eq!(told["issued"].as_u64(), u64::try_from(files.len()).ok());
    assert!(files.contains_key(&format!("{}.pdf", text(&demo, "/certificate"))));
    assert!(files.values().all(|bytes| bytes.starts_with(b"%PDF-")));
    assert!(told["seconds"].is_f64());
    let skipped = told["skipped"].as_array().expect("a list");
    assert!(!skipped.is_empty());
    for one in skipped {
        assert_eq!(text(one, "/person").len(), 36);
        let reasons = one["reason"].as_array().expect("reasons");
        let known = ["attendance", "post_test"];
        assert!(!reasons.is_empty());
        assert!(reasons.iter().all(|reason| known.contains(&text(reason, "/none_of/0/0/measure"))), "{one}");
    }
}

#[test]
fn are_the_same_bytes_each_time() {
    let (place, demo) = Place::with_demonstration();
    write(&place, &demo, &place.inside("once"));
    write(&place, &demo, &place.inside("again"));
    let (once, again) = (files(&place.inside("once")), files(&place.inside("again")));
    assert!(once.len() > 10);
    assert_eq!(once.keys().collect::<Vec<_>>(), again.keys().collect::<Vec<_>>());
    for (name, bytes) in &once {
        assert!(*bytes == again[name], "{name} differs");
    }
}

#[test]
fn of_a_whole_campaign_are_those_of_its_workshops() {
    let (place, demo) = Place::with_demonstration();
    let campaign = text(&demo, "/campaign");
    let told = place.run(&["certificates", campaign, "--out", &place.inside("all"), "--json"]).json();
    let some = write(&place, &demo, &place.inside("some"));
    assert!(told["issued"].as_u64() > some["issued"].as_u64(), "{told}");
    assert_eq!(files(&place.inside("all")).len() as u64, told["issued"].as_u64().expect("a count"));
}

#[test]
fn of_either_kind_come_as_files_as_an_archive_or_as_one_file() {
    let (place, demo) = Place::with_demonstration();
    let workshop = text(&demo, "/workshop_finished");
    let trainers = write(&place, &demo, &place.inside("trainers"));
    let run = |out: &str, rest: &[&str]| {
        let out = place.inside(out);
        let asked = [&["certificates", workshop, "--out", &out, "--json"], rest].concat();
        place.run(&asked).json()
    };
    // In this workshop nobody was only there.
    let there = run("there", &["--kind", "attendance"]);
    assert_eq!(there["issued"], 0, "{there}");
    // Issued in the organiser's name, and once.
    let by = ["--kind", "attendance", "--by", "organisateur.demo"];
    let issued = run("issued", &by);
    assert!(issued["issued"].as_u64() > there["issued"].as_u64(), "{issued}");
    assert_eq!(run("again", &by)["issued"], issued["issued"]);
    assert_eq!(run("zip", &["--zip"])["issued"], trainers["issued"]);
    let archive = std::fs::File::open(place.inside("zip/certificates.zip")).expect("an archive");
    let archive = zip::ZipArchive::new(archive).expect("an archive");
    assert_eq!(Some(archive.len() as u64), trainers["issued"].as_u64());
    assert_eq!(run("one", &["--one-file"])["issued"], trainers["issued"]);
    let pages = lopdf::Document::load(place.inside("one/certificates.pdf")).expect("a PDF").get_pages().len();
    assert_eq!(Some(pages as u64), trainers["issued"].as_u64());
    tool("qpdf", &["--check", &place.inside("one/certificates.pdf")]);
}

#[test]
fn tell_how_far_they_are_beside_what_they_answer() {
    let (place, demo) = Place::with_demonstration();
    let campaign = text(&demo, "/campaign");
    let ended = place.run(&["certificates", campaign, "--out", &place.inside("all"), "--json"]);
    let answer: Value = serde_json::from_str(&ended.out).expect("JSON alone");
    let all = answer["issued"].as_u64().expect("a count");
    assert!(ended.err.contains(&format!("certificates: {all} of {all}")), "{ended}");
    assert!(!ended.err.contains('\r'), "no terminal, no bar");
}

#[test]
fn of_what_does_not_exist_are_refused() {
    let (place, demo) = Place::with_demonstration();
    for which in ["nowhere", text(&demo, "/curriculum")] {
        place.run(&["certificates", which, "--out", &place.inside("papers"), "--json"]).refused(which);
        assert!(!place.path().join("papers").exists(), "a folder was made for nothing");
    }
    let running = text(&demo, "/workshop_running");
    let by = ["certificates", running, "--out", &place.inside("papers"), "--by", "formatrice.demo", "--json"];
    place.run(&by).refused("may not");
}

#[test]
fn are_found_genuine_by_number_and_by_file() {
    let (place, demo) = Place::with_demonstration();
    write(&place, &demo, &place.inside("papers"));
    let serial = text(&demo, "/certificate");
    let file = place.inside(&format!("papers/{serial}.pdf"));
    let spaced = format!("{} {} {}", &serial[..4], &serial[4..8], &serial[8..]).to_lowercase();
    let (by_serial, code) = verify(&place, serial);
    assert_eq!((&by_serial["valid"], &by_serial["reason"], code), (&Value::Bool(true), &Value::Null, Some(0)));
    assert_eq!(text(&by_serial, "/serial").replace('-', ""), serial);
    assert!(!text(&by_serial, "/name").is_empty());
    assert_eq!(verify(&place, &file), (by_serial.clone(), Some(0)));
    assert_eq!(verify(&place, &spaced), (by_serial.clone(), Some(0)));
    let plain = place.run(&["verify", serial]).done();
    assert!(plain.starts_with("valid") && plain.contains(text(&by_serial, "/name")), "{plain}");
}

#[test]
fn that_do_not_exist_are_refused_with_the_reason() {
    let (place, demo) = Place::with_demonstration();
    let serial = text(&demo, "/certificate");
    let slip = format!("{}{}", if serial.starts_with('0') { '1' } else { '0' }, &serial[1..]);
    for what in [slip.as_str(), "0000-0000-0000", "not a number", "missing.pdf"] {
        let (told, code) = verify(&place, what);
        assert_eq!((&told["valid"], &told["name"], code), (&Value::Bool(false), &Value::Null, Some(1)), "{what}");
        let reason = text(&told, "/reason").to_owned();
        place.run(&["verify", what]).refused(&reason);
    }
}

#[test]
fn with_a_number_or_a_name_that_was_changed_are_refused() {
    let (place, demo) = Place::with_demonstration();
    write(&place, &demo, &place.inside("papers"));
    let serial = text(&demo, "/certificate");
    let other = text(&demo, "/certificate_of_another");
    let original = place.inside(&format!("papers/{serial}.pdf"));
    let title = title(&original);
    let shown = |serial: &str| format!("{}-{}-{}", &serial[..4], &serial[4..8], &serial[8..]);
    assert!(title.contains(&shown(serial)), "{title}");
    for (changed, reason) in [
        (title.replace(&shown(serial), &shown(other)), "do not belong together"),
        (title.replace(&shown(serial), "0000-0000-0000"), "do not belong together"),
        (format!("{title} Keïta"), "someone other"),
        (String::new(), "someone other"),
    ] {
        let file = place.inside("changed.pdf");
        retitle(&original, &changed, &file);
        let (told, code) = verify(&place, &file);
        assert_eq!((&told["valid"], code), (&Value::Bool(false), Some(1)), "{changed}");
        assert!(text(&told, "/reason").contains(reason), "{changed}: {told}");
    }
    let letter = place.inside("letter.pdf");
    std::fs::write(&letter, "Dear sir").expect("a file");
    place.run(&["verify", &letter]).refused("letter.pdf");
}

/// The title that a PDF gives itself.
fn title(file: &str) -> String {
    let told = tool("pdfinfo", &[file]);
    let line = told.lines().find_map(|line| line.strip_prefix("Title:")).expect("a title");
    line.trim().to_owned()
}

/// Writes the same PDF with another title.
fn retitle(file: &str, title: &str, to: &str) {
    let mut document = lopdf::Document::load(file).expect("a PDF");
    let info = document.trailer.get(b"Info").and_then(lopdf::Object::as_reference).expect("its information");
    let info = document.get_object_mut(info).and_then(lopdf::Object::as_dict_mut).expect("a dictionary");
    info.set("Title", lopdf::text_string(title));
    document.save(to).expect("it is written");
}

#[test]
fn show_the_holder_and_lead_to_the_page_that_verifies_them() {
    let (place, demo) = Place::with_demonstration();
    write(&place, &demo, &place.inside("papers"));
    let mut accented = 0;
    for name in files(&place.inside("papers")).keys().take(6) {
        let serial = name.trim_end_matches(".pdf");
        let file = place.inside(&format!("papers/{name}"));
        let holder = text(&verify(&place, serial).0, "/name").to_owned();
        accented += usize::from(!holder.is_ascii());
        let read = tool("pdftotext", &["-layout", &file, "-"]);
        let read: Vec<&str> = read.split_whitespace().collect();
        assert!(read.join(" ").contains(&holder), "{holder} in {read:?}");
        let picture = place.inside(serial);
        tool("pdftoppm", &["-r", "150", "-png", "-singlefile", &file, &picture]);
        let code = tool("zbarimg", &["--quiet", "--raw", &format!("{picture}.png")]);
        assert!(code.starts_with(&format!("{PUBLIC_URL}/verify/{serial}#")), "{code}");
        tool("qpdf", &["--check", &file]);
    }
    assert!(accented > 0, "no name with an accent was read");
}
