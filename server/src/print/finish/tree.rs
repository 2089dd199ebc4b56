//! The structure tree (ISO 32000-1, 14.7): what a page's marked contents and links are,
//! in the order in which they are read.

use crate::print::PrintError;
use crate::print::structure::{Element, Marks, Piece, Role};
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, dictionary};
use std::collections::HashMap;

/// Adds the tree to the file.
///
/// # Errors
///
/// [`PrintError::Writing`] if a page is missing.
pub fn grow(file: &mut Document, pages: &[ObjectId], marks: &[Marks]) -> Result<(), PrintError> {
    let mut tree = Tree::new(file);
    let mut parents: Vec<Object> = Vec::new();
    for (number, (page, marks)) in pages.iter().zip(marks).enumerate() {
        let owners = tree.read(file, *page, marks);
        parents.extend([key(number), owners.into()]);
        let page = file.get_dictionary_mut(*page).map_err(PrintError::writing)?;
        page.set("StructParents", key(number));
        page.set("Tabs", "S");
    }
    let mut next = pages.len();
    for (page, marks) in pages.iter().zip(marks) {
        for (link, owner) in links(file, *page, pages, next)?.into_iter().zip(&marks.links) {
            let owner = tree.node(file, owner);
            tree.nodes[owner].kids.push(Kid::Link { page: *page, link });
            parents.extend([key(next), tree.nodes[owner].id.into()]);
            next += 1;
        }
    }
    let root = file.new_object_id();
    let parents = file.add_object(dictionary! { "Nums" => parents });
    let top = dictionary! {
        "Type" => "StructTreeRoot",
        "K" => tree.nodes[0].id,
        "ParentTree" => parents,
        "ParentTreeNextKey" => key(next),
    };
    file.objects.insert(root, top.into());
    tree.write(file, root);
    let catalog = file.catalog_mut().map_err(PrintError::writing)?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(())
}

fn key(number: usize) -> Object {
    i64::try_from(number).unwrap_or(i64::MAX).into()
}

/// Makes the links of a page objects of their own, which the tree can name, and has each
/// say where it leads; keys from `next` on.
fn links(file: &mut Document, page: ObjectId, pages: &[ObjectId], next: usize) -> Result<Vec<ObjectId>, PrintError> {
    let found = file.get_dictionary_mut(page).map_err(PrintError::writing)?.remove(b"Annots");
    let Some(Object::Array(found)) = found else { return Ok(Vec::new()) };
    let mut ids = Vec::with_capacity(found.len());
    for (key_of, mut link) in (next..).zip(found) {
        if let Ok(link) = link.as_dict_mut() {
            link.set("StructParent", key(key_of));
            link.set("Contents", destination(link, pages));
        }
        ids.push(file.add_object(link));
    }
    let ids_of: Vec<Object> = ids.iter().map(|id| (*id).into()).collect();
    file.get_dictionary_mut(page).map_err(PrintError::writing)?.set("Annots", ids_of);
    Ok(ids)
}

/// Where a link leads, in words: an address, or the number of a page.
fn destination(link: &Dictionary, pages: &[ObjectId]) -> Object {
    let action = link.get(b"A").and_then(Object::as_dict).ok();
    if let Some(Object::String(address, _)) = action.and_then(|action| action.get(b"URI").ok()) {
        return Object::String(address.clone(), StringFormat::Literal);
    }
    let place = action.and_then(|action| action.get(b"D").and_then(Object::as_array).ok());
    let page = place.and_then(|place| place.first()?.as_reference().ok());
    let number = page.and_then(|page| pages.iter().position(|known| *known == page));
    Object::string_literal(number.map_or_else(String::new, |number| format!("p. {}", number + 1)))
}

struct Tree {
    nodes: Vec<Node>,
    /// Which node an element has.
    known: HashMap<usize, usize>,
    /// The level of the last heading.
    heading: usize,
}

struct Node {
    id: ObjectId,
    role: Option<Role>,
    /// Of a heading.
    level: usize,
    parent: usize,
    kids: Vec<Kid>,
}

enum Kid {
    Node(usize),
    Content { page: ObjectId, id: i64 },
    Link { page: ObjectId, link: ObjectId },
}

