//! Groups of things of which only one can be had: appointments of a trainer, or starts
//! in cities that are kept apart. A row for each group binds a linear program far
//! tighter than a row for each pair.

use std::collections::BTreeSet;

use crate::calendar::Day;

/// A workshop somewhere, some day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Appointment {
    pub city: usize,
    pub start: Day,
    pub end: Day,
}

/// Cliques that cover all conflicting pairs of appointments, each as indices in order.
/// `conflict` must be symmetric.
pub(crate) fn cliques(
    appointments: &[Appointment],
    conflict: impl Fn(&Appointment, &Appointment) -> bool,
) -> Vec<Vec<usize>> {
    let count = appointments.len();
    let mut graph = Graph::new(count);
    for a in 0..count {
        for b in 0..a {
            if conflict(&appointments[a], &appointments[b]) {
                graph.part(a, b);
            }
        }
    }
    // Everything that runs on one day comes first: the largest groups by far.
    let days: BTreeSet<Day> = appointments.iter().map(|one| one.end).collect();
    let running = |day: Day| {
        let on = move |at: &usize| appointments[*at].start <= day && day <= appointments[*at].end;
        (0..count).filter(on).collect()
    };
    graph.cover(days.into_iter().map(running))
}

/// What excludes what.
pub(crate) struct Graph {
    count: usize,
    /// Pairs that exclude each other.
    joined: Vec<bool>,
    /// Those of them that no clique covers yet.
    open: Vec<bool>,
}

impl Graph {
    /// So many things, none of which excludes another.
    pub(crate) fn new(count: usize) -> Self {
        Self { count, joined: vec![false; count * count], open: vec![false; count * count] }
    }

    /// Two exclude each other, which a clique is to say.
    pub(crate) fn part(&mut self, a: usize, b: usize) {
        for at in [a * self.count + b, b * self.count + a] {
            self.joined[at] = true;
            self.open[at] = true;
        }
    }

    /// Two exclude each other, as is said elsewhere: a clique may hold both, none must.
    pub(crate) fn know(&mut self, a: usize, b: usize) {
        self.joined[a * self.count + b] = true;
        self.joined[b * self.count + a] = true;
    }

    /// Cliques that cover all parted pairs, greedily: first those within each of `seeds`,
    /// then one for each pair that is left.
    pub(crate) fn cover(mut self, seeds: impl Iterator<Item = Vec<usize>>) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        for seed in seeds {
            let mut clique = Vec::new();
            for one in seed {
                if self.meets_all(one, &clique) {
                    clique.push(one);
                }
            }
            self.take(clique, &mut found);
        }
        for a in 0..self.count {
            for b in a + 1..self.count {
                if self.uncovered(a, b) {
                    self.take(vec![a, b], &mut found);
                }
            }
        }
        found
    }

    fn uncovered(&self, a: usize, b: usize) -> bool {
        self.open[a * self.count + b]
    }

    fn meets_all(&self, one: usize, others: &[usize]) -> bool {
        others.iter().all(|other| self.joined[one * self.count + other])
    }

    /// Widens a clique as far as it goes and, if it covers a pair that was open, keeps it.
    fn take(&mut self, mut clique: Vec<usize>, found: &mut Vec<Vec<usize>>) {
        for one in 0..self.count {
            if !clique.contains(&one) && self.meets_all(one, &clique) {
                clique.push(one);
            }
        }
        let mut fresh = false;
        for a in &clique {
            for b in &clique {
                let at = a * self.count + b;
                fresh |= self.open[at];
                self.open[at] = false;
            }
        }
        if fresh {
            clique.sort_unstable();
            found.push(clique);
        }
    }
}
