//! The signs that GIFT gives a meaning, and how they lose it.

// What a backslash takes the meaning from. Each is read as a character that no text may
// have, U+FDD0 and following (<https://www.unicode.org/faq/private_use.html#noncharacters>),
// so that what splits the text does not see it.
const SIGNS: [(char, char, char); 7] = [
    (':', ':', '\u{FDD0}'),
    ('#', '#', '\u{FDD1}'),
    ('=', '=', '\u{FDD2}'),
    ('{', '{', '\u{FDD3}'),
    ('}', '}', '\u{FDD4}'),
    ('~', '~', '\u{FDD5}'),
    ('n', '\n', '\u{FDD6}'),
];

/// Hides the signs after a backslash from what splits the text.
pub fn hidden(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().filter(|character| !is_reserved(*character)).peekable();
    while let Some(character) = characters.next() {
        if character != '\\' {
            out.push(character);
        } else if characters.next_if_eq(&'\\').is_some() {
            out.push('\\');
        } else if let Some((_, _, hidden)) =
            characters.peek().and_then(|next| SIGNS.iter().find(|(sign, _, _)| sign == next))
        {
            out.push(*hidden);
            characters.next();
        } else {
            out.push('\\');
        }
    }
    out
}

/// What was meant by a hidden text.
pub fn revealed(text: &str) -> String {
    text.chars()
        .map(|character| SIGNS.iter().find(|(_, _, hidden)| *hidden == character).map_or(character, |sign| sign.1))
        .collect()
}

/// A text in which no sign has a meaning, on one line.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter(|character| *character != '\r' && !is_reserved(*character)) {
        match character {
            '\n' => out.push_str("\\n"),
            '\\' => out.push_str("\\\\"),
            sign if SIGNS.iter().any(|(known, _, _)| *known == sign && sign != 'n') => out.extend(['\\', sign]),
            other => out.push(other),
        }
    }
    out
}

fn is_reserved(character: char) -> bool {
    ('\u{FDD0}'..='\u{FDEF}').contains(&character)
}
