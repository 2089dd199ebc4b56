//! `relais analyse`: figures that follow by hand, and what is wrong told with its place.

use super::Place;

/// A perfect scale of Guttman (1944): variances of the items 0.16, 0.24, 0.24 and 0.16,
/// of the totals 2, hence KR-20 = 4/3 · (1 − 0.8/2) = 0.8.
const SCALE: &str = "nom;q1;q2;q3;q4\nA;0;0;0;0\nB;1;0;0;0\nC;1;1;0;0\nD;1;1;1;0\nE;1;1;1;1\n";

fn write(place: &Place, text: &str) -> String {
    std::fs::write(place.path().join("reponses.csv"), text).expect("a file");
    "reponses.csv".to_owned()
}

#[test]
fn a_scale_is_as_reliable_as_by_hand() {
    let place = Place::empty();
    let file = write(&place, SCALE);
    let told = place.run(&["analyse", &file, "--json"]).json();
    assert_eq!(told["n"], 5);
    for key in ["kr20", "alpha"] {
        assert!((told[key].as_f64().expect("defined") - 0.8).abs() < 1e-12, "{key}: {}", told[key]);
    }
    let items = told["items"].as_array().expect("items");
    let difficulties: Vec<f64> = items.iter().map(|item| item["difficulty"].as_f64().expect("a share")).collect();
    assert_eq!(difficulties, [0.8, 0.6, 0.4, 0.2]);
    // Pearson's correlation of q1 (0 1 1 1 1) with the rest (0 0 1 2 3).
    let first = items[0]["discrimination"].as_f64().expect("defined");
    assert!((first - 0.514_495_755_427_526_6).abs() < 1e-12, "{first}");
    assert_eq!(items[0]["name"], "q1");
    let printed = place.run(&["analyse", &file]).done();
    assert!(printed.contains("KR-20 0.800") && printed.contains("q4"), "{printed}");
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_column() {
    let place = Place::empty();
    for (text, told) in [
        ("q1,q2\n1,0\n1,peut-être\n", "line 3, column 2"),
        ("q1,q2\n1,0\n1\n", "line 3"),
        ("", "empty"),
        ("q1,q2\n1,0\n", "2 observations are needed"),
    ] {
        let file = write(&place, text);
        let ended = place.run(&["analyse", &file, "--json"]);
        assert_eq!(ended.code, Some(1), "{ended}");
        assert!(ended.err.contains(told) && ended.out.is_empty(), "{ended}");
    }
    assert_eq!(place.run(&["analyse", "not-there.csv"]).code, Some(1));
    assert_eq!(place.run(&["analyse"]).code, Some(2));
}
