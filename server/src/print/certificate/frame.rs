//! The border: two rules and between them a row of lozenges, after the woven
//! and mud-dyed cloths of Mali. Solid shapes, because greys do not copy.

use crate::print::canvas::{Area, Canvas, Ink, mm};
use app::certificates::templates::model::Frame;

/// From the edge of the sheet to the outer rule: printers need the rest.
const MARGIN: f32 = mm(8.0);
/// Between the rules.
const BAND: f32 = mm(4.6);
/// About how far lozenges stand from one another.
const STEP: f32 = mm(6.4);

type Shape = Vec<(f32, f32)>;

/// Draws the border of a page; returns the area within, which is the same for all borders.
pub fn draw(canvas: &mut Canvas, frame: Frame, ink: Ink) -> Area {
    let (width, height) = canvas.size();
    let outer = Area { x: 0.0, y: 0.0, width, height }.inset(MARGIN);
    let inner = outer.inset(BAND);
    match frame {
        Frame::Woven => woven(canvas, outer, inner, ink),
        Frame::Rules => {
            canvas.frame(outer.inset(1.2), 2.4, ink);
            canvas.frame(outer.inset(mm(2.2)), 0.7, ink);
        }
        Frame::None => {}
    }
    inner
}

fn woven(canvas: &mut Canvas, outer: Area, inner: Area, ink: Ink) {
    canvas.frame(outer, 1.6, ink);
    canvas.frame(inner, 0.7, ink);
    let middle = outer.inset(BAND / 2.0);
    let mut shapes = Vec::new();
    row(&mut shapes, (middle.x, middle.y), (middle.right(), middle.y));
    row(&mut shapes, (middle.x, middle.bottom()), (middle.right(), middle.bottom()));
    row(&mut shapes, (middle.x, middle.y), (middle.x, middle.bottom()));
    row(&mut shapes, (middle.right(), middle.y), (middle.right(), middle.bottom()));
    for x in [middle.x, middle.right()] {
        for y in [middle.y, middle.bottom()] {
            corner(&mut shapes, x, y);
        }
    }
    canvas.fill_shapes(&shapes, ink);
}

/// Large lozenges at even distances, small ones half way; none at the ends,
/// where the corners are.
fn row(shapes: &mut Vec<Shape>, from: (f32, f32), to: (f32, f32)) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let lies = dy == 0.0;
    let steps = ((dx + dy) / STEP).round();
    let mut index = 0.5;
    while index < steps {
        let (x, y) = (from.0 + dx * index / steps, from.1 + dy * index / steps);
        let is_small = index.fract() != 0.0;
        let (along, across) = if is_small { (mm(0.5), mm(0.5)) } else { (mm(1.9), mm(1.05)) };
        let (rx, ry) = if lies { (along, across) } else { (across, along) };
        shapes.push(lozenge(x, y, rx, ry));
        index += 0.5;
    }
}

fn corner(shapes: &mut Vec<Shape>, x: f32, y: f32) {
    let (reach, tip) = (mm(1.5), mm(0.62));
    for (dx, dy) in [(-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)] {
        shapes.push(lozenge(x + dx * reach * 0.72, y + dy * reach * 0.72, tip * 1.2, tip * 1.2));
    }
}

/// A small lozenge between two short rules.
pub fn divider(canvas: &mut Canvas, centre: f32, y: f32, ink: Ink) {
    let (gap, reach) = (mm(3.0), mm(26.0));
    canvas.rule((centre - reach, y), (centre - gap, y), 0.7, ink);
    canvas.rule((centre + gap, y), (centre + reach, y), 0.7, ink);
    canvas.fill_shapes(&[lozenge(centre, y, mm(1.7), mm(0.95))], ink);
}

fn lozenge(x: f32, y: f32, rx: f32, ry: f32) -> Shape {
    vec![(x - rx, y), (x, y - ry), (x + rx, y), (x, y + ry)]
}
