//! The text of a certificate, from its title to its date, at the largest scale at which it fits.

use super::layout::{Sheet, balanced};
use super::{Certificate, frame, place, words};
use crate::print::canvas::{Area, Canvas, Ink, mm};
use crate::print::fonts::Face;
use crate::print::structure::Role;
use crate::print::text::{Line, Paragraph, Place, Span, Style, fit};
use crate::print::typography::spaced;
use crate::print::{Locale, PrintError};
use app::certificates::templates::model::{Language, Texts};

/// From the largest: below the last, nobody reads it on a wall.
const SCALES: [f32; 8] = [1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65];

/// A block of lines in the middle of the page.
#[derive(Default)]
struct Block {
    rows: Vec<Row>,
    /// Its share of the free height, after it.
    gap: f32,
    mark: Mark,
}

/// Lines on one height, each with how far its middle is from that of the page.
struct Row {
    lines: Vec<(f32, Line)>,
    leading: f32,
}

#[derive(Default, PartialEq)]
enum Mark {
    #[default]
    None,
    /// An ornament beneath.
    Divider,
    /// A rule beneath: the place of the name.
    Rule,
    /// A thin rule between two columns.
    Columns,
}

/// Draws the text.
pub fn draw(canvas: &mut Canvas, certificate: &Certificate, sheet: Sheet, area: Area) -> Result<(), PrintError> {
    for with_titles in [true, false] {
        for scale in SCALES {
            let blocks = Setter { certificate, sheet, width: area.width, scale }.blocks(with_titles)?;
            let height: f32 = blocks.iter().map(Block::height).sum();
            let least: f32 = blocks.iter().map(|block| block.gap * mm(1.6) * scale).sum();
            if height + least <= area.height {
                spread(canvas, &blocks, sheet, area, height);
                return Ok(());
            }
        }
    }
    Err(PrintError::too_long(place::TEXT, &certificate.workshop))
}

impl Block {
    fn height(&self) -> f32 {
        let rows: f32 = self.rows.iter().map(|row| row.leading).sum();
        rows + if matches!(self.mark, Mark::Divider | Mark::Rule) { mm(3.2) } else { 0.0 }
    }

    fn width(&self) -> f32 {
        self.rows.iter().flat_map(|row| &row.lines).map(|(_, line)| line.width).fold(0.0, f32::max)
    }

    /// The lines on this side of the middle, or in it.
    fn draw(&self, canvas: &mut Canvas, centre: f32, top: f32, side: Side) {
        let mut y = top;
        for row in &self.rows {
            for (from_centre, line) in row.lines.iter().filter(|(from_centre, _)| Side::of(*from_centre) == side) {
                canvas.text_centred(line, centre + from_centre, y + row.leading * 0.76);
            }
            y += row.leading;
        }
    }

    /// Another block right below this one.
    fn then(mut self, other: Self) -> Self {
        self.rows.extend(other.rows);
        self
    }
}

/// On which side of the middle something stands.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
    Middle,
}

impl Side {
    fn of(from_centre: f32) -> Self {
        match from_centre {
            left if left < -1.0 => Self::Left,
            right if right > 1.0 => Self::Right,
            _ => Self::Middle,
        }
    }
}

fn spread(canvas: &mut Canvas, blocks: &[Block], sheet: Sheet, area: Area, height: f32) {
    let shares: f32 = blocks.iter().map(|block| block.gap).sum::<f32>() + 1.6;
    // More air than this makes the text fall apart; the rest goes around it.
    let most = if sheet.upright { mm(7.4) } else { mm(4.6) };
    let unit = ((area.height - height) / shares).min(most);
    let used = height + unit * (shares - 1.6);
    let centre = area.x + area.width / 2.0;
    let mut y = area.y + (area.height - used) * 0.5;
    for block in blocks {
        let top = y;
        // Under the title is what divides it from the rest.
        let role = if block.mark == Mark::Divider { Role::Heading(1) } else { Role::Paragraph };
        // Columns are read one after the other.
        for side in [Side::Left, Side::Right, Side::Middle] {
            canvas.within(role.clone(), |canvas| block.draw(canvas, centre, top, side));
        }
        y += block.rows.iter().map(|row| row.leading).sum::<f32>();
        match block.mark {
            Mark::None => {}
            Mark::Divider => {
                frame::divider(canvas, centre, y + mm(2.2), sheet.ink);
                y += mm(3.2);
            }
            Mark::Rule => {
                let half = mm(72.0).max(block.width() / 2.0 + mm(5.0)).min(area.width / 2.0);
                canvas.rule((centre - half, y + mm(0.9)), (centre + half, y + mm(0.9)), 0.6, Ink::RULE);
                y += mm(3.2);
            }
            Mark::Columns => canvas.rule((centre, top + 2.0), (centre, y - 2.0), 0.5, Ink::RULE),
        }
        y += unit * block.gap;
    }
}

