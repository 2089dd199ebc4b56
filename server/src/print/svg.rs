//! A page as SVG, from the very operations that its PDF is made of: what a browser shows
//! is what a printer prints, glyph by glyph, and no viewer is needed.

use super::canvas::{Canvas, FILL, RECTANGLE, Shown};
use super::fonts::Face;
use super::outline;
use super::picture::Picture;
use harfrust::GlyphId;
use printpdf::{
    Color, DictItem, LineDashPattern, Op, PaintMode, PdfFontHandle, Point, Polygon, Rect, TextItem, XObjectTransform,
};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Writes a page. `address` says where a browser finds a picture; `title` names the whole
/// for whoever does not see it.
pub fn write(canvas: &Canvas, address: &dyn Fn(&Picture) -> String, title: &str) -> String {
    let (width, height) = canvas.size();
    let mut pen = Pen::new(height, canvas.shown(), address);
    for op in canvas.ops() {
        pen.draw(op);
    }
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" role=\"img\"><title>{2}</title><defs>",
        short(width),
        short(height),
        escaped(title)
    );
    for ((face, glyph), name) in &pen.glyphs {
        let path = outline::path(Face::ALL[*face], *glyph);
        // A String takes whatever is written to it.
        let _ = write!(out, "<path id=\"{name}\" d=\"{path}\"/>");
    }
    let paper = format!("<path fill=\"#fff\" d=\"M0 0H{}V{}H0Z\"/>", short(width), short(height));
    out.push_str("</defs>");
    out.push_str(&paper);
    out.push_str(&pen.body);
    out.push_str("</svg>");
    out
}

/// What the next operation is drawn with.
struct Pen<'a> {
    height: f32,
    shown: &'a [Shown],
    address: &'a dyn Fn(&Picture) -> String,
    body: String,
    /// Rectangles that are not filled yet.
    open: String,
    /// The glyphs that are used, by face and number, and how they are called.
    glyphs: BTreeMap<(usize, u16), String>,
    fill: String,
    stroke: String,
    weight: f32,
    dashes: String,
    kept: Vec<(String, String, f32, String, usize)>,
    /// How many changes of the coordinates are open since the last state that is kept.
    moved: usize,
    face: usize,
    size: f32,
    /// Where the line of text began, and how far along it is, in thousandths of an em.
    line: (f32, f32),
    along: f32,
    rise: f32,
}

impl<'a> Pen<'a> {
    fn new(height: f32, shown: &'a [Shown], address: &'a dyn Fn(&Picture) -> String) -> Self {
        let black = || "#000".to_owned();
        Self {
            height,
            shown,
            address,
            body: String::new(),
            open: String::new(),
            glyphs: BTreeMap::new(),
            fill: black(),
            stroke: black(),
            weight: 1.0,
            dashes: String::new(),
            kept: Vec::new(),
            moved: 0,
            face: 0,
            size: 1.0,
            line: (0.0, 0.0),
            along: 0.0,
            rise: 0.0,
        }
    }

    fn draw(&mut self, op: &Op) {
        match op {
            Op::SaveGraphicsState => {
                let moved = std::mem::take(&mut self.moved);
                self.kept.push((self.fill.clone(), self.stroke.clone(), self.weight, self.dashes.clone(), moved));
            }
            Op::RestoreGraphicsState => {
                self.body.push_str(&"</g>".repeat(self.moved));
                if let Some(kept) = self.kept.pop() {
                    (self.fill, self.stroke, self.weight, self.dashes, self.moved) = kept;
                }
            }
            Op::SetTransformationMatrix { matrix } => self.moved(matrix.as_array()),
            Op::SetFillColor { col } => self.fill = hex(col),
            Op::SetOutlineColor { col } => self.stroke = hex(col),
            Op::SetOutlineThickness { pt } => self.weight = pt.0,
            Op::SetLineDashPattern { dash } => self.dashes = dashes(dash),
            Op::SetFont { font: PdfFontHandle::External(id), size } => {
                self.face = Face::of(id).map_or(0, |face| face as usize);
                self.size = size.0;
            }
            Op::SetTextCursor { pos } => {
                self.line = (pos.x.0, self.height - pos.y.0);
                self.along = 0.0;
            }
            Op::SetLineOffset { multiplier } => self.rise = *multiplier,
            Op::ShowText { items } => self.text(items),
            Op::DrawLine { line } => {
                let path = self.path(line.points.iter().map(|point| point.p), line.is_closed);
                self.stroked(&path);
            }
            Op::DrawRectangle { rectangle } => self.rectangle(rectangle),
            Op::DrawPolygon { polygon } => self.polygon(polygon),
            Op::Unknown { key, value } if key == RECTANGLE => self.added(value),
            Op::Unknown { key, .. } if key == FILL => {
                let path = std::mem::take(&mut self.open);
                self.filled(&path);
            }
            Op::UseXobject { id, transform } => match self.shown.iter().find(|shown| shown.resource().id() == id) {
                Some(Shown::Picture(picture)) => self.image(&(self.address)(picture), transform),
                Some(Shown::Stencil(stencil)) => {
                    let (right, down) = self.put(transform);
                    let moved = |(x, y): &(f32, f32)| (x + right, y + down);
                    let shapes = stencil.shapes.iter().map(|shape| path(shape.iter().map(moved), true));
                    self.filled(&shapes.collect::<String>());
                }
                None => {}
            },
            // Links and marks of structure show nothing.
            _ => {}
        }
    }

    /// Other coordinates, until the state is restored: here `y` runs downwards.
    fn moved(&mut self, matrix: [f32; 6]) {
        let height = self.height;
        let [wide, rising, leaning, high, right, up] = matrix;
        let (right, down) = (leaning * height + right, height - high * height - up);
        let (falling, leaning) = (-rising, -leaning);
        // A String takes whatever is written to it.
        let _ = write!(self.body, "<g transform=\"matrix({wide} {falling} {leaning} {high} {right} {down})\">");
        self.moved += 1;
    }

