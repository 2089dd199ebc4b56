//! What a file holds once, and its pages name wherever it stands: pictures and stencils
//! (ISO 32000-1, 8.9.5 and 8.10).

use printpdf::{DictItem, ExternalStream, ExternalXObject, PdfResources, XObject, XObjectId};
use std::collections::BTreeMap;

/// An object that pages name.
#[derive(Debug)]
pub struct Resource {
    id: XObjectId,
    object: ExternalXObject,
}

impl Resource {
    /// `kind` and `digest` name it, the latter of what it is made of: printpdf's own names are
    /// random.
    pub fn new(kind: &str, digest: [u8; 32], stream: ExternalStream) -> Self {
        let name = u64::from_be_bytes(std::array::from_fn(|place| digest[place]));
        let object = ExternalXObject { stream, width: None, height: None, dpi: None };
        Self { id: XObjectId(format!("{kind}{name:016X}")), object }
    }

    /// What pages call it.
    pub fn id(&self) -> &XObjectId {
        &self.id
    }

    /// Puts it among what a file holds, if it is not there yet.
    pub fn hold(&self, resources: &mut PdfResources) {
        let held = resources.xobjects.map.entry(self.id.clone());
        held.or_insert_with(|| XObject::External(self.object.clone()));
    }
}

/// A stream of what its filter unpacks, with its entries.
pub fn stream(entries: impl IntoIterator<Item = (&'static str, DictItem)>, content: Vec<u8>) -> ExternalStream {
    let dict: BTreeMap<String, DictItem> = entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    ExternalStream { dict, content, compress: false }
}

/// A name, as entries have them.
pub fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}
