//! Erasing a person: no trace of name, telephone or address anywhere, every count
//! as it was, and certificates that stay genuine.

use crate::database::Kind;
use crate::world::World;
use app::code::Code;
use app::fields::Problem;
use app::ids::{CampaignId, PersonId, WorkshopId};
use app::imports::sheet;
use app::imports::store::applying::apply;
use app::imports::store::uploads::upload;
use app::indicators::store::progress;
use app::people::access::Actor;
use app::people::caller::Caller;
use app::people::model::{Age, NewPerson, PersonName, Sex};
use app::people::store::duplicates::pairs;
use app::people::store::finding::search;
use app::people::store::merging::{keep_apart, merge, merges_into};
use app::people::store::register::{Seen, add, change, find, load_entry};
use app::rights::store::erasure::{erase, preview};
use app::rights::store::requests::{accept, ask_erasure, decline, propose, to_decide};
use app::schema::error::UseError;
use app::workshops::store::enrolment::{enrol, participants, renew_codes};
use app::workshops::store::reading::of_campaign;
use app::workshops::store::waiting::{wait, waiting};
use sea_orm::{ConnectionTrait, Statement};
use std::path::Path;

const FAMILY: &str = "Qwzxyfamba";
const GIVEN: &str = "Vbnmgivenka";

/// What must be found nowhere, in lower case: names as written, as sought and as
/// they sound; telephones; addresses.
fn needles() -> Vec<String> {
    let name = PersonName { family: FAMILY.into(), given: GIVEN.into() };
    let sound = name.sound_key();
    let written =
        ["qwzxyfamba", "vbnmgivenka", "79990011", "79 99 00 11", "79990012", "secret.adresse", "autre.adresse"];
    written.into_iter().map(ToOwned::to_owned).chain(sound.split(' ').map(str::to_lowercase)).collect()
}

/// The tables and columns, and in what words the text of a column is read.
async fn columns(world: &World) -> Vec<(String, String, String)> {
    let sql = match world.kind() {
        Kind::Sqlite => {
            "SELECT t.name || ' ' || c.name || ' text' AS line FROM sqlite_schema t
             JOIN pragma_table_info(t.name) c WHERE t.type = 'table'"
        }
        Kind::Postgres => {
            "SELECT concat_ws(' ', table_name, column_name, udt_name) AS line
             FROM information_schema.columns WHERE table_schema = 'public'"
        }
    };
    let db = world.db.reader();
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("the schema");
    let lines = rows.iter().map(|row| row.try_get::<String>("", "line").expect("a line"));
    lines
        .map(|line| {
            let parts: Vec<&str> = line.split(' ').collect();
            let (table, column) = (parts[0].to_owned(), parts[1].to_owned());
            let text = match parts[2] {
                "bytea" => format!("encode({column}, 'escape')"),
                _ => format!("CAST({column} AS text)"),
            };
            (table, column, text)
        })
        .collect()
}

/// Where one of the needles stands, as `table.column needle`.
async fn traces(world: &World) -> Vec<String> {
    let mut found = Vec::new();
    for (table, column, text) in columns(world).await {
        for needle in needles() {
            let condition = format!("{table} WHERE lower({text}) LIKE '%{needle}%'");
            if world.count(&condition).await > 0 {
                found.push(format!("{table}.{column} {needle}"));
            }
        }
    }
    found
}

struct Known {
    world: World,
    organiser: Caller,
    campaign: CampaignId,
    workshop: WorkshopId,
    person: PersonId,
}

impl Known {
    /// The participant of the demonstration, who has everything that one can have:
    /// certificate, code, sign-ins, marks, scores; under a name that no other bears,
    /// with a list that changed them and one that is to be decided, a merged entry,
    /// a namesake, a place on a waiting list, and things that they asked.
    async fn new() -> Self {
        let world = World::new().await;
        let organiser = world.caller("organisateur.demo").await;
        let campaign = world.demo().campaign.parse().expect("an identifier");
        let workshop = world.demo().workshop_finished.parse().expect("an identifier");
        let person = participants(&organiser, workshop).await.expect("participants").remove(0).person;
        let known = Self { world, organiser, campaign, workshop, person };
        known.be_someone().await;
        known
    }

    async fn entry(&self) -> NewPerson {
        load_entry(self.world.db.reader(), self.person).await.expect("an entry").person
    }

    fn participant(&self) -> Caller {
        Caller { actor: Actor::Participant(self.person), ..self.organiser.clone() }
    }

