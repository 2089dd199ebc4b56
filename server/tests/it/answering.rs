//! A test on telephones: kept while it is answered, scored once, and seen by nobody else.

use crate::client::Client;
use crate::world::World;
use app::assessments::answering::model::Typed;
use app::assessments::answering::store::opening::{Terms, close, my_tests, open, openable};
use app::assessments::answering::store::sitting::{begin_again, hand_in, paper, save};
use app::assessments::composing::model::Wanted;
use app::assessments::composing::store::{Made, compose, offer};
use app::assessments::model::{Moment, Purpose};
use app::assessments::store::results::release;
use app::assessments::store::score_sheet;
use app::fields::{Problem, Refusal};
use app::ids::{EnrolmentId, InstrumentId, OpeningId, WorkshopId};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::store::register::{add, load_entry};
use app::schema::error::UseError;
use app::workshops::store::enrolment::{Participant, enrol, participants};
use questions::question::Kind as QuestionKind;
use sea_orm::ConnectionTrait;

/// The running workshop, whose post-test is open.
pub struct Room<'w> {
    world: &'w World,
    pub workshop: WorkshopId,
    pub people: Vec<Participant>,
    pub test: InstrumentId,
}

impl<'w> Room<'w> {
    pub async fn of(world: &'w World) -> Self {
        let workshop = world.demo().workshop_running.parse().expect("an identifier");
        let trainer = world.caller("formatrice.demo").await;
        let people = participants(&trainer, workshop).await.expect("people");
        let tests = openable(&trainer, workshop).await.expect("tests");
        let test =
            tests.iter().find(|test| test.purpose == Purpose::Paired(Moment::After)).expect("a post-test").instrument;
        Self { world, workshop, people, test }
    }

    pub async fn trainer(&self) -> Caller {
        self.world.caller("formatrice.demo").await
    }

    pub fn participant(&self, place: usize) -> Caller {
        Caller { actor: Actor::Participant(self.people[place].person), ..self.world.system() }
    }

    pub async fn browser(&self, place: usize) -> Client {
        self.world.browser_of(self.people[place].person).await
    }

    pub async fn opening(&self, place: usize) -> OpeningId {
        my_tests(&self.participant(place)).await.expect("theirs").first().expect("an open test").opening
    }

    /// So many right answers, and the rest wrong.
    pub async fn answers(&self, place: usize, right: usize) -> Vec<(String, String)> {
        self.answers_at(place, self.opening(place).await, right).await
    }

    /// The same at a test that may be closed or handed in.
    pub async fn answers_at(&self, place: usize, opening: OpeningId, right: usize) -> Vec<(String, String)> {
        let paper = paper(&self.participant(place), opening).await.expect("theirs");
        let answer = |(place, question): (usize, &questions::question::Question)| {
            let QuestionKind::Single { options, .. } = &question.kind else { panic!("{question:?}") };
            let wanted = |option: &questions::question::Choice| option.share.is_right() == (place < right);
            let chosen = options.iter().position(wanted).expect("an option");
            (format!("q{}", place + 1), chosen.to_string())
        };
        paper.questions.iter().enumerate().map(answer).collect()
    }

    pub async fn score(&self, of: EnrolmentId) -> Option<i32> {
        let sheet = score_sheet(&self.trainer().await, self.workshop).await.expect("theirs");
        sheet.scores.get(&(of, Moment::After)).map(|score| score.points)
    }
}

