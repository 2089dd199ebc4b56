//! The audit trail in words.

use crate::i18n::Locale;
use crate::people::pages::field_label;
use crate::people::store::trail::TrailLine;
use crate::ui::format::number;
use leptos_i18n::td_string;

/// Every verb of the trail, in the order of the filter's list.
pub const VERBS: &[&str] = &[
    "person.read",
    "people.searched",
    "people.compared",
    "participants.read",
    "roster.read",
    "scan.read",
    "scores.read",
    "evaluation.read",
    "standings.read",
    "certificate.read",
    "import.read",
    "trail.read",
    "requests.read",
    "person.copied",
    "request.opened",
    "request.withdrawn",
    "request.accepted",
    "request.declined",
    "person.erased",
    "person.added",
    "person.changed",
    "person.merged",
    "person.merge_undone",
    "person.kept_apart",
    "person.forgotten",
    "absence.added",
    "absence.removed",
    "competence.set",
    "holiday.added",
    "holiday.removed",
    "journey.set",
    "workshop.cancelled",
    "workshop.changed",
    "photo.added",
    "photo.removed",
    "scan.kept",
    "scan.removed",
    "enrolment.added",
    "enrolment.withdrawn",
    "enrolment.confirmed",
    "enrolment.declined",
    "enrolment.substituted",
    "nomination_link.made",
    "nomination_link.closed",
    "nomination.made",
    "nomination.chosen",
    "nomination.set_aside",
    "nomination.taken_up",
    "quota.set",
    "quota.removed",
    "workshop.invited",
    "message.written",
    "message.recovered",
    "calendar_link.made",
    "calendar_link.ended",
    "results.released",
    "results.withheld",
    "waiting.added",
    "waiting.removed",
    "access_code.issued",
    "score.recorded",
    "answers.recorded",
    "certificate.issued",
    "import.uploaded",
    "import.mapped",
    "import.decided",
    "import.institutions",
    "import.applied",
    "import.undone",
    "sign_in.opened",
    "sign_in.ended",
    "password.changed",
    "account.added",
    "account.disabled",
    "account.enabled",
    "role.granted",
    "campaign.added",
    "wish.removed",
    "wish.added",
    "plan.adopted",
    "plan.stopped",
    "plan.asked",
    "workshop.rearranged",
    "workshop.created",
    "workshop.reinstated",
    "workshop.told",
    "curriculum.published",
    "tests.added",
    "venue.added",
    "institution.added",
    "gazetteer.loaded",
    "team.joined",
    "team.left",
    "questions.taken",
    "question.rewritten",
    "question.retired",
    "test.opened",
    "test.closed",
    "test.handed_in",
    "evaluation.opened",
    "evaluation.closed",
    "evaluation_form.written",
    "room_code.allowed",
    "room_code.ended",
    "half_day.closed",
    "half_day.reopened",
    "retention.run",
    "processing.exported",
];

