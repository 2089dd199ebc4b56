//! `relais demo`.

use super::{Refused, print_json};
use crate::demo::{Accesses, DemoError, fresh_accesses, is_loaded, load};
use app::people::caller::Caller;

impl From<DemoError> for Refused {
    fn from(error: DemoError) -> Self {
        match error {
            DemoError::Use(error) => error.into(),
            other => Self(other.to_string()),
        }
    }
}

pub(super) async fn run(system: &Caller, as_in_2022: bool, json: bool) -> Result<(), Refused> {
    let accesses = prepare(system, as_in_2022).await?;
    if json {
        return print_json(&accesses);
    }
    show(&accesses);
    Ok(())
}

/// Loads the demonstration if the database is empty, and shows a way in for each role.
pub(super) async fn prepare(system: &Caller, as_in_2022: bool) -> Result<Accesses, Refused> {
    if !is_loaded(system).await? {
        eprintln!("Loading the demonstration campaign…");
        load(system, as_in_2022).await?;
    }
    Ok(fresh_accesses(system).await?)
}

pub(super) fn show(accesses: &Accesses) {
    let accounts = &accesses.accounts;
    println!("Demonstration accesses, made anew at each start:");
    for (role, access) in
        [("administrator", &accounts.administrator), ("organiser", &accounts.organiser), ("trainer", &accounts.trainer)]
    {
        println!("  {role:<14} login {:<18} password {}", access.login, access.password);
    }
    println!("  {:<14} code  {}", "participant", accounts.participant.code);
    println!("  A certificate to verify: /verify/{}", accesses.certificate);
}
