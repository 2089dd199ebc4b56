//! What the people of the demonstration say of their workshops: the same each time, and
//! not all of one mind. Workshops that are over have evaluations of their first day and of
//! their end, closed; the one that runs is asked about today.

use super::cast::SEED;
use super::{DemoError, RUNNING};
use app::assessments::answering::model::Typed;
use app::assessments::evaluations::model::occasion::Occasion;
use app::assessments::evaluations::store::answering::gather;
use app::assessments::evaluations::store::opening::{close, open};
use app::ids::{CampaignId, EnrolmentId, WorkshopId};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::workshops::store::enrolment::participants;
use app::workshops::store::reading::{find, of_campaign};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

/// How statements are agreed with on the whole, in hundredths of a point above the middle
/// of the scale, one after the other and over again.
const LIKED: [i32; 10] = [110, 150, 140, 120, -10, 80, 30, 90, 60, 160];

/// What was written of a day: of most use, unclear, to change.
const OF_DAY: [&[&str]; 3] = [
    &[
        "Les indicateurs de la traite, avec des exemples de chez nous.",
        "La différence entre traite et trafic de migrants.",
        "Les échanges avec les autres services.",
    ],
    &["Qui paie le transport d’une victime référée ?", "Le rôle du parquet quand la victime est mineure."],
    &["Commencer à l’heure.", "Plus de travaux de groupe, moins d’exposés.", "Imprimer les fiches avant le module."],
];

/// What was written at the end: most useful, to improve, needed.
const OF_END: [&[&str]; 3] = [
    &[
        "Les fiches de référencement.",
        "La simulation de l’entretien.",
        "Connaître les autres acteurs de la région.",
        "L’approche centrée sur la victime.",
    ],
    &[
        "Un jour de plus pour le micro-enseignement.",
        "La salle était trop petite pour les groupes.",
        "Le temps du module sur l’assistance.",
    ],
    &[
        "Un support de formation sur clé USB.",
        "Une lettre de ma hiérarchie.",
        "Un petit budget pour réunir vingt agents.",
        "Un appui à distance les premiers mois.",
    ],
];

/// Opens, has answered and closes the evaluations of the campaign's workshops.
pub(super) async fn load(organiser: &Caller, campaign: CampaignId) -> Result<(), DemoError> {
    for (place, workshop) in (0..).zip(of_campaign(organiser, campaign).await?).take(RUNNING + 1) {
        if place == RUNNING {
            let days = find(organiser, workshop).await?.line;
            // As in 2022 its days are long over.
            let today = organiser.today().clamp(days.starts_on, days.ends_on);
            open(organiser, workshop, Occasion::Day, today).await?;
        } else {
            hold(organiser, workshop, SEED.wrapping_add(place as u64)).await?;
        }
    }
    Ok(())
}

/// Holds and closes the evaluations of a workshop that is over.
async fn hold(organiser: &Caller, id: WorkshopId, seed: u64) -> Result<(), DemoError> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let workshop = find(organiser, id).await?.line;
    let seats: Vec<EnrolmentId> = participants(organiser, id).await?.iter().map(|one| one.enrolment).collect();
    let system = Caller { actor: Actor::System, ..organiser.clone() };
    let all = [(Occasion::Day, workshop.starts_on, 6, OF_DAY), (Occasion::End, workshop.ends_on, 10, OF_END)];
    for (occasion, held_on, statements, written) in all {
        let evaluation = open(organiser, id, occasion, held_on).await?;
        let mood = rng.random_range(-40..=40);
        let answering = seats.iter().filter_map(|seat| {
            // Some leave before they have answered.
            let sheet = sheet(&mut rng, mood, statements, &written);
            (!rng.random_ratio(1, 8)).then_some((*seat, sheet))
        });
        gather(&system, evaluation, &answering.collect::<Vec<_>>()).await?;
        close(organiser, id, evaluation).await?;
    }
    Ok(())
}

/// What one person answers: more or less content in all, and now and then in words.
fn sheet(rng: &mut ChaCha8Rng, mood: i32, statements: usize, written: &[&[&str]]) -> Typed {
    let content = rng.random_range(-90..=90);
    let mut fields = Vec::new();
    for (place, liked) in (1..).zip(LIKED.iter().cycle().take(statements)) {
        let hundredths = 200 + liked + mood + content + rng.random_range(-90..=90);
        // One in thirty leaves a statement empty.
        if !rng.random_ratio(1, 30) {
            let point = ((hundredths + 50) / 100).clamp(0, 4);
            fields.push((format!("q{place}"), point.to_string()));
        }
    }
    for (place, choices) in (statements + 1..).zip(written) {
        if rng.random_ratio(1, 4) {
            let said = choices[rng.random_range(0..choices.len())];
            fields.push((format!("q{place}"), said.to_owned()));
        }
    }
    Typed::of(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::assessments::evaluations::model::bag::{Bag, Heap, read};
    use app::assessments::evaluations::model::defaults::default_questionnaire;

    #[test]
    fn everybody_answers_what_is_asked_and_not_all_alike() {
        for (occasion, statements, written) in [(Occasion::Day, 6, OF_DAY), (Occasion::End, 10, OF_END)] {
            let questions = default_questionnaire(occasion).read().expect("in order");
            let mut bag = Bag::of(&questions);
            let mut rng = ChaCha8Rng::seed_from_u64(SEED);
            for _ in 0..100 {
                bag.put(read(&questions, &sheet(&mut rng, 0, statements, &written)).expect("in order"));
            }
            for heap in &bag.heaps {
                let different = match heap {
                    Heap::Points(points) => (0..5).filter(|point| points.contains(point)).count(),
                    Heap::Words(words) => words.iter().collect::<std::collections::BTreeSet<_>>().len(),
                    Heap::Numbers(_) => panic!("neither asks for a number"),
                };
                assert!(heap.count() >= 10 && different >= 2, "{occasion:?}: {heap:?}");
            }
            assert_eq!(bag.heaps.len(), statements + written.len());
        }
    }
}
