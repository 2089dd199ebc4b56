//! The whole path of a workshop over HTTP: planned, filled, held, marked,
//! tested, certified, verified.

use crate::client::{Client, Reply, escaped, prose};
use crate::world::{PUBLIC_URL, World};
use app::people::store::accounts::by_login;
use chrono::TimeDelta;
use serde_json::Value;

/// Family names of the three: one who qualifies, one from the register who fails
/// the post-test, one who was away and took no post-test.
const QUALIFIED: (&str, &str) = ("Dembélé", "Ɲɛlɛ");
const AWAY: (&str, &str) = ("Ag Attaher", "Moussa");

/// A workshop of three days, held and tested, with its organiser and trainer.
struct Held {
    world: World,
    organiser: Client,
    trainer: Client,
    workshop: String,
    /// Enrolments: of who qualifies, of who fails the test, of who was away.
    enrolments: [String; 3],
    /// Family name of the one from the register.
    known: String,
}

impl Held {
    async fn new() -> Self {
        let world = World::new().await;
        let (mut organiser, mut trainer) = (world.organiser().await, world.trainer().await);
        let workshop = plan(&world, &mut organiser).await;
        let known = fill(&world, &mut organiser, &workshop).await;
        world.wait(TimeDelta::days(7) + TimeDelta::hours(7));
        let roster = trainer.get(&format!("{}/attendance", api(&workshop))).await.json();
        let enrolments = [QUALIFIED.0, &known, AWAY.0].map(|family| enrolment_of(&roster, family));
        mark(&mut trainer, &workshop, &roster, &enrolments).await;
        test(&mut trainer, &workshop, &enrolments).await;
        Self { world, organiser, trainer, workshop, enrolments, known }
    }

    fn certificates(&self) -> String {
        format!("/workshops/{}/certificates", self.workshop)
    }

    /// The row of the standings about someone, without its tags.
    async fn standing(&mut self, family: &str) -> String {
        let text = self.organiser.get(&self.certificates()).await.text();
        prose(text.split("<tr>").find(|row| row.contains(family)).expect("a row"))
    }

    async fn issue(&mut self) -> Reply {
        self.organiser.post(&self.certificates(), &[]).await
    }

    /// The serials that the standings lead to.
    async fn serials(&mut self) -> Vec<String> {
        let text = self.organiser.get(&self.certificates()).await.text();
        let serials = text.split("href=\"/certificates/").skip(1).filter_map(|part| part.split('"').next());
        serials.filter(|serial| !serial.contains('.')).map(str::to_owned).collect()
    }

    /// A browser in which the one who qualifies signed in with a fresh code.
    async fn holder(&mut self) -> Client {
        let address = format!("/workshops/{}/participants/{}/code", self.workshop, self.enrolments[0]);
        let slip = self.organiser.post(&address, &[]).await.text();
        let code = slip.split("slip__code\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a code");
        let mut holder = self.world.public();
        assert_eq!(holder.post("/sign-in", &[("code", code)]).await.location(), Some("/"));
        holder
    }
}

fn api(workshop: &str) -> String {
    format!("/api/v1/workshops/{workshop}")
}

async fn plan(world: &World, organiser: &mut Client) -> String {
    let address = format!("/campaigns/{}/workshops/new", world.demo().campaign);
    let page = organiser.get(&address).await;
    let lead = by_login(&world.system(), "formatrice.demo").await.expect("an account").to_string();
    let (city, curriculum) = (page.first_choice("city"), page.first_choice("curriculum"));
    let fields = [
        ("title", "Atelier de rattrapage"),
        ("city", &city),
        ("venue", "Salle du conseil"),
        ("starts_on", "2022-10-31"),
        ("ends_on", "2022-11-02"),
        ("curriculum", &curriculum),
        ("capacity", "3"),
        ("lead", &lead),
    ];
    let reply = organiser.post(&address, &fields).await;
    let timetable = reply.location().unwrap_or_else(|| panic!("{}", reply.text()));
    timetable.split('/').nth(2).expect("an identifier").to_owned()
}

