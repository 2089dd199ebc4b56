//! How far long work is: a bar on a terminal, now and then a line elsewhere. On standard error:
//! standard output belongs to what a command answers.

use std::io::{IsTerminal, Write, stderr};

/// The width of the bar, in characters.
const WIDTH: usize = 30;
/// Into how many steps lines divide the whole.
const LINES: usize = 10;

/// Work that goes on.
pub(super) struct Progress {
    what: &'static str,
    of: usize,
    told: usize,
    terminal: bool,
}

impl Progress {
    /// Work of so many pieces.
    pub(super) fn new(what: &'static str, of: usize) -> Self {
        Self { what, of, told: 0, terminal: stderr().is_terminal() }
    }

    /// So many are done.
    pub(super) fn at(&mut self, done: usize) {
        // Whoever reads standard error may have gone: the work goes on.
        if self.terminal {
            let end = if done >= self.of { "\n" } else { "" };
            let _ = write!(stderr(), "\r{}{end}", bar(self.what, done, self.of));
            let _ = stderr().flush();
        } else if let Some(line) = self.line(done) {
            let _ = writeln!(stderr(), "{line}");
        }
    }

    /// The line that is told now, if one is.
    fn line(&mut self, done: usize) -> Option<String> {
        let step = done * LINES / self.of.max(1);
        if step <= self.told && !(done >= self.of && self.told < LINES) {
            return None;
        }
        self.told = step;
        Some(format!("{}: {done} of {}", self.what, self.of))
    }
}

fn bar(what: &str, done: usize, of: usize) -> String {
    let full = (done * WIDTH).checked_div(of).unwrap_or(WIDTH).min(WIDTH);
    format!("{what} [{}{}] {done}/{of}", "#".repeat(full), " ".repeat(WIDTH - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills() {
        assert_eq!(bar("printed", 0, 4), format!("printed [{}] 0/4", " ".repeat(30)));
        assert_eq!(bar("printed", 4, 4), format!("printed [{}] 4/4", "#".repeat(30)));
        assert_eq!(bar("printed", 0, 0), format!("printed [{}] 0/0", "#".repeat(30)));
    }

    #[test]
    fn lines_are_few_and_the_last_is_told() {
        let mut progress = Progress { what: "printed", of: 220, told: 0, terminal: false };
        let lines: Vec<String> = (1..=220).filter_map(|done| progress.line(done)).collect();
        assert_eq!(lines.len(), 10);
        assert_eq!(lines.last().map(String::as_str), Some("printed: 220 of 220"));
        let mut one = Progress { what: "printed", of: 1, told: 0, terminal: false };
        assert_eq!(one.line(1).as_deref(), Some("printed: 1 of 1"));
    }
}
