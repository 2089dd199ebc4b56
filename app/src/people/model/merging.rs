//! Making one entry of two: whose value stands for each field. No I/O.

use super::person::NewPerson;

/// The fields, by their names in the form, in which two entries can differ.
pub const FIELDS: [&str; 12] = [
    "family_name",
    "given_names",
    "sex",
    "birth_year",
    "institution",
    "job_title",
    "region",
    "locality",
    "phone",
    "email",
    "languages",
    "accessibility",
];

/// The fields in which two entries differ.
#[must_use]
pub fn differing(one: &NewPerson, other: &NewPerson) -> Vec<&'static str> {
    FIELDS.into_iter().filter(|field| differ(one, other, field)).collect()
}

/// The fields that change between what an entry was and what it is to be: those in
/// which they differ, and consent.
#[must_use]
pub fn changing(before: &NewPerson, after: &NewPerson) -> Vec<&'static str> {
    let mut fields = differing(before, after);
    if before.consents != after.consents {
        fields.push("consent");
    }
    fields
}

fn differ(one: &NewPerson, other: &NewPerson, field: &str) -> bool {
    let mut exchanged = one.clone();
    exchange(&mut exchanged, &mut other.clone(), &[field]);
    exchanged != *one
}

/// Exchanges the values of these fields. Doing it twice undoes it. A locality
/// lies in its region: the two are exchanged together.
pub fn exchange(one: &mut NewPerson, other: &mut NewPerson, fields: &[&str]) {
    use std::mem::swap;
    for field in fields {
        match *field {
            "family_name" => swap(&mut one.name.family, &mut other.name.family),
            "given_names" => swap(&mut one.name.given, &mut other.name.given),
            "sex" => swap(&mut one.sex, &mut other.sex),
            "birth_year" => swap(&mut one.age, &mut other.age),
            "institution" => swap(&mut one.institution, &mut other.institution),
            "job_title" => swap(&mut one.job_title, &mut other.job_title),
            "region" => {
                swap(&mut one.region, &mut other.region);
                swap(&mut one.locality, &mut other.locality);
            }
            "locality" if !fields.contains(&"region") && one.region == other.region => {
                swap(&mut one.locality, &mut other.locality);
            }
            "phone" => swap(&mut one.phone, &mut other.phone),
            "email" => swap(&mut one.email, &mut other.email),
            "languages" => swap(&mut one.languages, &mut other.languages),
            "accessibility" => swap(&mut one.accessibility, &mut other.accessibility),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{InstitutionId, LocalityId, RegionId};
    use crate::people::model::{Age, PersonName, Sex};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn person(n: u128) -> NewPerson {
        NewPerson {
            name: PersonName { family: format!("Famille {n}"), given: format!("Prénom {n}") },
            sex: if n.is_multiple_of(2) { Sex::Female } else { Sex::Male },
            age: Some(Age::Born { year: 1970 + i32::try_from(n).unwrap_or_default(), about: false }),
            institution: InstitutionId(Uuid::from_u128(n)),
            job_title: format!("Fonction {n}"),
            region: RegionId(Uuid::from_u128(n)),
            locality: Some(LocalityId(Uuid::from_u128(n))),
            phone: Some(format!("+2237600000{n}")),
            email: Some(format!("p{n}@example.org")),
            languages: if n.is_multiple_of(2) { vec!["fr"] } else { vec!["bm"] },
            accessibility: format!("besoin {n}"),
            consents: false,
        }
    }

    #[test]
    fn a_locality_never_leaves_its_region() {
        let (mut one, mut other) = (person(1), person(2));
        exchange(&mut one, &mut other, &["locality"]);
        assert_eq!(one, person(1), "the regions differ");
        exchange(&mut one, &mut other, &["region"]);
        assert_eq!((one.region, one.locality), (person(2).region, person(2).locality));
    }

    #[test]
    fn two_entries_differ_where_their_values_do() {
        let other = NewPerson { phone: None, ..person(1) };
        assert_eq!(differing(&person(1), &other), ["phone"]);
        assert!(differing(&person(1), &person(1)).is_empty());
    }

    proptest! {
        #[test]
        fn exchanging_twice_changes_nothing(chosen in prop::collection::vec(0..FIELDS.len(), 0..FIELDS.len())) {
            let mut fields: Vec<&str> = chosen.into_iter().map(|place| FIELDS[place]).collect();
            fields.dedup();
            fields.sort_unstable();
            fields.dedup();
            let (mut one, mut other) = (person(1), person(2));
            exchange(&mut one, &mut other, &fields);
            for field in &fields {
                prop_assert!(!differing(&one, &person(2)).contains(field) || *field == "locality");
            }
            exchange(&mut one, &mut other, &fields);
            prop_assert_eq!((one, other), (person(1), person(2)));
        }
    }
}
