//! Nobody is in two workshops on one day: asked behind the lock of each person, so
//! that two workshops that enrol someone at the same moment do so one after the other.

use crate::clash::Clash;
use crate::scheduling::model::Days;
use crate::scheduling::store::checking::held_on;
use crate::schema::error::UseError;
use crate::schema::{enrolment, person, workshop};
use sea_orm::sea_query::LockType;
use sea_orm::{DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// How many people a statement names at once.
const CHUNK: usize = 500;

/// Holds these people until the transaction ends, in an order that is the same for
/// everyone who holds several.
///
/// # Errors
/// If the database fails.
pub async fn lock_people_in(tx: &DatabaseTransaction, people: &[Uuid]) -> Result<(), UseError> {
    let mut people = people.to_vec();
    people.sort_unstable();
    for some in people.chunks(CHUNK) {
        person::Entity::find()
            .filter(person::COLUMN.id.is_in(some.iter().copied()))
            .order_by_asc(person::Column::Id)
            .lock(LockType::NoKeyUpdate)
            .all(tx)
            .await?;
    }
    Ok(())
}

/// Why these people, who are locked, cannot be in a workshop on these days: the other
/// workshop in which most of them have a seat then.
///
/// # Errors
/// If the database fails.
pub(super) async fn load_elsewhere(
    tx: &DatabaseTransaction,
    workshop: Uuid,
    days: Days,
    people: &[Uuid],
) -> Result<Option<Clash>, UseError> {
    let then = held_on(days).add(workshop::COLUMN.id.ne(workshop));
    let mut seats = Vec::new();
    for some in people.chunks(CHUNK) {
        let found = enrolment::Entity::find()
            .find_also_related(workshop::Entity)
            .filter(enrolment::COLUMN.person_id.is_in(some.iter().copied()))
            .filter(enrolment::COLUMN.withdrawn_at.is_null())
            .filter(then.clone())
            .all(tx)
            .await?;
        seats.extend(found.into_iter().filter_map(|(_, other)| other));
    }
    let of = |id: Uuid| seats.iter().filter(|other| other.id == id).count();
    Ok(seats.iter().max_by_key(|other| of(other.id)).map(|other| Clash::Elsewhere {
        people: i32::try_from(of(other.id)).unwrap_or(i32::MAX),
        workshop: other.title.clone(),
        starts_on: other.starts_on,
        ends_on: other.ends_on,
    }))
}
