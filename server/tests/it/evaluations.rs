//! Evaluations: answered by each once, kept so that nobody can tell whose an answer is,
//! and told only of five or more, once nobody can answer any more.

use crate::client::Client;
use crate::world::World;
use app::assessments::answering::model::Typed;
use app::assessments::evaluations::model::bag::{Bag, Heap};
use app::assessments::evaluations::model::occasion::Occasion;
use app::assessments::evaluations::model::telling::Told;
use app::assessments::evaluations::store::answering::{Standing, asked, gather, hand_in, my_evaluations};
use app::assessments::evaluations::store::opening::{close, held, open};
use app::assessments::evaluations::store::telling::{load_told, of_campaign, results};
use app::assessments::evaluations::store::writing::form;
use app::fields::{Problem, Refusal};
use app::ids::{CampaignId, EvaluationId, WorkshopId};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::schema::error::UseError;
use app::schema::{evaluation, evaluation_receipt};
use app::workshops::store::enrolment::{Participant, participants};
use chrono::TimeDelta;
use sea_orm::EntityTrait;

/// The running workshop, which is asked about today.
struct Room<'w> {
    world: &'w World,
    workshop: WorkshopId,
    people: Vec<Participant>,
    evaluation: EvaluationId,
}

impl<'w> Room<'w> {
    async fn of(world: &'w World) -> Self {
        let workshop = world.demo().workshop_running.parse().expect("an identifier");
        let trainer = world.caller("formatrice.demo").await;
        let people = participants(&trainer, workshop).await.expect("people");
        let opened = held(&trainer, workshop).await.expect("theirs").opened;
        let open = opened.iter().find(|one| one.occasion == Occasion::Day && one.closed_at.is_none());
        Self { world, workshop, people, evaluation: open.expect("an open evaluation").id }
    }

    async fn trainer(&self) -> Caller {
        self.world.caller("formatrice.demo").await
    }

    fn participant(&self, place: usize) -> Caller {
        Caller { actor: Actor::Participant(self.people[place].person), ..self.world.system() }
    }

    async fn browser(&self, place: usize) -> Client {
        self.world.browser_of(self.people[place].person).await
    }

    fn address(&self) -> String {
        format!("/evaluations/{}", self.evaluation)
    }

    /// What is stored of an evaluation.
    async fn stored(&self, id: EvaluationId) -> evaluation::Model {
        let found = evaluation::Entity::find_by_id(id.0).one(self.world.db.reader()).await;
        found.expect("a query").expect("it is there")
    }

    async fn bag(&self) -> Bag {
        serde_json::from_str(&self.stored(self.evaluation).await.answers).expect("a bag")
    }

    /// The first so many answer.
    async fn answered_by(&self, people: usize) {
        for place in 0..people {
            hand_in(&self.participant(place), self.evaluation, &point(place % 5)).await.expect("theirs");
        }
    }

    async fn close(&self) {
        close(&self.trainer().await, self.workshop, self.evaluation).await.expect("theirs");
    }
}

