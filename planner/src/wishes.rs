//! The wishes that bind several workshops, as rows of the program. Those that
//! only take away dates, leaders or posts are minded where these are listed.

use crate::active::Active;
use crate::aims::fixed_in;
use crate::calendar::Day;
use crate::instance::Instance;
use crate::model::{Model, Room};
use crate::problem::WishKind;
use crate::program::Sense;
use crate::score;

impl Model {
    /// Adds the rows of the active wishes.
    pub(crate) fn mind_wishes(&mut self, instance: &Instance, active: &Active) {
        for wish in active.wishes(instance) {
            match wish {
                WishKind::ApartDays { a, b, days } => {
                    let (a, b) = (instance.cities[a.as_str()], instance.cities[b.as_str()]);
                    self.keep_apart(instance, active, a, b, |one, other| (one - other).abs() < Day::from(*days));
                }
                WishKind::NotSameWeek { a, b } => {
                    let (a, b) = (instance.cities[a.as_str()], instance.cities[b.as_str()]);
                    let week = |day| instance.calendar.week(day);
                    self.keep_apart(instance, active, a, b, |one, other| week(one) == week(other));
                }
                WishKind::AtMostPerWeek { most } => self.limit_weeks(instance, i64::from(*most)),
                WishKind::BudgetAtMost { most } => self.limit_money(instance, *most),
                WishKind::CityWithin { .. }
                | WishKind::CityNotWithin { .. }
                | WishKind::LeadOf { .. }
                | WishKind::TrainerNotWithin { .. }
                | WishKind::TrainerRests { .. } => {}
            }
        }
    }

    /// No workshop of one city starts near one of the other.
    fn keep_apart(
        &mut self,
        instance: &Instance,
        active: &Active,
        a: usize,
        b: usize,
        near: impl Fn(Day, Day) -> bool,
    ) {
        for (city, other) in [(a, b), (b, a)] {
            let fixed: Vec<Day> =
                instance.fixed.iter().filter(|fixed| fixed.city == other).map(|fixed| fixed.start).collect();
            for room in self.rooms_of(city) {
                if fixed.iter().any(|start| near(*start, room.start)) {
                    self.program.row(vec![(room.column, 1)], Sense::AtMost, 0);
                }
            }
        }
        let others = self.rooms_of(b);
        for room in self.rooms_of(a) {
            let close = others.iter().filter(|other| other.column != room.column && near(other.start, room.start));
            let close: Vec<usize> = close.map(|other| other.column).collect();
            if a != b && active.wanted(instance, b) == 1 {
                let mut group = close;
                group.push(room.column);
                self.program.one_of(&group);
            } else {
                for other in close.into_iter().filter(|other| a != b || *other > room.column) {
                    self.program.one_of(&[room.column, other]);
                }
            }
        }
    }

    fn rooms_of(&self, city: usize) -> Vec<Room> {
        self.rooms.iter().filter(|room| room.city == city).copied().collect()
    }

    fn limit_weeks(&mut self, instance: &Instance, most: i64) {
        for (week, rooms) in self.by_week(instance) {
            let left = (most - fixed_in(instance, week)).max(0);
            self.program.row(rooms.into_iter().map(|room| (room, 1)).collect(), Sense::AtMost, left);
        }
    }

    fn limit_money(&mut self, instance: &Instance, most: i64) {
        let rooms = self.rooms.iter().map(|room| (room.column, room.money));
        let posts = self.posts.iter().map(|post| (post.column, post.money));
        let terms = rooms.chain(posts).filter(|(_, money)| *money != 0).collect();
        self.program.row(terms, Sense::AtMost, most - score::fixed_cost(instance).total());
    }
}
