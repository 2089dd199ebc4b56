//! `relais config`: what is in force, and where each came from.

use super::{Ended, Place, text};
use serde_json::Value;
use std::collections::BTreeMap;

/// The settings as `name: (value, origin)`.
fn settings(ended: Ended) -> BTreeMap<String, (String, String)> {
    let told = ended.json();
    let lines = told.as_array().expect("a list").iter();
    lines.map(|one| (own(one, "/setting"), (own(one, "/value"), own(one, "/from")))).collect()
}

fn own(value: &Value, path: &str) -> String {
    text(value, path).to_owned()
}

fn told(value: &str, from: &str) -> (String, String) {
    (value.to_owned(), from.to_owned())
}

#[test]
fn each_setting_can_come_from_each_place_and_says_so() {
    let values = [
        ("database_url", "DATABASE_URL", "--database-url", ["sqlite://a.db", "sqlite://b.db", "sqlite://c.db"]),
        ("addr", "RELAIS_ADDR", "--addr", ["127.0.0.1:1001", "127.0.0.1:1002", "127.0.0.1:1003"]),
        (
            "public_url",
            "RELAIS_PUBLIC_URL",
            "--public-url",
            ["https://a.example", "https://b.example", "https://c.example"],
        ),
        ("data_dir", "RELAIS_DATA_DIR", "--data-dir", ["a", "b", "c"]),
        ("log", "RELAIS_LOG", "--log", ["error", "warn", "debug"]),
    ];
    for (setting, variable, flag, [file, environment, line]) in values {
        let place = Place::empty();
        assert_eq!(settings(place.run(&["config", "--json"]))[setting].1, "default");
        std::fs::write(place.path().join("relais.toml"), format!("{setting} = \"{file}\"\n")).expect("a file");
        assert_eq!(settings(place.run(&["config", "--json"]))[setting], told(file, "relais.toml"));
        let mut command = place.relais(&["config", "--json"]);
        let ended = Ended::of(&[variable], &command.env(variable, environment).output().expect("it starts"));
        assert_eq!(settings(ended)[setting], told(environment, "environment"));
        let mut command = place.relais(&["config", "--json", flag, line]);
        let ended = Ended::of(&[flag], &command.env(variable, environment).output().expect("it starts"));
        assert_eq!(settings(ended)[setting], told(line, "command line"));
    }
}

#[test]
fn there_are_eight_and_what_is_not_given_follows_from_the_others() {
    let settings = settings(Place::empty().run(&["config", "--json", "--data-dir", "d", "--addr", "127.0.0.1:4000"]));
    let names = ["addr", "data_dir", "database_url", "log", "mail_from", "mail_url", "public_url", "sms_url"];
    assert_eq!(settings.keys().collect::<Vec<_>>(), names);
    assert_eq!(settings["database_url"], told("sqlite://d/relais.db?mode=rwc", "default"));
    assert_eq!(settings["public_url"], told("http://127.0.0.1:4000", "default"));
}

#[test]
fn the_password_of_the_database_is_not_shown() {
    let ended = Place::empty().run(&["config", "--database-url", "postgres://awa:secret@db/relais"]).done();
    assert!(ended.contains("postgres://awa:") && !ended.contains("secret"), "{ended}");
}

#[test]
fn a_file_that_cannot_be_read_is_refused_with_its_name() {
    let place = Place::empty();
    std::fs::write(place.path().join("relais.toml"), "addr = \"the moon\"\n").expect("a file");
    let ended = place.run(&["config"]);
    assert!(ended.err.contains("relais.toml"), "{ended}");
    ended.refused("");
}
