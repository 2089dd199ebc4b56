use super::*;
use crate::print::finish::checks;
use crate::print::text_of;
use app::attendance::badge::{badge_code, badge_payload};
use app::ids::EnrolmentId;
use uuid::Uuid;

fn on(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, 9, day).expect("a date")
}

fn attendee(index: usize) -> Attendee {
    let enrolment = EnrolmentId(Uuid::from_u128(index as u128 * 0x9E37_79B9_7F4A_7C15));
    Attendee {
        badge: Badge { code: badge_code(enrolment), payload: badge_payload(enrolment) },
        family_name: ["Traoré", "Coulibaly", "Maïga"][index % 3].into(),
        given_names: ["Aminata", "Ɲaɲɔ", "Ibrahim Ag"][index % 3].into(),
        sex: if index % 3 == 2 { Sex::Male } else { Sex::Female },
        structure: "Direction nationale de la promotion de l’enfant et de la famille".into(),
        function: "Cheffe de brigade".into(),
        region: "Tombouctou".into(),
        phone: "76 12 34 56".into(),
    }
}

fn sheet(people: usize) -> AttendanceSheet {
    AttendanceSheet {
        language: Locale::fr,
        heading: Heading { state: "République du Mali".into(), ..Heading::default() },
        programme: "Dissémination du mécanisme de référencement".into(),
        workshop: "Formation de formateurs".into(),
        place: "Bamako, hôtel".into(),
        days: vec![
            Day { number: 1, on: on(14), halves: Halves::Both },
            Day { number: 2, on: on(16), halves: Halves::Morning },
        ],
        of_days: 2,
        attendees: (0..people).map(attendee).collect(),
        blank_rows: 0,
    }
}

fn pages(sheet: &AttendanceSheet) -> usize {
    let bytes = render(sheet).expect("a sheet");
    lopdf::Document::load_mem(&bytes).expect("a PDF").get_pages().len()
}

#[test]
fn every_day_starts_a_page_and_pages_grow_with_people() {
    assert_eq!(pages(&sheet(0)), 2);
    assert_eq!(pages(&sheet(1)), 2);
    assert_eq!(pages(&sheet(35)), 6);
    assert!((28..=36).contains(&pages(&sheet(220))));
}

#[test]
fn the_number_of_rows_never_separates_the_closing_from_the_table() {
    for people in 1..40 {
        let text = text_of(&render(&sheet(people)).expect("a sheet"));
        assert_eq!(text.matches("Certifié par le formateur").count(), 2, "{people}");
        assert!(text.lines().any(|line| line.trim() == people.to_string()), "{people} in {text}");
    }
}

#[test]
fn only_the_half_days_that_exist_are_signed() {
    let text = text_of(&render(&sheet(3)).expect("a sheet"));
    assert_eq!(text.matches("Signature matin").count(), 2, "{text}");
    assert_eq!(text.matches("après-midi").count(), 2, "a head and a total: {text}");
    assert!(text.contains("Page 1 sur 1") && text.contains("Jour 2 sur 2"));
    assert!(text.contains("mercredi 14\u{a0}septembre\u{a0}2022"));
}

#[test]
fn the_same_values_give_the_same_bytes() {
    assert_eq!(render(&sheet(35)), render(&sheet(35)));
}

#[test]
fn long_cells_make_higher_rows_not_errors() {
    let mut long = sheet(2);
    long.attendees[0].function = "chargée de la coordination ".repeat(20);
    long.attendees[1].structure = "x".repeat(120);
    assert_eq!(pages(&long), 2);
}

#[test]
fn a_workshop_without_days_has_no_sheet() {
    let none = AttendanceSheet { days: Vec::new(), ..sheet(3) };
    assert!(matches!(render(&none), Err(PrintError::Nothing(_))));
}

#[test]
fn it_is_an_archive_that_can_be_heard() {
    checks::check("sheet", &render(&AttendanceSheet { blank_rows: 3, ..sheet(35) }).expect("a sheet"));
}
