//! Practical teaching in the demonstration: two trainers judge those who taught, mostly
//! alike; where the workshop still runs, each has judged some.

use super::DemoError;
use super::cast::CastMember;
use super::conduct::seen;
use super::load::acting;
use app::assessments::practice::starting;
use app::assessments::practice::store::judging::{Judgement, rate};
use app::assessments::practice::store::overview::overview;
use app::assessments::practice::store::rubric::keep;
use app::ids::{AccountId, CurriculumId, EnrolmentId, WorkshopId};
use app::people::caller::Caller;

/// What the first of the two writes for every fourth person, in turn.
const REMARKS: [&str; 3] = [
    "Exemples bien choisis. Laissez plus de temps aux questions.",
    "Vous tenez le groupe. Annoncez les objectifs dès le début.",
    "Contenu solide\u{202f}; des phrases plus courtes aideraient ceux qui suivent en bambara.",
];

/// Where a workshop still runs, whom each of the two has judged so far.
const SO_FAR: [std::ops::Range<usize>; 2] = [0..8, 4..12];

/// The rubric that the house proposes.
pub(super) async fn propose(organiser: &Caller, curriculum: CurriculumId) -> Result<(), DemoError> {
    Ok(keep(organiser, curriculum, &starting::rubric()).await?)
}

/// What both trainers give.
pub(super) async fn judge(
    system: &Caller,
    raters: [AccountId; 2],
    id: WorkshopId,
    enrolled: &[(EnrolmentId, &CastMember<'_>)],
    runs: bool,
) -> Result<(), DemoError> {
    for (place, rater) in raters.into_iter().enumerate() {
        let trainer = acting(system, rater).await?;
        let Some(rubric) = overview(&trainer, id).await?.rubric else { return Ok(()) };
        let criteria = rubric.criteria().len();
        let so_far = if runs { SO_FAR[place].clone() } else { 0..enrolled.len() };
        let given: Vec<Judgement> = enrolled
            .iter()
            .take(so_far.end)
            .skip(so_far.start)
            .map(|(enrolment, member)| Judgement {
                enrolment: *enrolment,
                levels: seen(member, criteria, place),
                remark: remark(member, place),
            })
            .collect();
        rate(&trainer, id, rubric.id, &given).await?;
    }
    Ok(())
}

fn remark(member: &CastMember<'_>, place: usize) -> Option<String> {
    let wrote = place == 0 && member.number.is_multiple_of(4);
    wrote.then(|| REMARKS[member.number / 4 % REMARKS.len()].to_owned())
}
