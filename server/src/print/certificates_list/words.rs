//! What the list says.

use crate::print::Locale;

/// The labels of a language.
pub struct Words {
    pub title: &'static str,
    pub campaign: &'static str,
    pub workshop: &'static str,
    pub place: &'static str,
    pub dates: &'static str,
    pub certificates: &'static str,
    pub number: &'static str,
    pub serial: &'static str,
    pub name: &'static str,
    pub institution: &'static str,
    pub kind: &'static str,
    pub issued: &'static str,
    pub handed_over: &'static str,
    pub signed: &'static str,
    pub signer: &'static str,
    pub date: &'static str,
    pub signature: &'static str,
}

const FR: Words = Words {
    title: "Bordereau des attestations à signer",
    campaign: "Campagne",
    workshop: "Atelier",
    place: "Lieu",
    dates: "Dates",
    certificates: "Attestations",
    number: "N°",
    serial: "Numéro de série",
    name: "Titulaire",
    institution: "Structure",
    kind: "Nature",
    issued: "Établie le",
    handed_over: "Remises à la signature par",
    signed: "Signées par",
    signer: "Nom et qualité",
    date: "Date",
    signature: "Signature et cachet",
};

const EN: Words = Words {
    title: "List of certificates to sign",
    campaign: "Campaign",
    workshop: "Workshop",
    place: "Place",
    dates: "Dates",
    certificates: "Certificates",
    number: "No.",
    serial: "Serial number",
    name: "Holder",
    institution: "Institution",
    kind: "Kind",
    issued: "Issued",
    handed_over: "Handed over for signing by",
    signed: "Signed by",
    signer: "Name and office",
    date: "Date",
    signature: "Signature and stamp",
};

/// The labels of a language.
pub fn words(language: Locale) -> &'static Words {
    match language {
        Locale::fr => &FR,
        Locale::en => &EN,
    }
}

/// How many the list has, so that none can be added to it.
pub fn settled(language: Locale, count: &str) -> String {
    match language {
        Locale::fr => format!("Arrêté le présent bordereau au nombre total de {count}."),
        Locale::en => format!("This list is closed at a total of {count}."),
    }
}
