//! What is dark in a picture and what is light, where the light is uneven: judged
//! block by block, each by what stands around it. `rqrr` has a threshold of its own,
//! which a shadow or the noise of a cheap camera defeats.

/// The side of a block in pixels: some modules of a code that is far away.
const BLOCK: usize = 8;
/// The least contrast of a block that shows both dark and light.
const CONTRAST: u8 = 24;
/// How many blocks around one are looked at in each direction.
const AROUND: usize = 2;

/// The lightest grey that is dark, for each block.
pub struct Threshold {
    across: usize,
    levels: Vec<u8>,
}

impl Threshold {
    /// Of a picture of that width and height, neither zero.
    pub fn of(grey: &[u8], width: usize, height: usize) -> Self {
        let (across, down) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
        let mut means = Vec::with_capacity(across * down);
        for at in 0..across * down {
            let (column, row) = (at % across, at / across);
            let mean = block_mean(grey, width, height, (column, row));
            means.push(mean.unwrap_or_else(|darkest| flat(&means, across, (column, row), darkest)));
        }
        let levels = (0..across * down).map(|at| around(&means, across, down, (at % across, at / across))).collect();
        Self { across, levels }
    }

    /// The lightest grey that is dark at this pixel.
    pub fn at(&self, x: usize, y: usize) -> u8 {
        self.levels[y / BLOCK * self.across + x / BLOCK]
    }
}

/// The mean of a block; of a flat one, its darkest pixel instead.
fn block_mean(grey: &[u8], width: usize, height: usize, (column, row): (usize, usize)) -> Result<u8, u8> {
    let (left, top) = (column * BLOCK, row * BLOCK);
    let (right, bottom) = ((left + BLOCK).min(width), (top + BLOCK).min(height));
    let (mut sum, mut darkest, mut lightest) = (0_usize, u8::MAX, 0);
    for y in top..bottom {
        for pixel in &grey[y * width + left..y * width + right] {
            sum += usize::from(*pixel);
            darkest = darkest.min(*pixel);
            lightest = lightest.max(*pixel);
        }
    }
    let mean = sum / ((right - left) * (bottom - top));
    if lightest - darkest > CONTRAST { Ok(u8::try_from(mean).unwrap_or(u8::MAX)) } else { Err(darkest) }
}

/// What parts dark from light in a block without contrast: it is taken to be paper,
/// unless it is darker than what parts them in the blocks before it.
fn flat(means: &[u8], across: usize, (column, row): (usize, usize), darkest: u8) -> u8 {
    if row > 0 && column > 0 {
        let at = row * across + column;
        let [left, above, corner] = [at - 1, at - across, at - across - 1].map(|at| u16::from(means[at]));
        let before = u8::try_from((2 * left + above + corner) / 4).unwrap_or(u8::MAX);
        if darkest < before {
            return before;
        }
    }
    darkest / 2
}

/// The mean of the blocks around one, itself among them.
fn around(means: &[u8], across: usize, down: usize, (column, row): (usize, usize)) -> u8 {
    let columns = column.saturating_sub(AROUND)..(column + AROUND + 1).min(across);
    let rows = row.saturating_sub(AROUND)..(row + AROUND + 1).min(down);
    let count = columns.len() * rows.len();
    let sum: usize =
        rows.flat_map(|row| columns.clone().map(move |column| usize::from(means[row * across + column]))).sum();
    u8::try_from(sum / count).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_in_a_shadow_stays_paper() {
        // Light falls from 250 to 90 over the picture; every fourth column is printed.
        let grey: Vec<u8> = (0..160 * 40)
            .map(|at| {
                let light = 250 - at % 160;
                u8::try_from(if at % 4 == 0 { light / 3 } else { light }).expect("a grey")
            })
            .collect();
        let threshold = Threshold::of(&grey, 160, 40);
        for (at, pixel) in grey.iter().copied().enumerate() {
            let is_dark = pixel <= threshold.at(at % 160, at / 160);
            assert_eq!(is_dark, at % 4 == 0, "{at}: {pixel} {}", threshold.at(at % 160, at / 160));
        }
    }

    #[test]
    fn an_empty_page_is_light() {
        for grey in [40_u8, 200, 255] {
            let threshold = Threshold::of(&vec![grey; 30 * 7], 30, 7);
            assert!((0..30).all(|x| threshold.at(x, 6) < grey));
        }
    }
}
