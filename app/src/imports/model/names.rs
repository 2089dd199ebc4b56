//! Names that stand whole in one cell.

use super::columns::NameOrder;

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
    use proptest::prelude::*;

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

    proptest! {
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
