//! Sheets of paper: printed with their letters, typed as lines, each kept by itself, and
//! never over a score that nobody looked at.

use crate::client::{Client, Reply};
use crate::world::World;
use app::assessments::answering::model::Typed as Fields;
use app::assessments::answering::store::opening::{my_tests, openable};
use app::assessments::answering::store::sitting::hand_in;
use app::assessments::findings::store::of_workshop;
use app::assessments::model::{Moment, Purpose};
use app::assessments::sheets::model::{edition, letter};
use app::assessments::sheets::store::{Typed, enter, test};
use app::assessments::store::score_sheet;
use app::fields::{Problem, Refusal};
use app::ids::{EnrolmentId, InstrumentId, WorkshopId};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::schema::error::UseError;
use app::workshops::store::enrolment::{Participant, participants};
use questions::question::{Kind, Question};

/// A stack of sheets of the running workshop's post-test, in the trainer's hands.
struct Stack {
    world: World,
    client: Client,
    workshop: WorkshopId,
    test: InstrumentId,
    questions: Vec<Question>,
    people: Vec<Participant>,
}

impl Stack {
    async fn new() -> Self {
        let world = World::new().await;
        let client = world.trainer().await;
        let trainer = world.caller("formatrice.demo").await;
        let workshop = world.demo().workshop_running.parse().expect("an identifier");
        let tests = openable(&trainer, workshop).await.expect("tests");
        let after =
            tests.iter().find(|found| found.purpose == Purpose::Paired(Moment::After)).expect("a post-test").instrument;
        let questions = test(&trainer, workshop, after).await.expect("theirs").questions();
        let people = participants(&trainer, workshop).await.expect("people");
        Self { world, client, workshop, test: after, questions, people }
    }

    fn address(&self) -> String {
        format!("/workshops/{}/tests/{}/sheets", self.workshop, self.test)
    }

    fn seat(&self, place: usize) -> EnrolmentId {
        self.people[place].enrolment
    }

    fn field(&self, place: usize) -> String {
        format!("s-{}", self.seat(place))
    }

    /// A line of so many right answers, and none to the other questions.
    fn line(&self, right: usize) -> String {
        let sign = |(place, question): (usize, &Question)| {
            let Kind::Single { options, .. } = &question.kind else { panic!("{question:?}") };
            let part = options.iter().position(|option| option.share.is_right()).expect("a right one");
            if place < right { letter(part).to_ascii_lowercase() } else { '-' }
        };
        self.questions.iter().enumerate().map(sign).collect()
    }

