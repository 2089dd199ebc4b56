//! What is wrong with a text, told before it is kept: marks that are none, formulas that
//! cannot be read, figures that are not there, what no page has room for.

use super::diagram::Diagram;
use super::{callout, math, options};
use crate::fields::Problem;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag};
use std::collections::BTreeSet;

/// The most columns of a table: each has then a centimetre of the page.
const MOST_COLUMNS: usize = 12;
/// The longest step of a diagram, in letters: it takes some half of a page.
const LONGEST_STEP: usize = 500;

/// The faults of a text, in the order of its lines.
#[must_use]
pub fn faults(text: &str, figures: &[String]) -> Vec<Problem> {
    let mut found: Vec<(usize, Problem)> = Vec::new();
    let mut labels = BTreeSet::new();
    let off_the_page = |line| Problem::OffThePage { line, columns: MOST_COLUMNS, letters: LONGEST_STEP };
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        let line = || line_of(text, range.start);
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                if let Some((_, end)) = callout(&text[range.clone()]) {
                    labels.insert(line_of(text, range.start + end));
                }
            }
            Event::InlineMath(formula) | Event::DisplayMath(formula) if math::read(&formula).is_err() => {
                found.push((range.start, Problem::NotAFormula { line: line(), formula: shortened(&formula) }));
            }
            Event::Start(Tag::Table(columns)) if columns.len() > MOST_COLUMNS => {
                found.push((range.start, off_the_page(line())));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if is_endless(&info, &text[range.clone()]) => {
                found.push((range.start, off_the_page(line())));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                if !figures.iter().any(|name| **name == *dest_url) {
                    found.push((range.start, Problem::NoFigure { line: line(), name: shortened(&dest_url) }));
                } else if text[range.clone()].trim_start_matches("![").trim_start().starts_with(']') {
                    found.push((range.start, Problem::NoDescription { line: line(), name: shortened(&dest_url) }));
                }
            }
            _ => {}
        }
    }
    let mut at = 0;
    for (number, line) in (1_u32..).zip(text.split('\n')) {
        // A picture within a link is no mark.
        let marks = line.match_indices("[!").filter(|(place, _)| !line[place + 2..].starts_with('['));
        let marks = marks.skip(usize::from(labels.contains(&number)));
        for (place, _) in marks {
            let mark = line[place..].split_inclusive(']').next().unwrap_or_default();
            found.push((at + place, Problem::NotAMark { line: number, mark: shortened(mark) }));
        }
        at += line.len() + 1;
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, problem)| problem).collect()
}

/// Whether a block is a diagram with a step of which a page has no room.
fn is_endless(info: &str, block: &str) -> bool {
    let is_long = |text: &str| text.chars().count() > LONGEST_STEP;
    Diagram::read(info, block)
        .is_some_and(|diagram| diagram.steps.iter().any(|(step, said)| is_long(step) || is_long(said)))
}

/// The number of the line in which a place of a text is, from 1.
#[must_use]
pub fn line_of(text: &str, at: usize) -> u32 {
    let before = text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count();
    u32::try_from(before + 1).unwrap_or(u32::MAX)
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_told_by_their_line() {
        let text = "Un.\n\n$\\bad$\n\n![x](no.png)\n\n> [!CORRIGÉE]\n> b\n\n> [!NOTE]\n> c\n\n    > [!CORRIGE]\n\n7. > [!CORIGE] d\n\n![](yes.png)\n";
        assert_eq!(
            faults(text, &["yes.png".to_owned()]),
            [
                Problem::NotAFormula { line: 3, formula: "\\bad".into() },
                Problem::NoFigure { line: 5, name: "no.png".into() },
                Problem::NotAMark { line: 7, mark: "[!CORRIGÉE]".into() },
                Problem::NotAMark { line: 13, mark: "[!CORRIGE]".into() },
                Problem::NotAMark { line: 15, mark: "[!CORIGE]".into() },
                Problem::NoDescription { line: 17, name: "yes.png".into() },
            ]
        );
        let table = |columns: usize| format!("Un.\n\n|{}\n|{}\n", "a|".repeat(columns), "-|".repeat(columns));
        let diagram = |letters: usize| format!("Un.\n\n```schema\nb\n{}\n```\n", "a".repeat(letters));
        let off = [Problem::OffThePage { line: 3, columns: 12, letters: 500 }];
        assert_eq!((faults(&table(13), &[]), faults(&diagram(501), &[])), (off.to_vec(), off.to_vec()));
        assert!(faults(&table(12), &[]).is_empty() && faults(&diagram(500), &[]).is_empty());
        assert!(faults("1. > [!NOTE] a\n\n![x](yes.png) $x$", &["yes.png".to_owned()]).is_empty());
    }
}
