//! Questions from spreadsheets, and questions written in fields: what is wrong stands beside
//! its cell or its field, and what was typed stays.

use crate::bank::fresh;
use crate::client::Reply;
use crate::world::World;
use app::assessments::bank::store::{Filter, Kept, all, shelf, take_each};
use app::fields::{Problem, Refusal};
use app::ids::{CurriculumId, ModuleId};
use app::imports::sheet::texts;
use app::people::caller::Caller;
use app::schema::error::UseError;
use questions::faults::faults;
use questions::question::{Credit, Kind, Question};

const ROWS: &str = "Type;Question;Question (en);A;B;C;Bonne réponse;Points;Module;Auteur\n\
    choix unique;Que veut dire MRN ?;What is NRM?;Mission;Mécanisme;;B;2;Deux;Awa\n\
    choix unique;Qui réfère ?;;la police;la santé;;D;1;;\n\
    danse;Qui danse ?;;;;;;;;\n\
    choix multiple;\"Quels signes,\nparmi eux ?\";;papiers gardés;salaire retenu;un car;A B;1;1;\n\
    vrai ou faux;Sans consentement ?;;;;;faux;1;Neuf;\n\
    choix unique;Deux fois ?;;oui;oui;;A;1;;\n\
    nombre;Combien d’heures ?;;;;;20..30;1;;\n";

/// What a hidden field of a page holds.
fn hidden(page: &Reply, name: &str) -> String {
    let text = page.text();
    let field = text.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("the field");
    let value = field.split('"').next().expect("a value");
    value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'").replace("&amp;", "&")
}

async fn kept(caller: &Caller, curriculum: CurriculumId) -> Vec<Kept> {
    shelf(caller, curriculum, Filter::default()).await.expect("theirs").questions
}

async fn modules(caller: &Caller, curriculum: CurriculumId) -> Vec<(ModuleId, String)> {
    shelf(caller, curriculum, Filter::default()).await.expect("theirs").modules
}

#[tokio::test]
async fn a_sheet_is_read_with_its_errors_by_cell_and_each_row_goes_to_its_module() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum = fresh(&world, &caller).await;
    let modules = modules(&caller, curriculum).await;
    let mut organiser = world.organiser().await;
    let before = world.rows().await;
    let address = format!("/curricula/{curriculum}/questions");
    let file = Some(("file", "questions.csv", ROWS.as_bytes()));
    let second = modules[1].0.to_string();
    let read = organiser.post_parts(&address, &[("module", second.as_str())], file).await;
    assert_eq!(read.status, 200, "{}", read.prose());
    let prose = read.prose();
    for told in [
        "N° 3 : colonne « Bonne réponse » : « D »",
        "N° 4 : colonne « Type » : les questions du genre « danse »",
        // A cell of two lines: the numbers are those of the lines of the file.
        "N° 7 : colonne « Module » : « Neuf »",
        "N° 8 : colonne « B » : deux textes sont les mêmes",
        "« Auteur »",
    ] {
        assert!(prose.contains(told), "{told}: {prose}");
    }
    assert_eq!(world.rows().await, before, "reading changes nothing");

    let (questions, of_each) = (hidden(&read, "questions"), hidden(&read, "modules"));
    let fields = [("questions", questions.as_str()), ("module", second.as_str()), ("modules", of_each.as_str())];
    for (new, same) in [(3, 0), (0, 3)] {
        let taken = organiser.post(&format!("{address}/take"), &fields).await;
        assert_eq!(taken.location(), Some(format!("{address}?new={new}&same={same}").as_str()), "{}", taken.prose());
    }
    let found = kept(&caller, curriculum).await;
    let of: Vec<Option<ModuleId>> = found.iter().map(|kept| kept.module).collect();
    // By title, by number, and by the form where the row says nothing.
    assert_eq!(of, [Some(modules[1].0), Some(modules[0].0), Some(modules[1].0)]);
    assert_eq!((found[0].question.text.en.as_str(), found[0].question.points), ("What is NRM?", 2));
    assert_eq!(found[1].question.text.fr, "Quels signes,\nparmi eux ?");
    assert!(matches!(found[1].question.kind, Kind::Multiple { credit: Credit::AllOrNothing, .. }));

    // Modules that do not fit the questions are no longer those that were shown.
    let fields = [("questions", questions.as_str()), ("modules", ",")];
    assert_eq!(organiser.post(&format!("{address}/take"), &fields).await.status, 422);
    let foreign = ModuleId(caller.new_id());
    let refused = take_each(&caller, curriculum, &[(Some(foreign), &found[0].question)]).await;
    match refused {
        Err(UseError::Refused(refusals)) => assert_eq!(refusals, [Refusal::new("module", Problem::Unknown)]),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn cells_pasted_from_a_spreadsheet_are_read_as_a_file_is() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum = fresh(&world, &caller).await;
    let mut organiser = world.organiser().await;
    let address = format!("/curricula/{curriculum}/questions");
    let pasted = "Type\tQuestion\tBonne réponse\nvrai ou faux\tVrai {ou} faux ?\tvrai\n";
    let read = organiser.post_parts(&address, &[("pasted", pasted)], None).await;
    assert!(read.prose().contains("Vrai {ou} faux ?"), "{}", read.prose());
    // A spreadsheet of something else is told so beside the field.
    let people = Some(("file", "liste.csv", "Nom;Prénom\nTraoré;Awa\n".as_bytes()));
    let refused = organiser.post_parts(&address, &[], people).await;
    assert_eq!(refused.status, 422);
    assert!(refused.error_at("file").contains("Type"), "{}", refused.prose());
    let broken = Some(("file", "x.xlsx", &b"PK\x03\x04 xl/workbook.xml"[..]));
    assert_eq!(organiser.post_parts(&address, &[], broken).await.status, 422);
}

