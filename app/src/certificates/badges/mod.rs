//! Certificates as Open Badges 3.0: what programs verify without asking a page.
//!
//! A badge is a verifiable credential (W3C data model 2.0), signed as a compact JWS. Its
//! issuer is the installation, by the name that its address gives it (`did:web`); what was
//! revoked stands in a public list (Bitstring Status List 1.0).

pub mod credential;
pub mod did;
pub mod jws;
pub mod status;
pub mod store;
pub mod words;
