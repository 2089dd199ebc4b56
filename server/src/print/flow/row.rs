//! Rows: what a page is made of, from top to bottom. A line of text, a row of
//! a table, a rule, a chart.

use crate::print::canvas::{Area, Canvas, Ink, Target};
use crate::print::picture::Picture;
use crate::print::structure::{Element, Role};
use crate::print::text::Line;
use std::rc::Rc;
use std::sync::Arc;

/// How far a tint reaches beyond its rows; so neighbours overlap without a seam.
const TINT: f32 = 4.0;

/// A row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Space above, unless it is the first on its page.
    pub before: f32,
    /// Its height.
    pub height: f32,
    /// Never to be parted from the next one.
    pub keep: bool,
    /// The quotation it is in.
    pub quote: Option<usize>,
    /// What kind of quotation that is.
    pub tone: Tone,
    /// The rows of the footnotes that it calls: they stand at the foot of its page.
    pub feet: Vec<Rc<Row>>,
    /// What it adds to the contents: title and level.
    pub entry: Option<(String, usize)>,
    /// The head to repeat above it if it begins a page.
    pub head: Option<Rc<Row>>,
    /// What is drawn.
    pub ink: Drawn,
    /// What its text is, in the order in which it is read; if nothing is said, a paragraph.
    pub parts: Vec<Element>,
    /// To which of these each line of its text belongs; the first, if nothing is said.
    pub part_of: Vec<usize>,
}

/// How a quotation is set apart. Told apart in black and white too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// On a tint, beside a bar.
    #[default]
    Tinted,
    /// On a tint, beside a heavy black bar.
    Warning,
    /// Beside a thin bar: somebody else's words.
    Quoted,
    /// In a frame: for trainers alone.
    Framed,
}

/// A straight stroke: from, to, weight.
pub type Stroke = ((f32, f32), (f32, f32), f32);

/// What a row draws.
#[derive(Clone, Debug)]
pub enum Drawn {
    /// A picture in its place in the row.
    Picture {
        /// Where.
        area: Area,
        /// Which.
        picture: Arc<Picture>,
    },
    /// Straight strokes.
    Strokes(Vec<Stroke>),
    /// The outline of a box in the row.
    Boxed(Area),
    /// Lines of text, with their place in the row: left edge and baseline.
    Text(Vec<(f32, f32, Line)>),
    /// The same between two horizontal rules: a row of a table.
    Cells {
        /// The text.
        text: Vec<(f32, f32, Line)>,
        /// Whether it is the head.
        is_head: bool,
        /// From where to where.
        edges: (f32, f32),
    },
    /// A rule from where to where.
    Rule(f32, f32),
    /// The same on a tint: verbatim text.
    Tinted {
        /// The text.
        text: Vec<(f32, f32, Line)>,
        /// From where to where.
        edges: (f32, f32),
    },
    /// Bars and rules; those later over those earlier.
    Shapes(Vec<Shape>),
    /// All of these, those later over those earlier.
    Together(Vec<Drawn>),
    /// An ornament: nobody hears it.
    Unread(Box<Drawn>),
}

/// A part of a chart, from the upper edge of its row.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// The outline of a bar: what was before.
    Outline(Area),
    /// A filled bar: what is after. A copy in black and white tells the two apart.
    Solid(Area),
    /// A line of the scale, from one point to another.
    Rule((f32, f32), (f32, f32)),
}

impl Row {
    /// A row of text alone.
    pub fn new(height: f32, ink: Drawn) -> Self {
        Self {
            before: 0.0,
            height,
            keep: false,
            quote: None,
            entry: None,
            head: None,
            tone: Tone::Tinted,
            feet: Vec::new(),
            ink,
            parts: Vec::new(),
            part_of: Vec::new(),
        }
    }

    /// The left edge of its text, if it has any.
    pub fn left(&self) -> Option<f32> {
        match &self.ink {
            Drawn::Text(text) => text.iter().map(|(x, ..)| *x).reduce(f32::min),
            _ => None,
        }
    }

    /// Draws it with its upper edge at `y`.
    pub fn draw(&self, canvas: &mut Canvas, y: f32, links: &[String]) {
        canvas.mention(&self.parts);
        let element = self.parts.first().cloned().unwrap_or_else(|| Element::new(Role::Paragraph));
        let text = Context { parts: &self.parts, part_of: &self.part_of, links };
        canvas.part_of(&element, |canvas| self.ink.draw(canvas, (y, self.height), text));
    }
}

/// Has all text of these rows belong to one element.
pub fn make(rows: &mut [Row], element: &Element) {
    for row in rows {
        row.parts = vec![element.clone()];
        row.part_of.clear();
    }
}

/// What the text of a row is, and where its links lead.
#[derive(Clone, Copy)]
struct Context<'a> {
    parts: &'a [Element],
    part_of: &'a [usize],
    links: &'a [String],
}

