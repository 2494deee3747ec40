//! anjieflow for Python: the dynamic case, its errors as exceptions, plain data in and out.
//!
//! Nothing is decided here. Every call turns Python objects into plain data, asks
//! `anjieflow::interchange::plain`, and turns the answer back.

mod amount;
mod arrow;
mod ask;
mod audit;
mod case;
mod checklist;
mod columns;
mod command;
mod context;
mod day;
mod entry;
mod error;
mod office;
mod questions;
mod repay;
mod rules;
mod value;
mod watch;

use pyo3::prelude::*;

#[pymodule]
fn _anjieflow(module: &Bound<'_, PyModule>) -> PyResult<()> {
    case::register(module)?;
    rules::register(module)?;
    office::register(module)?;
    ask::register(module)?;
    audit::register(module)?;
    repay::register(module)?;
    questions::register(module)?;
    arrow::register(module)
}
