//! A first solution where branch and bound finds none soon: columns of the relaxation are
//! set to one, the surest first, until all are whole. It goes straight down, where the
//! dives of branch and bound break off with each slice.

use std::ops::ControlFlow;

use microlp::{Error, Problem, Solution, SolveOutcome, Variable};

use crate::pace::Pace;
use crate::program::Program;
use crate::solve::Scaled;

/// How near a whole number is one.
const NEAR: f64 = 1e-6;

/// Steps between two questions at most, whatever they took.
const STEPS: u32 = 50;

/// A solution with its cost, if this way leads to one. `pause` is called now and then, and
/// may break off.
pub(crate) fn dive(
    scaled: &Scaled,
    pace: &Pace,
    pause: &mut dyn FnMut() -> ControlFlow<()>,
) -> ControlFlow<(), Option<(i64, Vec<i32>)>> {
    pause()?;
    let (problem, variables) = scaled.relaxed();
    let Some(mut at) = relaxation(&problem) else { return ControlFlow::Continue(None) };
    pause()?;
    let (mut paused, mut steps) = (at.stats().lp_iterations, 0);
    while let Some(surest) = surest(scaled.program, &at, &variables) {
        let Some(next) = settle(at, surest) else { return ControlFlow::Continue(None) };
        at = next;
        steps += 1;
        let pivots = at.stats().lp_iterations;
        if steps == STEPS || pace.is_over(pivots - paused) {
            (paused, steps) = (pivots, 0);
            pause()?;
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "within the bounds of their columns")]
    let whole: Vec<i32> = variables.iter().map(|variable| at.var_value(*variable).round() as i32).collect();
    ControlFlow::Continue(scaled.program.holds(&whole).then(|| (scaled.program.cost(&whole), whole)))
}

fn relaxation(problem: &Problem) -> Option<Solution> {
    problem.solve().and_then(solved).ok()
}

fn solved(outcome: SolveOutcome) -> Result<Solution, Error> {
    outcome.into_solution().map_err(|_| Error::Infeasible)
}

/// Of the columns that are neither zero nor one, but may be no more, the one nearest to one.
fn surest(program: &Program, at: &Solution, variables: &[Variable]) -> Option<Variable> {
    let binary = variables.iter().zip(&program.bounds).filter(|(_, bounds)| **bounds == (0, 1));
    let values = binary.map(|(variable, _)| (at.var_value(*variable), *variable));
    let open = values.filter(|(value, _)| NEAR < *value && *value < 1.0 - NEAR);
    open.reduce(|best, one| if best.0 + NEAR < one.0 { one } else { best }).map(|(_, variable)| variable)
}

/// Sets a column to one, or to zero where that is impossible.
fn settle(at: Solution, column: Variable) -> Option<Solution> {
    let before = at.clone();
    at.fix_var(column, 1.0).and_then(solved).or_else(|_| before.fix_var(column, 0.0).and_then(solved)).ok()
}
