//! Quotas, and what is typed about nominations. No I/O.

use crate::fields::{Fields, Problem, Refusal};
use crate::ids::{CategoryId, InstitutionId, RegionId};
use crate::people::model::{MAX_LINE, Sex};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The most people that one link may name.
pub const MAX_PLACES: i32 = 100;
/// For how many days a link is open unless said otherwise.
pub const LINK_DAYS: u64 = 14;

/// A kind of people that a quota counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Share {
    /// Those of one institution.
    Institution(InstitutionId),
    /// Those of institutions of one category.
    Category(CategoryId),
    /// Those who work in one region.
    Region(RegionId),
    /// Those of one sex.
    Sex(Sex),
}

impl Share {
    /// Whether someone is counted.
    #[must_use]
    pub fn counts(self, traits: Traits) -> bool {
        match self {
            Self::Institution(id) => traits.institution == id,
            Self::Category(id) => traits.category == id,
            Self::Region(id) => traits.region == id,
            Self::Sex(sex) => traits.sex == sex,
        }
    }
}

/// As a form sends it: the kind, a colon, which.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Institution(id) => write!(f, "institution:{id}"),
            Self::Category(id) => write!(f, "category:{id}"),
            Self::Region(id) => write!(f, "region:{id}"),
            Self::Sex(sex) => write!(f, "sex:{}", sex.as_str()),
        }
    }
}

impl FromStr for Share {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, which) = text.split_once(':').ok_or(())?;
        match kind {
            "institution" => which.parse().map(Self::Institution).map_err(drop),
            "category" => which.parse().map(Self::Category).map_err(drop),
            "region" => which.parse().map(Self::Region).map_err(drop),
            "sex" => which.parse().map(Self::Sex),
            _ => Err(()),
        }
    }
}

/// What quotas look at in a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    /// The institution that sends them.
    pub institution: InstitutionId,
    /// Its category.
    pub category: CategoryId,
    /// Where they work.
    pub region: RegionId,
    /// Sex.
    pub sex: Sex,
}

/// How many seats go to people of one kind. One of the bounds is there, and they
/// are in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// At least so many.
    pub at_least: Option<i32>,
    /// At most so many.
    pub at_most: Option<i32>,
}

/// How a count stands to its bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// So many lack.
    Short(i32),
    /// None lacks, and so many more may come.
    Room(i32),
    /// As it is to be.
    Met,
    /// So many too many.
    Over(i32),
}

impl Bounds {
    /// How a count of seats stands.
    #[must_use]
    pub fn standing(self, count: i32) -> Standing {
        match (self.at_least, self.at_most) {
            (_, Some(most)) if count > most => Standing::Over(count - most),
            (Some(least), _) if count < least => Standing::Short(least - count),
            (_, Some(most)) if count < most => Standing::Room(most - count),
            _ => Standing::Met,
        }
    }
}

/// The form for a quota, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct QuotaForm {
    /// A [`Share`].
    pub share: String,
    /// At least so many, or nothing.
    pub at_least: String,
    /// At most so many, or nothing.
    pub at_most: String,
}

impl QuotaForm {
    /// Reads the form, for a workshop of so many seats.
    ///
    /// # Errors
    /// Every field that is not in order; [`Problem::Required`] at `at_least` if
    /// neither bound is given.
    pub fn read(&self, capacity: i32) -> Result<(Share, Bounds), Vec<Refusal>> {
        let mut fields = Fields::default();
        let share = fields.choice("share", &self.share);
        let mut bound = |field: &str, text: &str, min: i32| {
            (!text.trim().is_empty()).then(|| fields.number(field, text, min, capacity))
        };
        let (at_least, at_most) = (bound("at_least", &self.at_least, 1), bound("at_most", &self.at_most, 0));
        match (at_least, at_most) {
            (None, None) => fields.refuse("at_least", Problem::Required),
            (Some(least), Some(most)) if least > most => {
                fields.refuse("at_most", Problem::OutOfRange { min: least, max: capacity });
            }
            _ => {}
        }
        fields.accept(share.map(|share| (share, Bounds { at_least, at_most })))
    }
}

/// The form for a link, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct LinkForm {
    /// Identifier of the institution.
    pub institution: String,
    /// How many people it may name.
    pub places: String,
    /// The last day on which it is open.
    pub open_until: String,
}

/// A link to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewLink {
    /// Who names.
    pub institution: InstitutionId,
    /// How many people.
    pub places: i32,
    /// The last day.
    pub open_until: NaiveDate,
}

impl LinkForm {
    /// The form as it is offered: open for two weeks, or until the first day if
    /// that comes before.
    #[must_use]
    pub fn offered(today: NaiveDate, starts_on: NaiveDate) -> Self {
        let until = today.checked_add_days(Days::new(LINK_DAYS)).unwrap_or(today).min(starts_on).max(today);
        Self { places: "3".to_owned(), open_until: until.to_string(), ..Self::default() }
    }

    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is not in order; a day that is over.
    pub fn read(&self, today: NaiveDate) -> Result<NewLink, Vec<Refusal>> {
        let mut fields = Fields::default();
        let institution = fields.choice("institution", &self.institution);
        let places = fields.number("places", &self.places, 1, MAX_PLACES);
        let open_until = fields.date("open_until", &self.open_until);
        if open_until.is_some_and(|day| day < today) {
            fields.refuse("open_until", Problem::Over);
        }
        let link = institution.zip(open_until);
        fields.accept(link.map(|(institution, open_until)| NewLink { institution, places, open_until }))
    }
}

