//! JSON from any deserializer, in which no object names a field twice, and of which there is not more than is read.
//!
//! `serde_json` keeps the last of two fields of one name and says nothing; a log and a command must not lose one. It also takes
//! whatever is there, and a value takes much more memory than its text.

use std::cell::Cell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::Excess;
use crate::error::shown;
use crate::limits::{DEPTH, FIELDS, VALUES};

/// Reads a value from any deserializer.
pub(in crate::interchange) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
    Unique::of(&Reading { left: Cell::new(VALUES) }).deserialize(deserializer)
}

/// What goes on while one value is read.
struct Reading {
    /// How many values and names may still come.
    left: Cell<usize>,
}

impl Reading {
    /// One more value or name.
    fn count<E: Error>(&self) -> Result<(), E> {
        let left = self.left.get().checked_sub(1).ok_or_else(|| E::custom(Excess::Values(VALUES)))?;
        self.left.set(left);
        Ok(())
    }
}

#[cold]
fn repeated<E: Error>(name: &str) -> E {
    E::custom(format!("the field {} stands there twice", shown(name)))
}

/// Builds a value that lies so deep in others.
#[derive(Clone, Copy)]
struct Unique<'a> {
    reading: &'a Reading,
    depth: usize,
}

impl<'a> Unique<'a> {
    const fn of(reading: &'a Reading) -> Self {
        Self { reading, depth: 0 }
    }

    /// What lies in a list or an object that begins here.
    fn within<E: Error>(self) -> Result<Self, E> {
        match self.depth {
            DEPTH => Err(E::custom(Excess::Depth)),
            depth => Ok(Self { depth: depth + 1, ..self }),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Unique<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.reading.count()?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let within = self.within()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(within)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let within = self.within()?;
        let mut map = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            self.reading.count()?;
            if map.len() == FIELDS {
                return Err(A::Error::custom(Excess::Fields));
            }
            match map.entry(name) {
                Entry::Vacant(place) => {
                    place.insert(fields.next_value_seed(within)?);
                }
                Entry::Occupied(there) => return Err(repeated(there.key())),
            }
        }
        Ok(Value::Object(map))
    }
}
