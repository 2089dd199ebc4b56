//! `relais user`.

use super::{Refused, told};
use app::people::caller::Caller;
use app::people::model::{AccountForm, Role};
use app::people::store::accounts::{self, Granted};
use clap::Subcommand;
use std::io::{BufRead, IsTerminal, Write};

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    /// Add an account; its password is read from standard input
    Add {
        /// What they sign in with
        login: String,
        /// How the others see them
        #[arg(long)]
        name: String,
        /// administrator, organiser or trainer
        #[arg(long)]
        role: Role,
        /// Identifier of the campaign, unless administrator
        #[arg(long)]
        campaign: Option<String>,
    },
    /// Change a password; it is read from standard input, and every sign-in of the account ends
    Passwd {
        /// Whose
        login: String,
    },
    /// List the accounts
    List,
    /// Keep an account from signing in
    Disable {
        /// Whose
        login: String,
    },
}

pub(super) async fn run(caller: &Caller, command: UserCommand) -> Result<(), Refused> {
    match command {
        UserCommand::Add { login, name, role, campaign } => {
            let granted = granted(role, campaign.as_deref())?;
            let password = read_password()?;
            let form = AccountForm { login, display_name: name, password, ..AccountForm::default() };
            let new = form.read().map_err(|refusals| Refused(told(&refusals)))?;
            let id = accounts::add(caller, new, granted).await?;
            println!("{id}");
        }
        UserCommand::Passwd { login } => {
            let id = accounts::by_login(caller, &login).await?;
            accounts::reset_password(caller, id, read_password()?).await?;
        }
        UserCommand::List => {
            for line in accounts::list(caller).await? {
                let roles: Vec<&str> = line.roles.iter().map(|(role, _)| role.as_str()).collect();
                let state = if line.disabled { "disabled" } else { "active" };
                println!("{}\t{}\t{}\t{state}", line.login, line.display_name, roles.join(","));
            }
        }
        UserCommand::Disable { login } => {
            let id = accounts::by_login(caller, &login).await?;
            accounts::set_disabled(caller, id, true).await?;
        }
    }
    Ok(())
}

fn granted(role: Role, campaign: Option<&str>) -> Result<Granted, Refused> {
    let campaign = || {
        let text = campaign.ok_or_else(|| Refused("--campaign is missing".to_owned()))?;
        text.parse().map_err(|_| Refused("--campaign is not an identifier".to_owned()))
    };
    Ok(match role {
        Role::Administrator => Granted::Administrator,
        Role::Organiser => Granted::Organiser(campaign()?),
        Role::Trainer => Granted::Trainer(campaign()?),
    })
}

/// A line of standard input: a password on the command line would stay in the
/// shell's history and in the list of processes.
fn read_password() -> Result<String, Refused> {
    if std::io::stdin().is_terminal() {
        eprint!("Password: ");
        std::io::stderr().flush()?;
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
