//! A page: from millimetres and a top left corner to printpdf's operations.
//!
//! Lengths are points from the upper left corner, `y` downwards, as one reads.

mod reading;
mod shown;
mod stencil;

pub use reading::Sheet;
pub use shown::Shown;
pub use stencil::{Shape, Stencil};

use super::structure::Marks;
use super::text::{Chunk, Line};
use printpdf::{
    Actions, BorderArray, Codepoint, Color, ColorArray, CurTransMat, Destination, DictItem, Greyscale,
    HighlightingMode, LinePoint, LinkAnnotation, Op, PaintMode, PdfFontHandle, Point, Polygon, PolygonRing, Pt, Rect,
    Rgb, TextItem, WindingOrder,
};

/// Millimetres to points.
pub const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}

/// The short side of A4.
pub const A4_SHORT: f32 = mm(210.0);
/// The long side of A4.
pub const A4_LONG: f32 = mm(297.0);

/// A colour. Those of ours differ in lightness too, for black and white copiers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    /// Black.
    pub const BLACK: Self = Self(0, 0, 0);
    /// Secondary text: dark enough to survive a copy of a copy.
    pub const GREY: Self = Self(85, 85, 85);
    /// Thin rules.
    pub const RULE: Self = Self(140, 140, 140);
    /// Lines of a scale, behind what is measured on it.
    pub const FAINT: Self = Self(196, 196, 196);
    /// Behind heads of tables and notes.
    pub const TINT: Self = Self(238, 240, 238);
    /// The one colour of the house: a deep green.
    pub const GREEN: Self = Self(16, 78, 59);

    fn color(self) -> Color {
        let share = |value: u8| f32::from(value) / 255.0;
        if self.0 == self.1 && self.1 == self.2 {
            Color::Greyscale(Greyscale { percent: round(share(self.0), 1000.0), icc_profile: None })
        } else {
            Color::Rgb(Rgb {
                r: round(share(self.0), 1000.0),
                g: round(share(self.1), 1000.0),
                b: round(share(self.2), 1000.0),
                icc_profile: None,
            })
        }
    }
}

/// Fewer digits, smaller files.
fn round(value: f32, parts: f32) -> f32 {
    (value * parts).round() / parts
}

/// A rectangle from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Area {
    /// The same with as much less on each side.
    pub fn inset(self, by: f32) -> Self {
        Self { x: self.x + by, y: self.y + by, width: self.width - 2.0 * by, height: self.height - 2.0 * by }
    }

    /// The right edge.
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    /// The lower edge.
    pub fn bottom(self) -> f32 {
        self.y + self.height
    }
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// An address in the world.
    Address(String),
    /// A page of this document, from 1, and how far down it.
    Page(usize, f32),
}

/// Encoded it is at most three times as long, and a string has at most 32,767 bytes.
const LONGEST_ADDRESS: usize = 8_000;

/// The operator that adds a rectangle to a path, which printpdf has no name for: x, y, width
/// and height (ISO 32000-1, 8.5.2).
pub const RECTANGLE: &str = "re";
/// The operator that fills a path (8.5.3).
pub const FILL: &str = "f";

/// A page in the making.
pub struct Canvas {
    width: f32,
    height: f32,
    under: Vec<Op>,
    over: Vec<Op>,
    marks: Marks,
    last: Option<reading::Last>,
    shown: Vec<Shown>,
    #[cfg(test)]
    drawn: Vec<Area>,
}

impl Canvas {
    /// An empty page.
    pub fn new(width: f32, height: f32) -> Self {
        Self {
            width,
            height,
            under: Vec::new(),
            over: Vec::new(),
            marks: Marks::default(),
            last: None,
            shown: Vec::new(),
            #[cfg(test)]
            drawn: Vec::new(),
        }
    }

    /// Its width and height.
    pub fn size(&self) -> (f32, f32) {
        (self.width, self.height)
    }

    /// What is drawn, from the lowest.
    pub fn ops(&self) -> impl Iterator<Item = &Op> {
        self.under.iter().chain(&self.over)
    }

    fn point(&self, x: f32, y: f32) -> Point {
        Point { x: Pt(round(x, 100.0)), y: Pt(round(self.height - y, 100.0)) }
    }

    /// A line of text, its baseline at `y`.
    pub fn text(&mut self, line: &Line, x: f32, y: f32) {
        for chunk in &line.chunks {
            self.chunk(chunk, x, y);
        }
    }

