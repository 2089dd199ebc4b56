//! Every address that people read or send forms to.

use crate::door::AppState;
use crate::{
    assessments, attendance, campaigns, certificates, dossier, home, imports, indicators, messages, nominations,
    people, plans, reports, rights, scheduling, workshops,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// The pages and forms of all slices.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/", get(home::home))
        .merge(people())
        .merge(register())
        .merge(imports())
        .merge(rights())
        .merge(scheduling())
        .merge(workshops())
        .merge(attendance())
        .merge(scans())
        .merge(tests())
        .merge(evaluations())
        .merge(plans())
        .merge(nominations())
        .merge(qualification())
        .merge(templates())
        .route("/campaigns/new", get(campaigns::pages::new_campaign).post(campaigns::pages::add_campaign))
        .merge(certificates())
        .merge(curricula())
}

fn curricula() -> Router<AppState> {
    use campaigns::{editing, figures, pages};
    let picture = DefaultBodyLimit::max(figures::picture::MAX_BYTES + (1 << 20));
    Router::new()
        .route("/curricula", get(pages::list_curricula))
        .route("/curricula/{id}", get(pages::curriculum))
        .route("/curricula/{id}/modules/{number}", get(pages::module))
        .route("/curricula/{id}/modules/{number}/edit", get(editing::pages::edit_module))
        .route("/curricula/{id}/publish", get(editing::pages::ask_edition).post(editing::forms::send_edition))
        .route(
            "/curricula/{id}/figures",
            get(figures::pages::list_figures).post(figures::pages::add_figure).layer(picture),
        )
        .route("/curricula/{id}/figures/{name}", get(figures::pages::figure))
}

fn people() -> Router<AppState> {
    use people::{forms, pages};
    Router::new()
        .route("/sign-in", get(pages::sign_in).post(forms::sign_in))
        .route("/sign-out", post(forms::sign_out))
        .route("/language", post(forms::set_language))
        .route("/setup/{token}", get(pages::setup).post(forms::set_up))
        .route("/account", get(pages::account))
        .route("/account/password", post(forms::change_password))
        .route("/account/sign-ins/{id}/end", post(forms::end_sign_in))
        .route("/accounts", get(pages::list_accounts).post(forms::add_account))
        .route("/accounts/{id}/disable", post(forms::disable_account))
        .route("/accounts/{id}/enable", post(forms::enable_account))
}

fn register() -> Router<AppState> {
    use people::{forms, pages};
    let photo = DefaultBodyLimit::max(people::photo::MAX_BYTES + (1 << 20));
    Router::new()
        .route("/people", get(pages::register))
        .route("/people/new", get(pages::new_person).post(forms::add_person))
        .route("/people/duplicates", get(pages::list_duplicates))
        .route("/people/{id}", get(dossier::dossier))
        .route("/people/{id}/change", get(pages::change_person).post(forms::change_person))
        .route("/people/{id}/photo", get(pages::change_photo).post(forms::set_photo).layer(photo))
        .route("/people/{id}/photo/remove", post(forms::remove_photo))
        .route("/people/{id}/photo.jpg", get(pages::portrait))
        .route("/people/{id}/merge/{other}", get(pages::compare).post(forms::merge_people))
        .route("/people/{id}/apart/{other}", post(forms::keep_apart))
        .route("/merges/{id}/undo", post(forms::undo_merge))
}

fn rights() -> Router<AppState> {
    use rights::{forms, pages};
    Router::new()
        .route("/my-data", get(pages::my_data))
        .route("/my-data/correction", get(pages::correction).post(forms::propose))
        .route("/my-data/erasure", post(forms::ask_erasure))
        .route("/my-data/copy.zip", get(forms::my_copy))
        .route("/my-data/requests/{request}/withdraw", post(forms::take_back))
        .route("/requests", get(pages::list_requests))
        .route("/requests/{request}", get(pages::request))
        .route("/requests/{request}/accept", post(forms::accept))
        .route("/requests/{request}/decline", post(forms::decline))
        .route("/people/{id}/trail", get(pages::person_trail))
        .route("/people/{id}/copy.zip", get(forms::person_copy))
        .route("/people/{id}/erase", get(pages::erase).post(forms::erase))
        .route("/audit", get(pages::audit))
        .route("/processing-register.csv", get(forms::processing_register))
}

