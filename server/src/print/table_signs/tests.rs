use super::*;
use crate::print::finish::checks::check;
use crate::print::text_of;

fn sitter(name: &str) -> Sitter {
    Sitter {
        name: name.into(),
        institution: "Direction nationale de la promotion de la femme, de l’enfant et de la famille".into(),
        role: "Cheffe de division".into(),
    }
}

fn signs(names: &[&str]) -> TableSigns {
    let on = |day| NaiveDate::from_ymd_opt(2022, 9, day).expect("a date");
    TableSigns {
        language: Locale::fr,
        heading: Heading { state: "République du Mali".into(), ..Heading::default() },
        programme: "Dissémination du mécanisme national de référencement".into(),
        workshop: "Formation de formateurs".into(),
        city: "Bamako".into(),
        days: (on(14), on(16)),
        sitters: names.iter().map(|name| sitter(name)).collect(),
    }
}

#[test]
fn each_has_a_page_with_the_name_on_both_sides() {
    let bytes = render(&signs(&["Aminata Traoré", "Ɛbɛn Ɲaré", "Awa Ŋɔmɔ"])).expect("signs");
    check("table-signs", &bytes);
    assert_eq!(lopdf::Document::load_mem(&bytes).expect("a PDF").get_pages().len(), 3);
    let text = text_of(&bytes);
    for name in ["Aminata Traoré", "Ɛbɛn Ɲaré", "Awa Ŋɔmɔ"] {
        assert_eq!(text.matches(name).count(), 2, "{name} in {text}");
    }
    assert!(matches!(render(&signs(&[])), Err(PrintError::Nothing(_))));
}

#[test]
fn the_upper_side_is_the_lower_one_turned() {
    let bytes = render(&signs(&["Aminata Traoré"])).expect("signs");
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let page = file.get_pages()[&1];
    let content = lopdf::content::Content::decode(&file.get_page_content(page)).expect("operations");
    let turned = content
        .operations
        .iter()
        .filter(|one| one.operator == "cm")
        .map(|one| one.operands.iter().map(|value| value.as_float().expect("a number")).collect::<Vec<_>>());
    let turned: Vec<Vec<f32>> = turned.collect();
    assert_eq!(turned, [[-1.0, 0.0, 0.0, -1.0, 841.89, 595.28]]);
}

#[test]
fn any_name_fits() {
    let long = "Fatoumata Bintou Coulibaly épouse Sangaré ".repeat(3);
    for name in [long.as_str(), &"W".repeat(120), &"Ɲɛ ".repeat(40), "A", ""] {
        assert!(render(&signs(&[name])).is_ok(), "{name}");
    }
}
