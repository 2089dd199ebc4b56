//! What stands in a cell, made into what the register writes.

use super::columns::{Column, Mapping};
use super::names::split_name;
use super::said::{Locality, Said, consent, languages, locality, needs};
use crate::fields::{Problem, Refusal};
use crate::people::model::{CONSENT_WORDING, NewPerson, PersonForm, Sex, search_key};
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;

/// Names as people write them, and the identifiers that they stand for.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Institutions, by the key of their name or of another that was said to mean them.
    pub institutions: HashMap<String, String>,
    /// Regions, by the key of their name, of their P-code or of a city in them.
    pub regions: HashMap<String, String>,
    /// Cercles and communes.
    pub localities: Vec<Locality>,
}

/// What a row tells of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRead {
    /// The person; they consent if the row says so.
    pub person: NewPerson,
    /// What the row says of their consent.
    pub consent: Said,
}

/// Why a row cannot be taken: what is wrong, and in which column if there is one.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CellRefusal {
    /// The column, counted from 0.
    pub column: Option<usize>,
    /// The field and what is wrong with it.
    pub refusal: Refusal,
}

/// The person that a row tells of, on a day.
///
/// # Errors
/// Every cell that cannot be read.
pub fn read_row(
    mapping: &Mapping,
    lists: &Lists,
    cells: &[String],
    today: NaiveDate,
) -> Result<RowRead, Vec<CellRefusal>> {
    let mut form = PersonForm::default();
    let mut refused: Vec<(Column, Problem)> = Vec::new();
    let cell = |column| mapping.cell(cells, column).map_or("", |(_, text)| text).trim();
    (form.family_name, form.given_names) = (cell(Column::FamilyName).to_owned(), cell(Column::GivenNames).to_owned());
    if form.family_name.is_empty() || form.given_names.is_empty() {
        let whole = format!("{} {} {}", cell(Column::FullName), form.family_name, form.given_names);
        (form.family_name, form.given_names) = split_name(&whole, mapping.names);
    }
    sex(cell(Column::Sex)).unwrap_or_default().clone_into(&mut form.sex);
    form.birth_year = born(cell(Column::BirthYear), today.year()).unwrap_or_else(|| cell(Column::BirthYear).to_owned());
    form.phone = first_phone(cell(Column::Phone));
    form.email = cell(Column::Email).to_lowercase();
    form.job_title = or(cell(Column::JobTitle), &mapping.job_title);
    form.institution = named(&lists.institutions, cell(Column::Institution), &mapping.institution);
    form.region = region(lists, cell(Column::Region)).unwrap_or_else(|| or(cell(Column::Region), &mapping.region));
    place(lists, cell(Column::Locality), &mut form);
    needs(cell(Column::Accessibility)).clone_into(&mut form.accessibility);
    match languages(cell(Column::Languages)) {
        Some(codes) => form.languages = codes.into_iter().map(str::to_owned).collect(),
        None => refused.push((Column::Languages, Problem::Unknown)),
    }
    let consent = consent(cell(Column::Consent), today).unwrap_or_else(|| {
        refused.push((Column::Consent, Problem::NotAConsent { wording: CONSENT_WORDING.to_owned() }));
        Said::Nothing
    });
    if matches!(consent, Said::Yes(_)) {
        CONSENT_WORDING.clone_into(&mut form.consent);
    }
    for column in Column::ALL {
        if let Some(problem) = spoilt(column, cell(column)) {
            refused.retain(|(known, _)| *known != column);
            refused.push((column, problem));
        }
    }
    let person = form.read().map(|person| RowRead { person, consent });
    let mut refusals: Vec<CellRefusal> =
        refused.into_iter().map(|(column, problem)| told(mapping, Refusal::new(column.as_str(), problem))).collect();
    match person {
        Ok(person) if refusals.is_empty() => Ok(person),
        Ok(_) => Err(refusals),
        Err(others) => {
            let new = others.into_iter().map(|refusal| told(mapping, refusal));
            let told: Vec<CellRefusal> =
                new.filter(|new| refusals.iter().all(|known| known.refusal.field != new.refusal.field)).collect();
            refusals.extend(told);
            Err(refusals)
        }
    }
}

