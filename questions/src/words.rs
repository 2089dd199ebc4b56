//! Whether typed words fit a pattern.

// What a mark makes of the letters, each letter before what it becomes. Files and some
// keyboards give a letter and its mark apart (Unicode's decomposed form).
const MARKS: [(char, &str); 7] = [
    ('\u{300}', "aàeèiìoòuù"),
    ('\u{301}', "aáeéiíoóuúyýcć"),
    ('\u{302}', "aâeêiîoôuû"),
    ('\u{303}', "aãnñoõ"),
    ('\u{308}', "aäeëiïoöuüyÿ"),
    ('\u{30A}', "aå"),
    ('\u{327}', "cç"),
];

/// Whether the words fit the pattern. Spaces at the ends do not matter, nor how many
/// there are between words; the apostrophes `’` and `'` are the same; accents matter;
/// capitals do if `case_sensitive`. In the pattern `*` stands for anything, also for
/// nothing, and `\*` for an asterisk. Takes time in proportion to the lengths.
#[must_use]
pub fn fits(pattern: &str, words: &str, case_sensitive: bool) -> bool {
    let words = plain(words, case_sensitive);
    let pieces = pieces(&plain(pattern, case_sensitive));
    let (Some((first, rest)), Some(last)) = (pieces.split_first(), pieces.last()) else { return false };
    if rest.is_empty() {
        return words == *first;
    }
    let Some(between) = words.strip_prefix(first.as_str()).and_then(|rest| rest.strip_suffix(last.as_str())) else {
        return false;
    };
    let mut left = between;
    for piece in &rest[..rest.len() - 1] {
        // The first place leaves the most for the pieces that follow.
        let Some(place) = left.find(piece.as_str()) else { return false };
        left = &left[place + piece.len()..];
    }
    true
}

/// The words as they are compared.
#[must_use]
pub fn plain(text: &str, case_sensitive: bool) -> String {
    let mut words = String::with_capacity(text.len());
    for character in text.split_whitespace().flat_map(|word| word.chars().chain([' '])) {
        let character = match character {
            '’' | '‘' | 'ʼ' | '´' | '`' => '\'',
            other => other,
        };
        match words.chars().next_back().and_then(|before| composed(before, character)) {
            Some(both) => {
                words.pop();
                words.push(both);
            }
            None => words.push(character),
        }
    }
    words.truncate(words.trim_end().len());
    if case_sensitive {
        return words;
    }
    // By way of capitals, so that ß and ss, and the two small sigmas, are the same.
    words.to_uppercase().to_lowercase().replace('ς', "σ")
}

fn composed(letter: char, mark: char) -> Option<char> {
    let (_, letters) = MARKS.iter().find(|(known, _)| *known == mark)?;
    let small = letter.to_lowercase().next()?;
    let mut pairs = letters.chars();
    while let (Some(base), Some(both)) = (pairs.next(), pairs.next()) {
        if base == small {
            return if letter.is_uppercase() { both.to_uppercase().next() } else { Some(both) };
        }
    }
    None
}

// What stands between the asterisks.
fn pieces(pattern: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        if character == '*' {
            pieces.push(String::new());
            continue;
        }
        let is_escape = character == '\\' && characters.next_if_eq(&'*').is_some();
        if let Some(piece) = pieces.last_mut() {
            piece.push(if is_escape { '*' } else { character });
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{fits, plain};
    use proptest::prelude::*;

    #[test]
    fn compares_as_people_do() {
        assert!(fits("L’Assemblée  nationale", " l'assemblée nationale ", false));
        assert!(!fits("assemblée", "assemblee", false), "accents matter");
        assert!(fits("assembl\u{e9}e", "ASSEMBLE\u{301}E", false), "an accent by itself is the same accent");
        assert!(fits("Straße", "STRASSE", false));
        assert!(!fits("Paris", "paris", true));
        assert!(fits("Paris", " Paris", true));
        assert!(fits("ΟΔΟΣ", "οδος", false));
    }

    #[test]
    fn asterisks_stand_for_anything() {
        for (pattern, words) in [
            ("*", ""),
            ("*", "x"),
            ("vis*", "vis"),
            ("*a*b*", "xxaxxbxx"),
            ("a*a", "aa"),
            (r"2\*3", "2*3"),
            ("a**b", "ab"),
        ] {
            assert!(fits(pattern, words, false), "{pattern} {words}");
        }
        for (pattern, words) in [("a*a", "a"), ("", "x"), ("*a*b*", "ba"), (r"2\*3", "2x3"), ("ab*", "ba")] {
            assert!(!fits(pattern, words, false), "{pattern} {words}");
        }
        assert!(!fits(&"a*".repeat(20_000), &"a".repeat(19_999), false));
    }

    proptest! {
        #[test]
        fn words_fit_themselves(words in ".{0,40}") {
            let pattern = words.replace('*', r"\*");
            // A backslash before an asterisk cannot be said in a pattern.
            prop_assume!(!words.contains(r"\*"));
            prop_assert!(fits(&pattern, &words, true));
            prop_assert!(fits(&pattern, &words, false));
            prop_assert_eq!(plain(&plain(&words, false), false), plain(&words, false));
        }
    }
}
