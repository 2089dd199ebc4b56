//! Rooms and roads.

use chrono::Duration;

use super::{Broken, Check};
use crate::problem::Workshop;

impl Check<'_> {
    pub(super) fn venues(&mut self) {
        for workshop in self.new.clone() {
            let Some(venue) = self.problem.venues.iter().find(|venue| venue.key == workshop.venue) else {
                self.report(Broken::Unknown, &workshop.venue, &[workshop]);
                continue;
            };
            if venue.city != workshop.city {
                self.report(Broken::VenueElsewhere, &venue.key, &[workshop]);
            }
            if venue.capacity < workshop.people {
                self.report(Broken::VenueCapacity, &venue.key, &[workshop]);
            }
            if venue.closed.iter().any(|closed| closed.first <= workshop.end && workshop.start <= closed.last) {
                self.report(Broken::VenueClosed, &venue.key, &[workshop]);
            }
        }
        for (first, then) in self.pairs() {
            if first.venue == then.venue && then.start <= first.end {
                self.report(Broken::VenueTwice, &first.venue, &[first, then]);
            }
        }
    }

    /// Trainers in two places, or with too little time between two.
    pub(super) fn travel(&mut self) {
        for (first, then) in self.pairs() {
            for trainer in [&first.lead, &first.second] {
                if trainer != &then.lead && trainer != &then.second {
                    continue;
                }
                if then.start <= first.end {
                    self.report(Broken::TwoPlaces, trainer, &[first, then]);
                } else if then.start <= first.end + Duration::days(self.road(&first.city, &then.city)) {
                    self.report(Broken::Road, trainer, &[first, then]);
                }
            }
        }
    }

    /// Two cities as the travel tables count them; nothing where one is unknown.
    fn leg(&self, from: &str, to: &str) -> Option<(usize, usize)> {
        let at = |key: &str| self.problem.cities.iter().position(|city| city.key == key);
        at(from).zip(at(to))
    }

    /// Days on the road from one city to another; none where a city is unknown.
    pub(super) fn road(&self, from: &str, to: &str) -> i64 {
        self.leg(from, to).map_or(0, |(from, to)| i64::from(self.problem.travel.days[from][to]))
    }

    fn fare(&self, from: &str, to: &str) -> i64 {
        self.leg(from, to).map_or(0, |(from, to)| self.problem.travel.cost[from][to])
    }

    /// What a workshop costs.
    fn price(&self, workshop: &Workshop) -> i64 {
        let days = (workshop.end - workshop.start).num_days() + 1;
        let venue = self.problem.venues.iter().find(|venue| venue.key == workshop.venue);
        let mut price = venue.map_or(0, |venue| venue.cost_per_day * days);
        for key in [&workshop.lead, &workshop.second] {
            let Some(trainer) = self.problem.trainers.iter().find(|trainer| trainer.key == *key) else { continue };
            if trainer.home != workshop.city {
                let (there, back) = (&trainer.home, &workshop.city);
                price += self.fare(there, back) + self.fare(back, there);
                price += trainer.per_diem * (days + self.road(there, back) + self.road(back, there));
            }
        }
        price
    }

    /// What all workshops cost.
    pub(super) fn spent(&self) -> i64 {
        self.plan.workshops.iter().map(|workshop| self.price(workshop)).sum()
    }

    pub(super) fn money(&mut self) {
        let told = self.plan.cost.travel + self.plan.cost.per_diem + self.plan.cost.venues;
        if told != self.spent() {
            self.report(Broken::Cost, "", &[]);
        }
    }
}
