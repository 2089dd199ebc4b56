//! Participants by sex, institution and region: as many as may be told of.

use super::{count, table};
use crate::assessments::findings::groups::{Groups, LEAST};
use crate::assessments::findings::report::{Cell, Holds, Part};
use crate::i18n::Locale;
use crate::people::model::Sex;
use crate::people::pages::sex_name;
use crate::reports::store::Counted;
use crate::ui::format::percent;
use leptos_i18n::td_string;

/// How many have a seat, in a sentence; how many of them are women, where that may be told.
pub(super) fn in_all(locale: Locale, people: &[Counted]) -> String {
    let all = count(locale, people.len());
    let by_sex = grouped(people, |one| one.sex);
    let women = by_sex.shown.iter().find(|(sex, _)| *sex == Sex::Female).map(|(_, women)| women.len());
    match (people.len(), women) {
        (0, _) => td_string!(locale, reports.nobody).to_owned(),
        (_, Some(women)) => {
            td_string!(locale, reports.answer_women, all = all, women = count(locale, women)).to_string()
        }
        (_, None) => td_string!(locale, reports.answer_people, all = all).to_string(),
    }
}

/// A sentence, then a table for each way to group them.
pub(super) fn people(locale: Locale, people: &[Counted]) -> Vec<Part> {
    let mut parts = vec![Part::Text(format!("{} {}", in_all(locale, people), td_string!(locale, reports.small)))];
    if people.is_empty() {
        return vec![Part::Text(in_all(locale, people))];
    }
    if people.len() < LEAST {
        // Of so few no group is told.
        return parts;
    }
    let named = |groups: Groups<String, ()>| rows(locale, people.len(), groups, |name| name);
    let sexes = grouped(people, |one| one.sex);
    let sexes = rows(locale, people.len(), sexes, |sex| sex_name(locale, sex).to_owned());
    for (title, rows) in [
        (td_string!(locale, attendance.rates_sexes), sexes),
        (td_string!(locale, attendance.rates_institutions), named(grouped(people, |one| one.institution.clone()))),
        (td_string!(locale, reports.by_region), named(grouped(people, |one| one.region.clone()))),
    ] {
        let heads = [
            (td_string!(locale, findings.group), Holds::Words),
            (td_string!(locale, attendance.rates_people), Holds::Figures),
            (td_string!(locale, reports.scale), Holds::Bars),
            (td_string!(locale, reports.share), Holds::Figures),
        ];
        parts.extend([Part::Heading(1, title.to_owned()), Part::Table(table(&heads, rows))]);
    }
    parts
}

/// Groups by what they are called, the largest first.
fn grouped<K: PartialEq>(people: &[Counted], name: impl Fn(&Counted) -> K) -> Groups<K, ()> {
    let mut groups: Vec<(K, Vec<()>)> = Vec::new();
    for one in people {
        let name = name(one);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, members)) => members.push(()),
            None => groups.push((name, vec![()])),
        }
    }
    groups.sort_by_key(|(_, members)| std::cmp::Reverse(members.len()));
    Groups::of(groups)
}

fn rows<K>(locale: Locale, all: usize, groups: Groups<K, ()>, name: impl Fn(K) -> String) -> Vec<Vec<Cell>> {
    let mut rows: Vec<Vec<Cell>> =
        groups.shown.into_iter().map(|(group, members)| row(locale, name(group), members.len(), all)).collect();
    if let Some((together, members)) = groups.others {
        let name = td_string!(locale, reports.others, count = count(locale, together)).to_string();
        rows.push(match members.len() {
            few if few < LEAST => {
                vec![Cell::Text(name), Cell::Text(td_string!(locale, attendance.rates_too_few).to_owned())]
            }
            many => row(locale, name, many, all),
        });
    }
    rows
}

fn row(locale: Locale, name: String, many: usize, all: usize) -> Vec<Cell> {
    // To the nearest per cent, a half upwards.
    let share = i32::try_from((many * 200 + all) / (all.max(1) * 2)).unwrap_or(100);
    let bar = Cell::Bars([None, Some(share)]);
    vec![Cell::Text(name), Cell::Text(count(locale, many)), bar, Cell::Text(percent(locale, share))]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(sizes: &[(&str, Sex, usize)]) -> Vec<Counted> {
        let one = |institution: &str, sex| Counted { sex, institution: institution.into(), region: "Kayes".into() };
        sizes.iter().flat_map(|(name, sex, many)| (0..*many).map(move |_| one(name, *sex))).collect()
    }

    fn told(people: &[Counted]) -> String {
        format!("{:?}", super::people(Locale::fr, people))
    }

    #[test]
    fn those_of_small_groups_are_told_together() {
        let told = told(&people(&[
            ("Police", Sex::Male, 11),
            ("Santé", Sex::Female, 9),
            ("Douanes", Sex::Male, 2),
            ("ONG ɲɛ", Sex::Female, 4),
        ]));
        assert!(!told.contains("Douanes") && !told.contains("ONG"), "{told}");
        assert!(told.contains("2 groupes") && told.contains("Police") && told.contains("dont 13 femmes"), "{told}");
    }

    #[test]
    fn a_few_do_not_follow_from_all_the_others() {
        // Three women: who knows that the rest are men could tell.
        let told = told(&people(&[("Police", Sex::Male, 20), ("Santé", Sex::Female, 3)]));
        assert!(!told.contains("femmes") && !told.contains("\"20\"") && !told.contains("\"3\""), "{told}");
    }

    #[test]
    fn of_four_people_nothing_but_their_number_is_told() {
        let told = told(&people(&[("Police", Sex::Male, 3), ("Santé", Sex::Female, 1)]));
        assert!(told.contains("4 personnes") && !told.contains("Table"), "{told}");
    }
}
