//! The outline that readers show beside the pages.

use super::{Bookmark, clipped, utf16};
use lopdf::{Dictionary, Object, ObjectId, dictionary};

/// The nested outline; printpdf's own is flat and sorted by the alphabet.
pub fn outline(file: &mut lopdf::Document, pages: &[ObjectId], bookmarks: &[Bookmark]) -> Option<ObjectId> {
    if bookmarks.is_empty() {
        return None;
    }
    let root = file.new_object_id();
    let ids: Vec<ObjectId> = bookmarks.iter().map(|_| file.new_object_id()).collect();
    let tree = Tree::new(bookmarks);
    for (index, bookmark) in bookmarks.iter().enumerate() {
        let Some(page) = pages.get(bookmark.page.saturating_sub(1)) else { continue };
        let top = page_height(file, *page) - bookmark.y;
        let mut entry = dictionary! {
            "Title" => utf16(&clipped(&bookmark.title)),
            "Parent" => tree.parents[index].map_or(root, |parent| ids[parent]),
            "Dest" => vec![(*page).into(), "XYZ".into(), Object::Null, top.into(), Object::Null],
        };
        // Shown closed, so that a long curriculum still fits on the screen.
        link_children(&mut entry, &ids, &tree.children[index], -1);
        file.objects.insert(ids[index], entry.into());
    }
    let mut top = dictionary! { "Type" => "Outlines" };
    link_children(&mut top, &ids, &tree.top, 1);
    file.objects.insert(root, top.into());
    for siblings in tree.children.iter().chain([&tree.top]) {
        link_siblings(file, &ids, siblings);
    }
    Some(root)
}

/// Bookmarks by what they hang under, as indices.
struct Tree {
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    top: Vec<usize>,
}

impl Tree {
    fn new(bookmarks: &[Bookmark]) -> Self {
        let mut tree = Self { parents: Vec::new(), children: vec![Vec::new(); bookmarks.len()], top: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        for (index, bookmark) in bookmarks.iter().enumerate() {
            while open.last().is_some_and(|last| bookmarks[*last].level >= bookmark.level) {
                open.pop();
            }
            let parent = open.last().copied();
            tree.parents.push(parent);
            match parent {
                Some(parent) => tree.children[parent].push(index),
                None => tree.top.push(index),
            }
            open.push(index);
        }
        tree
    }
}

fn link_children(entry: &mut Dictionary, ids: &[ObjectId], children: &[usize], sign: i64) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        entry.set("First", ids[*first]);
        entry.set("Last", ids[*last]);
        entry.set("Count", sign * i64::try_from(children.len()).unwrap_or(i64::MAX));
    }
}

fn link_siblings(file: &mut lopdf::Document, ids: &[ObjectId], siblings: &[usize]) {
    for pair in siblings.windows(2) {
        let (before, after) = (ids[pair[0]], ids[pair[1]]);
        if let Ok(entry) = file.get_dictionary_mut(before) {
            entry.set("Next", after);
        }
        if let Ok(entry) = file.get_dictionary_mut(after) {
            entry.set("Prev", before);
        }
    }
}

fn page_height(file: &lopdf::Document, page: ObjectId) -> f32 {
    file.get_dictionary(page)
        .and_then(|page| page.get(b"MediaBox"))
        .and_then(Object::as_array)
        .ok()
        .and_then(|media| media.get(3)?.as_float().ok())
        .unwrap_or_default()
}