fn typed(fields: &[(&str, &str)]) -> Typed {
    Typed::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

/// The first statement, and nothing else.
fn point(point: usize) -> Typed {
    typed(&[("q1", &point.to_string())])
}

fn why<T: std::fmt::Debug>(result: Result<T, UseError>) -> Vec<Refusal> {
    match result {
        Err(UseError::Refused(refusals)) => refusals,
        other => panic!("not refused: {other:?}"),
    }
}

/// What two people answer.
const TWO: [&[(&str, &str)]; 2] =
    [&[("q1", "4"), ("q2", "0"), ("q7", "Les fiches")], &[("q1", "2"), ("q2", "3"), ("q7", "Commencer à l’heure")]];

/// What is stored once two people have answered, one after the other.
async fn after_two(order: [usize; 2]) -> String {
    let world = World::new().await;
    let room = Room::of(&world).await;
    for place in order {
        world.wait(TimeDelta::minutes(3));
        let sent = room.browser(place).await.post(&room.address(), TWO[place]).await;
        assert_eq!(sent.location(), Some(format!("{}?sent=yes", room.address()).as_str()), "{}", sent.prose());
    }
    let row = room.stored(room.evaluation).await;
    assert_eq!((row.opened_at, row.closed_at), (crate::world::start(), None), "no time was written");
    for person in &room.people {
        for id in [person.person.0, person.enrolment.0] {
            assert!(!row.answers.contains(&id.to_string()) && !row.answers.contains(&id.simple().to_string()));
        }
    }
    let receipts = evaluation_receipt::Entity::find().all(world.db.reader()).await.expect("receipts");
    assert!(receipts.iter().all(|receipt| receipt.id.get_version_num() == 4), "an identifier tells the time");
    row.answers
}

#[tokio::test]
async fn who_answered_what_and_when_is_not_kept() {
    let (one, other) = (after_two([0, 1]).await, after_two([1, 0]).await);
    assert_eq!(one, other, "the order shows");
    let expected = [
        r#"{"points":[2,4]}"#,
        // The one who is content is not the one who was content before.
        r#"{"points":[0,3]}"#,
        r#"{"words":["Commencer à l’heure","Les fiches"]}"#,
    ];
    for heap in expected {
        assert!(one.contains(heap), "{heap}: {one}");
    }
    assert!(one.starts_with(r#"{"sheets":2,"#), "{one}");
}

#[tokio::test]
async fn each_answers_once_on_a_page_without_script() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let mut someone = room.browser(3).await;
    assert!(someone.get("/").await.text().contains(&room.address()), "no way to it");
    let page = someone.get(&room.address()).await;
    assert!(page.prose().contains("Vos réponses sont anonymes") && !page.text().contains("<script"));
    assert_eq!(page.text().matches("type=\"radio\"").count(), 6 * 5);

    let before = world.rows().await;
    let empty = someone.post(&room.address(), &[("q7", "  ")]).await;
    assert_eq!(empty.status, 422);
    assert_eq!(empty.error_at("q1"), "Répondez au moins à une question.");
    assert_eq!(world.rows().await, before);

    let sent = someone.post(&room.address(), &[("q1", "4"), ("q8", "Rien")]).await;
    let thanks = someone.get(sent.location().expect("it was taken")).await;
    assert!(thanks.prose().contains("Merci ! Vos réponses sont mêlées"), "{}", thanks.prose());
    let after = world.rows().await;
    let changed: Vec<_> = after.iter().filter(|(table, rows)| before[*table] != **rows).collect();
    assert_eq!(changed, [(&"evaluation_receipt", &(before["evaluation_receipt"] + 1))], "no line of the trail either");

    let again = someone.post(&room.address(), &[("q1", "0")]).await;
    assert_eq!(again.status, 422);
    assert!(again.prose().contains("Vous avez déjà répondu"), "{}", again.prose());
    assert_eq!(room.bag().await.sheets, 1);
    assert!(!someone.get("/").await.text().contains(&room.address()), "it waits no longer");
    let told = asked(&room.participant(3), room.evaluation).await.expect("theirs");
    assert_eq!(told.standing, Standing::Answered);
}

#[tokio::test]
async fn a_whole_room_answers_at_once_and_nothing_is_lost() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let receipts = world.count("evaluation_receipt").await;
    let mut sending = Vec::new();
    for place in 0..room.people.len() {
        let (caller, evaluation) = (room.participant(place), room.evaluation);
        sending.push(tokio::spawn(async move { hand_in(&caller, evaluation, &point(place % 5)).await.is_ok() }));
    }
    for sent in sending {
        assert!(sent.await.expect("it ends"));
    }
    let bag = room.bag().await;
    let mut expected: Vec<u8> = (0..room.people.len()).map(|place| u8::try_from(place % 5).expect("small")).collect();
    expected.sort_unstable();
    assert_eq!((bag.sheets, &bag.heaps[0]), (room.people.len(), &Heap::Points(expected)));
    assert_eq!(world.count("evaluation_receipt").await, receipts + i64::try_from(room.people.len()).expect("few"));
}

#[tokio::test]
async fn one_who_sends_twice_at_once_is_counted_once() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let mut sending = Vec::new();
    for _ in 0..4 {
        let (caller, evaluation) = (room.participant(0), room.evaluation);
        sending.push(tokio::spawn(async move { hand_in(&caller, evaluation, &point(4)).await.is_ok() }));
    }
    let mut taken = 0;
    for sent in sending {
        taken += usize::from(sent.await.expect("it ends"));
    }
    assert_eq!((taken, room.bag().await.sheets), (1, 1));
}

