//! Texts of curricula as they are sent: what no paper could show is told before they are kept.

use crate::papers;
use crate::print::{PrintError, undrawn_letters};
use app::campaigns::editing::forms::send_module;
use app::campaigns::editing::model::ModuleForm;
use app::campaigns::editing::store::{Written, find};
use app::campaigns::figures::store::files;
use app::campaigns::store::{Curriculum, Module};
use app::campaigns::text::faults::line_of;
use app::campaigns::text::shown;
use app::door::{Answer, AppState, Failed, Visit};
use app::fields::{Problem, Refusal};
use app::ids::CurriculumId;
use axum::extract::{DefaultBodyLimit, Path};
use axum::routing::post;
use axum::{Form, Router};

/// The most letters that are told at once.
const MOST: usize = 20;

/// The addresses to which texts are sent.
pub fn routes() -> Router<AppState> {
    // The longest text, each of its letters in nine bytes.
    let body = DefaultBodyLimit::max(2 << 20);
    Router::new().route("/curricula/{id}/modules/{number}/edit", post(send_text).layer(body))
}

/// Looks at a text, or keeps it as a draft.
async fn send_text(
    visit: Visit,
    Path((id, number)): Path<(CurriculumId, usize)>,
    Form(typed): Form<ModuleForm>,
) -> Answer {
    let written = find(&visit.caller(), id, number).await?;
    let letter = |(line, letter)| Refusal::new("body", Problem::NoLetter { line, letter });
    let mut unprinted: Vec<Refusal> = undrawn_letters(&typed.body).into_iter().take(MOST).map(letter).collect();
    if let Some((line, letter)) = undrawn_letters(&typed.title).first() {
        unprinted.push(Refusal::new("title", Problem::NoLetter { line: *line, letter: *letter }));
    }
    if unprinted.is_empty() && typed.act == "save" {
        unprinted.extend(printed(&visit, &written, &typed).await?);
    }
    send_module(&visit, &written, typed, unprinted).await
}

/// What keeps a module from being printed: it is printed, as an edition is for good. Whatever
/// the page tells by itself is left to it.
async fn printed(visit: &Visit, written: &Written, typed: &ModuleForm) -> Result<Option<Refusal>, Failed> {
    let body = typed.body.replace("\r\n", "\n");
    let Written { curriculum, place, .. } = written;
    let module = Module { title: typed.title.clone(), body: body.clone(), ..curriculum.modules[*place].clone() };
    let curriculum = Curriculum { modules: vec![module], ..curriculum.clone() };
    let figures = files(&visit.caller(), curriculum.line.id, shown(&body)).await?;
    let public_url = visit.state.public_url.clone();
    let tried = tokio::task::spawn_blocking(move || papers::handout(curriculum, figures, &public_url)).await;
    let Ok(Err(error)) = tried else { return Ok(None) };
    let line = |part: &str| line_of(&body, body.find(part.trim_end_matches('…')).unwrap_or(0));
    Ok(match error {
        PrintError::MissingGlyph { character, .. } => {
            Some(Refusal::new("body", Problem::NoLetter { line: line(&character.to_string()), letter: character }))
        }
        PrintError::Formula { formula, .. } => {
            Some(Refusal::new("body", Problem::NotAFormula { line: line(&formula), formula }))
        }
        PrintError::TooLong { .. } => Some(Refusal::new("title", Problem::DoesNotFit)),
        PrintError::Figure { .. } | PrintError::QrTooLong(_) | PrintError::Nothing(_) | PrintError::Writing(_) => None,
    })
}
