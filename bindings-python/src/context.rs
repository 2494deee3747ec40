//! Who acts, on which day: read once, used for many steps.

use crate::day::{day, to_date};
use crate::error::raise_error;
use crate::rules::Rules;
use crate::value::{text, to_value};
use anjieflow::calendar::Calendar;
use anjieflow::case::{self, Actor, Salt};
use anjieflow::date::Date;
use anjieflow::product::Pack;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyString, PyTuple};
use serde_json::{Map, Value};

/// What a decision may know besides the case: today, who acts, the day it happened, and the salt of the entry.
///
/// >>> from datetime import date
/// >>> Context(date(2026, 3, 2), "wang")
/// Context(today=datetime.date(2026, 3, 2), by='wang')
#[pyclass(frozen, eq, hash, module = "anjieflow")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Context {
    today: Date,
    occurred: Date,
    as_of: Option<Date>,
    by: Actor,
    salt: Option<Salt>,
}

impl Context {
    /// As the core has it, under these rules.
    pub fn under<'a>(&self, pack: &'a Pack) -> case::Context<'a> {
        let Self { today, occurred, as_of, by, salt } = self.clone();
        case::Context { today, occurred, as_of, by, pack, calendar: Calendar::builtin(), salt }
    }

    /// The context of an argument: one that was read, or a mapping.
    pub fn of_argument(context: &Bound<'_, PyAny>, rules: &Rules) -> PyResult<Self> {
        if let Ok(context) = context.cast::<Self>() {
            return Ok(context.get().clone());
        }
        let read = rules.plain().context(&to_value(context, "context")?);
        let case::Context { today, occurred, as_of, by, salt, .. } =
            read.map_err(|error| raise_error(context.py(), &error))?;
        Ok(Self { today, occurred, as_of, by, salt })
    }

    /// As the wire has it.
    pub fn to_value(&self) -> Value {
        let day = |day: Date| Value::from(day.to_string());
        let mut map = Map::new();
        map.insert("today".to_owned(), day(self.today));
        map.insert("occurred".to_owned(), day(self.occurred));
        map.insert("by".to_owned(), Value::from(self.by.as_str()));
        map.extend(self.as_of.map(|as_of| ("as_of".to_owned(), day(as_of))));
        map.extend(self.salt.map(|salt| ("salt".to_owned(), Value::from(salt.to_hex()))));
        Value::Object(map)
    }
}

#[pymethods]
impl Context {
    #[new]
    #[pyo3(signature = (today, by, *, occurred=None, as_of=None, salt=None))]
    fn new(
        today: &Bound<'_, PyAny>,
        by: &Bound<'_, PyString>,
        occurred: Option<&Bound<'_, PyAny>>,
        as_of: Option<&Bound<'_, PyAny>>,
        salt: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let py = by.py();
        let today = day(today, "today")?;
        let occurred = occurred.map(|it| day(it, "occurred")).transpose()?.unwrap_or(today);
        let as_of = as_of.map(|it| day(it, "as_of")).transpose()?;
        let by = Actor::new(&text(by, "by")?).map_err(|error| raise_error(py, &error.at("by")))?;
        Ok(Self { today, occurred, as_of, by, salt: salt.map(read_salt).transpose()? })
    }

    /// The day the step is recorded.
    #[getter]
    fn today<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_date(py, self.today)
    }

    /// The day the thing happened.
    #[getter]
    fn occurred<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_date(py, self.occurred)
    }

    /// As of which day rules are judged whose deciding day has not come yet; None for the day it happened.
    #[getter]
    fn as_of<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.as_of.map(|day| to_date(py, day)).transpose()
    }

    /// Who acts: the name of an account, not of a person.
    #[getter]
    fn by(&self) -> &str {
        self.by.as_str()
    }

    /// Sixteen random bytes, fresh for each entry that holds personal fields.
    #[getter]
    fn salt<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.salt.map(|salt| PyBytes::new(py, &salt.bytes()))
    }

    /// The same but for what is named here: `context.replace(salt=secrets.token_bytes(16))`.
    ///
    /// >>> context = Context("2026-03-02", "wang")
    /// >>> context.replace(by="li").by
    /// 'li'
    #[pyo3(signature = (**changes))]
    fn replace(&self, py: Python<'_>, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let (args, fields) = self.__getnewargs_ex__(py)?;
        for (name, value) in ["today", "by"].into_iter().zip(args.iter()) {
            fields.set_item(name, value)?;
        }
        if let Some(changes) = changes {
            fields.update(changes.as_mapping())?;
        }
        py.get_type::<Self>()
            .call((), Some(&fields))?
            .cast_into::<Self>()
            .map(|it| it.get().clone())
            .map_err(Into::into)
    }

    #[pyo3(signature = (**changes))]
    fn __replace__(&self, py: Python<'_>, changes: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        self.replace(py, changes)
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let fields = PyDict::new(py);
        fields.set_item("occurred", self.occurred(py)?)?;
        fields.set_item("as_of", self.as_of(py)?)?;
        fields.set_item("salt", self.salt(py))?;
        Ok(((self.today(py)?, self.by()).into_pyobject(py)?, fields))
    }

    /// The salt is not shown: it belongs beside the personal fields that it hides.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let shown = |day: Date| to_date(py, day)?.repr().map(|it| it.to_string());
        let mut told = format!("Context(today={}, by={}", shown(self.today)?, PyString::new(py, self.by()).repr()?);
        if self.occurred != self.today {
            told += &format!(", occurred={}", shown(self.occurred)?);
        }
        if let Some(as_of) = self.as_of {
            told += &format!(", as_of={}", shown(as_of)?);
        }
        Ok(told + if self.salt.is_some() { ", salt=...)" } else { ")" })
    }
}

/// Sixteen bytes, or their 32 hexadecimal digits.
fn read_salt(salt: &Bound<'_, PyAny>) -> PyResult<Salt> {
    if let Ok(bytes) = salt.cast::<PyBytes>() {
        let told = bytes.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        return of_hex(salt.py(), &told);
    }
    match salt.cast::<PyString>() {
        Ok(string) => of_hex(salt.py(), &text(string, "salt")?),
        Err(_) => {
            Err(PyTypeError::new_err("`salt` is 16 bytes, such as `secrets.token_bytes(16)`, or their hex digits"))
        }
    }
}

fn of_hex(py: Python<'_>, digits: &str) -> PyResult<Salt> {
    Salt::from_hex(digits).map_err(|error| raise_error(py, &error.at("salt")))
}
