//! Migrations: each can be taken back, and both databases get the same.

use super::dump::{columns, dump, foreign_keys, indexed};
use super::fresh::Fresh;
use migrations::{Migrator, MigratorTrait};

#[tokio::test]
async fn each_migration_can_be_taken_back_and_applied_again() {
    for fresh in Fresh::each().await {
        let writer = fresh.db.writer();
        Migrator::install(writer).await.expect("the list of migrations is made");
        let mut before = vec![dump(&fresh).await];
        assert!(before[0].is_empty(), "{:?}: {:?}", fresh.backend(), before[0]);
        for migration in Migrator::migrations() {
            Migrator::up(writer, Some(1)).await.expect("a step up");
            let after = dump(&fresh).await;
            assert_ne!(before.last(), Some(&after), "{} makes nothing", migration.name());
            before.push(after);
        }
        for migration in Migrator::migrations().iter().rev() {
            let up = before.pop().expect("as many as migrations");
            Migrator::down(writer, Some(1)).await.expect("a step down");
            let name = migration.name();
            assert_eq!(Some(&dump(&fresh).await), before.last(), "{:?}: down of {name}", fresh.backend());
            Migrator::up(writer, Some(1)).await.expect("the step up again");
            assert_eq!(dump(&fresh).await, up, "{:?}: {name} again", fresh.backend());
            Migrator::down(writer, Some(1)).await.expect("the step down again");
        }
        assert!(dump(&fresh).await.is_empty(), "{:?}", fresh.backend());
    }
}

#[tokio::test]
async fn taking_back_everything_leaves_nothing_of_the_demonstration() {
    for fresh in Fresh::each_with_demonstration().await {
        let migrated = dump(&fresh).await;
        Migrator::down(fresh.db.writer(), None).await.expect("all the way down");
        assert!(dump(&fresh).await.is_empty(), "{:?}", fresh.backend());
        Migrator::up(fresh.db.writer(), None).await.expect("all the way up");
        assert_eq!(dump(&fresh).await, migrated, "{:?}", fresh.backend());
        assert_eq!(fresh.lines("SELECT 'someone' AS line FROM person").await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn certificates_that_stand_get_the_rule_of_their_campaign() {
    const DIFFER: &str = "SELECT certificate.serial AS line FROM certificate \
        JOIN enrolment ON enrolment.id = certificate.enrolment_id \
        JOIN workshop ON workshop.id = enrolment.workshop_id \
        JOIN campaign ON campaign.id = workshop.campaign_id WHERE certificate.rule <> campaign.rule";
    for fresh in Fresh::each_with_demonstration().await {
        let steps = Migrator::migrations().iter().rev().position(|one| one.name() == "0036_earned_by");
        let steps = steps.map(|place| u32::try_from(place + 1).expect("few"));
        Migrator::down(fresh.db.writer(), steps).await.expect("back to before");
        Migrator::up(fresh.db.writer(), steps).await.expect("and forth");
        assert_eq!(fresh.lines(DIFFER).await, Vec::<String>::new(), "{:?}", fresh.backend());
        assert!(!fresh.lines("SELECT serial AS line FROM certificate").await.is_empty());
    }
}

#[tokio::test]
async fn applying_twice_changes_nothing() {
    for fresh in Fresh::each_migrated().await {
        let once = dump(&fresh).await;
        Migrator::up(fresh.db.writer(), None).await.expect("a second time");
        assert_eq!(dump(&fresh).await, once, "{:?}", fresh.backend());
    }
}

#[tokio::test]
async fn both_databases_have_the_same_columns_keys_and_indexes() {
    let databases = Fresh::each_migrated().await;
    let [sqlite, postgres] = &databases[..] else {
        eprintln!("not compared: RELAIS_TEST_POSTGRES tells of no server");
        return;
    };
    assert_eq!(columns(sqlite).await, columns(postgres).await);
    assert_eq!(foreign_keys(sqlite).await, foreign_keys(postgres).await);
    assert_eq!(indexed(sqlite).await, indexed(postgres).await);
}
