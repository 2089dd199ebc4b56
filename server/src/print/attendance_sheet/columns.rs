//! The columns of the table: which there are on a day, and how wide.

use super::words::Words;
use super::{Attendee, Halves, words};
use crate::print::Locale;
use crate::print::canvas::mm;

/// Between the edge of a column and its text.
pub const PADDING: f32 = mm(1.2);
/// The side of a badge: 21 modules of a fiftieth of an inch, which are two dots of a
/// scan of 100 dpi, three of one of 150.
pub const BADGE: f32 = mm(21.0 * 25.4 / 50.0);
/// What stays white between badges. ISO/IEC 18004 wants four modules and not the two
/// and a half that this is, but readers do not; and so 35 people fill three pages.
pub const QUIET: f32 = mm(12.0) - BADGE;

/// What a column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    Number,
    /// The code of the badge, for a camera and in letters.
    Badge,
    FamilyName,
    GivenNames,
    Sex,
    Structure,
    Function,
    Region,
    Phone,
    /// Empty, to be signed; the second one of a day or not.
    Morning,
    Afternoon,
}

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub content: Content,
    pub x: f32,
    pub width: f32,
}

/// The columns of a day from left to right. Together they are always 277 mm:
/// A4 less a margin of ten millimetres on either side.
pub fn columns(halves: Halves, left: f32) -> Vec<Column> {
    use Content::{Afternoon, Badge, FamilyName, Function, GivenNames, Morning, Number, Phone, Region, Sex, Structure};
    let both = halves == Halves::Both;
    let pick = |narrow: f32, wide: f32| if both { narrow } else { wide };
    let mut widths = vec![
        (Number, 8.0),
        (Badge, 21.0),
        (FamilyName, pick(27.0, 31.0)),
        (GivenNames, pick(28.0, 32.0)),
        (Sex, 9.0),
        (Structure, pick(35.0, 47.0)),
        (Function, pick(30.0, 38.0)),
        (Region, pick(18.0, 19.0)),
        (Phone, 22.0),
    ];
    match halves {
        Halves::Both => widths.extend([(Morning, 39.5), (Afternoon, 39.5)]),
        Halves::Morning => widths.push((Morning, 50.0)),
        Halves::Afternoon => widths.push((Afternoon, 50.0)),
    }
    let mut x = left;
    widths
        .into_iter()
        .map(|(content, width)| {
            let column = Column { content, x, width: mm(width) };
            x += column.width;
            column
        })
        .collect()
}

impl Column {
    /// Where its text begins; beside the badge, if there is one.
    pub fn text_x(&self) -> f32 {
        let before = if self.content == Content::Badge { QUIET + BADGE } else { 0.0 };
        self.x + before + PADDING
    }

    /// How much room its text has.
    pub fn text_width(&self) -> f32 {
        self.x + self.width - self.text_x() - PADDING
    }
}

impl Content {
    /// Its head.
    pub fn label(self, words: &Words) -> &'static str {
        match self {
            Self::Number => words.number,
            Self::Badge => words.badge,
            Self::FamilyName => words.family_name,
            Self::GivenNames => words.given_names,
            Self::Sex => words.sex,
            Self::Structure => words.structure,
            Self::Function => words.function,
            Self::Region => words.region,
            Self::Phone => words.phone,
            Self::Morning => words.signature_morning,
            Self::Afternoon => words.signature_afternoon,
        }
    }

    /// What it says of someone; of a blank row only its number.
    pub fn text(self, number: usize, attendee: Option<&Attendee>, language: Locale) -> String {
        let Some(attendee) = attendee else {
            return if self == Self::Number { number.to_string() } else { String::new() };
        };
        match self {
            Self::Number => number.to_string(),
            Self::Badge => attendee.badge.code.clone(),
            Self::FamilyName => attendee.family_name.clone(),
            Self::GivenNames => attendee.given_names.clone(),
            Self::Sex => words::sex(attendee.sex, language).to_owned(),
            Self::Structure => attendee.structure.clone(),
            Self::Function => attendee.function.clone(),
            Self::Region => attendee.region.clone(),
            Self::Phone => attendee.phone.clone(),
            Self::Morning | Self::Afternoon => String::new(),
        }
    }

    /// Whether it stands in the middle of its column.
    pub fn is_centred(self) -> bool {
        matches!(self, Self::Number | Self::Sex)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_page_on_every_kind_of_day() {
        for halves in [Halves::Both, Halves::Morning, Halves::Afternoon] {
            let width: f32 = columns(halves, 0.0).iter().map(|column| column.width).sum();
            assert!((width - mm(277.0)).abs() < 0.1, "{halves:?}");
        }
    }
}
