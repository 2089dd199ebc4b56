//! On tiny campaigns, no plan at all is better than the proposed one: every plan
//! is made here, verified, and valued apart from the planner.

mod campaign;

use std::collections::BTreeMap;

use campaign::{campaign, days, trainer, wish};
use chrono::{Datelike, Duration, NaiveDate};
use planner::{Cost, Options, Outcome, Plan, Problem, Weights, WishKind, Workshop, check};
use proptest::prelude::*;

/// A plan around workshops, with nothing counted but its cost.
fn around(problem: &Problem, workshops: Vec<Workshop>) -> Plan {
    let mut cost = Cost::default();
    for one in &workshops {
        let length = (one.end - one.start).num_days() + 1;
        let at = |key: &str| problem.cities.iter().position(|city| city.key == key).expect("known");
        cost.venues += length * problem.venues.iter().find(|venue| venue.key == one.venue).expect("known").cost_per_day;
        for key in [&one.lead, &one.second] {
            let trainer = problem.trainers.iter().find(|trainer| trainer.key == *key).expect("known");
            let (home, there) = (at(&trainer.home), at(&one.city));
            if home != there {
                let (days, fares) = (&problem.travel.days, &problem.travel.cost);
                cost.travel += fares[home][there] + fares[there][home];
                cost.per_diem +=
                    trainer.per_diem * (length + i64::from(days[home][there]) + i64::from(days[there][home]));
            }
        }
    }
    Plan { workshops, cost, load: Vec::new(), objective: 0, bound: 0, gap: 0.0, proven: false }
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - Duration::days(i64::from(day.weekday().num_days_from_monday()))
}

fn value(problem: &Problem, plan: &Plan, weeks: usize) -> i64 {
    let Weights { cost, early, even, load, change } = problem.weights;
    let mut starts: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    let mut loads: BTreeMap<&str, i64> =
        problem.trainers.iter().filter(|one| one.competent).map(|one| (one.key.as_str(), 0)).collect();
    let mut value = cost * plan.cost.total();
    for one in &plan.workshops {
        value += early * (one.start - problem.window.first).num_days();
        *starts.entry(monday(one.start)).or_default() += 1;
        for key in [&one.lead, &one.second] {
            *loads.get_mut(key.as_str()).expect("competent") += 1;
        }
        let old = &problem.previous;
        let changed = |before: Vec<&Workshop>| {
            if before.iter().any(|old| old.start == one.start) { 0 } else { 2 - i64::from(!before.is_empty()) }
        };
        // A city without a workshop before has nothing that could change.
        if old.iter().all(|old| old.city != one.city) {
            continue;
        }
        value += change * changed(old.iter().filter(|old| old.venue == one.venue).collect());
        for key in [&one.lead, &one.second] {
            let taught = |old: &&Workshop| old.city == one.city && (old.lead == *key || old.second == *key);
            value += change * changed(old.iter().filter(taught).collect());
        }
    }
    let share = i64::try_from(plan.workshops.len().div_ceil(weeks)).expect("few");
    value += even * starts.values().map(|count| (count - share).max(0)).sum::<i64>();
    value + load * (loads.values().max().unwrap_or(&0) - loads.values().min().unwrap_or(&0))
}

/// The least value of all plans, by trying every one.
fn least(problem: &Problem, weeks: usize) -> Option<i64> {
    let mut choices: Vec<Vec<Workshop>> = Vec::new();
    for city in &problem.cities {
        let mut here = Vec::new();
        for venue in problem.venues.iter().filter(|venue| venue.city == city.key) {
            for start in problem.window.first.iter_days().take_while(|day| *day <= problem.window.last) {
                for lead in &problem.trainers {
                    for second in &problem.trainers {
                        let one = Workshop {
                            start,
                            end: start + Duration::days(i64::from(problem.length_days) - 1),
                            city: city.key.clone(),
                            venue: venue.key.clone(),
                            lead: lead.key.clone(),
                            second: second.key.clone(),
                            people: city.people,
                        };
                        let mut alone = problem.clone();
                        alone.cities.iter_mut().filter(|other| other.key != city.key).for_each(|other| {
                            other.people = 0;
                        });
                        if check(&alone, &around(problem, vec![one.clone()])).is_empty() {
                            here.push(one);
                        }
                    }
                }
            }
        }
        choices.push(here);
    }
    let mut best = None;
    let mut chosen = vec![0; choices.len()];
    if choices.iter().any(Vec::is_empty) {
        return None;
    }
    loop {
        let workshops = chosen.iter().zip(&choices).map(|(at, here)| here[*at].clone()).collect();
        let plan = around(problem, workshops);
        if check(problem, &plan).is_empty() {
            let value = value(problem, &plan, weeks);
            best = Some(best.map_or(value, |best: i64| best.min(value)));
        }
        let Some(at) = (0..chosen.len()).find(|at| chosen[*at] + 1 < choices[*at].len()) else { return best };
        chosen[at] += 1;
        chosen[..at].fill(0);
    }
}

