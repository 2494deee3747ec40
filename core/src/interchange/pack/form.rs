//! How the values of a pack are written, and how a table of fields becomes reading, writing and a schema.

use crate::collect::CollectVec;
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::date::Date;
use crate::error::{Error, ErrorCode, shown};
use crate::interchange::value::{Reader, missing, wrong_type};
use crate::limits::{RULES as ROWS_MAX, TEXT_OF_ROW as TEXT_MAX};

/// The named parts of a schema: what its `$defs` will hold.
pub(super) type Definitions = BTreeMap<&'static str, Value>;

/// A value with a form in a pack.
pub(super) trait Form: Sized {
    /// Reads it; the error's place is relative to the value.
    fn read(value: &Value) -> Result<Self, Error>;
    /// Writes it; `Null` is left out of objects.
    fn write(&self) -> Value;
    /// Its JSON Schema; parts with a name of their own go to the definitions.
    fn schema(definitions: &mut Definitions) -> Value;
    /// What stands for a field that is left out; none when it must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a field of an object; `null` is a field that is left out.
pub(super) fn take<T: Form>(reader: &mut Reader<'_>, name: &'static str) -> Result<T, Error> {
    match reader.raw(name) {
        None => T::absent().ok_or_else(|| missing(name)),
        Some(value) => T::read(value).map_err(|error| error.at(name)),
    }
}

/// Writes a field; what is absent is left out.
pub(super) fn put<T: Form>(map: &mut Map<String, Value>, name: &'static str, value: &T) {
    match value.write() {
        Value::Null => {}
        value => {
            map.insert(name.to_owned(), value);
        }
    }
}

/// The schema of a field, by the type of the field itself.
pub(super) fn schema_of<S, T: Form>(_: impl Fn(&S) -> &T, definitions: &mut Definitions) -> (Value, bool) {
    (T::schema(definitions), T::absent().is_none())
}

/// The schema of an object: its fields in order, those that must be there, and no others.
pub(super) fn object(about: &str, fields: Vec<(&'static str, &'static str, (Value, bool))>) -> Value {
    let required = fields.iter().filter(|(_, _, (_, must))| *must).map(|(name, ..)| *name).collect_vec();
    let properties: Map<String, Value> =
        fields.iter().map(|(name, says, (schema, _))| ((*name).to_owned(), described(schema.clone(), says))).collect();
    json!({
        "description": about, "type": "object", "properties": properties, "required": required,
        "additionalProperties": false,
    })
}

/// The schema of an object with these fields, all of which must be there.
pub(super) fn exact(fields: &[(&str, Value)]) -> Value {
    let names = fields.iter().map(|(name, _)| *name).collect_vec();
    let properties: Map<String, Value> =
        fields.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({ "type": "object", "properties": properties, "required": names, "additionalProperties": false })
}

fn described(mut schema: Value, says: &str) -> Value {
    if let Value::Object(map) = &mut schema {
        map.insert("description".to_owned(), Value::from(says));
    }
    schema
}

/// A table of the rows of a pack: a type, what it is, what stands for one that is left out, and what each field says.
macro_rules! rows {
    ($( $name:ident $about:literal $(else $absent:path)? { $( $field:ident $(as $wire:literal)?: $says:literal, )* } )+) => { $(
        impl $crate::interchange::pack::form::Form for $name {
            fn read(value: &serde_json::Value) -> Result<Self, $crate::error::Error> {
                let mut reader = $crate::interchange::value::Reader::new(value)?;
                let it = Self {
                    $( $field: $crate::interchange::pack::form::take(&mut reader, rows!(@name $field $($wire)?))?, )*
                };
                reader.finish()?;
                Ok(it)
            }
            fn write(&self) -> serde_json::Value {
                $( if *self == $absent { return serde_json::Value::Null; } )?
                let Self { $($field),* } = self;
                let mut map = serde_json::Map::new();
                $( $crate::interchange::pack::form::put(&mut map, rows!(@name $field $($wire)?), $field); )*
                serde_json::Value::Object(map)
            }
            fn schema(definitions: &mut $crate::interchange::pack::form::Definitions) -> serde_json::Value {
                if !definitions.contains_key(stringify!($name)) {
                    definitions.insert(stringify!($name), serde_json::Value::Null);
                    let fields = vec![ $( (
                        rows!(@name $field $($wire)?),
                        $says,
                        $crate::interchange::pack::form::schema_of(|it: &$name| &it.$field, definitions),
                    ) ),* ];
                    definitions.insert(stringify!($name), $crate::interchange::pack::form::object($about, fields));
                }
                serde_json::json!({ "$ref": concat!("#/$defs/", stringify!($name)) })
            }
            $( fn absent() -> Option<Self> { Some($absent) } )?
        }
    )+ };
    (@name $field:ident) => { stringify!($field) };
    (@name $field:ident $wire:literal) => { $wire };
}
pub(super) use rows;

/// Closed sets, by the name of their members.
macro_rules! words {
    ($($type:ty $(, else $absent:path)?;)+) => { $(
        impl $crate::interchange::pack::form::Form for $type {
            fn read(value: &serde_json::Value) -> Result<Self, $crate::error::Error> {
                let word = $crate::interchange::pack::form::plain_text("a word", value)?;
                <$type>::from_name(word)
            }
            fn write(&self) -> serde_json::Value {
                $( if *self == $absent { return serde_json::Value::Null; } )?
                serde_json::Value::from(self.name())
            }
            fn schema(_: &mut $crate::interchange::pack::form::Definitions) -> serde_json::Value {
                let names: Vec<&str> = <$type>::ALL.iter().map(|member| member.name()).collect();
                serde_json::json!({ "enum": names })
            }
            $( fn absent() -> Option<Self> { Some($absent) } )?
        }
    )+ };
}
pub(super) use words;

/// Identifiers, checked when they are read.
macro_rules! identifiers {
    ($($type:ty),+ $(,)?) => { $(
        impl $crate::interchange::pack::form::Form for $type {
            fn read(value: &serde_json::Value) -> Result<Self, $crate::error::Error> {
                <$type>::new($crate::interchange::pack::form::plain_text("an identifier as text", value)?)
            }
            fn write(&self) -> serde_json::Value {
                serde_json::Value::from(self.as_str())
            }
            fn schema(_: &mut $crate::interchange::pack::form::Definitions) -> serde_json::Value {
                serde_json::json!({ "type": "string", "pattern": "^[a-z0-9][a-z0-9_/-]*$" })
            }
        }
    )+ };
}
pub(super) use identifiers;

/// Counts, within the range that makes sense.
macro_rules! counts {
    ($($type:ty: $min:literal, $max:literal;)+) => { $(
        impl Form for $type {
            fn read(value: &Value) -> Result<Self, Error> {
                whole(value, $min, $max).and_then(|number| {
                    // OK because the range lies within the type's own.
                    <$type>::try_from(number).map_err(|_| out_of_range($min, $max))
                })
            }
            fn write(&self) -> Value {
                Value::from(*self)
            }
            fn schema(_: &mut Definitions) -> Value {
                let (min, max): (i64, i64) = ($min, $max);
                json!({ "type": "integer", "minimum": min, "maximum": max })
            }
        }
    )+ };
}

counts! {
    u8: 0, 255;
    u16: 0, 65_535;
    u32: 0, 4_294_967_295;
    i32: -2_147_483_648, 2_147_483_647;
    i64: -9_007_199_254_740_991, 9_007_199_254_740_991;
}

fn whole(value: &Value, min: i64, max: i64) -> Result<i64, Error> {
    match value {
        Value::Number(number) => {
            number.as_i64().filter(|number| (min..=max).contains(number)).ok_or_else(|| out_of_range(min, max))
        }
        other => Err(wrong_type("a whole number", other)),
    }
}

#[cold]
fn out_of_range(min: i64, max: i64) -> Error {
    Error::new(ErrorCode::OutOfRange, "the number does not fit here")
        .help(format!("give a whole number from {min} to {max}"))
}

pub(super) fn plain_text<'v>(wanted: &str, value: &'v Value) -> Result<&'v str, Error> {
    value.as_str().ok_or_else(|| wrong_type(wanted, value))
}

