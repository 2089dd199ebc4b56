//! Formulas on paper: within a line as text with raised and lowered signs, on a line of
//! their own as boxes around boxes (after Knuth, The `TeXbook`, appendix G, without its
//! finer spaces).

use crate::print::PrintError;
use crate::print::canvas::Ink;
use crate::print::flow::row::{Drawn, Row, Stroke};
use crate::print::flow::text::Measure;
use crate::print::fonts::Face;
use crate::print::text::{Line, Span, Style, single};
use crate::print::typography::{NBSP, NNBSP};
use app::campaigns::text::math::{Class, Node};

/// Of their line's size: that of scripts, and how far they are raised and lowered.
const SCRIPT: f32 = 0.7;
const RAISED: f32 = 0.36;
const LOWERED: f32 = -0.17;
/// How far above the line fractions are divided, in ems.
const AXIS: f32 = 0.26;
/// Of a formula's line: what stands above the line of writing and below it, in ems.
const UP: f32 = 0.74;
const DOWN: f32 = 0.23;

/// A formula within a line; `None` if it has no shape there.
pub fn inline(node: &Node, style: Style) -> Option<Vec<Span>> {
    let mut spans = Vec::new();
    push(node, style, false, &mut spans)?;
    Some(spans)
}

fn push(node: &Node, style: Style, is_first: bool, out: &mut Vec<Span>) -> Option<()> {
    match node {
        Node::Sign(class, sign) => out.push(Span::new(&spaced(*class, sign, style, is_first), look(*class, style))),
        Node::Row(parts) => {
            let mut is_first = true;
            for part in parts {
                // Or a sum would begin within the fraction before it.
                if is_sum(part) && !is_first {
                    out.push(Span::new(NNBSP.encode_utf8(&mut [0; 4]), style));
                }
                push(part, style, is_first, out)?;
                if is_sum(part) {
                    out.push(Span::new(NNBSP.encode_utf8(&mut [0; 4]), style));
                }
                is_first = matches!(part, Node::Sign(Class::Relation | Class::Operator, _)) || opens(part);
            }
        }
        Node::Fraction(above, below) => {
            within_brackets(above, style, out)?;
            out.push(Span::new("/", style));
            within_brackets(below, style, out)?;
        }
        Node::Root(of, degree) => {
            if let Some(degree) = degree {
                push(degree, script(style, RAISED), true, out)?;
            }
            out.push(Span::new("√", style));
            within_brackets(of, style, out)?;
        }
        Node::Bar(of) => match &**of {
            Node::Sign(class, sign) if sign.chars().count() == 1 => {
                out.push(Span::new(&format!("{sign}\u{304}"), look(*class, style)));
            }
            _ => return None,
        },
        Node::Scripts(base, below, above) => {
            push(base, style, is_first, out)?;
            for (part, by) in [(below, LOWERED), (above, RAISED)] {
                if let Some(part) = part {
                    push(part, script(style, by), true, out)?;
                }
            }
        }
    }
    Some(())
}

/// A sum, a product or an integral, with what belongs to it.
fn is_sum(node: &Node) -> bool {
    match node {
        Node::Sign(Class::Large, _) => true,
        Node::Scripts(base, ..) => is_sum(base),
        _ => false,
    }
}

fn opens(node: &Node) -> bool {
    matches!(node, Node::Sign(Class::Plain, sign) if matches!(sign.as_str(), "(" | "[" | "{"))
}

fn within_brackets(node: &Node, style: Style, out: &mut Vec<Span>) -> Option<()> {
    let is_long = matches!(node, Node::Row(_) | Node::Fraction(..));
    if is_long {
        out.push(Span::new("(", style));
    }
    push(node, style, true, out)?;
    if is_long {
        out.push(Span::new(")", style));
    }
    Some(())
}

fn script(style: Style, by: f32) -> Style {
    Style { size: style.size * SCRIPT, rise: style.rise + style.size * by, ..style }
}

fn look(class: Class, style: Style) -> Style {
    if class == Class::Variable { style.face(style.face.italic()) } else { style }
}

/// A sign with the spaces around it: none in scripts nor before what stands first.
fn spaced(class: Class, sign: &str, style: Style, is_first: bool) -> String {
    match class {
        Class::Operator | Class::Relation if !is_first && style.rise == 0.0 => format!("{NBSP}{sign}{NBSP}"),
        _ => sign.to_owned(),
    }
}

