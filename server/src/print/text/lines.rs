//! Choosing where lines end: over the whole paragraph at once, so that the
//! spaces are as even as they can be (after Knuth and Plass, 1981, without
//! their fitness classes).

use super::Style;
use super::paragraph::{Break, Fragment, Letter, Paragraph, hyphen_glyph, space_glyph};
use super::shape::Glyph;
use crate::print::PrintError;
use crate::print::fonts::Face;

/// How lines fill their width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Spaces are stretched so that both edges are straight.
    Justified,
    /// Lines end where they end.
    Ragged,
}

/// Glyphs in one style.
#[derive(Clone, Debug)]
pub struct Chunk {
    /// Where it begins in the line.
    pub x: f32,
    /// Its width.
    pub width: f32,
    /// The face, perhaps a fallback for that of the style.
    pub face: Face,
    /// The style.
    pub style: Style,
    /// The glyphs, with the spaces' final widths.
    pub glyphs: Vec<Glyph>,
}

/// A line, ready to draw.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// From left to right.
    pub chunks: Vec<Chunk>,
    /// The width it takes.
    pub width: f32,
}

/// Of a space: how far it may grow at the usual cost, and shrink at all.
const STRETCH: f64 = 0.5;
const SHRINK: f64 = 0.22;
/// Beyond this multiple of the stretch a line is left ragged rather than torn apart.
const LOOSEST: f64 = 5.0;
/// Of the width: how short a ragged line may be at the usual cost.
const RAGGED_STRETCH: f64 = 0.12;

impl Paragraph {
    /// Breaks the paragraph to a width.
    ///
    /// # Errors
    ///
    /// None in practice: every face has a space and a hyphen.
    pub fn lines(&self, width: f32, fill: Fill) -> Result<Vec<Line>, PrintError> {
        let torn;
        let fragments = if self.fragments.iter().any(|fragment| fragment.width > width) {
            torn = self.torn(width);
            &torn
        } else {
            &self.fragments
        };
        let hyphen = match self.styles.first() {
            Some(style) => hyphen_glyph(style.face)?.advance / 1000.0 * style.size,
            None => 0.0,
        };
        let breaking = Breaking::new(fragments, f64::from(width), fill, f64::from(hyphen));
        let ends = breaking.ends();
        let mut lines = Vec::with_capacity(ends.len());
        let mut start = 0;
        for end in ends {
            lines.push(self.line(&fragments[start..end], breaking.stretch(start, end))?);
            start = end;
        }
        Ok(lines)
    }

    /// The fragments, those wider than a line cut between letters.
    fn torn(&self, width: f32) -> Vec<Fragment> {
        let mut out = Vec::with_capacity(self.fragments.len());
        for fragment in &self.fragments {
            if fragment.width <= width {
                out.push(fragment.clone());
                continue;
            }
            let last = fragment.glyphs.end;
            for index in fragment.glyphs.clone() {
                let is_last = index + 1 == last;
                out.push(Fragment {
                    glyphs: index..index + 1,
                    width: self.letters[index].width(&self.styles),
                    space: if is_last { fragment.space } else { 0.0 },
                    after: if is_last { fragment.after } else { Break::Torn },
                });
            }
        }
        out
    }

    fn line(&self, fragments: &[Fragment], stretch: f32) -> Result<Line, PrintError> {
        let mut line = Line::default();
        for (index, fragment) in fragments.iter().enumerate() {
            for letter in &self.letters[fragment.glyphs.clone()] {
                self.push(&mut line, letter);
            }
            let is_last = index + 1 == fragments.len();
            let Some(before) = self.letters[..fragment.glyphs.end].last() else { continue };
            if is_last && fragment.after == Break::Hyphen {
                let glyph = hyphen_glyph(before.face)?;
                self.push(&mut line, &Letter { glyph, ..before.clone() });
            } else if !is_last && fragment.space > 0.0 {
                let style = self.style_between(fragment.glyphs.end);
                let mut glyph = space_glyph(before.face)?;
                glyph.advance = fragment.space * (1.0 + stretch) / self.styles[style].size * 1000.0;
                self.push(&mut line, &Letter { glyph, style, ..before.clone() });
            }
        }
        Ok(line)
    }

