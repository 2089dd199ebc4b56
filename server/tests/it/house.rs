//! The invariants of the house that reading its sources can hold; ARCHITECTURE.md
//! says why each is there.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The slices, in the order in which each may use those before it.
const SLICES: [&str; 15] = [
    "people",
    "imports",
    "campaigns",
    "scheduling",
    "workshops",
    "plans",
    "nominations",
    "messages",
    "attendance",
    "assessments",
    "certificates",
    "cascade",
    "indicators",
    "reports",
    "rights",
];

/// Public queries that nobody in particular asks, and why.
const WITHOUT_CALLER: &[(&str, &str)] = &[
    ("assessments/store.rs load_instruments", "within a larger use that has asked"),
    ("assessments/store.rs load_latest", "within a larger use that has asked"),
    ("assessments/store.rs load_versions", "within a larger use that has asked"),
    ("assessments/store.rs load_scores", "within a larger use that has asked"),
    ("assessments/practice/store/mine.rs load_given", "within a larger use that has asked"),
    ("assessments/practice/store/mod.rs load_practice", "within a larger use that has asked"),
    ("attendance/store/closing.rs load_closings", "within a larger use that has asked"),
    ("attendance/store/roster.rs load_ledger", "within a larger use that has asked"),
    ("attendance/store/roster.rs load_marks", "within a larger use that has asked"),
    ("campaigns/store/mod.rs load", "within a larger use that has asked"),
    ("campaigns/store/editions.rs load_edition", "within a larger use that has asked"),
    ("campaigns/store/editions.rs load_newest", "within a larger use that has asked"),
    ("campaigns/store/editions.rs load_outline", "within a larger use that has asked"),
    ("campaigns/store/editions.rs load_standing", "within a larger use that has asked"),
    ("campaigns/store/editions.rs load_titles", "within a larger use that has asked"),
    ("campaigns/store/curricula.rs load_needs", "within a larger use that has asked"),
    ("campaigns/store/curricula.rs load_curriculum", "within a larger use that has asked"),
    ("certificates/templates/store/images.rs load_images", "within a larger use that has asked"),
    ("certificates/templates/store/images.rs load_pictures", "within a larger use that has asked"),
    ("certificates/templates/store/printing.rs load_in_force", "within a larger use that has asked"),
    ("certificates/templates/store/printing.rs load_looks", "within a larger use that has asked"),
    ("certificates/keys/store/signing.rs load_proofs", "within a larger use that has asked"),
    ("certificates/keys/store/signing.rs load_signer", "within a larger use that has asked"),
    ("assessments/store/results.rs load_released_seats", "within a larger use that has asked"),
    ("workshops/store/enrolment.rs load_seats_of", "within a larger use that has asked"),
    ("certificates/keys/store/signing.rs load_public_keys", "public keys are for anyone"),
    ("certificates/keys/store/signing.rs load_revoked", "nobody is known again by it but who holds a serial"),
    ("certificates/keys/store/signing.rs load_verified", "anyone who holds a serial may"),
    ("certificates/store/reading.rs verify", "anyone who holds a serial may"),
    ("imports/store/telling.rs load_people_of", "within a larger use that has asked"),
    ("nominations/store/links.rs load_invitation", "having the link is the right to it"),
    ("nominations/store/quotas.rs load_traits", "within a larger use that has asked"),
    ("imports/store/judging.rs load_lists", "within a larger use that has asked"),
    ("people/store/duplicates.rs load_alike", "within a larger use that has asked"),
    ("people/store/forgetting.rs forget_merges_in", "within a larger use that has asked"),
    ("people/store/merging.rs load_merged_into", "within a larger use that has asked"),
    ("scheduling/store/checking.rs check_in", "within a larger use that has asked"),
    ("scheduling/store/checking.rs load_broken", "within a larger use that has asked"),
    ("scheduling/store/checking.rs load_proposal", "within a larger use that has asked"),
    ("scheduling/store/checking.rs lock_campaigns_in", "within a larger use that has asked"),
    ("scheduling/store/checking.rs lock_trainers_in", "within a larger use that has asked"),
    ("workshops/store/schedule.rs load_scheduled", "within a larger use that has asked"),
    ("workshops/store/elsewhere.rs lock_people_in", "within a larger use that has asked"),
    ("people/store/register.rs check_places_in", "within a larger use that has asked"),
    ("people/store/register.rs load_as", "within a larger use that has asked"),
    ("people/store/duplicates.rs load_all", "within a larger use that has asked"),
    ("people/store/merging.rs load_merged_into", "within a larger use that has asked"),
    ("people/store/places.rs load_localities", "a list without anybody's data"),
    ("people/store/places.rs load_regions", "a list without anybody's data"),
    ("people/store/register.rs load_people", "within a larger use that has asked"),
    ("people/store/register.rs load_entry", "within a larger use that has asked"),
    ("people/store/trail.rs load_merged_with", "within a larger use that has asked"),
    ("people/store/trail.rs load_trail_of", "within a larger use that has asked"),
    ("people/store/sign_in.rs load_actor", "finds out what whoever asks may do"),
    ("people/store/sign_in.rs resolve", "finds out who asks"),
    ("people/store/sign_in.rs still", "finds out who asks"),
    ("workshops/store/enrolment.rs lock_even_cancelled_in", "within a larger use that has asked"),
    ("workshops/store/enrolment.rs lock_in", "within a larger use that has asked"),
    ("workshops/store/enrolment.rs load_participants", "within a larger use that has asked"),
    ("assessments/evaluations/store/telling.rs load_told", "within a larger use that has asked"),
    ("assessments/bank/store.rs load_in_force", "within a larger use that has asked"),
    ("workshops/store/hours.rs load_hours", "within a larger use that has asked"),
    ("workshops/store/reading.rs campaign_of", "within a larger use that has asked"),
    ("workshops/store/reading.rs sessions", "within a larger use that has asked"),
];

