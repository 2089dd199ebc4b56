//! Reading the modules of a code off a picture, once its finders are known. The
//! grid is laid by their centres, which blur leaves where they are.

use crate::finders::{Finder, Picture, Spot, minus, plus, times};
use rqrr::SimpleGrid;

/// From the edge of a code to the centre of a finder, in modules.
const FINDER: f64 = 3.5;
/// The row and the column in which dark and light alternate.
const TIMING: usize = 6;
/// By how much the corner without a finder may be off, in modules: perspective.
const SLACK: [f64; 5] = [0.0, -0.7, 0.7, -1.4, 1.4];

/// Where the corner without a finder may be, the likeliest first.
pub fn slacks() -> impl Iterator<Item = Spot> {
    SLACK.into_iter().flat_map(|right| SLACK.into_iter().map(move |down| (right, down)))
}

/// Where the modules of a code lie in a picture.
#[derive(Clone, Copy, Debug)]
pub struct Plane {
    /// How many it has on a side.
    size: usize,
    /// The centre of the first finder.
    origin: Spot,
    /// One module to the right, and down.
    right: Spot,
    down: Spot,
    /// Modules from finder to finder.
    span: f64,
}

impl Plane {
    /// Of a code with these finders and so many modules on a side.
    pub fn of([first, right, below]: [Finder; 3], size: usize) -> Self {
        let span = size as f64 - 2.0 * FINDER;
        let step = |to: Finder| times(minus(to.centre, first.centre), 1.0 / span);
        Self { size, origin: first.centre, right: step(right), down: step(below), span }
    }

    /// Whether dark and light alternate between the finders, as in every code: what
    /// chance put together is mostly told by that.
    pub fn is_timed<F: Fn(usize, usize) -> bool>(&self, picture: &Picture<F>) -> bool {
        let between = TIMING + 2..self.size - TIMING - 2;
        let right = |at: usize| {
            let spots = [(at, TIMING), (TIMING, at)];
            spots.into_iter().filter(|spot| self.is_dark(picture, *spot, (0.0, 0.0)) == at.is_multiple_of(2)).count()
        };
        let all = 2 * between.len();
        5 * between.map(right).sum::<usize>() >= 4 * all
    }

    /// The modules, if the corner without a finder is off by so much.
    pub fn grid<F: Fn(usize, usize) -> bool>(&self, picture: &Picture<F>, slack: Spot) -> SimpleGrid {
        SimpleGrid::from_func(self.size, |column, row| self.is_dark(picture, (column, row), slack))
    }

    /// Whether most of the middle of a module is dark, if the far corner is off by so much.
    fn is_dark<F: Fn(usize, usize) -> bool>(
        &self,
        picture: &Picture<F>,
        (column, row): (usize, usize),
        slack: Spot,
    ) -> bool {
        let parts = [-0.2, 0.0, 0.2];
        let dark = parts.iter().flat_map(|x| parts.iter().map(move |y| (x, y))).filter(|(x, y)| {
            let (column, row) = (column as f64 + 0.5 + *x, row as f64 + 0.5 + *y);
            picture.seen(self.spot(column - FINDER, row - FINDER, slack))
        });
        dark.count() > 4
    }

    fn spot(&self, column: f64, row: f64, slack: Spot) -> Spot {
        let share = column * row / (self.span * self.span);
        let (column, row) = (column + slack.0 * share, row + slack.1 * share);
        plus(self.origin, plus(times(self.right, column), times(self.down, row)))
    }
}