#[tokio::test]
async fn the_bank_is_a_workbook_that_reads_as_it_stands() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum: CurriculumId = world.demo().curriculum.parse().expect("an identifier");
    let mut organiser = world.organiser().await;
    let address = format!("/curricula/{curriculum}/questions");
    let book = organiser.get(&format!("{address}/questions.xlsx?anyway=yes")).await;
    assert!(book.header("content-type").contains("spreadsheet"), "{}", book.prose());
    let file = Some(("file", "questions.xlsx", &book.body[..]));
    let read = organiser.post_parts(&address, &[], file).await;
    let modules = hidden(&read, "modules");
    let stands: Vec<String> = kept(&caller, curriculum)
        .await
        .iter()
        .filter(|kept| !matches!(kept.question.kind, Kind::Rubric { .. }))
        .map(|kept| kept.module.map(|module| module.to_string()).unwrap_or_default())
        .collect();
    assert_eq!(modules, stands.join(","));
    let questions = hidden(&read, "questions");
    let fields = [("questions", questions.as_str()), ("modules", modules.as_str())];
    let taken = organiser.post(&format!("{address}/take"), &fields).await;
    assert_eq!(taken.location(), Some(format!("{address}?new=0&same={}", stands.len()).as_str()));

    // A grid of criteria is no row: it is told before the file is given.
    let told = organiser.get(&format!("{address}/questions.xlsx")).await;
    assert!(told.text().contains("?anyway=yes") && told.prose().contains("N° 21"), "{}", told.prose());
}

#[tokio::test]
async fn the_template_speaks_the_readers_language_and_offers_the_modules() {
    let world = World::new().await;
    let mut trainer = world.trainer().await;
    let address = format!("/curricula/{}/questions/template.xlsx", world.demo().curriculum);
    let sheets = texts(&trainer.get(&address).await.body).expect("a workbook");
    assert_eq!(sheets[0].len(), 1, "headings alone");
    assert!(sheets[0][0].cells.starts_with(&["Type", "Module", "Question", "A"].map(str::to_owned)));
    let caller = world.caller("formatrice.demo").await;
    let curriculum = world.demo().curriculum.parse().expect("an identifier");
    let titles: Vec<String> = modules(&caller, curriculum).await.into_iter().map(|(_, title)| title).collect();
    let offered: Vec<String> = sheets[2].iter().map(|row| row.cells[1].clone()).collect();
    assert_eq!(offered, titles);
    trainer.post("/language", &[("language", "en")]).await;
    let english = texts(&trainer.get(&address).await.body).expect("a workbook");
    assert!(english[0][0].cells.starts_with(&["Kind", "Module", "Question", "A"].map(str::to_owned)));
    assert!(english[0][0].cells.contains(&"A (fr)".to_owned()));
}