    async fn be_someone(&self) {
        let someone = NewPerson {
            name: PersonName { family: FAMILY.into(), given: GIVEN.into() },
            age: Some(Age::Born { year: 1979, about: false }),
            phone: Some("+22379990011".into()),
            email: Some("secret.adresse@example.org".into()),
            accessibility: format!("Voir avec {GIVEN}"),
            ..self.entry().await
        };
        change(&self.organiser, self.person, someone.clone()).await.expect("changed");
        let as_issued =
            format!("UPDATE certificate SET holder_name = '{GIVEN} {FAMILY}' WHERE serial = '{}'", self.serial());
        self.world.db.writer().execute_unprepared(&as_issued).await.expect("as issued");
        self.take_lists().await;
        let again = NewPerson {
            name: PersonName { family: FAMILY.to_uppercase(), given: GIVEN.into() },
            phone: Some("+22379990012".into()),
            email: Some("autre.adresse@example.org".into()),
            ..someone.clone()
        };
        let again = add(&self.organiser, self.campaign, again).await.expect("added");
        merge(&self.organiser, self.person, again, &[]).await.expect("merged");
        let other = add(&self.organiser, self.campaign, NewPerson { phone: None, ..self.another().await }).await;
        keep_apart(&self.organiser, self.person, other.expect("added")).await.expect("kept apart");
        let last = of_campaign(&self.organiser, self.campaign).await.expect("workshops").pop().expect("one");
        if wait(&self.organiser, last, self.person).await.is_err() {
            assert!(waiting(&self.organiser, last).await.expect("a list").iter().any(|one| one.person == self.person));
        }
        self.ask(&someone).await;
    }

    /// Someone else, whose data must stay.
    async fn another(&self) -> NewPerson {
        NewPerson {
            name: PersonName { family: "Zoumana".into(), given: "Restée".into() },
            email: Some("restee@example.org".into()),
            accessibility: String::new(),
            ..self.entry().await
        }
    }

    async fn take_lists(&self) {
        let entry = load_entry(self.world.db.reader(), self.person).await.expect("an entry");
        let list = |title: &str, extra: &str| {
            let sex = if entry.person.sex == Sex::Female { "F" } else { "M" };
            let own = format!("{FAMILY};{GIVEN};{};{title};{};79 99 00 11;{sex}", entry.institution, entry.region);
            sheet::read(format!("Nom;Prénoms;Structure;Fonction;Région;Téléphone;Sexe\n{own}\n{extra}").as_bytes())
                .expect("a list")
        };
        let taken =
            upload(&self.organiser, self.campaign, "Ici", "prise.csv", list("Point focal", "")).await.expect("sent");
        apply(&self.organiser, taken, false).await.expect("taken");
        let other = format!("Zoumana;Restante;{};Agent;{};50 99 88 77;F\n", entry.institution, entry.region);
        upload(&self.organiser, self.campaign, "Ici", "ouverte.csv", list("Juge", &other)).await.expect("sent");
    }

    async fn ask(&self, someone: &NewPerson) {
        let wanted =
            NewPerson { name: PersonName { family: format!("{FAMILY}-Bis"), given: GIVEN.into() }, ..someone.clone() };
        for reason in [Some(format!("Madame {FAMILY}, apportez une pièce.")), None] {
            propose(&self.participant(), &wanted).await.expect("proposed");
            let open = to_decide(&self.organiser).await.expect("requests");
            let request = open.into_iter().find(|(request, _)| request.person == self.person).expect("open").0.id;
            if let Some(reason) = reason {
                decline(&self.organiser, request, &reason).await.expect("declined");
            }
        }
    }

    fn serial(&self) -> &str {
        &self.world.demo().certificate
    }

    async fn erase(&self) {
        erase(&self.organiser, self.person, FAMILY).await.expect("erased");
    }
}

#[tokio::test]
async fn no_trace_is_left_in_any_column_and_every_count_is_as_it_was() {
    let known = Known::new().await;
    let (world, organiser) = (&known.world, &known.organiser);
    let before = traces(world).await;
    for table in ["person.", "person_word.", "certificate.", "import_row.", "data_request."] {
        assert!(before.iter().any(|trace| trace.starts_with(table)), "{table} would have nothing to lose: {before:?}");
    }
    let counts = progress(organiser, known.campaign).await.expect("counts");
    let rows = world.rows().await;
    let region = known.entry().await.region;
    known.erase().await;

    assert_eq!(traces(world).await, Vec::<String>::new());
    assert_eq!(progress(organiser, known.campaign).await.expect("counts"), counts);
    let after = world.rows().await;
    for table in ["person", "enrolment", "attendance_event", "score", "response", "certificate", "person_campaign"] {
        assert_eq!(after[table], rows[table], "{table}");
    }
    let entry = load_entry(world.db.reader(), known.person).await.expect("an entry");
    assert_eq!(entry.person.name, PersonName::erased());
    assert_eq!((entry.person.region, entry.person.age, entry.consent), (region, None, None));
    assert!(entry.institution.starts_with("Structure effacée (") && entry.erased_on.is_some(), "{}", entry.institution);
    assert!(world.count("person WHERE family_name = 'Zoumana'").await > 0, "the namesake stays");
    assert!(world.count("import_row WHERE cells LIKE '%50 99 88 77%'").await == 1, "and the rows of others");
}

