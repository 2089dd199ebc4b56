//! Days, in two bytes.

use std::fmt;

/// From 2000-01-01 to 2179-06-06, counted from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub u16);

impl Day {
    /// So many days after this one; nothing where that cannot be written.
    #[must_use]
    pub fn plus(self, days: i64) -> Option<Self> {
        i64::from(self.0).checked_add(days)?.try_into().ok().map(Self)
    }

    /// Days from that one to this one.
    #[must_use]
    pub fn since(self, other: Self) -> i64 {
        i64::from(self.0) - i64::from(other.0)
    }

    /// Year, month and day of the month.
    #[must_use]
    pub fn civil(self) -> (u32, u32, u32) {
        // Years that begin in March: the leap day is their last. 2000-03-01 is day 60.
        let days = u32::from(self.0) + 146_097 - 60;
        let (era, of_era) = (days / 146_097, days % 146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
        (year + era * 400 + 1600, month, day)
    }
}

/// As ISO 8601 has it.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every day, against the rule of leap years as it is taught.
    #[test]
    fn knows_the_calendar() {
        let (mut year, mut month, mut day) = (2000, 1, 1);
        for count in 0..=u16::MAX {
            assert_eq!(Day(count).civil(), (year, month, day), "day {count}");
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let last = [31, if leap { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month as usize - 1];
            day += 1;
            if day > last {
                (day, month) = (1, month + 1);
            }
            if month > 12 {
                (month, year) = (1, year + 1);
            }
        }
        assert_eq!(Day(u16::MAX).to_string(), "2179-06-06");
    }
}
