//! What someone was given, for themselves.

use super::super::store::mine::Mine;
use super::super::views::said;
use crate::assessments::bank::views::language;
use crate::i18n::Locale;
use crate::ui::format::percent;
use leptos::prelude::*;
use leptos_i18n::td_string;
use questions::scoring::shown;

/// One's own practical teaching: each criterion, and what raters wrote.
pub fn my_practice(locale: Locale, mine: Mine) -> impl IntoView {
    let of_max = |points: String, max: String| {
        td_string!(locale, assessments.points_of_max, points = points, max = max).to_string()
    };
    let lines = mine
        .criteria
        .iter()
        .map(|told| {
            let points = of_max(shown(told.points, language(locale)), told.most.to_string());
            let level = told.level.as_ref().map(|level| view! { {said(locale, level)}<br/> });
            view! { <div><dt>{said(locale, &told.criterion)}</dt><dd>{level}<span class="muted">{points}</span></dd></div> }
        })
        .collect_view();
    let remarks = mine.remarks.into_iter().map(|remark| view! { <li class="rating__remark">{remark}</li> });
    let remarks = remarks.collect::<Vec<_>>();
    let remarks = (!remarks.is_empty()).then(|| {
        view! { <p><strong>{td_string!(locale, practice.my_remarks)}</strong></p><ul>{remarks}</ul> }
    });
    let share = percent(locale, mine.score.percent());
    view! {
        <h3>{td_string!(locale, practice.mine)}</h3>
        <p>{share}" "<span class="muted">{td_string!(locale, practice.mine_hint)}</span></p>
        <details class="more">
            <summary>{td_string!(locale, practice.by_criterion)}</summary>
            <dl class="facts">{lines}</dl>
        </details>
        {remarks}
    }
}
