//! anjieflow for JavaScript: the dynamic case, its errors as classes, plain data in and out.
//!
//! Nothing is decided here. Every call turns JavaScript values into plain data, asks
//! `anjieflow::interchange::plain`, and turns the answer back.

#[cfg(feature = "repayment")]
mod amounts;
#[cfg(any(feature = "repayment", feature = "questions", feature = "choice"))]
mod answer;
#[cfg(feature = "desk")]
mod ask;
#[cfg(feature = "audit")]
mod audit;
#[cfg(feature = "builtin")]
mod builtin;
#[cfg(feature = "cases")]
mod case;
#[cfg(feature = "choice")]
mod choice;
#[cfg(feature = "cases")]
mod command;
#[cfg(feature = "cases")]
mod context;
#[cfg(feature = "desk")]
mod desk;
#[cfg(feature = "desk")]
mod earlier;
#[cfg(feature = "cases")]
mod entry;
mod error;
#[cfg(feature = "desk")]
mod impact;
#[cfg(feature = "cases")]
mod log;
#[cfg(feature = "numbers")]
mod numbers;
#[cfg(feature = "office")]
mod office;
#[cfg(feature = "cases")]
mod opening;
#[cfg(feature = "packs")]
mod packs;
#[cfg(feature = "questions")]
mod questions;
#[cfg(feature = "cases")]
mod refused;
#[cfg(feature = "repayment")]
mod repay;
#[cfg(feature = "rules")]
mod rules;
#[cfg(all(feature = "cases", feature = "builtin"))]
mod shorthand;
mod value;
mod version;

/// Two kilobytes less, gzipped, than the allocator that comes with the target.
#[global_allocator]
#[cfg(target_arch = "wasm32")]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
