//! The border: two rules and between them a row of lozenges, after the woven
//! and mud-dyed cloths of Mali. Solid shapes, because greys do not copy.

use crate::print::PrintError;
use crate::print::canvas::{Area, Canvas, Ink, Shape, Stencil, mm};
use app::certificates::templates::model::Frame;
use quick_cache::sync::Cache;
use std::sync::{Arc, LazyLock};

/// From the edge of the sheet to the outer rule: printers need the rest.
const MARGIN: f32 = mm(8.0);
/// Between the rules.
const BAND: f32 = mm(4.6);
/// About how far lozenges stand from one another.
const STEP: f32 = mm(6.4);

/// Draws the border of a page; returns the area within, which is the same for all borders.
pub fn draw(canvas: &mut Canvas, frame: Frame, ink: Ink) -> Result<Area, PrintError> {
    let (width, height) = canvas.size();
    let outer = Area { x: 0.0, y: 0.0, width, height }.inset(MARGIN);
    let inner = outer.inset(BAND);
    match frame {
        Frame::Woven => {
            canvas.frame(outer, 1.6, ink);
            canvas.frame(inner, 0.7, ink);
            woven(canvas, outer.inset(BAND / 2.0), ink)?;
        }
        Frame::Rules => {
            canvas.frame(outer.inset(1.2), 2.4, ink);
            canvas.frame(outer.inset(mm(2.2)), 0.7, ink);
        }
        Frame::None => {}
    }
    Ok(inner)
}

fn woven(canvas: &mut Canvas, middle: Area, ink: Ink) -> Result<(), PrintError> {
    let (across, down) = (row(middle.width, true)?, row(middle.height, false)?);
    let (x, y) = (middle.x + middle.width / 2.0, middle.y + middle.height / 2.0);
    for y in [middle.y, middle.bottom()] {
        canvas.stencil(&across, (x, y), ink);
    }
    for x in [middle.x, middle.right()] {
        canvas.stencil(&down, (x, y), ink);
    }
    let mut corners = Vec::new();
    for x in [middle.x, middle.right()] {
        for y in [middle.y, middle.bottom()] {
            corner(&mut corners, x, y);
        }
    }
    canvas.fill_shapes(&corners, ink);
    Ok(())
}

/// A row of lozenges around its middle, that lies or stands: a sheet has two of each, and is
/// put upright or on its side.
fn row(length: f32, lies: bool) -> Result<Arc<Stencil>, PrintError> {
    /// Four for each size of sheet, and so far there is one.
    const MOST: usize = 8;
    static KNOWN: LazyLock<Cache<(u32, bool), Arc<Stencil>>> = LazyLock::new(|| Cache::new(MOST));
    KNOWN.get_or_insert_with(&(length.to_bits(), lies), || {
        let reach = (length / 2.0, BAND / 2.0);
        let reach = if lies { reach } else { (reach.1, reach.0) };
        Ok(Arc::new(Stencil::new(lozenges(length, lies), reach)?))
    })
}

/// Large lozenges at even distances, small ones half way; none at the ends,
/// where the corners are.
fn lozenges(length: f32, lies: bool) -> Vec<Shape> {
    let steps = (length / STEP).round();
    let mut shapes = Vec::new();
    let mut index = 0.5;
    while index < steps {
        let along = length * (index / steps - 0.5);
        let (x, y) = if lies { (along, 0.0) } else { (0.0, along) };
        let is_small = index.fract() != 0.0;
        let (along, across) = if is_small { (mm(0.5), mm(0.5)) } else { (mm(1.9), mm(1.05)) };
        let (rx, ry) = if lies { (along, across) } else { (across, along) };
        shapes.push(lozenge(x, y, rx, ry));
        index += 0.5;
    }
    shapes
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
