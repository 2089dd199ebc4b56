//! Changes of a timetable, as they are sent. No I/O.

use super::arranging::Edit;
use super::timetable::Activity;
use crate::fields::{Fields, Problem, Refusal};
use crate::ids::ItemId;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The longest line, in minutes.
pub const LONGEST: i32 = 6 * 60;

/// A change, as sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditForm {
    /// What is done: move, up, down, last, remove, add, begin.
    pub edit: String,
    /// A line.
    pub line: String,
    /// A half-day.
    pub session: String,
    /// A place in it.
    pub place: String,
    /// Minutes of a line.
    pub minutes: String,
    /// An activity, or the identifier of a module.
    pub what: String,
    /// A time of day, as 14:30.
    pub begins: String,
}

impl EditForm {
    /// Reads the form; a line that is added gets this identifier.
    ///
    /// # Errors
    /// Every field that is not in order.
    pub fn read(&self, fresh: ItemId) -> Result<Edit, Vec<Refusal>> {
        let mut fields = Fields::default();
        let edit = self.read_edit(&mut fields, fresh);
        fields.accept(edit)
    }

    fn read_edit(&self, fields: &mut Fields, fresh: ItemId) -> Option<Edit> {
        let line = |fields: &mut Fields| fields.choice("line", &self.line);
        let session = |fields: &mut Fields| fields.choice("session", &self.session);
        let minutes = |fields: &mut Fields| fields.number("minutes", &self.minutes, 5, LONGEST);
        Some(match self.edit.as_str() {
            "move" => {
                let place = usize::try_from(fields.number("place", &self.place, 0, 1000)).ok()?;
                Edit::Move(line(fields)?, session(fields)?, place)
            }
            "up" => Edit::Up(line(fields)?),
            "down" => Edit::Down(line(fields)?),
            "last" => Edit::Last(line(fields)?, minutes(fields)),
            "remove" => Edit::Remove(line(fields)?),
            "add" => {
                let (session, minutes) = (session(fields)?, minutes(fields));
                let (activity, module) = match Activity::from_str(&self.what) {
                    Ok(activity) => (activity, None),
                    Err(()) => (Activity::Module, Some(fields.choice("what", &self.what)?)),
                };
                Edit::Add(fresh, session, activity, module, minutes)
            }
            "begin" => Edit::Begin(session(fields)?, self.read_time(fields)?),
            _ => {
                fields.refuse("edit", Problem::Unknown);
                return None;
            }
        })
    }

    fn read_time(&self, fields: &mut Fields) -> Option<i32> {
        let time = chrono::NaiveTime::parse_from_str(self.begins.trim(), "%H:%M");
        let Ok(time) = time else {
            fields.refuse("begins", Problem::NotATime);
            return None;
        };
        i32::try_from(chrono::Timelike::num_seconds_from_midnight(&time) / 60).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::SessionId;
    use proptest::prelude::*;
    use uuid::Uuid;

    const FRESH: ItemId = ItemId(Uuid::from_u128(1));

    fn form(edit: &str) -> EditForm {
        let id = Uuid::from_u128(7).to_string();
        EditForm { edit: edit.into(), line: id.clone(), session: id, minutes: "45".into(), ..EditForm::default() }
    }

    #[test]
    fn each_change_has_its_fields() {
        let (line, session) = (ItemId(Uuid::from_u128(7)), SessionId(Uuid::from_u128(7)));
        assert_eq!(form("up").read(FRESH), Ok(Edit::Up(line)));
        assert_eq!(form("last").read(FRESH), Ok(Edit::Last(line, 45)));
        let pause = EditForm { what: "break".into(), ..form("add") };
        assert_eq!(pause.read(FRESH), Ok(Edit::Add(FRESH, session, Activity::Break, None, 45)));
        let begins = |text: &str| EditForm { begins: text.into(), ..form("begin") }.read(FRESH);
        assert_eq!(begins("14:30"), Ok(Edit::Begin(session, 870)));
        assert_eq!(begins("half past two"), Err(vec![Refusal::new("begins", Problem::NotATime)]));
        let short = EditForm { minutes: "4".into(), ..form("last") };
        let range = Problem::OutOfRange { min: 5, max: LONGEST };
        assert_eq!(short.read(FRESH), Err(vec![Refusal::new("minutes", range)]));
        assert_eq!(form("tidy").read(FRESH), Err(vec![Refusal::new("edit", Problem::Unknown)]));
    }

    proptest! {
        #[test]
        fn reading_never_panics(edit in "[a-z]{0,8}", text: String, begins: String) {
            for edit in ["move", "up", "down", "last", "remove", "add", "begin"].map(str::to_owned).into_iter().chain([edit]) {
                let form = EditForm { edit, line: text.clone(), session: text.clone(), minutes: text.clone(), begins: begins.clone(), ..EditForm::default() };
                let _ = form.read(FRESH);
            }
        }
    }
}
