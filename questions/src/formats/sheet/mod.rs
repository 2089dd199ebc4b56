//! Questions in a sheet of cells, a row each, as people fill them in with a spreadsheet.
//! What reads and writes the file itself stands elsewhere: here are rows of text.
//!
//! Headings are French or English, and may say the language of their column: `A (en)`.
//! What is right stands in one cell: letters of options with their shares (`B`, `A C`,
//! `A=50 C=50`), `vrai`, numbers (`2..3 | 12,5`), words (`Bamako | Bko = 50`). A pair is
//! `left = right` in the cell of an option; `= right` belongs to nothing. Where `|`, `=`
//! or, in tags, `,` and `;` are meant themselves, a backslash stands before them.

mod columns;
mod letters;
mod pieces;
mod reading;
mod row;
mod vocabulary;
mod writing;

pub use columns::Column;
pub use letters::{share, shown};
pub use reading::{Reading, is_headed, read, read_tags};
pub use vocabulary::{credit_words, kind_words, yes_no};
pub use writing::{Grid, columns, write, write_tags};

/// The most options, pairs, steps or points of a scale: each has a column.
pub const MOST_OPTIONS: usize = 20;
/// So many have a column in a sheet that holds fewer.
pub const USUAL_OPTIONS: usize = 8;
/// The longest text that a cell holds in spreadsheets, in units of UTF-16 (ECMA-376,
/// 18.3.1.4, as they implement it).
pub const LONGEST_CELL: usize = 32_767;
/// Headings stand within the first rows.
const HEADINGS_WITHIN: usize = 30;

/// A row of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number as the spreadsheet counts, from 1.
    pub number: usize,
    /// What its cells say.
    pub cells: Vec<String>,
}
