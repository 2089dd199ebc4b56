//! Decimal numbers of any size that people type, compared and added exactly.

use std::cmp::Ordering;
use std::fmt;

/// The longest number that is read, in bytes.
const LONGEST: usize = 200;

/// The largest power of ten that is read; beyond what a double can hold.
const LARGEST_POWER: i32 = 400;

/// An exact decimal number. Written without exponent: `-1200.05`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    negative: bool,
    // ASCII digits without zeros in front.
    whole: Vec<u8>,
    // ASCII digits without zeros at the end.
    part: Vec<u8>,
}

impl Decimal {
    /// Reads a number as people type it: with a point or a comma, with spaces (also
    /// no-break and narrow ones) or apostrophes between thousands, with a sign (also
    /// `−`), with a power of ten (`6.02e23`). One comma alone is the decimal one; several,
    /// or some before a point, part thousands. `None` for anything else, and for numbers
    /// over 200 bytes or powers of ten over 400.
    #[must_use]
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        let (negative, text) = sign(text);
        let (digits, power) = match text.split_once(['e', 'E']) {
            Some((digits, power)) => (digits, power_of_ten(power)?),
            None => (text, 0),
        };
        let digits = without_thousands(digits)?;
        let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
        let is_number = !(whole.is_empty() && part.is_empty())
            && whole.bytes().chain(part.bytes()).all(|digit| digit.is_ascii_digit());
        is_number.then(|| shifted(negative, whole.as_bytes(), part.as_bytes(), power))
    }

    /// The sum.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let places = self.part.len().max(other.part.len());
        let length = places + self.whole.len().max(other.whole.len());
        let (mine, theirs) = (self.aligned(length, places), other.aligned(length, places));
        let (negative, digits) = if self.negative == other.negative {
            (self.negative, added(&mine, &theirs))
        } else if mine >= theirs {
            (self.negative, subtracted(&mine, &theirs))
        } else {
            (other.negative, subtracted(&theirs, &mine))
        };
        let (whole, part) = digits.split_at(digits.len() - places);
        Self::new(negative, whole.to_vec(), part.to_vec())
    }

    /// The difference.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&Self::new(!other.negative, other.whole.clone(), other.part.clone()))
    }

    /// Whether it is under zero.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    fn new(negative: bool, mut whole: Vec<u8>, mut part: Vec<u8>) -> Self {
        let zeros = whole.iter().take_while(|digit| **digit == b'0').count();
        whole.drain(..zeros);
        part.truncate(part.iter().rposition(|digit| *digit != b'0').map_or(0, |last| last + 1));
        Self { negative: negative && !(whole.is_empty() && part.is_empty()), whole, part }
    }

    // The digits with zeros around: so many in all, so many behind the point.
    fn aligned(&self, length: usize, places: usize) -> Vec<u8> {
        let mut digits = vec![b'0'; (length - places).saturating_sub(self.whole.len())];
        digits.extend(&self.whole);
        digits.extend(&self.part);
        digits.resize(length, b'0');
        digits
    }

    fn compare_sizes(&self, other: &Self) -> Ordering {
        let lengths = self.whole.len().cmp(&other.whole.len());
        lengths.then_with(|| self.whole.cmp(&other.whole)).then_with(|| self.part.cmp(&other.part))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.compare_sizes(other),
            (true, true) => other.compare_sizes(self),
            (mine, theirs) => theirs.cmp(&mine),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = |digits: &[u8]| digits.iter().copied().map(char::from).collect::<String>();
        let sign = if self.negative { "-" } else { "" };
        let whole = if self.whole.is_empty() { "0".to_owned() } else { digits(&self.whole) };
        let point = if self.part.is_empty() { "" } else { "." };
        write!(formatter, "{sign}{whole}{point}{}", digits(&self.part))
    }
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text).trim_start()),
    }
}

fn power_of_ten(text: &str) -> Option<i32> {
    let (negative, digits) = sign(text);
    let only_digits = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let power: i32 = only_digits.then(|| digits.parse().ok())??;
    (power <= LARGEST_POWER).then_some(if negative { -power } else { power })
}

