//! Shapes that papers show again and again: written and packed once, in a file once, then
//! named wherever they stand.

use super::{Canvas, Ink, Shown, round};
use crate::print::PrintError;
use crate::print::packing::{SMALL, packed};
use crate::print::resource::{Resource, name, stream};
use printpdf::{DictItem, Op};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// The corners of a shape, in points from where it is put, `y` downwards.
pub type Shape = Vec<(f32, f32)>;

/// Filled shapes of one colour, which is chosen where they are put.
#[derive(Debug)]
pub struct Stencil {
    /// What a file holds of it.
    pub resource: Resource,
    /// What it shows.
    pub shapes: Vec<Shape>,
}

impl Stencil {
    /// Shapes that stand no farther than `reach` to the left and the right, or above and
    /// below, of where they are put.
    ///
    /// # Errors
    ///
    /// As [`packed`].
    pub fn new(shapes: Vec<Shape>, reach: (f32, f32)) -> Result<Self, PrintError> {
        let mut content = String::new();
        for shape in &shapes {
            for (index, (x, y)) in shape.iter().enumerate() {
                let (x, y) = (round(*x, 100.0), round(-y, 100.0));
                // A String takes whatever is written to it.
                let _ = writeln!(content, "{x} {y} {}", if index == 0 { "m" } else { "l" });
            }
        }
        content.push_str("f\n");
        let bounds = [-reach.0, -reach.1, reach.0, reach.1];
        let entries = [
            ("Type", name("XObject")),
            ("Subtype", name("Form")),
            ("BBox", DictItem::Array(bounds.map(DictItem::Real).to_vec())),
            ("Resources", DictItem::Dict { map: BTreeMap::new() }),
            ("Filter", name("FlateDecode")),
        ];
        let stream = stream(entries, packed(content.as_bytes(), SMALL)?);
        Ok(Self { resource: Resource::new("ST", Sha256::digest(&content).into(), stream), shapes })
    }
}

impl Canvas {
    /// The shapes of a stencil, put at a point.
    pub fn stencil(&mut self, stencil: &Arc<Stencil>, (x, y): (f32, f32), ink: Ink) {
        self.marks.shape(&mut self.over);
        self.over.push(Op::SetFillColor { col: ink.color() });
        self.show(Shown::Stencil(Arc::clone(stencil)), (x, y), None);
    }
}