impl Drawn {
    /// All lines of text in it.
    pub fn lines(&self) -> Vec<&Line> {
        match self {
            Self::Text(text) | Self::Cells { text, .. } | Self::Tinted { text, .. } => {
                text.iter().map(|(_, _, line)| line).collect()
            }
            Self::Together(all) => all.iter().flat_map(Self::lines).collect(),
            Self::Unread(one) => one.lines(),
            _ => Vec::new(),
        }
    }

    fn draw(&self, canvas: &mut Canvas, (y, height): (f32, f32), context: Context<'_>) {
        match self {
            Self::Text(text) => draw_text(canvas, text, y, context),
            Self::Rule(from, to) => {
                let middle = y + height / 2.0;
                canvas.rule((*from, middle), (*to, middle), 0.6, Ink::RULE);
            }
            Self::Tinted { text, edges: (from, to) } => {
                let (y_from, height) = (y - TINT, height + 2.0 * TINT);
                let area = Area { x: *from, y: y_from, width: to - from, height };
                canvas.fill_under(area, Ink::TINT);
                draw_text(canvas, text, y, context);
            }
            Self::Cells { text, is_head, edges: (from, to) } => {
                let bottom = y + height;
                if *is_head {
                    let area = Area { x: *from, y, width: to - from, height };
                    canvas.fill_under(area, Ink::TINT);
                    canvas.rule((*from, y), (*to, y), 1.0, Ink::BLACK);
                    canvas.rule((*from, bottom), (*to, bottom), 0.6, Ink::BLACK);
                } else {
                    canvas.rule((*from, bottom), (*to, bottom), 0.4, Ink::RULE);
                }
                draw_text(canvas, text, y, context);
            }
            Self::Picture { area, picture } => {
                canvas.picture(picture, Area { y: area.y + y, ..*area });
            }
            Self::Strokes(strokes) => {
                for (from, to, weight) in strokes {
                    canvas.rule((from.0, from.1 + y), (to.0, to.1 + y), *weight, Ink::BLACK);
                }
            }
            Self::Boxed(area) => canvas.frame(Area { y: area.y + y, ..*area }, 0.8, Ink::GREEN),
            Self::Shapes(shapes) => shapes.iter().for_each(|shape| shape.draw(canvas, y)),
            Self::Together(all) => all.iter().for_each(|one| one.draw(canvas, (y, height), context)),
            Self::Unread(one) => canvas.ornament(|canvas| one.draw(canvas, (y, height), context)),
        }
    }
}

impl Shape {
    fn draw(self, canvas: &mut Canvas, y: f32) {
        let lowered = |area: Area| Area { y: area.y + y, ..area };
        match self {
            // The line lies within the bar, so that both kinds end at the same place.
            Self::Outline(area) => canvas.frame(lowered(area).inset(0.35), 0.7, Ink::BLACK),
            Self::Solid(area) => canvas.fill(lowered(area), Ink::GREEN),
            Self::Rule(from, to) => canvas.rule((from.0, from.1 + y), (to.0, to.1 + y), 0.5, Ink::FAINT),
        }
    }
}

fn draw_text(canvas: &mut Canvas, text: &[(f32, f32, Line)], y: f32, context: Context<'_>) {
    for (index, (x, baseline, line)) in text.iter().enumerate() {
        let part = context.part_of.get(index).and_then(|part| context.parts.get(*part));
        match part {
            Some(part) => canvas.part_of(part, |canvas| draw_line(canvas, line, (*x, y + baseline), context.links)),
            None => draw_line(canvas, line, (*x, y + baseline), context.links),
        }
    }
}

fn draw_line(canvas: &mut Canvas, line: &Line, (x, baseline): (f32, f32), links: &[String]) {
    if line.chunks.iter().all(|chunk| chunk.style.link.is_none()) {
        canvas.text(line, x, baseline);
        return;
    }
    for chunk in &line.chunks {
        let piece = Line { chunks: vec![chunk.clone()], width: line.width };
        let Some(address) = chunk.style.link.and_then(|link| links.get(link)) else {
            canvas.text(&piece, x, baseline);
            continue;
        };
        let size = chunk.style.size;
        let area = Area { x: x + chunk.x, y: baseline - size * 0.9, width: chunk.width, height: size * 1.2 };
        // Only the world outside: a reference within the text has no place here.
        if ["http://", "https://", "mailto:", "tel:"].iter().any(|known| address.starts_with(known)) {
            canvas.within(Role::Link, |canvas| {
                canvas.text(&piece, x, baseline);
                canvas.link(area, &Target::Address(address.clone()));
            });
        } else {
            canvas.text(&piece, x, baseline);
        }
        let underline = baseline + size * 0.14;
        canvas.rule((area.x, underline), (area.right(), underline), 0.4, chunk.style.ink);
    }
}