/// A formula on a line of its own.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`]; [`PrintError::Formula`] if it is wider than the column.
pub fn display(node: &Node, (source, size): (&str, f32), column: Measure) -> Result<Row, PrintError> {
    const PAD: f32 = 3.0;
    let set = set(node, Style::new(Face::Serif, size), true)?;
    if set.width > column.width {
        return Err(PrintError::Formula {
            module: String::new(),
            formula: crate::print::excerpt(source),
            reason: "it is wider than the page".to_owned(),
        });
    }
    let (x, y) = (column.left + (column.width - set.width) / 2.0, PAD + set.up);
    let text = set.texts.into_iter().map(|(dx, dy, line)| (x + dx, y + dy, line)).collect();
    let moved = |(dx, dy): (f32, f32)| (x + dx, y + dy);
    let strokes = set.strokes.into_iter().map(|(from, to, weight)| (moved(from), moved(to), weight)).collect();
    let drawn = Drawn::Together(vec![Drawn::Text(text), Drawn::Strokes(strokes)]);
    Ok(Row::new(set.up + set.down + 2.0 * PAD, drawn))
}

/// What is set, from where its line of writing begins; downwards is positive.
#[derive(Default)]
struct Set {
    width: f32,
    up: f32,
    down: f32,
    texts: Vec<(f32, f32, Line)>,
    strokes: Vec<Stroke>,
}

impl Set {
    /// Takes in another, moved.
    fn take(&mut self, other: Self, dx: f32, dy: f32) {
        self.width = self.width.max(dx + other.width);
        self.up = self.up.max(other.up - dy);
        self.down = self.down.max(other.down + dy);
        self.texts.extend(other.texts.into_iter().map(|(x, y, line)| (x + dx, y + dy, line)));
        let moved = |(x, y): (f32, f32)| (x + dx, y + dy);
        self.strokes.extend(other.strokes.into_iter().map(|(from, to, weight)| (moved(from), moved(to), weight)));
    }
}

fn set(node: &Node, style: Style, is_first: bool) -> Result<Set, PrintError> {
    let em = style.size;
    match node {
        Node::Sign(class, sign) => sign_set(*class, sign, style, is_first),
        Node::Row(parts) => {
            let mut row = Set::default();
            let mut is_first = true;
            for part in parts {
                let x = row.width;
                row.take(set(part, style, is_first)?, x, 0.0);
                is_first = matches!(part, Node::Sign(Class::Relation | Class::Operator, _)) || opens(part);
            }
            Ok(row)
        }
        Node::Fraction(above, below) => Ok(fraction(set(above, style, true)?, set(below, style, true)?, em)),
        Node::Root(of, degree) => {
            let degree = degree.as_ref().map(|degree| set(degree, style.size(em * 0.6), true)).transpose()?;
            Ok(root(set(of, style, true)?, degree, em))
        }
        Node::Bar(of) => {
            let mut inner = set(of, style, true)?;
            let y = -inner.up - em * 0.02;
            inner.strokes.push(((em * 0.04, y), (inner.width - em * 0.02, y), 0.6));
            inner.up += em * 0.12;
            Ok(inner)
        }
        Node::Scripts(base, below, above) => {
            let small = |node: &Node| set(node, style.size(em * SCRIPT), true);
            let below = below.as_ref().map(|node| small(node)).transpose()?;
            let above = above.as_ref().map(|node| small(node)).transpose()?;
            let is_large = matches!(**base, Node::Sign(Class::Large, _));
            let base = set(base, style, is_first)?;
            Ok(if is_large { limits(base, below, above, em) } else { scripts(base, below, above, em) })
        }
    }
}

fn sign_set(class: Class, sign: &str, style: Style, is_first: bool) -> Result<Set, PrintError> {
    let em = style.size;
    if class == Class::Large {
        let line = single(sign, style.size(em * 1.55).ink(Ink::BLACK))?;
        let lowered = em * 0.16;
        return Ok(Set {
            width: line.width,
            up: em * 1.02,
            down: em * 0.5,
            texts: vec![(0.0, lowered, line)],
            strokes: Vec::new(),
        });
    }
    let room = match class {
        Class::Operator if !is_first => em * 0.2,
        Class::Relation => em * 0.27,
        _ => 0.0,
    };
    let line = single(sign, look(class, style))?;
    let width = line.width + 2.0 * room;
    Ok(Set { width, up: em * UP, down: em * DOWN, texts: vec![(room, 0.0, line)], strokes: Vec::new() })
}

fn fraction(above: Set, below: Set, em: f32) -> Set {
    let (gap, edge) = (em * 0.14, em * 0.12);
    let width = above.width.max(below.width) + 2.0 * edge;
    let axis = -AXIS * em;
    let mut out = Set::default();
    let (left, right) = ((width - above.width) / 2.0, (width - below.width) / 2.0);
    let (up, down) = (axis - gap - above.down, axis + gap + below.up);
    out.take(above, left, up);
    out.take(below, right, down);
    out.strokes.push(((edge * 0.3, axis), (width - edge * 0.3, axis), 0.6));
    out.width = width + edge * 0.4;
    out
}

