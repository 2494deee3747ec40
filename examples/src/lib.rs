//! What the example programs of `anjieflow` share.
//!
//! [`desk`] is the reference application of a clerk's office; [`story`] plays the stories its sample office is made
//! from. The index of the examples, in reading order, is `README.md`.

pub mod desk;
pub mod story;
