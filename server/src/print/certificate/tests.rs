use super::*;
use crate::print::canvas::{A4_LONG, A4_SHORT, Canvas};
use crate::print::finish::checks;
use crate::print::text_of;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

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
fn it_is_an_archive_that_can_be_heard_and_is_small() {
    for (name, language) in [("certificate-fr", Locale::fr), ("certificate-en", Locale::en)] {
        let bytes = render(&Certificate { language, ..sample() }).expect("a certificate");
        checks::check(name, &bytes);
        assert!(bytes.len() < 45_000, "{}", bytes.len());
    }
}

#[test]
fn many_in_one_file_share_what_they_can() {
    let pages: Vec<_> = (0..50)
        .map(|index| Certificate {
            holder_name: format!("Ŋana Ɲaɲɔ Coulibaly {index}"),
            verify_url: format!("https://relais.example/v/ML-2022-{index:06}-7"),
            ..sample()
        })
        .map(|certificate| layout::page(&certificate).expect("a page").into_page())
        .collect();
    let about = About { title: "Certificats".into(), subject: "", language: Locale::fr, dated: on(11, 22) };
    let bytes = finish(&about, pages, &[]).expect("a file");
    checks::check("certificates", &bytes);
    assert!(bytes.len() < 50 * 6_000, "{} each", bytes.len() / 50);
}

/// Letters of here, with marks that may follow any of them; words that no line may divide.
fn words(most: usize) -> impl Strategy<Value = String> {
    let letter = prop_oneof![
        8 => proptest::char::range('a', 'z'),
        3 => proptest::char::range('A', 'Z'),
        3 => proptest::sample::select("ɛɔɲŋƐƆƝŊàâçéèêëîïôùûüœÉÈÀÇŒ".chars().collect::<Vec<_>>()),
        1 => proptest::sample::select("\u{301}\u{300}\u{302}\u{30c}\u{303}\u{308}".chars().collect::<Vec<_>>()),
        3 => proptest::sample::select(" -’'. \u{a0}".chars().collect::<Vec<_>>()),
    ];
    proptest::collection::vec(letter, 1..=most).prop_map(|letters| letters.into_iter().collect())
}

/// Every text stands within the border, and no two on one another.
fn holds_its_text(certificate: &Certificate) {
    let page = match layout::page(certificate) {
        Ok(page) => page,
        // Refused before anything is issued: as good as printed.
        Err(PrintError::TooLong { .. }) => return,
        Err(error) => panic!("{error}: {certificate:?}"),
    };
    let border = frame::draw(&mut Canvas::new(A4_LONG, A4_SHORT), A4_LONG, A4_SHORT);
    let boxes = page.drawn();
    for (index, text) in boxes.iter().enumerate() {
        let is_within = text.x >= border.x && text.right() <= border.right();
        assert!(is_within && text.y >= border.y && text.bottom() <= border.bottom(), "{text:?} of {certificate:?}");
        for other in &boxes[..index] {
            // Letters without what hangs below them or stands above capitals.
            let beside = text.x + 0.5 >= other.right() || other.x + 0.5 >= text.right();
            let apart = text.bottom() - 0.6 * text.height >= other.bottom()
                || other.bottom() - 0.6 * other.height >= text.bottom();
            assert!(beside || apart, "{text:?} on {other:?} of {certificate:?}");
        }
    }
    assert!(boxes.len() > 10);
}

fn random_texts(cases: u32) {
    let texts = (words(120), words(120), words(60), words(80), proptest::collection::vec(words(60), 0..14));
    let runner = &mut TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    let ran = runner.run(&texts, |(holder_name, workshop, city, title, modules)| {
        let mut given = Certificate { holder_name, workshop, city, modules, ..sample() };
        given.signatories[0].title = title;
        holds_its_text(&given);
        Ok(())
    });
    ran.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn random_names_and_texts_stay_within_the_border() {
    random_texts(60);
}

#[test]
#[ignore = "takes minutes: `make fuzz` runs it"]
fn ten_thousand_names_and_texts_stay_within_the_border() {
    random_texts(10_000);
}
