//! Letters of invitation: from the form to the paper, and from its code to the page.

use crate::cli::tool;
use crate::client::{Client, Reply};
use crate::folder::Folder;
use crate::world::{PUBLIC_URL, World};
use app::people::caller::Caller;
use app::workshops::model::Stage;
use app::workshops::store::enrolment::{Participant, participants, renew_codes};
use app::workshops::store::reading::{Filter, WorkshopLine, list};
use std::collections::BTreeMap;

/// The next workshop of the demonstration, with those enrolled.
async fn next_workshop(organiser: &Caller) -> (WorkshopLine, Vec<Participant>) {
    let filter = Filter { stage: Some(Stage::Planned), ..Filter::default() };
    let workshop = list(organiser, &filter).await.expect("workshops").swap_remove(0);
    let enrolled = participants(organiser, workshop.id).await.expect("participants");
    (workshop, enrolled)
}

/// The form as it is offered, with some fields filled in.
async fn send(client: &mut Client, workshop: &WorkshopLine, filled: &[(&str, &str)]) -> Reply {
    let address = format!("/workshops/{}/letters", workshop.id);
    let page = client.get(&address).await;
    let mut fields: BTreeMap<&str, String> = BTreeMap::new();
    fields.insert("to", page.first_choice("to"));
    fields.insert("answer_by", value(&page.control("answer_by")).to_owned());
    fields.extend(filled.iter().map(|(field, text)| (*field, (*text).to_owned())));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(field, text)| (*field, text.as_str())).collect();
    client.post(&address, &fields).await
}

fn value(control: &str) -> &str {
    control.split(" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()
}

/// The paper's text, and what a telephone reads on one of its pages.
fn read(reply: &Reply, page: usize) -> (String, String) {
    let folder = Folder::new("letters");
    let inside = |name: &str| folder.join(name).display().to_string();
    let (file, picture) = (inside("letters.pdf"), inside("page"));
    std::fs::write(&file, &reply.body).expect("written");
    tool("qpdf", &["--check", &file]);
    let page = page.to_string();
    tool("pdftoppm", &["-r", "100", "-f", &page, "-l", &page, "-singlefile", "-gray", "-png", &file, &picture]);
    let code = tool("zbarimg", &["--quiet", "--raw", &format!("{picture}.png")]);
    let text = tool("pdftotext", &["-layout", &file, "-"]);
    (text.replace(['\u{a0}', '\u{202f}'], " "), code.trim().to_owned())
}

async fn press_the_button(client: &mut Client, address: &str) -> Reply {
    let page = client.get(address.strip_prefix(PUBLIC_URL).expect("an address of ours")).await;
    assert_eq!((page.status.as_u16(), page.set_cookies().count()), (200, 0), "reading signs nobody in");
    assert_eq!(page.text().matches(" action=\"/sign-in\"").count(), 1, "one button to press");
    let code = value(&page.control("code")).to_owned();
    assert_eq!(code.replace('-', ""), address.split("code=").nth(1).expect("a code"));
    client.post("/sign-in", &[("code", &code)]).await
}

#[tokio::test]
async fn a_letter_for_everyone_opens_the_page_of_each() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let (workshop, enrolled) = next_workshop(&organiser).await;
    let slips = renew_codes(&organiser, workshop.id, None).await.expect("codes");
    let mut client = world.organiser().await;
    let reply = send(&mut client, &workshop, &[("written_in", "Bamako"), ("contact", "Awa Keïta, 76 12 34 56")]).await;
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/pdf"), "{}", reply.text());
    assert!(reply.header("content-disposition").starts_with("attachment"), "made once, kept by whoever asked");
    let (text, address) = read(&reply, 2);
    let pages: Vec<&str> = text.trim_end_matches('\u{c}').split('\u{c}').collect();
    assert_eq!(pages.len(), enrolled.len());
    for (page, participant) in pages.iter().zip(&enrolled) {
        assert!(page.contains(&participant.name.family), "{} in {page}", participant.name);
        assert!(page.contains("Bamako, le 26 octobre 2022") && page.contains("Awa Keïta, 76 12 34 56"), "{page}");
        assert!(page.contains(", à partir de 8 h 30"), "{page}");
    }
    let mut reader = world.public();
    let reply = press_the_button(&mut reader, &address).await;
    assert_eq!(reply.location(), Some("/"));
    let home = reader.get("/").await;
    assert!(home.prose().contains(&enrolled[1].name.to_string()), "the page of the second letter's reader");
    let earlier = &slips.iter().find(|(one, _)| one.person == enrolled[1].person).expect("a slip").1;
    let with_earlier = world.public().post("/sign-in", &[("code", &earlier.to_string())]).await;
    assert_eq!(with_earlier.location(), Some("/"), "the code given before stays in force");
}