    async fn send(&mut self, fields: &[(String, String)]) -> Reply {
        let edition = edition(&self.questions);
        let mut all = vec![("edition", edition.as_str())];
        all.extend(fields.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        self.client.post(&self.address(), &all).await
    }

    /// What someone scored, if anything.
    async fn score(&self, place: usize) -> Option<i32> {
        let trainer = self.world.caller("formatrice.demo").await;
        let sheet = score_sheet(&trainer, self.workshop).await.expect("theirs");
        sheet.scores.get(&(self.seat(place), Moment::After)).map(|score| score.points)
    }
}

fn why<T: std::fmt::Debug>(result: Result<T, UseError>) -> Vec<Refusal> {
    match result {
        Err(UseError::Refused(refusals)) => refusals,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn lines_in_order_are_kept_though_others_are_not() {
    let mut stack = Stack::new().await;
    let (good, short) = (stack.line(20), stack.line(19).replacen('-', "", 1));
    let mut strange = stack.line(20);
    strange.replace_range(6..7, "e");
    let fields: Vec<(String, String)> =
        [(0, good.clone()), (1, short.clone()), (2, strange.clone()), (3, "-".repeat(20))]
            .into_iter()
            .map(|(place, line)| (stack.field(place), line))
            .collect();
    let reply = stack.send(&fields).await;
    assert_eq!(reply.status, 422);
    let error = |place: usize| reply.error_at(&stack.field(place)).replace('\u{a0}', " ");
    assert_eq!(error(1), "19 réponses, le test en a 20.");
    assert_eq!(error(2), "Question 7 : E n’est pas parmi A–D.");
    for (place, line) in [(1, &short), (2, &strange)] {
        let control = reply.control(&stack.field(place));
        assert!(control.contains(&format!("value=\"{line}\"")), "{control}");
    }
    assert!(reply.control(&stack.field(1)).contains("autofocus"), "one goes on at the first that is wrong");
    assert_eq!([stack.score(0).await, stack.score(1).await, stack.score(3).await], [Some(20), None, Some(0)]);
    assert_eq!(stack.world.count("response WHERE answer IS NOT NULL").await, 40);

    let again = vec![(stack.field(1), stack.line(19))];
    let sent = stack.send(&again).await;
    assert_eq!(sent.location(), Some(format!("{}?kept=1", stack.address()).as_str()), "{}", sent.prose());
    let page = stack.client.get(&format!("{}?kept=1", stack.address())).await;
    assert!(page.prose().contains("Copies enregistrées : 1."), "{}", page.prose());
    // Read back as it would be typed, and the next empty line is ready.
    assert!(page.text().contains(&format!(">{good}<")), "not read back");
    assert!(page.control(&stack.field(2)).contains("autofocus"));
    assert_eq!(page.text().matches("autofocus").count(), 1);
    assert!(!page.text().contains("<script"));
}

#[tokio::test]
async fn the_same_line_again_is_known_in_any_case() {
    let mut stack = Stack::new().await;
    let fields = vec![(stack.field(4), stack.line(12))];
    assert_eq!(stack.send(&fields).await.status, 303);
    let before = stack.world.rows().await;
    let shouted = vec![(stack.field(4), stack.line(12).to_uppercase().replace('-', "."))];
    assert_eq!(stack.send(&shouted).await.status, 303);
    assert_eq!(stack.world.rows().await, before);
}

#[tokio::test]
async fn a_score_that_stands_gives_way_only_to_who_has_seen_it() {
    let mut stack = Stack::new().await;
    let (by_hand, scores) = (format!("after-{}", stack.seat(0)), format!("/workshops/{}/scores", stack.workshop));
    assert_eq!(stack.client.post(&scores, &[(&by_hand, "12")]).await.status, 303);
    let instead = format!("instead-{}", stack.seat(0));
    let line = (stack.field(0), stack.line(20));
    for seen in ["", "018413a8-0000-7000-8000-000000000001"] {
        let reply = stack.send(&[line.clone(), (instead.clone(), seen.to_owned())]).await;
        assert_eq!(reply.status, 422);
        assert!(reply.error_at(&stack.field(0)).contains("12 sur 20"), "{}", reply.prose());
        assert!(reply.control(&instead).contains("type=\"checkbox\""), "no way to say so");
        assert_eq!(stack.score(0).await, Some(12));
    }
    let page = stack.client.get(&format!("{}?correct={}", stack.address(), stack.seat(0))).await;
    assert!(page.control(&stack.field(0)).contains("autofocus"), "{}", page.prose());
    let control = page.control(&instead);
    let seen = control.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a score").to_owned();
    let sent = stack.send(&[line, (instead, seen)]).await;
    assert_eq!(sent.status, 303, "{}", sent.prose());
    assert_eq!(stack.score(0).await, Some(20));
    let trail =
        "audit_entry WHERE verb = 'sheet.entered' AND detail LIKE '%\"before\":12%' AND detail LIKE '%\"after\":20%'";
    assert_eq!(stack.world.count(trail).await, 1);
}

#[tokio::test]
async fn what_was_entered_on_paper_is_not_handed_in_again() {
    let mut stack = Stack::new().await;
    let fields = vec![(stack.field(2), stack.line(7))];
    assert_eq!(stack.send(&fields).await.status, 303);
    let participant = Caller { actor: Actor::Participant(stack.people[2].person), ..stack.world.system() };
    let opening = my_tests(&participant).await.expect("theirs")[0].opening;
    let handed_in = hand_in(&participant, opening, &Fields::default()).await;
    assert_eq!(why(handed_in), vec![Refusal::new("test", Problem::Taken)]);
    assert_eq!(stack.score(2).await, Some(7));
}

#[tokio::test]
async fn a_form_of_other_letters_and_people_of_elsewhere_are_refused() {
    let stack = Stack::new().await;
    let trainer = stack.world.caller("formatrice.demo").await;
    let typed = |enrolment| vec![Typed { enrolment, line: stack.line(20), instead_of: None }];
    let before = stack.world.rows().await;
    let outdated = enter(&trainer, stack.workshop, stack.test, "AAAAAA", &typed(stack.seat(0))).await;
    assert_eq!(why(outdated), vec![Refusal::new("edition", Problem::TestChanged)]);
    let finished: WorkshopId = stack.world.demo().workshop_finished.parse().expect("an identifier");
    let elsewhere = participants(&trainer, finished).await.expect("people")[0].enrolment;
    let now = edition(&stack.questions);
    let entered = enter(&trainer, stack.workshop, stack.test, &now, &typed(elsewhere)).await.expect("theirs");
    assert_eq!((entered.kept, entered.wrong.len()), (0, 1));
    assert_eq!(stack.world.rows().await.get("score"), before.get("score"));
    let other = stack.world.caller("formateur3.demo").await;
    let refused = enter(&other, stack.workshop, stack.test, &now, &typed(stack.seat(0))).await;
    assert!(matches!(refused, Err(UseError::Forbidden)));
}

#[tokio::test]
async fn a_whole_room_is_entered_at_once_and_counts_in_what_tests_say() {
    let mut stack = Stack::new().await;
    let fields: Vec<(String, String)> =
        (0..stack.people.len()).map(|place| (stack.field(place), stack.line(place % 21))).collect();
    let sent = stack.send(&fields).await;
    assert_eq!(sent.status, 303, "{}", sent.prose());
    for place in 0..stack.people.len() {
        let right = i32::try_from(place % 21).expect("small");
        assert_eq!(stack.score(place).await, Some(right), "{place}");
    }
    let trainer = stack.world.caller("formatrice.demo").await;
    let found = of_workshop(&trainer, stack.workshop).await.expect("theirs");
    let after = found.tests.iter().find(|found| found.test.moment == Moment::After).expect("a post-test");
    assert_eq!(after.items.as_ref().expect("answers").people, stack.people.len());
    let lines = i64::try_from(fields.len()).expect("few");
    assert_eq!(stack.world.count("audit_entry WHERE verb = 'sheet.entered'").await, lines);
}

#[tokio::test]
async fn a_test_prints_with_its_letters_and_without_its_answers() {
    let mut stack = Stack::new().await;
    let address = format!("/workshops/{}/tests/{}/paper", stack.workshop, stack.test);
    let page = stack.client.get(&address).await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert_eq!((text.matches("class=\"paper__question\"").count(), text.matches("paper__box").count()), (20, 80));
    assert!(!text.contains("question__right") && !text.contains("<script"));
    let sign = edition(&stack.questions);
    assert!(page.prose().contains(&sign), "{}", page.prose());
    let grid = stack.client.get(&stack.address()).await;
    assert!(grid.prose().contains(&sign) && grid.text().contains(&address));
    let scores = stack.client.get(&format!("/workshops/{}/scores", stack.workshop)).await;
    assert!(scores.text().contains(&address) && scores.text().contains(&stack.address()), "no way to them");
    // A test of another curriculum is none of the workshop's.
    let unknown = format!("/workshops/{}/tests/{}/paper", stack.workshop, stack.workshop);
    assert_eq!(stack.client.get(&unknown).await.status, 404);
}
