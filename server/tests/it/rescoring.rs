//! A key that is corrected after the test: shown before it is applied, applied as it was
//! shown or not at all, and taken back by another correction.

use crate::world::World;
use app::assessments::answering::store::opening::{close, my_tests, openable};
use app::assessments::answering::store::sitting::paper;
use app::assessments::bank::store::{Filter, rewrite, shelf};
use app::assessments::model::{Moment, Purpose};
use app::assessments::rescoring::store::applying::apply;
use app::assessments::rescoring::store::reading::{Preview, offer, preview};
use app::assessments::sheets::model::{edition, letter};
use app::assessments::sheets::store::{Typed, enter, test};
use app::assessments::store::{Entry, record, score_sheet};
use app::campaigns::model::{NewCampaign, Percent};
use app::campaigns::store::add as add_campaign;
use app::fields::{Problem, Refusal};
use app::ids::{CurriculumId, InstrumentId, WorkshopId};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::model::NewAccount;
use app::people::store::accounts::{Granted, add as add_account};
use app::schema::error::UseError;
use app::schema::programme;
use app::workshops::store::enrolment::{Participant, participants};
use questions::exact::Share;
use questions::question::{Kind, Question};
use sea_orm::EntityTrait;
use uuid::Uuid;

/// The post-test of the running workshop, with four sheets entered: all right; all but the
/// first, with the option after the right one; nothing; and a total by hand.
struct Taken {
    world: World,
    curriculum: CurriculumId,
    workshop: WorkshopId,
    test: InstrumentId,
    people: Vec<Participant>,
    first: Question,
}

/// What the four scored.
const SCORED: [i32; 4] = [20, 19, 0, 15];

impl Taken {
    async fn new() -> Self {
        let world = World::new().await;
        let trainer = world.caller("formatrice.demo").await;
        let curriculum = world.demo().curriculum.parse().expect("an identifier");
        let workshop = world.demo().workshop_running.parse().expect("an identifier");
        let tests = openable(&trainer, workshop).await.expect("tests");
        let after =
            tests.iter().find(|found| found.purpose == Purpose::Paired(Moment::After)).expect("a post-test").instrument;
        let people = participants(&trainer, workshop).await.expect("people");
        let first = test(&trainer, workshop, after).await.expect("theirs").questions().remove(0);
        let taken = Self { world, curriculum, workshop, test: after, people, first };
        let (all, other) = (taken.line(0).await, taken.line(1).await);
        for (place, line) in [all, other, "-".repeat(20)].into_iter().enumerate() {
            taken.enter(place, &line).await;
        }
        let entry = Entry { enrolment: taken.people[3].enrolment, moment: Moment::After, points: Some(15) };
        record(&trainer, workshop, &[entry]).await.expect("theirs");
        taken
    }

    async fn organiser(&self) -> Caller {
        self.world.caller("organisateur.demo").await
    }

    /// All right, but for the first question: so many options after the right one.
    async fn line(&self, off: usize) -> String {
        let trainer = self.world.caller("formatrice.demo").await;
        let questions = test(&trainer, self.workshop, self.test).await.expect("theirs").questions();
        let sign = |(place, question): (usize, &Question)| {
            let right = right(question);
            letter(if place == 0 { (right + off) % 4 } else { right })
        };
        questions.iter().enumerate().map(sign).collect()
    }

    async fn enter(&self, place: usize, line: &str) {
        let trainer = self.world.caller("formatrice.demo").await;
        let questions = test(&trainer, self.workshop, self.test).await.expect("theirs").questions();
        let typed = Typed { enrolment: self.people[place].enrolment, line: line.to_owned(), instead_of: None };
        let entered = enter(&trainer, self.workshop, self.test, &edition(&questions), &[typed]).await.expect("theirs");
        assert_eq!((entered.kept, entered.wrong), (1, Vec::new()));
    }

    async fn scores(&self) -> [i32; 4] {
        let sheet = score_sheet(&self.organiser().await, self.workshop).await.expect("theirs");
        [0, 1, 2, 3].map(|place| sheet.scores[&(self.people[place].enrolment, Moment::After)].points)
    }

    /// Writes the first question anew, as it stands in the bank.
    async fn rewrite(&self, anew: &Question) {
        let organiser = self.organiser().await;
        let found = shelf(&organiser, self.curriculum, Filter::default()).await.expect("theirs").questions;
        let kept = found.into_iter().find(|kept| kept.question.text == self.first.text).expect("the first question");
        rewrite(&organiser, self.curriculum, kept.id, anew).await.expect("theirs");
    }

    async fn chosen(&self) -> Vec<Uuid> {
        let offered = offer(&self.organiser().await, self.curriculum, self.test).await.expect("theirs");
        offered.candidates.iter().filter(|one| one.fits).map(|one| one.question).collect()
    }

