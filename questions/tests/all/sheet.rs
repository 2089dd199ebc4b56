//! Sheets: read as people fill them in, and back again.

use crate::some::{asking, fr, question};
use proptest::collection::vec;
use proptest::prelude::*;
use questions::faults::{Fault, faults};
use questions::formats::sheet::{Column, MOST_OPTIONS, Reading, Row, is_headed, read, write};
use questions::formats::{KindName, Reason, What};
use questions::question::{Credit, Kind, Language, OrderCredit, Question, Text};

fn rows(lines: &[&[&str]]) -> Vec<Row> {
    let cells = |line: &&[&str]| line.iter().map(|cell| (*cell).to_owned()).collect();
    (1..).zip(lines).map(|(number, line)| Row { number, cells: cells(line) }).collect()
}

// One question below headings.
fn one(headings: &[&str], cells: &[&str]) -> Reading {
    read(&rows(&[headings, cells]), Language::Fr)
}

fn kind_of(headings: &[&str], cells: &[&str]) -> Kind {
    let reading = one(headings, cells);
    assert_eq!((&reading.read.refused, &reading.read.lost), (&vec![], &vec![]), "{cells:?}");
    assert_eq!(faults(&reading.read.questions[0].question), [], "{cells:?}");
    reading.read.questions[0].question.kind.clone()
}

fn shares(kind: &Kind) -> Vec<String> {
    match kind {
        Kind::Single { options, .. } | Kind::Multiple { options, .. } => {
            options.iter().map(|option| option.share.to_string()).collect()
        }
        other => panic!("no options: {other:?}"),
    }
}

const HEADINGS: [&str; 9] = ["Type", "Question", "Points", "A", "B", "C", "D", "Bonne réponse", "Juste en partie"];

#[test]
fn rows_as_people_fill_them_in() {
    let kind = |cells: &[&str]| kind_of(&HEADINGS, cells);
    assert_eq!(shares(&kind(&["Choix unique", "Q", "", "a", "b", "c", "", "b"])), ["0", "1", "0"]);
    assert_eq!(shares(&kind(&["choix unique", "Q", "2", "Kayes", "Gao", "", "", "Gao", ""])), ["0", "1"]);
    assert_eq!(shares(&kind(&["choix unique", "Q", "2", "a", "b", "c", "", "A B=50", ""])), ["1", "1/2", "0"]);
    let several = |partly: &str| kind(&["Choix multiple", "Q", "2", "a", "b", "c", "d", "A, C", partly]);
    for (partly, worth, credit) in [
        ("", ["1/2", "0", "1/2", "0"], Credit::AllOrNothing),
        ("par parts", ["1/2", "0", "1/2", "0"], Credit::Shares),
        ("par parts moins les erreurs", ["1/2", "-1/2", "1/2", "-1/2"], Credit::Shares),
    ] {
        let kind = several(partly);
        assert_eq!(shares(&kind), worth, "{partly}");
        assert!(matches!(kind, Kind::Multiple { credit: found, shuffle: true, .. } if found == credit), "{partly}");
    }
    for (cell, right) in [("vrai", true), ("FAUX", false), ("true", true), ("0", false)] {
        let found = kind(&["vrai / faux", "Q", "1", "", "", "", "", cell]);
        assert!(matches!(found, Kind::TrueFalse { right: said, .. } if said == right), "{cell}");
    }
    assert!(matches!(
        kind(&["vrai ou faux", "Q", "1", "Vrai", "Faux", "", "", "B"]),
        Kind::TrueFalse { right: false, .. }
    ));
    let found = kind(&["Paires", "Q", "1", "chat = mammifère", r"2 \= 2 = a = b", "= rien"]);
    let Kind::Matching { pairs, extras, .. } = found else { panic!("no pairs: {found:?}") };
    assert_eq!((pairs[1].left.fr.as_str(), pairs[1].right.fr.as_str()), ("2 = 2", "a = b"));
    assert_eq!(extras, [fr("rien")]);
    let found = kind(&["ordre", "Q", "3", "un", "deux", "trois", "", "", "voisins"]);
    assert!(matches!(&found, Kind::Ordering { steps, credit: OrderCredit::Neighbours } if steps.len() == 3));
    assert!(matches!(kind(&["Échelle", "Q", "", "peu", "assez", "très"]), Kind::Likert { .. }));
    assert_eq!(kind(&["réponse libre", "Q"]), Kind::Open);
}

