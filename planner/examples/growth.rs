//! Prints how long planning takes, and how close to the bound it comes: for the
//! campaign of 2022 as organisers may weigh it, and for campaigns of growing size.
//!
//! `cargo run --release -p planner --example growth [part of a name]`

mod campaigns;

use std::cell::Cell;
use std::time::{Duration, Instant};

use campaigns::Campaign;
use planner::{Options, Outcome, check, plan};

fn main() {
    let only = std::env::args().nth(1).unwrap_or_default();
    println!("| campaign | first plan, s | its gap | end, s | gap | proven | objective, XOF |");
    println!("| --- | --: | --: | --: | --: | --- | --: |");
    for campaign in campaigns::all() {
        if campaign.name.contains(&only) {
            measure(&campaign);
        }
    }
}

fn measure(campaign: &Campaign) {
    let begin = Instant::now();
    let stop = || begin.elapsed() > Duration::from_secs(campaign.seconds);
    let first = Cell::new(None);
    let outcome = plan(&campaign.problem, &Options { seed: 1, stop: &stop }, &mut |progress| {
        if let (None, Some(gap)) = (first.get(), progress.gap) {
            first.set(Some((begin.elapsed(), gap)));
        }
    });
    let end = begin.elapsed().as_secs_f64();
    match outcome {
        Ok(Outcome::Planned(plan)) => {
            let violations = check(&campaign.problem, &plan);
            assert!(violations.is_empty(), "{violations:?}");
            let (found, gap) = first.get().unwrap_or_default();
            println!(
                "| {} | {:.2} | {:.2} % | {end:.2} | {:.2} % | {} | {} |",
                campaign.name,
                found.as_secs_f64(),
                100.0 * gap,
                100.0 * plan.gap,
                if plan.proven { "yes" } else { "no" },
                plan.objective,
            );
        }
        other => println!("| {} | no plan: {other:?} |", campaign.name),
    }
}
