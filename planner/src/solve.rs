//! The solver: microlp's branch and bound, in slices, so that it can be watched
//! and stopped. Slices are counted in nodes of the tree and not in time, so that
//! a run that ends by itself always ends the same way.
//!
//! microlp is used without `good_lp`, which would hide the resuming, the bound and
//! the node limit that this file lives on.

use std::ops::ControlFlow;

use microlp::{
    ComparisonOp, Error, OptimizationDirection, Problem, ResumeOptions, SolveOptions, SolveOutcome, Variable,
};

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use rand::seq::SliceRandom;

use crate::dive::dive;
use crate::pace::Pace;
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

/// Solves a program. `watch` is called between slices and may break off. The seed
/// orders the columns: another one may find another of several best solutions.
pub(crate) fn solve(program: &Program, seed: u64, watch: &mut dyn FnMut(&Watch) -> ControlFlow<()>) -> Verdict {
    let scaled = Scaled::new(program, seed);
    let mut known = Known::default();
    let mut pace = Pace::new(program);
    let mut step = scaled.start();
    for nth in 0_usize.. {
        let outcome = match step {
            Ok(outcome) => outcome,
            Err(Error::Infeasible) if known.best.is_none() => return Verdict::Infeasible,
            // Numerical trouble, or a search that ended without saying so: what is known stays known.
            Err(_) => break,
        };
        pace.learn(&outcome.stats());
        let mut improved = known.learn(&scaled, &outcome);
        // The root and a slice were not enough: a first plan by another way.
        if nth == 1 && known.best.is_none() {
            let bound = known.bound;
            match dive(&scaled, &pace, &mut || watch(&Watch { values: None, bound })) {
                ControlFlow::Continue(found) => improved = known.improve(found),
                ControlFlow::Break(()) => break,
            }
        }
        let proven = known.is_proven();
        let values = known.best.as_ref().map(|(_, values)| values.as_slice()).filter(|_| improved);
        let flow = watch(&Watch { values, bound: known.bound });
        match known.best {
            Some((_, values)) if proven => return Verdict::Optimal { values },
            _ if flow.is_break() => break,
            _ => step = outcome.resume_with(slice(pace.nodes())),
        }
    }
    known.stopped()
}

/// The best solution with its cost, and the bound.
#[derive(Default)]
struct Known {
    best: Option<(i64, Vec<i32>)>,
    bound: Option<i64>,
}

impl Known {
    /// Takes over what a slice brought; whether it brought a better solution.
    fn learn(&mut self, scaled: &Scaled, outcome: &SolveOutcome) -> bool {
        let bound = outcome.stats().best_bound.map(|bound| scaled.bound(bound));
        self.bound = self.bound.max(bound);
        let improved = self.improve(scaled.values(outcome));
        if outcome.is_optimal() {
            self.bound = self.best.as_ref().map(|(cost, _)| *cost);
        }
        improved
    }

    /// Takes over a solution with its cost; whether it is a better one.
    fn improve(&mut self, found: Option<(i64, Vec<i32>)>) -> bool {
        let cost = self.best.as_ref().map(|(cost, _)| *cost);
        let better = found.filter(|(new, _)| cost.is_none_or(|old| *new < old));
        let improved = better.is_some();
        self.best = better.or(self.best.take());
        improved
    }

    fn is_proven(&self) -> bool {
        self.best.as_ref().is_some_and(|(cost, _)| self.bound.is_some_and(|bound| *cost <= bound))
    }

    fn stopped(self) -> Verdict {
        Verdict::Stopped { values: self.best.map(|(_, values)| values), bound: self.bound }
    }
}

fn slice(nodes: u64) -> ResumeOptions {
    let mut options = ResumeOptions::default();
    options.node_limit = Some(nodes);
    options
}

/// A program in microlp's words, its costs divided by their step.
pub(crate) struct Scaled<'a> {
    pub program: &'a Program,
    problem: Problem,
    variables: Vec<Variable>,
    order: Vec<usize>,
    step: i64,
}

impl<'a> Scaled<'a> {
    fn new(program: &'a Program, seed: u64) -> Self {
        let mut order: Vec<usize> = (0..program.costs.len()).collect();
        order.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
        let step = program.step();
        let (problem, variables) = told(program, &order, step, Problem::add_integer_var);
        Self { program, problem, variables, order, step }
    }

    /// The same without the demand for whole numbers.
    pub(crate) fn relaxed(&self) -> (Problem, Vec<Variable>) {
        let fraction = |problem: &mut Problem, cost, (least, most): (i32, i32)| {
            problem.add_var(cost, (f64::from(least), f64::from(most)))
        };
        told(self.program, &self.order, self.step, fraction)
    }

    /// The first slice: the relaxation and no node. It is not interrupted, since an
    /// interrupted one goes on along other pivots, to another of several best plans.
    fn start(&self) -> Result<SolveOutcome, Error> {
        let mut options = SolveOptions::default();
        options.node_limit = Some(0);
        // Costs differ by whole steps: a node less than half a step below the best is
        // worth nothing. The tolerance is relative, hence divided by the largest cost.
        options.tolerances.prune_epsilon = 0.5 / real(most_cost(self.program) / self.step + 1);
        self.problem.solve_with(options)
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
}

/// A program in microlp's words, its costs divided by their step and its columns added in order.
fn told(
    program: &Program,
    order: &[usize],
    step: i64,
    add: impl Fn(&mut Problem, f64, (i32, i32)) -> Variable,
) -> (Problem, Vec<Variable>) {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut placed: Vec<Option<Variable>> = vec![None; order.len()];
    for &column in order {
        placed[column] = Some(add(&mut problem, real(program.costs[column] / step), program.bounds[column]));
    }
    let variables: Vec<Variable> = placed.into_iter().flatten().collect();
    for row in &program.rows {
        let terms = row.terms.iter().map(|(column, weight)| (variables[*column], real(*weight)));
        let sense = match row.sense {
            Sense::AtMost => ComparisonOp::Le,
            Sense::AtLeast => ComparisonOp::Ge,
            Sense::Equal => ComparisonOp::Eq,
        };
        problem.add_constraint(terms.collect::<Vec<_>>(), sense, real(row.limit));
    }
    (problem, variables)
}

/// More than any solution costs.
fn most_cost(program: &Program) -> i64 {
    let most = program
        .costs
        .iter()
        .zip(&program.bounds)
        .map(|(cost, (least, most))| (cost * i64::from(*least)).max(cost * i64::from(*most)));
    most.sum::<i64>().max(0)
}

#[expect(clippy::cast_precision_loss, reason = "amounts stay far below 2^53")]
fn real(number: i64) -> f64 {
    number as f64
}
