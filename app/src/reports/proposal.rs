//! What a report may begin with: sentences from what is known of the campaign and of what
//! was taught. They are proposed to whoever writes, and stand nowhere before they are saved.

use super::model::Texts;
use super::store::Written;
use crate::campaigns::pages::method_name;
use crate::i18n::Locale;
use crate::ui::format::{number, range};
use leptos_i18n::td_string;

/// The texts as they are proposed; those of which nothing is known are empty.
#[must_use]
pub fn proposal(locale: Locale, written: &Written) -> Texts {
    Texts {
        context: context(locale, written),
        aims: aims(locale, written),
        method: method(locale, written),
        ..Texts::default()
    }
}

fn context(locale: Locale, Written { workshop, campaign, .. }: &Written) -> String {
    let mut text = td_string!(
        locale,
        reports.proposed_context,
        workshop = workshop.line.title.clone(),
        campaign = campaign.title.clone(),
        programme = campaign.programme.clone(),
        days = range(locale, campaign.starts_on, campaign.ends_on)
    )
    .to_string();
    // State and motto stand before the ministry.
    if let Some(ministry) = campaign.authority.get(2) {
        text.push(' ');
        text.push_str(&td_string!(locale, reports.proposed_ministry, ministry = ministry.clone()).to_string());
    }
    if !campaign.partners.is_empty() {
        text.push_str("\n\n");
        text.push_str(td_string!(locale, reports.proposed_partners));
        text.push('\n');
        text.push_str(&listed(campaign.partners.iter().map(String::as_str)));
    }
    text
}

fn aims(locale: Locale, Written { curriculum, .. }: &Written) -> String {
    if curriculum.modules.is_empty() {
        return String::new();
    }
    let title = curriculum.line.title.clone();
    let lead = td_string!(locale, reports.proposed_aims, curriculum = title).to_string();
    format!("{lead}\n{}", listed(curriculum.modules.iter().map(|module| module.title.as_str())))
}

fn method(locale: Locale, Written { workshop, curriculum, .. }: &Written) -> String {
    let mut methods: Vec<&str> = Vec::new();
    for module in &curriculum.modules {
        let name = method_name(locale, module.method);
        if !methods.contains(&name) {
            methods.push(name);
        }
    }
    if methods.is_empty() {
        return String::new();
    }
    let trainers = number(locale, i64::try_from(workshop.trainers.len()).unwrap_or(i64::MAX));
    let half_days = number(locale, i64::try_from(workshop.sessions.len()).unwrap_or(i64::MAX));
    let methods = methods.join(", ");
    td_string!(locale, reports.proposed_method, half_days = half_days, trainers = trainers, methods = methods)
        .to_string()
}

fn listed<'a>(items: impl Iterator<Item = &'a str>) -> String {
    items.fold(String::new(), |listed, item| listed + "\n- " + item)
}
