//! The title page and the contents.
//!
//! The contents shift the pages that they list; so they are laid out first
//! with no numbers to see how long they are, and then again with the right ones.

use super::pages::{Body, Entry, HEIGHT, LEFT, TOP, WIDTH, foot};
use super::{Handout, words};
use crate::print::PrintError;
use crate::print::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, Target, mm};
use crate::print::fonts::Face;
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Line, Paragraph, Place, Style, fit, single};
use crate::print::typography::spaced;
use app::ui::format::duration;

/// Which page has which number.
pub struct Numbering {
    /// How many pages the contents take.
    pub contents: usize,
    /// How many there are in all.
    pub total: usize,
}

impl Numbering {
    /// Finds the numbers that the contents do not change any more.
    pub fn settle(handout: &Handout, body: &Body) -> Result<Self, PrintError> {
        let mut numbering = Self { contents: 0, total: 1 + body.pages.len() };
        // Numbers have a column of their own, so a second look is enough; the
        // third is for the day when somebody changes that.
        for _ in 0..3 {
            let contents = lay_out(handout, body, &numbering)?.len();
            if contents == numbering.contents {
                break;
            }
            numbering = Self { contents, total: 1 + contents + body.pages.len() };
        }
        Ok(numbering)
    }

    /// The number of a page of the modules, from its index.
    pub fn of(&self, index: usize) -> usize {
        index + 2 + self.contents
    }
}

/// Programme above, title in the middle, version and extent below.
pub fn title_page(handout: &Handout) -> Result<Canvas, PrintError> {
    let mut canvas = Canvas::new(A4_SHORT, A4_LONG);
    let language = handout.language;
    canvas.fill(Area { x: LEFT, y: mm(38.0), width: mm(24.0), height: mm(1.6) }, Ink::GREEN);
    let programme = spaced(&handout.programme, None, language);
    let style = Style::new(Face::SansBold, 11.0).ink(Ink::GREY);
    let (size, lines) = fit(&programme, style, Place { what: "programme", width: WIDTH, lines: 4, smallest: 7.0 })?;
    put(&mut canvas, Role::Paragraph, &lines, mm(50.0), size * 1.4);
    let mut y = mm(105.0);
    let kind =
        single(&words::kind(language).to_uppercase(), Style::new(Face::SansBold, 10.0).tracked(80.0).ink(Ink::GREEN))?;
    put(&mut canvas, Role::Paragraph, &[kind], y, 0.0);
    y += mm(15.0);
    let title = spaced(&handout.title, None, language);
    let place = Place { what: "title", width: WIDTH, lines: 6, smallest: 12.0 };
    let (size, lines) = fit(&title, Style::new(Face::SerifBold, 31.0), place)?;
    put(&mut canvas, Role::Heading(1), &lines, y, size * 1.25);
    below(&mut canvas, handout)?;
    Ok(canvas)
}

/// Lines at the left edge, one below the other.
fn put(canvas: &mut Canvas, role: Role, lines: &[Line], mut y: f32, leading: f32) {
    canvas.within(role, |canvas| {
        for line in lines {
            canvas.text(line, LEFT, y);
            y += leading;
        }
    });
}

fn below(canvas: &mut Canvas, handout: &Handout) -> Result<(), PrintError> {
    let language = handout.language;
    let minutes = handout.modules.iter().fold(0_i32, |sum, module| sum.saturating_add(module.minutes));
    let lines = [
        (words::version(&handout.version, handout.dated, language), Face::SansBold),
        (words::extent(handout.modules.len(), minutes), Face::Sans),
        (words::language(language).to_owned(), Face::Sans),
    ];
    let mut y = A4_LONG - mm(42.0);
    canvas.rule((LEFT, y - mm(8.0)), (LEFT + WIDTH, y - mm(8.0)), 0.6, Ink::RULE);
    for (text, face) in lines {
        let place = Place { what: "version", width: WIDTH, lines: 1, smallest: 6.0 };
        let (_, lines) = fit(&text, Style::new(face, 10.5), place)?;
        put(canvas, Role::Paragraph, &lines, y, 0.0);
        y += 16.0;
    }
    Ok(())
}

/// A line of the contents in its place.
struct Listed {
    y: f32,
    /// The lines of the title, each at its height.
    title: Vec<Line>,
    indent: f32,
    leading: f32,
    note: Option<Line>,
    number: Line,
    target: Target,
    is_module: bool,
}

