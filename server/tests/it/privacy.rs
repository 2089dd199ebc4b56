//! What a participant can never do: see what belongs to another, or mark.

use crate::access::Names;
use crate::world::World;
use serde_json::json;

#[tokio::test]
async fn a_participant_cannot_fetch_the_certificate_of_another() {
    let world = World::new().await;
    let (mut client, demo) = (world.participant().await, world.demo());
    let reply = client.get(&format!("/certificates/{}.pdf", demo.certificate)).await;
    assert_eq!(reply.status, 200, "their own they can");
    for address in [
        format!("/certificates/{}.pdf", demo.certificate_of_another),
        format!("/certificates/{}", demo.certificate_of_another),
        format!("/workshops/{}/certificates", demo.workshop_finished),
        format!("/api/v1/workshops/{}/attendance", demo.workshop_finished),
    ] {
        let reply = client.get(&address).await;
        assert!(matches!(reply.status.as_u16(), 403 | 404), "{address}: {}", reply.status);
        assert!(!reply.body.starts_with(b"%PDF"), "{address}");
    }
}

#[tokio::test]
async fn a_bearer_token_of_a_participant_opens_no_more_than_their_page() {
    let world = World::new().await;
    let demo = world.demo();
    let token = format!("Bearer {}", demo.accounts.participant.token);
    let mut client = world.public().with_header("authorization", &token);
    let own = client.get(&format!("/certificates/{}.pdf", demo.certificate)).await;
    assert!(own.body.starts_with(b"%PDF"));
    let other = client.get(&format!("/certificates/{}.pdf", demo.certificate_of_another)).await;
    assert_eq!(other.status, 404);
    let roster = client.get(&format!("/api/v1/workshops/{}/attendance", demo.workshop_finished)).await;
    assert_eq!(roster.status, 403);
}

#[tokio::test]
async fn a_participant_cannot_mark_attendance() {
    let world = World::new().await;
    let names = Names::of(&world).await;
    let mark = json!({
        "id": "018413a8-0000-7000-8000-000000000001",
        "enrolment": names.enrolment,
        "session": names.session,
        "status": "present",
        "device_time": world.now(),
    });
    let before = world.count("attendance_event").await;
    let mut client = world.participant().await;
    let address = format!("/api/v1/workshops/{}/attendance/events", names.workshop);
    assert_eq!(client.post_json(&address, &json!({ "events": [mark] })).await.status, 403);
    let address = format!("/workshops/{}/attendance", names.workshop);
    let fields = [("session", names.session.as_str()), ("all", "present")];
    assert_eq!(client.post(&address, &fields).await.status, 403);
    assert_eq!(world.count("attendance_event").await, before);
}
