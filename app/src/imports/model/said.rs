//! What lists write about languages, cercles and consent.

use crate::people::model::{CONSENT_WORDING, LANGUAGES, search_key};
use chrono::{Datelike, NaiveDate};

/// Other names of each of [`LANGUAGES`] in French, in English and by their
/// speakers, as keys without accents; and longer codes of ISO 639.
const NAMES: [(&str, &[&str]); 16] = [
    ("fr", &["francais", "francaise", "french", "fra", "fre"]),
    ("bm", &["bambara", "bamanan", "bamanankan", "bamana", "bam"]),
    (
        "ff",
        &["peul", "peulh", "pular", "poular", "foulfoulde", "fulfulde", "fulani", "fulah", "fula", "foulani", "ful"],
    ),
    (
        "ses",
        &["songhai", "songhay", "songhoi", "songhoy", "sonrhai", "sonrai", "sonrhay", "songoy", "koyraboro", "son"],
    ),
    ("taq", &["tamasheq", "tamachek", "tamacheq", "tamashek", "tamajaq", "tamajeq", "touareg", "tuareg", "tmh"]),
    ("snk", &["soninke", "sarakole", "sarakolle", "marka"]),
    ("dts", &["dogon", "dogo", "dogoso"]),
    ("myk", &["minianka", "mamara", "minyanka"]),
    ("shz", &["senoufo", "senufo", "syenara"]),
    ("mey", &["hassanya", "hassaniya", "hassania", "hassanie", "hasanya", "maure"]),
    ("mwk", &["malinke", "maninka", "maninkakan", "mandingue"]),
    ("kao", &["khassonke", "khasso", "xaasongaxango", "kassonke"]),
    ("bmq", &["bobo", "bomu", "bwa"]),
    ("bze", &["bozo"]),
    ("ar", &["arabe", "arabic", "ara"]),
    ("en", &["anglais", "anglaise", "english", "eng"]),
];
/// Words between and around the names of languages.
const AROUND: [&str; 14] =
    ["et", "and", "ou", "or", "langue", "langues", "language", "languages", "le", "la", "un", "peu", "senni", "parle"];
/// Words of an answer that says that there is nothing.
const NOTHING: [&str; 14] = [
    "non",
    "no",
    "aucun",
    "aucune",
    "none",
    "neant",
    "rien",
    "nothing",
    "ras",
    "r a s",
    "n a",
    "na",
    "sans objet",
    "pas de besoin",
];

/// The languages that a cell names, in the order of [`LANGUAGES`].
/// Nothing, if a word of it is the name of none.
#[must_use]
pub fn languages(text: &str) -> Option<Vec<&'static str>> {
    let key = search_key(text);
    let mut spoken = Vec::new();
    for word in key.split(' ').filter(|word| !word.is_empty() && !AROUND.contains(word)) {
        let named = |(code, names): &&(&'static str, &[&str])| *code == word || names.contains(&word);
        spoken.push(NAMES.iter().find(named)?.0);
    }
    Some(LANGUAGES.into_iter().filter(|code| spoken.contains(code)).collect())
}

/// What a person needs in order to take part; nothing if the cell says so.
#[must_use]
pub fn needs(text: &str) -> &str {
    if NOTHING.contains(&search_key(text).as_str()) { "" } else { text.trim() }
}

/// What a row says of a person's consent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// Nothing.
    #[default]
    Nothing,
    /// They do not agree.
    No,
    /// They agree, since that day.
    Yes(NaiveDate),
}

/// What a cell says of consent: yes, no, or the day on which it was given. A day
/// before the wording in force was another wording's. Nothing, if it says none of
/// these, or names a day to come.
#[must_use]
pub fn consent(text: &str, today: NaiveDate) -> Option<Said> {
    match search_key(text).as_str() {
        "" if text.trim().is_empty() => Some(Said::Nothing),
        "oui" | "yes" | "o" | "y" | "x" | "1" | "ok" | "vrai" | "true" | "accord" | "donne" | "given" | "d accord" => {
            Some(Said::Yes(today))
        }
        "non" | "no" | "n" | "0" | "faux" | "false" | "refus" | "refuse" | "refused" => Some(Said::No),
        _ => day(text).filter(|day| worded(*day) && *day <= today).map(Said::Yes),
    }
}

/// Whether the wording in force, called by its year and month, was there on that day.
fn worded(day: NaiveDate) -> bool {
    format!("{:04}-{:02}", day.year(), day.month()).as_str() >= CONSENT_WORDING
}

/// A day as lists write it: in figures, or as a spreadsheet's number of a day.
fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    let text = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
    let written = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"];
    // Days since 1899-12-30 (ECMA-376, 18.17.4.1).
    let counted = || {
        let days: u64 = text.parse().ok().filter(|_| text.len() == 5)?;
        NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(chrono::Days::new(days))
    };
    let read = |format: &&str| NaiveDate::parse_from_str(text, format).ok().filter(|day| day.year() > 1900);
    written.iter().find_map(read).or_else(counted)
}

/// A cercle or a commune, by the identifiers that lists are read into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locality {
    /// The region in which it lies.
    pub region: String,
    /// Its own identifier.
    pub id: String,
    /// Its OCHA P-code: longer for what is smaller.
    pub pcode: String,
    /// Its name.
    pub name: String,
}

