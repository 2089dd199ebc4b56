//! Figures, to see and to send.

use super::model::Figure;
use super::picture::{MAX_BYTES, Picture, redrawn};
use super::store;
use crate::campaigns::editing::store::may_write;
use crate::campaigns::store::read_curriculum;
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::{Fields, Problem, Refusal};
use crate::i18n::Locale;
use crate::ids::CurriculumId;
use crate::parts::Parts;
use crate::people::picture::received;
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use axum::extract::{Multipart, Path};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The figures of a curriculum, and the form that adds one.
pub async fn list_figures(visit: Visit, Path(id): Path<CurriculumId>) -> Answer {
    figures_sheet(&visit, id, "", Vec::new()).await
}

/// The file of a figure. It never changes: a browser may keep it.
pub async fn figure(visit: Visit, Path((id, name)): Path<(CurriculumId, String)>) -> Answer {
    let (media_type, content) = store::file(&visit.caller(), id, &name).await?;
    let headers = [(CONTENT_TYPE, media_type), (CACHE_CONTROL, "private, max-age=604800".to_owned())];
    Ok((headers, content).into_response())
}

/// Keeps a figure.
pub async fn add_figure(visit: Visit, Path(id): Path<CurriculumId>, sent: Multipart) -> Answer {
    let caller = visit.caller();
    if !may_write(&caller, id).await? {
        return Err(UseError::Forbidden.into());
    }
    let parts = Parts::read(sent, "file").await;
    let typed = parts.text("name").to_owned();
    let mut fields = Fields::default();
    let name = fields.line("name", &typed, 60);
    if !name.is_empty() && !is_name(&name) {
        fields.refuse("name", Problem::NotAName);
    }
    let picture = received(parts, MAX_BYTES, redrawn).await.map_err(|problem| fields.refuse("file", problem)).ok();
    let kept = match fields.accept(picture) {
        Ok(picture) => {
            let name = with_ending(&name, &picture);
            refusals(store::add(&caller, id, name, picture).await)?
        }
        Err(refused) => Err(refused),
    };
    match kept {
        Ok(()) => Ok(see(&format!("/curricula/{id}/figures"))),
        Err(refused) => figures_sheet(&visit, id, &typed, refused).await,
    }
}

/// What a text can name between brackets, without a thought.
fn is_name(name: &str) -> bool {
    let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    name.chars().all(is_plain)
}

fn with_ending(name: &str, picture: &Picture) -> String {
    let ending = if picture.media_type == "image/png" { "png" } else { "jpg" };
    format!("{name}.{ending}")
}

async fn figures_sheet(visit: &Visit, id: CurriculumId, typed: &str, refused: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    if !may_write(&caller, id).await? {
        return Err(UseError::Forbidden.into());
    }
    let curriculum = read_curriculum(&caller, id).await?;
    let figures = store::list(&caller, id).await?;
    let locale = visit.locale;
    let title = td_string!(locale, campaigns.figures);
    let form = FormView::new(locale, refused);
    let typed = typed.to_owned();
    Ok(Sheet::new(Place::Curricula, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let label = move |field: &str| match field {
            "file" => td_string!(locale, campaigns.figure_file).to_owned(),
            _ => td_string!(locale, campaigns.figure_name).to_owned(),
        };
        let hint = td_string!(locale, campaigns.figure_file_hint);
        let empty = figures.is_empty().then(|| view! { <p class="empty">{td_string!(locale, campaigns.no_figure)}</p> });
        let cards = figures.iter().map(|figure| card(locale, id, figure)).collect_view();
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/curricula/{id}")>{curriculum.line.title.clone()}</a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, campaigns.figures_lead)}</p>
            </div>
            {form.summary(label)}
            {empty}
            <ul class="cards">{cards}</ul>
            <h2>{td_string!(locale, campaigns.add_figure)}</h2>
            <form class="form" method="post" action=format!("/curricula/{id}/figures") enctype="multipart/form-data" novalidate>
                {form.line(Line::text("name").hint(td_string!(locale, campaigns.figure_name_hint)), &label("name"), &typed)}
                {form.file("file", &label("file"), "image/jpeg,image/png", hint, true)}
                <button class="button button--primary">{td_string!(locale, campaigns.send_figure)}</button>
            </form>
        }
    }))
}

fn card(locale: Locale, id: CurriculumId, figure: &Figure) -> impl IntoView + use<> {
    let written = format!("![{}]({})", td_string!(locale, campaigns.figure_alt), figure.name);
    view! {
        <li class="card">
            <img class="card__figure" src=format!("/curricula/{id}/figures/{}", figure.name) alt="" loading="lazy"
                width=figure.width height=figure.height/>
            <p><strong>{figure.name.clone()}</strong>" "<span class="muted">{figure.width}" × "{figure.height}</span></p>
            <p><code>{written}</code></p>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        assert!(is_name("salle-en-u2"));
        for name in ["Salle", "a b", "../a", "é", "a.png"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