/// Every text of ours of these kinds below these folders, by its path from the top.
fn texts(folders: &[&str], kinds: &[&str]) -> BTreeMap<String, String> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the top folder");
    let mut found = BTreeMap::new();
    for folder in folders {
        collect(&top.join(folder), kinds, &mut found);
    }
    assert!(!found.is_empty(), "nothing to read in {folders:?}");
    let prefix = format!("{}/", top.display());
    found.into_iter().map(|(path, text)| (path.replacen(&prefix, "", 1), text)).collect()
}

fn collect(folder: &Path, kinds: &[&str], found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() && !["node_modules", "target", "results", "__pycache__"].contains(&name) {
            collect(&path, kinds, found);
        } else if path.extension().and_then(|kind| kind.to_str()).is_some_and(|kind| kinds.contains(&kind)) {
            found.insert(path.display().to_string(), std::fs::read_to_string(&path).expect("a text"));
        }
    }
}

/// The product's own sources, each without its tests.
fn sources() -> BTreeMap<String, String> {
    let all = texts(&["app/src", "server/src", "migrations/src", "tools"], &["rs"]);
    let product = all.into_iter().filter(|(path, _)| !path.ends_with("/tests.rs"));
    product.map(|(path, text)| (path, text.split("#[cfg(test)]").next().unwrap_or_default().to_owned())).collect()
}

/// The lines with one of these words that stand where they may not, as `path:line`.
fn misplaced(words: &[&str], allowed: impl Fn(&str) -> bool) -> Vec<String> {
    let sources = sources();
    let used = |text: &str| words.iter().any(|word| text.contains(word));
    assert!(sources.values().any(|text| used(text)), "{words:?} stand nowhere: nothing is held");
    let outside = sources.iter().filter(|(path, _)| !allowed(path));
    outside.flat_map(|(path, text)| lines(path, text, used)).collect()
}

fn lines(path: &str, text: &str, wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let numbered = text.lines().enumerate().filter(|(_, line)| wrong(line));
    numbered.map(|(number, line)| format!("{path}:{}: {}", number + 1, line.trim())).collect()
}

fn none(misplaced: &[String]) {
    assert!(misplaced.is_empty(), "{}", misplaced.join("\n"));
}

#[test]
fn what_is_built_for_whom_is_said_at_the_doors_of_modules_alone() {
    none(&misplaced(&["cfg(feature", "cfg_attr(feature"], |path| {
        path == "app/src/lib.rs" || path.starts_with("app/src/") && path.ends_with("/mod.rs")
    }));
}

#[test]
fn queries_stand_in_the_schema_the_stores_and_the_server() {
    none(&misplaced(&["sea_orm"], |path| {
        let store = path.ends_with("/store.rs") || path.contains("/store/");
        store || ["app/src/schema/", "server/", "migrations/"].iter().any(|home| path.starts_with(home))
    }));
}

#[test]
fn the_pdf_library_is_used_by_the_printer_alone() {
    none(&misplaced(&["printpdf"], |path| path.starts_with("server/src/print/")));
}

#[test]
fn the_clock_is_read_where_the_program_starts_and_in_jobs() {
    none(&misplaced(&["Utc::now", "SystemTime::now", "Instant::now"], |path| {
        // How long the command took is no time of day: it goes on the answer and nowhere else.
        let commands = ["certificates", "measure", "plan"].map(|name| format!("server/src/cli/{name}.rs"));
        path == "server/src/main.rs" || commands.contains(&path.to_owned()) || path.starts_with("server/src/jobs/")
    }));
}