/// Enrols three; answers with the family name of the one from the register.
async fn fill(world: &World, organiser: &mut Client, workshop: &str) -> String {
    let participants = format!("/workshops/{workshop}/participants");
    let page = organiser.get(&participants).await;
    for (family, given) in [QUALIFIED, AWAY] {
        let (institution, region) = (page.first_choice("institution"), page.first_choice("region"));
        let fields = [
            ("family_name", family),
            ("given_names", given),
            ("sex", "female"),
            ("birth_year", "1979"),
            ("institution", &institution),
            ("job_title", "Greffière en chef"),
            ("region", &region),
            ("phone", "76 12 34 56"),
        ];
        let reply = organiser.post(&format!("{participants}/new"), &fields).await;
        assert_eq!(reply.location(), Some(participants.as_str()), "{}", reply.text());
    }
    let finished = world.demo().workshop_finished.parse().expect("an identifier");
    let caller = world.caller("organisateur.demo").await;
    let register = app::workshops::store::enrolment::participants(&caller, finished).await.expect("people");
    let someone = &register[3].name.family;
    let found = organiser.get(&format!("{participants}?search={}", escaped(someone))).await;
    let person = found.control("person");
    let person = person.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("someone was found");
    let reply = organiser.post(&participants, &[("person", person)]).await;
    assert_eq!(reply.location(), Some(participants.as_str()), "{}", reply.text());
    someone.clone()
}

fn enrolment_of(roster: &Value, family: &str) -> String {
    let participants = roster["participants"].as_array().expect("participants");
    let found = participants.iter().find(|one| one["family_name"] == family).expect("enrolled");
    found["enrolment"].as_str().expect("an identifier").to_owned()
}

/// Everyone present, half-day by half-day, but for the last of the three, who
/// misses the third day.
async fn mark(trainer: &mut Client, workshop: &str, roster: &Value, enrolments: &[String; 3]) {
    let sessions = roster["sessions"].as_array().expect("half-days");
    assert_eq!(sessions.len(), 6);
    for session in sessions {
        let id = session["id"].as_str().expect("an identifier");
        let away = format!("status-{}", enrolments[2]);
        let mut fields = vec![("session", id), ("all", "present")];
        if session["date"] == "2022-11-02" {
            fields.push((&away, "excused"));
        }
        let reply = trainer.post(&format!("/workshops/{workshop}/attendance"), &fields).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
    }
}

async fn test(trainer: &mut Client, workshop: &str, enrolments: &[String; 3]) {
    let names: Vec<[String; 2]> = enrolments.iter().map(|id| [format!("before-{id}"), format!("after-{id}")]).collect();
    let points = [["8", "14"], ["8", "11"], ["5", ""]];
    let fields: Vec<(&str, &str)> = names
        .iter()
        .zip(points)
        .flat_map(|(names, points)| names.iter().map(String::as_str).zip(points).collect::<Vec<_>>())
        .collect();
    let reply = trainer.post(&format!("/workshops/{workshop}/scores"), &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
}

#[tokio::test]
async fn a_new_workshop_has_its_timetable_drafted() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let workshop = plan(&world, &mut organiser).await;
    let page = organiser.get(&format!("/workshops/{workshop}/timetable")).await;
    assert_eq!((page.status.as_u16(), page.text().matches("half-day__title").count()), (200, 6));
    let (prose, text) = (page.prose(), page.text());
    for part in ["Cérémonie d’ouverture", "Pré-test", "Post-test", "Cérémonie de clôture"] {
        assert_eq!(prose.matches(part).count(), 1, "{part}");
    }
    assert!(text.matches("slot--module").count() >= 3);
    let list = organiser.get("/workshops").await.prose();
    assert!(list.contains("Atelier de rattrapage"));
}

#[tokio::test]
async fn a_full_workshop_says_so() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let workshop = plan(&world, &mut organiser).await;
    fill(&world, &mut organiser, &workshop).await;
    let participants = format!("/workshops/{workshop}/participants");
    let found = organiser.get(&format!("{participants}?search=traore")).await;
    let person = found.control("person");
    let person = person.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("someone else");
    let reply = organiser.post(&participants, &[("person", person)]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.prose().contains("L’atelier est complet (3 places)"), "{}", reply.prose());
}

#[tokio::test]
async fn certificates_are_not_issued_before_the_last_day() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let reply = organiser.post(&format!("/workshops/{}/certificates", world.demo().workshop_running), &[]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.prose().contains("à partir du dernier jour"));
}

#[tokio::test]
async fn the_standings_say_who_qualifies_and_why_others_do_not() {
    let mut held = Held::new().await;
    let (known, qualified, away) = (held.known.clone(), QUALIFIED.0, AWAY.0);
    let row = held.standing(qualified).await;
    assert!(row.contains("6/6") && row.contains("8/20") && row.contains("14/20"), "{row}");
    assert!(row.contains("remplit les conditions") && !row.contains("ne remplit pas"), "{row}");
    let row = held.standing(&known).await;
    assert!(row.contains("Post-test : 55 %, il faut 60 %."), "{row}");
    assert!(!row.contains("Demi-journées suivies"), "{row}");
    let row = held.standing(away).await;
    assert!(row.contains("Demi-journées suivies : 4 sur 6, il faut 80 %."), "{row}");
    assert!(row.contains("Pas de note au post-test."), "{row}");
}