/// Who names people for an institution, as they say of themselves.
///
/// # Errors
/// Nothing, or too long a text.
pub fn read_nominator(text: &str) -> Result<String, Vec<Refusal>> {
    let mut fields = Fields::default();
    let line = fields.line("nominated_by", text, MAX_LINE);
    fields.accept(Some(line))
}

/// Where someone who was named has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Neither chosen nor set aside.
    Open,
    /// They have a seat.
    Seated,
    /// They wait for one.
    Waiting,
    /// Not kept for this workshop.
    SetAside,
}

impl Choice {
    /// Every value, in the order of lists.
    pub const ALL: [Self; 4] = [Self::Open, Self::Seated, Self::Waiting, Self::SetAside];

    /// As in addresses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Seated => "seated",
            Self::Waiting => "waiting",
            Self::SetAside => "set_aside",
        }
    }

    /// From what is kept: a seat counts before the waiting list, and both before
    /// having been set aside.
    #[must_use]
    pub fn of(seated: bool, waits: bool, set_aside: bool) -> Self {
        match (seated, waits, set_aside) {
            (true, ..) => Self::Seated,
            (_, true, _) => Self::Waiting,
            (.., true) => Self::SetAside,
            _ => Self::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn traits() -> Traits {
        let id = Uuid::from_u128;
        Traits {
            institution: InstitutionId(id(1)),
            category: CategoryId(id(2)),
            region: RegionId(id(3)),
            sex: Sex::Female,
        }
    }

    #[test]
    fn a_share_counts_its_own_kind_and_is_read_back() {
        let id = Uuid::from_u128;
        let mine = [
            Share::Institution(InstitutionId(id(1))),
            Share::Category(CategoryId(id(2))),
            Share::Region(RegionId(id(3))),
            Share::Sex(Sex::Female),
        ];
        let others = [
            Share::Institution(InstitutionId(id(2))),
            Share::Category(CategoryId(id(3))),
            Share::Region(RegionId(id(1))),
            Share::Sex(Sex::Male),
        ];
        assert!(mine.iter().all(|share| share.counts(traits())));
        assert!(!others.iter().any(|share| share.counts(traits())));
        for share in mine.iter().chain(&others) {
            assert_eq!(share.to_string().parse(), Ok(*share));
        }
        for text in ["", "sex", "sex:", "sex:f", "region:1", "town:1"] {
            assert_eq!(text.parse::<Share>(), Err(()), "{text}");
        }
    }

    #[test]
    fn a_count_stands_short_with_room_met_or_over() {
        let bounds = Bounds { at_least: Some(2), at_most: Some(3) };
        assert_eq!(
            [1, 2, 3, 5].map(|count| bounds.standing(count)),
            [Standing::Short(1), Standing::Room(1), Standing::Met, Standing::Over(2)]
        );
        assert_eq!(Bounds { at_least: None, at_most: Some(0) }.standing(1), Standing::Over(1));
        assert_eq!(Bounds { at_least: Some(1), at_most: None }.standing(99), Standing::Met);
    }

    #[test]
    fn a_quota_has_a_bound_and_its_bounds_are_in_order() {
        let read = |at_least: &str, at_most: &str| {
            let form = QuotaForm { share: "sex:female".into(), at_least: at_least.into(), at_most: at_most.into() };
            form.read(30)
        };
        assert_eq!(read("10", " ").expect("in order").1, Bounds { at_least: Some(10), at_most: None });
        assert_eq!(read("", "").expect_err("refused"), [Refusal::new("at_least", Problem::Required)]);
        let disordered = Refusal::new("at_most", Problem::OutOfRange { min: 10, max: 30 });
        assert_eq!(read("10", "9").expect_err("refused"), [disordered]);
        assert!(read("0", "").is_err() && read("31", "").is_err() && read("x", "").is_err());
    }

    #[test]
    fn a_link_is_offered_until_the_first_day_at_most() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let until = |starts_on| LinkForm::offered(day("2026-03-01"), day(starts_on)).open_until;
        assert_eq!(until("2026-06-01"), "2026-03-15");
        assert_eq!(until("2026-03-05"), "2026-03-05");
        assert_eq!(until("2026-02-01"), "2026-03-01");
        let past =
            LinkForm { institution: Uuid::nil().to_string(), places: "2".into(), open_until: "2026-02-28".into() };
        assert_eq!(past.read(day("2026-03-01")), Err(vec![Refusal::new("open_until", Problem::Over)]));
        assert!(past.read(day("2026-02-28")).is_ok());
    }

    proptest! {
        #[test]
        fn nobody_lacks_where_too_many_are(least in proptest::option::of(1..50), most in proptest::option::of(0..50), count in 0..60) {
            let bounds = Bounds { at_least: least, at_most: most };
            match bounds.standing(count) {
                Standing::Short(by) => prop_assert!(by > 0 && least == Some(count + by)),
                Standing::Over(by) => prop_assert!(by > 0 && most == Some(count - by)),
                Standing::Room(by) => prop_assert!(by > 0 && most == Some(count + by) && least.is_none_or(|least| count >= least)),
                Standing::Met => prop_assert!(least.is_none_or(|least| count >= least) && most.is_none_or(|most| count == most)),
            }
        }
    }
}
