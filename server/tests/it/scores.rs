//! Score sheets: written whole or not at all, and corrected without a trace of
//! the old points but in the audit trail.

use crate::client::{Client, Reply};
use crate::world::World;
use app::workshops::store::enrolment::participants;

/// The score sheet of the workshop that runs, in the trainer's hands.
struct Paper {
    world: World,
    client: Client,
    address: String,
    enrolments: Vec<String>,
}

impl Paper {
    async fn new() -> Self {
        let world = World::new().await;
        let client = world.trainer().await;
        let (caller, running) = (world.caller("formatrice.demo").await, &world.demo().workshop_running);
        let address = format!("/workshops/{running}/scores");
        let enrolled = participants(&caller, running.parse().expect("an identifier")).await.expect("people");
        let enrolments = enrolled.into_iter().map(|one| one.enrolment.to_string()).collect();
        Self { world, client, address, enrolments }
    }

    async fn write(&mut self, field: &str, points: &str) -> Reply {
        self.client.post(&self.address, &[(field, points)]).await
    }

    async fn value(&mut self, field: &str) -> String {
        let control = self.client.get(&self.address).await.control(field);
        control.split(" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    }

    fn after(&self, place: usize) -> String {
        format!("after-{}", self.enrolments[place])
    }
}

#[tokio::test]
async fn one_bad_entry_keeps_the_whole_sheet_from_being_written() {
    let mut paper = Paper::new().await;
    let (good, bad) = (paper.after(0), paper.after(1));
    let before = paper.world.rows().await;
    for points in ["21", "-1", "12.5", "douze", "99999999999999"] {
        let reply = paper.client.post(&paper.address, &[(&good, "12"), (&bad, points)]).await;
        assert_eq!(reply.status, 422, "{points}");
        assert!(!reply.error_at(&bad).is_empty() && reply.error_at(&good).is_empty(), "{points}");
        assert!(reply.control(&bad).contains(&format!("value=\"{points}\"")), "{}", reply.control(&bad));
        assert!(reply.control(&good).contains("value=\"12\""), "the good one is still in the form");
    }
    assert_eq!(paper.world.rows().await, before);
}

#[tokio::test]
async fn points_can_be_corrected_and_erased() {
    let mut paper = Paper::new().await;
    let (field, before) = (paper.after(0), paper.world.count("score").await);
    for (points, rows) in [("12", 1), ("15", 1), ("15", 1), ("", 0), ("0", 1)] {
        assert_eq!(paper.write(&field, points).await.status, 303);
        assert_eq!((paper.value(&field).await.as_str(), paper.world.count("score").await), (points, before + rows));
    }
}

#[tokio::test]
async fn someone_of_another_workshop_gets_no_points_here() {
    let mut paper = Paper::new().await;
    let (caller, finished) = (paper.world.system(), &paper.world.demo().workshop_finished);
    let others = participants(&caller, finished.parse().expect("an identifier")).await.expect("people");
    let before = paper.world.rows().await;
    let reply = paper.write(&format!("after-{}", others[0].enrolment), "20").await;
    assert_eq!((reply.status.as_u16(), paper.world.rows().await), (422, before));
}

#[tokio::test]
async fn a_sheet_saved_twice_changes_nothing_the_second_time() {
    let mut paper = Paper::new().await;
    let field = paper.after(0);
    paper.write(&field, "12").await;
    let before = paper.world.rows().await;
    assert_eq!(paper.write(&field, "12").await.status, 303);
    assert_eq!(paper.world.rows().await, before);
}