/// The locality of a region that a cell names, itself or by its P-code, alone or
/// after "cercle de", "commune de"; of any region if none is given, where the name
/// stands once. Of a cercle and a commune of one name the cercle is meant, unless
/// the cell says commune.
#[must_use]
pub fn locality<'a>(known: &'a [Locality], region: Option<&str>, text: &str) -> Option<&'a Locality> {
    let key = search_key(text);
    let name = bare(&key);
    let here = || known.iter().filter(|it| region.is_none_or(|region| it.region == region));
    if let Some(coded) = here().find(|it| search_key(&it.pcode) == key) {
        return Some(coded);
    }
    let mut named: Vec<&Locality> = here().filter(|it| bare(&search_key(&it.name)) == name).collect();
    named.sort_by_key(|it| it.pcode.len());
    if key.starts_with("commune") {
        named.reverse();
    }
    let first = *named.first()?;
    named.iter().all(|it| it.region == first.region).then_some(first)
}

/// A key without the word for what kind of place it is.
fn bare(key: &str) -> &str {
    let mut rest = key;
    for word in ["cercle ", "commune ", "rurale ", "urbaine ", "de ", "du ", "d "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day_of(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn languages_by_their_names_and_codes() {
        for (text, codes) in [
            ("Bambara, peul et français", &["fr", "bm", "ff"][..]),
            ("Fulfulde/Songhay/Tamasheq", &["ff", "ses", "taq"]),
            ("bm; ff; ses", &["bm", "ff", "ses"]),
            ("Français-Anglais-Arabe", &["fr", "ar", "en"]),
            ("SONINKÉ", &["snk"]),
            ("French & English", &["fr", "en"]),
            ("bambara bambara", &["bm"]),
            ("", &[]),
        ] {
            assert_eq!(languages(text).as_deref(), Some(codes), "{text}");
        }
        assert_eq!(languages("bambara, klingon"), None);
        let named: Vec<&str> = NAMES.iter().map(|(code, _)| *code).collect();
        assert_eq!(named, LANGUAGES, "every language of the forms has its names");
    }

    #[test]
    fn consent_is_yes_no_or_a_day_since_the_wording() {
        let today = day_of("2026-11-25");
        for text in ["Oui", "yes", "X", "d’accord"] {
            assert_eq!(consent(text, today), Some(Said::Yes(today)), "{text}");
        }
        assert_eq!(consent(" ", today), Some(Said::Nothing));
        assert_eq!(consent("NON", today), Some(Said::No));
        for text in ["2026-11-12", "12/11/2026", "12.11.2026", "12/11/26", "46338", "2026-11-12 00:00:00"] {
            assert_eq!(consent(text, today), Some(Said::Yes(day_of("2026-11-12"))), "{text}");
        }
        for text in ["2026-11-26", "2022-09-14", "peut-être", "2", "?"] {
            assert_eq!(consent(text, today), None, "{text}");
        }
    }

    #[test]
    fn a_place_is_found_within_its_region() {
        let place = |region: &str, pcode: &str, name: &str| Locality {
            region: region.into(),
            id: pcode.into(),
            pcode: pcode.into(),
            name: name.into(),
        };
        let known = [
            place("4", "ML040101", "Ségou"),
            place("4", "ML0401", "Ségou"),
            place("5", "ML0502", "Djenné"),
            place("3", "ML030105", "Kéléya"),
            place("2", "ML020305", "Kéléya"),
        ];
        let found = |region: Option<&str>, text: &str| locality(&known, region, text).map(|it| it.pcode.clone());
        assert_eq!(found(Some("4"), "SEGOU").as_deref(), Some("ML0401"));
        assert_eq!(found(Some("4"), "Commune urbaine de Ségou").as_deref(), Some("ML040101"));
        assert_eq!(found(Some("4"), "ml040101").as_deref(), Some("ML040101"));
        assert_eq!(found(None, "Cercle de Djenné").as_deref(), Some("ML0502"));
        assert_eq!(found(Some("4"), "Djenné"), None, "of another region");
        assert_eq!(found(None, "Kéléya"), None, "two regions have one");
        assert_eq!(found(Some("2"), "Kéléya").as_deref(), Some("ML020305"));
    }

    #[test]
    fn who_needs_nothing_says_so_in_many_ways() {
        assert_eq!(
            ["Néant", "R.A.S.", "non", "N/A", " Fauteuil roulant "].map(needs),
            ["", "", "", "", "Fauteuil roulant"]
        );
    }

    proptest! {
        #[test]
        fn nothing_that_a_cell_holds_makes_these_stumble(text in "\\PC{0,40}") {
            let _ = (languages(&text), consent(&text, day_of("2026-11-25")), needs(&text), locality(&[], None, &text));
        }

        #[test]
        fn any_languages_written_in_any_order_are_read(picked in prop::sample::subsequence(LANGUAGES.to_vec(), 0..6), mark in "[,;/ ]") {
            let text: Vec<&str> = picked.iter().rev().copied().collect();
            prop_assert_eq!(languages(&text.join(&mark)), Some(picked));
        }
    }
}
