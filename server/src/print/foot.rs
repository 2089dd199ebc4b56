//! What stands at the foot of papers.

use super::Locale;
use super::typography::date_range;
use chrono::NaiveDate;

/// As of when a plan or a report is.
pub fn as_of(day: NaiveDate, language: Locale) -> String {
    let day = date_range(day, day, language);
    match language {
        Locale::fr => format!("Établi {day}. Il peut changer depuis."),
        Locale::en => format!("Made {day}. It may have changed since."),
    }
}

/// Which page of how many.
pub fn page_of(page: usize, pages: usize, language: Locale) -> String {
    match language {
        Locale::fr => format!("Page {page} sur {pages}"),
        Locale::en => format!("Page {page} of {pages}"),
    }
}
