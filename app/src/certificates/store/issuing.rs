//! Issuing: to one, to a workshop. A campaign is issued to workshop by workshop
//! (`certificates::running`).

use super::standing::{Standing, load_standings};
use super::{Certificate, Printed, STATUS_LIST};
use crate::campaigns::rule::CertificationRule;
use crate::certificates::keys::store::signing::{Signer, signer_in};
use crate::certificates::model::{Kind, Undrawn, expiry};
use crate::certificates::templates::store::{InForce, load_in_force};
use crate::fields::{Problem, Refusal};
use crate::ids::{AccountId, CampaignId, EnrolmentId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::model::PersonName;
use crate::people::secrets::{fresh_code, fresh_number};
use crate::people::store::audit::note;
use crate::schema::error::UseError;
use crate::schema::{certificate, city, timetable_item, timetable_session, venue, workshop};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

/// Issues certificates of a kind to all in a workshop who earned one and never had one: whoever
/// had theirs revoked gets another only by [`issue_to`]. Answers with those issued now.
///
/// # Errors
/// [`Problem::NotOver`] before the workshop's last day; [`Problem::Cancelled`];
/// [`Problem::NotDrawn`] for each name that cannot be printed, and nothing is issued.
pub async fn issue(
    caller: &Caller,
    workshop: WorkshopId,
    kind: Kind,
    undrawn: Undrawn,
) -> Result<Vec<Certificate>, UseError> {
    let tx = caller.db.begin().await?;
    let held = Held::lock_in(&tx, caller, workshop).await?;
    held.check_over(caller)?;
    let (rule, standings) = load_standings(&tx, &held.row).await?;
    let due = standings.iter().filter(|standing| standing.is_due(kind));
    let drafts: Vec<Draft> = due.map(|standing| held.draft(standing)).collect();
    check_letters(undrawn, drafts.iter().map(|draft| &draft.printed))?;
    let mut issued = Vec::with_capacity(drafts.len());
    if !drafts.is_empty() {
        let batch = Batch::of(&tx, caller, &held, (kind, rule)).await?;
        for draft in drafts {
            issued.push(write_in(&tx, caller, &batch, draft).await?);
        }
    }
    tx.commit().await?;
    Ok(issued)
}

/// Issues a certificate of a kind to one, also where an earlier one was revoked. Asked again,
/// it is the same certificate.
///
/// # Errors
/// As [`issue`]; [`UseError::NotFound`] if they have no seat in the workshop or asked to be
/// erased; [`Problem::NotEarned`].
pub async fn issue_to(
    caller: &Caller,
    workshop: WorkshopId,
    seat: EnrolmentId,
    kind: Kind,
    undrawn: Undrawn,
) -> Result<Certificate, UseError> {
    let tx = caller.db.begin().await?;
    let held = Held::lock_in(&tx, caller, workshop).await?;
    held.check_over(caller)?;
    let (rule, standings) = load_standings(&tx, &held.row).await?;
    let found = standings.into_iter().find(|standing| standing.participant.enrolment == seat);
    let standing = found.filter(|standing| !standing.participant.erased).ok_or(UseError::NotFound)?;
    if let Some(certificate) = standing.certificate(kind) {
        return Ok(certificate.clone());
    }
    if !standing.earned(kind) {
        return Err(UseError::refused("kind", Problem::NotEarned));
    }
    let draft = held.draft(&standing);
    check_letters(undrawn, [&draft.printed])?;
    let batch = Batch::of(&tx, caller, &held, (kind, rule)).await?;
    let issued = write_in(&tx, caller, &batch, draft).await?;
    tx.commit().await?;
    Ok(issued)
}

/// A workshop for which certificates are issued, locked: issuing twice at once must not make
/// two certificates.
pub(super) struct Held {
    pub(super) row: workshop::Model,
    /// Who issues.
    pub(super) account: AccountId,
    city: String,
    hours: i32,
}

impl Held {
    pub(super) async fn lock_in(
        tx: &impl ConnectionTrait,
        caller: &Caller,
        workshop: WorkshopId,
    ) -> Result<Self, UseError> {
        let row = workshop::Entity::find_by_id(workshop.0).lock_exclusive().one(tx).await?.ok_or(UseError::NotFound)?;
        caller.allow(Act::Organise(CampaignId(row.campaign_id)))?;
        let account = caller.actor.account().ok_or(UseError::Forbidden)?;
        Self::of(tx, row, account).await
    }

    /// The same of a row that is locked, or of which nothing is written.
    pub(super) async fn of(
        db: &impl ConnectionTrait,
        row: workshop::Model,
        account: AccountId,
    ) -> Result<Self, UseError> {
        let city = load_city(db, row.venue_id).await?;
        let hours = load_hours(db, WorkshopId(row.id)).await?;
        Ok(Self { row, account, city, hours })
    }

    fn check_over(&self, caller: &Caller) -> Result<(), UseError> {
        if self.row.cancelled_at.is_some() {
            return Err(UseError::refused("workshop", Problem::Cancelled));
        }
        if caller.today() < self.row.ends_on {
            return Err(UseError::refused("workshop", Problem::NotOver { ends_on: self.row.ends_on }));
        }
        Ok(())
    }

    /// What a certificate of someone's says as things stand.
    pub(super) fn printed(&self, name: &PersonName) -> Printed {
        Printed {
            holder_name: name.to_string(),
            title: self.row.title.clone(),
            city: self.city.clone(),
            starts_on: self.row.starts_on,
            ends_on: self.row.ends_on,
            hours: self.hours,
        }
    }

    fn draft(&self, standing: &Standing) -> Draft {
        let Standing { participant, .. } = standing;
        Draft { seat: participant.enrolment, printed: self.printed(&participant.name), replaces: None }
    }
}

/// What all certificates of a kind have in common that are made in one transaction.
pub(super) struct Batch {
    kind: Kind,
    /// By which they were earned.
    rule: CertificationRule,
    template: Option<InForce>,
    signer: Signer,
    /// Who issues.
    account: AccountId,
}

impl Batch {
    pub(super) async fn of(
        tx: &impl ConnectionTrait,
        caller: &Caller,
        held: &Held,
        (kind, rule): (Kind, CertificationRule),
    ) -> Result<Self, UseError> {
        let template = load_in_force(tx, CampaignId(held.row.campaign_id), kind).await?;
        Ok(Self { kind, rule, template, signer: signer_in(tx, caller).await?, account: held.account })
    }
}

/// A certificate before it has a number.
pub(super) struct Draft {
    pub(super) seat: EnrolmentId,
    pub(super) printed: Printed,
    /// The one in whose place it is issued.
    pub(super) replaces: Option<Certificate>,
}

/// Refuses what no font draws, each text once.
pub(super) fn check_letters<'a>(
    undrawn: Undrawn,
    printed: impl IntoIterator<Item = &'a Printed>,
) -> Result<(), UseError> {
    let mut refused: Vec<Refusal> = Vec::new();
    for text in printed.into_iter().flat_map(|one| [&one.holder_name, &one.title, &one.city]) {
        if let Some(letter) = undrawn(text) {
            let refusal = Refusal::new("name", Problem::NotDrawn { text: text.clone(), letter });
            if !refused.contains(&refusal) {
                refused.push(refusal);
            }
        }
    }
    if refused.is_empty() { Ok(()) } else { Err(UseError::Refused(refused)) }
}

