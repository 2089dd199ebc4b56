//! Channels, states and the wording of messages. No I/O.

use crate::fields::{Fields, Problem, Refusal};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// By what a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Channel {
    /// E-mail.
    Email,
    /// SMS.
    Sms,
}

impl Channel {
    /// Every channel.
    pub const ALL: [Self; 2] = [Self::Email, Self::Sms];

    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }
}

impl FromStr for Channel {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text).ok_or(())
    }
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// To be sent when it is due.
    Queued,
    /// Handed over just now, or the process died while it was.
    Sending,
    /// Handed over.
    Sent,
    /// Known to have arrived.
    Delivered,
    /// It did not go and is not tried again.
    Failed,
    /// The process died while handing it over to a carrier that does not tell
    /// repeats: it may have gone. It is not sent again by itself.
    Unclear,
}

impl State {
    /// Every state, in the order in which messages pass them.
    pub const ALL: [Self; 6] = [Self::Queued, Self::Sending, Self::Sent, Self::Delivered, Self::Failed, Self::Unclear];

    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Unclear => "unclear",
        }
    }

    /// Whether whoever got this message counts as invited: only a message that
    /// certainly did not go is written anew without being asked for.
    #[must_use]
    pub fn counts_as_invited(self) -> bool {
        self != Self::Failed
    }
}

impl FromStr for State {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.as_str() == text).ok_or(())
    }
}

/// How often a message is tried.
pub const ATTEMPTS: i32 = 6;

/// How long to wait after so many attempts that failed for a while: a minute,
/// then five times longer each, up to half a day; nothing after the last.
#[must_use]
pub fn pause(attempts: i32) -> Option<TimeDelta> {
    let minutes = [1, 5, 25, 125, 720];
    let place = usize::try_from(attempts.max(1) - 1).ok()?;
    (attempts < ATTEMPTS).then(|| minutes.get(place).copied()).flatten().map(TimeDelta::minutes)
}

/// The longest text of an e-mail, in characters.
pub const MAX_EMAIL: u32 = 4_000;
/// The longest SMS before it is filled in, in characters: three parts at most.
pub const MAX_SMS: u32 = 300;

/// What stands for something in a wording, in French and English; the values of
/// [`Filling`] are put there.
pub const BLANKS: [(&str, &str); 6] = [
    ("{nom}", "{name}"),
    ("{atelier}", "{workshop}"),
    ("{lieu}", "{place}"),
    ("{dates}", "{dates}"),
    ("{code}", "{code}"),
    ("{lien}", "{link}"),
];

/// What is filled in for one person, in the order of [`BLANKS`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filling {
    /// Given names and family name.
    pub name: String,
    /// The workshop's title.
    pub workshop: String,
    /// Venue and city.
    pub place: String,
    /// The days.
    pub dates: String,
    /// The personal code.
    pub code: String,
    /// The address that opens the personal page with the code.
    pub link: String,
}

/// A wording with its blanks filled in.
#[must_use]
pub fn fill(wording: &str, filling: &Filling) -> String {
    let values = [&filling.name, &filling.workshop, &filling.place, &filling.dates, &filling.code, &filling.link];
    let mut text = String::with_capacity(wording.len() + 200);
    let mut rest = wording;
    // One pass: what was filled in is never taken for a blank.
    while let Some(start) = rest.find('{') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let blank = BLANKS.iter().zip(values).find_map(|((french, english), value)| {
            [french, english].into_iter().find(|blank| rest.starts_with(**blank)).map(|blank| (blank.len(), value))
        });
        let (length, value) = blank.map_or((1, "{"), |(length, value)| (length, value.as_str()));
        text.push_str(value);
        rest = &rest[length..];
    }
    text.push_str(rest);
    text
}

/// A text for SMS: typographic signs that are none of the 128 of GSM 03.38 become
/// plain ones, because with a single other sign a part holds 67 characters instead of 153.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '’' | '‘' => plain.push('\''),
            '“' | '”' | '«' | '»' => plain.push('"'),
            '–' | '—' | '‑' => plain.push('-'),
            '\u{a0}' | '\u{202f}' => plain.push(' '),
            '\u{2060}' => {}
            sign => plain.push(sign),
        }
    }
    plain
}

/// The form by which people are invited, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InviteForm {
    /// Subject of the e-mail.
    pub subject: String,
    /// Text of the e-mail.
    pub email: String,
    /// Text of the SMS.
    pub sms: String,
}

