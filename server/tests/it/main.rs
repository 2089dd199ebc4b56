//! One test binary: Relais as people, phones and programs meet it, on a real
//! database. Each module holds one subject; `world` is what they stand on.
//!
//! Runs on `SQLite`; with `RELAIS_TEST_POSTGRES` set, the same on that server.
#![recursion_limit = "256"]

mod access;
mod answering;
mod answering_offline;
mod answers;
mod bad_input;
mod bank;
mod bank_forms;
mod calendar;
mod chain;
mod cli;
mod client;
mod database;
mod defence;
mod durability;
mod duties;
mod erasure;
mod evaluations;
mod exchange;
mod findings;
mod folder;
mod handouts;
mod house;
mod imports;
mod imports_files;
mod imports_taken;
mod letters;
mod lists;
mod live;
mod marks;
mod merging;
mod messages;
mod news;
mod nominations;
mod notices;
mod path;
mod photos;
mod plans;
mod practice;
mod privacy;
mod program;
mod qualification;
mod rates;
mod register;
mod requests;
mod rescoring;
mod results;
mod retention;
mod room;
mod scans;
mod scheduling;
mod schema;
mod scores;
mod seats;
mod sheets;
mod sign_in;
mod timetables;
mod trail;
mod waiting;
mod ways_in;
mod world;
