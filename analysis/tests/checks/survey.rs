use analysis::Undefined;
use analysis::suppression::Least;
use analysis::survey::{Summary, rating, rating_by_group};

use crate::close;

// By hand.
#[test]
fn answers_on_five_points() {
    let answers = [Some(5), Some(4), None, Some(4), Some(2), Some(5), Some(1), None];
    let Summary::Shown(found) = rating(&answers, 5, Least::default()).unwrap() else { panic!("six answered") };
    assert_eq!((found.answered, found.unanswered, found.counts.as_slice()), (6, 2, [1, 1, 0, 2, 2].as_slice()));
    close(found.mean, 3.5);
    close(found.median, 4.0);
    close(found.favourable.unwrap(), 4.0 / 6.0);
}

#[test]
fn fewer_than_five_say_nothing() {
    let four = [Some(5), Some(4), None, Some(4), Some(2), None];
    assert_eq!(rating(&four, 5, Least::default()), Ok(Summary::Withheld));
    assert!(matches!(rating(&four, 5, Least::new(4)), Ok(Summary::Shown(_))));
    assert_eq!(rating(&[None], 5, Least::new(0)), Ok(Summary::Withheld));
    assert_eq!(rating(&[Some(6)], 5, Least::default()), Err(Undefined::OutOfScale));
    let Summary::Shown(three) = rating(&[Some(3); 5], 3, Least::default()).unwrap() else { panic!("five answered") };
    assert_eq!(three.favourable, None);
}

#[test]
fn a_small_group_takes_the_next_with_it() {
    let groups = [vec![Some(5); 20], vec![Some(1); 3], vec![Some(3); 6]];
    let (all, found) = rating_by_group(&groups, 5, Least::default()).unwrap();
    assert!(matches!(all, Summary::Shown(all) if all.answered == 29));
    assert!(matches!(found[0], Summary::Shown(_)));
    assert_eq!(found[1..], [Summary::Withheld, Summary::Withheld]);
    let (all, found) = rating_by_group(&groups[1..2], 5, Least::default()).unwrap();
    assert_eq!((all, found), (Summary::Withheld, vec![Summary::Withheld]));
}