impl Form for bool {
    fn read(value: &Value) -> Result<Self, Error> {
        value.as_bool().ok_or_else(|| wrong_type("true or false", value))
    }
    fn write(&self) -> Value {
        Value::Bool(*self)
    }
    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "boolean" })
    }
}

impl Form for Date {
    fn read(value: &Value) -> Result<Self, Error> {
        plain_text("a day as `YYYY-MM-DD`", value)?.parse()
    }
    fn write(&self) -> Value {
        Value::from(self.to_string())
    }
    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "string", "format": "date" })
    }
}

impl Form for Cow<'static, str> {
    fn read(value: &Value) -> Result<Self, Error> {
        let text = plain_text("text", value)?;
        match text.chars().count() {
            length if length > TEXT_MAX => {
                Err(Error::new(ErrorCode::BadLength, format!("the text has {length} characters"))
                    .help(format!("at most {TEXT_MAX}")))
            }
            _ if text.chars().any(char::is_control) => {
                Err(Error::new(ErrorCode::BadCharacter, "the text has a control character")
                    .help("write it on one line"))
            }
            _ => Ok(Cow::Owned(text.to_owned())),
        }
    }
    fn write(&self) -> Value {
        if self.is_empty() { Value::Null } else { Value::from(self.as_ref()) }
    }
    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "string", "maxLength": TEXT_MAX })
    }
    fn absent() -> Option<Self> {
        Some(Cow::Borrowed(""))
    }
}

