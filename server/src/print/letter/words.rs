//! What a letter says. Nothing agrees with the sex of whoever reads it but the
//! way they are addressed.

use super::{FirstHalfDay, Invited, Letters};
use crate::print::Locale;
use crate::print::typography::{NBSP, date_range, quoted, spaced, weekday_and_date};
use app::people::model::Sex;
use app::ui::format::{date, time};

/// What is the same in every letter of a language.
pub struct Words {
    pub title: &'static str,
    pub subject: &'static str,
    pub welcome: &'static str,
    pub first_half_day: &'static str,
    pub answer: &'static str,
    pub how_to_answer: &'static str,
    pub bring: &'static str,
    pub contact: &'static str,
    pub signatory: &'static str,
    pub tear_off: &'static str,
    pub code: &'static str,
    pub personal: &'static str,
}

const FR: Words = Words {
    title: "Lettres d’invitation",
    subject: "Objet\u{a0}: ",
    welcome: "Accueil",
    first_half_day: "Première demi-journée",
    answer: "Votre réponse",
    how_to_answer: "Dites si vous viendrez sur votre page personnelle\u{a0}: le code au bas de cette lettre \
        l’ouvre, sur tout téléphone. Si vous ne pouvez pas venir, déclinez aussi vite que possible\u{a0}: votre \
        place revient alors à une autre personne.",
    bring: "À apporter\u{a0}: cette lettre, une pièce d’identité et de quoi écrire.",
    contact: "Renseignements\u{a0}: ",
    signatory: "Pour le ministère",
    tear_off: "À détacher et à garder pour vous, avant de montrer ou de copier la lettre",
    code: "Votre code personnel",
    personal: "Ce code est personnel\u{a0}: ne le photographiez pas, ne le transmettez à personne.",
};

const EN: Words = Words {
    title: "Invitation letters",
    subject: "Subject: ",
    welcome: "Registration",
    first_half_day: "First half-day",
    answer: "Your answer",
    how_to_answer: "Please say whether you will come on your personal page: the code at the foot of this letter \
        opens it, on any telephone. If you cannot come, decline as soon as you can: your seat then goes to \
        someone else.",
    bring: "Please bring this letter, proof of identity and something to write with.",
    contact: "Information: ",
    signatory: "For the ministry",
    tear_off: "Tear off and keep for yourself, before you show or copy the letter",
    code: "Your personal code",
    personal: "This code is personal: do not photograph it or pass it on to anyone.",
};

/// The words of a language.
pub fn words(language: Locale) -> &'static Words {
    match language {
        Locale::fr => &FR,
        Locale::en => &EN,
    }
}

/// `Bamako, le 14 septembre 2022`; without a place `Le 14 septembre 2022`.
pub fn written(letters: &Letters) -> String {
    let on = date(letters.language, letters.written_on);
    match (letters.language, letters.written_in.trim()) {
        (Locale::fr, "") => format!("Le{NBSP}{on}"),
        (Locale::fr, place) => format!("{place}, le{NBSP}{on}"),
        (Locale::en, "") => on,
        (Locale::en, place) => format!("{place}, {on}"),
    }
}

/// The name on the letter: `Madame Awa Traoré`.
pub fn addressed(invited: &Invited, language: Locale) -> String {
    match title(invited.sex, language) {
        Some(title) => format!("{title}{NBSP}{}", invited.name),
        None => invited.name.to_string(),
    }
}

/// How the letter begins: `Madame,`, `Dear Ms Traoré,`.
pub fn salutation(invited: &Invited, language: Locale) -> String {
    match (language, title(invited.sex, language)) {
        (Locale::fr, _) => format!("{},", civil(invited)),
        (Locale::en, Some(title)) => format!("Dear {title}{NBSP}{},", invited.name.family),
        (Locale::en, None) => format!("Dear {},", invited.name),
    }
}

/// How it ends.
pub fn farewell(invited: &Invited, language: Locale) -> String {
    match language {
        Locale::fr => {
            format!("Je vous prie d’agréer, {}, l’expression de ma considération distinguée.", civil(invited))
        }
        Locale::en => "Yours sincerely,".to_owned(),
    }
}

