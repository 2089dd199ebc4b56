//! Campaigns of any size, on a made-up map.

use planner::{City, DateRange, Problem, Trainer, Venue};

use super::{date, roads, window};

/// A number under a hundred that looks drawn by lot, the same each time.
fn drawn(nth: u32) -> u32 {
    (nth * 37 + 11) % 100
}

/// So many cities, workshops and trainers, who live in six of the cities.
pub fn campaign(cities: u32, workshops: u32, trainers: u32, length_days: u8) -> Problem {
    let mut problem = window(length_days);
    for nth in 0..cities {
        let here = workshops / cities + u32::from(nth < workshops % cities);
        let key = format!("C{nth:02}");
        for room in 0..2 {
            problem.venues.push(Venue {
                key: format!("{key} {room}"),
                city: key.clone(),
                capacity: 25 + 5 * room,
                cost_per_day: i64::from(80_000 + room * 40_000 + 1_000 * drawn(nth)),
                closed: Vec::new(),
            });
        }
        problem.cities.push(City { key: key.clone(), name: key, people: here * 24 });
    }
    let place = |nth: u32| (drawn(nth) * 12, drawn(nth * 7 + 3) * 10);
    let kilometres = |a: u32, b: u32| place(a).0.abs_diff(place(b).0) + place(a).1.abs_diff(place(b).1);
    let rows = |from: u32| (0..cities).map(|to| kilometres(from, to)).collect();
    problem.travel = roads(&(0..cities).map(rows).collect::<Vec<_>>());
    for nth in 0..trainers {
        let first = 1 + drawn(nth) % 25;
        problem.trainers.push(Trainer {
            key: format!("T{nth:02}"),
            name: format!("T{nth:02}"),
            home: format!("C{:02}", nth % 6 % cities),
            can_lead: nth % 2 == 0,
            competent: true,
            away: vec![DateRange { first: date(10, first), last: date(10, first + 4) }],
            per_diem: i64::from(30_000 + 1_000 * (nth % 7)),
            most_workshops: Some(5),
        });
    }
    problem
}
