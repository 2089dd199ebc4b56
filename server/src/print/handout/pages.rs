//! The pages of the modules: laid out once, drawn when their numbers are known.

use super::blocks::{Pictures, text_rows};
use super::front::Numbering;
use super::markdown::{self, BODY};
use super::{Handout, words};
use crate::print::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, Target, mm};
use crate::print::flow::row::{Drawn, Row, make};
use crate::print::flow::text::Measure;
use crate::print::flow::{self, Page, Placed, paginate};
use crate::print::fonts::Face;
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Paragraph, Style, cut, single};
use crate::print::typography::{NBSP, spaced};
use crate::print::{PrintError, qr};
use app::ui::format::duration;

/// The margins: for a hand at the sides, for a binding at the left.
pub const LEFT: f32 = mm(26.0);
/// The width of the text: some eighty letters.
pub const WIDTH: f32 = A4_SHORT - mm(26.0) - mm(24.0);
/// The top of the text.
pub const TOP: f32 = mm(27.0);
/// The height of the text.
pub const HEIGHT: f32 = A4_LONG - mm(27.0) - mm(24.0);

/// A line of the contents and of the outline.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it says.
    pub title: String,
    /// 0 for a module, then its headings.
    pub level: usize,
    /// The module's number, from 1.
    pub module: usize,
    /// The page, from 0 at the first module.
    pub page: usize,
    /// How far down the page.
    pub y: f32,
}

/// The modules in pages.
pub struct Body {
    /// For each page its module's index and its rows.
    pub pages: Vec<(usize, Page)>,
    /// The entries, in order.
    pub entries: Vec<Entry>,
    links: Vec<Vec<String>>,
}

/// Lays out all modules, each from a new page.
pub fn lay_out(handout: &Handout, pictures: &Pictures) -> Result<Body, PrintError> {
    let mut body = Body { pages: Vec::new(), entries: Vec::new(), links: Vec::new() };
    let measure = Measure { left: LEFT, width: WIDTH, height: HEIGHT, language: handout.language };
    for (index, module) in handout.modules.iter().enumerate() {
        let here = |error: PrintError| error.in_module(&module.title);
        let text = markdown::read(&module.markdown, handout.language).map_err(here)?;
        let mut all = opening(handout, index)?;
        if text.blocks.is_empty() {
            all.push(nothing(handout)?);
        }
        let mut rest = text_rows(&text, pictures, measure).map_err(here)?;
        if let Some(first) = rest.first_mut() {
            first.before = 0.0;
        }
        all.extend(rest);
        for page in paginate(all, HEIGHT) {
            note_entries(&mut body, index, &page);
            body.pages.push((index, page));
        }
        body.links.push(text.links);
    }
    Ok(body)
}

fn note_entries(body: &mut Body, module: usize, page: &[Placed]) {
    for placed in page {
        if let Some((title, level)) = &placed.row.entry {
            body.entries.push(Entry {
                title: title.clone(),
                level: *level,
                module: module + 1,
                page: body.pages.len(),
                y: TOP + placed.y - 6.0,
            });
        }
    }
}

/// `Module 3`, the title, how long it takes, a rule.
fn opening(handout: &Handout, index: usize) -> Result<Vec<Row>, PrintError> {
    let module = &handout.modules[index];
    let number = words::module(index + 1);
    let title = spaced(&module.title, None, handout.language);
    let mut rows = Vec::new();
    let style = Style::new(Face::SansBold, 10.0).tracked(60.0).ink(Ink::GREEN);
    rows.extend(opening_rows(&number.to_uppercase(), style, 16.0)?);
    rows.extend(opening_rows(&title, Style::new(Face::SerifBold, 21.0), 27.0)?);
    make(&mut rows, &Element::new(Role::Heading(2)));
    if module.minutes > 0 {
        let style = Style::new(Face::Sans, 9.5).ink(Ink::GREY);
        rows.extend(opening_rows(&duration(module.minutes), style, 16.0)?);
    }
    rows.push(Row::new(18.0, Drawn::Rule(LEFT, LEFT + WIDTH)));
    for row in &mut rows {
        row.keep = true;
    }
    if let Some(first) = rows.first_mut() {
        first.entry = Some((format!("{}. {title}", index + 1), 0));
    }
    Ok(rows)
}

