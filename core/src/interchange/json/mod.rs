//! The values of JSON: those of `serde_json` where that is there, else a few lines of our own.
//!
//! Ours are for where every byte is fetched: the same names, as far as cases need them, over a list of fields. What has
//! more questions asks with the feature `serde`.

#[cfg(all(test, feature = "serde"))]
mod any;
#[cfg(any(test, not(feature = "serde")))]
#[cfg_attr(feature = "serde", allow(dead_code, reason = "there for the tests of what reads and writes them"))]
mod own;
mod quoted;
mod sink;
#[cfg(any(test, not(feature = "serde")))]
mod text;
#[cfg(feature = "serde")]
mod unique;

use crate::limits::{DEPTH, FIELDS};

#[cfg(not(feature = "serde"))]
pub use own::{Map, Number, Value};
#[cfg(feature = "serde")]
pub use serde_json::{Map, Value};
pub(super) use sink::{Group, Sink, as_text, as_value};
#[cfg(not(feature = "serde"))]
pub(super) use text::from_str;
#[cfg(feature = "serde")]
pub(super) use unique::{from_str, read};

/// Why a text is not read.
pub(super) enum Wrong {
    /// A field of this name stands twice in one object.
    Repeated(String),
    /// It ends inside a value, at this line and character.
    Cut(usize, usize),
    /// It is not JSON, from this line and character on.
    Malformed(usize, usize),
    /// It is more than is read, from this line and character on.
    Beyond(Excess, usize, usize),
}

/// What there may be too much of in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// Lists and objects in one another.
    Depth,
    /// Fields of an object.
    Fields,
    /// Values and names of fields, more than so many.
    Values(usize),
}

impl std::fmt::Display for Excess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (most, what) = match self {
            Self::Depth => (DEPTH, "lists and objects in one another"),
            Self::Fields => (FIELDS, "fields of an object"),
            Self::Values(most) => (*most, "values and names of fields"),
        };
        write!(f, "more than {most} {what}")
    }
}
