//! How alike two entries of the register are: a documented number by which
//! possible duplicates are found and ranked. It decides nothing: homonyms are
//! the rule here, and only a person says that two entries are one.

use super::name::PersonName;
use super::person::Sex;
use std::cmp::Reverse;

/// From this many points on, an entry is shown as possibly the same person.
pub const CANDIDATE: i32 = 65;
/// From this many points on, it probably is.
pub const PROBABLE: i32 = 80;

/// What of an entry is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likened {
    /// The name.
    pub name: PersonName,
    /// [`PersonName::sound_key`] of it.
    pub sound: String,
    /// Sex.
    pub sex: Sex,
    /// Telephone, in E.164.
    pub phone: Option<String>,
    /// Year of birth, if known.
    pub birth_year: Option<i32>,
    /// Whatever stands for the institution: equal or not.
    pub institution: String,
    /// Whatever stands for the region: equal or not.
    pub region: String,
}

/// Why two entries are thought alike or not, in points of 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Up to 60 for the name; 0 if less than 85 % alike.
    pub name: i32,
    /// 25 if the telephone is the same, -5 if both are known and differ. It decides
    /// nothing alone: many are shared, many change.
    pub phone: i32,
    /// 10 for the same year of birth, 5 within two years, -20 beyond five.
    pub birth_year: i32,
    /// 10 for the same institution.
    pub institution: i32,
    /// 5 for the same region.
    pub region: i32,
    /// -25 if both sexes are stated and differ.
    pub sex: i32,
}

impl Likeness {
    /// All points together, 0 to 100.
    #[must_use]
    pub fn points(self) -> i32 {
        let sum = self.name + self.phone + self.birth_year + self.institution + self.region + self.sex;
        // Without a name alike, nothing else makes two entries one person.
        if self.name == 0 { 0 } else { sum.clamp(0, 100) }
    }
}

/// How alike two entries are.
#[must_use]
pub fn likeness(one: &Likened, other: &Likened) -> Likeness {
    let years = one.birth_year.zip(other.birth_year).map(|(one, other)| (one - other).abs());
    let sexes_differ = one.sex != other.sex && one.sex != Sex::Unstated && other.sex != Sex::Unstated;
    Likeness {
        name: name_points(names_alike(&one.sound, &other.sound)),
        phone: match (&one.phone, &other.phone) {
            (Some(one), Some(other)) if one == other => 25,
            (Some(_), Some(_)) => -5,
            _ => 0,
        },
        birth_year: match years {
            Some(0) => 10,
            Some(1..=2) => 5,
            Some(6..) => -20,
            _ => 0,
        },
        institution: if one.institution == other.institution { 10 } else { 0 },
        region: if one.region == other.region { 5 } else { 0 },
        sex: if sexes_differ { -25 } else { 0 },
    }
}

/// Sixty points for the same name, none below 85 %, evenly between.
#[allow(clippy::cast_possible_truncation, reason = "from 0 to 60")]
fn name_points(alike: f64) -> i32 {
    (((alike - 0.85) / 0.15).clamp(0.0, 1.0) * 60.0).round() as i32
}

