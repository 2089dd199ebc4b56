//! Who issues a paper: the Republic, its motto and the ministry on the left,
//! the partners on the right, as protocol wants.

use super::canvas::{Area, Canvas, Ink, mm};
use super::fonts::Face;
use super::structure::Role;
use super::text::{Line, Place, Style, fit};
use super::{Locale, PrintError, typography};

/// Who issues a paper. What is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// `République du Mali`.
    pub state: String,
    /// `Un Peuple – Un But – Une Foi`.
    pub motto: String,
    /// The ministry, then the directorate or committee under it.
    pub ministry: Vec<String>,
    /// The partners, in their order of protocol.
    pub partners: Vec<String>,
}

/// Lines that are one text; none are the short rule between the motto and the ministry.
struct Block {
    lines: Vec<Line>,
    leading: f32,
}

/// How a heading is set.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The size of its letters, in points.
    pub size: f32,
    /// Each column's share of the width.
    pub share: f32,
    /// How far down the left and the right column begin.
    pub down: (f32, f32),
    /// The colour of the ornament.
    pub ink: Ink,
    /// What leads to the partners.
    pub label: &'a str,
}

impl Setting<'_> {
    /// As on papers that stand upright.
    pub fn usual(language: Locale, size: f32) -> Self {
        Self { size, share: 0.4, down: (0.0, 0.0), ink: Ink::GREEN, label: with_support(language) }
    }
}

/// What leads to the partners.
pub fn with_support(language: Locale) -> &'static str {
    match language {
        Locale::fr => "Avec l’appui de",
        Locale::en => "With the support of",
    }
}

/// Draws the heading in the upper corners of an area; returns where it ends.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`], [`PrintError::TooLong`].
pub fn draw(
    canvas: &mut Canvas,
    heading: &Heading,
    language: Locale,
    area: Area,
    size: f32,
) -> Result<f32, PrintError> {
    draw_as(canvas, heading, language, area, Setting::usual(language, size))
}

/// The same, set otherwise.
///
/// # Errors
///
/// As [`draw`].
pub fn draw_as(
    canvas: &mut Canvas,
    heading: &Heading,
    language: Locale,
    area: Area,
    setting: Setting<'_>,
) -> Result<f32, PrintError> {
    let column = area.width * setting.share;
    let left = issuer(heading, language, column, setting.size)?;
    let right = partners(heading, language, column, setting)?;
    let (left_down, right_down) = setting.down;
    let left_end = stack(canvas, &left, area.x + column / 2.0, area.y + left_down, setting.ink);
    let right_end = stack(canvas, &right, area.right() - column / 2.0, area.y + right_down, setting.ink);
    Ok(left_end.max(right_end))
}

fn issuer(heading: &Heading, language: Locale, width: f32, size: f32) -> Result<Vec<Block>, PrintError> {
    let mut blocks = Vec::new();
    let state = Style::new(Face::SansBold, size).tracked(60.0);
    blocks.extend(block(&heading.state.to_uppercase(), state, width)?);
    let motto = Style::new(Face::SerifItalic, size).ink(Ink::GREY);
    blocks.extend(block(&heading.motto, motto, width)?);
    if !blocks.is_empty() && !heading.ministry.is_empty() {
        blocks.push(Block { lines: Vec::new(), leading: mm(2.6) });
    }
    for line in &heading.ministry {
        let line = typography::spaced(line, None, language);
        blocks.extend(block(&line, Style::new(Face::Sans, size * 0.95), width)?);
    }
    Ok(blocks)
}

fn partners(
    heading: &Heading,
    language: Locale,
    width: f32,
    Setting { size, label, .. }: Setting<'_>,
) -> Result<Vec<Block>, PrintError> {
    if heading.partners.is_empty() {
        return Ok(Vec::new());
    }
    let label = block(label, Style::new(Face::SerifItalic, size).ink(Ink::GREY), width)?;
    let mut blocks: Vec<Block> = label.into_iter().collect();
    for partner in &heading.partners {
        let partner = typography::spaced(partner, None, language);
        blocks.extend(block(&partner, Style::new(Face::Sans, size * 0.95), width)?);
    }
    Ok(blocks)
}

/// None of what is left out.
fn block(text: &str, style: Style, width: f32) -> Result<Option<Block>, PrintError> {
    let place = Place { what: "heading", width, lines: 3, smallest: 5.5 };
    let (size, lines) = fit(text, style, place)?;
    Ok((!lines.is_empty()).then_some(Block { lines, leading: size * 1.38 }))
}

fn stack(canvas: &mut Canvas, blocks: &[Block], centre: f32, top: f32, ink: Ink) -> f32 {
    let mut y = top;
    for block in blocks {
        if block.lines.is_empty() {
            let middle = y + block.leading * 0.55;
            canvas.rule((centre - mm(7.0), middle), (centre + mm(7.0), middle), 0.6, ink);
            y += block.leading;
        }
        canvas.within(Role::Paragraph, |canvas| {
            for line in &block.lines {
                canvas.text_centred(line, centre, y + block.leading * 0.78);
                y += block.leading;
            }
        });
    }
    y
}
