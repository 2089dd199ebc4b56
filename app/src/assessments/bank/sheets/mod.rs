//! Questions in spreadsheets: a template to fill in, the bank as a workbook, and files of
//! any format read, spreadsheets among them.

pub mod examples;
pub mod model;
pub mod reading;
pub mod writing;
