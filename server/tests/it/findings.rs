//! What tests say: of a campaign to its organiser, of a workshop to its trainer, and of
//! nobody alone.

use crate::client::{Reply, prose};
use crate::world::World;
use app::assessments::findings::groups::LEAST;
use app::assessments::findings::store::{of_campaign, of_workshop};
use app::assessments::model::Moment;
use app::imports::sheet::grid;

#[tokio::test]
async fn a_campaign_has_learned_and_its_questions_are_judged() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let found = of_campaign(&organiser, campaign, None).await.expect("theirs").findings;
    let change = found.change.expect("both tests were taken");
    assert!(change.pairs > 100 && change.after > change.before, "{change:?}");
    assert!(change.gains.gain_of_averages.is_some_and(|gain| (0.3..0.7).contains(&gain)), "{:?}", change.gains);
    assert!(change.t.is_some_and(|t| t.p < 0.001));
    let after = found.tests.iter().find(|test| test.test.moment == Moment::After).expect("a post-test");
    let items = after.items.as_ref().expect("answers");
    assert_eq!((items.people, items.items.len()), (after.totals.count, after.test.questions.len()));
    // KR-20 and alpha are the same of questions of one point.
    let (alpha, _) = items.alpha.expect("defined");
    assert!((alpha - items.kr20.expect("defined")).abs() < 1e-12);
    // The totals are those of the answers, whichever way they are read.
    let mean: f64 = items.items.iter().map(|item| item.mean).sum();
    assert!((mean - after.totals.mean).abs() < 1e-9);
}

#[tokio::test]
async fn nobody_is_told_of_alone() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let campaign = world.demo().campaign.parse().expect("an identifier");
    let found = of_campaign(&organiser, campaign, None).await.expect("theirs").findings;
    let told = found.by_workshop.iter().chain(&found.by_institution).chain(found.by_sex.iter().map(|(_, told)| told));
    let pairs: Vec<usize> = told.filter_map(|told| told.change.as_ref()).map(|change| change.pairs).collect();
    assert!(!pairs.is_empty() && pairs.iter().all(|pairs| *pairs >= LEAST), "{pairs:?}");
    let whole = found.change.expect("pairs").pairs;
    for groups in [&found.by_workshop, &found.by_institution] {
        let sum: usize = groups.iter().filter_map(|told| told.change.as_ref()).map(|change| change.pairs).sum();
        assert_eq!(sum, whole, "everyone is in one group");
    }
}

#[tokio::test]
async fn a_trainer_reads_it_in_their_language_and_takes_it_along() {
    let world = World::new().await;
    let workshop = &world.demo().workshop_finished;
    let mut trainer = world.trainer().await;
    let page = trainer.get(&format!("/workshops/{workshop}/findings")).await;
    let prose = page.prose();
    assert!(prose.contains("Gain d’apprentissage") && prose.contains("alpha de Cronbach"), "{prose}");
    assert!(page.text().contains("<svg"), "no chart");
    let file = trainer.get(&format!("/workshops/{workshop}/findings.xlsx")).await;
    let rows = grid(&file.body).expect("a workbook");
    let found = of_workshop(&world.caller("formatrice.demo").await, workshop.parse().expect("an identifier")).await;
    let pairs = found.expect("theirs").change.expect("pairs").pairs;
    assert_eq!(rows[1].cells[1], pairs.to_string());
}

#[tokio::test]
async fn where_nobody_took_a_test_it_says_so() {
    let world = World::new().await;
    let organiser = world.caller("organisateur.demo").await;
    let mut client = world.organiser().await;
    let workshops =
        app::workshops::store::reading::of_campaign(&organiser, world.demo().campaign.parse().expect("an identifier"));
    let last = *workshops.await.expect("workshops").last().expect("one to come");
    let page = client.get(&format!("/workshops/{last}/findings")).await;
    assert!(page.prose().contains("Personne n’a encore passé de test"), "{}", page.prose());
    assert!(!page.text().contains("results.pdf"), "a link to no paper");
    assert_eq!(client.get(&format!("/workshops/{last}/results.pdf")).await.status, 404);
}

/// The text of a paper, spaces as one types them.
fn paper(reply: &Reply) -> String {
    assert_eq!((reply.status.as_u16(), reply.header("content-type")), (200, "application/pdf"), "{}", reply.text());
    let file = lopdf::Document::load_mem(&reply.body).expect("a PDF");
    let pages: Vec<u32> = file.get_pages().into_keys().collect();
    file.extract_text(&pages).expect("text").replace(['\u{a0}', '\u{202f}', '\n'], " ")
}

/// The figures that the page tells first: how many, means, gain, effect.
fn stats(page: &str) -> Vec<String> {
    let values = page.split("class=\"stat\"").skip(1).filter_map(|stat| {
        let value = stat.split("<dd>").nth(1)?.split("</dd>").next()?;
        Some(prose(&format!("<dd>{value}")))
    });
    values.collect()
}

#[tokio::test]
async fn the_paper_tells_what_the_page_tells() {
    let world = World::new().await;
    let (workshop, campaign) = (&world.demo().workshop_finished, &world.demo().campaign);
    let readings = [
        (world.trainer().await, format!("/workshops/{workshop}")),
        (world.organiser().await, format!("/campaigns/{campaign}")),
    ];
    for (mut reader, of) in readings {
        let page = reader.get(&format!("{of}/findings")).await.text();
        let link = page.split("href=\"").find(|link| link.starts_with(&format!("{of}/results.pdf"))).expect("a link");
        let paper = paper(&reader.get(link.split('"').next().unwrap_or_default()).await);
        let stats = stats(&page);
        assert_eq!(stats.len(), 5, "{page}");
        for figure in stats {
            assert!(paper.contains(&figure), "{figure} in {paper}");
        }
        let alpha = prose(&page).split("alpha de Cronbach ").nth(1).expect("alpha")[..4].to_owned();
        assert!(paper.contains(&format!("Cronbach {alpha}")), "{alpha} in {paper}");
        assert!(paper.contains("Oui : les notes passent"), "{paper}");
    }
}

#[tokio::test]
async fn the_paper_says_what_it_covers_in_the_readers_language() {
    let world = World::new().await;
    let campaign = &world.demo().campaign;
    let caller = world.caller("organisateur.demo").await;
    let found = of_campaign(&caller, campaign.parse().expect("an identifier"), None).await.expect("theirs");
    assert!(!found.given.is_empty() && found.given.is_sorted_by_key(|one| one.days.0), "{:?}", found.given);
    let mut organiser = world.organiser().await;
    organiser.post("/language", &[("language", "en"), ("back", "/")]).await;
    let paper = paper(&organiser.get(&format!("/campaigns/{campaign}/results.pdf")).await);
    assert!(paper.contains(&format!("all in which a test was taken: {}", found.given.len())), "{paper}");
    assert!(found.given.iter().all(|one| paper.contains(&one.place)) && paper.contains("Did they learn?"), "{paper}");
    let people = format!("{} at one test at least", found.findings.people);
    assert!(paper.contains(&people), "{people} in {paper}");
}
