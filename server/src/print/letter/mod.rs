//! Letters of invitation (*convocations*): a page of A4 for each person, with a
//! slip at its foot that carries their access code.
//!
//! The letter goes to the person's hierarchy and into files; the slip, which
//! opens their page, is torn off first. Black on white and large, because what
//! arrives is a photocopy of a photocopy.

mod body;
mod layout;
mod slip;
mod words;

use super::finish::{About, Bookmark, finish};
use super::{Heading, Locale, PrintError};
use app::people::model::{PersonName, Sex};
use chrono::NaiveDate;

/// The first half-day, in minutes after midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FirstHalfDay {
    /// Its day.
    pub on: NaiveDate,
    /// From when people are welcomed.
    pub welcome: i32,
    /// When the work begins.
    pub begins: i32,
    /// When it ends.
    pub ends: i32,
}

/// Someone invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// Their name.
    pub name: PersonName,
    /// Sex, by which they are addressed.
    pub sex: Sex,
    /// What they do.
    pub function: String,
    /// Where.
    pub institution: String,
    /// The region.
    pub region: String,
    /// Their code, in groups that a dash divides.
    pub code: String,
    /// The address that opens their page with it; it is also the QR code.
    pub address: String,
}

/// The letters of a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letters {
    /// The language of everything that is not given.
    pub language: Locale,
    /// Who invites.
    pub heading: Heading,
    /// The campaign or programme.
    pub programme: String,
    /// Where the letter is written; may be empty.
    pub written_in: String,
    /// When.
    pub written_on: NaiveDate,
    /// The workshop.
    pub workshop: String,
    /// The hall.
    pub venue: String,
    /// The city.
    pub city: String,
    /// The first day.
    pub starts_on: NaiveDate,
    /// The last day.
    pub ends_on: NaiveDate,
    /// The first half-day, if the timetable has one.
    pub first: Option<FirstHalfDay>,
    /// The last day for an answer.
    pub answer_by: NaiveDate,
    /// Whom to ask; may be empty.
    pub contact: String,
    /// What else is to be said, a paragraph a line; may be empty.
    pub remarks: String,
    /// The office of whoever signs; may be empty.
    pub signatory: String,
    /// Where the code is typed.
    pub sign_in: String,
    /// Who is invited, a page each.
    pub invited: Vec<Invited>,
}

/// Prints the letters in one file.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`] if a character cannot be drawn,
/// [`PrintError::TooLong`] if a text does not fit at its smallest size,
/// [`PrintError::QrTooLong`], [`PrintError::Nothing`] if nobody is invited.
pub fn render(letters: &Letters) -> Result<Vec<u8>, PrintError> {
    if letters.invited.is_empty() {
        return Err(PrintError::Nothing("nobody is invited"));
    }
    let mut pages = Vec::with_capacity(letters.invited.len());
    let mut bookmarks = Vec::with_capacity(letters.invited.len());
    for (number, invited) in (1..).zip(&letters.invited) {
        bookmarks.push(Bookmark { title: invited.name.listed(), page: number, y: 0.0, level: 0 });
        pages.push(layout::page(letters, invited)?.into_page());
    }
    let about = About {
        title: format!("{} – {}", words::words(letters.language).title, letters.workshop),
        subject: &letters.programme,
        language: letters.language,
        dated: letters.written_on,
    };
    finish(&about, pages, &bookmarks)
}

#[cfg(test)]
mod tests;
