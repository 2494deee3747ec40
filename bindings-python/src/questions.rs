//! What customers ask of a loan, answered in figures and in words.

use crate::error::raise_error;
use crate::repay::request;
use crate::value::to_python;
use anjieflow::error::Error;
use anjieflow::interchange::plain;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde_json::Value;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(monthly, module)?)?;
    module.add_function(wrap_pyfunction!(if_rate_moves, module)?)?;
    module.add_function(wrap_pyfunction!(compare, module)?)?;
    module.add_function(wrap_pyfunction!(prepay_now_or_later, module)?)?;
    module.add_function(wrap_pyfunction!(shorter_or_smaller, module)?)
}

/// How much is it a month?
#[pyfunction]
#[pyo3(signature = (**loan))]
fn monthly<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    asked(py, plain::monthly, loan)
}

/// What if the rate moves by so many hundredths of a percent?
#[pyfunction]
#[pyo3(signature = (**loan))]
fn if_rate_moves<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    asked(py, plain::if_rate_moves, loan)
}

/// Thirty years or twenty? Of any two loans.
#[pyfunction]
#[pyo3(signature = (**loan))]
fn compare<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    asked(py, plain::compare, loan)
}

/// Prepay now or in two years? Of any two days.
#[pyfunction]
#[pyo3(signature = (**loan))]
fn prepay_now_or_later<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    asked(py, plain::prepay_now_or_later, loan)
}

/// Shorter term or smaller instalment?
#[pyfunction]
#[pyo3(signature = (**loan))]
fn shorter_or_smaller<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    asked(py, plain::shorter_or_smaller, loan)
}

type Question = fn(&Value) -> Result<Value, Error>;

fn asked<'py>(py: Python<'py>, question: Question, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    to_python(py, &question(&request(loan)?).map_err(|error| raise_error(py, &error))?)
}
