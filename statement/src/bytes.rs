//! Reading and writing the bytes of a statement, each value in one way only.

use crate::said::Said;

/// Where a reader stands.
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    pub fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    pub fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    /// Seven bits a byte, the lowest first; no byte that adds nothing, no more than 28 bits.
    pub fn number(&mut self) -> Option<u32> {
        let mut value = 0;
        for place in 0..4 {
            let byte = self.byte()?;
            value |= u32::from(byte & 0x7f) << (7 * place);
            if byte & 0x80 == 0 {
                return (byte != 0 || place == 0).then_some(value);
            }
        }
        None
    }

    /// A number that may be negative.
    pub fn difference(&mut self) -> Option<i64> {
        let number = i64::from(self.number()?);
        Some(if number % 2 == 0 { number / 2 } else { -(number + 1) / 2 })
    }

    /// A text of at most so many bytes.
    pub fn said(&mut self, most: usize, shortened: bool) -> Option<Said> {
        let length = usize::from(self.byte()?);
        if length > most {
            return None;
        }
        Some(Said::read(std::str::from_utf8(self.take(length)?).ok()?, shortened))
    }
}

/// As [`Reader::number`] reads it.
pub fn number(out: &mut Vec<u8>, mut value: u32) {
    loop {
        let seven = u8::try_from(value & 0x7f).expect("seven bits");
        value >>= 7;
        if value == 0 {
            return out.push(seven);
        }
        out.push(seven | 0x80);
    }
}

/// As [`Reader::difference`] reads it.
pub fn difference(out: &mut Vec<u8>, value: i64) {
    let folded = if value < 0 { -2 * value - 1 } else { 2 * value };
    number(out, u32::try_from(folded).expect("days between two days of two bytes"));
}

/// As [`Reader::said`] reads it.
pub fn said(out: &mut Vec<u8>, said: &Said) {
    out.push(u8::try_from(said.text().len()).expect("bounds are under 256 bytes"));
    out.extend(said.text().as_bytes());
}