    fn text(&mut self, items: &[TextItem]) {
        let (x, y) = self.line;
        let scale = self.size / 1000.0;
        let mut uses = String::new();
        for item in items {
            match item {
                TextItem::Offset(back) => self.along -= back,
                TextItem::GlyphIds(glyphs) => {
                    for glyph in glyphs {
                        self.glyph(&mut uses, glyph.gid);
                        self.along -= glyph.offset;
                    }
                }
                TextItem::Text(_) => {}
            }
        }
        if !uses.is_empty() {
            let (fill, size) = (&self.fill, short5(scale));
            let y = short(y - self.rise);
            let _ = write!(
                self.body,
                "<g fill=\"{fill}\" transform=\"translate({} {y}) scale({size} -{size})\">{uses}</g>",
                short(x)
            );
        }
    }

    fn glyph(&mut self, uses: &mut String, glyph: u16) {
        let face = Face::ALL[self.face];
        let next = self.glyphs.len();
        let name = self.glyphs.entry((self.face, glyph)).or_insert_with(|| format!("g{next}"));
        let _ = write!(uses, "<use href=\"#{name}\" x=\"{}\"/>", short(self.along));
        #[expect(clippy::cast_precision_loss, reason = "design units have five digits at most")]
        let advance = face.loaded().shaper().glyph_h_advance(GlyphId::new(u32::from(glyph))) as f32;
        self.along += advance;
    }

    fn at(&self, point: Point) -> (f32, f32) {
        (point.x.0, self.height - point.y.0)
    }

    fn path(&self, points: impl Iterator<Item = Point>, closed: bool) -> String {
        path(points.map(|point| self.at(point)), closed)
    }

    fn stroked(&mut self, path: &str) {
        let (stroke, weight, dashes) = (&self.stroke, short(self.weight), &self.dashes);
        let _ = write!(
            self.body,
            "<path fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{weight}\"{dashes} d=\"{path}\"/>"
        );
    }

    fn filled(&mut self, path: &str) {
        let _ = write!(self.body, "<path fill=\"{}\" d=\"{path}\"/>", self.fill);
    }

    fn rectangle(&mut self, rect: &Rect) {
        let (x, bottom) = (rect.x.0, self.height - rect.y.0);
        let (right, top) = (x + rect.width.0, bottom - rect.height.0);
        let path = format!("M{} {}H{}V{}H{}Z", short(x), short(top), short(right), short(bottom), short(x));
        match rect.mode {
            Some(PaintMode::Stroke) => self.stroked(&path),
            _ => self.filled(&path),
        }
    }

    fn added(&mut self, rectangle: &[DictItem]) {
        let [DictItem::Int(x), DictItem::Int(y), DictItem::Int(width), DictItem::Int(height)] = rectangle else {
            return;
        };
        // In the squares of a grid, of which there are some hundred.
        let y = f32::from(u16::try_from(*y).unwrap_or(u16::MAX));
        let _ = write!(self.open, "M{x} {}h{width}v-{height}h-{width}z", short(self.height - y));
    }

    fn polygon(&mut self, polygon: &Polygon) {
        let rings = polygon.rings.iter().map(|ring| self.path(ring.points.iter().map(|point| point.p), true));
        let path: String = rings.collect();
        match polygon.mode {
            PaintMode::Stroke => self.stroked(&path),
            _ => self.filled(&path),
        }
    }

    /// Where something is put, from the upper left.
    fn put(&self, transform: &XObjectTransform) -> (f32, f32) {
        let at = |place: Option<printpdf::Pt>| place.map_or(0.0, |place| place.0);
        (at(transform.translate_x), self.height - at(transform.translate_y))
    }

    fn image(&mut self, address: &str, transform: &XObjectTransform) {
        let of = |scale: Option<f32>| scale.unwrap_or(1.0);
        let (width, height) = (of(transform.scale_x), of(transform.scale_y));
        let (x, bottom) = self.put(transform);
        let y = bottom - height;
        let _ = write!(
            self.body,
            "<image href=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\"/>",
            escaped(address),
            short(x),
            short(y),
            short(width),
            short(height)
        );
    }
}

fn path(corners: impl Iterator<Item = (f32, f32)>, closed: bool) -> String {
    let mut path = String::new();
    for (index, (x, y)) in corners.enumerate() {
        let _ = write!(path, "{}{} {}", if index == 0 { 'M' } else { 'L' }, short(x), short(y));
    }
    if closed {
        path.push('Z');
    }
    path
}

fn hex(colour: &Color) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 255")]
    let byte = |share: f32| (share.clamp(0.0, 1.0) * 255.0).round() as u8;
    let [red, green, blue] = match colour {
        Color::Rgb(rgb) => [rgb.r, rgb.g, rgb.b],
        Color::Greyscale(grey) => [grey.percent; 3],
        _ => [0.0; 3],
    };
    format!("#{:02x}{:02x}{:02x}", byte(red), byte(green), byte(blue))
}

fn dashes(dash: &LineDashPattern) -> String {
    let lengths: Vec<String> = dash.pattern.iter().map(|length| short(*length)).collect();
    if lengths.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{}\"", lengths.join(" ")) }
}

/// Two decimals: a thousandth of a millimetre is not seen.
fn short(value: f32) -> String {
    trimmed(format!("{value:.2}"))
}

fn short5(value: f32) -> String {
    trimmed(format!("{value:.5}"))
}

fn trimmed(text: String) -> String {
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text };
    if text == "-0" { "0".to_owned() } else { text }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
