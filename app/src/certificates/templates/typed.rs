//! A design as a form of fields, and such a form as a design. No I/O.

use super::model::{
    Colour, Design, Frame, Heading, Language, Logo, MAX_LOGOS, MAX_SIGNATORIES, Orientation, Signatory, Spot, Texts,
};
use super::wording::{Wording, WordingError};
use crate::fields::{Fields, Problem, Refusal};
use crate::i18n::Locale;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The names of fields that stand once for each language, French first.
pub const TITLES: [&str; 2] = ["title_fr", "title_en"];
/// What leads to the name.
pub const LEADS: [&str; 2] = ["lead_fr", "lead_en"];
/// What follows it.
pub const BODIES: [&str; 2] = ["body_fr", "body_en"];
/// Place and date.
pub const CLOSINGS: [&str; 2] = ["closing_fr", "closing_en"];
/// Images of logos, in the order of protocol.
pub const LOGOS: [&str; MAX_LOGOS] = ["logo0", "logo1", "logo2", "logo3", "logo4", "logo5"];
/// Where they stand.
pub const SPOTS: [&str; MAX_LOGOS] = ["spot0", "spot1", "spot2", "spot3", "spot4", "spot5"];
/// Names of who signs, from the highest.
pub const NAMES: [&str; MAX_SIGNATORIES] = ["name0", "name1", "name2", "name3"];
/// Their offices in French.
pub const OFFICES_FR: [&str; MAX_SIGNATORIES] = ["office_fr0", "office_fr1", "office_fr2", "office_fr3"];
/// Their offices in English.
pub const OFFICES_EN: [&str; MAX_SIGNATORIES] = ["office_en0", "office_en1", "office_en2", "office_en3"];
/// Their signatures.
pub const SIGNATURES: [&str; MAX_SIGNATORIES] = ["signature0", "signature1", "signature2", "signature3"];

/// The most characters of a title, a line, a body, and lines of a heading.
const MAX_TITLE: usize = 80;
const MAX_LINE: usize = 200;
const MAX_BODY: usize = 900;
const MAX_HEADING: u32 = 500;
const MAX_OFFICE: u32 = 120;
/// The most months for which something certifies.
const MAX_MONTHS: i32 = 120;

/// What was typed, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, String>);

impl Typed {
    /// From what a form sent.
    #[must_use]
    pub fn of(fields: &[(String, String)]) -> Self {
        Self(fields.iter().cloned().collect())
    }

    /// What stands in a field; nothing if it was not sent.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// The form of a design.
    #[must_use]
    pub fn filled(design: &Design, valid_months: Option<i32>) -> Self {
        let mut typed = Self::default();
        let mut put = |name: &str, value: &str| {
            typed.0.insert(name.to_owned(), value.to_owned());
        };
        put("language", design.language.as_str());
        put("orientation", design.orientation.as_str());
        put("frame", design.frame.as_str());
        put("colour", design.colour.as_str());
        put("modules", if design.modules { "yes" } else { "" });
        put("valid_months", &valid_months.map(|months| months.to_string()).unwrap_or_default());
        for (place, texts) in [&design.french, &design.english].into_iter().enumerate() {
            put(TITLES[place], texts.title.as_str());
            put(LEADS[place], texts.lead.as_str());
            put(BODIES[place], texts.body.as_str());
            put(CLOSINGS[place], texts.closing.as_str());
        }
        put("authority", &design.heading.authority.join("\n"));
        put("partners", &design.heading.partners.join("\n"));
        for (place, logo) in design.logos.iter().take(MAX_LOGOS).enumerate() {
            put(LOGOS[place], &logo.image.to_string());
            put(SPOTS[place], logo.spot.as_str());
        }
        for (place, signatory) in design.signatories.iter().take(MAX_SIGNATORIES).enumerate() {
            put(NAMES[place], signatory.name.as_str());
            put(OFFICES_FR[place], &signatory.office_fr);
            put(OFFICES_EN[place], &signatory.office_en);
            put(SIGNATURES[place], &signatory.image.map(|image| image.to_string()).unwrap_or_default());
        }
        typed
    }

