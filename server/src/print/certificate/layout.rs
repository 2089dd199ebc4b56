//! Where things stand on a certificate: the heading above, the signatures and
//! the QR code below, and between them the text, as far apart as there is room.

use super::{Certificate, Signatory, frame, words};
use crate::print::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, Target, mm};
use crate::print::fonts::Face;
use crate::print::text::{Fill, Line, Paragraph, Place, Span, Style, fit, single};
use crate::print::typography::spaced;
use crate::print::{PrintError, heading, qr};

/// Within the border.
const PADDING: f32 = mm(8.5);
/// Without its quiet zone, which is white paper.
const QR_SIDE: f32 = mm(38.0);
/// The column of the QR code and what is written under it.
const QR_COLUMN: f32 = mm(58.0);
/// The strip of signatures and QR code.
const FOOT: f32 = mm(41.0);
/// How far the QR code stands out above it.
const QR_ABOVE: f32 = mm(12.0);

/// A block of centred lines in the middle of the page.
struct Block {
    lines: Vec<Line>,
    leading: f32,
    /// Its share of the free height, after it.
    gap: f32,
    mark: Mark,
}

#[derive(PartialEq)]
enum Mark {
    None,
    /// An ornament beneath.
    Divider,
    /// A rule beneath: the place of the name.
    Rule,
}

/// Draws the page.
pub fn page(certificate: &Certificate) -> Result<Canvas, PrintError> {
    let mut canvas = Canvas::new(A4_LONG, A4_SHORT);
    let inside = frame::draw(&mut canvas, A4_LONG, A4_SHORT).inset(PADDING);
    let top = heading::draw(&mut canvas, &certificate.heading, certificate.language, inside, 9.5)?;
    let foot = inside.bottom() - FOOT;
    let middle = Area { y: top + mm(3.0), height: foot - QR_ABOVE - top - mm(6.0), ..inside };
    text(&mut canvas, certificate, middle)?;
    verification(&mut canvas, certificate, inside)?;
    let signatures = Area { x: inside.x + QR_COLUMN, y: foot, width: inside.width - QR_COLUMN, height: FOOT };
    sign(&mut canvas, &certificate.signatories, signatures, certificate)?;
    Ok(canvas)
}

/// The text at the largest scale at which it fits.
fn text(canvas: &mut Canvas, certificate: &Certificate, area: Area) -> Result<(), PrintError> {
    for with_titles in [true, false] {
        for scale in [1.0, 0.94, 0.88, 0.82, 0.76] {
            let blocks = blocks(certificate, area.width, scale, with_titles)?;
            let height: f32 = blocks.iter().map(Block::height).sum();
            let least: f32 = blocks.iter().map(|block| block.gap * mm(1.7) * scale).sum();
            if height + least <= area.height {
                spread(canvas, &blocks, area, height);
                return Ok(());
            }
        }
    }
    Err(PrintError::too_long("text of the certificate", &certificate.workshop))
}

impl Block {
    fn height(&self) -> f32 {
        let lines: f32 = self.lines.iter().map(|_| self.leading).sum();
        lines + if self.mark == Mark::None { 0.0 } else { mm(3.2) }
    }
}

fn spread(canvas: &mut Canvas, blocks: &[Block], area: Area, height: f32) {
    let shares: f32 = blocks.iter().map(|block| block.gap).sum::<f32>() + 1.6;
    // More air than this makes the text fall apart; the rest goes around it.
    let unit = ((area.height - height) / shares).min(mm(4.6));
    let used = height + unit * (shares - 1.6);
    let centre = area.x + area.width / 2.0;
    let mut y = area.y + (area.height - used) * 0.5;
    for block in blocks {
        for line in &block.lines {
            canvas.text_centred(line, centre, y + block.leading * 0.76);
            y += block.leading;
        }
        match block.mark {
            Mark::None => {}
            Mark::Divider => {
                frame::divider(canvas, centre, y + mm(2.2));
                y += mm(3.2);
            }
            Mark::Rule => {
                let half = mm(75.0).max(block.width() / 2.0 + mm(5.0));
                canvas.rule((centre - half, y + mm(0.9)), (centre + half, y + mm(0.9)), 0.6, Ink::RULE);
                y += mm(3.2);
            }
        }
        y += unit * block.gap;
    }
}

