//! Money and rates as people write them: yuan and percent, as `decimal.Decimal` or `int`.
//!
//! The wire counts whole fen and millionths. A key that ends in `_yuan` or `_percent` is the same field in the other
//! unit, and what would have to be rounded is refused.

use crate::value::What;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBool, PyInt, PyType};

/// The units that are taken: how a key ends, how the wire's key ends, and by how many places the point moves.
const UNITS: [(&str, &str, i32); 2] = [("_yuan", "_fen", 2), ("_percent", "_millionths", 4)];

/// The wire's key and number for a key in one of the units above; `None` for any other key.
pub fn of_unit(key: &str, value: &Bound<'_, PyAny>) -> Option<(String, Result<i64, What>)> {
    let told = |(unit, wire, places): &(&str, &str, i32)| {
        let stem = key.strip_suffix(unit)?;
        Some((format!("{stem}{wire}"), whole(value, *places)))
    };
    UNITS.iter().find_map(told)
}

/// Whether it is a `decimal.Decimal`.
pub fn is_decimal(value: &Bound<'_, PyAny>) -> bool {
    static DECIMAL: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let class = DECIMAL.import(value.py(), "decimal", "Decimal");
    class.is_ok_and(|class| value.is_instance(class).unwrap_or(false))
}

/// The number with its point moved, if that is a whole one.
fn whole(value: &Bound<'_, PyAny>, places: i32) -> Result<i64, What> {
    if value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>() {
        let number = value.extract::<i64>().ok();
        return number.and_then(|it| it.checked_mul(10_i64.pow(places.unsigned_abs()))).ok_or(What::TooLarge);
    }
    if !is_decimal(value) {
        return Err(What::NoDecimal);
    }
    let finite = value.call_method0("is_finite").and_then(|it| it.extract());
    if !finite.unwrap_or(false) {
        return Err(What::NotFinite);
    }
    exactly(value, places).map_err(|_| What::TooLarge)?.ok_or(What::Fraction)
}

fn exactly(value: &Bound<'_, PyAny>, places: i32) -> PyResult<Option<i64>> {
    let moved = value.call_method1("scaleb", (places,))?;
    let rounded = moved.call_method0("to_integral_value")?;
    if !moved.eq(&rounded)? {
        return Ok(None);
    }
    rounded.call_method0("__int__")?.extract().map(Some)
}
