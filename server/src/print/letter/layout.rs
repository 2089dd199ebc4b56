//! Where things stand on a letter: heading, place and date, addressee, then the
//! text as large as there is room for, and at the foot the slip.

use super::body::{self, Block};
use super::{Invited, Letters, slip, words};
use crate::print::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, mm};
use crate::print::fonts::Face;
use crate::print::structure::Role;
use crate::print::text::{Line, Place, Style, fit};
use crate::print::typography::spaced;
use crate::print::{PrintError, heading};

const LEFT: f32 = mm(22.0);
const WIDTH: f32 = A4_SHORT - 2.0 * LEFT;
const TOP: f32 = mm(13.0);
/// Where the addressee stands: so that a window envelope shows it.
const ADDRESSEE: f32 = LEFT + mm(84.0);
/// The slip, from the line along which it is torn off.
const SLIP: f32 = mm(64.0);
/// What a signature and a stamp need.
const SIGNATURE: f32 = mm(24.0);

/// Draws the letter of one person.
pub fn page(letters: &Letters, invited: &Invited) -> Result<Canvas, PrintError> {
    let mut canvas = Canvas::new(A4_SHORT, A4_LONG);
    let head = Area { x: LEFT, y: TOP, width: WIDTH, height: 0.0 };
    let mut y = heading::draw(&mut canvas, &letters.heading, letters.language, head, 8.4)?;
    y = programme(&mut canvas, letters, y + mm(3.0))?;
    y = addressee(&mut canvas, letters, invited, y + mm(5.0))?;
    y += mm(4.0);
    let text = Area { x: LEFT, y, width: WIDTH, height: A4_LONG - SLIP - mm(3.0) - y };
    write(&mut canvas, letters, invited, text)?;
    let foot = Area { x: LEFT, y: A4_LONG - SLIP, width: WIDTH, height: SLIP };
    slip::draw(&mut canvas, letters, invited, foot)?;
    Ok(canvas)
}

/// The programme, centred between two rules.
fn programme(canvas: &mut Canvas, letters: &Letters, top: f32) -> Result<f32, PrintError> {
    let programme = spaced(letters.programme.trim(), None, letters.language);
    if programme.is_empty() {
        return Ok(top);
    }
    canvas.rule((LEFT, top), (LEFT + WIDTH, top), 0.7, Ink::GREEN);
    let style = Style::new(Face::SerifItalic, 11.5);
    let place = Place { what: "programme", width: WIDTH, lines: 2, smallest: 7.5 };
    let (size, lines) = fit(&programme, style, place)?;
    let mut y = top + mm(1.2);
    canvas.within(Role::Paragraph, |canvas| {
        for line in &lines {
            y += size * 1.3;
            canvas.text_centred(line, A4_SHORT / 2.0, y);
        }
    });
    y += mm(2.6);
    canvas.rule((LEFT, y), (LEFT + WIDTH, y), 0.7, Ink::GREEN);
    Ok(y)
}

/// Place and date, and to whom the letter goes.
fn addressee(canvas: &mut Canvas, letters: &Letters, invited: &Invited, top: f32) -> Result<f32, PrintError> {
    let language = letters.language;
    let width = LEFT + WIDTH - ADDRESSEE;
    let function = spaced(&invited.function, None, language);
    let institution = spaced(&invited.institution, None, language);
    let lines = [
        (words::written(letters), Style::new(Face::Serif, 10.5), "place and date", 2, mm(3.5)),
        (words::addressed(invited, language), Style::new(Face::SerifBold, 12.0), "addressee’s name", 2, 0.0),
        (function, Style::new(Face::Serif, 10.5), "function", 2, 0.0),
        (institution, Style::new(Face::Serif, 10.5), "institution", 3, 0.0),
        (invited.region.clone(), Style::new(Face::Serif, 10.5), "region", 1, 0.0),
    ];
    let mut y = top;
    for (text, style, what, lines, after) in lines {
        if text.trim().is_empty() {
            continue;
        }
        let (size, lines) = fit(text.trim(), style, Place { what, width, lines, smallest: 6.5 })?;
        canvas.within(Role::Paragraph, |canvas| {
            for line in &lines {
                y += size * 1.34;
                canvas.text(line, ADDRESSEE, y);
            }
        });
        y += after;
    }
    Ok(y)
}

/// The text at the largest scale at which it and the signature fit.
fn write(canvas: &mut Canvas, letters: &Letters, invited: &Invited, area: Area) -> Result<(), PrintError> {
    for scale in [1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72] {
        let blocks = body::blocks(letters, invited, area.width, scale)?;
        let (office, office_size) = office(letters, area.width)?;
        let signature = f32::from(u16::try_from(office.len()).unwrap_or(1)) * office_size * 1.3 + SIGNATURE;
        let text: f32 = blocks.iter().map(Block::height).sum();
        let room = area.height - text - signature;
        if room < 0.0 {
            continue;
        }
        // Some of what is left over goes before the text, most stays for the signature.
        let mut y = area.y + (room * 0.3).min(mm(9.0));
        for block in &blocks {
            y = block.draw(canvas, area.x, y);
        }
        y += (room * 0.2).min(mm(4.0));
        canvas.within(Role::Paragraph, |canvas| {
            for line in &office {
                y += office_size * 1.3;
                canvas.text_centred(line, area.x + area.width * 0.74, y);
            }
        });
        return Ok(());
    }
    Err(PrintError::too_long("text of the letter", &letters.remarks))
}

fn office(letters: &Letters, width: f32) -> Result<(Vec<Line>, f32), PrintError> {
    let given = letters.signatory.trim();
    let office = if given.is_empty() { words::words(letters.language).signatory } else { given };
    let style = Style::new(Face::Serif, 10.5);
    let place = Place { what: "signatory", width: width * 0.5, lines: 3, smallest: 6.5 };
    let (size, lines) = fit(&spaced(office, None, letters.language), style, place)?;
    Ok((lines, size))
}
