//! What a plan is worth, counted on its workshops.

use std::collections::BTreeMap;

use crate::aims::fixed_in;
use crate::instance::{Booking, Instance};
use crate::model::count;
use crate::plan::{Cost, Load};

/// Cost of a workshop.
pub(crate) fn cost_of(instance: &Instance, booking: &Booking) -> Cost {
    let days = booking.end - booking.start + 1;
    let mut cost = Cost::default();
    if let Some(venue) = booking.venue {
        cost.venues = instance.problem.venues[venue].cost_per_day * i64::from(days);
    }
    for trainer in booking.team() {
        cost.travel += instance.fare(trainer, booking.city);
        cost.per_diem += instance.per_diem(trainer, booking.city, days);
    }
    cost
}

/// Cost of several workshops.
pub(crate) fn cost<'a>(instance: &Instance, bookings: impl Iterator<Item = &'a Booking>) -> Cost {
    bookings.map(|booking| cost_of(instance, booking)).fold(Cost::default(), |sum, one| Cost {
        travel: sum.travel + one.travel,
        per_diem: sum.per_diem + one.per_diem,
        venues: sum.venues + one.venues,
    })
}

/// Cost of the fixed workshops.
pub(crate) fn fixed_cost(instance: &Instance) -> Cost {
    cost(instance, instance.fixed.iter())
}

/// Workshops of each competent trainer.
pub(crate) fn load(instance: &Instance, new: &[Booking]) -> Vec<Load> {
    let load_of = |trainer: usize| Load {
        trainer: instance.problem.trainers[trainer].key.clone(),
        workshops: u32::try_from(
            instance.fixed.iter().chain(new).flat_map(Booking::team).filter(|other| *other == trainer).count(),
        )
        .unwrap_or(u32::MAX),
    };
    instance.competent().into_iter().map(load_of).collect()
}

/// The objective of the plan that adds `new` to the fixed workshops.
pub(crate) fn objective(instance: &Instance, new: &[Booking]) -> i64 {
    let weights = instance.problem.weights;
    let money = cost(instance, instance.fixed.iter().chain(new)).total();
    let early: i64 = new.iter().map(|booking| i64::from(booking.start)).sum();
    let loads: Vec<u32> = load(instance, new).iter().map(|load| load.workshops).collect();
    let spread = loads.iter().max().unwrap_or(&0) - loads.iter().min().unwrap_or(&0);
    weights.cost * money
        + weights.early * early
        + weights.even * beyond_even(instance, new)
        + weights.load * i64::from(spread)
        + weights.change * changes(instance, new)
}

/// Workshops beyond the even share of their week.
fn beyond_even(instance: &Instance, new: &[Booking]) -> i64 {
    let mut weeks: BTreeMap<i32, i64> = BTreeMap::new();
    for booking in new {
        *weeks.entry(instance.calendar.week(booking.start)).or_default() += 1;
    }
    let share = instance.even_share();
    // What fixed workshops take of the share is gone; what they take beyond it cannot be helped.
    let left = |week| (share - fixed_in(instance, week)).max(0);
    weeks.into_iter().map(|(week, workshops)| (workshops - left(week)).max(0)).sum()
}

/// How much bookings of rooms and trainers are others than in the previous plan, beyond
/// what no plan can help.
fn changes(instance: &Instance, new: &[Booking]) -> i64 {
    let moved = |booking: &Booking| {
        let room: i64 = booking.venue.into_iter().map(|venue| instance.room_change(venue, booking.start)).sum();
        let team = booking.team().map(|trainer| instance.post_change(trainer, booking.city, booking.start));
        room + team.sum::<i64>()
    };
    new.iter().map(moved).sum::<i64>() - unavoidable_changes(instance)
}

/// Changes that every plan has, since a city has more workshops than it had.
pub(crate) fn unavoidable_changes(instance: &Instance) -> i64 {
    let in_city = |city: usize| {
        let wanted = instance.wanted(city);
        let rooms = instance.previous.iter().filter_map(|old| old.venue);
        let rooms = rooms.filter(|venue| instance.venue_city[*venue] == city).count();
        let posts = instance.previous.iter().filter(|old| old.city == city).flat_map(Booking::team).count();
        lacking(wanted, rooms) + lacking(2 * wanted, posts)
    };
    (0..instance.problem.cities.len()).map(in_city).sum()
}

/// The least change of so many bookings where there were so many before: of those beyond,
/// each is on another date at least; where there was none, each is new.
fn lacking(wanted: usize, before: usize) -> i64 {
    let beyond = count(wanted.saturating_sub(before));
    if before == 0 { 2 * beyond } else { beyond }
}
