//! What a certificate says.

use super::{Certificate, Kind};
use crate::print::Locale;
use crate::print::typography::{NBSP, date_range, hours, quoted, spaced};
use app::ui::format::date;

/// `Attestation de participation`.
pub fn title(kind: Kind, language: Locale) -> &'static str {
    match (kind, language) {
        (Kind::Attendance, Locale::fr) => "Attestation de participation",
        (Kind::Attendance, Locale::en) => "Certificate of attendance",
        (Kind::Trainer, Locale::fr) => "Certificat de formateur",
        (Kind::Trainer, Locale::en) => "Trainer’s certificate",
    }
}

/// What leads to the name.
pub fn lead(kind: Kind, language: Locale) -> &'static str {
    match (kind, language) {
        (Kind::Attendance, Locale::fr) => "La présente attestation est décernée à",
        (Kind::Trainer, Locale::fr) => "Le présent certificat est délivré à",
        (_, Locale::en) => "This certificate is awarded to",
    }
}

/// What follows the name: before, in and after the workshop's title. It
/// agrees with no sex, because a name does not tell it.
pub fn body(certificate: &Certificate) -> [String; 3] {
    let Certificate { kind, language, .. } = *certificate;
    let before = match (kind, language) {
        (Kind::Attendance, Locale::fr) => "pour sa participation à l’atelier ",
        (Kind::Attendance, Locale::en) => "for attending the workshop ",
        (Kind::Trainer, Locale::fr) => "qui a suivi avec succès l’atelier ",
        (Kind::Trainer, Locale::en) => "who has successfully completed the workshop ",
    };
    let title = quoted(&spaced(&certificate.workshop, None, language), language);
    let when = date_range(certificate.starts_on, certificate.ends_on, language);
    let long = hours(certificate.hours, language);
    let city = certificate.city.trim().replace(' ', &NBSP.to_string());
    let after = match (kind, language) {
        (Kind::Attendance, Locale::fr) => {
            format!(", tenu à{NBSP}{city} {when}, d’une durée de {long}.")
        }
        (Kind::Attendance, Locale::en) => {
            format!(", held in {city} {when} ({long}).")
        }
        (Kind::Trainer, Locale::fr) => format!(
            ", tenu à{NBSP}{city} {when}, d’une durée de {long}, et remplit les conditions \
             requises pour former à son tour."
        ),
        (Kind::Trainer, Locale::en) => {
            format!(", held in {city} {when} ({long}), and meets the requirements for training others.")
        }
    };
    [before.to_owned(), title, after]
}

/// The modules as a sentence; none if there are none.
pub fn modules(certificate: &Certificate) -> Option<String> {
    let lead = match certificate.language {
        Locale::fr => format!("Modules{NBSP}: "),
        Locale::en => "Modules: ".to_owned(),
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
    let on = date(certificate.language, certificate.issued_on);
    match (certificate.language, certificate.kind) {
        (Locale::fr, Kind::Attendance) => format!("Délivrée le {on}"),
        (Locale::fr, Kind::Trainer) => format!("Délivré le {on}"),
        (Locale::en, _) => format!("Issued on {on}"),
    }
}

/// `N° …`.
pub fn number(certificate: &Certificate) -> String {
    match certificate.language {
        Locale::fr => format!("N°{NBSP}{}", certificate.serial),
        Locale::en => format!("No.{NBSP}{}", certificate.serial),
    }
}

/// What stands before the address.
pub fn verify(language: Locale) -> &'static str {
    match language {
        Locale::fr => "Authenticité à vérifier ici\u{a0}:",
        Locale::en => "Verify at:",
    }
}
