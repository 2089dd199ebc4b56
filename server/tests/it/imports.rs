//! Lists from elsewhere: seen before they are taken, taken all or none, given back.

use crate::world::World;
use app::fields::Problem;
use app::ids::{CampaignId, ImportId};
use app::imports::model::{Decision, Mapping, NameOrder, Outcome};
use app::imports::sheet;
use app::imports::store::applying::{apply, undo};
use app::imports::store::deciding::{decide, name_institutions, set_mapping, unknown_institutions};
use app::imports::store::uploads::{ROWS_LAST, find, rows, upload};
use app::people::caller::Caller;
use app::people::model::Sex;
use app::people::store::finding::{count, search};
use app::people::store::places;
use app::people::store::register::load_entry;
use app::schema::error::UseError;
use app::schema::{import_row, person};
use app::workshops::store::enrolment::enrol;
use chrono::TimeDelta;
use sea_orm::{EntityTrait, QueryFilter};

pub const HEADINGS: &str = "N°;Nom et prénoms;Sexe;Structure;Fonction;Région;Contact;Naissance\n";

/// An organiser with lists to take in.
pub struct Desk {
    pub world: World,
    pub organiser: Caller,
    pub campaign: CampaignId,
    pub institution: String,
}

impl Desk {
    pub async fn new() -> Self {
        let world = World::new().await;
        let organiser = world.caller("organisateur.demo").await;
        let campaign = world.demo().campaign.parse().expect("an identifier");
        let institution = places::institutions(&organiser).await.expect("institutions")[0].1.clone();
        Self { world, organiser, campaign, institution }
    }

    pub fn line(&self, name: &str, phone: &str) -> String {
        format!("1;{name};F;{};Agent;Gao;{phone};1985\n", self.institution)
    }

    pub async fn upload(&self, rows: &str) -> ImportId {
        let list = sheet::read(format!("{HEADINGS}{rows}").as_bytes()).expect("a list");
        upload(&self.organiser, self.campaign, "Gao", "liste.csv", list).await.expect("taken in")
    }

    pub async fn outcomes(&self, id: ImportId) -> Vec<Outcome> {
        let rows = rows(&self.organiser, id, None, 0, 1_000).await.expect("rows");
        rows.into_iter().map(|row| row.outcome).collect()
    }

    pub async fn people(&self) -> u64 {
        count(&self.organiser).await.expect("a count")
    }
}

