//! A problem, checked and by index: what all parts of the planner but the
//! verifier work on.

use std::collections::{HashMap, HashSet};

use crate::calendar::{Calendar, Day};
use crate::error::ProblemError;
use crate::problem::{DateRange, Problem, Weights, Workshop};

/// No amount may exceed this, so that no sum overflows.
const MOST_XOF: i64 = 1_000_000_000_000;

/// A workshop by index.
#[derive(Clone, Debug)]
pub(crate) struct Booking {
    pub city: usize,
    pub start: Day,
    pub end: Day,
    /// Fixed workshops may be in rooms, and taught by people, that the campaign no longer lists.
    pub venue: Option<usize>,
    pub lead: Option<usize>,
    pub second: Option<usize>,
    pub people: u32,
}

impl Booking {
    pub(crate) fn team(&self) -> impl Iterator<Item = usize> {
        self.lead.into_iter().chain(self.second)
    }
}

/// A problem by index.
pub(crate) struct Instance<'a> {
    pub problem: &'a Problem,
    pub calendar: Calendar,
    pub cities: HashMap<&'a str, usize>,
    pub trainers: HashMap<&'a str, usize>,
    pub venue_city: Vec<usize>,
    pub home: Vec<usize>,
    /// Sizes of the cohorts to be planned in each city, largest first.
    pub cohorts: Vec<Vec<u32>>,
    pub fixed: Vec<Booking>,
    pub previous: Vec<Booking>,
}

impl<'a> Instance<'a> {
    pub(crate) fn new(problem: &'a Problem) -> Result<Self, ProblemError> {
        check_ranges(problem)?;
        check_amounts(problem)?;
        let calendar = Calendar::new(problem);
        let cities = index(problem.cities.iter().map(|city| city.key.as_str()))?;
        let venues = index(problem.venues.iter().map(|venue| venue.key.as_str()))?;
        let trainers = index(problem.trainers.iter().map(|trainer| trainer.key.as_str()))?;
        index(problem.wishes.iter().map(|wish| wish.key.as_str()))?;
        let city_of = |key: &str| cities.get(key).copied().ok_or_else(|| ProblemError::Unknown(key.to_owned()));
        let venue_city = problem.venues.iter().map(|venue| city_of(&venue.city)).collect::<Result<_, _>>()?;
        let home = problem.trainers.iter().map(|trainer| city_of(&trainer.home)).collect::<Result<_, _>>()?;
        check_wishes(problem, &cities, &trainers)?;
        let book = |workshop: &Workshop| {
            Ok(Booking {
                city: city_of(&workshop.city)?,
                start: calendar.day(workshop.start),
                end: calendar.day(workshop.end),
                venue: venues.get(workshop.venue.as_str()).copied(),
                lead: trainers.get(workshop.lead.as_str()).copied(),
                second: trainers.get(workshop.second.as_str()).copied(),
                people: workshop.people,
            })
        };
        let fixed: Vec<Booking> = problem.fixed.iter().map(book).collect::<Result<_, ProblemError>>()?;
        // What stood in a city that has left the campaign binds nobody.
        let previous = problem.previous.iter().filter_map(|workshop| book(workshop).ok()).collect();
        let cohorts = (0..problem.cities.len())
            .map(|city| cohorts(problem, city, &fixed))
            .collect::<Result<_, ProblemError>>()?;
        Ok(Self { problem, calendar, cities, trainers, venue_city, home, cohorts, fixed, previous })
    }

    /// Workshops to be planned in a city.
    pub(crate) fn wanted(&self, city: usize) -> usize {
        self.cohorts[city].len()
    }

    /// Workshops to be planned, in all.
    pub(crate) fn wanted_in_all(&self) -> usize {
        self.cohorts.iter().map(Vec::len).sum()
    }

    pub(crate) fn travel_days(&self, from: usize, to: usize) -> Day {
        Day::from(self.problem.travel.days[from][to])
    }

    /// Fare of a trainer who teaches in a city, from home and back.
    pub(crate) fn fare(&self, trainer: usize, city: usize) -> i64 {
        let home = self.home[trainer];
        let cost = &self.problem.travel.cost;
        if home == city { 0 } else { cost[home][city] + cost[city][home] }
    }

    /// Per diem of a trainer who teaches so many days in a city.
    pub(crate) fn per_diem(&self, trainer: usize, city: usize, length: Day) -> i64 {
        let home = self.home[trainer];
        if home == city {
            return 0;
        }
        let days = length + self.travel_days(home, city) + self.travel_days(city, home);
        self.problem.trainers[trainer].per_diem * i64::from(days)
    }

    /// How much a room on a date changes: nothing if the previous plan had it then, one
    /// if it had it on another, two if not at all.
    pub(crate) fn room_change(&self, venue: usize, start: Day) -> i64 {
        change(self.previous.iter().filter(|old| old.venue == Some(venue)).map(|old| old.start), start)
    }

    /// The same of a trainer who teaches in a city.
    pub(crate) fn post_change(&self, trainer: usize, city: usize, start: Day) -> i64 {
        let taught = self.previous.iter().filter(|old| old.city == city && old.team().any(|other| other == trainer));
        change(taught.map(|old| old.start), start)
    }

    /// Days of a workshop yet to be planned.
    pub(crate) fn length(&self) -> Day {
        Day::from(self.problem.length_days)
    }

    /// Trainers who may be proposed.
    pub(crate) fn competent(&self) -> Vec<usize> {
        (0..self.problem.trainers.len()).filter(|trainer| self.problem.trainers[*trainer].competent).collect()
    }