#[tokio::test]
async fn nothing_is_left_in_the_file_either() {
    let known = Known::new().await;
    if known.world.kind() == Kind::Postgres {
        return; // Its vacuum clears the pages in its own time.
    }
    let file = known.world.file();
    let place = |path: &Path| {
        let bytes = std::fs::read(path).unwrap_or_default();
        bytes.windows(FAMILY.len()).position(|part| part.eq_ignore_ascii_case(FAMILY.as_bytes()))
    };
    let log = file.with_extension("db-wal");
    assert!(place(&file).or(place(&log)).is_some());
    known.erase().await;
    assert_eq!((place(&file), place(&log)), (None, None), "where in the file, where in its log");
}

#[tokio::test]
async fn the_certificate_stays_genuine_without_a_name_and_is_printed_no_more() {
    let known = Known::new().await;
    let mut organiser = known.world.organiser().await;
    let mut anyone = known.world.public();
    let (page, pdf) = (format!("/verify/{}", known.serial()), format!("/certificates/{}.pdf", known.serial()));
    assert!(anyone.get(&page).await.prose().contains(FAMILY));
    assert_eq!(organiser.get(&pdf).await.status, 200);
    known.erase().await;
    let told = anyone.get(&page).await;
    assert_eq!(told.status, 200);
    let prose = told.prose();
    assert!(prose.contains("Certificat valide") && prose.contains("a demandé l’effacement"), "{prose}");
    assert!(!prose.contains("Titulaire") && !prose.contains("Personne effacée"), "{prose}");
    assert_eq!(organiser.get(&pdf).await.status, 404);
    let (kind, undrawn) = (app::certificates::model::Kind::Trainer, server::print::undrawn);
    let issued =
        app::certificates::store::issue(&known.organiser, known.workshop, kind, undrawn).await.expect("issued");
    assert!(issued.iter().all(|certificate| certificate.serial != Code::parse(known.serial()).expect("a code")));
    let roster = organiser.get(&format!("/workshops/{}/attendance", known.workshop)).await.prose();
    assert!(roster.contains("Personne effacée"), "the seat is still there");
}

#[tokio::test]
async fn whoever_was_erased_can_do_nothing_and_nothing_can_be_done_to_them() {
    let known = Known::new().await;
    let (world, organiser, person) = (&known.world, &known.organiser, known.person);
    let mut participant = world.participant().await;
    assert_eq!(participant.get("/my-data").await.status, 200);
    let entry = known.entry().await;
    known.erase().await;
    assert!(participant.get("/my-data").await.location().is_some_and(|to| to.starts_with("/sign-in")));
    let code = &world.demo().accounts.participant.code;
    assert_eq!(world.public().post("/sign-in", &[("code", code)]).await.status, 422);
    assert!(
        renew_codes(organiser, known.workshop, None).await.expect("codes").iter().all(|(one, _)| one.person != person)
    );
    assert!(matches!(change(organiser, person, entry).await, Err(UseError::NotFound)));
    let last = of_campaign(organiser, known.campaign).await.expect("workshops").pop().expect("one");
    assert!(matches!(enrol(organiser, last, person).await, Err(UseError::Refused(_))));
    let other = search(organiser, "zoumana", None, 5).await.expect("found").lines[0].id;
    assert!(matches!(merge(organiser, other, person, &[]).await, Err(UseError::NotFound)));
    assert!(matches!(preview(organiser, person).await, Err(UseError::NotFound)));
    assert!(matches!(erase(organiser, person, FAMILY).await, Err(UseError::NotFound)), "once");
    assert!(merges_into(organiser, person).await.expect("merges").is_empty());
    for typed in ["", "personne", "effacee", "qwzx"] {
        let found = search(organiser, typed, None, 500).await.expect("found").lines;
        assert!(found.iter().all(|line| line.id != person), "{typed}");
    }
    let Seen::Whole(seen) = find(organiser, person).await.expect("seen") else { panic!("not whole") };
    assert!(seen.erased_on.is_some());
    let page = world.organiser().await.get(&format!("/people/{person}")).await;
    assert!(page.prose().contains("a demandé l’effacement") && !page.text().contains("/change"), "{}", page.prose());
}

