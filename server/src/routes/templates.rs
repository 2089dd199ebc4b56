//! Templates of certificates, edited beside the page that they make: what draws it stands
//! with the printer.

use super::downloads::pdf;
use crate::papers::{Trial, trial};
use crate::print::certificate::{Certificate, place, preview, render};
use crate::print::{PrintError, can_draw};
use app::certificates::model::Kind;
use app::certificates::templates::model::Language;
use app::certificates::templates::pages::editor::{Shown, editor_sheet, label};
use app::certificates::templates::store::images::pictures;
use app::certificates::templates::store::{Bench, bench, longest_name, save};
use app::certificates::templates::typed::{
    BODIES, CLOSINGS, LEADS, LOGOS, NAMES, OFFICES_EN, OFFICES_FR, TITLES, Typed,
};
use app::certificates::words::kind_name;
use app::door::{Answer, AppState, Failed, Visit, refusals, see};
use app::error::AppError;
use app::fields::{Problem, Refusal};
use app::ids::CampaignId;
use app::schema::error::UseError;
use app::ui::problems::sentence;
use axum::extract::{DefaultBodyLimit, Path, Query};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

/// The most bytes of a form: more than all of its fields may hold.
const MAX_BODY: usize = 64 << 10;
/// A name that is as long as any: what fits with it fits with all.
const LONG_NAME: &str =
    "Fatoumata Bintou Aminata Coulibaly épouse Ould Mohamed Ag Alhousseini Diallo dite Mama Kadiatou";

/// The addresses of the editor.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/campaigns/{id}/certificate-templates/{kind}", get(edit).post(keep))
        .route("/campaigns/{id}/certificate-templates/{kind}/try", post(try_out))
        .route("/campaigns/{id}/certificate-templates/{kind}/preview", post(preview_typed))
        .route("/campaigns/{id}/certificate-templates/{kind}/preview.svg", get(preview_saved))
        .route("/campaigns/{id}/certificate-templates/{kind}/sample.pdf", post(sample))
        .layer(DefaultBodyLimit::max(MAX_BODY))
}

type Fields = Vec<(String, String)>;

fn kind(text: &str) -> Result<Kind, Failed> {
    text.parse().map_err(|()| UseError::NotFound.into())
}

/// What the editor is asked for beside the template.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct EditorQuery {
    saved: String,
}

/// The template as it was saved last.
async fn edit(visit: Visit, Path((id, name)): Path<(CampaignId, String)>, Query(query): Query<EditorQuery>) -> Answer {
    let kind = kind(&name)?;
    let bench = bench(&visit.caller(), id, kind).await?;
    let (design, months) = bench.design(kind);
    let typed = Typed::filled(&design, months);
    let (drawing, refusals) = tried(&visit, id, kind, &bench, &typed).await?;
    // What was saved is shown, though an image or a workshop that came since has no room.
    let saved = !query.saved.is_empty();
    // Apart, the page stays small; what is typed comes back drawn in place.
    let drawing = drawing.map(|_| {
        let (address, words) =
            (format!("/campaigns/{id}/certificate-templates/{}", kind.as_str()), kind_name(visit.locale, kind));
        format!("<img src=\"{address}/preview.svg\" alt=\"{words}\">")
    });
    let mut response = editor_sheet(&visit, id, kind, bench, Shown { typed, drawing, refusals, saved });
    *response.status_mut() = StatusCode::OK;
    Ok(response)
}

/// The page again with what was typed, and how that looks.
async fn try_out(visit: Visit, Path((id, name)): Path<(CampaignId, String)>, Form(fields): Form<Fields>) -> Answer {
    let kind = kind(&name)?;
    let bench = bench(&visit.caller(), id, kind).await?;
    let typed = Typed::of(&fields);
    let (drawn, refusals) = tried(&visit, id, kind, &bench, &typed).await?;
    let shown = Shown { typed, drawing: drawn.map(|drawn| drawn.svg), refusals, saved: false };
    Ok(editor_sheet(&visit, id, kind, bench, shown))
}

