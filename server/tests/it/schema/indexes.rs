//! An index begins with every column by which rows are found.

use super::dump::{columns, foreign_keys, indexed};
use super::fresh::Fresh;
use std::collections::BTreeSet;
use std::path::Path;

/// Columns that queries filter on without an index that begins with them, and why.
const WITHOUT_INDEX: &[(&str, &str)] = &[
    ("access_code revoked_at", "beside person_id or code_hash"),
    ("account disabled_at", "beside login, id or a grant"),
    ("audit_entry id", "where the trail goes on, beside at"),
    ("audit_entry verb", "beside subject and subject_id"),
    ("audit_entry subject_id", "second in the index of subject"),
    ("certificate holder_name", "counted over all, for the register of processing"),
    ("certificate kind", "beside enrolment_id, or the enrolments of a campaign"),
    ("certificate expires_on", "beside the enrolments of a campaign"),
    ("certificate revoked_at", "beside the enrolments of a campaign"),
    ("certificate_template kind", "second in the constraint of campaign_id"),
    ("consent withdrawn_at", "beside person_id"),
    ("enrolment withdrawn_at", "beside workshop_id or person_id"),
    ("consent wording", "beside person_id"),
    ("enrolment declined_at", "beside workshop_id"),
    ("import created_at", "second in the index of campaign_id; the lists of two weeks"),
    ("import wiped_at", "the lists of two weeks"),
    ("import_mapping headings", "second in the constraint of sender"),
    ("import applied_at", "beside campaign_id"),
    ("import undone_at", "beside campaign_id"),
    ("message due_at", "second in the index of state"),
    ("message settled_at", "looked through once a day"),
    ("nomination nominated_at", "looked through once a day"),
    ("nomination_link closed_at", "beside id"),
    ("quota sex", "beside workshop_id"),
    ("audit_entry subject_id", "second in the index of subject"),
    ("calendar_link ended_at", "beside token_hash or its owner"),
    ("consent recorded_at", "second in the index of person_id"),
    ("person birth_year", "beside a word of the name"),
    ("workshop results_released_at", "beside id"),
    ("plan heard_at", "beside state"),
    ("workshop cancelled_at", "beside id, campaign_id or the days"),
    ("enrolment promoted_at", "beside workshop_id"),
    ("import_row number", "second in the constraint of import_id"),
    ("import_row outcome", "second in the index of import_id"),
    ("person updated_at", "once a day"),
    ("person sex", "counted over the people of a campaign"),
    ("institution stands_in", "beside category_id, or all but a few"),
    ("person erased_at", "beside id, or all but a few"),
    ("person_merge merged_at", "second in the index of kept_id; once a day"),
    ("role_grant role", "second in the index of campaign_id"),
    ("signing_key made_at", "a few rows, ever"),
    ("signing_key purpose", "a few rows, ever"),
    ("signing_key retired_at", "a few rows, ever"),
    ("signing_key secret_key", "a few rows, ever"),
    ("signing_key x509", "a few rows, ever"),
    ("setup_link used_at", "at most a few rows, ever"),
    ("setup_link expires_at", "beside token_hash"),
    ("sign_in ended_at", "beside token_hash, account_id or id"),
    ("person_merge undone_at", "beside kept_id"),
    ("sign_in expires_at", "beside token_hash or account_id"),
    ("sheet_scan sha256", "second in the constraint of session_id"),
    ("sheet_scan received_at", "looked through once a day"),
    ("template_image sha256", "second in the constraint of campaign_id"),
    ("bank_question place", "second in the index of curriculum_id"),
    ("bank_question retired_at", "beside curriculum_id"),
    ("evaluation closed_at", "beside workshop_id"),
    ("evaluation occasion", "beside the workshops of a campaign"),
    ("curriculum_edition number", "second in the constraint of curriculum_id"),
    ("curriculum_figure name", "second in the constraint of curriculum_id"),
    ("evaluation_form occasion", "second in the constraint of curriculum_id"),
    ("evaluation_form retired_at", "beside curriculum_id"),
    ("fulfilment condition_id", "second in the constraint of enrolment_id"),
    ("instrument retired_at", "beside curriculum_id"),
    ("response answer", "beside score_id"),
    ("sitting handed_in_at", "beside opening_id or enrolment_id"),
    ("test_opening closed_at", "beside workshop_id"),
    ("venue name", "second in the constraint of city_id"),
    ("workshop ends_on", "beside campaign_id, or those to come when conditions change"),
    ("absence starts_on", "beside account_id"),
    ("absence ends_on", "second in the index of account_id"),
    ("holiday held_on", "second in the constraint of campaign_id"),
    ("workshop starts_on", "second in the index of campaign_id"),
    ("workshop_trainer lead", "beside workshop_id"),
    ("timetable_session held_on", "second in the constraint of workshop_id"),
    ("timetable_item module_id", "whether there is one, beside session_id"),
];

