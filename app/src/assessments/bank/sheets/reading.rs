//! Files of questions, whatever their format.

use crate::imports::sheet::{SheetError, SheetRow, is_workbook, texts};
use questions::formats::sheet::{Reading, Row, is_headed, read as read_sheet};
use questions::formats::{detect, read};
use questions::question::Language;

/// Reads a file by what it holds, and where that leaves a doubt by its name: a
/// spreadsheet, a table of text under headings of questions, or a format of another
/// program. `None` if it is none of these. `language` is that of texts whose file does
/// not say it.
///
/// # Errors
/// Why a spreadsheet cannot be read.
pub fn read_any(bytes: &[u8], name: &str, language: Language) -> Result<Option<Reading>, SheetError> {
    let is_table = is_workbook(bytes) || ["csv", "tsv"].into_iter().any(|ending| has_ending(name, ending));
    if is_table {
        let sheets: Vec<Vec<Row>> = texts(bytes)?.into_iter().map(rows).collect();
        let headed = sheets.into_iter().find(|rows| is_headed(rows)).ok_or(SheetError::NoHeadings)?;
        return Ok(Some(read_sheet(&headed, language)));
    }
    if !bytes.starts_with(b"PK") {
        // Cells that were pasted, or a table under another name.
        let pasted = texts(bytes).ok().and_then(|sheets| sheets.into_iter().next()).map(rows);
        if let Some(pasted) = pasted.filter(|rows| is_headed(rows)) {
            return Ok(Some(read_sheet(&pasted, language)));
        }
    }
    Ok(detect(bytes, name).map(|format| read(format, bytes, language).into()))
}

fn rows(rows: Vec<SheetRow>) -> Vec<Row> {
    let row = |row: SheetRow| Row { number: usize::try_from(row.number).unwrap_or_default(), cells: row.cells };
    rows.into_iter().map(row).collect()
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(ending))
}

#[cfg(test)]
mod tests {
    use super::read_any;
    use crate::imports::sheet::SheetError;
    use questions::question::Language;

    fn texts(text: &str, name: &str) -> Vec<String> {
        let read = read_any(text.as_bytes(), name, Language::Fr).expect("read").expect("a format").read;
        read.questions.into_iter().map(|found| found.question.text.fr).collect()
    }

    #[test]
    fn a_table_is_known_by_its_headings_or_its_name() {
        let pasted = "Type\tQuestion\tBonne réponse\nvrai ou faux\tDeux, trois {x} ?\tvrai\nnombre\tCombien ?\t2..3\n";
        assert_eq!(texts(pasted, ""), ["Deux, trois {x} ?", "Combien ?"]);
        assert_eq!(texts("Vrai ? {T}\n", ""), ["Vrai ?"]);
        assert_eq!(texts("Type;Question\nréponse libre;\"Une,\ndeux\"\n", "x.CSV"), ["Une,\ndeux"]);
        let none = read_any(b"Nom;Age\nAwa;3\n", "x.csv", Language::Fr).expect_err("no questions");
        assert_eq!(none, SheetError::NoHeadings);
        assert!(read_any(b"\x01\x02", "x", Language::Fr).expect("read").is_none());
    }
}
