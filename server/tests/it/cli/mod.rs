//! The binary as people and scripts run it: a process of its own, in a folder of
//! its own, with an environment that holds nothing of the machine's.

mod accounts;
mod analyse;
mod audit;
mod certificates;
mod demonstration;
mod import;
mod keys;
mod migrate;
mod papers;
mod plan;
mod questions;
mod retention;
mod serve;
mod settings;

use crate::folder::Folder;
use serde_json::Value;
use std::ffi::OsString;
use std::fmt;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

/// A folder in which the binary is run.
pub struct Place {
    folder: Folder,
}

/// The demonstration, loaded once by the binary itself.
struct Loaded {
    /// The database, and its log if it was left beside it.
    files: Vec<(OsString, Vec<u8>)>,
    accesses: Value,
}

impl Loaded {
    fn load() -> Self {
        let place = Place::empty();
        let accesses = place.run(&["demo", "--json"]).json();
        let entries = std::fs::read_dir(place.path().join("data")).expect("the data");
        let names = entries.map(|entry| entry.expect("an entry").file_name());
        // The index of the log is made anew by whoever opens it.
        let kept = names.filter(|name| !name.to_string_lossy().ends_with("-shm"));
        let read = |name: OsString| {
            let bytes = std::fs::read(place.path().join("data").join(&name)).expect("a file");
            (name, bytes)
        };
        Self { files: kept.map(read).collect(), accesses }
    }
}

impl Place {
    /// With nothing in it.
    pub fn empty() -> Self {
        Self { folder: Folder::new("cli") }
    }

    /// With the demonstration, and what `relais demo --json` told of it.
    pub fn with_demonstration() -> (Self, Value) {
        static LOADED: LazyLock<Loaded> = LazyLock::new(Loaded::load);
        let place = Self::empty();
        std::fs::create_dir(place.path().join("data")).expect("a folder");
        for (name, bytes) in &LOADED.files {
            std::fs::write(place.path().join("data").join(name), bytes).expect("a file");
        }
        (place, LOADED.accesses.clone())
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// A file or folder in it, as an argument.
    pub fn inside(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }

    /// The binary, not yet started.
    pub fn relais(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_relais"));
        command.args(arguments).current_dir(self.path()).env_clear().stdin(Stdio::null());
        command
    }

    /// Runs it to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(arguments, &self.relais(arguments).output().expect("it starts"))
    }

    /// The same with a line on standard input.
    pub fn told(&self, arguments: &[&str], line: &str) -> Ended {
        let mut command = self.relais(arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        // It may have refused without reading.
        let _ = writeln!(child.stdin.take().expect("an input"), "{line}");
        Ended::of(arguments, &child.wait_with_output().expect("it ends"))
    }
}

/// How a run ended.
pub struct Ended {
    /// What was run, for messages.
    pub arguments: String,
    /// Exit code.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { arguments, code, out, err } = self;
        write!(f, "relais {arguments}\nended with {code:?}\non standard output: {out}\non standard error: {err}")
    }
}

impl Ended {
    fn of(arguments: &[&str], output: &Output) -> Self {
        Self {
            arguments: arguments.join(" "),
            code: output.status.code(),
            out: String::from_utf8(output.stdout.clone()).expect("UTF-8"),
            err: String::from_utf8(output.stderr.clone()).expect("UTF-8"),
        }
    }

    /// It did what was asked; standard output.
    pub fn done(self) -> String {
        assert_eq!(self.code, Some(0), "{self}");
        self.out
    }

    /// It did what was asked, and standard output is one JSON value.
    pub fn json(self) -> Value {
        let text = self.done();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    /// It refused: the reason is on standard error, and nothing on standard output.
    pub fn refused(self, reason: &str) {
        assert_eq!(self.code, Some(1), "{self}");
        assert_eq!(self.out, "", "{self}");
        let last = self.err.lines().last().unwrap_or_default();
        assert!(last.contains(reason), "{self}");
    }

    /// It did not understand.
    pub fn wrong_usage(self) {
        assert_eq!(self.code, Some(2), "{self}");
        assert_eq!(self.out, "", "{self}");
        assert!(self.err.contains("--help") || self.err.contains("Usage"), "it says nothing of usage: {self}");
    }
}

/// A tool of the system, run to its end; its standard output.
pub fn tool(name: &str, arguments: &[&str]) -> String {
    let output = Command::new(name).args(arguments).output().unwrap_or_else(|error| panic!("{name}: {error}"));
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} {}: {told}", arguments.join(" "));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A text within a JSON value.
pub fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    value.pointer(path).and_then(Value::as_str).unwrap_or_else(|| panic!("no text at {path} of {value}"))
}

#[test]
fn what_is_not_understood_ends_with_2() {
    let place = Place::empty();
    for arguments in [
        &[][..],
        &["sing"],
        &["serve", "--loud"],
        &["certificates", "here"],
        &["migrate"],
        &["migrate", "sideways"],
        &["handout", "it"],
        &["verify"],
        &["user", "add", "someone"],
        &["--addr", "nowhere", "config"],
    ] {
        place.run(arguments).wrong_usage();
    }
    assert_eq!(std::fs::read_dir(place.path()).expect("the folder").count(), 0, "something was made");
}

#[test]
fn help_lists_what_there_is() {
    let help = Place::empty().run(&["--help"]).done();
    for command in
        ["serve", "migrate", "demo", "user", "certificates", "handout", "verify", "audit", "retention", "config"]
    {
        assert!(help.lines().any(|line| line.trim_start().starts_with(command)), "{command} in {help}");
    }
}