fn imports() -> Router<AppState> {
    use imports::{forms, pages};
    let body = DefaultBodyLimit::max(imports::sheet::MAX_BYTES + (1 << 20));
    Router::new()
        .route("/imports", get(pages::list_imports).post(forms::upload).layer(body))
        .route("/imports/template.xlsx", get(forms::template))
        .route("/imports/{id}", get(pages::import))
        .route("/imports/{id}/mapping", post(forms::set_mapping))
        .route("/imports/{id}/institutions", post(forms::name_institutions))
        .route("/imports/{id}/decisions", post(forms::decide))
        .route("/imports/{id}/apply", post(forms::apply))
        .route("/imports/{id}/undo", post(forms::undo))
        .route("/imports/{id}/corrections.xlsx", get(forms::corrections))
}

fn scheduling() -> Router<AppState> {
    use scheduling::{forms, pages};
    Router::new()
        .route("/campaigns/{id}/conditions", get(pages::show_conditions))
        .route("/campaigns/{id}/holidays", post(forms::holiday))
        .route("/campaigns/{id}/holidays/{holiday}/remove", post(forms::end_holiday))
        .route("/campaigns/{id}/absences", post(forms::absence))
        .route("/campaigns/{id}/absences/{absence}/remove", post(forms::end_absence))
        .route("/campaigns/{id}/trainers/{trainer}", post(forms::competence))
        .route("/campaigns/{id}/journeys", post(forms::journey))
}

fn workshops() -> Router<AppState> {
    use workshops::{forms, pages};
    Router::new()
        .route("/campaigns/{id}/schedule", get(pages::show_schedule))
        .route("/campaigns/{id}/schedule.xlsx", get(forms::schedule_sheet))
        .route("/campaigns/{id}/today", get(attendance::live::pages::show_today))
        .route("/campaigns/{id}/today/events", get(attendance::live::events::today_events))
        .route("/campaigns/{id}/attendance", get(attendance::rates::pages::show_rates))
        .route("/workshops", get(pages::list))
        .route("/campaigns/{id}/workshops/new", get(pages::new_workshop).post(forms::create_workshop))
        .route("/workshops/{id}", get(pages::overview))
        .route("/workshops/{id}/change", get(pages::change_workshop).post(forms::change_workshop))
        .route("/workshops/{id}/cancel", get(pages::ask_cancel).post(forms::cancel_workshop))
        .route("/workshops/{id}/reinstate", post(forms::reinstate_workshop))
        .route("/workshops/{id}/report", get(reports::pages::show_report).post(reports::forms::write_report))
        .route("/workshops/{id}/timetable", get(pages::timetable).post(forms::edit_line))
        .route("/workshops/{id}/timetable/edit", get(pages::edit_timetable))
        .route("/workshops/{id}/participants", get(pages::list_participants).post(forms::enrol_known))
        .route("/workshops/{id}/participants/new", post(forms::enrol_new_person))
        .route("/workshops/{id}/participants/{enrolment}/withdraw", post(forms::withdraw_participant))
        .route("/workshops/{id}/participants/{enrolment}/code", post(forms::renew_one))
        .route("/workshops/{id}/waiting", post(forms::wait_for_seat))
        .route("/workshops/{id}/waiting/{person}/leave", post(forms::stop_waiting))
        .route("/enrolments/{enrolment}/confirm", post(forms::confirm_seat))
        .route("/enrolments/{enrolment}/decline", post(forms::decline_seat))
        .route("/calendar", get(pages::my_calendar).post(forms::make_calendar_link))
        .route("/calendar/end", post(forms::end_calendar_link))
        .route("/workshops/{id}/codes", post(forms::renew_all))
        .route("/workshops/{id}/letters", get(pages::letters))
        .route("/workshops/{id}/findings", get(assessments::findings::pages::show_workshop))
        .route("/workshops/{id}/findings.xlsx", get(assessments::findings::forms::workshop_file))
        .route("/campaigns/{id}/findings", get(assessments::findings::pages::show_campaign))
        .route("/campaigns/{id}/findings.xlsx", get(assessments::findings::forms::campaign_file))
        .route("/workshops/{id}/scores/release", post(assessments::forms::release_results))
        .route("/workshops/{id}/scores/withhold", post(assessments::forms::withhold_results))
        .route("/workshops/{id}/scores", get(assessments::pages::scores).post(assessments::forms::record_scores))
        .route(
            "/workshops/{id}/certificates",
            get(certificates::pages::list_standings).post(certificates::forms::issue_certificates),
        )
        .route("/workshops/{id}/certificates/{enrolment}", post(certificates::forms::issue_certificate))
}

