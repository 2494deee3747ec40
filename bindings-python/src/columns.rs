//! Many loans as columns of whole numbers.
//!
//! Columns come as what has a buffer (`array`, numpy, pandas), as lists, or as one number for every row. They are read a
//! part at a time, which then lies in the processor's cache: nothing as long as a column is copied.

use crate::error::raise_error;
use anjieflow::error::{Error, ErrorCode};
use anjieflow::money::{Money, Rate};
use anjieflow::repayment::{Instalments, Level};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyInt, PyMemoryView, PySlice};
use std::ops::Range;

/// So many rows are a part.
const PART: usize = 4096;

/// The level instalments of many loans in fen, as an `array` of type "q".
#[pyfunction]
pub fn instalments<'py>(
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
    // Of its whole length at once: grown part by part, it would be moved again and again.
    let answers = py.import("array")?.getattr("array")?.call1(("q", [0]))?.mul(rows)?;
    let places = PyMemoryView::from(&answers)?;
    let mut part = Part { level: level(&columns), ..Part::default() };
    for from in (0..rows).step_by(PART) {
        py.check_signals()?;
        let end = rows.min(from + PART);
        part.read(&columns, from..end)?;
        py.detach(|| part.pay()).map_err(|(row, error)| raise_error(py, &error.at(format!("row {}", from + row))))?;
        let paid = PyMemoryView::from(&PyBytes::new(py, &part.paid))?.call_method1("cast", ("q",))?;
        places.set_item(PySlice::new(py, from as isize, end as isize, 1), paid)?;
    }
    // Whoever is given the column may make it longer.
    places.call_method0("release")?;
    Ok(answers)
}

/// A column, or one number for every row.
enum Column<'py> {
    One(i64),
    Words { view: Bound<'py, PyMemoryView>, rows: usize, word: Word },
    Listed(Vec<i64>),
}

/// How a number lies in a buffer.
#[derive(Clone, Copy)]
struct Word {
    width: usize,
    signed: bool,
}

impl<'py> Column<'py> {
    fn read(object: &Bound<'py, PyAny>, name: &str) -> PyResult<Self> {
        let unfit = |_| PyTypeError::new_err(format!("`{name}` is no whole number of 64 bits, nor a column of such"));
        if object.is_instance_of::<PyInt>() {
            return object.extract().map(Self::One).map_err(unfit);
        }
        match PyMemoryView::from(object) {
            Ok(view) => Self::of_buffer(view, name),
            Err(_) => object.extract().map(Self::Listed).map_err(unfit),
        }
    }

    fn of_buffer(view: Bound<'py, PyMemoryView>, name: &str) -> PyResult<Self> {
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
        Ok(Self::Words { rows: view.len()?, view, word: Word { width, signed } })
    }

    /// `None` for one number.
    fn len(&self) -> Option<usize> {
        match self {
            Self::One(_) => None,
            Self::Words { rows, .. } => Some(*rows),
            Self::Listed(numbers) => Some(numbers.len()),
        }
    }

    /// The number, where it is one for every row.
    fn one(&self) -> Option<i64> {
        if let Self::One(number) = self { Some(*number) } else { None }
    }

    /// Put the numbers of these rows into `numbers`.
    fn copy(&self, rows: Range<usize>, numbers: &mut Vec<i64>) -> PyResult<()> {
        numbers.clear();
        match self {
            Self::One(number) => numbers.resize(rows.len(), *number),
            Self::Listed(listed) => numbers.extend(listed.get(rows).into_iter().flatten()),
            Self::Words { view, word, .. } => {
                let slice = PySlice::new(view.py(), rows.start as isize, rows.end as isize, 1);
                let bytes = view.get_item(slice)?.call_method0("tobytes")?;
                word.read(bytes.cast::<PyBytes>()?.as_bytes(), numbers);
            }
        }
        Ok(())
    }
}

impl Word {
    /// The numbers of these bytes; one that is too large for its place becomes one below zero, which no bound lets pass.
    fn read(self, bytes: &[u8], numbers: &mut Vec<i64>) {
        match (self.width, self.signed) {
            (8, true) => numbers.extend(words(bytes).map(i64::from_ne_bytes)),
            (8, false) => {
                numbers.extend(words(bytes).map(|word| i64::try_from(u64::from_ne_bytes(word)).unwrap_or(-1)))
            }
            (4, true) => numbers.extend(words(bytes).map(|word| i64::from(i32::from_ne_bytes(word)))),
            (4, false) => numbers.extend(words(bytes).map(|word| i64::from(u32::from_ne_bytes(word)))),
            (2, true) => numbers.extend(words(bytes).map(|word| i64::from(i16::from_ne_bytes(word)))),
            (2, false) => numbers.extend(words(bytes).map(|word| i64::from(u16::from_ne_bytes(word)))),
            (_, true) => numbers.extend(words(bytes).map(|word| i64::from(i8::from_ne_bytes(word)))),
            (_, false) => numbers.extend(words(bytes).map(|word| i64::from(u8::from_ne_bytes(word)))),
        }
    }
}

