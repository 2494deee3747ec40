//! The wire: commands, events, logs and answers as JSON (feature `serde`).
//!
//! The shapes stand in one table ([`schema`] shows it as data) and belong to the wire, not to the domain types. A
//! log is text, one object a line; the rule for old logs is at the head of [`log`](crate::log). The format is
//! version 1: `tests/data/golden` keeps an entry of every event as it was first written, and every later version reads them.
//!
//! In an entry the personal fields stand together in one object with its salt, so that they can be erased while
//! their digest stays. A log is the office's own and unmasked; [`view`](plain::view) and every message are masked.
//!
//! ```
//! use anjieflow::interchange::plain::{self, Rules};
//! use anjieflow::interchange::read_log;
//! use serde_json::json;
//!
//! let rules = Rules::builtin();
//! let context = json!({"today": "2026-03-02", "by": "wang"});
//! let (case, opened) = rules.open(json!({"case": "C-1", "context": context}))?;
//! let (case, gone) = rules.step(&case, json!({"command": "withdraw", "reason": "bought elsewhere"}), context)?;
//! let text = plain::log(vec![opened, gone])?;
//! assert_eq!(read_log(&text)?.replay()?, case);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "audit")]
pub mod audit;
#[cfg(feature = "serde")]
pub mod pack;
pub mod plain;
#[cfg(feature = "serde")]
pub mod schema;

#[cfg(feature = "serde")]
mod calculator;
#[cfg(feature = "serde")]
mod change;
mod check;
mod command;
#[cfg(feature = "serde")]
mod enquiry;
pub mod json;
#[cfg(feature = "serde")]
mod lint;
#[cfg(feature = "serde")]
mod loans;
mod occasion;
#[cfg(feature = "serde")]
mod offer;
#[cfg(feature = "serde")]
mod office;
#[cfg(feature = "serde")]
mod published;
mod record;
#[cfg_attr(not(feature = "serde"), expect(dead_code, reason = "the schema is read with `serde` alone"))]
mod shape;
#[cfg_attr(not(feature = "serde"), expect(dead_code, reason = "more is read with `serde`"))]
mod value;
mod view;

#[cfg(feature = "serde")]
pub use calculator::{Payment, Payments};
pub use command::{read_command, write_command};
#[cfg(feature = "serde")]
pub use loans::{BadCell, LoanReader};
pub use occasion::Occasion;
pub use record::{entry_line, read_entry, read_log, write_entry, write_log, write_masked};
pub use value::{Field, Type};

/// The version of the wire format that this version writes, and the newest it reads.
pub const FORMAT: u32 = 1;

#[cfg(feature = "serde")]
mod derive {
    //! `serde` for those who keep commands and entries inside shapes of their own.

    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::case::Command;
    use crate::log::Entry;

    impl Serialize for Entry {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            super::write_entry(self).serialize(serializer)
        }
    }

    impl<'de> Deserialize<'de> for Entry {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let value = super::json::read(deserializer)?;
            super::read_entry(&value).map_err(D::Error::custom)
        }
    }

    impl Serialize for Command {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            super::write_command(self).serialize(serializer)
        }
    }

    impl<'de> Deserialize<'de> for Command {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let value = super::json::read(deserializer)?;
            super::read_command(&value).map_err(D::Error::custom)
        }
    }
}

#[cfg(test)]
#[cfg(feature = "serde")]
mod tests;
