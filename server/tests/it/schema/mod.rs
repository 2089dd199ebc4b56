//! The database itself, on `SQLite` and PostgreSQL: that migrations can be taken
//! back, that both databases get the same tables, that entities agree with them,
//! that indexes are where queries look and that constraints refuse.

mod constraints;
mod dump;
mod entities;
mod fresh;
mod indexes;
mod migrations;
mod sqlite;

pub use indexes::sources;
