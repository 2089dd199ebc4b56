use super::*;
use crate::print::finish::checks::check;
use crate::print::text_of;

fn list(many: usize) -> CertificatesList {
    let on = |day| NaiveDate::from_ymd_opt(2022, 9, day).expect("a date");
    let listed = |number: usize| Listed {
        serial: format!("{:04}-ABCD-{:04}", number + 1, number * 7),
        holder: ["Aminata Traoré", "Ɛbɛn Ɲaré", "Fatoumata Bintou Coulibaly épouse Sangaré"][number % 3].into(),
        institution: [
            "Police nationale",
            "Direction régionale de la promotion de la femme, de l’enfant et de la famille",
        ][number % 2]
            .into(),
        kind: "Attestation de participation".into(),
        issued_on: on(17),
    };
    CertificatesList {
        language: Locale::fr,
        heading: Heading { state: "République du Mali".into(), ..Heading::default() },
        campaign: "Dissémination du mécanisme national de référencement".into(),
        workshop: "Formation de formateurs".into(),
        place: "Hôtel, Bamako".into(),
        days: (on(14), on(16)),
        certificates: (0..many).map(listed).collect(),
        dated: on(18),
    }
}

fn pages(bytes: &[u8]) -> Vec<String> {
    let file = lopdf::Document::load_mem(bytes).expect("a PDF");
    file.get_pages().into_keys().map(|page| file.extract_text(&[page]).expect("text")).collect()
}

#[test]
fn heads_are_repeated_and_the_end_is_signed_below_the_last_rows() {
    for many in 1..60 {
        let pages = pages(&render(&list(many)).expect("a list"));
        let last = pages.last().expect("a page");
        let count = pages.len();
        for (number, page) in (1..).zip(&pages) {
            assert!(
                page.contains("Titulaire") && page.contains(&format!("Page {number} sur {count}")),
                "{many}: {page}"
            );
        }
        assert!(last.contains(&format!("au nombre total de {many}.")), "{many}: {last}");
        assert!(last.contains("Signées par") && last.contains("17/09/2022"), "{many}: {last}");
        assert_eq!(pages.iter().map(|page| page.matches("-ABCD-").count()).sum::<usize>(), many);
    }
}

#[test]
fn it_grows_and_is_the_same_each_time() {
    assert!((8..20).contains(&pages(&render(&list(220)).expect("a list")).len()));
    assert_eq!(render(&list(26)), render(&list(26)));
    let bytes = render(&list(3)).expect("a list");
    check("certificates-list", &bytes);
    assert!(text_of(&bytes).contains("Ɛbɛn Ɲaré"));
    assert!(matches!(render(&list(0)), Err(PrintError::Nothing(_))));
}
