//! Lists from elsewhere: seen before they are taken, taken all or none, given
//! back; and files that no honest program writes.

use crate::world::World;
use app::fields::Problem;
use app::ids::{CampaignId, ImportId};
use app::imports::model::{Decision, Mapping, NameOrder, Outcome};
use app::imports::sheet::{self, Correction, Sheet, SheetError, SheetRow};
use app::imports::store::applying::{apply, undo};
use app::imports::store::deciding::{decide, name_institutions, set_mapping, unknown_institutions};
use app::imports::store::uploads::{ROWS_LAST, find, rows, upload};
use app::people::caller::Caller;
use app::people::model::Sex;
use app::people::store::finding::{count, search};
use app::people::store::places;
use app::people::store::register::load_entry;
use app::schema::error::UseError;
use app::schema::{import_row, person};
use app::workshops::store::enrolment::enrol;
use chrono::TimeDelta;
use sea_orm::{EntityTrait, QueryFilter};
use std::io::{Cursor, Write};

const HEADINGS: &str = "N°;Nom et prénoms;Sexe;Structure;Fonction;Région;Contact;Naissance\n";

struct Desk {
    world: World,
    organiser: Caller,
    campaign: CampaignId,
    institution: String,
}

impl Desk {
    async fn new() -> Self {
        let world = World::new().await;
        let organiser = world.caller("organisateur.demo").await;
        let campaign = world.demo().campaign.parse().expect("an identifier");
        let institution = places::institutions(&organiser).await.expect("institutions")[0].1.clone();
        Self { world, organiser, campaign, institution }
    }

    fn line(&self, name: &str, phone: &str) -> String {
        format!("1;{name};F;{};Agent;Gao;{phone};1985\n", self.institution)
    }

    async fn upload(&self, rows: &str) -> ImportId {
        let list = sheet::read(format!("{HEADINGS}{rows}").as_bytes()).expect("a list");
        upload(&self.organiser, self.campaign, "Gao", "liste.csv", list).await.expect("taken in")
    }

    async fn outcomes(&self, id: ImportId) -> Vec<Outcome> {
        let rows = rows(&self.organiser, id, None, 0, 1_000).await.expect("rows");
        rows.into_iter().map(|row| row.outcome).collect()
    }

    async fn people(&self) -> u64 {
        count(&self.organiser).await.expect("a count")
    }
}

