//! The keys that seal files of certificates, as they are kept: what seals is the server.

pub mod store;
