//! Seals PDFs: a signature by `PAdES`, baseline B-B (ETSI EN 319 142-1), with a key and a
//! certificate that an installation has made for itself.
//!
//! Nothing here reads a file, a clock or a source of chance: the same PDF, key and stamp
//! give the same bytes, because ECDSA takes its nonce from key and message (RFC 6979).
//!
//! Layers, each knowing only those before it: `key` (what signs) · `message` (the CMS that
//! carries a signature) · `file` (an update of a PDF with a place for it) · [`sign`],
//! [`check`].
//!
//! What is checked comes from strangers. It is searched for bytes and never read as a PDF:
//! a seal that covers all of a file covers it however it is read.

mod check;
mod error;
mod file;
mod key;
mod message;
mod sign;

pub use check::{Flaw, Seal, SealState, check};
pub use error::SealError;
pub use key::{SealKey, VALID_YEARS};
pub use sign::{Stamp, sign};