fn refused(result: Result<(), UseError>) -> Problem {
    match result {
        Err(UseError::Refused(mut refusals)) => refusals.remove(0).problem,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_list_is_looked_at_taken_once_and_given_back() {
    let desk = Desk::new().await;
    let before = desk.people().await;
    let list = desk.line("ZOUMANA Xaviera", "50 11 22 33") + &desk.line("ZERBO Yvette", "50 11 22 34");
    let id = desk.upload(&list).await;
    assert_eq!(desk.outcomes(id).await, [Outcome::New, Outcome::New]);
    assert_eq!(desk.people().await, before, "nothing comes in unseen");
    apply(&desk.organiser, id, false).await.expect("taken");
    apply(&desk.organiser, id, false).await.expect("again, without effect");
    assert_eq!(desk.people().await, before + 2);
    let found = search(&desk.organiser, "zoumana xaviera", None, 5).await.expect("found").lines.remove(0);
    let entry = load_entry(desk.world.db.reader(), found.id).await.expect("an entry").person;
    assert_eq!((entry.name.given.as_str(), entry.sex), ("Xaviera", Sex::Female));
    assert_eq!(entry.phone.as_deref(), Some("+22350112233"));

    let again = desk.upload(&list).await;
    assert_eq!(desk.outcomes(again).await, [Outcome::Same, Outcome::Same], "the same list a second time");

    undo(&desk.organiser, id).await.expect("undone");
    assert_eq!(desk.people().await, before);
    assert!(search(&desk.organiser, "zoumana xaviera", None, 5).await.expect("found").lines.is_empty());
    assert!(matches!(undo(&desk.organiser, id).await, Err(UseError::NotFound)), "only once");
}

#[tokio::test]
async fn a_row_in_doubt_keeps_all_out_until_it_is_decided() {
    let desk = Desk::new().await;
    let before = desk.people().await;
    let list = desk.line("ZOUMANA Xaviera", "50 11 22 33")
        + &desk.line("ZERBO Yvette", "6,5E+07")
        + &desk.line("Zumana Xavièra", "50 99 99 99");
    let id = desk.upload(&list).await;
    assert_eq!(desk.outcomes(id).await, [Outcome::New, Outcome::Refused, Outcome::Duplicate]);
    assert_eq!(refused(apply(&desk.organiser, id, false).await), Problem::NotDecided { rows: 2 });
    assert_eq!(desk.people().await, before, "all or nothing");
    decide(&desk.organiser, id, &[(4, Some(Decision::Add))]).await.expect("decided");
    apply(&desk.organiser, id, true).await.expect("what is in order");
    assert_eq!(desk.people().await, before + 2, "the refused row stays out");
}

#[tokio::test]
async fn what_a_list_changes_is_as_before_once_it_is_undone() {
    let desk = Desk::new().await;
    let first = desk.upload(&desk.line("ZOUMANA Xaviera", "50 11 22 33")).await;
    apply(&desk.organiser, first, false).await.expect("taken");
    let id = search(&desk.organiser, "zoumana xaviera", None, 5).await.expect("found").lines.remove(0).id;
    let before = load_entry(desk.world.db.reader(), id).await.expect("an entry").person;

    let line = desk.line("Zoumana Xaviera", "50 11 22 33").replace("Agent", "Cheffe de poste").replace(";1985", ";");
    let second = desk.upload(&line).await;
    let row = rows(&desk.organiser, second, None, 0, 1).await.expect("rows").remove(0);
    assert_eq!((row.outcome, row.judgement.fields), (Outcome::Changed, vec!["job_title".to_owned()]));
    apply(&desk.organiser, second, false).await.expect("taken");
    let after = load_entry(desk.world.db.reader(), id).await.expect("an entry").person;
    assert_eq!((after.job_title.as_str(), after.age), ("Cheffe de poste", before.age), "an empty cell erases nothing");
    assert_eq!(after.name.family, "ZOUMANA", "lost capitals are no correction");

    assert_eq!(refused(undo(&desk.organiser, first).await), Problem::UsedSince { people: 1 });
    undo(&desk.organiser, second).await.expect("undone");
    assert_eq!(load_entry(desk.world.db.reader(), id).await.expect("an entry").person, before);
}

#[tokio::test]
async fn a_list_whose_people_were_enrolled_is_not_undone() {
    let desk = Desk::new().await;
    let id = desk.upload(&desk.line("ZOUMANA Xaviera", "50 11 22 33")).await;
    apply(&desk.organiser, id, false).await.expect("taken");
    let person = search(&desk.organiser, "zoumana xaviera", None, 5).await.expect("found").lines.remove(0).id;
    let workshop = desk.world.demo().workshop_running.parse().expect("an identifier");
    sea_orm::ConnectionTrait::execute_unprepared(desk.world.db.writer(), "UPDATE workshop SET capacity = 100")
        .await
        .expect("room");
    enrol(&desk.organiser, workshop, person).await.expect("enrolled");
    let before = desk.world.rows().await;
    assert_eq!(refused(undo(&desk.organiser, id).await), Problem::UsedSince { people: 1 });
    assert_eq!(desk.world.rows().await, before);
}

#[tokio::test]
async fn an_unknown_institution_is_named_once_and_remembered() {
    let desk = Desk::new().await;
    let line = desk.line("ZOUMANA Xaviera", "50 11 22 33").replace(&desk.institution, "D.R.P.F.E.F. de Gao");
    let id = desk.upload(&line).await;
    assert_eq!(desk.outcomes(id).await, [Outcome::Refused]);
    let unknown = unknown_institutions(&desk.organiser, id).await.expect("names");
    assert_eq!(unknown, [("D.R.P.F.E.F. de Gao".to_owned(), 1)]);
    let meant = places::institutions(&desk.organiser).await.expect("institutions")[0].0;
    name_institutions(&desk.organiser, id, &[(unknown[0].0.clone(), meant)]).await.expect("named");
    assert_eq!(desk.outcomes(id).await, [Outcome::New]);
    assert_eq!(desk.outcomes(desk.upload(&line).await).await, [Outcome::New], "and for later lists");
}

#[tokio::test]
async fn how_a_list_is_read_is_remembered_for_its_sender() {
    let desk = Desk::new().await;
    let line = desk.line("Xaviera Zoumana", "50 11 22 33");
    let id = desk.upload(&line).await;
    let mapping = Mapping { names: NameOrder::GivenFirst, ..find(&desk.organiser, id).await.expect("a list").mapping };
    set_mapping(&desk.organiser, id, &mapping).await.expect("read otherwise");
    let again = desk.upload(&line).await;
    assert_eq!(find(&desk.organiser, again).await.expect("a list").mapping, mapping);
    apply(&desk.organiser, again, false).await.expect("taken");
    let found = search(&desk.organiser, "zoumana xaviera", None, 5).await.expect("found").lines.remove(0);
    assert_eq!(found.name.family, "Zoumana");
}

#[tokio::test]
async fn one_list_taken_by_many_at_once_comes_in_once() {
    let desk = Desk::new().await;
    let before = desk.people().await;
    let id = desk.upload(&desk.line("ZOUMANA Xaviera", "50 11 22 33")).await;
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let organiser = desk.organiser.clone();
            tokio::spawn(async move { apply(&organiser, id, false).await })
        })
        .collect();
    for task in tasks {
        task.await.expect("it does not panic").expect("taken");
    }
    assert_eq!(desk.people().await, before + 1);
}

