//! The people of the demonstration: all invented, all drawn from one seed, so
//! that the same seed gives the same people on every machine.

use super::cast_functions::{functions, women_percent};
use super::cast_names::naming;
use super::conduct::Ability;
use super::frame::{Frame, Workshop};
use app::people::model::Sex;
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

/// The seed of the demonstration that the program loads: one with which every
/// category of actors is met.
pub const SEED: u64 = 2028;

/// How much likelier an institution of the workshop's own region is to send
/// someone than one of the other regions it draws from.
const HOME_WEIGHT: u32 = 5;

/// The workshop in which two men bear the same names, whatever the seed.
const WORKSHOP_OF_NAMESAKES: usize = 2;

/// People who write their names in the Bambara alphabet: one of that sex, in
/// that workshop, whatever the seed.
const BAMBARA: [(usize, Sex, &str, &str); 4] = [
    (0, Sex::Female, "Tarawele", "Jɛnɛba"),
    (1, Sex::Female, "Kɔnɛ", "Ɲɛlɛ"),
    (2, Sex::Male, "Kulubali", "Ŋɔlɔ"),
    (4, Sex::Male, "Dɛnbɛlɛ", "Sɛku"),
];

/// An invented person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastMember<'f> {
    /// From 1, in order of workshops.
    pub number: usize,
    /// Index of the workshop in the frame.
    pub workshop: usize,
    /// Family name.
    pub family_name: &'static str,
    /// Given names.
    pub given_names: &'static str,
    /// Sex.
    pub sex: Sex,
    /// Year of birth, where known.
    pub birth_year: Option<i32>,
    /// Index of the institution in the frame.
    pub institution: usize,
    /// Code of the institution's category.
    pub category: &'f str,
    /// P-code of the institution's region.
    pub region: &'f str,
    /// Function in French.
    pub function: &'static str,
    /// Telephone in E.164; colleagues may share one.
    pub phone: Option<String>,
    /// E-mail at example.org, for the few who have one.
    pub email: Option<String>,
    /// Languages spoken, French first, as in ISO 639.
    pub languages: Vec<&'static str>,
    /// What decides attendance and answers.
    pub ability: Ability,
}

/// Draws the people of every workshop of the frame.
#[must_use]
pub fn cast(seed: u64, frame: &Frame) -> Vec<CastMember<'_>> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut people: Vec<CastMember<'_>> = Vec::new();
    for (index, workshop) in frame.workshops.iter().enumerate() {
        let first = people.len();
        for _ in 0..workshop.participants {
            let colleague = people[first..].last().and_then(|last| last.phone.clone());
            people.extend(draw(&mut rng, frame, index, people.len() + 1, colleague));
        }
        rename(&mut people[first..], index);
    }
    for person in &mut people {
        if rng.random_ratio(1, 8) {
            person.email = Some(email(person));
        }
    }
    people
}

/// Draws one person, or nobody if no institution is near the workshop.
fn draw<'f>(
    rng: &mut ChaCha8Rng,
    frame: &'f Frame,
    workshop: usize,
    number: usize,
    colleague: Option<String>,
) -> Option<CastMember<'f>> {
    let candidates = candidates(frame, &frame.workshops[workshop]);
    let (institution, _) = *candidates.choose_weighted(rng, |(_, weight)| *weight).ok()?;
    let (category, region) = (&frame.institutions[institution].category, &frame.institutions[institution].region);
    let naming = naming(region);
    let woman = rng.random_ratio(women_percent(category), 100);
    let family = naming.families.choose_weighted(rng, |family| family.weight).ok()?;
    let given = if woman { naming.women } else { naming.men }.choose(rng)?;
    let function = functions(category).choose(rng)?;
    // The block +223 50 00 0x xx is not known to be in use, but none is reserved
    // for fiction: the demonstration must never send anything.
    let phone = match rng.random_range(0..100) {
        0..7 => None,
        7..12 if colleague.is_some() => colleague,
        _ => Some(format!("+2235000{number:04}")),
    };
    let mut languages = vec!["fr"];
    languages.extend(
        naming
            .languages
            .iter()
            .enumerate()
            .filter(|(rank, _)| *rank == 0 || rng.random_ratio(1, 3))
            .map(|(_, code)| *code),
    );
    Some(CastMember {
        number,
        workshop,
        family_name: if woman { family.woman } else { family.man },
        given_names: given,
        sex: if woman { Sex::Female } else { Sex::Male },
        // Two draws, so that most are about forty in 2022 and few are twenty or fifty-eight.
        birth_year: rng.random_ratio(94, 100).then(|| 1964 + rng.random_range(0..=19) + rng.random_range(0..=19)),
        institution,
        category,
        region,
        function: if woman { function.1 } else { function.0 },
        phone,
        email: None,
        languages,
        ability: Ability::draw(rng),
    })
}

