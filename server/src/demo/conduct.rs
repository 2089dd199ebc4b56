//! How the people of the demonstration attend and answer. The same person
//! always gives the same marks and answers; whole numbers only, so that every
//! machine agrees.

use super::cast::CastMember;
use app::attendance::model::Status;
use rand::rngs::ChaCha8Rng;
use rand::seq::index::sample;
use rand::{Rng, RngExt, SeedableRng};

/// How much easier (or harder) a question is than the average, in per mille,
/// over and over along the test.
const EASE: [i32; 8] = [180, -150, 60, -250, 220, 0, -170, 110];

/// What decides someone's attendance and answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ability {
    /// Chance of answering an average question before the workshop, in per mille.
    pub before: i32,
    /// The same after it.
    pub after: i32,
    /// Whether this person misses more than a fifth of the half-days.
    pub unsteady: bool,
    /// Seed of this person's own draws.
    pub seed: u64,
}

impl Ability {
    pub(super) fn draw(rng: &mut ChaCha8Rng) -> Self {
        let (after, gain) = if rng.random_ratio(7, 100) {
            (rng.random_range(420..=560), rng.random_range(-60..=200))
        } else {
            (rng.random_range(640..=900), rng.random_range(180..=460))
        };
        Self { before: after - gain, after, unsteady: rng.random_ratio(12, 100), seed: rng.next_u64() }
    }
}

/// The marks of someone over that many half-days, mornings first. The unsteady
/// miss more than a fifth of them, in a row; others at most a fifth.
#[must_use]
pub fn marks(member: &CastMember<'_>, half_days: usize) -> Vec<Status> {
    let mut rng = ChaCha8Rng::seed_from_u64(member.ability.seed);
    let mut marks: Vec<Status> = (0..half_days).map(|half_day| there(&mut rng, half_day % 2 == 1)).collect();
    let bearable = half_days / 5;
    let away = if rng.random_ratio(2, 5) { Status::Excused } else { Status::Absent };
    if member.ability.unsteady {
        let missed = (bearable + rng.random_range(1..=2)).min(half_days);
        let from = rng.random_range(0..=half_days - missed);
        marks[from..from + missed].fill(away);
    } else {
        let missed = (0..half_days).filter(|_| rng.random_ratio(1, 40)).count().min(bearable);
        for half_day in sample(&mut rng, half_days, missed) {
            marks[half_day] = away;
        }
    }
    marks
}

/// The mark of someone who came: late in the morning, or gone early in the afternoon, at times.
fn there(rng: &mut ChaCha8Rng, afternoon: bool) -> Status {
    match (rng.random_range(0..100), afternoon) {
        (0..6, false) => Status::Late,
        (0..3, true) => Status::LeftEarly,
        _ => Status::Present,
    }
}

/// Whether someone answered rightly each question of a test of that many. Most
/// of what was known before is known after.
#[must_use]
pub fn answers(member: &CastMember<'_>, questions: usize, after: bool) -> Vec<bool> {
    let mut rng = ChaCha8Rng::seed_from_u64(member.ability.seed.wrapping_add(1));
    let ability = if after { member.ability.after } else { member.ability.before };
    EASE.iter()
        .cycle()
        .take(questions)
        .map(|ease| {
            let (once, again) = (rng.random_range(0..1000), rng.random_range(0..1000));
            let luck = if rng.random_ratio(3, 5) || !after { once } else { again };
            luck < (ability + ease).clamp(50, 970)
        })
        .collect()
}