#[tokio::test]
async fn the_rows_of_a_list_are_not_kept_for_ever() {
    let desk = Desk::new().await;
    let id = desk.upload(&desk.line("ZOUMANA Xaviera", "50 11 22 33")).await;
    desk.world.wait(ROWS_LAST + TimeDelta::minutes(1));
    let later = Caller { now: desk.world.now(), ..desk.organiser.clone() };
    let list =
        sheet::read(format!("{HEADINGS}{}", desk.line("ZERBO Yvette", "50 11 22 34")).as_bytes()).expect("a list");
    upload(&later, desk.campaign, "Gao", "", list).await.expect("taken in");
    assert!(find(&later, id).await.expect("a list").wiped);
    let kept = import_row::Entity::find().filter(import_row::COLUMN.import_id.eq(id.0));
    assert!(kept.all(desk.world.db.reader()).await.expect("rows").is_empty());
    assert!(matches!(apply(&later, id, false).await, Err(UseError::NotFound)));
}

#[tokio::test]
async fn over_http_from_the_file_to_the_register() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let campaign = world.demo().campaign.clone();
    let system = world.system();
    let institution = places::institutions(&system).await.expect("institutions")[0].1.clone();
    let list = format!("Nom,Prénoms,Structure,Fonction,Région\nZoumana,Xaviera,\"{institution}\",Agent,Gao\n");
    let fields = [("campaign", campaign.as_str()), ("sender", "Gao"), ("pasted", "")];
    let reply = organiser.post_parts("/imports", &fields, Some(("file", "l.csv", list.as_bytes()))).await;
    let address = reply.location().expect("the list's page").to_owned();
    let page = organiser.get(&address).await;
    assert!(page.prose().contains("Zoumana · Xaviera"), "{}", page.prose());
    assert_eq!(
        organiser.post(&format!("{address}/apply"), &[("which", "all")]).await.location(),
        Some(address.as_str())
    );
    assert!(organiser.get("/people?search=zoumana").await.prose().contains("Zoumana Xaviera"));
    assert_eq!(organiser.post(&format!("{address}/undo"), &[]).await.location(), Some(address.as_str()));
    assert!(!organiser.get("/people?search=zoumana").await.prose().contains("Zoumana Xaviera"));

    let reply = organiser.post_parts("/imports", &fields, Some(("file", "l.xlsx", b"PK\x03\x04 broken"))).await;
    assert_eq!(reply.status.as_u16(), 422);
    assert!(!reply.error_at("file").is_empty());
    let pasted = [("campaign", campaign.as_str()), ("sender", ""), ("pasted", "Nom\tPrénoms\nZoumana\tXaviera")];
    let reply = organiser.post_parts("/imports", &pasted, None).await;
    assert!(!reply.error_at("sender").is_empty());
    assert!(reply.text().contains("Zoumana\tXaviera"), "what was pasted stays");
}

/// A workbook as another program writes it, then with some entry replaced.
fn workbook(replace: Option<(&str, &[u8])>) -> Vec<u8> {
    let row = SheetRow { number: 2, cells: vec!["Zoumana".into(), "Xaviera".into(), "=1+1".into()] };
    let headings = ["Nom".to_owned(), "Prénoms".into(), "Fonction".into()];
    let book = sheet::corrections("Erreurs", &headings, &[Correction { row, errors: String::new() }]).expect("written");
    let Some((name, content)) = replace else { return book };
    let mut archive = zip::ZipArchive::new(Cursor::new(&book)).expect("a zip");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let entry = archive.by_index_raw(place).expect("an entry");
        if entry.name().expect("a name") == name {
            writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("started");
            writer.write_all(content).expect("written");
        } else {
            writer.raw_copy_file(entry).expect("copied");
        }
    }
    writer.finish().expect("finished").into_inner()
}

