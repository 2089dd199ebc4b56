use super::*;
use crate::print::finish::checks;
use crate::print::text_of;
use lopdf::Object;

fn handout(markdown: &str) -> Handout {
    Handout {
        language: Locale::fr,
        programme: "Dissémination du mécanisme de référencement".into(),
        title: "Manuel du formateur".into(),
        version: "1.2".into(),
        dated: NaiveDate::from_ymd_opt(2022, 9, 1).expect("a date"),
        modules: vec![
            Module { title: "Cadre juridique".into(), minutes: 90, markdown: markdown.into() },
            Module { title: "Identification".into(), minutes: 45, markdown: String::new() },
        ],
    }
}

fn file(handout: &Handout) -> lopdf::Document {
    lopdf::Document::load_mem(&render(handout).expect("a handout")).expect("a PDF")
}

#[test]
fn the_same_values_give_the_same_bytes() {
    let handout = handout("## Un\n\nTexte.\n");
    assert_eq!(render(&handout), render(&handout));
}

#[test]
fn title_contents_and_a_page_for_each_module() {
    let file = file(&handout("## Objectifs\n\nDire."));
    assert_eq!(file.get_pages().len(), 4);
    assert!(file.extract_text(&[1]).expect("text").contains("1er\u{a0}septembre\u{a0}2022"));
    let contents = file.extract_text(&[2]).expect("text");
    for expected in ["Sommaire", "1. Cadre juridique", "Objectifs", "2. Identification", "1\u{a0}h\u{a0}30"] {
        assert!(contents.contains(expected), "{expected} in {contents}");
    }
    assert!(file.extract_text(&[4]).expect("text").contains("4 / 4"));
}

#[test]
fn without_modules_there_is_a_title_page() {
    let none = Handout { modules: Vec::new(), ..handout("") };
    assert_eq!(file(&none).get_pages().len(), 1);
}

#[test]
fn nothing_of_the_text_is_lost() {
    let words: Vec<String> = (0..400).map(|word| format!("mot{word} évaluation")).collect();
    let printed = text_of(&render(&handout(&words.join(" "))).expect("a handout"));
    for word in 0..400 {
        assert!(printed.contains(&format!("mot{word}")), "{word}");
    }
}

#[test]
fn heads_of_tables_are_repeated_on_every_page() {
    let rows: Vec<String> = (0..120).map(|row| format!("| {row} | valeur |")).collect();
    let handout = handout(&format!("| Indicateur | Valeur |\n|---|---|\n{}", rows.join("\n")));
    let file = file(&handout);
    let pages = file.get_pages().len();
    assert!(pages > 5);
    for page in 3..pages {
        let page = u32::try_from(page).expect("few");
        assert!(file.extract_text(&[page]).expect("text").contains("Indicateur"), "{page}");
    }
}

#[test]
fn the_outline_is_nested_and_the_catalog_true() {
    let file = file(&handout("## A\n\n### B\n\nb\n\n## C\n\nc"));
    let catalog = file.catalog().expect("a catalog");
    assert_eq!(file.version, "1.7");
    assert_eq!(catalog.get(b"PageMode").and_then(Object::as_name).expect("a name"), b"UseOutlines");
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).expect("a string"), b"fr");
    let outlines = catalog.get(b"Outlines").and_then(Object::as_reference).expect("an outline");
    let top = file.get_dictionary(outlines).expect("a dictionary");
    assert_eq!(top.get(b"Count").and_then(Object::as_i64).expect("a count"), 3);
    let info = file.trailer.get(b"Info").and_then(Object::as_reference).expect("info");
    assert!(!file.get_dictionary(info).expect("a dictionary").has(b"GTS_PDFXVersion"));
}

#[test]
fn a_cell_longer_than_a_page_goes_on() {
    let cell = "phrase longue ".repeat(900);
    let printed = text_of(&render(&handout(&format!("|a|b|\n|-|-|\n|1|{cell} fin|\n"))).expect("a handout"));
    assert_eq!(printed.matches("phrase").count(), 900);
    assert!(printed.contains("fin"));
}

#[test]
fn deep_nesting_keeps_to_the_page() {
    let list: Vec<String> = (0..30).map(|depth| format!("{}- niveau {depth}", "  ".repeat(depth))).collect();
    render(&handout(&format!("{}\n\n> > > citation\n", list.join("\n")))).expect("a handout");
}

#[test]
fn it_is_an_archive_that_can_be_heard() {
    let rows: Vec<String> = (0..90).map(|row| format!("| {row} |  |")).collect();
    let text = format!(
        "# Un\n\nDes [liens](https://example.org/aïcha) et [un autre](#ici).\n\n### Sauté\n\n- - un\n  - deux\n\n1. trois\n   \
         - [ ] quatre\n\n     cinq\n\n     | a | b |\n     |---|---|\n     | c |\n\n2. six\n\n> [!NOTE]\n> Dit.\n>\n> * sept\n\n\
         ```\nhuit\n```\n\n---\n\n| Indicateur | Valeur |\n|---|---|\n{}\n\n{}",
        rows.join("\n"),
        "évaluation longue ".repeat(600)
    );
    checks::check("handout", &render(&handout(&text)).expect("a handout"));
}
