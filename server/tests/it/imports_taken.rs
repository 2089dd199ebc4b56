//! What lists bring and take back again: at once, in bulk, and more of a person
//! than their name; and slips of typing.

use crate::imports::{Desk, HEADINGS};
use app::ids::ImportId;
use app::imports::model::{Decision, Outcome};
use app::imports::sheet;
use app::imports::store::applying::{apply, take, undo};
use app::imports::store::deciding::decide;
use app::imports::store::uploads::{rows, upload};
use app::people::caller::Caller;
use app::people::model::CONSENT_WORDING;
use app::people::store::duplicates::{like, pairs};
use app::people::store::finding::search;
use app::people::store::register::{Entry, load_entry};
use app::schema::consent;
use chrono::{NaiveDate, TimeDelta};
use sea_orm::{EntityTrait, QueryFilter};

#[tokio::test]
async fn at_once_a_list_comes_in_whole_or_leaves_nothing() {
    let desk = Desk::new().await;
    let before = desk.world.rows().await;
    let list = desk.line("ZOUMANA Xaviera", "50 11 22 33") + &desk.line("ZERBO Yvette", "6,5E+07");
    let list = sheet::read(format!("{HEADINGS}{list}").as_bytes()).expect("a list");
    let at_once = |in_order| take(&desk.organiser, desk.campaign, "Gao", "liste.csv", &list, in_order);
    let taken = at_once(false).await.expect("judged");
    assert_eq!((taken.left, taken.id), (1, None));
    assert_eq!(desk.world.rows().await, before, "nothing is kept, not the list either");
    let taken = at_once(true).await.expect("taken");
    assert_eq!((taken.judged.len(), taken.left), (2, 1));
    let id = taken.id.expect("a list");
    assert_eq!(desk.outcomes(id).await, [Outcome::New, Outcome::Refused]);
    assert_eq!(desk.people().await, 221);
    undo(&desk.organiser, id).await.expect("undone");
    assert_eq!(desk.people().await, 220);
}

#[tokio::test]
async fn a_name_and_a_telephone_that_a_list_changes_are_found_until_it_is_undone() {
    let desk = Desk::new().await;
    let first = desk.upload(&desk.line("ZOUMANA Xaviera", "50 11 22 33")).await;
    apply(&desk.organiser, first, false).await.expect("taken");
    let found = async |typed| search(&desk.organiser, typed, None, 5).await.expect("found").lines.len();
    // Two rows tell of her: one by year and institution, one by the telephone.
    let list = desk.line("ZOUMANA Xaviera", "50 77 77 77") + &desk.line("Zumana Xaviera", "50 11 22 33");
    let second = desk.upload(&list).await;
    assert_eq!(desk.outcomes(second).await, [Outcome::Changed, Outcome::Changed]);
    apply(&desk.organiser, second, false).await.expect("taken");
    assert_eq!(
        (found("zumana xaviera").await, found("zoumana xaviera").await),
        (1, 1),
        "as it is written, and as it sounds"
    );
    let entry = search(&desk.organiser, "zumana xaviera", None, 5).await.expect("found").lines.remove(0);
    assert_eq!((entry.name.family.as_str(), entry.phone.as_deref()), ("Zumana", Some("+22350112233")));
    undo(&desk.organiser, second).await.expect("undone");
    let entry = search(&desk.organiser, "zoumana xaviera", None, 5).await.expect("found").lines.remove(0);
    assert_eq!((entry.name.family.as_str(), entry.phone.as_deref()), ("ZOUMANA", Some("+22350112233")));
    assert_eq!((found("50777777").await, found("50112233").await), (0, 1));
}

/// A list that tells more of one person.
async fn more(desk: &Desk, cells: &str) -> ImportId {
    let headings = "Nom;Prénoms;Structure;Fonction;Région;Tél;Cercle;Langues;Besoins;Consentement\n";
    let list = format!("{headings}Zoumana;Xaviera;{};Agent;Gao;50112233;{cells}\n", desk.institution);
    let list = sheet::read(list.as_bytes()).expect("a list");
    upload(&desk.organiser, desk.campaign, "Gao", "plus.csv", list).await.expect("taken in")
}

/// The same desk some days later.
fn later(desk: Desk, days: i64) -> Desk {
    desk.world.wait(TimeDelta::days(days));
    Desk { organiser: Caller { now: desk.world.now(), ..desk.organiser }, ..desk }
}

async fn xaviera(desk: &Desk) -> Entry {
    let id = search(&desk.organiser, "zoumana xaviera", None, 5).await.expect("found").lines.remove(0).id;
    load_entry(desk.world.db.reader(), id).await.expect("an entry")
}

