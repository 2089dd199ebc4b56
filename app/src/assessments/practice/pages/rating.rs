//! Judging someone: on a telephone first, without script.

use super::super::model::{Rating, Rubric, chosen};
use super::super::store::judging::{Seat, seat};
use super::super::views::{criteria, criterion_label, said};
use crate::assessments::answering::model::Typed;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{EnrolmentId, WorkshopId};
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::moment;
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::find;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The levels that are chosen.
    pub typed: Typed,
    /// The remark.
    pub remark: String,
}

/// Someone to judge, with what the asker gave them before.
pub async fn show_rating(visit: Visit, Path((id, enrolment)): Path<(WorkshopId, EnrolmentId)>) -> Answer {
    let found = seat(&visit.caller(), id, enrolment).await?;
    rating_sheet(&visit, id, found, None, Vec::new()).await
}

/// The same with what was typed and what was wrong.
///
/// # Errors
/// If the asker does not follow the workshop, or the database fails.
pub async fn rating_sheet(
    visit: &Visit,
    id: WorkshopId,
    found: Seat,
    written: Option<Written>,
    refusals: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let form = FormView::new(locale, refusals);
    let title = format!("{} · {}", td_string!(locale, practice.title), found.participant.name);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let (judged, people) = found.judged;
        let progress =
            td_string!(locale, practice.progress, judged = judged.to_string(), people = people.to_string()).to_string();
        let rubric = found.rubric.clone();
        let summary = form.summary(move |name| {
            let remark = || td_string!(locale, practice.remark).to_owned();
            let other = if name == "remark" { remark() } else { said(locale, &rubric.question.text) };
            criterion_label(locale, &rubric, name).unwrap_or(other)
        });
        view! {
            {head(locale, &workshop, today, Tab::Scores)}
            <p><a href=format!("/workshops/{id}/practice")>{td_string!(locale, practice.title)}</a>" · "{progress}</p>
            <h2>{found.participant.name.to_string()}</h2>
            <p class="muted">{found.participant.institution.clone()}</p>
            {summary}
            {to_judge(&form, id, &found, written)}
            {others(locale, &found)}
        }
    }))
}

fn to_judge(form: &FormView, id: WorkshopId, found: &Seat, written: Option<Written>) -> impl IntoView + use<> {
    let locale = form.locale;
    let address = format!("/workshops/{id}/practice/{}", found.participant.enrolment);
    let before = found.mine.as_ref().map(|mine| {
        let at = moment(locale, mine.rated_at);
        view! { <p class="muted">{td_string!(locale, practice.judged_at, at = at).to_string()}</p> }
    });
    let written = written.unwrap_or_else(|| given(found.mine.as_ref()));
    view! {
        <p>{said(locale, &found.rubric.question.text)}</p>
        {before}
        <form class="form test" method="post" action=address novalidate>
            <input type="hidden" name="rubric" value=found.rubric.id.to_string()/>
            <div id="rubric">{criteria(form, found.rubric.criteria(), &written.typed)}</div>
            {form.area("remark", td_string!(locale, practice.remark), &written.remark, Some(td_string!(locale, practice.remark_hint)))}
            <div class="form__foot">
                <button class="button button--primary">{td_string!(locale, practice.save)}</button>
            </div>
        </form>
    }
}

/// What the asker gave before, as the form holds it.
fn given(mine: Option<&Rating>) -> Written {
    let remark = mine.and_then(|mine| mine.remark.clone()).unwrap_or_default();
    Written { typed: mine.map(|mine| chosen(&mine.levels)).unwrap_or_default(), remark }
}

/// What others gave, once the asker has judged; before that, that they did.
fn others(locale: Locale, found: &Seat) -> AnyView {
    if found.hidden > 0 {
        let words = td_string!(locale, practice.hidden, count = found.hidden.to_string()).to_string();
        return view! { <p class="muted">{words}</p> }.into_any();
    }
    if found.others.is_empty() {
        return ().into_any();
    }
    let cards = found.others.iter().map(|(name, rating)| other(locale, &found.rubric, name, rating)).collect_view();
    view! {
        <section class="section" aria-labelledby="others">
            <h2 id="others">{td_string!(locale, practice.others)}</h2>
            <ul class="cards">{cards}</ul>
        </section>
    }
    .into_any()
}

fn other(locale: Locale, rubric: &Rubric, name: &str, rating: &Rating) -> impl IntoView + use<> {
    let lines = rubric.criteria().iter().zip(&rating.levels).map(|(criterion, level)| {
        let seen = criterion.levels.get(*level).map(|level| {
            let points = td_string!(locale, bank.points, points = level.points.to_string()).to_string();
            view! { {said(locale, &level.text)}" "<span class="muted">{points}</span> }
        });
        view! { <div><dt>{said(locale, &criterion.text)}</dt><dd>{seen}</dd></div> }
    });
    let remark = rating.remark.clone().map(|remark| view! { <p class="rating__remark">{remark}</p> });
    view! {
        <li class="card">
            <h3 class="card__title">{name.to_owned()}</h3>
            <dl class="facts">{lines.collect_view()}</dl>
            {remark}
        </li>
    }
}
