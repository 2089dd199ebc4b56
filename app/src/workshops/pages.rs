//! Workshops, to read: the list, one of them, its timetable, its participants.

use super::model::{Stage, WorkshopForm};
use super::store::enrolment::{Participant, participants};
use super::store::planning::trainers_to_choose;
use super::store::reading::{self, Filter, PAGE, Session, TimetableLine, Workshop, WorkshopLine};
use super::timetable::{Activity, Half};
use crate::campaigns;
use crate::code::Code;
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::{CampaignId, CityId, WorkshopId};
use crate::people::model::{PersonForm, Sex};
use crate::people::pages::field_label as person_label;
use crate::people::store::{places, register};
use crate::shell::{Place, Sheet};
use crate::ui::form::{FormView, Line, suggestions};
use crate::ui::format::{date, duration, number, phone, range, time, weekday};
use axum::extract::{Path, Query};
use axum::response::Response;
use leptos::prelude::*;
use leptos_i18n::td_string;
use serde::Deserialize;

/// The pages of one workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// What it is.
    Overview,
    /// Its half-days.
    Timetable,
    /// Who is enrolled.
    Participants,
    /// Who was there.
    Attendance,
    /// What they scored.
    Scores,
    /// Who is certified.
    Certificates,
}

impl Tab {
    const ALL: [Self; 6] =
        [Self::Overview, Self::Timetable, Self::Participants, Self::Attendance, Self::Scores, Self::Certificates];

    fn path(self) -> &'static str {
        match self {
            Self::Overview => "",
            Self::Timetable => "/timetable",
            Self::Participants => "/participants",
            Self::Attendance => "/attendance",
            Self::Scores => "/scores",
            Self::Certificates => "/certificates",
        }
    }

    fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::Overview => td_string!(locale, workshops.overview),
            Self::Timetable => td_string!(locale, workshops.timetable),
            Self::Participants => td_string!(locale, workshops.participants),
            Self::Attendance => td_string!(locale, attendance.title),
            Self::Scores => td_string!(locale, assessments.title),
            Self::Certificates => td_string!(locale, certificates.title),
        }
    }
}

/// The head of every page of a workshop: title, place, dates, tabs.
pub fn head(locale: Locale, workshop: &Workshop, today: chrono::NaiveDate, tab: Tab) -> impl IntoView + use<> {
    let line = &workshop.line;
    let tabs = Tab::ALL
        .into_iter()
        .map(|each| {
            let address = format!("/workshops/{}{}", line.id, each.path());
            let current = (each == tab).then_some("page");
            view! { <li><a class="tabs__link" href=address aria-current=current>{each.label(locale)}</a></li> }
        })
        .collect_view();
    view! {
        <div class="page-head">
            <p class="breadcrumb"><a href="/workshops">{td_string!(locale, workshops.title)}</a></p>
            <h1>{line.title.clone()}</h1>
            <p class="lead">
                {stage_badge(locale, Stage::on(today, line.starts_on, line.ends_on))}" "
                {line.city.clone()}" · "{range(locale, line.starts_on, line.ends_on)}
            </p>
        </div>
        <nav class="tabs" aria-label=td_string!(locale, workshops.pages)><ul class="tabs__list">{tabs}</ul></nav>
    }
}

/// A stage as a badge.
pub fn stage_badge(locale: Locale, stage: Stage) -> impl IntoView + use<> {
    view! { <span class=format!("badge badge--{}", stage.as_str())>{stage_name(locale, stage)}</span> }
}

fn stage_name(locale: Locale, stage: Stage) -> &'static str {
    match stage {
        Stage::Planned => td_string!(locale, workshops.planned),
        Stage::Running => td_string!(locale, workshops.running),
        Stage::Finished => td_string!(locale, workshops.finished),
    }
}

/// The query of the list: what to show of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    city: String,
    stage: String,
    after: String,
}

