//! Which column holds what: guessed from its heading, corrected by hand.

use crate::people::model::search_key;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What a column of a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// Family name and given names in one cell.
    FullName,
    /// Family name.
    FamilyName,
    /// Given names.
    GivenNames,
    /// Sex.
    Sex,
    /// Year or date of birth, or age.
    BirthYear,
    /// The institution that sends them.
    Institution,
    /// What they do there.
    JobTitle,
    /// Region, or a city in it.
    Region,
    /// Cercle or commune.
    Locality,
    /// Telephone.
    Phone,
    /// E-mail address.
    Email,
    /// Languages spoken.
    Languages,
    /// What they need in order to take part.
    Accessibility,
    /// Whether they agree to be in the register, or since when.
    Consent,
    /// Nothing that is wanted.
    Ignored,
}

impl Column {
    /// Every kind, in the order of forms.
    pub const ALL: [Self; 15] = [
        Self::FullName,
        Self::FamilyName,
        Self::GivenNames,
        Self::Sex,
        Self::BirthYear,
        Self::Institution,
        Self::JobTitle,
        Self::Region,
        Self::Locality,
        Self::Phone,
        Self::Email,
        Self::Languages,
        Self::Accessibility,
        Self::Consent,
        Self::Ignored,
    ];

    /// As stored; but for `full_name` and `ignored`, the field of the person's form.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::FullName => "full_name",
            Self::FamilyName => "family_name",
            Self::GivenNames => "given_names",
            Self::Sex => "sex",
            Self::BirthYear => "birth_year",
            Self::Institution => "institution",
            Self::JobTitle => "job_title",
            Self::Region => "region",
            Self::Locality => "locality",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Languages => "languages",
            Self::Accessibility => "accessibility",
            Self::Consent => "consent",
            Self::Ignored => "ignored",
        }
    }
}

impl FromStr for Column {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|column| column.as_str() == text).ok_or(())
    }
}

/// Words of headings, the surest first: a heading belongs to the first line one
/// of whose words it holds.
const HEADINGS: [(Column, &[&str]); 15] = [
    (Column::Email, &["email", "mail", "courriel", "e mail", "adresse electronique", "mel"]),
    (
        Column::Phone,
        &["telephone", "tel", "contact", "contacts", "phone", "mobile", "portable", "numero de tel", "whatsapp", "gsm"],
    ),
    (Column::Languages, &["langue", "langues", "langue s", "language", "languages", "parlees", "spoken"]),
    (
        Column::Accessibility,
        &["besoin", "besoins", "accessibilite", "accessibility", "handicap", "disability", "needs", "special needs"],
    ),
    (Column::Consent, &["consentement", "consent", "consents", "accord", "agrees", "agreement"]),
    (Column::Sex, &["sexe", "sex", "genre", "gender", "h f", "f h", "m f", "f m"]),
    (Column::BirthYear, &["naissance", "age", "birth", "ne e", "nee le", "ne le", "born"]),
    (
        Column::Institution,
        &[
            "structure",
            "institution",
            "service",
            "organisation",
            "organization",
            "organisme",
            "provenance",
            "employeur",
            "ministere",
            "unite",
        ],
    ),
    (
        Column::JobTitle,
        &["fonction", "poste", "titre", "grade", "profession", "qualite", "function", "position", "job", "occupation"],
    ),
    // "Région / cercle" is read as a region; "commune de résidence" as a commune.
    (Column::Region, &["region", "regions"]),
    (Column::Locality, &["cercle", "commune", "arrondissement", "cercle ou commune"]),
    (Column::Region, &["localite", "ville", "lieu", "residence", "city", "town", "place", "affectation"]),
    (
        Column::FullName,
        &[
            "nom et prenom",
            "nom et prenoms",
            "nom prenom",
            "nom prenoms",
            "noms et prenoms",
            "prenom et nom",
            "prenoms et nom",
            "prenoms et noms",
            "prenom nom",
            "prenoms nom",
            "nom complet",
            "full name",
            "name and surname",
            "participant",
            "participants",
            "nom s et prenom s",
            "prenom s et nom",
            "prenom s et nom s",
        ],
    ),
    (Column::GivenNames, &["prenom", "prenoms", "given", "first name", "forename", "forenames", "prenom s"]),
    (Column::FamilyName, &["nom", "noms", "name", "surname", "family", "last name", "nom s"]),
];

