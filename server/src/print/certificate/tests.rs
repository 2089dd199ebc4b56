use super::*;
use crate::print::text_of;

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, month, day).expect("a date")
}

/// A certificate as the campaign of 2022 would have given it; the names are invented.
pub fn sample() -> Certificate {
    Certificate {
        language: Locale::fr,
        kind: Kind::Trainer,
        heading: Heading {
            state: "République du Mali".into(),
            motto: "Un Peuple – Un But – Une Foi".into(),
            ministry: vec!["Ministère de la Justice et des Droits de l’Homme".into()],
            partners: vec!["Organisation internationale pour les migrations".into()],
        },
        programme: "Dissémination du mécanisme national de référencement".into(),
        holder_name: "Ŋana Ɛlizabɛti Ɲaɲɔ Coulibaly".into(),
        workshop: "Formation de formateurs : protection des victimes".into(),
        city: "Bamako".into(),
        starts_on: on(9, 30),
        ends_on: on(10, 4),
        hours: 24,
        modules: vec!["Cadre juridique".into(), "Identification et entretien".into()],
        issued_on: on(11, 22),
        signatories: vec![
            Signatory { name: "Moussa Traoré".into(), title: "Le Ministre".into() },
            Signatory { name: "Awa Keïta".into(), title: "La Cheffe de mission".into() },
        ],
        serial: "ML-2022-000123-7".into(),
        verify_url: "https://relais.example/v/ML-2022-000123-7".into(),
    }
}

#[test]
fn the_same_values_give_the_same_bytes() {
    let first = render(&sample()).expect("a certificate");
    assert_eq!(first, render(&sample()).expect("again"));
    let other = render(&Certificate { holder_name: "Awa".into(), ..sample() }).expect("another");
    assert_ne!(first, other);
}

#[test]
fn it_says_what_it_should_and_can_be_searched() {
    let bytes = render(&sample()).expect("a certificate");
    let text = text_of(&bytes).replace(['\n', '\u{a0}'], " ");
    for expected in [
        "CERTIFICAT DE FORMATEUR",
        "Ŋana Ɛlizabɛti Ɲaɲɔ Coulibaly",
        "« Formation de formateurs",
        "du 30 septembre au 4 octobre 2022",
        "Délivré le 22 novembre 2022",
        "l’Homme",
        "N° ML-2022-000123-7",
        "https://relais.example/v/ML-2022-000123-7",
    ] {
        assert!(text.contains(expected), "{expected:?} in {text}");
    }
}

#[test]
fn it_is_one_page_however_long_the_name() {
    for holder_name in
        ["Fatoumata Bintou Aminata Coulibaly épouse Ould Mohamed Ag Alhousseini".to_owned(), "É".repeat(60)]
    {
        let bytes = render(&Certificate { holder_name, ..sample() }).expect("a certificate");
        assert_eq!(lopdf::Document::load_mem(&bytes).expect("a PDF").get_pages().len(), 1);
    }
}

#[test]
fn a_name_that_cannot_be_drawn_is_refused() {
    let refused = render(&Certificate { holder_name: "李 Awa".into(), ..sample() });
    assert_eq!(refused, Err(PrintError::MissingGlyph { character: '李', text: "李 ".trim().into() }));
}

#[test]
fn an_endless_name_is_refused_rather_than_cut() {
    let refused = render(&Certificate { holder_name: "Ag ".repeat(400), ..sample() });
    assert!(matches!(refused, Err(PrintError::TooLong { .. })));
}

#[test]
fn thirteen_modules_fit() {
    let modules = vec!["Évaluation des besoins et des risques".to_owned(); 13];
    render(&Certificate { modules, ..sample() }).expect("a certificate");
}

#[test]
fn many_are_in_one_file_in_their_order_and_small() {
    let certificates: Vec<Certificate> =
        (0..220).map(|number| Certificate { holder_name: format!("Awa Ɲɛlɛ Keïta {number}"), ..sample() }).collect();
    let bytes = render_all(&certificates).expect("a file");
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    assert_eq!(file.get_pages().len(), 220);
    for number in [1, 110, 220] {
        let text = file.extract_text(&[number]).expect("text");
        assert!(text.contains(&format!("Keïta {}", number - 1)), "{text}");
    }
    let each = bytes.len() / 220;
    assert!(each < 6_000, "{each} bytes each");
    assert_eq!(bytes, render_all(&certificates).expect("again"));
    assert_eq!(render_all(&[]), Err(PrintError::Nothing("no certificates")));
}
