//! Which entries are compared at all. Comparing each with each would be 5 billion
//! comparisons in a register of 100,000; those that share none of the keys below
//! hardly ever reach the points of a candidate. No I/O.
//!
//! Two entries are compared if they have
//! - the same telephone, or
//! - names that sound the same, and the same institution, year of birth or region, or
//! - one word that sounds the same, another that begins with the same sound, and
//!   two of institution, year of birth and region the same. Of a name that is
//!   only nearly the same, less cannot reach [`CANDIDATE`](super::likeness::CANDIDATE)
//!   without the telephone, but for names a hair apart.
//!
//! What that costs: an entry has 4 keys for the whole name and 3 for each pair of
//! its words, 10 for two words, 22 for three. Measured on 100,000 entries with the
//! demonstration's names, 400 institutions and 9 regions: 660,000 pairs are compared
//! instead of 5 billion, in two seconds of a processor. The third rule adds 357
//! candidates to the 88,000 whose names sound the same, and finds 72 of 100 people
//! written a second time with one slip and another telephone; without it none.
//! The family name alone would have a tenth of all pairs compared.

use super::likeness::Likened;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How many entries with one key are compared with another that has it: more
/// have it only where a column was filled in for everybody alike.
const MOST: usize = 500;

/// Entries by their keys, each entry told by its place.
#[derive(Clone, Debug)]
pub struct Blocks {
    /// Keys with places, in order.
    keyed: Vec<(u64, u32)>,
    /// Where the keys begin that begin with as many bits, for each such beginning,
    /// and where they all end: about one key for each.
    starts: Vec<u32>,
    /// How many bits of a key follow its beginning.
    rest: u32,
}

impl Blocks {
    /// Of these entries.
    #[must_use]
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Likened>) -> Self {
        let keyed = (0..).zip(entries).flat_map(|(place, entry)| keys(entry).into_iter().map(move |key| (key, place)));
        let mut keyed: Vec<(u64, u32)> = keyed.collect();
        keyed.sort_unstable();
        let bits = keyed.len().max(2).ilog2();
        let rest = u64::BITS - bits;
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for (key, _) in &keyed {
            starts[place_of(key >> rest) + 1] += 1;
        }
        for place in 1..starts.len() {
            starts[place] += starts[place - 1];
        }
        Self { keyed, starts, rest }
    }

    /// The places of those to be compared with an entry, ascending; if it is one of
    /// them, its own too.
    #[must_use]
    pub fn near(&self, entry: &Likened) -> Vec<usize> {
        let mut near = Vec::new();
        for key in keys(entry) {
            near.extend(self.having(key).iter().take(MOST).map(|(_, place)| *place as usize));
        }
        near.sort_unstable();
        near.dedup();
        near
    }

    /// Those with a key.
    fn having(&self, key: u64) -> &[(u64, u32)] {
        let beginning = place_of(key >> self.rest);
        let (from, to) = (self.starts[beginning] as usize, self.starts[beginning + 1] as usize);
        let some = &self.keyed[from..to];
        let from = some.partition_point(|(other, _)| *other < key);
        let to = from + some[from..].partition_point(|(other, _)| *other == key);
        &some[from..to]
    }
}

