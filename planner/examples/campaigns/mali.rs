//! The campaign of 2022: eight cities, 220 people, trainers of Bamako and Mopti.
//! Distances are by road; who the trainers were, and what rooms cost, is made up.

use planner::{City, DateRange, Problem, Trainer, Venue};

use super::{date, roads, window};

const CITIES: [(&str, u32); 8] = [
    ("Bamako", 45),
    ("Koulikoro", 25),
    ("Ségou", 25),
    ("Sikasso", 25),
    ("Kayes", 25),
    ("Mopti", 25),
    ("Tombouctou", 25),
    ("Gao", 25),
];

const KILOMETRES: [[u32; 8]; 8] = [
    [0, 60, 235, 375, 615, 640, 1000, 1200],
    [60, 0, 295, 435, 675, 700, 1060, 1260],
    [235, 295, 0, 310, 850, 405, 805, 965],
    [375, 435, 310, 0, 990, 715, 1115, 1275],
    [615, 675, 850, 990, 0, 1255, 1615, 1815],
    [640, 700, 405, 715, 1255, 0, 400, 560],
    [1000, 1060, 805, 1115, 1615, 400, 0, 420],
    [1200, 1260, 965, 1275, 1815, 560, 420, 0],
];

/// The campaign with workshops of so many days.
pub fn campaign(length_days: u8) -> Problem {
    let mut problem = window(length_days);
    problem.travel = roads(&KILOMETRES.map(|row| row.to_vec()));
    for (name, people) in CITIES {
        problem.cities.push(City { key: name.into(), name: name.into(), people });
        for (hall, capacity, cost_per_day) in [("gouvernorat", 30, 125_000), ("hôtel", 40, 175_000)] {
            let key = format!("{hall}, {name}");
            problem.venues.push(Venue { key, city: name.into(), capacity, cost_per_day, closed: Vec::new() });
        }
    }
    for nth in 0..8_u32 {
        let away = DateRange { first: date(10, 3 + nth), last: date(10, 7 + nth) };
        problem.trainers.push(Trainer {
            key: format!("T{nth}"),
            name: format!("T{nth}"),
            home: if nth < 5 { "Bamako" } else { "Mopti" }.into(),
            can_lead: nth % 2 == 0,
            competent: true,
            away: if nth % 3 == 0 { vec![away] } else { Vec::new() },
            per_diem: 35_000,
            most_workshops: None,
        });
    }
    problem
}
