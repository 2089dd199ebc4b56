//! Which characters the fonts of our papers draw: told before anything is issued that could
//! not be printed. No I/O; the printer holds the table against its fonts.

use std::ops::RangeInclusive;

/// What every face draws, itself or by its fallback.
const DRAWN: [RangeInclusive<char>; 43] = [
    ' '..='~',
    '\u{a0}'..='\u{2af}',
    '\u{2b9}'..='\u{2bc}',
    '\u{2c6}'..='\u{2c7}',
    '\u{2d8}'..='\u{2dd}',
    '\u{300}'..='\u{30c}',
    '\u{323}'..='\u{328}',
    '\u{331}'..='\u{331}',
    '\u{391}'..='\u{3a1}',
    '\u{3a3}'..='\u{3c9}',
    '\u{1e00}'..='\u{1eff}',
    '\u{2002}'..='\u{2015}',
    '\u{2018}'..='\u{2022}',
    '\u{2026}'..='\u{2026}',
    '\u{202f}'..='\u{2030}',
    '\u{2032}'..='\u{2033}',
    '\u{2039}'..='\u{203a}',
    '\u{2044}'..='\u{2044}',
    '\u{2070}'..='\u{2071}',
    '\u{2074}'..='\u{208e}',
    '\u{20a0}'..='\u{20bf}',
    '\u{2116}'..='\u{2116}',
    '\u{2122}'..='\u{2122}',
    '\u{2190}'..='\u{21d5}',
    '\u{2200}'..='\u{22a5}',
    '\u{22cd}'..='\u{22cd}',
    '\u{2500}'..='\u{2642}',
    '\u{2701}'..='\u{2704}',
    '\u{2706}'..='\u{2709}',
    '\u{270c}'..='\u{2727}',
    '\u{2729}'..='\u{274b}',
    '\u{274d}'..='\u{274d}',
    '\u{274f}'..='\u{2752}',
    '\u{2756}'..='\u{2756}',
    '\u{2758}'..='\u{275e}',
    '\u{2761}'..='\u{2794}',
    '\u{2798}'..='\u{27af}',
    '\u{27b1}'..='\u{27be}',
    '\u{2c65}'..='\u{2c66}',
    '\u{2d30}'..='\u{2d65}',
    '\u{2d6f}'..='\u{2d6f}',
    '\u{a78b}'..='\u{a78c}',
    '\u{a7aa}'..='\u{a7ae}',
];

/// Whether papers draw a character.
#[must_use]
pub fn is_drawn(character: char) -> bool {
    DRAWN.iter().any(|range| range.contains(&character))
}

/// The first character of a text that papers cannot draw. What has no shape is dropped there
/// and counts for nothing here.
#[must_use]
pub fn undrawn(text: &str) -> Option<char> {
    text.chars().find(|character| !is_drawn(*character) && !has_no_shape(*character))
}

fn has_no_shape(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_cannot_be_drawn_is_named() {
        assert_eq!(undrawn("Ŋana Ɛlizabɛti Ɲaɲɔ d’Almeida-N\u{2011}Diaye"), None);
        assert_eq!(undrawn("ɛ\u{301} ⴰⵎⴰⵣⵉⵖ\u{200d}"), None);
        assert_eq!(undrawn("Awa 李 中"), Some('李'));
        assert_eq!(undrawn("عائشة"), Some('ع'));
    }
}
