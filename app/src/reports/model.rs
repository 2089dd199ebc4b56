//! What people write in a report, and how two who write at once do not lose each other's
//! words. No I/O.

use crate::fields::{Problem, Refusal};
use serde::{Deserialize, Serialize};

/// The most characters of a text.
pub const LONGEST: u32 = 12_000;

/// What only people can say of a workshop, each text in Markdown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Texts {
    /// Why it was held.
    pub context: String,
    /// What it was to achieve.
    pub aims: String,
    /// How it was taught.
    pub method: String,
    /// What was difficult.
    pub difficulties: String,
    /// What should be done.
    pub recommendations: String,
}

impl Texts {
    /// The texts by the names of their fields, in the order of the report.
    pub const FIELDS: [&str; 5] = ["context", "aims", "method", "difficulties", "recommendations"];

    /// A text by the name of its field; nothing by any other name.
    #[must_use]
    pub fn text(&self, field: &str) -> &str {
        match field {
            "context" => &self.context,
            "aims" => &self.aims,
            "method" => &self.method,
            "difficulties" => &self.difficulties,
            "recommendations" => &self.recommendations,
            _ => "",
        }
    }

    /// Each text as it is made of its field's name.
    ///
    /// # Errors
    /// All that is refused, of all fields.
    pub fn of(mut make: impl FnMut(&'static str) -> Result<String, Problem>) -> Result<Self, Vec<Refusal>> {
        let mut refused = Vec::new();
        let [context, aims, method, difficulties, recommendations] = Self::FIELDS.map(|field| {
            make(field).unwrap_or_else(|problem| {
                refused.push(Refusal::new(field, problem));
                String::new()
            })
        });
        let texts = Self { context, aims, method, difficulties, recommendations };
        if refused.is_empty() { Ok(texts) } else { Err(refused) }
    }

    /// The texts as they are kept: lines ended as everywhere, nothing blank at their end.
    ///
    /// # Errors
    /// [`Problem::TooLong`], [`Problem::NotText`], each at its field.
    pub fn read(&self) -> Result<Self, Vec<Refusal>> {
        Self::of(|field| read(self.text(field)))
    }
}

fn read(typed: &str) -> Result<String, Problem> {
    if typed.chars().nth(LONGEST as usize * 2).is_some() {
        return Err(Problem::TooLong { max: LONGEST });
    }
    let text = typed.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end();
    if text.chars().any(|sign| sign.is_control() && !matches!(sign, '\n' | '\t')) {
        return Err(Problem::NotText);
    }
    if text.chars().count() > LONGEST as usize {
        return Err(Problem::TooLong { max: LONGEST });
    }
    Ok(text.to_owned())
}

/// What becomes of a text that stands as `stood`, was shown as what `seen` is the sign of,
/// and comes back as `typed`: what was typed, if nobody wrote meanwhile; what the other
/// wrote, if the typist left the text as it was.
///
/// # Errors
/// [`Problem::TextChanged`] if both wrote.
pub fn merged(stood: &str, seen: &str, typed: &str, sign: impl Fn(&str) -> String) -> Result<String, Problem> {
    if stood == typed || sign(stood) == seen {
        Ok(typed.to_owned())
    } else if sign(typed) == seen {
        Ok(stood.to_owned())
    } else {
        Err(Problem::TextChanged)
    }
}

/// What a form that was refused shows of a text, and as the sign of what its reader has
/// seen: where both wrote, what stands is shown beside it, and is seen from now on; what the
/// typist left as it was is what stands; anything else is as it came.
#[must_use]
pub fn shown_again(
    stands: &str,
    seen: &str,
    typed: &str,
    both_wrote: bool,
    sign: impl Fn(&str) -> String,
) -> (String, String) {
    let is_untouched = read(typed).is_ok_and(|text| sign(&text) == seen);
    if both_wrote {
        (typed.to_owned(), sign(stands))
    } else if is_untouched {
        (stands.to_owned(), sign(stands))
    } else {
        (typed.to_owned(), seen.to_owned())
    }
}

/// How many were there, of those who are marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// How many are marked.
    pub marked: usize,
    /// Of these, how many were there.
    pub attended: usize,
}

impl Presence {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { marked: self.marked + other.marked, attended: self.attended + other.attended }
    }

    /// The share of those who were there, to the nearest per cent, a half upwards; nothing
    /// where fewer than `least` are marked.
    #[must_use]
    pub fn percent(self, least: usize) -> Option<i32> {
        let Self { marked, attended } = self;
        (marked >= least.max(1)).then(|| i32::try_from((attended * 200 + marked) / (marked * 2)).unwrap_or(100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sign(text: &str) -> String {
        format!("<{text}>")
    }

    #[test]
    fn nobody_writes_over_what_they_did_not_see() {
        let merged = |stood, seen, typed| merged(stood, &sign(seen), typed, sign);
        assert_eq!(merged("a", "a", "b").as_deref(), Ok("b"), "alone");
        assert_eq!(merged("b", "a", "a").as_deref(), Ok("b"), "the other wrote");
        assert_eq!(merged("b", "a", "b").as_deref(), Ok("b"), "both wrote the same");
        assert_eq!(merged("b", "a", "c"), Err(Problem::TextChanged));
        assert_eq!(merged("", "", "").as_deref(), Ok(""));
    }

    #[test]
    fn a_form_that_comes_back_says_again_what_its_reader_saw() {
        let again = |stands, seen, typed, both| shown_again(stands, &sign(seen), typed, both, sign);
        assert_eq!(again("b", "a", "c", true), ("c".into(), sign("b")), "both are shown");
        assert_eq!(again("b", "a", "a\r\n", false), ("b".into(), sign("b")), "the other's stands there");
        // Refused for something else: what the other wrote is still not seen.
        assert_eq!(again("b", "a", "c", false), ("c".into(), sign("a")));
    }

    #[test]
    fn texts_keep_their_lines_and_errors_their_fields() {
        let typed = Texts { context: "  - a\r\n\r\n  - b  \r\n".into(), ..Texts::default() };
        assert_eq!(typed.read().expect("in order").context, "  - a\n\n  - b");
        let long = "ɲ".repeat(LONGEST as usize + 1);
        let wrong = Texts { aims: "a\u{0}".into(), method: long.clone(), recommendations: long[2..].into(), ..typed };
        let expected =
            [Refusal::new("aims", Problem::NotText), Refusal::new("method", Problem::TooLong { max: LONGEST })];
        assert_eq!(wrong.read(), Err(expected.to_vec()));
    }

    #[test]
    fn shares_are_rounded_and_those_of_few_not_told() {
        let presence = |attended, marked| Presence { marked, attended };
        assert_eq!(presence(24, 26).percent(5), Some(92));
        assert_eq!(presence(1, 8).percent(5), Some(13), "a half upwards");
        assert_eq!((presence(4, 4).percent(5), presence(0, 0).percent(0)), (None, None));
        assert_eq!(presence(1, 2).and(presence(3, 4)), presence(4, 6));
    }

    proptest! {
        #[test]
        fn what_is_read_once_is_read_the_same_again(text in "[ -~ɛɔ\n\r\t]{0,200}") {
            let once = Texts { aims: text, ..Texts::default() }.read().expect("text");
            prop_assert_eq!(once.read(), Ok(once.clone()));
        }
    }
}