/// What a column holds, by its heading.
#[must_use]
pub fn guess(heading: &str) -> Column {
    let key = format!(" {} ", search_key(heading));
    HEADINGS
        .into_iter()
        .find(|(_, words)| words.iter().any(|word| key.contains(&format!(" {word} "))))
        .map_or(Column::Ignored, |(column, _)| column)
}

/// Which part of a name comes first where both stand in one cell and neither is
/// in capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameOrder {
    /// "TRAORÉ Aminata".
    #[default]
    FamilyFirst,
    /// "Aminata Traoré".
    GivenFirst,
}

/// How a list is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// What each column holds.
    pub columns: Vec<Column>,
    /// Order of names in one cell.
    pub names: NameOrder,
    /// Identifier of the institution of rows that name none, or nothing.
    pub institution: String,
    /// Function of rows that name none, or nothing.
    pub job_title: String,
    /// Identifier of the region of rows that name none, or nothing.
    pub region: String,
}

impl Mapping {
    /// Guesses by the headings. Of two columns that seem to hold the same, the
    /// first is taken.
    #[must_use]
    pub fn guessed(headings: &[String]) -> Self {
        let mut columns: Vec<Column> = Vec::with_capacity(headings.len());
        for heading in headings {
            let column = guess(heading);
            columns.push(if columns.contains(&column) { Column::Ignored } else { column });
        }
        let given_first = headings
            .iter()
            .zip(&columns)
            .any(|(heading, column)| *column == Column::FullName && search_key(heading).starts_with("prenom"));
        let names = if given_first { NameOrder::GivenFirst } else { NameOrder::FamilyFirst };
        Self { columns, names, ..Self::default() }
    }

    /// The cell of a row that holds this, and in which column.
    #[must_use]
    pub fn cell<'a>(&self, cells: &'a [String], wanted: Column) -> Option<(usize, &'a str)> {
        let place = self.columns.iter().position(|column| *column == wanted)?;
        Some((place, cells.get(place).map_or("", String::as_str)))
    }
}

/// How sure a line is to be the headings: the number of columns recognised.
#[must_use]
pub fn recognised(cells: &[String]) -> usize {
    Mapping::guessed(cells).columns.into_iter().filter(|column| *column != Column::Ignored).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn headings_as_eight_cities_write_them() {
        for (heading, column) in [
            ("N°", Column::Ignored),
            ("Nom et Prénoms", Column::FullName),
            ("NOM & PRENOM", Column::FullName),
            ("Prénom(s) et Nom", Column::FullName),
            ("Prénom", Column::GivenNames),
            ("Nom", Column::FamilyName),
            ("Nom de famille", Column::FamilyName),
            ("Sexe (H/F)", Column::Sex),
            ("Genre", Column::Sex),
            ("Structure d'origine", Column::Institution),
            ("Service / Organisation", Column::Institution),
            ("Fonction", Column::JobTitle),
            ("Poste occupé", Column::JobTitle),
            ("Région", Column::Region),
            ("N° de téléphone", Column::Phone),
            ("Contacts", Column::Phone),
            ("Tél.", Column::Phone),
            ("E-mail", Column::Email),
            ("Adresse électronique", Column::Email),
            ("Date de naissance", Column::BirthYear),
            ("Âge", Column::BirthYear),
            ("Cercle", Column::Locality),
            ("Commune de résidence", Column::Locality),
            ("Région / Cercle", Column::Region),
            ("Langues parlées", Column::Languages),
            ("Langue(s)", Column::Languages),
            ("Besoins spécifiques", Column::Accessibility),
            ("Accessibilité", Column::Accessibility),
            ("Consentement", Column::Consent),
            ("Accord de la personne", Column::Consent),
            ("Signature", Column::Ignored),
            ("Observations", Column::Ignored),
        ] {
            assert_eq!(guess(heading), column, "{heading}");
        }
    }

    #[test]
    fn of_two_alike_the_first_is_taken() {
        let headings = ["Nom".to_owned(), "Contact".into(), "Contact 2".into()];
        assert_eq!(Mapping::guessed(&headings).columns, [Column::FamilyName, Column::Phone, Column::Ignored]);
    }

    proptest! {
        #[test]
        fn guessing_never_panics(headings in prop::collection::vec("\\PC{0,30}", 0..8)) {
            prop_assert_eq!(Mapping::guessed(&headings).columns.len(), headings.len());
        }
    }
}
