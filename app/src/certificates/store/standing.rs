//! How people stand before the rule that certifies.

use super::{Certificate, read};
use crate::assessments::model::{Moment, Results, Score};
use crate::assessments::practice::store::load_practice;
use crate::attendance::model::count;
use crate::attendance::store::load_ledger;
use crate::campaigns::rule::CertificationRule;
use crate::campaigns::store::load;
use crate::certificates::model::{Decision, Eligibility, Evidence, Kind, earns, judge_for};
use crate::ids::{CampaignId, EnrolmentId, SessionId, WorkshopId};
use crate::people::access::Act;
use crate::people::caller::Caller;
use crate::people::store::audit::note_reading;
use crate::schema::error::{StoreError, UseError};
use crate::schema::{
    account, certificate, enrolment, fulfilment, instrument, qualification_decision, score, timetable_session, workshop,
};
use crate::workshops::store::enrolment::{Participant, load_participants};
use sea_orm::{ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};
use serde_json::json;
use std::collections::HashMap;
use uuid::Uuid;

/// How one participant stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Who.
    pub participant: Participant,
    /// What is known of them.
    pub evidence: Evidence,
    /// Whether they qualify by the rule for the certificate of trainer.
    pub eligibility: Eligibility,
    /// Whether they were there enough for an attestation.
    pub attested: Eligibility,
    /// What was decided, if somebody decided.
    pub decision: Option<Decision>,
    /// All that were issued, the oldest first: of each kind at most one is not revoked.
    pub certificates: Vec<Certificate>,
}

impl Standing {
    /// Their certificate of a kind, if they hold one that was not revoked.
    #[must_use]
    pub fn certificate(&self, kind: Kind) -> Option<&Certificate> {
        self.certificates.iter().find(|one| one.kind == kind && one.revoked_at.is_none())
    }

    /// Their certificates that are to be signed: neither revoked nor of someone erased.
    pub fn to_sign(&self) -> impl Iterator<Item = &Certificate> {
        self.certificates.iter().filter(|one| one.revoked_at.is_none() && one.holder_name.is_some())
    }

    /// Whether they qualify for a kind by what it asks for.
    #[must_use]
    pub fn eligibility_for(&self, kind: Kind) -> &Eligibility {
        match kind {
            Kind::Trainer => &self.eligibility,
            Kind::Attendance => &self.attested,
        }
    }

    /// Whether they earned a certificate of a kind.
    #[must_use]
    pub fn earned(&self, kind: Kind) -> bool {
        earns(kind, self.eligibility_for(kind), self.decision.as_ref())
    }

    /// Whether they had one of a kind, and it was revoked without another in its place.
    #[must_use]
    pub fn was_revoked(&self, kind: Kind) -> bool {
        self.certificate(kind).is_none() && self.certificates.iter().any(|one| one.kind == kind)
    }

    /// Whether they earned one of a kind and never had it: what was revoked is not issued again
    /// with the others.
    #[must_use]
    pub fn is_due(&self, kind: Kind) -> bool {
        !self.participant.erased && self.earned(kind) && self.certificates.iter().all(|one| one.kind != kind)
    }
}

/// How everyone in a workshop stands, with the rule that judged them.
///
/// # Errors
/// [`UseError::NotFound`], [`UseError::Forbidden`].
pub async fn standings(caller: &Caller, workshop: WorkshopId) -> Result<(CertificationRule, Vec<Standing>), UseError> {
    let db = caller.db.reader();
    let row = workshop::Entity::find_by_id(workshop.0).one(db).await?.ok_or(UseError::NotFound)?;
    caller.allow(Act::Follow(CampaignId(row.campaign_id), workshop))?;
    let (rule, standings) = load_standings(db, &row).await?;
    note_reading(caller, "standings.read", "workshop", workshop.0, json!({ "people": standings.len() })).await?;
    Ok((rule, standings))
}

/// The same within a larger use that has asked.
pub(in crate::certificates) async fn load_standings(
    db: &impl ConnectionTrait,
    row: &workshop::Model,
) -> Result<(CertificationRule, Vec<Standing>), UseError> {
    let rule = load(db, CampaignId(row.campaign_id)).await?.rule;
    let participants = load_participants(db, WorkshopId(row.id)).await?;
    let mut known = load_evidence(db, &[row.id]).await?;
    let mut decided = load_decisions(db, &[row.id]).await?;
    let rows = certificate::Entity::find()
        .filter(certificate::COLUMN.enrolment_id.is_in(participants.iter().map(|participant| participant.enrolment.0)))
        .order_by_asc(certificate::Column::IssuedAt)
        .order_by_asc(certificate::Column::Id)
        .all(db)
        .await?;
    let mut issued: HashMap<EnrolmentId, Vec<Certificate>> = HashMap::new();
    for row in rows {
        issued.entry(EnrolmentId(row.enrolment_id)).or_default().push(read(row)?);
    }
    let mut standings = Vec::with_capacity(participants.len());
    for participant in participants {
        let evidence = known.remove(&participant.enrolment).unwrap_or_default();
        standings.push(Standing {
            eligibility: judge_for(Kind::Trainer, &rule, &evidence),
            attested: judge_for(Kind::Attendance, &rule, &evidence),
            evidence,
            decision: decided.remove(&participant.enrolment),
            certificates: issued.remove(&participant.enrolment).unwrap_or_default(),
            participant,
        });
    }
    Ok((rule, standings))
}

