//! The title page and the contents.
//!
//! The contents shift the pages that they list. Numbers have a column of their own, so that
//! they change nothing else: the contents are laid out once, and their numbers set when drawn.

use super::pages::{Body, Entry, HEIGHT, LEFT, TOP, WIDTH, foot};
use super::{Handout, words};
use crate::print::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, Target, mm};
use crate::print::fonts::Face;
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Line, Paragraph, Place, Style, fit, single};
use crate::print::typography::spaced;
use crate::print::{PrintError, qr};
use app::ui::format::duration;

/// Which page has which number.
pub struct Numbering {
    /// How many pages the contents take.
    pub contents: usize,
    /// How many there are in all.
    pub total: usize,
}

impl Numbering {
    /// The numbers, once it is known how many pages each part takes.
    pub fn of_parts(contents: &Contents, body: &Body) -> Self {
        let contents = contents.pages.len();
        Self { contents, total: 1 + contents + body.pages.len() }
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
    for _ in &lines {
        y += size * 1.25;
    }
    let audience = single(words::audience(handout.audience, language), Style::new(Face::SansItalic, 11.5))?;
    put(&mut canvas, Role::Paragraph, &[audience], y + mm(3.0), 0.0);
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
        let place = Place { what: "version", width: WIDTH - CODE - mm(8.0), lines: 1, smallest: 6.0 };
        let (_, lines) = fit(&text, Style::new(face, 10.5), place)?;
        put(canvas, Role::Paragraph, &lines, y, 0.0);
        y += 16.0;
    }
    code(canvas, handout)
}

/// The side of the code, its white edge not counted.
const CODE: f32 = mm(26.0);

/// The code that leads to the page of the curriculum, and its address for whoever types it.
fn code(canvas: &mut Canvas, handout: &Handout) -> Result<(), PrintError> {
    let Some(address) = &handout.address else { return Ok(()) };
    let area = Area { x: LEFT + WIDTH - CODE, y: A4_LONG - mm(45.0), width: CODE, height: CODE };
    let caption = single(words::online(handout.language), Style::new(Face::Sans, 7.6).ink(Ink::GREY))?;
    let link = Element::new(Role::Paragraph).child(Role::Link);
    canvas.part_of(&link, |canvas| {
        canvas.text(&caption, area.x, area.bottom() + 11.0);
        canvas.link(area, &Target::Address(address.clone()));
        qr::draw_bare(canvas, address, area.x, area.y, CODE)
    })
}

/// A line of the contents in its place.
struct Listed {
    y: f32,
    /// The lines of the title, each at its height.
    title: Vec<Line>,
    indent: f32,
    leading: f32,
    note: Option<Line>,
    style: Style,
    /// The page that it leads to, from 0 at the first module, and how far down that.
    page: usize,
    down: f32,
    is_module: bool,
}

/// From the number's column to the title.
const NUMBERS: f32 = mm(12.0);
const NOTES: f32 = mm(20.0);
const INDENT: f32 = mm(7.0);

/// The contents: modules and their sections of the first level, laid out.
pub struct Contents {
    pages: Vec<Vec<Listed>>,
}

impl Contents {
    /// Lays out the contents.
    ///
    /// # Errors
    ///
    /// [`PrintError::MissingGlyph`].
    pub fn lay_out(handout: &Handout, body: &Body) -> Result<Self, PrintError> {
        let mut pages: Vec<Vec<Listed>> = Vec::new();
        let mut y = f32::INFINITY;
        for entry in body.entries.iter().filter(|entry| entry.level < 2) {
            let is_module = entry.level == 0;
            let mut listed = list(handout, entry)?;
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
        Ok(Self { pages })
    }

    /// Draws the contents.
    ///
    /// # Errors
    ///
    /// [`PrintError::MissingGlyph`].
    pub fn draw(&self, handout: &Handout, numbering: &Numbering) -> Result<Vec<Canvas>, PrintError> {
        let mut canvases = Vec::new();
        let whole = Element::new(Role::Contents);
        for (index, page) in self.pages.iter().enumerate() {
            let mut canvas = Canvas::new(A4_SHORT, A4_LONG);
            if index == 0 {
                let title = single(words::contents(handout.language), Style::new(Face::SerifBold, 21.0))?;
                put(&mut canvas, Role::Heading(2), &[title], TOP + 20.0, 0.0);
            }
            for listed in page {
                let link = whole.child(Role::Entry).child(Role::Link);
                canvas.part_of(&link, |canvas| listed.draw(canvas, numbering))?;
            }
            foot(&mut canvas, handout, index + 2, numbering.total)?;
            canvases.push(canvas);
        }
        Ok(canvases)
    }
}

fn list(handout: &Handout, entry: &Entry) -> Result<Listed, PrintError> {
    let is_module = entry.level == 0;
    let (face, size) = if is_module { (Face::SansBold, 10.2) } else { (Face::Serif, 9.8) };
    let style = Style::new(face, size);
    let indent = if is_module { 0.0 } else { INDENT };
    let room = WIDTH - indent - NUMBERS - if is_module { NOTES } else { 0.0 };
    let minutes = handout.modules[entry.module - 1].minutes;
    let note = (is_module && minutes > 0)
        .then(|| single(&duration(minutes), Style::new(Face::Sans, 8.6).ink(Ink::GREY)))
        .transpose()?;
    Ok(Listed {
        y: 0.0,
        title: Paragraph::plain(&entry.title, style)?.lines(room, Fill::Ragged)?,
        indent,
        leading: size * 1.45,
        note,
        style,
        page: entry.page,
        down: entry.y,
        is_module,
    })
}

impl Listed {
    fn draw(&self, canvas: &mut Canvas, numbering: &Numbering) -> Result<(), PrintError> {
        let page = numbering.of(self.page);
        let number = single(&page.to_string(), self.style)?;
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
        let mut dots_end = right - number.width - 4.0;
        if let Some(note) = &self.note {
            canvas.text_right(note, right - NUMBERS, y);
            dots_end = right - NUMBERS - note.width - 4.0;
        }
        canvas.text_right(&number, right, y);
        if dots_end - end > 12.0 {
            canvas.dots((end + 5.0, y - 0.4), (dots_end, y - 0.4), Ink::RULE);
        }
        let height = y + self.leading * 0.3 - self.y;
        canvas.link(Area { x: LEFT, y: self.y, width: WIDTH, height }, &Target::Page(page, self.down));
        if self.is_module {
            canvas.rule((LEFT, self.y - 3.0), (right, self.y - 3.0), 0.3, Ink::TINT);
        }
        Ok(())
    }
}