fn words<const WIDTH: usize>(bytes: &[u8]) -> impl Iterator<Item = [u8; WIDTH]> + '_ {
    // OK because each piece has just that width.
    bytes.chunks_exact(WIDTH).map(|word| word.try_into().unwrap_or([0; WIDTH]))
}

fn rows(columns: &[Column<'_>; 3]) -> PyResult<usize> {
    let mut lengths = columns.iter().filter_map(Column::len);
    let Some(rows) = lengths.next() else { return Ok(1) };
    match lengths.find(|length| *length != rows) {
        None => Ok(rows),
        Some(other) => Err(PyValueError::new_err(format!("one column has {rows} rows, another {other}"))),
    }
}

/// Some rows of the columns, and the bytes of their answers.
#[derive(Default)]
struct Part {
    instalments: Instalments,
    principals: Vec<i64>,
    rates: Vec<i64>,
    months: Vec<i64>,
    /// Where rate and months are the same for every row.
    level: Option<Level>,
    paid: Vec<u8>,
}

impl Part {
    fn read(&mut self, [principals, rates, months]: &[Column<'_>; 3], rows: Range<usize>) -> PyResult<()> {
        self.paid.resize(rows.len() * 8, 0);
        principals.copy(rows.clone(), &mut self.principals)?;
        if self.level.is_some() {
            return Ok(());
        }
        rates.copy(rows.clone(), &mut self.rates)?;
        months.copy(rows, &mut self.months)
    }

    /// Compute the answers, or say which row has none.
    fn pay(&mut self) -> Result<(), (usize, Error)> {
        let Self { instalments, principals, rates, months, level, paid } = self;
        match level {
            Some(level) => put(paid, principals.iter().map(|principal| level.of(amount(*principal)?))),
            None => {
                let loans = principals.iter().zip(rates).zip(months);
                put(paid, loans.map(|((principal, rate), months)| instalment(instalments, *principal, *rate, *months)))
            }
        }
    }
}

/// The bytes of the answers, up to the row that has none.
#[inline]
fn put(paid: &mut [u8], answers: impl Iterator<Item = Result<Money, Error>>) -> Result<(), (usize, Error)> {
    for (row, (place, answer)) in paid.chunks_exact_mut(8).zip(answers).enumerate() {
        place.copy_from_slice(&answer.map_err(|error| (row, error))?.fen().to_ne_bytes());
    }
    Ok(())
}

#[inline]
fn instalment(instalments: &mut Instalments, principal: i64, rate: i64, months: i64) -> Result<Money, Error> {
    match (Money::from_fen(principal), terms(rate, months)) {
        (Some(principal), Some((rate, months))) => instalments.of(principal, rate, months),
        _ => Err(beyond(principal, rate, months)),
    }
}

#[inline]
fn amount(fen: i64) -> Result<Money, Error> {
    Money::new(fen).map_err(|error| error.at("principal"))
}

/// What can be asked about at all; `None` where a number is none of its kind.
#[inline]
fn terms(rate: i64, months: i64) -> Option<(Rate, u16)> {
    Some((Rate::from_millionths(u32::try_from(rate).ok()?)?, u16::try_from(months).ok()?))
}

/// `None` where rate or months differ from row to row, or are out of range.
fn level([_, rates, months]: &[Column<'_>; 3]) -> Option<Level> {
    let (rate, months) = terms(rates.one()?, months.one()?)?;
    Level::new(rate, months).ok()
}

/// Which of the numbers it is.
#[cold]
fn beyond(principal: i64, rate: i64, months: i64) -> Error {
    let beyond =
        |place, bounds, found| Error::new(ErrorCode::OutOfRange, format!("want {bounds}, found {found}")).at(place);
    match amount(principal) {
        Err(error) => error,
        Ok(_) if u32::try_from(rate).ok().and_then(Rate::from_millionths).is_none() => {
            beyond("rate", "0 to 360000 millionths a year", rate)
        }
        Ok(_) => beyond("months", "1 to 600 months", months),
    }
}
