//! The register of processing, as a table for spreadsheets.

use crate::i18n::Locale;
use crate::rights::model::{Activity, Rule};
use leptos_i18n::td_string;

/// The register as CSV, in the reader's language: with a byte order mark, and a
/// semicolon in French, as spreadsheets there expect.
///
/// # Errors
/// If it cannot be written, which only a lack of memory gives reason for.
pub fn as_csv(locale: Locale, counts: &[(Activity, u64)]) -> Result<Vec<u8>, csv::Error> {
    let delimiter = match locale {
        Locale::fr => b';',
        Locale::en => b',',
    };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record([
        td_string!(locale, rights.proc_activity),
        td_string!(locale, rights.proc_purpose),
        td_string!(locale, rights.proc_basis),
        td_string!(locale, rights.proc_people),
        td_string!(locale, rights.proc_data),
        td_string!(locale, rights.proc_recipients),
        td_string!(locale, rights.proc_retention),
        td_string!(locale, rights.proc_count),
    ])?;
    for (activity, count) in counts {
        let line = Line::of(locale, *activity);
        let retention = retention(locale, *activity);
        let count = count.to_string();
        writer.write_record([
            line.activity,
            line.purpose,
            basis(locale, *activity),
            people(locale, *activity),
            line.data,
            line.recipients,
            &retention,
            &count,
        ])?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// What the register says of an activity in words of its own.
struct Line {
    activity: &'static str,
    purpose: &'static str,
    data: &'static str,
    recipients: &'static str,
}

macro_rules! line {
    ($locale:ident, $activity:ident, $purpose:ident, $data:ident, $recipients:ident) => {
        Line {
            activity: td_string!($locale, rights.$activity),
            purpose: td_string!($locale, rights.$purpose),
            data: td_string!($locale, rights.$data),
            recipients: td_string!($locale, rights.$recipients),
        }
    };
}

impl Line {
    fn of(locale: Locale, activity: Activity) -> Self {
        match activity {
            Activity::Register => line!(locale, proc_register, purpose_register, data_register, to_organisers),
            Activity::Import => line!(locale, proc_import, purpose_import, data_import, to_organisers),
            Activity::Invitations => {
                line!(locale, proc_invitations, purpose_invitations, data_invitations, to_organisers)
            }
            Activity::Attendance => line!(locale, proc_attendance, purpose_attendance, data_attendance, to_trainers),
            Activity::Assessments => {
                line!(locale, proc_assessments, purpose_assessments, data_assessments, to_trainers)
            }
            Activity::Certificates => {
                line!(locale, proc_certificates, purpose_certificates, data_certificates, to_anyone)
            }
            Activity::Accounts => line!(locale, proc_accounts, purpose_accounts, data_accounts, to_administrators),
            Activity::Requests => line!(locale, proc_requests, purpose_requests, data_requests, to_organisers),
            Activity::Audit => line!(locale, proc_audit, purpose_audit, data_audit, to_administrators),
        }
    }
}

fn basis(locale: Locale, activity: Activity) -> &'static str {
    match activity {
        Activity::Register | Activity::Import => td_string!(locale, rights.basis_consent),
        Activity::Requests | Activity::Audit => td_string!(locale, rights.basis_law),
        _ => td_string!(locale, rights.basis_mission),
    }
}

fn people(locale: Locale, activity: Activity) -> &'static str {
    match activity {
        Activity::Accounts => td_string!(locale, rights.people_team),
        Activity::Audit => td_string!(locale, rights.people_both),
        _ => td_string!(locale, rights.people_actors),
    }
}

/// How long the data are kept: what the rules say, or what ends it.
fn retention(locale: Locale, activity: Activity) -> String {
    let kept = match activity {
        Activity::Audit => td_string!(locale, rights.keep_audit),
        Activity::Certificates => td_string!(locale, rights.keep_certificates),
        Activity::Import | Activity::Requests => "",
        Activity::Accounts => td_string!(locale, rights.keep_accounts),
        _ => td_string!(locale, rights.keep_until_erasure),
    };
    let rules = activity.rules().iter().map(|rule| rule_words(locale, *rule));
    let parts: Vec<String> = Some(kept.to_owned()).filter(|kept| !kept.is_empty()).into_iter().chain(rules).collect();
    parts.join(" ")
}

/// A rule in words, with its time.
#[must_use]
pub fn rule_words(locale: Locale, rule: Rule) -> String {
    let days = rule.after().num_days().to_string();
    match rule {
        Rule::ImportRows => td_string!(locale, rights.rule_import_rows, days = days).to_string(),
        Rule::SignIns => td_string!(locale, rights.rule_sign_ins, days = days).to_string(),
        Rule::AccessCodes => td_string!(locale, rights.rule_access_codes, days = days).to_string(),
        Rule::SetupLinks => td_string!(locale, rights.rule_setup_links, days = days).to_string(),
        Rule::Messages => td_string!(locale, rights.rule_messages, days = days).to_string(),
        Rule::Nominations => td_string!(locale, rights.rule_nominations, days = days).to_string(),
        Rule::Merges => td_string!(locale, rights.rule_merges, days = days).to_string(),
        Rule::Requests => td_string!(locale, rights.rule_requests, days = days).to_string(),
        Rule::SignedSheets => td_string!(locale, rights.rule_signed_sheets, days = days).to_string(),
        Rule::NeverEnrolled => td_string!(locale, rights.rule_never_enrolled, days = days).to_string(),
    }
}
