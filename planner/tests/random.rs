//! Whatever is asked, a plan that is given keeps every rule and wish, and a
//! conflict that is given is one, and is not larger than it must be.

mod campaign;

use std::cell::Cell;

use campaign::{campaign, days, trainer, wish};
use planner::{Options, Outcome, Problem, WishKind, check};
use proptest::prelude::*;

const CITIES: [&str; 5] = ["Bamako", "Ségou", "Mopti", "Gao", "Kayes"];

fn any_wish() -> impl Strategy<Value = WishKind> {
    let city = || prop::sample::select(CITIES[..3].to_vec()).prop_map(str::to_owned);
    let range =
        || (0_u32..20, 0_u32..10).prop_map(|(from, long)| days((10, 3 + from), (10, 3 + from + long.min(28 - from))));
    prop_oneof![
        (city(), range()).prop_map(|(city, range)| WishKind::CityWithin { city, range }),
        (city(), range()).prop_map(|(city, range)| WishKind::CityNotWithin { city, range }),
        (city(), city(), 0_u16..15).prop_map(|(a, b, days)| WishKind::ApartDays { a, b, days }),
        (city(), city()).prop_map(|(a, b)| WishKind::NotSameWeek { a, b }),
        (0_u32..4).prop_map(|most| WishKind::AtMostPerWeek { most }),
        (city(), 0_usize..4).prop_map(|(city, nth)| WishKind::LeadOf { city, trainer: format!("T{nth}") }),
        (0_usize..4, range()).prop_map(|(nth, range)| WishKind::TrainerNotWithin { trainer: format!("T{nth}"), range }),
        (1_000_000_i64..20_000_000).prop_map(|most| WishKind::BudgetAtMost { most }),
        (0_u16..10).prop_map(|days| WishKind::TrainerRests { days }),
    ]
}

prop_compose! {
    fn any_problem()(
        cities in 3_usize..=5,
        people in prop::collection::vec(0_u32..60, 5),
        leads in prop::collection::vec(any::<bool>(), 4..=7),
        homes in prop::collection::vec(0_usize..3, 7),
        away in prop::collection::vec(0_u32..20, 7),
        most in prop::collection::vec(prop::option::of(1_u32..4), 7),
        roads in prop::collection::vec(0_u16..4, 25),
        length in 1_u8..=5,
        wishes in prop::collection::vec(any_wish(), 0..4),
        closed in 0_u32..20,
        rooms in 1_usize..=2,
    ) -> Problem {
        let team = leads.iter().zip(&homes).enumerate()
            .map(|(nth, (lead, home))| trainer(&format!("T{nth}"), CITIES[*home], *lead))
            .collect();
        let mut problem = campaign(&CITIES[..cities], team);
        problem.length_days = length;
        for (city, people) in problem.cities.iter_mut().zip(people) {
            city.people = people;
        }
        for (trainer, (away, most)) in problem.trainers.iter_mut().zip(away.into_iter().zip(most)) {
            trainer.away = vec![days((10, 3 + away), (10, 5 + away))];
            trainer.most_workshops = most;
        }
        for (nth, row) in problem.travel.days.iter_mut().enumerate() {
            for (other, cell) in row.iter_mut().enumerate() {
                *cell = if nth == other { 0 } else { roads[5 * nth + other] };
            }
        }
        problem.venues[0].closed = vec![days((10, 3 + closed), (10, 7 + closed))];
        if rooms == 2 {
            let mut second = problem.venues[0].clone();
            second.key = "second hall".into();
            second.cost_per_day = 150_000;
            second.closed.clear();
            problem.venues.push(second);
        }
        problem.wishes = wishes.into_iter().enumerate().map(|(nth, kind)| wish(&format!("W{nth}"), kind)).collect();
        problem
    }
}

/// Plans, giving up after so many slices; and whether it gave up.
fn attempt(problem: &Problem, slices: u32) -> (Outcome, bool) {
    let asked = Cell::new(0);
    let stop = || {
        asked.set(asked.get() + 1);
        asked.get() > slices
    };
    let outcome = planner::plan(problem, &Options { seed: 7, stop: &stop }, &mut |_| {}).expect("a sensible problem");
    (outcome, asked.get() > slices)
}

fn patient(problem: &Problem, slices: u32) -> Outcome {
    attempt(problem, slices).0
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]
    #[test]
    fn plans_hold_and_conflicts_are_real(problem in any_problem()) {
        match patient(&problem, 6) {
            Outcome::Planned(plan) => {
                prop_assert_eq!(check(&problem, &plan), vec![]);
                prop_assert!(plan.bound <= plan.objective);
            }
            Outcome::Infeasible(conflict) if conflict.minimal => {
                for left_out in &conflict.wishes {
                    let mut less = problem.clone();
                    less.wishes.retain(|wish| conflict.wishes.contains(&wish.key) && wish.key != *left_out);
                    prop_assert!(!matches!(patient(&less, 6), Outcome::Infeasible(_)), "{left_out} is not needed");
                }
                let mut same = problem.clone();
                same.wishes.retain(|wish| conflict.wishes.contains(&wish.key));
                prop_assert!(matches!(patient(&same, 20), Outcome::Infeasible(_)));
            }
            Outcome::Infeasible(_) | Outcome::NothingFound { .. } => {}
        }
    }

    #[test]
    fn the_same_seed_has_the_same_plan(problem in any_problem()) {
        let (once, again) = (attempt(&problem, 4), attempt(&problem, 4));
        if !once.1 && !again.1 {
            prop_assert_eq!(once.0, again.0);
        }
    }

    #[test]
    fn what_is_fixed_stands_when_the_rest_is_planned_anew(problem in any_problem(), kept in 0_usize..4, ill in 0_usize..4) {
        let mut problem = problem;
        problem.wishes.clear();
        if let Outcome::Planned(before) = patient(&problem, 6) {
            problem.fixed = before.workshops.iter().take(kept).cloned().collect();
            problem.previous.clone_from(&before.workshops);
            problem.trainers[ill].away = vec![days((10, 3), (11, 4))];
            problem.travel.days[0].fill(2);
            if let Outcome::Planned(after) = patient(&problem, 6) {
                prop_assert_eq!(check(&problem, &after), vec![]);
                prop_assert!(problem.fixed.iter().all(|fixed| after.workshops.contains(fixed)));
            }
        }
    }
}
