//! What can be asked without a case and under any rules.

use crate::error::raise_error;
use crate::value::{text, to_python, to_value};
use anjieflow::calendar::Calendar;
use anjieflow::interchange::plain;
use pyo3::prelude::*;
use pyo3::types::PyString;
use serde_json::Value;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(log, module)?)?;
    module.add_function(wrap_pyfunction!(forget, module)?)?;
    module.add_function(wrap_pyfunction!(check_id, module)?)?;
    module.add_function(wrap_pyfunction!(check_number, module)?)?;
    module.add_function(wrap_pyfunction!(workday, module)?)?;
    module.add_function(wrap_pyfunction!(retirement_age, module)?)?;
    module.add_function(wrap_pyfunction!(stages, module)?)?;
    module.add_function(wrap_pyfunction!(diagram, module)?)?;
    module.add_function(wrap_pyfunction!(version, module)?)
}

/// The log of these entries as text, a header and an entry a line, as `Case.replay` reads it.
#[pyfunction]
fn log(py: Python<'_>, entries: &Bound<'_, PyAny>) -> PyResult<String> {
    let entries = match to_value(entries, "entries")? {
        Value::Array(entries) => entries,
        // A single value is handed on: core says what is wrong with it.
        other => vec![other],
    };
    plain::log(entries).map_err(|error| raise_error(py, &error))
}

/// A log without the personal fields of what it says was erased.
#[pyfunction]
fn forget(py: Python<'_>, log: &Bound<'_, PyString>) -> PyResult<String> {
    plain::forget(&text(log, "log")?).map_err(|error| raise_error(py, &error))
}

/// Whether a number can be that of a person or a firm; with `today`, nobody is born later.
#[pyfunction]
#[pyo3(signature = (number, today = None))]
fn check_id<'py>(
    py: Python<'py>,
    number: &Bound<'py, PyString>,
    today: Option<&Bound<'py, PyString>>,
) -> PyResult<Bound<'py, PyAny>> {
    let today = day(today)?;
    let answer = plain::check_id(&text(number, "number")?, today.as_deref());
    to_python(py, &answer.map_err(|error| raise_error(py, &error))?)
}

/// Whether a number is right as what it is said to be, such as "bank-card" or "title"; with `today`, nobody is born later.
#[pyfunction]
#[pyo3(signature = (kind, number, today = None))]
fn check_number<'py>(
    py: Python<'py>,
    kind: &Bound<'py, PyString>,
    number: &Bound<'py, PyString>,
    today: Option<&Bound<'py, PyString>>,
) -> PyResult<Bound<'py, PyAny>> {
    let today = day(today)?;
    let answer = plain::check_number(&text(kind, "kind")?, &text(number, "number")?, today.as_deref());
    to_python(py, &answer.map_err(|error| raise_error(py, &error))?)
}

fn day(today: Option<&Bound<'_, PyString>>) -> PyResult<Option<String>> {
    today.map(|today| text(today, "today")).transpose()
}

/// Ask the calendar of working days: `is_working_day`, `roll_forward`, `roll_back`,
/// `add_working_days` or `working_days_between`.
#[pyfunction]
#[pyo3(signature = (operation, date, argument = None))]
fn workday<'py>(
    py: Python<'py>,
    operation: &Bound<'py, PyString>,
    date: &Bound<'py, PyString>,
    argument: Option<&Bound<'py, PyString>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (operation, date) = (text(operation, "operation")?, text(date, "date")?);
    let argument = argument.map_or(Ok(String::new()), |argument| text(argument, "argument"))?;
    to_python(py, &plain::workday(Calendar::builtin(), &operation, &date, &argument))
}

/// The statutory retirement age of somebody born in a month (`YYYY-MM`): `male`, `female_55` or `female_50`.
#[pyfunction]
fn retirement_age<'py>(
    py: Python<'py>,
    category: &Bound<'py, PyString>,
    birth_month: &Bound<'py, PyString>,
) -> PyResult<Bound<'py, PyAny>> {
    to_python(py, &plain::retirement_age(&text(category, "category")?, &text(birth_month, "birth_month")?))
}

/// The stages of a case, with their names in the trade.
#[pyfunction]
fn stages(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    to_python(py, &plain::stages())
}

/// The flow of the case and the loan as text: "mermaid" or "dot".
#[pyfunction]
fn diagram(py: Python<'_>, kind: &Bound<'_, PyString>) -> PyResult<String> {
    plain::diagram(&text(kind, "kind")?).map_err(|error| raise_error(py, &error))
}

/// The version of this package.
#[pyfunction]
fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}
