//! The curriculum of the demonstration and its test, as the files of
//! `assets/demo/curriculum` say them.

use app::campaigns::module::{Half, Method};
use chrono::NaiveDate;
use questions::exact::Share;
use questions::question::{Choice, Kind, Language, Text};
use serde::Deserialize;

macro_rules! asset {
    ($name:literal) => {
        include_str!(concat!("../../assets/demo/curriculum/", $name))
    };
}

/// Bodies of the modules, in the order of the curriculum.
const BODIES: [&str; 13] = [
    asset!("01-definitions-cadre.md"),
    asset!("02-profils-indicateurs.md"),
    asset!("03-identification-entretien.md"),
    asset!("04-besoins-risques.md"),
    asset!("05-mrn-acteurs-etapes.md"),
    asset!("06-assistance-hebergement.md"),
    asset!("07-protection-enfants.md"),
    asset!("08-approche-donnees.md"),
    asset!("09-enquete-temoins.md"),
    asset!("10-retour-reintegration.md"),
    asset!("11-coordination-regionale.md"),
    asset!("12-andragogie.md"),
    asset!("13-cascade.md"),
];

/// A curriculum with its modules.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Curriculum {
    /// Title.
    pub title: String,
    /// Version.
    pub version: String,
    /// Language, as in BCP 47.
    pub language: String,
    /// Day of publication.
    pub published_on: NaiveDate,
    /// Modules, in order.
    pub modules: Vec<Module>,
}

/// A module.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Module {
    /// Code in the timetables.
    pub code: String,
    /// Title; the body does not repeat it.
    pub title: String,
    /// File of the body.
    pub file: String,
    /// Length in minutes.
    pub minutes: i32,
    /// Main method.
    pub method: Method,
    /// When it is best taught, if that matters.
    #[serde(default)]
    pub prefers: Option<Half>,
    /// Codes of the modules that come before it.
    #[serde(default)]
    pub needs: Vec<String>,
    /// The text in Markdown, filled in by [`Curriculum::read`].
    #[serde(skip)]
    pub body: &'static str,
}

impl Curriculum {
    /// Reads the curriculum that the program carries, with its bodies.
    ///
    /// # Errors
    /// If the file is not as this module says, which a test rules out.
    pub fn read() -> Result<Self, toml::de::Error> {
        let mut curriculum: Self = toml::from_str(asset!("curriculum.toml"))?;
        for (module, body) in curriculum.modules.iter_mut().zip(BODIES) {
            module.body = body;
        }
        Ok(curriculum)
    }
}

/// The test given before and after.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// Title.
    pub title: String,
    /// Questions, in order.
    pub questions: Vec<Question>,
}

/// A question with one right answer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Number of the module asked about, from 1.
    pub module: usize,
    /// The question.
    pub text: String,
    /// What one may answer.
    pub options: [String; 4],
    /// Index of the right option, from 0.
    pub answer: usize,
}

impl Question {
    /// As the bank keeps it: one of four options, one point.
    #[must_use]
    pub fn kept(&self) -> questions::question::Question {
        let said = |text: &str| Text::said(Language::Fr, text);
        let share = |place| if place == self.answer { Share::whole() } else { Share::nothing() };
        let options = self.options.iter().enumerate().map(|(place, text)| Choice {
            text: said(text),
            share: share(place),
            feedback: Text::default(),
        });
        questions::question::Question {
            name: String::new(),
            text: said(&self.text),
            points: 1,
            kind: Kind::Single { options: options.collect(), shuffle: true },
            feedback: Text::default(),
            tags: Vec::new(),
        }
    }
}

impl Test {
    /// Reads the test that the program carries.
    ///
    /// # Errors
    /// If the file is not as this module says, which a test rules out.
    pub fn read() -> Result<Self, toml::de::Error> {
        toml::from_str(asset!("questions.toml"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::figure::ROOM;
    use app::campaigns::text::faults::faults;
    use app::campaigns::text::for_participants;
    use std::collections::HashSet;

    fn curriculum() -> Curriculum {
        Curriculum::read().expect("the curriculum is well formed")
    }

    #[test]
    fn every_module_has_its_own_body_of_the_length_it_announces() {
        let curriculum = curriculum();
        assert_eq!(curriculum.modules.len(), BODIES.len());
        for (index, module) in curriculum.modules.iter().enumerate() {
            assert_eq!(module.file, format!("{:02}-{}.md", index + 1, module.code));
            assert!(!module.body.starts_with('#') && !module.body.contains("\n# "), "{}", module.file);
            let announced = format!("**Durée indicative\u{a0}:** {}\u{a0}minutes.", module.minutes);
            assert!(module.body.contains(&announced), "{}", module.file);
            let words = module.body.split([' ', '\n']).filter(|word| word.chars().any(char::is_alphabetic)).count();
            assert!((1_200..=1_700).contains(&words), "{} has {words} words", module.file);
        }
    }

    #[test]
    fn every_text_is_set_as_french_is() {
        let files = [asset!("curriculum.toml"), asset!("questions.toml")];
        let prose = files.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
        for text in BODIES.into_iter().chain(prose) {
            assert!(!text.contains('\''), "{text}");
            for wrong in [" :", " ;", " !", " ?", "« ", " »"] {
                assert!(!text.contains(wrong), "{wrong} in {text}");
            }
        }
        for body in BODIES {
            assert!(body.contains("fictif") || body.contains("fictive"), "{body}");
        }
    }

    #[test]
    fn every_module_can_be_taught_and_printed_and_keeps_its_answers_from_participants() {
        for body in BODIES {
            assert_eq!(faults(body, &[ROOM.to_owned()]), [], "{body}");
            for mark in ["[!DUREE]", "[!ANIMATEUR]", "[!CORRIGE]", "[!CONSIGNE]", "## Quiz", "## Fiche"] {
                assert!(body.contains(mark), "{mark} in {body}");
            }
            let seen = for_participants(body);
            assert!(seen.contains("[!CONSIGNE]") && seen.contains("## Quiz"));
            for mark in ["[!DUREE]", "[!ANIMATEUR]", "[!CORRIGE]"] {
                assert!(!seen.contains(mark), "{mark} in {seen}");
            }
        }
    }

    #[test]
    fn the_test_has_twenty_questions_with_distinct_options() {
        let test = Test::read().expect("the test is well formed");
        assert_eq!(test.questions.len(), 20);
        for question in &test.questions {
            assert!((1..=13).contains(&question.module) && question.answer < 4, "{}", question.text);
            assert_eq!(question.options.iter().collect::<HashSet<_>>().len(), 4, "{}", question.text);
        }
        for answer in 0..4 {
            assert_eq!(test.questions.iter().filter(|question| question.answer == answer).count(), 5);
        }
    }
}
