//! Two lists as they come from cities, one taken in, one still to be decided;
//! and who waits for a seat in the last workshop, which is full.

use super::DemoError;
use app::ids::CampaignId;
use app::imports::model::Mapping;
use app::imports::sheet;
use app::imports::store::applying::apply;
use app::imports::store::deciding::{name_institutions, set_mapping};
use app::imports::store::uploads::{find, upload};
use app::people::caller::Caller;
use app::people::store::finding::{PersonLine, search};
use app::people::store::places;
use app::workshops::store::enrolment::participants;
use app::workshops::store::reading::of_campaign;
use app::workshops::store::waiting::wait;

/// Takes in a list in which two functions have changed, and leaves another open.
pub(super) async fn load(organiser: &Caller, campaign: CampaignId) -> Result<(), DemoError> {
    let people = search(organiser, "", None, 40).await?.lines;
    let known: Vec<&PersonLine> = people.iter().filter(|line| line.phone.is_some()).take(8).collect();
    take_in(organiser, campaign, &known).await?;
    leave_open(organiser, campaign, &known).await?;
    wait_for_seats(organiser, campaign, &known).await
}

async fn wait_for_seats(organiser: &Caller, campaign: CampaignId, known: &[&PersonLine]) -> Result<(), DemoError> {
    let Some(last) = of_campaign(organiser, campaign).await?.pop() else { return Ok(()) };
    let seated = participants(organiser, last).await?;
    let without = known.iter().filter(|line| seated.iter().all(|seat| seat.person != line.id));
    for line in without.take(2) {
        wait(organiser, last, line.id).await?;
    }
    Ok(())
}

async fn take_in(organiser: &Caller, campaign: CampaignId, known: &[&PersonLine]) -> Result<(), DemoError> {
    let mut list = String::from("Nom;Prénoms;Structure;Fonction;Région;Téléphone\n");
    for (place, line) in known.iter().enumerate() {
        let title = if place < 2 { "Point focal traite" } else { &line.job_title };
        list.push_str(&row(line, &line.institution, title, line.phone.as_deref().unwrap_or_default()));
    }
    let sheet = sheet::read(list.as_bytes()).map_err(DemoError::List)?;
    let id = upload(organiser, campaign, "Point focal de Ségou", "acteurs-segou.csv", sheet).await?;
    let mapping = Mapping { job_title: "Agent".to_owned(), ..find(organiser, id).await?.mapping };
    set_mapping(organiser, id, &mapping).await?;
    if let Some((institution, name)) = places::institutions(organiser).await?.into_iter().next() {
        name_institutions(organiser, id, &[(format!("{name} (ancien nom)"), institution)]).await?;
    }
    Ok(apply(organiser, id, false).await?)
}

/// The same telephone with another's name, a number that a spreadsheet has
/// rounded, an institution that nobody knows, and someone new.
async fn leave_open(organiser: &Caller, campaign: CampaignId, known: &[&PersonLine]) -> Result<(), DemoError> {
    let [one, other, ..] = known else { return Ok(()) };
    let mut list = String::from("NOM ET PRENOMS;SEXE;SERVICE;POSTE;REGION;CONTACT\n");
    let mut add = |line: &PersonLine, name: &str, institution: &str, contact: &str| {
        list.push_str(&[name, "M", institution, &line.job_title, &line.region, contact].join(";"));
        list.push('\n');
    };
    let near = format!("{} {}", one.name.family.to_uppercase(), one.name.given);
    add(one, &near, &one.institution, "");
    add(other, "SANGARE Exemple", &other.institution, "6,5E+07");
    add(other, "DEMBELE Nouveau", "Brigade du port fluvial (exemple)", "50 00 99 01");
    add(other, "KONATE Nouvelle", &other.institution, "50 00 99 02");
    let sheet = sheet::read(list.as_bytes()).map_err(DemoError::List)?;
    upload(organiser, campaign, "Point focal de Gao", "liste gao.csv", sheet).await?;
    Ok(())
}

fn row(line: &PersonLine, institution: &str, title: &str, phone: &str) -> String {
    format!("{};{};{institution};{title};{};{phone}\n", line.name.family, line.name.given, line.region)
}
