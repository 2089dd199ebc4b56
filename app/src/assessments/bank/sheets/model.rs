//! Which module a row means. No I/O.

use crate::ids::ModuleId;
use crate::people::model::search_key;

/// The module that a name means: its title, or its number among them from 1.
#[must_use]
pub fn module_named(modules: &[(ModuleId, String)], name: &str) -> Option<ModuleId> {
    let key = search_key(name);
    let mut titled = modules.iter().filter(|(_, title)| search_key(title) == key);
    match (titled.next(), titled.next()) {
        (Some((id, _)), None) if !key.is_empty() => Some(*id),
        (Some(_), _) => None,
        // «Module 3», «3. Identification»: the number comes first.
        (None, _) => {
            let number = key.strip_prefix("module ").unwrap_or(&key).split(' ').next().unwrap_or_default();
            let place = number.parse::<usize>().ok()?.checked_sub(1)?;
            modules.get(place).map(|(id, _)| *id)
        }
    }
}

/// What a module is called in a row: its title, or its number where the title means none.
#[must_use]
pub fn module_name(modules: &[(ModuleId, String)], id: ModuleId) -> String {
    let Some(place) = modules.iter().position(|(known, _)| *known == id) else { return String::new() };
    let title = &modules[place].1;
    if module_named(modules, title) == Some(id) { title.clone() } else { (place + 1).to_string() }
}

#[cfg(test)]
mod tests {
    use super::{module_name, module_named};
    use crate::ids::ModuleId;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn modules(titles: &[&str]) -> Vec<(ModuleId, String)> {
        (1..).zip(titles).map(|(number, title)| (ModuleId(Uuid::from_u128(number)), (*title).to_owned())).collect()
    }

    #[test]
    fn a_module_goes_by_title_or_number() {
        let modules = modules(&["Traite et trafic", "Identification", "Le MRN", "Le MRN"]);
        let named = |name: &str| module_named(&modules, name).map(|id| id.0.as_u128());
        assert_eq!(named("identification"), Some(2));
        assert_eq!(named(" Traite et Trafic "), Some(1));
        for name in ["2", "Module 2", "2. Entretien", "2 – Identification"] {
            assert_eq!(named(name), Some(2), "{name}");
        }
        for name in ["", "0", "5", "Le MRN", "Enquête", "module"] {
            assert_eq!(named(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_module_is_found_by_what_it_is_called(titles in prop::collection::vec("[a-cÉ ]{0,3}", 1..6), at in 0_usize..6) {
            let modules = modules(&titles.iter().map(String::as_str).collect::<Vec<_>>());
            prop_assume!(at < modules.len());
            let id = modules[at].0;
            prop_assert_eq!(module_named(&modules, &module_name(&modules, id)), Some(id));
        }
    }
}
