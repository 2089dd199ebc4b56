//! A copy of one's data as a file: a page to read, and the same as JSON, in a ZIP.

use super::words::act;
use crate::assessments::evaluations::words::occasion_name;
use crate::attendance::pages::status_name;
use crate::i18n::Locale;
use crate::people::model::Role;
use crate::people::pages::{entry_words, field_label, role_name, sex_name};
use crate::rights::store::copy::{Copy, Section};
use crate::ui::format::{date, moment};
use crate::workshops::pages::half_name;
use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde_json::Value;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

/// The copy as a ZIP: a page, the same as JSON, and photos.
///
/// # Errors
/// If it cannot be written, which only a lack of memory gives reason for.
pub fn zipped(locale: Locale, copy: &Copy) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let name = match locale {
        Locale::fr => "mes-donnees",
        Locale::en => "my-data",
    };
    let json = serde_json::to_string_pretty(&copy.as_json()).unwrap_or_default();
    for (kind, text) in [("html", page(locale, copy)), ("json", json)] {
        archive.start_file(format!("{name}.{kind}"), SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())?;
    }
    for (file, jpeg) in &copy.photos {
        archive.start_file(file.as_str(), SimpleFileOptions::default())?;
        archive.write_all(jpeg)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The page: complete in itself, without script, and without anything to load.
fn page(locale: Locale, copy: &Copy) -> String {
    let title = td_string!(locale, rights.copy_title);
    let made = td_string!(locale, rights.copy_made, at = moment(locale, copy.made_at)).to_string();
    let name = copy.entry.person.name.to_string();
    let terms = entry_words(locale, &copy.entry)
        .into_iter()
        .map(|(term, said)| view! { <tr><th scope="row">{term}</th><td>{said}</td></tr> })
        .collect_view();
    let sections = copy.sections.iter().map(|section| part(locale, section)).collect_view();
    let html = view! {
        <html lang=locale.to_string()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title}</title>
                <style>{STYLE}</style>
            </head>
            <body>
                <h1>{title}</h1>
                <p><strong>{name}</strong><br/>{made}</p>
                <p>{td_string!(locale, rights.copy_roles)}</p>
                <table>{terms}</table>
                {sections}
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", html.to_html())
}

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}\
    div{overflow-x:auto}table{border-collapse:collapse}th,td{border:1px solid #999;padding:.25rem .5rem;\
    text-align:left;vertical-align:top}";

fn part(locale: Locale, section: &Section) -> impl IntoView + use<> {
    let title = section_title(locale, section.key);
    if section.rows.is_empty() {
        return view! { <h2>{title}</h2><p>{td_string!(locale, rights.nothing_kept)}</p> }.into_any();
    }
    let heads = section.columns.iter().map(|name| view! { <th scope="col">{column(locale, name)}</th> }).collect_view();
    let rows = section
        .rows
        .iter()
        .map(|row| {
            let cells = section.columns.iter().zip(row);
            let cells = cells.map(|(name, value)| view! { <td>{said(locale, name, value)}</td> }).collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <h2>{title}</h2>
        <div><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>
    }
    .into_any()
}

/// A value in words.
fn said(locale: Locale, column: &str, value: &Value) -> String {
    let text = match value {
        Value::Null => return String::new(),
        Value::Bool(true) => return td_string!(locale, rights.yes).to_owned(),
        Value::Bool(false) => return td_string!(locale, rights.no).to_owned(),
        Value::Array(values) => {
            return values.iter().map(|value| said(locale, column, value)).collect::<Vec<_>>().join(" · ");
        }
        Value::String(text) => text,
        other => return other.to_string(),
    };
    let known = match column {
        "act" => Some(act(locale, text)),
        "sex" => text.parse().ok().map(|sex| sex_name(locale, sex).to_owned()),
        "status" => text.parse().ok().map(|status| status_name(locale, status).to_owned()),
        "half" => text.parse().ok().map(|half| half_name(locale, half).to_owned()),
        "kind" => text.parse().ok().map(|kind| super::kind_name(locale, kind).to_owned()),
        "occasion" => text.parse().ok().map(|occasion| occasion_name(locale, occasion).to_owned()),
        "by" => Some(role(locale, text)),
        "outcome" => Some(outcome(locale, text)),
        _ => None,
    };
    let at = || text.parse::<DateTime<Utc>>().ok().map(|at| moment(locale, at));
    let on = || text.parse::<NaiveDate>().ok().map(|on| date(locale, on));
    known.or_else(at).or_else(on).unwrap_or_else(|| text.clone())
}

fn role(locale: Locale, text: &str) -> String {
    match (text, text.parse::<Role>()) {
        (_, Ok(role)) => role_name(locale, role),
        ("participant", _) => td_string!(locale, rights.participant),
        ("installation", _) => td_string!(locale, rights.installation),
        _ => td_string!(locale, rights.account),
    }
    .to_owned()
}

fn outcome(locale: Locale, text: &str) -> String {
    match text {
        "accepted" => td_string!(locale, rights.accepted),
        "declined" => td_string!(locale, rights.declined),
        _ => td_string!(locale, rights.withdrawn),
    }
    .to_owned()
}

fn section_title(locale: Locale, key: &str) -> &'static str {
    match key {
        "entries" => td_string!(locale, rights.sec_entries),
        "consents" => td_string!(locale, rights.sec_consents),
        "campaigns" => td_string!(locale, rights.sec_campaigns),
        "kept_apart" => td_string!(locale, rights.sec_kept_apart),
        "search_words" => td_string!(locale, rights.sec_search_words),
        "codes" => td_string!(locale, rights.sec_codes),
        "sign_ins" => td_string!(locale, rights.sec_sign_ins),
        "requests" => td_string!(locale, rights.sec_requests),
        "lists" => td_string!(locale, rights.sec_lists),
        "photos" => td_string!(locale, rights.sec_photos),
        "waiting" => td_string!(locale, rights.sec_waiting),
        "nominations" => td_string!(locale, rights.sec_nominations),
        "messages" => td_string!(locale, rights.sec_messages),
        "calendar" => td_string!(locale, rights.sec_calendar),
        "enrolments" => td_string!(locale, rights.sec_enrolments),
        "attendance" => td_string!(locale, rights.sec_attendance),
        "scores" => td_string!(locale, rights.sec_scores),
        "answers" => td_string!(locale, rights.sec_answers),
        "ratings" => td_string!(locale, rights.sec_ratings),
        "decisions" => td_string!(locale, rights.sec_decisions),
        "evaluations" => td_string!(locale, rights.sec_evaluations),
        "certificates" => td_string!(locale, rights.sec_certificates),
        _ => td_string!(locale, rights.sec_trail),
    }
}

