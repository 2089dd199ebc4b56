//! Shapes that papers show again and again: written and packed once, in a file once, then
//! named wherever they stand.

use super::{Canvas, Ink, round};
use crate::print::PrintError;
use crate::print::finish::packed;
use printpdf::{DictItem, ExternalStream, ExternalXObject, Op, XObject, XObjectId, XObjectTransform};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// The corners of a shape, in points from where it is put, `y` downwards.
pub type Shape = Vec<(f32, f32)>;

/// Filled shapes of one colour, which is chosen where they are put.
#[derive(Debug)]
pub struct Stencil {
    id: XObjectId,
    object: ExternalXObject,
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
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let bounds = [-reach.0, -reach.1, reach.0, reach.1];
        let dict = [
            ("Type", name("XObject")),
            ("Subtype", name("Form")),
            ("BBox", DictItem::Array(bounds.map(DictItem::Real).to_vec())),
            ("Resources", DictItem::Dict { map: BTreeMap::new() }),
            ("Filter", name("FlateDecode")),
        ];
        let dict = dict.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let stream = ExternalStream { dict, content: packed(content.as_bytes())?, compress: false };
        // Of what it shows, because printpdf's own names are random.
        let digest = Sha256::digest(content.as_bytes());
        let name = u64::from_be_bytes(std::array::from_fn(|place| digest[place]));
        let object = ExternalXObject { stream, width: None, height: None, dpi: None };
        Ok(Self { id: XObjectId(format!("ST{name:016X}")), object, shapes })
    }

    /// The name of the resource.
    pub fn id(&self) -> XObjectId {
        self.id.clone()
    }

    /// The object that the file holds.
    pub fn object(&self) -> XObject {
        XObject::External(self.object.clone())
    }
}

impl Canvas {
    /// The shapes of a stencil, put at a point.
    pub fn stencil(&mut self, stencil: &Arc<Stencil>, (x, y): (f32, f32), ink: Ink) {
        self.marks.shape(&mut self.over);
        self.over.push(Op::SetFillColor { col: ink.color() });
        let at = self.point(x, y);
        let transform = XObjectTransform {
            translate_x: Some(at.x),
            translate_y: Some(at.y),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.over.push(Op::UseXobject { id: stencil.id(), transform });
        if self.stencils.iter().all(|known| !Arc::ptr_eq(known, stencil)) {
            self.stencils.push(Arc::clone(stencil));
        }
    }

    /// The stencils of the page.
    pub fn stencils(&self) -> &[Arc<Stencil>] {
        &self.stencils
    }
}