/// A refusal beside its column; a part of a name beside the column of both.
fn told(mapping: &Mapping, refusal: Refusal) -> CellRefusal {
    let place = |name: &str| mapping.columns.iter().position(|column| column.as_str() == name);
    let name = matches!(refusal.field.as_str(), "family_name" | "given_names");
    CellRefusal { column: place(&refusal.field).or_else(|| place("full_name").filter(|_| name)), refusal }
}

/// What a spreadsheet has done to a cell that cannot be mended.
fn spoilt(column: Column, text: &str) -> Option<Problem> {
    let error = text.starts_with('#') && text.ends_with(['!', '?', 'A']) && !text.contains(' ');
    if error && column != Column::Ignored {
        return Some(Problem::SheetError);
    }
    let rounded = column == Column::Phone
        && text.contains(['E', 'e'])
        && text.chars().all(|c| c.is_ascii_digit() || "+,.Ee".contains(c));
    rounded.then_some(Problem::Rounded)
}

fn or(text: &str, otherwise: &str) -> String {
    if text.is_empty() { otherwise.to_owned() } else { text.to_owned() }
}

fn named(list: &HashMap<String, String>, text: &str, otherwise: &str) -> String {
    if text.is_empty() {
        return otherwise.to_owned();
    }
    list.get(&search_key(text)).cloned().unwrap_or_else(|| text.to_owned())
}

/// The region that a text names, itself or by a P-code or a city; also within
/// other words: "District de Bamako".
fn region(lists: &Lists, text: &str) -> Option<String> {
    let key = search_key(text);
    if let Some(id) = lists.regions.get(&key) {
        return Some(id.clone());
    }
    let words = format!(" {key} ");
    let mut found = lists.regions.iter().filter(|(name, _)| words.contains(&format!(" {name} "))).map(|(_, id)| id);
    let first = found.next()?;
    found.all(|other| other == first).then(|| first.clone())
}

/// Writes the cercle or commune that a text names into the form, with its region
/// where the row names none.
fn place(lists: &Lists, text: &str, form: &mut PersonForm) {
    if text.is_empty() {
        return;
    }
    let region = (!form.region.is_empty()).then_some(form.region.as_str());
    if let Some(found) = locality(&lists.localities, region, text) {
        (form.locality, form.region) = (found.id.clone(), found.region.clone());
    } else {
        text.clone_into(&mut form.locality);
    }
}

/// Sex as lists write it; nothing written is not stated.
#[must_use]
pub fn sex(text: &str) -> Option<&'static str> {
    let sex = match search_key(text).as_str() {
        "" if text.trim().is_empty() => Sex::Unstated,
        "nd" | "ns" | "unstated" | "non precise" => Sex::Unstated,
        "f" | "femme" | "feminin" | "female" | "woman" | "mme" | "madame" | "mlle" | "fille" => Sex::Female,
        "h" | "m" | "homme" | "masculin" | "male" | "man" | "mr" | "monsieur" | "masc" | "garcon" => Sex::Male,
        _ => return None,
    };
    Some(sex.as_str())
}

/// A year of birth from a year, a date, an age or a spreadsheet's number of a day.
#[must_use]
pub fn born(text: &str, this_year: i32) -> Option<String> {
    let text = text.trim_end_matches(".0");
    let numbers: Vec<i32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .filter_map(|part| part.parse().ok())
        .collect();
    if let Some(year) = numbers.iter().find(|number| (1920..=2020).contains(*number)) {
        // "vers 1980" is read further on.
        return Some(if numbers.len() == 1 { text.to_owned() } else { year.to_string() });
    }
    match numbers.as_slice() {
        // A year in a cell for dates is shown as a day of 1905: its number is the year.
        [1905, month, day] => as_number(*month, *day).map(|year| year.to_string()),
        [age @ 16..=99] => Some(format!("vers {}", this_year - age)),
        // Days since 1899-12-30 (ECMA-376, 18.17.4.1).
        [days @ 7_306..=44_196] if text.len() == 5 => Some((1900 + (*days - 2) / 365).to_string()),
        [_, _, short @ 20..=99] => Some((1900 + short).to_string()),
        _ => None,
    }
}

