//! The bank of questions: files of other programs read with what is wrong in them, taken
//! once, written anew in versions, given back, and made into tests.

use crate::client::{Client, Reply};
use crate::world::World;
use app::assessments::bank::store::{Filter, all, retire, rewrite, shelf, take};
use app::assessments::composing::model::Wanted;
use app::assessments::composing::store::{Made, compose, offer};
use app::assessments::findings::store::of_campaign as of_campaign_findings;
use app::assessments::model::{Moment, Purpose};
use app::assessments::store::{Entry, record, score_sheet};
use app::campaigns::module::Method;
use app::campaigns::store::{self as campaigns, NewCurriculum, NewModule};
use app::ids::CurriculumId;
use app::people::caller::Caller;
use app::schema::error::UseError;
use app::workshops::store::enrolment::participants;
use app::workshops::store::reading::of_campaign;
use questions::formats::{Format, read, write};
use questions::question::{Kind, Language, Question};

const GIFT: &str = "// Module 5\n\
    ::MRN 1:: Que veut dire MRN ? {=Mécanisme national de référencement ~Mission régionale ~Mémoire national}\n\n\
    La victime doit consentir au référencement. {TRUE}\n\n\
    Une question sans fin { =oui ~non\n\n\
    En quelle année la loi 2012-023 a-t-elle été votée ? {#2012}\n";

/// A curriculum of the demonstration's programme with nothing in its bank.
pub async fn fresh(world: &World, organiser: &Caller) -> CurriculumId {
    let module = |title: &str| NewModule {
        title: title.to_owned(),
        minutes: 60,
        body: "Texte".to_owned(),
        method: Method::Plenary,
        prefers: None,
        needs: Vec::new(),
    };
    let new = NewCurriculum {
        campaign: world.demo().campaign.parse().expect("an identifier"),
        title: "Autre support".to_owned(),
        version: "1".to_owned(),
        language: "fr".to_owned(),
        modules: vec![module("Un"), module("Deux")],
    };
    campaigns::publish(organiser, new).await.expect("a curriculum")
}

/// The questions of [`GIFT`].
fn brought() -> Vec<Question> {
    read(Format::Gift, GIFT.as_bytes(), Language::Fr).questions.into_iter().map(|found| found.question).collect()
}

async fn bring(client: &mut Client, curriculum: CurriculumId, text: &str) -> Reply {
    client.post_parts(&format!("/curricula/{curriculum}/questions"), &[("pasted", text)], None).await
}

/// The questions in the form of what was read.
fn payload(page: &str) -> String {
    let field = page.split("name=\"questions\" value=\"").nth(1).expect("questions to take");
    let value = field.split('"').next().expect("a value");
    value.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&#x27;", "'").replace("&amp;", "&")
}

#[tokio::test]
async fn a_file_is_read_with_its_errors_and_taken_once() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum = fresh(&world, &caller).await;
    let mut organiser = world.organiser().await;
    let before = world.rows().await;
    let read = bring(&mut organiser, curriculum, GIFT).await;
    assert_eq!(read.status, 200);
    let prose = read.prose();
    assert!(prose.contains("Que veut dire MRN ?") && prose.contains("Mécanisme national de référencement"), "{prose}");
    // The third has no end: its line is told, and the others are kept.
    assert!(prose.contains("N° 6"), "{prose}");
    assert_eq!(world.rows().await, before, "reading changes nothing");

    let take = format!("/curricula/{curriculum}/questions/take");
    let questions = payload(&read.text());
    for (new, same) in [(3, 0), (0, 3)] {
        let taken = organiser.post(&take, &[("questions", &questions)]).await;
        let address = format!("/curricula/{curriculum}/questions?new={new}&same={same}");
        assert_eq!(taken.location(), Some(address.as_str()), "{}", taken.prose());
    }
    assert_eq!(all(&caller, curriculum).await.expect("theirs").len(), 3);
    let page = organiser.get(&format!("/curricula/{curriculum}/questions")).await;
    assert!(page.prose().contains("loi 2012-023"), "{}", page.prose());

    for (text, status) in [("", 422), ("\u{1}\u{2}", 422)] {
        assert_eq!(bring(&mut organiser, curriculum, text).await.status, status, "{text:?}");
    }
}