#[tokio::test]
async fn every_foreign_key_has_an_index() {
    for fresh in Fresh::each_migrated().await {
        let indexed: BTreeSet<String> = indexed(&fresh).await.into_iter().collect();
        let keys = foreign_keys(&fresh).await;
        assert!(keys.len() > 30, "{keys:?}");
        let without: Vec<&String> = keys.iter().filter(|key| !indexed.contains(*key)).collect();
        assert!(without.is_empty(), "{:?}: {without:?}", fresh.backend());
    }
}

#[tokio::test]
async fn every_column_that_queries_filter_on_has_an_index_or_a_reason() {
    let fresh = Fresh::sqlite(&[]).await;
    migrate(&fresh).await;
    let indexed: BTreeSet<String> = indexed(&fresh).await.into_iter().collect();
    let exempt: BTreeSet<&str> = WITHOUT_INDEX.iter().map(|(column, _)| *column).collect();
    let known: BTreeSet<String> = columns(&fresh).await.iter().map(|line| first_two(line)).collect();
    let filtered = filtered();
    assert!(filtered.len() > 30 && filtered.is_subset(&known), "{filtered:?}");
    let without: Vec<&String> =
        filtered.iter().filter(|column| !indexed.contains(*column) && !exempt.contains(column.as_str())).collect();
    assert!(without.is_empty(), "{without:?}");
    let idle: Vec<&&str> = exempt.iter().filter(|column| !filtered.contains(**column)).collect();
    assert!(idle.is_empty(), "exempt without being filtered on: {idle:?}");
}

async fn migrate(fresh: &Fresh) {
    use migrations::MigratorTrait;
    migrations::Migrator::up(fresh.db.writer(), None).await.expect("it migrates");
}

fn first_two(line: &str) -> String {
    line.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

/// The columns in conditions, as `table column`, read from the sources: the
/// house writes a condition as `table::COLUMN.name`, or as `table::Column::Name.eq`.
fn filtered() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src")) {
        for (at, _) in text.match_indices("::COLUMN") {
            let rest = text[at + "::COLUMN".len()..].trim_start();
            let column = rest.strip_prefix('.').map(word).expect("a column");
            found.insert(format!("{} {column}", last_word(&text[..at])));
        }
        for (at, _) in text.match_indices("::Column::") {
            let name = word(&text[at + "::Column::".len()..]);
            let method = word(text[at + "::Column::".len() + name.len()..].trim_start().trim_start_matches('.'));
            if ["eq", "ne", "gt", "gte", "lt", "lte", "is_in", "is_null", "like", "contains"].contains(&method) {
                found.insert(format!("{} {}", last_word(&text[..at]), snake(name)));
            }
        }
    }
    found
}

pub fn sources(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            texts.extend(sources(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            texts.push(std::fs::read_to_string(&path).expect("a text"));
        }
    }
    texts
}

fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

fn word(text: &str) -> &str {
    &text[..text.find(|character| !is_part(character)).unwrap_or(text.len())]
}

fn last_word(text: &str) -> &str {
    &text[text.rfind(|character| !is_part(character)).map_or(0, |at| at + 1)..]
}

fn snake(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(character.to_ascii_lowercase());
    }
    snake
}
