//! Those who were named, to tick and to choose.

use super::counted_by;
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::nominations::model::Choice;
use crate::nominations::store::choosing::Nominee;
use crate::nominations::store::quotas::Quota;
use crate::ui::format::date;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// Those who have come to one choice, with what can be done; the others a link away.
pub(super) fn section(
    locale: Locale,
    id: WorkshopId,
    shown: Choice,
    quotas: &[Quota],
    nominees: Vec<Nominee>,
) -> impl IntoView + use<> {
    let links = Choice::ALL
        .into_iter()
        .map(|choice| {
            let count = nominees.iter().filter(|nominee| nominee.choice == choice).count();
            let address = format!("/workshops/{id}/nominations?choice={}", choice.as_str());
            let current = (choice == shown).then_some("page");
            view! { <li><a class="tabs__link" href=address aria-current=current>{choice_name(locale, choice)}" ("{count}")"</a></li> }
        })
        .collect_view();
    let here: Vec<Nominee> = nominees.into_iter().filter(|nominee| nominee.choice == shown).collect();
    view! {
        <section class="section" aria-labelledby="nominees">
            <h2 id="nominees">{td_string!(locale, nominations.nominees)}</h2>
            <nav class="tabs" aria-label=td_string!(locale, nominations.by_choice)><ul class="tabs__list">{links}</ul></nav>
            {table(locale, id, shown, quotas, here)}
        </section>
    }
}

fn table(locale: Locale, id: WorkshopId, shown: Choice, quotas: &[Quota], nominees: Vec<Nominee>) -> AnyView {
    if nominees.is_empty() {
        return view! { <p class="empty">{td_string!(locale, nominations.nobody)}</p> }.into_any();
    }
    let (choosable, settable) = (matches!(shown, Choice::Open | Choice::SetAside), shown == Choice::Open);
    let rows =
        nominees.into_iter().map(|nominee| row(locale, choosable.then(|| counted_by(&nominee, quotas)), nominee));
    let rows = rows.collect_view();
    let actions = choosable.then(|| {
        view! {
            <p class="actions">
                <button class="button button--primary" name="act" value="choose">{td_string!(locale, nominations.choose)}</button>
                {settable.then(|| view! { <button class="button" name="act" value="set_aside">{td_string!(locale, nominations.set_aside)}</button> })}
                {(!settable).then(|| view! { <button class="button" name="act" value="take_up">{td_string!(locale, nominations.take_up)}</button> })}
                <span class="muted">{td_string!(locale, nominations.choose_hint)}</span>
            </p>
        }
    });
    let ticking = choosable.then(
        || view! { <th scope="col"><span class="visually-hidden">{td_string!(locale, nominations.tick)}</span></th> },
    );
    view! {
        <form method="post" action=format!("/workshops/{id}/nominations")>
            <table class="table">
                <thead>
                    <tr>
                        {ticking}
                        <th scope="col">{td_string!(locale, people.person)}</th>
                        <th scope="col">{td_string!(locale, people.institution)}</th>
                        <th scope="col">{td_string!(locale, people.region)}</th>
                        <th scope="col">{td_string!(locale, nominations.named)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {actions}
        </form>
    }
    .into_any()
}

fn row(locale: Locale, gauges: Option<String>, nominee: Nominee) -> impl IntoView {
    let name = nominee.name.listed();
    let tick = gauges.map(|gauges| {
        let says = td_string!(locale, nominations.tick_one, name = name.clone()).to_string();
        view! {
            <td class="table__tick">
                <label class="tick">
                    <input type="checkbox" name="nominee" value=nominee.id.to_string() data-gauges=gauges/>
                    <span class="visually-hidden">{says}</span>
                </label>
            </td>
        }
    });
    let sex = crate::people::pages::sex_name(locale, nominee.traits.sex);
    let seats = (nominee.other_seats > 0).then(|| {
        let words = td_string!(locale, nominations.other_seats, n = nominee.other_seats.to_string()).to_string();
        view! { <br/><span class="badge">{words}</span> }
    });
    view! {
        <tr>
            {tick}
            <th scope="row"><a href=format!("/people/{}", nominee.person)>{name}</a><br/><span class="muted">{sex}</span>{seats}</th>
            <td data-label=td_string!(locale, people.institution)>{nominee.institution}<br/><span class="muted">{nominee.job_title}</span></td>
            <td data-label=td_string!(locale, people.region)>{nominee.region}</td>
            <td data-label=td_string!(locale, nominations.named)>{nominee.nominated_by}<br/><span class="muted">{date(locale, nominee.nominated_at.date_naive())}</span></td>
        </tr>
    }
}

fn choice_name(locale: Locale, choice: Choice) -> &'static str {
    match choice {
        Choice::Open => td_string!(locale, nominations.open),
        Choice::Seated => td_string!(locale, nominations.seated),
        Choice::Waiting => td_string!(locale, nominations.waiting),
        Choice::SetAside => td_string!(locale, nominations.aside),
    }
}
