//! What of a page is read, and as what.

use super::{Canvas, Shown};
use crate::print::fonts::Face;
use crate::print::structure::{Element, Marks, Owner, Piece, Role, artifact, is_mark};
use crate::print::text::{Chunk, Source, space_glyph};
use printpdf::{Codepoint, Mm, Op, PdfPage, TextItem};

/// A finished page.
pub struct Sheet {
    /// What is drawn, and what of it is marked.
    pub page: PdfPage,
    /// What of it is read, and as what.
    pub marks: Marks,
    /// What it shows that the file holds once.
    pub shown: Vec<Shown>,
}

impl Sheet {
    /// The page without its marks.
    pub fn unmarked(mut self) -> PdfPage {
        self.page.ops.retain(|op| !is_mark(op));
        self.page
    }
}

/// The last text of an element: where it is shown, in which face, and where it ends.
pub(super) struct Last {
    element: Element,
    op: usize,
    face: Face,
    end: (f32, f32),
}

impl Canvas {
    /// The finished page.
    pub fn into_page(mut self) -> Sheet {
        let mut ops = self.under;
        if !ops.is_empty() {
            ops.insert(0, artifact());
            ops.push(Op::EndMarkedContent);
        }
        self.marks.close(&mut self.over);
        ops.extend(self.over);
        let page = PdfPage::new(Mm(self.width * 25.4 / 72.0), Mm(self.height * 25.4 / 72.0), ops);
        Sheet { page, marks: self.marks, shown: self.shown }
    }

    /// What is drawn by `draw` is an element within the one that is open.
    pub fn within<T>(&mut self, role: Role, draw: impl FnOnce(&mut Self) -> T) -> T {
        let element = match &self.marks.owner {
            Owner::Element(parent) => parent.child(role),
            _ => Element::new(role),
        };
        self.part_of(&element, draw)
    }

    /// What is drawn by `draw` belongs to an element, which may have begun before.
    pub fn part_of<T>(&mut self, element: &Element, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.owned(Owner::Element(element.clone()), draw)
    }

    /// What is drawn by `draw` is not read: page numbers, running heads, what is repeated.
    pub fn ornament<T>(&mut self, draw: impl FnOnce(&mut Self) -> T) -> T {
        self.owned(Owner::Ornament, draw)
    }

    fn owned<T>(&mut self, owner: Owner, draw: impl FnOnce(&mut Self) -> T) -> T {
        // Nothing within an ornament is read.
        if matches!(self.marks.owner, Owner::Ornament) {
            return draw(self);
        }
        let outer = std::mem::replace(&mut self.marks.owner, owner);
        let drawn = draw(self);
        self.marks.owner = outer;
        drawn
    }

    /// Elements in the order in which they are read, be there anything to draw or not.
    pub fn mention(&mut self, elements: &[Element]) {
        if !matches!(self.marks.owner, Owner::Ornament) {
            self.marks.pieces.extend(elements.iter().cloned().map(Piece::Mention));
        }
    }

    /// Where a text goes on elsewhere, on the next line, a space is read before it.
    pub(super) fn space(&mut self, x: f32, y: f32) {
        let Owner::Element(element) = &self.marks.owner else { return };
        let Some(last) = self.last.take_if(|last| last.element.is(element.block())) else { return };
        let is_beside = (last.end.0 - x).abs() < 0.5 && (last.end.1 - y).abs() < 0.5;
        if let (false, Ok(space), Some(Op::ShowText { items })) =
            (is_beside, space_glyph(last.face), self.over.get_mut(last.op))
        {
            items.push(TextItem::GlyphIds(vec![Codepoint::with_cid(space.id, 0.0, space.source.to_string())]));
        }
    }

    pub(super) fn remember(&mut self, chunk: &Chunk, end: (f32, f32)) {
        let is_divided = chunk.glyphs.last().is_some_and(|glyph| glyph.source == Source::One('\u{ad}'));
        let op = self.over.iter().rposition(|op| matches!(op, Op::ShowText { .. }));
        self.last = match (&self.marks.owner, op) {
            (Owner::Element(element), Some(op)) if !is_divided => {
                Some(Last { element: element.block().clone(), op, face: chunk.face, end })
            }
            _ => None,
        };
    }
}
