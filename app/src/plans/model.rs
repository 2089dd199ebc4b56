//! What may be asked of a plan, and how far one is. No I/O.

use crate::fields::{Fields, Problem, Refusal};
use crate::ids::{AccountId, CityId, CurriculumId, WorkshopId};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::str::FromStr;

/// The most of any amount of money in a form, in XOF.
pub(super) const MOST_XOF: i32 = 2_000_000_000;
/// What one booking that changes is worth beside the rest, in XOF: more than a whole
/// workshop costs, so that as little as possible changes.
pub const CHANGE: i64 = 5_000_000;
/// The fewest people of a workshop, unless said otherwise.
pub const LEAST: u32 = 15;
/// For how long may be searched, in seconds.
pub const SECONDS: [u64; 3] = [10, 60, 300];

/// How much an aim weighs beside money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// It is no matter.
    #[default]
    None,
    /// A little.
    Some,
    /// Above all.
    Much,
}

impl Weight {
    /// Every weight, the least first.
    pub const ALL: [Self; 3] = [Self::None, Self::Some, Self::Much];

    /// As in forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Some => "some",
            Self::Much => "much",
        }
    }

    /// In XOF, where a little is worth so much.
    fn worth(self, little: i64) -> i64 {
        match self {
            Self::None => 0,
            Self::Some => little,
            Self::Much => little * 10,
        }
    }
}

impl FromStr for Weight {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|weight| weight.as_str() == text).ok_or(())
    }
}

/// What is asked of a plan, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskForm {
    /// What is taught.
    pub curriculum: String,
    /// Cities, by identifier.
    pub city: Vec<String>,
    /// People to train in each of these cities.
    pub people: Vec<String>,
    /// Trainers, by the identifier of their account.
    pub trainer: Vec<String>,
    /// Where each of these trainers lives; nothing: where most people are to be trained.
    pub home: Vec<String>,
    /// Days of a workshop.
    pub days: String,
    /// The fewest people of a workshop.
    pub least: String,
    /// The most people of a workshop.
    pub most: String,
    /// Paid to a trainer for each day away from home, in XOF.
    pub per_diem: String,
    /// Fare of each day of a journey, one way, in XOF.
    pub fare: String,
    /// Hire of a room for a day, in XOF.
    pub hire: String,
    /// How much it weighs to be early.
    pub early: String,
    /// How much it weighs that weeks are even.
    pub even: String,
    /// How much it weighs that trainers have alike to do.
    pub load: String,
    /// `yes` to work on Saturdays too.
    pub saturdays: String,
    /// Workshops to come that may be moved.
    pub movable: Vec<String>,
    /// The longest to search.
    pub seconds: String,
}

/// What is asked of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What is taught; nothing: the programme's latest.
    pub curriculum: Option<CurriculumId>,
    /// People for whom a seat is to be found, by city. Of a city that is not there,
    /// those of its region in the register who have none, unless they are too few.
    pub people: HashMap<CityId, u32>,
    /// Where trainers live; others, where most people are to be trained.
    pub homes: HashMap<AccountId, CityId>,
    /// Days of a workshop, 1 to 5.
    pub days: u8,
    /// The fewest people of a workshop.
    pub least: u32,
    /// The most people of a workshop.
    pub most: u32,
    /// Paid to a trainer for each day away from home, in XOF.
    pub per_diem: i64,
    /// Fare of each day of a journey, one way, in XOF.
    pub fare: i64,
    /// Hire of a room for a day, in XOF.
    pub hire: i64,
    /// What a day earlier is worth, in XOF.
    pub early: i64,
    /// What a workshop beyond the even share of its week costs, in XOF.
    pub even: i64,
    /// What a workshop between the most and the least loaded trainer costs, in XOF.
    pub load: i64,
    /// Whether Saturdays are worked.
    pub saturdays: bool,
    /// Workshops to come that may be moved, as little as possible.
    pub movable: HashSet<WorkshopId>,
    /// As if no workshop of the campaign were booked yet.
    pub afresh: bool,
}

impl AskForm {
    /// What is offered before anything was asked, for this curriculum.
    #[must_use]
    pub fn offered(curriculum: Option<&uuid::Uuid>) -> Self {
        let text = str::to_owned;
        Self {
            curriculum: curriculum.map(ToString::to_string).unwrap_or_default(),
            days: text("4"),
            least: LEAST.to_string(),
            most: text("30"),
            per_diem: text("30000"),
            fare: text("25000"),
            hire: text("150000"),
            early: text(Weight::None.as_str()),
            even: text(Weight::Some.as_str()),
            load: text(Weight::Some.as_str()),
            seconds: SECONDS[0].to_string(),
            ..Self::default()
        }
    }