fn title(sex: Sex, language: Locale) -> Option<&'static str> {
    match (sex, language) {
        (Sex::Female, Locale::fr) => Some("Madame"),
        (Sex::Male, Locale::fr) => Some("Monsieur"),
        (Sex::Female, Locale::en) => Some("Ms"),
        (Sex::Male, Locale::en) => Some("Mr"),
        (Sex::Unstated, _) => None,
    }
}

fn civil(invited: &Invited) -> &'static str {
    title(invited.sex, Locale::fr).unwrap_or("Madame, Monsieur")
}

/// What the invitation is to: its kind and its title. A title that says that it
/// is a training of trainers is not told so again.
fn what(letters: &Letters) -> (&'static str, String) {
    let workshop = letters.workshop.to_lowercase();
    let says_so = workshop.contains("formation de formateurs") || workshop.contains("training of trainers");
    let kind = match (letters.language, says_so) {
        (Locale::fr, true) => "l’atelier",
        (Locale::fr, false) => "la formation de formateurs",
        (Locale::en, true) => "the workshop",
        (Locale::en, false) => "the training of trainers",
    };
    (kind, quoted(&spaced(&letters.workshop, None, letters.language), letters.language))
}

/// The subject, without its label.
pub fn subject(letters: &Letters) -> String {
    let (kind, title) = what(letters);
    match letters.language {
        Locale::fr => format!("invitation à{NBSP}{kind} {title}"),
        Locale::en => format!("invitation to {kind} {title}"),
    }
}

/// The invitation itself: before, in and after the workshop's title.
pub fn invitation(letters: &Letters) -> [String; 3] {
    let (kind, title) = what(letters);
    let language = letters.language;
    let when = date_range(letters.starts_on, letters.ends_on, language);
    let venue = spaced(letters.venue.trim(), None, language);
    let city = letters.city.trim().replace(' ', &NBSP.to_string());
    let before = match language {
        Locale::fr => format!("J’ai l’honneur de vous inviter à{NBSP}{kind} "),
        Locale::en => format!("I have the honour of inviting you to {kind} "),
    };
    let after = match language {
        Locale::fr => format!(", qui se tiendra {when} à{NBSP}{city} ({venue})."),
        Locale::en => format!(", to be held {when} in {city} ({venue})."),
    };
    [before, title, after]
}

/// The day of arrival and from when.
pub fn welcome(first: FirstHalfDay, language: Locale) -> String {
    let (on, from) = (weekday_and_date(first.on, language), time(language, first.welcome));
    match language {
        Locale::fr => format!("{on}, à partir de {from}"),
        Locale::en => format!("{on}, from {from}"),
    }
}

/// From when to when the first half-day is.
pub fn hours(first: FirstHalfDay, language: Locale) -> String {
    let (from, to) = (time(language, first.begins), time(language, first.ends));
    match language {
        Locale::fr => format!("de {from} à{NBSP}{to}"),
        Locale::en => format!("from {from} to {to}"),
    }
}

/// By when an answer is expected.
pub fn answer_by(letters: &Letters) -> String {
    let on = weekday_and_date(letters.answer_by, letters.language);
    match letters.language {
        Locale::fr => format!("au plus tard le{NBSP}{on}"),
        Locale::en => format!("by {on} at the latest"),
    }
}

/// What the slip is for: the workshop and its dates.
pub fn slip(letters: &Letters) -> String {
    let title = spaced(&letters.workshop, None, letters.language);
    format!("{title}, {}", date_range(letters.starts_on, letters.ends_on, letters.language))
}

/// How the page is opened.
pub fn how_to_open(letters: &Letters) -> String {
    let address = letters.sign_in.split_once("://").map_or(letters.sign_in.as_str(), |(_, rest)| rest);
    match letters.language {
        Locale::fr => format!("Pour ouvrir votre page, visez le carré avec votre téléphone, ou allez à{NBSP}{address}"),
        Locale::en => format!("To open your page, point your telephone at the square, or go to {address}"),
    }
}