#[tokio::test]
async fn it_is_for_those_who_have_a_seat_and_opened_by_those_who_train() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let finished: WorkshopId = world.demo().workshop_finished.parse().expect("an identifier");
    let organiser = world.caller("organisateur.demo").await;
    let elsewhere = participants(&organiser, finished).await.expect("people");
    let mut stranger = world.browser_of(elsewhere[0].person).await;
    assert_eq!(stranger.get(&room.address()).await.status, 404);
    assert_eq!(stranger.post(&room.address(), &[("q1", "4")]).await.status, 404);
    let trainer = room.trainer().await;
    assert!(matches!(hand_in(&trainer, room.evaluation, &point(4)).await, Err(UseError::Forbidden)));
    assert!(matches!(gather(&trainer, room.evaluation, &[]).await, Err(UseError::Forbidden)));
    let other = world.caller("formateur3.demo").await;
    assert!(matches!(close(&other, room.workshop, room.evaluation).await, Err(UseError::Forbidden)));
    assert!(matches!(results(&other, room.workshop, room.evaluation).await, Err(UseError::Forbidden)));
    // Through the door of another workshop there is no such evaluation.
    assert!(matches!(close(&organiser, finished, room.evaluation).await, Err(UseError::NotFound)));
    assert!(matches!(results(&organiser, finished, room.evaluation).await, Err(UseError::NotFound)));
    let participant = room.participant(0);
    assert!(matches!(held(&participant, room.workshop).await, Err(UseError::Forbidden)));
    assert_eq!(room.bag().await.sheets, 0);
}

#[tokio::test]
async fn nothing_is_told_before_it_is_closed() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    room.answered_by(6).await;
    let address = format!("/workshops/{}/evaluations/{}", room.workshop, room.evaluation);
    let mut client = world.trainer().await;
    let page = client.get(&address).await;
    assert!(page.prose().contains("une fois l’évaluation fermée") && !page.text().contains("<svg"), "{}", page.prose());
    assert!(page.prose().contains("Ont répondu : 6 sur"), "{}", page.prose());
    assert!(results(&room.trainer().await, room.workshop, room.evaluation).await.expect("theirs").questions.is_empty());

    let all = format!("/workshops/{}/evaluations", room.workshop);
    let sent = client.post(&all, &[("close", &room.evaluation.to_string())]).await;
    assert_eq!(sent.location(), Some(all.as_str()), "{}", sent.prose());
    let page = client.get(&address).await;
    assert!(page.text().contains("<svg") && page.prose().contains("Accord avec les affirmations"), "{}", page.prose());
    let told = results(&room.trainer().await, room.workshop, room.evaluation).await.expect("theirs").questions;
    let Told::Rating(rating) = &told[0].told else { panic!("{told:?}") };
    assert_eq!((rating.counts.as_slice(), rating.unanswered), ([2, 1, 1, 1, 1].as_slice(), 0));
    assert_eq!(told[1].told, Told::TooFew, "nobody answered the second");

    // For good: no answer is taken, and it does not open again.
    let late = hand_in(&room.participant(9), room.evaluation, &point(4)).await;
    assert_eq!(why(late), [Refusal::new("evaluation", Problem::EvaluationClosed)]);
    let page = room.browser(9).await.get(&room.address()).await;
    assert!(page.prose().contains("elle ne prend plus de réponses"), "{}", page.prose());
    assert!(my_evaluations(&room.participant(9)).await.expect("theirs").is_empty());
    let today = world.now().date_naive();
    let again = open(&room.trainer().await, room.workshop, Occasion::Day, today).await;
    assert_eq!(why(again), [Refusal::new("held_on", Problem::EvaluationClosed)]);
}

