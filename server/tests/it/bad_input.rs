//! What happens to forms that are not in order: nothing is written, the reason
//! stands beside the field, and what was typed is still there.

use crate::client::{Client, Reply, form};
use crate::world::World;
use std::collections::BTreeMap;

type Fields = BTreeMap<&'static str, String>;

const MEGABYTE: usize = 1 << 20;
const SCRIPT: &str = "<script>alert(1)</script>";
const NOBODY: &str = "018413a8-0000-7000-8000-000000000001";

/// A form of the organiser's, filled in order.
struct Filled {
    world: World,
    client: Client,
    address: String,
    fields: Fields,
}

impl Filled {
    async fn workshop() -> Self {
        let world = World::new().await;
        let mut client = world.organiser().await;
        let address = format!("/campaigns/{}/workshops/new", world.demo().campaign);
        let page = client.get(&address).await;
        let fields = [
            ("title", "Atelier de rattrapage".to_owned()),
            ("city", page.first_choice("city")),
            ("venue", "Gouvernorat".to_owned()),
            ("starts_on", "2022-11-19".to_owned()),
            ("ends_on", "2022-11-21".to_owned()),
            ("curriculum", page.first_choice("curriculum")),
            ("capacity", "20".to_owned()),
            ("lead", page.first_choice("lead")),
        ];
        Self { world, client, address, fields: fields.into() }
    }

    async fn person() -> Self {
        let world = World::new().await;
        let mut client = world.organiser().await;
        let participants = format!("/workshops/{}/participants", world.demo().workshop_running);
        let page = client.get(&participants).await;
        let fields = [
            ("family_name", "Traoré".to_owned()),
            ("given_names", "Awa".to_owned()),
            ("sex", "female".to_owned()),
            ("birth_year", "1980".to_owned()),
            ("institution", page.first_choice("institution")),
            ("job_title", "Magistrate".to_owned()),
            ("region", page.first_choice("region")),
            ("phone", "76 12 34 56".to_owned()),
            ("email", "awa@example.org".to_owned()),
        ];
        Self { world, client, address: format!("{participants}/new"), fields: fields.into() }
    }

    async fn send(&mut self, fields: &Fields) -> Reply {
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.client.post(&self.address, &pairs).await
    }

    /// Sends it with one field changed: refused, and at that field.
    async fn refuses(&mut self, field: &'static str, value: &str, error_at: &str) -> Reply {
        let fields = with(&self.fields, field, value);
        let before = self.world.rows().await;
        let reply = self.send(&fields).await;
        let shown: String = value.chars().take(40).collect();
        assert_eq!(reply.status, 422, "{field} = {shown:?}");
        assert_eq!(self.world.rows().await, before, "{field} = {shown:?}");
        assert!(!reply.error_at(error_at).is_empty(), "{field} = {shown:?}: no error at {error_at}");
        let control = reply.control(error_at);
        assert!(control.contains("aria-invalid=\"true\""), "{control}");
        let described = control.split("aria-describedby=\"").nth(1).and_then(|rest| rest.split('"').next());
        assert!(described.unwrap_or_default().contains(&format!("{error_at}-error")), "{control}");
        assert!(reply.text().contains(&format!("href=\"#{error_at}\"")), "the summary leads to {error_at}");
        reply
    }
}

fn with(fields: &Fields, field: &'static str, value: &str) -> Fields {
    let mut fields = fields.clone();
    fields.insert(field, value.to_owned());
    fields
}

