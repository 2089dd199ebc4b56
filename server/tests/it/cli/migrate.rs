//! `relais migrate`.

use super::Place;
use migrations::{Migrator, MigratorTrait};

fn states(told: &str) -> Vec<&str> {
    told.lines().filter_map(|line| line.split_whitespace().next()).collect()
}

#[test]
fn goes_up_down_and_says_where_it_is() {
    let place = Place::empty();
    let all = Migrator::migrations().len();
    assert_eq!(states(&place.run(&["migrate", "status"]).done()), vec!["missing"; all]);
    let up = place.run(&["migrate", "up"]).done();
    assert_eq!(states(&up), vec!["applied"; all]);
    for (line, migration) in up.lines().zip(Migrator::migrations()) {
        assert!(line.ends_with(migration.name()), "{line}");
    }
    let mut one_less = vec!["applied"; all];
    one_less[all - 1] = "missing";
    assert_eq!(states(&place.run(&["migrate", "down"]).done()), one_less);
    assert_eq!(states(&place.run(&["migrate", "status"]).done()), one_less);
    assert_eq!(states(&place.run(&["migrate", "up"]).done()), vec!["applied"; all]);
    assert_eq!(states(&place.run(&["migrate", "down", &all.to_string()]).done()), vec!["missing"; all]);
}

#[test]
fn a_database_that_cannot_be_opened_is_refused() {
    let place = Place::empty();
    std::fs::write(place.path().join("text.db"), "This is a letter, and no database.\n".repeat(200)).expect("a file");
    place.run(&["migrate", "up", "--database-url", "sqlite://text.db"]).refused("database");
    place.run(&["migrate", "up", "--database-url", "sqlite://missing.db?mode=rw"]).refused("database");
    place.run(&["migrate", "up", "--database-url", "oracle://here"]).refused("database");
}
