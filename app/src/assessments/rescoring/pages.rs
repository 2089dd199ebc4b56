//! Where a key is corrected: which questions have later versions, and what would change.

use super::store::reading::{Candidate, Change, Offer, Preview, offer, preview};
use crate::assessments::bank::views::{language, question_view};
use crate::assessments::model::{Moment, Score};
use crate::assessments::pages::{moment_name, whole_percent};
use crate::door::{Answer, Visit, refusals};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{CurriculumId, InstrumentId};
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::{number, percent};
use crate::ui::problems::sentence;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use uuid::Uuid;

/// The name of the field by which questions are chosen.
const QUESTION: &str = "question";

/// The questions that may be judged anew, and what the chosen ones would change.
pub async fn show_rescoring(
    visit: Visit,
    Path((id, test)): Path<(CurriculumId, InstrumentId)>,
    Query(query): Query<Vec<(String, String)>>,
) -> Answer {
    let done = query.iter().find(|(name, _)| name == "done").and_then(|(_, count)| count.parse().ok());
    rescoring_sheet(&visit, id, test, &chosen(&query), done, Vec::new()).await
}

/// The questions that were chosen.
pub(super) fn chosen(fields: &[(String, String)]) -> Vec<Uuid> {
    fields.iter().filter(|(name, _)| name == QUESTION).filter_map(|(_, id)| id.parse().ok()).collect()
}

/// The same with how many totals were just changed, and why none were.
///
/// # Errors
/// As [`offer`] and [`preview`].
pub async fn rescoring_sheet(
    visit: &Visit,
    id: CurriculumId,
    test: InstrumentId,
    chosen: &[Uuid],
    done: Option<i64>,
    mut refused: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    let offered = offer(&caller, id, test).await?;
    let mut shown = None;
    if !chosen.is_empty() {
        match refusals(preview(&caller, id, test, chosen).await)? {
            Ok(preview) => shown = Some(preview),
            Err(wrong) if refused.is_empty() => refused = wrong,
            Err(_) => {}
        }
    }
    let (locale, chosen) = (visit.locale, chosen.to_vec());
    let form = FormView::new(locale, refused);
    let title = td_string!(locale, rescoring.title);
    Ok(Sheet::new(Place::Curricula, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let page = Page { locale, id, test };
        let said = done.map(|count| {
            let said = td_string!(locale, rescoring.done, count = number(locale, count)).to_string();
            view! { <p class="notice" role="status">{said}</p> }
        });
        view! {
            {page.head(title, &offered)}
            {said}
            {form.summary(move |_| td_string!(locale, rescoring.questions).to_owned())}
            {page.offered(&offered, &chosen)}
            {shown.map(|preview| page.preview(&preview))}
        }
    }))
}

#[derive(Clone, Copy)]
struct Page {
    locale: Locale,
    id: CurriculumId,
    test: InstrumentId,
}

impl Page {
    fn head(self, title: &'static str, offered: &Offer) -> impl IntoView + use<> {
        let (locale, id) = (self.locale, self.id);
        let others = offered.others.iter().map(|(test, which)| {
            view! { <a class="button" href=format!("/curricula/{id}/tests/{test}/rescoring")>{version_name(locale, *which)}</a> }
        });
        view! {
            <div class="page-head">
                <p class="breadcrumb">
                    <a href=format!("/curricula/{id}")>{offered.curriculum.clone()}</a>" › "
                    <a href=format!("/curricula/{id}/tests")>{td_string!(locale, tests.compose)}</a>
                </p>
                <h1>{title}</h1>
                <p class="lead">{version_name(locale, (offered.test.moment, offered.test.version))}" · "{offered.test.title.clone()}</p>
            </div>
            <p>{td_string!(locale, rescoring.lead)}</p>
            <p class="actions"><span>{td_string!(locale, rescoring.other_tests)}</span>{others.collect_view()}</p>
        }
    }

