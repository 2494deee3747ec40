//! The office's books (台账): what is computed from all cases together, and never kept.
//!
//! Pure functions over cases and a day: [`ledger`] a line per case, [`week`] the progress of a week, [`posting`] payouts and
//! their posting, [`reconcile`] our payments against a list of a bank or of finance, [`guarantee`] what the developer still
//! answers for, with the deposits and the arrears under it. [`csv`] reads and writes the tables (RFC 4180).

pub mod csv;
pub mod guarantee;
pub mod ledger;
pub mod list;
pub mod posting;
pub mod reconcile;
pub mod week;
