//! The score sheet of a workshop.

mod results;

pub use results::{my_results, percent_of, whole_percent};

use super::answering::pages::openings;
use super::answering::store::opening::openable;
use super::model::{Moment, Purpose, Score, normalised_gain};
use super::store::results::released_at;
use super::store::{Entry, Instrument, ScoreSheet, Scores, score_sheet};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::shell::{Place, Sheet};
use crate::ui::problems::sentence;
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::enrolment::Participant;
use crate::workshops::store::reading::find;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;
use results::release_section;

/// The score sheet.
pub async fn scores(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    scores_sheet(&visit, id, &[], Vec::new()).await
}

/// The same with what was typed and what was wrong.
///
/// # Errors
/// If the asker does not follow the workshop, or the database fails.
pub async fn scores_sheet(visit: &Visit, id: WorkshopId, typed: &[(String, String)], refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let ScoreSheet { participants: enrolled, instruments, scores } = score_sheet(&caller, id).await?;
    let openable = openable(&caller, id).await?;
    let released = released_at(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = format!("{} · {}", td_string!(locale, assessments.title), workshop.line.title);
    let typed = typed.to_vec();
    Ok(Sheet::new(Place::Workshops, title).refused(!refusals.is_empty()).send(visit, move || {
        let release = (workshop.may_organise && !scores.is_empty()).then(|| release_section(locale, id, released));
        let openings = openings(locale, id, openable, &enrolled, workshop.may_train);
        let body = if instruments.is_empty() {
            view! { <p class="empty">{td_string!(locale, assessments.no_test)}</p> }.into_any()
        } else if enrolled.is_empty() {
            view! { <p class="empty">{td_string!(locale, attendance.nobody)}</p> }.into_any()
        } else {
            let grid = Grid { locale, instruments, scores, typed, refusals };
            grid.form(id, enrolled).into_any()
        };
        view! {
            {head(locale, &workshop, today, Tab::Scores)}
            {body}
            <p class="actions">
                <a class="button" href=format!("/workshops/{id}/findings")>{td_string!(locale, findings.title)}</a>
                <a class="button" href=format!("/workshops/{id}/practice")>{td_string!(locale, practice.title)}</a>
                <a class="button" href=format!("/workshops/{id}/evaluations")>{td_string!(locale, evaluations.title)}</a>
            </p>
            {openings}
            {release}
        }
    }))
}

struct Grid {
    locale: Locale,
    instruments: Vec<Instrument>,
    scores: Scores,
    typed: Vec<(String, String)>,
    refusals: Vec<Refusal>,
}

impl Grid {
    fn form(&self, id: WorkshopId, enrolled: Vec<Participant>) -> impl IntoView + use<> {
        let locale = self.locale;
        let heads = self
            .instruments
            .iter()
            .map(|instrument| {
                let max = td_string!(locale, assessments.of_max, max = instrument.max_points.to_string()).to_string();
                view! { <th scope="col">{moment_name(locale, instrument.moment)}<br/><span class="muted">{max}</span></th> }
            })
            .collect_view();
        let wrong = (!self.refusals.is_empty()).then(|| {
            view! { <p class="notice notice--error" role="alert">{td_string!(locale, assessments.nothing_saved)}</p> }
        });
        let rows = enrolled.into_iter().map(|participant| self.row(&participant)).collect_view();
        view! {
            {wrong}
            <form method="post" action=format!("/workshops/{id}/scores") novalidate>
                <table class="table table--entry">
                    <thead>
                        <tr>
                            <th scope="col">{td_string!(locale, people.person)}</th>
                            {heads}
                            <th scope="col" class="numeric">{td_string!(locale, assessments.gain)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                <div class="form__foot"><button class="button button--primary">{td_string!(locale, assessments.save)}</button></div>
            </form>
        }
    }

    fn row(&self, participant: &Participant) -> impl IntoView + use<> {
        let cells = self.instruments.iter().map(|instrument| self.cell(participant, instrument)).collect_view();
        let score = |moment| self.scores.get(&(participant.enrolment, moment)).copied();
        view! {
            <tr>
                <th scope="row">
                    {participant.name.family.clone()}" "{participant.name.given.clone()}<br/>
                    <span class="muted">{participant.institution.clone()}</span>
                </th>
                {cells}
                <td class="numeric" data-label=td_string!(self.locale, assessments.gain)>
                    {gain(self.locale, score(Moment::Before), score(Moment::After))}
                </td>
            </tr>
        }
    }

    fn cell(&self, participant: &Participant, instrument: &Instrument) -> impl IntoView + use<> {
        let entry = Entry { enrolment: participant.enrolment, moment: instrument.moment, points: None };
        let field = entry.field();
        let stored = self.scores.get(&(participant.enrolment, instrument.moment));
        let value = self
            .typed
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, typed)| typed.chars().take(20).collect())
            .or_else(|| stored.map(|score| score.points.to_string()));
        let error = self.refusals.iter().find(|refusal| refusal.field == field);
        let error_id = format!("{field}-error");
        let described = error.map(|_| error_id.clone());
        let invalid = error.map(|_| "true");
        let error = error.map(|refusal| {
            view! { <span class="field__error" id=error_id>{sentence(self.locale, &refusal.problem)}</span> }
        });
        let name = moment_name(self.locale, instrument.moment);
        let label = format!("{name}, {}", participant.name);
        view! {
            <td data-label=name>
                <input
                    class="field__control field__control--points"
                    id=field.clone()
                    name=field
                    inputmode="numeric"
                    autocomplete="off"
                    aria-label=label
                    aria-invalid=invalid
                    aria-describedby=described
                    value=value
                />
                {error}
            </td>
        }
    }
}

/// The learning gain in words: a share of what there was to gain, or why none is told.
fn gain(locale: Locale, before: Option<Score>, after: Option<Score>) -> String {
    let Some((before, after)) = before.zip(after) else { return "–".to_owned() };
    match normalised_gain(before, after) {
        Some(gain) => whole_percent(locale, gain),
        None => td_string!(locale, assessments.no_gain).to_owned(),
    }
}

/// What a test is called by what it is for.
#[must_use]
pub fn test_name(locale: Locale, purpose: Purpose, title: &str) -> String {
    match purpose {
        Purpose::Paired(moment) => moment_name(locale, moment).to_owned(),
        Purpose::Quiz => td_string!(locale, tests.quiz_of, module = title.to_owned()).to_string(),
    }
}

/// Pre-test or post-test, in words.
#[must_use]
pub fn moment_name(locale: Locale, moment: Moment) -> &'static str {
    match moment {
        Moment::Before => td_string!(locale, assessments.before),
        Moment::After => td_string!(locale, assessments.after),
    }
}
