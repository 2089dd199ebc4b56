//! What may be written about a workshop. No I/O.

use crate::fields::{Fields, Problem, Refusal};
use crate::ids::{AccountId, CityId, CurriculumId};
use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

/// The longest workshop, in days.
pub const MAX_DAYS: i32 = 14;
/// The largest capacity that a form accepts.
pub const MAX_CAPACITY: i32 = 500;

/// Where a workshop stands, by the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It has not begun.
    Planned,
    /// Today is one of its days.
    Running,
    /// Its last day has passed.
    Finished,
    /// It is not held.
    Cancelled,
}

impl Stage {
    /// Every stage, in the order of time.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Running, Self::Finished, Self::Cancelled];

    /// The stage on a day of a workshop of these dates, cancelled or not.
    #[must_use]
    pub fn on(today: NaiveDate, cancelled: bool, starts_on: NaiveDate, ends_on: NaiveDate) -> Self {
        if cancelled {
            Self::Cancelled
        } else if today < starts_on {
            Self::Planned
        } else if today <= ends_on {
            Self::Running
        } else {
            Self::Finished
        }
    }

    /// As in addresses and in the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Running => "running",
            Self::Finished => "finished",
            Self::Cancelled => "cancelled",
        }
    }
}

impl std::str::FromStr for Stage {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text).ok_or(())
    }
}

/// How long after a change those who were told otherwise are told of it: a slip can
/// be put right meanwhile.
pub const TOLD_AFTER: TimeDelta = TimeDelta::minutes(10);

/// Whether a seat that is given back goes to whoever waits longest, and whether
/// those invited may still answer: until the first day. From then on the
/// organiser, who knows who can still come, decides.
#[must_use]
pub fn seats_pass_on(today: NaiveDate, starts_on: NaiveDate) -> bool {
    today < starts_on
}

/// The fields of the form for a workshop, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WorkshopForm {
    /// Title.
    pub title: String,
    /// Identifier of the city.
    pub city: String,
    /// Name of the venue; a new one is made if the city has none of that name.
    pub venue: String,
    /// First day.
    pub starts_on: String,
    /// Last day.
    pub ends_on: String,
    /// Identifier of the curriculum.
    pub curriculum: String,
    /// Number of seats.
    pub capacity: String,
    /// Identifier of the lead trainer's account.
    pub lead: String,
    /// Identifiers of the other trainers' accounts.
    pub trainers: Vec<String>,
}

/// A workshop whose fields are in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWorkshop {
    /// Title.
    pub title: String,
    /// City.
    pub city: CityId,
    /// Name of the venue.
    pub venue: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// What is taught.
    pub curriculum: CurriculumId,
    /// Number of seats.
    pub capacity: i32,
    /// The lead trainer.
    pub lead: AccountId,
    /// The other trainers, without the lead.
    pub trainers: Vec<AccountId>,
}

impl WorkshopForm {
    /// Reads the form for a campaign of these dates.
    ///
    /// # Errors
    /// Every field that is not in order.
    pub fn read(&self, campaign: (NaiveDate, NaiveDate)) -> Result<NewWorkshop, Vec<Refusal>> {
        let mut fields = Fields::default();
        let title = fields.line("title", &self.title, 200);
        let city = fields.choice("city", &self.city);
        let venue = fields.line("venue", &self.venue, 120);
        let starts_on = fields.date("starts_on", &self.starts_on);
        let ends_on = fields.date("ends_on", &self.ends_on);
        if let Some((start, end)) = starts_on.zip(ends_on) {
            check_dates(&mut fields, start, end, campaign);
        }
        let curriculum = fields.choice("curriculum", &self.curriculum);
        let capacity = fields.number("capacity", &self.capacity, 1, MAX_CAPACITY);
        let lead = fields.choice("lead", &self.lead);
        let mut trainers: Vec<AccountId> = self
            .trainers
            .iter()
            .filter_map(|id| fields.choice("trainers", id))
            .filter(|id| Some(*id) != lead)
            .collect();
        trainers.sort_unstable();
        trainers.dedup();
        let new = starts_on.zip(ends_on).zip(city).zip(curriculum).zip(lead).map(
            |((((starts_on, ends_on), city), curriculum), lead)| NewWorkshop {
                title,
                city,
                venue,
                starts_on,
                ends_on,
                curriculum,
                capacity,
                lead,
                trainers,
            },
        );
        fields.accept(new)
    }
}

