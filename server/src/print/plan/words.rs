//! What the plan says.

use crate::print::Locale;
use crate::print::typography::date_range;
use chrono::NaiveDate;

/// The labels of a language.
pub struct Words {
    pub title: &'static str,
    pub city: &'static str,
    pub dates: &'static str,
    pub venue: &'static str,
    pub lead: &'static str,
    pub others: &'static str,
    pub seats: &'static str,
}

const FR: Words = Words {
    title: "Plan de la campagne",
    city: "Ville",
    dates: "Dates",
    venue: "Salle",
    lead: "Formateur principal",
    others: "Autres formateurs",
    seats: "Places",
};

const EN: Words = Words {
    title: "Plan of the campaign",
    city: "City",
    dates: "Dates",
    venue: "Room",
    lead: "Lead trainer",
    others: "Other trainers",
    seats: "Seats",
};

/// The labels of a language.
pub fn words(language: Locale) -> &'static Words {
    match language {
        Locale::fr => &FR,
        Locale::en => &EN,
    }
}

/// As of when the plan is.
pub fn as_of(day: NaiveDate, language: Locale) -> String {
    let day = date_range(day, day, language);
    match language {
        Locale::fr => format!("Établi {day}. Il peut changer depuis."),
        Locale::en => format!("Made {day}. It may have changed since."),
    }
}

/// Which page of how many.
pub fn page_of(page: usize, pages: usize, language: Locale) -> String {
    match language {
        Locale::fr => format!("Page {page} sur {pages}"),
        Locale::en => format!("Page {page} of {pages}"),
    }
}
