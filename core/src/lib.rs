//! The work of a Chinese home-mortgage clerk (按揭员) as a library.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod error;

pub mod calendar;
pub mod date;
pub mod identity;
pub mod money;

pub mod application;
pub mod document;
pub mod fact;
pub mod party;
pub mod product;
pub mod property;

pub mod checklist;

mod id;
pub mod machine;

pub mod case;
pub mod loan;

pub mod diagram;
pub mod log;
pub mod worklist;

#[cfg(feature = "serde")]
pub mod interchange;
