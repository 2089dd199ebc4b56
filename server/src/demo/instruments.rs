//! The tests of the demonstration: made of its bank, and one of them open.

use super::DemoError;
use app::assessments::answering::model::Typed;
use app::assessments::answering::store::opening::{Terms, my_tests, open, openable};
use app::assessments::answering::store::sitting::save;
use app::assessments::composing::model::Wanted;
use app::assessments::composing::store::{Made, compose, offer};
use app::assessments::model::{Moment, Purpose};
use app::ids::{CurriculumId, WorkshopId};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::workshops::store::enrolment::participants;

/// Makes pre-test and post-test of so many questions of each module, and a quiz of the first
/// of which there are several.
pub(super) async fn make(organiser: &Caller, curriculum: CurriculumId, plan: &[Wanted]) -> Result<(), DemoError> {
    let seed = "démonstration";
    compose(organiser, curriculum, Made::Pair, ["Pré-test", "Post-test"], plan, seed).await?;
    let several = plan.iter().find(|wanted| wanted.count > 1);
    if let Some((wanted, module)) = several.and_then(|wanted| Some((wanted, wanted.module?))) {
        let modules = offer(organiser, curriculum).await?.modules;
        let found = modules.iter().find(|(known, _, _)| *known == Some(module));
        let title = found.map_or("", |(_, title, _)| title.as_str());
        compose(organiser, curriculum, Made::Quiz(module), [title; 2], &[*wanted], seed).await?;
    }
    Ok(())
}

/// The post-test is open on telephones, and someone has begun it.
pub(super) async fn begin(trainer: &Caller, id: WorkshopId) -> Result<(), DemoError> {
    let tests = openable(trainer, id).await?;
    let after = Purpose::Paired(Moment::After);
    let Some(test) = tests.iter().find(|test| test.purpose == after) else { return Ok(()) };
    open(trainer, id, test.instrument, Terms::default()).await?;
    let Some(someone) = participants(trainer, id).await?.into_iter().next() else { return Ok(()) };
    let participant = Caller { actor: Actor::Participant(someone.person), ..trainer.clone() };
    if let Some(waiting) = my_tests(&participant).await?.first() {
        save(&participant, waiting.opening, &Typed::of(vec![("q1".to_owned(), "0".to_owned())])).await?;
    }
    Ok(())
}
