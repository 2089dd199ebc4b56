//! Papers to download.

use crate::papers::{self, Desk};
use crate::print::{PrintError, can_draw};
use crate::seals::sealer;
use app::assessments::findings::model::Findings;
use app::assessments::findings::pages::FindingsQuery;
use app::assessments::findings::report::{Given, Subject, report};
use app::assessments::findings::store::{of_campaign, of_workshop};
use app::attendance::store::{Roster, roster};
use app::campaigns::figures::store::files;
use app::campaigns::pages::EditionQuery;
use app::campaigns::store::{self as campaigns, Campaign};
use app::certificates::pages::one::show_certificate;
use app::certificates::store::paper;
use app::certificates::store::standing::standings;
use app::code::Code;
use app::door::{Answer, AppState, Failed, Visit, refusals};
use app::error::AppError;
use app::fields::{Problem, Refusal};
use app::ids::{CampaignId, CurriculumId, EnrolmentId, SessionId, WorkshopId};
use app::people::access::Act;
use app::reports::store::facts;
use app::schema::error::UseError;
use app::workshops::letters::{LettersForm, PRINTED, Wording};
use app::workshops::pages::letters_sheet;
use app::workshops::store::enrolment::{invite, participants};
use app::workshops::store::reading::{Workshop, find, timetable};
use app::workshops::store::schedule::schedule;
use axum::extract::{Path, Query};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use serde::Deserialize;

/// The addresses of the papers.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/certificates/{file}", get(certificate))
        .route("/certificates/seal.cer", get(seal))
        .route("/curricula/{id}/handout.pdf", get(handout))
        .route("/campaigns/{id}/schedule.pdf", get(plan))
        .route("/campaigns/{id}/results.pdf", get(campaign_results))
        .route("/workshops/{id}/attendance-sheet.pdf", get(attendance_sheet))
        .route("/workshops/{id}/results.pdf", get(workshop_results))
        .route("/workshops/{id}/badges.pdf", get(badges))
        .route("/workshops/{id}/table-signs.pdf", get(table_signs))
        .route("/workshops/{id}/certificates-list.pdf", get(certificates_list))
        .route("/workshops/{id}/report.pdf", get(workshop_report))
        .route("/workshops/{id}/letters", post(letters))
}

/// A certificate, for its holder or an organiser: its paper, or the page about it.
async fn certificate(visit: Visit, Path(file): Path<String>) -> Result<Response, Failed> {
    let Some(serial) = file.strip_suffix(".pdf") else {
        return show_certificate(visit, &file).await;
    };
    let serial = Code::parse(serial).map_err(|_| UseError::NotFound)?;
    let paper = paper(&visit.caller(), &serial).await?;
    let (locale, public_url) = (visit.locale, visit.state.public_url.clone());
    let sealer = sealer(&visit.caller(), &public_url).await?;
    let bytes = drawn(move || papers::sealed_certificate(&paper, locale, &public_url, &sealer)).await?;
    Ok(pdf(bytes, &format!("attestation-{}.pdf", serial.as_str())))
}

/// The certificate (X.509) of the key that seals, for programs that are to trust it.
async fn seal(visit: Visit) -> Result<Response, Failed> {
    let sealer = sealer(&visit.caller(), &visit.state.public_url).await?;
    let headers = [
        (CONTENT_TYPE, "application/pkix-cert"),
        (CONTENT_DISPOSITION, "attachment; filename=\"relais.cer\""),
        (CACHE_CONTROL, "public, max-age=3600"),
    ];
    Ok((headers, sealer.key.certificate().to_vec()).into_response())
}

/// For whom a handout is asked for: `trainers`, or `participants`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct HandoutQuery {
    edition: String,
}

/// The handout of a curriculum, for those who teach it or are taught it: these never get
/// what is for trainers alone, whatever they ask for.
async fn handout(
    visit: Visit,
    Path(id): Path<CurriculumId>,
    Query(which): Query<EditionQuery>,
    Query(query): Query<HandoutQuery>,
) -> Result<Response, Failed> {
    let caller = visit.caller();
    let mut curriculum = which.read(&caller, id).await?;
    match query.edition.as_str() {
        "" | "trainers" => {}
        "participants" => curriculum = curriculum.for_participants(),
        _ => return Err(UseError::NotFound.into()),
    }
    let figures = files(&caller, id, curriculum.figures()).await?;
    let kind = if curriculum.for_trainers { "animateur" } else { "participants" };
    let version = curriculum.line.version.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    let name = format!("support-{version}-{kind}.pdf");
    let public_url = visit.state.public_url.clone();
    let bytes = drawn(move || papers::handout(curriculum, figures, &public_url)).await?;
    Ok(pdf(bytes, &name))
}

/// Which sheets to sign are printed: of one half-day, else of every day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SheetQuery {
    session: String,
}