#[test]
fn numbers_and_words() {
    let numbers = |cell: &str| match kind_of(&HEADINGS, &["nombre", "Q", "1", "", "", "", "", cell]) {
        Kind::Numeric { accepted, .. } => accepted
            .into_iter()
            .map(|number| format!("{} {} {}", number.low, number.high, number.share))
            .collect::<Vec<_>>(),
        other => panic!("no numbers: {other:?}"),
    };
    assert_eq!(numbers("12,5"), ["12.5 12.5 1"]);
    assert_eq!(numbers("2..3 | 1 à 4 = 50 %"), ["2 3 1", "1 4 1/2"]);
    assert_eq!(numbers("10 ± 0,5"), ["9.5 10.5 1"]);
    assert_eq!(numbers("−2012"), ["-2012 -2012 1"]);
    let words = |cell: &str| match kind_of(&HEADINGS, &["mots", "Q", "1", "", "", "", "", cell]) {
        Kind::Short { accepted, .. } => {
            accepted.into_iter().map(|words| format!("{} {}", words.pattern.fr, words.share)).collect::<Vec<_>>()
        }
        other => panic!("no words: {other:?}"),
    };
    assert_eq!(
        words(r"Bamako | Bko = 50 | E=mc² | a\|b | 2\*3"),
        ["Bamako 1", "Bko 1/2", "E=mc² 1", "a|b 1", r"2\*3 1"]
    );
}

#[test]
fn what_is_wrong_is_told_by_row_and_column() {
    let reading = read(
        &rows(&[
            &["Questions de l’atelier"],
            &["Type", "Question", "A", "B", "Bonne réponse", "Points", "Auteur", "Mélanger"],
            &["choix unique", "Q", "a", "b", "E", "1"],
            &["danse", "Q"],
            &["grille", "Q"],
            &["", "", "", ""],
            &["paires", "Q", "a - b", "c = d"],
            &["nombre", "Q", "", "", "beaucoup"],
            &["choix unique", "", "a", "b", "A"],
            &["choix unique", "Q", "a", "b", "A", "deux"],
            &["choix unique", "Q", "a", "a", "A", "1,5", "Awa", "peut-être"],
            &["choix unique", "Q", "a", "a", "A", "1,5", "Awa"],
            &["réponse libre", "Q", "a", "", "", "3"],
            &["", "Q"],
        ]),
        Language::Fr,
    );
    let within = |column: &str, reason| Reason::InColumn { column: column.to_owned(), reason: Box::new(reason) };
    let refused: Vec<_> = reading.read.refused.iter().map(|refused| (refused.line, refused.reason.clone())).collect();
    assert_eq!(
        refused,
        [
            (3, within("Bonne réponse", Reason::NotOffered("E".to_owned()))),
            (4, within("Type", Reason::UnknownKind("danse".to_owned()))),
            (5, within("Type", Reason::KindNotHeld(KindName::Rubric))),
            (7, within("A", Reason::Missing("=".to_owned()))),
            (8, within("Bonne réponse", Reason::NotANumber("beaucoup".to_owned()))),
            (9, within("Question", Reason::NoText)),
            (10, within("Points", Reason::NotANumber("deux".to_owned()))),
            (11, within("Mélanger", Reason::Malformed("peut-être".to_owned()))),
            (14, Reason::Missing("Type".to_owned())),
        ]
    );
    let lost: Vec<_> = reading.read.lost.iter().map(|lost| (lost.line, lost.what.clone())).collect();
    let unlooked = What::InColumn { column: "A".to_owned(), what: Box::new(What::Other("a".to_owned())) };
    assert_eq!(
        lost,
        [(2, What::Other("Auteur".to_owned())), (12, What::PointsRounded("1,5".to_owned())), (13, unlooked)]
    );
    let found: Vec<Vec<Fault>> = reading.read.questions.iter().map(|found| faults(&found.question)).collect();
    assert_eq!((found[0].len(), found[1].len()), (1, 1), "{found:?}");
    assert_eq!(reading.column_of(0, &found[0][0]).as_deref(), Some("B"));
    assert_eq!(reading.column_of(1, &found[1][0]).as_deref(), Some("Points"));
    assert_eq!(reading.heading(Column::Module), "Module");
}

