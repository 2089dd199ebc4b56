//! Moodle XML (<https://docs.moodle.org/en/Moodle_XML_format>), as Moodle 2 to 5 write it.

mod answers;
mod choices;
mod question;
mod reading;
mod source;
mod writing;
mod xml;

pub use reading::read;
pub use writing::write;

use crate::question::OrderCredit;

/// The shares that Moodle knows, as numerator and denominator.
const GRADES: [(i64, i64); 21] = [
    (1, 1),
    (9, 10),
    (5, 6),
    (4, 5),
    (3, 4),
    (7, 10),
    (2, 3),
    (3, 5),
    (1, 2),
    (2, 5),
    (1, 3),
    (3, 10),
    (1, 4),
    (1, 5),
    (1, 6),
    (1, 7),
    (1, 8),
    (1, 9),
    (1, 10),
    (1, 20),
    (0, 1),
];

/// How Moodle names the rules for an order that is right in part.
fn grading_type(credit: OrderCredit) -> &'static str {
    match credit {
        OrderCredit::AllOrNothing => "ALL_OR_NOTHING",
        OrderCredit::Places => "ABSOLUTE_POSITION",
        OrderCredit::Neighbours => "RELATIVE_NEXT_EXCLUDE_LAST",
    }
}