#[tokio::test]
async fn a_workshop_in_order_is_created() {
    let mut form = Filled::workshop().await;
    let before = form.world.rows().await;
    let fields = form.fields.clone();
    let reply = form.send(&fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert_eq!(form.world.rows().await["workshop"], before["workshop"] + 1);
}

#[tokio::test]
async fn a_workshop_that_is_not_in_order_is_refused_at_its_field() {
    let mut form = Filled::workshop().await;
    let long = "x".repeat(MEGABYTE);
    let cases = [
        ("title", "", "title"),
        ("title", " \u{a0}\t ", "title"),
        ("title", long.as_str(), "title"),
        ("title", "a\0b", "title"),
        ("title", "a\u{7}b", "title"),
        ("city", "", "city"),
        ("city", "Paris", "city"),
        ("city", NOBODY, "city"),
        ("venue", "", "venue"),
        ("venue", long.as_str(), "venue"),
        ("starts_on", "", "starts_on"),
        ("starts_on", "2022-02-30", "starts_on"),
        ("starts_on", "30/02/2022", "starts_on"),
        ("starts_on", "demain", "starts_on"),
        ("starts_on", "+262142-12-31", "starts_on"),
        ("starts_on", "2021-11-14", "starts_on"),
        ("ends_on", "2022-11-13", "ends_on"),
        ("ends_on", "2023-01-10", "ends_on"),
        ("ends_on", "0000-00-00", "ends_on"),
        ("curriculum", NOBODY, "curriculum"),
        ("capacity", "", "capacity"),
        ("capacity", "-1", "capacity"),
        ("capacity", "0", "capacity"),
        ("capacity", "abc", "capacity"),
        ("capacity", "20.5", "capacity"),
        ("capacity", "99999999999999999999", "capacity"),
        ("lead", "", "lead"),
        ("lead", NOBODY, "lead"),
    ];
    for (field, value, error_at) in cases {
        form.refuses(field, value, error_at).await;
    }
}

#[tokio::test]
async fn a_person_that_is_not_in_order_is_refused_at_their_field() {
    let mut form = Filled::person().await;
    let long = "x".repeat(MEGABYTE);
    let cases = [
        ("family_name", "", "family_name"),
        ("family_name", long.as_str(), "family_name"),
        ("family_name", "a\0b", "family_name"),
        ("given_names", " ", "given_names"),
        ("given_names", "a\u{202e}b\u{0}", "given_names"),
        ("birth_year", "en 1980", "birth_year"),
        ("birth_year", "1850", "birth_year"),
        ("birth_year", "-1", "birth_year"),
        ("institution", "", "institution"),
        ("institution", "Police", "institution"),
        ("institution", NOBODY, "institution"),
        ("job_title", "", "job_title"),
        ("region", NOBODY, "region"),
        ("phone", "12", "phone"),
        ("phone", "76 12 34 5O", "phone"),
        ("email", "awa", "email"),
        ("email", "awa@", "email"),
    ];
    for (field, value, error_at) in cases {
        form.refuses(field, value, error_at).await;
    }
}

#[tokio::test]
async fn a_sex_that_is_none_of_the_choices_is_refused() {
    let mut form = Filled::person().await;
    let before = form.world.rows().await;
    for value in ["", "f", "autre"] {
        let fields = with(&form.fields, "sex", value);
        let reply = form.send(&fields).await;
        assert_eq!(reply.status, 422);
        assert!(reply.text().contains("href=\"#sex\""));
        assert!(reply.text().contains("class=\"field__error\""));
    }
    assert_eq!(form.world.rows().await, before);
}

#[tokio::test]
async fn what_was_typed_is_still_there_after_a_refusal() {
    let mut form = Filled::workshop().await;
    let lead = form.fields["lead"].clone();
    let reply = form.refuses("capacity", "beaucoup", "capacity").await;
    let kept = [("title", "Atelier de rattrapage"), ("venue", "Gouvernorat"), ("capacity", "beaucoup")];
    for (field, value) in kept {
        assert!(reply.control(field).contains(&format!("value=\"{value}\"")), "{field}: {}", reply.control(field));
    }
    assert!(reply.control("starts_on").contains("value=\"2022-11-19\""));
    assert!(reply.text().contains(&format!("<option value=\"{lead}\" selected")));

    let mut form = Filled::person().await;
    let region = form.fields["region"].clone();
    let reply = form.refuses("phone", "12", "phone").await;
    for (field, value) in [("family_name", "Traoré"), ("phone", "12"), ("email", "awa@example.org")] {
        assert!(reply.control(field).contains(&format!("value=\"{value}\"")), "{field}");
    }
    assert!(reply.text().contains(&format!("<option value=\"{region}\" selected")));
}

#[tokio::test]
async fn a_date_that_was_mistyped_is_shown_again_as_it_was_typed() {
    let mut form = Filled::workshop().await;
    let reply = form.refuses("starts_on", "30/02/2022", "starts_on").await;
    let control = reply.control("starts_on");
    assert!(control.contains("value=\"30/02/2022\""), "{control}");
}

#[tokio::test]
async fn a_refused_script_comes_back_as_text() {
    let mut form = Filled::workshop().await;
    let fields = with(&with(&form.fields, "title", SCRIPT), "capacity", "\"><script>alert(2)</script>");
    let reply = form.send(&fields).await;
    assert_eq!(reply.status, 422);
    assert!(!reply.text().contains("<script"));
    assert!(reply.text().contains("&lt;script&gt;alert(1)"));
}

#[tokio::test]
async fn a_megabyte_that_was_refused_is_not_sent_back() {
    let mut form = Filled::workshop().await;
    let reply = form.refuses("title", &"x".repeat(MEGABYTE), "title").await;
    assert!(reply.body.len() < 100_000, "{} bytes", reply.body.len());
}

#[tokio::test]
async fn every_missing_field_is_told_at_once() {
    for (mut form, count) in [(Filled::workshop().await, 8), (Filled::person().await, 6)] {
        let before = form.world.rows().await;
        let reply = form.send(&Fields::new()).await;
        assert_eq!(reply.status, 422);
        assert_eq!(reply.text().matches("<li><a href=\"#").count(), count);
        assert_eq!(form.world.rows().await, before);
    }
}

#[tokio::test]
async fn fields_that_no_page_of_ours_has_change_nothing() {
    let mut form = Filled::person().await;
    let mut fields = form.fields.clone();
    fields.insert("id", NOBODY.to_owned());
    fields.insert("created_at", "1970-01-01".to_owned());
    fields.insert("role", "administrator".to_owned());
    let before = form.world.rows().await;
    assert_eq!(form.send(&fields).await.status, 303);
    let after = form.world.rows().await;
    assert_eq!((after["person"], after["role_grant"]), (before["person"] + 1, before["role_grant"]));
    let named = format!("person WHERE id = '{NOBODY}'");
    assert_eq!(form.world.count(&named).await, 0);
}

#[tokio::test]
async fn bytes_that_are_not_a_form_are_refused_as_a_page() {
    for form in [Filled::workshop().await, Filled::person().await] {
        let mut client = form.client.clone();
        let before = form.world.rows().await;
        let twice = format!("{}&{}", pairs(&form.fields), pairs(&form.fields));
        let bodies = [b"title=%FF%FE&family_name=%FF%FE".to_vec(), vec![0xFF, 0xFE, b'=', 0x80], twice.into_bytes()];
        for body in bodies {
            let reply = client.post_bytes(&form.address, body.clone()).await;
            let shown = String::from_utf8_lossy(&body).chars().take(40).collect::<String>();
            assert!(matches!(reply.status.as_u16(), 400 | 422), "{shown}: {}", reply.status);
            assert!(reply.header("content-type").starts_with("text/html"), "{shown}");
            assert_eq!(form.world.rows().await, before, "{shown}");
        }
    }
}

fn pairs(fields: &Fields) -> String {
    let pairs: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    form(&pairs)
}

#[tokio::test]
async fn a_body_without_end_is_refused() {
    let form = Filled::workshop().await;
    let before = form.world.rows().await;
    let reply = form.client.clone().post_bytes(&form.address, vec![b'x'; 8 * MEGABYTE]).await;
    assert!(matches!(reply.status.as_u16(), 413 | 422), "{}", reply.status);
    assert_eq!(form.world.rows().await, before);
}

#[tokio::test]
async fn an_address_that_is_not_an_identifier_is_not_found() {
    let form = Filled::workshop().await;
    let mut client = form.client.clone();
    for address in ["/workshops/1", "/workshops/%00", "/workshops/..%2F..%2Fetc", "/curricula/x", "/verify/%FF"] {
        let reply = client.get(address).await;
        assert_eq!(reply.status, 404, "{address}");
        assert!(reply.header("content-type").starts_with("text/html"), "{address}");
    }
}