fn attendance() -> Router<AppState> {
    use attendance::{forms, lists, pages, queue, room};
    let list = DefaultBodyLimit::max(imports::sheet::MAX_BYTES + (1 << 20));
    let marks = DefaultBodyLimit::max(4 * queue::MAX_BYTES);
    let queue = get(pages::ask_queue).post(forms::take_queue).layer(DefaultBodyLimit::max(queue::MAX_BYTES + 4_096));
    Router::new()
        .route("/field", get(pages::field))
        .route("/workshops/{id}/attendance", get(pages::marking).post(forms::mark_half_day))
        .route("/workshops/{id}/attendance/closing", post(forms::turn_half_day))
        .route("/workshops/{id}/attendance/history", get(pages::show_history))
        .route("/workshops/{id}/attendance/settle", post(forms::settle_dispute))
        .route("/workshops/{id}/attendance/queue", queue)
        .route("/workshops/{id}/attendance/list", get(lists::pages::ask_list).post(lists::forms::send_list).layer(list))
        .route("/workshops/{id}/attendance/list/take", post(lists::forms::take_list).layer(marks))
        .route("/workshops/{id}/attendance/list.xlsx", get(lists::forms::empty_list))
        .route("/workshops/{id}/attendance/room", get(room::pages::room_code).post(room::forms::turn_room_code))
        .route("/here", get(room::pages::here).post(room::forms::arrive))
}

fn tests() -> Router<AppState> {
    use assessments::bank::editing;
    use assessments::{answering, bank, composing, practice, rescoring, sheets};
    let body = DefaultBodyLimit::max(bank::forms::MAX_BODY);
    Router::new()
        .route("/curricula/{id}/questions", get(bank::pages::show_bank).post(bank::forms::bring).layer(body))
        .route("/curricula/{id}/questions/take", post(bank::forms::take_brought).layer(body))
        .route("/curricula/{id}/questions/template.xlsx", get(bank::forms::template))
        .route("/curricula/{id}/questions/new", get(editing::pages::new_question).post(editing::forms::send_new))
        .route("/curricula/{id}/questions/{file}", get(bank::forms::bank_file))
        .route(
            "/curricula/{id}/questions/{question}/change",
            get(editing::pages::change_question).post(editing::forms::send_change),
        )
        .route("/curricula/{id}/questions/{question}/retire", post(bank::forms::retire_question))
        .route("/curricula/{id}/tests", get(composing::pages::ask_tests).post(composing::forms::compose_tests))
        .route(
            "/curricula/{id}/tests/{test}/rescoring",
            get(rescoring::pages::show_rescoring).post(rescoring::forms::send_rescoring),
        )
        .route("/curricula/{id}/rubric", get(practice::pages::show_rubric).post(practice::forms::send_rubric))
        .route("/workshops/{id}/practice", get(practice::pages::show_overview))
        .route(
            "/workshops/{id}/practice/{enrolment}",
            get(practice::pages::show_rating).post(practice::forms::send_rating),
        )
        .route("/workshops/{id}/tests", post(answering::forms::turn_test))
        .route("/workshops/{id}/tests/{test}/paper", get(sheets::pages::show_printed))
        .route("/workshops/{id}/tests/{test}/sheets", get(sheets::pages::show_sheets).post(sheets::forms::enter_sheets))
        .route("/tests/{opening}", get(answering::pages::show_paper).post(answering::forms::send_paper))
}

fn certificates() -> Router<AppState> {
    use certificates::pages::{campaign, changing};
    use certificates::{forms, keys, verifying};
    // The page of a certificate itself is beside its papers (`server/src/routes/downloads.rs`).
    Router::new()
        .route("/.well-known/relais-keys.json", get(keys::pages::public_keys))
        .route("/verify", get(verifying::forms::look_up))
        .route("/verify/{serial}", get(verifying::pages::verification))
        .route("/certificates/{serial}/revoke", get(changing::ask_revoke).post(forms::send_revoke))
        .route("/certificates/{serial}/reissue", get(changing::ask_reissue).post(forms::send_reissue))
        .route("/campaigns/{id}/certificates", get(campaign::show_campaign).post(forms::issue_campaign))
}

