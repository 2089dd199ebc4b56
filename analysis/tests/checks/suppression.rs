use analysis::suppression::{Cell, Least, PublishedRow, PublishedTable, suppress_row, suppress_table};
use proptest::prelude::*;

const LEAST: u64 = 5;

/// A count that the attacker asks about.
#[derive(Clone, Copy, PartialEq)]
enum Asked {
    Cell(usize, usize),
    Row(usize),
    Column(usize),
    Total,
}

/// Whoever sees a table, and tries what fits: independent of the method, for he knows of
/// no network. He tries counts no further than the least from the true ones, which is
/// enough: a table that he finds is one that fits, whatever others there are.
struct Attacker<'a> {
    seen: &'a PublishedTable,
    truth: &'a [Vec<u32>],
    asked: Asked,
}

impl Attacker<'_> {
    /// Whether some table fits all that is seen, and has the least or more in what is
    /// asked; filled row by row.
    fn finds(&self, filled: &mut Vec<u64>) -> bool {
        let width = self.truth[0].len();
        let (row, column) = (filled.len() / width, filled.len() % width);
        if row == self.truth.len() {
            return fits(self.seen.total, filled.iter().sum(), self.asked == Asked::Total);
        }
        self.candidates(row, column).into_iter().any(|count| {
            filled.push(count);
            let found = self.may_go_on(row, column, filled) && self.finds(filled);
            filled.pop();
            found
        })
    }

    fn candidates(&self, row: usize, column: usize) -> Vec<u64> {
        if let Cell::Shown(count) = self.seen.cells[row][column] {
            return vec![count];
        }
        let truth = u64::from(self.truth[row][column]);
        let least = if self.asked == Asked::Cell(row, column) { LEAST } else { truth.saturating_sub(LEAST) };
        let mut candidates: Vec<u64> = (least..=truth + LEAST).collect();
        candidates.sort_by_key(|count| count.abs_diff(truth));
        candidates
    }

    /// Whether the row and the column can still fit their margins.
    fn may_go_on(&self, row: usize, column: usize, filled: &[u64]) -> bool {
        let width = self.truth[0].len();
        let beside = filled[row * width..].iter().sum();
        let above = (0..=row).map(|row| filled[row * width + column]).sum();
        let right: Vec<Cell> = self.seen.cells[row][column + 1..].to_vec();
        let below: Vec<Cell> = self.seen.cells[row + 1..].iter().map(|row| row[column]).collect();
        can_fit(self.seen.rows[row], beside, &right, self.asked == Asked::Row(row))
            && can_fit(self.seen.columns[column], above, &below, self.asked == Asked::Column(column))
    }
}

/// Whether a margin can be met, what is filled in and what is left to fill together.
fn can_fit(margin: Cell, filled: u64, left: &[Cell], asked: bool) -> bool {
    let sum = filled + shown(left).iter().sum::<u64>();
    if left.contains(&Cell::Hidden) {
        !matches!(margin, Cell::Shown(margin) if margin < sum)
    } else {
        fits(margin, sum, asked)
    }
}

fn fits(seen: Cell, count: u64, asked: bool) -> bool {
    (seen == Cell::Hidden || seen == Cell::Shown(count)) && (!asked || count >= LEAST)
}

/// Of every count below the least, cell or margin: may it be the least or more?
fn is_safe(truth: &[Vec<u32>], seen: &PublishedTable) -> bool {
    let whole = primary_only(truth);
    let finds = |asked| Attacker { seen, truth, asked }.finds(&mut Vec::new());
    let cells = (0..truth.len()).all(|row| {
        (0..truth[0].len()).all(|column| whole.cells[row][column] != Cell::Hidden || finds(Asked::Cell(row, column)))
    });
    cells
        && (0..truth.len()).all(|row| whole.rows[row] != Cell::Hidden || finds(Asked::Row(row)))
        && (0..truth[0].len()).all(|column| whole.columns[column] != Cell::Hidden || finds(Asked::Column(column)))
        && (whole.total != Cell::Hidden || finds(Asked::Total))
}

/// Only the counts below the least are hidden, which is not enough.
fn primary_only(truth: &[Vec<u32>]) -> PublishedTable {
    let cell = |count: u64| if count < LEAST { Cell::Hidden } else { Cell::Shown(count) };
    let width = truth[0].len();
    PublishedTable {
        cells: truth.iter().map(|row| row.iter().map(|count| cell(u64::from(*count))).collect()).collect(),
        rows: truth.iter().map(|row| cell(row.iter().map(|count| u64::from(*count)).sum())).collect(),
        columns: (0..width).map(|column| cell(truth.iter().map(|row| u64::from(row[column])).sum())).collect(),
        total: cell(truth.iter().flatten().map(|count| u64::from(*count)).sum()),
    }
}

fn shown(cells: &[Cell]) -> Vec<u64> {
    cells.iter().filter_map(|cell| if let Cell::Shown(count) = cell { Some(*count) } else { None }).collect()
}

