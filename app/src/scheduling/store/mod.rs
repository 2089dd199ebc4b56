//! Uses about what workshops must be reconciled with.

pub mod checking;
pub mod conditions;