// The digits with a point, if any, and nothing between thousands.
fn without_thousands(text: &str) -> Option<String> {
    let mut digits = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if !(character.is_whitespace() || matches!(character, '\'' | '’')) {
            digits.push(character);
        } else if !digits.ends_with(|before: char| before.is_ascii_digit())
            || !characters.peek().is_some_and(char::is_ascii_digit)
        {
            return None;
        }
    }
    let commas = digits.matches(',').count();
    if commas == 0 {
        return Some(digits);
    }
    if commas == 1 && !digits.contains('.') {
        return Some(digits.replace(',', "."));
    }
    let whole = digits.split('.').next().unwrap_or_default();
    let in_threes = whole.split(',').skip(1).all(|group| group.len() == 3)
        && (1..=3).contains(&whole.find(',').unwrap_or(0))
        && whole.matches(',').count() == commas;
    in_threes.then(|| digits.replace(',', ""))
}

fn shifted(negative: bool, whole: &[u8], part: &[u8], power: i32) -> Decimal {
    let places = usize::try_from(power.unsigned_abs()).unwrap_or(0);
    let (mut whole, mut part) = (whole.to_vec(), part.to_vec());
    if power >= 0 {
        part.resize(part.len().max(places), b'0');
        whole.extend(part.drain(..places));
    } else {
        let mut front = vec![b'0'; places.saturating_sub(whole.len())];
        front.append(&mut whole);
        let moved = front.split_off(front.len() - places);
        whole = front;
        part.splice(0..0, moved);
    }
    Decimal::new(negative, whole, part)
}

// Both of the same length. One digit more than they have.
fn added(one: &[u8], other: &[u8]) -> Vec<u8> {
    let mut carry = 0;
    let mut digits = Vec::with_capacity(one.len() + 1);
    for (one, other) in one.iter().zip(other).rev() {
        let sum = (one - b'0') + (other - b'0') + carry;
        digits.push(b'0' + sum % 10);
        carry = sum / 10;
    }
    digits.push(b'0' + carry);
    digits.reverse();
    digits
}

// Both of the same length, the first not less than the second.
fn subtracted(more: &[u8], less: &[u8]) -> Vec<u8> {
    let mut borrow = 0;
    let mut digits = Vec::with_capacity(more.len());
    for (more, less) in more.iter().zip(less).rev() {
        let difference = 10 + (more - b'0') - (less - b'0') - borrow;
        digits.push(b'0' + difference % 10);
        borrow = u8::from(difference < 10);
    }
    digits.reverse();
    digits
}

#[cfg(test)]
mod tests {
    use super::Decimal;
    use proptest::prelude::*;

    fn shown(text: &str) -> Option<String> {
        Decimal::typed(text).map(|number| number.to_string())
    }

    #[test]
    fn reads_what_people_type() {
        for (typed, meant) in [
            ("3,5", "3.5"),
            (" 3.50 ", "3.5"),
            ("+12", "12"),
            ("−0,5", "-0.5"),
            ("- 4", "-4"),
            ("12 345,6", "12345.6"),
            ("12\u{202f}345\u{a0}678", "12345678"),
            ("1'200", "1200"),
            ("1,234.5", "1234.5"),
            ("1,234,567", "1234567"),
            (".5", "0.5"),
            ("5.", "5"),
            ("6.02e23", "602000000000000000000000"),
            ("1,5E-3", "0.0015"),
            ("120e-1", "12"),
            ("-0", "0"),
            ("007", "7"),
        ] {
            assert_eq!(shown(typed).as_deref(), Some(meant), "{typed}");
        }
        for not in ["", "-", "abc", "1 2 ,", "1..2", "1,2,3", "1,23.4", "1.2,3", "1e", "1e999", "--1", "e5", ".", "1 a"]
        {
            assert_eq!(shown(not), None, "{not}");
        }
        assert_eq!(shown(&"9".repeat(201)), None);
    }

    proptest! {
        #[test]
        fn agrees_with_whole_numbers(one in -1_000_000_i64..1_000_000, other in -1_000_000_i64..1_000_000, places in 0..9_i32) {
            let number = |value: i64| Decimal::typed(&format!("{value}e-{places}")).unwrap();
            prop_assert_eq!(number(one).plus(&number(other)), number(one + other));
            prop_assert_eq!(number(one).minus(&number(other)), number(one - other));
            prop_assert_eq!(number(one).cmp(&number(other)), one.cmp(&other));
            prop_assert_eq!(shown(&number(one).to_string()), Some(number(one).to_string()));
        }

        #[test]
        fn never_panics(text in "[-+0-9., '’eE\u{202f}]{0,30}|.{0,30}") {
            if let (Some(one), Some(other)) = (Decimal::typed(&text), Decimal::typed("12.5e-3")) {
                prop_assert_eq!(one.plus(&other).minus(&other), one);
            }
        }
    }
}
