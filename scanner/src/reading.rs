//! Reading QR codes out of grey pixels: what is dark, where finders are, which
//! belong together, what the modules between them say.

use crate::finders::{Picture, corners, finders};
use crate::sampling::{Plane, slacks};
use crate::threshold::Threshold;
use rqrr::Grid;

/// Pictures larger than this are not enlarged: it would take seconds on a telephone.
const ENLARGED: usize = 1 << 20;
/// The most finders that are looked at: those of a sheet of forty people.
const FINDERS: usize = 120;
/// The most modules that are looked at in search of codes: noise looks like any number.
const EFFORT: usize = 300_000;

/// The texts of the codes in a picture. A small picture that holds what was not read is
/// looked at once more, twice as large: codes of two pixels a module are read only so.
pub fn texts(grey: &[u8], width: usize, height: usize) -> Vec<String> {
    if width == 0 || height == 0 || width.checked_mul(height) != Some(grey.len()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let is_all = decode(&mut found, grey, width, height);
    if grey.len() <= ENLARGED && (!is_all || found.is_empty()) {
        decode(&mut found, &doubled(grey, width, height), 2 * width, 2 * height);
    }
    found
}

/// Adds the texts that were not found before; answers whether no other code may be there.
fn decode(texts: &mut Vec<String>, grey: &[u8], width: usize, height: usize) -> bool {
    let threshold = Threshold::of(grey, width, height);
    let picture = Picture { width, height, is_dark: |x: usize, y: usize| grey[y * width + x] <= threshold.at(x, y) };
    let found = finders(&picture, FINDERS);
    let laid = corners(&found).into_iter().map(|corners| {
        let plane = Plane::of(corners.of.map(|place| found[place]), corners.size);
        (corners, plane)
    });
    let likely: Vec<_> = laid.filter(|(_, plane)| plane.is_timed(&picture)).collect();
    let mut used = vec![false; found.len()];
    let mut effort = 0;
    // As they lie, all of them; only then as they may lie askew.
    for slack in slacks() {
        for (corners, plane) in &likely {
            if corners.of.iter().any(|place| used[*place]) {
                continue;
            }
            effort += corners.size * corners.size;
            if effort > EFFORT {
                return false;
            }
            if let Ok((_, text)) = Grid::new(plane.grid(&picture, slack)).decode() {
                corners.of.iter().for_each(|place| used[*place] = true);
                if !texts.contains(&text) {
                    texts.push(text);
                }
            }
        }
    }
    used.iter().filter(|used| !**used).count() < 3
}

/// Twice as wide and high, each new pixel the mean of its neighbours.
fn doubled(grey: &[u8], width: usize, height: usize) -> Vec<u8> {
    let mut larger = Vec::with_capacity(4 * grey.len());
    for y in 0..2 * height {
        let (top, bottom) = (y / 2 * width, (y / 2 + y % 2).min(height - 1) * width);
        for x in 0..2 * width {
            let (left, right) = (x / 2, (x / 2 + x % 2).min(width - 1));
            let corners = [grey[top + left], grey[top + right], grey[bottom + left], grey[bottom + right]];
            larger.push((corners.into_iter().map(u16::from).sum::<u16>() / 4) as u8);
        }
    }
    larger
}

#[cfg(test)]
mod tests;