/// Fields of a question of several answers, of this module and with these percents.
fn several<'t>(module: &'t str, first: &'t str, last: &'t str) -> Vec<(&'t str, &'t str)> {
    vec![
        ("kind", "multiple"),
        ("text-fr", "Quels signes <indiquent> la traite ?"),
        ("text-en", "Which signs?"),
        ("points", "2"),
        ("module", module),
        ("credit", "shares"),
        ("option-1-fr", "papiers gardés"),
        ("option-1-percent", first),
        ("option-2-fr", "un long trajet"),
        ("option-2-feedback-fr", "Un trajet n’est pas un signe."),
        ("option-4-fr", "salaire retenu"),
        ("option-4-percent", last),
        ("tags", "traite, indicateurs"),
        ("option-lines", "4"),
    ]
}

#[tokio::test]
async fn a_question_is_written_in_fields_and_everything_typed_is_kept() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum = fresh(&world, &caller).await;
    let module = modules(&caller, curriculum).await[0].0;
    let mut organiser = world.organiser().await;
    let new = format!("/curricula/{curriculum}/questions/new");
    let empty = organiser.get(&format!("{new}?kind=multiple")).await;
    assert!(!empty.control("option-4-fr").is_empty() && empty.control("option-5-fr").is_empty());
    let rubric = format!("/curricula/{curriculum}/rubric");
    assert!(organiser.get(&new).await.text().contains(&rubric), "no way to write a grid of criteria");

    let before = world.rows().await;
    let of = module.to_string();
    let mut typed = several(&of, "70", "20");
    typed.push(("more", "yes"));
    let more = organiser.post(&new, &typed).await;
    assert_eq!(more.status, 200);
    assert!(!more.control("option-8-fr").is_empty() && more.control("option-9-fr").is_empty());
    assert!(more.text().contains("Quels signes &lt;indiquent&gt; la traite ?</textarea>"), "{}", more.text());
    assert!(more.prose().contains("Aperçu"), "{}", more.prose());

    let refused = organiser.post(&new, &several(&of, "70", "20")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.error_at("lines").contains("9/10"), "{}", refused.prose());
    assert!(refused.text().contains("salaire retenu</textarea>"), "{}", refused.text());
    let elsewhere = caller.new_id().to_string();
    let refused = organiser.post(&new, &several(&elsewhere, "70", "30")).await;
    assert_eq!((refused.status.as_u16(), refused.error_at("module").is_empty()), (422, false), "{}", refused.prose());
    assert_eq!(world.rows().await, before, "nothing is kept yet");

    let sent = organiser.post(&new, &several(&of, "70", "30")).await;
    assert_eq!(sent.location(), Some(format!("/curricula/{curriculum}/questions?new=1&same=0").as_str()));
    let made = kept(&caller, curriculum).await.remove(0);
    assert_eq!((made.module, faults(&made.question)), (Some(module), Vec::new()));
    assert_eq!(made.question.tags, ["traite", "indicateurs"]);
    let Kind::Multiple { options, credit: Credit::Shares, shuffle: false } = &made.question.kind else {
        panic!("another kind: {:?}", made.question);
    };
    let shares: Vec<String> = options.iter().map(|option| option.share.to_string()).collect();
    assert_eq!(shares, ["7/10", "0", "3/10"]);
}

#[tokio::test]
async fn the_fields_of_a_question_write_it_anew_or_move_it() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum = fresh(&world, &caller).await;
    let modules = modules(&caller, curriculum).await;
    let (first, second) = (modules[0].0.to_string(), modules[1].0.to_string());
    let mut organiser = world.organiser().await;
    organiser.post(&format!("/curricula/{curriculum}/questions/new"), &several(&first, "70", "30")).await;
    let made = kept(&caller, curriculum).await.remove(0);
    let change = format!("/curricula/{curriculum}/questions/{}/change", made.id);
    let page = organiser.get(&change).await;
    // A line that was left empty is not there any more.
    assert!(page.control("option-3-percent").contains("value=\"30\""), "{}", page.control("option-3-percent"));
    assert!(page.text().contains("{\n"), "no text beside the fields");
    // Sent as it stands, nothing changes.
    assert!(organiser.post(&change, &several(&first, "70", "30")).await.location().is_some());
    assert_eq!(kept(&caller, curriculum).await, std::slice::from_ref(&made));
    assert!(organiser.post(&change, &several(&second, "70", "30")).await.location().is_some());
    let later = kept(&caller, curriculum).await.remove(0);
    assert_eq!((later.version, later.module, &later.question), (2, Some(modules[1].0), &made.question));
    let stale = organiser.post(&change, &several(&second, "70", "30")).await;
    assert_eq!(stale.status, 404, "another version stands now");
    // As text it stays in its module.
    let change = format!("/curricula/{curriculum}/questions/{}/change", later.id);
    assert!(organiser.post(&change, &[("text", "Deux et deux ? {=quatre ~cinq}")]).await.location().is_some());
    assert_eq!(kept(&caller, curriculum).await.remove(0).module, Some(modules[1].0));
}

