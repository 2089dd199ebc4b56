//! Diagrams written as text: steps from the first to the last, one a line.
//!
//! ````text
//! ```schema Les étapes, du repérage au suivi
//! Repérer | tout acteur de première ligne
//! Référencer | vers le service compétent
//! ```
//! ````

/// Steps that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    /// What stands below it, if anything.
    pub caption: String,
    /// Each step, and what is said of it.
    pub steps: Vec<(String, String)>,
}

impl Diagram {
    /// The diagram of a block of code, if that is what it is.
    #[must_use]
    pub fn read(info: &str, text: &str) -> Option<Self> {
        let caption = caption(info)?;
        let step = |line: &str| match line.split_once('|') {
            Some((step, said)) => (step.trim().to_owned(), said.trim().to_owned()),
            None => (line.trim().to_owned(), String::new()),
        };
        let steps = text.lines().filter(|line| !line.trim().is_empty()).map(step).collect();
        Some(Self { caption: caption.to_owned(), steps })
    }
}

/// What stands below a diagram, from what stands beside the fence; `None` for other code.
#[must_use]
pub fn caption(info: &str) -> Option<&str> {
    let info = info.trim();
    let (word, caption) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
    matches!(word, "schema" | "schéma" | "diagram").then(|| caption.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_lines() {
        let found = Diagram::read("schema  Les étapes", "Repérer | chacun\n\n Suivre\n").expect("a diagram");
        assert_eq!(found.caption, "Les étapes");
        let step = |step: &str, said: &str| (step.to_owned(), said.to_owned());
        assert_eq!(found.steps, [step("Repérer", "chacun"), step("Suivre", "")]);
        assert_eq!(Diagram::read("rust", "fn main() {}"), None);
    }
}