/// The sheets to sign, a day each or of one half-day, for trainers and organisers.
async fn attendance_sheet(
    visit: Visit,
    Path(id): Path<WorkshopId>,
    Query(query): Query<SheetQuery>,
) -> Result<Response, Failed> {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let roster = roster(&caller, id).await?;
    let campaign = campaigns::find(&caller, workshop.line.campaign).await?;
    let only = match query.session.as_str() {
        "" => None,
        asked => Some(known_session(&roster, asked)?),
    };
    let locale = visit.locale;
    let bytes = drawn(move || papers::attendance_sheet(&workshop, &roster, &campaign, only, locale)).await?;
    Ok(pdf(bytes, "feuille-emargement.pdf"))
}

/// A half-day of this roster.
fn known_session(roster: &Roster, asked: &str) -> Result<SessionId, UseError> {
    let asked = asked.parse().map_err(|_| UseError::NotFound)?;
    roster.sessions.iter().map(|session| session.id).find(|id| *id == asked).ok_or(UseError::NotFound)
}

/// Whose badges are printed: somebody's, else everyone's.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct BadgesQuery {
    enrolment: String,
}

/// The badges of a workshop, ten to a sheet, for trainers and organisers.
async fn badges(
    visit: Visit,
    Path(id): Path<WorkshopId>,
    Query(query): Query<BadgesQuery>,
) -> Result<Response, Failed> {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let people = participants(&caller, id).await?;
    let campaign = campaigns::find(&caller, workshop.line.campaign).await?;
    let only: Option<EnrolmentId> = match query.enrolment.as_str() {
        "" => None,
        asked => Some(asked.parse().map_err(|_| UseError::NotFound)?),
    };
    // Nobody is there yet, or not whoever was asked for.
    if !people.iter().any(|one| !one.erased && only.is_none_or(|only| one.enrolment == only)) {
        return Err(UseError::NotFound.into());
    }
    let locale = visit.locale;
    let bytes = drawn(move || papers::badges(workshop, &people, &campaign, only, locale)).await?;
    Ok(pdf(bytes, "badges.pdf"))
}

/// The table signs of a workshop, for trainers and organisers.
async fn table_signs(visit: Visit, Path(id): Path<WorkshopId>) -> Result<Response, Failed> {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let people = participants(&caller, id).await?;
    if workshop.trainers.is_empty() && people.iter().all(|one| one.erased) {
        return Err(UseError::NotFound.into());
    }
    let campaign = campaigns::find(&caller, workshop.line.campaign).await?;
    let locale = visit.locale;
    let bytes = drawn(move || papers::table_signs(workshop, people, &campaign, locale)).await?;
    Ok(pdf(bytes, "chevalets.pdf"))
}

/// The certificates of a workshop for those who sign them, for organisers.
async fn certificates_list(visit: Visit, Path(id): Path<WorkshopId>) -> Result<Response, Failed> {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    caller.allow(Act::Organise(workshop.line.campaign))?;
    let (_, standings) = standings(&caller, id).await?;
    // There is nothing to sign before something was issued.
    if standings.iter().all(|one| one.to_sign().next().is_none()) {
        return Err(UseError::NotFound.into());
    }
    let campaign = campaigns::find(&caller, workshop.line.campaign).await?;
    let (today, locale) = (caller.today(), visit.locale);
    let bytes = drawn(move || papers::certificates_list(workshop, &standings, &campaign, today, locale)).await?;
    Ok(pdf(bytes, "bordereau-attestations.pdf"))
}

/// The report on a workshop for those who paid for it, for organisers and its trainers.
async fn workshop_report(visit: Visit, Path(id): Path<WorkshopId>) -> Result<Response, Failed> {
    let caller = visit.caller();
    let facts = facts(&caller, id).await?;
    let (today, locale) = (caller.today(), visit.locale);
    let bytes = drawn(move || papers::workshop_report(&facts, today, locale)).await?;
    Ok(pdf(bytes, "rapport-atelier.pdf"))
}

/// The plan of a campaign, for its organisers.
async fn plan(visit: Visit, Path(id): Path<CampaignId>) -> Result<Response, Failed> {
    let found = schedule(&visit.caller(), id).await?;
    // A campaign without workshops has no plan yet.
    if found.held().next().is_none() {
        return Err(UseError::NotFound.into());
    }
    let (today, locale) = (visit.caller().today(), visit.locale);
    let bytes = drawn(move || papers::plan(&found, today, locale)).await?;
    Ok(pdf(bytes, "plan.pdf"))
}

