//! Making a text fit: first smaller, then on more lines, never beyond its place.

use super::{Fill, Line, Paragraph, Style};
use crate::print::PrintError;

/// The room that a text has.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// What stands there, for the message of a refusal.
    pub what: &'static str,
    /// Width in points.
    pub width: f32,
    /// The most lines.
    pub lines: usize,
    /// The smallest size in points at which it can still be read.
    pub smallest: f32,
}

/// A text in as few lines as it takes, at the style's size or the largest
/// smaller one at which it fits. Returns that size too.
///
/// One line at four fifths of the size is better than two at full size; after
/// that, more lines are better than small print.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`], or [`PrintError::TooLong`] if it does not fit
/// at the smallest size.
pub fn fit(text: &str, style: Style, place: Place) -> Result<(f32, Vec<Line>), PrintError> {
    let natural = Paragraph::plain(text, style)?.natural_width();
    if natural <= place.width {
        return at(text, style, place.width);
    }
    let for_one_line = (style.size * place.width / natural * 0.995).max(place.smallest);
    if place.lines == 1 || for_one_line >= style.size * 0.8 {
        let (size, lines) = at(text, style.size(for_one_line), place.width)?;
        if lines.len() == 1 {
            return Ok((size, lines));
        }
    }
    let mut size = style.size;
    loop {
        let paragraph = Paragraph::plain(text, style.size(size))?;
        // A word is torn only if it has no other chance.
        let fits_whole = paragraph.longest_word() <= place.width || size <= place.smallest;
        let lines = paragraph.lines(place.width, Fill::Ragged)?;
        if lines.len() <= place.lines && fits_whole {
            return Ok((size, lines));
        }
        if size <= place.smallest {
            return Err(PrintError::too_long(place.what, text));
        }
        size = (size * 0.94).max(place.smallest);
    }
}

/// A text in its place, cut short with an ellipsis if it does not fit even at the smallest
/// size: where the whole stands elsewhere, and a paper is better than none.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`].
pub fn fit_or_cut(text: &str, style: Style, place: Place) -> Result<(f32, Vec<Line>), PrintError> {
    match fit(text, style, place) {
        Err(PrintError::TooLong { .. }) => {}
        done => return done,
    }
    let style = style.size(place.smallest);
    let set = |text: &str| {
        let (size, lines) = at(text, style, place.width)?;
        Ok((lines.len() <= place.lines).then_some((size, lines)))
    };
    Ok(shortened(text, set)?.unwrap_or((style.size, Vec::new())))
}

/// What is longer may be torn where a text is cut short.
const LONGEST_WHOLE: usize = 24;

/// Where a text may end early: after its words, and anywhere in the first, or in an endless one.
fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut start = 0;
    for word in text.split(' ') {
        if start == 0 || word.chars().count() > LONGEST_WHOLE {
            ends.extend(word.char_indices().map(|(at, _)| start + at));
        }
        ends.push(start + word.len());
        start += word.len() + 1;
    }
    ends
}

/// The longest beginning of a text that `set` has room for, with an ellipsis.
fn shortened<T>(text: &str, set: impl Fn(&str) -> Result<Option<T>, PrintError>) -> Result<Option<T>, PrintError> {
    let ends = ends(text);
    let (mut kept, mut over, mut best) = (0, ends.len(), None);
    while kept < over {
        let tried = kept + (over - kept) / 2;
        let begun = text[..ends[tried]].trim_end_matches(|sign: char| sign.is_whitespace() || ",;:".contains(sign));
        if let Some(done) = set(&format!("{begun}…"))? {
            best = Some(done);
            kept = tried + 1;
        } else {
            over = tried;
        }
    }
    Ok(best)
}

fn at(text: &str, style: Style, width: f32) -> Result<(f32, Vec<Line>), PrintError> {
    Ok((style.size, Paragraph::plain(text, style)?.lines(width, Fill::Ragged)?))
}