#[tokio::test]
async fn what_is_given_back_reads_as_what_was_brought() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum: CurriculumId = world.demo().curriculum.parse().expect("an identifier");
    let kept = all(&caller, curriculum).await.expect("theirs");
    // Other programs know no rubric.
    let known: Vec<Question> =
        kept.iter().filter(|question| !matches!(question.kind, Kind::Rubric { .. })).cloned().collect();
    assert_eq!((kept.len(), known.len()), (21, 20));
    let mut trainer = world.trainer().await;
    for (file, format) in [
        ("questions.json", Format::Json),
        ("questions.gift", Format::Gift),
        ("questions.xml", Format::MoodleXml),
        ("questions.txt", Format::Aiken),
        ("questions.zip", Format::Qti),
    ] {
        let given = trainer.get(&format!("/curricula/{curriculum}/questions/{file}?anyway=yes")).await;
        assert_eq!(given.status, 200, "{file}");
        let found: Vec<_> =
            read(format, &given.body, Language::Fr).questions.into_iter().map(|found| found.question).collect();
        let texts = |questions: &[Question]| -> Vec<String> {
            questions.iter().map(|question| question.text.fr.clone()).collect()
        };
        let held = if format == Format::Json { &kept } else { &known };
        assert_eq!(texts(&found), texts(held), "{file}");
        if format != Format::Aiken {
            assert_eq!(found, *held, "{file}");
        }
    }
}

#[tokio::test]
async fn a_question_is_written_anew_as_a_later_version() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum = fresh(&world, &caller).await;
    let brought = brought();
    take(&caller, curriculum, None, &brought).await.expect("theirs");
    let first = shelf(&caller, curriculum, Filter::default()).await.expect("theirs").questions.remove(0);
    let mut organiser = world.organiser().await;
    let address = format!("/curricula/{curriculum}/questions/{}/change", first.id);
    assert!(organiser.get(&address).await.text().contains("::MRN 1::"), "not as GIFT");
    let wrong = organiser.post(&address, &[("text", "Sans réponse {")]).await;
    assert_eq!(wrong.status, 422);
    let sent = organiser
        .post(
            &address,
            &[("text", "::MRN 1:: Que veut dire MRN ? {=Mécanisme national de référencement ~Autre chose}")],
        )
        .await;
    assert!(sent.location().is_some(), "{}", sent.prose());
    let now = shelf(&caller, curriculum, Filter::default()).await.expect("theirs");
    assert_eq!((now.count, now.questions.iter().map(|kept| kept.version).max()), (3, Some(2)));
    assert_eq!(world.count("bank_question WHERE retired_at IS NOT NULL").await, 1, "the old one stays");
    // Who looked at the old one meanwhile changes nothing.
    let late = rewrite(&caller, curriculum, first.id, &brought[1]).await;
    assert!(matches!(late, Err(UseError::NotFound)));
    retire(&caller, curriculum, now.questions[0].id).await.expect("theirs");
    assert_eq!(shelf(&caller, curriculum, Filter::default()).await.expect("theirs").count, 2);
    let trainer = world.caller("formatrice.demo").await;
    assert!(matches!(retire(&trainer, curriculum, now.questions[1].id).await, Err(UseError::Forbidden)));
}

#[tokio::test]
async fn tests_are_drawn_by_a_word_and_stand_once_they_were_taken() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum = fresh(&world, &caller).await;
    let brought = brought();
    take(&caller, curriculum, None, &brought).await.expect("theirs");
    let mut organiser = world.organiser().await;
    let page = format!("/curricula/{curriculum}/tests");
    // Two modules without questions, and three of no module.
    let made = organiser.post(&page, &[("m2", "2"), ("seed", "un mot")]).await;
    assert_eq!(made.location(), Some(format!("{page}?count=2&seed=un%20mot").as_str()), "{}", made.prose());
    assert_eq!(organiser.post(&page, &[("m2", "4")]).await.status, 422);
    assert_eq!(organiser.post(&page, &[]).await.status, 422);
    let three = [Wanted { module: None, count: 3 }];
    let again = compose(&caller, curriculum, Made::Pair, ["A", "B"], &three, "un mot").await;
    assert_eq!(again.expect("nobody took it"), 3);
    let offered = offer(&caller, curriculum).await.expect("an offer");
    assert_eq!(
        offered.tests.iter().map(|test| test.version).collect::<Vec<_>>(),
        [1, 1],
        "nothing was kept of the first"
    );
}

