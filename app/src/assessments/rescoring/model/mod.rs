//! Answers to a question, judged by a later version of it. No I/O.

mod carrying;

#[cfg(test)]
mod tests;

use crate::assessments::answering::model::{Marked, Typed, mark_answers};
use carrying::Carried;
use num_traits::ToPrimitive;
use questions::answer::Answer;
use questions::exact::Exact;
use questions::question::{Kind, Question};

/// Whether answers to an earlier version are answers to a later one: it is of the same kind
/// and has as many parts. What counts as right is no part, nor is an accepted number or word.
#[must_use]
pub fn same_parts(earlier: &Question, later: &Question) -> bool {
    Carried::between(earlier, later).is_some()
}

/// A test with later versions of some of its questions.
#[derive(Clone, Debug)]
pub struct Key {
    /// Its questions as they were.
    asked: Vec<Question>,
    /// Its questions as they are to be.
    later: Vec<Question>,
    /// Where the parts of each stand now.
    carried: Vec<Carried>,
}

impl Key {
    /// A test with these questions changed, each by its place. None if one has no such place
    /// or has other parts.
    #[must_use]
    pub fn new(asked: &[Question], later: &[(usize, Question)]) -> Option<Self> {
        let (asked, mut now) = (asked.to_vec(), asked.to_vec());
        for (place, question) in later {
            now.get_mut(*place)?.clone_from(question);
        }
        let both = asked.iter().zip(&now);
        let carried = both.map(|(earlier, later)| Carried::between(earlier, later)).collect::<Option<_>>()?;
        Some(Self { asked, later: now, carried })
    }

    /// Points of the whole test, as it is to be.
    #[must_use]
    pub fn max_points(&self) -> i32 {
        self.later.iter().map(|later| i32::from(later.points)).sum()
    }

    /// Whether a part stands at another place now: what somebody is answering at this moment
    /// would then mean something else.
    #[must_use]
    pub fn moves(&self) -> bool {
        self.carried.iter().any(Carried::moves)
    }

    /// Answers to the test as it was, judged by what it is to be. None for what does not
    /// answer it.
    #[must_use]
    pub fn mark(&self, answers: &[Answer]) -> Option<Marked> {
        if answers.len() != self.asked.len() {
            return None;
        }
        let answers = self.carried.iter().zip(answers).map(|(carried, answer)| carried.answer(answer));
        mark_answers(&self.later, answers.collect()).ok()
    }

    /// What stood in the fields of the test as it was, in those of what it is to be.
    #[must_use]
    pub fn typed(&self, typed: &Typed) -> Typed {
        let carried =
            |(name, value): &(String, String)| self.field(name, value).unwrap_or((name.clone(), value.clone()));
        Typed(typed.0.iter().map(carried).collect())
    }

    fn field(&self, name: &str, value: &str) -> Option<(String, String)> {
        let (number, part) = match name.strip_prefix('q')?.split_once('-') {
            Some((number, part)) => (number, Some(part.parse().ok()?)),
            None => (name.strip_prefix('q')?, None),
        };
        let place = number.parse::<usize>().ok()?.checked_sub(1)?;
        self.carried.get(place)?.field(place, part, value)
    }

    /// How hard each question was, and how hard it is by the key: the mean share of its
    /// points, by place. Of what is not scored, and of nobody, nothing is told.
    #[must_use]
    pub fn difficulties(&self, people: &[Vec<Answer>]) -> Vec<Option<[f64; 2]>> {
        let whole: Vec<(Marked, Marked)> = people.iter().filter_map(|answers| self.both(answers)).collect();
        let mean = |place: usize, of: u16, side: fn(&(Marked, Marked)) -> &Marked| -> Option<f64> {
            #[allow(clippy::cast_precision_loss, reason = "a count of people")]
            let most = whole.len() as f64 * f64::from(of);
            let points = whole.iter().map(|both| share(side(both).answers[place].1.points));
            (most > 0.0).then(|| points.sum::<f64>() / most)
        };
        let questions = self.asked.iter().zip(&self.later).enumerate();
        questions
            .map(|(place, (earlier, later))| {
                let before = mean(place, earlier.points, |both| &both.0)?;
                Some([before, mean(place, later.points, |both| &both.1)?])
            })
            .collect()
    }

    /// Answers as they were judged, and as they are by the key.
    fn both(&self, answers: &[Answer]) -> Option<(Marked, Marked)> {
        Some((mark_answers(&self.asked, answers.to_vec()).ok()?, self.mark(answers)?))
    }
}

fn share(points: Exact) -> f64 {
    points.to_f64().unwrap_or_default()
}

/// How many parts of each sort a question has; two questions of the same kind with the same
/// counts can stand for each other.
fn counts(question: &Question) -> Vec<usize> {
    match &question.kind {
        Kind::Single { options, .. } | Kind::Multiple { options, .. } => vec![options.len()],
        Kind::Matching { pairs, extras, .. } => vec![pairs.len(), extras.len()],
        Kind::Ordering { steps, .. } => vec![steps.len()],
        Kind::Likert { scale } => vec![scale.len()],
        Kind::Rubric { criteria } => vec![criteria.len()],
        Kind::TrueFalse { .. } | Kind::Numeric { .. } | Kind::Short { .. } | Kind::Open => Vec::new(),
    }
}
