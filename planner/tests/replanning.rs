//! What has happened stands; the rest changes as little as it must.

mod campaign;

use campaign::{at, campaign, day, days, planned, trainer};
use planner::{Change, Problem, difference};

fn problem() -> Problem {
    campaign(
        &["Bamako", "Ségou", "Mopti", "Gao"],
        vec![
            trainer("Awa", "Bamako", true),
            trainer("Moussa", "Bamako", false),
            trainer("Fanta", "Mopti", true),
            trainer("Issa", "Mopti", false),
        ],
    )
}

#[test]
fn a_plan_that_still_holds_is_kept_whole() {
    let mut problem = problem();
    let before = planned(&problem);
    problem.previous.clone_from(&before.workshops);
    assert_eq!(difference(&before.workshops, &planned(&problem).workshops), []);
}

#[test]
fn a_trainer_who_falls_ill_is_replaced_and_nothing_else_moves() {
    let mut problem = problem();
    problem.trainers.push(trainer("Oumar", "Bamako", true));
    let before = planned(&problem);
    let ill = before.workshops.last().expect("four workshops").clone();
    let index = problem.trainers.iter().position(|trainer| trainer.key == ill.lead).expect("known");
    problem.trainers[index].away.push(days((10, 3), (11, 4)));
    problem.previous.clone_from(&before.workshops);
    let first = before.workshops[0].clone();
    problem.fixed = vec![first.clone()];
    let after = planned(&problem);
    assert!(after.workshops.contains(&first), "what has happened stands");
    for change in difference(&before.workshops, &after.workshops) {
        let Change::Changed { before, after } = change else { panic!("{change:?}") };
        assert_eq!((before.start, &before.venue), (after.start, &after.venue));
        assert!(before.lead == ill.lead || before.second == ill.lead);
    }
}

#[test]
fn a_postponed_city_moves_alone() {
    let mut problem = problem();
    let before = planned(&problem);
    let gao = at(&before, "Gao")[0].clone();
    problem.previous.clone_from(&before.workshops);
    problem.wishes = vec![campaign::wish(
        "security",
        planner::WishKind::CityNotWithin { city: "Gao".into(), range: days((10, 1), (10, 21)) },
    )];
    let after = planned(&problem);
    assert!(at(&after, "Gao")[0].start >= day(10, 24));
    let changes = difference(&before.workshops, &after.workshops);
    let others = changes.iter().filter(|change| match change {
        Change::Changed { before, .. } => before.city != gao.city,
        _ => true,
    });
    assert_eq!(others.count(), 0, "{changes:?}");
}

#[test]
fn a_closed_road_moves_only_those_who_took_it() {
    let mut problem = problem();
    let before = planned(&problem);
    problem.previous.clone_from(&before.workshops);
    let gao = 3;
    for other in 0..gao {
        problem.travel.days[gao][other] = 5;
        problem.travel.days[other][gao] = 5;
    }
    let after = planned(&problem);
    let moved = difference(&before.workshops, &after.workshops);
    let team = [&at(&before, "Gao")[0].lead, &at(&before, "Gao")[0].second];
    for change in moved {
        let Change::Changed { before, .. } = change else { panic!("{change:?}") };
        assert!(before.city == "Gao" || team.contains(&&before.lead) || team.contains(&&before.second));
    }
}

#[test]
fn a_first_plan_changes_nothing() {
    let mut problem = problem();
    let first = planned(&problem);
    problem.weights.change = 0;
    assert_eq!(first.objective, planned(&problem).objective);
}

#[test]
fn workshops_beyond_those_there_were_are_no_change() {
    let mut problem = problem();
    let before = planned(&problem);
    problem.previous.clone_from(&before.workshops);
    problem.previous.retain(|workshop| workshop.city != "Gao");
    problem.cities[0].people = 75;
    let after = planned(&problem);
    assert_eq!((at(&after, "Bamako").len(), at(&after, "Gao").len()), (3, 1));
    problem.weights.change = 0;
    assert_eq!(after.objective, planned(&problem).objective);
}

#[test]
fn people_already_trained_are_not_trained_again() {
    let mut problem = problem();
    problem.cities[0].people = 50;
    let before = planned(&problem);
    assert_eq!(at(&before, "Bamako").len(), 2);
    problem.fixed = vec![at(&before, "Bamako")[0].clone()];
    let after = planned(&problem);
    assert_eq!(at(&after, "Bamako").iter().map(|workshop| workshop.people).sum::<u32>(), 50);
}

#[test]
fn difference_matches_the_workshops_of_a_city_by_what_they_share() {
    let before = planned(&problem()).workshops;
    let mut after = before.clone();
    after[1].lead = "someone else".into();
    let gone = after.remove(3);
    let changes = difference(&before, &after);
    assert_eq!(
        changes,
        [Change::Changed { before: before[1].clone(), after: after[1].clone() }, Change::Removed(gone.clone()),]
    );
    assert_eq!(difference(&after[..3], &before)[1], Change::Added(gone));
}
