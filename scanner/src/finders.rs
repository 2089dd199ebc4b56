//! Finding the three square patterns of codes. `rqrr` can do it as well, but takes
//! those of neighbours for one code where several lie together, as on a sheet.

/// By how much a run may be longer or shorter than its share, of its module.
const TOLERANCE: f64 = 0.6;
/// How far around its centre the middle square of a finder is looked for, in modules:
/// it reaches to 1.5, and the ring around it begins at 2.5.
const REACH: f64 = 1.5;
/// How often a centre is put right.
const ROUNDS: usize = 4;
/// How much two finders of one code may differ in size.
const ALIKE: f64 = 1.5;
/// How many of those found last a new crossing may belong to.
const RECENT: usize = 500;
/// The most triples of finders that are looked at.
const LIKELY: usize = 3_000;
/// The most modules from finder to finder: version 40.
const WIDEST: f64 = 170.0;

/// A place in a picture.
pub type Spot = (f64, f64);

/// A picture of dark and light.
pub struct Picture<F> {
    pub width: usize,
    pub height: usize,
    pub is_dark: F,
}

impl<F: Fn(usize, usize) -> bool> Picture<F> {
    /// Whether it is dark there; what lies outside is paper.
    pub fn seen(&self, (x, y): Spot) -> bool {
        let inside = x >= 0.0 && y >= 0.0 && x < self.width as f64 && y < self.height as f64;
        inside && (self.is_dark)(x as usize, y as usize)
    }
}

/// The middle of a square pattern, and the size of its modules.
#[derive(Clone, Copy, Debug)]
pub struct Finder {
    pub centre: Spot,
    pub module: f64,
}

/// The finders that a code has at its upper left, upper right and lower left.
#[derive(Clone, Copy, Debug)]
pub struct Corners {
    /// Their places in the list they were chosen from.
    pub of: [usize; 3],
    /// How many modules the code has on a side.
    pub size: usize,
    /// How far they are from lying as they should.
    amiss: f64,
}

/// The finders of a picture, at most so many: dark and light are as 1, 1, 3, 1, 1
/// along a line through one, whatever its direction. Several lines cross it; what one
/// alone crosses is chance.
pub fn finders<F: Fn(usize, usize) -> bool>(picture: &Picture<F>, most: usize) -> Vec<Finder> {
    let mut found: Vec<(Finder, f64)> = Vec::new();
    for y in 0..picture.height {
        let mut runs = [0_usize; 5];
        let mut dark = false;
        for x in 0..=picture.width {
            if x < picture.width && (picture.is_dark)(x, y) == dark {
                runs[4] += 1;
                continue;
            }
            // The five runs that end before this pixel, if the last of them is dark.
            if dark && is_pattern(runs) {
                let end = (x - runs[4] - runs[3]) as f64 - runs[2] as f64 / 2.0;
                if let Some(finder) = crossed(picture, (end, y as f64 + 0.5), runs) {
                    gather(&mut found, finder);
                }
            }
            runs.rotate_left(1);
            runs[4] = 1;
            dark = !dark;
        }
    }
    found.retain(|(_, times)| *times > 1.0);
    found.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    found.truncate(most);
    found.into_iter().map(|(finder, _)| centred(picture, finder)).collect()
}

fn is_pattern(runs: [usize; 5]) -> bool {
    let module = runs.iter().sum::<usize>() as f64 / 7.0;
    let shares = [1.0, 1.0, 3.0, 1.0, 1.0];
    // Below a pixel and a half a module, chance makes patterns everywhere.
    module > 1.4
        && runs.iter().zip(shares).all(|(run, share)| {
            let most = if share > 1.0 { TOLERANCE * 2.0 } else { TOLERANCE };
            (*run as f64 - share * module).abs() < most * module + 0.5
        })
}

/// The finder whose middle a line of pixels crosses there, if it is one downwards too.
fn crossed<F: Fn(usize, usize) -> bool>(picture: &Picture<F>, (x, y): Spot, runs: [usize; 5]) -> Option<Finder> {
    let along = runs.iter().sum::<usize>() as f64 / 7.0;
    let (up, down) = (reach(picture, (x, y), -1.0, along), reach(picture, (x, y), 1.0, along));
    let (up, down) = (up?, down?);
    let runs = [up[2], up[1], up[0] + down[0] - 1, down[1], down[2]];
    let across = runs.iter().sum::<usize>() as f64 / 7.0;
    if !is_pattern(runs) || along.max(across) > ALIKE * along.min(across) {
        return None;
    }
    let middle = y + (down[0] as f64 - up[0] as f64) / 2.0;
    Some(Finder { centre: (x, middle), module: f64::midpoint(along, across) })
}

