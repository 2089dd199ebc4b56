use super::*;
use crate::print::finish::checks;
use crate::print::text_of;
use app::assessments::findings::model::{Findings, Person, Sitting, Test, findings};
use app::assessments::findings::report::{Cell, Given, Part, Subject, report};
use app::assessments::model::Moment;
use app::ids::EnrolmentId;
use app::people::model::Sex;
use lopdf::Object;
use uuid::Uuid;

const WORDINGS: [&str; 4] = [
    "Quel acteur oriente une victime identifiée vers l’assistance ?",
    "Le consentement de la victime suffit-il à exclure la traite, au sens de la loi n° 2012-023 du 12 juillet 2012 ?",
    "Que dit-on à un enfant non accompagné, en bamanankan (« ɛ ɔ ɲ ŋ »), avant le premier entretien ?",
    "Qui tient la fiche de référencement ?",
];

const INSTITUTIONS: [&str; 3] = [
    "Police nationale",
    "Direction régionale de la promotion de la femme, de l’enfant et de la famille de Tombouctou",
    "Ɲɛtaa Jɛkulu ŋana",
];

fn test(moment: Moment, questions: usize) -> Test {
    let wording = |place: usize| format!("{} ({place})", WORDINGS[place % WORDINGS.len()]);
    Test {
        moment,
        title: "Test".into(),
        max_points: i32::try_from(questions).expect("few"),
        questions: (0..questions).map(|place| (wording(place), 1)).collect(),
    }
}

/// Right or not, as people differ and questions do; more after than before.
fn is_right(person: usize, question: usize, moment: Moment) -> bool {
    let ability = (person * 37 + 11) % 60 + if moment == Moment::After { 45 } else { 0 };
    let luck = (person * 53 + question * 29 + person * question) % 41;
    ability + luck > (question * 17) % 90
}

fn sitting(person: usize, questions: usize, moment: Moment) -> Sitting {
    let answers: Vec<bool> = (0..questions).map(|question| is_right(person, question, moment)).collect();
    Sitting {
        points: i32::try_from(answers.iter().filter(|right| **right).count()).expect("few"),
        answers: Some(answers.iter().map(|right| Some(f64::from(u8::from(*right)))).collect()),
    }
}

fn told(people: usize, questions: usize, institutions: usize) -> Findings {
    let person = |number: usize| Person {
        enrolment: EnrolmentId(Uuid::from_u128(number as u128)),
        workshop: format!("Atelier n° {} de formation de formateurs", number % 8 + 1),
        sex: if number.is_multiple_of(3) { Sex::Female } else { Sex::Male },
        institution: format!("{} {}", INSTITUTIONS[number % institutions % 3], number % institutions + 1),
        sittings: Moment::ALL.map(|moment| (moment, sitting(number, questions, moment))).into(),
    };
    let people: Vec<Person> = (0..people).map(person).collect();
    findings(Moment::ALL.map(|moment| test(moment, questions)).to_vec(), &people)
}

fn on(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2022, month, day).expect("a date")
}

fn given(title: &str, place: &str, from: NaiveDate) -> Given {
    Given { title: title.into(), place: place.into(), days: (from, from + chrono::Days::new(3)) }
}

fn subject(workshop: bool) -> Subject {
    let one = given("Atelier de Ségou", "Salle du gouvernorat, Ségou", on(10, 3));
    Subject {
        campaign: "Dissémination du mécanisme national de référencement".into(),
        curriculum: "Manuel du formateur : identifier, protéger, orienter".into(),
        workshop: workshop.then(|| one.clone()),
        given: if workshop {
            Vec::new()
        } else {
            vec![given("Atelier de Bamako", "Bamako", on(9, 14)), Given { place: "Ségou".into(), ..one }]
        },
    }
}

fn results(found: &Findings, subject: &Subject, language: Locale) -> Results {
    Results {
        language,
        heading: Heading {
            state: "République du Mali".into(),
            motto: "Un Peuple – Un But – Une Foi".into(),
            ministry: vec!["Ministère de la Justice et des Droits de l’homme".into()],
            partners: vec!["Organisation internationale pour les migrations".into()],
        },
        campaign: subject.campaign.clone(),
        report: report(language, subject, found),
        dated: on(11, 23),
        mark: None,
    }
}

fn of_workshop() -> Results {
    results(&told(26, 20, 5), &subject(true), Locale::fr)
}

fn of_campaign() -> Results {
    results(&told(214, 60, 40), &subject(false), Locale::fr)
}

/// Without what differs between words and their setting: spaces, and where words are divided.
fn letters(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric() || "%,<−".contains(*sign)).collect()
}

/// What stands together: nothing of it is on the next page.
fn together(report: &Report) -> Vec<String> {
    let mut all: Vec<String> = report.covers.iter().flat_map(|(label, value)| [label.clone(), value.clone()]).collect();
    all.extend([report.title.to_uppercase(), report.question.clone()]);
    all.extend(report.answer.clone());
    for part in &report.parts {
        match part {
            Part::Heading(_, title) => all.push(title.clone()),
            Part::Table(table) => {
                all.extend(table.heads.iter().map(|head| head.text.clone()));
                all.extend(table.rows.iter().flatten().flat_map(cell_words));
            }
            Part::Bars(pair) => all.extend(pair.bars.iter().flatten().map(|bar| bar.said.clone())),
            Part::Columns(columns) => all.extend([columns.height.clone(), columns.axis.clone()]),
            Part::Text(_) | Part::Items(_) | Part::Written(_) => {}
        }
    }
    all
}

