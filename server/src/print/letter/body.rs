//! The text of a letter, as blocks one below the other.

use super::{Invited, Letters, words};
use crate::print::PrintError;
use crate::print::canvas::{Canvas, Ink, mm};
use crate::print::fonts::Face;
use crate::print::structure::Role;
use crate::print::text::{Fill, Line, Paragraph, Span, Style, single};
use crate::print::typography::spaced;

/// The size of the text before it is scaled.
const SIZE: f32 = 11.0;
/// Where what is told stands, from its label.
const TOLD: f32 = mm(44.0);

/// Lines of text at their distances from the left edge.
pub struct Block {
    role: Role,
    rows: Vec<Vec<(f32, Line)>>,
    leading: f32,
    /// Free height above.
    before: f32,
    /// Ruled above and below over this width.
    ruled: Option<f32>,
}

impl Block {
    /// How much of the page it takes.
    pub fn height(&self) -> f32 {
        let rows: f32 = self.rows.iter().map(|_| self.leading).sum();
        self.before + rows + if self.ruled.is_some() { self.leading * 0.6 } else { 0.0 }
    }

    /// Draws it; returns where it ends.
    pub fn draw(&self, canvas: &mut Canvas, x: f32, top: f32) -> f32 {
        let end = top + self.height();
        let mut y = top + self.before;
        if let Some(width) = self.ruled {
            for edge in [y, end] {
                canvas.rule((x, edge), (x + width, edge), 0.7, Ink::BLACK);
            }
            y += self.leading * 0.25;
        }
        canvas.within(self.role.clone(), |canvas| {
            for row in &self.rows {
                y += self.leading;
                for (dx, line) in row {
                    canvas.text(line, x + dx, y - self.leading * 0.24);
                }
            }
        });
        end
    }
}

/// The whole text at this scale.
pub fn blocks(letters: &Letters, invited: &Invited, width: f32, scale: f32) -> Result<Vec<Block>, PrintError> {
    let (words, language) = (words::words(letters.language), letters.language);
    let setting = Setting { letters, width, size: SIZE * scale };
    let [before, title, after] = words::invitation(letters);
    let remarks = letters.remarks.lines().map(|line| spaced(line.trim(), None, language));
    let mut blocks = vec![
        setting.paragraph(&[(words.subject, Face::SerifBold), (&words::subject(letters), Face::SerifBold)], 0.0)?,
        setting.paragraph(&[(&words::salutation(invited, language), Face::Serif)], 0.9)?,
        setting.paragraph(&[(&before, Face::Serif), (&title, Face::SerifBold), (&after, Face::Serif)], 0.5)?,
        setting.facts()?,
        setting.paragraph(&[(words.how_to_answer, Face::Serif)], 0.7)?,
        setting.paragraph(&[(words.bring, Face::Serif)], 0.5)?,
    ];
    // What it is about is its title.
    blocks[0].role = Role::Heading(1);
    for remark in remarks.filter(|remark| !remark.is_empty()) {
        blocks.push(setting.paragraph(&[(&remark, Face::Serif)], 0.5)?);
    }
    let contact = spaced(letters.contact.trim(), None, language);
    if !contact.is_empty() {
        blocks.push(setting.paragraph(&[(words.contact, Face::Serif), (&contact, Face::SerifBold)], 0.5)?);
    }
    blocks.push(setting.paragraph(&[(&words::farewell(invited, language), Face::Serif)], 0.5)?);
    Ok(blocks)
}

struct Setting<'a> {
    letters: &'a Letters,
    width: f32,
    size: f32,
}

impl Setting<'_> {
    /// A paragraph, so many lines below what stands before it.
    fn paragraph(&self, texts: &[(&str, Face)], before: f32) -> Result<Block, PrintError> {
        let leading = self.size * 1.36;
        let spans: Vec<Span> = texts.iter().map(|(text, face)| Span::new(text, Style::new(*face, self.size))).collect();
        let lines = Paragraph::new(&spans, Some(self.letters.language))?.lines(self.width, Fill::Justified)?;
        let rows = lines.into_iter().map(|line| vec![(0.0, line)]).collect();
        Ok(Block { role: Role::Paragraph, rows, leading, before: before * leading, ruled: None })
    }

    /// When to be there and by when to answer, to be found at a glance.
    fn facts(&self) -> Result<Block, PrintError> {
        let (words, language) = (words::words(self.letters.language), self.letters.language);
        let mut told = Vec::new();
        if let Some(first) = self.letters.first {
            told.push((words.welcome, words::welcome(first, language)));
            told.push((words.first_half_day, words::hours(first, language)));
        }
        told.push((words.answer, words::answer_by(self.letters)));
        let mut rows = Vec::new();
        for (label, text) in told {
            let label = single(label, Style::new(Face::Sans, self.size * 0.9))?;
            let text = Paragraph::plain(&text, Style::new(Face::SansBold, self.size * 0.95))?;
            let lines = text.lines(self.width - TOLD, Fill::Ragged)?;
            let mut label = Some((0.0, label));
            for line in lines {
                rows.push(label.take().into_iter().chain([(TOLD, line)]).collect());
            }
        }
        let leading = self.size * 1.5;
        Ok(Block { role: Role::Paragraph, rows, leading, before: leading * 0.6, ruled: Some(self.width) })
    }
}
