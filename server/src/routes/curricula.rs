//! Texts of curricula as they are sent: what no paper could show is told before they are kept.

use crate::print::undrawn_letters;
use app::campaigns::editing::forms::send_module;
use app::campaigns::editing::model::ModuleForm;
use app::door::{Answer, AppState, Visit};
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
async fn send_text(visit: Visit, Path(which): Path<(CurriculumId, usize)>, Form(typed): Form<ModuleForm>) -> Answer {
    let letter = |(line, letter)| Refusal::new("body", Problem::NoLetter { line, letter });
    let mut letters: Vec<Refusal> = undrawn_letters(&typed.body).into_iter().take(MOST).map(letter).collect();
    if let Some((line, letter)) = undrawn_letters(&typed.title).first() {
        letters.push(Refusal::new("title", Problem::NoLetter { line: *line, letter: *letter }));
    }
    send_module(&visit, which, typed, letters).await
}