/// What sets the blocks of a certificate at a scale.
struct Setter<'a> {
    certificate: &'a Certificate,
    sheet: Sheet,
    width: f32,
    scale: f32,
}

impl Setter<'_> {
    fn blocks(&self, with_titles: bool) -> Result<Vec<Block>, PrintError> {
        let mut blocks = vec![self.titles()?];
        let programme = spaced(&self.certificate.programme, None, self.certificate.first_language());
        if !programme.trim().is_empty() {
            let style = Style::new(Face::SerifItalic, 13.0 * self.scale);
            let place = Place { what: place::PROGRAMME, width: self.measure(), lines: 3, smallest: 7.5 };
            blocks.push(Block { gap: 2.2, ..fitted(&programme, style, place, 1.35)? });
        }
        blocks.extend(self.leads()?);
        blocks.push(self.name()?);
        blocks.extend(self.bodies()?);
        if let Some(modules) = words::modules(self.certificate) {
            let modules = if with_titles { modules } else { words::number_of_modules(self.certificate) };
            let style = Style::new(Face::Sans, 8.6 * self.scale.max(0.8)).ink(Ink::GREY);
            let lines = balanced(&Paragraph::plain(&modules, style)?, self.width - mm(8.0))?;
            blocks.push(Block { gap: 1.3, ..stacked(lines, style.size * 1.42) });
        }
        blocks.extend(self.closing()?);
        if let Some(last) = blocks.last_mut() {
            last.gap = 0.0;
        }
        Ok(blocks)
    }

    /// The width that lines of text take at most: less than the page, for the eye's sake.
    fn measure(&self) -> f32 {
        self.width - if self.sheet.upright { mm(6.0) } else { mm(22.0) }
    }

    fn spoken(&self) -> impl Iterator<Item = (Locale, &Texts)> {
        let design = &self.certificate.design;
        design.language.spoken().iter().map(|locale| (*locale, design.texts(*locale)))
    }

    fn is_beside(&self) -> bool {
        self.certificate.design.language == Language::Both && !self.sheet.upright
    }

    /// The titles in capitals, the second language's smaller.
    fn titles(&self) -> Result<Block, PrintError> {
        let mut block = Block::default();
        for (index, (language, texts)) in self.spoken().enumerate() {
            let title = words::plain(self.certificate, &texts.title, language).to_uppercase();
            let (face, size, tracking) =
                if index == 0 { (Face::SerifBold, 27.0, 55.0) } else { (Face::Serif, 13.5, 110.0) };
            let style = Style::new(face, size * self.scale).ink(self.sheet.ink).tracked(tracking);
            let place = Place { what: place::TITLE, width: self.width, lines: 2, smallest: size * 0.5 };
            block = block.then(fitted(&title, style, place, 1.25)?);
        }
        Ok(Block { gap: 1.1, mark: Mark::Divider, ..block })
    }

    fn leads(&self) -> Result<Option<Block>, PrintError> {
        let mut block = Block::default();
        for (index, (language, texts)) in self.spoken().enumerate() {
            let lead = words::plain(self.certificate, &texts.lead, language);
            let (face, size) = if index == 0 { (Face::Serif, 12.0) } else { (Face::SerifItalic, 10.5) };
            let style = Style::new(face, size * self.scale).ink(Ink::GREY);
            let place = Place { what: place::LEAD, width: self.measure(), lines: 2, smallest: 7.0 };
            if !lead.trim().is_empty() {
                block = block.then(fitted(&lead, style, place, 1.3)?);
            }
        }
        Ok((!block.rows.is_empty()).then_some(Block { gap: 0.9, ..block }))
    }

    /// The name: large, smaller where it must be, then on more lines.
    fn name(&self) -> Result<Block, PrintError> {
        let name = self.certificate.holder_name.trim();
        let width = self.measure();
        let largest = if self.sheet.upright { 29.0 } else { 31.0 } * self.scale;
        let style = Style::new(Face::SerifBold, largest);
        let mut last = Err(PrintError::too_long(place::HOLDER, name));
        for (lines, smallest) in [(2, 15.0), (3, 11.5), (4, 8.0)] {
            let size = largest.min(if lines == 2 { largest } else { smallest * 1.4 });
            let place = Place { what: place::HOLDER, width, lines, smallest: f32::min(smallest, size) };
            last = fitted(name, style.size(size), place, 1.25);
            if !matches!(last, Err(PrintError::TooLong { .. })) {
                break;
            }
        }
        Ok(Block { gap: 1.5, mark: Mark::Rule, ..last? })
    }

    fn bodies(&self) -> Result<Option<Block>, PrintError> {
        let beside = self.is_beside();
        let width = if beside { self.width / 2.0 - mm(7.0) } else { self.measure() };
        let mut columns = Vec::new();
        for (index, (language, texts)) in self.spoken().enumerate() {
            let (face, size) = match (index, beside) {
                (0, false) => (Face::Serif, 13.0),
                (0, true) => (Face::Serif, 12.0),
                (_, true) => (Face::SerifItalic, 12.0),
                (_, false) => (Face::SerifItalic, 11.5),
            };
            let style = Style::new(face, size * self.scale);
            let spans: Vec<Span> = words::spans(self.certificate, &texts.body, language, style);
            let lines = balanced(&Paragraph::new(&spans, None)?, width)?;
            if !lines.is_empty() {
                columns.push((lines, style.size * if beside { 1.42 } else { 1.5 }));
            }
        }
        if beside && columns.len() == 2 {
            return Ok(Some(side_by_side(columns, self.width / 4.0)));
        }
        let mut blocks = columns.into_iter().map(|(lines, leading)| stacked(lines, leading));
        let Some(mut block) = blocks.next() else { return Ok(None) };
        for next in blocks {
            // A little air between the languages.
            block.rows.push(Row { lines: Vec::new(), leading: 5.0 * self.scale });
            block = block.then(next);
        }
        Ok(Some(Block { gap: 1.3, ..block }))
    }

    /// Place and date and until when it holds: both languages on one line if they fit, else
    /// each on its own.
    fn closing(&self) -> Result<Option<Block>, PrintError> {
        let of = |(language, texts): (Locale, &Texts)| {
            let said = [
                Some(words::plain(self.certificate, &texts.closing, language)),
                words::expiry(self.certificate, language),
            ];
            let said: Vec<String> = said.into_iter().flatten().filter(|text| !text.trim().is_empty()).collect();
            said.join(BETWEEN)
        };
        let said: Vec<String> = self.spoken().map(of).filter(|text| !text.is_empty()).collect();
        if said.is_empty() {
            return Ok(None);
        }
        let style = Style::new(Face::Serif, 11.0 * self.scale);
        let place = Place { what: place::CLOSING, width: self.measure(), lines: 1, smallest: style.size };
        match fitted(&said.join(BETWEEN), style, place, 1.35) {
            Err(PrintError::TooLong { .. }) => {}
            together => return together.map(Some),
        }
        let place = Place { lines: 2, smallest: 7.0, ..place };
        let mut apart: Option<Block> = None;
        for text in &said {
            let next = fitted(text, style, place, 1.35)?;
            apart = Some(match apart {
                Some(block) => block.then(next),
                None => next,
            });
        }
        Ok(apart)
    }
}