fn opening_rows(text: &str, style: Style, height: f32) -> Result<Vec<Row>, PrintError> {
    let lines = Paragraph::plain(text, style)?.lines(WIDTH - CODE - mm(6.0), Fill::Ragged)?;
    let row = |line| Row::new(height, Drawn::Text(vec![(LEFT, height * 0.72, line)]));
    Ok(lines.into_iter().map(row).collect())
}

fn nothing(handout: &Handout) -> Result<Row, PrintError> {
    let style = BODY.face(Face::SerifItalic).ink(Ink::GREY);
    let line = single(words::nothing(handout.language), style)?;
    Ok(Row::new(16.0, Drawn::Text(vec![(LEFT, 11.0, line)])))
}

/// Draws the pages.
pub fn draw(handout: &Handout, body: &Body, numbering: &Numbering) -> Result<Vec<Canvas>, PrintError> {
    let mut canvases = Vec::with_capacity(body.pages.len());
    let mut last = None;
    for (index, (module, page)) in body.pages.iter().enumerate() {
        let mut canvas = Canvas::new(A4_SHORT, A4_LONG);
        if last == Some(*module) {
            canvas.ornament(|canvas| running_head(canvas, handout, *module))?;
        } else {
            // Its title is read before the code beside it.
            canvas.mention(page.first().map_or(&[], |placed| &placed.row.parts));
            code(&mut canvas, handout, *module)?;
        }
        flow::draw(&mut canvas, page, (LEFT, TOP), WIDTH, &body.links[*module]);
        foot(&mut canvas, handout, numbering.of(index), numbering.total)?;
        canvases.push(canvas);
        last = Some(*module);
    }
    Ok(canvases)
}

/// The side of the code beside a module's title.
const CODE: f32 = mm(17.0);

/// The code that leads to the module's page, at the right of its title.
fn code(canvas: &mut Canvas, handout: &Handout, module: usize) -> Result<(), PrintError> {
    let Some(address) = &handout.address else { return Ok(()) };
    let address = format!("{address}/modules/{}", module + 1);
    let area = Area { x: LEFT + WIDTH - CODE, y: TOP, width: CODE, height: CODE };
    let link = Element::new(Role::Paragraph).child(Role::Link);
    canvas.part_of(&link, |canvas| {
        canvas.link(area, &Target::Address(address.clone()));
        qr::draw_bare(canvas, &address, area.x, area.y, CODE)
    })
}

/// The title at the left, the module at the right; none where a module begins.
fn running_head(canvas: &mut Canvas, handout: &Handout, module: usize) -> Result<(), PrintError> {
    let style = Style::new(Face::Sans, 7.6).ink(Ink::GREY);
    let y = mm(17.0);
    let title = spaced(&handout.title, None, handout.language);
    let module_title = spaced(&handout.modules[module].title, None, handout.language);
    let module_title = format!("{}. {module_title}", module + 1);
    let (left, right) = (single(&title, style)?.width, single(&module_title, style)?.width);
    // Half each, and what one does not need is the other's.
    let room = |other: f32| WIDTH * 0.98 - other.min(WIDTH * 0.49);
    canvas.text(&cut(&title, style, room(right))?, LEFT, y);
    canvas.text_right(&cut(&module_title, style, room(left))?, LEFT + WIDTH, y);
    canvas.rule((LEFT, y + 4.5), (LEFT + WIDTH, y + 4.5), 0.4, Ink::RULE);
    Ok(())
}

/// Programme and version at the left, `12 / 48` at the right.
pub fn foot(canvas: &mut Canvas, handout: &Handout, page: usize, pages: usize) -> Result<(), PrintError> {
    let style = Style::new(Face::Sans, 7.6).ink(Ink::GREY);
    let y = A4_LONG - mm(13.0);
    let programme = spaced(&handout.programme, None, handout.language);
    let version = words::version(&handout.version, handout.dated, handout.language);
    let version = single(&format!("{NBSP}– {version}"), style)?;
    // A long programme is cut, its version never.
    let programme = cut(&programme, style, WIDTH * 0.85 - version.width)?;
    let number = single(&format!("{page} / {pages}"), Style::new(Face::SansBold, 8.6))?;
    canvas.ornament(|canvas| {
        canvas.text(&programme, LEFT, y);
        canvas.text(&version, LEFT + programme.width, y);
        canvas.text_right(&number, LEFT + WIDTH, y);
    });
    Ok(())
}
