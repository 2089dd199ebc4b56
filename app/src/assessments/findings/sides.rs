//! The two tests side by side: how many scored how much, and each question, before and
//! after. No I/O.

use super::model::{ItemFindings, TestFindings};
use crate::assessments::model::Moment;
use analysis::items::ItemStatistics;

/// How many people, and which share of those who took the test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How many.
    pub people: usize,
    /// Of a hundred.
    pub percent: i32,
}

/// Scores that are counted together.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The least points of it.
    pub from: f64,
    /// The most points of it.
    pub to: f64,
    /// How many scored so before and after, as far as there is a test.
    pub sides: [Option<Counted>; 2],
}

impl Band {
    /// "10–14", or the one score.
    #[must_use]
    pub fn label(&self) -> String {
        if self.to > self.from { format!("{}–{}", self.from, self.to) } else { self.from.to_string() }
    }
}

/// The scores of both tests in the bands of the one that has more.
#[must_use]
pub fn bands(tests: &[TestFindings]) -> Vec<Band> {
    let Some(widest) = tests.iter().max_by_key(|test| test.histogram.len()) else { return Vec::new() };
    let counted = |moment, place: usize| {
        let test = tests.iter().find(|test| test.test.moment == moment)?;
        let people = test.histogram.get(place)?.count;
        let percent = people * 100 / test.totals.count.max(1);
        Some(Counted { people, percent: i32::try_from(percent).unwrap_or(100) })
    };
    let last = widest.histogram.len();
    let band = |(place, bin): (usize, &analysis::distribution::Bin)| {
        // Whole points: a bin of 10 to 12 holds 10 and 11; the last ends at the maximum.
        let to = if place + 1 == last { widest.test.max_points.into() } else { (bin.to - 1.0).max(bin.from) };
        Band { from: bin.from, to, sides: Moment::ALL.map(|moment| counted(moment, place)) }
    };
    widest.histogram.iter().enumerate().map(band).collect()
}

/// A question, before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// What it is worth in each test, as far as answers were entered.
    pub sides: [Option<&'a ItemStatistics>; 2],
}

impl<'a> Asked<'a> {
    /// What is asked.
    #[must_use]
    pub fn wording(&self) -> &'a str {
        self.sides.iter().flatten().next().map(|item| item.item.name.as_str()).unwrap_or_default()
    }

    /// At the last test that has answers.
    #[must_use]
    pub fn last(&self) -> Option<&'a ItemStatistics> {
        self.sides.iter().rev().copied().flatten().next()
    }
}

/// Each question of the last test that has answers; nothing where none has.
#[must_use]
pub fn asked(tests: &[TestFindings]) -> Vec<Asked<'_>> {
    let items = |moment| tests.iter().find(|test| test.test.moment == moment)?.items.as_ref();
    let sides: [Option<&ItemFindings>; 2] = Moment::ALL.map(items);
    let count = sides.iter().rev().copied().flatten().next().map_or(0, |told| told.items.len());
    (0..count)
        .map(|place| Asked {
            number: place + 1,
            sides: sides.map(|found| found.and_then(|found| found.items.get(place))),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::model::{Person, Sitting, Test, findings};
    use super::*;
    use crate::ids::EnrolmentId;
    use crate::people::model::Sex;
    use uuid::Uuid;

    fn test(moment: Moment) -> Test {
        Test { moment, title: String::new(), max_points: 3, questions: vec![("Qui ?".to_owned(), 1); 3] }
    }

    fn person(n: u128, moment: Moment, points: i32, answers: Option<[f64; 3]>) -> Person {
        let answers = answers.map(|answers| answers.map(Some).to_vec());
        Person {
            enrolment: EnrolmentId(Uuid::from_u128(n)),
            workshop: String::new(),
            sex: Sex::Unstated,
            institution: String::new(),
            sittings: [(moment, Sitting { points, answers })].into(),
        }
    }

    #[test]
    fn a_test_that_nobody_took_has_no_side() {
        let people =
            [person(1, Moment::After, 3, Some([1.0, 1.0, 1.0])), person(2, Moment::After, 1, Some([1.0, 0.0, 0.0]))];
        let found = findings(Moment::ALL.map(test).to_vec(), &people);
        let bands = bands(&found.tests);
        let told: Vec<_> = bands.iter().map(|band| (band.label(), band.sides)).collect();
        let half = |people| [None, Some(Counted { people, percent: if people == 0 { 0 } else { 50 } })];
        let expected = [("0", 0), ("1", 1), ("2", 0), ("3", 1)].map(|(label, people)| (label.to_owned(), half(people)));
        assert_eq!(told, expected);
        let asked = asked(&found.tests);
        assert_eq!(asked.len(), 3);
        assert!(asked.iter().all(|question| question.sides[0].is_none() && question.wording() == "Qui ?"));
        assert!((asked[0].last().expect("answers").difficulty - 1.0).abs() < 1e-12);
    }

    #[test]
    fn totals_alone_make_bands_and_no_questions() {
        let found = findings(Moment::ALL.map(test).to_vec(), &[person(1, Moment::Before, 2, None)]);
        assert_eq!((bands(&found.tests).len(), asked(&found.tests).len()), (4, 0));
    }
}
