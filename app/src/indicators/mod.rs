//! Numbers about campaigns, for those who decide and those who pay.

#[cfg(feature = "ssr")]
pub mod levels;
#[cfg(feature = "ssr")]
pub mod store;
