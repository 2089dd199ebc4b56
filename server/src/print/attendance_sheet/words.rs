//! What the sheet says.

use super::Sex;
use crate::print::Locale;

/// The labels of a language.
pub struct Words {
    pub title: &'static str,
    pub number: &'static str,
    pub badge: &'static str,
    pub family_name: &'static str,
    pub given_names: &'static str,
    pub sex: &'static str,
    pub structure: &'static str,
    pub function: &'static str,
    pub region: &'static str,
    pub phone: &'static str,
    pub signature_morning: &'static str,
    pub signature_afternoon: &'static str,
    pub morning: &'static str,
    pub afternoon: &'static str,
    pub place: &'static str,
    pub enrolled: &'static str,
    pub present_morning: &'static str,
    pub present_afternoon: &'static str,
    pub total: &'static str,
    pub certified_by_trainer: &'static str,
    pub certified_by_focal_point: &'static str,
    pub name: &'static str,
    pub date: &'static str,
    pub signature: &'static str,
    pub nobody: &'static str,
}

const FR: Words = Words {
    title: "Feuille d’émargement",
    number: "N°",
    badge: "Badge",
    family_name: "Nom",
    given_names: "Prénoms",
    sex: "Sexe",
    structure: "Structure",
    function: "Fonction",
    region: "Région",
    phone: "Téléphone",
    signature_morning: "Signature matin",
    signature_afternoon: "Signature après-midi",
    morning: "matin",
    afternoon: "après-midi",
    place: "Lieu\u{a0}: ",
    enrolled: "Inscrits",
    present_morning: "Présents matin",
    present_afternoon: "Présents après-midi",
    total: "Total",
    certified_by_trainer: "Certifié par le formateur",
    certified_by_focal_point: "Certifié par le point focal",
    name: "Nom",
    date: "Date",
    signature: "Signature",
    nobody: "Aucun participant inscrit.",
};

const EN: Words = Words {
    title: "Attendance sheet",
    number: "No.",
    badge: "Badge",
    family_name: "Family name",
    given_names: "Given names",
    sex: "Sex",
    structure: "Institution",
    function: "Function",
    region: "Region",
    phone: "Telephone",
    signature_morning: "Signature morning",
    signature_afternoon: "Signature afternoon",
    morning: "morning",
    afternoon: "afternoon",
    place: "Place: ",
    enrolled: "Enrolled",
    present_morning: "Present, morning",
    present_afternoon: "Present, afternoon",
    total: "Total",
    certified_by_trainer: "Certified by the trainer",
    certified_by_focal_point: "Certified by the focal point",
    name: "Name",
    date: "Date",
    signature: "Signature",
    nobody: "Nobody is enrolled.",
};

/// The labels.
pub fn words(language: Locale) -> &'static Words {
    match language {
        Locale::fr => &FR,
        Locale::en => &EN,
    }
}

/// One letter.
pub fn sex(sex: Sex, language: Locale) -> &'static str {
    match (sex, language) {
        (Sex::Female, _) => "F",
        (Sex::Male, Locale::fr) => "H",
        (Sex::Male, Locale::en) => "M",
        (Sex::Unstated, _) => "–",
    }
}

/// `Jour 1 sur 4`.
pub fn day_of(day: usize, days: usize, language: Locale) -> String {
    match language {
        Locale::fr => format!("Jour {day} sur {days}"),
        Locale::en => format!("Day {day} of {days}"),
    }
}