#[test]
fn headings_say_their_language_or_the_sheet_does() {
    let said = |headings: &[&str], cells: &[&str]| match kind_of(headings, cells) {
        Kind::Ordering { steps, .. } => steps,
        other => panic!("no steps: {other:?}"),
    };
    let text = |fr: &str, en: &str| Text { fr: fr.to_owned(), en: en.to_owned() };
    let both = [text("un", "one"), text("deux", "two")];
    let french = ["Type", "Question", "A", "B", "A (en)", "B (EN)"];
    assert_eq!(said(&french, &["ordre", "Q", "un", "deux", "one", "two"]), both);
    let english = ["Kind", "Question", "A", "B", "A (fr)", "B in French"];
    assert_eq!(said(&english, &["order", "Q", "one", "two", "un", "deux"]), both);
    let steps = ["Kind", "Question", "Option 1", "Option 2", "Right answer"];
    assert_eq!(said(&steps, &["order", "Q", "one", "two"]), [text("", "one"), text("", "two")]);
    let steps = ["Genre", "Énoncé", "Réponse A", "Réponse B", "N°"];
    assert_eq!(said(&steps, &["order", "Q", "one", "two"]), [text("one", ""), text("two", "")]);
    assert!(!is_headed(&rows(&[&["Nom", "Question"], &["Type", "Date"]])));
    assert!(is_headed(&rows(&[&[], &["Type", "Question (en)"]])));
}

// What a sheet holds of a question.
fn held(question: &Question) -> (Question, bool) {
    let mut held = question.clone();
    let mut told = false;
    question.name.trim().clone_into(&mut held.name);
    held.tags = question.tags.iter().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty()).collect();
    let mut texts = vec![&mut held.text, &mut held.feedback];
    let mut lost: Vec<&mut Text> = Vec::new();
    match &mut held.kind {
        Kind::Single { options, .. } | Kind::Multiple { options, .. } => {
            for option in options {
                texts.push(&mut option.text);
                lost.push(&mut option.feedback);
            }
        }
        Kind::TrueFalse { if_true, if_false, .. } => lost.extend([if_true, if_false]),
        Kind::Matching { pairs, extras, .. } => {
            texts.extend(pairs.iter_mut().flat_map(|pair| [&mut pair.left, &mut pair.right]));
            texts.extend(extras);
        }
        Kind::Ordering { steps, .. } => texts.extend(steps),
        Kind::Numeric { accepted, unit } => {
            texts.push(unit);
            lost.extend(accepted.iter_mut().map(|number| &mut number.feedback));
        }
        Kind::Short { accepted, .. } => {
            for words in accepted {
                texts.push(&mut words.pattern);
                lost.push(&mut words.feedback);
            }
        }
        Kind::Likert { scale } => texts.extend(scale),
        Kind::Open | Kind::Rubric { .. } => (),
    }
    for text in texts {
        *text = Text { fr: text.fr.trim().to_owned(), en: text.en.trim().to_owned() };
    }
    for text in lost {
        told |= !std::mem::take(text).is_empty();
    }
    (held, told)
}

// Whether a part without which a row would say something else is blank.
fn lacks_text(question: &Question) -> bool {
    let blank = |text: &Text| text.fr.trim().is_empty() && text.en.trim().is_empty();
    let in_kind = match &question.kind {
        Kind::Single { options, .. } | Kind::Multiple { options, .. } => {
            options.iter().any(|option| blank(&option.text))
        }
        Kind::Matching { pairs, .. } => pairs.iter().any(|pair| blank(&pair.left)),
        Kind::Ordering { steps, .. } => steps.iter().any(blank),
        Kind::Short { accepted, .. } => accepted.iter().any(|words| blank(&words.pattern)),
        Kind::Likert { scale } => scale.iter().any(blank),
        _ => false,
    };
    in_kind || blank(&question.text)
}

