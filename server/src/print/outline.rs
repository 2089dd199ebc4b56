//! The outlines of glyphs as paths of SVG, in the units of the font, upwards.

use super::fonts::Face;
use read_fonts::tables::glyf::{Anchor, Glyf, Glyph};
use read_fonts::tables::loca::Loca;
use read_fonts::types::GlyphId;
use read_fonts::{FontRef, TableProvider};
use std::fmt::Write as _;

/// How deep glyphs are made of glyphs: the fonts here have a letter and its marks.
const DEPTH: usize = 4;

/// The path of a glyph; empty for a space.
pub fn path(face: Face, glyph: u16) -> String {
    let mut path = String::new();
    let Ok(font) = FontRef::new(face.bytes()) else { return path };
    if let (Ok(glyf), Ok(loca)) = (font.glyf(), font.loca(None)) {
        add(&mut path, (&glyf, &loca), GlyphId::new(glyph.into()), Affine::SAME, DEPTH);
    }
    path
}

/// Where the points of a part go.
#[derive(Clone, Copy)]
struct Affine {
    xx: f32,
    yx: f32,
    xy: f32,
    yy: f32,
    dx: f32,
    dy: f32,
}

impl Affine {
    const SAME: Self = Self { xx: 1.0, yx: 0.0, xy: 0.0, yy: 1.0, dx: 0.0, dy: 0.0 };

    fn of(self, (x, y): (f32, f32)) -> (f32, f32) {
        (self.xx * x + self.xy * y + self.dx, self.yx * x + self.yy * y + self.dy)
    }

    /// First the other, then this one.
    fn after(self, inner: Self) -> Self {
        let (dx, dy) = self.of((inner.dx, inner.dy));
        Self {
            xx: self.xx * inner.xx + self.xy * inner.yx,
            yx: self.yx * inner.xx + self.yy * inner.yx,
            xy: self.xx * inner.xy + self.xy * inner.yy,
            yy: self.yx * inner.xy + self.yy * inner.yy,
            dx,
            dy,
        }
    }
}

fn add<'a>(path: &mut String, (glyf, loca): (&Glyf<'a>, &Loca<'a>), id: GlyphId, place: Affine, depth: usize) {
    match loca.get_glyf(id, glyf) {
        Ok(Some(Glyph::Simple(simple))) => {
            let points: Vec<(f32, f32, bool)> = simple
                .points()
                .map(|point| {
                    let (x, y) = place.of((f32::from(point.x), f32::from(point.y)));
                    (x, y, point.on_curve)
                })
                .collect();
            let mut start = 0;
            for end in simple.end_pts_of_contours() {
                let end = usize::from(end.get()) + 1;
                if let Some(contour) = points.get(start..end) {
                    trace(path, contour);
                }
                start = end;
            }
        }
        Ok(Some(Glyph::Composite(composite))) if depth > 0 => {
            for part in composite.components() {
                let (dx, dy) = match part.anchor {
                    Anchor::Offset { x, y } => (f32::from(x), f32::from(y)),
                    Anchor::Point { .. } => (0.0, 0.0),
                };
                let turned = part.transform;
                let own = Affine {
                    xx: turned.xx.to_f32(),
                    yx: turned.yx.to_f32(),
                    xy: turned.xy.to_f32(),
                    yy: turned.yy.to_f32(),
                    dx,
                    dy,
                };
                add(path, (glyf, loca), part.glyph, place.after(own), depth - 1);
            }
        }
        _ => {}
    }
}

/// A closed contour of lines and quadratic curves; between two points off the curve lies
/// one on it, in the middle.
fn trace(path: &mut String, contour: &[(f32, f32, bool)]) {
    let count = contour.len();
    let Some(first) = (0..count).find(|index| contour[*index].2) else { return };
    let at = |index: usize| contour[(first + index) % count];
    let (x, y, _) = at(0);
    let mut out = format!("M{} {}", x.round(), y.round());
    let mut index = 1;
    while index <= count {
        let (x, y, on) = at(index);
        // A String takes whatever is written to it.
        if on {
            if index < count {
                let _ = write!(out, "L{} {}", x.round(), y.round());
            }
            index += 1;
            continue;
        }
        let (next_x, next_y, next_on) = at(index + 1);
        let (end_x, end_y) =
            if next_on { (next_x, next_y) } else { (f32::midpoint(x, next_x), f32::midpoint(y, next_y)) };
        let _ = write!(out, "Q{} {} {} {}", x.round(), y.round(), end_x.round(), end_y.round());
        index += if next_on { 2 } else { 1 };
    }
    out.push('Z');
    path.push_str(&out.replace("-0 ", "0 "));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(sign: char, face: Face) -> u16 {
        let id = face.loaded().shaper().nominal_glyph(u32::from(sign)).expect("a glyph");
        u16::try_from(id.to_u32()).expect("few glyphs")
    }

    #[test]
    fn letters_have_contours_and_spaces_none() {
        let contours = |sign| path(Face::Serif, glyph(sign, Face::Serif)).matches('M').count();
        assert_eq!(contours(' '), 0);
        assert_eq!(contours('l'), 1);
        assert_eq!(contours('o'), 2);
        assert_eq!(contours('é'), 3, "a letter and its mark");
        assert!(path(Face::Serif, u16::MAX).is_empty());
    }

    #[test]
    fn every_glyph_is_traced_in_every_face() {
        for face in Face::ALL {
            for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789ɛɔɲŋ«»’".chars() {
                if face.covers(sign) {
                    let path = path(face, glyph(sign, face));
                    assert!(path.starts_with('M') && path.ends_with('Z') && !path.contains("NaN"), "{face:?} {sign}");
                }
            }
        }
    }
}
