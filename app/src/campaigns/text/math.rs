//! Formulas: the part of TeX's mathematics that a course on evaluation needs, as a tree.
//! Whoever sets it on paper or on a page walks that tree.

use thiserror::Error;

/// What a sign is, which says in which letters it is set and what space is around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A variable: italic.
    Variable,
    /// A number, a name such as `max`, a Greek letter: upright.
    Upright,
    /// Between two values: a thin space on each side.
    Operator,
    /// Says how two values compare: a wider space on each side.
    Relation,
    /// Brackets and points: no space of their own.
    Plain,
    /// A sum, a product: larger, what belongs to it above and below.
    Large,
    /// Words.
    Words,
    /// Nothing but room.
    Space,
}

/// A formula or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A sign or a few.
    Sign(Class, String),
    /// One after the other.
    Row(Vec<Node>),
    /// One over the other.
    Fraction(Box<Node>, Box<Node>),
    /// A root, perhaps not the square one.
    Root(Box<Node>, Option<Box<Node>>),
    /// With a bar above it: a mean.
    Bar(Box<Node>),
    /// With what stands below and above.
    Scripts(Box<Node>, Option<Box<Node>>, Option<Box<Node>>),
}

/// Why a formula cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MathError {
    /// A command that is not known here.
    #[error("\\{0} is not known")]
    Unknown(String),
    /// A brace without its partner, or nothing where something must stand.
    #[error("a brace is missing")]
    Braces,
    /// Deeper than anybody reads.
    #[error("too deep")]
    TooDeep,
}

/// More is a slip, or meant to do harm.
const DEEPEST: usize = 24;

/// Commands that stand for a sign.
const SIGNS: &[(&str, Class, &str)] = &[
    ("times", Class::Operator, "×"),
    ("cdot", Class::Operator, "·"),
    ("div", Class::Operator, "÷"),
    ("pm", Class::Operator, "±"),
    ("cup", Class::Operator, "∪"),
    ("cap", Class::Operator, "∩"),
    ("leq", Class::Relation, "≤"),
    ("le", Class::Relation, "≤"),
    ("geq", Class::Relation, "≥"),
    ("ge", Class::Relation, "≥"),
    ("neq", Class::Relation, "≠"),
    ("ne", Class::Relation, "≠"),
    ("approx", Class::Relation, "≈"),
    ("equiv", Class::Relation, "≡"),
    ("in", Class::Relation, "∈"),
    ("to", Class::Relation, "→"),
    ("rightarrow", Class::Relation, "→"),
    ("Rightarrow", Class::Relation, "⇒"),
    ("infty", Class::Upright, "∞"),
    ("partial", Class::Upright, "∂"),
    ("ldots", Class::Plain, "…"),
    ("dots", Class::Plain, "…"),
    ("cdots", Class::Plain, "···"),
    ("sum", Class::Large, "∑"),
    ("prod", Class::Large, "∏"),
    ("int", Class::Large, "∫"),
    ("min", Class::Upright, "min"),
    ("max", Class::Upright, "max"),
    ("log", Class::Upright, "log"),
    ("ln", Class::Upright, "ln"),
    ("exp", Class::Upright, "exp"),
    (",", Class::Space, "\u{202f}"),
    (";", Class::Space, "\u{a0}"),
    (" ", Class::Space, "\u{a0}"),
    ("quad", Class::Space, "\u{a0}\u{a0}\u{a0}"),
    ("%", Class::Plain, "%"),
    ("{", Class::Plain, "{"),
    ("}", Class::Plain, "}"),
    ("_", Class::Plain, "_"),
    ("#", Class::Plain, "#"),
    ("&", Class::Plain, "&"),
    ("$", Class::Plain, "$"),
];

/// The Greek letters, in the order of their alphabet.
const GREEK: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
];

/// Reads a formula.
///
/// # Errors
/// [`MathError`], with the command that is not known.
pub fn read(formula: &str) -> Result<Node, MathError> {
    let mut reader = Reader { rest: formula, depth: 0 };
    let row = reader.row()?;
    if reader.rest.is_empty() { Ok(row) } else { Err(MathError::Braces) }
}

