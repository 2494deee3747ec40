//! Days: a `datetime.date` or its text in, a `datetime.date` out.

use crate::error::{raise_error, raise_unplain};
use crate::value::{What, text};
use anjieflow::date::Date;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyType};

/// The day of an argument; `name` is what the caller knows it by.
pub fn day(object: &Bound<'_, PyAny>, name: &str) -> PyResult<Date> {
    let text = match object.cast::<PyString>() {
        Ok(string) => text(string, name)?,
        Err(_) => match iso(object) {
            Some(told) => told.map_err(|what| raise_unplain(object.py(), &what.at(name)))?,
            None => return Err(raise_unplain(object.py(), &What::NoDay(kind(object)).at(name))),
        },
    };
    text.parse().map_err(|error: anjieflow::error::Error| raise_error(object.py(), &error.at(name.to_owned())))
}

/// A `datetime.date` as ISO text; `None` for what is none. A time of day is refused: nobody said in which zone it is.
pub fn iso(object: &Bound<'_, PyAny>) -> Option<Result<String, What>> {
    let py = object.py();
    if !object.is_instance(class(py, &DATE, "date")?).unwrap_or(false) {
        return None;
    }
    if object.is_instance(class(py, &DATETIME, "datetime")?).unwrap_or(true) {
        return Some(Err(What::Time));
    }
    let text = object.call_method0("isoformat").and_then(|text| text.extract());
    Some(text.map_err(|_| What::NoDay(kind(object))))
}

/// The day as Python knows it.
pub fn to_date<'py>(py: Python<'py>, day: Date) -> PyResult<Bound<'py, PyAny>> {
    DATE.import(py, "datetime", "date")?.call1((day.year(), day.month(), day.day()))
}

static DATE: PyOnceLock<Py<PyType>> = PyOnceLock::new();
static DATETIME: PyOnceLock<Py<PyType>> = PyOnceLock::new();

fn class<'a, 'py>(py: Python<'py>, once: &'a PyOnceLock<Py<PyType>>, name: &str) -> Option<&'a Bound<'py, PyType>> {
    // Without `datetime` nothing can be a date of it.
    once.import(py, "datetime", name).ok()
}

fn kind(object: &Bound<'_, PyAny>) -> String {
    object.get_type().name().map_or_else(|_| "thing".to_owned(), |name| name.to_string())
}
