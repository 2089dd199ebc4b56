//! What a certificate says: the texts of its design, filled, with the spaces of their language.

use super::Certificate;
use crate::print::Locale;
use crate::print::text::{Span, Style};
use crate::print::typography::{NBSP, date_range, hours, spaced};
use app::certificates::templates::model::Language;
use app::certificates::templates::wording::{Field, Wording};
use app::ui::format::date;

/// What a field stands for in a language.
fn field(certificate: &Certificate, field: Field, language: Locale) -> String {
    let unbroken = |text: &str| text.trim().replace(' ', &NBSP.to_string());
    match field {
        Field::Holder => certificate.holder_name.trim().to_owned(),
        Field::Workshop => certificate.workshop.trim().to_owned(),
        Field::City => unbroken(&certificate.city),
        Field::Dates => date_range(certificate.starts_on, certificate.ends_on, language),
        Field::Hours => hours(certificate.hours, language),
        Field::Campaign => certificate.programme.trim().to_owned(),
        Field::IssuedOn => date(language, certificate.issued_on),
        Field::ExpiresOn => certificate.expires_on.map(|day| date(language, day)).unwrap_or_default(),
        Field::LeadTrainer => certificate.lead_trainer.trim().to_owned(),
        Field::Organiser => certificate.organiser.trim().to_owned(),
        Field::Serial => certificate.serial.clone(),
    }
}

/// A text of the design in one style, what is emphasised in the bold of it.
pub fn spans(certificate: &Certificate, wording: &Wording, language: Locale, style: Style) -> Vec<Span> {
    let filled = wording.filled(|one| field(certificate, one, language));
    let mut before = None;
    let mut spans = Vec::with_capacity(filled.len());
    for (text, strong) in filled {
        let text = spaced(&text, before, language);
        before = text.chars().next_back().or(before);
        let style = if strong { style.face(style.face.bold()) } else { style };
        spans.push(Span::new(&text, style));
    }
    spans
}

/// The same without emphasis.
pub fn plain(certificate: &Certificate, wording: &Wording, language: Locale) -> String {
    let style = Style::new(crate::print::fonts::Face::Serif, 10.0);
    spans(certificate, wording, language, style).into_iter().map(|span| span.text).collect()
}

/// The title as files are named and found by it.
pub fn title(certificate: &Certificate) -> String {
    let language = certificate.first_language();
    plain(certificate, &certificate.design.texts(language).title, language).replace('\n', " ")
}

/// The modules as a sentence; none if there are none, or none are to be listed.
pub fn modules(certificate: &Certificate) -> Option<String> {
    let language = certificate.first_language();
    let lead = match language {
        Locale::fr => format!("Modules{NBSP}: "),
        Locale::en => "Modules: ".to_owned(),
    };
    let listed: Vec<String> = certificate
        .modules
        .iter()
        .enumerate()
        .map(|(index, module)| format!("{}.{NBSP}{}", index + 1, spaced(module, None, language)))
        .collect();
    (certificate.design.modules && !listed.is_empty()).then(|| format!("{lead}{}", listed.join(" · ")))
}

/// The number of the modules, where their titles have no room.
pub fn number_of_modules(certificate: &Certificate) -> String {
    format!("{}{NBSP}modules", certificate.modules.len())
}

/// Until when it certifies, unless the design says it itself.
pub fn expiry(certificate: &Certificate, language: Locale) -> Option<String> {
    let day = certificate.expires_on.filter(|_| !certificate.design.has(Field::ExpiresOn))?;
    let until = date(language, day);
    Some(match language {
        Locale::fr => format!("Valable jusqu’au {until}"),
        Locale::en => format!("Valid until {until}"),
    })
}

/// `N° …`.
pub fn number(certificate: &Certificate) -> String {
    match certificate.first_language() {
        Locale::fr => format!("N°{NBSP}{}", certificate.serial),
        Locale::en => format!("No.{NBSP}{}", certificate.serial),
    }
}

/// What stands before the address.
pub fn verify(language: Language) -> &'static str {
    match language {
        Language::French => "Authenticité à vérifier ici\u{a0}:",
        Language::English => "Verify at:",
        Language::Both => "À vérifier ici · Verify at\u{a0}:",
    }
}
