//! Planning: the model, the solver, and what becomes of their answer.

use std::ops::ControlFlow;

use crate::active::Active;
use crate::conflict::explain;
use crate::decode;
use crate::error::ProblemError;
use crate::instance::Instance;
use crate::model::Model;
use crate::plan::{Outcome, Plan, Progress, gap};
use crate::problem::Problem;
use crate::score;
use crate::solve::{Verdict, Watch, solve};

/// How to plan.
pub struct Options<'a> {
    /// Where several plans are equally good, the seed picks.
    pub seed: u64,
    /// Asked about once a second, later only where one relaxation takes longer than that;
    /// once it says yes, planning ends with what it has.
    pub stop: &'a dyn Fn() -> bool,
}

/// Proposes the best plan. `on_progress` is told whenever more is known.
///
/// The same problem and seed have the same outcome, unless `stop` cut planning short.
///
/// # Errors
/// The problem contradicts itself: see [`ProblemError`].
pub fn plan(
    problem: &Problem,
    options: &Options,
    on_progress: &mut dyn FnMut(&Progress),
) -> Result<Outcome, ProblemError> {
    let instance = Instance::new(problem)?;
    let model = Model::new(&instance, &Active::all(&instance), true);
    let mut objective: Option<i64> = None;
    let verdict = solve(&model.program, options.seed, &mut |watch: &Watch| {
        if let Some(values) = watch.values {
            objective = Some(score::objective(&instance, &decode::bookings(&instance, &model, values)));
        }
        let gap = objective.zip(watch.bound).map(|(objective, bound)| gap(objective, bound));
        on_progress(&Progress { objective, bound: watch.bound, gap, improved: watch.values.is_some() });
        if (options.stop)() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    Ok(match verdict {
        Verdict::Infeasible => Outcome::Infeasible(explain(&instance, options.stop)),
        Verdict::Optimal { values } => Outcome::Planned(finish(&instance, &model, &values, None)),
        Verdict::Stopped { values: Some(values), bound } => {
            Outcome::Planned(finish(&instance, &model, &values, Some(bound.unwrap_or(0))))
        }
        Verdict::Stopped { values: None, bound } => Outcome::NothingFound { bound },
    })
}

/// Whether a problem makes sense, without planning it.
///
/// # Errors
/// As [`plan`].
pub fn validate(problem: &Problem) -> Result<(), ProblemError> {
    Instance::new(problem).map(drop)
}

/// The plan of a solution; without a bound it is the best.
fn finish(instance: &Instance, model: &Model, values: &[i32], bound: Option<i64>) -> Plan {
    let new = decode::bookings(instance, model, values);
    let objective = score::objective(instance, &new);
    debug_assert!(bound.is_some() || objective == model.program.cost(values), "score and program agree on the best");
    let bound = bound.map_or(objective, |bound| bound.min(objective));
    let mut workshops = instance.problem.fixed.clone();
    workshops.extend(new.iter().map(|booking| decode::workshop(instance, booking)));
    workshops.sort();
    Plan {
        workshops,
        cost: score::cost(instance, instance.fixed.iter().chain(&new)),
        load: score::load(instance, &new),
        objective,
        bound,
        gap: gap(objective, bound),
        proven: bound == objective,
    }
}
