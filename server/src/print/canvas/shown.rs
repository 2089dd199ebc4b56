//! What a file holds once, wherever it is shown.

use super::{Area, Canvas, Stencil, round};
use crate::print::picture::Picture;
use crate::print::resource::Resource;
use printpdf::{Op, XObjectTransform};
use std::sync::Arc;

/// What a page shows of it.
pub enum Shown {
    /// A picture.
    Picture(Arc<Picture>),
    /// Shapes.
    Stencil(Arc<Stencil>),
}

impl Shown {
    /// What the file holds.
    pub fn resource(&self) -> &Resource {
        match self {
            Self::Picture(picture) => &picture.resource,
            Self::Stencil(stencil) => &stencil.resource,
        }
    }
}

impl Canvas {
    /// A picture that fills an area.
    pub fn picture(&mut self, picture: &Arc<Picture>, area: Area) {
        self.marks.shape(&mut self.over);
        self.show(Shown::Picture(Arc::clone(picture)), (area.x, area.bottom()), Some((area.width, area.height)));
    }

    /// Shows what the file holds once, at a point and, if it has no size of its own, in this.
    pub(super) fn show(&mut self, shown: Shown, (x, y): (f32, f32), size: Option<(f32, f32)>) {
        let at = self.point(x, y);
        let transform = XObjectTransform {
            translate_x: Some(at.x),
            translate_y: Some(at.y),
            scale_x: size.map(|(width, _)| round(width, 100.0)),
            scale_y: size.map(|(_, height)| round(height, 100.0)),
            no_auto_scale: true,
            ..XObjectTransform::default()
        };
        self.over.push(Op::UseXobject { id: shown.resource().id().clone(), transform });
        self.shown.push(shown);
    }

    /// What the page shows that the file holds once; twice if it stands twice.
    pub fn shown(&self) -> &[Shown] {
        &self.shown
    }
}