fn check_dates(fields: &mut Fields, start: NaiveDate, end: NaiveDate, campaign: (NaiveDate, NaiveDate)) {
    let outside = Problem::OutsideCampaign { starts_on: campaign.0, ends_on: campaign.1 };
    if start < campaign.0 || start > campaign.1 {
        fields.refuse("starts_on", outside.clone());
    }
    if end < start {
        fields.refuse("ends_on", Problem::EndsBeforeStart);
    } else if (end - start).num_days() >= i64::from(MAX_DAYS) {
        fields.refuse("ends_on", Problem::TooManyDays { max: MAX_DAYS });
    } else if end > campaign.1 {
        fields.refuse("ends_on", outside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn campaign() -> (NaiveDate, NaiveDate) {
        (day("2022-09-14"), day("2022-11-22"))
    }

    fn form() -> WorkshopForm {
        WorkshopForm {
            title: "Ségou".into(),
            city: Uuid::from_u128(1).to_string(),
            venue: "Gouvernorat".into(),
            starts_on: "2022-09-19".into(),
            ends_on: "2022-09-23".into(),
            curriculum: Uuid::from_u128(2).to_string(),
            capacity: "28".into(),
            lead: Uuid::from_u128(3).to_string(),
            trainers: vec![
                Uuid::from_u128(4).to_string(),
                Uuid::from_u128(3).to_string(),
                Uuid::from_u128(4).to_string(),
            ],
        }
    }

    fn refusals(form: &WorkshopForm) -> Vec<Refusal> {
        form.read(campaign()).expect_err("refused")
    }

    #[test]
    fn the_lead_is_not_listed_twice() {
        let new = form().read(campaign()).expect("in order");
        assert_eq!(new.trainers, [AccountId(Uuid::from_u128(4))]);
    }

    #[test]
    fn bad_input_is_refused_at_its_field() {
        let cases: [(WorkshopForm, &str, Problem); 7] = [
            (WorkshopForm { title: String::new(), ..form() }, "title", Problem::Required),
            (WorkshopForm { title: "x".repeat(1 << 20), ..form() }, "title", Problem::TooLong { max: 200 }),
            (WorkshopForm { ends_on: "2022-09-18".into(), ..form() }, "ends_on", Problem::EndsBeforeStart),
            (WorkshopForm { city: "Paris".into(), ..form() }, "city", Problem::Unknown),
            (WorkshopForm { capacity: "-1".into(), ..form() }, "capacity", Problem::OutOfRange { min: 1, max: 500 }),
            (WorkshopForm { starts_on: "2022-02-30".into(), ..form() }, "starts_on", Problem::NotADate),
            (WorkshopForm { ends_on: "2022-10-23".into(), ..form() }, "ends_on", Problem::TooManyDays { max: 14 }),
        ];
        for (form, field, problem) in cases {
            assert_eq!(refusals(&form), [Refusal::new(field, problem)]);
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics(title: String, starts_on: String, capacity: String, trainer: String) {
            let _ = WorkshopForm { title, starts_on, capacity, trainers: vec![trainer], ..form() }.read(campaign());
        }

        #[test]
        fn an_accepted_workshop_lies_in_its_campaign(start in 0i64..120, length in -5i64..20) {
            let from = day("2022-08-20") + TimeDelta::days(start);
            let to = from + TimeDelta::days(length);
            let form = WorkshopForm { starts_on: from.to_string(), ends_on: to.to_string(), ..form() };
            if let Ok(new) = form.read(campaign()) {
                prop_assert!(campaign().0 <= new.starts_on && new.starts_on <= new.ends_on && new.ends_on <= campaign().1);
                prop_assert!((new.ends_on - new.starts_on).num_days() < i64::from(MAX_DAYS));
            }
        }
    }
}
