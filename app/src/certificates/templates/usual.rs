//! The look that comes with Relais. No I/O.

use super::model::{Colour, Design, Frame, Heading, Language, Orientation, Signatory, Texts};
use super::wording::Wording;
use crate::certificates::model::Kind;

impl Design {
    /// The look that comes with Relais.
    #[must_use]
    pub fn usual(kind: Kind) -> Self {
        let word = |typed: &str| Wording::read(typed).unwrap_or_default();
        let texts = |[title, lead, body, closing]: [&str; 4]| Texts {
            title: word(title),
            lead: word(lead),
            body: word(body),
            closing: word(closing),
        };
        let (french, english) = match kind {
            Kind::Attendance => (ATTENDANCE_FRENCH, ATTENDANCE_ENGLISH),
            Kind::Trainer => (TRAINER_FRENCH, TRAINER_ENGLISH),
        };
        let signs = |name: &str, french: &str, english: &str| Signatory {
            name: word(name),
            office_fr: french.to_owned(),
            office_en: english.to_owned(),
            image: None,
        };
        Self {
            language: Language::French,
            orientation: Orientation::Landscape,
            frame: Frame::Woven,
            colour: Colour::Green,
            french: texts(french),
            english: texts(english),
            heading: Heading::default(),
            logos: Vec::new(),
            signatories: vec![
                signs("", "Pour le ministère", "For the ministry"),
                signs("{lead_trainer}", "Le formateur principal", "The lead trainer"),
            ],
            modules: true,
        }
    }
}

const ATTENDANCE_FRENCH: [&str; 4] = [
    "Attestation de participation",
    "La présente attestation est décernée à",
    "pour sa participation à l’atelier **«\u{a0}{workshop}\u{a0}»**, tenu à\u{a0}{city} {dates}, \
     d’une durée de {hours}.",
    "Délivrée le {issued_on}",
];
const ATTENDANCE_ENGLISH: [&str; 4] = [
    "Certificate of attendance",
    "This certificate is awarded to",
    "for attending the workshop **“{workshop}”**, held in {city} {dates} ({hours}).",
    "Issued on {issued_on}",
];
const TRAINER_FRENCH: [&str; 4] = [
    "Certificat de formateur",
    "Le présent certificat est délivré à",
    "qui a suivi avec succès l’atelier **«\u{a0}{workshop}\u{a0}»**, tenu à\u{a0}{city} {dates}, \
     d’une durée de {hours}, et remplit les conditions requises pour former à son tour.",
    "Délivré le {issued_on}",
];
const TRAINER_ENGLISH: [&str; 4] = [
    "Trainer’s certificate",
    "This certificate is awarded to",
    "who has successfully completed the workshop **“{workshop}”**, held in {city} {dates} ({hours}), \
     and meets the requirements for training others.",
    "Issued on {issued_on}",
];
