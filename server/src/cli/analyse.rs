//! `relais analyse`: a test's responses from anywhere, without a database.

use super::{Refused, print_json};
use analysis::items::{Flag, ItemStatistics, Thresholds, analyse};
use analysis::matrix::{FirstColumn, Maxima, MaximumSource, Missing, read};
use analysis::reliability::{alpha_interval, cronbach_alpha, kr20, measurement_error};
use analysis::{Interval, Level};
use serde::Serialize;
use std::path::Path;

/// What is said of a test.
#[derive(Debug, Serialize)]
struct Told {
    /// How many people count.
    n: usize,
    /// How many were left out for lack of an answer.
    left_out: usize,
    /// How many answers that lacked count as 0.
    missing_as_zero: usize,
    /// Kuder–Richardson 20; none unless all points are 0 or 1.
    kr20: Option<f64>,
    /// Cronbach's alpha; none without variance or with a single item.
    alpha: Option<f64>,
    /// Feldt's interval of alpha.
    alpha_interval: Option<Interval>,
    /// The standard error of measurement, in points.
    standard_error: Option<f64>,
    /// How many people are in the upper and in the lower group behind `upper_lower`.
    group: usize,
    items: Vec<Item>,
}

/// What is said of an item.
#[derive(Debug, Serialize)]
struct Item {
    name: String,
    maximum: f64,
    /// Where the maximum comes from.
    maximum_from: MaximumSource,
    /// Mean over maximum.
    difficulty: f64,
    /// Corrected item-total correlation.
    discrimination: Option<f64>,
    /// Difficulty of the upper 27 % less that of the lower.
    upper_lower: Option<f64>,
    alpha_if_deleted: Option<f64>,
    flags: Vec<Flag>,
}

impl From<ItemStatistics> for Item {
    fn from(item: ItemStatistics) -> Self {
        Self {
            name: item.item.name,
            maximum: item.item.maximum,
            maximum_from: item.item.source,
            difficulty: item.difficulty,
            discrimination: item.item_rest,
            upper_lower: item.discrimination,
            alpha_if_deleted: item.alpha_if_deleted,
            flags: item.flags,
        }
    }
}

/// Analyses the file and prints what it says.
///
/// # Errors
/// If it cannot be read, with the line and the column, or holds fewer than two people.
pub fn run(file: &Path, complete_only: bool, json: bool) -> Result<(), Refused> {
    let bytes = std::fs::read(file).map_err(|error| Refused(format!("{}: {error}", file.display())))?;
    let text = String::from_utf8(bytes).map_err(|_| Refused(format!("{}: not UTF-8 text", file.display())))?;
    let matrix = read(&text, FirstColumn::default(), &Maxima::default()).map_err(|error| Refused(error.to_string()))?;
    let scores = matrix.scores(if complete_only { Missing::Listwise } else { Missing::Zero });
    let found = analyse(&scores, &Thresholds::default()).map_err(|error| Refused(error.to_string()))?;
    let alpha = cronbach_alpha(&scores).ok();
    let told = Told {
        n: found.people,
        left_out: scores.left_out(),
        missing_as_zero: scores.filled(),
        kr20: kr20(&scores).ok(),
        alpha,
        alpha_interval: alpha
            .and_then(|alpha| alpha_interval(alpha, found.people, found.items.len(), Level::default()).ok()),
        standard_error: alpha.and_then(|alpha| measurement_error(scores.totals(), alpha).ok()),
        group: found.group,
        items: found.items.into_iter().map(Item::from).collect(),
    };
    if json {
        return print_json(&told);
    }
    print(&told);
    Ok(())
}

fn print(told: &Told) {
    let figure = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
    println!("people {}, left out {}, answers counted as 0: {}", told.n, told.left_out, told.missing_as_zero);
    let interval = told
        .alpha_interval
        .map(|interval| format!(" (95 %: {:.3} to {:.3})", interval.lower, interval.upper))
        .unwrap_or_default();
    println!(
        "KR-20 {}, alpha {}{interval}, standard error {}",
        figure(told.kr20),
        figure(told.alpha),
        figure(told.standard_error)
    );
    println!(
        "{:<24} {:>7} {:>10} {:>14} {:>11} {:>16}  flags",
        "item", "maximum", "difficulty", "discrimination", "upper-lower", "alpha if deleted"
    );
    for item in &told.items {
        let flags: Vec<&str> = item.flags.iter().map(flag_name).collect();
        println!(
            "{:<24} {:>7} {:>10.3} {:>14} {:>11} {:>16}  {}",
            item.name,
            item.maximum,
            item.difficulty,
            figure(item.discrimination),
            figure(item.upper_lower),
            figure(item.alpha_if_deleted),
            flags.join(", ")
        );
    }
}

fn flag_name(flag: &Flag) -> &'static str {
    match flag {
        Flag::TooEasy { .. } => "too easy",
        Flag::TooHard { .. } => "too hard",
        Flag::NegativeDiscrimination { .. } => "negative discrimination: check the key",
        Flag::WeakDiscrimination { .. } => "weak discrimination",
        Flag::NoVariance => "no variance",
        Flag::LowersAlpha { .. } => "lowers alpha",
        Flag::DistractorNeverChosen { .. } => "a wrong option never chosen",
        Flag::DistractorBetterThanKey { .. } => "a wrong option better than the key",
    }
}
