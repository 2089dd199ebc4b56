//! Who was named for the last workshop: two by a link, others from a list; what
//! the choice is to hold to; one who comes in another's place; and one invited.

use super::DemoError;
use app::code::Code;
use app::ids::{CampaignId, WorkshopId};
use app::messages::model::{Filling, Wording};
use app::messages::store::inviting::{Whom, invite, invitees};
use app::messages::store::outbox::{Outcome, settle, take_due};
use app::nominations::model::{NewLink, QuotaForm, Share};
use app::nominations::store::choosing::nominees;
use app::nominations::store::links::make_link;
use app::nominations::store::naming::{lists, name_by_link, name_list};
use app::nominations::store::quotas::{categories, set_quota};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::model::{PersonName, Sex};
use app::people::store::places::{institutions, regions};
use app::people::store::register::load_entry;
use app::workshops::store::enrolment::participants;
use app::workshops::store::reading::of_campaign;
use app::workshops::store::substitution::substitute;
use chrono::Days;

/// Names people for the campaign's last workshop, sets its quotas, and lets one
/// of those named take another's seat.
pub(super) async fn load(organiser: &Caller, campaign: CampaignId) -> Result<(), DemoError> {
    let workshops = of_campaign(organiser, campaign).await?;
    let (Some(first), Some(workshop)) = (workshops.first().copied(), workshops.last().copied()) else { return Ok(()) };
    set_quotas(organiser, workshop).await?;
    let Some((institution, _)) = institutions(organiser).await?.into_iter().nth(1) else { return Ok(()) };
    let open_until = organiser.today().checked_add_days(Days::new(14)).unwrap_or(organiser.today());
    let link = NewLink { institution, places: 3, open_until };
    let token = make_link(organiser, workshop, link).await?;
    let anyone = Caller { actor: Actor::Public, ..organiser.clone() };
    // Two whom the register knows, so that there are as many people as there were.
    let trained = participants(organiser, first).await?;
    for one in trained.into_iter().filter(|one| one.phone.is_some()).take(2) {
        let entry = load_entry(organiser.db.reader(), one.person).await?.person;
        name_by_link(&anyone, token.reveal(), "Directrice (exemple)", entry).await?;
    }
    if let Some(list) = lists(organiser, campaign).await?.into_iter().next() {
        name_list(organiser, workshop, list.id).await?;
    }
    replace_one(organiser, workshop).await?;
    invite_one(organiser, workshop).await
}

async fn set_quotas(organiser: &Caller, workshop: WorkshopId) -> Result<(), DemoError> {
    let category = categories(organiser).await?.into_iter().next().map(|(id, ..)| Share::Category(id));
    let region = regions(organiser).await?.into_iter().next().map(|(id, _)| Share::Region(id));
    let institution = institutions(organiser).await?.into_iter().next().map(|(id, _)| Share::Institution(id));
    let quotas =
        [(Some(Share::Sex(Sex::Female)), "10", ""), (region, "2", "12"), (category, "", "8"), (institution, "1", "3")];
    for (share, at_least, at_most) in quotas {
        let Some(share) = share else { continue };
        let form = QuotaForm { share: share.to_string(), at_least: at_least.to_owned(), at_most: at_most.to_owned() };
        set_quota(organiser, workshop, &form).await?;
    }
    Ok(())
}

/// One who was enrolled cannot come; someone named comes instead.
async fn replace_one(organiser: &Caller, workshop: WorkshopId) -> Result<(), DemoError> {
    let seated = participants(organiser, workshop).await?;
    let named = nominees(organiser, workshop).await?;
    let by = named.iter().find(|nominee| seated.iter().all(|seat| seat.person != nominee.person));
    if let (Some(seat), Some(by)) = (seated.last(), by) {
        substitute(organiser, workshop, seat.enrolment, by.person, "Appelé en mission").await?;
    }
    Ok(())
}

/// One is invited. The message counts as sent, and is not: nobody in the
/// demonstration exists, but their telephone may.
async fn invite_one(organiser: &Caller, workshop: WorkshopId) -> Result<(), DemoError> {
    let all = invitees(organiser, workshop).await?;
    let Some(one) = all.iter().find(|one| one.channel.is_some()) else { return Ok(()) };
    let wording = Wording { subject: "{atelier}".to_owned(), email: "{code}".to_owned(), sms: "{code}".to_owned() };
    let filling = |name: &PersonName, code: &Code| Filling {
        name: name.to_string(),
        workshop: String::new(),
        place: String::new(),
        dates: String::new(),
        code: code.to_string(),
        link: String::new(),
    };
    invite(organiser, workshop, Whom::Again(one.enrolment), &wording, filling).await?;
    let system = Caller { actor: Actor::System, ..organiser.clone() };
    for message in take_due(&system, 1).await? {
        settle(&system, message.id, &Outcome::Delivered).await?;
    }
    Ok(())
}
