//! Invitations: written once, carried once, whatever dies in between; by an SMTP
//! server, by a telephone, by a folder.

use crate::folder::Folder;
use crate::world::World;
use app::ids::WorkshopId;
use app::messages::model::{ATTEMPTS, Channel, Filling, InviteForm, State, Wording};
use app::messages::store::inviting::{Invitee, Whom, invite, invitees};
use app::messages::store::outbox::{HANDED_OVER_WITHIN, Outcome, Outgoing, recover, settle, take_due};
use app::people::caller::Caller;
use app::people::model::NewPerson;
use app::people::store::register::{change, load_entry};
use app::schema::error::UseError;
use app::schema::message;
use app::workshops::store::reading::of_campaign;
use axum::Json;
use axum::extract::{Path, State as Shared};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use chrono::TimeDelta;
use sea_orm::{EntityTrait, QueryFilter};
use serde_json::{Value, json};
use server::gateways::{AndroidSms, Folder as OutboxFolder, Gateway, Smtp, carry};
use std::collections::HashMap;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// A wording with all that it needs.
pub fn wording() -> Wording {
    let form = InviteForm { subject: "{atelier}".into(), email: "{nom}\n\n{code}".into(), sms: "{code} {lien}".into() };
    form.read().expect("in order")
}

/// What stands in its blanks.
pub fn filling(name: &app::people::model::PersonName, code: &app::code::Code) -> Filling {
    Filling {
        name: name.to_string(),
        workshop: "Atelier de Gao".into(),
        place: "Gao".into(),
        dates: "14–18 nov.".into(),
        code: code.to_string(),
        link: format!("https://relais.example.org/sign-in?code={}", code.as_str()),
    }
}

/// The last workshop, with one of its people given an e-mail address.
async fn to_invite(world: &World) -> (Caller, WorkshopId) {
    let organiser = world.caller("organisateur.demo").await;
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let workshop = of_campaign(&organiser, campaign).await.expect("workshops").remove(6);
    let all = invitees(&organiser, workshop).await.expect("invitees");
    let someone = all.iter().find(|one| one.channel == Some(Channel::Sms)).expect("someone with a telephone");
    let entry = load_entry(world.db.reader(), someone.person).await.expect("an entry").person;
    let with_email = NewPerson { email: Some("awa@example.org".into()), ..entry };
    change(&organiser, someone.person, with_email).await.expect("changed");
    (organiser, workshop)
}

async fn by_channel(caller: &Caller, workshop: WorkshopId, channel: Channel) -> Vec<Invitee> {
    let all = invitees(caller, workshop).await.expect("invitees");
    all.into_iter().filter(|one| one.channel == Some(channel)).collect()
}

async fn invite_all(caller: &Caller, workshop: WorkshopId) -> usize {
    invite(caller, workshop, Whom::NotYet, &wording(), filling).await.expect("invited")
}

async fn states(world: &World) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for row in message::Entity::find().all(world.db.reader()).await.expect("messages") {
        *counts.entry(row.state).or_default() += 1;
    }
    counts
}

fn later(caller: &Caller, time: TimeDelta) -> Caller {
    Caller { now: caller.now + time, ..caller.clone() }
}

async fn delete(world: &World, rows: sea_orm::DeleteMany<message::Entity>) {
    rows.exec(world.db.writer()).await.expect("deleted");
}

/// Empties the outbox of what the demonstration wrote.
async fn emptied(world: &World) -> Caller {
    delete(world, message::Entity::delete_many()).await;
    world.system()
}

