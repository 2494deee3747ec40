//! Plain data to and from Python objects.
//!
//! The way in is strict: besides days, and money under its own unit, what JSON cannot say is named and refused, never
//! bent into shape.

use crate::amount::{is_decimal, of_unit};
use crate::command::Command;
use crate::context::Context;
use crate::day::iso;
use crate::entry::Entry;
use crate::error::raise_unplain;
use anjieflow::error::Error;
use anjieflow::interchange::plain::parse;
use anjieflow::limits;
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyMapping, PyString, PyTuple};
use serde_json::{Map, Number, Value};
use std::cell::Cell;

/// So many items are handed over until it is looked whether somebody wants to stop.
const SOME: usize = 256;

/// A Python object that plain data has no shape for, and where it was found.
#[derive(Debug, thiserror::Error)]
#[error("`{place}` holds {what}")]
pub struct Unplain {
    pub place: String,
    pub what: What,
}

/// What plain data has no shape for.
#[derive(Debug, thiserror::Error)]
pub enum What {
    #[error("a `{0}`, which is not plain data")]
    Kind(String),
    #[error("a `{0}`, which is no day")]
    NoDay(String),
    #[error("a time of day; hand in the day, a `datetime.date` in China")]
    Time,
    #[error(
        "a `Decimal` where a whole number belongs; money in yuan goes by `…_yuan`, a rate in percent by `…_percent`"
    )]
    Decimal,
    #[error("a number of yuan or percent that is neither an `int` nor a `decimal.Decimal`")]
    NoDecimal,
    #[error("more digits than fen or millionths have; round it yourself")]
    Fraction,
    #[error("what another key holds in another unit; keep one of them")]
    Twice,
    #[error("a number that is not finite")]
    NotFinite,
    #[error("a whole number beyond 64 bits")]
    TooLarge,
    #[error("a key that is not text")]
    Key,
    #[error("text that is not Unicode")]
    NotUnicode,
    #[error("data nested deeper than {} levels, or within itself", limits::DEPTH)]
    TooDeep,
    #[error("more than {} values and keys; hand it in in parts", limits::HANDED_VALUES)]
    TooMany,
    #[error("more than {} bytes of text; hand it in in parts", limits::LOG_BYTES)]
    TooLong,
}

impl What {
    fn here(self) -> Unplain {
        self.at("")
    }

    /// Found at a place.
    pub fn at(self, place: &str) -> Unplain {
        Unplain { place: place.to_owned(), what: self }
    }
}

impl Unplain {
    /// The same, seen from the object one level up.
    fn within(mut self, part: &str) -> Self {
        // `[3]` and the end of the way follow without a dot.
        let dot = if self.place.is_empty() || self.place.starts_with('[') { "" } else { "." };
        self.place = format!("{part}{dot}{}", self.place);
        self
    }
}

/// How much may still come, and how deep it may lie. It also stops a list that holds itself, and one that holds another many
/// times over.
#[derive(Clone, Copy)]
struct Room<'a> {
    depth: usize,
    values: &'a Cell<usize>,
    bytes: &'a Cell<usize>,
}

impl Room<'_> {
    /// For what lies within.
    fn within(self) -> Result<Self, Unplain> {
        let depth = self.depth.checked_sub(1).ok_or(What::TooDeep.here())?;
        Ok(Self { depth, ..self })
    }

    /// One value or key.
    fn value(self) -> Result<(), Unplain> {
        take(self.values, 1).ok_or(What::TooMany.here())
    }

    fn text(self, string: &Bound<'_, PyString>) -> Result<String, Unplain> {
        unicode(string, self.bytes)
    }
}

fn take(left: &Cell<usize>, some: usize) -> Option<()> {
    left.set(left.get().checked_sub(some)?);
    Some(())
}

/// Plain data from a Python object; `name` is what the caller knows it by.
pub fn to_value(object: &Bound<'_, PyAny>, name: &str) -> PyResult<Value> {
    let (values, bytes) = (Cell::new(limits::HANDED_VALUES), Cell::new(limits::LOG_BYTES));
    let value = plain(object, Room { depth: limits::DEPTH, values: &values, bytes: &bytes });
    value.map_err(|unplain| raise_unplain(object.py(), &unplain.within(name)))
}

/// The text of a Python `str`; `name` is what the caller knows it by.
pub fn text(string: &Bound<'_, PyString>, name: &str) -> PyResult<String> {
    let text = unicode(string, &Cell::new(limits::LOG_BYTES));
    text.map_err(|unplain| raise_unplain(string.py(), &unplain.within(name)))
}

/// Plain data from its JSON text, or from a mapping of the same form.
pub fn of_json(data: &Bound<'_, PyAny>, name: &str, raise: impl FnOnce(Error) -> PyErr) -> PyResult<Value> {
    match data.cast::<PyString>() {
        Ok(string) => parse(&text(string, name)?).map_err(raise),
        Err(_) => to_value(data, name),
    }
}

fn plain(object: &Bound<'_, PyAny>, room: Room<'_>) -> Result<Value, Unplain> {
    room.value()?;
    if object.is_none() {
        return Ok(Value::Null);
    }
    if let Ok(truth) = object.cast::<PyBool>() {
        return Ok(Value::Bool(truth.is_true()));
    }
    if let Ok(string) = object.cast::<PyString>() {
        return room.text(string).map(Value::String);
    }
    if object.is_instance_of::<PyInt>() {
        return whole(object);
    }
    if let Ok(number) = object.cast::<PyFloat>() {
        let number = Number::from_f64(number.value());
        return number.map(Value::Number).ok_or(What::NotFinite.here());
    }
    container(object, room)
}

