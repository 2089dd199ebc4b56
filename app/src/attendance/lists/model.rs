//! A spreadsheet of marks, read beside those enrolled and the half-days. No I/O.

use super::headings::half_day;
use super::words;
use crate::attendance::badge::{badge_code, read_badge};
use crate::attendance::model::{Said, Standing};
use crate::ids::{EnrolmentId, SessionId};
use crate::imports::model::{Column, guess};
use crate::imports::sheet::SheetRow;
use crate::people::model::likeness::names_alike;
use crate::people::model::{PersonName, search_key};
use crate::workshops::store::reading::Session;
use std::collections::HashSet;

/// Headings stand within the first rows.
const HEADINGS_WITHIN: usize = 30;
/// From which likeness on (0 to 1) a name is offered as what was perhaps meant.
const ALIKE: f64 = 0.85;

/// Someone whom a row can mean.
#[derive(Clone, Debug)]
pub struct Known {
    /// Which enrolment.
    pub enrolment: EnrolmentId,
    /// Their name.
    pub name: PersonName,
}

/// A list as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The half-days that have a column, in the order of the columns.
    pub sessions: Vec<SessionId>,
    /// Headings of columns that hold neither people nor half-days.
    pub ignored: Vec<String>,
    /// The rows below.
    pub rows: Vec<Row>,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number as the spreadsheet counts.
    pub number: i32,
    /// Whom it names.
    pub who: Result<EnrolmentId, Nobody>,
    /// As the row has it: the name, or the code.
    pub written: String,
    /// What it says of each half-day, in the order of [`Reading::sessions`].
    pub cells: Vec<Result<Option<Said>, String>>,
}

/// Why a row names nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nobody {
    /// No one enrolled is called so; perhaps this one was meant.
    Unknown(Option<String>),
    /// Several are called so: their codes tell them apart.
    Several,
    /// A row above names the same person.
    Twice,
}

/// Where the people and the half-days stand.
struct Columns {
    code: Option<usize>,
    full: Option<usize>,
    family: Option<usize>,
    given: Option<usize>,
    sessions: Vec<(usize, SessionId)>,
}

impl Columns {
    fn of(headings: &[String], sessions: &[Session]) -> Self {
        let place = |wanted: Column| headings.iter().position(|heading| guess(heading) == wanted);
        let mut found: Vec<(usize, SessionId)> = Vec::new();
        for (column, heading) in headings.iter().enumerate() {
            if let Some(session) = half_day(heading, sessions)
                && found.iter().all(|(_, id)| *id != session.id)
            {
                found.push((column, session.id));
            }
        }
        let is_code = |heading: &String| ["code", "badge"].iter().any(|word| search_key(heading).starts_with(word));
        Self {
            code: headings.iter().position(is_code),
            full: place(Column::FullName),
            family: place(Column::FamilyName),
            given: place(Column::GivenNames),
            sessions: found,
        }
    }

    fn people(&self) -> impl Iterator<Item = usize> {
        [self.code, self.full, self.family, self.given].into_iter().flatten()
    }

    fn are_sure(&self) -> bool {
        !self.sessions.is_empty() && self.people().next().is_some()
    }
}

/// Reads a grid of cells. None if no row of headings has a column for people and one
/// for a half-day, or nothing stands below it.
#[must_use]
pub fn read(grid: &[SheetRow], people: &[Known], sessions: &[Session]) -> Option<Reading> {
    let (place, columns) = grid
        .iter()
        .take(HEADINGS_WITHIN)
        .map(|row| Columns::of(&row.cells, sessions))
        .enumerate()
        .filter(|(_, columns)| columns.are_sure())
        .max_by_key(|(place, columns)| (columns.sessions.len(), std::cmp::Reverse(*place)))?;
    let mut seen = HashSet::new();
    let rows: Vec<Row> =
        grid[place + 1..].iter().filter_map(|row| read_row(row, &columns, people, &mut seen)).collect();
    if rows.is_empty() {
        return None;
    }
    let used =
        |column: usize| columns.people().chain(columns.sessions.iter().map(|(at, _)| *at)).any(|at| at == column);
    let ignored =
        grid[place].cells.iter().enumerate().filter(|(column, heading)| !used(*column) && !heading.is_empty());
    Some(Reading {
        sessions: columns.sessions.iter().map(|(_, session)| *session).collect(),
        ignored: ignored.map(|(_, heading)| heading.clone()).collect(),
        rows,
    })
}

