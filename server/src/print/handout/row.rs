//! Rows: what a page is made of, from top to bottom. A line of text, a row of
//! a table, a rule.

use crate::print::canvas::{Area, Canvas, Ink, Target};
use crate::print::text::Line;
use std::rc::Rc;

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
    /// What it adds to the contents: title and level.
    pub entry: Option<(String, usize)>,
    /// The head to repeat above it if it begins a page.
    pub head: Option<Rc<Row>>,
    /// What is drawn.
    pub ink: Drawn,
}

/// What a row draws.
#[derive(Clone, Debug)]
pub enum Drawn {
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
}

impl Row {
    /// A row of text alone.
    pub fn new(height: f32, ink: Drawn) -> Self {
        Self { before: 0.0, height, keep: false, quote: None, entry: None, head: None, ink }
    }

    /// Draws it with its upper edge at `y`.
    pub fn draw(&self, canvas: &mut Canvas, y: f32, links: &[String]) {
        match &self.ink {
            Drawn::Text(text) => draw_text(canvas, text, y, links),
            Drawn::Rule(from, to) => {
                let middle = y + self.height / 2.0;
                canvas.rule((*from, middle), (*to, middle), 0.6, Ink::RULE);
            }
            Drawn::Tinted { text, edges: (from, to) } => {
                let (y_from, height) = (y - TINT, self.height + 2.0 * TINT);
                let area = Area { x: *from, y: y_from, width: to - from, height };
                canvas.fill_under(area, Ink::TINT);
                draw_text(canvas, text, y, links);
            }
            Drawn::Cells { text, is_head, edges: (from, to) } => {
                let bottom = y + self.height;
                if *is_head {
                    let area = Area { x: *from, y, width: to - from, height: self.height };
                    canvas.fill_under(area, Ink::TINT);
                    canvas.rule((*from, y), (*to, y), 1.0, Ink::BLACK);
                    canvas.rule((*from, bottom), (*to, bottom), 0.6, Ink::BLACK);
                } else {
                    canvas.rule((*from, bottom), (*to, bottom), 0.4, Ink::RULE);
                }
                draw_text(canvas, text, y, links);
            }
        }
    }
}

fn draw_text(canvas: &mut Canvas, text: &[(f32, f32, Line)], y: f32, links: &[String]) {
    for (x, baseline, line) in text {
        canvas.text(line, *x, y + baseline);
        for chunk in &line.chunks {
            let Some(address) = chunk.style.link.and_then(|link| links.get(link)) else { continue };
            let size = chunk.style.size;
            let area = Area { x: x + chunk.x, y: y + baseline - size * 0.9, width: chunk.width, height: size * 1.2 };
            let underline = y + baseline + size * 0.14;
            canvas.rule((area.x, underline), (area.right(), underline), 0.4, chunk.style.ink);
            // Only the world outside: a reference within the text has no place here.
            if ["http://", "https://", "mailto:", "tel:"].iter().any(|known| address.starts_with(known)) {
                canvas.link(area, &Target::Address(address.clone()));
            }
        }
    }
}
