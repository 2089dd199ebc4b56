//! Entries that may be one person: the list, and two side by side.

use super::{age_words, field_label, language_name, sex_name};
use crate::door::{Answer, Visit};
use crate::fields::Refusal;
use crate::i18n::Locale;
use crate::ids::PersonId;
use crate::people::model::likeness::{Likeness, PROBABLE};
use crate::people::model::merging::differing;
use crate::people::store::duplicates::{Beside, Pair, pair, pairs};
use crate::people::store::merging::MergeLine;
use crate::people::store::register::{Entry, Seen, find};
use crate::schema::error::UseError;
use crate::shell::{Place, Sheet};
use crate::ui::form::FormView;
use crate::ui::format::{date, phone};
use axum::extract::Path;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// How many pairs the page shows.
const SHOWN: usize = 50;

/// The pairs most alike.
pub async fn list_duplicates(visit: Visit) -> Answer {
    let pairs = pairs(&visit.caller(), SHOWN).await?;
    let locale = visit.locale;
    let title = td_string!(locale, people.duplicates);
    Ok(Sheet::new(Place::People, title).send(&visit, move || {
        let empty = pairs.is_empty().then(|| view! { <p class="empty">{td_string!(locale, people.no_duplicates)}</p> });
        let cards = pairs.into_iter().map(|pair| pair_card(locale, &pair)).collect_view();
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/people">{td_string!(locale, people.register)}</a></p>
                <h1>{title}</h1>
                <p class="lead">{td_string!(locale, people.duplicates_lead)}</p>
            </div>
            {empty}
            <ul class="plain pairs">{cards}</ul>
        }
    }))
}

fn pair_card(locale: Locale, pair: &Pair) -> impl IntoView + use<> {
    let address = format!("/people/{}/merge/{}", pair.one.id, pair.other.id);
    view! {
        <li class="card pair">
            <p>{badge(locale, pair.likeness)}" "<span class="muted">{reasons(locale, pair.likeness)}</span></p>
            <div class="pair__sides">{side(locale, &pair.one)}{side(locale, &pair.other)}</div>
            <p class="actions"><a class="button" href=address>{td_string!(locale, people.compare)}</a></p>
        </li>
    }
}

fn side(locale: Locale, beside: &Beside) -> impl IntoView + use<> {
    let Beside { id, likened, job_title } = beside.clone();
    let born = likened.birth_year.map(|year| format!(" ({year})"));
    let number = likened.phone.map(|number| phone(&number));
    view! {
        <p>
            <a href=format!("/people/{id}")><strong>{likened.name.family}" "{likened.name.given}</strong></a>{born}<br/>
            <span class="muted">{job_title}" · "{likened.institution}" · "{likened.region}" · "{sex_name(locale, likened.sex)}</span><br/>
            {number}
        </p>
    }
}

fn badge(locale: Locale, likeness: Likeness) -> impl IntoView + use<> {
    let points = likeness.points().to_string();
    let (class, label) = if likeness.points() >= PROBABLE {
        ("badge badge--running", td_string!(locale, people.probable, points = points).to_string())
    } else {
        ("badge", td_string!(locale, people.possible, points = points).to_string())
    };
    view! { <span class=class>{label}</span> }
}

/// Why two entries are thought alike, in words.
fn reasons(locale: Locale, likeness: Likeness) -> String {
    let reasons = [
        (likeness.name >= 55, td_string!(locale, people.same_name)),
        (likeness.name > 0 && likeness.name < 55, td_string!(locale, people.near_name)),
        (likeness.phone > 0, td_string!(locale, people.same_phone)),
        (likeness.birth_year == 10, td_string!(locale, people.same_birth_year)),
        (likeness.birth_year == 5, td_string!(locale, people.near_birth_year)),
        (likeness.institution > 0, td_string!(locale, people.same_institution)),
        (likeness.region > 0, td_string!(locale, people.same_region)),
        (likeness.birth_year < 0, td_string!(locale, people.far_birth_year)),
        (likeness.sex < 0, td_string!(locale, people.other_sex)),
    ];
    reasons.into_iter().filter(|(holds, _)| *holds).map(|(_, words)| words).collect::<Vec<_>>().join(" · ")
}

/// Two entries side by side: which value stands, or that they are two people.
pub async fn compare(visit: Visit, Path((one, other)): Path<(PersonId, PersonId)>) -> Answer {
    compare_sheet(&visit, one, other, Vec::new()).await
}

