//! The binary `relais`: reads the command line, runs it, says how it ended.
#![recursion_limit = "256"]

use clap::Parser;
use server::cli::{Cli, Refused, run};
use std::process::ExitCode;

/// That of the system takes a seventh of the time in which a certificate is printed.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    // The only place that reads the wall clock; everything else is given the time.
    #[allow(clippy::disallowed_methods, reason = "the clock starts here")]
    let clock = std::sync::Arc::new(chrono::Utc::now);
    match run(Cli::parse(), clock).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(Refused(reason)) => {
            eprintln!("relais: {reason}");
            ExitCode::FAILURE
        }
    }
}