/// Writes a certificate: the one place where one is made. Whoever calls it holds the lock of
/// the workshop.
pub(super) async fn write_in(
    tx: &impl ConnectionTrait,
    caller: &Caller,
    batch: &Batch,
    draft: Draft,
) -> Result<Certificate, UseError> {
    let Draft { seat, printed, replaces } = draft;
    let template = batch.template.as_ref();
    let new = Certificate {
        id: caller.new_id(),
        serial: fresh_code(),
        enrolment: seat,
        kind: batch.kind,
        expires_on: expiry(printed.ends_on, template.and_then(|template| template.valid_months)),
        holder_name: Some(printed.holder_name),
        title: printed.title,
        city: printed.city,
        starts_on: printed.starts_on,
        ends_on: printed.ends_on,
        hours: printed.hours,
        issued_at: caller.now,
        rule: batch.rule.clone(),
        replaces: replaces.as_ref().map(|old| old.id),
        revoked_at: None,
    };
    let signature = batch.signer.sign(&new);
    let row = certificate::ActiveModel {
        id: Set(new.id),
        serial: Set(new.serial.as_str().to_owned()),
        enrolment_id: Set(new.enrolment.0),
        kind: Set(new.kind.as_str().to_owned()),
        holder_name: Set(new.holder_name.clone()),
        title: Set(new.title.clone()),
        city: Set(new.city.clone()),
        starts_on: Set(new.starts_on),
        ends_on: Set(new.ends_on),
        hours: Set(new.hours),
        issued_at: Set(new.issued_at),
        account_id: Set(batch.account.0),
        template_id: Set(template.map(|template| template.id)),
        expires_on: Set(new.expires_on),
        rule: Set(new.rule.written()),
        key_id: Set(signature.as_ref().map(|signature| signature.key)),
        signature: Set(signature.map(|signature| signature.bytes)),
        status_index: Set(load_free_index(tx).await?),
        replaces_id: Set(new.replaces),
        revoked_at: Set(None),
        revoked_reason: Set(None),
        revoked_by: Set(None),
    };
    certificate::Entity::insert(row).exec_without_returning(tx).await?;
    let replaces = replaces.map(|old| old.serial);
    let detail = json!({ "serial": new.serial, "kind": new.kind, "replaces": replaces });
    note(tx, caller, "certificate.issued", "certificate", new.id, detail).await?;
    Ok(new)
}

/// A place in the public list of what was revoked, by chance: of as many as lists of
/// [`STATUS_LIST`] places hold that are at most half taken.
async fn load_free_index(tx: &impl ConnectionTrait) -> Result<i32, UseError> {
    let issued = certificate::Entity::find().count(tx).await?;
    let lists = u32::try_from(issued / u64::from(STATUS_LIST / 2)).unwrap_or(u32::MAX).saturating_add(1);
    let places = STATUS_LIST.saturating_mul(lists).min(i32::MAX.unsigned_abs());
    loop {
        let index = i32::try_from(fresh_number(places)).unwrap_or_default();
        let taken = certificate::Entity::find().filter(certificate::COLUMN.status_index.eq(index)).count(tx).await?;
        if taken == 0 {
            return Ok(index);
        }
    }
}

pub(super) async fn load_city(db: &impl ConnectionTrait, venue: Uuid) -> Result<String, UseError> {
    let found = venue::Entity::find_by_id(venue).find_also_related(city::Entity).one(db).await?;
    found.and_then(|(_, city)| city).map(|city| city.name).ok_or(UseError::NotFound)
}

/// Hours of training: the modules on the timetable, rounded to the nearest hour.
async fn load_hours(db: &impl ConnectionTrait, workshop: WorkshopId) -> Result<i32, UseError> {
    let minutes: Vec<i32> = timetable_item::Entity::find()
        .select_only()
        .column(timetable_item::Column::Minutes)
        .inner_join(timetable_session::Entity)
        .filter(timetable_session::COLUMN.workshop_id.eq(workshop.0))
        .filter(timetable_item::COLUMN.module_id.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    Ok((minutes.iter().sum::<i32>() + 30) / 60)
}