impl Block {
    fn width(&self) -> f32 {
        self.lines.iter().map(|line| line.width).fold(0.0, f32::max)
    }
}

fn blocks(certificate: &Certificate, width: f32, scale: f32, with_titles: bool) -> Result<Vec<Block>, PrintError> {
    let language = certificate.language;
    let measure = width - mm(22.0);
    let mut blocks = Vec::new();
    let title = words::title(certificate.kind, language).to_uppercase();
    let style = Style::new(Face::SerifBold, 27.0 * scale).ink(Ink::GREEN).tracked(55.0);
    blocks.push(fitted(&title, style, place("title", width, 1, 14.0), 1.1, 1.25, Mark::Divider)?);
    let programme = spaced(&certificate.programme, None, language);
    if !programme.trim().is_empty() {
        let style = Style::new(Face::SerifItalic, 13.0 * scale);
        let place = place("programme", measure, 2, 9.0);
        blocks.push(fitted(&programme, style, place, 2.2, 1.35, Mark::None)?);
    }
    let style = Style::new(Face::Serif, 12.0 * scale).ink(Ink::GREY);
    let lead = words::lead(certificate.kind, language);
    blocks.push(fitted(lead, style, place("text", measure, 1, 8.0), 0.9, 1.3, Mark::None)?);
    let style = Style::new(Face::SerifBold, 31.0 * scale);
    let place_of_name = place("holder’s name", measure, 2, 15.0);
    blocks.push(fitted(certificate.holder_name.trim(), style, place_of_name, 1.5, 1.25, Mark::Rule)?);
    blocks.push(body(certificate, measure, 13.0 * scale)?);
    if let Some(modules) = words::modules(certificate) {
        let modules = if with_titles { modules } else { words::number_of_modules(certificate) };
        let style = Style::new(Face::Sans, 8.6 * scale).ink(Ink::GREY);
        let lines = balanced(&Paragraph::plain(&modules, style)?, width - mm(8.0))?;
        blocks.push(Block { lines, leading: 12.2 * scale, gap: 1.3, mark: Mark::None });
    }
    let style = Style::new(Face::Serif, 11.0 * scale);
    let issued = words::issued(certificate);
    blocks.push(fitted(&issued, style, place("date", measure, 1, 8.0), 0.0, 1.3, Mark::None)?);
    Ok(blocks)
}

fn place(what: &'static str, width: f32, lines: usize, smallest: f32) -> Place {
    Place { what, width, lines, smallest }
}

fn fitted(text: &str, style: Style, place: Place, gap: f32, leading: f32, mark: Mark) -> Result<Block, PrintError> {
    let (size, mut lines) = fit(text, style, place)?;
    if lines.len() > 1 {
        lines = balanced(&Paragraph::plain(text, style.size(size))?, place.width)?;
    }
    Ok(Block { lines, leading: size * leading, gap, mark })
}

fn body(certificate: &Certificate, width: f32, size: f32) -> Result<Block, PrintError> {
    let [before, title, after] = words::body(certificate);
    let style = Style::new(Face::Serif, size);
    let spans = [Span::new(&before, style), Span::new(&title, style.face(Face::SerifBold)), Span::new(&after, style)];
    let lines = balanced(&Paragraph::new(&spans, None)?, width)?;
    Ok(Block { lines, leading: size * 1.5, gap: 1.3, mark: Mark::None })
}

