use super::*;
use crate::print::finish::checks;
use crate::print::text_of;

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, month, day).expect("a date")
}

fn invited(code: &str) -> Invited {
    Invited {
        name: PersonName { family: "Coulibaly".into(), given: "Ŋana Ɛlizabɛti Ɲaɲɔ".into() },
        sex: Sex::Female,
        function: "Cheffe de brigade".into(),
        institution: "Direction régionale de la promotion de la femme, de l’enfant et de la famille de Kayes".into(),
        region: "Kayes".into(),
        code: code.into(),
        address: format!("https://relais.example.org/sign-in?code={}", code.replace('-', "")),
    }
}

fn sample() -> Letters {
    Letters {
        language: Locale::fr,
        heading: Heading {
            state: "République du Mali".into(),
            motto: "Un Peuple – Un But – Une Foi".into(),
            ministry: vec!["Ministère de la Justice et des Droits de l’Homme".into()],
            partners: vec!["Organisation internationale pour les migrations".into(), "Union européenne".into()],
        },
        programme: "Dissémination du mécanisme national de référencement".into(),
        written_in: "Bamako".into(),
        written_on: on(10, 26),
        workshop: "Protection des victimes de la traite".into(),
        venue: "Salle de conférence du gouvernorat".into(),
        city: "Kayes".into(),
        starts_on: on(11, 7),
        ends_on: on(11, 10),
        first: Some(FirstHalfDay { on: on(11, 7), welcome: 510, begins: 540, ends: 780 }),
        answer_by: on(10, 31),
        contact: "Awa Keïta, 76 12 34 56".into(),
        remarks: "Le transport et l’hébergement sont pris en charge.\nUne navette part de la gare.".into(),
        signatory: "Le Directeur national".into(),
        sign_in: "https://relais.example.org/sign-in".into(),
        invited: vec![invited("7K4M-X2QA-9TPB"), invited("0123-4567-89AB")],
    }
}

fn text(letters: &Letters) -> String {
    let text = text_of(&render(letters).expect("letters"));
    text.replace('\u{ad}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn pages(letters: &Letters) -> usize {
    lopdf::Document::load_mem(&render(letters).expect("letters")).expect("a PDF").get_pages().len()
}

#[test]
fn the_same_values_give_the_same_bytes() {
    let first = render(&sample()).expect("letters");
    assert_eq!(first, render(&sample()).expect("again"));
    let other = render(&Letters { invited: vec![invited("7K4M-X2QA-9TPC")], ..sample() }).expect("others");
    assert_ne!(first, other);
}

#[test]
fn it_says_what_it_should_and_can_be_searched() {
    let text = text(&sample());
    for expected in [
        "RÉPUBLIQUE DU MALI",
        "Un Peuple – Un But – Une Foi",
        "Bamako, le 26 octobre 2022",
        "Madame Ŋana Ɛlizabɛti Ɲaɲɔ Coulibaly",
        "Cheffe de brigade",
        "Objet : invitation à la formation de formateurs « Protection des victimes de la traite »",
        "du 7 au 10 novembre 2022 à Kayes",
        "lundi 7 novembre 2022, à partir de 8 h 30",
        "de 9 h 00 à 13 h 00",
        "au plus tard le lundi 31 octobre 2022",
        "Renseignements : Awa Keïta, 76 12 34 56",
        "Le transport et l’hébergement sont pris en charge.",
        "Le Directeur national",
        "7K4M",
        "relais.example.org/sign-in",
        "Ce code est personnel",
    ] {
        assert!(text.contains(expected), "{expected:?} in {text}");
    }
}

#[test]
fn it_is_a_page_a_person_however_long_the_names() {
    assert_eq!(pages(&sample()), 2);
    let mut long = sample();
    long.workshop = "Atelier de formation de formateurs sur le mécanisme national de référencement ".repeat(2);
    long.venue = "Salle de conférence du gouvernorat du district de Bamako, bâtiment principal".into();
    long.remarks = "Le transport, l’hébergement et les repas sont pris en charge. ".repeat(10);
    for invited in &mut long.invited {
        invited.name.given = "Fatoumata Bintou Aminata épouse Ould Mohamed".into();
        invited.name.family = "Ag Alhousseini Maïga Coulibaly".into();
        invited.institution = "Direction nationale de la protection et de la promotion de la femme ".repeat(2);
        invited.function = "chargée de la coordination et du suivi des formations en cascade".into();
    }
    assert_eq!(pages(&long), 2);
}

#[test]
fn people_are_addressed_as_they_are() {
    let as_sex = |sex, language| {
        let invited = vec![Invited { sex, ..invited("7K4M-X2QA-9TPB") }];
        text(&Letters { language, invited, ..sample() })
    };
    assert!(as_sex(Sex::Male, Locale::fr).contains("d’agréer, Monsieur, l’expression"));
    assert!(as_sex(Sex::Unstated, Locale::fr).contains("d’agréer, Madame, Monsieur, l’expression"));
    assert!(as_sex(Sex::Female, Locale::en).contains("Dear Ms Coulibaly,"));
    assert!(as_sex(Sex::Unstated, Locale::en).contains("Dear Ŋana Ɛlizabɛti Ɲaɲɔ Coulibaly,"));
}

#[test]
fn a_title_that_says_what_it_is_is_not_told_so_twice() {
    let workshop = "Atelier de formation de formateurs sur le MRN".to_owned();
    let text = text(&Letters { workshop, ..sample() });
    assert!(text.contains("invitation à l’atelier « Atelier de formation"), "{text}");
}

#[test]
fn what_is_not_known_is_left_out() {
    let nothing = Letters {
        first: None,
        contact: String::new(),
        remarks: String::new(),
        signatory: String::new(),
        written_in: String::new(),
        ..sample()
    };
    let text = text(&nothing);
    assert!(text.contains("Le 26 octobre 2022") && text.contains("Pour le ministère"), "{text}");
    for left_out in ["Accueil", "Première demi-journée", "Renseignements"] {
        assert!(!text.contains(left_out), "{left_out:?} in {text}");
    }
}

#[test]
fn what_cannot_be_drawn_or_does_not_fit_is_refused() {
    let mut strange = sample();
    strange.invited[0].function = "李".into();
    assert!(matches!(render(&strange), Err(PrintError::MissingGlyph { character: '李', .. })));
    let endless = Letters { remarks: "encore ".repeat(2_000), ..sample() };
    assert!(matches!(render(&endless), Err(PrintError::TooLong { .. })));
    assert!(matches!(render(&Letters { invited: Vec::new(), ..sample() }), Err(PrintError::Nothing(_))));
}

#[test]
fn it_is_an_archive_that_can_be_heard() {
    checks::check("letter", &render(&sample()).expect("letters"));
}
