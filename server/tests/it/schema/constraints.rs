//! The database itself refuses what must not be, whoever writes; by the name by
//! which the application tells what was wrong.

use super::dump::{columns, foreign_keys};
use super::fresh::Fresh;
use app::schema::error::StoreError;
use sea_orm::DbBackend;
use std::collections::BTreeSet;

/// A change that each check refuses.
const CHECKS: &[(&str, &str)] = &[
    ("person_sex_known", "UPDATE person SET sex = 'f'"),
    ("person_birth_year_plausible", "UPDATE person SET birth_year = 85"),
    ("import_row_outcome_known", "UPDATE import_row SET outcome = 'perhaps'"),
    ("person_age_band_known", "UPDATE person SET birth_year = NULL, age_band = 'young'"),
    ("person_age_said_once", "UPDATE person SET birth_year = 1980, age_band = '35_44'"),
    ("sign_in_kind_known", "UPDATE sign_in SET kind = 'phone'"),
    ("sign_in_has_one_owner", "UPDATE sign_in SET account_id = NULL, person_id = NULL"),
    ("journey_days_known", "UPDATE journey SET days = 15"),
    ("absence_ends_after_start", "UPDATE absence SET ends_on = '1999-01-01'"),
    ("calendar_link_language_known", "UPDATE calendar_link SET language = 'bm'"),
    ("calendar_link_has_one_owner", "UPDATE calendar_link SET account_id = NULL, person_id = NULL"),
    ("campaign_required_attendance_percent", "UPDATE campaign SET required_attendance = 101"),
    ("campaign_required_post_test_percent", "UPDATE campaign SET required_post_test = -1"),
    ("signing_key_purpose_known", "UPDATE signing_key SET purpose = 'mail'"),
    ("signing_key_x509_of_seal", "UPDATE signing_key SET x509 = public_key WHERE purpose = 'statement'"),
    ("certificate_template_kind_known", "UPDATE certificate_template SET kind = 'medal'"),
    ("certificate_template_version_positive", "UPDATE certificate_template SET version = 0"),
    ("certificate_template_valid_months_bounded", "UPDATE certificate_template SET valid_months = 0"),
    ("certificate_kind_known", "UPDATE certificate SET kind = 'medal'"),
    ("certificate_status_index_not_negative", "UPDATE certificate SET status_index = -1 - status_index"),
    ("certificate_reason_of_revoked", "UPDATE certificate SET revoked_reason = 'a slip' WHERE revoked_at IS NULL"),
    ("instrument_quiz_of_module", "UPDATE instrument SET moment = 'quiz' WHERE module_id IS NULL"),
    ("instrument_version_positive", "UPDATE instrument SET version = 0"),
    ("test_opening_attempts_bounded", "UPDATE test_opening SET attempts = 6"),
    ("sitting_attempt_positive", "UPDATE sitting SET attempt = 0"),
    ("campaign_ends_after_start", "UPDATE campaign SET ends_on = '1999-01-01'"),
    ("role_grant_role_known", "UPDATE role_grant SET role = 'minister' WHERE role = 'trainer'"),
    ("role_grant_scope", "UPDATE role_grant SET campaign_id = NULL WHERE role = 'trainer'"),
    ("venue_capacity_positive", "UPDATE venue SET capacity = 0"),
    ("curriculum_module_minutes_positive", "UPDATE curriculum_module SET minutes = 0"),
    ("curriculum_module_method_known", "UPDATE curriculum_module SET method = 'sermon'"),
    ("curriculum_module_prefers_known", "UPDATE curriculum_module SET prefers = 'night'"),
    ("curriculum_edition_number_positive", "UPDATE curriculum_edition SET number = 0"),
    ("module_text_minutes_positive", "UPDATE module_text SET minutes = 0"),
    ("module_text_method_known", "UPDATE module_text SET method = 'sermon'"),
    ("module_draft_minutes_positive", "UPDATE module_draft SET minutes = 0"),
    ("module_draft_method_known", "UPDATE module_draft SET method = 'sermon'"),
    ("curriculum_figure_media_type_known", "UPDATE curriculum_figure SET media_type = 'text/html'"),
    ("curriculum_figure_width_positive", "UPDATE curriculum_figure SET width = 0"),
    ("curriculum_figure_height_positive", "UPDATE curriculum_figure SET height = 0"),
    ("workshop_capacity_positive", "UPDATE workshop SET capacity = 0"),
    ("workshop_ends_after_start", "UPDATE workshop SET ends_on = '1999-01-01'"),
    ("message_channel_known", "UPDATE message SET channel = 'fax'"),
    ("message_kind_known", "UPDATE message SET kind = 'praise'"),
    ("message_state_known", "UPDATE message SET state = 'lost'"),
    ("message_attempts_not_negative", "UPDATE message SET attempts = -1"),
    ("wish_kind_known", "UPDATE wish SET kind = 'luck'"),
    ("wish_ends_after_start", "UPDATE wish SET starts_on = '2022-10-02', ends_on = '2022-10-01'"),
    ("plan_state_known", "UPDATE plan SET state = 'lost'"),
    ("nomination_link_places_positive", "UPDATE nomination_link SET places = 0"),
    ("quota_sex_known", "UPDATE quota SET sex = 'f' WHERE sex IS NOT NULL"),
    ("quota_at_least_positive", "UPDATE quota SET at_least = 0"),
    ("quota_at_most_not_negative", "UPDATE quota SET at_least = NULL, at_most = -1"),
    ("quota_of_one_kind", "UPDATE quota SET sex = 'female' WHERE sex IS NULL"),
    ("quota_says_something", "UPDATE quota SET at_least = NULL, at_most = NULL"),
    ("quota_in_order", "UPDATE quota SET at_least = 9, at_most = 2"),
    ("timetable_session_half_known", "UPDATE timetable_session SET half = 'evening'"),
    ("timetable_item_minute_of_day", "UPDATE timetable_item SET starts_at = 1440"),
    ("timetable_item_minutes_positive", "UPDATE timetable_item SET minutes = 0"),
    ("attendance_event_status_known", "UPDATE attendance_event SET status = 'perhaps'"),
    ("attendance_event_minutes_of_half_day", "UPDATE attendance_event SET minutes = 481"),
    ("session_closing_reopened_for_reason", "UPDATE session_closing SET closed = FALSE, reason = NULL"),
    ("sheet_scan_media_type_known", "UPDATE sheet_scan SET media_type = 'text/html'"),
    ("sheet_scan_size_positive", "UPDATE sheet_scan SET size = 0"),
    ("instrument_moment_known", "UPDATE instrument SET moment = 'during'"),
    ("bank_question_version_positive", "UPDATE bank_question SET version = 0"),
    ("evaluation_form_occasion_known", "UPDATE evaluation_form SET occasion = 'week'"),
    ("evaluation_form_version_positive", "UPDATE evaluation_form SET version = 0"),
    ("evaluation_occasion_known", "UPDATE evaluation SET occasion = 'week'"),
    ("instrument_max_points_positive", "UPDATE instrument SET max_points = 0"),
    ("question_max_points_positive", "UPDATE question SET max_points = 0"),
    ("score_points_not_negative", "UPDATE score SET points = -1"),
    ("response_points_not_negative", "UPDATE response SET points = -1"),
    ("data_request_kind_known", "UPDATE data_request SET kind = 'praise'"),
    ("data_request_outcome_known", "UPDATE data_request SET outcome = 'perhaps', closed_at = asked_at"),
    ("data_request_closed_with_outcome", "UPDATE data_request SET closed_at = asked_at, outcome = NULL"),
];

