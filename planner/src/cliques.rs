//! Groups of appointments of which a trainer can keep only one. A row for each
//! group binds a linear program far tighter than a row for each pair.

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
                graph.join(a, b);
            }
        }
    }
    let mut found = Vec::new();
    // Everything that runs on one day comes first: the largest groups by far.
    let days: BTreeSet<Day> = appointments.iter().map(|one| one.end).collect();
    for day in days {
        let mut seed = Vec::new();
        for (at, one) in appointments.iter().enumerate() {
            if one.start <= day && day <= one.end && graph.meets_all(at, &seed) {
                seed.push(at);
            }
        }
        graph.take(seed, &mut found);
    }
    for a in 0..count {
        for b in a + 1..count {
            if graph.uncovered(a, b) {
                graph.take(vec![a, b], &mut found);
            }
        }
    }
    found
}

struct Graph {
    count: usize,
    joined: Vec<bool>,
    open: Vec<bool>,
}

impl Graph {
    fn new(count: usize) -> Self {
        Self { count, joined: vec![false; count * count], open: vec![false; count * count] }
    }

    fn join(&mut self, a: usize, b: usize) {
        for at in [a * self.count + b, b * self.count + a] {
            self.joined[at] = true;
            self.open[at] = true;
        }
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
