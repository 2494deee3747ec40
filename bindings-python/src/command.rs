//! A command that was read once, for whoever gives it many times.

use crate::error::raise_error;
use crate::value::{of_json, text, to_python, to_value};
use anjieflow::case;
use anjieflow::interchange::read_command;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use serde_json::{Map, Value};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What somebody wants done: a name, and what belongs to it.
///
/// >>> Command("suspend", reason="documents abroad")
/// <Command suspend>
#[pyclass(frozen, eq, module = "anjieflow")]
pub struct Command {
    wire: Value,
    command: case::Command,
}

impl PartialEq for Command {
    fn eq(&self, other: &Self) -> bool {
        self.wire == other.wire
    }
}

impl Command {
    pub fn plain(&self) -> &case::Command {
        &self.command
    }

    pub fn to_value(&self) -> Value {
        self.wire.clone()
    }

    fn read(py: Python<'_>, wire: Value) -> PyResult<Self> {
        let command = read_command(&wire).map_err(|error| raise_error(py, &error.at("command")))?;
        Ok(Self { wire, command })
    }
}

#[pymethods]
impl Command {
    #[new]
    #[pyo3(signature = (command, /, **fields))]
    fn new(command: &Bound<'_, PyString>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        Self::read(command.py(), of_fields(command, fields)?)
    }

    /// A command from its JSON text, or from a mapping of the same form: for a name that only the data knows.
    ///
    /// >>> Command.read({"command": "suspend", "reason": "documents abroad"})
    /// <Command suspend>
    #[staticmethod]
    #[pyo3(name = "read")]
    fn of_wire(command: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = command.py();
        let wire = of_json(command, "command", |error| raise_error(py, &error.at("command")))?;
        Self::read(py, wire)
    }

    /// What it is called.
    #[getter]
    fn name(&self) -> &str {
        self.wire.get("command").and_then(Value::as_str).unwrap_or_default()
    }

    /// What belongs to it, in the units of the wire.
    #[getter]
    fn fields<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let mut fields = self.wire.as_object().cloned().unwrap_or_default();
        fields.shift_remove("command");
        to_python(py, &Value::Object(fields))
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.wire.to_string().hash(&mut hasher);
        hasher.finish()
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<((String,), Bound<'py, PyAny>)> {
        Ok(((self.name().to_owned(),), self.fields(py)?))
    }

    /// Without its fields, which may be personal.
    fn __repr__(&self) -> String {
        format!("<Command {}>", self.name())
    }
}

/// The command of an argument: one that was read, its name with the fields beside it, or all of it in a mapping.
pub fn of_argument(command: &Bound<'_, PyAny>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Asked> {
    let fields = fields.filter(|fields| !fields.is_empty());
    if let Ok(name) = command.cast::<PyString>() {
        return Ok(Asked::Wire(of_fields(name, fields)?));
    }
    if fields.is_some() {
        return Err(PyTypeError::new_err("fields stand beside the name of a command; this one has its own"));
    }
    match command.cast::<Command>() {
        Ok(command) => Ok(Asked::Read(command.clone().unbind())),
        Err(_) => to_value(command, "command").map(Asked::Wire),
    }
}

/// A command as it was handed in.
pub enum Asked {
    /// Read before.
    Read(Py<Command>),
    /// As plain data.
    Wire(Value),
}

impl Asked {
    /// Reads what has not been read, and hands the command on.
    pub fn with<T>(&self, py: Python<'_>, work: impl FnOnce(&case::Command) -> T) -> PyResult<T> {
        match self {
            Self::Read(command) => Ok(work(command.get().plain())),
            Self::Wire(wire) => {
                let command = read_command(wire).map_err(|error| raise_error(py, &error.at("command")))?;
                Ok(work(&command))
            }
        }
    }
}

fn of_fields(name: &Bound<'_, PyString>, fields: Option<&Bound<'_, PyDict>>) -> PyResult<Value> {
    let mut map = Map::new();
    map.insert("command".to_owned(), Value::String(text(name, "command")?));
    if let Some(fields) = fields {
        if let Value::Object(fields) = to_value(fields.as_any(), "command")? {
            map.extend(fields);
        }
    }
    Ok(Value::Object(map))
}
