//! `relais questions`: files of other programs, turned into each other.

use super::Place;

const GIFT: &str = "::Q1:: Deux et deux font {=quatre ~cinq}\n\nSans fin {=a\n\nVrai ? {T}\n";

#[test]
fn a_file_is_turned_into_another_and_what_is_not_held_is_named() {
    let place = Place::empty();
    std::fs::write(place.path().join("test.txt"), GIFT).expect("a file");
    for (to, within) in [
        ("gift", "::Q1::"),
        ("moodle-xml", "<question type=\"multichoice\">"),
        ("aiken", "ANSWER: A"),
        ("json", "relais-questions"),
    ] {
        let told = place.run(&["questions", "test.txt", "--to", to, "--json"]).json();
        assert_eq!(told["read"], 2, "{to}: {told}");
        // Of true and false Aiken knows nothing.
        assert_eq!(told["written"], if to == "aiken" { 1 } else { 2 }, "{to}: {told}");
        assert_eq!(told["refused"][0]["line"], 3, "{to}: {told}");
        assert!(told["text"].as_str().is_some_and(|text| text.contains(within)), "{to}: {told}");
    }
    let ended = place.run(&["questions", "test.txt", "--to", "qti", "--out", "test.zip"]);
    assert_eq!(ended.code, Some(0), "{ended}");
    assert!(ended.err.contains("refused, line 3"), "{ended}");
    let back = place.run(&["questions", "test.zip", "--to", "gift"]).done();
    assert!(back.contains("quatre"), "{back}");
}

#[test]
fn a_sheet_is_turned_into_others_and_back() {
    let place = Place::empty();
    std::fs::write(place.path().join("test.gift"), GIFT).expect("a file");
    let ended = place.run(&["questions", "test.gift", "--to", "xlsx", "--out", "test.xlsx"]);
    assert_eq!(ended.code, Some(0), "{ended}");
    let back = place.run(&["questions", "test.xlsx", "--to", "gift"]).done();
    assert!(back.contains("::Q1::") && back.contains("cinq"), "{back}");
    let table = place.run(&["questions", "test.xlsx", "--to", "csv", "--json"]).json();
    let text = table["text"].as_str().expect("a table");
    assert!(text.contains("Type;Module;Question;A;B"), "{text}");
    // Rows by their numbers; and what a row says of its module, which GIFT does not hold.
    let rows = "Type;Question;Module;A;B;Bonne réponse\nchoix unique;Q;3;a;b;C\nvrai ou faux;Q ?;3;;;faux\n";
    std::fs::write(place.path().join("rows.csv"), rows).expect("a file");
    let told = place.run(&["questions", "rows.csv", "--to", "gift", "--json"]).json();
    assert_eq!((&told["read"], &told["refused"][0]["line"]), (&1.into(), &2.into()), "{told}");
    assert_eq!(told["lost"][0]["line"], 3, "{told}");
}

#[test]
fn what_holds_no_question_is_refused() {
    let place = Place::empty();
    std::fs::write(place.path().join("photo.jpg"), b"\xFF\xD8\xFF\xE0").expect("a file");
    for file in ["photo.jpg", "not-there.gift"] {
        let ended = place.run(&["questions", file, "--to", "gift", "--json"]);
        assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""), "{ended}");
    }
    assert_eq!(place.run(&["questions", "photo.jpg", "--to", "pdf"]).code, Some(2));
}
