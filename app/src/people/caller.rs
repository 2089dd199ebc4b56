//! Who asks, when, and of which database: the first argument of every use.

use super::access::{Act, Actor, may};
use crate::schema::db::Db;
use crate::schema::error::UseError;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::{NoContext, Timestamp, Uuid};

/// Who asks, at what time, of which database.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The database asked.
    pub db: Db,
    /// Who asks.
    pub actor: Actor,
    /// The time of asking; every row written bears it.
    pub now: DateTime<Utc>,
}

impl Caller {
    /// Refuses unless the actor may.
    ///
    /// # Errors
    /// [`UseError::Forbidden`].
    pub fn allow(&self, act: Act) -> Result<(), UseError> {
        if may(&self.actor, act) { Ok(()) } else { Err(UseError::Forbidden) }
    }

    /// The day of asking. The campaigns' clock is that of Bamako, which is UTC
    /// all year round.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// A new identifier, of the time of asking.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        new_id(self.now)
    }
}

/// A new identifier of that time: UUID version 7, 74 random bits.
#[must_use]
pub fn new_id(now: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos()))
}
