//! The responses to a test: people × items, each item with its maximum.

mod reading;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use reading::{FirstColumn, ReadError, read};

use crate::moments::real;

/// Where an item's maximum comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaximumSource {
    /// It was given.
    Given,
    /// Every answer is 0 or 1, or there is none: 1.
    Dichotomous,
    /// The greatest points that anybody has. If nobody has them all, it is too low.
    GreatestSeen,
}

/// An item (question) of a test.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its name, from the header.
    pub name: String,
    /// The points of a full answer; above 0.
    pub maximum: f64,
    /// Where the maximum comes from.
    pub source: MaximumSource,
}

/// What the items' maxima are.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Maxima {
    /// 1 where every answer is 0 or 1, else the greatest points seen.
    #[default]
    Seen,
    /// One for each item, in their order.
    Given(Vec<f64>),
}

/// What becomes of people who left an item unanswered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// A missing answer counts 0 points: in a test, not knowing and not answering
    /// are worth the same.
    #[default]
    Zero,
    /// Whoever lacks an answer is left out of everything.
    Listwise,
}

/// Why responses make no matrix. People and items count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum MatrixError {
    /// There is no item.
    #[error("there is no item")]
    NoItems,
    /// A row, or the list of maxima or of names, has another length.
    #[error("row {row} has {found} values instead of {expected}")]
    Ragged {
        /// The row's index.
        row: usize,
        /// Its length.
        found: usize,
        /// The number of items.
        expected: usize,
    },
    /// The list of maxima has another length than that of the items.
    #[error("{found} maxima for {expected} items")]
    Maxima {
        /// How many maxima there are.
        found: usize,
        /// How many items there are.
        expected: usize,
    },
    /// A maximum is not a number above 0.
    #[error("the maximum of item {item} is not above 0")]
    Maximum {
        /// The item's index.
        item: usize,
    },
    /// Points that are negative, infinite, or above the item's given maximum.
    #[error("person {person} has {value} points in item {item}, which takes 0 to {maximum}")]
    Points {
        /// The person's index.
        person: usize,
        /// The item's index.
        item: usize,
        /// The points.
        value: f64,
        /// The item's maximum; infinite where none was given.
        maximum: f64,
    },
}

/// Responses: people × items, an answer each or none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Matrix {
    items: Vec<Item>,
    ids: Option<Vec<String>>,
    people: usize,
    /// Person after person.
    cells: Vec<Option<f64>>,
}

impl Matrix {
    /// A matrix of rows, one for each person, with a value for each item.
    ///
    /// # Errors
    ///
    /// A [`MatrixError`] where the lengths do not fit or points lie outside 0 to the maximum.
    pub fn new(names: Vec<String>, rows: &[Vec<Option<f64>>], maxima: &Maxima) -> Result<Self, MatrixError> {
        if names.is_empty() {
            return Err(MatrixError::NoItems);
        }
        let mut cells = Vec::with_capacity(names.len() * rows.len());
        for (row, values) in rows.iter().enumerate() {
            if values.len() != names.len() {
                return Err(MatrixError::Ragged { row, found: values.len(), expected: names.len() });
            }
            cells.extend_from_slice(values);
        }
        let limits = given_limits(maxima, names.len())?;
        check_points(&cells, &limits)?;
        let items = named_items(names, &cells, maxima);
        Ok(Self { items, ids: None, people: rows.len(), cells })
    }

    /// The items, in their order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// What the first column called the people, where it was no item.
    pub fn ids(&self) -> Option<&[String]> {
        self.ids.as_deref()
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.people
    }

    /// A person's points in an item; `None` where the answer is missing or the indices do not exist.
    pub fn points(&self, person: usize, item: usize) -> Option<f64> {
        if item >= self.items.len() {
            return None;
        }
        self.cells.get(person * self.items.len() + item).copied().flatten()
    }

    /// The points of everybody whom `missing` keeps, without gaps.
    pub fn scores(&self, missing: Missing) -> Scores {
        let width = self.items.len();
        let mut answered = vec![0; width];
        let mut kept = Vec::with_capacity(self.people);
        let mut points = Vec::with_capacity(self.cells.len());
        let mut filled = 0;
        for (person, row) in self.cells.chunks_exact(width).enumerate() {
            let gaps = row.iter().filter(|cell| cell.is_none()).count();
            if gaps > 0 && missing == Missing::Listwise {
                continue;
            }
            filled += gaps;
            kept.push(person);
            for (count, cell) in answered.iter_mut().zip(row) {
                *count += usize::from(cell.is_some());
                points.push(cell.unwrap_or(0.0));
            }
        }
        let totals = points.chunks_exact(width).map(|row| row.iter().sum()).collect();
        let left_out = self.people - kept.len();
        Scores { items: self.items.clone(), points, totals, kept, answered, filled, left_out }
    }
}