/// What the tests of a curriculum say in a campaign, for its organisers.
async fn campaign_results(
    visit: Visit,
    Path(id): Path<CampaignId>,
    Query(query): Query<FindingsQuery>,
) -> Result<Response, Failed> {
    let caller = visit.caller();
    let found = of_campaign(&caller, id, query.curriculum.parse().ok()).await?;
    let campaign = campaigns::find(&caller, id).await?;
    let chosen = found.curricula.into_iter().find(|(curriculum, _)| found.chosen == Some(*curriculum));
    let subject = Subject {
        campaign: found.title,
        curriculum: chosen.map(|(_, title)| title).unwrap_or_default(),
        workshop: None,
        given: found.given,
    };
    results(&visit, &subject, &found.findings, campaign).await
}

/// What the tests of a workshop say, for those who follow it.
async fn workshop_results(visit: Visit, Path(id): Path<WorkshopId>) -> Result<Response, Failed> {
    let caller = visit.caller();
    let Workshop { line, campaign_title, curriculum_title, .. } = find(&caller, id).await?;
    let found = of_workshop(&caller, id).await?;
    let campaign = campaigns::find(&caller, line.campaign).await?;
    let place = format!("{}, {}", line.venue, line.city);
    let given = Given { title: line.title, place, days: (line.starts_on, line.ends_on) };
    let subject =
        Subject { campaign: campaign_title, curriculum: curriculum_title, workshop: Some(given), given: Vec::new() };
    results(&visit, &subject, &found, campaign).await
}

async fn results(visit: &Visit, subject: &Subject, found: &Findings, campaign: Campaign) -> Result<Response, Failed> {
    // There is nothing to report before somebody took a test.
    if found.tests.is_empty() {
        return Err(UseError::NotFound.into());
    }
    let (today, locale) = (visit.caller().today(), visit.locale);
    let report = report(locale, subject, found);
    let bytes = drawn(move || papers::results(report, &campaign, today, locale)).await?;
    Ok(pdf(bytes, "resultats.pdf"))
}

/// Letters of invitation, each with a code made now, for organisers.
async fn letters(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<LettersForm>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let result = match wording(&visit, &workshop, &typed) {
        Ok(wording) => refusals(invite(&caller, id, wording.to).await)?.map(|slips| (wording, slips)),
        Err(refused) => Err(refused),
    };
    let (wording, slips) = match result {
        Ok(said) => said,
        Err(refused) => return letters_sheet(&visit, id, Some(typed), refused).await,
    };
    let (timetable, _) = timetable(&caller, &workshop).await?;
    let campaign = campaigns::find(&caller, workshop.line.campaign).await?;
    let public_url = visit.state.public_url.to_string();
    let desk = Desk { locale: visit.locale, today: caller.today(), public_url, workshop, timetable, campaign };
    let bytes = drawn(move || papers::letters(desk, wording, slips)).await?;
    Ok(pdf_to_keep(bytes, "lettres-invitation.pdf"))
}

/// What was typed, if it can be printed too.
fn wording(visit: &Visit, workshop: &Workshop, typed: &LettersForm) -> Result<Wording, Vec<Refusal>> {
    let wording = typed.read(visit.caller().today(), workshop.line.starts_on)?;
    let undrawn = PRINTED.into_iter().filter(|field| !can_draw(typed.printed(field)));
    let refused: Vec<Refusal> = undrawn.map(|field| Refusal::new(field, Problem::NotText)).collect();
    if refused.is_empty() { Ok(wording) } else { Err(refused) }
}

/// Draws a paper away from the threads that serve.
pub(super) async fn drawn(
    draw: impl FnOnce() -> Result<Vec<u8>, PrintError> + Send + 'static,
) -> Result<Vec<u8>, Failed> {
    let failed = |cause: &str| {
        tracing::error!(cause, "a paper could not be printed");
        Failed::from(AppError::Internal { reference: "print".to_owned() })
    };
    match tokio::task::spawn_blocking(draw).await {
        Ok(Ok(bytes)) => Ok(bytes),
        // The error quotes the text, which may be a name: only its kind is logged.
        Ok(Err(PrintError::MissingGlyph { character, .. })) => Err(failed(&format!("no glyph for {character:?}"))),
        Ok(Err(PrintError::Formula { formula, .. })) => Err(failed(&format!("the formula {formula:?} cannot be set"))),
        Ok(Err(PrintError::Figure { name, .. })) => Err(failed(&format!("the figure {name:?} cannot be drawn"))),
        Ok(Err(PrintError::TooLong { what, .. })) => Err(failed(&format!("{what} is too long"))),
        Ok(Err(_)) => Err(failed("the document could not be written")),
        Err(_) => Err(failed("the printer panicked")),
    }
}

/// A paper to look at.
pub(super) fn pdf(bytes: Vec<u8>, name: &str) -> Response {
    file(bytes, format!("inline; filename=\"{name}\""))
}

/// A paper that is made once: looking at it again would make another.
pub(super) fn pdf_to_keep(bytes: Vec<u8>, name: &str) -> Response {
    file(bytes, format!("attachment; filename=\"{name}\""))
}

fn file(bytes: Vec<u8>, disposition: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