fn cell_words(cell: &Cell) -> Vec<String> {
    match cell {
        Cell::Text(words) => vec![words.clone()],
        Cell::Noted(words, notes) => std::iter::once(words).chain(notes).cloned().collect(),
        Cell::Bars(_) => Vec::new(),
    }
}

/// What may go on on the next page, word by word.
fn running(report: &Report) -> Vec<String> {
    let texts = report.parts.iter().flat_map(|part| match part {
        Part::Text(text) => vec![text.clone()],
        Part::Items(items) => items.clone(),
        _ => Vec::new(),
    });
    texts.flat_map(|text| text.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn printed(results: &Results) -> Vec<u8> {
    let bytes = render(results).expect("a report");
    // To be looked at: a folder that the variable names.
    if let Some(folder) = std::env::var_os("RESULTS_FOLDER") {
        let name = format!("{}-{}.pdf", results.report.about.replace(' ', "-"), results.language);
        std::fs::write(std::path::Path::new(&folder).join(name), &bytes).expect("written");
    }
    bytes
}

fn file(results: &Results) -> lopdf::Document {
    lopdf::Document::load_mem(&printed(results)).expect("a PDF")
}

#[test]
fn the_same_values_give_the_same_bytes_and_nothing_gives_none() {
    assert_eq!(render(&of_workshop()), render(&of_workshop()));
    let nothing = Report { parts: Vec::new(), ..of_workshop().report };
    assert!(matches!(render(&Results { report: nothing, ..of_workshop() }), Err(PrintError::Nothing(_))));
}

#[test]
fn every_word_and_figure_is_on_the_paper() {
    for results in [of_workshop(), of_campaign(), results(&told(26, 20, 5), &subject(true), Locale::en)] {
        let paper = letters(&text_of(&printed(&results)));
        for words in together(&results.report).into_iter().chain(running(&results.report)) {
            assert!(paper.contains(&letters(&words)), "{words} in {paper}");
        }
    }
}

#[test]
fn sixty_questions_and_forty_institutions_take_pages_with_their_heads() {
    let file = file(&of_campaign());
    let count = u32::try_from(file.get_pages().len()).expect("few");
    assert!((6..=14).contains(&count), "{count}");
    let mut with_questions = 0;
    for page in 1..=count {
        let text = file.extract_text(&[page]).expect("text");
        assert!(text.contains(&format!("Page {page} sur {count}")), "{text}");
        let numbered = (1..=60)
            .any(|number| WORDINGS.iter().any(|wording| text.contains(&format!("{number}. {}", &wording[..9]))));
        with_questions += usize::from(numbered);
        assert!(!numbered || text.contains("ce qu’il faut en faire"), "no head on page {page}: {text}");
    }
    assert!(with_questions >= 3, "{with_questions}");
}

#[test]
fn the_outline_is_nested_and_the_catalog_true() {
    let file = file(&of_workshop());
    let catalog = file.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"Lang").and_then(Object::as_str).expect("a string"), b"fr");
    let outlines = catalog.get(b"Outlines").and_then(Object::as_reference).expect("an outline");
    let top = file.get_dictionary(outlines).expect("a dictionary");
    // The answer, before and after, distribution, trust, questions, groups, arithmetic.
    assert_eq!(top.get(b"Count").and_then(Object::as_i64).expect("a count"), 7);
}

#[test]
fn what_is_not_defined_is_told_in_words() {
    let mut people = vec![];
    for number in 0..6_u128 {
        let sitting = Sitting { points: 4, answers: None };
        people.push(Person {
            enrolment: EnrolmentId(Uuid::from_u128(number)),
            workshop: "Atelier".into(),
            sex: Sex::Unstated,
            institution: "中国".into(),
            sittings: Moment::ALL.map(|moment| (moment, sitting.clone())).into(),
        });
    }
    let found = findings(Moment::ALL.map(|moment| test(moment, 4)).to_vec(), &people);
    let mut results = Results { heading: Heading::default(), ..results(&found, &subject(true), Locale::fr) };
    results.report.about = "Rien".into();
    let text = text_of(&printed(&results));
    for expected in
        ["gain d’apprentissage n’est pas défini", "non défini", "saisies en total seulement", "Personne n’a une note"]
    {
        assert!(letters(&text).contains(&letters(expected)), "{expected} in {text}");
    }
    assert!(!text.contains("NaN"), "{text}");
    // A name in letters that no face has is still a row.
    assert!(text.contains("□□"), "{text}");
}

#[test]
fn long_names_keep_to_the_page() {
    let mut long = of_workshop();
    long.report.about = "Atelier ".repeat(20);
    for part in &mut long.report.parts {
        let Part::Table(table) = part else { continue };
        for row in &mut table.rows {
            row[0] = Cell::Text(format!("{} {}", "x".repeat(200), "Direction régionale ".repeat(12)));
        }
    }
    let paper = text_of(&printed(&long));
    assert!(paper.matches("régionale").count() > 100);
}

#[test]
fn it_is_an_archive_that_can_be_heard() {
    checks::check("results-workshop", &render(&of_workshop()).expect("a report"));
    checks::check("results-campaign", &render(&of_campaign()).expect("a report"));
}
