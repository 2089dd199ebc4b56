//! The problem as an integer linear program.
//!
//! A column for each room and day a workshop may start there, and one for each
//! trainer, city and day they may teach. The workshops of a city are alike, so
//! none has a column of its own: nothing is lost, and no two plans that differ
//! only by the names of cohorts are searched. Who leads is decided afterwards,
//! since it costs nothing: it is enough that each date has enough who may.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::active::Active;
use crate::calendar::Day;
use crate::cliques::{Appointment, cliques};
use crate::instance::{Booking, Instance};
use crate::plan::Rule;
use crate::problem::{DateRange, WishKind};
use crate::program::{Column, Program, Sense};

/// A room taken by a workshop that starts on a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub column: Column,
    pub venue: usize,
    pub city: usize,
    pub start: Day,
    pub money: i64,
}

/// A trainer who teaches a workshop that starts on a day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Post {
    pub column: Column,
    pub trainer: usize,
    pub city: usize,
    pub start: Day,
    pub money: i64,
}

/// The program and what its columns mean.
pub(crate) struct Model {
    pub program: Program,
    pub rooms: Vec<Room>,
    pub posts: Vec<Post>,
}

impl Model {
    /// Builds the program of what is active; `priced` only when a best plan is
    /// asked for, not when any plan will do.
    pub(crate) fn new(instance: &Instance, active: &Active, priced: bool) -> Self {
        let mut model = Self { program: Program::default(), rooms: Vec::new(), posts: Vec::new() };
        model.add_rooms(instance, active, priced);
        model.add_posts(instance, active, priced);
        model.staff(instance, active);
        model.no_more_than_wanted(instance, active);
        model.one_workshop_a_room(instance, active);
        model.one_place_a_trainer(instance, active);
        model.limit_loads(instance, active);
        model.mind_wishes(instance, active);
        if priced {
            model.price(instance, active);
        }
        model
    }

    fn add_rooms(&mut self, instance: &Instance, active: &Active, priced: bool) {
        let weights = instance.problem.weights;
        let starts: Vec<Vec<Day>> =
            (0..instance.problem.cities.len()).map(|city| starts(instance, active, city)).collect();
        for (venue, place) in instance.problem.venues.iter().enumerate() {
            let city = instance.venue_city[venue];
            let largest = instance.cohorts[city].first().copied().unwrap_or(0);
            if active.rule(Rule::VenueCapacity) && place.capacity < largest {
                continue;
            }
            let money = place.cost_per_day * i64::from(instance.problem.length_days);
            for &start in &starts[city] {
                let end = instance.calendar.end(start);
                let closed = active.rule(Rule::VenueClosed) && touches(instance, &place.closed, start, end);
                let taken = active.rule(Rule::VenueOnce)
                    && instance
                        .fixed
                        .iter()
                        .any(|other| other.venue == Some(venue) && other.start <= end && start <= other.end);
                if closed || taken {
                    continue;
                }
                let change = instance.room_change(venue, start);
                let cost = weights.cost * money + weights.early * i64::from(start) + weights.change * change;
                let column = self.program.binary(if priced { cost } else { 0 });
                self.rooms.push(Room { column, venue, city, start, money });
            }
        }
    }

    fn add_posts(&mut self, instance: &Instance, active: &Active, priced: bool) {
        let weights = instance.problem.weights;
        let dates: BTreeSet<(usize, Day)> = self.rooms.iter().map(|room| (room.city, room.start)).collect();
        let rests = rests(instance, active);
        for trainer in instance.competent() {
            for &(city, start) in &dates {
                if !is_free(instance, active, trainer, city, start, rests) {
                    continue;
                }
                let length = instance.length();
                let money = instance.fare(trainer, city) + instance.per_diem(trainer, city, length);
                let change = instance.post_change(trainer, city, start);
                let cost = weights.cost * money + weights.change * change;
                let column = self.program.binary(if priced { cost } else { 0 });
                self.posts.push(Post { column, trainer, city, start, money });
            }
        }
    }

