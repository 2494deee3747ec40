//! What customers ask of a loan, answered in figures and in words.

use crate::repay::answer;
use anjieflow::interchange::plain;
use pyo3::prelude::*;
use pyo3::types::PyDict;

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
    answer(py, loan, plain::monthly)
}

/// What if the rate moves by so many hundredths of a percent?
#[pyfunction]
#[pyo3(signature = (**loan))]
fn if_rate_moves<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, loan, plain::if_rate_moves)
}

/// Thirty years or twenty? Of any two loans.
#[pyfunction]
#[pyo3(signature = (**loan))]
fn compare<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, loan, plain::compare)
}

/// Prepay now or in two years? Of any two days.
#[pyfunction]
#[pyo3(signature = (**loan))]
fn prepay_now_or_later<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, loan, plain::prepay_now_or_later)
}

/// Shorter term or smaller instalment?
#[pyfunction]
#[pyo3(signature = (**loan))]
fn shorter_or_smaller<'py>(py: Python<'py>, loan: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
    answer(py, loan, plain::shorter_or_smaller)
}
