//! Counting half-days attended by group, without showing anybody's own. No I/O.

use crate::attendance::model::Marks;
use crate::ids::{EnrolmentId, PersonId, SessionId, WorkshopId};
use crate::people::model::Sex;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Below so many people no group is shown by itself.
pub const LEAST: usize = 5;
/// The most groups that are shown of a kind; the smallest of the others are put together.
const MOST: usize = 40;

/// A workshop, as its seats are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workshop {
    /// Which.
    pub id: WorkshopId,
    /// Title.
    pub title: String,
    /// City.
    pub city: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// The half-days that have been held.
    pub sessions: Vec<SessionId>,
}

/// A seat, with what it is counted under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Which.
    pub enrolment: EnrolmentId,
    /// In which workshop.
    pub workshop: WorkshopId,
    /// Whose.
    pub person: PersonId,
    /// Their sex.
    pub sex: Sex,
    /// Their institution.
    pub institution: String,
}

/// What is counted: people × half-days.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Seats.
    pub seats: usize,
    /// Half-days of these seats that have been held.
    pub held: usize,
    /// Of these, those that are marked.
    pub marked: usize,
    /// Of these, those that were attended.
    pub attended: usize,
    /// Who has a mark.
    marked_people: BTreeSet<PersonId>,
}

/// What is said of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rate {
    /// Half-days attended of those marked, in per cent.
    Percent(i32),
    /// So few people that it would be somebody's own.
    TooFew,
    /// Half-days were held, and none is marked.
    NothingMarked,
    /// No half-day has been held.
    NotBegun,
    /// Nobody has a seat.
    Nobody,
}

impl Tally {
    fn add(&mut self, seat: &Seat, sessions: &[SessionId], marks: &Marks) {
        let found = sessions.iter().filter_map(|session| marks.get(&(seat.enrolment, *session)));
        let (marked, attended) =
            found.fold((0, 0), |(marked, attended), status| (marked + 1, attended + usize::from(status.attended())));
        self.seats += 1;
        self.held += sessions.len();
        self.marked += marked;
        self.attended += attended;
        if marked > 0 {
            self.marked_people.insert(seat.person);
        }
    }

    fn join(&mut self, other: Self) {
        self.seats += other.seats;
        self.held += other.held;
        self.marked += other.marked;
        self.attended += other.attended;
        self.marked_people.extend(other.marked_people);
    }

    /// How many people have a mark.
    #[must_use]
    pub fn people(&self) -> usize {
        self.marked_people.len()
    }

    /// Half-days held that are not marked.
    #[must_use]
    pub fn unmarked(&self) -> usize {
        self.held - self.marked
    }

    /// What is said of it.
    #[must_use]
    pub fn rate(&self) -> Rate {
        match self {
            Self { seats: 0, .. } => Rate::Nobody,
            Self { held: 0, .. } => Rate::NotBegun,
            Self { marked: 0, .. } => Rate::NothingMarked,
            _ if self.people() < LEAST => Rate::TooFew,
            // To the nearest per cent, a half upwards.
            _ => Rate::Percent(i32::try_from((self.attended * 200 + self.marked) / (self.marked * 2)).unwrap_or(100)),
        }
    }
}

/// Groups of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups<K> {
    /// Those shown by themselves.
    pub shown: Vec<(K, Tally)>,
    /// How many were put together, and what they count together.
    pub others: Option<(usize, Tally)>,
}

impl<K> Groups<K> {
    /// Puts together the groups in which fewer than [`LEAST`] people are marked, and
    /// the smallest of those beyond [`MOST`]. What is put together is at least
    /// [`LEAST`] people, if need be with the smallest of the others: else the rate of
    /// those few would follow from the whole by subtraction. A group without a mark
    /// tells nothing of anybody, and stays.
    #[must_use]
    pub fn of(groups: Vec<(K, Tally)>) -> Self {
        let (marked, mut shown): (Vec<_>, Vec<_>) =
            groups.into_iter().enumerate().partition(|(_, (_, tally))| tally.marked > 0);
        // The largest last: the smallest are taken from the front.
        let mut marked: Vec<(usize, (K, Tally))> = marked;
        marked.sort_by_key(|(place, (_, tally))| (tally.people(), std::cmp::Reverse(*place)));
        let mut others: Option<(usize, Tally)> = None;
        let mut rest = marked.into_iter().peekable();
        while let Some((_, (_, next))) = rest.peek() {
            let unfinished = others.as_ref().is_some_and(|(_, tally)| tally.people() < LEAST);
            if next.people() >= LEAST && rest.len() <= MOST && !unfinished {
                break;
            }
            let Some((_, (_, tally))) = rest.next() else { break };
            let (count, together) = others.get_or_insert_default();
            *count += 1;
            together.join(tally);
        }
        shown.extend(rest);
        shown.sort_by_key(|(place, _)| *place);
        Self { shown: shown.into_iter().map(|(_, group)| group).collect(), others }
    }
}

/// What was attended of a campaign, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    /// All of it.
    pub all: Tally,
    /// By workshop, by date.
    pub workshops: Groups<Workshop>,
    /// By city, by name.
    pub cities: Groups<String>,
    /// By sex.
    pub sexes: Groups<Sex>,
    /// By institution, the largest first.
    pub institutions: Groups<String>,
}

/// Counts a campaign: its workshops by date, its seats, the current marks.
#[must_use]
pub fn count(workshops: Vec<Workshop>, seats: &[Seat], marks: &Marks) -> Rates {
    let known: HashMap<WorkshopId, &Workshop> = workshops.iter().map(|workshop| (workshop.id, workshop)).collect();
    let mut all = Tally::default();
    let mut by_workshop: HashMap<WorkshopId, Tally> = HashMap::new();
    // Cities without a seat and both sexes are told of, too.
    let mut cities: BTreeMap<String, Tally> =
        workshops.iter().map(|workshop| (workshop.city.clone(), Tally::default())).collect();
    let mut sexes = vec![(Sex::Female, Tally::default()), (Sex::Male, Tally::default())];
    let mut institutions: BTreeMap<String, Tally> = BTreeMap::new();
    for seat in seats {
        let Some(workshop) = known.get(&seat.workshop) else { continue };
        if !sexes.iter().any(|(sex, _)| *sex == seat.sex) {
            sexes.push((seat.sex, Tally::default()));
        }
        let of_sex = sexes.iter_mut().find(|(sex, _)| *sex == seat.sex).map(|(_, tally)| tally);
        let others = [
            Some(&mut all),
            Some(by_workshop.entry(seat.workshop).or_default()),
            cities.get_mut(&workshop.city),
            of_sex,
            Some(institutions.entry(seat.institution.clone()).or_default()),
        ];
        for tally in others.into_iter().flatten() {
            tally.add(seat, &workshop.sessions, marks);
        }
    }
    let mut institutions: Vec<(String, Tally)> = institutions.into_iter().collect();
    institutions.sort_by_key(|(_, tally)| std::cmp::Reverse(tally.people()));
    let with_tally = |workshop: Workshop| {
        let tally = by_workshop.remove(&workshop.id).unwrap_or_default();
        (workshop, tally)
    };
    Rates {
        all,
        workshops: Groups::of(workshops.into_iter().map(with_tally).collect()),
        cities: Groups::of(cities.into_iter().collect()),
        sexes: Groups::of(sexes),
        institutions: Groups::of(institutions),
    }
}

#[cfg(test)]
mod tests;
