//! What runs on a trainer's phone: the marking screen and the page of what is taken into
//! the field. The server makes their HTML (`pages`), complete without script; here it
//! comes alive: events are heard at one place, go into the state, and `draw` writes what
//! changed. In plain Rust on the browser's own interfaces, because it is carried over
//! slow networks onto cheap phones; what marks amount to, the model says, as on the server.

mod bar;
mod device;
mod elements;
mod field;
mod keys;
mod row;
mod scan;
mod screen;
mod setup;
mod state;

/// Makes the page live, whichever of the two it is.
pub fn begin() {
    let Some(setup) = setup::read() else { return };
    let words = setup::words(&setup);
    match elements::find(".marking") {
        Some(form) => screen::begin(&form, &setup, words),
        None => field::begin(words),
    };
}
