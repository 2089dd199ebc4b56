//! The grid of a test's sheets.

mod paper;

pub use paper::show_printed;

use super::model::{Stands, Wrong, edition, stands_together, write_line};
use super::store::{Grid, Typed, grid};
use super::words;
use crate::assessments::bank::views::language;
use crate::assessments::pages::test_name;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{EnrolmentId, InstrumentId, WorkshopId};
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::number;
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::enrolment::Participant;
use crate::workshops::store::reading::find;
use axum::extract::{Path, Query};
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::question::Question;
use serde::Deserialize;

/// What was just kept, and whose sheet is to be corrected.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct SheetsQuery {
    kept: String,
    correct: String,
}

/// What a trainer is about to enter, or has sent.
#[derive(Clone, Debug, Default)]
pub struct Entering {
    /// How many lines were just kept.
    pub kept: Option<usize>,
    /// Whose sheet stands and is to be corrected.
    pub correct: Option<EnrolmentId>,
    /// What was typed.
    pub typed: Vec<Typed>,
    /// What was not kept of it, and why.
    pub wrong: Vec<(EnrolmentId, Wrong)>,
    /// Why nothing was.
    pub refused: Vec<Refusal>,
}

/// The grid.
pub async fn show_sheets(
    visit: Visit,
    Path((id, test)): Path<(WorkshopId, InstrumentId)>,
    Query(query): Query<SheetsQuery>,
) -> Answer {
    let (kept, correct) = (query.kept.parse().ok(), query.correct.parse().ok());
    sheets_sheet(&visit, id, test, Entering { kept, correct, ..Entering::default() }).await
}