#[tokio::test]
async fn of_four_nothing_is_told() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    room.answered_by(4).await;
    room.close().await;
    let address = format!("/workshops/{}/evaluations/{}", room.workshop, room.evaluation);
    let page = world.trainer().await.get(&address).await;
    assert!(page.prose().contains("Moins de cinq personnes ont répondu") && !page.text().contains("<svg"));
    assert!(page.prose().contains("Ont répondu : 4 sur"), "{}", page.prose());
}

#[tokio::test]
async fn each_has_its_time() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let today = world.now().date_naive();
    let (ends_on, month_3) = (today + TimeDelta::days(2), "2023-01-28".parse().expect("a date"));
    let turn = async |occasion, held_on| open(&room.trainer().await, room.workshop, occasion, held_on).await;
    let refused = |problem| [Refusal::new("held_on", problem)];
    assert_eq!(why(turn(Occasion::Day, ends_on).await), refused(Problem::NotBefore { day: ends_on }));
    assert_eq!(why(turn(Occasion::Day, today - TimeDelta::days(30)).await), refused(Problem::Unknown));
    assert_eq!(why(turn(Occasion::End, ends_on).await), refused(Problem::NotBefore { day: ends_on }));
    assert_eq!(why(turn(Occasion::Month3, month_3).await), refused(Problem::NotBefore { day: month_3 }));
    let page = world.trainer().await.get(&format!("/workshops/{}/evaluations", room.workshop)).await;
    assert!(page.prose().contains("À partir du 28 janvier 2023"), "{}", page.prose());

    // Opened twice, it is one; the day that is open already is found again.
    assert_eq!(turn(Occasion::Day, today).await.expect("open"), room.evaluation);
    world.wait(TimeDelta::days(2));
    turn(Occasion::End, ends_on).await.expect("the last day");
    world.wait(TimeDelta::days(92));
    let follow_up = turn(Occasion::Month3, month_3).await.expect("three months after");
    let waiting = my_evaluations(&room.participant(1)).await.expect("theirs");
    let occasions: Vec<Occasion> = waiting.iter().map(|one| one.occasion).collect();
    assert_eq!(occasions, [Occasion::Day, Occasion::End, Occasion::Month3]);
    let page = room.browser(1).await.get(&format!("/evaluations/{follow_up}")).await;
    assert!(page.prose().contains("Femmes que j’ai formées"), "{}", page.prose());
    let wrong = room.browser(1).await.post(&format!("/evaluations/{follow_up}"), &[("q8", "deux ou trois")]).await;
    assert_eq!(wrong.error_at("q8"), "Écrivez un nombre entier de 0 à 1000000.");
}

