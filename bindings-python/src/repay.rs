//! Repayment: one loan as plain data.

use crate::columns;
use crate::error::raise_error;
use crate::value::{to_python, to_value};
use anjieflow::calendar::Calendar;
use anjieflow::error::Error;
use anjieflow::interchange::plain;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::Value;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(schedule, module)?)?;
    module.add_function(wrap_pyfunction!(combined, module)?)?;
    module.add_function(wrap_pyfunction!(explain_figure, module)?)?;
    module.add_function(wrap_pyfunction!(prepay, module)?)?;
    module.add_function(wrap_pyfunction!(arrears, module)?)?;
    module.add_function(wrap_pyfunction!(settlement, module)?)?;
    module.add_function(wrap_pyfunction!(apr, module)?)?;
    module.add_function(wrap_pyfunction!(fortnightly, module)?)?;
    module.add_function(wrap_pyfunction!(least_payment, module)?)?;
    module.add_function(wrap_pyfunction!(spread, module)?)?;
    module.add_function(wrap_pyfunction!(late_record, module)?)?;
    module.add_function(wrap_pyfunction!(columns::instalments, module)?)
}

/// The answer to a question whose fields are keyword arguments.
pub fn answer<'py>(
    py: Python<'py>,
    asked: Option<&Bound<'py, PyDict>>,
    question: impl FnOnce(&Value) -> Result<Value, Error>,
) -> PyResult<Bound<'py, PyAny>> {
    let asked = asked.map_or_else(|| Ok(Value::Object(serde_json::Map::new())), |asked| to_value(asked, "loan"))?;
    to_python(py, &question(&asked).map_err(|error| raise_error(py, &error))?)
}

/// Every payment of a loan, and the sums; due days are put off by the built-in calendar.
#[pyfunction]
#[pyo3(signature = (**asked))]
fn schedule<'py>(py: Python<'py>, asked: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, asked, |loan| plain::schedule_by(Calendar::builtin(), loan))
}

/// The payments of two loans for one home together, by due day.
#[pyfunction]
#[pyo3(signature = (**asked))]
fn combined<'py>(py: Python<'py>, asked: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, asked, plain::combined)
}

/// Which convention gives a figure that somebody brings, or what comes nearest.
#[pyfunction]
#[pyo3(signature = (**asked))]
fn explain_figure<'py>(py: Python<'py>, asked: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, asked, plain::explain_figure)
}

/// What an early payment costs and saves.
#[pyfunction]
#[pyo3(signature = (**asked))]
fn prepay<'py>(py: Python<'py>, asked: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, asked, plain::prepay)
}

/// What is owed on a day by somebody who is behind.
#[pyfunction]
#[pyo3(signature = (**asked))]
fn arrears<'py>(py: Python<'py>, asked: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, asked, plain::arrears)
}

/// What settles a loan on a day.
#[pyfunction]
#[pyo3(signature = (**asked))]
fn settlement<'py>(py: Python<'py>, asked: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, asked, plain::settlement)
}

/// What a loan costs in a year with its fees.
#[pyfunction]
#[pyo3(signature = (**asked))]
fn apr<'py>(py: Python<'py>, asked: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, asked, plain::apr)
}

/// Half a monthly instalment every two weeks, and what that saves.
#[pyfunction]
#[pyo3(signature = (**asked))]
fn fortnightly<'py>(py: Python<'py>, asked: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, asked, plain::fortnightly)
}

/// The least monthly payment of free repayment at the Beijing provident fund.
#[pyfunction]
#[pyo3(signature = (**asked))]
fn least_payment<'py>(py: Python<'py>, asked: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, asked, plain::least_payment)
}

/// What a loan that existed adds to the loan prime rate, and what it became when it was cut.
#[pyfunction]
#[pyo3(signature = (**asked))]
fn spread<'py>(py: Python<'py>, asked: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, asked, plain::spread)
}

/// How often somebody was late, in a row and in all.
#[pyfunction]
fn late_record<'py>(py: Python<'py>, late: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let told = plain::late_record(&to_value(late, "late")?);
    to_python(py, &told.map_err(|error| raise_error(py, &error))?)
}
