//! What a page begins with, as the server wrote it into it (`pages`).

use super::elements::find;
use crate::attendance::snapshot::Snapshot;
use crate::attendance::telling::{SETUP, Word};
use crate::ids::{AccountId, SessionId, WorkshopId};
use crate::offline::objects::{get, items, parsed, snapshot, text};
use wasm_bindgen::JsValue;
use web_sys::js_sys::JSON;

/// The words of the page, in the reader's language.
pub struct Words(Vec<String>);

impl Words {
    /// What is said for this.
    pub fn say(&self, word: Word) -> &str {
        self.0.get(word as usize).map(String::as_str).unwrap_or_default()
    }
}

/// What the marking screen begins with.
pub struct Setup {
    /// Which workshop.
    pub workshop: WorkshopId,
    /// Who marks.
    pub account: Option<AccountId>,
    /// The half-day shown first.
    pub shown: SessionId,
    /// The day, as the server has it.
    pub today: String,
    /// Everyone, and what stands of the half-day shown first.
    pub snapshot: Snapshot,
}

/// The data that the page carries.
pub fn read() -> Option<JsValue> {
    let data = find(&format!("#{SETUP}"))?.text_content()?;
    JSON::parse(&data).ok()
}

/// Its words.
pub fn words(setup: &JsValue) -> Words {
    Words(items(&get(setup, "words")).filter_map(|word| word.as_string()).collect())
}

/// Of the marking screen.
pub fn marking(setup: &JsValue) -> Option<Setup> {
    Some(Setup {
        workshop: parsed(setup, "workshop")?,
        account: parsed(setup, "account"),
        shown: parsed(setup, "shown")?,
        today: text(setup, "today")?,
        snapshot: snapshot(&get(setup, "snapshot"))?,
    })
}
