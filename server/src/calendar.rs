//! Calendars (RFC 5545): half-days in, text out. Pure: the same values give the
//! same text, and no event bears the time of asking.

use app::i18n::Locale;
use app::ui::format::time;
use app::workshops::calendar::{Entry, Seat, Slot, revision};
use app::workshops::pages::{activity_name, half_name};
use app::workshops::store::schedule::Scheduled;
use chrono::{DateTime, Days, NaiveDate, Utc};
use std::fmt::Display;

/// How often calendars may ask again (RFC 7986, 5.7).
const ASK_AGAIN: &str = "PT6H";
/// Where workshops are held.
const ZONE: &str = "Africa/Bamako";
/// The most octets of a line (RFC 5545, 3.1).
const FOLD: usize = 75;

/// Half-days and whole workshops as a calendar of this name.
#[must_use]
pub fn calendar(name: &str, locale: Locale, entries: &[Entry], workshops: &[Scheduled]) -> String {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Relais//Relais//FR");
    lines.put("CALSCALE", "GREGORIAN");
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name);
    lines.put("REFRESH-INTERVAL;VALUE=DURATION", ASK_AGAIN);
    lines.put("X-PUBLISHED-TTL", ASK_AGAIN);
    if !entries.is_empty() {
        zone(&mut lines);
    }
    for entry in entries {
        event(&mut lines, locale, entry);
    }
    for workshop in workshops {
        whole(&mut lines, workshop);
    }
    lines.put("END", "VCALENDAR");
    lines.0
}

/// The clock by which half-days are held (RFC 5545, 3.6.5): Greenwich's, all year.
fn zone(lines: &mut Lines) {
    lines.put("BEGIN", "VTIMEZONE");
    lines.put("TZID", ZONE);
    lines.put("BEGIN", "STANDARD");
    lines.put("DTSTART", "19700101T000000");
    lines.put("TZOFFSETFROM", "+0000");
    lines.put("TZOFFSETTO", "+0000");
    lines.put("TZNAME", "GMT");
    lines.put("END", "STANDARD");
    lines.put("END", "VTIMEZONE");
}

/// How every event begins: which it is, and when it last changed.
fn begin(lines: &mut Lines, id: &impl Display, changed_at: DateTime<Utc>, revision: u32) {
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", &id.to_string());
    // Without a method, this too is when the event last changed (RFC 5545, 3.8.7.2).
    lines.put("DTSTAMP", &moment(changed_at));
    lines.put("LAST-MODIFIED", &moment(changed_at));
    lines.put("SEQUENCE", &revision.to_string());
}

fn status(seat: Seat) -> &'static str {
    match seat {
        Seat::Offered => "TENTATIVE",
        Seat::Certain => "CONFIRMED",
        Seat::GivenBack => "CANCELLED",
    }
}

fn event(lines: &mut Lines, locale: Locale, entry: &Entry) {
    let (from, until) = entry.hours();
    begin(lines, &entry.session, entry.changed_at, entry.revision());
    lines.put(&format!("DTSTART;TZID={ZONE}"), &local(from));
    lines.put(&format!("DTEND;TZID={ZONE}"), &local(until));
    lines.put("STATUS", status(entry.seat));
    lines.text("SUMMARY", &format!("{} ({})", entry.title, half_name(locale, entry.half)));
    lines.text("LOCATION", &entry.place);
    if !entry.slots.is_empty() {
        let slots: Vec<String> = entry.slots.iter().map(|slot| told(locale, slot)).collect();
        lines.text("DESCRIPTION", &slots.join("\n"));
    }
    lines.put("END", "VEVENT");
}

/// A workshop over its days, which leave one's own time free.
fn whole(lines: &mut Lines, one: &Scheduled) {
    let day = |date: NaiveDate| date.format("%Y%m%d").to_string();
    begin(lines, &one.id, one.changed_at, revision(one.planned_at, one.changed_at));
    lines.put("DTSTART;VALUE=DATE", &day(one.days.from));
    // The first day that is no longer part of it (RFC 5545, 3.6.1).
    lines.put("DTEND;VALUE=DATE", &day(one.days.to + Days::new(1)));
    lines.put("TRANSP", "TRANSPARENT");
    lines.put("STATUS", status(one.seat()));
    lines.text("SUMMARY", &one.title);
    lines.text("LOCATION", &format!("{}, {}", one.venue, one.city));
    if !one.trainers.is_empty() {
        lines.text("DESCRIPTION", &one.trainers.join("\n"));
    }
    lines.put("END", "VEVENT");
}

fn told(locale: Locale, slot: &Slot) -> String {
    let what = slot.module.as_deref().unwrap_or_else(|| activity_name(locale, slot.activity));
    format!("{} {what}", time(locale, slot.starts_at))
}

/// A time in UTC, to the second.
fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// A time by the clock of [`ZONE`], which is that of UTC.
fn local(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%S").to_string()
}