    /// The questions of which a later version stands, to choose among.
    fn offered(self, offered: &Offer, chosen: &[Uuid]) -> AnyView {
        let locale = self.locale;
        if offered.candidates.is_empty() {
            return view! { <p class="empty">{td_string!(locale, rescoring.nothing)}</p> }.into_any();
        }
        if offered.elsewhere {
            return view! { <p class="notice notice--warning">{td_string!(locale, rescoring.elsewhere)}</p> }
                .into_any();
        }
        let fits = offered.candidates.iter().any(|candidate| candidate.fits);
        let button = fits.then(|| {
            view! { <p class="actions"><button class="button button--primary">{td_string!(locale, rescoring.look)}</button></p> }
        });
        let cards = offered.candidates.iter().map(|one| self.candidate(one, chosen.contains(&one.question)));
        view! {
            <section class="section" aria-labelledby=QUESTION>
                <h2 id=QUESTION>{td_string!(locale, rescoring.questions)}</h2>
                <form method="get" action=format!("/curricula/{}/tests/{}/rescoring", self.id, self.test)>
                    {cards.collect_view()}
                    {button}
                </form>
            </section>
        }
        .into_any()
    }

    /// A question as the test asks it, beside its later version.
    fn candidate(self, one: &Candidate, chosen: bool) -> impl IntoView + use<> {
        let locale = self.locale;
        let label = td_string!(locale, tests.question, number = (one.place + 1).to_string()).to_string();
        let choice = if one.fits {
            view! {
                <label class="choice">
                    <input type="checkbox" name=QUESTION value=one.question.to_string() checked=chosen/>
                    <span>{label}</span>
                </label>
            }
            .into_any()
        } else {
            view! { <p><strong>{label}</strong>" "{td_string!(locale, rescoring.other_parts)}</p> }.into_any()
        };
        view! {
            {choice}
            <div class="columns">
                <div class="card question"><h3>{td_string!(locale, rescoring.as_asked)}</h3>{question_view(locale, &one.asked)}</div>
                <div class="card question"><h3>{td_string!(locale, rescoring.later)}</h3>{question_view(locale, &one.later)}</div>
            </div>
        }
    }

    /// What the chosen questions would change, and the button that does it.
    fn preview(self, found: &Preview) -> impl IntoView + use<> {
        let locale = self.locale;
        let count = |many: usize| number(locale, i64::try_from(many).unwrap_or(i64::MAX));
        let said = td_string!(
            locale,
            rescoring.counts,
            changed = count(found.changed.len()),
            same = count(found.same),
            without = count(found.without.len())
        )
        .to_string();
        let [before, after] = found.max;
        let max = (before != after).then(|| {
            let (before, after) = (before.to_string(), after.to_string());
            let said = td_string!(locale, rescoring.max_changes, before = before, after = after).to_string();
            view! { <p class="notice notice--warning">{said}</p> }
        });
        view! {
            <section class="section" aria-labelledby="changes">
                <h2 id="changes">{td_string!(locale, rescoring.changes)}</h2>
                <p><strong>{said}</strong></p>
                {max}
                {self.difficulties(found)}
                {self.changed(&found.changed)}
                {self.without(found)}
                {self.applying(found)}
            </section>
        }
    }

