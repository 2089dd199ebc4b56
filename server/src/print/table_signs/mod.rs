//! Table signs (*chevalets*): A4 landscape, folded in two, so that the name is read from
//! both sides of the table. The lower half is drawn twice, once upside down.

mod half;

use super::canvas::{A4_LONG, A4_SHORT, Canvas, Ink, mm};
use super::finish::{About, finish};
use super::{Heading, Locale, PrintError};
use chrono::NaiveDate;

/// Whose sign it is. What is empty is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitter {
    /// The name, given names first.
    pub name: String,
    /// Who sends them.
    pub institution: String,
    /// What they do there, or in the workshop.
    pub role: String,
}

/// The signs of a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableSigns {
    /// The language of everything that is not given.
    pub language: Locale,
    /// Who holds the workshop.
    pub heading: Heading,
    /// The campaign or programme.
    pub programme: String,
    /// The workshop.
    pub workshop: String,
    /// Where it is held.
    pub city: String,
    /// First and last day.
    pub days: (NaiveDate, NaiveDate),
    /// Who sits there.
    pub sitters: Vec<Sitter>,
}

/// Prints the signs, a page for each.
///
/// # Errors
///
/// [`PrintError::Nothing`] if nobody sits there; [`PrintError::MissingGlyph`];
/// [`PrintError::TooLong`] for a heading that does not fit.
pub fn render(signs: &TableSigns) -> Result<Vec<u8>, PrintError> {
    if signs.sitters.is_empty() {
        return Err(PrintError::Nothing("nobody sits there"));
    }
    let mut pages = Vec::with_capacity(signs.sitters.len());
    for sitter in &signs.sitters {
        let mut canvas = Canvas::new(A4_LONG, A4_SHORT);
        half::draw(&mut canvas, signs, sitter)?;
        // The same for those behind, which nobody is to hear twice.
        canvas.ornament(|canvas| canvas.upside_down(|canvas| half::draw(canvas, signs, sitter)))?;
        fold(&mut canvas);
        pages.push(canvas.into_page());
    }
    let title = match signs.language {
        Locale::fr => "Chevalets",
        Locale::en => "Table signs",
    };
    let about = About {
        title: format!("{title} – {}", signs.workshop),
        subject: &signs.programme,
        language: signs.language,
        dated: signs.days.0,
    };
    finish(&about, pages, &[])
}

/// Where to fold: two short marks at the edges, and dots between that fade on a copy.
fn fold(canvas: &mut Canvas) {
    let y = A4_SHORT / 2.0;
    for x in [0.0, A4_LONG - mm(7.0)] {
        canvas.rule((x, y), (x + mm(7.0), y), 0.5, Ink::RULE);
    }
    canvas.dots((mm(9.0), y), (A4_LONG - mm(9.0), y), Ink::FAINT);
}

#[cfg(test)]
mod tests;
