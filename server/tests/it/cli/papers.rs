//! `relais handout`.

use super::{Place, text, tool};

#[test]
fn a_handout_is_whole_and_the_same_each_time() {
    let (place, demo) = Place::with_demonstration();
    let curriculum = text(&demo, "/curriculum");
    let (once, again) = (place.inside("once.pdf"), place.inside("again.pdf"));
    assert_eq!(place.run(&["handout", curriculum, "--out", &once]).done(), "");
    place.run(&["handout", curriculum, "--out", &again]).done();
    assert!(std::fs::read(&once).expect("a file") == std::fs::read(&again).expect("a file"));
    tool("qpdf", &["--check", &once]);
    let read = tool("pdftotext", &[&once, "-"]);
    let read: Vec<&str> = read.split_whitespace().collect();
    for words in ["Déroulé", "À retenir", "Étude de cas"] {
        assert!(read.join(" ").contains(words), "{words}");
    }
}

#[test]
fn a_handout_for_participants_is_without_answers() {
    let (place, demo) = Place::with_demonstration();
    let curriculum = text(&demo, "/curriculum");
    let read = |edition: &str| {
        let out = place.inside(&format!("{edition}.pdf"));
        place.run(&["handout", curriculum, "--edition", edition, "--out", &out]).done();
        tool("pdftotext", &[&out, "-"])
    };
    assert!(read("trainers").contains("CORRIGÉ") && !read("participants").contains("CORRIGÉ"));
}

#[test]
fn a_handout_of_what_does_not_exist_is_refused() {
    let (place, demo) = Place::with_demonstration();
    let out = place.inside("handout.pdf");
    place.run(&["handout", "the-good-one", "--out", &out]).refused("the-good-one");
    place.run(&["handout", text(&demo, "/campaign"), "--out", &out]).refused("no such");
    assert!(!place.path().join("handout.pdf").exists());
    place.run(&["handout", text(&demo, "/curriculum"), "--out", &place.inside("no/folder/it.pdf")]).refused("");
}