/// What a line tells of; the verb itself where it has no words.
pub fn act(locale: Locale, verb: &str) -> String {
    match verb {
        "person.read" => td_string!(locale, rights.act_person_read),
        "people.searched" => td_string!(locale, rights.act_people_searched),
        "people.compared" => td_string!(locale, rights.act_people_compared),
        "participants.read" => td_string!(locale, rights.act_participants_read),
        "roster.read" => td_string!(locale, rights.act_roster_read),
        "scores.read" => td_string!(locale, rights.act_scores_read),
        "standings.read" => td_string!(locale, rights.act_standings_read),
        "certificate.read" => td_string!(locale, rights.act_certificate_read),
        "import.read" => td_string!(locale, rights.act_import_read),
        "trail.read" => td_string!(locale, rights.act_trail_read),
        "person.added" => td_string!(locale, rights.act_person_added),
        "person.changed" => td_string!(locale, rights.act_person_changed),
        "person.merged" => td_string!(locale, rights.act_person_merged),
        "person.merge_undone" => td_string!(locale, rights.act_person_merge_undone),
        "person.kept_apart" => td_string!(locale, rights.act_person_kept_apart),
        "person.forgotten" => td_string!(locale, rights.act_person_forgotten),
        "enrolment.added" => td_string!(locale, rights.act_enrolment_added),
        "enrolment.withdrawn" => td_string!(locale, rights.act_enrolment_withdrawn),
        "enrolment.confirmed" => td_string!(locale, rights.act_enrolment_confirmed),
        "enrolment.declined" => td_string!(locale, rights.act_enrolment_declined),
        "waiting.added" => td_string!(locale, rights.act_waiting_added),
        "waiting.removed" => td_string!(locale, rights.act_waiting_removed),
        "access_code.issued" => td_string!(locale, rights.act_access_code_issued),
        "score.recorded" => td_string!(locale, rights.act_score_recorded),
        "answers.recorded" => td_string!(locale, rights.act_answers_recorded),
        "certificate.issued" => td_string!(locale, rights.act_certificate_issued),
        "requests.read" => td_string!(locale, rights.act_requests_read),
        "absence.added" => td_string!(locale, rights.act_absence_added),
        "absence.removed" => td_string!(locale, rights.act_absence_removed),
        "competence.set" => td_string!(locale, rights.act_competence_set),
        "holiday.added" => td_string!(locale, rights.act_holiday_added),
        "holiday.removed" => td_string!(locale, rights.act_holiday_removed),
        "journey.set" => td_string!(locale, rights.act_journey_set),
        "wish.removed" => td_string!(locale, rights.act_wish_removed),
        "wish.added" => td_string!(locale, rights.act_wish_added),
        "plan.adopted" => td_string!(locale, rights.act_plan_adopted),
        "plan.stopped" => td_string!(locale, rights.act_plan_stopped),
        "plan.asked" => td_string!(locale, rights.act_plan_asked),
        "workshop.rearranged" => td_string!(locale, rights.act_workshop_rearranged),
        "workshop.cancelled" => td_string!(locale, rights.act_workshop_cancelled),
        "workshop.reinstated" => td_string!(locale, rights.act_workshop_reinstated),
        "workshop.told" => td_string!(locale, rights.act_workshop_told),
        "workshop.changed" => td_string!(locale, rights.act_workshop_changed),
        "photo.added" => td_string!(locale, rights.act_photo_added),
        "photo.removed" => td_string!(locale, rights.act_photo_removed),
        "person.copied" => td_string!(locale, rights.act_person_copied),
        "person.erased" => td_string!(locale, rights.act_person_erased),
        "request.opened" => td_string!(locale, rights.act_request_opened),
        "request.withdrawn" => td_string!(locale, rights.act_request_withdrawn),
        "request.accepted" => td_string!(locale, rights.act_request_accepted),
        "request.declined" => td_string!(locale, rights.act_request_declined),
        other => return act_of_the_house(locale, other),
    }
    .to_owned()
}

