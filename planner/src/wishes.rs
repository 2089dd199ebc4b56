//! The wishes that bind several workshops, as rows of the program. Those that
//! only take away dates, leaders or posts are minded where these are listed.

use std::collections::{BTreeMap, BTreeSet};

use crate::active::Active;
use crate::aims::fixed_in;
use crate::calendar::Day;
use crate::cliques::Graph;
use crate::instance::Instance;
use crate::model::{Model, Room};
use crate::problem::WishKind;
use crate::program::{Column, Sense};
use crate::score;

/// A wish that keeps the workshops of two cities apart.
struct Apart {
    a: usize,
    b: usize,
    /// Days between two starts at least; `None`: another week.
    days: Option<Day>,
}

impl Apart {
    fn of(instance: &Instance, wish: &WishKind) -> Option<Self> {
        let city = |key: &String| instance.cities[key.as_str()];
        match wish {
            WishKind::ApartDays { a, b, days } => Some(Self { a: city(a), b: city(b), days: Some(Day::from(*days)) }),
            WishKind::NotSameWeek { a, b } => Some(Self { a: city(a), b: city(b), days: None }),
            _ => None,
        }
    }

    /// Whether two starts, one in each city, are nearer than wished.
    fn too_near(&self, instance: &Instance, one: Day, other: Day) -> bool {
        let week = |day| instance.calendar.week(day);
        self.days.map_or_else(|| week(one) == week(other), |days| (one - other).abs() < days)
    }
}

impl Model {
    /// Adds the rows of the active wishes.
    pub(crate) fn mind_wishes(&mut self, instance: &Instance, active: &Active) {
        for wish in active.wishes(instance) {
            match wish {
                WishKind::AtMostPerWeek { most } => self.limit_weeks(instance, i64::from(*most)),
                WishKind::BudgetAtMost { most } => self.limit_money(instance, *most),
                WishKind::ApartDays { .. }
                | WishKind::NotSameWeek { .. }
                | WishKind::CityWithin { .. }
                | WishKind::CityNotWithin { .. }
                | WishKind::LeadOf { .. }
                | WishKind::TrainerNotWithin { .. }
                | WishKind::TrainerRests { .. } => {}
            }
        }
        let apart: Vec<Apart> = active.wishes(instance).filter_map(|wish| Apart::of(instance, wish)).collect();
        for wish in &apart {
            self.keep_from_fixed(instance, wish);
        }
        self.keep_apart(instance, active, &apart);
    }

    /// No workshop of one city starts near a fixed one of the other.
    fn keep_from_fixed(&mut self, instance: &Instance, wish: &Apart) {
        for (city, other) in [(wish.a, wish.b), (wish.b, wish.a)] {
            for room in self.rooms.iter().filter(|room| room.city == city) {
                let near = |start| wish.too_near(instance, start, room.start);
                if instance.fixed.iter().any(|fixed| fixed.city == other && near(fixed.start)) {
                    self.program.row(vec![(room.column, 1)], Sense::AtMost, 0);
                }
            }
        }
    }

    /// No workshop of one city starts near one of the other. All such wishes are bound
    /// together: where each two of several cities are kept apart, one row says it for all.
    fn keep_apart(&mut self, instance: &Instance, active: &Active, wishes: &[Apart]) {
        let mut rooms: BTreeMap<usize, Vec<(usize, Room)>> = BTreeMap::new();
        let named: BTreeSet<usize> = wishes.iter().flat_map(|wish| [wish.a, wish.b]).collect();
        let bound: Vec<Room> = self.rooms.iter().filter(|room| named.contains(&room.city)).copied().collect();
        for (at, room) in bound.iter().enumerate() {
            rooms.entry(room.city).or_default().push((at, *room));
        }
        let of = |city: usize| rooms.get(&city).map_or(&[][..], Vec::as_slice);
        let mut graph = Graph::new(bound.len());
        for wish in wishes {
            for (at, room) in of(wish.a) {
                for (other, next) in of(wish.b) {
                    if at != other && wish.too_near(instance, room.start, next.start) {
                        graph.part(*at, *other);
                    }
                }
            }
        }
        // A city with one workshop has but one start anyway.
        for city in named.into_iter().filter(|city| active.wanted(instance, *city) == 1) {
            for (at, _) in of(city) {
                for (other, _) in of(city).iter().filter(|(other, _)| other < at) {
                    graph.know(*at, *other);
                }
            }
        }
        for clique in graph.cover(std::iter::empty()) {
            let columns: Vec<Column> = clique.into_iter().map(|at| bound[at].column).collect();
            self.program.one_of(&columns);
        }
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