#[tokio::test]
async fn what_is_written_anew_leaves_what_was_asked() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    room.answered_by(1).await;
    let curriculum = &world.demo().curriculum;
    let address = format!("/curricula/{curriculum}/evaluations?occasion=day");
    let mut organiser = world.organiser().await;
    let page = organiser.get(&address).await;
    assert!(page.text().contains("Les méthodes m’ont fait participer. | The methods made me take part."));
    let refused = organiser.post(&address, &[("statements", ""), ("numbers", " | ")]).await;
    assert_eq!((refused.status.as_u16(), refused.error_at("statements").is_empty()), (422, false));

    let versions = world.count("evaluation_form WHERE occasion = 'day'").await;
    let written = organiser.post(&address, &[("statements", "Clair | Clear"), ("words", "Autre chose")]).await;
    assert_eq!(written.location(), Some(address.as_str()), "{}", written.prose());
    // The same again is no other version.
    organiser.post(&address, &[("statements", " Clair|Clear "), ("words", "Autre chose\n")]).await;
    assert_eq!(world.count("evaluation_form WHERE occasion = 'day'").await, versions + 1);
    assert_eq!(world.count("evaluation_form WHERE occasion = 'day' AND retired_at IS NULL").await, 1);

    let open_one = asked(&room.participant(5), room.evaluation).await.expect("theirs");
    assert_eq!(open_one.questions.len(), 9, "what is open keeps its questions");
    let yesterday = world.now().date_naive() - TimeDelta::days(1);
    let next = open(&room.trainer().await, room.workshop, Occasion::Day, yesterday).await.expect("theirs");
    let asked = asked(&room.participant(5), next).await.expect("theirs");
    assert_eq!(asked.questions.len(), 2);
    let organiser = world.caller("organisateur.demo").await;
    let found = form(&organiser, curriculum.parse().expect("an identifier"), Occasion::Day).await.expect("theirs");
    assert_eq!((found.version.map(|(version, _)| version), found.opened), (Some(2), 1));
    let trainer = world.trainer().await.get(&address).await;
    assert_eq!(trainer.status, 403);
}

/// How many answered the first statement at the end, as far as it is told of the campaign.
async fn pooled(world: &World) -> usize {
    let campaign: CampaignId = world.demo().campaign.parse().expect("an identifier");
    let told = load_told(world.db.reader(), campaign, Occasion::End).await.expect("a campaign").questions;
    match told.first().map(|question| &question.told) {
        Some(Told::Rating(rating)) => rating.answered,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_campaign_is_told_together_and_the_few_do_not_follow() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let campaign: CampaignId = world.demo().campaign.parse().expect("an identifier");
    let organiser = world.caller("organisateur.demo").await;
    let found = of_campaign(&organiser, campaign, Occasion::End).await.expect("theirs");
    assert_eq!(found.workshops.len(), found.pooled.evaluations);
    let answered: usize = found.workshops.iter().map(|line| line.answered).sum();
    assert_eq!(answered, found.pooled.answered);
    assert!(found.workshops.iter().all(|line| line.overall.is_some() && line.answered >= 5));
    assert!(u64::try_from(answered).is_ok_and(|answered| answered < found.pooled.seats));
    assert!(found.pooled.questions.iter().all(|one| !matches!(one.told, Told::Words(_))));
    let before = pooled(&world).await;

    // Three of the running workshop answer on its last day.
    world.wait(TimeDelta::days(2));
    let ends_on = world.now().date_naive();
    let last = open(&room.trainer().await, room.workshop, Occasion::End, ends_on).await.expect("theirs");
    for place in 0..3 {
        hand_in(&room.participant(place), last, &point(0)).await.expect("theirs");
    }
    close(&room.trainer().await, room.workshop, last).await.expect("theirs");
    assert_eq!(pooled(&world).await, before, "what three answered would follow by subtraction");
    let found = of_campaign(&world.caller("organisateur.demo").await, campaign, Occasion::End).await.expect("theirs");
    let line = found.workshops.iter().find(|line| line.workshop == room.workshop).expect("a line");
    assert_eq!((line.answered, &line.overall), (3, &None));

    let page = world.organiser().await.get(&format!("/campaigns/{campaign}/evaluations")).await;
    assert!(page.text().contains("<svg") && page.prose().contains("ne se déduisent pas par soustraction"));
    assert_eq!(world.trainer().await.get(&format!("/campaigns/{campaign}/evaluations")).await.status, 403);
}
