//! Months as tables of days: read aloud as such, and a list of days on a phone.

use crate::i18n::Locale;
use crate::scheduling::model::Days;
use crate::ui::format::{month_and_year, weekday, weekdays};
use crate::workshops::store::schedule::Scheduled;
use chrono::{Datelike, Days as Span, Months, NaiveDate, Weekday};
use leptos::prelude::*;

/// The months that these days touch, with the workshops and holidays of each day.
pub(super) fn months(
    locale: Locale,
    today: NaiveDate,
    days: Days,
    workshops: &[&Scheduled],
    holidays: &[(NaiveDate, String)],
) -> AnyView {
    let first = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let begins = std::iter::successors(Some(first(days.from)), |month| month.checked_add_months(Months::new(1)));
    let months = begins.take_while(|month| *month <= days.to);
    months.map(|month| table(locale, today, month, workshops, holidays)).collect_view().into_any()
}

fn table(
    locale: Locale,
    today: NaiveDate,
    month: NaiveDate,
    workshops: &[&Scheduled],
    holidays: &[(NaiveDate, String)],
) -> impl IntoView + use<> {
    let heads = weekdays(locale).map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    let monday = month.week(Weekday::Mon).first_day();
    let last = month.checked_add_months(Months::new(1)).unwrap_or(month);
    let weeks = std::iter::successors(Some(monday), |day| day.checked_add_days(Span::new(7)));
    let rows = weeks
        .take_while(|day| *day < last)
        .map(|monday| {
            let cells = monday
                .iter_days()
                .take(7)
                .map(|day| cell(locale, today, day, day.month() == month.month(), workshops, holidays))
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="month">
            <caption>{month_and_year(locale, month)}</caption>
            <thead><tr>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// A day of the month; of another month, nothing.
fn cell(
    locale: Locale,
    today: NaiveDate,
    day: NaiveDate,
    within: bool,
    workshops: &[&Scheduled],
    holidays: &[(NaiveDate, String)],
) -> AnyView {
    if !within {
        return view! { <td class="month__other"></td> }.into_any();
    }
    let held: Vec<_> = workshops
        .iter()
        .filter(|one| one.days.hold(day))
        .map(|one| {
            view! { <li><a href=format!("/workshops/{}", one.id) title=one.title.clone()>{one.city.clone()}</a></li> }
        })
        .collect();
    let feasts: Vec<_> = holidays
        .iter()
        .filter(|(feast, _)| *feast == day)
        .map(|(_, name)| view! { <li class="strip__holiday">{name.clone()}</li> })
        .collect();
    let class = if held.is_empty() && feasts.is_empty() { "month__day month__day--free" } else { "month__day" };
    let current = (day == today).then_some("date");
    view! {
        <td class=class aria-current=current>
            <span class="month__number">{day.day()}</span>
            <span class="month__name">{weekday(locale, day)}</span>
            <ul class="plain">{feasts}{held}</ul>
        </td>
    }
    .into_any()
}