    /// As many workshops as cohorts; two trainers for each, one of whom may lead.
    fn staff(&mut self, instance: &Instance, active: &Active) {
        for city in 0..instance.problem.cities.len() {
            let wanted = active.wanted(instance, city);
            if wanted > 0 {
                let rooms = self.rooms.iter().filter(|room| room.city == city);
                let terms = rooms.map(|room| (room.column, 1)).collect();
                self.program.row(terms, Sense::Equal, count(wanted));
            }
        }
        for ((city, _), (rooms, posts)) in self.by_date() {
            let all = posts.iter().map(|post| (post.column, 1));
            let terms = all.chain(rooms.iter().map(|room| (room.column, -2))).collect();
            self.program.row(terms, Sense::Equal, 0);
            let leaders = leaders(instance, active, city);
            if active.rule(Rule::Lead) || !leaders.is_empty() {
                let leads = posts.iter().filter(|post| {
                    let may = instance.problem.trainers[post.trainer].can_lead || !active.rule(Rule::Lead);
                    may && leaders.iter().all(|leader| *leader == post.trainer)
                });
                let terms = leads.map(|post| (post.column, 1));
                let terms = terms.chain(rooms.iter().map(|room| (room.column, -1))).collect();
                self.program.row(terms, Sense::AtLeast, 0);
            }
        }
    }

    /// No trainer teaches in a city more often than it has workshops. Whole numbers know
    /// it; the relaxation does not, and would have one half of a trainer's dates pay for two.
    fn no_more_than_wanted(&mut self, instance: &Instance, active: &Active) {
        let mut visits: BTreeMap<(usize, usize), Vec<(Column, i64)>> = BTreeMap::new();
        for post in &self.posts {
            visits.entry((post.trainer, post.city)).or_default().push((post.column, 1));
        }
        for ((_, city), terms) in visits {
            self.program.row(terms, Sense::AtMost, count(active.wanted(instance, city)));
        }
    }

    /// Rooms and posts of each city and start.
    fn by_date(&self) -> BTreeMap<(usize, Day), (Vec<Room>, Vec<Post>)> {
        let mut dates: BTreeMap<(usize, Day), (Vec<Room>, Vec<Post>)> = BTreeMap::new();
        for room in &self.rooms {
            dates.entry((room.city, room.start)).or_default().0.push(*room);
        }
        for post in &self.posts {
            dates.entry((post.city, post.start)).or_default().1.push(*post);
        }
        dates
    }

    fn one_workshop_a_room(&mut self, instance: &Instance, active: &Active) {
        if !active.rule(Rule::VenueOnce) {
            return;
        }
        for venue in 0..instance.problem.venues.len() {
            let rooms: Vec<Room> = self.rooms.iter().filter(|room| room.venue == venue).copied().collect();
            // A group of intervals that all meet is met whole on the first day of one of them.
            for first in &rooms {
                let running =
                    |room: &&Room| room.start <= first.start && first.start <= instance.calendar.end(room.start);
                let columns: Vec<Column> = rooms.iter().filter(running).map(|room| room.column).collect();
                self.program.one_of(&columns);
            }
        }
    }

    fn one_place_a_trainer(&mut self, instance: &Instance, active: &Active) {
        let dates: Vec<(usize, Day)> = self.by_date().into_keys().collect();
        let appointments: Vec<Appointment> =
            dates.iter().map(|&(city, start)| Appointment { city, start, end: instance.calendar.end(start) }).collect();
        let rests = rests(instance, active);
        let groups = cliques(&appointments, |a, b| clash(instance, active, *a, *b, rests));
        let columns: HashMap<(usize, usize, Day), Column> =
            self.posts.iter().map(|post| ((post.trainer, post.city, post.start), post.column)).collect();
        for trainer in instance.competent() {
            let mut seen = HashSet::new();
            for group in &groups {
                let members = group.iter().filter_map(|at| columns.get(&(trainer, dates[*at].0, dates[*at].1)));
                let members: Vec<Column> = members.copied().collect();
                if seen.insert(members.clone()) {
                    self.program.one_of(&members);
                }
            }
        }
    }