/// Saves the template, if every certificate of it can be printed.
async fn keep(visit: Visit, Path((id, name)): Path<(CampaignId, String)>, Form(fields): Form<Fields>) -> Answer {
    let kind = kind(&name)?;
    let caller = visit.caller();
    let on_bench = bench(&caller, id, kind).await?;
    let typed = Typed::of(&fields);
    let (drawn, mut refused) = tried(&visit, id, kind, &on_bench, &typed).await?;
    if let Some(Drawn { certificate, .. }) = &drawn {
        let worst = Certificate { holder_name: LONG_NAME.to_owned(), ..certificate.clone() };
        match drawing(worst, id).await? {
            Ok(_) => {
                let (design, months) = (&certificate.design, typed.get("valid_months").trim().parse().ok());
                match refusals(save(&caller, id, kind, typed.get("seen"), design, months).await)? {
                    Ok(_) => return Ok(see(&format!("/campaigns/{id}/certificate-templates/{name}?saved=yes"))),
                    Err(told) => refused = told,
                }
            }
            Err(error) => refused = told(&error, &typed),
        }
    }
    let shown = Shown { typed, drawing: drawn.map(|drawn| drawn.svg), refusals: refused, saved: false };
    // Read again: who saves over what somebody else saved meanwhile has now been told of it.
    let on_bench = bench(&caller, id, kind).await?;
    Ok(editor_sheet(&visit, id, kind, on_bench, shown))
}

/// How what was typed looks, or what is wrong with it, for the script.
async fn preview_typed(
    visit: Visit,
    Path((id, name)): Path<(CampaignId, String)>,
    Form(fields): Form<Fields>,
) -> Answer {
    let kind = kind(&name)?;
    let bench = bench(&visit.caller(), id, kind).await?;
    let (drawn, refusals) = tried(&visit, id, kind, &bench, &Typed::of(&fields)).await?;
    if let Some(drawn) = drawn {
        return Ok(svg(drawn.svg));
    }
    let locale = visit.locale;
    let errors = refusals.iter().map(|refusal| {
        let text = format!("{} : {}", label(locale, &refusal.field), sentence(locale, &refusal.problem));
        json!({ "field": refusal.field, "text": text })
    });
    let errors = json!({ "errors": errors.collect::<Vec<_>>() });
    Ok((StatusCode::UNPROCESSABLE_ENTITY, [(CONTENT_TYPE, "application/json")], errors.to_string()).into_response())
}

/// How the template looks that is in force, images included.
async fn preview_saved(visit: Visit, Path((id, name)): Path<(CampaignId, String)>) -> Answer {
    let kind = kind(&name)?;
    let bench = bench(&visit.caller(), id, kind).await?;
    let (design, months) = bench.design(kind);
    let certificate = certificate(&visit, id, kind, &bench, Made { design, months, long: false }).await?;
    match spawn(move || preview(&certificate, None)).await? {
        Ok(drawn) => Ok(svg(drawn)),
        Err(error) => Err(failed(&error)),
    }
}

/// What was typed as a PDF of nobody.
async fn sample(visit: Visit, Path((id, name)): Path<(CampaignId, String)>, Form(fields): Form<Fields>) -> Answer {
    let kind = kind(&name)?;
    let bench = bench(&visit.caller(), id, kind).await?;
    let typed = Typed::of(&fields);
    let (drawn, mut refusals) = tried(&visit, id, kind, &bench, &typed).await?;
    let mut drawing = None;
    if let Some(drawn) = drawn {
        match spawn(move || render(&drawn.certificate)).await? {
            Ok(bytes) => return Ok(pdf(bytes, "modele-attestation.pdf")),
            Err(error) => refusals = told(&error, &typed),
        }
        drawing = Some(drawn.svg);
    }
    Ok(editor_sheet(&visit, id, kind, bench, Shown { typed, drawing, refusals, saved: false }))
}

/// A certificate that was drawn.
struct Drawn {
    certificate: Certificate,
    svg: String,
}

