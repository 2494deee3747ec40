//! One line of a log, as a mapping that does not change; and the lines that a case came from.

use crate::day::to_date;
use crate::error::raise_log;
use crate::value::{of_json, to_python};
use anjieflow::interchange::{read_entry, write_entry};
use anjieflow::log;
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyList};
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

/// One line of the log of a case: which number, which days, by whom, what happened.
///
/// It reads like the mapping that it is on the wire, `entry["event"]`, and `text` is that as JSON, a line to keep.
#[pyclass(frozen, eq, mapping, module = "anjieflow")]
#[derive(Clone)]
pub struct Entry(Arc<Line>);

/// An entry, and the wire's form of it once somebody asked.
struct Line {
    entry: log::Entry,
    wire: OnceLock<Value>,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.entry == other.0.entry
    }
}

impl Entry {
    pub fn new(entry: log::Entry) -> Self {
        Self(Arc::new(Line { entry, wire: OnceLock::new() }))
    }

    pub fn to_value(&self) -> Value {
        self.wire().clone()
    }

    fn wire(&self) -> &Value {
        self.0.wire.get_or_init(|| write_entry(&self.0.entry))
    }

    fn dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        to_python(py, self.wire())?.cast_into::<PyDict>().map_err(Into::into)
    }
}

#[pymethods]
impl Entry {
    /// An entry from its JSON text, or from a mapping of the same form.
    #[staticmethod]
    fn read(py: Python<'_>, entry: &Bound<'_, PyAny>) -> PyResult<Self> {
        let raise = |error: anjieflow::error::Error| raise_log(py, &error.at("entry"));
        read_entry(&of_json(entry, "entry", raise)?).map(Self::new).map_err(raise)
    }

    /// The case it belongs to.
    #[getter]
    fn case(&self) -> &str {
        self.0.entry.case.as_str()
    }

    /// Its number in the log, from 1.
    #[getter]
    fn number(&self) -> u32 {
        self.0.entry.stamp.number
    }

    /// The day the thing happened.
    #[getter]
    fn occurred<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_date(py, self.0.entry.stamp.occurred)
    }

    /// The day it was recorded.
    #[getter]
    fn recorded<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_date(py, self.0.entry.stamp.recorded)
    }

    /// Who recorded it.
    #[getter]
    fn by(&self) -> &str {
        self.0.entry.stamp.by.as_str()
    }

    /// What happened.
    #[getter]
    pub fn event(&self) -> &str {
        self.wire().get("event").and_then(Value::as_str).unwrap_or_default()
    }

    /// What belongs to it and is of no person.
    #[getter]
    pub fn data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, self.wire().get("data").unwrap_or(&Value::Null))
    }

    /// Its line of the log: JSON, personal fields among it.
    #[getter]
    fn text(&self) -> String {
        self.wire().to_string()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let name = key.extract::<String>().ok();
        let found = name.as_deref().and_then(|name| self.wire().get(name));
        found.map_or_else(|| Err(PyKeyError::new_err(key.clone().unbind())), |value| to_python(py, value))
    }

    fn __contains__(&self, key: &Bound<'_, PyAny>) -> bool {
        key.extract::<String>().is_ok_and(|name| self.wire().get(name).is_some())
    }

    fn __len__(&self) -> usize {
        self.wire().as_object().map_or(0, serde_json::Map::len)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.keys(py)?.try_iter()
    }

    /// The names of its fields, in the order of the wire.
    fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(self.dict(py)?.keys())
    }

    /// The values of its fields.
    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(self.dict(py)?.values())
    }

    /// Its fields as pairs.
    fn items<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(self.dict(py)?.items())
    }

    /// A field, or else something.
    #[pyo3(signature = (key, default=None, /))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        key: &str,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.wire().get(key).map_or(Ok(default), |value| to_python(py, value).map(Some))
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        let check = self.wire().get("check").and_then(Value::as_str);
        (self.case(), self.number(), check).hash(&mut hasher);
        hasher.finish()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((py.get_type::<Self>().getattr("read")?, (self.text(),)))
    }

    /// Without what is personal.
    fn __repr__(&self) -> String {
        format!("<Entry {} of {}: {} on {}>", self.number(), self.case(), self.event(), self.0.entry.stamp.occurred)
    }
}

/// The entries that a case came from, the last first. A step adds one and shares the others.
#[derive(Clone, Default)]
pub struct History(Option<Arc<Node>>);

struct Node {
    entry: Entry,
    before: History,
}

impl History {
    pub fn of(entries: impl IntoIterator<Item = log::Entry>) -> Self {
        entries.into_iter().fold(Self::default(), |history, entry| history.then(Entry::new(entry)))
    }

    /// With one more.
    pub fn then(&self, entry: Entry) -> Self {
        Self(Some(Arc::new(Node { entry, before: self.clone() })))
    }

    /// All of them, in order.
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        let mut at = self;
        while let Some(node) = &at.0 {
            entries.push(node.entry.clone());
            at = &node.before;
        }
        entries.reverse();
        entries
    }
}

/// A long chain is let go node by node: each within the other would take a stack as deep as the log is long.
impl Drop for History {
    fn drop(&mut self) {
        let mut next = self.0.take();
        while let Some(mut node) = next.and_then(Arc::into_inner) {
            next = node.before.0.take();
        }
    }
}
