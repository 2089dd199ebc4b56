use super::*;
use crate::print::finish::checks::check;
use crate::print::text_of;
use app::attendance::badge::{badge_code, badge_payload};
use app::ids::EnrolmentId;
use proptest::prelude::*;
use uuid::Uuid;

fn wearer(index: usize) -> Wearer {
    let enrolment = EnrolmentId(Uuid::from_u128(index as u128 * 0x9E37_79B9_7F4A_7C15));
    Wearer {
        family_name: ["Traoré", "Ɲaré Ŋɔmɔ", "Coulibaly épouse Sangaré"][index % 3].into(),
        given_names: ["Aminata", "Ɛbɛn", "Fatoumata Bintou dite Batoma"][index % 3].into(),
        institution: ["Police nationale", "Direction régionale de la promotion de l’enfant et de la famille"]
            [index % 2]
            .into(),
        function: "Cheffe de brigade".into(),
        code: badge_code(enrolment),
        payload: badge_payload(enrolment),
    }
}

fn badges(people: usize) -> Badges {
    let on = |day| NaiveDate::from_ymd_opt(2022, 9, day).expect("a date");
    Badges {
        language: Locale::fr,
        heading: Heading {
            state: "République du Mali".into(),
            motto: "Un Peuple – Un But – Une Foi".into(),
            ministry: vec!["Ministère de la Justice et des Droits de l’homme".into()],
            partners: vec!["OIM Mali".into(), "Ambassade du Royaume des Pays-Bas".into()],
        },
        programme: "Dissémination du mécanisme national de référencement".into(),
        workshop: "Formation de formateurs, session de Bamako".into(),
        city: "Bamako".into(),
        days: (on(14), on(16)),
        wearers: (0..people).map(wearer).collect(),
    }
}

fn pages(badges: &Badges) -> usize {
    let bytes = render(badges).expect("badges");
    lopdf::Document::load_mem(&bytes).expect("a PDF").get_pages().len()
}

#[test]
fn ten_stand_on_a_sheet() {
    for (people, sheets) in [(1, 1), (10, 1), (11, 2), (26, 3), (220, 22)] {
        assert_eq!(pages(&badges(people)), sheets, "{people}");
    }
    assert!(matches!(render(&badges(0)), Err(PrintError::Nothing(_))));
}

#[test]
fn a_badge_says_who_for_whom_and_what() {
    let bytes = render(&badges(3)).expect("badges");
    check("badges", &bytes);
    let text = text_of(&bytes);
    for said in
        ["Traoré", "Ɲaré Ŋɔmɔ", "Ɛbɛn", "Police nationale", "Cheffe de brigade", "RÉPUBLIQUE DU MALI", "OIM Mali"]
    {
        assert!(text.contains(said), "{said} in {text}");
    }
    assert!(text.contains(&wearer(2).code) && text.contains("Bamako · 14"), "{text}");
}

#[test]
fn the_same_values_give_the_same_bytes() {
    assert_eq!(render(&badges(26)), render(&badges(26)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_the_name_there_is_a_badge(
        family in "[A-Za-zɛɔɲŋƐƆƝŊéï'  -]{0,120}",
        given in "[W ]{0,120}",
        institution in "[a-zéɔ ]{0,300}",
        workshop in "[A-Z ]{0,300}",
    ) {
        let mut one = badges(1);
        one.workshop = workshop;
        one.wearers[0].family_name = family;
        one.wearers[0].given_names = given;
        one.wearers[0].institution = institution;
        prop_assert!(render(&one).is_ok());
    }
}
