//! What people send about the rule, about conditions and about somebody.

use super::pages::rule_sheet;
use super::people::{STOOD, Typed, conditions_sheet, decision_sheet};
use super::store::{Deciding, decide, say};
use crate::campaigns::rule::RuleForm;
use crate::campaigns::store::set_rule;
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::{Problem, Refusal};
use crate::ids::{CampaignId, EnrolmentId, WorkshopId};
use crate::people::access::Act;
use axum::extract::Path;
use axum_extra::extract::Form;
use serde::Deserialize;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Sets the rule of a campaign.
pub async fn compose_rule(
    visit: Visit,
    Path(id): Path<CampaignId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let caller = visit.caller();
    caller.allow(Act::Organise(id))?;
    let typed = RuleForm::of(&fields);
    let result = match typed.read(|| caller.new_id()) {
        Ok(rule) => refusals(set_rule(&caller, id, &rule).await)?,
        Err(refused) => Err(refused),
    };
    match result {
        Ok(()) => Ok(see(&format!("/campaigns/{id}/qualification"))),
        Err(refused) => rule_sheet(&visit, id, &[], Some(typed), refused).await,
    }
}

/// Says who fulfils what in a workshop.
pub async fn say_conditions(
    visit: Visit,
    Path(id): Path<WorkshopId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer {
    let one = |name: &str| {
        let (seat, condition) = name.split_once('.')?;
        Some((seat.parse().ok()?, condition.parse().ok()?))
    };
    let ticked: BTreeSet<(EnrolmentId, Uuid)> = fields.iter().filter_map(|(name, _)| one(name)).collect();
    let shown = fields.iter().filter(|(name, _)| name == STOOD);
    let stood: BTreeSet<(EnrolmentId, Uuid)> = shown.filter_map(|(_, name)| one(name)).collect();
    match refusals(say(&visit.caller(), id, &stood, &ticked).await)? {
        Ok(()) => Ok(see(&format!("/workshops/{id}/certificates"))),
        Err(refused) => conditions_sheet(&visit, id, Some(ticked), refused).await,
    }
}

/// A decision about somebody, as it is sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DecisionForm {
    decision: String,
    reason: String,
}

/// Decides about somebody.
pub async fn send_decision(
    visit: Visit,
    Path((id, seat)): Path<(WorkshopId, EnrolmentId)>,
    Form(typed): Form<DecisionForm>,
) -> Answer {
    let deciding = match typed.decision.as_str() {
        "" => Ok(Deciding::ByRule),
        "yes" => Ok(Deciding::Against(true)),
        "no" => Ok(Deciding::Against(false)),
        _ => Err(vec![Refusal::new("decision", Problem::Unknown)]),
    };
    let result = match deciding {
        Ok(deciding) => refusals(decide(&visit.caller(), id, seat, deciding, &typed.reason).await)?,
        Err(refused) => Err(refused),
    };
    match result {
        Ok(()) => Ok(see(&format!("/workshops/{id}/certificates"))),
        Err(refused) => {
            let DecisionForm { decision, reason } = typed;
            decision_sheet(&visit, id, seat, Some(Typed { decision, reason }), refused).await
        }
    }
}
