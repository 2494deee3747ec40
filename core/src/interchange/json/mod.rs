//! The values of JSON: those of `serde_json` where that is there, else a few lines of our own.
//!
//! Ours are for where every byte is fetched: the same names, as far as cases need them, over a list of fields. What has
//! more questions asks with the feature `serde`.

#[cfg(all(test, feature = "serde"))]
mod any;
#[cfg(any(test, not(feature = "serde")))]
#[cfg_attr(feature = "serde", allow(dead_code, reason = "there for the tests of what reads and writes them"))]
mod own;
mod parser;
mod quoted;
mod seen;
mod sink;
#[cfg(any(test, not(feature = "serde")))]
mod text;
#[cfg(feature = "serde")]
mod unique;

use crate::limits::{DEPTH, FIELDS};

#[cfg(not(feature = "serde"))]
pub use own::{Map, Number, Value};
pub(super) use parser::seen;
pub(super) use seen::Seen;
#[cfg(feature = "serde")]
pub use serde_json::{Map, Value};
pub(super) use sink::{Group, Sink, as_text, as_value};
#[cfg(feature = "serde")]
pub(super) use unique::read;

/// As many fields as an entry of a log has, of all objects the one that is read most: room for them spares growing.
pub(super) const USUAL: usize = 9;

/// A value that is read, whoever holds it.
pub(super) trait Json<'v>: Copy {
    fn as_str(self) -> Option<&'v str>;
    fn as_i64(self) -> Option<i64>;
    fn as_bool(self) -> Option<bool>;
    fn is_null(self) -> bool;
    /// A number as it is told.
    fn number(self) -> Option<String>;
    /// The items of a list.
    fn items(self) -> Option<impl ExactSizeIterator<Item = Self>>;
    /// The fields of an object.
    fn fields(self) -> Option<impl Iterator<Item = (&'v str, Self)>>;
    /// The field of this name, of an object that has it.
    fn field(self, name: &str) -> Option<Self>;
}

impl<'v> Json<'v> for &'v Value {
    fn as_str(self) -> Option<&'v str> {
        Value::as_str(self)
    }

    fn as_i64(self) -> Option<i64> {
        Value::as_i64(self)
    }

    fn as_bool(self) -> Option<bool> {
        Value::as_bool(self)
    }

    fn is_null(self) -> bool {
        Value::is_null(self)
    }

    fn number(self) -> Option<String> {
        if let Value::Number(number) = self { Some(number.to_string()) } else { None }
    }

    fn items(self) -> Option<impl ExactSizeIterator<Item = Self>> {
        self.as_array().map(|items| items.iter())
    }

    fn fields(self) -> Option<impl Iterator<Item = (&'v str, Self)>> {
        self.as_object().map(|fields| fields.iter().map(|(name, it)| (name.as_str(), it)))
    }

    fn field(self, name: &str) -> Option<Self> {
        self.get(name)
    }
}

/// A number that is not whole, or too large to be.
#[cfg(feature = "serde")]
fn number(text: &str) -> Value {
    let whole = text.parse::<u64>().map(Value::from);
    // OK because only what can be held is read.
    whole.unwrap_or_else(|_| float(text).map_or(Value::Null, Value::from))
}

/// As `serde_json` reads it: the standard library's own way stands on tables that are eight thousand bytes in a browser.
#[cfg(feature = "serde")]
fn float(text: &str) -> Option<f64> {
    serde_json::from_str(text).ok()
}

/// The same, as it was written.
#[cfg(not(feature = "serde"))]
fn number(text: &str) -> Value {
    Value::Number(Number::Other(text.to_owned()))
}

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