/// The same with what was wrong.
///
/// # Errors
/// If campaigns of the asker's do not work with both, or the database fails.
pub async fn compare_sheet(visit: &Visit, one: PersonId, other: PersonId, refusals: Vec<Refusal>) -> Answer {
    let caller = visit.caller();
    let likeness = pair(&caller, one, other).await?.likeness;
    let (Seen::Whole(kept), Seen::Whole(second)) = (find(&caller, one).await?, find(&caller, other).await?) else {
        return Err(UseError::Forbidden.into());
    };
    let locale = visit.locale;
    let title = td_string!(locale, people.side_by_side);
    let form = FormView::new(locale, refusals);
    Ok(Sheet::new(Place::People, title).refused(!form.refusals.is_empty()).send(visit, move || {
        let rows = rows(locale, &kept, &second);
        view! {
            <div class="page-head">
                <p class="breadcrumb"><a href="/people/duplicates">{td_string!(locale, people.duplicates)}</a></p>
                <h1>{title}</h1>
                <p>{badge(locale, likeness)}" "<span class="muted">{reasons(locale, likeness)}</span></p>
            </div>
            {form.summary(move |field| field_label(locale, field))}
            <form method="post" action=format!("/people/{one}/merge/{other}") id="merge">
                <table class="table compared">
                    <caption>{td_string!(locale, people.choose_values)}</caption>
                    <thead>
                        <tr>
                            <th scope="col"><span class="visually-hidden">{td_string!(locale, people.field)}</span></th>
                            <th scope="col">{td_string!(locale, people.kept_entry)}</th>
                            <th scope="col">{td_string!(locale, people.other_entry)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
                <p class="notice">{td_string!(locale, people.merge_notice)}</p>
                <p class="actions">
                    <button class="button button--primary">{td_string!(locale, people.merge)}</button>
                    <a class="button" href=format!("/people/{other}/merge/{one}")>{td_string!(locale, people.keep_other)}</a>
                </p>
            </form>
            <form class="actions" method="post" action=format!("/people/{one}/apart/{other}")>
                <button class="button">{td_string!(locale, people.two_people)}</button>
            </form>
        }
    }))
}

/// A row for each field; where the values differ, which of them stands.
fn rows(locale: Locale, kept: &Entry, other: &Entry) -> AnyView {
    let differing = differing(&kept.person, &other.person);
    let (ours, theirs) = (said(locale, kept), said(locale, other));
    ours.into_iter()
        .zip(theirs)
        .map(|((field, ours), (_, theirs))| {
            let label = field_label(locale, field);
            if !differing.contains(&field) {
                return view! { <tr><th scope="row">{label}</th><td colspan="2">{ours}</td></tr> }.into_any();
            }
            let (left, right) = (format!("{label} : {ours}"), format!("{label} : {theirs}"));
            // What is missing here and known there is taken.
            let theirs_stand = ours.is_empty();
            let dash = |said: String| if said.is_empty() { "–".to_owned() } else { said };
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td><label class="choice choice--text"><input type="radio" name=field value="" checked=!theirs_stand aria-label=left/><span>{dash(ours)}</span></label></td>
                    <td><label class="choice choice--text"><input type="radio" name=field value="other" checked=theirs_stand aria-label=right/><span>{dash(theirs)}</span></label></td>
                </tr>
            }
            .into_any()
        })
        .collect_view()
        .into_any()
}

fn said(locale: Locale, entry: &Entry) -> Vec<(&'static str, String)> {
    let person = &entry.person;
    let languages: Vec<&str> = person.languages.iter().map(|code| language_name(locale, code)).collect();
    vec![
        ("family_name", person.name.family.clone()),
        ("given_names", person.name.given.clone()),
        ("sex", sex_name(locale, person.sex).to_owned()),
        ("birth_year", person.age.map(|age| age_words(locale, age)).unwrap_or_default()),
        ("institution", entry.institution.clone()),
        ("job_title", person.job_title.clone()),
        ("region", entry.region.clone()),
        ("locality", entry.locality.clone().unwrap_or_default()),
        ("phone", person.phone.as_deref().map(phone).unwrap_or_default()),
        ("email", person.email.clone().unwrap_or_default()),
        ("languages", languages.join(", ")),
        ("accessibility", person.accessibility.clone()),
    ]
}

/// On the page of an entry: whom it may be the same as, and what was merged into it.
pub fn likes_and_merges(
    locale: Locale,
    id: PersonId,
    likes: Vec<(Beside, Likeness)>,
    merges: Vec<MergeLine>,
) -> impl IntoView {
    let likes = (!likes.is_empty()).then(|| likes_section(locale, id, likes));
    let merges = (!merges.is_empty()).then(|| merges_section(locale, merges));
    view! { {likes}{merges} }
}

fn likes_section(locale: Locale, id: PersonId, likes: Vec<(Beside, Likeness)>) -> impl IntoView {
    let cards = likes
        .into_iter()
        .map(|(other, likeness)| {
            let address = format!("/people/{id}/merge/{}", other.id);
            view! {
                <li class="card pair">
                    <p>{badge(locale, likeness)}" "<span class="muted">{reasons(locale, likeness)}</span></p>
                    {side(locale, &other)}
                    <p class="actions"><a class="button" href=address>{td_string!(locale, people.compare)}</a></p>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="likes">
            <h2 id="likes">{td_string!(locale, people.may_be_same)}</h2>
            <ul class="plain pairs">{cards}</ul>
        </section>
    }
}

/// Only the latest merge can be undone: it exchanged values with what the
/// earlier ones had left.
fn merges_section(locale: Locale, merges: Vec<MergeLine>) -> impl IntoView {
    let lines = merges
        .into_iter()
        .enumerate()
        .map(|(place, line)| {
            let undo = (place == 0).then(|| {
                view! {
                    <form method="post" action=format!("/merges/{}/undo", line.id)>
                        <button class="button">{td_string!(locale, people.undo_merge)}</button>
                    </form>
                }
            });
            let day = date(locale, line.merged_at.date_naive());
            let name = line.name.listed();
            view! {
                <li class="found">
                    <span class="found__who">{td_string!(locale, people.merged_on, name = name, day = day).to_string()}</span>
                    {undo}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="section" aria-labelledby="merges">
            <h2 id="merges">{td_string!(locale, people.merges)}</h2>
            <ul class="plain found-list">{lines}</ul>
        </section>
    }
}