    /// Teams of a lead and a second that could teach at once.
    pub(crate) fn teams(&self) -> usize {
        let competent = self.competent();
        let leads = competent.iter().filter(|trainer| self.problem.trainers[**trainer].can_lead).count();
        leads.min(competent.len() / 2)
    }

    /// Fixed workshops that a trainer teaches.
    pub(crate) fn fixed_load(&self, trainer: usize) -> i64 {
        let taught = self.fixed.iter().flat_map(Booking::team).filter(|other| *other == trainer).count();
        i64::try_from(taught).unwrap_or(i64::MAX)
    }

    /// The even share of a week: workshops divided by weeks, rounded up.
    pub(crate) fn even_share(&self) -> i64 {
        let workshops = self.wanted_in_all() + self.fixed.len();
        i64::try_from(workshops.div_ceil(self.calendar.weeks().max(1))).unwrap_or(i64::MAX)
    }
}

/// Cohorts as even as can be, as few as the bounds allow, for the people no fixed workshop takes.
fn cohorts(problem: &Problem, city: usize, fixed: &[Booking]) -> Result<Vec<u32>, ProblemError> {
    let taken: u32 = fixed.iter().filter(|booking| booking.city == city).map(|booking| booking.people).sum();
    let people = problem.cities[city].people.saturating_sub(taken);
    if people == 0 {
        return Ok(Vec::new());
    }
    let count = people.div_ceil(problem.cohort.most);
    if people / count < problem.cohort.least {
        return Err(ProblemError::NoCohorts { city: problem.cities[city].key.clone(), people });
    }
    Ok((0..count).map(|nth| people / count + u32::from(nth < people % count)).collect())
}

fn change(mut before: impl Iterator<Item = Day> + Clone, start: Day) -> i64 {
    match before.clone().next() {
        None => 2,
        Some(_) => i64::from(!before.any(|old| old == start)),
    }
}

fn index<'a>(keys: impl Iterator<Item = &'a str>) -> Result<HashMap<&'a str, usize>, ProblemError> {
    let mut index = HashMap::new();
    for (at, key) in keys.enumerate() {
        if index.insert(key, at).is_some() {
            return Err(ProblemError::Twice(key.to_owned()));
        }
    }
    Ok(index)
}

fn check_ranges(problem: &Problem) -> Result<(), ProblemError> {
    use crate::problem::WishKind::{CityNotWithin, CityWithin, TrainerNotWithin};
    if !(1..=5).contains(&problem.length_days) {
        return Err(ProblemError::Length(problem.length_days));
    }
    let (least, most) = (problem.cohort.least, problem.cohort.most);
    if least == 0 || most < least {
        return Err(ProblemError::Cohort { least, most });
    }
    let wished = problem.wishes.iter().filter_map(|wish| match &wish.kind {
        CityWithin { range, .. } | CityNotWithin { range, .. } | TrainerNotWithin { range, .. } => Some(range),
        _ => None,
    });
    let closed = problem.venues.iter().flat_map(|venue| &venue.closed);
    let away = problem.trainers.iter().flat_map(|trainer| &trainer.away);
    let backward = |range: &DateRange| range.last < range.first;
    if backward(&problem.window) || wished.chain(closed).chain(away).any(backward) {
        return Err(ProblemError::BackwardRange);
    }
    Ok(())
}

fn check_amounts(problem: &Problem) -> Result<(), ProblemError> {
    let size = problem.cities.len();
    let travel = &problem.travel;
    let square = travel.days.len() == size
        && travel.cost.len() == size
        && travel.days.iter().all(|row| row.len() == size)
        && travel.cost.iter().all(|row| row.len() == size);
    if !square {
        return Err(ProblemError::Matrix);
    }
    let Weights { cost, early, even, load, change } = problem.weights;
    let amounts = [cost, early, even, load, change]
        .into_iter()
        .chain(travel.cost.iter().flatten().copied())
        .chain(problem.venues.iter().map(|venue| venue.cost_per_day))
        .chain(problem.trainers.iter().map(|trainer| trainer.per_diem));
    if amounts.into_iter().any(|amount| !(0..=MOST_XOF).contains(&amount)) {
        return Err(ProblemError::Amount);
    }
    Ok(())
}

fn check_wishes(
    problem: &Problem,
    cities: &HashMap<&str, usize>,
    trainers: &HashMap<&str, usize>,
) -> Result<(), ProblemError> {
    use crate::problem::WishKind as Kind;
    let mut named = HashSet::new();
    for wish in &problem.wishes {
        match &wish.kind {
            Kind::CityWithin { city, .. } | Kind::CityNotWithin { city, .. } => {
                named.insert((city, cities.contains_key(city.as_str())));
            }
            Kind::ApartDays { a, b, .. } | Kind::NotSameWeek { a, b } => {
                named.insert((a, cities.contains_key(a.as_str())));
                named.insert((b, cities.contains_key(b.as_str())));
            }
            Kind::LeadOf { city, trainer } => {
                named.insert((city, cities.contains_key(city.as_str())));
                named.insert((trainer, trainers.contains_key(trainer.as_str())));
            }
            Kind::TrainerNotWithin { trainer, .. } => {
                named.insert((trainer, trainers.contains_key(trainer.as_str())));
            }
            Kind::AtMostPerWeek { .. } | Kind::BudgetAtMost { .. } | Kind::TrainerRests { .. } => {}
        }
    }
    match named.into_iter().find(|(_, known)| !known) {
        Some((key, _)) => Err(ProblemError::Unknown(key.clone())),
        None => Ok(()),
    }
}