/// What is known of everyone who has a seat in these workshops, however many they are in
/// the same number of queries.
pub(in crate::certificates) async fn load_evidence(
    db: &impl ConnectionTrait,
    workshops: &[Uuid],
) -> Result<HashMap<EnrolmentId, Evidence>, UseError> {
    let seats: Vec<(Uuid, Uuid)> = enrolment::Entity::find()
        .select_only()
        .columns([enrolment::Column::Id, enrolment::Column::WorkshopId])
        .filter(enrolment::COLUMN.workshop_id.is_in(workshops.iter().copied()))
        .filter(enrolment::COLUMN.withdrawn_at.is_null())
        .into_tuple()
        .all(db)
        .await?;
    let held: Vec<(Uuid, Uuid)> = timetable_session::Entity::find()
        .select_only()
        .columns([timetable_session::Column::Id, timetable_session::Column::WorkshopId])
        .filter(timetable_session::COLUMN.workshop_id.is_in(workshops.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let all: Vec<Uuid> = held.iter().map(|(session, _)| *session).collect();
    let marks = load_ledger(db, &all, None).await?.marks();
    let mut sessions: HashMap<Uuid, Vec<SessionId>> = HashMap::new();
    for (session, workshop) in held {
        sessions.entry(workshop).or_default().push(SessionId(session));
    }
    let mut results = load_results(db, workshops).await?;
    let mut practice = load_practice(db, workshops).await?;
    let mut known = HashMap::with_capacity(seats.len());
    for (seat, workshop) in seats {
        let sessions = sessions.get(&workshop).map_or(&[][..], Vec::as_slice);
        let evidence = Evidence {
            attendance: count(&marks, EnrolmentId(seat), sessions),
            results: results.remove(&seat).unwrap_or_default(),
            practice: practice.remove(&EnrolmentId(seat)),
            ..Evidence::default()
        };
        known.insert(EnrolmentId(seat), evidence);
    }
    for (seat, condition) in load_fulfilments(db, workshops).await? {
        if let Some(evidence) = known.get_mut(&seat) {
            evidence.fulfilled.insert(condition);
        }
    }
    Ok(known)
}

async fn load_results(db: &impl ConnectionTrait, workshops: &[Uuid]) -> Result<HashMap<Uuid, Results>, UseError> {
    let rows = score::Entity::find()
        .select_only()
        .columns([score::Column::EnrolmentId, score::Column::Points])
        .columns([instrument::Column::Id, instrument::Column::Moment, instrument::Column::MaxPoints])
        .join(JoinType::InnerJoin, score::Relation::Instrument.def())
        .join(JoinType::InnerJoin, score::Relation::Enrolment.def())
        .filter(enrolment::COLUMN.workshop_id.is_in(workshops.iter().copied()))
        .filter(instrument::COLUMN.module_id.is_null())
        .into_tuple::<(Uuid, i32, Uuid, String, i32)>()
        .all(db)
        .await?;
    let mut results: HashMap<Uuid, Results> = HashMap::new();
    for (seat, points, test, moment, max) in rows {
        let results = results.entry(seat).or_default();
        match StoreError::read(&moment, "instrument", "moment", test)? {
            Moment::Before => results.before = Some(Score { points, max }),
            Moment::After => results.after = Some(Score { points, max }),
        }
    }
    Ok(results)
}

/// Who fulfils which condition that a trainer says.
pub(in crate::certificates) async fn load_fulfilments(
    db: &impl ConnectionTrait,
    workshops: &[Uuid],
) -> Result<Vec<(EnrolmentId, Uuid)>, UseError> {
    let rows = fulfilment::Entity::find()
        .select_only()
        .columns([fulfilment::Column::EnrolmentId, fulfilment::Column::ConditionId])
        .join(JoinType::InnerJoin, fulfilment::Relation::Enrolment.def())
        .filter(enrolment::COLUMN.workshop_id.is_in(workshops.iter().copied()))
        .into_tuple::<(Uuid, Uuid)>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(seat, condition)| (EnrolmentId(seat), condition)).collect())
}

/// What was decided about whom, by name of who decided.
pub(in crate::certificates) async fn load_decisions(
    db: &impl ConnectionTrait,
    workshops: &[Uuid],
) -> Result<HashMap<EnrolmentId, Decision>, UseError> {
    let rows = qualification_decision::Entity::find()
        .select_only()
        .columns([
            qualification_decision::Column::EnrolmentId,
            qualification_decision::Column::Qualifies,
            qualification_decision::Column::Reason,
        ])
        .column(account::Column::DisplayName)
        .join(JoinType::InnerJoin, qualification_decision::Relation::Account.def())
        .join(JoinType::InnerJoin, qualification_decision::Relation::Enrolment.def())
        .filter(enrolment::COLUMN.workshop_id.is_in(workshops.iter().copied()))
        .into_tuple::<(Uuid, bool, Option<String>, String)>()
        .all(db)
        .await?;
    let decision = |(seat, qualifies, reason, by)| (EnrolmentId(seat), Decision { qualifies, reason, by });
    Ok(rows.into_iter().map(decision).collect())
}
