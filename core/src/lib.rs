//! The work of a Chinese home-mortgage clerk (按揭员) as a library.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod calendar;
pub mod case;
pub mod checklist;
pub mod date;
pub mod document;
pub mod error;
pub mod fact;
pub mod identity;
#[cfg(feature = "serde")]
pub mod interchange;
pub mod money;
pub mod party;
pub mod product;