pub fn fields(answers: &[(String, String)]) -> Vec<(&str, &str)> {
    answers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn why<T: std::fmt::Debug>(result: Result<T, UseError>) -> Vec<Refusal> {
    match result {
        Err(UseError::Refused(refusals)) => refusals,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn a_test_is_kept_resumed_and_handed_in_once() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let address = format!("/tests/{}", room.opening(3).await);
    let mut someone = room.browser(3).await;
    assert!(someone.get("/").await.text().contains(&address), "no way to it");
    let answers = room.answers(3, 13).await;
    let kept = someone.post(&address, &[fields(&answers[..5]), vec![("save", "yes")]].concat()).await;
    assert_eq!(kept.location(), Some(address.as_str()));
    let again = room.browser(3).await.get(&address).await;
    assert_eq!(again.text().matches(" checked").count(), 5, "what was kept stands again");

    // Fifteen are empty: asked once, then taken as it is.
    let asked = someone.post(&address, &[fields(&answers[..5]), vec![("hand_in", "yes")]].concat()).await;
    assert_eq!(asked.status, 200);
    assert!(asked.prose().contains("Sans réponse : 6, 7, 8"), "{}", asked.prose());
    assert_eq!(room.score(room.people[3].enrolment).await, None);
    let sent = someone.post(&address, &[fields(&answers), vec![("hand_in", "yes")]].concat()).await;
    assert_eq!(sent.location(), Some(address.as_str()), "{}", sent.prose());
    assert_eq!(room.score(room.people[3].enrolment).await, Some(13));
    assert_eq!(world.count("response WHERE answer IS NOT NULL").await, 20);

    let late = someone.post(&address, &[fields(&answers), vec![("hand_in", "yes"), ("sure", "yes")]].concat()).await;
    assert_eq!(late.status, 422);
    assert!(!someone.get("/").await.text().contains(&address), "it waits no longer");
    let page = someone.get(&address).await;
    assert!(page.prose().contains("Remis le") && !page.text().contains("question__right"), "{}", page.prose());
    release(&world.caller("organisateur.demo").await, room.workshop, true).await.expect("theirs");
    let page = someone.get(&address).await;
    assert!(page.text().contains("question__right"), "the right answers are shown once results are");
}

#[tokio::test]
async fn each_person_has_an_order_of_their_own() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let mut shown = Vec::new();
    for place in [1, 2] {
        let page = room.browser(place).await.get(&format!("/tests/{}", room.opening(place).await)).await.text();
        let values: Vec<String> = page
            .split("type=\"radio\"")
            .skip(1)
            .map(|input| {
                input.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
            })
            .collect();
        shown.push(values);
    }
    assert_eq!(shown[0].len(), 80);
    assert_ne!(shown[0], shown[1]);
}

#[tokio::test]
async fn a_test_is_closed_to_others_and_after_its_time() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let opening = room.opening(1).await;
    let typed = Typed::of(room.answers(1, 5).await);
    let finished: WorkshopId = world.demo().workshop_finished.parse().expect("an identifier");
    let elsewhere = participants(&world.caller("organisateur.demo").await, finished).await.expect("people");
    let stranger = Caller { actor: Actor::Participant(elsewhere[0].person), ..world.system() };
    assert!(matches!(paper(&stranger, opening).await, Err(UseError::NotFound)));
    assert!(matches!(hand_in(&stranger, opening, &typed).await, Err(UseError::NotFound)));
    assert!(matches!(paper(&room.trainer().await, opening).await, Err(UseError::Forbidden)));

    close(&room.trainer().await, room.workshop, room.test).await.expect("theirs");
    assert_eq!(why(save(&room.participant(1), opening, &typed).await), vec![Refusal::new("test", Problem::TestClosed)]);
    assert_eq!(
        why(hand_in(&room.participant(1), opening, &typed).await),
        vec![Refusal::new("test", Problem::TestClosed)]
    );
    assert!(my_tests(&room.participant(1)).await.expect("theirs").is_empty());
    open(&room.trainer().await, room.workshop, room.test, Terms::default()).await.expect("theirs");
    hand_in(&room.participant(1), opening, &typed).await.expect("open again");
    assert_eq!(room.score(room.people[1].enrolment).await, Some(5));
    let other = world.caller("formateur3.demo").await;
    assert!(matches!(close(&other, room.workshop, room.test).await, Err(UseError::Forbidden)));
}

