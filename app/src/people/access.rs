//! Who may do what. Pure: a question about an actor and an act, answered without
//! looking anything up; every use asks here first.

use crate::ids::{AccountId, CampaignId, PersonId, WorkshopId};

/// A role as granted to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// The whole installation.
    Administrator,
    /// One campaign: its workshops, people, certificates.
    Organiser(CampaignId),
    /// May be assigned to workshops of one campaign.
    Trainer(CampaignId),
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody in particular.
    Public,
    /// A trained actor, for themselves.
    Participant(PersonId),
    /// Someone with an account.
    Member {
        /// Which.
        account: AccountId,
        /// What was granted.
        grants: Vec<Grant>,
        /// The workshops that they train.
        assigned: Vec<WorkshopId>,
    },
    /// The installation itself: the command line on the server, and jobs.
    System,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Accounts, roles, campaigns.
    Administer,
    /// Plan and decide in a campaign: workshops, enrolments, certificates, codes.
    Organise(CampaignId),
    /// See a workshop's people, marks and scores.
    Follow(CampaignId, WorkshopId),
    /// Mark attendance and enter scores.
    Train(CampaignId, WorkshopId),
    /// Look into the register of people, as organisers of any campaign do.
    KeepRegister,
    /// See what belongs to one person.
    ReadOwn(PersonId),
    /// Read curricula and other working papers.
    Work,
    /// Read the lists of places and institutions that forms choose from.
    Choose,
    /// What the installation does by itself, such as carrying messages.
    RunDuties,
}

/// Whether the actor may do it.
#[must_use]
pub fn may(actor: &Actor, act: Act) -> bool {
    let (grants, assigned) = match actor {
        Actor::System => return true,
        Actor::Public => return false,
        Actor::Participant(person) => return act == Act::ReadOwn(*person) || act == Act::Choose,
        Actor::Member { grants, assigned, .. } => (grants, assigned),
    };
    let administers = grants.contains(&Grant::Administrator);
    let organises = |campaign| administers || grants.contains(&Grant::Organiser(campaign));
    match act {
        Act::Administer => administers,
        Act::Organise(campaign) => organises(campaign),
        Act::Follow(campaign, workshop) | Act::Train(campaign, workshop) => {
            organises(campaign) || assigned.contains(&workshop)
        }
        Act::KeepRegister => administers || grants.iter().any(|grant| matches!(grant, Grant::Organiser(_))),
        Act::ReadOwn(_) | Act::RunDuties => false,
        Act::Work | Act::Choose => !grants.is_empty(),
    }
}

impl Actor {
    /// The account, if they signed in with one.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Member { account, .. } => Some(*account),
            _ => None,
        }
    }

    /// The person, if they signed in as a participant.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Participant(person) => Some(*person),
            _ => None,
        }
    }

    /// The campaigns that they may organise; `None` means all of them.
    #[must_use]
    pub fn organised(&self) -> Option<Vec<CampaignId>> {
        match self {
            Self::System => None,
            Self::Member { grants, .. } if grants.contains(&Grant::Administrator) => None,
            Self::Member { grants, .. } => Some(
                grants
                    .iter()
                    .filter_map(|grant| if let Grant::Organiser(id) = grant { Some(*id) } else { None })
                    .collect(),
            ),
            _ => Some(Vec::new()),
        }
    }

    /// The workshops that they train.
    #[must_use]
    pub fn assigned(&self) -> &[WorkshopId] {
        match self {
            Self::Member { assigned, .. } => assigned,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    fn member(grants: Vec<Grant>, assigned: Vec<WorkshopId>) -> Actor {
        Actor::Member { account: AccountId(id(9)), grants, assigned }
    }

    #[test]
    fn the_table_of_roles() {
        let (mine, other) = (CampaignId(id(1)), CampaignId(id(2)));
        let (taught, foreign) = (WorkshopId(id(3)), WorkshopId(id(4)));
        let me = PersonId(id(5));
        let acts = [
            Act::Administer,
            Act::Organise(mine),
            Act::Organise(other),
            Act::Train(mine, taught),
            Act::Train(mine, foreign),
            Act::Follow(other, foreign),
            Act::ReadOwn(me),
            Act::ReadOwn(PersonId(id(6))),
            Act::Work,
            Act::KeepRegister,
            Act::Choose,
            Act::RunDuties,
        ];
        let cases = [
            (Actor::Public, "............"),
            (Actor::Participant(me), "......x...x."),
            (member(vec![], vec![]), "............"),
            (member(vec![Grant::Trainer(mine)], vec![taught]), "...x....x.x."),
            (member(vec![Grant::Organiser(mine)], vec![]), ".x.xx...xxx."),
            (member(vec![Grant::Administrator], vec![]), "xxxxxx..xxx."),
            (Actor::System, "xxxxxxxxxxxx"),
        ];
        for (actor, expected) in cases {
            let found: String = acts.iter().map(|act| if may(&actor, *act) { 'x' } else { '.' }).collect();
            assert_eq!(found, expected, "{actor:?}");
        }
    }
}
