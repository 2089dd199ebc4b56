//! The parts of the program that say which plan is better than another, beyond
//! the prices of rooms and posts.

use std::collections::BTreeMap;

use crate::active::Active;
use crate::instance::Instance;
use crate::model::{Model, count};
use crate::program::{Column, Sense};
use crate::score;

impl Model {
    /// Adds the costs that hang on the plan as a whole.
    pub(crate) fn price(&mut self, instance: &Instance, active: &Active) {
        let weights = instance.problem.weights;
        self.program.constant =
            weights.cost * score::fixed_cost(instance).total() - weights.change * score::unavoidable_changes(instance);
        self.price_load(instance, active);
        self.price_weeks(instance);
    }

    /// Between the most and the least loaded trainer.
    fn price_load(&mut self, instance: &Instance, active: &Active) {
        let weight = instance.problem.weights.load;
        let trainers = instance.competent();
        if weight == 0 || trainers.is_empty() {
            return;
        }
        let wanted: usize = (0..instance.problem.cities.len()).map(|city| active.wanted(instance, city)).sum();
        let fixed: i64 = trainers.iter().map(|trainer| instance.fixed_load(*trainer)).sum();
        let total = 2 * count(wanted) + fixed;
        let share = i32::try_from(total / count(trainers.len())).unwrap_or(i32::MAX);
        let rounded = i32::try_from((total + count(trainers.len()) - 1) / count(trainers.len())).unwrap_or(i32::MAX);
        let ceiling = i32::try_from(total).unwrap_or(i32::MAX);
        // The mean lies between them: said here, since the relaxation would not know.
        let most = self.program.integer(weight, rounded, ceiling);
        let least = self.program.integer(-weight, 0, share);
        for trainer in trainers {
            let taught = instance.fixed_load(trainer);
            for (bound, sense) in [(most, Sense::AtMost), (least, Sense::AtLeast)] {
                let mut terms = self.posts_of(trainer);
                terms.push((bound, -1));
                self.program.row(terms, sense, -taught);
            }
        }
    }

    /// Workshops beyond the even share of each week.
    fn price_weeks(&mut self, instance: &Instance) {
        let weight = instance.problem.weights.even;
        if weight == 0 {
            return;
        }
        let share = instance.even_share();
        for (week, rooms) in self.by_week(instance) {
            let left = (share - fixed_in(instance, week)).max(0);
            let ceiling = i32::try_from(rooms.len()).unwrap_or(i32::MAX);
            let beyond = self.program.integer(weight, 0, ceiling);
            let mut terms: Vec<(Column, i64)> = rooms.into_iter().map(|room| (room, 1)).collect();
            terms.push((beyond, -1));
            self.program.row(terms, Sense::AtMost, left);
        }
    }

    /// Columns of the rooms taken in each week.
    pub(crate) fn by_week(&self, instance: &Instance) -> BTreeMap<i32, Vec<Column>> {
        let mut weeks: BTreeMap<i32, Vec<Column>> = BTreeMap::new();
        for room in &self.rooms {
            weeks.entry(instance.calendar.week(room.start)).or_default().push(room.column);
        }
        weeks
    }
}

/// Fixed workshops that start in a week.
pub(crate) fn fixed_in(instance: &Instance, week: i32) -> i64 {
    count(instance.fixed.iter().filter(|fixed| instance.calendar.week(fixed.start) == week).count())
}