/// What is unique: the constraint, its table and columns, and what must change in
/// a copy of a row for this constraint alone to refuse it.
const UNIQUE: &[(&str, &str, &[&str], &str)] = &[
    ("region_pcode_unique", "region", &["pcode"], ""),
    ("locality_pcode_unique", "locality", &["pcode"], ""),
    ("city_pcode_unique", "city", &["pcode"], "name"),
    ("city_name_unique", "city", &["region_id", "name"], "pcode"),
    ("actor_category_code_unique", "actor_category", &["code"], ""),
    ("waiting_unique", "waiting", &["workshop_id", "person_id"], ""),
    ("import_row_number_unique", "import_row", &["import_id", "number"], ""),
    ("import_mapping_unique", "import_mapping", &["sender", "headings"], ""),
    ("institution_alias_unique", "institution_alias", &["name_key"], ""),
    ("institution_name_unique", "institution", &["name"], ""),
    ("account_login_unique", "account", &["login"], ""),
    ("access_code_hash_unique", "access_code", &["code_hash"], ""),
    ("setup_link_token_unique", "setup_link", &["token_hash"], ""),
    ("sign_in_token_unique", "sign_in", &["token_hash"], ""),
    ("holiday_unique", "holiday", &["campaign_id", "held_on"], ""),
    ("journey_unique", "journey", &["one_id", "other_id"], ""),
    ("competence_unique", "competence", &["account_id", "curriculum_id"], ""),
    ("calendar_link_token_unique", "calendar_link", &["token_hash"], ""),
    ("programme_name_unique", "programme", &["name"], ""),
    ("campaign_title_unique", "campaign", &["title"], ""),
    ("role_grant_unique", "role_grant", &["account_id", "role", "campaign_id"], ""),
    ("venue_name_unique", "venue", &["city_id", "name"], ""),
    ("curriculum_version_unique", "curriculum", &["programme_id", "title", "version"], ""),
    ("curriculum_module_position_unique", "curriculum_module", &["curriculum_id", "position"], ""),
    ("curriculum_edition_unique", "curriculum_edition", &["curriculum_id", "number"], ""),
    ("module_text_unique", "module_text", &["edition_id", "module_id"], ""),
    ("module_draft_unique", "module_draft", &["module_id"], ""),
    ("curriculum_figure_unique", "curriculum_figure", &["curriculum_id", "name"], ""),
    ("module_need_unique", "module_need", &["module_id", "needs_id"], ""),
    ("workshop_trainer_unique", "workshop_trainer", &["workshop_id", "account_id"], ""),
    ("timetable_session_unique", "timetable_session", &["workshop_id", "held_on", "half"], ""),
    ("timetable_item_position_unique", "timetable_item", &["session_id", "position"], ""),
    ("enrolment_unique", "enrolment", &["workshop_id", "person_id"], ""),
    ("nomination_link_token_unique", "nomination_link", &["token_hash"], ""),
    ("nomination_unique", "nomination", &["workshop_id", "person_id"], ""),
    ("attendance_event_sequence_unique", "attendance_event", &["session_id", "sequence"], ""),
    ("session_closing_sequence_unique", "session_closing", &["session_id", "sequence"], ""),
    ("sheet_scan_unique", "sheet_scan", &["session_id", "sha256"], ""),
    ("bank_question_version_unique", "bank_question", &["lineage_id", "version"], ""),
    ("test_opening_unique", "test_opening", &["workshop_id", "instrument_id"], ""),
    ("rating_unique", "rating", &["enrolment_id", "account_id", "bank_question_id"], ""),
    ("sitting_unique", "sitting", &["opening_id", "enrolment_id"], ""),
    ("fulfilment_unique", "fulfilment", &["enrolment_id", "condition_id"], ""),
    ("qualification_decision_unique", "qualification_decision", &["enrolment_id"], ""),
    ("evaluation_form_version_unique", "evaluation_form", &["curriculum_id", "occasion", "version"], ""),
    ("evaluation_unique", "evaluation", &["workshop_id", "occasion", "held_on"], ""),
    ("evaluation_receipt_unique", "evaluation_receipt", &["evaluation_id", "enrolment_id"], ""),
    ("question_position_unique", "question", &["instrument_id", "position"], ""),
    ("score_unique", "score", &["enrolment_id", "instrument_id"], ""),
    ("response_unique", "response", &["score_id", "question_id"], ""),
    ("audit_seal_entry_unique", "audit_seal", &["entry_id"], ""),
    ("certificate_serial_unique", "certificate", &["serial"], "enrolment_id status_index"),
    ("certificate_status_index_unique", "certificate", &["status_index"], "enrolment_id serial"),
    ("certificate_replaces_unique", "certificate", &["replaces_id"], "enrolment_id serial status_index"),
    ("certificate_template_version_unique", "certificate_template", &["campaign_id", "kind", "version"], ""),
    ("template_image_unique", "template_image", &["campaign_id", "sha256"], ""),
    ("signing_key_public_key_unique", "signing_key", &["public_key"], ""),
];

