//! Where a list of marks is sent, and what it would change before it does.

use super::model::{Change, Nobody, Refused, Row};
use super::store::Preview;
use crate::attendance::model::Said;
use crate::attendance::pages::{half_day_name, letter, said_words, told_notice};
use crate::attendance::queue::{self, Told};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::people::access::Act;
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line};
use crate::workshops::pages::{Tab, head};
use crate::workshops::store::reading::Session;
use crate::workshops::store::reading::find;
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The form for a list.
pub async fn ask_list(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    list_sheet(&visit, id, "", None, Vec::new()).await
}

/// The same with what became of a list, or what was wrong with it.
///
/// # Errors
/// Unless the asker trains there, or if the database fails.
pub async fn list_sheet(
    visit: &Visit,
    id: WorkshopId,
    pasted: &str,
    told: Option<Told>,
    refusals: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    caller.allow(Act::Train(workshop.line.campaign, id))?;
    let (locale, today, pasted) = (visit.locale, caller.today(), pasted.to_owned());
    let form = FormView::new(locale, refusals);
    let title = td_string!(locale, attendance.list);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        view! {
            {head(locale, &workshop, today, Tab::Attendance)}
            <h2>{title}</h2>
            {told.map(|told| told_notice(locale, &told))}
            {form.summary(move |field| label(locale, field).to_owned())}
            <p>{td_string!(locale, attendance.list_lead)}</p>
            <p class="actions">
                <a class="button" href=format!("/workshops/{id}/attendance/list.xlsx")>{td_string!(locale, attendance.list_template)}</a>
            </p>
            <form class="form" method="post" action=format!("/workshops/{id}/attendance/list") enctype="multipart/form-data" novalidate>
                {form.file("file", label(locale, "file"), ".xlsx,.csv,.txt,.tsv", td_string!(locale, attendance.list_file_hint), false)}
                {form.area("pasted", label(locale, "pasted"), &pasted, Some(td_string!(locale, attendance.list_pasted_hint)))}
                <p class="actions"><button class="button button--primary">{td_string!(locale, attendance.list_read)}</button></p>
            </form>
        }
    }))
}

fn label(locale: Locale, field: &str) -> &'static str {
    match field {
        "pasted" => td_string!(locale, attendance.list_pasted),
        "reason" => td_string!(locale, attendance.reason),
        _ => td_string!(locale, attendance.list_file),
    }
}