#[test]
fn migrations_import_nothing_of_ours() {
    for (path, text) in texts(&["migrations/src"], &["rs"]) {
        none(&lines(&path, &text, |line| line.contains("app::") || line.contains("server::")));
    }
}

#[test]
fn no_code_is_without_the_compilers_guard() {
    let keyword = ["un", "safe"].concat();
    let is_part = |character: char| character.is_alphanumeric() || character == '_' || character == '-';
    for (path, text) in texts(&["app", "server", "migrations", "scanner", "pades", "tools"], &["rs"]) {
        none(&lines(&path, &text, |line| line.split(|character| !is_part(character)).any(|word| word == keyword)));
    }
}

#[test]
fn no_file_is_too_long_to_be_read_at_once() {
    let kinds = ["rs", "sql", "css", "js", "mjs", "ts", "sh", "py", "lua", "md"];
    let all =
        texts(&["app", "server", "migrations", "scanner", "pades", "tools", "style", "scripts", "end2end"], &kinds);
    let long = all.iter().filter(|(_, text)| text.lines().count() > 400);
    none(&long.map(|(path, text)| format!("{path}: {} lines", text.lines().count())).collect::<Vec<_>>());
}

#[test]
fn every_source_says_first_what_is_in_it() {
    let all = texts(
        &["app/src", "server/src", "server/tests", "migrations/src", "scanner/src", "pades/src", "tools"],
        &["rs"],
    );
    let silent = all.iter().filter(|(path, text)| !text.starts_with("//! ") && !path.ends_with("/tests.rs"));
    none(&silent.map(|(path, _)| path.clone()).collect::<Vec<_>>());
}

/// Whether the line names this module of ours.
fn uses(line: &str, module: &str) -> bool {
    let path = format!("crate::{module}");
    line.split_once(&path).is_some_and(|(_, rest)| rest.starts_with([':', ';', ',', ' ']))
}

#[test]
fn no_slice_uses_one_that_comes_after_it() {
    let place = |name: &str| SLICES.iter().position(|slice| *slice == name);
    let backwards = sources().into_iter().filter_map(|(path, text)| {
        let own = place(path.strip_prefix("app/src/")?.split('/').next()?)?;
        let later = &SLICES[own + 1..];
        Some(lines(&path, &text, |line| later.iter().any(|slice| uses(line, slice))))
    });
    none(&backwards.flatten().collect::<Vec<_>>());
}

#[test]
fn every_use_knows_who_asks() {
    let mut without = BTreeSet::new();
    let mut uses = 0;
    for (path, text) in sources() {
        let Some(short) = path.strip_prefix("app/src/").filter(|path| path.contains("/store")) else { continue };
        for declared in text.split("\npub async fn ").skip(1) {
            let signature = declared.split('{').next().unwrap_or_default();
            let name = signature.split(['(', '<']).next().unwrap_or_default();
            uses += 1;
            if !signature.contains(": &Caller") {
                without.insert(format!("{short} {name}"));
            }
        }
    }
    assert!(uses > 40, "{uses}");
    assert_eq!(without, WITHOUT_CALLER.iter().map(|(name, _)| (*name).to_owned()).collect());
}

#[test]
fn nothing_is_unwrapped_without_a_word_why() {
    for (path, text) in sources() {
        // In a constant it fails to compile, if it fails.
        none(&lines(&path, &text, |line| {
            line.contains(".unwrap()") && !line.contains("//") && !line.contains("const {")
        }));
    }
}

/// The texts of a language: key, and the values that it is given, sorted.
fn words(language: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut words = BTreeMap::new();
    for (path, text) in texts(&[&format!("app/locales/{language}")], &["json"]) {
        let file = path.rsplit('/').next().unwrap_or_default().to_owned();
        read_words(&file, &serde_json::from_str(&text).expect("JSON"), &mut words);
    }
    words
}

fn read_words(key: &str, value: &Value, words: &mut BTreeMap<String, BTreeSet<String>>) {
    match value {
        Value::Object(inner) => {
            inner.iter().for_each(|(name, value)| read_words(&format!("{key} {name}"), value, words));
        }
        Value::String(text) => {
            assert!(!text.trim().is_empty(), "{key} is empty");
            let given = text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next());
            words.insert(key.to_owned(), given.map(|name| name.trim().to_owned()).collect());
        }
        other => panic!("{key} is no text: {other}"),
    }
}

#[test]
fn french_and_english_have_the_same_texts_with_the_same_gaps() {
    let (french, english) = (words("fr"), words("en"));
    assert!(french.len() > 200, "{}", french.len());
    assert_eq!(french, english);
}