fn container(object: &Bound<'_, PyAny>, room: Room<'_>) -> Result<Value, Unplain> {
    let depth = room.within();
    if let Ok(list) = object.cast::<PyList>() {
        return array(list.iter(), depth?);
    }
    if let Ok(tuple) = object.cast::<PyTuple>() {
        return array(tuple.iter(), depth?);
    }
    if let Ok(dict) = object.cast::<PyDict>() {
        return map(dict.iter(), depth?);
    }
    if let Some(own) = own(object) {
        return Ok(own);
    }
    if let Some(dict) = mapping(object) {
        return map(dict.iter(), depth?);
    }
    if let Some(day) = iso(object) {
        return day.map(Value::String).map_err(What::here);
    }
    Err(if is_decimal(object) { What::Decimal.here() } else { unknown(object) })
}

/// The plain data of our own classes.
fn own(object: &Bound<'_, PyAny>) -> Option<Value> {
    if let Ok(context) = object.cast::<Context>() {
        return Some(context.get().to_value());
    }
    if let Ok(command) = object.cast::<Command>() {
        return Some(command.get().to_value());
    }
    object.cast::<Entry>().ok().map(|entry| entry.get().to_value())
}

fn whole(object: &Bound<'_, PyAny>) -> Result<Value, Unplain> {
    let number = object.extract::<i64>();
    number.map(Value::from).map_err(|_| What::TooLarge.here())
}

/// Looked at before it is copied: what is too long takes no memory.
fn unicode(string: &Bound<'_, PyString>, left: &Cell<usize>) -> Result<String, Unplain> {
    // A character takes a byte at least; that many are counted without writing them as bytes.
    if string.len().is_ok_and(|characters| characters > left.get()) {
        return Err(What::TooLong.here());
    }
    let text = string.to_cow().map_err(|_| What::NotUnicode.here())?;
    take(left, text.len()).ok_or(What::TooLong.here())?;
    Ok(text.into_owned())
}

fn array<'py>(items: impl Iterator<Item = Bound<'py, PyAny>>, room: Room<'_>) -> Result<Value, Unplain> {
    let items = items
        .enumerate()
        .map(|(index, item)| plain(&item, room).map_err(|unplain| unplain.within(&format!("[{index}]"))));
    items.collect::<Result<_, _>>().map(Value::Array)
}

fn map<'py>(
    pairs: impl Iterator<Item = (Bound<'py, PyAny>, Bound<'py, PyAny>)>,
    room: Room<'_>,
) -> Result<Value, Unplain> {
    let mut fields = Map::new();
    for (key, item) in pairs {
        let key = key.cast::<PyString>().map_err(|_| What::Key.here())?;
        room.value()?;
        let key = room.text(key)?;
        let (wire, item) = match of_unit(&key, &item) {
            Some((wire, number)) => (wire, number.map(Value::from).map_err(What::here)),
            None => (key.clone(), plain(&item, room)),
        };
        let item = item.map_err(|unplain| unplain.within(&key))?;
        // The keys of a `dict` differ: two are the same field only by their units.
        if fields.insert(wire, item).is_some() {
            return Err(What::Twice.here().within(&key));
        }
    }
    Ok(Value::Object(fields))
}

/// A mapping that is no `dict`, such as `types.MappingProxyType`, as a copy.
fn mapping<'py>(object: &Bound<'py, PyAny>) -> Option<Bound<'py, PyDict>> {
    let mapping = object.cast::<PyMapping>().ok()?;
    let dict = PyDict::new(object.py());
    dict.update(mapping).ok()?;
    Some(dict)
}

fn unknown(object: &Bound<'_, PyAny>) -> Unplain {
    let name = object.get_type().name();
    let name = name.map_or_else(|_| "thing".to_owned(), |name| name.to_string());
    What::Kind(name).here()
}

/// The Python object for plain data.
pub fn to_python<'py>(py: Python<'py>, value: &Value) -> PyResult<Bound<'py, PyAny>> {
    match value {
        Value::Null => Ok(py.None().into_bound(py)),
        Value::Bool(truth) => truth.into_bound_py_any(py),
        Value::Number(number) => number_to_python(py, number),
        Value::String(text) => text.into_bound_py_any(py),
        Value::Array(items) => list_to_python(py, items),
        Value::Object(fields) => dict_to_python(py, fields),
    }
}

fn number_to_python<'py>(py: Python<'py>, number: &Number) -> PyResult<Bound<'py, PyAny>> {
    match (number.as_i64(), number.as_u64()) {
        (Some(number), _) => number.into_bound_py_any(py),
        (None, Some(number)) => number.into_bound_py_any(py),
        (None, None) => number.as_f64().into_bound_py_any(py),
    }
}

fn list_to_python<'py>(py: Python<'py>, items: &[Value]) -> PyResult<Bound<'py, PyAny>> {
    let list = PyList::empty(py);
    for some in items.chunks(SOME) {
        for item in some {
            list.append(to_python(py, item)?)?;
        }
        // A long list takes seconds, and Ctrl-C is heard meanwhile.
        if some.len() == SOME {
            py.check_signals()?;
        }
    }
    Ok(list.into_any())
}

fn dict_to_python<'py>(py: Python<'py>, fields: &Map<String, Value>) -> PyResult<Bound<'py, PyAny>> {
    let dict = PyDict::new(py);
    for (key, item) in fields {
        dict.set_item(key, to_python(py, item)?)?;
    }
    Ok(dict.into_any())
}