/// How alike two names are, from 0 to 1, by their sound keys: each word paired
/// with the word most like it by Jaro-Winkler (Winkler 1990), or by there being but
/// one slip of typing between them, whichever part was written first. A word without a pair, such as a second given name left out,
/// counts 0.9 if two others are paired.
#[must_use]
pub fn names_alike(one: &str, other: &str) -> f64 {
    let (one, other): (Vec<&str>, Vec<&str>) = (words(one), words(other));
    if one == other && !one.is_empty() {
        return 1.0;
    }
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (here, word) in one.iter().enumerate() {
        for (there, beside) in other.iter().enumerate() {
            pairs.push((words_alike(word, beside), here, there));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut used, mut matched) = (vec![false; one.len()], vec![false; other.len()]);
    let (mut sum, mut paired) = (0.0, 0_u32);
    for (alike, here, there) in pairs {
        if !used[here] && !matched[there] {
            (used[here], matched[there]) = (true, true);
            sum += alike;
            paired += 1;
        }
    }
    let longest = u32::try_from(one.len().max(other.len())).unwrap_or(u32::MAX);
    let unpaired = if paired >= 2 { 0.9 } else { 0.0 };
    (sum + unpaired * f64::from(longest - paired)) / f64::from(longest)
}

/// What a word counts with one slip of typing: a letter left out, put in, put for
/// another or exchanged with its neighbour.
const SLIP: f64 = 0.975;

/// How alike two words are: by Jaro-Winkler, or at least [`SLIP`] where one slip
/// parts two words of five letters or more that begin alike. Shorter names that
/// differ in one letter are other names: "Issa", "Isse".
fn words_alike(word: &str, beside: &str) -> f64 {
    let alike = strsim::jaro_winkler(word, beside);
    let begin_alike = word.chars().next() == beside.chars().next();
    let long = word.chars().count().min(beside.chars().count()) >= 5;
    if alike < SLIP && alike > 0.8 && begin_alike && long && strsim::osa_distance(word, beside) == 1 {
        return SLIP;
    }
    alike
}

fn words(key: &str) -> Vec<&str> {
    key.split(' ').filter(|word| !word.is_empty()).take(8).collect()
}

/// What spellings of Mande, Fulani and Songhay names in French, in the national
/// alphabets and in between have in common. Tried in order at each place; the
/// first that fits is taken. `v` stands for any vowel, kept for what follows.
const SPELLINGS: [(&str, &str); 38] = [
    ("ouv", "w"),
    ("ou", "u"),
    ("dj", "j"),
    ("div", "j"),
    ("dyv", "j"),
    ("dy", "j"),
    ("gn", "ny"),
    ("niv", "ny"),
    ("tch", "c"),
    ("tiv", "c"),
    ("tyv", "c"),
    ("ty", "c"),
    ("ch", "s"),
    ("sh", "s"),
    ("ph", "f"),
    ("kh", "k"),
    ("gh", "g"),
    ("th", "t"),
    ("qu", "k"),
    ("ck", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("c", "k"),
    ("q", "k"),
    ("aiv", "ay"),
    ("ai", "e"),
    ("ay", "e"),
    ("eiv", "ey"),
    ("ei", "e"),
    ("ey", "e"),
    ("yv", "y"),
    ("y", "i"),
    ("o", "u"),
    ("gue", "ge"),
    ("gui", "gi"),
    ("x", "ks"),
    ("z", "s"),
];

/// A word as it sounds, for comparing spellings: `coulibaly` and `kulibali` both
/// give `kulibali`. Takes a word of a search key.
#[must_use]
pub fn sound(word: &str) -> String {
    let mut rest = word.strip_suffix('h').filter(|stem| stem.len() > 1).unwrap_or(word);
    let mut sound = String::with_capacity(word.len());
    while let Some(first) = rest.chars().next() {
        let (heard, taken) = SPELLINGS
            .iter()
            .find_map(|(written, heard)| fits(rest, written).map(|taken| (*heard, taken)))
            .unwrap_or(("", 0));
        if taken == 0 {
            push(&mut sound, first);
            rest = &rest[first.len_utf8()..];
        } else {
            heard.chars().for_each(|letter| push(&mut sound, letter));
            rest = &rest[taken..];
        }
    }
    sound
}

/// How many bytes of the rest this spelling takes, if it stands there.
fn fits(rest: &str, written: &str) -> Option<usize> {
    match written.strip_suffix('v') {
        None => rest.starts_with(written).then_some(written.len()),
        Some(stem) => {
            let after = rest.strip_prefix(stem)?;
            after.starts_with(['a', 'e', 'i', 'o', 'u']).then_some(stem.len())
        }
    }
}

/// Letters written double sound once.
fn push(sound: &mut String, letter: char) {
    if !sound.ends_with(letter) || letter.is_ascii_digit() {
        sound.push(letter);
    }
}

/// The most alike first, only candidates.
#[must_use]
pub fn ranked<T>(one: &Likened, others: impl IntoIterator<Item = (T, Likened)>) -> Vec<(T, Likeness)> {
    let mut ranked: Vec<(T, Likeness)> = others
        .into_iter()
        .map(|(which, other)| (which, likeness(one, &other)))
        .filter(|(_, likeness)| likeness.points() >= CANDIDATE)
        .collect();
    ranked.sort_by_key(|(_, likeness)| Reverse(likeness.points()));
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::model::search_key;
    use proptest::prelude::*;

    fn name(family: &str, given: &str) -> PersonName {
        PersonName { family: family.into(), given: given.into() }
    }

    fn entry(family: &str, given: &str) -> Likened {
        Likened {
            name: name(family, given),
            sound: name(family, given).sound_key(),
            sex: Sex::Unstated,
            phone: None,
            birth_year: None,
            institution: "Police de Gao".into(),
            region: "Gao".into(),
        }
    }

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for spellings in [
            &["Traoré", "Traore", "TRAORÉ", "Traorè"][..],
            &["Coulibaly", "Kulibali", "Coulibali", "Koulibaly"],
            &["Diarra", "Jara", "Djarra", "Diara"],
            &["Keïta", "Keita", "Kéita", "Keyta"],
            &["Cissé", "Sissé", "Cisse", "Sise"],
            &["Diallo", "Jallo", "Dialo", "Djallo"],
            &["Ouattara", "Watara", "Wattara"],
            &["Touré", "Ture", "Touree"],
            &["Sékou", "Seku", "Sékoú"],
            &["Oumar", "Umar", "Omar"],
            &["Maïga", "Meiga", "Maiga"],
            &["Cheikh", "Sheikh", "Cheik"],
            &["Niang", "Gnang", "Nyang", "Ɲang"],
            &["Bah", "Ba"],
            &["Sy", "Si"],
            &["Issa", "Isa"],
            &["Haïdara", "Haidara", "Haydara"],
        ] {
            let sounds: Vec<String> = spellings.iter().map(|name| sound(&search_key(name))).collect();
            assert!(sounds.windows(2).all(|pair| pair[0] == pair[1]), "{spellings:?}: {sounds:?}");
        }
    }

    #[test]
    fn other_names_do_not() {
        for (one, other) in
            [("Traoré", "Touré"), ("Diarra", "Diallo"), ("Koné", "Konaté"), ("Sidibé", "Sangaré"), ("Moussa", "Issa")]
        {
            assert_ne!(sound(&search_key(one)), sound(&search_key(other)));
        }
    }

    #[test]
    fn the_same_person_spelt_three_ways_is_probable() {
        let one = Likened { phone: Some("+22376123456".into()), ..entry("Coulibaly", "Fatoumata") };
        for other in
            [entry("KULIBALI", "Fatumata"), entry("Fatoumata", "Coulibaly"), entry("Coulibaly", "Fatoumata Binta")]
        {
            let other = Likened { phone: one.phone.clone(), ..other };
            assert!(likeness(&one, &other).points() >= PROBABLE, "{other:?}: {:?}", likeness(&one, &other));
        }
    }

    #[test]
    fn a_shared_telephone_alone_makes_nobody_the_same() {
        let one = Likened { phone: Some("+22376123456".into()), ..entry("Diarra", "Moussa") };
        let other = Likened { phone: one.phone.clone(), ..entry("Maïga", "Aïssata") };
        assert_eq!(likeness(&one, &other).points(), 0);
    }

    #[test]
    fn homonyms_with_nothing_else_in_common_are_not_candidates() {
        let one = entry("Traoré", "Moussa");
        let other = Likened { institution: "Santé de Kayes".into(), region: "Kayes".into(), ..one.clone() };
        assert!(likeness(&one, &other).points() < CANDIDATE);
        let aged = |year| Likened { birth_year: Some(year), ..one.clone() };
        assert!(likeness(&aged(1970), &aged(1990)).points() < CANDIDATE, "twenty years apart");
        assert!(likeness(&aged(1980), &aged(1981)).points() >= PROBABLE);
    }

    proptest! {
        #[test]
        fn likeness_is_mutual_and_bounded(a in "[A-Za-zé ]{0,20}", b in "[A-Za-zé ]{0,20}", c in "\\PC{0,12}", d in "\\PC{0,12}") {
            let (one, other) = (entry(&a, &c), entry(&b, &d));
            prop_assert_eq!(likeness(&one, &other), likeness(&other, &one));
            prop_assert!((0..=100).contains(&likeness(&one, &other).points()));
            prop_assert!((0.0..=1.0).contains(&names_alike(&one.sound, &other.sound)));
        }

        #[test]
        fn a_sound_sounds_like_itself(word in "[a-z]{1,12}") {
            let once = sound(&word);
            prop_assert!(once.len() <= word.len() + 4);
            prop_assert!(!once.is_empty());
        }
    }
}
