//! An integer linear program, in no solver's words, so that solvers can be compared.

/// Index of a column.
pub(crate) type Column = usize;

/// How a row is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    AtMost,
    AtLeast,
    Equal,
}

/// A row: a weighted sum of columns, bounded.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub terms: Vec<(Column, i64)>,
    pub sense: Sense,
    pub limit: i64,
}

impl Row {
    fn holds(&self, values: &[i32]) -> bool {
        let sum: i64 = self.terms.iter().map(|(column, weight)| weight * i64::from(values[*column])).sum();
        match self.sense {
            Sense::AtMost => sum <= self.limit,
            Sense::AtLeast => sum >= self.limit,
            Sense::Equal => sum == self.limit,
        }
    }
}

/// Minimise the cost of the columns, each an integer between 0 and its most, under the rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    pub costs: Vec<i64>,
    pub bounds: Vec<(i32, i32)>,
    pub rows: Vec<Row>,
    /// Added to the cost of every solution.
    pub constant: i64,
}

impl Program {
    /// A new column that is 0 or 1.
    pub(crate) fn binary(&mut self, cost: i64) -> Column {
        self.integer(cost, 0, 1)
    }

    /// A new column between two bounds.
    pub(crate) fn integer(&mut self, cost: i64, least: i32, most: i32) -> Column {
        self.costs.push(cost);
        self.bounds.push((least, most));
        self.costs.len() - 1
    }

    /// A new row; its columns must differ.
    pub(crate) fn row(&mut self, terms: Vec<(Column, i64)>, sense: Sense, limit: i64) {
        self.rows.push(Row { terms, sense, limit });
    }

    /// At most one of the columns.
    pub(crate) fn one_of(&mut self, columns: &[Column]) {
        if columns.len() > 1 {
            self.row(columns.iter().map(|column| (*column, 1)).collect(), Sense::AtMost, 1);
        }
    }

    /// Whether values keep all bounds and rows.
    pub(crate) fn holds(&self, values: &[i32]) -> bool {
        let within = |((least, most), value): (&(i32, i32), &i32)| (least..=most).contains(&value);
        self.bounds.iter().zip(values).all(within) && self.rows.iter().all(|row| row.holds(values))
    }

    /// Cost of a solution.
    pub(crate) fn cost(&self, values: &[i32]) -> i64 {
        self.constant + self.costs.iter().zip(values).map(|(cost, value)| cost * i64::from(*value)).sum::<i64>()
    }

    /// The largest number that divides the cost of every column: costs of solutions
    /// differ by multiples of it. 1 where all are free.
    pub(crate) fn step(&self) -> i64 {
        self.costs.iter().fold(0, |step, cost| gcd(step, cost.abs())).max(1)
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