/// The keys of an entry, hashed: two that differ may rarely meet, and are then
/// compared in vain.
fn keys(entry: &Likened) -> Vec<u64> {
    let Likened { sound, institution, region, birth_year, .. } = entry;
    let mut keys = vec![hash(&("institution", sound, institution)), hash(&("region", sound, region))];
    keys.extend(entry.phone.as_ref().map(|phone| hash(&("phone", phone))));
    keys.extend(birth_year.map(|year| hash(&("year", sound, year))));
    let words = || sound.split(' ').filter(|word| !word.is_empty()).take(8).enumerate();
    for (place, word) in words() {
        for (_, other) in words().filter(|(other, _)| *other != place) {
            let name = (word, other.chars().next());
            keys.push(hash(&("places", name, institution, region)));
            keys.extend(birth_year.map(|year| hash(&("institution, year", name, institution, year))));
            keys.extend(birth_year.map(|year| hash(&("region, year", name, region, year))));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The beginning of a key as a place in [`Blocks::starts`]: fewer bits than places have.
#[allow(clippy::cast_possible_truncation, reason = "as few bits as a vector that fits in memory has places")]
fn place_of(beginning: u64) -> usize {
    beginning as usize
}

fn hash(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::super::likeness::{CANDIDATE, likeness};
    use super::super::name::PersonName;
    use super::super::person::Sex;
    use super::*;
    use proptest::prelude::*;

    fn entry(family: &str, given: &str, phone: &str) -> Likened {
        let name = PersonName { family: family.into(), given: given.into() };
        Likened {
            sound: name.sound_key(),
            name,
            sex: Sex::Female,
            phone: Some(phone.into()),
            birth_year: Some(1985),
            institution: "Police de Gao".into(),
            region: "Gao".into(),
        }
    }

    fn compared(one: &Likened, other: &Likened) -> bool {
        let compared = !Blocks::of([one]).near(other).is_empty();
        assert_eq!(compared, !Blocks::of([other]).near(one).is_empty(), "of two, each is near the other");
        compared
    }

    #[test]
    fn a_slip_of_typing_with_another_number_is_compared_and_found() {
        let one = entry("Traoré", "Aminata", "+22376123456");
        for (family, given) in [
            ("Traoré", "Aminta"),
            ("TRAORE", "Aminatta"),
            ("Aminata", "Traroé"),
            ("Taroré", "Aminata"),
            ("Traoré", "Amianta"),
        ] {
            for birth_year in [Some(1985), None] {
                let other = Likened { birth_year, ..entry(family, given, "+22366000000") };
                assert!(compared(&one, &other), "{family} {given}");
                let likeness = likeness(&one, &other);
                assert!(likeness.points() >= CANDIDATE, "{family} {given}: {likeness:?}");
            }
        }
    }

    #[test]
    fn a_second_given_name_needs_the_year_of_birth_too() {
        let one = entry("Traoré", "Aminata", "+22376123456");
        let other = entry("Traoré", "Aminata Bintou", "+22366000000");
        let points = |birth_year| likeness(&one, &Likened { birth_year, ..other.clone() }).points();
        assert!(compared(&one, &other) && points(Some(1985)) >= CANDIDATE && points(None) < CANDIDATE);
    }

    #[test]
    fn a_family_name_alone_brings_nobody_together() {
        let one = entry("Traoré", "Aminata", "+22376123456");
        let apart = Likened { region: "Kayes".into(), institution: "Santé de Kayes".into(), ..one.clone() };
        assert!(compared(&one, &apart), "the same name and year");
        let near = Likened { ..entry("Traoré", "Aminta", "+22366000000") };
        let elsewhere = Likened { region: "Kayes".into(), institution: "Santé de Kayes".into(), ..near.clone() };
        assert!(!compared(&one, &elsewhere), "the year alone");
        assert!(
            !compared(&one, &Likened { birth_year: None, region: "Kayes".into(), ..near }),
            "the institution alone"
        );
        assert!(!compared(&one, &entry("Traoré", "Moussa", "+22366000000")), "another given name");
    }

    #[test]
    fn many_that_are_all_alike_are_not_compared_each_with_each() {
        let all: Vec<Likened> = (0..2_000).map(|n| entry("Traoré", "Moussa", &format!("+22370{n:06}"))).collect();
        let blocks = Blocks::of(&all);
        let last = blocks.near(&all[1_999]);
        assert_eq!((last.len(), last.last()), (MOST + 1, Some(&1_999)), "some, and whoever has the telephone");
    }

    proptest! {
        #[test]
        fn whoever_is_alike_but_for_one_letter_is_compared(
            family in "[a-zé]{3,9}", given in "[a-zé]{3,9}", place in 1_usize..9, letter in "[a-z]", of_family: bool,
            shares in prop::sample::select(vec![(true, true, false), (true, false, true), (false, true, true), (true, true, true)]),
        ) {
            let slip = |name: &str| {
                let mut letters: Vec<char> = name.chars().collect();
                let place = place.min(letters.len());
                letters.insert(place, letter.chars().next().unwrap_or('a'));
                letters.into_iter().collect::<String>()
            };
            let one = entry(&family, &given, "+22376123456");
            let (wrong_family, wrong_given) = if of_family { (slip(&family), given) } else { (family, slip(&given)) };
            let wrong = entry(&wrong_family, &wrong_given, "+22366000000");
            let (institution, region, year) = shares;
            let other = Likened {
                institution: if institution { wrong.institution.clone() } else { "Santé".into() },
                region: if region { wrong.region.clone() } else { "Kayes".into() },
                birth_year: if year { wrong.birth_year } else { None },
                ..wrong
            };
            let first = |name: &str| crate::people::model::likeness::sound(&crate::people::model::search_key(name)).chars().next();
            // A letter that changes how the word begins, as "s" before "h", is another beginning.
            prop_assume!(first(&wrong_family) == first(&one.name.family) && first(&wrong_given) == first(&one.name.given));
            prop_assert!(compared(&one, &other));
        }

        #[test]
        fn everyone_is_near_oneself(family in "\\PC{0,12}", given in "\\PC{0,12}", year in prop::option::of(1950..2000)) {
            let one = Likened { birth_year: year, ..entry(&family, &given, "+22376123456") };
            prop_assert!(compared(&one, &one));
        }
    }
}
