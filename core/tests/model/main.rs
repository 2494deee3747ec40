//! A model check of the flow: every state that a small alphabet of commands reaches, and in each of them every law.
//!
//! Nothing of the flow is modelled anew. A state is a [`Case`](anjieflow::case::Case) of the library, reduced to a
//! [`key`] that says in words what it forgets; a [`move`](moves) is a command of the library, or days that pass. The
//! search is by breadth, so that what breaks a law is told by one of the shortest ways to it. `rules.json` is a pack of its
//! own: the gates are the route's business, and a small route keeps the number of states finite.
//!
//! The explorer is our own, not the crate `stateright`. The laws here speak of steps (what a refusal leaves behind, what was true
//! before the money left) and of what *can* still be reached in graphs with cycles; `stateright` judges states, its
//! `eventually` is known to forget cycles and joins (its pull request 3), and "can still be reached" it does not ask. What it
//! would have saved is the queue of `explore.rs`; what it would have cost is its own tree of crates in every build of the tests.
//!
//! Each law has at least one mutation of the flow that breaks it (`mutants.json`): an edit of the library's own sources,
//! behind a switch. `cargo xtask verify` builds the library with all of them, throws the switches one by one, and has this
//! test say which laws break, and how. `PROPERTIES.md` is the whole in a table, written by this test
//! and compared with it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod explore;
mod key;
mod laws;
mod models;
mod moves;
mod mutants;
mod page;
mod ways;
mod world;
