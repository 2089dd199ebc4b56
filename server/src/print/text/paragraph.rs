//! A paragraph: shaped once, then broken to any width.

use super::hyphens;
use super::shape::{Glyph, nominal, shape};
use super::{Span, Style};
use crate::print::fonts::Face;
use crate::print::{Locale, PrintError};
use std::ops::Range;
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// What may happen after a fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Break {
    /// A line may end; otherwise there is a space (or nothing, after a dash).
    Free,
    /// A line may end with a hyphen.
    Hyphen,
    /// A line may end in the middle of a word that fits on none.
    Torn,
    /// A line must end.
    Must,
}

/// A syllable, or a word: what is never divided.
#[derive(Clone, Debug)]
pub struct Fragment {
    /// Its glyphs in the paragraph.
    pub glyphs: Range<usize>,
    /// Its width in points.
    pub width: f32,
    /// The width of the space after it; none after a syllable or a dash.
    pub space: f32,
    /// What may follow.
    pub after: Break,
}

/// A glyph and how it is set.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The glyph.
    pub glyph: Glyph,
    /// The face that has it.
    pub face: Face,
    /// Which of the paragraph's styles.
    pub style: usize,
}

impl Letter {
    /// Its width in points, tracking included.
    pub fn width(&self, styles: &[Style]) -> f32 {
        self.glyph.advance / 1000.0 * styles[self.style].size
    }
}

/// Shaped text, not yet in lines.
#[derive(Debug)]
pub struct Paragraph {
    pub(super) styles: Vec<Style>,
    pub(super) letters: Vec<Letter>,
    pub(super) fragments: Vec<Fragment>,
}

impl Paragraph {
    /// Shapes the spans, one after the other without a space between. Words
    /// are divided only where a language is given.
    ///
    /// # Errors
    ///
    /// [`PrintError::MissingGlyph`].
    pub fn new(spans: &[Span], divide: Option<Locale>) -> Result<Self, PrintError> {
        let text: String = spans.iter().map(|span| span.text.as_str()).collect();
        let mut ends = Vec::with_capacity(spans.len());
        let mut end = 0;
        for span in spans {
            end += span.text.len();
            ends.push(end);
        }
        let mut shaping = Shaping {
            text: &text,
            ends,
            divide,
            paragraph: Self {
                styles: spans.iter().map(|span| span.style).collect(),
                letters: Vec::new(),
                fragments: Vec::new(),
            },
        };
        let mut start = 0;
        for (end, opportunity) in linebreaks(&text) {
            let is_last = end == text.len();
            let must = opportunity == BreakOpportunity::Mandatory && !is_last;
            shaping.word(start..end, if must { Break::Must } else { Break::Free })?;
            start = end;
        }
        Ok(shaping.paragraph)
    }

    /// A paragraph in one style that divides no word.
    ///
    /// # Errors
    ///
    /// [`PrintError::MissingGlyph`].
    pub fn plain(text: &str, style: Style) -> Result<Self, PrintError> {
        Self::new(&[Span::new(text, style)], None)
    }

    /// The width of the longest word.
    pub fn longest_word(&self) -> f32 {
        let mut longest: f32 = 0.0;
        let mut word = 0.0;
        for fragment in &self.fragments {
            word += fragment.width;
            longest = longest.max(word);
            if fragment.after != Break::Hyphen {
                word = 0.0;
            }
        }
        longest
    }

    /// The width of the whole in one line, or of the longest of its own lines.
    pub fn natural_width(&self) -> f32 {
        let mut widest: f32 = 0.0;
        let mut line = 0.0;
        let mut space = 0.0;
        for fragment in &self.fragments {
            line += space + fragment.width;
            widest = widest.max(line);
            space = fragment.space;
            if fragment.after == Break::Must {
                (line, space) = (0.0, 0.0);
            }
        }
        widest
    }
}

struct Shaping<'a> {
    text: &'a str,
    ends: Vec<usize>,
    divide: Option<Locale>,
    paragraph: Paragraph,
}

