use super::*;
use crate::print::canvas::{A4_LONG, A4_SHORT, Area, Canvas, Ink, Target};
use crate::print::fonts::Face;
use crate::print::structure::Role;
use crate::print::text::{Style, single};
use std::sync::Arc;

fn about(title: &str) -> About<'_> {
    let dated = NaiveDate::from_ymd_opt(2022, 9, 14).expect("a date");
    About { title: title.to_owned(), subject: "Essai & \u{1}suite", language: Locale::fr, dated }
}

fn text(canvas: &mut Canvas, words: &str, y: f32) {
    canvas.text(&single(words, Style::new(Face::Serif, 12.0)).expect("a line"), 50.0, y);
}

fn printed(draw: impl Fn(&mut Canvas)) -> Vec<u8> {
    let mut canvas = Canvas::new(A4_SHORT, A4_LONG);
    canvas.fill_under(Area { x: 40.0, y: 40.0, width: 300.0, height: 300.0 }, Ink::TINT);
    draw(&mut canvas);
    finish(&about("<Titre>"), vec![canvas.into_page()], &[]).expect("a file")
}

#[test]
fn what_is_said_to_be_something_is_in_the_tree() {
    let bytes = printed(|canvas| {
        canvas.within(Role::Heading(4), |canvas| text(canvas, "Titre", 60.0));
        canvas.rule((50.0, 70.0), (200.0, 70.0), 1.0, Ink::RULE);
        canvas.within(Role::Paragraph, |canvas| {
            text(canvas, "Avant", 90.0);
            canvas.dots((50.0, 95.0), (90.0, 95.0), Ink::GREY);
            text(canvas, "après", 110.0);
        });
        canvas.ornament(|canvas| canvas.within(Role::Paragraph, |canvas| text(canvas, "1 / 1", 800.0)));
    });
    checks::check("said", &bytes);
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let roles: Vec<String> =
        file.objects.values().filter_map(|object| object.as_dict().ok()).filter_map(role).collect();
    assert_eq!(
        roles,
        ["Document", "H1", "P"],
        "the level that nothing leads to is the first; page numbers are not read"
    );
    assert!(crate::print::text_of(&bytes).contains("Avant "), "words on two lines are two words");
}

fn role(dictionary: &lopdf::Dictionary) -> Option<String> {
    let parent = dictionary.get(b"P").and_then(Object::as_reference);
    let role = dictionary.get(b"S").and_then(Object::as_name).ok()?;
    parent.ok().map(|_| String::from_utf8_lossy(role).into_owned())
}

#[test]
fn text_of_which_nothing_is_said_makes_a_file_that_claims_nothing() {
    let bytes = printed(|canvas| {
        canvas.within(Role::Paragraph, |canvas| text(canvas, "Dit", 60.0));
        text(canvas, "Non dit", 90.0);
        canvas.link(Area { x: 50.0, y: 80.0, width: 40.0, height: 12.0 }, &Target::Address("https://é.example".into()));
    });
    checks::check_archive("unsaid", &bytes);
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let catalog = file.catalog().expect("a catalog");
    assert!(!catalog.has(b"MarkInfo") && !catalog.has(b"StructTreeRoot"));
    assert!(!checks::metadata(&file).contains("pdfuaid:part"));
    let content = file.get_page_content(file.get_pages()[&1]);
    assert!(!String::from_utf8_lossy(&content).contains("MCID"));
}

#[test]
fn endless_titles_and_addresses_are_no_longer_than_a_file_can_hold() {
    let endless = "É".repeat(40_000);
    let mut canvas = Canvas::new(A4_SHORT, A4_LONG);
    canvas.within(Role::Link, |canvas| {
        text(canvas, "Lien", 60.0);
        let area = Area { x: 50.0, y: 50.0, width: 40.0, height: 12.0 };
        canvas.link(area, &Target::Address(format!("https://example.org/{endless}")));
    });
    let bookmarks = [Bookmark { title: endless.clone(), page: 1, y: 0.0, level: 0 }];
    let bytes = finish(&about(&endless), vec![canvas.into_page()], &bookmarks).expect("a file");
    checks::check("endless", &bytes);
    let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
    let longest = file.objects.values().filter_map(|object| object.as_dict().ok()).flat_map(lopdf::Dictionary::iter);
    assert!(longest.filter_map(|(_, value)| value.as_str().ok()).all(|text| text.len() <= 32_767));
}

#[test]
fn of_a_face_a_file_holds_what_it_shows() {
    let few = printed(|canvas| canvas.within(Role::Paragraph, |canvas| text(canvas, "Bamako", 60.0)));
    let more = printed(|canvas| {
        canvas.within(Role::Paragraph, |canvas| text(canvas, "Bamako, Ségou, Koulikoro, Ɲaɲɔ", 60.0));
    });
    let programs = |bytes: &[u8]| -> Vec<i64> {
        let file = lopdf::Document::load_mem(bytes).expect("a PDF");
        let streams = file.objects.values().filter_map(|object| object.as_stream().ok());
        streams.filter_map(|stream| stream.dict.get(b"Length1").and_then(Object::as_i64).ok()).collect()
    };
    let ([few], [more]) = (&programs(&few)[..], &programs(&more)[..]) else { panic!("one face") };
    assert!(few < more && *more < 6_000, "{few} {more}");
}

#[test]
fn the_same_letters_are_cut_once() {
    let pages = |words: &str| {
        let mut canvas = Canvas::new(A4_SHORT, A4_LONG);
        text(&mut canvas, words, 60.0);
        vec![canvas.into_page().page]
    };
    let cut = |words: &str| fonts::cut(&mut pages(words)).expect("a face").remove(0);
    assert!(Arc::ptr_eq(&cut("Sikasso"), &cut("Sokias")));
    assert!(!Arc::ptr_eq(&cut("Sikasso"), &cut("Gao")));
}

#[test]
fn a_file_is_called_by_what_is_in_it() {
    let id = |words: &str| {
        let bytes = printed(|canvas| text(canvas, words, 60.0));
        let file = lopdf::Document::load_mem(&bytes).expect("a PDF");
        let ids = file.trailer.get(b"ID").and_then(Object::as_array).expect("an identity").clone();
        assert_eq!(ids[0], ids[1]);
        ids[0].as_str().expect("bytes").to_vec()
    };
    assert_eq!(id("Gao").len(), 16);
    assert_eq!(id("Gao"), id("Gao"));
    assert_ne!(id("Gao"), id("Kayes"));
}
