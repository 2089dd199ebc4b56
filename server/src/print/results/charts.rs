//! Charts: bars that are told apart by outline and filling, so that they outlive a copier.

use crate::print::PrintError;
use crate::print::canvas::{Area, Ink};
use crate::print::flow::row::{Drawn, Row, Shape};
use crate::print::flow::table::{LEADING, PAD_Y};
use crate::print::flow::text::Measure;
use crate::print::fonts::Face;
use crate::print::structure::{Element, Role};
use crate::print::text::{Fill, Line, Paragraph, Style, single};
use crate::print::typography::spaced;
use app::assessments::findings::report::Columns;
use app::ui::chart::{Bar, Pair};
use app::ui::format::percent;

/// What stands around a chart.
const NOTE: Style = Style::new(Face::Sans, 7.6).ink(Ink::GREY);
/// The names of bars and the values on them.
const NAME: Style = Style::new(Face::Sans, 9.2);
const VALUE: Style = Style::new(Face::SansBold, 9.2);

/// Text, shapes and how far down they go.
#[derive(Default)]
struct Chart {
    text: Vec<(f32, f32, Line)>,
    shapes: Vec<Shape>,
}

impl Chart {
    /// The row, which is not parted from its table; `shown` says it to who does not see it.
    fn into_row(self, height: f32, shown: String) -> Row {
        let ink = Drawn::Together(vec![Drawn::Shapes(self.shapes), Drawn::Text(self.text)]);
        let parts = vec![Element::new(Role::Figure(shown))];
        Row { keep: true, parts, ..Row::new(height, ink) }
    }

    fn bar(&mut self, place: usize, area: Area) {
        self.shapes.push(if place == 0 { Shape::Outline(area) } else { Shape::Solid(area) });
    }

    fn centred(&mut self, line: Line, x: f32, baseline: f32) {
        self.text.push((x - line.width / 2.0, baseline, line));
    }
}

/// Before and after in a cell of a table, from its left edge and as wide as it is.
pub fn small(pair: [Option<i32>; 2], (left, width): (f32, f32)) -> Vec<Shape> {
    const HEIGHT: f32 = 4.6;
    let top = PAD_Y + (LEADING - 2.0 * HEIGHT - 1.0) / 2.0;
    let bottom = top + 2.0 * HEIGHT + 1.0;
    let edges = [left, left + width].map(|x| Shape::Rule((x, top - 1.0), (x, bottom + 1.0)));
    let bars = pair.into_iter().enumerate().filter_map(|(place, share)| {
        let y = if place == 0 { top } else { top + HEIGHT + 1.0 };
        let area = Area { x: left, y, width: width * share_of(share?), height: HEIGHT };
        Some(if place == 0 { Shape::Outline(area) } else { Shape::Solid(area) })
    });
    edges.into_iter().chain(bars).filter(|shape| is_seen(*shape)).collect()
}

/// Nothing is drawn of nought: an outline would look like a rule.
fn is_seen(shape: Shape) -> bool {
    match shape {
        Shape::Outline(area) | Shape::Solid(area) => area.width > 0.0 && area.height > 0.0,
        Shape::Rule(..) => true,
    }
}

fn share_of(percent: i32) -> f32 {
    f32::from(i16::try_from(percent.clamp(0, 100)).unwrap_or_default()) / 100.0
}

/// Two bars from nought to a hundred, each with its name and its value.
pub fn bars(pair: &Pair, measure: Measure) -> Result<Row, PrintError> {
    const NAMES: f32 = 62.0;
    const VALUES: f32 = 40.0;
    const TOP: f32 = 17.0;
    const BAR: f32 = 15.0;
    const STEP: f32 = 21.0;
    let language = measure.language;
    let (left, width) = (measure.left + NAMES, measure.width - NAMES - VALUES);
    let bottom = TOP + 2.0 * STEP;
    let mut chart = Chart::default();
    chart.text.push((measure.left, 8.0, single(&spaced(&pair.label, None, language), NOTE)?));
    for share in [0, 25, 50, 75, 100] {
        let x = left + width * share_of(share);
        chart.shapes.push(Shape::Rule((x, TOP - 2.0), (x, bottom + 2.0)));
        chart.centred(single(&percent(language, share), NOTE)?, x, bottom + 11.0);
    }
    let mut top = TOP + (STEP - BAR) / 2.0;
    for (place, bar) in pair.bars.iter().enumerate() {
        if let Some(Bar { label, percent, said }) = bar {
            let area = Area { x: left, y: top, width: width * share_of(*percent), height: BAR };
            let baseline = top + BAR * 0.72;
            chart.text.push((measure.left, baseline, single(label, NAME)?));
            chart.text.push((area.right() + 5.0, baseline, single(said, VALUE)?));
            chart.bar(place, area);
        }
        top += STEP;
    }
    chart.shapes.retain(|shape| is_seen(*shape));
    let said = pair.bars.iter().flatten().map(|bar| format!("{} {}", bar.label, bar.said));
    let shown = format!("{} {}", pair.label, said.collect::<Vec<_>>().join(", "));
    Ok(chart.into_row(bottom + 14.0, shown))
}

