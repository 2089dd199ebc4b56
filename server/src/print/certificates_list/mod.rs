//! The list of a workshop's certificates for those who sign them (*bordereau des
//! attestations à signer*): which there are, how many, and where receipt and signing are
//! signed for. It is set as reports are.

mod closing;
mod words;

use super::results::{self, Results};
use super::typography::date_range;
use super::{Heading, Locale, PrintError};
use app::assessments::findings::report::{Cell, Head, Holds, Part, Report, Table};
use app::ui::format::number;
use chrono::{Datelike, NaiveDate};

/// A certificate to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its serial, as it is printed.
    pub serial: String,
    /// The holder, as it is printed.
    pub holder: String,
    /// Who sends the holder.
    pub institution: String,
    /// What is certified.
    pub kind: String,
    /// When it was issued.
    pub issued_on: NaiveDate,
}

/// The certificates of a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificatesList {
    /// The language of everything that is not given.
    pub language: Locale,
    /// Who holds the workshop.
    pub heading: Heading,
    /// The campaign.
    pub campaign: String,
    /// The workshop.
    pub workshop: String,
    /// Where it was held.
    pub place: String,
    /// First and last day.
    pub days: (NaiveDate, NaiveDate),
    /// Its certificates, in the order of the list.
    pub certificates: Vec<Listed>,
    /// The day of the list.
    pub dated: NaiveDate,
}

/// Prints the list.
///
/// # Errors
///
/// [`PrintError::Nothing`] without certificates; [`PrintError::MissingGlyph`];
/// [`PrintError::TooLong`] for a heading that does not fit.
pub fn render(list: &CertificatesList) -> Result<Vec<u8>, PrintError> {
    if list.certificates.is_empty() {
        return Err(PrintError::Nothing("no certificate was issued"));
    }
    let (language, words) = (list.language, words::words(list.language));
    let count = number(language, i64::try_from(list.certificates.len()).unwrap_or(i64::MAX));
    let covers = [
        (words.campaign, list.campaign.clone()),
        (words.workshop, list.workshop.clone()),
        (words.place, list.place.clone()),
        (words.dates, date_range(list.days.0, list.days.1, language)),
        (words.certificates, count.clone()),
    ];
    let report = Report {
        title: words.title.to_owned(),
        about: list.workshop.clone(),
        covers: covers.map(|(label, value)| (label.to_owned(), value)).to_vec(),
        question: String::new(),
        answer: Vec::new(),
        parts: vec![Part::Table(table(list))],
    };
    let results = Results {
        language,
        heading: list.heading.clone(),
        campaign: list.campaign.clone(),
        report,
        dated: list.dated,
        mark: None,
    };
    results::closed_with(&results, closing::rows(words, &words::settled(language, &count), results::measure(language))?)
}

fn table(list: &CertificatesList) -> Table {
    let words = words::words(list.language);
    let heads = [
        (words.number, Holds::Figures),
        (words.serial, Holds::Figures),
        (words.name, Holds::Words),
        (words.institution, Holds::Words),
        (words.kind, Holds::Words),
        (words.issued, Holds::Figures),
    ];
    let rows = (1_usize..).zip(&list.certificates).map(|(number, one)| {
        let day = one.issued_on;
        let day = format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
        [number.to_string(), one.serial.clone(), one.holder.clone(), one.institution.clone(), one.kind.clone(), day]
            .map(Cell::Text)
            .to_vec()
    });
    Table { heads: heads.map(|(text, holds)| Head { text: text.to_owned(), holds }).to_vec(), rows: rows.collect() }
}

#[cfg(test)]
mod tests;