impl<T: Form> Form for Option<T> {
    fn read(value: &Value) -> Result<Self, Error> {
        T::read(value).map(Some)
    }
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::write)
    }
    fn schema(definitions: &mut Definitions) -> Value {
        T::schema(definitions)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Form + Clone> Form for Cow<'static, [T]> {
    fn read(value: &Value) -> Result<Self, Error> {
        list(value).map(Cow::Owned)
    }
    fn write(&self) -> Value {
        if self.is_empty() { Value::Null } else { Value::Array(self.iter().map(T::write).collect_vec()) }
    }
    fn schema(definitions: &mut Definitions) -> Value {
        json!({ "type": "array", "items": T::schema(definitions) })
    }
    fn absent() -> Option<Self> {
        Some(Cow::Owned(Vec::new()))
    }
}

/// The items of a list, not more of them than anybody writes.
pub(super) fn items<'v>(value: &'v Value, wanted: &str) -> Result<&'v [Value], Error> {
    match value.as_array() {
        None => Err(wrong_type(wanted, value)),
        Some(items) if items.len() > ROWS_MAX => {
            Err(Error::new(ErrorCode::BadLength, format!("the list has {} rows", items.len()))
                .help(format!("at most {ROWS_MAX}")))
        }
        Some(items) => Ok(items),
    }
}

/// Reads a list; an error names the row by its identifier where it has one, or by its number.
pub(super) fn list<T: Form>(value: &Value) -> Result<Vec<T>, Error> {
    let items = items(value, "a list")?;
    let read = |(index, item)| T::read(item).map_err(|error| error.at(row_name(index, item)));
    items.iter().enumerate().map(read).collect()
}

fn row_name(index: usize, item: &Value) -> String {
    match item.get("id").and_then(Value::as_str) {
        Some(id) => format!("[{}]", shown(id).trim_matches('`')),
        None => format!("[{index}]"),
    }
}

/// The only field of an object, with its name.
pub(super) fn only<'v>(value: &'v Value, wanted: &str) -> Result<(&'v str, &'v Value), Error> {
    let map = value.as_object().ok_or_else(|| wrong_type(wanted, value))?;
    let mut entries = map.iter();
    match (entries.next(), entries.next()) {
        (Some((name, value)), None) => Ok((name, value)),
        _ => Err(Error::new(ErrorCode::Malformed, format!("{wanted} has one field"))),
    }
}
