//! Practical teaching: a rubric written without any format, trainers who judge without
//! knowing what others gave, and results that each person reads alone.

use crate::bank::fresh;
use crate::client::Reply;
use crate::world::{TRAINER_OF_OTHERS, World};
use app::assessments::bank::store::all;
use app::assessments::composing::store::offer;
use app::assessments::practice::draft::Draft;
use app::assessments::practice::model::together;
use app::assessments::practice::starting;
use app::assessments::practice::store::judging::{Judgement, rate, seat};
use app::assessments::practice::store::load_practice;
use app::assessments::practice::store::mine::my_practice;
use app::assessments::practice::store::overview::{Judged, Overview, overview};
use app::assessments::practice::store::rubric::{keep, rubric};
use app::assessments::store::results::release;
use app::fields::{Problem, Refusal};
use app::ids::{CurriculumId, EnrolmentId, WorkshopId};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::rights::store::copy::copy;
use app::rights::store::erasure::erase;
use app::schema::error::UseError;
use app::workshops::store::enrolment::participants;
use app::workshops::store::reading::of_campaign;

fn running(world: &World) -> WorkshopId {
    world.demo().workshop_running.parse().expect("an identifier")
}

fn finished(world: &World) -> WorkshopId {
    world.demo().workshop_finished.parse().expect("an identifier")
}

/// The running workshop as this account sees it.
async fn seen(world: &World, login: &str) -> Overview {
    overview(&world.caller(login).await, running(world)).await.expect("theirs")
}

fn of(found: &Overview, enrolment: EnrolmentId) -> &Judged {
    found.people.iter().find(|judged| judged.participant.enrolment == enrolment).expect("in the workshop")
}

/// Someone whom the second trainer has judged and the first has not.
async fn unseen(world: &World) -> EnrolmentId {
    let found = seen(world, "formatrice.demo").await;
    found.people.iter().find(|judged| judged.hidden > 0).expect("judged by another").participant.enrolment
}

/// A form with this level at each criterion.
fn filled(levels: &[usize]) -> Vec<(String, String)> {
    levels.iter().enumerate().map(|(place, level)| (format!("q1-{place}"), level.to_string())).collect()
}

