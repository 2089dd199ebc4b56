//! Lists as text: whatever divides the columns, whatever encodes the letters.

use super::{Kept, MAX_COLUMNS, MAX_ROWS, SheetError, SheetRow};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// As much of a text as is looked at for what divides its columns, in characters.
const MAX_LOOKED_AT: usize = 200_000;

/// Reads comma-, semicolon-, tab- or bar-separated text in UTF-8, UTF-16 or
/// Windows-1252.
pub(super) fn read(bytes: &[u8], kept: Kept) -> Result<Vec<SheetRow>, SheetError> {
    let text = decode(bytes).replace("\r\n", "\n").replace('\r', "\n");
    if text.contains('\0') {
        return Err(SheetError::NotAList);
    }
    let (told, text) = told_separator(&text);
    let separator = told.unwrap_or_else(|| guess_separator(text));
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    // The reader says where it began to look for a record: empty lines may come first.
    let (mut counted, mut line) = (0, 1 + i32::from(told.is_some()));
    for record in reader.records() {
        let record = record.map_err(|_| SheetError::NotAList)?;
        if record.len() > MAX_COLUMNS && record.iter().skip(MAX_COLUMNS).any(|cell| !cell.trim().is_empty()) {
            return Err(SheetError::TooManyCells);
        }
        let looked = record.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(counted);
        let breaks = text.as_bytes().iter().skip(looked).take_while(|byte| **byte == b'\n').count();
        let passed = text.get(counted..looked + breaks).map_or(0, |passed| passed.matches('\n').count());
        (counted, line) = (looked + breaks, line.saturating_add(i32::try_from(passed).unwrap_or(i32::MAX)));
        let cells = record.iter().take(MAX_COLUMNS).map(kept).collect();
        rows.push(SheetRow { number: line, cells });
        if rows.len() > MAX_ROWS + super::HEADINGS_WITHIN {
            return Err(SheetError::TooManyCells);
        }
    }
    Ok(rows)
}

/// UTF-8 if it is, UTF-16 if it says so, else what Windows writes here.
fn decode(bytes: &[u8]) -> String {
    let encoding = match bytes {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        _ => WINDOWS_1252,
    };
    encoding.decode(bytes).0.into_owned()
}

/// The line "sep=;" by which Excel is told, and tells.
fn told_separator(text: &str) -> (Option<u8>, &str) {
    let Some(rest) = text.strip_prefix("sep=") else { return (None, text) };
    match rest.as_bytes() {
        [separator, ..] if separator.is_ascii() => {
            (Some(*separator), rest.split_once('\n').map_or("", |(_, below)| below))
        }
        _ => (None, text),
    }
}

/// The mark that divides the first lines most evenly into most columns. What stands in
/// quotes divides nothing.
fn guess_separator(text: &str) -> u8 {
    let lines: Vec<String> = unquoted(text).into_iter().filter(|line| !line.trim().is_empty()).take(20).collect();
    let columns = |mark: u8| {
        let counts = lines.iter().map(|line| line.bytes().filter(|byte| *byte == mark).count());
        let with = counts.clone().filter(|count| *count > 0).count();
        (with, counts.max().unwrap_or_default())
    };
    [b';', b'\t', b',', b'|'].into_iter().max_by_key(|mark| (columns(*mark), *mark == b'\t')).unwrap_or(b';')
}

/// The first lines without what stands in quotes. A quote opens at the beginning of a
/// cell alone.
fn unquoted(text: &str) -> Vec<String> {
    let (mut lines, mut is_quoted, mut before) = (vec![String::new()], false, '\n');
    for character in text.chars().take(MAX_LOOKED_AT) {
        match character {
            '"' if is_quoted => is_quoted = false,
            // Two quotes within quotes are one.
            '"' if matches!(before, '\n' | ';' | '\t' | ',' | '|' | '"') => is_quoted = true,
            _ if is_quoted => (),
            '\n' => lines.push(String::new()),
            other => {
                if let Some(line) = lines.last_mut() {
                    line.push(other);
                }
            }
        }
        before = character;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::{tidy, whole};
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> Result<Vec<SheetRow>, SheetError> {
        super::read(bytes, tidy)
    }

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        read(bytes).expect("read").into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn one_list_however_it_is_written() {
        let expected = vec![vec!["Nom".to_owned(), "Tél".into()], vec!["Traoré, Awa".into(), "76 12 34 56".into()]];
        let semicolons = "Nom;Tél\nTraoré, Awa;76 12 34 56\n";
        assert_eq!(cells(semicolons.as_bytes()), expected);
        assert_eq!(cells(&WINDOWS_1252.encode(semicolons).0), expected);
        assert_eq!(cells(format!("\u{feff}{semicolons}").as_bytes()), expected);
        assert_eq!(cells(format!("sep=;\r\n{semicolons}").as_bytes()), expected);
        assert_eq!(cells("Nom,Tél\r\n\"Traoré, Awa\",76\u{a0}12 34 56\r\n".as_bytes()), expected);
        assert_eq!(cells("Nom\tTél\nTraoré, Awa\t76 12 34 56".as_bytes()), expected);
        let utf_16: Vec<u8> = [0xFEFF]
            .into_iter()
            .chain(semicolons.replace(';', "\t").encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(cells(&utf_16), expected);
    }

    #[test]
    fn a_quote_never_closed_ends_with_the_file() {
        assert_eq!(
            cells(b"Nom;Tel\n\"Awa;76\n77;78"),
            [["Nom", "Tel"].map(str::to_owned).to_vec(), vec!["Awa;76 77;78".to_owned()]]
        );
    }

    #[test]
    fn rows_are_numbered_as_lines() {
        let numbers: Vec<i32> =
            read(b"sep=,\na,b\n\"c\nd\",e\nf,g").expect("read").iter().map(|row| row.number).collect();
        assert_eq!(numbers, [2, 3, 5]);
        for text in ["a,b\r\nc,d\r\n\r\ne,f\r\n", "a,b\rc,d\r\re,f"] {
            let numbers: Vec<i32> = read(text.as_bytes()).expect("read").iter().map(|row| row.number).collect();
            assert_eq!(numbers, [1, 2, 4], "{text:?}");
        }
    }

    #[test]
    fn what_stands_in_quotes_divides_nothing() {
        let text = "A;B\n\"un, deux,\ntrois, quatre,\ncinq, six\";\"dit \"\"oui, non\"\"\"\n";
        let read = super::read(text.as_bytes(), whole).expect("read");
        assert_eq!(read[1].cells, ["un, deux,\ntrois, quatre,\ncinq, six", "dit \"oui, non\""]);
        assert_eq!(cells(b"a;b;5\", 6\"\n")[0], ["a", "b", "5\", 6\""]);
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes);
        }
    }
}