fn given_limits(maxima: &Maxima, items: usize) -> Result<Vec<f64>, MatrixError> {
    let Maxima::Given(limits) = maxima else { return Ok(vec![f64::INFINITY; items]) };
    if limits.len() != items {
        return Err(MatrixError::Maxima { found: limits.len(), expected: items });
    }
    match limits.iter().position(|limit| !(limit.is_finite() && *limit > 0.0)) {
        Some(item) => Err(MatrixError::Maximum { item }),
        None => Ok(limits.clone()),
    }
}

fn check_points(cells: &[Option<f64>], limits: &[f64]) -> Result<(), MatrixError> {
    for (person, row) in cells.chunks_exact(limits.len()).enumerate() {
        for (item, (cell, &maximum)) in row.iter().zip(limits).enumerate() {
            if let Some(value) = *cell
                && !(value.is_finite() && value >= 0.0 && value <= maximum)
            {
                return Err(MatrixError::Points { person, item, value, maximum });
            }
        }
    }
    Ok(())
}

fn named_items(names: Vec<String>, cells: &[Option<f64>], maxima: &Maxima) -> Vec<Item> {
    let mut seen = vec![(0.0_f64, true); names.len()];
    for row in cells.chunks_exact(names.len()) {
        for ((greatest, dichotomous), value) in seen.iter_mut().zip(row).filter_map(|(s, v)| Some((s, (*v)?))) {
            *greatest = greatest.max(value);
            *dichotomous &= is_dichotomous(value);
        }
    }
    let items = names.into_iter().zip(seen).enumerate();
    items
        .map(|(item, (name, (greatest, dichotomous)))| match maxima {
            Maxima::Given(limits) => Item { name, maximum: limits[item], source: MaximumSource::Given },
            Maxima::Seen if dichotomous => Item { name, maximum: 1.0, source: MaximumSource::Dichotomous },
            Maxima::Seen => Item { name, maximum: greatest, source: MaximumSource::GreatestSeen },
        })
        .collect()
}

/// Whether points are exactly 0 or 1.
#[expect(clippy::float_cmp, reason = "0 and 1 are exact")]
pub(crate) fn is_dichotomous(value: f64) -> bool {
    value == 0.0 || value == 1.0
}

/// The points of a test without gaps, as the statistics need them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    items: Vec<Item>,
    points: Vec<f64>,
    totals: Vec<f64>,
    kept: Vec<usize>,
    answered: Vec<usize>,
    filled: usize,
    left_out: usize,
}

impl Scores {
    /// The items, in their order.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// How many people count.
    pub fn people(&self) -> usize {
        self.totals.len()
    }

    /// The rows of the matrix that the people come from, in their order.
    pub fn kept(&self) -> &[usize] {
        &self.kept
    }

    /// Each person's points, item by item.
    pub fn rows(&self) -> impl Iterator<Item = &[f64]> {
        self.points.chunks_exact(self.items.len())
    }

    /// Each person's points in all.
    pub fn totals(&self) -> &[f64] {
        &self.totals
    }

    /// The points that a perfect paper has.
    pub fn maximum(&self) -> f64 {
        self.items.iter().map(|item| item.maximum).sum()
    }

    /// Each person's points in an item; empty where the item does not exist.
    pub fn column(&self, item: usize) -> Vec<f64> {
        self.rows().filter_map(|row| row.get(item).copied()).collect()
    }

    /// Each person's points in all other items; empty where the item does not exist.
    pub fn rest(&self, item: usize) -> Vec<f64> {
        self.column(item).into_iter().zip(&self.totals).map(|(points, total)| total - points).collect()
    }

    /// How many answered each item, among those who count.
    pub fn answered(&self) -> &[usize] {
        &self.answered
    }

    /// How many missing answers count as 0 points.
    pub fn filled(&self) -> usize {
        self.filled
    }

    /// How many people were left out for a missing answer.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Each item's mean points; `None` without people.
    pub(crate) fn item_means(&self) -> Option<Vec<f64>> {
        if self.totals.is_empty() {
            return None;
        }
        let mut sums = vec![0.0; self.items.len()];
        for row in self.rows() {
            for (sum, points) in sums.iter_mut().zip(row) {
                *sum += points;
            }
        }
        Some(sums.into_iter().map(|sum| sum / real(self.people())).collect())
    }
}
