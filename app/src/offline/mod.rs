//! What a phone keeps when there is no network, by way of `assets/outbox.js`, which
//! the service worker shares. In the browser alone.

pub mod objects;

use crate::attendance::model::Mark;
use crate::attendance::snapshot::Snapshot;
use crate::ids::{AccountId, DeviceId, WorkshopId};
use wasm_bindgen::prelude::*;
use web_sys::js_sys::Array;

#[wasm_bindgen(raw_module = "./outbox.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = device)]
    async fn js_device() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = load)]
    async fn js_load(workshop: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = keep)]
    async fn js_keep(workshop: &str, account: &str, marks: &Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = exchange)]
    async fn js_exchange(workshop: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = retry)]
    async fn js_retry(workshop: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = giveUp)]
    async fn js_give_up(workshop: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = counts)]
    async fn js_counts() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = prepare)]
    async fn js_prepare(workshops: &Array) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = saveFile)]
    async fn js_save_file(workshop: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = showQueue)]
    async fn js_show_queue(workshop: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = scan)]
    async fn js_scan(video: &JsValue, found: &Closure<dyn FnMut(String)>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = endScan)]
    fn js_end_scan();
    #[wasm_bindgen(js_name = listen)]
    fn js_listen(heard: &Closure<dyn FnMut(String)>);
    #[wasm_bindgen(js_name = install)]
    fn js_install();
}

/// What the phone keeps of a workshop.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// What the server last told.
    pub snapshot: Option<Snapshot>,
    /// When it told it, in milliseconds of the phone's clock.
    pub exchanged: Option<f64>,
    /// The marks of which it has not told yet that they stand, in the order of touch.
    pub queue: Vec<Queued>,
}

/// A mark in the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    /// The mark.
    pub mark: Mark,
    /// Whether the server has said that it keeps it.
    pub kept: bool,
    /// Why the server refused it, as in the API.
    pub refused: Option<String>,
}

impl Queued {
    /// Whether the mark is on this phone alone.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.kept && self.refused.is_none()
    }
}

/// What the phone holds of a workshop, in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Holding {
    /// Which workshop.
    pub workshop: WorkshopId,
    /// Marks on this phone alone.
    pub waiting: usize,
    /// Marks that the server refused.
    pub refused: usize,
    /// When the server last told, in milliseconds of the phone's clock.
    pub exchanged: Option<f64>,
}

/// What is known after an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was sent, and the server told how it stands.
    Done,
    /// There is no network.
    Offline,
    /// The sign-in has ended.
    SignedOut,
    /// This account may not send these marks.
    Forbidden,
    /// The server failed, or answered what nobody understands.
    Failed,
}

/// The storage of the browser failed: it is full, or forbidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotKept;

/// The name of this phone.
///
/// # Errors
/// [`NotKept`].
pub async fn device() -> Result<DeviceId, NotKept> {
    let name = js_device().await.map_err(|_| NotKept)?;
    name.as_string().and_then(|name| name.parse().ok()).ok_or(NotKept)
}

/// What is kept of a workshop.
///
/// # Errors
/// [`NotKept`].
pub async fn load(workshop: WorkshopId) -> Result<Kept, NotKept> {
    js_load(&workshop.to_string()).await.map(|kept| objects::kept(&kept)).map_err(|_| NotKept)
}

/// Puts marks into the queue. They are on the disk when this ends.
///
/// # Errors
/// [`NotKept`]: they are nowhere then.
pub async fn keep(workshop: WorkshopId, account: AccountId, marks: &[Mark]) -> Result<(), NotKept> {
    let marks = marks.iter().map(objects::of_mark).collect();
    js_keep(&workshop.to_string(), &account.to_string(), &marks).await.map(drop).map_err(|_| NotKept)
}

/// Sends what waits and hears how it stands.
pub async fn exchange(workshop: WorkshopId) -> Outcome {
    match js_exchange(&workshop.to_string()).await.ok().and_then(|outcome| outcome.as_string()).as_deref() {
        Some("done") => Outcome::Done,
        Some("offline") => Outcome::Offline,
        Some("signed_out") => Outcome::SignedOut,
        Some("forbidden") => Outcome::Forbidden,
        _ => Outcome::Failed,
    }
}

/// Lets refused marks be sent once more.
///
/// # Errors
/// [`NotKept`].
pub async fn retry(workshop: WorkshopId) -> Result<(), NotKept> {
    js_retry(&workshop.to_string()).await.map(drop).map_err(|_| NotKept)
}

/// Gives up the marks that were refused.
///
/// # Errors
/// [`NotKept`].
pub async fn give_up(workshop: WorkshopId) -> Result<(), NotKept> {
    js_give_up(&workshop.to_string()).await.map(drop).map_err(|_| NotKept)
}

/// What the phone holds of each workshop.
///
/// # Errors
/// [`NotKept`].
pub async fn holdings() -> Result<Vec<Holding>, NotKept> {
    let held = js_counts().await.map_err(|_| NotKept)?;
    Ok(objects::items(&held).filter_map(|one| objects::holding(&one)).collect())
}

/// Fetches the pages of these workshops and what stands there, so that they open
/// without network; whether all could be fetched.
///
/// # Errors
/// [`NotKept`] if this browser keeps no pages.
pub async fn prepare(workshops: &[WorkshopId]) -> Result<bool, NotKept> {
    let ids = workshops.iter().map(|id| JsValue::from(id.to_string())).collect();
    js_prepare(&ids).await.ok().and_then(|ready| ready.as_bool()).ok_or(NotKept)
}

/// Gives out what waits of a workshop as a file.
///
/// # Errors
/// [`NotKept`].
pub async fn save_file(workshop: WorkshopId) -> Result<(), NotKept> {
    js_save_file(&workshop.to_string()).await.map(drop).map_err(|_| NotKept)
}

/// Shows what waits of a workshop as a series of codes, until they are closed.
///
/// # Errors
/// [`NotKept`] if they cannot be drawn.
pub async fn show_queue(workshop: WorkshopId) -> Result<(), NotKept> {
    js_show_queue(&workshop.to_string()).await.map(drop).map_err(|_| NotKept)
}

/// Calls back whenever something of a workshop changed, in this tab, in another or
/// in the service worker; for as long as the page is open.
pub fn listen(heard: impl FnMut(String) + 'static) {
    let heard = Closure::new(heard);
    js_listen(&heard);
    heard.forget();
}

/// Reads badges with the camera, shown in this video, until [`end_scan`].
///
/// # Errors
/// `insecure`, `denied` or `none`, as `assets/scan.js` says.
pub async fn scan(video: &JsValue, found: impl FnMut(String) + 'static) -> Result<(), String> {
    let found = Closure::new(found);
    let begun = js_scan(video, &found).await;
    // Called for as long as the camera is open.
    found.forget();
    begun.map(drop).map_err(|why| why.as_string().unwrap_or_default())
}

/// Closes the camera.
pub fn end_scan() {
    js_end_scan();
}

/// Lets pages open without network from now on.
pub fn install() {
    js_install();
}
