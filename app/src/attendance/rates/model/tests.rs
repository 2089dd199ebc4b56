//! Rates by example, and what must not follow from them.

use super::*;
use crate::attendance::model::Status;
use proptest::prelude::*;
use uuid::Uuid;

fn day() -> NaiveDate {
    "2022-10-24".parse().expect("a date")
}

fn workshop(id: u128, city: &str, half_days: u128) -> Workshop {
    Workshop {
        id: WorkshopId(Uuid::from_u128(id)),
        title: format!("Atelier {id}"),
        city: city.into(),
        starts_on: day(),
        ends_on: day(),
        sessions: (0..half_days).map(|half_day| session(id, half_day)).collect(),
    }
}

fn session(workshop: u128, half_day: u128) -> SessionId {
    SessionId(Uuid::from_u128(workshop * 100 + half_day))
}

fn seat(number: u128, workshop: u128, sex: Sex, institution: &str) -> Seat {
    Seat {
        enrolment: EnrolmentId(Uuid::from_u128(number)),
        workshop: WorkshopId(Uuid::from_u128(workshop)),
        person: PersonId(Uuid::from_u128(number)),
        sex,
        institution: institution.into(),
    }
}

/// A group of that many people, each present in one half-day of one.
fn group(first: u128, people: u128) -> Tally {
    let mut tally = Tally::default();
    for number in first..first + people {
        let marks = Marks::from([((EnrolmentId(Uuid::from_u128(number)), session(1, 0)), Status::Present)]);
        tally.add(&seat(number, 1, Sex::Female, "Police"), &[session(1, 0)], &marks);
    }
    tally
}

fn names(groups: &Groups<&'static str>) -> (Vec<&'static str>, Option<(usize, usize)>) {
    let others = groups.others.as_ref().map(|(count, tally)| (*count, tally.people()));
    (groups.shown.iter().map(|(name, _)| *name).collect(), others)
}

#[test]
fn people_times_half_days_attended_of_those_marked() {
    // Ten people over two half-days; of the second, only one mark arrived.
    let seats: Vec<Seat> = (1..=10)
        .map(|number| seat(number, 1, if number <= 6 { Sex::Female } else { Sex::Male }, "Police nationale"))
        .collect();
    let status = |number: u128| match number {
        1 => Status::Absent,
        2 => Status::Excused,
        3 => Status::Late,
        4 => Status::LeftEarly,
        _ => Status::Present,
    };
    let mut marks: Marks = (1..=10).map(|n| ((EnrolmentId(Uuid::from_u128(n)), session(1, 0)), status(n))).collect();
    marks.insert((EnrolmentId(Uuid::from_u128(10)), session(1, 1)), Status::Present);
    let rates = count(vec![workshop(1, "Kayes", 2), workshop(2, "Gao", 0)], &seats, &marks);
    let all = &rates.all;
    assert_eq!((all.held, all.marked, all.attended, all.unmarked(), all.people()), (20, 11, 9, 9, 10));
    assert_eq!(all.rate(), Rate::Percent(82));
    let told: Vec<(&str, Rate)> =
        rates.workshops.shown.iter().map(|(workshop, tally)| (workshop.city.as_str(), tally.rate())).collect();
    assert_eq!(told, [("Kayes", Rate::Percent(82)), ("Gao", Rate::Nobody)]);
    assert_eq!(rates.cities.shown.len(), 2);
    // Four men are too few, and would follow from the women: nobody is shown by sex.
    assert!(rates.sexes.shown.is_empty());
    assert_eq!(rates.sexes.others.as_ref().map(|(count, tally)| (*count, tally.rate())), Some((2, Rate::Percent(82))));
    assert_eq!(rates.institutions.shown[0].1, rates.all);
}

#[test]
fn what_cannot_be_counted_is_said() {
    let mut tally = Tally::default();
    assert_eq!(tally.rate(), Rate::Nobody);
    tally.add(&seat(1, 1, Sex::Male, "ONG"), &[], &Marks::new());
    assert_eq!(tally.rate(), Rate::NotBegun);
    tally.add(&seat(2, 1, Sex::Male, "ONG"), &[session(1, 0)], &Marks::new());
    assert_eq!(tally.rate(), Rate::NothingMarked);
    assert_eq!((group(1, 4).rate(), group(1, 5).rate()), (Rate::TooFew, Rate::Percent(100)));
}

#[test]
fn small_groups_are_put_together_and_the_others_keep_their_order() {
    let groups = Groups::of(vec![
        ("Gendarmerie", group(1, 9)),
        ("ONG A", group(20, 3)),
        ("Santé", group(30, 6)),
        ("ONG B", group(40, 2)),
        ("À venir", Tally::default()),
    ]);
    assert_eq!(names(&groups), (vec!["Gendarmerie", "Santé", "À venir"], Some((2, 5))));
}

#[test]
fn a_small_group_alone_takes_the_smallest_of_the_others_with_it() {
    let groups = Groups::of(vec![("Gendarmerie", group(1, 9)), ("Santé", group(30, 6)), ("ONG", group(40, 2))]);
    assert_eq!(names(&groups), (vec!["Gendarmerie"], Some((2, 8))));
}

#[test]
fn where_all_are_few_nothing_is_shown() {
    let groups = Groups::of(vec![("Gendarmerie", group(1, 2)), ("Santé", group(30, 1))]);
    assert_eq!(names(&groups), (vec![], Some((2, 3))));
    assert_eq!(groups.others.map(|(_, tally)| tally.rate()), Some(Rate::TooFew));
}

#[test]
fn more_groups_than_a_page_holds_are_put_together_from_the_smallest() {
    let groups = (0..MOST + 2).map(|place| (place, group(place as u128 * 100, if place == 7 { 5 } else { 6 })));
    let groups = Groups::of(groups.collect());
    assert_eq!((groups.shown.len(), groups.others.map(|(count, _)| count)), (MOST, Some(2)));
    assert!(groups.shown.iter().all(|(place, _)| *place != 7));
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nobody_stands_alone(sizes in proptest::collection::vec(0u128..12, 0..60)) {
        let groups: Vec<(usize, Tally)> = sizes
            .iter()
            .enumerate()
            .map(|(place, size)| (place, group(place as u128 * 100, *size)))
            .collect();
        let all: usize = groups.iter().map(|(_, tally)| tally.people()).sum();
        let found = Groups::of(groups);
        let others = found.others.as_ref().map_or(0, |(_, tally)| tally.people());
        let shown: Vec<usize> = found.shown.iter().map(|(_, tally)| tally.people()).collect();
        prop_assert_eq!(shown.iter().sum::<usize>() + others, all);
        prop_assert!(shown.iter().all(|people| *people == 0 || *people >= LEAST));
        prop_assert!(shown.iter().filter(|people| **people > 0).count() <= MOST);
        // Few together are few in all: what is left is none.
        prop_assert!(found.others.is_none() || others >= LEAST || others == all);
    }
}
