//! Tables of counts that may be published: no cell below a least count (five, unless
//! asked otherwise) is shown, nor can it be worked out from what is.
//!
//! **What is promised.** Whoever knows all cells and margins shown, and that no count is
//! negative, cannot tell of any hidden count that it is below the least: some table that
//! fits all he sees has at least the least there. So the count itself does not follow
//! either. Margins are cells like others: a row's total below the least is hidden.
//! A count of 0 is below the least, and hidden too: it would say something of everybody
//! in its row.
//!
//! **What is not.** Whoever also knows some of the people counted, other tables of the
//! same people, or how this method chooses, may learn more. Tables that are published
//! together must not cut the same people differently.
//!
//! **Method.** First, all counts below the least are hidden (primary suppression). A
//! table with margins is a circulation in a network, an arc for each cell and margin
//! (Cox 1980, *Journal of the American Statistical Association* 75, 377–385): what else
//! a hidden count may be is how much a circulation can carry round it along hidden arcs
//! alone. Where that does not reach the least, the cheapest way round that does is
//! hidden (complementary suppression by shortest paths: Kelly, Golden & Assad 1992,
//! *Networks* 22, 397–417): small counts before great ones, margins last. At the end,
//! whatever was hidden beyond need is shown again. In one row of cells this comes to
//! hiding the next smallest. The choice is good, not always the least possible.

mod network;

use serde::{Deserialize, Serialize};

use crate::Undefined;
use crate::undefined::same_length;
use network::Network;

/// The least count that may be shown. The default is 5; 0 hides nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Least(u32);

impl Least {
    /// A least count.
    pub fn new(count: u32) -> Self {
        Self(count)
    }

    /// The count.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl Default for Least {
    fn default() -> Self {
        Self(5)
    }
}

/// A cell or margin as it may be published. Why it is hidden is not said, because that
/// would tell small counts from those that only protect them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// The count.
    Shown(u64),
    /// No count is given.
    Hidden,
}

/// A row of cells with its total, as it may be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedRow {
    /// The cells, in their order.
    pub cells: Vec<Cell>,
    /// Their total.
    pub total: Cell,
}

/// A table with its margins, as it may be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedTable {
    /// The cells, row by row.
    pub cells: Vec<Vec<Cell>>,
    /// The total of each row.
    pub rows: Vec<Cell>,
    /// The total of each column.
    pub columns: Vec<Cell>,
    /// The total of all.
    pub total: Cell,
}

/// What of a row of cells and its total may be published.
pub fn suppress_row(cells: &[u32], least: Least) -> PublishedRow {
    let (start, end) = (0, 1);
    let mut network = Network::new(2, least.get().into());
    for count in cells {
        network.add_cell(start, end, (*count).into());
    }
    network.add_margin(end, start, sum(cells.iter()));
    network.protect();
    let mut cells: Vec<Cell> = network.into_cells().collect();
    let total = cells.pop().unwrap_or(Cell::Hidden);
    PublishedRow { cells, total }
}

/// What of a table with the totals of its rows, its columns and of all may be published.
///
/// # Errors
///
/// [`Undefined::UnequalLengths`] for rows of different length.
pub fn suppress_table(cells: &[Vec<u32>], least: Least) -> Result<PublishedTable, Undefined> {
    let width = cells.first().map_or(0, Vec::len);
    for row in cells {
        same_length(width, row.len())?;
    }
    // Nodes: the rows, the columns, then the row of totals and the column of totals.
    // Every cell is an arc from its row to its column; every margin closes the circle.
    let (row_of_totals, column_of_totals) = (cells.len() + width, cells.len() + width + 1);
    let mut network = Network::new(column_of_totals + 1, least.get().into());
    for (row, counts) in cells.iter().enumerate() {
        for (column, count) in counts.iter().enumerate() {
            network.add_cell(row, cells.len() + column, (*count).into());
        }
    }
    for (row, counts) in cells.iter().enumerate() {
        network.add_margin(column_of_totals, row, sum(counts.iter()));
    }
    for column in 0..width {
        network.add_margin(cells.len() + column, row_of_totals, sum(cells.iter().map(|row| &row[column])));
    }
    network.add_margin(row_of_totals, column_of_totals, sum(cells.iter().flatten()));
    network.protect();
    let mut published = network.into_cells();
    let mut next = |count: usize| published.by_ref().take(count).collect::<Vec<Cell>>();
    let cells = (0..cells.len()).map(|_| next(width)).collect::<Vec<_>>();
    let rows = next(cells.len());
    let columns = next(width);
    let total = next(1).first().copied().unwrap_or(Cell::Hidden);
    Ok(PublishedTable { cells, rows, columns, total })
}

fn sum<'a>(counts: impl Iterator<Item = &'a u32>) -> u64 {
    counts.map(|count| u64::from(*count)).sum()
}