/// How long dark, light and dark are from there on, upwards or downwards.
fn reach<F: Fn(usize, usize) -> bool>(
    picture: &Picture<F>,
    (x, mut y): Spot,
    step: f64,
    module: f64,
) -> Option<[usize; 3]> {
    let mut runs = [0; 3];
    for (place, run) in runs.iter_mut().enumerate() {
        let dark = place != 1;
        while (0.0..picture.height as f64).contains(&y) && picture.seen((x, y)) == dark {
            *run += 1;
            y += step;
            if *run as f64 > 4.0 * module + 2.0 {
                return None;
            }
        }
    }
    Some(runs)
}

/// Adds to the finder that is known there, or to the list. The number is how often
/// it was crossed.
fn gather(found: &mut Vec<(Finder, f64)>, new: Finder) {
    // What was found long before lies far above.
    let mut recent = found.iter_mut().rev().take(RECENT);
    let near = recent.find(|(known, _)| distance(known.centre, new.centre) < 2.0 * known.module);
    match near {
        Some((known, times)) => {
            let mean = |one: f64, other: f64| (one * *times + other) / (*times + 1.0);
            known.centre = (mean(known.centre.0, new.centre.0), mean(known.centre.1, new.centre.1));
            known.module = mean(known.module, new.module);
            *times += 1.0;
        }
        None => found.push((new, 1.0)),
    }
}

/// The finder with its centre in the middle of what is dark there: moved, and looked
/// at again. Blur rounds edges off, and leaves the middle where it is.
fn centred<F: Fn(usize, usize) -> bool>(picture: &Picture<F>, finder: Finder) -> Finder {
    let reach = finder.module * REACH;
    let steps = reach.ceil() as i32;
    let mut centre = finder.centre;
    for _ in 0..ROUNDS {
        let around = (-steps..=steps).flat_map(|y| (-steps..=steps).map(move |x| (f64::from(x), f64::from(y))));
        let near = around.filter(|by| by.0.hypot(by.1) <= reach).map(|by| plus(centre, by));
        let dark = near.filter(|spot| picture.seen(*spot));
        let (sum, count) = dark.fold(((0.0, 0.0), 0.0), |(sum, count), spot| (plus(sum, spot), count + 1.0));
        if count == 0.0 {
            return finder;
        }
        centre = times(sum, 1.0 / count);
    }
    Finder { centre, ..finder }
}

/// Three finders that may be those of one code, the likeliest first.
pub fn corners(finders: &[Finder]) -> Vec<Corners> {
    let mut likely = Vec::new();
    for first in 0..finders.len() {
        let near: Vec<usize> = (0..finders.len()).filter(|other| is_near(finders[first], finders[*other])).collect();
        for right in &near {
            likely.extend(near.iter().filter_map(|below| judged(finders, [first, *right, *below])));
        }
    }
    likely.sort_by(|one: &Corners, other| one.amiss.total_cmp(&other.amiss));
    likely.truncate(LIKELY);
    likely
}

fn is_near(one: Finder, other: Finder) -> bool {
    let modules = distance(one.centre, other.centre) / f64::midpoint(one.module, other.module);
    one.module.max(other.module) < ALIKE * one.module.min(other.module) && (10.0..WIDEST * 1.2).contains(&modules)
}

/// Whether three finders lie as those of a code: at a right angle, as far from each
/// other, and by as many modules as some version has.
fn judged(finders: &[Finder], of: [usize; 3]) -> Option<Corners> {
    let [first, right, below] = of.map(|place| finders[place]);
    let (across, down) = (minus(right.centre, first.centre), minus(below.centre, first.centre));
    let (wide, high) = (across.0.hypot(across.1), down.0.hypot(down.1));
    let (dot, turn) = (across.0 * down.0 + across.1 * down.1, across.0 * down.1 - across.1 * down.0);
    // Mirrored, or too far from square to be a sheet that lies before the camera.
    let (slant, uneven) = (dot.abs() / (wide * high), (wide - high).abs() / wide.max(high));
    if turn <= 0.0 || slant > 0.4 || uneven > 0.3 {
        return None;
    }
    let module = (first.module + right.module + below.module) / 3.0;
    // A pattern that is turned is crossed slantwise, and seems larger than it is.
    let lean = (across.0.abs().max(across.1.abs()) / wide).recip();
    let modules = f64::midpoint(wide, high) / (module / lean) + 7.0;
    let version = ((modules - 17.0) / 4.0).round().clamp(1.0, 40.0);
    let size = 17.0 + 4.0 * version;
    let amiss = slant + uneven + (modules - size).abs() / size;
    Some(Corners { of, size: size as usize, amiss })
}

fn distance(one: Spot, other: Spot) -> f64 {
    let by = minus(one, other);
    by.0.hypot(by.1)
}

pub fn minus(one: Spot, other: Spot) -> Spot {
    (one.0 - other.0, one.1 - other.1)
}

pub fn plus(one: Spot, other: Spot) -> Spot {
    (one.0 + other.0, one.1 + other.1)
}

pub fn times(spot: Spot, by: f64) -> Spot {
    (spot.0 * by, spot.1 * by)
}
