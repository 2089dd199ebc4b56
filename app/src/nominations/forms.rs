//! What people send about nominations.

use super::model::{LinkForm, QuotaForm, read_nominator};
use super::pages::{ChoiceQuery, NominateForm, Typed, link_sheet, nominate_sheet, nominations_sheet, substitute_sheet};
use super::store::choosing::{choose, set_aside};
use super::store::links;
use super::store::naming::{name_by_link, name_list};
use super::store::quotas;
use crate::door::{Answer, Visit, refusals, see};
use crate::fields::{Fields, Problem, Refusal};
use crate::ids::{EnrolmentId, NominationId, NominationLinkId, PersonId, QuotaId, WorkshopId};
use crate::people::model::{MAX_LINE, PersonForm};
use crate::people::store::places::institutions;
use crate::workshops::store::reading::find;
use crate::workshops::store::substitution;
use axum::extract::Path;
use axum_extra::extract::Form;
use serde::Deserialize;

/// Those ticked, and what to do with them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChoiceForm {
    nominee: Vec<String>,
    act: String,
}

/// Chooses those ticked, sets them aside, or takes them up again.
pub async fn decide(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<ChoiceForm>) -> Answer {
    let caller = visit.caller();
    let ticked: Vec<NominationId> = typed.nominee.iter().filter_map(|text| text.parse().ok()).collect();
    let result = match typed.act.as_str() {
        "set_aside" => set_aside(&caller, id, &ticked, true).await,
        "take_up" => set_aside(&caller, id, &ticked, false).await,
        _ => choose(&caller, id, &ticked).await,
    };
    done(&visit, id, refusals(result)?, Typed::default()).await
}

/// Sets a quota.
pub async fn set_quota(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<QuotaForm>) -> Answer {
    let result = refusals(quotas::set_quota(&visit.caller(), id, &typed).await)?;
    done(&visit, id, result, Typed { quota: typed, link: None }).await
}

/// Takes a quota away.
pub async fn remove_quota(visit: Visit, Path((id, quota)): Path<(WorkshopId, QuotaId)>) -> Answer {
    quotas::remove_quota(&visit.caller(), id, quota).await?;
    Ok(see(&format!("/workshops/{id}/nominations")))
}

/// Makes a link and shows it.
pub async fn make_link(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<LinkForm>) -> Answer {
    let caller = visit.caller();
    let made = match typed.read(caller.today()) {
        Ok(new) => refusals(links::make_link(&caller, id, new).await)?.map(|token| (new, token)),
        Err(refused) => Err(refused),
    };
    let (new, token) = match made {
        Ok(made) => made,
        Err(refused) => {
            let typed = Typed { link: Some(typed), ..Typed::default() };
            return nominations_sheet(&visit, id, &ChoiceQuery::default(), typed, refused).await;
        }
    };
    let workshop = find(&caller, id).await?;
    let institutions = institutions(&caller).await?;
    let name = institutions.iter().find(|(id, _)| *id == new.institution).map(|(_, name)| name.as_str());
    Ok(link_sheet(&visit, &workshop, name.unwrap_or_default(), &token))
}

/// Closes a link.
pub async fn close_link(visit: Visit, Path((id, link)): Path<(WorkshopId, NominationLinkId)>) -> Answer {
    links::close_link(&visit.caller(), id, link).await?;
    Ok(see(&format!("/workshops/{id}/nominations")))
}

/// The list whose people are named.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListForm {
    list: String,
}

/// Names everyone of a list.
pub async fn name_everyone(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<ListForm>) -> Answer {
    let result = match typed.list.parse() {
        Ok(list) => refusals(name_list(&visit.caller(), id, list).await)?.map(drop),
        Err(_) => Err(vec![Refusal::new("list", Problem::Required)]),
    };
    done(&visit, id, result, Typed::default()).await
}

async fn done(visit: &Visit, id: WorkshopId, result: Result<(), Vec<Refusal>>, typed: Typed) -> Answer {
    match result {
        Ok(()) => Ok(see(&format!("/workshops/{id}/nominations"))),
        Err(refused) => nominations_sheet(visit, id, &ChoiceQuery::default(), typed, refused).await,
    }
}

/// Names someone by a link.
pub async fn send_nomination(visit: Visit, Path(token): Path<String>, Form(typed): Form<NominateForm>) -> Answer {
    let caller = visit.caller();
    let invitation = links::invited(&caller, &token).await?;
    // The link says the institution; consent is the person's own to give.
    let institution = invitation.institution.to_string();
    let person = PersonForm { institution, consent: String::new(), ..typed.person() };
    let result = match (read_nominator(&typed.nominated_by), person.read()) {
        (Ok(by), Ok(new)) => refusals(name_by_link(&caller, &token, &by, new).await)?,
        (by, new) => Err(by.err().into_iter().chain(new.err()).flatten().collect()),
    };
    match result {
        Ok(()) => Ok(see(&format!("/nominate/{token}?named=1"))),
        Err(refused) => nominate_sheet(&visit, &token, typed, refused, false).await,
    }
}

/// Who comes instead, and why.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SubstituteForm {
    person: String,
    reason: String,
}

impl SubstituteForm {
    fn read(&self) -> Result<(PersonId, String), Vec<Refusal>> {
        let mut fields = Fields::default();
        let person = fields.choice("person", &self.person);
        let reason = fields.optional_line("reason", &self.reason, MAX_LINE).unwrap_or_default();
        fields.accept(person.map(|person| (person, reason)))
    }
}

/// Gives someone's seat to another.
pub async fn send_substitute(
    visit: Visit,
    Path((id, seat)): Path<(WorkshopId, EnrolmentId)>,
    Form(typed): Form<SubstituteForm>,
) -> Answer {
    let result = match typed.read() {
        Ok((person, reason)) => {
            refusals(substitution::substitute(&visit.caller(), id, seat, person, &reason).await)?.map(drop)
        }
        Err(refused) => Err(refused),
    };
    match result {
        Ok(()) => Ok(see(&format!("/workshops/{id}/participants"))),
        Err(refused) => substitute_sheet(&visit, id, seat, "", &typed.reason, refused).await,
    }
}