    /// The style of the space before a letter: that of the letter before it,
    /// unless only that one is part of a link, which the space then ends.
    fn style_between(&self, next: usize) -> usize {
        let before = self.letters[next - 1].style;
        match self.letters.get(next).map(|letter| letter.style) {
            Some(after) if self.styles[before].link != self.styles[after].link => {
                if self.styles[before].link.is_some() { after } else { before }
            }
            _ => before,
        }
    }

    fn push(&self, line: &mut Line, letter: &Letter) {
        let style = self.styles[letter.style];
        let width = letter.width(&self.styles);
        match line.chunks.last_mut() {
            Some(chunk) if chunk.face == letter.face && chunk.style == style => {
                chunk.glyphs.push(letter.glyph.clone());
                chunk.width += width;
            }
            _ => line.chunks.push(Chunk {
                x: line.width,
                width,
                face: letter.face,
                style,
                glyphs: vec![letter.glyph.clone()],
            }),
        }
        line.width += width;
    }
}

/// Sums over the fragments before each index make the width of any line a
/// subtraction. In f64: a paragraph may be a megabyte long.
struct Breaking<'a> {
    fragments: &'a [Fragment],
    widths: Vec<f64>,
    spaces: Vec<f64>,
    width: f64,
    fill: Fill,
    hyphen: f64,
}

#[derive(Clone, Copy)]
struct Best {
    cost: f64,
    from: usize,
}

impl<'a> Breaking<'a> {
    fn new(fragments: &'a [Fragment], width: f64, fill: Fill, hyphen: f64) -> Self {
        let mut widths = vec![0.0];
        let mut spaces = vec![0.0];
        let (mut total, mut space) = (0.0, 0.0);
        for fragment in fragments {
            total += f64::from(fragment.width) + f64::from(fragment.space);
            space += f64::from(fragment.space);
            widths.push(total);
            spaces.push(space);
        }
        Self { fragments, widths, spaces, width, fill, hyphen }
    }

    /// The natural width and the spaces of a line of fragments.
    fn measure(&self, start: usize, end: usize) -> (f64, f64) {
        let last = &self.fragments[end - 1];
        let trailing = f64::from(last.space);
        let hyphen = if last.after == Break::Hyphen { self.hyphen } else { 0.0 };
        (self.widths[end] - self.widths[start] - trailing + hyphen, self.spaces[end] - self.spaces[start] - trailing)
    }

    fn is_last_line(&self, end: usize) -> bool {
        end == self.fragments.len() || self.fragments[end - 1].after == Break::Must
    }

    /// Where lines end, as indices after their last fragments.
    fn ends(&self) -> Vec<usize> {
        let count = self.fragments.len();
        let mut best = vec![Best { cost: 0.0, from: 0 }];
        for end in 1..=count {
            best.push(self.best_line_to(end, &best));
        }
        let mut ends = Vec::new();
        let mut end = count;
        while end > 0 {
            ends.push(end);
            end = best[end].from;
        }
        ends.reverse();
        ends
    }

    fn best_line_to(&self, end: usize, best: &[Best]) -> Best {
        // Something must be chosen even where nothing fits.
        let mut chosen = Best { cost: best[end - 1].cost + 1e12, from: end - 1 };
        for start in (0..end).rev() {
            if start + 1 < end && self.fragments[start].after == Break::Must {
                break;
            }
            let (natural, spaces) = self.measure(start, end);
            if natural - spaces * SHRINK > self.width + 1e-3 && start + 1 < end {
                break;
            }
            let Some(cost) = self.cost(start, end, natural, spaces) else { continue };
            let cost = best[start].cost + cost;
            if cost < chosen.cost {
                chosen = Best { cost, from: start };
            }
        }
        chosen
    }

