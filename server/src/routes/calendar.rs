//! Calendars to subscribe to, and to take once.

use crate::calendar::calendar;
use app::door::{AppState, Failed, Visit};
use app::i18n::Locale;
use app::ids::{CampaignId, EnrolmentId};
use app::schema::error::UseError;
use app::workshops::pages::calendar_name;
use app::workshops::store::calendar::{of_link, of_seat};
use app::workshops::store::schedule::schedule;
use axum::Router;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// The addresses of the calendars.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/calendar/{file}", get(subscribed))
        .route("/enrolments/{enrolment}/calendar.ics", get(one_workshop))
        .route("/campaigns/{id}/schedule.ics", get(campaign))
}

/// The calendar behind a link, for whoever holds it.
async fn subscribed(visit: Visit, Path(file): Path<String>) -> Result<Response, Failed> {
    let token = file.strip_suffix(".ics").ok_or(UseError::NotFound)?;
    let found = of_link(&visit.caller(), token).await?;
    let locale: Locale = found.language.parse().unwrap_or_default();
    let text = calendar(calendar_name(locale), locale, &found.entries, &found.workshops);
    Ok(ics(text, "inline; filename=\"relais.ics\""))
}

/// The half-days of one's own seat in one workshop.
async fn one_workshop(visit: Visit, Path(enrolment): Path<EnrolmentId>) -> Result<Response, Failed> {
    let entries = of_seat(&visit.caller(), enrolment).await?;
    let text = calendar(calendar_name(visit.locale), visit.locale, &entries, &[]);
    Ok(ics(text, "attachment; filename=\"atelier.ics\""))
}

/// The workshops of a campaign, to be put into a calendar once.
async fn campaign(visit: Visit, Path(id): Path<CampaignId>) -> Result<Response, Failed> {
    let found = schedule(&visit.caller(), id).await?;
    let text = calendar(&found.campaign.title, visit.locale, &[], &found.workshops);
    Ok(ics(text, "attachment; filename=\"campagne.ics\""))
}

fn ics(text: String, disposition: &'static str) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "private, no-store"),
    ];
    (headers, text).into_response()
}