/// A row; nothing if it names nobody and marks nothing, as lines of totals do.
fn read_row(row: &SheetRow, columns: &Columns, people: &[Known], seen: &mut HashSet<EnrolmentId>) -> Option<Row> {
    let cell = |column: Option<usize>| column.and_then(|column| row.cells.get(column)).map_or("", String::as_str);
    let name = match columns.full.map(|_| cell(columns.full)).filter(|name| !name.is_empty()) {
        Some(name) => name.to_owned(),
        None => format!("{} {}", cell(columns.family), cell(columns.given)).trim().to_owned(),
    };
    let code = cell(columns.code);
    if name.is_empty() && code.is_empty() {
        return None;
    }
    let cells: Vec<Result<Option<Said>, String>> = columns
        .sessions
        .iter()
        .map(|(column, _)| words::read(cell(Some(*column))).map_err(|_| cell(Some(*column)).to_owned()))
        .collect();
    let who = who(&name, code, people);
    // A line below the list: "Total", with nothing that is a mark.
    if who.is_err() && cells.iter().all(|cell| !matches!(cell, Ok(Some(_)))) {
        return None;
    }
    let who = who.and_then(|found| if seen.insert(found) { Ok(found) } else { Err(Nobody::Twice) });
    Some(Row { number: row.number, who, written: if name.is_empty() { code.to_owned() } else { name }, cells })
}

/// Whom a row means: by the code of the badge if there is one, else by the very same
/// words of the name in any order.
fn who(name: &str, code: &str, people: &[Known]) -> Result<EnrolmentId, Nobody> {
    if let Some(code) = read_badge(code) {
        let found = people.iter().find(|known| badge_code(known.enrolment) == code);
        return found.map(|known| known.enrolment).ok_or(Nobody::Unknown(None));
    }
    let wanted = sorted_words(name);
    let mut same = people.iter().filter(|known| sorted_words(&known.name.listed()) == wanted);
    match (same.next(), same.next()) {
        (Some(known), None) => Ok(known.enrolment),
        (Some(_), Some(_)) => Err(Nobody::Several),
        (None, _) => Err(Nobody::Unknown(closest(name, people))),
    }
}

fn sorted_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = search_key(name).split(' ').map(ToOwned::to_owned).collect();
    words.sort_unstable();
    words
}

/// Who is called nearly so, by ear.
fn closest(name: &str, people: &[Known]) -> Option<String> {
    let wanted = PersonName { family: name.to_owned(), given: String::new() }.sound_key();
    let alike = |known: &Known| names_alike(&wanted, &known.name.sound_key());
    let (alike, known) =
        people.iter().map(|known| (alike(known), known)).max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    (alike >= ALIKE).then(|| known.name.listed())
}

/// What a cell would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It says nothing.
    Nothing,
    /// It says what stands already.
    Same(Said),
    /// Nobody marked it before.
    New(Said),
    /// Something else stands there.
    Other {
        /// What stands.
        stands: Said,
        /// What the list says.
        said: Said,
    },
    /// It is not taken.
    Refused(Refused),
}

/// Why a cell is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It holds this, which is no mark.
    NotAMark(String),
    /// Devices contradict each other: an organiser settles it first.
    Disputed,
    /// The half-day is closed.
    Closed,
    /// The half-day has not come.
    NotYet,
}