/// As few lines as the width allows, but of even length, as centred text wants.
fn balanced(paragraph: &Paragraph, width: f32) -> Result<Vec<Line>, PrintError> {
    let mut best = paragraph.lines(width, Fill::Ragged)?;
    let even = paragraph.natural_width() / f32::from(u16::try_from(best.len()).unwrap_or(1)).max(1.0);
    for step in 0..8_u8 {
        let narrower = width - (width - even) * f32::from(8 - step) / 9.0;
        let lines = paragraph.lines(narrower, Fill::Ragged)?;
        if lines.len() <= best.len() && lines.iter().all(|line| line.width <= width) {
            best = lines;
            break;
        }
    }
    Ok(best)
}

fn verification(canvas: &mut Canvas, certificate: &Certificate, inside: Area) -> Result<(), PrintError> {
    let width = QR_COLUMN - mm(4.0);
    let (size, address) = fit(&certificate.verify_url, Style::new(Face::Sans, 7.2), place("address", width, 2, 4.5))?;
    let (_, number) =
        fit(&words::number(certificate), Style::new(Face::SansBold, 9.0), place("number", width, 1, 5.0))?;
    let style = Style::new(Face::Sans, 7.2).ink(Ink::GREY);
    let verify = single(words::verify(certificate.language), style)?;
    let statement = certificate.statement.as_deref().map(|statement| format!("#{statement}"));
    let coded = format!("{}{}", certificate.verify_url, statement.unwrap_or_default());
    let mut y = inside.bottom();
    for line in address.iter().rev() {
        canvas.text(line, inside.x, y);
        let area = Area { x: inside.x, y: y - size, width: line.width, height: size * 1.3 };
        canvas.link(area, &Target::Address(coded.clone()));
        y -= size * 1.3;
    }
    canvas.text(&verify, inside.x, y);
    y -= 11.0;
    for line in &number {
        canvas.text(line, inside.x, y);
    }
    // Above the number a quiet zone is left: four modules of the finest code that is drawn.
    y -= 14.5 + QR_SIDE;
    canvas.link(Area { x: inside.x, y, width: QR_SIDE, height: QR_SIDE }, &Target::Address(coded.clone()));
    qr::draw_bare(canvas, &coded, inside.x, y, QR_SIDE)
}

/// Offices stand side by side: all at one size, on as many lines as they need,
/// and smaller only if that is not enough.
fn office(title: &str, width: f32) -> Result<(f32, Vec<Line>), PrintError> {
    const SIZE: f32 = 10.0;
    const LINES: usize = 3;
    let style = Style::new(Face::Serif, SIZE);
    let paragraph = Paragraph::plain(title, style)?;
    let lines = balanced(&paragraph, width)?;
    if lines.len() <= LINES && paragraph.longest_word() <= width {
        return Ok((SIZE, lines));
    }
    fit(title, style, place("signatory’s title", width, LINES, 6.0))
}

/// Offices above, names below, the highest at the right.
fn sign(
    canvas: &mut Canvas,
    signatories: &[Signatory],
    area: Area,
    certificate: &Certificate,
) -> Result<(), PrintError> {
    let columns = u16::try_from(signatories.len()).unwrap_or(u16::MAX).max(2);
    let column = area.width / f32::from(columns);
    let mut right = area.right();
    for signatory in signatories {
        let centre = right - column / 2.0;
        let width = column - mm(5.0);
        let title = spaced(&signatory.title, None, certificate.language);
        let (size, lines) = office(&title, width)?;
        let mut y = area.y + size;
        for line in &lines {
            canvas.text_centred(line, centre, y);
            y += size * 1.3;
        }
        let style = Style::new(Face::SerifBold, 11.0);
        let (_, lines) = fit(signatory.name.trim(), style, place("signatory’s name", width, 2, 6.0))?;
        let mut y = area.bottom();
        for line in lines.iter().rev() {
            canvas.text_centred(line, centre, y);
            y -= 13.0;
        }
        right -= column;
    }
    Ok(())
}
