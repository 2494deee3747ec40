//! The mechanism of both machines: what a step is, and what it gives. It knows no mortgage words.
//!
//! A [`Move`] leads to another stage and is typed per stage; a [`Stay`] touches only what every stage knows.
//! [`In::take`] and [`In::note`] are the only doors: the traits that apply events cannot be named outside.

mod engine;

pub use engine::{After, EventOf, In, Listed, Move, Moved, Noted, Stay, Taken, Turned};
pub(crate) use engine::{Change, Effect, Ledger, Named, Sealed, flow, judged};