    fn cost(&self, start: usize, end: usize, natural: f64, spaces: f64) -> Option<f64> {
        let slack = self.width - natural;
        let ratio = match self.fill {
            Fill::Justified if slack < 0.0 && spaces > 0.0 => slack / (spaces * SHRINK),
            Fill::Justified if slack >= 0.0 => slack / (spaces * STRETCH).max(self.width * 0.02),
            Fill::Ragged if slack >= -1e-3 => slack / (self.width * RAGGED_STRETCH),
            _ => return None,
        };
        if ratio < -1.0 - 1e-6 {
            return None;
        }
        let badness =
            if self.is_last_line(end) && ratio >= 0.0 { 0.0 } else { (100.0 * ratio.abs().powi(3)).min(10_000.0) };
        let penalty = match self.fragments[end - 1].after {
            // Ragged lines lose little by being short.
            Break::Hyphen if self.fill == Fill::Ragged => 400.0,
            Break::Hyphen => 60.0,
            Break::Torn => 300.0,
            Break::Free | Break::Must => 0.0,
        };
        let follows_hyphen = start > 0 && self.fragments[start - 1].after == Break::Hyphen;
        let demerits = match (follows_hyphen, self.is_last_line(end)) {
            // The end of a word alone on the last line.
            (true, true) => 100_000.0,
            (true, false) if penalty > 0.0 => 6_000.0,
            _ => 0.0,
        };
        Some((10.0 + badness + penalty).powi(2) + demerits)
    }

    /// By how much of itself each space of a line grows.
    #[expect(clippy::cast_possible_truncation, reason = "a small ratio")]
    fn stretch(&self, start: usize, end: usize) -> f32 {
        let (natural, spaces) = self.measure(start, end);
        let slack = self.width - natural;
        let stays = self.fill == Fill::Ragged
            || spaces <= 0.0
            || slack > 0.0 && self.is_last_line(end)
            || slack > spaces * STRETCH * LOOSEST;
        if stays { 0.0 } else { (slack / spaces).max(-SHRINK) as f32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::Locale;
    use crate::print::text::Span;

    const TEXT: &str = "Le mécanisme national de référencement est le cadre par lequel les \
        autorités administratives et traditionnelles, la société civile et les organisations \
        internationales orientent les victimes identifiées, maliennes et étrangères, vers celui \
        qui est compétent pour les prendre en charge.";

    fn paragraph(text: &str) -> Paragraph {
        let style = Style::new(Face::Serif, 10.0);
        Paragraph::new(&[Span::new(text, style)], Some(Locale::fr)).expect("French")
    }

    fn text(line: &Line) -> String {
        line.chunks.iter().flat_map(|c| &c.glyphs).map(|g| g.source.to_string()).collect()
    }

    #[test]
    fn justified_lines_fill_their_width() {
        let lines = paragraph(TEXT).lines(180.0, Fill::Justified).expect("lines");
        let (last, full) = lines.split_last().expect("several");
        assert!(full.iter().all(|line| (line.width - 180.0).abs() < 0.05));
        assert!(last.width <= 180.0);
    }

    #[test]
    fn nothing_is_lost_and_nothing_overflows() {
        for width in [60.0, 75.5, 120.0, 500.0, 5000.0] {
            let lines = paragraph(TEXT).lines(width, Fill::Ragged).expect("lines");
            assert!(lines.iter().all(|line| line.width <= width + 0.01), "{width}");
            let joined = lines.iter().map(text).collect::<Vec<_>>().join(" ");
            assert_eq!(joined.replace("\u{ad} ", "").replace("- ", "-"), TEXT, "{width}");
        }
    }

    #[test]
    fn a_word_wider_than_the_line_is_torn() {
        let lines = paragraph(&"w".repeat(60)).lines(50.0, Fill::Ragged).expect("lines");
        assert!(lines.len() > 5);
        assert!(lines.iter().all(|line| line.width <= 50.0));
    }

    #[test]
    fn line_feeds_break_and_nothing_is_no_line() {
        assert_eq!(paragraph("a\nb\n\nc").lines(100.0, Fill::Ragged).expect("lines").len(), 4);
        assert_eq!(paragraph("").lines(100.0, Fill::Ragged).expect("lines").len(), 0);
    }
}
