//! Our own values, by the names that `serde_json` has for its own.

use crate::collect::CollectVec;
use std::fmt;

/// A value of JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// Values by name.
    Object(Map<String, Value>),
}

/// A number: whole, or as it was written.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// A whole one.
    Whole(i64),
    /// With a fraction or an exponent, or too large.
    Other(String),
}

/// Values by name, in the order they came in. Objects are small: to look through all is quicker than to hash.
#[derive(Clone, Debug)]
pub struct Map<K, V>(Vec<(K, V)>);

impl Value {
    /// The fields of an object.
    pub fn as_object(&self) -> Option<&Map<String, Value>> {
        if let Self::Object(map) = self { Some(map) } else { None }
    }

    /// The items of a list.
    pub fn as_array(&self) -> Option<&Vec<Value>> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    /// The text.
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    /// Yes or no.
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(flag) = self { Some(*flag) } else { None }
    }

    /// The whole number.
    pub fn as_i64(&self) -> Option<i64> {
        if let Self::Number(Number::Whole(number)) = self { Some(*number) } else { None }
    }

    /// The whole number, of those that are not below zero.
    pub fn as_u64(&self) -> Option<u64> {
        u64::try_from(self.as_i64()?).ok()
    }

    /// Whether it is nothing.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The field of an object.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.as_object()?.get(name)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&super::text::written(self))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => number.fmt(f),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl<V> Map<String, V> {
    /// Without a field.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The field of this name.
    pub fn get(&self, name: &str) -> Option<&V> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// The field of this name, to change it.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut V> {
        self.0.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Whether there is a field of this name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Puts a field at the end, or in the place of the one that has its name.
    pub fn insert(&mut self, name: String, value: V) -> Option<V> {
        match self.get_mut(&name) {
            Some(there) => Some(std::mem::replace(there, value)),
            None => {
                self.0.push((name, value));
                None
            }
        }
    }

    /// Takes a field out; the others keep their order.
    pub fn shift_remove(&mut self, name: &str) -> Option<V> {
        let at = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.remove(at).1)
    }

    /// The names.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// The fields.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &V)> {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<V> Default for Map<String, V> {
    fn default() -> Self {
        Self::new()
    }
}

/// The order of fields says nothing.
impl<V: PartialEq> PartialEq for Map<String, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl<V> Extend<(String, V)> for Map<String, V> {
    fn extend<I: IntoIterator<Item = (String, V)>>(&mut self, fields: I) {
        fields.into_iter().for_each(|(name, value)| drop(self.insert(name, value)));
    }
}

impl<V> FromIterator<(String, V)> for Map<String, V> {
    fn from_iter<I: IntoIterator<Item = (String, V)>>(fields: I) -> Self {
        let mut map = Self::new();
        map.extend(fields);
        map
    }
}

impl<'m, V> IntoIterator for &'m Map<String, V> {
    type Item = (&'m String, &'m V);
    type IntoIter = std::iter::Map<std::slice::Iter<'m, (String, V)>, fn(&'m (String, V)) -> Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect_vec())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Self {
        items.into_iter().collect()
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

macro_rules! whole {
    ($($type:ty)+) => { $(
        impl From<$type> for Value {
            fn from(number: $type) -> Self {
                Self::Number(Number::Whole(i64::from(number)))
            }
        }
    )+ };
}

whole!(u8 u16 u32 i64);

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        // OK because nothing is counted that far.
        Self::Number(Number::Whole(i64::try_from(number).unwrap_or(i64::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_the_same_in_any_order_and_differ_in_a_value() {
        let object = |fields: &[(&str, u32)]| -> Map<String, Value> {
            fields.iter().map(|(name, number)| ((*name).to_owned(), Value::from(*number))).collect()
        };
        assert_eq!(object(&[("a", 1), ("b", 2)]), object(&[("b", 2), ("a", 1)]));
        for other in [object(&[("a", 1), ("b", 3)]), object(&[("a", 1)]), object(&[("a", 1), ("c", 2)])] {
            assert_ne!(object(&[("a", 1), ("b", 2)]), other);
        }
    }
}
