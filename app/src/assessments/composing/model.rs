//! Drawing questions by a plan. No I/O.

use crate::ids::{BankQuestionId, ModuleId};
use crate::people::secrets::keyed;

/// So many questions of a module, or of those of no module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Which module.
    pub module: Option<ModuleId>,
    /// How many questions.
    pub count: usize,
}

/// The longest word that a draw is made by, in characters.
pub const MAX_SEED: u32 = 40;

/// Draws by a plan: for each line as many of its module's questions as it asks for. The
/// same word draws the same questions, whoever draws, in whatever order the bank stands.
/// None if a line asks for more than there are, or all ask for nothing.
#[must_use]
pub fn draw(seed: &str, plan: &[Wanted], bank: &[(BankQuestionId, Option<ModuleId>)]) -> Option<Vec<BankQuestionId>> {
    let mut drawn = Vec::new();
    for wanted in plan {
        let of_module = bank.iter().filter(|(_, module)| *module == wanted.module).map(|(id, _)| *id);
        let mut lots: Vec<BankQuestionId> = of_module.collect();
        if lots.len() < wanted.count {
            return None;
        }
        // Each question's lot depends on the word alone, and comes by chance.
        lots.sort_by_key(|id| keyed(seed, id.0.as_bytes()));
        drawn.extend(lots.into_iter().take(wanted.count));
    }
    (!drawn.is_empty()).then_some(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn bank(sizes: [usize; 2]) -> Vec<(BankQuestionId, Option<ModuleId>)> {
        let modules = [None, Some(ModuleId(Uuid::from_u128(7)))];
        let all = sizes.into_iter().zip(modules).flat_map(|(size, module)| (0..size).map(move |_| module));
        (100..).zip(all).map(|(n, module)| (BankQuestionId(Uuid::from_u128(n)), module)).collect()
    }

    fn plan(counts: [usize; 2]) -> [Wanted; 2] {
        let module = ModuleId(Uuid::from_u128(7));
        [Wanted { module: None, count: counts[0] }, Wanted { module: Some(module), count: counts[1] }]
    }

    proptest! {
        #[test]
        fn as_many_as_are_asked_for_each_once_and_always_the_same(seed: String, sizes: [u8; 2], counts: [u8; 2], turn: u8) {
            let (sizes, counts) = (sizes.map(|n| usize::from(n % 20)), counts.map(|n| usize::from(n % 20)));
            let bank = bank(sizes);
            let drawn = draw(&seed, &plan(counts), &bank);
            let possible = counts[0] <= sizes[0] && counts[1] <= sizes[1] && counts != [0, 0];
            prop_assert_eq!(drawn.is_some(), possible);
            if let Some(drawn) = drawn {
                let mut turned = bank.clone();
                turned.rotate_left(usize::from(turn) % bank.len());
                prop_assert_eq!(draw(&seed, &plan(counts), &turned), Some(drawn.clone()));
                let distinct: std::collections::BTreeSet<_> = drawn.iter().collect();
                prop_assert_eq!((distinct.len(), drawn.len()), (drawn.len(), counts[0] + counts[1]));
            }
        }
    }

    #[test]
    fn another_word_draws_others() {
        let bank = bank([200, 0]);
        let drawn = |seed| draw(seed, &plan([5, 0]), &bank).expect("enough");
        assert_ne!(drawn("a"), drawn("b"));
    }
}
