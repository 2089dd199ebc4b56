//! What the workshops of the demonstration are reconciled with: the holidays of 2022,
//! journeys by road and by humanitarian flight, an absence of a trainer.

use super::DemoError;
use app::ids::{AccountId, CampaignId, CityId, CurriculumId};
use app::people::caller::Caller;
use app::people::store::places;
use app::plans::model::AskForm;
use app::plans::store::asking::ask;
use app::plans::store::wishing::add_wish;
use app::plans::wish::Wish;
use app::scheduling::model::Days;
use app::scheduling::store::conditions::{add_absence, add_holiday, set_competence, set_journey};
use app::schema::error::UseError;
use chrono::{NaiveDate, TimeDelta};

/// In the window of the campaign. The last two follow the moon.
const HOLIDAYS: [((i32, u32, u32), &str); 3] =
    [((2022, 9, 22), "Fête de l’indépendance"), ((2022, 10, 8), "Maouloud"), ((2022, 10, 15), "Baptême du Prophète")];

/// Whole days to be kept free; by way of Sévaré, from where one flies.
const JOURNEYS: [(&str, &str, i32); 12] = [
    ("Bamako", "Koulikoro", 0),
    ("Bamako", "Ségou", 1),
    ("Bamako", "Sikasso", 1),
    ("Bamako", "Kayes", 1),
    ("Bamako", "Mopti", 1),
    ("Bamako", "Tombouctou", 1),
    ("Bamako", "Gao", 1),
    ("Ségou", "Sikasso", 1),
    ("Ségou", "Mopti", 1),
    ("Mopti", "Tombouctou", 1),
    ("Mopti", "Gao", 1),
    ("Gao", "Tombouctou", 2),
];

/// States it, as the organiser does; dates move by so many days.
///
/// # Errors
/// If a use refuses.
pub async fn load(
    organiser: &Caller,
    campaign: CampaignId,
    shift: TimeDelta,
    (trainer, curriculum): (AccountId, CurriculumId),
) -> Result<(), DemoError> {
    for ((year, month, day), name) in HOLIDAYS {
        if let Some(day) = NaiveDate::from_ymd_opt(year, month, day) {
            add_holiday(organiser, campaign, day + shift, name).await?;
        }
    }
    let cities = places::cities(organiser).await?;
    let city = |name: &str| -> Option<CityId> { cities.iter().find(|(_, it)| it == name).map(|(id, _)| *id) };
    for (one, other, days) in JOURNEYS {
        if let Some((one, other)) = city(one).zip(city(other)) {
            set_journey(organiser, one, other, days).await?;
        }
    }
    set_competence(organiser, campaign, trainer, &[curriculum]).await?;
    // Before the campaign: it hinders nothing, and shows how an absence looks.
    if let Some(last) = NaiveDate::from_ymd_opt(2022, 9, 13) {
        let days = Days { from: last + shift - TimeDelta::days(4), to: last + shift };
        add_absence(organiser, campaign, trainer, days).await?;
    }
    wish_for_plans(organiser, campaign, curriculum).await
}

/// What organisers wish here, and a plan that they have asked for.
async fn wish_for_plans(organiser: &Caller, campaign: CampaignId, curriculum: CurriculumId) -> Result<(), DemoError> {
    add_wish(organiser, campaign, &Wish::TrainersRest(2)).await?;
    add_wish(organiser, campaign, &Wish::AtMostPerWeek(3)).await?;
    match ask(organiser, campaign, &AskForm::offered(Some(&curriculum.0))).await {
        // A campaign that is over has nothing to plan.
        Ok(_) | Err(UseError::Refused(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
