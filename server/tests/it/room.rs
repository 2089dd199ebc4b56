//! Who comes late marks themselves by the room's code: while it is shown, where it is
//! allowed, and never over what a trainer said.

use crate::client::Client;
use crate::world::World;
use app::attendance::model::{Mark, Said, Standing, Status};
use app::attendance::room::model::{Arrival, RoomCode, STEP};
use app::attendance::room::store::{Showing, allow, arrive, end, show};
use app::attendance::store::closing::close;
use app::attendance::store::{record, roster};
use app::fields::{Problem, Refusal};
use app::ids::{AttendanceEventId, SessionId, WorkshopId};
use app::people::access::Actor;
use app::people::caller::Caller;
use app::schema::error::UseError;
use app::workshops::store::enrolment::{Participant, participants};
use chrono::TimeDelta;

/// The running workshop, whose room has a code.
struct Room<'w> {
    world: &'w World,
    workshop: WorkshopId,
    people: Vec<Participant>,
}

impl<'w> Room<'w> {
    async fn of(world: &'w World) -> Self {
        let workshop = world.demo().workshop_running.parse().expect("an identifier");
        let people = participants(&world.caller("organisateur.demo").await, workshop).await.expect("people");
        Self { world, workshop, people }
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

    /// The half-day and the code that the room shows.
    async fn shown(&self) -> (SessionId, RoomCode) {
        match show(&self.trainer().await, self.workshop).await.expect("the room") {
            Showing::Code { session, code, .. } => (session.id, code),
            other => panic!("no code: {other:?}"),
        }
    }

    async fn mark(&self, place: usize, session: SessionId, status: Status) {
        let trainer = self.trainer().await;
        let mark = Mark {
            id: AttendanceEventId(trainer.new_id()),
            enrolment: self.people[place].enrolment,
            session,
            status,
            minutes: None,
            after: None,
            reason: None,
            device: None,
            device_time: trainer.now,
        };
        let answers = record(&trainer, self.workshop, &[mark]).await.expect("a batch");
        assert!(answers[0].1.is_kept());
    }

    async fn standing(&self, place: usize, session: SessionId) -> Standing {
        let roster = roster(&self.trainer().await, self.workshop).await.expect("the roster");
        roster.ledger.standing(self.people[place].enrolment, session)
    }
}

fn refused(problem: Problem) -> Vec<Refusal> {
    vec![Refusal::new("code", problem)]
}

fn why(result: Result<(SessionId, Arrival), UseError>) -> Vec<Refusal> {
    match result {
        Err(UseError::Refused(refusals)) => refusals,
        other => panic!("not refused: {other:?}"),
    }
}

/// Half past eight in the morning is when it began; it is ten.
const LATE: Said = Said { status: Status::Late, minutes: Some(90) };

#[tokio::test]
async fn whoever_scans_the_code_in_the_room_is_marked_and_it_is_told_by_whom() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let mut trainer = world.trainer().await;
    let page = trainer.get(&format!("/workshops/{}/attendance/room", room.workshop)).await;
    let (session, code) = room.shown().await;
    assert!(page.prose().contains(&code.to_string()), "{}", page.prose());
    assert!(page.text().contains("<svg"), "no QR code");
    assert_eq!(page.header("refresh"), "31");

    let mut someone = room.browser(0).await;
    assert!(someone.get("/").await.text().contains("href=\"/here\""));
    let form = someone.get(&format!("/here?code={}", code.as_str())).await;
    assert!(form.text().contains(&format!("value=\"{}\"", code.as_str())), "the code is not in the form");
    let before = world.count("attendance_event").await;
    let typed = code.to_string().to_lowercase();
    let reply = someone.post("/here", &[("code", &typed)]).await;
    let told = someone.get(reply.location().expect("a page")).await;
    assert!(told.prose().contains("en retard (90 min)"), "{}", told.prose());
    assert_eq!(room.standing(0, session).await, Standing::Agreed(LATE));