/// Lines as they go out: folded, each ended by a carriage return and a line feed.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A property whose value is of ours.
    fn put(&mut self, name: &str, value: &str) {
        let mut room = FOLD;
        for character in format!("{name}:{value}").chars() {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = FOLD - 1;
            }
            self.0.push(character);
            room -= character.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// A property that holds a text (RFC 5545, 3.3.11).
    fn text(&mut self, name: &str, text: &str) {
        let mut escaped = String::with_capacity(text.len());
        for character in text.chars() {
            match character {
                '\\' | ';' | ',' => escaped.extend(['\\', character]),
                '\n' => escaped.push_str("\\n"),
                character if character.is_control() => {}
                character => escaped.push(character),
            }
        }
        self.put(name, &escaped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::ids::{SessionId, WorkshopId};
    use app::scheduling::model::Days as Span;
    use app::workshops::timetable::{Activity, Half};
    use uuid::Uuid;

    fn entry() -> Entry {
        Entry {
            session: SessionId(Uuid::from_u128(7)),
            title: "Formation de formateurs ; MRN, session d’ouverture – protection des victimes de la traite".into(),
            place: "Salle de conférence, Kayes".into(),
            held_on: "2022-11-07".parse().expect("a date"),
            half: Half::Morning,
            slots: vec![
                Slot { starts_at: 510, minutes: 30, activity: Activity::Registration, module: None },
                Slot {
                    starts_at: 540, minutes: 240, activity: Activity::Module, module: Some("Ɲaɲɔ, \\ ; ŋ".into())
                },
            ],
            seat: Seat::Offered,
            planned_at: "2022-10-01T10:00:00Z".parse().expect("a time"),
            changed_at: "2022-10-01T10:01:40Z".parse().expect("a time"),
        }
    }

    /// The lines as they were before they were folded (RFC 5545, 3.1).
    fn lines(entries: &[Entry]) -> Vec<String> {
        let text = calendar("Mes ateliers", Locale::fr, entries, &[]);
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
        text.replace("\r\n ", "").lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_half_day_is_an_event() {
        let lines = lines(&[entry()]);
        for expected in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "UID:00000000-0000-0000-0000-000000000007",
            "DTSTAMP:20221001T100140Z",
            "LAST-MODIFIED:20221001T100140Z",
            "SEQUENCE:100",
            "TZID:Africa/Bamako",
            "DTSTART;TZID=Africa/Bamako:20221107T083000",
            "DTEND;TZID=Africa/Bamako:20221107T130000",
            "STATUS:TENTATIVE",
            "LOCATION:Salle de conférence\\, Kayes",
        ] {
            assert!(lines.iter().any(|line| line == expected), "{expected} in {lines:#?}");
        }
        let starting = |with: &str| lines.iter().find(|line| line.starts_with(with)).expect("a line").clone();
        assert!(starting("SUMMARY:").starts_with("SUMMARY:Formation de formateurs \\; MRN\\, session"));
        assert!(starting("SUMMARY:").ends_with("(matin)"));
        assert!(starting("DESCRIPTION:").ends_with("Ɲaɲɔ\\, \\\\ \\; ŋ"), "{}", starting("DESCRIPTION:"));
    }

    #[test]
    fn a_workshop_lasts_to_the_end_of_its_last_day() {
        let one = Scheduled {
            id: WorkshopId(Uuid::from_u128(8)),
            title: "Kayes".into(),
            city: "Kayes".into(),
            venue: "Gouvernorat".into(),
            days: Span { from: "2022-11-28".parse().expect("a date"), to: "2022-11-30".parse().expect("a date") },
            capacity: 25,
            trainers: vec!["Kadiatou".into(), "Oumou".into()],
            cancelled: true,
            planned_at: entry().planned_at,
            changed_at: entry().changed_at,
        };
        let text = calendar("Campagne", Locale::fr, &[], &[one]);
        for expected in [
            "DTSTART;VALUE=DATE:20221128",
            "DTEND;VALUE=DATE:20221201",
            "STATUS:CANCELLED",
            "DESCRIPTION:Kadiatou\\nOumou",
        ] {
            assert!(text.lines().any(|line| line == expected), "{expected} in {text}");
        }
    }

    #[test]
    fn a_seat_given_back_is_cancelled_under_the_same_name() {
        let given_back = Entry { seat: Seat::GivenBack, ..entry() };
        let lines = lines(&[given_back]);
        assert!(lines.contains(&"STATUS:CANCELLED".to_owned()));
        assert!(lines.contains(&"UID:00000000-0000-0000-0000-000000000007".to_owned()));
    }

    #[test]
    fn a_line_is_folded_between_characters_and_reads_back() {
        for long in ["é".repeat(200), "Ɲaɲɔ ".repeat(40), "x".repeat(300)] {
            let title = Entry { title: long.clone(), slots: Vec::new(), ..entry() };
            let summary = format!("SUMMARY:{long} (matin)");
            assert!(lines(&[title]).contains(&summary));
        }
    }

    #[test]
    fn the_same_values_give_the_same_text() {
        assert_eq!(calendar("a", Locale::en, &[entry()], &[]), calendar("a", Locale::en, &[entry()], &[]));
    }
}