#[tokio::test]
async fn place_languages_needs_and_consent_come_with_a_list_and_go_with_it() {
    let desk = Desk::new().await;
    // The wording in force is younger than the demonstration.
    let day = NaiveDate::from_ymd_opt(2026, 11, 12).expect("a day");
    let days = (day - desk.organiser.today()).num_days();
    let desk = later(desk, days);
    let id = more(&desk, &format!("Cercle de Gao;songhay, français;Fauteuil;{}", day.format("%d/%m/%Y"))).await;
    assert_eq!(desk.outcomes(id).await, [Outcome::New]);
    apply(&desk.organiser, id, false).await.expect("taken");
    let first = xaviera(&desk).await;
    assert_eq!((first.locality.as_deref(), &first.person.languages[..]), (Some("Gao"), &["fr", "ses"][..]));
    assert_eq!(
        (first.person.accessibility.as_str(), &first.consent),
        ("Fauteuil", &Some((CONSENT_WORDING.into(), day)))
    );

    let desk = later(desk, 3);
    let id = more(&desk, ";bambara;;non").await;
    let row = rows(&desk.organiser, id, None, 0, 1).await.expect("rows").remove(0);
    assert_eq!((row.outcome, row.judgement.fields), (Outcome::Changed, vec!["languages".into(), "consent".into()]));
    apply(&desk.organiser, id, false).await.expect("taken");
    let changed = xaviera(&desk).await;
    assert_eq!((&changed.person.languages[..], changed.consent), (&["bm"][..], None));
    assert_eq!((changed.locality.as_deref(), changed.person.accessibility.as_str()), (Some("Gao"), "Fauteuil"));
    undo(&desk.organiser, id).await.expect("undone");
    assert_eq!(xaviera(&desk).await, first, "the consent of that day, not one of today");

    let id = more(&desk, "Atlantide;klingon;;peut-être").await;
    let row = rows(&desk.organiser, id, None, 0, 1).await.expect("rows").remove(0);
    let refused: Vec<&str> = row.judgement.refusals.iter().map(|it| it.refusal.field.as_str()).collect();
    assert_eq!(refused, ["languages", "consent", "locality"]);
}

#[tokio::test]
async fn consent_that_a_list_brought_goes_with_it() {
    let desk = Desk::new().await;
    let id = more(&desk, ";;;").await;
    apply(&desk.organiser, id, false).await.expect("taken");
    let before = desk.world.count("consent").await;
    let desk = later(desk, 1);
    let id = more(&desk, ";;;oui").await;
    apply(&desk.organiser, id, false).await.expect("taken");
    let given = consent::Entity::find().filter(consent::COLUMN.recorded_at.eq(desk.organiser.now));
    let given = given.all(desk.world.db.reader()).await.expect("consents").remove(0);
    let today: NaiveDate = desk.organiser.today();
    assert_eq!((given.given_on, given.wording.as_str()), (today, CONSENT_WORDING));
    undo(&desk.organiser, id).await.expect("undone");
    assert_eq!(desk.world.count("consent").await, before);
}

#[tokio::test]
async fn a_slip_of_typing_with_another_number_is_seen_in_a_list_and_in_the_register() {
    let desk = Desk::new().await;
    let first = desk.upload(&desk.line("ZOUMANA Aminata", "50 11 22 33")).await;
    apply(&desk.organiser, first, false).await.expect("taken");
    let second = desk.upload(&desk.line("ZOUMANA Aminta", "50 99 99 99")).await;
    let row = rows(&desk.organiser, second, None, 0, 1).await.expect("rows").remove(0);
    let known = search(&desk.organiser, "zoumana aminata", None, 5).await.expect("found").lines.remove(0).id;
    assert_eq!((row.outcome, row.judgement.candidates[0].0), (Outcome::Duplicate, known));
    decide(&desk.organiser, second, &[(2, Some(Decision::Add))]).await.expect("decided");
    apply(&desk.organiser, second, false).await.expect("taken");
    let both = pairs(&desk.organiser, 500).await.expect("pairs");
    let both = both.iter().find(|pair| [pair.one.id, pair.other.id].contains(&known)).expect("the pair");
    let other = if both.one.id == known { both.other.id } else { both.one.id };
    let likes = like(&desk.organiser, known, 5).await.expect("likes");
    assert_eq!(likes.iter().map(|(beside, _)| beside.id).collect::<Vec<_>>(), [other]);
    // Within one list as well.
    let list = desk.line("ZERBO Yolande", "50 11 22 34") + &desk.line("ZERBO Yolnde", "50 11 22 35");
    let third = desk.upload(&list).await;
    let row = rows(&desk.organiser, third, None, 2, 1).await.expect("rows").remove(0);
    assert_eq!((row.outcome, row.judgement.twin), (Outcome::Duplicate, Some(2)));
}
