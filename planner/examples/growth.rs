//! Prints how long planning takes, and how close to the bound it comes, for the
//! campaign of 2022 and for larger ones.
use planner::*;
include!("campaigns/mod.rs");
use std::time::{Duration, Instant};
fn run(name: &str, problem: &Problem, limit: u64) {
    let begin = Instant::now();
    let stop = move || begin.elapsed() > Duration::from_secs(limit);
    let outcome = plan(problem, &Options { seed: 1, stop: &stop }, &mut |p| {
        if std::env::var("V").is_ok() {
            println!("  {:.2}s {p:?}", begin.elapsed().as_secs_f64());
        }
    });
    let took = begin.elapsed().as_secs_f64();
    match outcome {
        Ok(Outcome::Planned(plan)) => {
            println!(
                "{name}: {took:.2}s objective {} bound {} gap {:.2}% proven {} workshops {}",
                plan.objective,
                plan.bound,
                plan.gap * 100.0,
                plan.proven,
                plan.workshops.len()
            );
            if std::env::var("P").is_ok() {
                for w in &plan.workshops {
                    println!("   {w:?}");
                }
                println!("{:?} {:?}", plan.cost, plan.load);
            }
        }
        other => println!("{name}: {took:.2}s {other:?}"),
    }
}
fn main() {
    let only = std::env::args().nth(1).unwrap_or_default();
    for (name, problem, limit) in campaigns() {
        if name.contains(&only) {
            run(&name, &problem, limit);
        }
    }
}
