//! Editions of a curriculum: which one a workshop is held with, and what the next is called.
//! No I/O.

use chrono::NaiveDate;

/// The number of the edition that a workshop is held with: the last that was published before
/// its first day, so that what was handed out that day never changes under whoever holds it.
/// Where all came later, the first. Until the workshop begins, the newest.
#[must_use]
pub fn standing(editions: &[(i32, NaiveDate)], first_day: NaiveDate) -> Option<i32> {
    let before = editions.iter().filter(|(_, published_on)| *published_on < first_day).map(|(number, _)| *number);
    before.max().or_else(|| editions.iter().map(|(number, _)| *number).min())
}

/// What the next version is called unless its publisher says otherwise: `1.4` after `1.3`.
#[must_use]
pub fn next_version(version: &str) -> String {
    let (front, last) = version.rsplit_once('.').map_or(("", version), |(front, last)| (front, last));
    match last.parse::<u32>() {
        Ok(number) if front.is_empty() => format!("{number}.1"),
        Ok(number) => format!("{front}.{}", number.saturating_add(1)),
        Err(_) => format!("{version}.1"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2022, 9, day).expect("a date")
    }

    #[test]
    fn a_workshop_keeps_the_edition_that_was_out_before_it_began() {
        let editions = [(1, on(5)), (2, on(14)), (3, on(20))];
        for (first_day, expected) in [(1, 1), (5, 1), (6, 1), (14, 1), (15, 2), (20, 2), (21, 3), (30, 3)] {
            assert_eq!(standing(&editions, on(first_day)), Some(expected), "{first_day}");
        }
        assert_eq!(standing(&[], on(1)), None);
    }

    #[test]
    fn versions_go_on() {
        for (version, next) in [("1.0", "1.1"), ("2", "2.1"), ("1.2.9", "1.2.10"), ("mars", "mars.1")] {
            assert_eq!(next_version(version), next);
        }
    }
}