/// From the number's column to the title.
const NUMBERS: f32 = mm(12.0);
const NOTES: f32 = mm(20.0);
const INDENT: f32 = mm(7.0);

/// The pages of the contents: modules and their sections of the first level.
fn lay_out(handout: &Handout, body: &Body, numbering: &Numbering) -> Result<Vec<Vec<Listed>>, PrintError> {
    let mut pages: Vec<Vec<Listed>> = Vec::new();
    let mut y = f32::INFINITY;
    for entry in body.entries.iter().filter(|entry| entry.level < 2) {
        let is_module = entry.level == 0;
        let mut listed = list(handout, entry, numbering)?;
        let height = listed.leading * f32::from(u16::try_from(listed.title.len()).unwrap_or(u16::MAX));
        y += if is_module { 9.0 } else { 1.0 };
        // A module does not end a page without the first of its sections.
        let company = if is_module { 16.0 } else { 0.0 };
        if y + height + company > HEIGHT {
            y = if pages.is_empty() { mm(17.0) } else { 0.0 };
            pages.push(Vec::new());
        }
        listed.y = TOP + y;
        y += height;
        if let Some(page) = pages.last_mut() {
            page.push(listed);
        }
    }
    Ok(pages)
}

fn list(handout: &Handout, entry: &Entry, numbering: &Numbering) -> Result<Listed, PrintError> {
    let is_module = entry.level == 0;
    let (face, size) = if is_module { (Face::SansBold, 10.2) } else { (Face::Serif, 9.8) };
    let style = Style::new(face, size);
    let indent = if is_module { 0.0 } else { INDENT };
    let room = WIDTH - indent - NUMBERS - if is_module { NOTES } else { 0.0 };
    let minutes = handout.modules[entry.module - 1].minutes;
    let note = (is_module && minutes > 0)
        .then(|| single(&duration(minutes), Style::new(Face::Sans, 8.6).ink(Ink::GREY)))
        .transpose()?;
    let page = numbering.of(entry.page);
    Ok(Listed {
        y: 0.0,
        title: Paragraph::plain(&entry.title, style)?.lines(room, Fill::Ragged)?,
        indent,
        leading: size * 1.45,
        note,
        number: single(&page.to_string(), style)?,
        target: Target::Page(page, entry.y),
        is_module,
    })
}

/// Draws the contents.
pub fn contents(handout: &Handout, body: &Body, numbering: &Numbering) -> Result<Vec<Canvas>, PrintError> {
    let mut canvases = Vec::new();
    let whole = Element::new(Role::Contents);
    for (index, page) in lay_out(handout, body, numbering)?.into_iter().enumerate() {
        let mut canvas = Canvas::new(A4_SHORT, A4_LONG);
        if index == 0 {
            let title = single(words::contents(handout.language), Style::new(Face::SerifBold, 21.0))?;
            put(&mut canvas, Role::Heading(2), &[title], TOP + 20.0, 0.0);
        }
        for listed in &page {
            let link = whole.child(Role::Entry).child(Role::Link);
            canvas.part_of(&link, |canvas| listed.draw(canvas));
        }
        foot(&mut canvas, handout, index + 2, numbering.total)?;
        canvases.push(canvas);
    }
    Ok(canvases)
}

impl Listed {
    fn draw(&self, canvas: &mut Canvas) {
        let right = LEFT + WIDTH;
        let mut y = self.y + self.leading * 0.75;
        let mut end = LEFT;
        for (index, line) in self.title.iter().enumerate() {
            if index > 0 {
                y += self.leading;
            }
            canvas.text(line, LEFT + self.indent, y);
            end = LEFT + self.indent + line.width;
        }
        let mut dots_end = right - self.number.width - 4.0;
        if let Some(note) = &self.note {
            canvas.text_right(note, right - NUMBERS, y);
            dots_end = right - NUMBERS - note.width - 4.0;
        }
        canvas.text_right(&self.number, right, y);
        if dots_end - end > 12.0 {
            canvas.dots((end + 5.0, y - 0.4), (dots_end, y - 0.4), Ink::RULE);
        }
        let height = y + self.leading * 0.3 - self.y;
        canvas.link(Area { x: LEFT, y: self.y, width: WIDTH, height }, &self.target);
        if self.is_module {
            canvas.rule((LEFT, self.y - 3.0), (right, self.y - 3.0), 0.3, Ink::TINT);
        }
    }
}