/// The level, 0 to 3, at which one of two raters sees someone at each of so many criteria:
/// mostly the same for both, the second a little stricter.
#[must_use]
pub fn seen(member: &CastMember<'_>, criteria: usize, rater: usize) -> Vec<usize> {
    let mut rng = ChaCha8Rng::seed_from_u64(member.ability.seed.wrapping_add(2));
    let (stricter, kinder) = if rater == 0 { (6, 94) } else { (18, 95) };
    EASE.iter()
        .cycle()
        .take(criteria)
        .map(|ease| {
            let level: usize = match member.ability.after + ease / 2 + rng.random_range(-180..=180) {
                ..430 => 0,
                430..620 => 1,
                620..820 => 2,
                _ => 3,
            };
            let lots: [i32; 2] = [rng.random_range(0..100), rng.random_range(0..100)];
            match lots[rater.min(1)] {
                luck if luck < stricter => level.saturating_sub(1),
                luck if luck >= kinder => (level + 1).min(3),
                _ => level,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::cast::{SEED, cast};
    use super::super::frame::Frame;
    use super::*;

    /// Runs a check on the people of several seeds, all together.
    fn over_seeds(check: impl Fn(u64, &[CastMember<'_>])) {
        let frame = Frame::read().expect("the frame is well formed");
        for seed in (0..20).chain([SEED]) {
            check(seed, &cast(seed, &frame));
        }
    }

    fn right(person: &CastMember<'_>, after: bool) -> usize {
        answers(person, 20, after).into_iter().filter(|right| *right).count()
    }

    #[test]
    fn most_are_present_and_about_an_eighth_fall_short() {
        over_seeds(|seed, people| {
            for half_days in [6, 8, 10] {
                let sheets: Vec<_> = people.iter().map(|person| marks(person, half_days)).collect();
                let present = sheets.iter().flatten().filter(|mark| **mark == Status::Present).count();
                let share = present * 100 / (people.len() * half_days);
                assert!((86..=95).contains(&share), "seed {seed}: {share} % present");
                let attended = |sheet: &&Vec<Status>| sheet.iter().filter(|mark| mark.attended()).count();
                let short = sheets.iter().filter(|sheet| attended(sheet) * 5 < half_days * 4).count();
                assert!((6..=19).contains(&(short * 100 / people.len())), "seed {seed}: {short} fall short");
                assert_eq!(short, people.iter().filter(|person| person.ability.unsteady).count());
            }
        });
    }

    #[test]
    fn people_learn_and_some_remain_below_sixty_percent() {
        over_seeds(|seed, people| {
            let mean = |after| people.iter().map(|person| right(person, after)).sum::<usize>() * 5 / people.len();
            assert!((41..=49).contains(&mean(false)), "seed {seed}: {} % before", mean(false));
            assert!((71..=77).contains(&mean(true)), "seed {seed}: {} % after", mean(true));
            let below = people.iter().filter(|person| right(person, true) < 12).count() * 100 / people.len();
            assert!((4..=18).contains(&below), "seed {seed}: {below} % below");
            assert!(people.iter().any(|person| right(person, true) < right(person, false)), "seed {seed}: no loss");
        });
    }

    #[test]
    fn the_same_person_conducts_alike_each_time() {
        over_seeds(|_, people| {
            assert_eq!(marks(&people[0], 8), marks(&people[0], 8));
            assert_eq!(answers(&people[0], 20, true), answers(&people[0], 20, true));
            assert!(marks(&people[0], 0).is_empty() && answers(&people[0], 0, false).is_empty());
        });
    }

    #[test]
    fn two_raters_mostly_see_the_same_and_never_far_apart() {
        over_seeds(|seed, people| {
            let pairs: Vec<(usize, usize)> =
                people.iter().flat_map(|person| seen(person, 7, 0).into_iter().zip(seen(person, 7, 1))).collect();
            assert!(pairs.iter().all(|(one, other)| one.abs_diff(*other) <= 2 && *one < 4 && *other < 4));
            let same = pairs.iter().filter(|(one, other)| one == other).count() * 100 / pairs.len();
            assert!((60..=85).contains(&same), "seed {seed}: {same} % the same");
            assert!((0..4).all(|level| pairs.iter().any(|(one, _)| *one == level)), "seed {seed}: a level unseen");
        });
    }

    #[test]
    fn even_one_half_day_has_its_mark() {
        over_seeds(|_, people| assert!(people.iter().all(|person| marks(person, 1).len() == 1)));
    }
}
