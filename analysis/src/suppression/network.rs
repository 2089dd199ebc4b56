//! A table as a circulation, and which of its arcs are hidden.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Cell;

/// What hiding a margin costs beyond its count: more than all cells together.
const MARGIN: u64 = 1 << 48;

/// A count: so much flows from one node to another. Into every node flows what flows out.
struct Arc {
    from: usize,
    to: usize,
    count: u64,
    cost: u64,
    hidden: bool,
}

/// A way along an arc: with it, which adds to its count, or against it.
#[derive(Clone, Copy)]
struct Step {
    arc: usize,
    with: bool,
}

pub(super) struct Network {
    least: u64,
    arcs: Vec<Arc>,
    /// From each node.
    steps: Vec<Vec<Step>>,
}

impl Network {
    pub(super) fn new(nodes: usize, least: u64) -> Self {
        Self { least, arcs: Vec::new(), steps: vec![Vec::new(); nodes] }
    }

    pub(super) fn add_cell(&mut self, from: usize, to: usize, count: u64) {
        self.add(from, to, count, count);
    }

    pub(super) fn add_margin(&mut self, from: usize, to: usize, count: u64) {
        self.add(from, to, count, MARGIN + count);
    }

    fn add(&mut self, from: usize, to: usize, count: u64, cost: u64) {
        let arc = self.arcs.len();
        self.steps[from].push(Step { arc, with: true });
        self.steps[to].push(Step { arc, with: false });
        self.arcs.push(Arc { from, to, count, cost, hidden: count < self.least });
    }

    /// All counts, in the order in which they were added.
    pub(super) fn into_cells(self) -> impl Iterator<Item = Cell> {
        self.arcs.into_iter().map(|arc| if arc.hidden { Cell::Hidden } else { Cell::Shown(arc.count) })
    }

    /// Hides what else must be hidden. Hiding more never lays bare what was safe.
    pub(super) fn protect(&mut self) {
        let small: Vec<usize> = (0..self.arcs.len()).filter(|arc| self.arcs[*arc].hidden).collect();
        for arc in &small {
            let (_, needed) = self.raise(*arc, true);
            for other in needed {
                self.arcs[other].hidden = true;
            }
        }
        self.show_what_may_be(&small);
    }

    /// Shows again what was hidden beyond need, the dearest first.
    fn show_what_may_be(&mut self, small: &[usize]) {
        let arcs = 0..self.arcs.len();
        let mut others: Vec<usize> =
            arcs.filter(|arc| self.arcs[*arc].hidden && self.arcs[*arc].count >= self.least).collect();
        others.sort_by_key(|arc| Reverse(self.arcs[*arc].cost));
        for other in others {
            self.arcs[other].hidden = false;
            self.arcs[other].hidden = !small.iter().all(|arc| self.raise(*arc, false).0);
        }
    }

    /// Raises a hidden count to the least by sending the difference round: whether that
    /// is possible, and which shown arcs it takes. Without `extend` it takes none.
    fn raise(&self, arc: usize, extend: bool) -> (bool, Vec<usize>) {
        let mut counts: Vec<u64> = self.arcs.iter().map(|arc| arc.count).collect();
        let mut taken = vec![false; self.arcs.len()];
        while counts[arc] < self.least {
            let Some(way) = self.cheapest_way(arc, &counts, &taken, extend) else { break };
            let against = way.iter().filter(|step| !step.with).map(|step| counts[step.arc]);
            let amount = against.fold(self.least - counts[arc], u64::min);
            counts[arc] += amount;
            for step in way {
                taken[step.arc] |= !self.arcs[step.arc].hidden;
                if step.with {
                    counts[step.arc] += amount;
                } else {
                    counts[step.arc] -= amount;
                }
            }
        }
        let taken = taken.iter().enumerate().filter(|(_, taken)| **taken).map(|(arc, _)| arc);
        (counts[arc] >= self.least, taken.collect())
    }

    /// The way from an arc's end back to its beginning that hides the least (Dijkstra).
    fn cheapest_way(&self, around: usize, counts: &[u64], taken: &[bool], extend: bool) -> Option<Vec<Step>> {
        let (start, goal) = (self.arcs[around].to, self.arcs[around].from);
        let mut reached: Vec<Option<(u64, Option<Step>)>> = vec![None; self.steps.len()];
        let mut open = BinaryHeap::from([Reverse((0, start))]);
        reached[start] = Some((0, None));
        while let Some(Reverse((cost, node))) = open.pop() {
            if node == goal {
                break;
            }
            if reached[node].is_some_and(|(best, _)| best < cost) {
                continue;
            }
            for step in &self.steps[node] {
                let arc = &self.arcs[step.arc];
                let free = arc.hidden || taken[step.arc];
                if step.arc == around || !(free || extend) || !(step.with || counts[step.arc] > 0) {
                    continue;
                }
                let next = if step.with { arc.to } else { arc.from };
                let sum = cost + if free { 0 } else { arc.cost };
                if reached[next].is_none_or(|(best, _)| sum < best) {
                    reached[next] = Some((sum, Some(*step)));
                    open.push(Reverse((sum, next)));
                }
            }
        }
        self.way_back(goal, &reached)
    }

    fn way_back(&self, goal: usize, reached: &[Option<(u64, Option<Step>)>]) -> Option<Vec<Step>> {
        let mut way = Vec::new();
        let (_, mut last) = reached[goal]?;
        while let Some(step) = last {
            way.push(step);
            let arc = &self.arcs[step.arc];
            (_, last) = reached[if step.with { arc.from } else { arc.to }]?;
        }
        Some(way)
    }
}