struct Reader<'a> {
    rest: &'a str,
    depth: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        let next = self.rest.chars().next()?;
        self.rest = &self.rest[next.len_utf8()..];
        Some(next)
    }

    fn peek(&self) -> Option<char> {
        self.rest.trim_start().chars().next()
    }

    /// Until a closing brace or the end.
    fn row(&mut self) -> Result<Node, MathError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(MathError::TooDeep);
        }
        let mut parts = Vec::new();
        while self.peek().is_some_and(|next| next != '}') {
            let base = self.atom()?;
            parts.push(self.scripts(base)?);
        }
        self.depth -= 1;
        Ok(if parts.len() == 1 { parts.swap_remove(0) } else { Node::Row(parts) })
    }

    fn scripts(&mut self, base: Node) -> Result<Node, MathError> {
        let (mut below, mut above) = (None, None);
        while let Some(sign @ ('_' | '^')) = self.peek() {
            self.next();
            let script = self.argument()?;
            let place = if sign == '_' { &mut below } else { &mut above };
            // TeX refuses two of a kind as well.
            if place.replace(script).is_some() {
                return Err(MathError::Braces);
            }
        }
        Ok(if below.is_none() && above.is_none() { base } else { Node::Scripts(Box::new(base), below, above) })
    }

    fn atom(&mut self) -> Result<Node, MathError> {
        match self.next().ok_or(MathError::Braces)? {
            '{' => {
                let row = self.row()?;
                if self.next() == Some('}') { Ok(row) } else { Err(MathError::Braces) }
            }
            '}' | '_' | '^' => Err(MathError::Braces),
            '\\' => self.command(),
            sign if sign.is_ascii_digit() => Ok(self.number(sign)),
            sign => Ok(plain(sign)),
        }
    }

    /// Digits with a point or a comma within.
    fn number(&mut self, first: char) -> Node {
        let mut number = first.to_string();
        loop {
            let mut next = self.rest.chars();
            match (next.next(), next.next()) {
                (Some(digit), _) if digit.is_ascii_digit() => number.push(digit),
                (Some(point @ ('.' | ',')), Some(digit)) if digit.is_ascii_digit() => number.push(point),
                _ => return Node::Sign(Class::Upright, number),
            }
            self.rest = &self.rest[1..];
        }
    }

    fn command(&mut self) -> Result<Node, MathError> {
        let letters = self.rest.find(|sign: char| !sign.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        let length = if letters == 0 { self.rest.chars().next().map_or(0, char::len_utf8) } else { letters };
        let (name, rest) = self.rest.split_at(length);
        self.rest = rest;
        if let Some((_, class, sign)) = SIGNS.iter().find(|(known, ..)| *known == name) {
            return Ok(Node::Sign(*class, (*sign).to_owned()));
        }
        if let Some((_, letter)) = GREEK.iter().find(|(known, _)| *known == name) {
            return Ok(Node::Sign(Class::Upright, (*letter).to_owned()));
        }
        match name {
            "frac" | "dfrac" | "tfrac" => Ok(Node::Fraction(self.argument()?, self.argument()?)),
            "sqrt" => {
                let degree = if self.peek() == Some('[') { Some(Box::new(self.degree()?)) } else { None };
                Ok(Node::Root(self.argument()?, degree))
            }
            "bar" | "overline" => Ok(Node::Bar(self.argument()?)),
            "text" | "mathrm" => self.words(),
            // Brackets here are as high as they are.
            "left" | "right" => self.argument().map(|inner| *inner),
            other => Err(MathError::Unknown(other.to_owned())),
        }
    }

    fn argument(&mut self) -> Result<Box<Node>, MathError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(MathError::TooDeep);
        }
        let found = self.atom().map(Box::new);
        self.depth -= 1;
        found
    }

    fn degree(&mut self) -> Result<Node, MathError> {
        self.next();
        let (degree, rest) = self.rest.split_once(']').ok_or(MathError::Braces)?;
        let mut inner = Reader { rest: degree, depth: self.depth };
        let row = inner.row()?;
        self.rest = rest;
        if inner.rest.is_empty() { Ok(row) } else { Err(MathError::Braces) }
    }

    fn words(&mut self) -> Result<Node, MathError> {
        if self.next() != Some('{') {
            return Err(MathError::Braces);
        }
        let (words, rest) = self.rest.split_once('}').ok_or(MathError::Braces)?;
        self.rest = rest;
        if words.contains(['{', '\\']) {
            return Err(MathError::Braces);
        }
        Ok(Node::Sign(Class::Words, words.replace(' ', "\u{a0}")))
    }
}

fn plain(sign: char) -> Node {
    let (class, sign) = match sign {
        '-' => (Class::Operator, '−'),
        '*' => (Class::Operator, '×'),
        '+' | '±' | '×' | '·' | '÷' | '−' => (Class::Operator, sign),
        '=' | '<' | '>' | '≤' | '≥' | '≠' | '≈' => (Class::Relation, sign),
        '∑' | '∏' => (Class::Large, sign),
        '\'' => (Class::Plain, '′'),
        sign if sign.is_ascii_alphabetic() => (Class::Variable, sign),
        sign if sign.is_alphabetic() => (Class::Upright, sign),
        sign => (Class::Plain, sign),
    };
    Node::Sign(class, sign.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn variable(sign: &str) -> Node {
        Node::Sign(Class::Variable, sign.to_owned())
    }

    #[test]
    fn formulas_are_trees() {
        let half = Node::Fraction(
            Box::new(Node::Sign(Class::Upright, "1".into())),
            Box::new(Node::Scripts(
                Box::new(variable("n")),
                None,
                Some(Box::new(Node::Sign(Class::Upright, "2".into()))),
            )),
        );
        assert_eq!(read(r"\frac{1}{n^2}"), Ok(half));
        assert_eq!(read("x_{i}"), Ok(Node::Scripts(Box::new(variable("x")), Some(Box::new(variable("i"))), None)));
        assert_eq!(read("12,5"), Ok(Node::Sign(Class::Upright, "12,5".into())));
        for formula in [r"\sqrt[3]{x}", r"\bar{x} = \frac{1}{n}\sum_{i=1}^{n} x_i", r"\text{taux} \leq 100\,\%", ""] {
            assert!(read(formula).is_ok(), "{formula}");
        }
    }

    #[test]
    fn what_is_not_known_is_named() {
        assert_eq!(read(r"\begin{x}"), Err(MathError::Unknown("begin".into())));
        for formula in [r"\frac{1}", "{", "}", "x^", "x^1^2", r"\text{a", r"\sqrt[3{x}"] {
            assert!(read(formula).is_err(), "{formula}");
        }
        assert_eq!(read(&"{".repeat(100_000)), Err(MathError::TooDeep));
        assert_eq!(read(&r"\sqrt".repeat(100_000)), Err(MathError::TooDeep));
        assert!(read(&r"\left".repeat(100)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(formula in r"[a-z0-9\\{}\[\]^_ +,éà]{0,40}") {
            let _ = read(&formula);
        }
    }
}