/// A distribution: pairs of columns over their bands, on a scale that the highest nearly fills.
pub fn columns(columns: &Columns, measure: Measure) -> Result<Row, PrintError> {
    let language = measure.language;
    let mut chart = Chart::default();
    let top = legend(&mut chart, columns, measure)? + 14.0;
    let scale = Scale::of(columns, measure, top);
    for share in (0..=scale.most).step_by(scale.step) {
        let y = scale.y(share);
        chart.shapes.push(Shape::Rule((scale.left, y), (measure.left + measure.width, y)));
        let label = single(&percent(language, share), NOTE)?;
        chart.text.push((scale.left - 5.0 - label.width, y + 2.7, label));
    }
    for (place, pair) in columns.pairs.iter().enumerate() {
        for (side, bar) in pair.bars.iter().enumerate() {
            let Some(bar) = bar else { continue };
            let area = scale.column(place, side, bar.percent);
            let said = single(&bar.said, Style::new(Face::Sans, 7.0))?;
            // Where columns are many their figures are in the table alone.
            if bar.said != "0" && said.width <= scale.slot / 2.0 {
                chart.centred(said, area.x + area.width / 2.0, area.y - 2.4);
            }
            chart.bar(side, area);
        }
    }
    chart.shapes.retain(|shape| is_seen(*shape));
    bands(&mut chart, columns, &scale)?;
    let axis = single(&columns.axis, NOTE)?;
    let below = scale.bottom + 21.0;
    chart.text.push((measure.left + measure.width - axis.width, below, axis));
    let shown = format!("{} – {}", columns.height, columns.axis);
    Ok(chart.into_row(below + 3.0, shown))
}

/// What outline and filling are, and what the height is; returns where it ends.
fn legend(chart: &mut Chart, columns: &Columns, measure: Measure) -> Result<f32, PrintError> {
    const SWATCH: f32 = 8.0;
    let mut x = measure.left;
    for (place, name) in columns.legend.iter().enumerate() {
        chart.bar(place, Area { x, y: 1.5, width: SWATCH * 1.6, height: SWATCH });
        let name = single(name, Style::new(Face::Sans, 8.6))?;
        x += SWATCH * 1.6 + 5.0;
        let width = name.width;
        chart.text.push((x, 8.6, name));
        x += width + 16.0;
    }
    let mut y = 12.0;
    let height = spaced(&columns.height, None, measure.language);
    for line in Paragraph::plain(&height, NOTE)?.lines(measure.width, Fill::Ragged)? {
        y += 10.0;
        chart.text.push((measure.left, y, line));
    }
    Ok(y)
}

/// The least and most points below each pair, or below every other if they are many.
fn bands(chart: &mut Chart, columns: &Columns, scale: &Scale) -> Result<(), PrintError> {
    let labels = columns.pairs.iter().map(|pair| single(&pair.label, Style::new(Face::Sans, 7.4)));
    let labels = labels.collect::<Result<Vec<_>, _>>()?;
    let widest = labels.iter().map(|label| label.width).fold(0.0, f32::max);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few columns")]
    let every = (((widest + 3.0) / scale.slot).ceil() as usize).max(1);
    for (place, label) in labels.into_iter().enumerate().step_by(every) {
        chart.centred(label, scale.middle(place), scale.bottom + 10.0);
    }
    Ok(())
}

/// Where columns stand and how high they are.
struct Scale {
    left: f32,
    bottom: f32,
    slot: f32,
    /// The share at the top.
    most: i32,
    /// From line to line.
    step: usize,
}

/// From the lowest line to the highest.
const HEIGHT: f32 = 118.0;
/// Where the shares stand.
const SHARES: f32 = 30.0;

impl Scale {
    fn of(columns: &Columns, measure: Measure, top: f32) -> Self {
        let shares = columns.pairs.iter().flat_map(|pair| pair.bars.iter().flatten()).map(|bar| bar.percent);
        let highest = shares.max().unwrap_or_default().clamp(1, 100);
        let step = match highest {
            ..=20 => 5,
            21..=50 => 10,
            _ => 20,
        };
        let count = u16::try_from(columns.pairs.len()).unwrap_or(u16::MAX).max(1);
        Self {
            left: measure.left + SHARES,
            bottom: top + HEIGHT,
            slot: (measure.width - SHARES) / f32::from(count),
            // Room for what stands above the highest.
            most: ((highest + step * 7 / 5 - 1) / step * step).min(100),
            step: usize::try_from(step).unwrap_or(1),
        }
    }

    fn y(&self, share: i32) -> f32 {
        self.bottom - HEIGHT * share_of(share) / share_of(self.most)
    }

    fn middle(&self, place: usize) -> f32 {
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        self.left + self.slot * (f32::from(place) + 0.5)
    }

    /// The column of a side, beside that of the other.
    fn column(&self, place: usize, side: usize, share: i32) -> Area {
        let width = (self.slot * 0.38).min(24.0);
        let middle = self.middle(place);
        let (x, y) = (if side == 0 { middle - width } else { middle }, self.y(share));
        Area { x, y, width, height: self.bottom - y }
    }
}