fn cells(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

#[test]
fn a_workbook_is_read_and_a_cell_that_looks_like_a_formula_stays_text() {
    let read = sheet::read(&workbook(None)).expect("read");
    assert_eq!(cells(&read), [["", "Zoumana", "Xaviera", "=1+1"]]);
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

fn with_cells(cells: &str) -> Vec<u8> {
    let xml = format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData>
        <mergeCells count="1"><mergeCell ref="C2:C1048576"/></mergeCells></worksheet>"#
    );
    workbook(Some((SHEET, xml.as_bytes())))
}

fn text(cell: &str, text: &str) -> String {
    format!(r#"<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

#[test]
fn telephones_as_numbers_formulas_errors_and_merged_cells() {
    let heading = ["Nom", "Prénoms", "Structure", "Contact", "Fonction"];
    let heading: String =
        "ABCDE".chars().zip(heading).map(|(column, word)| text(&format!("{column}1"), word)).collect();
    let cells_of = format!(
        r#"<row r="1">{heading}</row>
        <row r="2">{}{}{}<c r="D2"><v>76123456</v></c><c r="E2" t="str"><f>A1&amp;"x"</f><v>Agent</v></c></row>
        <row r="3">{}{}<c r="D3"><v>7.6123457E7</v></c><c r="E3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>"#,
        text("A2", "Zoumana"),
        text("B2", "Xaviera"),
        text("C2", "Police de Gao"),
        text("A3", "Zerbo"),
        text("B3", "Yvette"),
    );
    let read = sheet::read(&with_cells(&cells_of)).expect("read");
    assert_eq!(
        cells(&read),
        [
            ["Zoumana", "Xaviera", "Police de Gao", "76123456", "Agent"],
            ["Zerbo", "Yvette", "Police de Gao", "76123457", "#DIV/0!"]
        ]
    );
}

#[test]
fn what_a_file_claims_of_its_size_is_not_believed() {
    let far = format!(
        r#"<row r="1">{}{}</row><row r="1048576">{}</row>"#,
        text("A1", "Nom"),
        text("B1", "Prénoms"),
        text("A1048576", "Zoumana")
    );
    let read = sheet::read(&with_cells(&far)).expect("read");
    assert_eq!((read.rows.len(), read.rows[0].number), (1, 1_048_576));
    let wide = format!(r#"<row r="1">{}{}{}</row>"#, text("A1", "Nom"), text("B1", "Prénoms"), text("XFD1", "loin"));
    assert_eq!(sheet::read(&with_cells(&wide)), Err(SheetError::TooManyCells));
}

#[test]
fn a_file_that_unpacks_without_end_is_refused() {
    let zeros = vec![b' '; 310 << 20];
    let bomb = workbook(Some((SHEET, &zeros)));
    assert!(bomb.len() < 1 << 20, "small on the outside: {}", bomb.len());
    assert_eq!(sheet::read(&bomb), Err(SheetError::TooLarge));
}

#[test]
fn a_file_broken_anywhere_is_refused_or_read_but_never_stumbled_over() {
    let book = workbook(None);
    for place in (0..book.len()).step_by(37) {
        let mut broken = book.clone();
        broken[place] ^= 0xA5;
        let _ = sheet::read(&broken);
        let _ = sheet::read(&book[..place]);
    }
}

#[tokio::test]
async fn whoever_does_not_organise_the_campaign_takes_nothing_in() {
    let desk = Desk::new().await;
    let id = desk.upload(&desk.line("ZOUMANA Xaviera", "50 11 22 33")).await;
    let before = desk.world.rows().await;
    for caller in [desk.world.caller("formatrice.demo").await, crate::register::stranger(&desk.world).await] {
        let list = sheet::read(format!("{HEADINGS}{}", desk.line("A B", "")).as_bytes()).expect("a list");
        assert!(matches!(upload(&caller, desk.campaign, "x", "", list).await, Err(UseError::Forbidden)));
        assert!(matches!(find(&caller, id).await, Err(UseError::Forbidden)));
        assert!(matches!(apply(&caller, id, true).await, Err(UseError::Forbidden)));
        assert!(matches!(undo(&caller, id).await, Err(UseError::Forbidden)));
        assert!(matches!(decide(&caller, id, &[]).await, Err(UseError::Forbidden)));
    }
    assert_eq!(desk.world.rows().await, before);
    let people = person::Entity::find().all(desk.world.db.reader()).await.expect("people");
    assert!(people.iter().all(|row| row.family_name != "ZOUMANA"));
}