impl Tree {
    /// With the document itself alone, at the root.
    fn new(file: &mut Document) -> Self {
        let document = Node { id: file.new_object_id(), role: None, level: 0, parent: 0, kids: Vec::new() };
        Self { nodes: vec![document], known: HashMap::new(), heading: 0 }
    }

    /// Takes a page in; returns the elements of its contents, in order.
    fn read(&mut self, file: &mut Document, page: ObjectId, marks: &Marks) -> Vec<Object> {
        let mut owners = Vec::new();
        for piece in &marks.pieces {
            match piece {
                Piece::Mention(element) => {
                    self.node(file, element);
                }
                Piece::Content(element) => {
                    let node = self.node(file, element);
                    let id = i64::try_from(owners.len()).unwrap_or(i64::MAX);
                    self.nodes[node].kids.push(Kid::Content { page, id });
                    owners.push(self.nodes[node].id.into());
                }
            }
        }
        owners
    }

    /// The node of an element: that which it has, or a new one, last in that of its parent.
    fn node(&mut self, file: &mut Document, element: &Element) -> usize {
        if let Some(known) = self.known.get(&element.identity()) {
            return *known;
        }
        let parent = element.parent().map_or(0, |parent| self.node(file, parent));
        let mut level = 0;
        if let Role::Heading(wanted) = element.role() {
            level = (*wanted).clamp(1, self.heading + 1).min(6);
            self.heading = level;
        }
        let node = self.nodes.len();
        let role = Some(element.role().clone());
        self.nodes.push(Node { id: file.new_object_id(), role, level, parent, kids: Vec::new() });
        self.nodes[parent].kids.push(Kid::Node(node));
        self.known.insert(element.identity(), node);
        node
    }

    fn write(&self, file: &mut Document, root: ObjectId) {
        for (index, node) in self.nodes.iter().enumerate() {
            let parent = if index == 0 { root } else { self.nodes[node.parent].id };
            file.objects.insert(node.id, self.entry(node, parent).into());
        }
    }

    fn entry(&self, node: &Node, parent: ObjectId) -> Dictionary {
        let home = node.kids.iter().find_map(|kid| match kid {
            Kid::Content { page, .. } => Some(*page),
            _ => None,
        });
        let mut kids: Vec<Object> = node.kids.iter().map(|kid| self.kid(kid, home)).collect();
        let name = match &node.role {
            None => "Document".to_owned(),
            Some(Role::Heading(_)) => format!("H{}", node.level),
            Some(role) => role.name().to_owned(),
        };
        let mut entry = dictionary! { "S" => Object::Name(name.into_bytes()), "P" => parent };
        match kids.len() {
            0 => {}
            1 => entry.set("K", kids.remove(0)),
            _ => entry.set("K", kids),
        }
        if let Some(home) = home {
            entry.set("Pg", home);
        }
        if let Some(attributes) = node.role.as_ref().and_then(attributes) {
            entry.set("A", attributes);
        }
        if let Some(Role::Figure(shown)) = &node.role {
            entry.set("Alt", super::utf16(&super::clipped(shown)));
        }
        entry
    }

    fn kid(&self, kid: &Kid, home: Option<ObjectId>) -> Object {
        match kid {
            Kid::Node(node) => self.nodes[*node].id.into(),
            Kid::Content { page, id } if Some(*page) == home => (*id).into(),
            Kid::Content { page, id } => dictionary! { "Type" => "MCR", "Pg" => *page, "MCID" => *id }.into(),
            Kid::Link { page, link } => dictionary! { "Type" => "OBJR", "Pg" => *page, "Obj" => *link }.into(),
        }
    }
}

/// What a role alone does not say.
fn attributes(role: &Role) -> Option<Dictionary> {
    let mut of_table = dictionary! { "O" => "Table" };
    if let Role::Head(columns @ 2..) | Role::Cell(columns @ 2..) = role {
        of_table.set("ColSpan", key(*columns));
    }
    match role {
        Role::List { is_numbered } => {
            let numbering = if *is_numbered { "Decimal" } else { "Disc" };
            Some(dictionary! { "O" => "List", "ListNumbering" => numbering })
        }
        Role::Head(_) => {
            of_table.set("Scope", "Column");
            Some(of_table)
        }
        Role::Cell(2..) => Some(of_table),
        _ => None,
    }
}