/// The same for what concerns no participant in particular.
fn act_of_the_house(locale: Locale, verb: &str) -> String {
    match verb {
        "import.uploaded" => td_string!(locale, rights.act_import_uploaded),
        "import.mapped" => td_string!(locale, rights.act_import_mapped),
        "import.decided" => td_string!(locale, rights.act_import_decided),
        "import.institutions" => td_string!(locale, rights.act_import_institutions),
        "import.applied" => td_string!(locale, rights.act_import_applied),
        "import.undone" => td_string!(locale, rights.act_import_undone),
        "sign_in.opened" => td_string!(locale, rights.act_sign_in_opened),
        "sign_in.ended" => td_string!(locale, rights.act_sign_in_ended),
        "password.changed" => td_string!(locale, rights.act_password_changed),
        "account.added" => td_string!(locale, rights.act_account_added),
        "account.disabled" => td_string!(locale, rights.act_account_disabled),
        "account.enabled" => td_string!(locale, rights.act_account_enabled),
        "role.granted" => td_string!(locale, rights.act_role_granted),
        "campaign.added" => td_string!(locale, rights.act_campaign_added),
        "workshop.created" => td_string!(locale, rights.act_workshop_created),
        "curriculum.published" => td_string!(locale, rights.act_curriculum_published),
        "tests.added" => td_string!(locale, rights.act_tests_added),
        "scan.read" => td_string!(locale, rights.act_scan_read),
        "scan.kept" => td_string!(locale, rights.act_scan_kept),
        "scan.removed" => td_string!(locale, rights.act_scan_removed),
        "venue.added" => td_string!(locale, rights.act_venue_added),
        "institution.added" => td_string!(locale, rights.act_institution_added),
        "gazetteer.loaded" => td_string!(locale, rights.act_gazetteer_loaded),
        "team.joined" => td_string!(locale, rights.act_team_joined),
        "team.left" => td_string!(locale, rights.act_team_left),
        "questions.taken" => td_string!(locale, rights.act_questions_taken),
        "question.rewritten" => td_string!(locale, rights.act_question_rewritten),
        "question.retired" => td_string!(locale, rights.act_question_retired),
        "test.opened" => td_string!(locale, rights.act_test_opened),
        "test.closed" => td_string!(locale, rights.act_test_closed),
        "test.handed_in" => td_string!(locale, rights.act_test_handed_in),
        "room_code.allowed" => td_string!(locale, rights.act_room_code_allowed),
        "room_code.ended" => td_string!(locale, rights.act_room_code_ended),
        "half_day.closed" => td_string!(locale, rights.act_half_day_closed),
        "half_day.reopened" => td_string!(locale, rights.act_half_day_reopened),
        "retention.run" => td_string!(locale, rights.act_retention_run),
        "processing.exported" => td_string!(locale, rights.act_processing_exported),
        other => return act_around_seats(locale, other),
    }
    .to_owned()
}

/// The same of nominations, invitations, calendars, results and evaluations.
fn act_around_seats(locale: Locale, verb: &str) -> String {
    match verb {
        "enrolment.substituted" => td_string!(locale, rights.act_enrolment_substituted),
        "nomination_link.made" => td_string!(locale, rights.act_nomination_link_made),
        "nomination_link.closed" => td_string!(locale, rights.act_nomination_link_closed),
        "nomination.made" => td_string!(locale, rights.act_nomination_made),
        "nomination.chosen" => td_string!(locale, rights.act_nomination_chosen),
        "nomination.set_aside" => td_string!(locale, rights.act_nomination_set_aside),
        "nomination.taken_up" => td_string!(locale, rights.act_nomination_taken_up),
        "quota.set" => td_string!(locale, rights.act_quota_set),
        "quota.removed" => td_string!(locale, rights.act_quota_removed),
        "workshop.invited" => td_string!(locale, rights.act_workshop_invited),
        "message.written" => td_string!(locale, rights.act_message_written),
        "message.recovered" => td_string!(locale, rights.act_message_recovered),
        "calendar_link.made" => td_string!(locale, rights.act_calendar_link_made),
        "calendar_link.ended" => td_string!(locale, rights.act_calendar_link_ended),
        "results.released" => td_string!(locale, rights.act_results_released),
        "results.withheld" => td_string!(locale, rights.act_results_withheld),
        "evaluation.read" => td_string!(locale, rights.act_evaluation_read),
        "evaluation.opened" => td_string!(locale, rights.act_evaluation_opened),
        "evaluation.closed" => td_string!(locale, rights.act_evaluation_closed),
        "evaluation_form.written" => td_string!(locale, rights.act_evaluation_form_written),
        other => other,
    }
    .to_owned()
}

/// What a line adds: which fields were changed, how many people were read.
pub fn detail(locale: Locale, line: &TrailLine) -> Option<String> {
    if let Some(fields) = line.detail.get("fields").and_then(|fields| fields.as_array()) {
        let labels: Vec<String> =
            fields.iter().filter_map(|field| field.as_str()).map(|field| field_label(locale, field)).collect();
        return (!labels.is_empty()).then(|| labels.join(", "));
    }
    let people = line.detail.get("people").or(line.detail.get("rows")).and_then(serde_json::Value::as_i64)?;
    Some(td_string!(locale, rights.people_count, count = number(locale, people)).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_of_the_list_has_words_in_both_languages() {
        for verb in VERBS {
            for locale in [Locale::fr, Locale::en] {
                assert_ne!(act(locale, verb), *verb, "{locale}");
            }
        }
    }
}
