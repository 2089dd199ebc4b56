//! Decimals and shares as files write them, kept exact: `33.33333` percent is a third.

use crate::exact::{Exact, Share};
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Signed, ToPrimitive, Zero};

/// An exact number with room for calculation.
pub type Number = Ratio<i128>;

// As many digits as keep every calculation here far from the ends of an `i128`, or let a
// checked one notice.
const MOST_DIGITS: usize = 30;

/// A decimal and how many digits it has behind the point. `None` if it is none, or has
/// more than thirty digits.
pub fn decimal(text: &str) -> Option<(Number, u32)> {
    let text = text.trim();
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (negative, digits) = match mantissa.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
    };
    // French files have a comma.
    let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let digits = format!("{whole}{part}");
    if digits.is_empty() || digits.len() > MOST_DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let value: i128 = digits.parse().ok()?;
    let places = i32::try_from(part.len()).ok()?.checked_sub(exponent)?;
    let scale = 10_i128.checked_pow(places.unsigned_abs()).filter(|_| places.unsigned_abs() < 31)?;
    let value = if places >= 0 { Ratio::new(value, scale) } else { Ratio::from_integer(value.checked_mul(scale)?) };
    Some((if negative { -value } else { value }, u32::try_from(places.max(0)).ok()?))
}

/// A number as a decimal with a point. `None` if it does not end, or only after thirty
/// digits.
pub fn text(number: Number) -> Option<String> {
    let mut scaled = number;
    let mut places = 0;
    while !scaled.is_integer() {
        scaled = scaled.checked_mul(&Ratio::from_integer(10))?;
        places += 1;
        if places > MOST_DIGITS {
            return None;
        }
    }
    Some(pointed(scaled.to_integer(), places))
}

/// A number as a decimal, rounded to twelve digits behind the point where it has more.
pub fn rounded(number: Number) -> String {
    text(number).filter(|text| text.len() < 25).unwrap_or_else(|| {
        let scale = 1_000_000_000_000;
        let scaled = number.checked_mul(&Ratio::from_integer(scale)).map_or(0, |scaled| scaled.round().to_integer());
        let text = pointed(scaled, 12);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    })
}

fn pointed(digits: i128, places: usize) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", digits.unsigned_abs(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// The numbers as far from a middle as this, as decimals: the least and the greatest.
pub fn around(middle: Number, distance: Number) -> Option<(String, String)> {
    let distance = distance.abs();
    Some((text(middle.checked_sub(&distance)?)?, text(middle.checked_add(&distance)?)?))
}

/// The middle between two decimals, and how far they are from it.
pub fn middle(low: &str, high: &str) -> Option<(Number, Number)> {
    let (low, high) = (decimal(low)?.0, decimal(high)?.0);
    let two = Ratio::from_integer(2);
    Some((low.checked_add(&high)?.checked_div(&two)?, high.checked_sub(&low)?.checked_div(&two)?))
}

/// The share that a decimal is of a whole: of 100 for percents. Where digits were cut
/// off, the simplest fraction that is written so. `None` if it is no share.
pub fn share(decimal_text: &str, whole: Number) -> Option<Share> {
    let (value, places) = decimal(decimal_text)?;
    if whole <= Ratio::zero() {
        return None;
    }
    let exact = value.checked_div(&whole)?;
    let simple = cut(exact.abs(), places, whole).map(|simple| if exact.is_negative() { -simple } else { simple });
    to_share(simple.unwrap_or(exact))
}

/// A number as a share. `None` if it is none.
pub fn to_share(number: Number) -> Option<Share> {
    Share::new(Exact::new(i64::try_from(*number.numer()).ok()?, i64::try_from(*number.denom()).ok()?))
}

/// A share as a number.
pub fn of(share: Share) -> Number {
    let value = share.value();
    Ratio::new(i128::from(*value.numer()), i128::from(*value.denom()))
}

// The fewer digits, the smaller the denominators that they can be meant for: two digits
// of a percent may be twelfths, twelve digits anything up to a hundred thousand.
fn cut(exact: Number, places: u32, whole: Number) -> Option<Number> {
    let more = if whole >= Ratio::from_integer(100) { 2 } else { 0 };
    if exact.is_zero() || places + more <= 2 + more / 2 || places > 14 || exact > Ratio::from_integer(1) {
        return None;
    }
    let most = 12.max(10_i128.pow(u32::midpoint(places, more)) / 10);
    let last = Ratio::new(1, 10_i128.pow(places)).checked_div(&whole)?;
    let low = exact.checked_sub(&last)?;
    let simple = simplest(low.max(Ratio::new(1, 1_000_000_000)), exact.checked_add(&last)?, 40)?;
    // Rounded to the nearest, or cut off.
    let off = exact.checked_sub(&simple)?;
    let fits = off <= last / 2 && off > -last;
    (*simple.denom() <= most && fits).then_some(simple)
}

// The fraction with the smallest denominator between two positive ones.
fn simplest(low: Number, high: Number, depth: u32) -> Option<Number> {
    let floor = low.floor();
    if floor == low || depth == 0 {
        return Some(low);
    }
    let next = floor.checked_add(&Ratio::from_integer(1))?;
    if next <= high {
        return Some(next);
    }
    let inner = simplest(high.checked_sub(&floor)?.recip(), low.checked_sub(&floor)?.recip(), depth - 1)?;
    floor.checked_add(&inner.recip())
}

/// Points as a question has them: whole, 1 to 100. And whether they were so in the file.
/// `None` if it is no number.
pub fn points(decimal_text: &str) -> Option<(u16, bool)> {
    let value = decimal(decimal_text)?.0;
    let whole = value.ceil().to_integer().clamp(1, 100).to_u16()?;
    Some((whole, value == Ratio::from_integer(i128::from(whole))))
}