/// What a later migration took away again.
const GONE: &[&str] = &["instrument_moment_unique", "certificate_enrolment_unique"];

#[test]
fn the_lists_above_name_every_constraint() {
    let mut named = BTreeSet::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations/sql")).expect("the migrations") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a text");
        let words: Vec<&str> = text.split_whitespace().collect();
        for three in words.windows(3).filter(|three| three[0] == "CONSTRAINT") {
            if three[2].starts_with("CHECK") || three[2].starts_with("UNIQUE") {
                named.insert(three[1].to_owned());
            }
        }
    }
    let listed = CHECKS.iter().map(|check| check.0).chain(UNIQUE.iter().map(|unique| unique.0));
    let listed = listed.chain(GONE.iter().copied());
    assert_eq!(named, listed.map(ToOwned::to_owned).collect());
}

#[tokio::test]
async fn checks_refuse_values_that_mean_nothing() {
    for fresh in Fresh::each_with_demonstration().await {
        for (name, change) in CHECKS {
            let error = fresh.run(change).await.expect_err(name);
            assert!(StoreError::broke(&error, name, "nothing"), "{name}: {error}");
        }
    }
}

#[tokio::test]
async fn nothing_is_there_twice() {
    for fresh in Fresh::each_with_demonstration().await {
        let new = fresh_id(&fresh);
        let link = format!("INSERT INTO setup_link SELECT {new}, 'token', created_at, created_at, NULL FROM campaign");
        fresh.run(&link).await.expect("a link");
        for (name, table, unique, changed) in UNIQUE {
            let filled: Vec<String> = unique.iter().map(|column| format!("{column} IS NOT NULL")).collect();
            let copy = copy(&fresh, table, changed, &filled.join(" AND ")).await;
            let error = fresh.run(&copy).await.expect_err(name);
            let columns: Vec<String> = unique.iter().map(|column| format!("{table}.{column}")).collect();
            assert!(StoreError::broke(&error, name, &columns.join(", ")), "{name}: {error}");
        }
    }
}

