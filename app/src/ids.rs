//! Typed identifiers: a workshop's cannot be passed for a person's. All are
//! UUIDs of version 7, so that rows created together lie together.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.trim().parse().map(Self)
            }
        }
    )*};
}

identifiers! {
    /// What participants say of a workshop on an occasion.
    EvaluationId;
    /// A test opened for a workshop.
    OpeningId;
    /// A version of a question in a bank.
    BankQuestionId;
    /// A person in the register of trained actors.
    PersonId;
    /// Two entries of the register made one.
    MergeId;
    /// A list of people that came from elsewhere.
    ImportId;
    /// What a person asks about their own data.
    RequestId;
    /// A day on which a campaign holds no workshop.
    HolidayId;
    /// Something wished of the plans of a campaign.
    WishId;
    /// A plan of a campaign.
    PlanId;
    /// Days on which a trainer cannot train.
    AbsenceId;
    /// Someone who signs in with a password.
    AccountId;
    /// A browser or a program that has signed in.
    SignInId;
    /// A structure that sends people.
    InstitutionId;
    /// A kind of institution.
    CategoryId;
    /// A first-level region.
    RegionId;
    /// A cercle or a commune.
    LocalityId;
    /// A city.
    CityId;
    /// A line of a timetable.
    ItemId;
    /// A campaign.
    CampaignId;
    /// A place where workshops are held.
    VenueId;
    /// A version of the teaching material.
    CurriculumId;
    /// A module of a curriculum.
    ModuleId;
    /// A workshop.
    WorkshopId;
    /// A half-day of a workshop's timetable.
    SessionId;
    /// A person's enrolment in a workshop.
    EnrolmentId;
    /// An address at which an institution names people.
    NominationLinkId;
    /// Someone named for a workshop.
    NominationId;
    /// How many seats go to people of one kind.
    QuotaId;
    /// A test given before or after.
    InstrumentId;
    /// A mark of attendance; the device that makes it chooses the identifier.
    AttendanceEventId;
    /// A phone or a browser that marks, by a name that it gave itself.
    DeviceId;
    /// A signed sheet as it came.
    ScanId;
}
