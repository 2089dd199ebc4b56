use super::*;
use crate::print::finish::checks;
use crate::print::text_of;

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, month, day).expect("a date")
}

fn plan(workshops: usize) -> Plan {
    let cities = ["Bamako", "Ségou", "Tombouctou", "Gao", "Koulikoro", "Kayes", "Mopti", "Sikasso"];
    let workshop = |index: usize| {
        let from = on(9, 14) + chrono::Days::new(7 * u64::try_from(index % 9).expect("small"));
        Workshop {
            city: cities[index % cities.len()].into(),
            venue: "Salle de conférence du gouvernorat".into(),
            from,
            to: from + chrono::Days::new(3),
            seats: 26,
            trainers: vec!["Kadiatou Ɲaré".into(), "Oumou Sidibé".into(), "Ibrahim Ag Alhousseini".into()],
        }
    };
    Plan {
        language: Locale::fr,
        heading: Heading { state: "République du Mali".into(), ..Heading::default() },
        campaign: "Dissémination du mécanisme national de référencement".into(),
        window: (on(9, 14), on(11, 22)),
        holidays: vec![on(9, 22)],
        workshops: (0..workshops).map(workshop).collect(),
        dated: on(9, 1),
    }
}

fn pages(plan: &Plan) -> usize {
    let bytes = render(plan).expect("a plan");
    lopdf::Document::load_mem(&bytes).expect("a PDF").get_pages().len()
}

#[test]
fn pages_grow_with_workshops() {
    assert_eq!(pages(&plan(9)), 2);
    assert_eq!(pages(&plan(1)), 1);
    assert!((3..=6).contains(&pages(&plan(80))), "{}", pages(&plan(80)));
}

#[test]
fn every_workshop_is_told_with_its_days_room_and_team() {
    let text = text_of(&render(&plan(9)).expect("a plan"));
    assert_eq!(text.matches("Oumou Sidibé").count(), 9, "{text}");
    assert!(text.contains("Établi le") && text.contains("Page 2 sur 2"), "{text}");
    assert!(text.contains("14–17") && text.contains("du\u{a0}14 au\u{a0}17"), "{text}");
}

#[test]
fn the_same_values_give_the_same_bytes_and_nothing_gives_none() {
    assert_eq!(render(&plan(40)), render(&plan(40)));
    assert!(matches!(render(&plan(0)), Err(PrintError::Nothing(_))));
}

#[test]
fn long_names_and_a_single_day_fit() {
    let mut long = plan(2);
    long.workshops[0].venue = "Centre de formation professionnelle ".repeat(8);
    long.workshops[1].city = "x".repeat(80);
    long.window = (on(9, 14), on(9, 14));
    long.workshops.truncate(1);
    long.workshops[0].to = on(9, 14);
    assert_eq!(pages(&long), 1);
}

#[test]
fn it_is_an_archive_that_can_be_heard() {
    checks::check("plan", &render(&plan(40)).expect("a plan"));
}
