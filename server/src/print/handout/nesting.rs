//! From the flat list of blocks back to what is within what, for those who hear it read.

use super::markdown::{Block, Kind};
use crate::print::structure::{Element, Role};

/// Deeper lists are read as part of the last item at this depth.
const DEEPEST: usize = 7;

/// The lists and the quotation in which a text is.
#[derive(Default)]
pub struct Nesting {
    quote: Option<(usize, Element)>,
    /// From the outermost.
    lists: Vec<List>,
}

struct List {
    whole: Element,
    is_numbered: bool,
    body: Element,
}

impl Nesting {
    /// Goes on to the next block. Returns the label that it begins with, if there is one,
    /// and within what it is.
    pub fn enter(&mut self, block: &Block) -> (Option<Element>, Option<Element>) {
        if self.quote.as_ref().map(|(number, _)| *number) != block.quote {
            self.quote = block.quote.map(|number| (number, Element::new(Role::Quote)));
            self.lists.clear();
        }
        let depth = block.depth.min(DEEPEST);
        self.lists.truncate(depth);
        let label = block.marker.as_ref().filter(|_| depth > 0).map(|marker| {
            let is_numbered = marker.iter().any(|span| span.text.starts_with(|sign: char| sign.is_ascii_digit()));
            self.item(depth, is_numbered)
        });
        let within = self.innermost().cloned();
        if matches!(block.kind, Kind::Table(_) | Kind::Diagram(_)) {
            // A table stands by itself, a diagram too; what follows it comes after it.
            self.lists.clear();
            self.quote = None;
        }
        (label, within)
    }

    /// Begins an item at a depth; returns its label.
    fn item(&mut self, depth: usize, is_numbered: bool) -> Element {
        if self.lists.len() == depth && self.lists.last().is_some_and(|list| list.is_numbered != is_numbered) {
            self.lists.pop();
        }
        while self.lists.len() + 1 < depth {
            // Lists whose first item begins with a list: their labels are not printed.
            self.open(false);
        }
        if self.lists.len() < depth {
            return self.open(is_numbered);
        }
        let Some(last) = self.lists.last_mut() else { return self.open(is_numbered) };
        let item = last.whole.child(Role::Item);
        last.body = item.child(Role::Body);
        item.child(Role::Label)
    }

    /// Opens a list and its first item; returns the label of that.
    fn open(&mut self, is_numbered: bool) -> Element {
        let whole = Element::within(self.innermost(), Role::List { is_numbered });
        let item = whole.child(Role::Item);
        let body = item.child(Role::Body);
        self.lists.push(List { whole, is_numbered, body });
        item.child(Role::Label)
    }

    fn innermost(&self) -> Option<&Element> {
        let quote = self.quote.as_ref().map(|(_, quote)| quote);
        self.lists.last().map(|list| &list.body).or(quote)
    }
}
