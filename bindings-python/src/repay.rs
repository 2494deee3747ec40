//! Repayment: one loan as plain data, many as columns of whole numbers.

use crate::error::raise_error;
use crate::value::{to_python, to_value};
use anjieflow::error::{Error, ErrorCode};
use anjieflow::interchange::plain;
use anjieflow::money::{Money, Rate};
use anjieflow::repayment::Instalments;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyInt, PyMemoryView};
use serde_json::Value;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(schedule, module)?)?;
    module.add_function(wrap_pyfunction!(prepay, module)?)?;
    module.add_function(wrap_pyfunction!(arrears, module)?)?;
    module.add_function(wrap_pyfunction!(late_record, module)?)?;
    module.add_function(wrap_pyfunction!(fortnightly, module)?)?;
    module.add_function(wrap_pyfunction!(explain_figure, module)?)?;
    module.add_function(wrap_pyfunction!(instalments, module)?)
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

pub fn request(loan: Option<&Bound<'_, PyDict>>) -> PyResult<Value> {
    loan.map_or_else(|| Ok(Value::Object(serde_json::Map::new())), |loan| to_value(loan, "loan"))
}

/// The level instalments of many loans in fen, as an `array` of type "q".
#[pyfunction]
fn instalments<'py>(
    py: Python<'py>,
    principal_fen: &Bound<'py, PyAny>,
    rate_millionths: &Bound<'py, PyAny>,
    months: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let columns = [
        Column::read(principal_fen, "principal_fen")?,
        Column::read(rate_millionths, "rate_millionths")?,
        Column::read(months, "months")?,
    ];
    let rows = rows(&columns)?;
    let paid = py.detach(|| paid(&columns, rows)).map_err(|error| raise_error(py, &error))?;
    py.import("array")?.getattr("array")?.call1(("q", PyBytes::new(py, &paid)))
}

/// A column, or one number for every row.
enum Column {
    One(i64),
    Words { bytes: Vec<u8>, width: usize, signed: bool },
    Listed(Vec<i64>),
}

impl Column {
    fn read(object: &Bound<'_, PyAny>, name: &str) -> PyResult<Self> {
        let unfit = |_| PyTypeError::new_err(format!("`{name}` is no whole number of 64 bits, nor a column of such"));
        if object.is_instance_of::<PyInt>() {
            return object.extract().map(Self::One).map_err(unfit);
        }
        match PyMemoryView::from(object) {
            Ok(view) => Self::of_buffer(&view, name),
            Err(_) => object.extract().map(Self::Listed).map_err(unfit),
        }
    }

    fn of_buffer(view: &Bound<'_, PyMemoryView>, name: &str) -> PyResult<Self> {
        let format: String = view.getattr("format")?.extract()?;
        let (width, dimensions): (usize, usize) =
            (view.getattr("itemsize")?.extract()?, view.getattr("ndim")?.extract()?);
        let native = format.trim_start_matches(['@', '=', '<']);
        let signed = native.chars().all(|kind| "bhilqn".contains(kind));
        let whole = signed || native.chars().all(|kind| "BHILQN".contains(kind));
        if !whole || native.len() != 1 || dimensions != 1 {
            let message =
                format!("`{name}` is a buffer of `{format}` in {dimensions} dimensions, want one of whole numbers");
            return Err(PyTypeError::new_err(message));
        }
        Ok(Self::Words { bytes: view.call_method0("tobytes")?.extract()?, width, signed })
    }

    /// `None` for one number.
    fn len(&self) -> Option<usize> {
        match self {
            Self::One(_) => None,
            Self::Words { bytes, width, .. } => Some(bytes.len() / width.max(&1)),
            Self::Listed(numbers) => Some(numbers.len()),
        }
    }

    #[inline]
    fn get(&self, row: usize) -> i64 {
        match self {
            Self::One(number) => *number,
            Self::Listed(numbers) => numbers.get(row).copied().unwrap_or(-1),
            Self::Words { bytes, width, signed } => {
                bytes.get(row * width..).map_or(-1, |bytes| word(bytes, *width, *signed))
            }
        }
    }
}

/// A number of so many bytes; one that is too large for its place becomes one below zero, which no bound lets pass.
#[inline]
fn word(bytes: &[u8], width: usize, signed: bool) -> i64 {
    match (width, signed) {
        (8, true) => bytes.first_chunk().map_or(-1, |word| i64::from_ne_bytes(*word)),
        (8, false) => bytes.first_chunk().map_or(-1, |word| i64::try_from(u64::from_ne_bytes(*word)).unwrap_or(-1)),
        (4, true) => bytes.first_chunk().map_or(-1, |word| i32::from_ne_bytes(*word).into()),
        (4, false) => bytes.first_chunk().map_or(-1, |word| u32::from_ne_bytes(*word).into()),
        (2, true) => bytes.first_chunk().map_or(-1, |word| i16::from_ne_bytes(*word).into()),
        (2, false) => bytes.first_chunk().map_or(-1, |word| u16::from_ne_bytes(*word).into()),
        (_, true) => bytes.first_chunk().map_or(-1, |word| i8::from_ne_bytes(*word).into()),
        (_, false) => bytes.first_chunk().map_or(-1, |word| u8::from_ne_bytes(*word).into()),
    }
}

fn rows(columns: &[Column; 3]) -> PyResult<usize> {
    let mut lengths = columns.iter().filter_map(Column::len);
    let Some(rows) = lengths.next() else { return Ok(1) };
    match lengths.find(|length| *length != rows) {
        None => Ok(rows),
        Some(other) => Err(PyValueError::new_err(format!("one column has {rows} rows, another {other}"))),
    }
}

/// The bytes of the answers.
fn paid([principal, rate, months]: &[Column; 3], rows: usize) -> Result<Vec<u8>, Error> {
    let mut instalments = Instalments::default();
    let mut paid = vec![0; rows * 8];
    for (row, place) in paid.chunks_exact_mut(8).enumerate() {
        let loan = loan(principal.get(row), rate.get(row), months.get(row));
        let instalment = loan.and_then(|(principal, rate, months)| instalments.of(principal, rate, months));
        let instalment = instalment.map_err(|error| error.at(format!("row {row}")))?;
        place.copy_from_slice(&instalment.fen().to_ne_bytes());
    }
    Ok(paid)
}

#[inline]
fn loan(principal: i64, rate: i64, months: i64) -> Result<(Money, Rate, u16), Error> {
    let principal = Money::new(principal).map_err(|error| error.at("principal"))?;
    let rate = u32::try_from(rate).ok().and_then(Rate::from_millionths).ok_or_else(|| beyond("rate", rate))?;
    let months = u16::try_from(months).map_err(|_| beyond("months", months))?;
    Ok((principal, rate, months))
}

#[cold]
fn beyond(place: &str, found: i64) -> Error {
    let bounds = if place == "rate" { "0 to 360000 millionths a year" } else { "1 to 600 months" };
    Error::new(ErrorCode::OutOfRange, format!("want {bounds}, found {found}")).at(place)
}
