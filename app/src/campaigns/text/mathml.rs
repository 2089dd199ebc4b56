//! Formulas as `MathML`, which browsers set and screen readers read.

use super::html::escaped;
use super::math::{Class, Node};

/// A formula as an element.
pub fn element(node: &Node, is_display: bool) -> String {
    let display = if is_display { " display=\"block\"" } else { "" };
    format!("<math{display}>{}</math>", row(node))
}

fn row(node: &Node) -> String {
    format!("<mrow>{}</mrow>", part(node))
}

fn part(node: &Node) -> String {
    match node {
        Node::Sign(class, sign) => leaf(*class, sign),
        Node::Row(parts) => parts.iter().map(part).collect(),
        Node::Fraction(above, below) => format!("<mfrac>{}{}</mfrac>", row(above), row(below)),
        Node::Root(of, None) => format!("<msqrt>{}</msqrt>", row(of)),
        Node::Root(of, Some(degree)) => format!("<mroot>{}{}</mroot>", row(of), row(degree)),
        Node::Bar(of) => format!("<mover>{}<mo>¯</mo></mover>", row(of)),
        Node::Scripts(base, below, above) => {
            let large = matches!(**base, Node::Sign(Class::Large, _));
            let (under, over, both) =
                if large { ("munder", "mover", "munderover") } else { ("msub", "msup", "msubsup") };
            match (below, above) {
                (Some(below), Some(above)) => {
                    format!("<{both}>{}{}{}</{both}>", row(base), row(below), row(above))
                }
                (Some(below), None) => format!("<{under}>{}{}</{under}>", row(base), row(below)),
                (None, Some(above)) => format!("<{over}>{}{}</{over}>", row(base), row(above)),
                (None, None) => part(base),
            }
        }
    }
}

fn leaf(class: Class, sign: &str) -> String {
    let sign = escaped(sign);
    match class {
        Class::Variable => format!("<mi>{sign}</mi>"),
        Class::Upright if sign.starts_with(|first: char| first.is_ascii_digit()) => format!("<mn>{sign}</mn>"),
        Class::Upright => format!("<mi mathvariant=\"normal\">{sign}</mi>"),
        Class::Words | Class::Space => format!("<mtext>{sign}</mtext>"),
        Class::Operator | Class::Relation | Class::Plain | Class::Large => format!("<mo>{sign}</mo>"),
    }
}
