//! People by group, so that nobody's own result is told. No I/O.

/// Below so many people no group is told of by itself.
pub const LEAST: usize = 5;

/// Groups of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Groups<K, T> {
    /// Those told of by themselves, in the order in which they were given.
    pub shown: Vec<(K, Vec<T>)>,
    /// How many were put together, and who is in them.
    pub others: Option<(usize, Vec<T>)>,
}

impl<K, T> Groups<K, T> {
    /// Puts together the groups of fewer than [`LEAST`] people, if need be with the
    /// smallest of the others: a mean of a few would else follow from that of the whole
    /// by subtraction. Groups of nobody are left out.
    #[must_use]
    pub fn of(groups: Vec<(K, Vec<T>)>) -> Self {
        let mut sized: Vec<(usize, (K, Vec<T>))> = groups.into_iter().enumerate().collect();
        sized.retain(|(_, (_, people))| !people.is_empty());
        // The smallest are taken from the front; of two alike, the last.
        sized.sort_by_key(|(place, (_, people))| (people.len(), std::cmp::Reverse(*place)));
        let mut others: Option<(usize, Vec<T>)> = None;
        let mut rest = sized.into_iter().peekable();
        while let Some((_, (_, next))) = rest.peek() {
            let unfinished = others.as_ref().is_some_and(|(_, people)| people.len() < LEAST);
            if next.len() >= LEAST && !unfinished {
                break;
            }
            let Some((_, (_, people))) = rest.next() else { break };
            let (count, together) = others.get_or_insert_with(|| (0, Vec::new()));
            *count += 1;
            together.extend(people);
        }
        let mut shown: Vec<(usize, (K, Vec<T>))> = rest.collect();
        shown.sort_by_key(|(place, _)| *place);
        Self { shown: shown.into_iter().map(|(_, group)| group).collect(), others }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn groups(sizes: &[usize]) -> Groups<usize, usize> {
        Groups::of(sizes.iter().enumerate().map(|(name, size)| (name, vec![name; *size])).collect())
    }

    #[test]
    fn small_groups_are_put_together() {
        let names = |groups: &Groups<usize, usize>| groups.shown.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        let all = groups(&[9, 6, 7]);
        assert_eq!((names(&all), all.others), (vec![0, 1, 2], None));
        let two = groups(&[2, 9, 4, 8]);
        assert_eq!((names(&two), two.others.map(|(count, people)| (count, people.len()))), (vec![1, 3], Some((2, 6))));
        // Three alone would follow from the whole: the smallest of the others goes with them.
        let three = groups(&[3, 9, 0, 6]);
        assert_eq!((names(&three), three.others.map(|(count, people)| (count, people.len()))), (vec![1], Some((2, 9))));
    }

    proptest! {
        #[test]
        fn nobody_is_told_of_alone(sizes in prop::collection::vec(0..12_usize, 0..12)) {
            let all: usize = sizes.iter().sum();
            let groups = groups(&sizes);
            let told = groups.shown.iter().map(|(_, people)| people.len());
            prop_assert!(told.clone().all(|people| people >= LEAST));
            if let Some((_, together)) = &groups.others {
                // Fewer only where all are so few.
                prop_assert!(together.len() >= LEAST || together.len() == all);
            }
            prop_assert_eq!(told.sum::<usize>() + groups.others.map_or(0, |(_, people)| people.len()), all);
        }
    }
}