#[tokio::test]
async fn a_mark_with_the_identifier_of_another_is_refused() {
    for fresh in Fresh::each_with_demonstration().await {
        let copy = copy(&fresh, "attendance_event", "sequence", "id IS NOT NULL").await;
        let same_id = copy.replacen(&format!("SELECT {}", fresh_id(&fresh)), "SELECT id", 1);
        let error = fresh.run(&same_id).await.expect_err("the identifier is used");
        assert!(StoreError::broke(&error, "attendance_event_pkey", "attendance_event.id"), "{error}");
        fresh.run(&copy).await.expect("with an identifier of its own it is kept");
    }
}

#[tokio::test]
async fn nobody_is_administrator_twice() {
    for fresh in Fresh::each_with_demonstration().await {
        let copy = copy(&fresh, "role_grant", "", "role = 'administrator'").await;
        assert!(fresh.run(&copy).await.is_err(), "{:?}", fresh.backend());
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    for fresh in Fresh::each_with_demonstration().await {
        for key in foreign_keys(&fresh).await {
            let (table, column) = key.split_once(' ').expect("a table and a column");
            // Where there is a value it is replaced; where there never is, it is set.
            let change = format!(
                "UPDATE {table} SET {column} = {} WHERE {column} IS NOT NULL
                 OR NOT EXISTS (SELECT 1 FROM {table} WHERE {column} IS NOT NULL)",
                fresh_id(&fresh)
            );
            let error = fresh.run(&change).await.expect_err(&key).to_string();
            assert!(error.to_lowercase().contains("foreign key constraint"), "{key}: {error}");
        }
    }
}

#[tokio::test]
async fn nothing_goes_away_with_what_it_belongs_to() {
    for fresh in Fresh::each_with_demonstration().await {
        for parent in ["person", "account", "campaign", "workshop", "enrolment", "timetable_session", "curriculum"] {
            let error = fresh.run(&format!("DELETE FROM {parent}")).await.expect_err(parent).to_string();
            assert!(error.to_lowercase().contains("foreign key constraint"), "{parent}: {error}");
        }
    }
}

/// A new identifier, in the words of the database.
fn fresh_id(fresh: &Fresh) -> &'static str {
    match fresh.backend() {
        DbBackend::Sqlite => "randomblob(16)",
        _ => "gen_random_uuid()",
    }
}

/// A statement that copies one row under a new identifier, with some columns changed.
async fn copy(fresh: &Fresh, table: &str, changed: &str, condition: &str) -> String {
    // Seals are known by their place in the chain.
    let (key, new) = match table {
        "audit_seal" => ("place", "(SELECT max(place) + 1 FROM audit_seal)"),
        _ => ("id", fresh_id(fresh)),
    };
    let (mut names, mut values) = (vec![key.to_owned()], vec![new.to_owned()]);
    for line in columns(fresh).await {
        let parts: Vec<&str> = line.split(' ').collect();
        if parts[0] != table || parts[1] == key {
            continue;
        }
        let (column, kind) = (parts[1], parts[2]);
        names.push(column.to_owned());
        values.push(match kind {
            _ if changed.split(' ').all(|changed| changed != column) => column.to_owned(),
            "int4" => format!("{column} + 100000"),
            // Of one that has no certificate yet.
            "uuid" => {
                "(SELECT id FROM enrolment WHERE id NOT IN (SELECT enrolment_id FROM certificate) LIMIT 1)".into()
            }
            _ => format!("{column} || '+'"),
        });
    }
    let (names, values) = (names.join(", "), values.join(", "));
    format!("INSERT INTO {table} ({names}) SELECT {values} FROM {table} WHERE {condition} LIMIT 1")
}