impl Shaping<'_> {
    fn style_at(&self, at: usize) -> usize {
        self.ends.partition_point(|end| *end <= at).min(self.ends.len().saturating_sub(1))
    }

    /// A word with the spaces that follow it.
    fn word(&mut self, range: Range<usize>, after: Break) -> Result<(), PrintError> {
        let whole = &self.text[range.clone()];
        let word = whole.trim_end_matches([' ', '\n', '\r']);
        let first = self.paragraph.letters.len();
        self.letters(range.start..range.start + word.len())?;
        let space =
            if word.len() < whole.len() && after != Break::Must { self.space(range.start + word.len())? } else { 0.0 };
        self.fragments(first, word, range.start, space, after);
        Ok(())
    }

    fn letters(&mut self, range: Range<usize>) -> Result<(), PrintError> {
        let mut start = range.start;
        while start < range.end {
            let style = self.style_at(start);
            let end = self.ends[style].min(range.end);
            let Style { face, tracking, rise, size, .. } = self.paragraph.styles[style];
            for run in shape(&self.text[start..end], start, face)? {
                self.paragraph.letters.extend(run.glyphs.into_iter().map(|mut glyph| {
                    glyph.advance += tracking;
                    if rise != 0.0 {
                        glyph.dy += rise / size * 1000.0;
                    }
                    Letter { glyph, face: run.face, style }
                }));
            }
            start = end;
        }
        Ok(())
    }

    fn space(&self, at: usize) -> Result<f32, PrintError> {
        let style = &self.paragraph.styles[self.style_at(at)];
        let advance = space_glyph(style.face)?.advance + style.tracking;
        Ok(advance / 1000.0 * style.size)
    }

    fn fragments(&mut self, first: usize, word: &str, at: usize, space: f32, after: Break) {
        let points = match self.divide {
            Some(language) => hyphens::points(word, language),
            None => Vec::new(),
        };
        let mut from = first;
        for point in points {
            let letters = &self.paragraph.letters;
            let Some(to) = (from..letters.len()).find(|i| letters[*i].glyph.at >= at + point) else {
                continue;
            };
            // A ligature across the point hides it.
            if to > from && letters[to].glyph.at == at + point {
                self.fragment(from..to, 0.0, Break::Hyphen);
                from = to;
            }
        }
        self.fragment(from..self.paragraph.letters.len(), space, after);
    }

    fn fragment(&mut self, glyphs: Range<usize>, space: f32, after: Break) {
        let styles = &self.paragraph.styles;
        let width = self.paragraph.letters[glyphs.clone()].iter().map(|l| l.width(styles)).sum();
        self.paragraph.fragments.push(Fragment { glyphs, width, space, after });
    }
}

/// A face's own space or hyphen.
fn sign(face: Face, sign: &str) -> Result<Glyph, PrintError> {
    let runs = shape(sign, 0, face)?;
    runs.into_iter()
        .flat_map(|run| run.glyphs)
        .next()
        .ok_or_else(|| PrintError::Writing(format!("no glyph for {sign:?}")))
}

/// The space of a face.
///
/// # Errors
///
/// None: every face has one.
pub fn space_glyph(face: Face) -> Result<Glyph, PrintError> {
    use std::sync::OnceLock;
    static SPACES: [OnceLock<Glyph>; Face::ALL.len()] = [const { OnceLock::new() }; Face::ALL.len()];
    let known = &SPACES[face as usize];
    if let Some(space) = known.get() {
        return Ok(space.clone());
    }
    let space = sign(face, " ")?;
    Ok(known.get_or_init(|| space).clone())
}

/// The hyphen that divides a word: drawn as one, but copied out as a soft
/// hyphen, so that a search still finds the word.
///
/// # Errors
///
/// None: every face has one.
pub fn hyphen_glyph(face: Face) -> Result<Glyph, PrintError> {
    nominal('\u{ad}', face).map_or_else(|| sign(face, "-"), Ok)
}
