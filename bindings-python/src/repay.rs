//! Repayment: one loan as plain data.

use crate::columns;
use crate::error::raise_error;
use crate::value::{to_python, to_value};
use anjieflow::interchange::plain;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::Value;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(schedule, module)?)?;
    module.add_function(wrap_pyfunction!(prepay, module)?)?;
    module.add_function(wrap_pyfunction!(arrears, module)?)?;
    module.add_function(wrap_pyfunction!(late_record, module)?)?;
    module.add_function(wrap_pyfunction!(fortnightly, module)?)?;
    module.add_function(wrap_pyfunction!(explain_figure, module)?)?;
    module.add_function(wrap_pyfunction!(columns::instalments, module)?)
}

/// Every payment of a debt, and the sums.
#[pyfunction]
#[pyo3(signature = (**loan))]
fn schedule<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    let told = plain::schedule(&request(loan)?);
    to_python(py, &told.map_err(|error| raise_error(py, &error))?)
}

/// Which convention gives a figure that somebody brings, or what comes nearest.
#[pyfunction]
#[pyo3(signature = (**loan))]
fn explain_figure<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    let told = plain::explain_figure(&request(loan)?);
    to_python(py, &told.map_err(|error| raise_error(py, &error))?)
}

/// What an early payment costs and saves.
#[pyfunction]
#[pyo3(signature = (**loan))]
fn prepay<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    let told = plain::prepay(&request(loan)?);
    to_python(py, &told.map_err(|error| raise_error(py, &error))?)
}

/// What is owed on a day by somebody who is behind.
#[pyfunction]
#[pyo3(signature = (**asked))]
fn arrears<'py>(py: Python<'py>, asked: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    let told = plain::arrears(&request(asked)?);
    to_python(py, &told.map_err(|error| raise_error(py, &error))?)
}

/// How often somebody was late, in a row and in all.
#[pyfunction]
fn late_record<'py>(py: Python<'py>, late: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let told = plain::late_record(&to_value(late, "late")?);
    to_python(py, &told.map_err(|error| raise_error(py, &error))?)
}

/// Half a monthly instalment every two weeks, and what that saves.
#[pyfunction]
#[pyo3(signature = (**loan))]
fn fortnightly<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    let told = plain::fortnightly(&request(loan)?);
    to_python(py, &told.map_err(|error| raise_error(py, &error))?)
}

fn request(loan: Option<&Bound<'_, PyDict>>) -> PyResult<Value> {
    loan.map_or_else(|| Ok(Value::Object(serde_json::Map::new())), |loan| to_value(loan, "loan"))
}