    fn limit_loads(&mut self, instance: &Instance, active: &Active) {
        if !active.rule(Rule::TrainerLoad) {
            return;
        }
        for (trainer, person) in instance.problem.trainers.iter().enumerate() {
            if let Some(most) = person.most_workshops {
                let left = (i64::from(most) - instance.fixed_load(trainer)).max(0);
                self.program.row(self.posts_of(trainer), Sense::AtMost, left);
            }
        }
    }

    pub(crate) fn posts_of(&self, trainer: usize) -> Vec<(Column, i64)> {
        self.posts.iter().filter(|post| post.trainer == trainer).map(|post| (post.column, 1)).collect()
    }
}

/// Days on which workshops of a city may start.
fn starts(instance: &Instance, active: &Active, city: usize) -> Vec<Day> {
    if active.wanted(instance, city) == 0 {
        return Vec::new();
    }
    let calendar = &instance.calendar;
    let key = &instance.problem.cities[city].key;
    let mut starts = calendar.starts(active.rule(Rule::Holidays));
    for wish in active.wishes(instance) {
        match wish {
            WishKind::CityWithin { city, range } if city == key => {
                let (first, last) = calendar.span(*range);
                starts.retain(|start| first <= *start && calendar.end(*start) <= last);
            }
            WishKind::CityNotWithin { city, range } if city == key => {
                let (first, last) = calendar.span(*range);
                starts.retain(|start| calendar.end(*start) < first || last < *start);
            }
            _ => {}
        }
    }
    starts
}

/// Trainers whom active wishes want to lead in a city.
pub(crate) fn leaders(instance: &Instance, active: &Active, city: usize) -> Vec<usize> {
    let key = &instance.problem.cities[city].key;
    let wished = active.wishes(instance).filter_map(|wish| match wish {
        WishKind::LeadOf { city, trainer } if city == key => Some(instance.trainers[trainer.as_str()]),
        _ => None,
    });
    wished.collect()
}

/// Days without teaching that the active wishes ask for between two workshops.
fn rests(instance: &Instance, active: &Active) -> Day {
    let asked = active.wishes(instance).filter_map(|wish| match wish {
        WishKind::TrainerRests { days } => Some(Day::from(*days)),
        _ => None,
    });
    asked.max().unwrap_or(0)
}

/// Whether a trainer cannot keep both appointments.
fn clash(instance: &Instance, active: &Active, a: Appointment, b: Appointment, rests: Day) -> bool {
    let (first, then) = if (a.start, a.end) <= (b.start, b.end) { (a, b) } else { (b, a) };
    if then.start <= first.end {
        return active.rule(Rule::TrainerOnce);
    }
    let road = if active.rule(Rule::TravelDays) { instance.travel_days(first.city, then.city) } else { 0 };
    then.start - first.end - 1 < road.max(rests)
}

/// Whether absences and fixed workshops leave a trainer free for a new one.
fn is_free(instance: &Instance, active: &Active, trainer: usize, city: usize, start: Day, rests: Day) -> bool {
    let end = instance.calendar.end(start);
    let home = instance.home[trainer];
    let leaves = start - instance.travel_days(home, city);
    let returns = end + instance.travel_days(city, home);
    if active.rule(Rule::TrainerAway) && touches(instance, &instance.problem.trainers[trainer].away, leaves, returns) {
        return false;
    }
    let key = &instance.problem.trainers[trainer].key;
    let spared = |wish: &WishKind| match wish {
        WishKind::TrainerNotWithin { trainer, range } => {
            trainer == key && touches(instance, &[*range], leaves, returns)
        }
        _ => false,
    };
    if active.wishes(instance).any(spared) {
        return false;
    }
    let new = Appointment { city, start, end };
    instance.fixed.iter().filter(|fixed| fixed.team().any(|other| other == trainer)).all(|fixed| {
        let Booking { city, start, end, .. } = *fixed;
        !clash(instance, active, Appointment { city, start, end }, new, rests)
    })
}

fn touches(instance: &Instance, ranges: &[DateRange], start: Day, end: Day) -> bool {
    ranges.iter().any(|range| {
        let (first, last) = instance.calendar.span(*range);
        first <= end && start <= last
    })
}

pub(crate) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