fn qualification() -> Router<AppState> {
    use certificates::qualification::{forms, pages, people};
    Router::new()
        .route("/campaigns/{id}/levels", get(indicators::levels::pages::show_levels))
        .route("/campaigns/{id}/qualification", get(pages::show_rule).post(forms::compose_rule))
        .route("/workshops/{id}/conditions", get(people::show_conditions).post(forms::say_conditions))
        .route("/workshops/{id}/qualification/{enrolment}", get(people::ask_decision).post(forms::send_decision))
}

/// What draws certificates stands with the printer: `server/src/routes/templates.rs`.
fn templates() -> Router<AppState> {
    use certificates::templates::{forms, image, pages};
    let body = DefaultBodyLimit::max(image::MAX_BYTES + (1 << 20));
    Router::new()
        .route("/campaigns/{id}/certificate-templates", get(pages::list_templates))
        .route("/campaigns/{id}/template-images", post(forms::send_image).layer(body))
        .route("/campaigns/{id}/template-images/{image}", get(forms::show_image))
        .route("/campaigns/{id}/template-images/{image}/remove", post(forms::remove_image))
}

fn evaluations() -> Router<AppState> {
    use assessments::evaluations::forms::{send_answers, turn_evaluation, write_form};
    use assessments::evaluations::pages::answering::show_asked;
    use assessments::evaluations::pages::opening::show_held;
    use assessments::evaluations::pages::results::{show_campaign, show_results};
    use assessments::evaluations::pages::writing::show_form;
    Router::new()
        .route("/curricula/{id}/evaluations", get(show_form).post(write_form))
        .route("/workshops/{id}/evaluations", get(show_held).post(turn_evaluation))
        .route("/workshops/{id}/evaluations/{evaluation}", get(show_results))
        .route("/campaigns/{id}/evaluations", get(show_campaign))
        .route("/evaluations/{evaluation}", get(show_asked).post(send_answers))
}

fn scans() -> Router<AppState> {
    use attendance::scans::{forms, model, pages};
    let body = DefaultBodyLimit::max(model::MAX_BYTES + (1 << 20));
    Router::new()
        .route("/workshops/{id}/attendance/scans", get(pages::list_scans).post(forms::send_scan).layer(body))
        .route("/workshops/{id}/attendance/scans/{scan}", get(pages::scan))
        .route("/workshops/{id}/attendance/scans/{scan}/remove", get(pages::ask_remove).post(forms::remove_scan))
}

fn plans() -> Router<AppState> {
    use plans::{forms, pages};
    Router::new()
        .route("/campaigns/{id}/plan", get(pages::show_plan).post(forms::ask_plan))
        .route("/campaigns/{id}/wishes", post(forms::wish))
        .route("/campaigns/{id}/wishes/{wish}/give-up", post(forms::give_up))
        .route("/plans/{plan}/stop", post(forms::stop_plan))
        .route("/plans/{plan}/adopt", post(forms::adopt_plan))
}

fn nominations() -> Router<AppState> {
    use nominations::{forms, pages};
    Router::new()
        .route("/nominate/{token}", get(pages::nominate).post(forms::send_nomination))
        .route("/workshops/{id}/nominations", get(pages::list_nominations).post(forms::decide))
        .route("/workshops/{id}/nominations/list", post(forms::name_everyone))
        .route("/workshops/{id}/nomination-links", post(forms::make_link))
        .route("/workshops/{id}/nomination-links/{link}/close", post(forms::close_link))
        .route(
            "/workshops/{id}/invitations",
            get(messages::pages::list_invitations).post(messages::forms::send_invitations),
        )
        .route("/workshops/{id}/quotas", post(forms::set_quota))
        .route("/workshops/{id}/quotas/{quota}/remove", post(forms::remove_quota))
        .route(
            "/workshops/{id}/participants/{enrolment}/substitute",
            get(pages::substitute).post(forms::send_substitute),
        )
}
