//! Values as they stand in their text: nothing is copied that need not be.

use super::{Json, Map, Value};
use crate::collect::CollectVec;
use std::borrow::Cow;

/// A value of JSON, read from a text that it may borrow from.
#[derive(Debug)]
pub(in crate::interchange) enum Seen<'t> {
    Nothing,
    Flag(bool),
    Whole(i64),
    /// A number with a fraction or an exponent, or a large one, as it was written.
    Other(Cow<'t, str>),
    Text(Cow<'t, str>),
    List(Vec<Seen<'t>>),
    /// In the order they came in. Objects are small: to look through all is quicker than to hash.
    Object(Vec<(Cow<'t, str>, Seen<'t>)>),
}

impl<'v> Seen<'v> {
    /// A value that somebody handed over, as if it had been read.
    pub(in crate::interchange) fn of(value: &'v Value) -> Self {
        match value {
            Value::Null => Self::Nothing,
            Value::Bool(flag) => Self::Flag(*flag),
            Value::Number(number) => match value.as_i64() {
                Some(whole) => Self::Whole(whole),
                None => Self::Other(number.to_string().into()),
            },
            Value::String(text) => Self::Text(text.as_str().into()),
            Value::Array(items) => Self::List(items.iter().map(Self::of).collect_vec()),
            Value::Object(fields) => {
                Self::Object(fields.iter().map(|(name, value)| (name.as_str().into(), Self::of(value))).collect_vec())
            }
        }
    }
}

/// To be handed on, when the text is gone.
impl From<Seen<'_>> for Value {
    fn from(seen: Seen<'_>) -> Self {
        match seen {
            Seen::Nothing => Self::Null,
            Seen::Flag(flag) => Self::Bool(flag),
            Seen::Whole(whole) => Self::from(whole),
            Seen::Other(text) => super::number(&text),
            Seen::Text(text) => Self::String(text.into_owned()),
            Seen::List(items) => Self::Array(items.into_iter().map(Self::from).collect_vec()),
            Seen::Object(fields) => {
                let owned = fields.into_iter().map(|(name, seen)| (name.into_owned(), Self::from(seen)));
                Self::Object(owned.collect::<Map<String, Self>>())
            }
        }
    }
}

impl<'v> Json<'v> for &'v Seen<'_> {
    fn as_str(self) -> Option<&'v str> {
        if let Seen::Text(text) = self { Some(text) } else { None }
    }

    fn as_i64(self) -> Option<i64> {
        if let Seen::Whole(whole) = self { Some(*whole) } else { None }
    }

    fn as_bool(self) -> Option<bool> {
        if let Seen::Flag(flag) = self { Some(*flag) } else { None }
    }

    fn is_null(self) -> bool {
        matches!(self, Seen::Nothing)
    }

    fn number(self) -> Option<String> {
        match self {
            Seen::Whole(whole) => Some(whole.to_string()),
            Seen::Other(text) => Some(text.to_string()),
            _ => None,
        }
    }

    fn items(self) -> Option<impl ExactSizeIterator<Item = Self>> {
        if let Seen::List(items) = self { Some(items.iter()) } else { None }
    }

    fn fields(self) -> Option<impl Iterator<Item = (&'v str, Self)>> {
        if let Seen::Object(fields) = self { Some(fields.iter().map(|(name, it)| (&**name, it))) } else { None }
    }

    fn field(self, name: &str) -> Option<Self> {
        let Seen::Object(fields) = self else { return None };
        fields.iter().find(|(known, _)| known == name).map(|(_, it)| it)
    }
}