/// What a list would change.
///
/// # Errors
/// If the workshop is not the asker's, or the database fails.
pub async fn preview_sheet(visit: &Visit, id: WorkshopId, preview: Preview, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let workshop = find(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    let form = FormView::new(locale, refusals);
    let title = td_string!(locale, attendance.list_preview);
    Ok(Sheet::new(Place::Workshops, title).send(visit, move || {
        let back = format!("/workshops/{id}/attendance/list");
        view! {
            {head(locale, &workshop, today, Tab::Attendance)}
            <h2>{title}</h2>
            {summary(locale, &preview)}
            {taking(&form, id, &preview)}
            {table(locale, &preview)}
            <p class="actions"><a class="button" href=back>{td_string!(locale, attendance.list_another)}</a></p>
        }
    }))
}

fn summary(locale: Locale, preview: &Preview) -> impl IntoView + use<> {
    let (new, other, same) = preview.counts();
    let text = td_string!(
        locale,
        attendance.list_counts,
        new = new.to_string(),
        other = other.to_string(),
        same = same.to_string(),
        refused = preview.refused().to_string()
    )
    .to_string();
    let ignored = (!preview.ignored.is_empty()).then(|| {
        let headings = preview.ignored.join(", ");
        view! { <p class="muted">{td_string!(locale, attendance.list_ignored, headings = headings).to_string()}</p> }
    });
    view! { <p><strong>{text}</strong></p>{ignored} }
}

/// The button that takes it in; nothing where there is nothing to take.
fn taking(form: &FormView, id: WorkshopId, preview: &Preview) -> impl IntoView + use<> {
    let locale = form.locale;
    let count = preview.marks.len();
    if count == 0 {
        return view! { <p class="empty">{td_string!(locale, attendance.list_nothing)}</p> }.into_any();
    }
    let words = td_string!(locale, attendance.list_take, count = count.to_string()).to_string();
    let reason = preview.needs_reason.then(|| {
        form.line(Line::text("reason").hint(td_string!(locale, attendance.why_corrected)), label(locale, "reason"), "")
    });
    view! {
        <form class="form" method="post" action=format!("/workshops/{id}/attendance/list/take")>
            <input type="hidden" name="marks" value=queue::written(&preview.marks)/>
            {reason}
            <p class="actions"><button class="button button--primary">{words}</button></p>
        </form>
    }
    .into_any()
}

fn table(locale: Locale, preview: &Preview) -> impl IntoView + use<> {
    let headings = preview
        .sessions
        .iter()
        .map(|session| view! { <th scope="col">{half_day_name(locale, session)}</th> })
        .collect_view();
    let rows = preview.rows.iter().map(|(row, changes)| line(locale, row, changes, &preview.sessions)).collect_view();
    view! {
        <div class="scroll">
            <table class="table">
                <thead><tr><th scope="col">{td_string!(locale, attendance.list_row)}</th><th scope="col">{td_string!(locale, attendance.list_name)}</th>{headings}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn line(locale: Locale, row: &Row, changes: &[Change], sessions: &[Session]) -> impl IntoView + use<> {
    let cells = match &row.who {
        Ok(_) => {
            let cells = changes.iter().zip(sessions).map(|(change, session)| cell(locale, change, session));
            cells.collect_view().into_any()
        }
        Err(nobody) => view! { <td class="change change--refused" colspan=sessions.len().to_string()>{nobody_words(locale, nobody)}</td> }.into_any(),
    };
    view! { <tr><td>{row.number}</td><th scope="row">{row.written.clone()}</th>{cells}</tr> }
}

fn nobody_words(locale: Locale, nobody: &Nobody) -> String {
    match nobody {
        Nobody::Unknown(None) => td_string!(locale, attendance.list_unknown).to_owned(),
        Nobody::Unknown(Some(name)) => td_string!(locale, attendance.list_perhaps, name = name.clone()).to_string(),
        Nobody::Several => td_string!(locale, attendance.list_several).to_owned(),
        Nobody::Twice => td_string!(locale, attendance.list_twice).to_owned(),
    }
}

fn cell(locale: Locale, change: &Change, session: &Session) -> impl IntoView + use<> {
    let short = |said: &Said| {
        let letter = letter(locale, said.status);
        said.minutes.map_or_else(|| letter.to_owned(), |minutes| format!("{letter}\u{a0}{minutes}"))
    };
    let (class, words, title) = match change {
        Change::Nothing => ("change", String::new(), String::new()),
        Change::Same(said) => ("change change--same", short(said), said_words(locale, *said)),
        Change::New(said) => ("change change--new", format!("+\u{a0}{}", short(said)), said_words(locale, *said)),
        Change::Other { stands, said } => (
            "change change--other",
            format!("{}\u{a0}→\u{a0}{}", short(stands), short(said)),
            format!("{} → {}", said_words(locale, *stands), said_words(locale, *said)),
        ),
        Change::Refused(why) => ("change change--refused", refused_words(locale, why), String::new()),
    };
    let title = (!title.is_empty()).then_some(title);
    view! { <td class=class title=title data-label=half_day_name(locale, session)>{words}</td> }
}

fn refused_words(locale: Locale, why: &Refused) -> String {
    match why {
        Refused::NotAMark(written) => {
            td_string!(locale, attendance.list_not_a_mark, written = written.clone()).to_string()
        }
        Refused::Disputed => td_string!(locale, attendance.own_disputed).to_owned(),
        Refused::Closed => td_string!(locale, attendance.refused_closed).to_owned(),
        Refused::NotYet => td_string!(locale, attendance.refused_not_yet).to_owned(),
    }
}