fn refused(result: Result<(), UseError>) -> Problem {
    match result {
        Err(UseError::Refused(mut refusals)) => refusals.remove(0).problem,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_list_is_looked_at_taken_once_and_given_back() {
    let desk = Desk::new().await;
    let before = desk.people().await;
    let list = desk.line("ZOUMANA Xaviera", "50 11 22 33") + &desk.line("ZERBO Yvette", "50 11 22 34");
    let id = desk.upload(&list).await;
    assert_eq!(desk.outcomes(id).await, [Outcome::New, Outcome::New]);
    assert_eq!(desk.people().await, before, "nothing comes in unseen");
    apply(&desk.organiser, id, false).await.expect("taken");
    apply(&desk.organiser, id, false).await.expect("again, without effect");
    assert_eq!(desk.people().await, before + 2);
    let found = search(&desk.organiser, "zoumana xaviera", None, 5).await.expect("found").lines.remove(0);
    let entry = load_entry(desk.world.db.reader(), found.id).await.expect("an entry").person;
    assert_eq!((entry.name.given.as_str(), entry.sex), ("Xaviera", Sex::Female));
    assert_eq!(entry.phone.as_deref(), Some("+22350112233"));

    let again = desk.upload(&list).await;
    assert_eq!(desk.outcomes(again).await, [Outcome::Same, Outcome::Same], "the same list a second time");

    undo(&desk.organiser, id).await.expect("undone");
    assert_eq!(desk.people().await, before);
    assert!(search(&desk.organiser, "zoumana xaviera", None, 5).await.expect("found").lines.is_empty());
    assert!(matches!(undo(&desk.organiser, id).await, Err(UseError::NotFound)), "only once");
}

#[tokio::test]
async fn a_row_in_doubt_keeps_all_out_until_it_is_decided() {
    let desk = Desk::new().await;
    let before = desk.people().await;
    let list = desk.line("ZOUMANA Xaviera", "50 11 22 33")
        + &desk.line("ZERBO Yvette", "6,5E+07")
        + &desk.line("Zumana Xavièra", "50 99 99 99");
    let id = desk.upload(&list).await;
    assert_eq!(desk.outcomes(id).await, [Outcome::New, Outcome::Refused, Outcome::Duplicate]);
    assert_eq!(refused(apply(&desk.organiser, id, false).await), Problem::NotDecided { rows: 2 });
    assert_eq!(desk.people().await, before, "all or nothing");
    decide(&desk.organiser, id, &[(4, Some(Decision::Add))]).await.expect("decided");
    apply(&desk.organiser, id, true).await.expect("what is in order");
    assert_eq!(desk.people().await, before + 2, "the refused row stays out");
}

#[tokio::test]
async fn what_a_list_changes_is_as_before_once_it_is_undone() {
    let desk = Desk::new().await;
    let first = desk.upload(&desk.line("ZOUMANA Xaviera", "50 11 22 33")).await;
    apply(&desk.organiser, first, false).await.expect("taken");
    let id = search(&desk.organiser, "zoumana xaviera", None, 5).await.expect("found").lines.remove(0).id;
    let before = load_entry(desk.world.db.reader(), id).await.expect("an entry").person;

    let line = desk.line("Zoumana Xaviera", "50 11 22 33").replace("Agent", "Cheffe de poste").replace(";1985", ";");
    let second = desk.upload(&line).await;
    let row = rows(&desk.organiser, second, None, 0, 1).await.expect("rows").remove(0);
    assert_eq!((row.outcome, row.judgement.fields), (Outcome::Changed, vec!["job_title".to_owned()]));
    apply(&desk.organiser, second, false).await.expect("taken");
    let after = load_entry(desk.world.db.reader(), id).await.expect("an entry").person;
    assert_eq!((after.job_title.as_str(), after.age), ("Cheffe de poste", before.age), "an empty cell erases nothing");
    assert_eq!(after.name.family, "ZOUMANA", "lost capitals are no correction");

    assert_eq!(refused(undo(&desk.organiser, first).await), Problem::UsedSince { people: 1 });
    undo(&desk.organiser, second).await.expect("undone");
    assert_eq!(load_entry(desk.world.db.reader(), id).await.expect("an entry").person, before);
}

#[tokio::test]
async fn a_list_whose_people_were_enrolled_is_not_undone() {
    let desk = Desk::new().await;
    let id = desk.upload(&desk.line("ZOUMANA Xaviera", "50 11 22 33")).await;
    apply(&desk.organiser, id, false).await.expect("taken");
    let person = search(&desk.organiser, "zoumana xaviera", None, 5).await.expect("found").lines.remove(0).id;
    let workshop = desk.world.demo().workshop_running.parse().expect("an identifier");
    sea_orm::ConnectionTrait::execute_unprepared(desk.world.db.writer(), "UPDATE workshop SET capacity = 100")
        .await
        .expect("room");
    enrol(&desk.organiser, workshop, person).await.expect("enrolled");
    let before = desk.world.rows().await;
    assert_eq!(refused(undo(&desk.organiser, id).await), Problem::UsedSince { people: 1 });
    assert_eq!(desk.world.rows().await, before);
}

#[tokio::test]
async fn an_unknown_institution_is_named_once_and_remembered() {
    let desk = Desk::new().await;
    let line = desk.line("ZOUMANA Xaviera", "50 11 22 33").replace(&desk.institution, "D.R.P.F.E.F. de Gao");
    let id = desk.upload(&line).await;
    assert_eq!(desk.outcomes(id).await, [Outcome::Refused]);
    let unknown = unknown_institutions(&desk.organiser, id).await.expect("names");
    assert_eq!(unknown, [("D.R.P.F.E.F. de Gao".to_owned(), 1)]);
    let meant = places::institutions(&desk.organiser).await.expect("institutions")[0].0;
    name_institutions(&desk.organiser, id, &[(unknown[0].0.clone(), meant)]).await.expect("named");
    assert_eq!(desk.outcomes(id).await, [Outcome::New]);
    assert_eq!(desk.outcomes(desk.upload(&line).await).await, [Outcome::New], "and for later lists");
}

#[tokio::test]
async fn how_a_list_is_read_is_remembered_for_its_sender() {
    let desk = Desk::new().await;
    let line = desk.line("Xaviera Zoumana", "50 11 22 33");
    let id = desk.upload(&line).await;
    let mapping = Mapping { names: NameOrder::GivenFirst, ..find(&desk.organiser, id).await.expect("a list").mapping };
    set_mapping(&desk.organiser, id, &mapping).await.expect("read otherwise");
    let again = desk.upload(&line).await;
    assert_eq!(find(&desk.organiser, again).await.expect("a list").mapping, mapping);
    apply(&desk.organiser, again, false).await.expect("taken");
    let found = search(&desk.organiser, "zoumana xaviera", None, 5).await.expect("found").lines.remove(0);
    assert_eq!(found.name.family, "Zoumana");
}

#[tokio::test]
async fn one_list_taken_by_many_at_once_comes_in_once() {
    let desk = Desk::new().await;
    let before = desk.people().await;
    let id = desk.upload(&desk.line("ZOUMANA Xaviera", "50 11 22 33")).await;
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let organiser = desk.organiser.clone();
            tokio::spawn(async move { apply(&organiser, id, false).await })
        })
        .collect();
    for task in tasks {
        task.await.expect("it does not panic").expect("taken");
    }
    assert_eq!(desk.people().await, before + 1);
}