/// The same with what became of what was typed.
///
/// # Errors
/// As [`grid`].
pub async fn sheets_sheet(visit: &Visit, id: WorkshopId, test: InstrumentId, entering: Entering) -> Answer {
    let caller = visit.caller();
    let found = grid(&caller, id, test).await?;
    let workshop = find(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let form = FormView::new(locale, entering.refused.clone());
    let title =
        td_string!(locale, sheets.title, test = test_name(locale, found.test.purpose, &found.test.title)).to_string();
    let refused = !form.refusals.is_empty() || !entering.wrong.is_empty();
    Ok(Sheet::new(Place::Workshops, title.clone()).refused(refused).send(visit, move || {
        let entry = Entry { locale, questions: found.test.questions(), max: found.test.max_points, entering };
        let body = if found.lines.is_empty() {
            view! { <p class="empty">{td_string!(locale, attendance.nobody)}</p> }.into_any()
        } else {
            entry.form(id, test, &found).into_any()
        };
        view! {
            {head(locale, &workshop, today, Tab::Scores)}
            <h2>{title}</h2>
            {form.summary(move |_| td_string!(locale, sheets.edition_label).to_owned())}
            {entry.told()}
            {entry.how_to()}
            <p class="actions">
                <a class="button" href=format!("/workshops/{id}/tests/{test}/paper")>{td_string!(locale, sheets.print)}</a>
                <a class="button" href=format!("/workshops/{id}/scores")>{td_string!(locale, sheets.to_scores)}</a>
            </p>
            {body}
        }
    }))
}

struct Entry {
    locale: Locale,
    questions: Vec<Question>,
    max: i32,
    entering: Entering,
}

impl Entry {
    /// What became of what was sent.
    fn told(&self) -> impl IntoView + use<> {
        let count = |many: usize| number(self.locale, i64::try_from(many).unwrap_or(i64::MAX));
        let kept = self.entering.kept.filter(|kept| *kept > 0).map(|kept| {
            let said = td_string!(self.locale, sheets.kept, count = count(kept)).to_string();
            view! { <p class="notice" role="status">{said}</p> }
        });
        let wrong = (!self.entering.wrong.is_empty()).then(|| {
            let said = td_string!(self.locale, sheets.not_kept, count = count(self.entering.wrong.len())).to_string();
            view! { <p class="notice notice--error" role="alert">{said}</p> }
        });
        view! { {kept}{wrong} }
    }

    /// How a line is typed, and what each question takes.
    fn how_to(&self) -> impl IntoView + use<> {
        let locale = self.locale;
        let lead = if stands_together(&self.questions) {
            td_string!(locale, sheets.lead_together)
        } else {
            td_string!(locale, sheets.lead_apart)
        };
        let takes = self.questions.iter().enumerate();
        let takes =
            takes.map(|(place, question)| view! { <li>{words::takes(locale, place, question)}</li> }).collect_view();
        let said = td_string!(locale, sheets.edition, edition = edition(&self.questions)).to_string();
        view! {
            <p>{lead}" "{td_string!(locale, sheets.lead_keys)}</p>
            <p class="muted" id="edition">{said}</p>
            <details class="more">
                <summary>{td_string!(locale, sheets.takes)}</summary>
                <ol class="sheets__takes">{takes}</ol>
            </details>
        }
    }

    /// The lines to type, with nothing between them that the tabulator would stop at, and below
    /// them the sheets that stand.
    fn form(&self, id: WorkshopId, test: InstrumentId, found: &Grid) -> impl IntoView + use<> {
        let locale = self.locale;
        let first = self.first(found);
        let (open, standing): (Vec<_>, Vec<_>) =
            found.lines.iter().partition(|(person, stands)| self.is_open(person.enrolment, stands.as_ref()));
        let count = |many: usize| number(locale, i64::try_from(many).unwrap_or(i64::MAX));
        let entered = found.lines.iter().filter(|(_, stands)| stands.is_some()).count();
        let progress =
            td_string!(locale, sheets.progress, count = count(entered), people = count(found.lines.len())).to_string();
        let fields = (!open.is_empty()).then(|| {
            let is_first = |person: &Participant| first == Some(person.enrolment);
            let cell = |(person, stands): &&(Participant, Option<Stands>)| {
                (person.clone(), self.field(person, stands.as_ref(), is_first(person)), points(stands.as_ref()))
            };
            view! {
                <form method="post" action=format!("/workshops/{id}/tests/{test}/sheets") novalidate>
                    <input type="hidden" name="edition" value=edition(&self.questions)/>
                    {self.table(open.iter().map(cell).collect())}
                    <div class="form__foot"><button class="button button--primary">{td_string!(locale, sheets.save)}</button></div>
                </form>
            }
        });
        let standing = (!standing.is_empty()).then(|| {
            let cell = |(person, stands): &&(Participant, Option<Stands>)| {
                (person.clone(), self.standing(person, stands.as_ref()), points(stands.as_ref()))
            };
            view! {
                <h3>{td_string!(locale, sheets.entered)}</h3>
                {self.table(standing.iter().map(cell).collect())}
            }
        });
        view! { <p><strong>{progress}</strong></p>{fields}{standing} }
    }

    /// People, each with what there is of their sheet, and their points.
    fn table(&self, rows: Vec<(Participant, AnyView, Option<i32>)>) -> impl IntoView + use<> {
        let locale = self.locale;
        let of = td_string!(locale, assessments.of_max, max = self.max.to_string()).to_string();
        let row = |(person, cell, points): (Participant, AnyView, Option<i32>)| {
            view! {
                <tr>
                    <th scope="row">
                        {person.name.listed()}<br/>
                        <span class="muted">{person.institution}</span>
                    </th>
                    <td>{cell}</td>
                    <td class="numeric" data-label=td_string!(locale, findings.points)>{points}</td>
                </tr>
            }
        };
        view! {
            <table class="table table--entry">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(locale, people.person)}</th>
                        <th scope="col">{td_string!(locale, sheets.sheet)}</th>
                        <th scope="col" class="numeric">{td_string!(locale, findings.points)}" "{of}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        }
    }

    fn wrong(&self, of: EnrolmentId) -> Option<&Wrong> {
        self.entering.wrong.iter().find(|(enrolment, _)| *enrolment == of).map(|(_, wrong)| wrong)
    }

    fn typed(&self, of: EnrolmentId) -> Option<&Typed> {
        self.entering.typed.iter().find(|typed| typed.enrolment == of)
    }

    /// Whether there is a field for someone: for whom no score stands, or one is to be replaced.
    fn is_open(&self, of: EnrolmentId, stands: Option<&Stands>) -> bool {
        let sent_in_vain = !self.entering.refused.is_empty() && self.typed(of).is_some();
        stands.is_none() || self.entering.correct == Some(of) || self.wrong(of).is_some() || sent_in_vain
    }

    /// Where one goes on: at what was wrong, at what is to be corrected, or at the first line
    /// that is empty.
    fn first(&self, found: &Grid) -> Option<EnrolmentId> {
        let seats = || found.lines.iter().map(|(person, stands)| (person.enrolment, stands));
        let wrong = seats().find(|(seat, _)| self.wrong(*seat).is_some());
        let corrected = || seats().find(|(seat, _)| self.entering.correct == Some(*seat));
        let empty = || seats().find(|(_, stands)| stands.is_none());
        wrong.or_else(corrected).or_else(empty).map(|(seat, _)| seat)
    }

    /// A sheet that stands, as the line that would be typed, with the way to correct it.
    fn standing(&self, person: &Participant, stands: Option<&Stands>) -> AnyView {
        let locale = self.locale;
        let line = match stands.and_then(|stands| stands.answers.as_ref()) {
            Some(answers) => {
                let line = write_line(&self.questions, answers, language(locale));
                view! { <span class="sheets__line">{line}</span> }.into_any()
            }
            None => view! { <span class="muted">{td_string!(locale, sheets.total_only)}</span> }.into_any(),
        };
        let of = person.enrolment;
        let label = format!("{}, {}", td_string!(locale, sheets.correct), person.name);
        view! {
            {line}" "
            <a class="button button--quiet" href=format!("?correct={of}") aria-label=label>{td_string!(locale, sheets.correct)}</a>
        }
        .into_any()
    }

    fn field(&self, person: &Participant, stands: Option<&Stands>, is_first: bool) -> AnyView {
        let of = person.enrolment;
        let name = format!("s-{of}");
        let stored = stands.and_then(|stands| stands.answers.as_ref());
        let value = match (self.typed(of), stored) {
            (Some(typed), _) => typed.line.clone(),
            (None, Some(answers)) => write_line(&self.questions, answers, language(self.locale)),
            (None, None) => String::new(),
        };
        let error = self.wrong(of).map(|wrong| words::wrong(self.locale, wrong, self.max));
        let described = error.as_ref().map(|_| format!("{name}-error"));
        let invalid = error.as_ref().map(|_| "true");
        let error =
            error.zip(described.clone()).map(|(words, id)| view! { <span class="field__error" id=id>{words}</span> });
        let label = td_string!(self.locale, sheets.sheet_of, name = person.name.to_string()).to_string();
        view! {
            <input
                class="field__control sheets__line"
                id=name.clone()
                name=name
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-label=label
                aria-invalid=invalid
                aria-describedby=described
                value=value
                autofocus=is_first
            />
            {error}
            {self.instead(of, stands)}
        }
        .into_any()
    }

    /// The score that a line replaces. Whoever asked to correct it has seen it; where it came
    /// between, they say so.
    fn instead(&self, of: EnrolmentId, stands: Option<&Stands>) -> Option<AnyView> {
        let stands = stands?;
        let name = format!("instead-{of}");
        let seen =
            self.typed(of).map_or(self.entering.correct == Some(of), |typed| typed.instead_of == Some(stands.score));
        if seen {
            return Some(view! { <input type="hidden" name=name value=stands.score.to_string()/> }.into_any());
        }
        let words = td_string!(self.locale, sheets.replace, points = stands.points.to_string()).to_string();
        Some(
            view! {
                <label class="choice">
                    <input type="checkbox" name=name value=stands.score.to_string()/>
                    <span>{words}</span>
                </label>
            }
            .into_any(),
        )
    }
}

fn points(stands: Option<&Stands>) -> Option<i32> {
    stands.map(|stands| stands.points)
}