/// A text of our own (a label, a page number) on one line, as wide as it is.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`].
pub fn single(text: &str, style: Style) -> Result<Line, PrintError> {
    let text = text.replace('\n', " ");
    let mut lines = Paragraph::plain(&text, style)?.lines(f32::INFINITY, Fill::Ragged)?;
    Ok(if lines.is_empty() { Line::default() } else { lines.swap_remove(0) })
}

/// A text on one line, cut short with an ellipsis if it must be: for running
/// heads, where the whole stands elsewhere.
///
/// # Errors
///
/// [`PrintError::MissingGlyph`].
pub fn cut(text: &str, style: Style, width: f32) -> Result<Line, PrintError> {
    let text = text.trim();
    let whole = single(text, style)?;
    if whole.width <= width {
        return Ok(whole);
    }
    let set = |text: &str| {
        let line = single(text, style)?;
        Ok((line.width <= width).then_some(line))
    };
    Ok(shortened(text, set)?.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::fonts::Face;

    const PLACE: Place = Place { what: "name", width: 200.0, lines: 2, smallest: 8.0 };

    #[test]
    fn short_text_keeps_its_size_and_longer_text_shrinks_then_wraps() {
        let style = Style::new(Face::Serif, 20.0);
        let (size, lines) = fit("Awa Koné", style, PLACE).expect("fits");
        assert!((size - 20.0).abs() < 0.01 && lines.len() == 1);
        let (size, lines) = fit("Fatoumata Coulibaly D.", style, PLACE).expect("fits");
        assert!((16.0..20.0).contains(&size) && lines.len() == 1, "{size} {}", lines.len());
        let (_, lines) = fit("Fatoumata Bintou Coulibaly épouse Sangaré", style, PLACE).expect("fits");
        assert_eq!(lines.len(), 2);
        assert!(lines.iter().all(|line| line.width <= 200.0));
    }

    #[test]
    fn a_running_head_is_cut() {
        let style = Style::new(Face::Sans, 8.0);
        let line = cut(&"mécanisme de référencement ".repeat(9), style, 120.0).expect("a line");
        assert!(line.width <= 120.0 && line.width > 90.0);
        let (whole, uncut) = (single("Gao", style).expect("a line"), cut("Gao", style, 120.0).expect("a line"));
        assert!((whole.width - uncut.width).abs() < 0.01, "no ellipsis where there is room");
    }

    #[test]
    fn a_text_ends_after_a_word_unless_that_is_the_first_or_endless() {
        let cut_to = |text: &str, most: usize| {
            let set = |text: &str| Ok((text.chars().count() <= most).then(|| text.to_owned()));
            shortened(text, set).expect("set").expect("fits")
        };
        assert_eq!(cut_to("Traite : définitions et cadre juridique", 21), "Traite : définitions…");
        assert_eq!(cut_to("Traite : définitions et cadre juridique", 20), "Traite…");
        assert_eq!(cut_to("Référencement", 5), "Réfé…");
        assert_eq!(cut_to(&format!("Un {}", "é".repeat(40)), 12), "Un éééééééé…");
    }

    #[test]
    fn what_cannot_fit_is_cut_where_the_whole_stands_elsewhere() {
        let style = Style::new(Face::Serif, 20.0);
        for text in ["long ".repeat(100), "W".repeat(400), "ɲɛɛ ".repeat(90)] {
            let (size, lines) = fit_or_cut(&text, style, PLACE).expect("cut");
            assert!(lines.len() == 2 && lines.iter().all(|line| line.width <= 200.0) && (size - 8.0).abs() < 0.01);
            assert!(lines[0].width > 150.0, "as much of it as there is room for");
        }
        assert_eq!(fit_or_cut("Awa Koné", style, PLACE).expect("fits").1.len(), 1);
    }

    #[test]
    fn what_cannot_fit_is_refused() {
        let error = fit(&"long ".repeat(100), Style::new(Face::Serif, 20.0), PLACE);
        assert!(matches!(error, Err(PrintError::TooLong { what: "name", .. })));
    }
}