#[tokio::test]
async fn a_test_that_was_taken_stays_and_a_later_version_stands_beside_it() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum: CurriculumId = world.demo().curriculum.parse().expect("an identifier");
    let workshops =
        of_campaign(&caller, world.demo().campaign.parse().expect("an identifier")).await.expect("workshops");
    let finished = world.demo().workshop_finished.parse().expect("an identifier");
    let to_come = *workshops.last().expect("one to come");
    let before = score_sheet(&caller, finished).await.expect("a sheet");
    let offered = offer(&caller, curriculum).await.expect("an offer");
    let (module, _, _) = offered.modules.iter().find(|(_, _, count)| *count > 0).expect("a module with questions");
    let one = [Wanted { module: *module, count: 1 }];
    compose(&caller, curriculum, Made::Pair, ["Pré-test", "Post-test"], &one, "x").await.expect("a later version");
    let after = score_sheet(&caller, finished).await.expect("a sheet");
    assert_eq!((&after.instruments, after.scores.len()), (&before.instruments, before.scores.len()));
    let anew = score_sheet(&caller, to_come).await.expect("a sheet").instruments;
    assert_eq!(anew.len(), 2);
    assert!(anew.iter().all(|test| before.instruments.iter().all(|old| old.id != test.id)));
    // Once a workshop has begun with the later version, the campaign's page tells of that one.
    let campaign = world.demo().campaign.parse().expect("an identifier");
    assert_eq!(of_campaign_findings(&caller, campaign, None).await.expect("findings").earlier, 0);
    let someone = participants(&caller, to_come).await.expect("people").remove(0).enrolment;
    let scored = [Entry { enrolment: someone, moment: Moment::Before, points: Some(1) }];
    record(&caller, to_come, &scored).await.expect("a score");
    let told = of_campaign_findings(&caller, campaign, None).await.expect("findings");
    assert_eq!((told.findings.people, told.earlier > 100), (1, true), "{}", told.earlier);
    let tests = offer(&caller, curriculum).await.expect("an offer").tests;
    let pair = tests.iter().filter(|test| test.purpose != Purpose::Quiz);
    assert_eq!(pair.map(|test| test.version).collect::<Vec<_>>(), [2, 2]);
}

#[tokio::test]
async fn a_quiz_is_of_one_module() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum: CurriculumId = world.demo().curriculum.parse().expect("an identifier");
    let offered = offer(&caller, curriculum).await.expect("an offer");
    let (module, title, count) = offered.modules.iter().find(|(_, _, count)| *count > 0).expect("a module").clone();
    let module = module.expect("it has questions").to_string();
    let page = format!("/curricula/{curriculum}/tests");
    let mut organiser = world.organiser().await;
    let made = organiser.post(&page, &[("quiz", module.as_str()), ("quiz_count", "1")]).await;
    assert_eq!(made.status, 303, "{}", made.prose());
    let shown = organiser.get(&page).await.prose();
    let title = title.replace('\u{a0}', " ");
    assert!(shown.contains(&format!("Quiz : {title} : version 1")), "{shown}");
    let more = (count + 1).to_string();
    let refused = organiser.post(&page, &[("quiz", module.as_str()), ("quiz_count", &more)]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains(&format!("value=\"{more}\"")), "what was typed stays");
}

#[tokio::test]
async fn what_a_file_cannot_hold_is_told_before_it_is_given() {
    let world = World::new().await;
    let caller = world.caller("organisateur.demo").await;
    let curriculum = fresh(&world, &caller).await;
    let brought = brought();
    take(&caller, curriculum, None, &brought).await.expect("theirs");
    assert!(!write(Format::Aiken, &brought, Language::Fr).refused.is_empty());
    let mut organiser = world.organiser().await;
    let told = organiser.get(&format!("/curricula/{curriculum}/questions/questions.txt")).await;
    assert!(told.header("content-type").starts_with("text/html"));
    assert!(told.text().contains("?anyway=yes"), "{}", told.prose());
    let given = organiser.get(&format!("/curricula/{curriculum}/questions/questions.json")).await;
    assert_eq!(given.header("content-type"), "application/json");
}