    fn difficulties(self, found: &Preview) -> impl IntoView + use<> {
        let locale = self.locale;
        let share = |share: f64| whole_percent(locale, share);
        let lines = found.chosen.iter().zip(&found.difficulties).map(|(one, both)| {
            let words = one.later.text.in_language(language(locale)).to_owned();
            let [before, after] = both.map_or_else(|| ["–".to_owned(), "–".to_owned()], |both| both.map(share));
            view! {
                <tr>
                    <th scope="row">{one.place + 1}". "{words}</th>
                    <td class="numeric" data-label=td_string!(locale, rescoring.before)>{before}</td>
                    <td class="numeric" data-label=td_string!(locale, rescoring.after)>{after}</td>
                </tr>
            }
        });
        view! {
            <table class="table">
                <caption>{td_string!(locale, rescoring.difficulty)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, findings.question)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, rescoring.before)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, rescoring.after)}</th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        }
    }

    /// Whose total changes.
    fn changed(self, changed: &[Change]) -> AnyView {
        let locale = self.locale;
        if changed.is_empty() {
            return view! { <p class="empty">{td_string!(locale, rescoring.nobody)}</p> }.into_any();
        }
        let points = |score: Score| {
            let max = score.max.to_string();
            let said = td_string!(locale, assessments.points_of_max, points = score.points.to_string(), max = max);
            format!("{said} ({})", percent(locale, score.percent()))
        };
        let lines = changed.iter().map(|one| {
            let certified = one.certified.then(|| {
                view! { " "<span class="badge badge--ready">{td_string!(locale, rescoring.certified)}</span> }
            });
            view! {
                <tr>
                    <th scope="row">{one.name.listed()}{certified}</th>
                    <td data-label=td_string!(locale, rescoring.workshop)>{one.workshop.clone()}</td>
                    <td class="numeric" data-label=td_string!(locale, rescoring.before)>{points(one.before)}</td>
                    <td class="numeric" data-label=td_string!(locale, rescoring.after)>{points(one.after)}</td>
                </tr>
            }
        });
        let certified = changed.iter().any(|one| one.certified);
        let certified = certified.then(|| view! { <p>{td_string!(locale, rescoring.certified_hint)}</p> });
        view! {
            <table class="table">
                <caption>{td_string!(locale, rescoring.whose)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, people.person)}</th>
                        <th scope="col">{td_string!(locale, rescoring.workshop)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, rescoring.before)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, rescoring.after)}</th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
            {certified}
        }
        .into_any()
    }

    /// Whose answers are not known.
    fn without(self, found: &Preview) -> Option<impl IntoView + use<>> {
        let locale = self.locale;
        let lines = found.without.iter().map(|(name, workshop, points)| {
            view! { <li>{name.listed()}" · "{workshop.clone()}" · "{*points}</li> }
        });
        (!found.without.is_empty()).then(|| {
            view! {
                <details class="more">
                    <summary>{td_string!(locale, rescoring.without)}</summary>
                    <p>{td_string!(locale, rescoring.without_hint)}</p>
                    <ul>{lines.collect_view()}</ul>
                </details>
            }
        })
    }

    fn applying(self, found: &Preview) -> AnyView {
        let locale = self.locale;
        if let Some(problem) = &found.in_the_way {
            return view! { <p class="notice notice--error">{sentence(locale, problem)}</p> }.into_any();
        }
        let fields = found.chosen.iter().map(|one| {
            view! { <input type="hidden" name=QUESTION value=one.question.to_string()/> }
        });
        view! {
            <form class="actions" method="post" action=format!("/curricula/{}/tests/{}/rescoring", self.id, self.test)>
                {fields.collect_view()}
                <input type="hidden" name="seen" value=found.seen.clone()/>
                <button class="button button--primary">{td_string!(locale, rescoring.apply)}</button>
                <a class="button" href=format!("/curricula/{}/tests/{}/rescoring", self.id, self.test)>{td_string!(locale, rescoring.leave)}</a>
            </form>
        }
        .into_any()
    }
}

/// The tests of a curriculum that ask earlier versions of their questions, each with the way
/// to judge them anew; nothing where there are none.
pub fn behind_section(
    locale: Locale,
    id: CurriculumId,
    tests: Vec<(InstrumentId, (Moment, i32), usize)>,
) -> Option<impl IntoView + use<>> {
    if tests.is_empty() {
        return None;
    }
    let lines = tests.into_iter().map(|(test, which, count)| {
        let count = number(locale, i64::try_from(count).unwrap_or(i64::MAX));
        let words = td_string!(locale, rescoring.behind, test = version_name(locale, which), count = count).to_string();
        view! { <li><a href=format!("/curricula/{id}/tests/{test}/rescoring")>{words}</a></li> }
    });
    Some(view! {
        <section class="notice">
            <p>{td_string!(locale, rescoring.behind_lead)}</p>
            <ul>{lines.collect_view()}</ul>
        </section>
    })
}

/// A test by its moment and, from the second on, its version.
fn version_name(locale: Locale, (moment, version): (Moment, i32)) -> String {
    let name = moment_name(locale, moment);
    if version < 2 {
        return name.to_owned();
    }
    td_string!(locale, rescoring.in_version, test = name, version = version.to_string()).to_string()
}
