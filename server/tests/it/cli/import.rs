//! `relais import people`.

use super::Place;
use serde_json::{Value, json};

/// A list of the demonstration's: someone new, someone whose number a spreadsheet
/// has rounded.
fn list(place: &Place, rows: &[(&str, &str)]) -> String {
    let headings = std::iter::once("Nom;Prénoms;Structure;Fonction;Région;Téléphone".to_owned());
    let told =
        rows.iter().map(|(given, phone)| format!("Zoumana;{given};Commissariat de police de Gao;Agent;Gao;{phone}"));
    let list: String = headings.chain(told).flat_map(|line| [line, "\n".to_owned()]).collect();
    let path = place.inside("liste.csv");
    std::fs::write(&path, list).expect("written");
    path
}

fn counts(told: &Value) -> Value {
    json!([told["new"], told["same"], told["changed"], told["duplicate"], told["refused"]])
}

#[test]
fn says_what_would_become_of_each_row_and_then_takes_all_or_nothing() {
    let (place, _) = Place::with_demonstration();
    let file = list(&place, &[("Xaviera", "50112233"), ("Yvette", "6,5E+07")]);
    let told = place.run(&["import", "people", &file, "--dry-run", "--json"]).json();
    assert_eq!(counts(&told), json!([1, 0, 0, 0, 1]));
    assert_eq!((&told["rows"][0]["row"], &told["rows"][0]["outcome"]), (&json!(2), &json!("new")));
    assert!(told["rows"][1]["reason"].as_str().is_some_and(|reason| reason.starts_with("Téléphone: ")), "{told}");

    let refused = place.run(&["import", "people", &file, "--json"]);
    assert_eq!(refused.code, Some(1), "{refused}");
    assert!(refused.err.contains("nothing was imported"), "{refused}");
    let told: Value = serde_json::from_str(&refused.out).expect("JSON alone");
    assert_eq!(counts(&told), json!([1, 0, 0, 0, 1]));

    let file = list(&place, &[("Xaviera", "50112233"), ("Yvette", "50112234")]);
    assert_eq!(counts(&place.run(&["import", "people", &file, "--json"]).json()), json!([2, 0, 0, 0, 0]));
    assert_eq!(counts(&place.run(&["import", "people", &file, "--json"]).json()), json!([0, 2, 0, 0, 0]));
}
