//! Relais.
