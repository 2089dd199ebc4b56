//! What the server does by itself: at its pace, in spite of failures, until it stops.

use crate::world::{PUBLIC_URL, World};
use app::people::store::sealing::verify_chain;
use app::schema::error::UseError;
use server::duties::{Duty, begin, duties};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

async fn until(done: impl AsyncFn() -> bool) {
    for _ in 0..2_000 {
        if done().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("it never came to be");
}

#[tokio::test]
async fn the_servers_duties_seal_and_let_go_at_once() {
    let world = World::new().await;
    let names: Vec<&str> = duties(Vec::new(), PUBLIC_URL).iter().map(|duty| duty.name).collect();
    assert_eq!(names, ["plans", "notices", "messages", "sealing", "retention"]);
    let old = "UPDATE import SET created_at = '2020-01-01T00:00:00+00:00'";
    sea_orm::ConnectionTrait::execute_unprepared(world.db.writer(), old).await.expect("old lists");
    let running = begin(&world.state, duties(Vec::new(), PUBLIC_URL));
    until(async || world.count("import_row").await == 0).await;
    until(async || verify_chain(&world.system(), None).await.expect("a walk").unsealed == 0).await;
    drop(running);
}

#[tokio::test]
async fn a_duty_that_fails_is_tried_again_and_ends_with_the_server() {
    static TURNS: AtomicU32 = AtomicU32::new(0);
    let world = World::new().await;
    let failing = Duty {
        name: "failing",
        every: Duration::from_millis(1),
        run: Box::new(|_| {
            TURNS.fetch_add(1, Ordering::SeqCst);
            Box::pin(async { Err(UseError::Forbidden) })
        }),
    };
    let mut running = begin(&world.state, vec![failing]);
    until(async || TURNS.load(Ordering::SeqCst) > 3).await;
    running.shutdown().await;
    let turns = TURNS.load(Ordering::SeqCst);
    tokio::time::sleep(Duration::from_millis(20)).await;
    assert_eq!(TURNS.load(Ordering::SeqCst), turns, "stopped");
}