    /// The same, centred on `x`.
    pub fn text_centred(&mut self, line: &Line, x: f32, y: f32) {
        self.text(line, x - line.width / 2.0, y);
    }

    /// The same, ending at `x`.
    pub fn text_right(&mut self, line: &Line, x: f32, y: f32) {
        self.text(line, x - line.width, y);
    }

    fn chunk(&mut self, chunk: &Chunk, x: f32, y: f32) {
        #[cfg(test)]
        self.drawn.push(Area { x: x + chunk.x, y: y - chunk.style.size, width: chunk.width, height: chunk.style.size });
        self.space(x + chunk.x, y);
        self.marks.text(&mut self.over);
        let pos = self.point(x + chunk.x, y);
        self.over.push(Op::StartTextSection);
        self.over.push(Op::SetFillColor { col: chunk.style.ink.color() });
        self.over.push(Op::SetFont { font: PdfFontHandle::External(chunk.face.id()), size: Pt(chunk.style.size) });
        self.over.push(Op::SetTextCursor { pos });
        self.glyphs(chunk);
        self.over.push(Op::EndTextSection);
        self.remember(chunk, (x + chunk.x + chunk.width, y));
    }

    /// PDF moves by the width of the glyph; what kerning and justification
    /// change of it follows as an offset, marks are lifted by the text rise.
    fn glyphs(&mut self, chunk: &Chunk) {
        let mut items = Vec::new();
        let mut run = Vec::with_capacity(chunk.glyphs.len());
        for glyph in &chunk.glyphs {
            let offset = round(glyph.natural - glyph.advance, 10.0);
            if glyph.dx == 0.0 && glyph.dy == 0.0 {
                run.push(Codepoint::with_cid(glyph.id, offset, glyph.source.to_string()));
                continue;
            }
            items.push(TextItem::GlyphIds(std::mem::take(&mut run)));
            items.push(TextItem::Offset(-glyph.dx));
            self.over.push(Op::ShowText { items: std::mem::take(&mut items) });
            self.over.push(Op::SetLineOffset { multiplier: glyph.dy / 1000.0 * chunk.style.size });
            self.over.push(Op::ShowText {
                items: vec![TextItem::GlyphIds(vec![Codepoint::with_cid(
                    glyph.id,
                    offset + glyph.dx,
                    glyph.source.to_string(),
                )])],
            });
            self.over.push(Op::SetLineOffset { multiplier: 0.0 });
        }
        if !run.is_empty() {
            items.push(TextItem::GlyphIds(run));
            self.over.push(Op::ShowText { items });
        }
    }

    /// What is drawn over all else, with the page turned by half around its centre.
    pub fn upside_down<E>(&mut self, draw: impl FnOnce(&mut Self) -> Result<(), E>) -> Result<(), E> {
        let matrix = CurTransMat::Raw([-1.0, 0.0, 0.0, -1.0, round(self.width, 100.0), round(self.height, 100.0)]);
        self.over.push(Op::SaveGraphicsState);
        self.over.push(Op::SetTransformationMatrix { matrix });
        draw(self)?;
        self.over.push(Op::RestoreGraphicsState);
        Ok(())
    }

    /// Squares of a grid as one path, in blocks: each from a column and a row, so many squares
    /// wide and so many high. Rectangles in whole numbers: corner by corner, as printpdf would
    /// draw them, a QR code takes three times the room.
    pub fn grid(&mut self, (x, y): (f32, f32), square: f32, blocks: &[(u16, u16, u16, u16)], ink: Ink) {
        let number = |number: u16| DictItem::Int(number.into());
        self.marks.shape(&mut self.over);
        self.over.push(Op::SaveGraphicsState);
        let matrix = CurTransMat::Raw([square, 0.0, 0.0, -square, round(x, 100.0), round(self.height - y, 100.0)]);
        self.over.push(Op::SetTransformationMatrix { matrix });
        self.over.push(Op::SetFillColor { col: ink.color() });
        self.over.extend(blocks.iter().map(|(column, row, wide, high)| Op::Unknown {
            key: RECTANGLE.to_owned(),
            value: [*column, *row, *wide, *high].map(number).to_vec(),
        }));
        self.over.push(Op::Unknown { key: FILL.to_owned(), value: Vec::new() });
        self.over.push(Op::RestoreGraphicsState);
    }