/// Between what is said on one line; where it breaks, the point ends the line.
const BETWEEN: &str = "\u{a0}\u{a0}·  ";

fn stacked(lines: Vec<Line>, leading: f32) -> Block {
    let rows = lines.into_iter().map(|line| Row { lines: vec![(0.0, line)], leading });
    Block { rows: rows.collect(), ..Block::default() }
}

/// Two columns, their first lines on one height.
fn side_by_side(columns: Vec<(Vec<Line>, f32)>, from_centre: f32) -> Block {
    let leading = columns.iter().map(|(_, leading)| *leading).fold(0.0, f32::max);
    let mut rows: Vec<Row> = Vec::new();
    for ((lines, _), side) in columns.into_iter().zip([-from_centre, from_centre]) {
        for (index, line) in lines.into_iter().enumerate() {
            if rows.len() <= index {
                rows.push(Row { lines: Vec::new(), leading });
            }
            rows[index].lines.push((side, line));
        }
    }
    Block { rows, gap: 1.3, mark: Mark::Columns }
}

fn fitted(text: &str, style: Style, place: Place, leading: f32) -> Result<Block, PrintError> {
    let (size, mut lines) = fit(text, style, place)?;
    if lines.len() > 1 {
        lines = balanced(&Paragraph::plain(text, style.size(size))?, place.width)?;
    }
    Ok(stacked(lines, size * leading))
}