    /// Reads the form: what is asked, and for how many seconds it may be searched.
    ///
    /// # Errors
    /// Every field that is not in order.
    pub fn read(&self) -> Result<(Asked, u64), Vec<Refusal>> {
        let mut fields = Fields::default();
        let curriculum = fields.choice("curriculum", &self.curriculum);
        let people = self.read_people(&mut fields);
        let homes = self.read_homes(&mut fields);
        let days = fields.number("days", &self.days, 1, 5);
        let least = fields.number("least", &self.least, 1, 500);
        let most = fields.number("most", &self.most, least, 500);
        let mut money = |field, text: &String| i64::from(fields.number(field, text, 0, MOST_XOF));
        let (per_diem, fare, hire) =
            (money("per_diem", &self.per_diem), money("fare", &self.fare), money("hire", &self.hire));
        let mut weight =
            |field, text: &String, little| fields.choice::<Weight>(field, text).unwrap_or_default().worth(little);
        let (early, even, load) = (
            weight("early", &self.early, 5_000),
            weight("even", &self.even, 50_000),
            weight("load", &self.load, 50_000),
        );
        let movable = self.movable.iter().filter_map(|id| fields.choice("movable", id)).collect();
        let seconds = fields.choice::<u64>("seconds", &self.seconds).unwrap_or_default();
        if !SECONDS.contains(&seconds) {
            fields.refuse("seconds", Problem::Unknown);
        }
        let asked = Asked {
            curriculum,
            people,
            homes,
            days: u8::try_from(days).unwrap_or(1),
            least: least.unsigned_abs(),
            most: most.unsigned_abs(),
            per_diem,
            fare,
            hire,
            early,
            even,
            load,
            saturdays: self.saturdays == "yes",
            movable,
            afresh: false,
        };
        fields.accept(Some((asked, seconds)))
    }

    fn read_people(&self, fields: &mut Fields) -> HashMap<CityId, u32> {
        let mut people = HashMap::new();
        for (city, count) in self.city.iter().zip(&self.people) {
            let count = if count.trim().is_empty() { 0 } else { fields.number("people", count, 0, 100_000) };
            if let Some(city) = fields.choice::<CityId>("people", city) {
                people.insert(city, count.unsigned_abs());
            }
        }
        people
    }

    fn read_homes(&self, fields: &mut Fields) -> HashMap<AccountId, CityId> {
        let mut homes = HashMap::new();
        for (trainer, home) in self.trainer.iter().zip(&self.home).filter(|(_, home)| !home.is_empty()) {
            let (trainer, home) = (fields.choice::<AccountId>("home", trainer), fields.choice::<CityId>("home", home));
            homes.extend(trainer.zip(home));
        }
        homes
    }
}

/// How far a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is to be searched for.
    Waiting,
    /// It is being searched for.
    Searching,
    /// The search has ended, whatever came of it.
    Ended,
    /// It could not be searched for: the campaign has changed since it was asked.
    Failed,
    /// Its workshops were created and moved.
    Adopted,
}

impl State {
    const ALL: [Self; 5] = [Self::Waiting, Self::Searching, Self::Ended, Self::Failed, Self::Adopted];

    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Searching => "searching",
            Self::Ended => "ended",
            Self::Failed => "failed",
            Self::Adopted => "adopted",
        }
    }
}

impl FromStr for State {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

/// How far a search has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// For how long it has been searched, in seconds.
    pub seconds: i64,
    /// The longest it is searched, in seconds.
    pub limit: i64,
    /// Whether there is a plan already.
    pub found: bool,
    /// How far the best plan so far may be from the best there is, in thousandths.
    pub gap: Option<i32>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u128) -> String {
        Uuid::from_u128(number).to_string()
    }

    fn form() -> AskForm {
        AskForm {
            curriculum: id(1),
            city: vec![id(2), id(3)],
            people: vec!["40".into(), String::new()],
            trainer: vec![id(4), id(5)],
            home: vec![id(2), String::new()],
            days: "4".into(),
            least: "15".into(),
            most: "30".into(),
            per_diem: "30000".into(),
            fare: "25000".into(),
            hire: "150000".into(),
            early: "none".into(),
            even: "some".into(),
            load: "much".into(),
            seconds: "10".into(),
            ..AskForm::default()
        }
    }

    #[test]
    fn what_is_asked_is_read_with_its_weights() {
        let (asked, seconds) = form().read().expect("in order");
        assert_eq!((asked.early, asked.even, asked.load, seconds), (0, 50_000, 500_000, 10));
        assert_eq!(asked.people[&CityId(Uuid::from_u128(2))], 40);
        assert_eq!(asked.people[&CityId(Uuid::from_u128(3))], 0, "nothing typed is nobody");
        assert_eq!(asked.homes.len(), 1);
        assert!(!asked.saturdays && asked.movable.is_empty());
    }

    #[test]
    fn what_cannot_be_asked_is_refused_beside_its_field() {
        let cases = [
            (AskForm { days: "6".into(), ..form() }, "days", Problem::OutOfRange { min: 1, max: 5 }),
            (AskForm { most: "14".into(), ..form() }, "most", Problem::OutOfRange { min: 15, max: 500 }),
            (AskForm { seconds: "86400".into(), ..form() }, "seconds", Problem::Unknown),
            (AskForm { early: "very".into(), ..form() }, "early", Problem::Unknown),
            (AskForm { people: vec!["x".into()], ..form() }, "people", Problem::OutOfRange { min: 0, max: 100_000 }),
            (AskForm { movable: vec!["all".into()], ..form() }, "movable", Problem::Unknown),
        ];
        for (form, field, problem) in cases {
            assert_eq!(form.read().expect_err("refused"), [Refusal::new(field, problem)]);
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics(text: String, city in prop::collection::vec(".{0,40}", 0..3)) {
            let _ = AskForm { city: city.clone(), people: city, days: text, ..form() }.read();
        }
    }
}
