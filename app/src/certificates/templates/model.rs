//! What the certificates of a campaign look like, as data. No I/O.

use super::wording::{Field, Wording};
use crate::i18n::Locale;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most logos on a certificate.
pub const MAX_LOGOS: usize = 6;
/// The most who sign one.
pub const MAX_SIGNATORIES: usize = 4;

/// In which language a certificate speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// French.
    French,
    /// English.
    English,
    /// French first, English beside or beneath it.
    Both,
}

/// How the sheet lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    /// On its long side.
    Landscape,
    /// On its short side.
    Portrait,
}

/// What runs around the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frame {
    /// A band of lozenges between two rules.
    Woven,
    /// A thick rule and a thin one.
    Rules,
    /// Nothing.
    None,
}

/// The colour of title, frame and ornaments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// The deep green that comes with Relais.
    Green,
    /// A dark blue.
    Blue,
    /// A dark red.
    Burgundy,
    /// A dark brown.
    Brown,
    /// Nearly black.
    Slate,
}

/// Where a logo stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Spot {
    /// Above the State's name, at the left.
    State,
    /// In the middle, at the head of the page.
    Head,
    /// Above the partners' names, at the right.
    Partners,
}

/// Names of choices in forms.
macro_rules! choices {
    ($($name:ident { $($variant:ident = $text:literal),+ })+) => {$(
        impl $name {
            /// Every choice, in the order in which forms offer them.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// As it is in forms.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|choice| choice.as_str() == text).ok_or(())
            }
        }
    )+};
}

choices! {
    Language { French = "french", English = "english", Both = "both" }
    Orientation { Landscape = "landscape", Portrait = "portrait" }
    Frame { Woven = "woven", Rules = "rules", None = "none" }
    Colour { Green = "green", Blue = "blue", Burgundy = "burgundy", Brown = "brown", Slate = "slate" }
    Spot { State = "state", Head = "head", Partners = "partners" }
}

impl Language {
    /// The languages it speaks, in their order.
    #[must_use]
    pub fn spoken(self) -> &'static [Locale] {
        match self {
            Self::French => &[Locale::fr],
            Self::English => &[Locale::en],
            Self::Both => &[Locale::fr, Locale::en],
        }
    }
}

impl Colour {
    /// Red, green and blue.
    #[must_use]
    pub fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Green => (16, 78, 59),
            Self::Blue => (26, 54, 104),
            Self::Burgundy => (112, 26, 46),
            Self::Brown => (94, 56, 20),
            Self::Slate => (44, 46, 52),
        }
    }
}

/// What a certificate says in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// What it is, in capitals.
    pub title: Wording,
    /// What leads to the holder's name.
    pub lead: Wording,
    /// What follows it.
    pub body: Wording,
    /// Place and date, beneath all.
    pub closing: Wording,
}

/// Who issues it, where the campaign's papers say otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// State, motto, ministry: a line each. Empty where the campaign's stand.
    #[serde(default)]
    pub authority: Vec<String>,
    /// The partners, in their order of protocol. Empty where the campaign's stand.
    #[serde(default)]
    pub partners: Vec<String>,
}

/// A logo, in the order of protocol within its spot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// Which image of the campaign.
    pub image: Uuid,
    /// Where it stands.
    pub spot: Spot,
}

/// Someone who signs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signatory {
    /// The name, perhaps by a field; nothing where one signs by hand.
    #[serde(default)]
    pub name: Wording,
    /// The office in French.
    #[serde(default)]
    pub office_fr: String,
    /// The office in English.
    #[serde(default)]
    pub office_en: String,
    /// A signature drawn beforehand, by the campaign's image.
    #[serde(default)]
    pub image: Option<Uuid>,
}

/// How a certificate looks and what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Design {
    /// In which language.
    pub language: Language,
    /// How it lies.
    pub orientation: Orientation,
    /// What runs around it.
    pub frame: Frame,
    /// Its colour.
    pub colour: Colour,
    /// What it says in French.
    pub french: Texts,
    /// What it says in English.
    pub english: Texts,
    /// Who issues it.
    #[serde(default)]
    pub heading: Heading,
    /// Logos, in the order of protocol.
    #[serde(default)]
    pub logos: Vec<Logo>,
    /// Who signs, from the highest, who stands at the right.
    #[serde(default)]
    pub signatories: Vec<Signatory>,
    /// Whether the workshop's modules are listed.
    pub modules: bool,
}

