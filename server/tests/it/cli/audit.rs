//! `relais audit`.

use super::{Place, text};
use app::schema::db::Db;
use sea_orm::ConnectionTrait;

fn tampered(place: &Place, sql: &str) {
    let url = format!("sqlite://{}", place.inside("data/relais.db"));
    let work = async {
        let db = Db::open(&url).await.expect("it opens");
        db.writer().execute_unprepared(sql).await.expect("it is done");
        db.reader().clone().close().await.expect("it closes");
        db.writer().clone().close().await.expect("it closes");
    };
    tokio::runtime::Runtime::new().expect("a runtime").block_on(work);
}

#[test]
fn the_chain_is_sealed_written_down_and_verified() {
    let (place, _) = Place::with_demonstration();
    let sealed = place.run(&["audit", "seal"]).done();
    assert!(sealed.ends_with("lines sealed\n"), "{sealed}");
    let head = place.run(&["audit", "head"]).done();
    let head = head.trim();
    let as_json = place.run(&["audit", "head", "--json"]).json();
    assert_eq!(head, format!("{}:{}", as_json["place"], text(&as_json, "/hash")));
    assert!(place.run(&["audit", "verify", "--expect", head]).done().contains(head));
    let told = place.run(&["audit", "verify", "--json"]).json();
    assert_eq!((told["holds"].as_bool(), told["unsealed"].as_u64()), (Some(true), Some(0)));
    place.run(&["audit", "verify", "--expect", "head"]).wrong_usage();
    place.run(&["audit", "verify", "--expect", &format!("1:{}", "a".repeat(64))]).refused("place 1");
}

#[test]
fn what_was_done_behind_its_back_is_refused_with_the_place() {
    let (place, _) = Place::with_demonstration();
    place.run(&["audit", "seal"]).done();
    tampered(
        &place,
        "UPDATE audit_entry SET detail = '{\"x\":1}' WHERE id = (SELECT entry_id FROM audit_seal WHERE place = 1)",
    );
    place.run(&["audit", "verify"]).refused("place 1: the line here is not the one that was sealed");
    let told = place.run(&["audit", "verify", "--json"]);
    assert_eq!(told.code, Some(1));
    let told: serde_json::Value = serde_json::from_str(&told.out).expect("JSON");
    assert_eq!((told["holds"].as_bool(), told["place"].as_i64()), (Some(false), Some(1)));
}
