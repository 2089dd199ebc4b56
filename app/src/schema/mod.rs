//! The database: its tables, one a file, and the way in.
//!
//! The migrations are the truth; these entities follow them, and a test compares
//! the two. Columns are explained in `migrations/sql`.

pub mod db;
pub mod error;

pub mod absence;
pub mod access_code;
pub mod account;
pub mod actor_category;
pub mod attendance_after;
pub mod attendance_event;
pub mod audit_entry;
pub mod audit_seal;
pub mod calendar_link;
pub mod campaign;
pub mod certificate;
pub mod city;
pub mod competence;
pub mod consent;
pub mod curriculum;
pub mod curriculum_module;
pub mod data_request;
pub mod enrolment;
pub mod holiday;
pub mod import;
pub mod import_mapping;
pub mod import_row;
pub mod institution;
pub mod institution_alias;
pub mod instrument;
pub mod journey;
pub mod locality;
pub mod message;
pub mod module_need;
pub mod nomination;
pub mod nomination_link;
pub mod person;
pub mod person_campaign;
pub mod person_distinct;
pub mod person_merge;
pub mod person_merge_row;
pub mod person_photo;
pub mod person_word;
pub mod plan;
pub mod programme;
pub mod question;
pub mod quota;
pub mod region;
pub mod response;
pub mod role_grant;
pub mod room_code;
pub mod score;
pub mod session_closing;
pub mod setup_link;
pub mod sheet_scan;
pub mod sign_in;
pub mod substitution;
pub mod timetable_item;
pub mod timetable_session;
pub mod venue;
pub mod waiting;
pub mod wish;
pub mod workshop;
pub mod workshop_trainer;
