//! From the values of a program's columns to workshops with their teams.

use std::collections::BTreeMap;

use crate::active::Active;
use crate::calendar::Day;
use crate::instance::{Booking, Instance};
use crate::model::{Model, leaders};
use crate::problem::Workshop;

/// The workshops to be planned, by date.
pub(crate) fn bookings(instance: &Instance, model: &Model, values: &[i32]) -> Vec<Booking> {
    let mut dates: BTreeMap<(Day, usize), (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for room in model.rooms.iter().filter(|room| values[room.column] > 0) {
        dates.entry((room.start, room.city)).or_default().0.push(room.venue);
    }
    for post in model.posts.iter().filter(|post| values[post.column] > 0) {
        dates.entry((post.start, post.city)).or_default().1.push(post.trainer);
    }
    let mut sizes: Vec<_> = instance.cohorts.iter().map(|sizes| sizes.iter().copied()).collect();
    let mut bookings = Vec::new();
    for ((start, city), (venues, trainers)) in dates {
        let teams = teams(instance, city, start, trainers);
        for (venue, (lead, second)) in venues.into_iter().zip(teams) {
            let people = sizes[city].next().unwrap_or(0);
            let end = instance.calendar.end(start);
            bookings.push(Booking {
                city,
                start,
                end,
                venue: Some(venue),
                lead: Some(lead),
                second: Some(second),
                people,
            });
        }
    }
    bookings
}

/// Splits those who teach in a city on a date into leads and seconds.
fn teams(instance: &Instance, city: usize, start: Day, mut trainers: Vec<usize>) -> Vec<(usize, usize)> {
    let wished = leaders(instance, &Active::all(instance), city);
    let led =
        |trainer: usize| instance.previous.iter().filter(move |old| (old.city, old.lead) == (city, Some(trainer)));
    // Whom a wish wants first, then who may lead, then who led before: on that date, or at all.
    trainers.sort_by_key(|trainer| {
        let may = instance.problem.trainers[*trainer].can_lead;
        let then = led(*trainer).any(|old| old.start == start);
        (!wished.contains(trainer), !may, !then, led(*trainer).next().is_none(), *trainer)
    });
    let seconds = trainers.split_off(trainers.len() / 2);
    trainers.into_iter().zip(seconds).collect()
}

/// A booking in the words of the problem. Only for bookings that were proposed.
pub(crate) fn workshop(instance: &Instance, booking: &Booking) -> Workshop {
    let trainer =
        |index: Option<usize>| index.map_or_else(String::new, |trainer| instance.problem.trainers[trainer].key.clone());
    Workshop {
        start: instance.calendar.date(booking.start),
        end: instance.calendar.date(booking.end),
        city: instance.problem.cities[booking.city].key.clone(),
        venue: booking.venue.map_or_else(String::new, |venue| instance.problem.venues[venue].key.clone()),
        lead: trainer(booking.lead),
        second: trainer(booking.second),
        people: booking.people,
    }
}