#[tokio::test]
async fn everyone_is_invited_once_each_by_their_way() {
    let world = World::new().await;
    let (organiser, workshop) = to_invite(&world).await;
    emptied(&world).await;
    let (mails, texts) =
        (by_channel(&organiser, workshop, Channel::Email).await, by_channel(&organiser, workshop, Channel::Sms).await);
    assert!(!mails.is_empty() && !texts.is_empty());
    assert_eq!(invite_all(&organiser, workshop).await, mails.len() + texts.len());
    assert_eq!(invite_all(&organiser, workshop).await, 0, "nobody twice");
    let again = Whom::Again(texts[0].enrolment);
    assert_eq!(invite(&organiser, workshop, again, &wording(), filling).await.expect("again"), 1);
    let rows = message::Entity::find().all(world.db.reader()).await.expect("messages");
    let mail = rows.iter().find(|row| row.channel == "email").expect("a mail");
    assert!(mail.subject == "Atelier de Gao" && mail.body.contains("\n\n"), "{}", mail.body);
    let nobody = Whom::Again(app::ids::EnrolmentId(Uuid::nil()));
    assert!(matches!(invite(&organiser, workshop, nobody, &wording(), filling).await, Err(UseError::NotFound)));
}

#[tokio::test]
async fn the_code_of_an_invitation_opens_the_page_and_is_kept_no_longer_than_needed() {
    let world = World::new().await;
    let (organiser, workshop) = to_invite(&world).await;
    let system = emptied(&world).await;
    invite_all(&organiser, workshop).await;
    let taken = take_due(&system, 1).await.expect("taken").remove(0);
    let code = taken.body.split_whitespace().last().expect("a code").rsplit('=').next().expect("a code").to_owned();
    let reply = world.public().post("/sign-in", &[("code", &code)]).await;
    assert_eq!(reply.location(), Some("/"), "{}", taken.body);
    settle(&system, taken.id, &Outcome::Sent).await.expect("settled");
    let row = message::Entity::find_by_id(taken.id).one(world.db.reader()).await.expect("a query").expect("a row");
    assert_eq!((row.address + &row.subject + &row.body).as_str(), "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn those_who_take_at_once_take_each_message_once() {
    let world = World::new().await;
    let (organiser, workshop) = to_invite(&world).await;
    let system = emptied(&world).await;
    let written = invite_all(&organiser, workshop).await;
    let mut tasks = Vec::new();
    for _ in 0..4 {
        let system = system.clone();
        tasks.push(tokio::spawn(async move {
            let mut mine = Vec::new();
            loop {
                let taken = take_due(&system, 3).await.expect("taken");
                if taken.is_empty() {
                    return mine;
                }
                mine.extend(taken.into_iter().map(|message| message.id));
            }
        }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.expect("it does not panic"));
    }
    all.sort_unstable();
    all.dedup();
    // Somebody may have found nothing while others held the rest.
    let rest = take_due(&system, 1_000).await.expect("taken").len();
    assert_eq!(all.len() + rest, written);
}

#[tokio::test]
async fn trouble_is_tried_again_ever_later_and_at_last_given_up() {
    let world = World::new().await;
    let (organiser, workshop) = to_invite(&world).await;
    let mut system = emptied(&world).await;
    invite_all(&organiser, workshop).await;
    let id = take_due(&system, 1).await.expect("taken")[0].id;
    delete(&world, message::Entity::delete_many().filter(message::COLUMN.id.ne(id))).await;
    for attempt in 1..=ATTEMPTS {
        settle(&system, id, &Outcome::Trouble("HTTP 503".into())).await.expect("settled");
        assert!(take_due(&system, 9).await.expect("nothing").is_empty(), "not at once");
        system = later(&system, TimeDelta::days(1));
        let due = take_due(&system, 9).await.expect("taken");
        assert_eq!(due.len(), usize::from(attempt < ATTEMPTS), "attempt {attempt}");
    }
    assert_eq!(states(&world).await, HashMap::from([("failed".to_owned(), 1)]));
    let all = invitees(&organiser, workshop).await.expect("invitees");
    let reachable = all.iter().filter(|one| one.channel.is_some()).count();
    assert_eq!(invite_all(&organiser, workshop).await, reachable, "what certainly did not go is written anew");
}

#[tokio::test]
async fn what_was_with_a_carrier_when_the_process_died_goes_again_only_where_repeats_are_told() {
    let world = World::new().await;
    let (organiser, workshop) = to_invite(&world).await;
    let system = emptied(&world).await;
    invite_all(&organiser, workshop).await;
    let taken = take_due(&system, 1_000).await.expect("taken");
    assert_eq!(recover(&system, &[Channel::Sms]).await.expect("nothing"), 0, "whoever took them may live");
    let late = later(&system, HANDED_OVER_WITHIN);
    assert_eq!(recover(&late, &[Channel::Sms]).await.expect("recovered"), taken.len());
    let mails = taken.iter().filter(|message| message.channel == Channel::Email).count();
    let again = take_due(&late, 1_000).await.expect("taken");
    assert!(again.len() == taken.len() - mails && again.iter().all(|message| message.channel == Channel::Sms));
    assert_eq!(states(&world).await["unclear"], mails);
    let unclear = taken.iter().find(|message| message.channel == Channel::Email).expect("a mail");
    assert!(matches!(settle(&late, unclear.id, &Outcome::Sent).await, Err(UseError::NotFound)));
    assert!(matches!(take_due(&organiser, 1).await, Err(UseError::Forbidden)));
}

/// What a telephone with SMS Gateway for Android has been given.
#[derive(Clone, Default)]
struct Telephone {
    sent: Arc<Mutex<HashMap<String, Value>>>,
    /// How many requests are answered with 503, though the message is taken.
    deaf: Arc<Mutex<usize>>,
}

async fn take_sms(Shared(phone): Shared<Telephone>, headers: HeaderMap, Json(sms): Json<Value>) -> StatusCode {
    // login:password
    assert_eq!(headers["authorization"], "Basic bG9naW46cGFzc3dvcmQ=");
    let id = sms["id"].as_str().expect("an identifier").to_owned();
    let known = phone.sent.lock().expect("no panic").insert(id, sms).is_some();
    let mut deaf = phone.deaf.lock().expect("no panic");
    match (*deaf, known) {
        (0, true) => StatusCode::CONFLICT,
        (0, false) => StatusCode::ACCEPTED,
        _ => {
            *deaf -= 1;
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

async fn tell_state(Shared(phone): Shared<Telephone>, Path(id): Path<String>) -> Json<Value> {
    let known = phone.sent.lock().expect("no panic").contains_key(&id);
    Json(json!({ "id": id, "state": if known { "Delivered" } else { "Failed" }, "recipients": [] }))
}

/// The telephone, listening, and the gateway that knows it.
async fn telephone() -> (Telephone, AndroidSms) {
    let phone = Telephone::default();
    let router = axum::Router::new()
        .route("/messages", post(take_sms))
        .route("/messages/{id}", get(tell_state))
        .with_state(phone.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    let gateway = AndroidSms::new(&format!("http://login:password@{address}/")).expect("in order");
    (phone, gateway)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_telephone_gets_each_sms_once_even_when_its_answer_is_lost() {
    let world = World::new().await;
    let (organiser, workshop) = to_invite(&world).await;
    let system = emptied(&world).await;
    let (phone, gateway) = telephone().await;
    *phone.deaf.lock().expect("no panic") = 2;
    let folder = Folder::new("outbox-sms");
    let mail = OutboxFolder::new(Channel::Email, folder.to_path_buf(), "r@example.org".parse().expect("a sender"));
    let gateways: Vec<Box<dyn Gateway>> = vec![Box::new(gateway), Box::new(mail)];
    let written = invite_all(&organiser, workshop).await;
    assert_eq!(carry(&system, &gateways).await.expect("carried"), written - 2);
    let late = later(&system, TimeDelta::hours(1));
    assert_eq!(carry(&late, &gateways).await.expect("carried"), 2);
    let texts = by_channel(&organiser, workshop, Channel::Sms).await.len();
    let sent = phone.sent.lock().expect("no panic").clone();
    assert_eq!(sent.len(), texts);
    assert!(sent.values().all(|sms| sms["phoneNumbers"][0].as_str().is_some_and(|number| number.starts_with("+223"))));
    carry(&later(&late, TimeDelta::hours(1)), &gateways).await.expect("asked");
    let delivered = by_channel(&organiser, workshop, Channel::Sms).await;
    let arrived = delivered.iter().filter(|one| one.last.as_ref().is_some_and(|last| last.state == State::Delivered));
    assert!(arrived.count() > 0, "what has arrived is known");
}

#[tokio::test]
async fn a_folder_holds_each_message_once_and_for_nobody_else_to_read() {
    let folder = Folder::new("outbox");
    let sender: lettre::message::Mailbox = "Relais <r@example.org>".parse().expect("a sender");
    let message = Outgoing {
        id: Uuid::nil(),
        channel: Channel::Email,
        address: "Awa <awa@example.org>".into(),
        subject: "Invitation : ɛ ɔ é".into(),
        body: "Bonjour Awa,\n\ncode".into(),
    };
    let gateway = OutboxFolder::new(Channel::Email, folder.to_path_buf(), sender.clone());
    for _ in 0..2 {
        assert_eq!(gateway.send(&message).await, Outcome::Sent);
    }
    let files: Vec<_> = std::fs::read_dir(&*folder).expect("a folder").map(|entry| entry.expect("an entry")).collect();
    assert_eq!(files.len(), 1);
    let text = std::fs::read_to_string(files[0].path()).expect("a text");
    assert!(text.contains("Message-ID: <00000000-0000-0000-0000-000000000000@example.org>"), "{text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(files[0].metadata().expect("metadata").permissions().mode() & 0o077, 0);
    }
    let wrong = Outgoing { address: "nobody".into(), ..message };
    assert!(matches!(gateway.send(&wrong).await, Outcome::Refused(_)));
}

/// An SMTP server that keeps what it is sent in a folder, and goes away with this.
struct SmtpServer {
    child: Child,
    address: String,
}

impl SmtpServer {
    /// Debian's `aiosmtpd`, on a free port.
    async fn start(maildir: &std::path::Path) -> Self {
        let port = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address").port();
        let address = format!("127.0.0.1:{port}");
        let child = Command::new("/usr/bin/python3")
            .args(["-m", "aiosmtpd", "-n", "-l", &address, "-c", "aiosmtpd.handlers.Mailbox"])
            .arg(maildir)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("aiosmtpd is installed");
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(&address).await.is_ok() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        Self { child, address }
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_goes_through_a_real_server_once() {
    let world = World::new().await;
    let (organiser, workshop) = to_invite(&world).await;
    let system = emptied(&world).await;
    let folder = Folder::new("maildir");
    let maildir = folder.join("mail");
    let server = SmtpServer::start(&maildir).await;
    let sender: lettre::message::Mailbox = "Relais <r@example.org>".parse().expect("a sender");
    let smtp = Smtp::new(&format!("smtp://{}", server.address), sender.clone()).expect("in order");
    let texts = OutboxFolder::new(Channel::Sms, folder.join("sms"), sender);
    let gateways: Vec<Box<dyn Gateway>> = vec![Box::new(smtp), Box::new(texts)];
    let mails = by_channel(&organiser, workshop, Channel::Email).await.len();
    invite_all(&organiser, workshop).await;
    for _ in 0..2 {
        carry(&system, &gateways).await.expect("carried");
    }
    let arrived: Vec<_> =
        std::fs::read_dir(maildir.join("new")).expect("mail").map(|entry| entry.expect("an entry")).collect();
    assert_eq!(arrived.len(), mails);
    let text = std::fs::read_to_string(arrived[0].path()).expect("a text");
    assert!(text.contains("To: ") && text.contains("Message-ID: <"), "{text}");
    drop(server);
    let seat = by_channel(&organiser, workshop, Channel::Email).await[0].enrolment;
    invite(&organiser, workshop, Whom::Again(seat), &wording(), filling).await.expect("again");
    assert_eq!(carry(&system, &gateways).await.expect("not carried"), 0, "no server: it waits");
    assert_eq!(states(&world).await["queued"], 1);
}
