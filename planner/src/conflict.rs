//! Why there is no plan: whatever can be left out while the rest stays
//! impossible is left out, one thing after another; what remains is the reason.

use std::ops::ControlFlow;

use crate::active::Active;
use crate::instance::Instance;
use crate::model::Model;
use crate::plan::{Conflict, Rule};
use crate::solve::{Verdict, Watch, solve};

/// Explains a problem that has no plan. What `stop` leaves undecided counts as needed.
pub(crate) fn explain(instance: &Instance, stop: &dyn Fn() -> bool) -> Conflict {
    let mut filter = Filter { instance, stop, active: Active::all(instance), minimal: true };
    filter.wishes();
    filter.rules();
    filter.cities();
    let Filter { active, minimal, .. } = filter;
    let wishes = instance.problem.wishes.iter().zip(&active.wishes);
    let cities = instance.problem.cities.iter().zip(&active.cities);
    Conflict {
        wishes: wishes.filter(|(_, needed)| **needed).map(|(wish, _)| wish.key.clone()).collect(),
        rules: active.rules,
        cities: cities.filter(|(_, needed)| **needed).map(|(city, _)| city.key.clone()).collect(),
        teams: u32::try_from(instance.teams()).unwrap_or(u32::MAX),
        minimal,
    }
}

struct Filter<'a> {
    instance: &'a Instance<'a>,
    stop: &'a dyn Fn() -> bool,
    active: Active,
    minimal: bool,
}

impl Filter<'_> {
    fn wishes(&mut self) {
        let mut none = self.active.clone();
        none.wishes.fill(false);
        if self.leave_for(none) {
            return;
        }
        for at in 0..self.active.wishes.len() {
            let mut less = self.active.clone();
            less.wishes[at] = false;
            self.leave_for(less);
        }
    }

    fn rules(&mut self) {
        for rule in Rule::ALL {
            let mut less = self.active.clone();
            less.rules.retain(|other| *other != rule);
            self.leave_for(less);
        }
    }

    fn cities(&mut self) {
        for at in 0..self.active.cities.len() {
            let mut less = self.active.clone();
            less.cities[at] = false;
            self.leave_for(less);
        }
    }

    /// Goes on with less if that is still impossible; whether it is.
    fn leave_for(&mut self, less: Active) -> bool {
        let model = Model::new(self.instance, &less, false);
        let mut watch = |_: &Watch| if (self.stop)() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        match solve(&model.program, 0, &mut watch) {
            Verdict::Infeasible => {
                self.active = less;
                return true;
            }
            Verdict::Stopped { values: None, .. } => self.minimal = false,
            Verdict::Optimal { .. } | Verdict::Stopped { values: Some(_), .. } => {}
        }
        false
    }
}
