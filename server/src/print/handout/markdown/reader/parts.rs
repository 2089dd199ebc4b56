//! What is read beside plain text: call-outs, diagrams, figures, formulas, footnotes.

use super::Reader;
use crate::print::canvas::Ink;
use crate::print::flow::row::Tone;
use crate::print::fonts::Face;
use crate::print::handout::markdown::{Figure, Kind};
use crate::print::handout::math::inline;
use crate::print::text::{Span, Style};
use crate::print::typography::spaced;
use crate::print::{PrintError, excerpt};
use app::campaigns::text::diagram::Diagram;
use app::campaigns::text::{Callout, callout, folded, math};
use std::ops::Range;

impl Reader<'_> {
    pub(super) fn start_quote(&mut self, range: Range<usize>) {
        self.flush();
        let found = callout(&self.source[range.clone()]);
        if self.quotes == 0 {
            self.quote += 1;
            self.tone = found.map_or(Tone::Quoted, |(kind, _)| tone(kind));
        }
        self.quotes += 1;
        if let Some((kind, end)) = found {
            self.label_end = range.start + end;
            let label = kind.label(self.language).to_uppercase();
            let style = Style::new(Face::SansBold, 8.2).tracked(50.0).ink(Ink::GREEN);
            self.block(Kind::Label(vec![Span::new(&label, style)]));
        }
    }

    pub(super) fn end_diagram(&mut self, info: &str) {
        let text: String = std::mem::take(&mut self.spans).into_iter().map(|span| span.text).collect();
        if let Some(diagram) = Diagram::read(info, &text) {
            self.block(Kind::Diagram(diagram));
        }
    }

    pub(super) fn end_figure(&mut self) {
        let Some((name, title)) = self.figure.take() else { return };
        let shows: String = std::mem::take(&mut self.spans).into_iter().map(|span| span.text).collect();
        let caption = if title.is_empty() { shows.clone() } else { spaced(&title, None, self.language) };
        let style = Style::new(Face::SansItalic, 8.6);
        self.block(Kind::Figure(Figure { name, shows, caption: vec![Span::new(&caption, style)] }));
    }

    pub(super) fn inline_math(&mut self, formula: &str) {
        let set = match math::read(formula) {
            Ok(node) => inline(&node, self.style()).ok_or_else(|| "it needs a line of its own".to_owned()),
            Err(error) => Err(error.to_string()),
        };
        match set {
            Ok(spans) => self.spans.extend(spans),
            Err(reason) => self.fail(formula, reason),
        }
    }

    pub(super) fn display_math(&mut self, formula: &str) {
        if self.table.is_some() {
            return self.inline_math(formula);
        }
        match math::read(formula) {
            Ok(node) => {
                self.flush();
                self.block(Kind::Formula(node, formula.to_owned()));
            }
            Err(error) => self.fail(formula, error.to_string()),
        }
    }

    fn fail(&mut self, formula: &str, reason: String) {
        let failed = PrintError::Formula { module: String::new(), formula: excerpt(formula), reason };
        self.failed.get_or_insert(failed);
    }

    /// The number of a footnote, raised.
    pub(super) fn call(&mut self, label: &str) {
        let label = folded(label);
        let known = self.called.iter().position(|called| *called == label);
        let place = known.unwrap_or_else(|| {
            self.called.push(label);
            self.called.len() - 1
        });
        let style = self.style();
        let raised = style.size(style.size * 0.66).raised(style.size * 0.36);
        self.spans.push(Span::new(&(place + 1).to_string(), Style { note: Some(place), ..raised }));
    }
}

fn tone(kind: Callout) -> Tone {
    match kind {
        Callout::Warning => Tone::Warning,
        kind if kind.is_for_trainers() => Tone::Framed,
        _ => Tone::Tinted,
    }
}
