//! How long a large test and a large table take: `cargo run --release --example measure`.

use std::hint::black_box;
use std::time::Instant;

use analysis::items::{ItemAnalysis, Thresholds, analyse};
use analysis::matrix::{FirstColumn, Matrix, Maxima, Missing, read};
use analysis::reliability::{SplitHalf, alpha_interval, kr20, split_half};
use analysis::suppression::{Least, suppress_table};
use analysis::{Interval, Level, Undefined};

/// A sequence that looks like chance: Lehmer's, with Park and Miller's constants.
fn sequence(seed: u64) -> impl FnMut() -> u32 {
    let mut state = seed;
    move || {
        state = state * 48_271 % 2_147_483_647;
        u32::try_from(state).unwrap_or_default()
    }
}

fn answers(people: usize, items: usize) -> Vec<Vec<Option<f64>>> {
    let mut next = sequence(20_261);
    let person = |_| {
        let ability = next() % 60;
        (0..items).map(|_| Some(f64::from(u8::from(next() % 100 < 20 + ability)))).collect()
    };
    (0..people).map(person).collect()
}

fn line(row: &[Option<f64>]) -> String {
    let cells = row.iter().map(|cell| cell.map_or(String::new(), |points| points.to_string()));
    cells.collect::<Vec<_>>().join(";")
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (people, items) = (10_000, 60);
    let rows = answers(people, items);
    let names: Vec<String> = (1..=items).map(|item| format!("Q{item}")).collect();
    let text = format!("{}\n{}\n", names.join(";"), rows.iter().map(|row| line(row)).collect::<Vec<_>>().join("\n"));

    let start = Instant::now();
    let matrix = read(&text, FirstColumn::Detect, &Maxima::Seen)?;
    println!("reading {people} × {items}: {:.1} ms", milliseconds(start));
    assert_eq!(matrix, Matrix::new(names, &rows, &Maxima::Seen)?);

    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let start = Instant::now();
        black_box(all_statistics(&matrix)?);
        best = best.min(milliseconds(start));
    }
    println!("all item statistics and reliability: {best:.1} ms (the best of five)");

    for (rows, columns) in [(20, 10), (50, 20), (100, 30)] {
        let mut next = sequence(7);
        let table: Vec<Vec<u32>> = (0..rows).map(|_| (0..columns).map(|_| next() % 25).collect()).collect();
        let start = Instant::now();
        black_box(suppress_table(&table, Least::default())?);
        println!("suppressing {rows} × {columns}: {:.1} ms", milliseconds(start));
    }
    Ok(())
}

fn all_statistics(matrix: &Matrix) -> Result<(ItemAnalysis, Interval, SplitHalf), Undefined> {
    let scores = matrix.scores(Missing::Zero);
    let analysis = analyse(&scores, &Thresholds::default())?;
    let alpha = kr20(&scores)?;
    let interval = alpha_interval(alpha, scores.people(), scores.items().len(), Level::default())?;
    let halves = split_half(&scores)?;
    Ok((analysis, interval, halves))
}