/// The institutions that a workshop draws from, weighted so that each category
/// there has its share, home counting most.
fn candidates(frame: &Frame, workshop: &Workshop) -> Vec<(usize, u32)> {
    let nearness = |region: &str| match workshop.draws_from.iter().position(|near| near == region) {
        Some(0) => HOME_WEIGHT,
        Some(_) => 1,
        None => 0,
    };
    let weight = |code: &str, region: &str| {
        let share = frame.categories.iter().find(|category| category.code == code).map_or(0, |category| category.share);
        let alike = frame.institutions.iter().filter(|other| other.category == code);
        let total: u32 = alike.map(|other| nearness(&other.region)).sum();
        (share * 1000 * nearness(region)).checked_div(total).unwrap_or(0)
    };
    let weighted = frame.institutions.iter().map(|one| weight(&one.category, &one.region));
    weighted.enumerate().filter(|(_, weight)| *weight > 0).collect()
}

/// Gives some people of a workshop the names that the demonstration must hold.
fn rename(people: &mut [CastMember<'_>], workshop: usize) {
    for (at, sex, family_name, given_names) in BAMBARA {
        if let Some(person) = people.iter_mut().find(|person| at == workshop && person.sex == sex) {
            (person.family_name, person.given_names) = (family_name, given_names);
        }
    }
    if workshop == WORKSHOP_OF_NAMESAKES {
        let mut men = people.iter_mut().rev().filter(|person| person.sex == Sex::Male);
        if let (Some(one), Some(other)) = (men.next(), men.next()) {
            (other.family_name, other.given_names) = (one.family_name, one.given_names);
        }
    }
}

/// An address made of the names and the number, at a domain that nobody has.
fn email(person: &CastMember<'_>) -> String {
    let plain = |text: &str| text.to_lowercase().chars().map(unaccented).collect::<String>();
    format!("{}.{}{}@example.org", plain(person.given_names), plain(person.family_name), person.number)
}

fn unaccented(letter: char) -> char {
    match letter {
        'é' | 'è' | 'ê' | 'ë' | 'ɛ' => 'e',
        'ï' | 'î' => 'i',
        'ô' | 'ɔ' => 'o',
        'ɲ' | 'ŋ' => 'n',
        ' ' | '’' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{HashMap, HashSet};

    fn frame() -> Frame {
        Frame::read().expect("the frame is well formed")
    }

    fn seeds() -> impl Iterator<Item = u64> {
        (0..20).chain([SEED])
    }

    fn percent(people: &[CastMember<'_>], of: impl Fn(&CastMember<'_>) -> bool) -> usize {
        people.iter().filter(|person| of(person)).count() * 100 / people.len()
    }

    #[test]
    fn the_same_seed_gives_the_same_220_people() {
        let frame = frame();
        for seed in seeds() {
            let people = cast(seed, &frame);
            assert_eq!(people.len(), 220);
            assert_eq!(people, cast(seed, &frame));
        }
        assert_ne!(cast(1, &frame), cast(2, &frame));
    }

    #[test]
    fn the_seed_of_the_demonstration_gives_the_people_it_always_gave() {
        let frame = frame();
        let people = cast(SEED, &frame);
        let names: Vec<_> = people.iter().take(3).map(|one| (one.given_names, one.family_name, one.function)).collect();
        let expected = [
            ("Jɛnɛba", "Tarawele", "Chargée de la protection de l’enfant"),
            ("Sékou", "Keïta", "Communicateur traditionnel"),
            ("Boubacar", "Samaké", "Chargé de protection"),
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn people_fit_their_workshop_and_their_institution() {
        let frame = frame();
        for person in cast(SEED, &frame) {
            let institution = &frame.institutions[person.institution];
            assert_eq!((institution.category.as_str(), institution.region.as_str()), (person.category, person.region));
            assert!(frame.workshops[person.workshop].draws_from.iter().any(|near| near == person.region));
            assert!(person.birth_year.is_none_or(|year| (20..=58).contains(&(2022 - year))));
            assert_eq!(person.languages[0], "fr");
        }
    }

    #[test]
    fn shares_stay_within_bounds() {
        let frame = frame();
        for seed in seeds() {
            let people = cast(seed, &frame);
            assert!((33..=49).contains(&percent(&people, |one| one.sex == Sex::Female)), "seed {seed}");
            assert!((6..=20).contains(&percent(&people, |one| one.email.is_some())), "seed {seed}");
            assert!((1..=12).contains(&percent(&people, |one| one.birth_year.is_none())), "seed {seed}");
            let most = ["police", "gendarmerie", "justice", "social", "health", "ngo"];
            assert!(percent(&people, |one| most.contains(&one.category)) >= 72, "seed {seed}");
            let categories: HashSet<_> = people.iter().map(|one| one.category).collect();
            assert!(categories.len() >= if seed == SEED { frame.categories.len() } else { 10 }, "seed {seed}");
        }
    }

    #[test]
    fn namesakes_meet_in_one_workshop_and_are_common_over_all() {
        let frame = frame();
        for seed in seeds() {
            let people = cast(seed, &frame);
            let mut names: HashMap<_, Vec<usize>> = HashMap::new();
            for one in &people {
                names.entry((one.family_name, one.given_names)).or_default().push(one.workshop);
            }
            let met = names.values().any(|at| at.iter().filter(|place| **place == WORKSHOP_OF_NAMESAKES).count() > 1);
            assert!(met, "seed {seed}");
            assert!(names.values().filter(|at| at.len() > 1).count() >= 5, "seed {seed}");
        }
    }

    #[test]
    fn letters_of_the_bambara_alphabet_are_met() {
        let frame = frame();
        for seed in seeds() {
            let people = cast(seed, &frame);
            let letters: String = people.iter().flat_map(|one| [one.family_name, one.given_names]).collect();
            assert!(['ɛ', 'ɔ', 'Ɲ', 'Ŋ'].iter().all(|letter| letters.contains(*letter)), "seed {seed}");
        }
    }

    #[test]
    fn phones_are_well_formed_sometimes_shared_sometimes_missing() {
        let frame = frame();
        for seed in seeds() {
            let people = cast(seed, &frame);
            let phones: Vec<_> = people.iter().filter_map(|one| one.phone.as_deref()).collect();
            for phone in &phones {
                let digits = phone.strip_prefix("+223").expect("of Mali");
                assert!(
                    digits.len() == 8 && digits.starts_with('5') && digits.bytes().all(|byte| byte.is_ascii_digit())
                );
            }
            assert!(phones.len() < people.len() && phones.iter().collect::<HashSet<_>>().len() < phones.len());
        }
    }

    #[test]
    fn addresses_are_plain_and_lead_nowhere() {
        for address in cast(SEED, &frame()).iter().filter_map(|one| one.email.as_deref()) {
            assert!(address.is_ascii() && !address.contains(' ') && address.ends_with("@example.org"), "{address}");
        }
    }
}