/// Draws what was typed, or says beside which fields it cannot be.
async fn tried(
    visit: &Visit,
    id: CampaignId,
    kind: Kind,
    bench: &Bench,
    typed: &Typed,
) -> Result<(Option<Drawn>, Vec<Refusal>), Failed> {
    let images: Vec<Uuid> = bench.images.iter().map(|image| image.id).collect();
    let (design, months) = match typed.read(&images) {
        Ok(read) => read,
        Err(refused) => return Ok((None, refused)),
    };
    let made = Made { design, months, long: typed.get("sample") == "long" };
    let certificate = certificate(visit, id, kind, bench, made).await?;
    Ok(match drawing(certificate.clone(), id).await? {
        Ok(svg) => (Some(Drawn { certificate, svg }), Vec::new()),
        Err(error) => (None, told(&error, typed)),
    })
}

/// What a certificate is made of that tries a template.
struct Made {
    design: app::certificates::templates::model::Design,
    months: Option<i32>,
    long: bool,
}

async fn certificate(
    visit: &Visit,
    id: CampaignId,
    kind: Kind,
    bench: &Bench,
    Made { design, months, long }: Made,
) -> Result<Certificate, Failed> {
    let caller = visit.caller();
    let pictures = pictures(&caller, id, &design.images()).await?;
    let name = if long { longest_name(&caller, id).await? } else { None };
    let organiser = visit.signed_in.as_ref().map(|signed_in| signed_in.name.clone()).unwrap_or_default();
    let with = Trial { design, valid_months: months, pictures, name, today: caller.today(), organiser };
    Ok(trial(bench, kind, with, &visit.state.public_url))
}

/// Draws away from the threads that serve; images stay where the browser finds them.
async fn drawing(certificate: Certificate, id: CampaignId) -> Result<Result<String, PrintError>, Failed> {
    let address = move |image: Uuid| format!("/campaigns/{id}/template-images/{image}");
    spawn(move || preview(&certificate, Some(&address))).await
}

async fn spawn<T: Send + 'static>(
    draw: impl FnOnce() -> Result<T, PrintError> + Send + 'static,
) -> Result<Result<T, PrintError>, Failed> {
    tokio::task::spawn_blocking(draw).await.map_err(|_| internal("the printer panicked"))
}

fn internal(cause: &str) -> Failed {
    tracing::error!(cause, "a template could not be drawn");
    AppError::Internal { reference: "print".to_owned() }.into()
}

fn failed(error: &PrintError) -> Failed {
    match error {
        PrintError::TooLong { what, .. } => internal(&format!("{what} is too long")),
        PrintError::MissingGlyph { character, .. } => internal(&format!("no glyph for {character:?}")),
        _ => internal("the page could not be written"),
    }
}

/// Beside which field an error of the printer stands.
fn told(error: &PrintError, typed: &Typed) -> Vec<Refusal> {
    let first = usize::from(typed.get("language") == Language::English.as_str());
    match error {
        PrintError::MissingGlyph { character, .. } => {
            let texts = [TITLES, LEADS, BODIES, CLOSINGS].concat();
            let signs = [NAMES, OFFICES_FR, OFFICES_EN].concat();
            let all = texts.into_iter().chain(["authority", "partners"]).chain(signs);
            let undrawn = all.filter(|name| typed.get(name).contains(*character) && !can_draw(typed.get(name)));
            let problem = || Problem::NoGlyph { character: *character };
            let refused: Vec<Refusal> = undrawn.map(|name| Refusal::new(name, problem())).collect();
            if refused.is_empty() { vec![Refusal::new("sample", problem())] } else { refused }
        }
        PrintError::TooLong { what, .. } => {
            let field = match *what {
                place::HEADING => "authority",
                place::LOGOS => LOGOS[0],
                place::TITLE => TITLES[first],
                place::LEAD => LEADS[first],
                place::CLOSING => CLOSINGS[first],
                place::TEXT => BODIES[first],
                place::OFFICE => OFFICES_FR[0],
                place::SIGNATORY => NAMES[0],
                place::HOLDER => "sample",
                _ => "template",
            };
            vec![Refusal::new(field, Problem::DoesNotFit)]
        }
        _ => vec![Refusal::new("template", Problem::DoesNotFit)],
    }
}

/// A drawing that may load its images and run nothing.
fn svg(drawing: String) -> Response {
    let headers: [(HeaderName, &str); 3] = [
        (CONTENT_TYPE, "image/svg+xml"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; img-src 'self' data:; sandbox"),
        (CACHE_CONTROL, "private, no-store"),
    ];
    (headers, drawing).into_response()
}
