//! What a cell says of someone's half-day, as people write it. No I/O.

use crate::attendance::model::{MAX_MINUTES, Said, Status};
use crate::people::model::search_key;

/// Marks as they stand on sheets in French and in English, without accents.
const WORDS: [(Status, &[&str]); 5] = [
    (Status::Present, &["p", "present", "presente", "x", "v", "oui", "yes", "1", "ok", "vrai", "true"]),
    (Status::Late, &["r", "l", "retard", "en retard", "late"]),
    (Status::Absent, &["a", "absent", "absente", "non", "no", "0", "faux", "false"]),
    (
        Status::Excused,
        &["e", "ae", "excuse", "excusee", "absence excusee", "absent excuse", "absente excusee", "excused"],
    ),
    (
        Status::LeftEarly,
        &["d", "depart", "depart anticipe", "parti", "partie", "parti avant la fin", "left early", "left"],
    ),
];

/// What a cell says; nothing if it is empty.
///
/// # Errors
/// If it holds what is no mark, or minutes of someone who missed none.
pub fn read(cell: &str) -> Result<Option<Said>, NotAMark> {
    let trimmed = cell.trim();
    if trimmed.is_empty() || trimmed.chars().all(|c| "-–—/.".contains(c)) {
        return Ok(None);
    }
    if trimmed.chars().all(|c| "✓✔☑".contains(c)) {
        return Ok(Some(Said { status: Status::Present, minutes: None }));
    }
    let key = search_key(trimmed);
    if let Some(status) = named(&key) {
        return Ok(Some(Said { status, minutes: None }));
    }
    let (words, minutes) = with_minutes(&key).ok_or(NotAMark)?;
    let status = named(words).filter(|status| status.has_minutes()).ok_or(NotAMark)?;
    Ok(Some(Said { status, minutes: Some(minutes) }))
}

/// What a cell says is no mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a mark")]
pub struct NotAMark;

fn named(key: &str) -> Option<Status> {
    WORDS.into_iter().find(|(_, words)| words.contains(&key)).map(|(status, _)| status)
}

/// "r 15", "retard 15 min", "r15": the words, and the minutes.
fn with_minutes(key: &str) -> Option<(&str, u16)> {
    let key =
        ["minutes", "minute", "min", "mn"].iter().find_map(|unit| key.strip_suffix(unit)).unwrap_or(key).trim_end();
    let words = key.trim_end_matches(|c: char| c.is_ascii_digit());
    let minutes = key[words.len()..].parse().ok().filter(|minutes| (1..=MAX_MINUTES).contains(minutes))?;
    Some((words.trim_end(), minutes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_as_people_write_them() {
        let said = |status, minutes| Ok(Some(Said { status, minutes }));
        for (cell, expected) in [
            ("P", said(Status::Present, None)),
            (" présente ", said(Status::Present, None)),
            ("X", said(Status::Present, None)),
            ("✓", said(Status::Present, None)),
            ("1", said(Status::Present, None)),
            ("R", said(Status::Late, None)),
            ("R 15", said(Status::Late, Some(15))),
            ("r15", said(Status::Late, Some(15))),
            ("En retard (15 min)", said(Status::Late, Some(15))),
            ("late 20 minutes", said(Status::Late, Some(20))),
            ("A", said(Status::Absent, None)),
            ("0", said(Status::Absent, None)),
            ("Absence excusée", said(Status::Excused, None)),
            ("E", said(Status::Excused, None)),
            ("Départ anticipé 30", said(Status::LeftEarly, Some(30))),
            ("", Ok(None)),
            ("—", Ok(None)),
            ("peut-être", Err(NotAMark)),
            ("P 15", Err(NotAMark)),
            ("R 481", Err(NotAMark)),
            ("R 0", Err(NotAMark)),
            ("15", Err(NotAMark)),
        ] {
            assert_eq!(read(cell), expected, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(cell: String) {
            let _ = read(&cell);
        }
    }
}