fn column(locale: Locale, name: &str) -> String {
    match name {
        "wording" => td_string!(locale, rights.col_wording),
        "added_at" => td_string!(locale, rights.col_added_at),
        "file" => td_string!(locale, rights.col_file),
        "given_on" => td_string!(locale, rights.col_given_on),
        "recorded_at" => td_string!(locale, rights.col_recorded_at),
        "withdrawn_at" => td_string!(locale, rights.col_withdrawn_at),
        "campaign" => td_string!(locale, rights.col_campaign),
        "since" => td_string!(locale, rights.col_since),
        "said_at" => td_string!(locale, rights.col_said_at),
        "word" => td_string!(locale, rights.col_word),
        "issued_at" => td_string!(locale, rights.col_issued_at),
        "revoked_at" => td_string!(locale, rights.col_revoked_at),
        "device" => td_string!(locale, rights.col_device),
        "created_at" => td_string!(locale, rights.col_created_at),
        "updated_at" => td_string!(locale, rights.col_updated_at),
        "last_seen_at" => td_string!(locale, rights.col_last_seen_at),
        "expires_at" => td_string!(locale, rights.col_expires_at),
        "ended_at" => td_string!(locale, rights.col_ended_at),
        "kind" => td_string!(locale, rights.col_kind),
        "detail" => td_string!(locale, rights.col_detail),
        "asked_at" => td_string!(locale, rights.col_asked_at),
        "closed_at" => td_string!(locale, rights.col_closed_at),
        "outcome" => td_string!(locale, rights.col_outcome),
        "reason" => td_string!(locale, rights.reason),
        "sender" => td_string!(locale, rights.col_sender),
        "received_at" => td_string!(locale, rights.col_received_at),
        "cells" => td_string!(locale, rights.col_cells),
        "before" => td_string!(locale, rights.col_before),
        "at" => td_string!(locale, rights.at),
        "by" => td_string!(locale, rights.by),
        "act" => td_string!(locale, rights.act),
        "birth_year_about" => td_string!(locale, rights.col_birth_year_about),
        "sound_key" => td_string!(locale, rights.col_sound_key),
        "merged" => td_string!(locale, rights.col_merged),
        other => return column_of_workshops(locale, other),
    }
    .to_owned()
}

fn column_of_workshops(locale: Locale, name: &str) -> String {
    match name {
        "workshop" => td_string!(locale, rights.col_workshop),
        "nominated_by" => td_string!(locale, rights.col_nominated_by),
        "nominated_at" => td_string!(locale, rights.col_nominated_at),
        "set_aside_at" => td_string!(locale, rights.col_set_aside_at),
        "channel" => td_string!(locale, rights.col_channel),
        "state" => td_string!(locale, rights.col_state),
        "settled_at" => td_string!(locale, rights.col_settled_at),
        "city" => td_string!(locale, rights.col_city),
        "starts_on" => td_string!(locale, rights.col_starts_on),
        "ends_on" => td_string!(locale, rights.col_ends_on),
        "enrolled_at" => td_string!(locale, rights.col_enrolled_at),
        "confirmed_at" => td_string!(locale, rights.col_confirmed_at),
        "declined_at" => td_string!(locale, rights.col_declined_at),
        "occasion" => td_string!(locale, rights.col_occasion),
        "held_on" => td_string!(locale, rights.col_held_on),
        "half" => td_string!(locale, rights.col_half),
        "status" => td_string!(locale, rights.col_status),
        "device_time" => td_string!(locale, rights.col_device_time),
        "test" => td_string!(locale, rights.col_test),
        "question" => td_string!(locale, rights.col_question),
        "points" => td_string!(locale, rights.col_points),
        "max_points" => td_string!(locale, rights.col_max_points),
        "levels" => td_string!(locale, rights.col_levels),
        "remark" => td_string!(locale, rights.col_remark),
        "serial" => td_string!(locale, rights.col_serial),
        "holder_name" => td_string!(locale, rights.col_holder_name),
        "hours" => td_string!(locale, rights.col_hours),
        "expires_on" => td_string!(locale, rights.col_expires_on),
        // What else there is has the name of its field in the form.
        field => return field_label(locale, field),
    }
    .to_owned()
}
