//! Whom an office works with: how lenders have dealt with its files, where they lend, who is to be called on again.
//!
//! Nothing here belongs to one case. [`records`] counts what the cases tell of each lender; the [`Panel`] and the
//! [contacts](Contact) are lists that the office keeps, and hands over when it asks.

mod contact;
mod panel;
mod record;

pub use contact::{Contact, Due, history, next_contacts};
pub use panel::{Admission, Panel, Site, Stand, Standing};
#[cfg(feature = "serde")]
pub(crate) use record::records_watched;
pub use record::{Record, Spread, Wait, records};
