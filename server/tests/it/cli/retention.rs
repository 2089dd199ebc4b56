//! `relais retention`.

use super::Place;

#[test]
fn says_what_goes_by_each_rule() {
    let (place, _) = Place::with_demonstration();
    let told = place.run(&["retention", "run", "--dry-run"]).done();
    assert!(told.contains("import_rows\t14 days\t0") && told.contains("never_enrolled\t730 days\t0"), "{told}");
    let told = place.run(&["retention", "run", "--json"]).json();
    assert_eq!((told["dry_run"].as_bool(), told["gone"]["merges"].as_u64()), (Some(false), Some(0)));
    place.run(&["retention"]).wrong_usage();
}
