//! What the pieces of a page are, for those who hear it read: a tree of elements, to
//! which what is drawn belongs. Shapes that belong to no figure are ornaments.
//!
//! A paper says what its text is by `Canvas::within` and the like, or leaves that to
//! `flow`. Text of which nothing is said makes the whole file one without a tree:
//! better none than half of one.

use printpdf::{DictItem, Op};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What an element is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// A heading, from 1; a level that would be skipped is not.
    Heading(usize),
    /// A paragraph, or any other piece of text.
    Paragraph,
    /// A quotation, or a note set apart.
    Quote,
    /// A list, numbered or with bullets; of items.
    List {
        /// Whether its labels are numbers.
        is_numbered: bool,
    },
    /// An item: a label and a body.
    Item,
    /// The number or bullet of an item.
    Label,
    /// What an item says.
    Body,
    /// A table, of rows.
    Table,
    /// A row, of cells.
    Row,
    /// A cell that heads as many columns.
    Head(usize),
    /// A cell over as many columns.
    Cell(usize),
    /// A table of contents, of entries.
    Contents,
    /// An entry of it.
    Entry,
    /// A link with its text.
    Link,
    /// A picture, and what it shows in words.
    Figure(String),
}

impl Role {
    /// Its name in PDF (ISO 32000-1, 14.8.4); of a heading that of the first level.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Heading(_) => "H1",
            Self::Paragraph => "P",
            Self::Quote => "BlockQuote",
            Self::List { .. } => "L",
            Self::Item => "LI",
            Self::Label => "Lbl",
            Self::Body => "LBody",
            Self::Table => "Table",
            Self::Row => "TR",
            Self::Head(_) => "TH",
            Self::Cell(_) => "TD",
            Self::Contents => "TOC",
            Self::Entry => "TOCI",
            Self::Link => "Link",
            Self::Figure(_) => "Figure",
        }
    }
}

/// An element: what it is, and within which. Copies are the same element; so it can go
/// on in another row or on another page.
#[derive(Clone, Debug)]
pub struct Element(Arc<Node>);

#[derive(Debug)]
struct Node {
    role: Role,
    parent: Option<Element>,
}

impl Element {
    /// An element of the document itself.
    pub fn new(role: Role) -> Self {
        Self(Arc::new(Node { role, parent: None }))
    }

    /// An element within this one.
    pub fn child(&self, role: Role) -> Self {
        Self(Arc::new(Node { role, parent: Some(self.clone()) }))
    }

    /// An element within another, or of the document itself.
    pub fn within(parent: Option<&Self>, role: Role) -> Self {
        match parent {
            Some(parent) => parent.child(role),
            None => Self::new(role),
        }
    }

    /// What it is.
    pub fn role(&self) -> &Role {
        &self.0.role
    }

    /// Within which it is.
    pub fn parent(&self) -> Option<&Self> {
        self.0.parent.as_ref()
    }

    /// Itself, or of a link that in which it is: what is read in one breath.
    pub fn block(&self) -> &Self {
        match (self.role(), self.parent()) {
            (Role::Link, Some(parent)) => parent,
            _ => self,
        }
    }

    /// Whether both are the same.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Tells it from all others that live.
    pub fn identity(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }
}

/// To what the next thing drawn belongs.
#[derive(Clone, Debug, Default)]
pub enum Owner {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// To none: running heads, page numbers, what is repeated.
    Ornament,
    /// To this element.
    Element(Element),
}

/// A page's share of the tree, in the order in which it is read.
#[derive(Debug)]
pub enum Piece {
    /// The next marked content of the page.
    Content(Element),
    /// An element of which perhaps nothing is drawn: an empty cell.
    Mention(Element),
}

/// Marks what is drawn on a page with what it belongs to.
#[derive(Debug, Default)]
pub struct Marks {
    /// To what the next thing belongs.
    pub owner: Owner,
    /// The page's share of the tree.
    pub pieces: Vec<Piece>,
    /// To which element each of the page's links belongs.
    pub links: Vec<Element>,
    /// Whether text was drawn, or a link, of which nothing was said.
    pub is_lacking: bool,
    open: Option<Owner>,
    contents: i64,
}

impl Marks {
    /// Before text.
    pub fn text(&mut self, ops: &mut Vec<Op>) {
        match self.owner.clone() {
            Owner::Unsaid => {
                self.is_lacking = true;
                self.close(ops);
            }
            owner => self.turn(owner, ops),
        }
    }

    /// Before a shape.
    pub fn shape(&mut self, ops: &mut Vec<Op>) {
        let is_figure = |element: &Element| matches!(element.role(), Role::Figure(_));
        match self.owner.clone() {
            Owner::Element(element) if is_figure(&element) => self.turn(Owner::Element(element), ops),
            _ => self.turn(Owner::Ornament, ops),
        }
    }

    /// Before a link; whether there shall be one.
    pub fn link(&mut self) -> bool {
        match self.owner.clone() {
            Owner::Unsaid => self.is_lacking = true,
            Owner::Ornament => return false,
            Owner::Element(element) if *element.role() == Role::Link => self.links.push(element),
            Owner::Element(element) => self.links.push(element.child(Role::Link)),
        }
        true
    }

    /// At the end of the page, and wherever nothing is marked.
    pub fn close(&mut self, ops: &mut Vec<Op>) {
        if self.open.take().is_some() {
            ops.push(Op::EndMarkedContent);
        }
    }

    fn turn(&mut self, to: Owner, ops: &mut Vec<Op>) {
        let is_open = match (&self.open, &to) {
            (Some(Owner::Element(open)), Owner::Element(to)) => open.is(to),
            (Some(Owner::Ornament), Owner::Ornament) => true,
            _ => false,
        };
        if is_open {
            return;
        }
        self.close(ops);
        ops.push(match &to {
            Owner::Element(element) => {
                let id = BTreeMap::from([("MCID".to_owned(), DictItem::Int(self.contents))]);
                self.contents += 1;
                self.pieces.push(Piece::Content(element.clone()));
                let tag = element.role().name().to_owned();
                Op::BeginMarkedContentWithProperties { tag, properties: DictItem::Dict { map: id } }
            }
            _ => artifact(),
        });
        self.open = Some(to);
    }
}

/// Begins what belongs to no element.
pub fn artifact() -> Op {
    Op::BeginMarkedContent { tag: "Artifact".to_owned() }
}

/// Whether an operation only marks what others draw.
pub fn is_mark(op: &Op) -> bool {
    matches!(op, Op::BeginMarkedContent { .. } | Op::BeginMarkedContentWithProperties { .. } | Op::EndMarkedContent)
}