fn fields(form: &[(String, String)]) -> Vec<(&str, &str)> {
    form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn address(world: &World, enrolment: EnrolmentId) -> String {
    format!("/workshops/{}/practice/{enrolment}", running(world))
}

fn why<T: std::fmt::Debug>(result: Result<T, UseError>) -> Vec<Refusal> {
    match result {
        Err(UseError::Refused(refusals)) => refusals,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn nobody_sees_what_others_gave_before_they_judge() {
    let world = World::new().await;
    let someone = unseen(&world).await;
    let mine = seen(&world, "formatrice.demo").await;
    let before = of(&mine, someone);
    assert!(before.ratings.is_empty() && !before.mine, "{before:?}");
    assert!(mine.people.iter().all(|judged| judged.mine || judged.ratings.is_empty()));
    assert_eq!(of(&seen(&world, "organisateur.demo").await, someone).ratings.len(), 1, "organisers see all");

    let mut trainer = world.trainer().await;
    let address = address(&world, someone);
    let page = trainer.get(&address).await;
    assert!(page.prose().contains("Autres jugements, montrés après le vôtre : 1"), "{}", page.prose());
    assert!(!page.text().contains("Boubacar Formateur") && !page.text().contains(" checked"), "{}", page.prose());
    assert!(!page.text().contains("<script"), "it needs no script");
    let sent = trainer.post(&address, &fields(&filled(&[1, 2, 3, 0, 1, 2, 3]))).await;
    let next = sent.location().expect("kept").to_owned();
    assert!(next.starts_with(&format!("/workshops/{}/practice/", running(&world))) && next != address, "{next}");
    let page = trainer.get(&address).await;
    assert!(page.prose().contains("Boubacar Formateur"), "{}", page.prose());
    assert_eq!(page.text().matches(" checked").count(), 7, "what was given stands in the form");
    assert_eq!(of(&seen(&world, "formatrice.demo").await, someone).ratings.len(), 2);
}

#[tokio::test]
async fn one_changes_ones_own_and_the_trail_says_so() {
    let world = World::new().await;
    let someone = unseen(&world).await;
    let theirs = of(&seen(&world, "organisateur.demo").await, someone).ratings.clone();
    let mut trainer = world.trainer().await;
    let address = address(&world, someone);
    let (ratings, recorded) =
        (world.count("rating").await, world.count("audit_entry WHERE verb = 'rating.recorded'").await);
    let mut form = filled(&[3, 3, 3, 3, 3, 3, 3]);
    form.push(("remark".to_owned(), "Parlez plus lentement.".to_owned()));
    assert_eq!(trainer.post(&address, &fields(&form)).await.status, 303);
    assert_eq!(world.count("rating").await, ratings + 1);
    assert_eq!(world.count("audit_entry WHERE verb = 'rating.recorded'").await, recorded + 1);
    let kept = world.rows().await;
    assert_eq!(trainer.post(&address, &fields(&form)).await.status, 303);
    assert_eq!(world.rows().await, kept, "the same again changes nothing");

    form[0].1 = "1".to_owned();
    assert_eq!(trainer.post(&address, &fields(&form)).await.status, 303);
    assert_eq!(world.count("rating").await, ratings + 1);
    let changed = "audit_entry WHERE verb = 'rating.changed'";
    assert_eq!(world.count(changed).await, 1);
    let both = format!("{changed} AND detail LIKE '%[3,3,3,3,3,3,3]%' AND detail LIKE '%[1,3,3,3,3,3,3]%'");
    assert_eq!(world.count(&both).await, 1, "before and after");
    assert_eq!(world.count("audit_entry WHERE detail LIKE '%lentement%'").await, 0, "what was written is not told");
    let now = of(&seen(&world, "organisateur.demo").await, someone).ratings.clone();
    assert!(theirs.iter().all(|rating| now.contains(rating)), "what another gave stands");
}

#[tokio::test]
async fn a_missing_criterion_is_told_beside_it_and_what_was_typed_stays() {
    let world = World::new().await;
    let address = address(&world, unseen(&world).await);
    let mut trainer = world.trainer().await;
    let before = world.rows().await;
    let mut form = filled(&[1, 2, 3, 0, 1, 2]);
    form.push(("remark".to_owned(), "Bon début".to_owned()));
    let refused = trainer.post(&address, &fields(&form)).await;
    assert_eq!(refused.status, 422);
    assert!(!refused.error_at("q1-6").is_empty() && refused.error_at("q1-5").is_empty());
    assert_eq!(refused.text().matches(" checked").count(), 6);
    assert!(refused.prose().contains("Bon début"), "{}", refused.prose());
    form = filled(&[1, 2, 3, 0, 1, 2, 9]);
    assert!(!trainer.post(&address, &fields(&form)).await.error_at("q1-6").is_empty(), "no such level");
    form = filled(&[1, 2, 3, 0, 1, 2, 3]);
    form.push(("remark".to_owned(), "x".repeat(1_001)));
    assert!(!trainer.post(&address, &fields(&form)).await.error_at("remark").is_empty());
    assert_eq!(world.rows().await, before);
}

#[tokio::test]
async fn others_neither_judge_nor_read() {
    let world = World::new().await;
    let someone = unseen(&world).await;
    let address = address(&world, someone);
    let form = filled(&[1, 2, 3, 0, 1, 2, 3]);
    for mut client in [world.signed_in_as(TRAINER_OF_OTHERS).await, world.participant().await] {
        assert_eq!(client.get(&address).await.status, 403);
        assert_eq!(client.post(&address, &fields(&form)).await.status, 403);
        assert_eq!(client.get(&format!("/workshops/{}/practice", running(&world))).await.status, 403);
    }
    // Someone of another workshop is nobody here.
    let trainer = world.caller("formatrice.demo").await;
    let elsewhere = participants(&trainer, finished(&world)).await.expect("theirs").remove(0).enrolment;
    assert!(matches!(seat(&trainer, running(&world), elsewhere).await, Err(UseError::NotFound)));
    let by = seen(&world, "formatrice.demo").await.rubric.expect("a rubric").id;
    let judgement = Judgement { enrolment: elsewhere, levels: vec![0; 7], remark: None };
    assert!(matches!(rate(&trainer, running(&world), by, &[judgement]).await, Err(UseError::NotFound)));
}

#[tokio::test]
async fn a_workshop_goes_on_with_the_version_of_its_first_rating() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let curriculum: CurriculumId = world.demo().curriculum.parse().expect("an identifier");
    let mut anew = starting::rubric();
    anew.text.fr = "Grille revue".to_owned();
    keep(&organiser, curriculum, &anew).await.expect("theirs");
    let standing = rubric(&organiser, curriculum).await.expect("theirs").1.expect("a rubric");
    assert_eq!((standing.version, standing.question.text.fr.as_str()), (2, "Grille revue"));

    let used = seen(&world, "formatrice.demo").await.rubric.expect("a rubric");
    assert_eq!((used.version, used.in_force), (1, false));
    let page = world.trainer().await.get(&format!("/workshops/{}/practice", running(&world))).await;
    assert!(page.prose().contains("continue avec la version 1"), "{}", page.prose());
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let last = *of_campaign(&organiser, campaign).await.expect("theirs").last().expect("one to come");
    assert_eq!(overview(&organiser, last).await.expect("theirs").rubric.map(|rubric| rubric.version), Some(2));

    // A form that was filled in by another version is shown again, for the one that holds.
    let someone = unseen(&world).await;
    let judgement = Judgement { enrolment: someone, levels: vec![0; 7], remark: None };
    let other = rate(&world.caller("formatrice.demo").await, running(&world), standing.id, &[judgement]).await;
    assert_eq!(why(other), vec![Refusal::new("rubric", Problem::RubricChanged)]);
    let mut form = filled(&[0; 7]);
    form.push(("rubric".to_owned(), standing.id.to_string()));
    let refused = world.trainer().await.post(&address(&world, someone), &fields(&form)).await;
    assert_eq!(refused.status, 422);
    assert!(refused.prose().contains("La grille a changé") && !refused.text().contains(" checked"));
}

/// A draft as a browser sends it.
fn sent(draft: &Draft) -> Vec<(String, String)> {
    let mut form = vec![("title_fr".to_owned(), draft.fr.clone()), ("title_en".to_owned(), draft.en.clone())];
    for (number, block) in (1..).zip(&draft.blocks) {
        form.push((format!("c{number}_fr"), block.fr.clone()));
        form.push((format!("c{number}_en"), block.en.clone()));
        form.push((format!("c{number}_levels"), block.levels.clone()));
    }
    form
}

#[tokio::test]
async fn a_rubric_is_proposed_looked_at_kept_and_changed() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum = fresh(&world, &caller).await;
    let page = format!("/curricula/{curriculum}/rubric");
    let mut organiser = world.organiser().await;
    let proposed = organiser.get(&page).await;
    assert!(proposed.prose().contains("Méthodes et participation"), "{}", proposed.prose());
    assert_eq!(proposed.control("c7_fr").matches("Retour donné").count(), 1, "{}", proposed.control("c7_fr"));
    assert!(!proposed.control("c12_fr").is_empty() && proposed.control("c13_fr").is_empty(), "five more to write");
    let mut draft = Draft::of(&starting::rubric());
    draft.blocks[1].levels.clear();
    draft.blocks[1].fr.clear();
    draft.blocks[1].en.clear();
    let before = world.rows().await;
    let looked = organiser.post(&page, &[fields(&sent(&draft)), vec![("look", "yes")]].concat()).await;
    assert_eq!((looked.status.as_u16(), looked.text().matches("type=\"radio\"").count()), (200, 24));
    draft.blocks[2].levels = "0 | non\noui".to_owned();
    let refused = organiser.post(&page, &fields(&sent(&draft))).await;
    assert_eq!(refused.status, 422);
    assert!(refused.error_at("c3_levels").contains("Ligne 2"), "{}", refused.error_at("c3_levels"));
    assert!(refused.text().contains("0 | non\noui"), "what was typed stays");
    assert_eq!(world.rows().await, before);

    draft.blocks[2].levels = "0 | non\n5 | oui | yes".to_owned();
    for version in [1, 1, 2] {
        if version == 2 {
            draft.fr = "Grille revue".to_owned();
        }
        let kept = organiser.post(&page, &fields(&sent(&draft))).await;
        assert_eq!(kept.location(), Some(page.as_str()), "{}", kept.prose());
        let standing = rubric(&caller, curriculum).await.expect("theirs").1.expect("a rubric");
        assert_eq!((standing.version, standing.most()), (version, 5 * 3 + 5));
        assert_eq!(all(&caller, curriculum).await.expect("theirs").len(), 1);
    }
    let offered = offer(&caller, curriculum).await.expect("theirs");
    assert!(offered.modules.iter().all(|(_, _, count)| *count == 0), "nobody is asked a rubric");
    assert_eq!(world.trainer().await.get(&page).await.status, 403);
}

#[tokio::test]
async fn everyone_reads_their_own_once_results_are_released() {
    let world = World::new().await;
    let (organiser, trainer) = (world.caller("organisateur.demo").await, world.caller("formatrice.demo").await);
    let workshop = finished(&world);
    let people = participants(&organiser, workshop).await.expect("theirs");
    let by = overview(&trainer, workshop).await.expect("theirs").rubric.expect("a rubric").id;
    let remark = Some("Posez une question, puis attendez.".to_owned());
    let judgement = Judgement { enrolment: people[0].enrolment, levels: vec![3; 7], remark };
    rate(&trainer, workshop, by, &[judgement]).await.expect("theirs");

    let mut participant = world.participant().await;
    let page: Reply = participant.get("/").await;
    assert!(page.prose().contains("Ma restitution") && page.prose().contains("Posez une question"), "{}", page.prose());
    assert!(!page.text().contains("Formatrice") && !page.text().contains("Formateur"), "no rater is named");
    let other = world.browser_of(people[1].person).await.get("/").await;
    assert!(other.prose().contains("Ma restitution") && !other.prose().contains("Posez une question"));
    let own = Caller { actor: Actor::Participant(people[0].person), ..world.system() };
    let mine = my_practice(&own).await.expect("theirs");
    assert_eq!(mine.keys().copied().collect::<Vec<_>>(), vec![people[0].enrolment]);
    assert!(matches!(my_practice(&trainer).await, Err(UseError::Forbidden)));

    release(&organiser, workshop, false).await.expect("theirs");
    assert!(!participant.get("/").await.prose().contains("Ma restitution"), "withheld");
}

#[tokio::test]
async fn what_counts_for_the_rule_is_the_sum_of_all_raters() {
    let world = World::new().await;
    let workshop = finished(&world);
    let found = overview(&world.caller("organisateur.demo").await, workshop).await.expect("theirs");
    let rubric = found.rubric.clone().expect("a rubric");
    let practice = load_practice(world.db.reader(), &[workshop.0]).await.expect("scores");
    assert_eq!(practice.len(), found.people.len());
    for judged in &found.people {
        let score = practice[&judged.participant.enrolment];
        assert_eq!(Some(score), together(&rubric, &judged.ratings));
        assert_eq!((judged.ratings.len(), score.max), (2, 42));
    }
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let workshops = of_campaign(&world.caller("organisateur.demo").await, campaign).await.expect("theirs");
    let last = *workshops.last().expect("one to come");
    assert!(load_practice(world.db.reader(), &[last.0]).await.expect("none").is_empty());
}

#[tokio::test]
async fn agreement_is_told_in_words_of_those_whom_one_may_see() {
    let world = World::new().await;
    let page = world.organiser().await.get(&format!("/workshops/{}/practice", finished(&world))).await;
    let prose = page.prose();
    assert!(prose.contains("Kappa pondéré") && prose.contains("accord") && prose.contains("Personnes jugées par tous"));
    assert!(prose.contains("Écarts les plus grands"), "{prose}");
    // The first trainer compares the four whom both judged, and not one more.
    let part = world.trainer().await.get(&format!("/workshops/{}/practice", running(&world))).await.prose();
    assert!(part.contains("Personnes jugées par tous : 4."), "{part}");
    assert!(part.contains("Reste à juger par vous"), "{part}");
    let scores = world.trainer().await.get(&format!("/workshops/{}/scores", running(&world))).await;
    assert!(scores.text().contains(&format!("/workshops/{}/practice", running(&world))), "no way to it");
}

#[tokio::test]
async fn what_was_written_of_someone_goes_with_them_and_is_in_their_copy() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let workshop = finished(&world);
    let found = overview(&organiser, workshop).await.expect("theirs");
    let wrote = |judged: &&Judged| judged.ratings.iter().any(|rating| rating.remark.is_some());
    let someone = found.people.iter().find(wrote).expect("a remark");
    let person = someone.participant.person;
    let copy = copy(&organiser, person).await.expect("a copy");
    let ratings = copy.sections.iter().find(|section| section.key == "ratings").expect("a part");
    assert_eq!(ratings.rows.len(), 2);
    let before = (world.count("rating").await, world.count("rating WHERE remark IS NOT NULL").await);
    erase(&organiser, person, &someone.participant.name.family).await.expect("erased");
    let after = (world.count("rating").await, world.count("rating WHERE remark IS NOT NULL").await);
    assert_eq!(after, (before.0, before.1 - 1));
    let now = overview(&organiser, workshop).await.expect("theirs");
    let kept = of(&now, someone.participant.enrolment);
    assert_eq!(kept.ratings.len(), 2, "what was counted stays counted");
    assert!(matches!(seat(&organiser, workshop, someone.participant.enrolment).await, Err(UseError::NotFound)));
}

#[tokio::test]
async fn a_whole_team_judges_at_once_and_nothing_is_lost() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let last = *of_campaign(&organiser, campaign).await.expect("theirs").last().expect("one to come");
    let found = overview(&organiser, last).await.expect("theirs");
    let by = found.rubric.expect("a rubric").id;
    let people: Vec<EnrolmentId> = found.people.iter().map(|judged| judged.participant.enrolment).collect();
    assert!(!people.is_empty());
    let before = world.count("rating").await;
    let mut sending = Vec::new();
    for login in ["organisateur.demo", "admin.demo"] {
        let caller = world.caller(login).await;
        for enrolment in people.clone() {
            let caller = caller.clone();
            let judgement = Judgement { enrolment, levels: vec![2; 7], remark: None };
            sending.push(tokio::spawn(async move { rate(&caller, last, by, &[judgement]).await.is_ok() }));
        }
    }
    for sent in sending {
        assert!(sent.await.expect("it ends"));
    }
    let all = i64::try_from(people.len() * 2).expect("few");
    assert_eq!(world.count("rating").await, before + all);
    let scores = load_practice(world.db.reader(), &[last.0]).await.expect("scores");
    assert!(people.iter().all(|one| scores[one].max == 42 && scores[one].points == 28));
}
