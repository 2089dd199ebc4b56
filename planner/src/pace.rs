//! How long the solver works before it asks whether to go on. Work is counted and not
//! timed, so that a run that ends by itself always ends the same way.

use microlp::Stats;

use crate::program::Program;

/// Columns and rows that pivots pass over in about a second.
const SECOND: u64 = 20_000_000;

/// The work of a slice, in nodes: as many as would have taken a second at the pace so far.
pub(crate) struct Pace {
    /// Pivots of a second.
    pivots: u64,
    nodes: u64,
    /// Nodes and pivots at the last look.
    seen: (u64, u64),
}

impl Pace {
    /// Before anything is known: a node takes some thirty pivots.
    pub(crate) fn new(program: &Program) -> Self {
        let size = u64::try_from(program.costs.len() + program.rows.len()).unwrap_or(u64::MAX);
        let pivots = (SECOND / size.max(1)).max(1);
        Self { pivots, nodes: within(pivots / 30), seen: (0, 0) }
    }

    /// Nodes of the next slice.
    pub(crate) fn nodes(&self) -> u64 {
        self.nodes
    }

    /// Whether so many pivots took a second.
    pub(crate) fn is_over(&self, pivots: u64) -> bool {
        self.pivots <= pivots
    }

    /// Takes over what the last slice took. The relaxation has no nodes and says nothing.
    pub(crate) fn learn(&mut self, stats: &Stats) {
        let nodes = stats.nodes_solved.saturating_sub(self.seen.0);
        let pivots = stats.lp_iterations.saturating_sub(self.seen.1);
        self.seen = (stats.nodes_solved, stats.lp_iterations);
        if nodes > 0 {
            self.nodes = within(self.pivots * nodes / pivots.max(1)).min(2 * self.nodes);
        }
    }
}

/// One at least, or nothing is gained; not so many that a small program is not watched.
fn within(nodes: u64) -> u64 {
    nodes.clamp(1, 400)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pace of a program of a thousand columns: 20,000 pivots a second.
    fn pace() -> Pace {
        let mut program = Program::default();
        for _ in 0..1000 {
            program.binary(0);
        }
        Pace::new(&program)
    }

    fn after(nodes_solved: u64, lp_iterations: u64) -> Stats {
        let mut stats = Stats::default();
        (stats.nodes_solved, stats.lp_iterations) = (nodes_solved, lp_iterations);
        stats
    }

    #[test]
    fn slices_get_shorter_when_nodes_take_long() {
        let mut pace = pace();
        assert_eq!(pace.nodes(), 400);
        pace.learn(&after(0, 5_000));
        assert_eq!(pace.nodes(), 400, "the relaxation says nothing of nodes");
        pace.learn(&after(400, 165_000));
        assert_eq!(pace.nodes(), 50);
        pace.learn(&after(450, 9_000_000));
        assert_eq!(pace.nodes(), 1);
    }

    #[test]
    fn slices_get_longer_by_and_by() {
        let mut pace = pace();
        pace.learn(&after(400, 800_000));
        assert_eq!(pace.nodes(), 10);
        pace.learn(&after(410, 800_010));
        assert_eq!(pace.nodes(), 20);
    }
}
