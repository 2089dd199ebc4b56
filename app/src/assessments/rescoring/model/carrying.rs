//! Which part of a later version is which of the earlier one.
//!
//! A part is known by what it says, wherever it stands: steps put into another order, or right
//! sides given to other left ones, are the very key that is corrected. Those that say something
//! new are taken for those that are missing, in their order: somebody reworded them.

use super::counts;
use crate::assessments::answering::model::field;
use questions::answer::Answer;
use questions::question::{Choice, Criterion, Kind, Language, Question, Text};

/// For each part of the earlier version, its place in the later one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Carried {
    /// Nothing that an answer names by its place.
    Whole,
    /// Options, or points of a scale.
    Options(Vec<usize>),
    /// Left sides and right sides.
    Pairs(Vec<usize>, Vec<usize>),
    /// Steps.
    Steps(Vec<usize>),
    /// Criteria, and the levels of each.
    Criteria(Vec<usize>, Vec<Vec<usize>>),
}

impl Carried {
    /// None if they are not of the same kind with as many parts.
    pub(super) fn between<'q>(earlier: &'q Question, later: &'q Question) -> Option<Self> {
        if counts(earlier) != counts(later) {
            return None;
        }
        Some(match (&earlier.kind, &later.kind) {
            (Kind::Single { options: old, .. }, Kind::Single { options: new, .. })
            | (Kind::Multiple { options: old, .. }, Kind::Multiple { options: new, .. }) => {
                let text = |option: &'q Choice| &option.text;
                Self::Options(of_texts(old.iter().map(text), new.iter().map(text)))
            }
            (Kind::Likert { scale: old }, Kind::Likert { scale: new }) => Self::Options(of_texts(old, new)),
            (Kind::Matching { pairs: old, extras, .. }, Kind::Matching { pairs: new, extras: more, .. }) => {
                let lefts = of_texts(old.iter().map(|pair| &pair.left), new.iter().map(|pair| &pair.left));
                let (old, new) = (old.iter().map(|pair| &pair.right), new.iter().map(|pair| &pair.right));
                Self::Pairs(lefts, of_texts(old.chain(extras), new.chain(more)))
            }
            (Kind::Ordering { steps: old, .. }, Kind::Ordering { steps: new, .. }) => Self::Steps(of_texts(old, new)),
            (Kind::Rubric { criteria: old }, Kind::Rubric { criteria: new }) => Self::criteria(old, new)?,
            (Kind::TrueFalse { .. }, Kind::TrueFalse { .. })
            | (Kind::Numeric { .. }, Kind::Numeric { .. })
            | (Kind::Short { .. }, Kind::Short { .. })
            | (Kind::Open, Kind::Open) => Self::Whole,
            _ => return None,
        })
    }

    fn criteria(old: &[Criterion], new: &[Criterion]) -> Option<Self> {
        let criteria = of_texts(old.iter().map(|one| &one.text), new.iter().map(|one| &one.text));
        let levels = old.iter().zip(&criteria).map(|(criterion, place)| {
            let (old, new) = (&criterion.levels, &new[*place].levels);
            let same = old.len() == new.len();
            same.then(|| of_texts(old.iter().map(|level| &level.text), new.iter().map(|level| &level.text)))
        });
        let levels = levels.collect::<Option<_>>()?;
        Some(Self::Criteria(criteria, levels))
    }

    /// Whether any part stands at another place now.
    pub(super) fn moves(&self) -> bool {
        let moves = |places: &Vec<usize>| !places.is_sorted();
        match self {
            Self::Whole => false,
            Self::Options(places) | Self::Steps(places) => moves(places),
            Self::Pairs(lefts, rights) => moves(lefts) || moves(rights),
            Self::Criteria(criteria, levels) => moves(criteria) || levels.iter().any(moves),
        }
    }

    /// An answer to the earlier version as one to the later.
    pub(super) fn answer(&self, answer: &Answer) -> Answer {
        // What names no such part stays as it is, and is found to be no answer.
        let to = |places: &[usize], part: usize| places.get(part).copied().unwrap_or(part);
        match (self, answer) {
            (Self::Options(places), Answer::Single(Some(part))) => Answer::Single(Some(to(places, *part))),
            (Self::Options(places), Answer::Likert(Some(part))) => Answer::Likert(Some(to(places, *part))),
            (Self::Options(places), Answer::Multiple(chosen)) => {
                Answer::Multiple(chosen.iter().map(|part| to(places, *part)).collect())
            }
            (Self::Pairs(lefts, rights), Answer::Matching(chosen)) => {
                Answer::Matching(moved(lefts, chosen, |_, side| to(rights, side)))
            }
            (Self::Steps(places), Answer::Ordering(order)) => {
                Answer::Ordering(order.iter().map(|step| to(places, *step)).collect())
            }
            (Self::Criteria(criteria, levels), Answer::Rubric(seen)) => {
                Answer::Rubric(moved(criteria, seen, |at, level| to(&levels[at], level)))
            }
            _ => answer.clone(),
        }
    }

    /// A field of the earlier version's form with what stood in it; none where it is the same.
    pub(super) fn field(&self, place: usize, part: Option<usize>, value: &str) -> Option<(String, String)> {
        let choice = |places: &[usize]| places.get(value.parse::<usize>().ok()?).map(ToString::to_string);
        let named = |places: &[usize]| Some(field(place, Some(*places.get(part?)?)));
        match self {
            Self::Whole => None,
            Self::Options(places) => Some((field(place, part), choice(places)?)),
            Self::Pairs(lefts, rights) => Some((named(lefts)?, choice(rights)?)),
            // A step is told its place, which does not change with where it stood.
            Self::Steps(places) => Some((named(places)?, value.to_owned())),
            Self::Criteria(criteria, levels) => Some((named(criteria)?, choice(levels.get(part?)?)?)),
        }
    }
}

/// A list by part, each entry at its part's new place.
fn moved(places: &[usize], list: &[Option<usize>], carry: impl Fn(usize, usize) -> usize) -> Vec<Option<usize>> {
    if list.len() != places.len() {
        return list.to_vec();
    }
    let mut now = vec![None; list.len()];
    for (at, (place, entry)) in places.iter().zip(list).enumerate() {
        now[*place] = entry.map(|entry| carry(at, entry));
    }
    now
}

/// What a part says, by which it is known: in French, or in English where that is all.
fn said(text: &Text) -> String {
    text.in_language(Language::Fr).trim().to_owned()
}

fn of_texts<'t>(old: impl IntoIterator<Item = &'t Text>, new: impl IntoIterator<Item = &'t Text>) -> Vec<usize> {
    let texts = |texts: Vec<&Text>| texts.into_iter().map(said).collect::<Vec<_>>();
    places(&texts(old.into_iter().collect()), &texts(new.into_iter().collect()))
}

/// Where each text stands in a list of as many: first those that stay, then those that say
/// the same elsewhere, then the rest in order. The way back is the reverse.
fn places(old: &[String], new: &[String]) -> Vec<usize> {
    let stays = old.iter().zip(new).enumerate().map(|(at, (old, new))| (old == new).then_some(at));
    let mut places: Vec<Option<usize>> = stays.collect();
    for by_words in [true, false] {
        for (at, words) in old.iter().enumerate() {
            if places[at].is_none() {
                let free = |to: &usize| !places.contains(&Some(*to)) && (!by_words || new[*to] == *words);
                places[at] = (0..new.len()).find(free);
            }
        }
    }
    // As many texts on both sides: each has found its place.
    places.into_iter().enumerate().map(|(at, place)| place.unwrap_or(at)).collect()
}
