//! What may be wished of a plan. No I/O.

use super::model::MOST_XOF;
use crate::fields::{Fields, Problem, Refusal};
use crate::ids::{AccountId, CityId};
use crate::scheduling::model::Days;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Something that a plan should keep and that its organiser can give up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The workshops of a city lie within these days.
    CityWithin(CityId, Days),
    /// The workshops of a city have none of these days.
    CityNotWithin(CityId, Days),
    /// Workshops of two cities begin at least so many days apart.
    Apart(CityId, CityId, u16),
    /// Workshops of two cities do not begin in one week.
    NotSameWeek(CityId, CityId),
    /// No more than so many begin in a week.
    AtMostPerWeek(u32),
    /// A trainer leads the workshops of a city.
    LeadOf(CityId, AccountId),
    /// A trainer neither teaches on these days nor is on the road.
    TrainerNotWithin(AccountId, Days),
    /// All costs no more than so many XOF.
    BudgetAtMost(i64),
    /// Between two workshops a trainer has so many days.
    TrainersRest(u16),
}

/// The kinds of wishes, as stored and in forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WishKind {
    /// [`Wish::CityWithin`].
    CityWithin,
    /// [`Wish::CityNotWithin`].
    CityNotWithin,
    /// [`Wish::Apart`].
    Apart,
    /// [`Wish::NotSameWeek`].
    NotSameWeek,
    /// [`Wish::AtMostPerWeek`].
    AtMostPerWeek,
    /// [`Wish::LeadOf`].
    LeadOf,
    /// [`Wish::TrainerNotWithin`].
    TrainerNotWithin,
    /// [`Wish::BudgetAtMost`].
    BudgetAtMost,
    /// [`Wish::TrainersRest`].
    TrainersRest,
}

impl WishKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::CityNotWithin,
        Self::CityWithin,
        Self::TrainerNotWithin,
        Self::LeadOf,
        Self::NotSameWeek,
        Self::Apart,
        Self::AtMostPerWeek,
        Self::TrainersRest,
        Self::BudgetAtMost,
    ];

    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CityWithin => "city_within",
            Self::CityNotWithin => "city_not_within",
            Self::Apart => "apart",
            Self::NotSameWeek => "not_same_week",
            Self::AtMostPerWeek => "at_most_per_week",
            Self::LeadOf => "lead_of",
            Self::TrainerNotWithin => "trainer_not_within",
            Self::BudgetAtMost => "budget_at_most",
            Self::TrainersRest => "trainers_rest",
        }
    }
}

impl FromStr for WishKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// A wish, as typed; each kind has some of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WishForm {
    /// Which kind.
    pub kind: String,
    /// A city.
    pub wish_city: String,
    /// Another city.
    pub wish_other: String,
    /// A trainer.
    pub wish_trainer: String,
    /// From.
    pub wish_from: String,
    /// To.
    pub wish_to: String,
    /// Days, workshops or XOF.
    pub wish_amount: String,
}

impl WishForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field of its kind that is not in order.
    pub fn read(&self) -> Result<Wish, Vec<Refusal>> {
        let mut fields = Fields::default();
        let wish = fields.choice("kind", &self.kind).and_then(|kind| self.read_kind(&mut fields, kind));
        fields.accept(wish)
    }

    fn read_kind(&self, fields: &mut Fields, kind: WishKind) -> Option<Wish> {
        let city = |fields: &mut Fields| fields.choice("wish_city", &self.wish_city);
        let trainer = |fields: &mut Fields| fields.choice("wish_trainer", &self.wish_trainer);
        let amount = |fields: &mut Fields, least, most| fields.number("wish_amount", &self.wish_amount, least, most);
        Some(match kind {
            WishKind::CityWithin => {
                let (city, days) = (city(fields), self.days(fields));
                Wish::CityWithin(city?, days?)
            }
            WishKind::CityNotWithin => {
                let (city, days) = (city(fields), self.days(fields));
                Wish::CityNotWithin(city?, days?)
            }
            WishKind::Apart => {
                let (cities, days) = (self.two_cities(fields), amount(fields, 1, 365));
                let (one, other) = cities?;
                Wish::Apart(one, other, u16::try_from(days).ok()?)
            }
            WishKind::NotSameWeek => {
                let (one, other) = self.two_cities(fields)?;
                Wish::NotSameWeek(one, other)
            }
            WishKind::AtMostPerWeek => Wish::AtMostPerWeek(amount(fields, 1, 100).unsigned_abs()),
            WishKind::LeadOf => {
                let (city, trainer) = (city(fields), trainer(fields));
                Wish::LeadOf(city?, trainer?)
            }
            WishKind::TrainerNotWithin => {
                let (trainer, days) = (trainer(fields), self.days(fields));
                Wish::TrainerNotWithin(trainer?, days?)
            }
            WishKind::BudgetAtMost => Wish::BudgetAtMost(amount(fields, 0, MOST_XOF).into()),
            WishKind::TrainersRest => Wish::TrainersRest(u16::try_from(amount(fields, 1, 60)).ok()?),
        })
    }

    fn days(&self, fields: &mut Fields) -> Option<Days> {
        let (from, to) = (fields.date("wish_from", &self.wish_from), fields.date("wish_to", &self.wish_to));
        let days = Days { from: from?, to: to? };
        if days.to < days.from {
            fields.refuse("wish_to", Problem::EndsBeforeStart);
        }
        Some(days)
    }

    fn two_cities(&self, fields: &mut Fields) -> Option<(CityId, CityId)> {
        let (one, other) = (fields.choice("wish_city", &self.wish_city), fields.choice("wish_other", &self.wish_other));
        let (one, other) = (one?, other?);
        if one == other {
            fields.refuse("wish_other", Problem::Taken);
        }
        Some((one, other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u128) -> String {
        Uuid::from_u128(number).to_string()
    }

    #[test]
    fn a_wish_has_the_fields_of_its_kind() {
        let days = |kind: &str| WishForm {
            kind: kind.into(),
            wish_city: id(1),
            wish_trainer: id(2),
            wish_from: "2022-10-03".into(),
            wish_to: "2022-10-07".into(),
            ..WishForm::default()
        };
        let range = Days { from: "2022-10-03".parse().expect("a day"), to: "2022-10-07".parse().expect("a day") };
        let (city, trainer) = (CityId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        assert_eq!(days("city_not_within").read(), Ok(Wish::CityNotWithin(city, range)));
        assert_eq!(days("trainer_not_within").read(), Ok(Wish::TrainerNotWithin(trainer, range)));
        let backwards = WishForm { wish_to: "2022-10-01".into(), ..days("city_within") };
        assert_eq!(backwards.read(), Err(vec![Refusal::new("wish_to", Problem::EndsBeforeStart)]));
        let same = WishForm { wish_other: id(1), ..days("not_same_week") };
        assert_eq!(same.read(), Err(vec![Refusal::new("wish_other", Problem::Taken)]));
        let nothing = WishForm { kind: "apart".into(), ..WishForm::default() };
        let fields: Vec<_> = nothing.read().expect_err("refused").into_iter().map(|refusal| refusal.field).collect();
        assert_eq!(fields, ["wish_city", "wish_other", "wish_amount"]);
    }

    proptest! {
        #[test]
        fn reading_never_panics(kind in "[a-z_]{0,20}", text: String) {
            for kind in WishKind::ALL.map(|kind| kind.as_str().to_owned()).into_iter().chain([kind]) {
                let wish = WishForm { kind, wish_city: text.clone(), wish_amount: text.clone(), ..WishForm::default() };
                let _ = wish.read();
            }
        }
    }
}
