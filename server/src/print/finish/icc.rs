//! The colours that the numbers of a paper mean: those of sRGB, as a profile after
//! ICC.1:2001-04 (version 2, which every program reads), made from the numbers of
//! IEC 61966-2-1.

use crate::print::PrintError;
use crate::print::packing::{SMALL, packed};
use std::sync::OnceLock;

/// Red, green and blue of ITU-R BT.709, as x and y.
const PRIMARIES: [[f64; 2]; 3] = [[0.64, 0.33], [0.30, 0.60], [0.15, 0.06]];
/// The white of sRGB, as x and y.
const D65: [f64; 2] = [0.3127, 0.3290];
/// The white of profiles.
const D50: [f64; 3] = [0.9642, 1.0, 0.8249];
/// How the eye takes to another white (Bradford).
const CONES: Matrix = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]];

type Matrix = [[f64; 3]; 3];

/// The profile.
pub fn srgb() -> &'static [u8] {
    static PROFILE: OnceLock<Vec<u8>> = OnceLock::new();
    PROFILE.get_or_init(profile)
}

/// The same as it stands in a file.
///
/// # Errors
///
/// As [`packed`].
pub fn srgb_packed() -> Result<&'static [u8], PrintError> {
    static PACKED: OnceLock<Vec<u8>> = OnceLock::new();
    if let Some(known) = PACKED.get() {
        return Ok(known);
    }
    let packed = packed(srgb(), SMALL)?;
    Ok(PACKED.get_or_init(|| packed))
}

fn profile() -> Vec<u8> {
    let colours = colorants();
    let column = |index: usize| xyz([colours[0][index], colours[1][index], colours[2][index]]);
    let curve = curve();
    // Equal data stand once: the three curves are one.
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", description("sRGB IEC61966-2-1")),
        (b"cprt", copyright("CC0")),
        (b"wtpt", xyz(D50)),
        (b"rXYZ", column(0)),
        (b"gXYZ", column(1)),
        (b"bXYZ", column(2)),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let start = 128 + 4 + 12 * tags.len();
    let mut table = word(tags.len());
    let mut data: Vec<u8> = Vec::new();
    let mut last: Option<(&[u8], usize)> = None;
    for (name, bytes) in &tags {
        let at = match last {
            Some((same, at)) if same == bytes => at,
            _ => {
                let at = start + data.len();
                data.extend(bytes);
                data.resize(data.len().next_multiple_of(4), 0);
                at
            }
        };
        last = Some((bytes, at));
        table.extend([name.to_vec(), word(at), word(bytes.len())].concat());
    }
    let mut profile = header(start + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

/// A profile of a display, from RGB to XYZ.
fn header(size: usize) -> Vec<u8> {
    let mut header = word(size);
    header.extend([0; 4]);
    header.extend([2, 0x40, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    for part in [2026_u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.resize(68, 0);
    header.extend(D50.map(fixed).concat());
    header.resize(128, 0);
    header
}

fn word(number: usize) -> Vec<u8> {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes().to_vec()
}

/// A number in sixteen bits before the point and sixteen after it.
#[expect(clippy::cast_possible_truncation, reason = "between -1 and 2")]
fn fixed(number: f64) -> [u8; 4] {
    ((number * 65536.0).round() as i32).to_be_bytes()
}

fn xyz(colour: [f64; 3]) -> Vec<u8> {
    [b"XYZ \0\0\0\0".to_vec(), colour.map(fixed).concat()].concat()
}

/// A name in ASCII, and none in other scripts.
fn description(text: &str) -> Vec<u8> {
    let mut tag = b"desc\0\0\0\0".to_vec();
    tag.extend(word(text.len() + 1));
    tag.extend(text.bytes());
    tag.push(0);
    tag.resize(tag.len() + 4 + 4 + 2 + 1 + 67, 0);
    tag
}

fn copyright(text: &str) -> Vec<u8> {
    [b"text\0\0\0\0", text.as_bytes(), &[0]].concat()
}

/// The light of each of the 256 values that a colour of ours can have.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 65535")]
fn curve() -> Vec<u8> {
    let light = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let mut tag = b"curv\0\0\0\0".to_vec();
    tag.extend(word(256));
    tag.extend((0..=255).flat_map(|value| ((light(value) * 65535.0).round() as u16).to_be_bytes()));
    tag
}

/// What red, green and blue look like under the white of profiles, in columns.
fn colorants() -> Matrix {
    let seen = |[x, y]: [f64; 2]| [x / y, 1.0, (1.0 - x - y) / y];
    let [r, g, b] = PRIMARIES.map(seen);
    let mixed = [[r[0], g[0], b[0]], [r[1], g[1], b[1]], [r[2], g[2], b[2]]];
    // As much of each as makes white together.
    let white = seen(D65);
    let shares = applied(inverse(mixed), white);
    let colours = mixed.map(|row| [row[0] * shares[0], row[1] * shares[1], row[2] * shares[2]]);
    let (from, to) = (applied(CONES, white), applied(CONES, D50));
    let gains = [[to[0] / from[0], 0.0, 0.0], [0.0, to[1] / from[1], 0.0], [0.0, 0.0, to[2] / from[2]]];
    product(product(inverse(CONES), product(gains, CONES)), colours)
}

fn applied(matrix: Matrix, to: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * to[0] + row[1] * to[1] + row[2] * to[2])
}

fn product(left: Matrix, right: Matrix) -> Matrix {
    left.map(|row| [0, 1, 2].map(|column| (0..3).map(|index| row[index] * right[index][column]).sum()))
}

fn inverse(of: Matrix) -> Matrix {
    let minor = |row: usize, column: usize| {
        let (r, s) = ((row + 1) % 3, (row + 2) % 3);
        let (c, d) = ((column + 1) % 3, (column + 2) % 3);
        of[r][c] * of[s][d] - of[r][d] * of[s][c]
    };
    let whole: f64 = (0..3).map(|column| of[0][column] * minor(0, column)).sum();
    [0, 1, 2].map(|row| [0, 1, 2].map(|column| minor(column, row) / whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_that_the_consortium_publishes() {
        // Of "sRGB.icc" and its kin: to the last of their digits but one.
        let published = [[0.43607, 0.38515, 0.14307], [0.22249, 0.71687, 0.06061], [0.01392, 0.09708, 0.71410]];
        for (row, known) in colorants().iter().flatten().zip(published.iter().flatten()) {
            assert!((row - known).abs() < 0.0002, "{row} {known}");
        }
    }

    #[test]
    fn red_green_and_blue_together_are_white() {
        for (row, white) in colorants().iter().zip(D50) {
            assert!((row.iter().sum::<f64>() - white).abs() < 1e-9);
        }
    }

    #[test]
    fn it_is_as_long_as_it_says_and_its_parts_lie_within() {
        let profile = srgb();
        let number = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().expect("four bytes")) as usize;
        assert_eq!(number(0), profile.len());
        assert_eq!(&profile[36..40], b"acsp");
        for tag in 0..number(128) {
            let (at, length) = (number(136 + 12 * tag), number(140 + 12 * tag));
            assert!(at % 4 == 0 && at >= 132 + 12 * number(128) && at + length <= profile.len());
        }
        assert!(profile.len() < 1_200, "{}", profile.len());
    }
}
