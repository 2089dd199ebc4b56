//! The timetable of a workshop, changed line by line: by those who train in it, one
//! after the other, with calendars told.

use crate::world::World;
use app::fields::{Problem, Refusal};
use app::ids::{SessionId, WorkshopId};
use app::people::caller::Caller;
use app::schema::error::UseError;
use app::workshops::arranging::Arranged;
use app::workshops::edits::EditForm;
use app::workshops::store::arranging::{arrangement, edit};
use app::workshops::timetable::Activity;

async fn running(world: &World) -> (Caller, WorkshopId) {
    let organiser = world.caller("organisateur.demo").await;
    (organiser, world.demo().workshop_running.parse().expect("an identifier"))
}

async fn half_days(caller: &Caller, id: WorkshopId) -> Vec<Arranged> {
    arrangement(caller, id).await.expect("a timetable").half_days
}

fn of(line: &Arranged, place: usize, what: &str) -> EditForm {
    EditForm { edit: what.into(), line: line.lines[place].id.to_string(), ..EditForm::default() }
}

#[tokio::test]
async fn a_line_keeps_its_identifier_wherever_it_goes_and_the_rest_stays() {
    let world = World::new().await;
    let (who, id) = running(&world).await;
    let before = half_days(&who, id).await;
    let line = before[0].lines[1];
    let to = EditForm { session: before[3].session.to_string(), place: "0".into(), ..of(&before[0], 1, "move") };
    edit(&who, id, &to).await.expect("moved");
    let after = half_days(&who, id).await;
    assert_eq!(after[3].lines[0].id, line.id);
    assert_eq!(after[3].lines[0].item.starts_at, before[3].begins());
    assert_eq!(after[0].lines.len() + 1, before[0].lines.len());
    assert_eq!((&after[1], &after[2]), (&before[1], &before[2]));
    edit(&who, id, &of(&after[3], 0, "remove")).await.expect("gone");
    assert_eq!(half_days(&who, id).await[3].lines.len(), before[3].lines.len());
}

#[tokio::test]
async fn what_is_added_is_of_the_curriculum_or_a_moment() {
    let world = World::new().await;
    let (who, id) = running(&world).await;
    let session = half_days(&who, id).await[1].session;
    let add = |what: String| EditForm {
        edit: "add".into(),
        session: session.to_string(),
        minutes: "20".into(),
        what,
        ..EditForm::default()
    };
    edit(&who, id, &add("summary".into())).await.expect("a moment");
    let module = arrangement(&who, id).await.expect("a timetable").modules[0].0;
    edit(&who, id, &add(module.to_string())).await.expect("a module");
    let lines = half_days(&who, id).await[1].lines.clone();
    let [.., summary, taught] = &lines[..] else { panic!("two lines more") };
    assert_eq!((summary.item.activity, taught.item.module), (Activity::Summary, Some(module)));
    match edit(&who, id, &add(session.to_string())).await {
        Err(UseError::Refused(found)) => assert_eq!(found, [Refusal::new("what", Problem::Unknown)]),
        other => panic!("not refused: {other:?}"),
    }
    assert_eq!(half_days(&who, id).await[1].lines, lines, "and nothing is written");
}

#[tokio::test]
async fn the_half_days_of_another_workshop_are_out_of_reach() {
    let world = World::new().await;
    let (who, id) = running(&world).await;
    let finished: WorkshopId = world.demo().workshop_finished.parse().expect("an identifier");
    let foreign: SessionId = half_days(&who, finished).await[0].session;
    let own = half_days(&who, id).await;
    let to = EditForm { session: foreign.to_string(), place: "0".into(), ..of(&own[0], 0, "move") };
    assert!(matches!(edit(&who, id, &to).await, Err(UseError::Refused(_))));
    assert_eq!(half_days(&who, id).await, own);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_change_it_at_once_each_change_is_kept() {
    let world = World::new().await;
    let (who, id) = running(&world).await;
    let session = half_days(&who, id).await[1].session.to_string();
    let before = half_days(&who, id).await[1].lines.len();
    let tasks: Vec<_> = (0..8)
        .map(|_| {
            let (who, session) = (who.clone(), session.clone());
            let form = EditForm {
                edit: "add".into(),
                session,
                minutes: "5".into(),
                what: "break".into(),
                ..EditForm::default()
            };
            tokio::spawn(async move { edit(&who, id, &form).await })
        })
        .collect();
    for task in tasks {
        task.await.expect("it does not panic").expect("added");
    }
    let lines = half_days(&who, id).await[1].lines.clone();
    assert_eq!(lines.len(), before + 8);
    assert!(lines.windows(2).all(|two| two[0].item.starts_at + two[0].item.minutes == two[1].item.starts_at));
}
