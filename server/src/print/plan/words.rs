//! What the plan says.

use crate::print::Locale;

/// The labels of a language.
pub struct Words {
    pub title: &'static str,
    pub city: &'static str,
    pub dates: &'static str,
    pub venue: &'static str,
    pub lead: &'static str,
    pub others: &'static str,
    pub seats: &'static str,
    pub strip: &'static str,
}

const FR: Words = Words {
    title: "Plan de la campagne",
    city: "Ville",
    dates: "Dates",
    venue: "Salle",
    lead: "Formateur principal",
    others: "Autres formateurs",
    seats: "Places",
    strip: "Les villes sur les semaines de la campagne, comme dans le tableau qui suit",
};

const EN: Words = Words {
    title: "Plan of the campaign",
    city: "City",
    dates: "Dates",
    venue: "Room",
    lead: "Lead trainer",
    others: "Other trainers",
    seats: "Seats",
    strip: "The cities over the weeks of the campaign, as in the table that follows",
};

/// The labels of a language.
pub fn words(language: Locale) -> &'static Words {
    match language {
        Locale::fr => &FR,
        Locale::en => &EN,
    }
}
