//! What a certificate says, signed, so short that a QR code carries it.
//!
//! A [`Statement`] is what stands on the paper; [`Statement::sign`] makes it
//! [`Signed`], whose text is the fragment of the address in the QR code;
//! [`Signed::read`] and [`Signed::verify`] are the way back, with nothing but the
//! public keys. Nothing here reads a file, a clock or a source of chance.

mod address;
mod browser;
mod bytes;
mod day;
mod key;
mod said;
mod signed;
mod text;

pub use address::{Address, address};
pub use browser::mark;
pub use day::Day;
pub use key::{KeyId, NotAKey, PublicKey, SIGNATURE_BYTES, SecretKey, Wrong};
pub use said::Said;
pub use signed::{Kind, MOST_CITY, MOST_NAME, MOST_TITLE, NotTrue, Signed, Statement, Unreadable};
pub use text::{decode, encode};
