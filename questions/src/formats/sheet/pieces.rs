//! Several things in one cell, parted by signs. A backslash before a sign takes its
//! meaning away, and is doubled where it is meant itself there; anywhere else it is only a
//! backslash, as in the patterns of words (`\*`).

/// Signs that have a meaning in a cell of words.
pub const IN_WORDS: [char; 2] = ['|', '='];
/// The sign between the sides of a pair.
pub const IN_PAIRS: [char; 1] = ['='];
/// Signs between tags.
pub const IN_TAGS: [char; 3] = [',', ';', '|'];

/// The pieces between the signs that have their meaning, as they are written.
pub fn cut<'t>(text: &'t str, signs: &[char]) -> Vec<&'t str> {
    let (mut pieces, mut from, mut is_hidden) = (Vec::new(), 0, false);
    for (at, character) in text.char_indices() {
        if signs.contains(&character) && !is_hidden {
            pieces.push(&text[from..at]);
            from = at + character.len_utf8();
        }
        is_hidden = character == '\\' && !is_hidden;
    }
    pieces.push(&text[from..]);
    pieces
}

/// What was meant by a piece: without the backslashes that hide these signs, and trimmed.
pub fn meant(piece: &str, signs: &[char]) -> String {
    let mut out = String::with_capacity(piece.len());
    let mut backslashes = 0;
    for character in piece.trim().chars() {
        if character == '\\' {
            backslashes += 1;
            continue;
        }
        let kept = if signs.contains(&character) { backslashes / 2 } else { backslashes };
        out.extend(std::iter::repeat_n('\\', kept));
        out.push(character);
        backslashes = 0;
    }
    out.extend(std::iter::repeat_n('\\', backslashes));
    out
}

/// A text in which these signs have no meaning, trimmed.
pub fn hidden(text: &str, signs: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut backslashes = 0;
    for character in text.trim().chars() {
        if character == '\\' {
            backslashes += 1;
        } else {
            if signs.contains(&character) {
                out.extend(std::iter::repeat_n('\\', backslashes + 1));
            }
            backslashes = 0;
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{cut, hidden, meant};
    use proptest::prelude::*;

    const SIGNS: [char; 2] = ['|', '='];

    #[test]
    fn signs_part_and_backslashes_hide_them() {
        assert_eq!(cut(r"a | b\|c \\| d", &['|']), ["a ", r" b\|c \\", " d"]);
        assert_eq!(meant(r" b\|c \\", &SIGNS), r"b|c \\");
        assert_eq!(meant(r"2\*3 \= 6", &SIGNS), r"2\*3 = 6");
        assert_eq!(hidden(r"x\| = \y", &SIGNS), r"x\\\| \= \y");
        assert_eq!(cut("", &SIGNS), [""]);
    }

    proptest! {
        #[test]
        fn hidden_pieces_come_back(pieces in prop::collection::vec(r"[a\\|= é]{0,12}", 1..5)) {
            let written: Vec<String> = pieces.iter().map(|piece| hidden(piece, &SIGNS)).collect();
            let text = written.join(" | ");
            let back: Vec<String> = cut(&text, &['|']).into_iter().map(|piece| meant(piece, &SIGNS)).collect();
            let trimmed: Vec<String> = pieces.iter().map(|piece| piece.trim().to_owned()).collect();
            prop_assert_eq!(back, trimmed);
        }
    }
}
