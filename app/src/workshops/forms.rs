//! What people send about workshops: planning, enrolling, codes.

use super::edits::EditForm;
use super::model::WorkshopForm;
use super::pages::{cancel_sheet, codes_sheet, edit_sheet, form_sheet, link_sheet, participants_sheet};
use super::sheet;
use super::store::arranging::edit;
use super::store::calendar::{end_link, make_link};
use super::store::cancelling::{cancel, reinstate};
use super::store::changing::{as_form, change};
use super::store::enrolment::{enrol, enrol_new, renew_codes, withdraw};
use super::store::planning::create;
use super::store::reading::find;
use super::store::schedule::schedule;
use super::store::waiting::{self, wait};
use crate::door::{Answer, Visit, refusals, see, workbook};
use crate::fields::{Problem, Refusal};
use crate::ids::{CampaignId, EnrolmentId, PersonId, WorkshopId};
use crate::people::model::PersonForm;
use crate::schema::error::UseError;
use axum::extract::Path;
use axum_extra::extract::Form;
use serde::Deserialize;

/// Creates a workshop.
pub async fn create_workshop(
    visit: Visit,
    Path(campaign): Path<CampaignId>,
    Form(typed): Form<WorkshopForm>,
) -> Answer {
    match refusals(create(&visit.caller(), campaign, &typed).await)? {
        Ok(id) => Ok(see(&format!("/workshops/{id}/timetable"))),
        Err(refused) => form_sheet(&visit, campaign, None, typed, refused).await,
    }
}

/// Changes a workshop.
pub async fn change_workshop(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<WorkshopForm>) -> Answer {
    let caller = visit.caller();
    match refusals(change(&caller, id, &typed).await)? {
        Ok(()) => Ok(see(&format!("/workshops/{id}"))),
        Err(refused) => {
            let (campaign, _) = as_form(&caller, id).await?;
            form_sheet(&visit, campaign, Some(id), typed, refused).await
        }
    }
}

/// Cancels a workshop.
pub async fn cancel_workshop(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    decided(&visit, id, cancel(&visit.caller(), id).await).await
}

/// Holds a workshop that was cancelled after all.
pub async fn reinstate_workshop(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    decided(&visit, id, reinstate(&visit.caller(), id).await).await
}

/// Shows the workshop again, or why it cannot be.
async fn decided(visit: &Visit, id: WorkshopId, result: Result<(), UseError>) -> Answer {
    match refusals(result)? {
        Ok(()) => Ok(see(&format!("/workshops/{id}"))),
        Err(refused) => cancel_sheet(visit, id, refused).await,
    }
}

/// The plan of a campaign as a spreadsheet.
pub async fn schedule_sheet(visit: Visit, Path(campaign): Path<CampaignId>) -> Answer {
    let found = schedule(&visit.caller(), campaign).await?;
    workbook("plan.xlsx", sheet::plan(visit.locale, &found))
}

/// Changes a line of the timetable.
pub async fn edit_line(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<EditForm>) -> Answer {
    match refusals(edit(&visit.caller(), id, &typed).await)? {
        Ok(()) if typed.line.is_empty() || typed.edit == "remove" => {
            Ok(see(&format!("/workshops/{id}/timetable/edit#h-{}", typed.session)))
        }
        Ok(()) => Ok(see(&format!("/workshops/{id}/timetable/edit#l-{}", typed.line))),
        Err(refused) => edit_sheet(&visit, id, refused).await,
    }
}

/// The form that enrols someone from the register.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct EnrolForm {
    person: String,
}

/// Enrols someone from the register.
pub async fn enrol_known(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<EnrolForm>) -> Answer {
    let result = match typed.person.parse() {
        Ok(person) => refusals(enrol(&visit.caller(), id, person).await)?.map(drop),
        Err(_) => Err(vec![Refusal::new("person", Problem::Unknown)]),
    };
    seated(&visit, id, result).await
}

/// Adds someone to the register and enrols them.
pub async fn enrol_new_person(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<PersonForm>) -> Answer {
    let result = match typed.read() {
        Ok(new) => refusals(enrol_new(&visit.caller(), id, new).await)?.map(drop),
        Err(refused) => Err(refused),
    };
    match result {
        Ok(()) => Ok(see(&format!("/workshops/{id}/participants"))),
        Err(refused) => participants_sheet(&visit, id, "", typed, refused).await,
    }
}

/// Withdraws someone.
pub async fn withdraw_participant(visit: Visit, Path((id, enrolment)): Path<(WorkshopId, EnrolmentId)>) -> Answer {
    withdraw(&visit.caller(), id, enrolment).await?;
    Ok(see(&format!("/workshops/{id}/participants")))
}

/// New access codes for everyone.
pub async fn renew_all(visit: Visit, Path(id): Path<WorkshopId>) -> Answer {
    renew(&visit, id, None).await
}

/// A new access code for one.
pub async fn renew_one(visit: Visit, Path((id, enrolment)): Path<(WorkshopId, EnrolmentId)>) -> Answer {
    renew(&visit, id, Some(enrolment)).await
}

async fn renew(visit: &Visit, id: WorkshopId, only: Option<EnrolmentId>) -> Answer {
    let caller = visit.caller();
    let slips = renew_codes(&caller, id, only).await?;
    let workshop = find(&caller, id).await?;
    Ok(codes_sheet(visit, &workshop, slips))
}

/// Puts someone on the waiting list.
pub async fn wait_for_seat(visit: Visit, Path(id): Path<WorkshopId>, Form(typed): Form<EnrolForm>) -> Answer {
    let result = match typed.person.parse() {
        Ok(person) => refusals(wait(&visit.caller(), id, person).await)?,
        Err(_) => Err(vec![Refusal::new("person", Problem::Unknown)]),
    };
    seated(&visit, id, result).await
}

/// Takes someone off the waiting list.
pub async fn stop_waiting(visit: Visit, Path((id, person)): Path<(WorkshopId, PersonId)>) -> Answer {
    waiting::stop_waiting(&visit.caller(), id, person).await?;
    Ok(see(&format!("/workshops/{id}/participants")))
}

/// A participant says that they will come.
pub async fn confirm_seat(visit: Visit, Path(id): Path<EnrolmentId>) -> Answer {
    waiting::confirm(&visit.caller(), id).await?;
    Ok(see("/"))
}

/// A participant says that they cannot come.
pub async fn decline_seat(visit: Visit, Path(id): Path<EnrolmentId>) -> Answer {
    waiting::decline(&visit.caller(), id).await?;
    Ok(see("/"))
}

/// Makes a link to one's own calendar, and shows it once.
pub async fn make_calendar_link(visit: Visit) -> Answer {
    let token = make_link(&visit.caller(), visit.locale.as_ref()).await?;
    Ok(link_sheet(&visit, &token))
}

/// Ends the link to one's own calendar.
pub async fn end_calendar_link(visit: Visit) -> Answer {
    end_link(&visit.caller()).await?;
    Ok(see("/"))
}

/// Shows the participants again, or what was refused.
async fn seated(visit: &Visit, id: WorkshopId, result: Result<(), Vec<Refusal>>) -> Answer {
    match result {
        Ok(()) => Ok(see(&format!("/workshops/{id}/participants"))),
        Err(refused) => participants_sheet(visit, id, "", PersonForm::default(), refused).await,
    }
}