/// The number that a spreadsheet keeps for a day of 1905, if it is a year of birth
/// (days since 1899-12-30, ECMA-376, 18.17.4.1).
fn as_number(month: i32, day: i32) -> Option<i64> {
    let (month, day) = (u32::try_from(month).ok()?, u32::try_from(day).ok()?);
    let days = NaiveDate::from_ymd_opt(1905, month, day)? - NaiveDate::from_ymd_opt(1899, 12, 30)?;
    Some(days.num_days()).filter(|year| (1920..=2020).contains(year))
}

/// The first of several telephones in a cell, whatever stands between them: a mark,
/// "ou", or nothing but a new line that reading has made a space.
fn first_phone(text: &str) -> String {
    let text = text.replace(" ou ", "/").replace(" et ", "/");
    let first = text.split(['/', ';', '|', ',', '\n']).map(str::trim).find(|part| !part.is_empty());
    let first = first.unwrap_or_default().trim_end_matches(".0");
    let digits: Vec<(usize, char)> = first.char_indices().filter(|(_, c)| c.is_ascii_digit()).collect();
    match digits.get(8) {
        Some((second, _)) if digits.len() == 16 && !first.contains('+') => first[..*second].trim_end().to_owned(),
        _ => first.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::model::Age;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn lists() -> Lists {
        let id = |n| Uuid::from_u128(n).to_string();
        Lists {
            institutions: [("police de gao".to_owned(), id(1))].into(),
            regions: [("gao".to_owned(), id(2)), ("bamako".to_owned(), id(3)), ("ml07".to_owned(), id(2))].into(),
            localities: vec![Locality { region: id(2), id: id(4), pcode: "ML0702".into(), name: "Ansongo".into() }],
        }
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 25).expect("a day")
    }

    fn mapping() -> Mapping {
        let headings = ["Nom et prénoms", "Sexe", "Structure", "Fonction", "Région", "Tél", "Naissance"];
        Mapping::guessed(&headings.map(str::to_owned))
    }

    fn row(cells: [&str; 7]) -> Result<NewPerson, Vec<CellRefusal>> {
        let cells = cells.map(str::to_owned);
        read_row(&mapping(), &lists(), &cells, today()).map(|read| read.person)
    }

    #[test]
    fn a_row_as_it_comes() {
        let read = row([
            "TRAORE Aminata Fatoumata",
            "Mme",
            "Police de GAO",
            "Agent",
            "District de Bamako",
            "76 12 34 56 / 66 00 00 00",
            "vers 1980",
        ]);
        let person = read.expect("in order");
        assert_eq!((person.name.family.as_str(), person.name.given.as_str()), ("TRAORE", "Aminata Fatoumata"));
        assert_eq!((person.sex, person.phone.as_deref()), (Sex::Female, Some("+22376123456")));
        assert_eq!(person.age, Some(Age::Born { year: 1980, about: true }));
        assert_eq!(person.region.0, Uuid::from_u128(3));
    }

    const MORE: [&str; 8] =
        ["Nom", "Prénoms", "Structure", "Fonction", "Cercle", "Langues parlées", "Besoins", "Consentement"];

    fn more(cells: [&str; 4]) -> Result<RowRead, Vec<CellRefusal>> {
        let cells = [&["Maïga", "Awa", "Police de Gao", "Agent"], &cells[..]].concat();
        let cells: Vec<String> = cells.into_iter().map(str::to_owned).collect();
        read_row(&Mapping::guessed(&MORE.map(str::to_owned)), &lists(), &cells, today())
    }

    #[test]
    fn place_languages_needs_and_consent() {
        let RowRead { person, consent } =
            more(["Cercle d’Ansongo", "songhay, français", "Fauteuil roulant", "12/11/2026"]).expect("in order");
        assert_eq!(person.locality.map(|id| id.0), Some(Uuid::from_u128(4)));
        assert_eq!(person.region.0, Uuid::from_u128(2), "of the cercle");
        assert_eq!((person.languages, person.accessibility.as_str()), (vec!["fr", "ses"], "Fauteuil roulant"));
        assert!(person.consents);
        assert_eq!(consent, Said::Yes(NaiveDate::from_ymd_opt(2026, 11, 12).expect("a day")));
        let RowRead { person, consent } = more(["ML0702", "", "Aucun", ""]).expect("in order");
        assert_eq!((person.accessibility.as_str(), person.consents, consent), ("", false, Said::Nothing));
    }

    #[test]
    fn places_languages_and_consent_that_cannot_be_read_are_told_beside_their_cells() {
        let refusals = more(["Atlantide", "klingon", "#N/A", "demain"]).expect_err("refused");
        let told: Vec<(Option<usize>, &str)> =
            refusals.iter().map(|it| (it.column, it.refusal.field.as_str())).collect();
        let expected = [
            (Some(5), "languages"),
            (Some(7), "consent"),
            (Some(6), "accessibility"),
            (None, "region"),
            (Some(4), "locality"),
        ];
        assert_eq!(told, expected);
        let wording = CONSENT_WORDING.to_owned();
        assert_eq!(refusals[1].refusal.problem, Problem::NotAConsent { wording });
    }

    #[test]
    fn what_cannot_be_read_is_told_beside_its_cell() {
        let refusals =
            row(["Moussa", "?", "Police de Kayes", "", "Atlantide", "6,5E+07", "#REF!"]).expect_err("refused");
        let told: Vec<(Option<usize>, &str)> =
            refusals.iter().map(|it| (it.column, it.refusal.field.as_str())).collect();
        assert_eq!(
            told,
            [
                (Some(6), "birth_year"),
                (Some(5), "phone"),
                (Some(0), "given_names"),
                (Some(1), "sex"),
                (Some(2), "institution"),
                (Some(3), "job_title"),
                (Some(4), "region")
            ]
        );
        assert_eq!(refusals[0].refusal.problem, Problem::SheetError);
        assert_eq!(refusals[1].refusal.problem, Problem::Rounded);
    }

    #[test]
    fn births_as_years_dates_ages_and_days() {
        for (text, year) in [
            ("1980", "1980"),
            ("12/05/1980", "1980"),
            ("1980-05-12", "1980"),
            ("12/05/80", "1980"),
            ("vers 1980", "vers 1980"),
            ("46 ans", "vers 1980"),
            ("46", "vers 1980"),
            ("29353", "1980"),
            ("1985.0", "1985"),
            ("41.0", "vers 1985"),
            ("1905-06-07", "1985"),
        ] {
            assert_eq!(born(text, 2026).as_deref(), Some(year), "{text}");
        }
        assert_eq!(born("jeune", 2026), None);
    }

    #[test]
    fn of_two_telephones_in_a_cell_the_first_is_taken() {
        for text in [
            "76 12 34 56 / 66 00 00 00",
            "76 12 34 56, 66 00 00 00",
            "76 12 34 56 ou 66 00 00 00",
            "76 12 34 56 66 00 00 00",
            "76123456.0",
        ] {
            assert_eq!(crate::fields::phone(&first_phone(text)).as_deref(), Some("+22376123456"), "{text}");
        }
        assert_eq!(first_phone("+33612345678 et 76123456"), "+33612345678");
    }

    proptest! {
        #[test]
        fn reading_a_row_never_panics(cells in prop::collection::vec("\\PC{0,20}", 0..9)) {
            let _ = read_row(&mapping(), &lists(), &cells, today());
        }
    }
}