/// The workshops that the asker follows.
pub async fn list(visit: Visit, Query(query): Query<ListQuery>) -> Answer {
    let caller = visit.caller();
    let after = query.after.split_once('_').and_then(|(day, id)| Some((day.parse().ok()?, id.parse().ok()?)));
    let filter = Filter { campaign: None, city: query.city.parse().ok(), stage: query.stage.parse().ok(), after };
    let lines = reading::list(&caller, &filter).await?;
    let cities = places::cities(&caller).await?;
    let campaigns = campaigns::store::list(&caller).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = td_string!(locale, workshops.title);
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        let next = (lines.len() as u64 == PAGE).then(|| next_page(locale, &query, lines.last())).flatten();
        let news = campaigns
            .into_iter()
            .map(|campaign| {
                let address = format!("/campaigns/{}/workshops/new", campaign.id);
                let label = td_string!(locale, workshops.new_in, campaign = campaign.title).to_string();
                view! { <a class="button button--primary" href=address>{label}</a> }
            })
            .collect_view();
        view! {
            <div class="page-head">
                <h1>{title}</h1>
                <div class="page-head__actions">{news}</div>
            </div>
            {filters(locale, &query, &cities)}
            {table(locale, today, lines)}
            {next}
        }
    }))
}

fn next_page(locale: Locale, query: &ListQuery, last: Option<&WorkshopLine>) -> Option<impl IntoView + use<>> {
    let last = last?;
    let address = format!("/workshops?city={}&stage={}&after={}_{}", query.city, query.stage, last.starts_on, last.id);
    Some(
        view! { <p class="pager"><a class="button" rel="next" href=address>{td_string!(locale, shell.next_page)}</a></p> },
    )
}

fn filters(locale: Locale, query: &ListQuery, cities: &[(CityId, String)]) -> impl IntoView + use<> {
    let cities = cities
        .iter()
        .map(|(id, name)| {
            let value = id.to_string();
            let selected = value == query.city;
            view! { <option value=value selected=selected>{name.clone()}</option> }
        })
        .collect_view();
    let stages = Stage::ALL
        .into_iter()
        .map(|stage| {
            let selected = stage.as_str() == query.stage;
            view! { <option value=stage.as_str() selected=selected>{stage_name(locale, stage)}</option> }
        })
        .collect_view();
    view! {
        <form class="filters" method="get" action="/workshops">
            <label class="filters__field">
                <span>{td_string!(locale, workshops.city)}</span>
                <select class="field__control" name="city"><option value="">{td_string!(locale, workshops.all_cities)}</option>{cities}</select>
            </label>
            <label class="filters__field">
                <span>{td_string!(locale, workshops.stage)}</span>
                <select class="field__control" name="stage"><option value="">{td_string!(locale, workshops.all_stages)}</option>{stages}</select>
            </label>
            <button class="button">{td_string!(locale, workshops.filter)}</button>
        </form>
    }
}