prop_compose! {
    fn tiny()(
        cities in 1_usize..=2,
        leads in prop::collection::vec(any::<bool>(), 2..=3),
        homes in prop::collection::vec(0_usize..2, 3),
        away in prop::option::of(0_u32..10),
        holiday in prop::option::of(0_u32..10),
        length in 2_u8..=4,
        road in 0_u16..=3,
        weights in prop::collection::vec(0_i64..4, 5),
        rests in prop::option::of(0_u16..6),
        apart in prop::option::of(0_u16..9),
        before in prop::option::of(0_u32..5),
    ) -> Problem {
        let keys = &["Bamako", "Gao"][..cities];
        let team = leads.iter().zip(&homes).enumerate()
            .map(|(nth, (lead, home))| trainer(&format!("T{nth}"), keys[home % cities], *lead))
            .collect();
        let mut problem = campaign(keys, team);
        problem.window = days((10, 3), (10, 14));
        problem.length_days = length;
        for (nth, row) in problem.travel.days.iter_mut().enumerate() {
            for (other, cell) in row.iter_mut().enumerate() {
                *cell = if nth == other { 0 } else { road };
            }
        }
        problem.trainers[0].per_diem = 10_000;
        if let Some(away) = away {
            problem.trainers[1].away = vec![days((10, 3 + away), (10, 4 + away))];
        }
        problem.holidays = holiday.map(|day| campaign::day(10, 3 + day)).into_iter().collect();
        problem.weights = Weights {
            cost: weights[0].min(1), early: 5_000 * weights[1], even: 20_000 * weights[2],
            load: 30_000 * weights[3], change: 10_000 * weights[4],
        };
        if let Some(days) = rests {
            problem.wishes.push(wish("rest", WishKind::TrainerRests { days }));
        }
        if let (Some(days), 2) = (apart, cities) {
            problem.wishes.push(wish("apart", WishKind::ApartDays { a: "Bamako".into(), b: "Gao".into(), days }));
        }
        if let Some(before) = before {
            problem.previous.push(Workshop {
                start: campaign::day(10, 3 + before),
                end: campaign::day(10, 7 + before),
                city: "Bamako".into(),
                venue: "hall of Bamako".into(),
                lead: "T0".into(),
                second: "T1".into(),
                people: 20,
            });
        }
        problem
    }
}

/// Weeks of the window in which a workshop may start.
fn weeks(problem: &Problem) -> usize {
    let length = i64::from(problem.length_days);
    let works = |day: NaiveDate| !problem.rest_days.contains(&day.weekday()) && !problem.holidays.contains(&day);
    let fits = |start: &NaiveDate| {
        *start + Duration::days(length - 1) <= problem.window.last
            && (0..length).all(|nth| works(*start + Duration::days(nth)))
    };
    let starts = problem.window.first.iter_days().take_while(|day| *day <= problem.window.last).filter(fits);
    let mut weeks: Vec<NaiveDate> = starts.map(monday).collect();
    weeks.dedup();
    weeks.len().max(1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]
    #[test]
    fn no_plan_is_better(problem in tiny()) {
        let outcome = planner::plan(&problem, &Options { seed: 1, stop: &|| false }, &mut |_| {});
        match (outcome.expect("a sensible problem"), least(&problem, weeks(&problem))) {
            (Outcome::Planned(plan), Some(least)) => {
                prop_assert_eq!(check(&problem, &plan), vec![]);
                prop_assert!(plan.proven);
                prop_assert_eq!(plan.objective, least);
                prop_assert_eq!(value(&problem, &plan, weeks(&problem)), least);
            }
            (Outcome::Infeasible(_), None) => {}
            (outcome, least) => prop_assert!(false, "{outcome:?} where the least is {least:?}"),
        }
    }
}
