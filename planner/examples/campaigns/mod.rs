// Campaigns to measure the planner on.

use chrono::{NaiveDate, Weekday};

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, month, day).expect("a date of 2022")
}

/// Kilometres by road from Bamako, and people to train: eight cities, 220 people.
const MALI: [(&str, u32); 8] = [
    ("Bamako", 45), ("Koulikoro", 25), ("Ségou", 25), ("Sikasso", 25), ("Kayes", 25), ("Mopti", 25), ("Tombouctou", 25), ("Gao", 25),
];

const KM: [[u32; 8]; 8] = [
    [0, 60, 235, 375, 615, 640, 1000, 1200],
    [60, 0, 295, 435, 675, 700, 1060, 1260],
    [235, 295, 0, 310, 850, 405, 805, 965],
    [375, 435, 310, 0, 990, 715, 1115, 1275],
    [615, 675, 850, 990, 0, 1255, 1615, 1815],
    [640, 700, 405, 715, 1255, 0, 400, 560],
    [1000, 1060, 805, 1115, 1615, 400, 0, 420],
    [1200, 1260, 965, 1275, 1815, 560, 420, 0],
];

fn base(length: u8) -> Problem {
    Problem {
        window: DateRange { first: date(9, 14), last: date(11, 22) },
        rest_days: vec![Weekday::Sat, Weekday::Sun],
        holidays: vec![date(9, 22), date(10, 8), date(10, 15)],
        length_days: length,
        cities: vec![], venues: vec![], trainers: vec![],
        travel: Travel { days: vec![], cost: vec![] },
        cohort: Cohort { least: 15, most: 25 },
        weights: Weights { cost: 1, early: 2_000, even: 50_000, load: 50_000, change: 25_000 },
        wishes: vec![], fixed: vec![], previous: vec![],
    }
}

/// A road of so many kilometres: days, and fare in XOF.
fn road(km: u32) -> (u16, i64) {
    // North of Sévaré one flies.
    let days = match km { 0..=299 => 0, 300..=799 => 1, 800..=1199 => 1, _ => 2 };
    (days, i64::from(km) * 25)
}

fn mali(length: u8, trainers: usize) -> Problem {
    let mut p = base(length);
    p.cities = MALI.iter().map(|(name, people)| City { key: (*name).into(), name: (*name).into(), people: *people }).collect();
    p.travel.days = KM.iter().map(|row| row.iter().map(|km| road(*km).0).collect()).collect();
    p.travel.cost = KM.iter().map(|row| row.iter().map(|km| road(*km).1).collect()).collect();
    for (name, _) in MALI {
        for nth in 1..=2 {
            p.venues.push(Venue { key: format!("{name} {nth}"), city: name.into(), capacity: 20 + 10 * nth, cost_per_day: 75_000 + 50_000 * i64::from(nth), closed: vec![] });
        }
    }
    for nth in 0..trainers {
        p.trainers.push(Trainer { key: format!("T{nth}"), name: format!("T{nth}"), home: if nth % 8 < 5 { "Bamako" } else { "Mopti" }.into(), can_lead: nth % 2 == 0, competent: true,
            away: if nth % 3 == 0 { vec![DateRange { first: date(10, 3 + u32::try_from(nth).unwrap() % 20), last: date(10, 7 + u32::try_from(nth).unwrap() % 20) }] } else { vec![] },
            per_diem: 35_000, most_workshops: None });
    }
    p
}

/// Cities on a circle of roads, some with more people.
fn large(cities: usize, workshops: usize, trainers: usize, length: u8) -> Problem {
    let mut p = base(length);
    let spread = |n: usize| (n * 37 + 11) % 100;
    for nth in 0..cities {
        let here = workshops / cities + usize::from(nth < workshops % cities);
        let key = format!("C{nth:02}");
        p.cities.push(City { key: key.clone(), name: key.clone(), people: u32::try_from(here * 24).unwrap() });
        for room in 0..2 {
            p.venues.push(Venue { key: format!("{key} {room}"), city: key.clone(), capacity: 25 + 5 * room, cost_per_day: 80_000 + i64::from(room) * 40_000 + 1_000 * i64::try_from(spread(nth)).unwrap(), closed: vec![] });
        }
    }
    let at = |n: usize| { ((spread(n) * 12) as i64, (spread(n * 7 + 3) * 10) as i64) };
    let km = |a: usize, b: usize| { let ((x, y), (u, v)) = (at(a), at(b)); u32::try_from((x - u).abs() + (y - v).abs()).unwrap() };
    p.travel.days = (0..cities).map(|a| (0..cities).map(|b| road(km(a, b)).0).collect()).collect();
    p.travel.cost = (0..cities).map(|a| (0..cities).map(|b| road(km(a, b)).1).collect()).collect();
    for nth in 0..trainers {
        p.trainers.push(Trainer { key: format!("T{nth:02}"), name: format!("T{nth}"), home: format!("C{:02}", nth % 6 % cities), can_lead: nth % 2 == 0, competent: true,
            away: vec![DateRange { first: date(10, 1 + (spread(nth) % 25) as u32), last: date(10, 5 + (spread(nth) % 25) as u32) }],
            per_diem: 30_000 + 1_000 * (nth as i64 % 7), most_workshops: Some(5) });
    }
    p
}

fn campaigns() -> Vec<(String, Problem, u64)> {
    let mut all = vec![];
    for length in [3, 4, 5] { all.push((format!("2022 of {length} days"), mali(length, 8), 10)); }
    for (c, w, t) in [(2, 2, 4), (8, 9, 8), (12, 20, 16), (20, 40, 30)] {
        for length in [5, 3] { all.push((format!("{c} cities, {w} workshops, {t} trainers, {length} days"), large(c, w, t, length), 60)); }
    }
    all
}
