//! Evaluations, to read: what is asked, what is open, what is answered, and what they say.

pub mod answering;
mod figures;
pub mod opening;
pub mod results;
pub mod writing;

use super::model::occasion::Occasion;
use super::words::occasion_name;
use crate::i18n::Locale;
use leptos::prelude::*;
use leptos_i18n::td_string;

/// The occasions, to choose one from.
fn occasions(locale: Locale, address: &str, chosen: Occasion) -> impl IntoView + use<> {
    let link = |occasion: Occasion| {
        let current = (occasion == chosen).then_some("page");
        let address = format!("{address}?occasion={}", occasion.as_str());
        view! { <li><a class="tabs__link" href=address aria-current=current>{occasion_name(locale, occasion)}</a></li> }
    };
    let links = Occasion::ALL.map(link).collect_view();
    view! { <nav class="tabs" aria-label=td_string!(locale, evaluations.moments)><ul class="tabs__list">{links}</ul></nav> }
}
