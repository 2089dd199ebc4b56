//! The solver: microlp's branch and bound, in slices, so that it can be watched
//! and stopped. Slices are counted in nodes of the tree and not in time, so that
//! a run that ends by itself always ends the same way.

use std::ops::ControlFlow;
use std::time::Duration;

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, ResumeOptions, SolveOptions, SolveOutcome, Variable};

use crate::program::{Program, Sense};

/// How a program ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// No solution is better.
    Optimal { values: Vec<i32> },
    /// There is no solution.
    Infeasible,
    /// Stopped before.
    Stopped { values: Option<Vec<i32>>, bound: Option<i64> },
}

/// What is known between two slices.
pub(crate) struct Watch<'a> {
    /// Values of the best solution, when better than at the last call.
    pub values: Option<&'a [i32]>,
    /// No solution costs less.
    pub bound: Option<i64>,
}

/// Until the relaxation is solved there are no nodes to count; its pivots go on
/// where they were, however often they are interrupted.
const ROOT_SLICE: Duration = Duration::from_millis(250);

/// Nodes of a slice: deep enough for a dive to end, since a slice that ends breaks it off.
const NODES: u64 = 200;

/// Solves a program. `watch` is called between slices and may break off.
pub(crate) fn solve(program: &Program, watch: &mut dyn FnMut(&Watch) -> ControlFlow<()>) -> Verdict {
    let scaled = Scaled::new(program);
    let mut options = SolveOptions::default();
    options.time_limit = Some(ROOT_SLICE);
    options.node_limit = Some(0);
    options.tolerances.prune_epsilon = scaled.prune;
    let mut outcome = match scaled.problem.solve_with(options) {
        Ok(outcome) => outcome,
        Err(error) => return scaled.failed(&error),
    };
    let mut best: Option<(i64, Vec<i32>)> = None;
    loop {
        let mut bound = outcome.stats().best_bound.map(|bound| scaled.bound(bound));
        let fresh = scaled.values(&outcome).filter(|(cost, _)| best.as_ref().is_none_or(|(old, _)| cost < old));
        let improved = fresh.is_some();
        best = fresh.or(best);
        if outcome.is_optimal() {
            bound = best.as_ref().map(|(cost, _)| *cost);
        }
        if let (Some(bound), Some((cost, values))) = (bound, &best)
            && *cost <= bound
        {
            let values = values.clone();
            let _ = watch(&Watch { values: improved.then_some(&values), bound: Some(bound) });
            return Verdict::Optimal { values };
        }
        let values = best.as_ref().map(|(_, values)| values.as_slice()).filter(|_| improved);
        if watch(&Watch { values, bound }).is_break() {
            return Verdict::Stopped { values: best.map(|(_, values)| values), bound };
        }
        outcome = match outcome.resume_with(slice(bound.is_some())) {
            Ok(outcome) => outcome,
            Err(error) => return scaled.failed(&error),
        };
    }
}

fn slice(root_solved: bool) -> ResumeOptions {
    let mut options = ResumeOptions::default();
    options.time_limit = (!root_solved).then_some(ROOT_SLICE);
    options.node_limit = Some(if root_solved { NODES } else { 0 });
    options
}

/// A program in microlp's words, its costs divided by their step.
struct Scaled<'a> {
    program: &'a Program,
    problem: Problem,
    variables: Vec<Variable>,
    step: i64,
    prune: f64,
}

impl<'a> Scaled<'a> {
    fn new(program: &'a Program) -> Self {
        let step = program.step();
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let columns = program.costs.iter().zip(&program.bounds);
        let variables: Vec<Variable> =
            columns.map(|(cost, bounds)| problem.add_integer_var(real(cost / step), *bounds)).collect();
        for row in &program.rows {
            let terms = row.terms.iter().map(|(column, weight)| (variables[*column], real(*weight)));
            let sense = match row.sense {
                Sense::AtMost => ComparisonOp::Le,
                Sense::AtLeast => ComparisonOp::Ge,
                Sense::Equal => ComparisonOp::Eq,
            };
            problem.add_constraint(terms.collect::<Vec<_>>(), sense, real(row.limit));
        }
        // Costs differ by whole steps: a node less than half a step below the best is
        // worth nothing. The tolerance is relative, hence divided by the largest cost.
        let largest = columns_cost(program).max(1);
        Self { program, problem, variables, step, prune: 0.5 / real(largest / step + 1) }
    }

    /// A bound of microlp's, in XOF: up to the next cost that a solution may have.
    fn bound(&self, bound: f64) -> i64 {
        let slack = 1e-6 * bound.abs().max(1.0);
        #[expect(clippy::cast_possible_truncation, reason = "rounded, and far below 2^53")]
        let steps = (bound - slack).ceil() as i64;
        self.program.constant + steps * self.step
    }

    fn values(&self, outcome: &SolveOutcome) -> Option<(i64, Vec<i32>)> {
        let solution = outcome.solution()?;
        #[expect(clippy::cast_possible_truncation, reason = "integers within the bounds of their columns")]
        let values: Vec<i32> =
            self.variables.iter().map(|variable| solution.var_value(*variable).round() as i32).collect();
        Some((self.program.cost(&values), values))
    }

    fn failed(&self, error: &Error) -> Verdict {
        todo!("{error:?}")
    }
}

/// More than any solution costs.
fn columns_cost(program: &Program) -> i64 {
    let most = program.costs.iter().zip(&program.bounds).map(|(cost, (least, most))| {
        (cost * i64::from(*least)).max(cost * i64::from(*most))
    });
    most.sum()
}

#[expect(clippy::cast_precision_loss, reason = "amounts stay far below 2^53")]
fn real(number: i64) -> f64 {
    number as f64
}
