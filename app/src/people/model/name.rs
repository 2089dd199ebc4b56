//! Names as people write them here, and the words by which they are found.

use super::likeness::sound;
use serde::{Deserialize, Serialize};
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A person's name: family name and given names as they were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
}

/// Given names first, as on certificates.
impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let space = if self.given.is_empty() { "" } else { " " };
        write!(f, "{}{space}{}", self.given, self.family)
    }
}

/// A name without case or accents, in single-spaced words, for finding people as
/// one types. Letters of the languages spoken here that have no accent to lose
/// are written as people without them on the keyboard write them.
#[must_use]
pub fn search_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for character in name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match character {
            'ɛ' => key.push('e'),
            'ɔ' => key.push('o'),
            'ɲ' => key.push_str("ny"),
            'ŋ' => key.push_str("ng"),
            'œ' => key.push_str("oe"),
            'æ' => key.push_str("ae"),
            c if c.is_alphanumeric() => key.push(c),
            _ if key.ends_with(' ') || key.is_empty() => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    key
}

impl PersonName {
    /// What stands where someone who was erased had a name.
    #[must_use]
    pub fn erased() -> Self {
        Self { family: "Personne effacée".to_owned(), given: String::new() }
    }

    /// Family name first, as lists are sorted.
    #[must_use]
    pub fn listed(&self) -> String {
        let space = if self.given.is_empty() { "" } else { " " };
        format!("{}{space}{}", self.family, self.given)
    }

    /// By which lists are sorted and names compared as written.
    #[must_use]
    pub fn search_key(&self) -> String {
        search_key(&self.listed())
    }

    /// The words as they sound, sorted: the same for spellings of one name, and
    /// whichever of its parts was written first.
    #[must_use]
    pub fn sound_key(&self) -> String {
        let key = self.search_key();
        let mut words: Vec<String> = key.split(' ').map(sound).collect();
        words.sort_unstable();
        words.join(" ")
    }
}

/// The words by which a person is found as one types: the names as written and
/// as they sound, and the telephone with and without its country.
#[must_use]
pub fn index_words(name: &PersonName, phone: Option<&str>) -> Vec<String> {
    let (written, sounds) = (name.search_key(), name.sound_key());
    let mut words: Vec<String> = written.split(' ').chain(sounds.split(' ')).map(str::to_owned).collect();
    if let Some(digits) = phone.and_then(|phone| phone.strip_prefix('+')) {
        words.push(digits.to_owned());
        words.extend(digits.strip_prefix("223").map(str::to_owned));
    }
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words.dedup();
    words
}

/// What was typed into a search, as beginnings of [`index_words`]: at most six.
/// Digits are one telephone number, however they are grouped.
#[must_use]
pub fn typed_words(typed: &str) -> Vec<String> {
    let typed: String = typed.chars().take(200).collect();
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= 2 && !typed.contains(char::is_alphabetic) {
        return vec![digits.strip_prefix("00").map_or(digits.clone(), str::to_owned)];
    }
    search_key(&typed).split(' ').filter(|word| !word.is_empty()).take(6).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(family: &str, given: &str) -> PersonName {
        PersonName { family: family.into(), given: given.into() }
    }

    #[test]
    fn search_keys_forget_accents_case_and_separators() {
        assert_eq!(search_key("  KEÏTA  Aïssata-Fanta"), "keita aissata fanta");
        assert_eq!(search_key("Ɲamakɔrɔ Ŋɛ"), "nyamakoro nge");
        assert_eq!(search_key("N’Diaye"), "n diaye");
    }

    #[test]
    fn found_by_any_part_by_sound_and_by_telephone() {
        let words = index_words(&name("Coulibaly", "Cheick Oumar"), Some("+22376123456"));
        for word in ["coulibaly", "kulibali", "cheick", "oumar", "22376123456", "76123456"] {
            assert!(words.iter().any(|known| known == word), "{word} in {words:?}");
        }
    }

    #[test]
    fn digits_are_one_number() {
        assert_eq!(typed_words("76 12 34"), ["761234"]);
        assert_eq!(typed_words("+223 76"), ["22376"]);
        assert_eq!(typed_words("0022376"), ["22376"]);
        assert_eq!(typed_words(" Traoré  AMI"), ["traore", "ami"]);
    }

    proptest! {
        #[test]
        fn whatever_a_name_is_it_is_found_by_each_of_its_words(family in "\\PC{1,20}", given in "\\PC{1,20}") {
            let name = name(&family, &given);
            let words = index_words(&name, None);
            for typed in search_key(&family).split(' ').filter(|word| !word.is_empty()) {
                prop_assert!(words.iter().any(|word| word.starts_with(typed)));
            }
        }

        #[test]
        fn the_order_of_the_parts_changes_no_sound(family in "[a-zé]{1,9}", given in "[a-zé]{1,9}") {
            prop_assert_eq!(name(&family, &given).sound_key(), name(&given, &family).sound_key());
        }
    }
}
