//! What a certificate says.

use super::{Certificate, Kind};
use crate::print::Language;
use crate::print::typography::{NBSP, date, date_range, hours, quoted, spaced};

/// `Attestation de participation`.
pub fn title(kind: Kind, language: Language) -> &'static str {
    match (kind, language) {
        (Kind::Attendance, Language::Fr) => "Attestation de participation",
        (Kind::Attendance, Language::En) => "Certificate of attendance",
        (Kind::Trainer, Language::Fr) => "Certificat de formateur",
        (Kind::Trainer, Language::En) => "Trainer’s certificate",
    }
}

/// What leads to the name.
pub fn lead(kind: Kind, language: Language) -> &'static str {
    match (kind, language) {
        (Kind::Attendance, Language::Fr) => "La présente attestation est décernée à",
        (Kind::Trainer, Language::Fr) => "Le présent certificat est délivré à",
        (_, Language::En) => "This certificate is awarded to",
    }
}

/// What follows the name: before, in and after the workshop's title. It
/// agrees with no sex, because a name does not tell it.
pub fn body(certificate: &Certificate) -> [String; 3] {
    let Certificate { kind, language, .. } = *certificate;
    let before = match (kind, language) {
        (Kind::Attendance, Language::Fr) => "pour sa participation à l’atelier ",
        (Kind::Attendance, Language::En) => "for attending the workshop ",
        (Kind::Trainer, Language::Fr) => "qui a suivi avec succès l’atelier ",
        (Kind::Trainer, Language::En) => "who has successfully completed the workshop ",
    };
    let title = quoted(&spaced(&certificate.workshop, None, language), language);
    let when = date_range(certificate.starts_on, certificate.ends_on, language);
    let long = hours(certificate.hours, language);
    let city = certificate.city.trim().replace(' ', &NBSP.to_string());
    let after = match (kind, language) {
        (Kind::Attendance, Language::Fr) => {
            format!(", tenu à{NBSP}{city} {when}, d’une durée de {long}.")
        }
        (Kind::Attendance, Language::En) => {
            format!(", held in {city} {when} ({long}).")
        }
        (Kind::Trainer, Language::Fr) => format!(
            ", tenu à{NBSP}{city} {when}, d’une durée de {long}, et remplit les conditions \
             requises pour former à son tour."
        ),
        (Kind::Trainer, Language::En) => {
            format!(", held in {city} {when} ({long}), and meets the requirements for training others.")
        }
    };
    [before.to_owned(), title, after]
}

/// The modules as a sentence; none if there are none.
pub fn modules(certificate: &Certificate) -> Option<String> {
    let lead = match certificate.language {
        Language::Fr => format!("Modules{NBSP}: "),
        Language::En => "Modules: ".to_owned(),
    };
    let listed: Vec<String> = certificate
        .modules
        .iter()
        .enumerate()
        .map(|(index, module)| format!("{}.{NBSP}{}", index + 1, spaced(module, None, certificate.language)))
        .collect();
    (!listed.is_empty()).then(|| format!("{lead}{}", listed.join(" · ")))
}

/// The number of the modules, where their titles have no room.
pub fn number_of_modules(certificate: &Certificate) -> String {
    format!("{}{NBSP}modules", certificate.modules.len())
}

/// `Délivré le 22 novembre 2022`.
pub fn issued(certificate: &Certificate) -> String {
    let on = date(certificate.issued_on, certificate.language);
    match (certificate.language, certificate.kind) {
        (Language::Fr, Kind::Attendance) => format!("Délivrée le {on}"),
        (Language::Fr, Kind::Trainer) => format!("Délivré le {on}"),
        (Language::En, _) => format!("Issued on {on}"),
    }
}

/// `N° …`.
pub fn number(certificate: &Certificate) -> String {
    match certificate.language {
        Language::Fr => format!("N°{NBSP}{}", certificate.serial),
        Language::En => format!("No.{NBSP}{}", certificate.serial),
    }
}

/// What stands before the address.
pub fn verify(language: Language) -> &'static str {
    match language {
        Language::Fr => "Authenticité à vérifier ici\u{a0}:",
        Language::En => "Verify at:",
    }
}