/// How it is kept: which form it has stands first, so that another may come.
#[derive(Serialize, Deserialize)]
#[serde(tag = "version")]
enum Kept<D> {
    #[serde(rename = "1")]
    First(D),
}

impl Design {
    /// The same in the language of who reads it: of what comes with Relais, for no template says it.
    #[must_use]
    pub fn spoken_in(self, locale: Locale) -> Self {
        let language = match locale {
            Locale::fr => Language::French,
            Locale::en => Language::English,
        };
        Self { language, ..self }
    }

    /// Reads what is kept.
    ///
    /// # Errors
    /// What is not in order, which only a database that was changed from outside holds.
    pub fn parse(kept: &str) -> Result<Self, serde_json::Error> {
        let Kept::First(design) = serde_json::from_str(kept)?;
        Ok(design)
    }

    /// As it is kept.
    ///
    /// # Panics
    /// Never: a design is lists of texts and choices.
    #[must_use]
    pub fn kept(&self) -> String {
        serde_json::to_string(&Kept::First(self)).expect("a design is JSON")
    }

    /// What it says in a language.
    #[must_use]
    pub fn texts(&self, locale: Locale) -> &Texts {
        match locale {
            Locale::fr => &self.french,
            Locale::en => &self.english,
        }
    }

    /// The images that it shows, each once.
    #[must_use]
    pub fn images(&self) -> Vec<Uuid> {
        let logos = self.logos.iter().map(|logo| logo.image);
        let mut images: Vec<Uuid> = logos.chain(self.signatories.iter().filter_map(|one| one.image)).collect();
        images.sort();
        images.dedup();
        images
    }

    /// Whether a field stands anywhere in what it prints.
    #[must_use]
    pub fn has(&self, field: Field) -> bool {
        let texts = self.language.spoken().iter().map(|locale| self.texts(*locale));
        let said = texts.flat_map(|texts| [&texts.title, &texts.lead, &texts.body, &texts.closing]);
        said.chain(self.signatories.iter().map(|one| &one.name)).any(|wording| wording.has(field))
    }
}

impl Signatory {
    /// The office in a language; in the other, where it has no words for it.
    #[must_use]
    pub fn office(&self, locale: Locale) -> &str {
        let (own, other) = match locale {
            Locale::fr => (&self.office_fr, &self.office_en),
            Locale::en => (&self.office_en, &self.office_fr),
        };
        if own.is_empty() { other } else { own }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificates::model::Kind;

    #[test]
    fn the_looks_that_come_with_relais_are_kept_and_read_again() {
        for kind in [Kind::Attendance, Kind::Trainer] {
            let usual = Design::usual(kind);
            for locale in [Locale::fr, Locale::en] {
                let texts = usual.texts(locale);
                assert!(texts.body.has(Field::Workshop) && texts.closing.has(Field::IssuedOn));
                assert!(!texts.title.is_empty() && !texts.lead.is_empty());
            }
            assert!(usual.kept().starts_with(r#"{"version":"1","#));
            assert_eq!(Design::parse(&usual.kept()).expect("the same"), usual);
        }
    }

    #[test]
    fn what_is_kept_in_no_known_form_is_refused() {
        let kept = Design::usual(Kind::Attendance).kept();
        for wrong in [
            "{}".to_owned(),
            kept.replace(r#""version":"1""#, r#""version":"2""#),
            kept.replace("{workshop}", "{atelier}"),
            kept.replace(r#""green""#, r#""pink""#),
        ] {
            assert!(Design::parse(&wrong).is_err(), "{wrong}");
        }
    }

    /// Of light from black to white (WCAG 2.2, relative luminance).
    fn light((red, green, blue): (u8, u8, u8)) -> f64 {
        let linear = |value: u8| {
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    #[test]
    fn every_colour_is_dark_enough_on_paper_in_greys_too() {
        for colour in Colour::ALL {
            let contrast = 1.05 / (light(colour.rgb()) + 0.05);
            assert!(contrast >= 7.0, "{colour:?} {contrast}");
        }
    }

    #[test]
    fn choices_read_back() {
        for colour in Colour::ALL {
            assert_eq!(colour.as_str().parse(), Ok(*colour));
        }
        assert_eq!("both".parse(), Ok(Language::Both));
        assert!("".parse::<Frame>().is_err());
    }
}
