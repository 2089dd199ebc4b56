//! What participants of the demonstration ask about their own data: one has moved
//! to another post, one asks to be erased, and one was told why not. Of the first
//! there is a photo, which is a drawing.

use super::DemoError;
use app::ids::CampaignId;
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::model::NewPerson;
use app::people::photo::portrait;
use app::people::store::photos::set_photo;
use app::rights::store::requests::{ask_erasure, decline, own, propose, to_decide};
use app::schema::error::UseError;
use app::workshops::store::enrolment::participants;
use app::workshops::store::reading::of_campaign;

/// A face, drawn.
const PORTRAIT: &[u8] = include_bytes!("../../assets/demo/portrait.png");

/// Asks as participants of the first workshop, and decides as its organiser.
///
/// # Errors
/// If a use refuses.
pub async fn load(organiser: &Caller, campaign: CampaignId) -> Result<(), DemoError> {
    let first = *of_campaign(organiser, campaign).await?.first().ok_or(UseError::NotFound)?;
    let people = participants(organiser, first).await?;
    let [one, two, three, ..] = people.as_slice() else { return Ok(()) };
    set_photo(organiser, one.person, portrait(PORTRAIT)?).await?;
    let asking = |person| Caller { actor: Actor::Participant(person), ..organiser.clone() };
    ask_erasure(&asking(three.person)).await?;
    if let Some((request, _)) = to_decide(organiser).await?.pop() {
        decline(organiser, request.id, "Demande faite avec le code d’un autre : venez nous voir.").await?;
    }
    let entry = own(&asking(one.person)).await?.entry.person;
    let moved = NewPerson { job_title: "Point focal MRN".to_owned(), languages: vec!["fr", "bm"], ..entry };
    propose(&asking(one.person), &moved).await?;
    Ok(ask_erasure(&asking(two.person)).await?)
}
