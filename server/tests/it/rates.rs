//! The rates of a campaign: what the page says, and what it leaves unsaid.

use crate::client::Client;
use crate::world::World;
use sea_orm::ConnectionTrait;

async fn page(world: &World, client: &mut Client) -> String {
    let reply = client.get(&format!("/campaigns/{}/attendance", world.demo().campaign)).await;
    assert_eq!(reply.status, 200);
    reply.text()
}

/// The rows of the table below this heading: its name and its cells.
fn rows(page: &str, id: &str) -> Vec<Vec<String>> {
    let section = page.split(&format!("<h2 id=\"{id}\"")).nth(1).expect("a section");
    let body = section.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("a table");
    let cells = |row: &str| {
        let cells = row.split("</t").filter(|cell| cell.contains("<th") || cell.contains("<td"));
        cells.map(|cell| crate::client::prose(&format!("{cell}<")).trim().to_owned()).collect()
    };
    body.split("</tr>").filter(|row| row.contains("<th")).map(cells).collect()
}

fn figure(text: &str) -> u32 {
    text.replace(' ', "").parse().unwrap_or_else(|_| panic!("no number: {text}"))
}

#[tokio::test]
async fn each_grouping_counts_the_same_half_days() {
    let world = World::new().await;
    let page = page(&world, &mut world.organiser().await).await;
    for (id, some) in [("workshops", 2), ("cities", 2), ("sexes", 2), ("institutions", 3)] {
        let rows = rows(&page, id);
        assert!(rows.len() >= some, "{id}: {rows:?}");
        let counts: Vec<(u32, u32)> = rows
            .iter()
            .filter_map(|row| row[2].split_once(" sur "))
            .map(|(attended, marked)| (figure(attended), figure(marked)))
            .collect();
        let sum = |of: fn(&(u32, u32)) -> u32| counts.iter().map(of).sum::<u32>();
        let all = format!("{} sur {}", sum(|one| one.0), sum(|one| one.1));
        assert!(crate::client::prose(&page).replace(' ', "").contains(&all.replace(' ', "")), "{id}: {all}");
    }
}

#[tokio::test]
async fn a_chart_is_a_picture_with_a_name_and_a_table_beside() {
    let world = World::new().await;
    let page = page(&world, &mut world.organiser().await).await;
    assert_eq!(page.matches("<svg").count(), 4);
    assert_eq!(page.matches("role=\"img\"").count(), 4);
    for id in ["workshops", "cities", "sexes", "institutions"] {
        assert!(page.contains(&format!("aria-labelledby=\"{id}-chart-title {id}-chart-description\"")), "{id}");
        let drawn = page.split(&format!("id=\"{id}-chart-title\"")).nth(1).and_then(|rest| rest.split("</svg>").next());
        let drawn = crate::client::prose(drawn.expect("a chart"));
        for row in rows(&page, id).iter().filter(|row| row[1].ends_with('%')) {
            assert!(drawn.contains(&row[1]), "{id}: {} is printed on a bar", row[1]);
        }
    }
    assert!(!page.contains("style="), "the policy of pages forbids it");
}

#[tokio::test]
async fn no_row_is_about_fewer_than_five_people() {
    let world = World::new().await;
    let page = page(&world, &mut world.organiser().await).await;
    let rows = rows(&page, "institutions");
    assert!(rows.iter().all(|row| row[4].is_empty() || figure(&row[4]) >= 5), "{rows:?}");
    assert!(rows.iter().any(|row| row[0].starts_with("autres (moins de cinq personnes)")), "{rows:?}");
}

#[tokio::test]
async fn what_has_not_begun_and_what_is_not_marked_is_said_in_words() {
    let world = World::new().await;
    let mut organiser = world.organiser().await;
    let first = page(&world, &mut organiser).await;
    let said = crate::client::prose(&first);
    assert!(said.contains("Pas encore commencé : Gao ; Tombouctou"), "{said}");
    assert!(said.contains("ne sont pas encore pointées"), "{said}");
    world
        .db
        .writer()
        .execute_unprepared("DELETE FROM attendance_after; DELETE FROM attendance_event")
        .await
        .expect("all marks are gone");
    let without = page(&world, &mut organiser).await;
    assert!(crate::client::prose(&without).contains("Rien n’est encore pointé dans cette campagne."));
}