fn root(inner: Set, degree: Option<Set>, em: f32) -> Set {
    let before = degree.as_ref().map_or(0.0, |degree| (degree.width - em * 0.2).max(0.0));
    let (top, bottom) = (-inner.up - em * 0.1, inner.down);
    let start = before + em * 0.62;
    let middle = f32::midpoint(top, bottom) + em * 0.1;
    let points = [
        (before + em * 0.05, middle + em * 0.08),
        (before + em * 0.17, middle),
        (before + em * 0.34, bottom),
        (before + em * 0.58, top),
        (start + inner.width + em * 0.08, top),
    ];
    let mut out = Set::default();
    let end = start + inner.width + em * 0.12;
    out.take(inner, start, 0.0);
    for (pair, weight) in points.windows(2).zip([0.6, 1.1, 0.6, 0.6]) {
        out.strokes.push((pair[0], pair[1], weight));
    }
    if let Some(degree) = degree {
        let rise = middle - em * 0.12 - degree.down;
        out.take(degree, 0.0, rise);
    }
    out.up = out.up.max(-top + em * 0.06);
    out.width = end;
    out
}

fn limits(base: Set, below: Option<Set>, above: Option<Set>, em: f32) -> Set {
    let widest = |set: &Option<Set>| set.as_ref().map_or(0.0, |set| set.width);
    let width = base.width.max(widest(&below)).max(widest(&above));
    let mut out = Set::default();
    let (up, down) = (base.up, base.down);
    let middle = |set: &Set| (width - set.width) / 2.0;
    let x = middle(&base);
    out.take(base, x, 0.0);
    if let Some(above) = above {
        let (x, y) = (middle(&above), -up - em * 0.08 - above.down);
        out.take(above, x, y);
    }
    if let Some(below) = below {
        let (x, y) = (middle(&below), down + em * 0.06 + below.up);
        out.take(below, x, y);
    }
    out.width = width + em * 0.14;
    out
}

fn scripts(base: Set, below: Option<Set>, above: Option<Set>, em: f32) -> Set {
    // Beside a tall base, at its corners.
    let (up, down) = ((base.up - UP * em).max(0.0), (base.down - DOWN * em).max(0.0));
    let x = base.width;
    let mut out = base;
    let width = [&below, &above].into_iter().flatten().map(|set| set.width).fold(0.0, f32::max);
    if let Some(above) = above {
        out.take(above, x, -RAISED * em - up);
    }
    if let Some(below) = below {
        out.take(below, x, -LOWERED * em + down);
    }
    out.width = x + width + em * 0.04;
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::Locale;
    use app::campaigns::text::math::read;

    const COLUMN: Measure = Measure { left: 0.0, width: 400.0, height: 700.0, language: Locale::fr };

    #[test]
    fn within_a_line_fractions_lie_down_and_scripts_stand_off() {
        let spans =
            inline(&read(r"\frac{a+b}{2n} \leq x^2").expect("read"), Style::new(Face::Serif, 10.0)).expect("set");
        let text: String = spans.iter().map(|span| span.text.as_str()).collect();
        assert_eq!(text, "(a\u{a0}+\u{a0}b)/(2n)\u{a0}≤\u{a0}x2");
        let last = spans.last().expect("the square").style;
        assert!((last.rise - 3.6).abs() < 0.01 && (last.size - 7.0).abs() < 0.01);
    }

    #[test]
    fn a_sum_stands_apart_from_the_fraction_before_it() {
        let spans = inline(&read(r"\frac{1}{a}\sum_{i=1}^{a} d_i").expect("read"), Style::new(Face::Serif, 10.0));
        let text: String = spans.expect("set").iter().map(|span| span.text.as_str()).collect();
        assert_eq!(text, "1/a\u{202f}∑i=1a\u{202f}di");
    }

    #[test]
    fn on_its_own_line_a_formula_keeps_within_its_row() {
        for source in [r"\bar{x} = \frac{1}{n}\sum_{i=1}^{n} x_i", r"\sqrt[3]{\frac{a}{b}}", r"a_1^2 \times \Omega"] {
            let row = display(&read(source).expect("read"), (source, 11.0), COLUMN).expect("set");
            assert!(row.height > 10.0 && row.height < 60.0, "{source} {}", row.height);
        }
        let long = "x + ".repeat(90) + "y";
        assert!(matches!(display(&read(&long).expect("read"), (&long, 11.0), COLUMN), Err(PrintError::Formula { .. })));
    }
}