/// A table of workshops; says what to do if it is empty.
pub fn table(locale: Locale, today: chrono::NaiveDate, lines: Vec<WorkshopLine>) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="empty">{td_string!(locale, workshops.none)}</p> }.into_any();
    }
    let rows = lines
        .into_iter()
        .map(|line| {
            let seats = format!("{} / {}", number(locale, line.enrolled), number(locale, line.capacity));
            view! {
                <tr>
                    <th scope="row"><a href=format!("/workshops/{}", line.id)>{line.title}</a></th>
                    <td data-label=td_string!(locale, workshops.city)>{line.city}</td>
                    <td data-label=td_string!(locale, workshops.dates)>{range(locale, line.starts_on, line.ends_on)}</td>
                    <td data-label=td_string!(locale, workshops.seats) class="numeric">{seats}</td>
                    <td data-label=td_string!(locale, workshops.stage)>{stage_badge(locale, Stage::on(today, line.starts_on, line.ends_on))}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{td_string!(locale, workshops.workshop)}</th>
                    <th scope="col">{td_string!(locale, workshops.city)}</th>
                    <th scope="col">{td_string!(locale, workshops.dates)}</th>
                    <th scope="col" class="numeric">{td_string!(locale, workshops.seats)}</th>
                    <th scope="col">{td_string!(locale, workshops.stage)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// The form for a workshop.
pub async fn new_workshop(visit: Visit, Path(campaign): Path<CampaignId>) -> Answer {
    form_sheet(&visit, campaign, WorkshopForm::default(), Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If the asker does not organise the campaign, or the database fails.
pub async fn form_sheet(visit: &Visit, campaign: CampaignId, typed: WorkshopForm, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let trainers = keyed(trainers_to_choose(&caller, campaign).await?);
    let frame = campaigns::store::find(&caller, campaign).await?;
    let cities = keyed(places::cities(&caller).await?);
    let mut venues: Vec<String> = campaigns::store::venues(&caller).await?.into_iter().map(|(_, name)| name).collect();
    venues.dedup();
    let curricula: Vec<(String, String)> = campaigns::store::curricula(&caller)
        .await?
        .into_iter()
        .map(|line| (line.id.to_string(), format!("{} ({})", line.title, line.version)))
        .collect();
    let locale = visit.locale;
    let title = td_string!(locale, workshops.new);
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let label = move |field: &str| field_label(locale, field);
        let action = format!("/campaigns/{campaign}/workshops/new");
        let window = td_string!(locale, workshops.window, window = range(locale, frame.starts_on, frame.ends_on)).to_string();
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/workshops">{td_string!(locale, workshops.title)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{frame.title}<br/>{window}</p>
            </div>
            {form.summary(label)}
            <form class="form" method="post" action=action novalidate>
                {form.line(Line::text("title"), &label("title"), &typed.title)}
                <div class="form__row">
                    {form.select("city", &label("city"), &typed.city, &cities)}
                    {form.line(Line::text("venue").list("venues").hint(td_string!(locale, workshops.venue_hint)), &label("venue"), &typed.venue)}
                    {suggestions("venues", &venues)}
                </div>
                <div class="form__row">
                    {form.line(Line::text("starts_on").kind("date"), &label("starts_on"), &typed.starts_on)}
                    {form.line(Line::text("ends_on").kind("date"), &label("ends_on"), &typed.ends_on)}
                </div>
                {form.select("curriculum", &label("curriculum"), &typed.curriculum, &curricula)}
                {form.line(Line::text("capacity").kind("number").hint(td_string!(locale, workshops.capacity_hint)), &label("capacity"), &typed.capacity)}
                {form.select("lead", &label("lead"), &typed.lead, &trainers)}
                {form.checkboxes("trainers", &label("trainers"), &typed.trainers, &trainers)}
                <button class="button button--primary">{td_string!(locale, workshops.create)}</button>
            </form>
        }
    }))
}

fn keyed<Id: ToString>(list: Vec<(Id, String)>) -> Vec<(String, String)> {
    list.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
}

fn field_label(locale: Locale, field: &str) -> String {
    match field {
        "city" => td_string!(locale, workshops.city),
        "venue" => td_string!(locale, workshops.venue),
        "starts_on" => td_string!(locale, workshops.starts_on),
        "ends_on" => td_string!(locale, workshops.ends_on),
        "curriculum" => td_string!(locale, workshops.curriculum),
        "capacity" => td_string!(locale, workshops.capacity),
        "lead" => td_string!(locale, workshops.lead),
        "trainers" => td_string!(locale, workshops.trainers),
        _ => td_string!(locale, workshops.workshop_title),
    }
    .to_owned()
}

/// One workshop: what it is, and what to do next.
pub async fn overview(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    let caller = visit.caller();
    let workshop = reading::find(&caller, id).await?;
    let (locale, today) = (visit.locale, caller.today());
    Ok(Sheet::new(Place::Workshops, workshop.line.title.clone())
        .send(&visit, move || overview_view(locale, today, &workshop)))
}

fn overview_view(locale: Locale, today: chrono::NaiveDate, workshop: &Workshop) -> impl IntoView + use<> {
    let line = workshop.line.clone();
    let id = line.id;
    let trainers = workshop
        .trainers
        .iter()
        .map(|(_, name, lead)| {
            let role =
                if *lead { td_string!(locale, workshops.lead) } else { td_string!(locale, workshops.co_trainer) };
            view! { <li>{name.clone()}" "<span class="muted">{role}</span></li> }
        })
        .collect_view();
    let seats = td_string!(
        locale,
        workshops.seats_taken,
        taken = number(locale, line.enrolled),
        capacity = number(locale, line.capacity)
    )
    .to_string();
    view! {
        {head(locale, workshop, today, Tab::Overview)}
        <div class="actions">
            {next_step(locale, today, workshop)}
            <a class="button" href=format!("/workshops/{id}/attendance-sheet.pdf")>{td_string!(locale, attendance.sheet)}</a>
            <a class="button" href=format!("/curricula/{}/handout.pdf", workshop.curriculum)>{td_string!(locale, campaigns.handout)}</a>
        </div>
        <dl class="facts">
            <div><dt>{td_string!(locale, workshops.campaign)}</dt><dd>{workshop.campaign_title.clone()}</dd></div>
            <div><dt>{td_string!(locale, workshops.venue)}</dt><dd>{line.venue}", "{line.city}</dd></div>
            <div><dt>{td_string!(locale, workshops.dates)}</dt><dd>{range(locale, line.starts_on, line.ends_on)}</dd></div>
            <div><dt>{td_string!(locale, workshops.seats)}</dt><dd>{seats}</dd></div>
            <div>
                <dt>{td_string!(locale, workshops.curriculum)}</dt>
                <dd><a href=format!("/curricula/{}", workshop.curriculum)>{workshop.curriculum_title.clone()}</a></dd>
            </div>
            <div><dt>{td_string!(locale, workshops.trainers)}</dt><dd><ul class="plain">{trainers}</ul></dd></div>
        </dl>
    }
}

/// The one thing that most probably is to be done now.
fn next_step(locale: Locale, today: chrono::NaiveDate, workshop: &Workshop) -> impl IntoView + use<> {
    let line = &workshop.line;
    let (path, label) = match Stage::on(today, line.starts_on, line.ends_on) {
        Stage::Planned if workshop.may_organise => ("participants", td_string!(locale, workshops.do_enrol)),
        Stage::Planned => ("timetable", td_string!(locale, workshops.do_prepare)),
        Stage::Running => ("attendance", td_string!(locale, workshops.do_mark)),
        Stage::Finished => ("certificates", td_string!(locale, workshops.do_certify)),
    };
    view! { <a class="button button--primary" href=format!("/workshops/{}/{path}", line.id)>{label}</a> }
}

/// The half-days of a workshop.
pub async fn timetable(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    let caller = visit.caller();
    let workshop = reading::find(&caller, id).await?;
    let (lines, lacking) = reading::timetable(&caller, &workshop).await?;
    let (locale, today) = (visit.locale, caller.today());
    let title = format!("{} · {}", td_string!(locale, workshops.timetable), workshop.line.title);
    Ok(Sheet::new(Place::Workshops, title).send(&visit, move || {
        let lacking = (!lacking.is_empty()).then(|| lacking_view(locale, lacking));
        view! {
            {head(locale, &workshop, today, Tab::Timetable)}
            {lacking}
            <div class="timetable">{days(locale, &workshop.sessions, &lines)}</div>
        }
    }))
}

fn lacking_view(locale: Locale, lacking: Vec<(String, i32)>) -> impl IntoView {
    let lines = lacking
        .into_iter()
        .map(|(title, minutes)| view! { <li>{title}" "<span class="muted">{duration(minutes)}</span></li> })
        .collect_view();
    view! {
        <div class="notice notice--warning">
            <p><strong>{td_string!(locale, workshops.lacking)}</strong></p>
            <ul>{lines}</ul>
        </div>
    }
}

fn days(locale: Locale, sessions: &[Session], lines: &[TimetableLine]) -> impl IntoView + use<> {
    sessions
        .chunk_by(|a, b| a.held_on == b.held_on)
        .map(|day| {
            let halves = day
                .iter()
                .map(|session| {
                    let items = lines
                        .iter()
                        .filter(|line| line.session == session.id)
                        .map(|line| timetable_line(locale, line))
                        .collect_view();
                    view! {
                        <section class="half-day">
                            <h3 class="half-day__title">{half_name(locale, session.half)}</h3>
                            <ol class="half-day__items">{items}</ol>
                        </section>
                    }
                })
                .collect_view();
            let name = weekday(locale, day[0].held_on);
            view! { <section class="day"><h2 class="day__title">{name}</h2>{halves}</section> }
        })
        .collect_view()
}

fn timetable_line(locale: Locale, line: &TimetableLine) -> impl IntoView + use<> {
    let what = line.module.clone().unwrap_or_else(|| activity_name(locale, line.activity).to_owned());
    let class = if line.module.is_some() { "slot slot--module" } else { "slot" };
    view! {
        <li class=class>
            <span class="slot__time">{time(locale, line.starts_at)}</span>
            <span class="slot__what">{what}</span>
            <span class="slot__length">{duration(line.minutes)}</span>
        </li>
    }
}

/// Morning or afternoon, in words.
#[must_use]
pub fn half_name(locale: Locale, half: Half) -> &'static str {
    match half {
        Half::Morning => td_string!(locale, workshops.morning),
        Half::Afternoon => td_string!(locale, workshops.afternoon),
    }
}

fn activity_name(locale: Locale, activity: Activity) -> &'static str {
    match activity {
        Activity::Registration => td_string!(locale, workshops.registration),
        Activity::Opening => td_string!(locale, workshops.opening),
        Activity::Expectations => td_string!(locale, workshops.expectations),
        Activity::PreTest => td_string!(locale, assessments.before),
        Activity::Summary => td_string!(locale, workshops.summary),
        Activity::Break => td_string!(locale, workshops.coffee),
        Activity::Module => td_string!(locale, workshops.module),
        Activity::ActionPlan => td_string!(locale, workshops.action_plan),
        Activity::PostTest => td_string!(locale, assessments.after),
        Activity::Evaluation => td_string!(locale, workshops.evaluation),
        Activity::Closing => td_string!(locale, workshops.closing),
    }
}