#[tokio::test]
async fn every_kind_but_a_rubric_is_written_in_fields() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum = fresh(&world, &caller).await;
    let mut organiser = world.organiser().await;
    let new = format!("/curricula/{curriculum}/questions/new");
    let filled: [(&str, &[(&str, &str)]); 9] = [
        ("single", &[("option-1-fr", "a"), ("option-1-worth", "right"), ("option-2-fr", "b"), ("shuffle", "yes")]),
        ("multiple", &[("option-1-fr", "a"), ("option-1-worth", "right"), ("option-2-fr", "b")]),
        ("true_false", &[("right", "false"), ("if_true-fr", "Non.")]),
        (
            "matching",
            &[
                ("pair-1-left-fr", "a"),
                ("pair-1-right-fr", "1"),
                ("pair-3-left-fr", "b"),
                ("pair-3-right-fr", "2"),
                ("extra-2-fr", "3"),
            ],
        ),
        ("ordering", &[("step-1-fr", "a"), ("step-2-fr", "b"), ("credit", "neighbours")]),
        ("numeric", &[("number-1-low", "12,5"), ("number-1-high", "13"), ("unit-fr", "h")]),
        ("short", &[("words-1-fr", "Bamako"), ("words-2-fr", "Bko*"), ("words-2-percent", "50")]),
        ("likert", &[("point-1-fr", "peu"), ("point-2-fr", "assez"), ("point-3-fr", "très")]),
        ("open", &[]),
    ];
    for (kind, fields) in filled {
        let page = organiser.get(&format!("{new}?kind={kind}")).await;
        assert_eq!(page.status, 200, "{kind}");
        for (name, _) in fields {
            assert!(!page.control(name).is_empty(), "{kind}: no field {name}");
        }
        // Nothing but the kind: refused beside what is asked, and nowhere without a field.
        let refused = organiser.post(&new, &[("kind", kind)]).await;
        assert_eq!(refused.status, 422, "{kind}");
        assert!(!refused.error_at("text-fr").is_empty(), "{kind}: {}", refused.prose());
        let text = format!("Une question du genre {kind} ?");
        let common = [("kind", kind), ("text-fr", text.as_str()), ("points", "1")];
        let sent = organiser.post(&new, &common.iter().chain(fields).copied().collect::<Vec<_>>()).await;
        assert!(sent.location().is_some_and(|address| address.ends_with("new=1&same=0")), "{kind}: {}", sent.prose());
    }
    let made: Vec<Question> = all(&caller, curriculum).await.expect("theirs");
    assert_eq!(made.len(), filled.len());
    for question in &made {
        assert_eq!(faults(question), [], "{question:?}");
    }
    for unknown in ["", "rubric", "danse"] {
        assert_eq!(organiser.post(&new, &[("kind", unknown)]).await.status, 422, "{unknown}");
    }
}

#[tokio::test]
async fn what_is_typed_into_several_lines_is_never_more_than_text() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum = fresh(&world, &caller).await;
    let mut organiser = world.organiser().await;
    let typed = "\n</textarea><img src=x> & {";
    let new = format!("/curricula/{curriculum}/questions/new");
    let fields = organiser.post(&new, &[("kind", "open"), ("text-fr", typed), ("more", "yes")]).await;
    let pasted = organiser.post_parts(&format!("/curricula/{curriculum}/questions"), &[("pasted", typed)], None).await;
    for page in [fields, pasted] {
        let text = page.text();
        // The first line break is what browsers drop; the second was typed.
        assert!(text.contains(">\n\n&lt;/textarea&gt;&lt;img src=x&gt; &amp; {</textarea>"), "{text}");
        assert!(!text.contains("<img src=x>"), "{text}");
    }
}
