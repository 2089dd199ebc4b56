//! What stands in a cell, made into what the register writes.

use super::columns::{Column, Mapping, NameOrder};
use crate::fields::{Problem, Refusal};
use crate::people::model::{NewPerson, PersonForm, Sex, search_key};
use std::collections::HashMap;

/// Names as people write them, and the identifiers that they stand for.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Institutions, by the key of their name or of another that was said to mean them.
    pub institutions: HashMap<String, String>,
    /// Regions, by the key of their name, of their P-code or of a city in them.
    pub regions: HashMap<String, String>,
}

/// Why a row cannot be taken: what is wrong, and in which column if there is one.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct CellRefusal {
    /// The column, counted from 0.
    pub column: Option<usize>,
    /// The field and what is wrong with it.
    pub refusal: Refusal,
}

/// The person that a row tells of, in a year.
///
/// # Errors
/// Every cell that cannot be read.
pub fn read_row(mapping: &Mapping, lists: &Lists, cells: &[String], year: i32) -> Result<NewPerson, Vec<CellRefusal>> {
    let mut form = PersonForm::default();
    let mut refused: Vec<(Column, Problem)> = Vec::new();
    let cell = |column| mapping.cell(cells, column).map_or("", |(_, text)| text).trim();
    (form.family_name, form.given_names) = (cell(Column::FamilyName).to_owned(), cell(Column::GivenNames).to_owned());
    if form.family_name.is_empty() || form.given_names.is_empty() {
        let whole = format!("{} {} {}", cell(Column::FullName), form.family_name, form.given_names);
        (form.family_name, form.given_names) = split_name(&whole, mapping.names);
    }
    sex(cell(Column::Sex)).unwrap_or_default().clone_into(&mut form.sex);
    form.birth_year = born(cell(Column::BirthYear), year).unwrap_or_else(|| cell(Column::BirthYear).to_owned());
    form.phone = first_phone(cell(Column::Phone));
    form.email = cell(Column::Email).to_lowercase();
    form.job_title = or(cell(Column::JobTitle), &mapping.job_title);
    form.institution = named(&lists.institutions, cell(Column::Institution), &mapping.institution);
    form.region = region(lists, cell(Column::Region)).unwrap_or_else(|| or(cell(Column::Region), &mapping.region));
    for column in Column::ALL {
        if let Some(problem) = spoilt(column, cell(column)) {
            refused.push((column, problem));
        }
    }
    let person = form.read();
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
        [age @ 16..=99] => Some(format!("vers {}", this_year - age)),
        // Days since 1899-12-30 (ECMA-376, 18.17.4.1).
        [days @ 7_306..=44_196] if text.len() == 5 => Some((1900 + (*days - 2) / 365).to_string()),
        [_, _, short @ 20..=99] => Some((1900 + short).to_string()),
        _ => None,
    }
}

/// The first of several telephones in a cell.
fn first_phone(text: &str) -> String {
    let first = text.split(['/', ';', '|', '\n']).map(str::trim).find(|part| !part.is_empty());
    first.unwrap_or_default().trim_end_matches(".0").to_owned()
}

/// Family name and given names from one cell. What is in capitals is the family
/// name; where all or nothing is, the order decides. Particles stay with the
/// name that follows: "Ag Mohamed", "Ould Sidi".
#[must_use]
pub fn split_name(whole: &str, order: NameOrder) -> (String, String) {
    let words: Vec<&str> = whole.split_whitespace().collect();
    let capital =
        |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.chars().any(char::is_lowercase);
    let (capitals, others): (Vec<&str>, Vec<&str>) = words.iter().copied().partition(|word| capital(word));
    if !capitals.is_empty() && !others.is_empty() {
        return (capitals.join(" "), others.join(" "));
    }
    let particle = |word: &str| ["ag", "ould", "walet", "wallet", "mint", "el"].contains(&word.to_lowercase().as_str());
    match order {
        NameOrder::FamilyFirst => {
            let length = if words.first().is_some_and(|word| particle(word)) { 2 } else { 1 };
            let (family, given) = words.split_at(length.min(words.len()));
            (family.join(" "), given.join(" "))
        }
        NameOrder::GivenFirst => {
            let from_end = if words.len() > 2 && particle(words[words.len() - 2]) { 2 } else { 1 };
            let (given, family) = words.split_at(words.len().saturating_sub(from_end));
            (family.join(" "), given.join(" "))
        }
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
        }
    }

    fn mapping() -> Mapping {
        let headings = ["Nom et prénoms", "Sexe", "Structure", "Fonction", "Région", "Tél", "Naissance"];
        Mapping::guessed(&headings.map(str::to_owned))
    }

    fn row(cells: [&str; 7]) -> Result<NewPerson, Vec<CellRefusal>> {
        read_row(&mapping(), &lists(), &cells.map(str::to_owned), 2026)
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
    fn names_in_one_cell_are_parted_by_capitals_then_by_order() {
        let split = |whole, order| {
            let (family, given) = split_name(whole, order);
            format!("{family}|{given}")
        };
        let (family, given) = (NameOrder::FamilyFirst, NameOrder::GivenFirst);
        assert_eq!(split("Aminata TRAORÉ", family), "TRAORÉ|Aminata");
        assert_eq!(split("Traoré Aminata Bintou", family), "Traoré|Aminata Bintou");
        assert_eq!(split("Aminata Bintou Traoré", given), "Traoré|Aminata Bintou");
        assert_eq!(split("AG MOHAMED Salaha", family), "AG MOHAMED|Salaha");
        assert_eq!(split("Ag Mohamed Salaha", family), "Ag Mohamed|Salaha");
        assert_eq!(split("Salaha Ag Mohamed", given), "Ag Mohamed|Salaha");
        assert_eq!(split("  ", family), "|");
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
        ] {
            assert_eq!(born(text, 2026).as_deref(), Some(year), "{text}");
        }
        assert_eq!(born("jeune", 2026), None);
    }

    proptest! {
        #[test]
        fn reading_a_row_never_panics(cells in prop::collection::vec("\\PC{0,20}", 0..9)) {
            let _ = read_row(&mapping(), &lists(), &cells, 2026);
        }

        #[test]
        fn no_word_of_a_name_is_lost(whole in "[A-Za-zé ]{0,40}", given_first: bool) {
            let order = if given_first { NameOrder::GivenFirst } else { NameOrder::FamilyFirst };
            let (family, given) = split_name(&whole, order);
            let mut parts: Vec<&str> = family.split_whitespace().chain(given.split_whitespace()).collect();
            let mut words: Vec<&str> = whole.split_whitespace().collect();
            parts.sort_unstable();
            words.sort_unstable();
            prop_assert_eq!(parts, words);
        }
    }
}
