//! The attendance sheet (*feuille d'émargement*): for each day, who was
//! expected, with room to sign for each half-day.
//!
//! Auditors reject sheets with gaps, overwriting or missing dates: every page
//! names the workshop, the place and the day, is numbered within its day, and
//! the day ends with totals and two boxes in which it is certified.

mod columns;
mod page;
mod rows;
mod words;

use super::finish::{About, Bookmark, finish};
use super::{Heading, Locale, PrintError, typography};
use chrono::NaiveDate;

/// Sex as the register has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Not stated.
    Unstated,
}

/// Which half-days a day has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Halves {
    /// Morning and afternoon.
    Both,
    /// The morning only.
    Morning,
    /// The afternoon only.
    Afternoon,
}

/// A day of the workshop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Which of the workshop's days it is, from one.
    pub number: usize,
    /// Its date.
    pub on: NaiveDate,
    /// Its half-days, or those that are printed.
    pub halves: Halves,
}

/// What stands for an enrolment where a camera reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// What people read and type.
    pub code: String,
    /// What its QR code holds; short, so that it can be small.
    pub payload: String,
}

/// Someone expected. What is empty is left blank, to be filled in by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendee {
    /// The badge.
    pub badge: Badge,
    /// Family name.
    pub family_name: String,
    /// Given names.
    pub given_names: String,
    /// Sex.
    pub sex: Sex,
    /// Institution.
    pub structure: String,
    /// Function there.
    pub function: String,
    /// Region.
    pub region: String,
    /// Telephone, as it shall stand there.
    pub phone: String,
}

/// The sheets of a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendanceSheet {
    /// The language of everything that is not given.
    pub language: Locale,
    /// Who holds the workshop.
    pub heading: Heading,
    /// The campaign or programme.
    pub programme: String,
    /// The workshop.
    pub workshop: String,
    /// Where it is held: city and hall.
    pub place: String,
    /// Those of its days that are printed; each gets a sheet of its own.
    pub days: Vec<Day>,
    /// How many days it has.
    pub of_days: usize,
    /// Who is expected, in this order.
    pub attendees: Vec<Attendee>,
    /// Numbered rows without a name, for those who come unannounced.
    pub blank_rows: u16,
}

/// Prints the sheets of every day in one file.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`], [`PrintError::TooLong`] for a title that does
/// not fit, [`PrintError::Nothing`] if there are no days.
pub fn render(sheet: &AttendanceSheet) -> Result<Vec<u8>, PrintError> {
    let Some(first) = sheet.days.first() else {
        return Err(PrintError::Nothing("the workshop has no days"));
    };
    let mut pages = Vec::new();
    let mut bookmarks = Vec::new();
    for (index, day) in sheet.days.iter().enumerate() {
        bookmarks.push(Bookmark {
            title: typography::weekday_and_date(day.on, sheet.language),
            page: pages.len() + 1,
            y: 0.0,
            level: 0,
        });
        pages.extend(page::day(sheet, index)?);
    }
    let about = About {
        title: format!("{} – {}", words::words(sheet.language).title, sheet.workshop),
        subject: &sheet.programme,
        language: sheet.language,
        dated: first.on,
    };
    finish(&about, pages, &bookmarks)
}

#[cfg(test)]
mod tests;
