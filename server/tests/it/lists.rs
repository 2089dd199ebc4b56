//! Marks from a spreadsheet: read by names or codes, shown beside what stands, taken
//! in once and only as shown.

use crate::client::Client;
use crate::world::World;
use app::attendance::badge::badge_code;
use app::attendance::lists::store::preview;
use app::attendance::model::{Said, Standing, Status};
use app::attendance::store::{Roster, roster};
use app::ids::WorkshopId;
use app::imports::sheet::grid;
use app::people::caller::Caller;

struct Running<'w> {
    world: &'w World,
    workshop: WorkshopId,
}

impl<'w> Running<'w> {
    fn of(world: &'w World) -> Self {
        Self { world, workshop: world.demo().workshop_running.parse().expect("an identifier") }
    }

    async fn trainer(&self) -> Caller {
        self.world.caller("formatrice.demo").await
    }

    async fn roster(&self) -> Roster {
        roster(&self.trainer().await, self.workshop).await.expect("the roster")
    }

    async fn send(&self, client: &mut Client, pasted: &str) -> crate::client::Reply {
        let page = format!("/workshops/{}/attendance/list", self.workshop);
        client.post_parts(&page, &[("pasted", pasted)], None).await
    }
}

/// The marks in the form of a preview.
fn marks(page: &str) -> String {
    let field = page.split("name=\"marks\" value=\"").nth(1).expect("marks to take in");
    let value = field.split('"').next().expect("a value");
    value.replace("&quot;", "\"").replace("&amp;", "&")
}

#[tokio::test]
async fn a_list_is_shown_beside_what_stands_and_then_taken_in_once() {
    let world = World::new().await;
    let running = Running::of(&world);
    let roster = running.roster().await;
    let [one, two, three] = [0, 1, 2].map(|place| roster.participants[place].clone());
    // Monday morning is marked; this morning (Wednesday) is not.
    let monday = roster.sessions[0].clone();
    let today = roster.sessions.iter().find(|session| session.held_on.to_string() == "2022-10-26").expect("today");
    let stands = roster.ledger.standing(one.enrolment, monday.id).agreed().expect("marked");
    let other = if stands.status == Status::Absent { "P" } else { "A" };
    let list = format!(
        "N°\tNom et prénom\tCode\t24/10/2022 matin\t26/10/2022 matin\tSignature\n\
         1\t{} {}\t\t{other}\tP\t\n2\t\t{}\t\tR 25\t\n3\t{} {}\t\t\tpeut-être\t\n4\tInconnu Total\t\tP\tP\t\n",
        one.name.given.to_lowercase(),
        one.name.family,
        badge_code(two.enrolment),
        three.name.family,
        three.name.given,
    );
    let mut trainer = world.trainer().await;
    let before = world.rows().await;
    let shown = running.send(&mut trainer, &list).await;
    assert_eq!(shown.status, 200, "{}", shown.prose());
    let prose = shown.prose();
    assert!(prose.contains("Nouveaux : 2 · autres que ce qui est pointé : 1"), "{prose}");
    assert!(prose.contains("refusés : 2") && prose.contains("« peut-être » n’est pas un pointage"), "{prose}");
    assert!(prose.contains("Colonnes laissées de côté : N°, Signature"), "{prose}");
    assert_eq!(world.rows().await, before, "a preview changes nothing");

    let take = format!("/workshops/{}/attendance/list/take", running.workshop);
    let marks = marks(&shown.text());
    let told = trainer.post(&take, &[("marks", &marks)]).await;
    assert!(told.prose().contains("Repris : 3 · déjà connus : 0 · refusés : 0"), "{}", told.prose());
    let again = trainer.post(&take, &[("marks", &marks)]).await;
    assert!(again.prose().contains("Repris : 0 · déjà connus : 3"), "{}", again.prose());
    let after = running.roster().await;
    let late = Said { status: Status::Late, minutes: Some(25) };
    assert_eq!(after.ledger.standing(two.enrolment, today.id), Standing::Agreed(late));
    assert_ne!(after.ledger.standing(one.enrolment, monday.id).agreed(), Some(stands));
}

#[tokio::test]
async fn what_changed_since_the_preview_is_not_overwritten_in_silence() {
    let world = World::new().await;
    let running = Running::of(&world);
    let roster = running.roster().await;
    let one = &roster.participants[0];
    let list = |mark: &str| format!("Code;26/10 matin\n{};{mark}\n", badge_code(one.enrolment));
    let mut trainer = world.trainer().await;
    let take = format!("/workshops/{}/attendance/list/take", running.workshop);
    let first = marks(&running.send(&mut trainer, &list("P")).await.text());
    let second = marks(&running.send(&mut trainer, &list("A")).await.text());
    trainer.post(&take, &[("marks", &first)]).await;
    trainer.post(&take, &[("marks", &second)]).await;
    let session = roster.sessions.iter().find(|session| session.held_on.to_string() == "2022-10-26").expect("today");
    assert_eq!(running.roster().await.ledger.standing(one.enrolment, session.id), Standing::Disputed);
}

#[tokio::test]
async fn the_list_to_fill_in_reads_back_as_what_stands() {
    let world = World::new().await;
    let running = Running::of(&world);
    let mut trainer = world.trainer().await;
    let file = trainer.get(&format!("/workshops/{}/attendance/list.xlsx", running.workshop)).await;
    let cells = grid(&file.body).expect("a workbook");
    let found = preview(&running.trainer().await, running.workshop, &cells).await.expect("a list of marks");
    let roster = running.roster().await;
    assert_eq!((found.rows.len(), found.sessions.len()), (roster.participants.len(), roster.sessions.len()));
    assert_eq!((found.marks.len(), found.refused()), (0, 0));
    assert_eq!(found.counts().2, roster.marks.len(), "everything stands already");
}

#[tokio::test]
async fn what_is_no_list_of_marks_is_refused_with_what_to_do() {
    let world = World::new().await;
    let running = Running::of(&world);
    let mut trainer = world.trainer().await;
    let before = world.rows().await;
    for (pasted, told) in [
        ("", "Remplissez"),
        ("Nom;Prénom\nTraoré;Awa", "Aucune ligne de titres"),
        ("Nom;28/12/2022 matin\nTraoré;P", "Aucune ligne de titres"),
    ] {
        let reply = running.send(&mut trainer, pasted).await;
        assert_eq!(reply.status, 422, "{pasted}");
        assert!(reply.prose().contains(told), "{pasted}: {}", reply.prose());
    }
    let take = format!("/workshops/{}/attendance/list/take", running.workshop);
    assert_eq!(trainer.post(&take, &[("marks", "{}")]).await.status, 422);
    assert_eq!(world.rows().await, before);
}