#[tokio::test]
async fn the_rows_of_a_list_are_not_kept_for_ever() {
    let desk = Desk::new().await;
    let id = desk.upload(&desk.line("ZOUMANA Xaviera", "50 11 22 33")).await;
    desk.world.wait(ROWS_LAST + TimeDelta::minutes(1));
    let later = Caller { now: desk.world.now(), ..desk.organiser.clone() };
    let list =
        sheet::read(format!("{HEADINGS}{}", desk.line("ZERBO Yvette", "50 11 22 34")).as_bytes()).expect("a list");
    upload(&later, desk.campaign, "Gao", "", list).await.expect("taken in");
    assert!(find(&later, id).await.expect("a list").wiped);
    let kept = import_row::Entity::find().filter(import_row::COLUMN.import_id.eq(id.0));
    assert!(kept.all(desk.world.db.reader()).await.expect("rows").is_empty());
    assert!(matches!(apply(&later, id, false).await, Err(UseError::NotFound)));
}

#[tokio::test]
async fn over_http_from_the_file_to_the_register() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let campaign = world.demo().campaign.clone();
    let system = world.system();
    let institution = places::institutions(&system).await.expect("institutions")[0].1.clone();
    let list = format!("Nom,Prénoms,Structure,Fonction,Région\nZoumana,Xaviera,\"{institution}\",Agent,Gao\n");
    let fields = [("campaign", campaign.as_str()), ("sender", "Gao"), ("pasted", "")];
    let reply = organiser.post_parts("/imports", &fields, Some(("file", "l.csv", list.as_bytes()))).await;
    let address = reply.location().expect("the list's page").to_owned();
    let page = organiser.get(&address).await;
    assert!(page.prose().contains("Zoumana · Xaviera"), "{}", page.prose());
    assert_eq!(
        organiser.post(&format!("{address}/apply"), &[("which", "all")]).await.location(),
        Some(address.as_str())
    );
    assert!(organiser.get("/people?search=zoumana").await.prose().contains("Zoumana Xaviera"));
    assert_eq!(organiser.post(&format!("{address}/undo"), &[]).await.location(), Some(address.as_str()));
    assert!(!organiser.get("/people?search=zoumana").await.prose().contains("Zoumana Xaviera"));

    let reply = organiser.post_parts("/imports", &fields, Some(("file", "l.xlsx", b"PK\x03\x04 broken"))).await;
    assert_eq!(reply.status.as_u16(), 422);
    assert!(!reply.error_at("file").is_empty());
    let pasted = [("campaign", campaign.as_str()), ("sender", ""), ("pasted", "Nom\tPrénoms\nZoumana\tXaviera")];
    let reply = organiser.post_parts("/imports", &pasted, None).await;
    assert!(!reply.error_at("sender").is_empty());
    assert!(reply.text().contains("Zoumana\tXaviera"), "what was pasted stays");
}

#[tokio::test]
async fn whoever_does_not_organise_the_campaign_takes_nothing_in() {
    let desk = Desk::new().await;
    let id = desk.upload(&desk.line("ZOUMANA Xaviera", "50 11 22 33")).await;
    let before = desk.world.rows().await;
    for caller in [desk.world.caller("formatrice.demo").await, crate::register::stranger(&desk.world).await] {
        let list = sheet::read(format!("{HEADINGS}{}", desk.line("A B", "")).as_bytes()).expect("a list");
        assert!(matches!(upload(&caller, desk.campaign, "x", "", list).await, Err(UseError::Forbidden)));
        assert!(matches!(find(&caller, id).await, Err(UseError::Forbidden)));
        assert!(matches!(apply(&caller, id, true).await, Err(UseError::Forbidden)));
        assert!(matches!(undo(&caller, id).await, Err(UseError::Forbidden)));
        assert!(matches!(decide(&caller, id, &[]).await, Err(UseError::Forbidden)));
    }
    assert_eq!(desk.world.rows().await, before);
    let people = person::Entity::find().all(desk.world.db.reader()).await.expect("people");
    assert!(people.iter().all(|row| row.family_name != "ZOUMANA"));
}