#[tokio::test]
async fn one_letter_is_for_one_person_and_a_new_code_revokes_what_it_carries() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let (workshop, enrolled) = next_workshop(&organiser).await;
    let (last, before) = (enrolled.last().expect("someone"), world.count("access_code").await);
    let to = last.enrolment.to_string();
    let reply = send(&mut world.organiser().await, &workshop, &[("to", &to)]).await;
    let (text, address) = read(&reply, 1);
    assert_eq!(text.matches('\u{c}').count(), 1);
    assert!(text.contains(&last.institution[..12]) && text.contains("Pour le ministère"), "{text}");
    assert_eq!(world.count("access_code").await, before + 1);
    renew_codes(&organiser, workshop.id, Some(last.enrolment)).await.expect("a new code");
    let reply = press_the_button(&mut world.public(), &address).await;
    assert_eq!(reply.status, 422);
    assert!(reply.error_at("code").contains("aucun accès en vigueur"));
}

#[tokio::test]
async fn what_is_not_in_order_is_refused_and_makes_no_code() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let (workshop, _) = next_workshop(&organiser).await;
    let (mut client, before) = (world.organiser().await, world.count("access_code").await);
    let begins = workshop.starts_on.to_string();
    for (field, text) in [
        ("to", "018413a8-0000-7000-8000-000000000001"),
        ("to", "quelqu’un"),
        ("answer_by", ""),
        ("answer_by", "2022-10-25"),
        ("answer_by", begins.as_str()),
        ("contact", "李"),
        ("remarks", "🚌 part à 7 h"),
        ("written_in", "a\0b"),
    ] {
        let reply = send(&mut client, &workshop, &[("signatory", "Le Gouverneur"), (field, text)]).await;
        assert_eq!(reply.status, 422, "{field} = {text:?}");
        assert!(!reply.error_at(field).is_empty(), "{field} = {text:?}");
        assert!(reply.control("signatory").contains("Le Gouverneur"), "what was typed is still there");
    }
    assert_eq!(world.count("access_code").await, before);
}

#[tokio::test]
async fn a_workshop_that_has_begun_invites_nobody_by_letter() {
    let world = World::new().await;
    let mut client = world.organiser().await;
    let address = format!("/workshops/{}/letters", world.demo().workshop_running);
    assert!(client.get(&address).await.prose().contains("L’atelier a commencé le 24 octobre 2022"));
    let reply = client.post(&address, &[("to", "everyone"), ("answer_by", "2022-10-27")]).await;
    assert_eq!(reply.status, 422);
    let participants = client.get(&address.replace("letters", "participants")).await;
    assert!(!participants.text().contains(&address), "nor is it offered");
}

#[tokio::test]
async fn a_code_in_an_address_is_never_more_than_text() {
    let world = World::new().await;
    let page = world.public().get("/sign-in?code=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert_eq!(page.status, 200);
    assert!(!page.text().contains("<script>alert"));
    let blank = world.public().get("/sign-in?code=").await;
    assert!(blank.text().contains("name=\"password\""), "without a code both ways are offered");
}