fn back(questions: &[(&Question, &str)], language: Language, reader: Language) -> Reading {
    let grid = write(questions.iter().copied(), language);
    assert!(grid.rows.iter().all(|row| row.len() == grid.headings.len()));
    let all = std::iter::once(grid.headings).chain(grid.rows);
    let rows: Vec<Row> = (1..).zip(all).map(|(number, cells)| Row { number, cells }).collect();
    read(&rows, reader)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn a_sheet_loses_nothing_in_silence(question in question(), module in "[a-zé1-9]{0,6}", english in any::<bool>(), reader in any::<bool>()) {
        let of = |english: bool| if english { Language::En } else { Language::Fr };
        let grid = write([(&question, module.as_str())], of(english));
        let refused: Vec<Reason> = grid.written.refused.iter().map(|refused| refused.reason.clone()).collect();
        if matches!(question.kind, Kind::Rubric { .. }) {
            prop_assert_eq!(refused, vec![Reason::KindNotHeld(KindName::Rubric)]);
            return Ok(());
        }
        if lacks_text(&question) {
            prop_assert_eq!(refused, vec![Reason::NoText]);
            return Ok(());
        }
        prop_assert_eq!(refused, vec![]);
        let (held, told) = held(&question);
        let lost: Vec<What> = grid.written.lost.iter().map(|lost| lost.what.clone()).collect();
        prop_assert_eq!(lost, if told { vec![What::AnswerFeedback] } else { vec![] });
        let reading = back(&[(&question, &module)], of(english), of(reader));
        prop_assert_eq!((&reading.read.refused, &reading.read.lost), (&vec![], &vec![]), "{:?}", grid.rows);
        prop_assert_eq!(&reading.read.questions[0].question, &held, "{:?}", grid.rows);
        prop_assert_eq!(&reading.modules, &vec![module]);
    }

    #[test]
    fn any_cells_are_read(cells in vec(vec("[A-D=|,;.0-9 à±\\\\]{0,9}|vrai|oui|par parts", 12), 0..6), kinds in vec(0_usize..10, 6)) {
        let names = ["choix unique", "choix multiple", "vrai ou faux", "paires", "ordre", "nombre", "mots", "échelle", "réponse libre", "x"];
        let headings = ["Type", "Question", "A", "B", "C", "D", "Bonne réponse", "Points", "Juste en partie", "Mots-clés", "Unité", "A (en)", "Bonne réponse (en)"];
        let mut all = vec![Row { number: 1, cells: headings.map(str::to_owned).to_vec() }];
        for ((number, cells), kind) in (2..).zip(cells).zip(kinds) {
            let cells = std::iter::once(names[kind].to_owned()).chain(cells).collect();
            all.push(Row { number, cells });
        }
        let reading = read(&all, Language::En);
        for (index, found) in reading.read.questions.iter().enumerate() {
            for fault in faults(&found.question) {
                prop_assert!(reading.column_of(index, &fault).is_some(), "{:?}", fault);
            }
            let (held, _) = held(&found.question);
            if !lacks_text(&held) {
                // What was read is written, and read again, as it is.
                let again = back(&[(&found.question, "")], Language::Fr, Language::Fr);
                prop_assert_eq!(&again.read.questions[0].question, &held);
            }
        }
    }
}

#[test]
fn wide_questions_have_their_columns_or_are_refused() {
    let scale = |count: usize| asking(0, Kind::Likert { scale: (0..count).map(|at| fr(&at.to_string())).collect() });
    let wide = scale(11);
    let grid = write([(&wide, "")], Language::Fr);
    assert!(grid.headings.contains(&"K".to_owned()) && !grid.headings.contains(&"L".to_owned()));
    let too_wide = scale(MOST_OPTIONS + 1);
    let grid = write([(&wide, ""), (&too_wide, "")], Language::Fr);
    assert_eq!((grid.rows.len(), grid.written.refused[0].line), (1, 2));
    assert_eq!(grid.written.refused[0].reason, Reason::NotHeld(What::MoreOptions));
}