    // Sent again, nothing is added; who was marked present stays so.
    room.mark(1, session, Status::Present).await;
    let again = someone.post("/here", &[("code", code.as_str())]).await;
    assert!(again.location().is_some());
    let present = arrive(&room.participant(1), &code).await.expect("known");
    assert_eq!(present.1, Arrival::Marked(Said { status: Status::Present, minutes: None }));
    assert_eq!(world.count("attendance_event").await, before + 2);

    // A trainer corrects it; the history tells who made which.
    room.mark(0, session, Status::Present).await;
    let history = trainer.get(&format!("/workshops/{}/attendance/history?session={session}", room.workshop)).await;
    assert!(history.prose().contains("par la personne elle-même"), "{}", history.prose());
}

#[tokio::test]
async fn a_code_holds_for_at_most_a_minute_and_for_one_room() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let (_, code) = room.shown().await;
    world.wait(TimeDelta::seconds(STEP));
    assert!(arrive(&room.participant(0), &code).await.is_ok());
    world.wait(TimeDelta::seconds(STEP));
    assert_eq!(why(arrive(&room.participant(1), &code).await), refused(Problem::CodeOver));

    let finished: WorkshopId = world.demo().workshop_finished.parse().expect("an identifier");
    let elsewhere = participants(&world.caller("organisateur.demo").await, finished).await.expect("people");
    let (_, code) = room.shown().await;
    let stranger = Caller { actor: Actor::Participant(elsewhere[0].person), ..world.system() };
    assert_eq!(why(arrive(&stranger, &code).await), refused(Problem::CodeOver));
    assert!(matches!(arrive(&room.trainer().await, &code).await, Err(UseError::Forbidden)));

    let mut someone = room.browser(2).await;
    let before = world.rows().await;
    for (typed, told) in [("", "Ce n’est pas un code de salle"), ("ABC", "Ce n’est pas un code de salle")] {
        let reply = someone.post("/here", &[("code", typed)]).await;
        assert_eq!(reply.status, 422);
        assert!(reply.prose().contains(told), "{}", reply.prose());
    }
    assert_eq!(world.rows().await, before);
}

#[tokio::test]
async fn nobody_marks_themselves_over_a_trainer_or_in_a_closed_half_day() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let (session, code) = room.shown().await;
    room.mark(0, session, Status::Excused).await;
    assert_eq!(why(arrive(&room.participant(0), &code).await), refused(Problem::AskTrainer));
    room.mark(1, session, Status::Absent).await;
    assert_eq!(arrive(&room.participant(1), &code).await.expect("kept").1, Arrival::Kept(LATE));
    for place in 2..room.people.len() {
        room.mark(place, session, Status::Absent).await;
    }
    close(&room.trainer().await, room.workshop, session).await.expect("all are marked");
    assert_eq!(why(arrive(&room.participant(2), &code).await), refused(Problem::Closed));
    assert_eq!(room.standing(2, session).await.agreed().map(|said| said.status), Some(Status::Absent));
}

#[tokio::test]
async fn an_organiser_allows_it_and_ends_it() {
    let world = World::new().await;
    let room = Room::of(&world).await;
    let (_, code) = room.shown().await;
    let organiser = world.caller("organisateur.demo").await;
    end(&organiser, room.workshop).await.expect("theirs");
    assert_eq!(show(&room.trainer().await, room.workshop).await.expect("the room"), Showing::NotAllowed);
    assert_eq!(why(arrive(&room.participant(0), &code).await), refused(Problem::CodeOver));
    assert!(!room.browser(0).await.get("/").await.text().contains("href=\"/here\""));
    assert!(matches!(allow(&room.trainer().await, room.workshop).await, Err(UseError::Forbidden)));
    allow(&organiser, room.workshop).await.expect("theirs");
    allow(&organiser, room.workshop).await.expect("again");
    // With another secret: what was shown before is worth nothing.
    assert_eq!(why(arrive(&room.participant(0), &code).await), refused(Problem::CodeOver));

    // At night no half-day takes marks.
    world.wait(TimeDelta::hours(12));
    assert_eq!(show(&room.trainer().await, room.workshop).await.expect("the room"), Showing::NoHalfDay);
}