/// So many more seats in the running workshop, all taken.
async fn fill_up(world: &World, seats: usize) {
    let organiser = world.caller("organisateur.demo").await;
    let workshop = world.demo().workshop_running.parse().expect("an identifier");
    let campaign = world.demo().campaign.parse().expect("an identifier");
    world.db.writer().execute_unprepared("UPDATE workshop SET capacity = 300").await.expect("seats");
    let there = participants(&organiser, workshop).await.expect("people");
    let entry = load_entry(world.db.reader(), there[0].person).await.expect("an entry").person;
    for _ in there.len()..seats {
        let person = add(&organiser, campaign, entry.clone()).await.expect("added");
        enrol(&organiser, workshop, person).await.expect("a seat");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_hand_in_at_once_and_nothing_is_lost() {
    let world = World::new().await;
    fill_up(&world, 200).await;
    let room = Room::of(&world).await;
    assert_eq!(room.people.len(), 200);
    let mut sending = Vec::new();
    for place in 0..room.people.len() {
        let typed = Typed::of(room.answers(place, place % 21).await);
        let (caller, opening) = (room.participant(place), room.opening(place).await);
        sending.push(tokio::spawn(async move { hand_in(&caller, opening, &typed).await.is_ok() }));
    }
    for sent in sending {
        assert!(sent.await.expect("it ends"));
    }
    for (place, person) in room.people.iter().enumerate() {
        let right = i32::try_from(place % 21).expect("small");
        assert_eq!(room.score(person.enrolment).await, Some(right), "{place}");
    }
}

#[tokio::test]
async fn a_test_closes_by_itself() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let trainer = room.trainer().await;
    close(&trainer, room.workshop, room.test).await.expect("theirs");
    let too_long = Terms { minutes: Some(0), attempts: 1 };
    let refused = why(open(&trainer, room.workshop, room.test, too_long).await);
    assert_eq!(refused, [Refusal::new("minutes", Problem::OutOfRange { min: 1, max: 10_080 })]);
    let again = why(open(&trainer, room.workshop, room.test, Terms { minutes: None, attempts: 2 }).await);
    assert_eq!(
        again,
        [Refusal::new("attempts", Problem::OutOfRange { min: 1, max: 1 })],
        "a quiz alone is taken twice"
    );
    open(&trainer, room.workshop, room.test, Terms { minutes: Some(30), attempts: 1 }).await.expect("theirs");
    let opening = room.opening(2).await;
    let answers = Typed::of(room.answers(2, 9).await);
    let later = |minutes| Caller { now: world.now() + chrono::TimeDelta::minutes(minutes), ..room.participant(2) };
    save(&later(29), opening, &answers).await.expect("in time");
    assert_eq!(why(hand_in(&later(30), opening, &answers).await), [Refusal::new("test", Problem::TestClosed)]);
    assert!(my_tests(&later(30)).await.expect("theirs").is_empty());
    let seen = Caller { now: world.now() + chrono::TimeDelta::minutes(31), ..room.trainer().await };
    let tests = openable(&seen, room.workshop).await.expect("tests");
    let closed = tests.iter().find(|test| test.instrument == room.test).expect("the test").closed_at;
    assert_eq!(closed, Some(world.now() + chrono::TimeDelta::minutes(30)));
}

#[tokio::test]
async fn of_a_quiz_that_is_taken_twice_the_better_counts() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let (organiser, trainer) = (world.caller("organisateur.demo").await, room.trainer().await);
    let curriculum = world.demo().curriculum.parse().expect("an identifier");
    let offered = offer(&organiser, curriculum).await.expect("an offer");
    let (module, _, count) = offered.modules.iter().find(|(_, _, count)| *count > 1).expect("a module").clone();
    let module = module.expect("it has questions");
    let plan = [Wanted { module: Some(module), count }];
    compose(&organiser, curriculum, Made::Quiz(module), ["Quiz"; 2], &plan, "x").await.expect("a quiz");
    let tests = openable(&trainer, room.workshop).await.expect("tests");
    let quiz = tests.iter().find(|test| test.purpose == Purpose::Quiz).expect("the quiz").instrument;
    close(&trainer, room.workshop, room.test).await.expect("theirs");
    open(&trainer, room.workshop, quiz, Terms { minutes: None, attempts: 2 }).await.expect("theirs");
    let (someone, opening) = (room.participant(4), room.opening(4).await);
    let best = || {
        let joined = "score JOIN instrument ON instrument.id = score.instrument_id";
        let table = format!("{joined} WHERE instrument.moment = 'quiz' AND score.points = instrument.max_points");
        let world = &world;
        async move { world.count(&table).await }
    };
    let attempt = async |right| {
        let answers = Typed::of(room.answers_at(4, opening, right).await);
        hand_in(&someone, opening, &answers).await
    };
    attempt(count).await.expect("the first time");
    assert_eq!(best().await, 1);
    begin_again(&someone, opening).await.expect("once more");
    attempt(0).await.expect("the second time");
    assert_eq!(best().await, 1, "the better counts");
    let refused = why(begin_again(&someone, opening).await);
    assert_eq!(refused, [Refusal::new("test", Problem::HandedIn)], "and no third time");
    assert_eq!(room.score(room.people[4].enrolment).await, None, "a quiz is no post-test");
}