#[tokio::test]
async fn two_who_were_erased_are_no_duplicates() {
    let known = Known::new().await;
    let mut twin = known.another().await;
    twin.name.family = format!("{FAMILY}tu");
    let twin = add(&known.organiser, known.campaign, twin).await.expect("added");
    known.erase().await;
    erase(&known.organiser, twin, &format!("{FAMILY}tu")).await.expect("erased");
    let pairs = pairs(&known.organiser, 500).await.expect("pairs");
    assert!(pairs.iter().all(|pair| ![pair.one.id, pair.other.id].contains(&twin)));
    assert_eq!(known.world.count("institution WHERE stands_in").await, 1, "one stands for both");
    let offered = app::people::store::places::institutions(&known.organiser).await.expect("institutions");
    assert!(offered.iter().all(|(_, name)| !name.contains("effacée")), "and is not to be chosen");
}

#[tokio::test]
async fn seats_to_come_are_given_back_to_whoever_waits() {
    let world = World::new().await;
    let (organiser, workshop, mut people) = crate::seats::small_workshop(&world).await;
    let next = people.split_off(crate::seats::SEATS)[0];
    for person in &people {
        enrol(&organiser, workshop, *person).await.expect("a seat");
    }
    wait(&organiser, workshop, next).await.expect("on the list");
    let family = load_entry(world.db.reader(), people[0]).await.expect("an entry").person.name.family;
    assert_eq!(preview(&organiser, people[0]).await.expect("a preview").given_back.len(), 1);
    erase(&organiser, people[0], &family).await.expect("erased");
    let seated: Vec<PersonId> =
        participants(&organiser, workshop).await.expect("participants").into_iter().map(|one| one.person).collect();
    assert!(seated.contains(&next) && !seated.contains(&people[0]));
}

#[tokio::test]
async fn the_family_name_is_typed_and_the_page_says_what_will_happen() {
    let known = Known::new().await;
    let mut organiser = known.world.organiser().await;
    let address = format!("/people/{}/erase", known.person);
    let page = organiser.get(&address).await.prose();
    for said in ["Certificats : 1", "Lignes de listes reçues", "Ateliers suivis : 1", "ne peut pas être défait"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let rows = known.world.rows().await;
    let wrong = organiser.post(&address, &[("family_name", "Traoré")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.error_at("family_name").contains("nom de famille"), "{}", wrong.prose());
    assert_eq!(known.world.rows().await, rows);
    let refused = erase(&known.organiser, known.person, "").await;
    assert!(matches!(refused, Err(UseError::Refused(refusals)) if refusals[0].problem == Problem::NotThisPerson));
    let done = organiser.post(&address, &[("family_name", &FAMILY.to_lowercase())]).await;
    assert_eq!(done.location(), Some(format!("/people/{}", known.person).as_str()));
}

#[tokio::test]
async fn accepting_what_the_person_asked_erases_and_closes() {
    let known = Known::new().await;
    ask_erasure(&known.participant()).await.expect("asked");
    let open = to_decide(&known.organiser).await.expect("requests");
    let mine = open.iter().filter(|(request, _)| request.person == known.person);
    let erasure = mine.clone().find(|(request, _)| request.correction.is_none()).expect("open").0.id;
    assert_eq!(mine.count(), 2);
    accept(&known.organiser, erasure).await.expect("accepted");
    let open = to_decide(&known.organiser).await.expect("requests");
    assert!(open.iter().all(|(request, _)| request.person != known.person));
    assert_eq!(traces(&known.world).await, Vec::<String>::new());
    assert_eq!(known.world.count("audit_entry WHERE verb = 'person.erased'").await, 1);
}

#[tokio::test]
async fn only_those_who_reach_the_person_erase() {
    let known = Known::new().await;
    let stranger = crate::register::stranger(&known.world).await;
    for caller in [&stranger, &known.participant(), &known.world.caller("formatrice.demo").await] {
        assert!(matches!(erase(caller, known.person, FAMILY).await, Err(UseError::Forbidden)));
        assert!(matches!(preview(caller, known.person).await, Err(UseError::Forbidden)));
    }
}
