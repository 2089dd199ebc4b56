//! Which options are right, as a cell says it: `B`, `A C`, `A et C`, `A=50, C=1/3`.

use crate::exact::Share;
use crate::formats::notes::{Reason, excerpt};
use crate::formats::number::{self, Number};

/// The letters of a cell (`A` is 0), each with its share where one is written.
///
/// # Errors
/// What is neither a letter nor a share.
pub fn letters(cell: &str) -> Result<Vec<(usize, Option<Share>)>, Reason> {
    let mut found = Vec::new();
    let mut rest = cell;
    loop {
        rest = rest.trim_start_matches(|sign: char| sign.is_whitespace() || ",;+&/".contains(sign));
        if rest.is_empty() {
            return Ok(found);
        }
        let end = rest.find(|sign: char| !sign.is_alphabetic()).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        if matches!(word.to_lowercase().as_str(), "et" | "and" | "ou" | "or") {
            continue;
        }
        let all: Option<Vec<usize>> = word.chars().map(index).collect();
        let all = all.filter(|all| !all.is_empty()).ok_or_else(|| Reason::NotOffered(excerpt(cell)))?;
        let (share, after) = written_share(rest)?;
        rest = after;
        found.extend(all.into_iter().map(|letter| (letter, share)));
    }
}

fn index(letter: char) -> Option<usize> {
    let letter = letter.to_ascii_uppercase();
    ('A'..='Z').position(|known| known == letter)
}

// The share behind a letter, if one is written, and what follows.
fn written_share(text: &str) -> Result<(Option<Share>, &str), Reason> {
    let Some(after) = text.trim_start().strip_prefix(['=', ':']) else { return Ok((None, text)) };
    let after = after.trim_start();
    let mut end = 0;
    let mut signs = after.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let before_digit = signs.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let belongs = sign.is_ascii_digit() || at == 0 && "-−+".contains(sign) || ",./".contains(sign) && before_digit;
        if !belongs {
            break;
        }
        end = at + sign.len_utf8();
    }
    let (written, after) = after.split_at(end);
    let share = share(written).ok_or_else(|| Reason::NotAShare(excerpt(text.trim())))?;
    let after = after.trim_start();
    Ok((Some(share), after.strip_prefix('%').unwrap_or(after)))
}

/// A share as people write it: percent, or a fraction: `50`, `33,33 %`, `-1/3`.
#[must_use]
pub fn share(text: &str) -> Option<Share> {
    let text = text.trim().replace('−', "-");
    let text = text.strip_suffix('%').unwrap_or(&text).trim();
    if text.contains('/') { text.parse().ok() } else { number::share(text, Number::from_integer(100)) }
}

/// A share as it is written: whole percents, or else a fraction.
#[must_use]
pub fn shown(share: Share) -> String {
    let percent = number::of(share) * Number::from_integer(100);
    if percent.is_integer() { percent.to_integer().to_string() } else { share.to_string() }
}

#[cfg(test)]
mod tests {
    use super::{letters, share, shown};
    use crate::exact::Share;
    use crate::formats::notes::Reason;
    use proptest::prelude::*;

    fn read(cell: &str) -> Vec<(usize, Option<String>)> {
        letters(cell).unwrap().into_iter().map(|(at, share)| (at, share.map(|share| share.to_string()))).collect()
    }

    #[test]
    fn letters_however_they_are_written() {
        let plain = |all: &[usize]| all.iter().map(|at| (*at, None)).collect::<Vec<_>>();
        for cell in ["A C", "a, c", "AC", "A et C", "A;C", "A + C", " A/C "] {
            assert_eq!(read(cell), plain(&[0, 2]), "{cell}");
        }
        let given = |all: &[(usize, &str)]| -> Vec<_> {
            all.iter().map(|(at, share)| (*at, Some((*share).to_owned()))).collect()
        };
        assert_eq!(read("A=50,B=33,33 %; C = -1/3 D:100"), given(&[(0, "1/2"), (1, "1/3"), (2, "-1/3"), (3, "1")]));
        assert_eq!(read(""), []);
        for cell in ["2", "É", "A=", "A=x", "A=200", "?"] {
            assert!(matches!(letters(cell), Err(Reason::NotOffered(_) | Reason::NotAShare(_))), "{cell}");
        }
    }

    proptest! {
        #[test]
        fn shares_come_back(below in 1_i64..200, above in -200_i64..=200) {
            prop_assume!(above.abs() <= below);
            let exact: Share = format!("{above}/{below}").parse().unwrap();
            prop_assert_eq!(share(&shown(exact)), Some(exact));
        }

        #[test]
        fn never_panics(cell in "[A-E=,:;% /0-9.é−-]{0,24}") {
            let _ = letters(&cell);
        }
    }
}