    /// The design, and for how many months it certifies. Images are those of the campaign.
    ///
    /// # Errors
    /// Every field that is not in order.
    pub fn read(&self, images: &[Uuid]) -> Result<(Design, Option<i32>), Vec<Refusal>> {
        let mut fields = Fields::default();
        let language = fields.choice::<Language>("language", self.get("language"));
        let orientation = fields.choice::<Orientation>("orientation", self.get("orientation"));
        let frame = fields.choice::<Frame>("frame", self.get("frame"));
        let colour = fields.choice::<Colour>("colour", self.get("colour"));
        let spoken = |locale| language.is_none_or(|language| language.spoken().contains(&locale));
        let french = self.texts(&mut fields, 0, spoken(Locale::fr));
        let english = self.texts(&mut fields, 1, spoken(Locale::en));
        let lines = |text: String| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let heading = Heading {
            authority: lines(fields.lines("authority", self.get("authority"), MAX_HEADING)),
            partners: lines(fields.lines("partners", self.get("partners"), MAX_HEADING)),
        };
        let logos = self.logos(&mut fields, images);
        let signatories = self.signatories(&mut fields, images);
        let months = self.get("valid_months").trim();
        let valid_months = (!months.is_empty()).then(|| fields.number("valid_months", months, 1, MAX_MONTHS));
        let modules = !self.get("modules").is_empty();
        let chosen = language.zip(orientation).zip(frame.zip(colour));
        fields.accept(chosen.map(|((language, orientation), (frame, colour))| {
            let design =
                Design { language, orientation, frame, colour, french, english, heading, logos, signatories, modules };
            (design, valid_months)
        }))
    }

    fn texts(&self, fields: &mut Fields, place: usize, spoken: bool) -> Texts {
        let mut text = |name, max| wording(fields, name, self.get(name), max);
        let title = text(TITLES[place], MAX_TITLE);
        let lead = text(LEADS[place], MAX_LINE);
        let body = text(BODIES[place], MAX_BODY);
        let closing = text(CLOSINGS[place], MAX_LINE);
        if spoken && title.is_empty() {
            fields.refuse(TITLES[place], Problem::Required);
        }
        Texts { title, lead, body, closing }
    }

    fn logos(&self, fields: &mut Fields, images: &[Uuid]) -> Vec<Logo> {
        let mut logos = Vec::new();
        for (name, spot) in LOGOS.into_iter().zip(SPOTS) {
            let Some(image) = self.image(fields, name, images) else { continue };
            // A browser without the choice made sends the first.
            let spot = match self.get(spot) {
                "" => Some(Spot::State),
                typed => fields.choice(spot, typed),
            };
            logos.extend(spot.map(|spot| Logo { image, spot }));
        }
        logos
    }

    fn signatories(&self, fields: &mut Fields, images: &[Uuid]) -> Vec<Signatory> {
        let mut signatories = Vec::new();
        for place in 0..MAX_SIGNATORIES {
            let signatory = Signatory {
                name: wording(fields, NAMES[place], self.get(NAMES[place]), MAX_LINE),
                office_fr: self.office(fields, OFFICES_FR[place]),
                office_en: self.office(fields, OFFICES_EN[place]),
                image: self.image(fields, SIGNATURES[place], images),
            };
            if signatory != Signatory::default() {
                signatories.push(signatory);
            }
        }
        signatories
    }

    fn office(&self, fields: &mut Fields, name: &str) -> String {
        fields.optional_line(name, self.get(name), MAX_OFFICE).unwrap_or_default()
    }

    fn image(&self, fields: &mut Fields, name: &str, images: &[Uuid]) -> Option<Uuid> {
        let typed = self.get(name).trim();
        if typed.is_empty() {
            return None;
        }
        let image = fields.choice::<Uuid>(name, typed)?;
        if !images.contains(&image) {
            fields.refuse(name, Problem::Unknown);
        }
        Some(image)
    }
}