    /// A straight rule.
    pub fn rule(&mut self, from: (f32, f32), to: (f32, f32), weight: f32, ink: Ink) {
        let points = [from, to].map(|(x, y)| corner(self.point(x, y))).to_vec();
        self.stroke(weight, ink);
        self.over.push(Op::DrawLine { line: printpdf::Line { points, is_closed: false } });
    }

    /// A dotted rule: lines to write on.
    pub fn dots(&mut self, from: (f32, f32), to: (f32, f32), ink: Ink) {
        self.marks.shape(&mut self.over);
        self.over.push(Op::SaveGraphicsState);
        self.over.push(Op::SetLineDashPattern { dash: printpdf::LineDashPattern::new(0.0, &[0.8, 1.8]) });
        self.rule(from, to, 0.8, ink);
        self.over.push(Op::RestoreGraphicsState);
    }

    /// The outline of a rectangle.
    pub fn frame(&mut self, area: Area, weight: f32, ink: Ink) {
        self.stroke(weight, ink);
        let rectangle = self.rect(area, PaintMode::Stroke);
        self.over.push(Op::DrawRectangle { rectangle });
    }

    /// A filled rectangle, over what is drawn so far.
    pub fn fill(&mut self, area: Area, ink: Ink) {
        let rectangle = self.rect(area, PaintMode::Fill);
        self.marks.shape(&mut self.over);
        self.over.push(Op::SetFillColor { col: ink.color() });
        self.over.push(Op::DrawRectangle { rectangle });
    }

    /// A filled rectangle beneath everything else.
    pub fn fill_under(&mut self, area: Area, ink: Ink) {
        let rectangle = self.rect(area, PaintMode::Fill);
        self.under.push(Op::SetFillColor { col: ink.color() });
        self.under.push(Op::DrawRectangle { rectangle });
    }

    /// Many polygons as one filled path.
    pub fn fill_shapes(&mut self, shapes: &[Shape], ink: Ink) {
        let rings = shapes
            .iter()
            .map(|shape| PolygonRing { points: shape.iter().map(|(x, y)| corner(self.point(*x, *y))).collect() })
            .collect();
        self.marks.shape(&mut self.over);
        self.over.push(Op::SetFillColor { col: ink.color() });
        self.over.push(Op::DrawPolygon {
            polygon: Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero },
        });
    }

    /// A link without a border: printpdf's own is cyan. None where nothing is read, and
    /// none that is longer than a file of PDF can hold.
    pub fn link(&mut self, area: Area, target: &Target) {
        let is_endless = matches!(target, Target::Address(address) if address.len() > LONGEST_ADDRESS);
        if is_endless || !self.marks.link() {
            return;
        }
        let actions = match target {
            Target::Address(address) => Actions::Uri(percent_encoded(address)),
            Target::Page(page, y) => Actions::Goto(Destination::Xyz {
                page: *page,
                left: None,
                top: Some(round(self.height - y, 100.0)),
                zoom: None,
            }),
        };
        let rect = self.rect(area, PaintMode::Stroke);
        self.over.push(Op::LinkAnnotation {
            link: LinkAnnotation::new(
                rect,
                actions,
                Some(BorderArray::Solid([0.0, 0.0, 0.0])),
                Some(ColorArray::Transparent),
                Some(HighlightingMode::Invert),
            ),
        });
    }

    fn stroke(&mut self, weight: f32, ink: Ink) {
        self.marks.shape(&mut self.over);
        self.over.push(Op::SetOutlineThickness { pt: Pt(weight) });
        self.over.push(Op::SetOutlineColor { col: ink.color() });
    }

    fn rect(&self, area: Area, mode: PaintMode) -> Rect {
        let lower_left = self.point(area.x, area.bottom());
        Rect {
            x: lower_left.x,
            y: lower_left.y,
            width: Pt(round(area.width, 100.0)),
            height: Pt(round(area.height, 100.0)),
            mode: Some(mode),
            winding_order: None,
        }
    }
}

/// Where text stands, for tests: a box for each chunk, from the baseline up.
#[cfg(test)]
impl Canvas {
    pub fn drawn(&self) -> &[Area] {
        &self.drawn
    }
}

fn corner(p: Point) -> LinePoint {
    LinePoint { p, bezier: false }
}

/// A URI has only ASCII (PDF 32000-1, 12.6.4.7); what is encoded already stays.
fn percent_encoded(address: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_graphic() && !b"<>\"{}|\\^`()".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // A String takes whatever is written to it.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
