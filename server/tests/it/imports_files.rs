//! Files as other programs write them, and as no honest program does.

use crate::world::World;
use app::imports::model::{Column, Mapping};
use app::imports::sheet::{self, Correction, Sheet, SheetError, SheetRow};
use std::io::{Cursor, Write};

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

#[test]
fn a_row_told_in_pieces_is_one_row() {
    let pieces = format!(
        r#"<row r="1">{}{}{}</row><row r="3">{}</row><row r="2">{}</row><row r="3">{}</row>"#,
        text("A1", "Nom"),
        text("B1", "Prénoms"),
        text("C1", "Fonction"),
        text("A3", "Zerbo"),
        text("A2", "Zoumana"),
        text("B3", "Yvette"),
    );
    let read = sheet::read(&with_cells(&pieces)).expect("read");
    assert_eq!(cells(&read), [["Zoumana", "", ""], ["Zerbo", "Yvette", ""]]);
    assert_eq!(read.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn of_several_lists_in_one_file_none_is_read_in_silence() {
    let book = |second: &[&str]| {
        let mut book = rust_xlsxwriter::Workbook::new();
        for (headings, row) in [(&["Nom", "Prénoms", "Fonction"][..], "Zoumana"), (second, "Zerbo")] {
            let sheet = book.add_worksheet();
            for (column, heading) in (0..).zip(headings) {
                sheet.write_string(0, column, *heading).expect("written");
                sheet.write_string(1, column, row).expect("written");
            }
        }
        book.save_to_buffer().expect("a workbook")
    };
    assert_eq!(sheet::read(&book(&["Nom", "Prénoms", "Poste"])), Err(SheetError::SeveralLists));
    let choices = sheet::read(&book(&["Structure", "Région", "Fonction", "Sexe"])).expect("the list of people");
    assert_eq!(cells(&choices), [["Zoumana", "Zoumana", "Zoumana"]]);
}

#[test]
fn texts_that_would_fill_the_memory_are_refused() {
    let mut texts = b"<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">".to_vec();
    texts.extend(b"<si><t>a</t></si>".repeat(5 << 20));
    let bomb = workbook(Some(("xl/sharedStrings.xml", &texts)));
    assert!(bomb.len() < 1 << 20, "small on the outside: {}", bomb.len());
    assert_eq!(sheet::read(&bomb), Err(SheetError::TooLarge));
}

#[tokio::test]
async fn the_template_is_read_column_by_column() {
    let world = World::new().await;
    for (language, agrees) in [("fr", "oui"), ("en", "yes")] {
        let mut organiser = world.organiser().await;
        organiser.keep("relais-language", language);
        let read = sheet::read(&organiser.get("/imports/template.xlsx").await.body).expect("read");
        let mapping = Mapping::guessed(&read.headings);
        let expected: Vec<Column> =
            Column::ALL.into_iter().filter(|column| !matches!(column, Column::FullName | Column::Ignored)).collect();
        assert!(expected.iter().all(|column| mapping.columns.contains(column)), "{:?}", mapping.columns);
        assert_eq!(mapping.columns.len(), expected.len());
        assert_eq!(mapping.cell(&read.rows[0].cells, Column::Consent).map(|(_, cell)| cell), Some(agrees));
    }
}