/// What a cell would change of what stands, in a half-day that is closed or was, or is
/// still to come.
#[must_use]
pub fn change(cell: &Result<Option<Said>, String>, stands: Standing, is_closed: bool, is_to_come: bool) -> Change {
    let said = match cell {
        Ok(None) => return Change::Nothing,
        Err(written) => return Change::Refused(Refused::NotAMark(written.clone())),
        Ok(Some(said)) => *said,
    };
    match stands {
        // A list that says no minutes does not take away those that are known.
        Standing::Agreed(stands) if stands == said || stands.status == said.status && said.minutes.is_none() => {
            Change::Same(stands)
        }
        _ if is_to_come => Change::Refused(Refused::NotYet),
        _ if is_closed => Change::Refused(Refused::Closed),
        Standing::Disputed => Change::Refused(Refused::Disputed),
        Standing::Agreed(stands) => Change::Other { stands, said },
        Standing::Unmarked => Change::New(said),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attendance::model::Status;
    use crate::workshops::timetable::Half;
    use chrono::NaiveDate;
    use uuid::Uuid;

    fn known(n: u128, family: &str, given: &str) -> Known {
        Known {
            enrolment: EnrolmentId(Uuid::from_u128(n)),
            name: PersonName { family: family.into(), given: given.into() },
        }
    }

    fn people() -> Vec<Known> {
        vec![known(1, "TRAORÉ", "Aminata"), known(2, "COULIBALY", "Moussa"), known(3, "COULIBALY", "Moussa")]
    }

    fn sessions() -> Vec<Session> {
        let held_on = NaiveDate::from_ymd_opt(2022, 10, 26).expect("a date");
        let halves = [Half::Morning, Half::Afternoon];
        (10..).zip(halves).map(|(n, half)| Session { id: SessionId(Uuid::from_u128(n)), held_on, half }).collect()
    }

    fn grid(lines: &[&[&str]]) -> Vec<SheetRow> {
        let cells = |line: &&[&str]| line.iter().map(|cell| (*cell).to_owned()).collect();
        (1..).zip(lines).map(|(number, line)| SheetRow { number, cells: cells(line) }).collect()
    }

    const PRESENT: Said = Said { status: Status::Present, minutes: None };

    #[test]
    fn a_sheet_is_read_below_its_headings_and_above_its_totals() {
        let code = badge_code(EnrolmentId(Uuid::from_u128(2)));
        let reading = read(
            &grid(&[
                &["Atelier de Ségou"],
                &["N°", "Nom et prénom", "Code", "26/10 matin", "26/10 après-midi", "Signature"],
                &["1", "Aminata Traore", "", "P", "", ""],
                &["2", "Coulibaly Moussa", &code, "R 10", "peut-être", ""],
                &["3", "Coulibaly Moussa", "", "P", "P", ""],
                &["4", "Traoré Aminatta", "", "P", "P", ""],
                &["5", "TRAORÉ Aminata", "", "A", "P", ""],
                &["", "Total", "", "", "", ""],
            ]),
            &people(),
            &sessions(),
        )
        .expect("a list of marks");
        assert_eq!(reading.ignored, ["N°", "Signature"]);
        assert_eq!(reading.sessions, sessions().iter().map(|session| session.id).collect::<Vec<_>>());
        let who: Vec<_> = reading.rows.iter().map(|row| row.who.clone()).collect();
        let [one, two] = [1, 2].map(|n| Ok(EnrolmentId(Uuid::from_u128(n))));
        let perhaps = Err(Nobody::Unknown(Some(people()[0].name.listed())));
        assert_eq!(who, [one, two, Err(Nobody::Several), perhaps, Err(Nobody::Twice)]);
        assert_eq!(reading.rows[0].cells, [Ok(Some(PRESENT)), Ok(None)]);
        let late = Said { status: Status::Late, minutes: Some(10) };
        assert_eq!(reading.rows[1].cells, [Ok(Some(late)), Err("peut-être".to_owned())]);
    }

    #[test]
    fn a_cell_changes_what_stands_or_not() {
        let said = |status, minutes| Said { status, minutes };
        let (present, late) = (said(Status::Present, None), said(Status::Late, None));
        let known = said(Status::Late, Some(12));
        let change = |cell: Said, stands, closed, to_come| change(&Ok(Some(cell)), stands, closed, to_come);
        assert_eq!(change(present, Standing::Unmarked, false, false), Change::New(present));
        assert_eq!(change(present, Standing::Agreed(present), true, false), Change::Same(present));
        assert_eq!(change(late, Standing::Agreed(known), false, false), Change::Same(known));
        let other = Change::Other { stands: known, said: present };
        assert_eq!(change(present, Standing::Agreed(known), false, false), other);
        assert_eq!(change(present, Standing::Disputed, false, false), Change::Refused(Refused::Disputed));
        assert_eq!(change(present, Standing::Unmarked, true, false), Change::Refused(Refused::Closed));
        assert_eq!(change(present, Standing::Unmarked, false, true), Change::Refused(Refused::NotYet));
        assert_eq!(super::change(&Ok(None), Standing::Unmarked, false, false), Change::Nothing);
    }

    #[test]
    fn what_holds_no_half_day_or_no_people_is_no_list_of_marks() {
        let read = |lines: &[&[&str]]| read(&grid(lines), &people(), &sessions());
        assert_eq!(read(&[&["Nom", "Prénom"], &["Traoré", "Aminata"]]), None);
        assert_eq!(read(&[&["26/10 matin"], &["P"]]), None);
        assert_eq!(read(&[&["Nom", "26/10 matin"]]), None);
        assert_eq!(read(&[]), None);
    }
}