#[tokio::test]
async fn certificates_go_to_those_who_qualify_and_are_issued_once() {
    let mut held = Held::new().await;
    assert_eq!(held.trainer.clone().post(&held.certificates(), &[]).await.status, 403, "a trainer decides nothing");
    let before = held.world.count("certificate").await;
    assert_eq!(held.issue().await.location(), Some(held.certificates().as_str()));
    let serials = held.serials().await;
    assert_eq!((serials.len(), held.world.count("certificate").await), (1, before + 1));
    assert_eq!(held.issue().await.status, 303);
    assert_eq!((held.serials().await, held.world.count("certificate").await), (serials, before + 1));
}

#[tokio::test]
async fn the_holder_signs_in_by_code_and_downloads_the_same_bytes_each_time() {
    let mut held = Held::new().await;
    held.issue().await;
    let serial = held.serials().await.pop().expect("a serial");
    let mut holder = held.holder().await;
    let address = format!("/certificates/{serial}.pdf");
    assert!(holder.get("/").await.text().contains(&address));
    let first = holder.get(&address).await;
    assert_eq!((first.status.as_u16(), first.header("content-type")), (200, "application/pdf"));
    assert!(first.body.starts_with(b"%PDF"));
    held.world.wait(TimeDelta::days(3));
    assert!(first.body == holder.get(&address).await.body, "the bytes differ");
    assert!(first.body == held.organiser.get(&address).await.body, "the organiser's differ");
}

#[tokio::test]
async fn anyone_verifies_a_certificate_and_learns_only_what_is_printed_on_it() {
    let mut held = Held::new().await;
    held.issue().await;
    let serial = held.serials().await.pop().expect("a serial");
    let mut anyone = held.world.public();
    let reply = anyone.get(&format!("/verify/{serial}")).await;
    let prose = reply.prose();
    assert!(prose.contains("Certificat valide") && prose.contains("Ɲɛlɛ Dembélé"), "{prose}");
    for private in [AWAY.0, &held.known, "Greffière", "76 12 34 56", "76123456", "1979", "14/20"] {
        assert!(!prose.contains(private), "{private}");
    }
    assert!(!reply.text().contains("<script"));
    let spaced = format!("{}+{}+{}", &serial[..4], &serial[4..8], &serial[8..]).to_lowercase();
    let typed = anyone.get(&format!("/verify?serial={spaced}")).await;
    assert_eq!(typed.location(), Some(format!("/verify/{serial}").as_str()));
}

#[tokio::test]
async fn an_altered_serial_is_not_genuine() {
    let mut held = Held::new().await;
    held.issue().await;
    let serial = held.serials().await.pop().expect("a serial");
    for place in [0, 5, 11] {
        let mut altered = serial.clone().into_bytes();
        altered[place] = if altered[place] == b'7' { b'8' } else { b'7' };
        let altered = String::from_utf8(altered).expect("ASCII");
        let reply = held.world.public().get(&format!("/verify/{altered}")).await;
        assert_eq!(reply.status, 404);
        assert!(reply.prose().contains("Attestation inconnue") && !reply.prose().contains("Dembélé"));
        assert_eq!(held.organiser.get(&format!("/certificates/{altered}.pdf")).await.status, 404);
    }
}

#[tokio::test]
async fn the_trainer_downloads_handout_and_attendance_sheet() {
    let mut held = Held::new().await;
    let papers = [
        format!("/curricula/{}/handout.pdf", held.world.demo().curriculum),
        format!("/workshops/{}/attendance-sheet.pdf", held.workshop),
    ];
    for paper in papers {
        let reply = held.trainer.get(&paper).await;
        assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/pdf"), "{paper}");
        assert!(reply.body.starts_with(b"%PDF"), "{paper}");
        assert!(reply.body == held.trainer.get(&paper).await.body, "{paper}: the bytes differ");
    }
}

#[tokio::test]
async fn slips_tell_where_to_sign_in() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let reply = organiser.post(&format!("/workshops/{}/codes", world.demo().workshop_running), &[]).await;
    assert!(reply.prose().contains(&format!("{PUBLIC_URL}/sign-in")));
    assert_eq!(reply.text().matches("slip__code").count(), 26);
}