    async fn preview(&self) -> Preview {
        let chosen = self.chosen().await;
        preview(&self.organiser().await, self.curriculum, self.test, &chosen).await.expect("theirs")
    }

    async fn apply(&self, seen: &str) -> Result<usize, UseError> {
        let chosen = self.chosen().await;
        apply(&self.organiser().await, self.curriculum, self.test, &chosen, seen).await
    }
}

fn right(question: &Question) -> usize {
    let Kind::Single { options, .. } = &question.kind else { panic!("{question:?}") };
    options.iter().position(|option| option.share.is_right()).expect("a right one")
}

/// The same question, of which the option after the right one is right.
fn other_key(question: &Question) -> Question {
    let (mut other, right) = (question.clone(), right(question));
    if let Kind::Single { options, .. } = &mut other.kind {
        options[right].share = Share::nothing();
        options[(right + 1) % 4].share = Share::whole();
    }
    other
}

fn why<T: std::fmt::Debug>(result: Result<T, UseError>) -> Vec<Refusal> {
    match result {
        Err(UseError::Refused(refusals)) => refusals,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn whose_score_changes_is_shown_and_then_applied() {
    let taken = Taken::new().await;
    let mut organiser = taken.world.organiser().await;
    let address = format!("/curricula/{}/tests/{}/rescoring", taken.curriculum, taken.test);
    let page = organiser.get(&address).await;
    assert!(page.prose().contains("dans leur dernière version"), "{}", page.prose());
    taken.rewrite(&other_key(&taken.first)).await;
    for page in ["questions", "tests"] {
        let page = organiser.get(&format!("/curricula/{}/{page}", taken.curriculum)).await;
        assert!(page.text().contains(&address), "no way to it");
    }

    let question = taken.chosen().await.first().expect("one").to_string();
    let before = taken.world.rows().await;
    let shown = organiser.get(&format!("{address}?question={question}")).await;
    let prose = shown.prose();
    assert!(prose.contains("Notes qui changent : 2. Qui restent : 1."), "{prose}");
    for (place, was, is) in [(0, "20 sur 20 (100 %)", "19 sur 20 (95 %)"), (1, "19 sur 20 (95 %)", "20 sur 20 (100 %)")]
    {
        let row = prose.split(&taken.people[place].name.listed()).nth(1).expect("their row");
        let (one, other) = (row.find(was).expect("as it is"), row.find(is).expect("as it would be"));
        assert!(one < other, "{row}");
    }
    assert!(prose.contains(&format!("{} · ", taken.people[3].name.listed())), "a total without answers: {prose}");
    assert_eq!(taken.world.rows().await, before, "looking changes nothing");

    let stale = organiser.post(&address, &[("question", &question), ("seen", "autre")]).await;
    assert_eq!((stale.status.as_u16(), taken.scores().await), (422, SCORED));
    assert!(stale.prose().contains("Notes qui changent : 2"), "shown anew");
    let control = stale.control("seen");
    let seen = control.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a sign");
    let sent = organiser.post(&address, &[("question", &question), ("seen", seen)]).await;
    assert_eq!(sent.location(), Some(format!("{address}?done=2").as_str()), "{}", sent.prose());
    assert_eq!(taken.scores().await, [19, 20, 0, 15]);
    assert_eq!(taken.world.count("audit_entry WHERE verb = 'score.rescored'").await, 2);
    assert_eq!(taken.world.count("audit_entry WHERE verb = 'key.changed'").await, 1);
    assert!(!organiser.get(&format!("/curricula/{}/tests", taken.curriculum)).await.text().contains(&address));
    // Sent twice, it is done once.
    assert_eq!(organiser.post(&address, &[("question", &question), ("seen", seen)]).await.status, 422);
    assert_eq!(taken.scores().await, [19, 20, 0, 15]);
}

#[tokio::test]
async fn a_key_and_back_again_gives_the_old_scores() {
    let taken = Taken::new().await;
    let before = taken.world.count("response").await;
    for (key, scores) in [(other_key(&taken.first), [19, 20, 0, 15]), (taken.first.clone(), SCORED)] {
        taken.rewrite(&key).await;
        let shown = taken.preview().await;
        assert_eq!((shown.changed.len(), shown.same, shown.max), (2, 1, [20, 20]));
        assert_eq!(taken.apply(&shown.seen).await.expect("as shown"), 2);
        assert_eq!(taken.scores().await, scores);
    }
    assert_eq!(taken.world.count("response").await, before);
    // Written anew with the same key, nobody's score changes.
    let mut reworded = taken.first.clone();
    reworded.name = "Renommée".to_owned();
    taken.rewrite(&reworded).await;
    let shown = taken.preview().await;
    assert_eq!((shown.changed.len(), shown.same), (0, 3));
    assert_eq!(taken.apply(&shown.seen).await.expect("as shown"), 0);
    assert_eq!(taken.scores().await, SCORED);
}

#[tokio::test]
async fn what_changed_since_it_was_shown_is_not_applied() {
    let taken = Taken::new().await;
    taken.rewrite(&other_key(&taken.first)).await;
    let shown = taken.preview().await;
    let line = taken.line(1).await;
    taken.enter(4, &line).await;
    let before = taken.world.rows().await;
    assert_eq!(why(taken.apply(&shown.seen).await), vec![Refusal::new("question", Problem::TestChanged)]);
    assert_eq!((taken.scores().await, taken.world.rows().await), (SCORED, before));
    assert_eq!(taken.apply(&taken.preview().await.seen).await.expect("as shown"), 3);
}

#[tokio::test]
async fn more_points_make_another_maximum() {
    let taken = Taken::new().await;
    let three = Question { points: 3, ..taken.first.clone() };
    taken.rewrite(&three).await;
    let shown = taken.preview().await;
    assert_eq!((shown.max, shown.changed.len()), ([20, 22], 3));
    taken.apply(&shown.seen).await.expect("as shown");
    assert_eq!(taken.scores().await, [22, 19, 0, 15]);
    let sheet = score_sheet(&taken.organiser().await, taken.workshop).await.expect("theirs");
    assert!(sheet.scores.iter().all(|((_, moment), score)| *moment == Moment::Before || score.max == 22));
}

#[tokio::test]
async fn options_that_move_take_what_people_typed_with_them() {
    let taken = Taken::new().await;
    let mut turned = other_key(&taken.first);
    if let Kind::Single { options, .. } = &mut turned.kind {
        options.rotate_left(1);
    }
    taken.rewrite(&turned).await;
    let shown = taken.preview().await;
    assert_eq!(shown.in_the_way, Some(Problem::TestOpen));
    assert_eq!(why(taken.apply(&shown.seen).await), vec![Refusal::new("question", Problem::TestOpen)]);
    // Someone began the test on a telephone, with the first option.
    let someone = Caller { actor: Actor::Participant(taken.people[0].person), ..taken.world.system() };
    let opening = my_tests(&someone).await.expect("theirs")[0].opening;
    close(&taken.world.caller("formatrice.demo").await, taken.workshop, taken.test).await.expect("theirs");
    let shown = taken.preview().await;
    assert_eq!((shown.in_the_way, shown.changed.len()), (None, 2));
    taken.apply(&shown.seen).await.expect("as shown");
    assert_eq!(taken.scores().await, [19, 20, 0, 15]);
    assert_eq!(paper(&someone, opening).await.expect("theirs").typed.value("q1"), Some("3"));
}

#[tokio::test]
async fn other_parts_and_other_peoples_campaigns_are_left_alone() {
    let taken = Taken::new().await;
    let mut shorter = taken.first.clone();
    if let Kind::Single { options, .. } = &mut shorter.kind {
        let gone = (right(&taken.first) + 1) % 4;
        options.remove(gone);
    }
    taken.rewrite(&shorter).await;
    let offered = offer(&taken.organiser().await, taken.curriculum, taken.test).await.expect("theirs");
    assert_eq!(offered.candidates.iter().map(|one| one.fits).collect::<Vec<_>>(), [false]);
    let question = offered.candidates[0].question;
    let refused = preview(&taken.organiser().await, taken.curriculum, taken.test, &[question]).await;
    assert_eq!(why(refused), vec![Refusal::new("question", Problem::TestChanged)]);

    let beside = organiser_beside(&taken.world).await;
    assert!(offer(&beside, taken.curriculum, taken.test).await.expect("of the programme").elsewhere);
    let refused = preview(&beside, taken.curriculum, taken.test, &[question]).await;
    assert!(matches!(refused, Err(UseError::Forbidden)), "names of people who are not theirs");
    let trainer = taken.world.caller("formatrice.demo").await;
    assert!(matches!(offer(&trainer, taken.curriculum, taken.test).await, Err(UseError::Forbidden)));
}

/// Who organises another campaign of the same programme.
async fn organiser_beside(world: &World) -> Caller {
    let programme = programme::Entity::find().one(world.db.reader()).await.expect("a query").expect("a programme");
    let today = world.now().date_naive();
    let campaign = NewCampaign {
        programme: programme.name,
        partners: String::new(),
        title: "Campagne d’à côté".into(),
        authority: String::new(),
        starts_on: today,
        ends_on: today,
        attendance: Percent(80),
        post_test: Percent(60),
    };
    let campaign = add_campaign(&world.system(), campaign).await.expect("a campaign");
    let account =
        NewAccount { login: "beside".into(), display_name: "Beside".into(), password: "une phrase longue".into() };
    add_account(&world.system(), account, Granted::Organiser(campaign)).await.expect("an account");
    world.caller("beside").await
}