/// The query of the participants' page: what to look for in the register.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SearchQuery {
    search: String,
}

/// Who is enrolled; the organiser enrols others here.
pub async fn list_participants(visit: Visit, Path(id): Path<WorkshopId>, Query(query): Query<SearchQuery>) -> Answer {
    participants_sheet(&visit, id, &query.search, PersonForm::default(), Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If the asker does not follow the workshop, or the database fails.
pub async fn participants_sheet(
    visit: &Visit,
    id: WorkshopId,
    search: &str,
    typed: PersonForm,
    refusals: Vec<Refusal>,
) -> Answer {
    let caller = visit.caller();
    let workshop = reading::find(&caller, id).await?;
    let enrolled = participants(&caller, id).await?;
    let (mut found, mut institutions, mut regions) = (Vec::new(), Vec::new(), Vec::new());
    if workshop.may_organise {
        institutions = keyed(places::institutions(&caller).await?);
        regions = keyed(places::regions(&caller).await?);
        if !search.trim().is_empty() {
            found = register::search(&caller, workshop.line.campaign, search, 20).await?;
        }
    }
    let (locale, today) = (visit.locale, caller.today());
    let title = format!("{} · {}", td_string!(locale, workshops.participants), workshop.line.title);
    let form = FormView::new(locale, refusals);
    let search = search.to_owned();
    Ok(Sheet::new(Place::Workshops, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let enrolling = workshop.may_organise.then(|| {
            view! {
                {search_section(locale, id, &search, found, &enrolled)}
                {new_person_section(&form, id, &typed, &institutions, &regions)}
            }
        });
        view! {
            {head(locale, &workshop, today, Tab::Participants)}
            {form.summary(move |field| person_label(locale, field))}
            {enrolled_table(locale, &workshop, enrolled)}
            {enrolling}
        }
    }))
}

fn enrolled_table(locale: Locale, workshop: &Workshop, enrolled: Vec<Participant>) -> AnyView {
    if enrolled.is_empty() {
        return view! { <p class="empty">{td_string!(locale, workshops.nobody)}</p> }.into_any();
    }
    let (id, may_organise) = (workshop.line.id, workshop.may_organise);
    let codes = may_organise.then(|| {
        view! {
            <form class="actions" method="post" action=format!("/workshops/{id}/codes")>
                <button class="button">{td_string!(locale, workshops.all_codes)}</button>
                <span class="muted">{td_string!(locale, workshops.codes_hint)}</span>
            </form>
        }
    });
    let count = enrolled.len();
    let rows = (1..)
        .zip(enrolled)
        .map(|(place, participant)| participant_row(locale, id, may_organise, place, participant))
        .collect_view();
    view! {
        {codes}
        <table class="table">
            <caption>{td_string!(locale, workshops.enrolled_count, count = count.to_string()).to_string()}</caption>
            <thead>
                <tr>
                    <th scope="col" class="numeric">"N°"</th>
                    <th scope="col">{td_string!(locale, people.person)}</th>
                    <th scope="col">{td_string!(locale, people.institution)}</th>
                    <th scope="col">{td_string!(locale, people.region)}</th>
                    <th scope="col">{td_string!(locale, people.phone)}</th>
                    <th scope="col"><span class="visually-hidden">{td_string!(locale, shell.actions)}</span></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn participant_row(
    locale: Locale,
    workshop: WorkshopId,
    may_organise: bool,
    place: i32,
    participant: Participant,
) -> impl IntoView {
    let address = format!("/workshops/{workshop}/participants/{}", participant.enrolment);
    let actions = may_organise.then(|| {
        view! {
            <form method="post" action=format!("{address}/code")>
                <button class="button button--quiet">{td_string!(locale, workshops.new_code)}</button>
            </form>
            <form method="post" action=format!("{address}/withdraw")>
                <button class="button button--quiet">{td_string!(locale, workshops.withdraw)}</button>
            </form>
        }
    });
    view! {
        <tr>
            <td class="numeric">{place}</td>
            <th scope="row">{participant.name.family}" "{participant.name.given}</th>
            <td data-label=td_string!(locale, people.institution)>{participant.institution}<br/><span class="muted">{participant.job_title}</span></td>
            <td data-label=td_string!(locale, people.region)>{participant.region}</td>
            <td data-label=td_string!(locale, people.phone)>{participant.phone.map(|number| phone(&number))}</td>
            <td class="table__actions">{actions}</td>
        </tr>
    }
}

fn search_section(
    locale: Locale,
    id: WorkshopId,
    search: &str,
    found: Vec<register::PersonLine>,
    enrolled: &[Participant],
) -> impl IntoView + use<> {
    let searched = !search.trim().is_empty();
    let none = (searched && found.is_empty())
        .then(|| view! { <p class="empty">{td_string!(locale, workshops.none_found)}</p> });
    let rows = found
        .into_iter()
        .map(|line| {
            let here = enrolled.iter().any(|participant| participant.person == line.id);
            let action = if here {
                view! { <span class="muted">{td_string!(locale, workshops.already_enrolled)}</span> }.into_any()
            } else {
                view! {
                    <form method="post" action=format!("/workshops/{id}/participants")>
                        <input type="hidden" name="person" value=line.id.to_string()/>
                        <button class="button">{td_string!(locale, workshops.enrol)}</button>
                    </form>
                }
                .into_any()
            };
            let born = line.birth_year.map(|year| format!(" ({year})"));
            view! {
                <li class="found">
                    <span class="found__who">
                        <strong>{line.name.family}" "{line.name.given}</strong>{born}<br/>
                        <span class="muted">{line.job_title}" · "{line.institution}" · "{line.region}</span>
                    </span>
                    {action}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="enrol" id="enrol-section">
            <h2 id="enrol">{td_string!(locale, workshops.enrol_known)}</h2>
            <form class="search" method="get" role="search">
                <label class="field__label" for="search">{td_string!(locale, workshops.search)}</label>
                <div class="search__row">
                    <input class="field__control" id="search" name="search" type="search" value=search.to_owned()/>
                    <button class="button">{td_string!(locale, workshops.search_go)}</button>
                </div>
            </form>
            {none}
            <ul class="plain found-list">{rows}</ul>
        </section>
    }
}

fn new_person_section(
    form: &FormView,
    id: WorkshopId,
    typed: &PersonForm,
    institutions: &[(String, String)],
    regions: &[(String, String)],
) -> impl IntoView + use<> {
    let locale = form.locale;
    let label = move |field: &str| person_label(locale, field);
    let sexes = Sex::ALL.map(|sex| (sex.as_str(), sex_name(locale, sex).to_owned()));
    view! {
        <section class="section" aria-labelledby="enrol-new">
            <h2 id="enrol-new">{td_string!(locale, workshops.enrol_new)}</h2>
            <form class="form" method="post" action=format!("/workshops/{id}/participants/new") novalidate>
                <div class="form__row">
                    {form.line(Line::text("family_name"), &label("family_name"), &typed.family_name)}
                    {form.line(Line::text("given_names"), &label("given_names"), &typed.given_names)}
                </div>
                {form.radios("sex", &label("sex"), &typed.sex, &sexes)}
                {form.select("institution", &label("institution"), &typed.institution, institutions)}
                <div class="form__row">
                    {form.line(Line::text("job_title"), &label("job_title"), &typed.job_title)}
                    {form.select("region", &label("region"), &typed.region, regions)}
                </div>
                <div class="form__row">
                    {form.line(Line::text("birth_year").kind("number").optional(), &label("birth_year"), &typed.birth_year)}
                    {form.line(Line::text("phone").kind("tel").optional(), &label("phone"), &typed.phone)}
                    {form.line(Line::text("email").kind("email").optional(), &label("email"), &typed.email)}
                </div>
                <button class="button button--primary">{td_string!(locale, workshops.add_and_enrol)}</button>
            </form>
        </section>
    }
}

fn sex_name(locale: Locale, sex: Sex) -> &'static str {
    match sex {
        Sex::Female => td_string!(locale, people.female),
        Sex::Male => td_string!(locale, people.male),
        Sex::Unstated => td_string!(locale, people.unstated),
    }
}

/// New access codes, to print and hand out: they can be seen only now.
pub fn codes_sheet(visit: &Visit, workshop: &Workshop, slips: Vec<(Participant, Code)>) -> Response {
    let locale = visit.locale;
    let title = td_string!(locale, workshops.codes);
    let address = format!("{}/sign-in", visit.state.public_url);
    let (id, workshop_title) = (workshop.line.id, workshop.line.title.clone());
    let begins = date(locale, workshop.line.starts_on);
    Sheet::new(Place::Workshops, title).send(visit, move || {
        let slips = slips
            .into_iter()
            .map(|(participant, code)| {
                view! {
                    <li class="slip">
                        <p class="slip__who">{participant.name.given}" "{participant.name.family}</p>
                        <p class="slip__what">{participant.institution}<br/>{workshop_title.clone()}", "{begins.clone()}</p>
                        <p class="slip__code">{code.to_string()}</p>
                        <p class="slip__where">{address.clone()}</p>
                    </li>
                }
            })
            .collect_view();
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href=format!("/workshops/{id}/participants")>{td_string!(locale, workshops.participants)}</a></p>
                <h1>{title}</h1>
                <p class="notice notice--warning">{td_string!(locale, workshops.codes_once)}</p>
            </div>
            <ul class="slips">{slips}</ul>
        }
    })
}
