//! Planning: the model, the solver, and what becomes of their answer.

use std::ops::ControlFlow;

use crate::active::Active;
use crate::decode;
use crate::error::ProblemError;
use crate::instance::{Booking, Instance};
use crate::model::Model;
use crate::plan::{Outcome, Plan, Progress, gap};
use crate::problem::Problem;
use crate::score;
use crate::solve::{Verdict, Watch, solve};

/// When to stop.
pub struct Options<'a> {
    /// Asked often; once it says yes, planning ends with what it has.
    pub stop: &'a dyn Fn() -> bool,
}

/// Proposes the best plan.
///
/// The same problem has the same plan, unless `stop` cut planning short.
///
/// # Errors
/// The problem contradicts itself: see [`ProblemError`].
pub fn plan(
    problem: &Problem, options: &Options, on_progress: &mut dyn FnMut(&Progress),
) -> Result<Outcome, ProblemError> {
    let instance = Instance::new(problem)?;
    let model = Model::new(&instance, &Active::all(&instance), true);
    let verdict = solve(&model.program, &mut |watch: &Watch| {
        let objective = None;
        on_progress(&Progress { objective, bound: watch.bound, gap: None, improved: watch.values.is_some() });
        if (options.stop)() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    Ok(match verdict {
        Verdict::Infeasible => todo!(),
        Verdict::Optimal { values } => Outcome::Planned(finish(&instance, &model, &values, None)),
        Verdict::Stopped { values: Some(values), bound } => {
            Outcome::Planned(finish(&instance, &model, &values, Some(bound.unwrap_or(0))))
        }
        Verdict::Stopped { values: None, bound } => Outcome::NothingFound { bound },
    })
}

/// The plan of a solution; without a bound it is the best.
fn finish(instance: &Instance, model: &Model, values: &[i32], bound: Option<i64>) -> Plan {
    let new = decode::bookings(instance, model, values);
    let objective = score::objective(instance, &new);
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
