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
        audience: Audience::Trainers,
        address: Some("https://relais.example.org/curricula/1".into()),
        figures: Vec::new(),
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

/// Figures with a title, with a description alone and with neither; formulas, a diagram,
/// call-outs, footnotes.
const OTHER_PARTS: &str = r"
![Plan de la salle](plan.png 'La salle, vue de haut')

![Encore](plan.png)

![](plan.png)

- Un point, puis une figure :

  ![Dans la liste](plan.png)

  $$a^2$$

Soit $x_1$ la part[^un], puis leur moyenne[^deux] :

$$\frac{1}{n}\sum_{i=1}^{n} x_i$$

```schema Le parcours d’une personne
Accueil | par la police
Entretien
```

> [!ATTENTION]
> Premier.
>
> | a | b |
> |---|---|
> | c | d |
>
> Dernier.

> Des mots d’un autre.

[^un]: Une note de bas de page.

    Son second alinéa.

[^deux]: - une liste
    - dans une note
";

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut png = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(width, height, |x, _| image::Rgb([u8::try_from(x % 251).expect("small"), 0, 0]))
        .write_to(&mut png, image::ImageFormat::Png)
        .expect("a PNG");
    png.into_inner()
}

#[test]
fn it_is_an_archive_that_can_be_heard() {
    let rows: Vec<String> = (0..90).map(|row| format!("| {row} |  |")).collect();
    let text = format!(
        "# Un\n\nDes [liens](https://example.org/aïcha) et [un autre](#ici).\n\n### Sauté\n\n- - un\n  - deux\n\n1. trois\n   \
         - [ ] quatre\n\n     cinq\n\n     | a | b |\n     |---|---|\n     | c |\n\n2. six\n\n> [!NOTE]\n> Dit.\n>\n> * sept\n\n\
         ```\nhuit\n```\n\n---\n\n| Indicateur | Valeur |\n|---|---|\n{}\n\n{}\n\n{OTHER_PARTS}",
        rows.join("\n"),
        "évaluation longue ".repeat(600)
    );
    let figures = vec![Figure { name: "plan.png".into(), file: png(30, 40).into() }];
    let with = Handout { figures, ..handout(&text) };
    let bytes = render(&with).expect("a handout");
    checks::check("handout", &bytes);
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let told: Vec<String> = file
        .objects
        .values()
        .filter_map(|object| lopdf::decode_text_string(object.as_dict().ok()?.get(b"Alt").ok()?).ok())
        .collect();
    for expected in [
        "Plan de la salle",
        "plan.png",
        "\\frac{1}{n}\\sum_{i=1}^{n} x_i",
        "QR – https://relais.example.org/curricula/1",
        "QR – https://relais.example.org/curricula/1/modules/2",
    ] {
        assert!(told.iter().any(|one| one == expected), "{expected} in {told:?}");
    }
}

fn page_with(file: &lopdf::Document, text: &str) -> u32 {
    let has = |page: &u32| file.extract_text(&[*page]).expect("text").contains(text);
    file.get_pages().into_keys().find(has).unwrap_or_else(|| panic!("{text} on no page"))
}

#[test]
fn a_footnote_stands_on_the_page_that_calls_it() {
    let filler = "Phrase de remplissage pour la page.\n\n".repeat(60);
    let file = file(&handout(&format!("{filler}Appel[^a].\n\n{filler}\n\n[^a]: Le pied de page.\n")));
    assert_eq!(page_with(&file, "Appel"), page_with(&file, "Le pied de page."));
}

#[test]
fn a_footnote_longer_than_a_page_goes_on_and_loses_nothing() {
    let note = "mot7 ".repeat(1_500);
    let printed = text_of(&render(&handout(&format!("a[^n]\n\n[^n]: {note} fin\n"))).expect("a handout"));
    assert_eq!(printed.matches("mot7").count(), 1_500);
    assert!(printed.contains("fin"));
}

#[test]
fn a_formula_that_cannot_be_set_names_itself_and_its_module() {
    for (markdown, formula) in
        [("$\\nosuch$", "\\nosuch"), ("$$\\frac{1}$$", "\\frac{1}"), ("$\\bar{xy}$", "\\bar{xy}")]
    {
        match render(&handout(markdown)) {
            Err(PrintError::Formula { module, formula: found, .. }) => {
                assert_eq!((module.as_str(), found.as_str()), ("Cadre juridique", formula));
            }
            other => panic!("{markdown}: {:?}", other.map(|bytes| bytes.len())),
        }
    }
}

#[test]
fn every_sign_that_a_formula_knows_is_drawn() {
    let signs = r"\times \cdot \div \pm \cup \cap \leq \geq \neq \approx \equiv \in \to \Rightarrow \infty \partial
        \ldots \cdots \sum \prod \int \alpha \beta \gamma \delta \epsilon \zeta \eta \theta \iota \kappa \lambda \mu \nu
        \xi \pi \rho \sigma \tau \upsilon \phi \chi \psi \omega \Gamma \Delta \Theta \Lambda \Xi \Pi \Sigma \Phi \Psi \Omega
        \bar{x} a'";
    for sign in signs.split_whitespace() {
        assert!(render(&handout(&format!("${sign}$\n\n$${sign}$$"))).is_ok(), "{sign}");
    }
}

#[test]
fn a_figure_is_in_the_file_once_and_within_the_measure() {
    let figures = vec![Figure { name: "plan.png".into(), file: png(3_000, 400).into() }];
    let markdown = "![Plan de la salle](plan.png)\n\nSuite.\n\n![Encore](plan.png)\n";
    let with = Handout { figures, ..handout(markdown) };
    let file = file(&with);
    let is_picture = |object: &&Object| {
        object.as_stream().is_ok_and(|stream| {
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
        })
    };
    assert_eq!(file.objects.values().filter(is_picture).count(), 1);
    assert_eq!(page_with(&file, "Plan de la salle"), 3);
    assert_eq!(
        render(&handout("![x](no.png)")),
        Err(PrintError::Figure { module: "Cadre juridique".into(), name: "no.png".into() })
    );
}

#[test]
fn a_call_out_that_fits_is_never_parted() {
    for lines in 20..50 {
        let filler = "Ligne.\n\n".repeat(lines);
        let file = file(&handout(&format!("{filler}> [!ATTENTION]\n> Premier.\n>\n> Milieu.\n>\n> Dernier.\n")));
        assert_eq!(page_with(&file, "ATTENTION"), page_with(&file, "Dernier."), "{lines}");
    }
}