/// Wordings that are in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// Subject of the e-mail.
    pub subject: String,
    /// Text of the e-mail.
    pub email: String,
    /// Text of the SMS.
    pub sms: String,
}

impl Wording {
    /// The same with its blanks filled in.
    #[must_use]
    pub fn filled(&self, filling: &Filling) -> Self {
        Self { subject: fill(&self.subject, filling), email: fill(&self.email, filling), sms: fill(&self.sms, filling) }
    }
}

impl InviteForm {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is not in order; [`Problem::Blank`] for a text without the
    /// code or the link, or with something in braces that stands for nothing.
    pub fn read(&self) -> Result<Wording, Vec<Refusal>> {
        let mut fields = Fields::default();
        let subject = fields.line("subject", &self.subject, 150);
        for (field, text, max) in [("email", &self.email, MAX_EMAIL), ("sms", &self.sms, MAX_SMS)] {
            let lines = fields.lines(field, text, max);
            if lines.is_empty() {
                fields.refuse(field, Problem::Required);
            }
            if !opens_the_page(&lines) || has_unknown_blank(&lines) {
                fields.refuse(field, Problem::Blank);
            }
        }
        if has_unknown_blank(&subject) {
            fields.refuse("subject", Problem::Blank);
        }
        let (email, sms) = (tidy(&self.email), tidy(&self.sms));
        fields.accept(Some(Wording { subject, email, sms }))
    }
}

fn tidy(text: &str) -> String {
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned()
}

fn opens_the_page(text: &str) -> bool {
    BLANKS[4..].iter().any(|(french, english)| text.contains(french) || text.contains(english))
}

fn has_unknown_blank(text: &str) -> bool {
    let known =
        |rest: &str| BLANKS.iter().any(|(french, english)| rest.starts_with(french) || rest.starts_with(english));
    text.match_indices('{').any(|(place, _)| !known(&text[place..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filling() -> Filling {
        Filling {
            name: "Awa {code} Traoré".into(),
            workshop: "Atelier de Gao".into(),
            place: "Gouvernorat, Gao".into(),
            dates: "14–18 nov. 2022".into(),
            code: "ABCD-EFGH-JKLM".into(),
            link: "https://r.example/s".into(),
        }
    }

    #[test]
    fn blanks_are_filled_in_both_languages_and_once() {
        assert_eq!(
            fill("{nom}, {workshop} : {code} {", &filling()),
            "Awa {code} Traoré, Atelier de Gao : ABCD-EFGH-JKLM {"
        );
        assert_eq!(fill("{lieu}{dates}{lien}", &filling()), "Gouvernorat, Gao14–18 nov. 2022https://r.example/s");
    }

    #[test]
    fn a_wording_opens_the_page_and_knows_its_blanks() {
        let form =
            |email: &str, sms: &str| InviteForm { subject: "Atelier".into(), email: email.into(), sms: sms.into() };
        assert!(form("Bonjour {nom}\n\n{lien}", "{code}").read().is_ok());
        let refused = form("Bonjour", "{cod}").read().expect_err("refused");
        assert_eq!(refused, [Refusal::new("email", Problem::Blank), Refusal::new("sms", Problem::Blank)]);
        assert_eq!(form("", "{code}").read().expect_err("refused"), [Refusal::new("email", Problem::Required)]);
        let wording = form("Bonjour\r\n\r\n{lien}  \r\n", "{code}").read().expect("in order");
        assert_eq!(wording.email, "Bonjour\n\n{lien}", "empty lines stay");
    }

    #[test]
    fn an_sms_has_no_sign_that_makes_it_dearer() {
        assert_eq!(plain("14\u{2060}–\u{2060}18\u{a0}nov. : l’atelier « été »"), "14-18 nov. : l'atelier \" été \"");
    }

    #[test]
    fn pauses_grow_and_end() {
        let pauses: Vec<_> = (1..=ATTEMPTS).map(pause).collect();
        assert!(pauses[..5].windows(2).all(|two| two[0] < two[1] && two[1].is_some()));
        assert_eq!(pauses[5], None);
    }

    proptest! {
        #[test]
        fn filling_never_fails_and_keeps_what_is_no_blank(text in "[a-z{} é]{0,40}") {
            let filled = fill(&text, &filling());
            let blanks = text.contains('{');
            prop_assert!(blanks || filled == text);
        }
    }
}
