//! Of the report on a workshop.

use super::heading;
use crate::print::PrintError;
use crate::print::results::{self, Results};
use app::i18n::Locale;
use app::reports::store::Facts;
use app::reports::telling;
use chrono::NaiveDate;

/// The report on a workshop as a PDF, as it stands on that day; a draft until the workshop
/// is over.
///
/// # Errors
/// A text that cannot be drawn or a heading that does not fit.
pub fn workshop_report(facts: &Facts, today: NaiveDate, locale: Locale) -> Result<Vec<u8>, PrintError> {
    results::render(&Results {
        language: locale,
        heading: heading(&facts.campaign),
        campaign: facts.campaign.title.clone(),
        report: telling::report(locale, facts, today),
        dated: today,
        mark: telling::mark(locale, facts, today).map(str::to_owned),
    })
}
