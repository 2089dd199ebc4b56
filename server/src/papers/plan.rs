//! Of the plan of a campaign.

use super::heading;
use crate::print::PrintError;
use crate::print::plan::{self, Plan};
use app::i18n::Locale;
use app::workshops::store::schedule::{Schedule, Scheduled};
use chrono::NaiveDate;

/// The plan of a campaign as a PDF, as it stands on that day.
///
/// # Errors
/// A text that cannot be drawn or does not fit; [`PrintError::Nothing`] without workshops.
pub fn plan(schedule: &Schedule, today: NaiveDate, locale: Locale) -> Result<Vec<u8>, PrintError> {
    let workshop = |one: &Scheduled| plan::Workshop {
        city: one.city.clone(),
        venue: one.venue.clone(),
        from: one.days.from,
        to: one.days.to,
        seats: one.capacity,
        trainers: one.trainers.clone(),
    };
    plan::render(&Plan {
        language: locale,
        heading: heading(&schedule.campaign),
        campaign: schedule.campaign.title.clone(),
        window: (schedule.campaign.starts_on, schedule.campaign.ends_on),
        holidays: schedule.conditions.holidays.iter().map(|(_, day, _)| *day).collect(),
        workshops: schedule.held().map(workshop).collect(),
        dated: today,
    })
}
