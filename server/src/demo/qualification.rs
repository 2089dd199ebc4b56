//! The rule of the demonstration, and the few for whom figures do not say everything:
//! one passed a resit, and about one the organiser decided.

use super::DemoError;
use super::frame::Frame;
use app::campaigns::model::Percent;
use app::campaigns::rule::{CertificationRule, Condition, Measure};
use app::campaigns::store::set_rule;
use app::certificates::model::{Eligibility, Reached};
use app::certificates::qualification::store::{Deciding, decide, say};
use app::certificates::store::standing::{Standing, standings};
use app::ids::CampaignId;
use app::people::caller::Caller;
use app::schema::error::UseError;
use app::workshops::store::reading::of_campaign;
use std::collections::BTreeSet;
use uuid::Uuid;

/// By which the resit is known.
const RESIT: Uuid = Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0001);

/// So many half-days, and so much at the post-test or a resit that was passed.
fn rule(frame: &Frame) -> CertificationRule {
    let reach = |measure, bar| Condition::Reach { measure, bar: Percent(bar) };
    let resit = Condition::Fulfil { id: RESIT, name: "Rattrapage réussi".to_owned() };
    CertificationRule(vec![
        vec![reach(Measure::Attendance, frame.campaign.required_attendance)],
        vec![reach(Measure::PostTest, frame.campaign.required_post_test), resit],
    ])
}

/// Sets the rule, says who passed the resit, and decides about somebody, in the second workshop: after
/// its certificates were issued.
///
/// # Errors
/// If a use refuses.
pub async fn load(frame: &Frame, organiser: &Caller, campaign: CampaignId) -> Result<(), DemoError> {
    set_rule(organiser, campaign, &rule(frame)).await?;
    let second = *of_campaign(organiser, campaign).await?.get(1).ok_or(UseError::NotFound)?;
    let (_, people) = standings(organiser, second).await?;
    let seat = |short: fn(&Reached) -> bool| {
        let one = people.iter().find(|standing| only_short_of(standing, short));
        one.map(|standing| standing.participant.enrolment)
    };
    if let Some(seat) = seat(|reached| matches!(reached, Reached::Points(_))) {
        say(organiser, second, &BTreeSet::new(), &[(seat, RESIT)].into()).await?;
    }
    if let Some(seat) = seat(|reached| matches!(reached, Reached::HalfDays(_))) {
        let reason = "Appelé par le parquet le troisième jour ; a suivi le module avec l’atelier de Kayes.";
        decide(organiser, second, seat, Deciding::Against(true), reason).await?;
    }
    Ok(())
}

/// Whether it is this alone that somebody is short of.
fn only_short_of(standing: &Standing, short: fn(&Reached) -> bool) -> bool {
    match &standing.eligibility {
        Eligibility::Qualified => false,
        Eligibility::NotQualified { reasons } => {
            reasons.len() == 1 && reasons[0].none_of.iter().any(|(_, reached)| short(reached))
        }
    }
}
