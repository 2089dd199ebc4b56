//! The form for letters of invitation.

use super::{Tab, head};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::ui::format::date;
use crate::workshops::letters::{Addressees, LettersForm};
use crate::workshops::model::seats_pass_on;
use crate::workshops::store::enrolment::{Participant, participants};
use crate::workshops::store::reading::find;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// What to say on letters of invitation, and to whom.
pub async fn letters(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    letters_sheet(&visit, id, None, Vec::new()).await
}

/// The same with what was typed and what was wrong.
///
/// # Errors
/// If the asker does not organise the workshop's campaign, or the database fails.
pub async fn letters_sheet(
    visit: &Visit,
    id: WorkshopId,
    typed: Option<LettersForm>,
    refusals: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    if !workshop.may_organise {
        return Err(UseError::Forbidden.into());
    }
    let enrolled = participants(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let starts_on = workshop.line.starts_on;
    let typed = typed.unwrap_or_else(|| LettersForm::offered(today, starts_on));
    let title = format!("{} · {}", td_string!(locale, workshops.letters), workshop.line.title);
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let body = if !seats_pass_on(today, starts_on) {
            let day = date(locale, starts_on);
            view! { <p class="empty">{td_string!(locale, workshops.letters_too_late, day = day).to_string()}</p> }
                .into_any()
        } else if enrolled.is_empty() {
            view! { <p class="empty">{td_string!(locale, workshops.nobody)}</p> }.into_any()
        } else {
            letters_form(&form, id, &typed, &enrolled).into_any()
        };
        view! {
            {head(locale, &workshop, today, Tab::Participants)}
            {form.summary(move |field| field_label(locale, field))}
            <section class="section" aria-labelledby="letters">
                <h2 id="letters">{td_string!(locale, workshops.letters)}</h2>
                {body}
            </section>
        }
    }))
}

fn letters_form(
    form: &FormView,
    id: WorkshopId,
    typed: &LettersForm,
    enrolled: &[Participant],
) -> impl IntoView + use<> {
    let locale = form.locale;
    let label = |field: &str| field_label(locale, field);
    let contact = Line::text("contact").optional().hint(td_string!(locale, workshops.contact_hint));
    let written_in = Line::text("written_in").optional();
    let signatory = Line::text("signatory").optional().hint(td_string!(locale, workshops.signatory_hint));
    view! {
        <p class="notice">{td_string!(locale, workshops.letters_lead)}</p>
        <form class="form" method="post" action=format!("/workshops/{id}/letters") novalidate>
            {form.select("to", &label("to"), &typed.to, &addressees(locale, enrolled))}
            <div class="form__row">
                {form.line(written_in, &label("written_in"), &typed.written_in)}
                {form.line(Line::text("answer_by").kind("date"), &label("answer_by"), &typed.answer_by)}
            </div>
            {form.line(signatory, &label("signatory"), &typed.signatory)}
            {form.line(contact, &label("contact"), &typed.contact)}
            {form.area("remarks", &label("remarks"), &typed.remarks, Some(td_string!(locale, workshops.remarks_hint)))}
            <button class="button button--primary">{td_string!(locale, workshops.print_letters)}</button>
        </form>
    }
}

fn addressees(locale: Locale, enrolled: &[Participant]) -> Vec<(String, String)> {
    let silent = enrolled.iter().filter(|participant| !participant.confirmed).count();
    let everyone = td_string!(locale, workshops.to_everyone, count = enrolled.len().to_string()).to_string();
    let unanswered = td_string!(locale, workshops.to_unanswered, count = silent.to_string()).to_string();
    let mut choices = vec![(Addressees::Everyone.as_text(), everyone)];
    if 0 < silent && silent < enrolled.len() {
        choices.push((Addressees::Unanswered.as_text(), unanswered));
    }
    choices.extend(enrolled.iter().map(|participant| {
        let name = participant.name.listed();
        (Addressees::One(participant.enrolment).as_text(), format!("{name} ({})", participant.institution))
    }));
    choices
}

fn field_label(locale: Locale, field: &str) -> String {
    match field {
        "to" => td_string!(locale, workshops.letters_to),
        "written_in" => td_string!(locale, workshops.written_in),
        "answer_by" => td_string!(locale, workshops.answer_by),
        "signatory" => td_string!(locale, workshops.signatory),
        "contact" => td_string!(locale, workshops.contact),
        _ => td_string!(locale, workshops.remarks),
    }
    .to_owned()
}