fn every_cell(table: &PublishedTable) -> Vec<Cell> {
    let margins = table.rows.iter().chain(&table.columns).chain([&table.total]);
    table.cells.iter().flatten().chain(margins).copied().collect()
}

#[test]
fn one_small_count_takes_the_next_smallest_with_it() {
    let PublishedRow { cells, total } = suppress_row(&[12, 3, 40, 7], Least::default());
    assert_eq!((shown(&cells), total), (vec![12, 40], Cell::Shown(62)));
    assert_eq!((cells[1], cells[3]), (Cell::Hidden, Cell::Hidden));
}

#[test]
fn two_small_counts_may_need_a_third() {
    // 1 + 2 = 3: both would be known to be below five.
    let row = suppress_row(&[1, 2, 30, 9], Least::default());
    assert_eq!(shown(&row.cells), [30]);
    // 4 + 3 = 7: either may be five.
    let row = suppress_row(&[4, 3, 30, 9], Least::default());
    assert_eq!(shown(&row.cells), [30, 9]);
}

#[test]
fn what_has_no_small_count_is_shown_whole() {
    assert_eq!(shown(&suppress_row(&[5, 6, 7], Least::default()).cells), [5, 6, 7]);
    let table = suppress_table(&[vec![5, 6], vec![7, 8]], Least::default()).unwrap();
    assert_eq!(shown(&every_cell(&table)), [5, 6, 7, 8, 11, 15, 12, 14, 26]);
    assert_eq!(shown(&suppress_row(&[0, 1], Least::new(0)).cells), [0, 1]);
}

#[test]
fn a_small_table_shows_nothing() {
    let table = suppress_table(&[vec![1, 2], vec![0, 1]], Least::default()).unwrap();
    assert_eq!(shown(&every_cell(&table)), [0; 0]);
    assert_eq!(suppress_row(&[], Least::default()).total, Cell::Hidden);
    assert!(suppress_table(&[], Least::default()).is_ok());
    assert!(suppress_table(&[vec![1], vec![]], Least::default()).is_err());
}

#[test]
fn one_small_cell_hides_a_rectangle() {
    let truth = [vec![3, 20, 30], vec![40, 9, 50], vec![60, 70, 80]];
    let table = suppress_table(&truth, Least::default()).unwrap();
    assert_eq!(shown(&table.cells.concat()), [30, 50, 60, 70, 80]);
    assert_eq!(shown(&table.rows).len() + shown(&table.columns).len(), 6);
    assert!(is_safe(&truth, &table));
}

/// The attacker is a real one: he breaks what hides the small counts alone.
#[test]
fn hiding_small_counts_alone_is_broken() {
    let truth = [vec![3, 20, 30], vec![40, 9, 50], vec![60, 70, 80]];
    assert!(!is_safe(&truth, &primary_only(&truth)));
    let two_in_a_row = [vec![1, 2, 9], vec![8, 8, 8]];
    assert!(!is_safe(&two_in_a_row, &primary_only(&two_in_a_row)));
}

fn tables(rows: std::ops::RangeInclusive<usize>, columns: usize) -> impl Strategy<Value = Vec<Vec<u32>>> {
    let count = prop_oneof![4 => 5..9_u32, 3 => 0..5_u32];
    prop::collection::vec(prop::collection::vec(count, columns), rows)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_table_is_broken(truth in prop_oneof![tables(1..=3, 3), tables(1..=4, 2), tables(1..=3, 4), tables(2..=5, 1)]) {
        let table = suppress_table(&truth, Least::default()).unwrap();
        prop_assert!(shown(&every_cell(&table)).iter().all(|count| *count >= LEAST));
        prop_assert!(is_safe(&truth, &table), "{:?}", table);
    }

    #[test]
    fn no_row_is_broken(truth in prop::collection::vec(0..12_u32, 1..7)) {
        let PublishedRow { cells, total } = suppress_row(&truth, Least::default());
        prop_assert!(shown(&cells).iter().all(|count| *count >= LEAST));
        // As a table of one row whose columns have no margins beyond the cells.
        let hidden: u64 = truth.iter().zip(&cells).filter(|(_, cell)| **cell == Cell::Hidden).map(|(count, _)| u64::from(*count)).sum();
        let small = truth.iter().filter(|count| u64::from(**count) < LEAST).count();
        let sum: u64 = truth.iter().map(|count| u64::from(*count)).sum();
        // With the total shown, a hidden count may be anything up to the sum of the hidden.
        let hidden_cells = cells.iter().filter(|cell| **cell == Cell::Hidden).count();
        prop_assert!(total == Cell::Hidden || small == 0 || (hidden >= LEAST && hidden_cells >= 2));
        prop_assert!(total == Cell::Hidden || total == Cell::Shown(sum));
        prop_assert!(sum >= LEAST || total == Cell::Hidden);
    }
}
