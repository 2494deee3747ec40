//! The laws that the targets look at, built once for all of them.

#[path = "../../tests/laws/mod.rs"]
pub mod laws;