/// A text with its no-break spaces, which mean something in print; lines end where they ended.
fn wording(fields: &mut Fields, name: &str, typed: &str, max: usize) -> Wording {
    let most = u32::try_from(max).unwrap_or(u32::MAX);
    if typed.chars().nth(2 * max).is_some() {
        fields.refuse(name, Problem::TooLong { max: most });
        return Wording::default();
    }
    let lines = typed.lines().map(|line| line.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>());
    let text = lines.map(|words| words.join(" ")).collect::<Vec<_>>().join("\n").trim().to_owned();
    if text.chars().any(|sign| sign.is_control() && sign != '\n') {
        fields.refuse(name, Problem::NotText);
    } else if text.chars().count() > max {
        fields.refuse(name, Problem::TooLong { max: most });
    } else {
        match Wording::read(&text) {
            Ok(wording) => return wording,
            Err(WordingError::UnknownField(field)) => fields.refuse(name, Problem::UnknownField { name: field }),
            Err(WordingError::LoneBrace) => fields.refuse(name, Problem::LoneBrace),
            Err(WordingError::OpenEmphasis) => fields.refuse(name, Problem::OpenEmphasis),
        }
    }
    Wording::default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificates::model::Kind;
    use proptest::prelude::*;

    fn with(name: &str, value: &str) -> Typed {
        let mut typed = Typed::filled(&Design::usual(Kind::Attendance), None);
        typed.0.insert(name.to_owned(), value.to_owned());
        typed
    }

    #[test]
    fn a_design_becomes_a_form_and_the_form_the_design() {
        let image = Uuid::from_u128(7);
        for kind in Kind::ALL {
            let mut design = Design { language: Language::Both, ..Design::usual(kind) };
            design.logos.push(Logo { image, spot: Spot::Partners });
            design.signatories[0].image = Some(image);
            let read = Typed::filled(&design, Some(24)).read(&[image]);
            assert_eq!(read, Ok((design.clone(), Some(24))));
            let foreign = Typed::filled(&design, None).read(&[]).expect_err("an image of nobody's");
            assert_eq!(foreign.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["logo0", "signature0"]);
        }
    }

    #[test]
    fn each_fault_stands_beside_its_field() {
        for (name, value, problem) in [
            ("body_fr", "à {ville}", Problem::UnknownField { name: "ville".to_owned() }),
            ("body_en", "in {city", Problem::LoneBrace),
            ("lead_fr", "**La présente", Problem::OpenEmphasis),
            ("title_fr", "  ", Problem::Required),
            ("colour", "pink", Problem::Unknown),
            ("language", "", Problem::Required),
            ("valid_months", "0", Problem::OutOfRange { min: 1, max: 120 }),
            ("closing_fr", "a\u{7}", Problem::NotText),
            ("title_en", &"x".repeat(81), Problem::TooLong { max: 80 }),
            ("name0", "{nobody}", Problem::UnknownField { name: "nobody".to_owned() }),
        ] {
            let refused = with(name, value).read(&[]).expect_err(name);
            assert_eq!(refused, [Refusal::new(name, problem)]);
        }
        // What is not printed may be empty.
        assert!(with("title_en", "").read(&[]).is_ok());
    }

    proptest! {
        #[test]
        fn any_form_is_read_or_refused_by_names_of_its_own(
            fields in proptest::collection::vec(("[a-z_]{1,12}[0-5]?", ".{0,80}"), 0..20),
        ) {
            if let Err(refused) = Typed::of(&fields).read(&[]) {
                prop_assert!(!refused.is_empty());
            }
        }

        #[test]
        fn what_is_typed_in_a_body_is_kept_but_for_idle_space(words in proptest::collection::vec("[a-zé\u{a0}]{1,9}", 1..9)) {
            let text = words.join("  ");
            if let Ok((design, _)) = with("body_fr", &text).read(&[]) {
                let once = words.join(" ");
                prop_assert_eq!(design.french.body.as_str(), once.trim());
            }
        }
    }
}
