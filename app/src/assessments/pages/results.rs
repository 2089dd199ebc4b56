//! Results as those who took the tests see them, and the button that shows them.

use super::moment_name;
use crate::assessments::model::{Moment, NoGain, Results, Score};
use crate::i18n::Locale;
use crate::ids::WorkshopId;
use crate::ui::format::{date, percent};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos_i18n::td_string;

/// Whether participants see their results, and what the organiser may do about it.
pub fn release_section(locale: Locale, id: WorkshopId, since: Option<DateTime<Utc>>) -> impl IntoView {
    let (said, action, words) = match since {
        Some(since) => {
            let day = date(locale, since.date_naive());
            let said = td_string!(locale, assessments.released_since, day = day).to_string();
            (said, "withhold", td_string!(locale, assessments.withhold))
        }
        None => (
            td_string!(locale, assessments.not_released).to_owned(),
            "release",
            td_string!(locale, assessments.release),
        ),
    };
    view! {
        <section class="section" aria-labelledby="release">
            <h2 id="release">{td_string!(locale, assessments.results)}</h2>
            <p>{said}</p>
            <form class="actions" method="post" action=format!("/workshops/{id}/scores/{action}")>
                <button class="button">{words}</button>
                <span class="muted">{td_string!(locale, assessments.release_hint)}</span>
            </form>
        </section>
    }
}

/// One's own results.
pub fn my_results(locale: Locale, results: Results) -> impl IntoView {
    let gain = match results.gain() {
        Ok(gain) => Some(view! { {whole_percent(locale, gain)}" "<span class="muted">{td_string!(locale, assessments.gain_hint)}</span> }.into_any()),
        Err(NoGain::NotBoth) => None,
        Err(NoGain::AtMaximum) => Some(td_string!(locale, assessments.gain_at_maximum).into_any()),
        Err(NoGain::OtherMaximum) => Some(td_string!(locale, assessments.gain_other_maximum).into_any()),
    };
    let gain = gain.map(|gain| view! { <div><dt>{td_string!(locale, assessments.gain)}</dt><dd>{gain}</dd></div> });
    view! {
        <h3>{td_string!(locale, assessments.my_results)}</h3>
        <dl class="facts">
            {scored(locale, Moment::Before, results.before)}
            {scored(locale, Moment::After, results.after)}
            {gain}
        </dl>
    }
}

fn scored(locale: Locale, moment: Moment, score: Option<Score>) -> impl IntoView {
    let said = match score {
        Some(Score { points, max }) => {
            td_string!(locale, assessments.points_of_max, points = points.to_string(), max = max.to_string())
                .to_string()
        }
        None => td_string!(locale, assessments.no_score).to_owned(),
    };
    view! { <div><dt>{moment_name(locale, moment)}</dt><dd>{said}</dd></div> }
}

/// A share in whole percent, as people read it.
#[must_use]
pub fn whole_percent(locale: Locale, share: f64) -> String {
    percent(locale, percent_of(share))
}

/// A share in whole percent.
#[must_use]
#[allow(clippy::cast_possible_truncation, reason = "a whole percent, far within an i32")]
pub fn percent_of(share: f64) -> i32 {
    (share * 100.0).round() as i32
}
