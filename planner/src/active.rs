//! Which wishes, rules and cities a model minds: all of them for a plan, fewer
//! when looking for what cannot hold together.

use crate::instance::Instance;
use crate::plan::Rule;
use crate::problem::WishKind;

/// What holds.
#[derive(Clone, Debug)]
pub(crate) struct Active {
    pub wishes: Vec<bool>,
    pub rules: Vec<Rule>,
    pub cities: Vec<bool>,
}

impl Active {
    /// Everything.
    pub(crate) fn all(instance: &Instance) -> Self {
        Self {
            wishes: vec![true; instance.problem.wishes.len()],
            rules: Rule::ALL.to_vec(),
            cities: vec![true; instance.problem.cities.len()],
        }
    }

    pub(crate) fn rule(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }

    /// The wishes that hold.
    pub(crate) fn wishes<'a>(&'a self, instance: &'a Instance) -> impl Iterator<Item = &'a WishKind> {
        instance.problem.wishes.iter().zip(&self.wishes).filter(|(_, holds)| **holds).map(|(wish, _)| &wish.kind)
    }

    /// Workshops to be planned in a city.
    pub(crate) fn wanted(&self, instance: &Instance, city: usize) -> usize {
        if self.cities[city] { instance.wanted(city) } else { 0 }
    }
}
