//! Whether a certificate is genuine: by its number, from here; by its signed statement, on a
//! telephone that has no network (`assets/verify.js`).

pub mod forms;
pub mod offline;
pub mod pages;
