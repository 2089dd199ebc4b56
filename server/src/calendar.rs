//! Calendars (RFC 5545): half-days in, text out. Pure: the same values give the
//! same text, and no event bears the time of asking.

use app::i18n::Locale;
use app::ui::format::time;
use app::workshops::calendar::{Entry, Seat, Slot};
use app::workshops::pages::{activity_name, half_name};
use chrono::TimeDelta;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

/// How often calendars may ask again (RFC 7986, 5.7).
const ASK_AGAIN: TimeDelta = TimeDelta::hours(6);

/// Half-days as a calendar of this name.
#[must_use]
pub fn calendar(name: &str, locale: Locale, entries: &[Entry]) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Relais//Relais//FR"));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.name(name).ttl(&ASK_AGAIN);
    for entry in entries {
        calendar.push(event(locale, entry));
    }
    calendar.to_string()
}

fn event(locale: Locale, entry: &Entry) -> Event {
    let (from, until) = entry.hours();
    let status = match entry.seat {
        Seat::Offered => EventStatus::Tentative,
        Seat::Certain => EventStatus::Confirmed,
        Seat::GivenBack => EventStatus::Cancelled,
    };
    let mut event = Event::new();
    event
        .uid(&entry.session.to_string())
        .timestamp(entry.changed_at)
        .summary(&format!("{} ({})", entry.title, half_name(locale, entry.half)))
        .location(&entry.place)
        .status(status)
        .sequence(entry.revision())
        .starts(from)
        .ends(until)
        .last_modified(entry.changed_at);
    if !entry.slots.is_empty() {
        let lines: Vec<String> = entry.slots.iter().map(|slot| line(locale, slot)).collect();
        event.description(&lines.join("\n"));
    }
    event.done()
}

fn line(locale: Locale, slot: &Slot) -> String {
    let what = slot.module.as_deref().unwrap_or_else(|| activity_name(locale, slot.activity));
    format!("{} {what}", time(locale, slot.starts_at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::ids::SessionId;
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
        let text = calendar("Mes ateliers", Locale::fr, entries);
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
            "DTSTART:20221107T083000Z",
            "DTEND:20221107T130000Z",
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
    fn a_seat_given_back_is_cancelled_under_the_same_name() {
        let given_back = Entry { seat: Seat::GivenBack, ..entry() };
        let lines = lines(&[given_back]);
        assert!(lines.contains(&"STATUS:CANCELLED".to_owned()));
        assert!(lines.contains(&"UID:00000000-0000-0000-0000-000000000007".to_owned()));
    }

    #[test]
    fn the_same_values_give_the_same_text() {
        assert_eq!(calendar("a", Locale::en, &[entry()]), calendar("a", Locale::en, &[entry()]));
    }
}
