//! Of what tests say.

use super::heading;
use crate::print::PrintError;
use crate::print::results::{self, Results};
use app::assessments::findings::report::Report;
use app::campaigns::store::Campaign;
use app::i18n::Locale;
use chrono::NaiveDate;

/// The report on what tests say as a PDF, as it stands on that day.
///
/// # Errors
/// A text that cannot be drawn or does not fit.
pub fn results(report: Report, campaign: &Campaign, today: NaiveDate, locale: Locale) -> Result<Vec<u8>, PrintError> {
    results::render(&Results {
        language: locale,
        heading: heading(campaign),
        campaign: campaign.title.clone(),
        report,
        dated: today,
        mark: None,
    })
}
