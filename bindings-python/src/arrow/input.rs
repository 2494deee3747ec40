//! Where rows come from: anything that has Arrow's C interface.

use super::c_stream::{Incoming, batch_of};
use crate::error::raise_error;
use anjieflow::error::{Error, ErrorCode};
use arrow_data::ArrayData;
use arrow_data::transform::MutableArrayData;
use arrow_schema::{ArrowError, DataType, SchemaRef};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// The batches of a table.
pub enum Source {
    Stream(Incoming),
    One(SchemaRef, Option<ArrayData>),
}

impl Source {
    pub fn schema(&self) -> &SchemaRef {
        match self {
            Self::Stream(stream) => stream.schema(),
            Self::One(schema, _) => schema,
        }
    }

    pub fn next(&mut self) -> Result<Option<Batch>, String> {
        let next = match self {
            Self::Stream(stream) => stream.next()?,
            Self::One(_, batch) => batch.take(),
        };
        next.map(Batch::of).transpose().map_err(|error| error.to_string())
    }
}

/// Some rows, column by column.
pub struct Batch {
    pub columns: Vec<ArrayData>,
    pub rows: usize,
}

impl Batch {
    fn of(data: ArrayData) -> Result<Self, ArrowError> {
        let columns = parts(&data)?;
        Ok(Self { columns, rows: data.len() })
    }
}

/// The columns of a struct, each as long as it.
fn parts(data: &ArrayData) -> Result<Vec<ArrayData>, ArrowError> {
    let parts = data.child_data().iter().map(|child| settled(child)?.slice_rows(data.offset(), data.len()));
    parts.collect()
}

/// The same data with every struct beginning at its first row: its columns are found by the number of the row alone.
fn settled(data: &ArrayData) -> Result<ArrayData, ArrowError> {
    match data.data_type() {
        DataType::Struct(_) => {
            let parts = parts(data)?;
            let built = ArrayData::builder(data.data_type().clone()).len(data.len()).nulls(data.nulls().cloned());
            built.child_data(parts).build()
        }
        DataType::List(_) | DataType::LargeList(_) | DataType::FixedSizeList(..) => {
            let items = data.child_data().iter().map(settled).collect::<Result<Vec<_>, _>>()?;
            data.clone().into_builder().child_data(items).build()
        }
        _ => Ok(data.clone()),
    }
}

/// Parts of settled data.
pub trait Rows: Sized {
    /// Rows that stand together; nothing is copied.
    fn slice_rows(&self, from: usize, rows: usize) -> Result<Self, ArrowError>;

    /// These rows, copied.
    fn take_rows(&self, rows: &[u32]) -> Result<Self, ArrowError>;
}

impl Rows for ArrayData {
    fn slice_rows(&self, from: usize, rows: usize) -> Result<Self, ArrowError> {
        if !matches!(self.data_type(), DataType::Struct(_)) {
            return Ok(self.slice(from, rows));
        }
        let parts = self.child_data().iter().map(|child| child.slice_rows(from, rows)).collect::<Result<_, _>>()?;
        let nulls = self.nulls().map(|nulls| nulls.slice(from, rows));
        ArrayData::builder(self.data_type().clone()).len(rows).nulls(nulls).child_data(parts).build()
    }

    fn take_rows(&self, rows: &[u32]) -> Result<Self, ArrowError> {
        let mut taken = MutableArrayData::new(vec![self], false, rows.len());
        for row in rows {
            let row = usize::try_from(*row).unwrap_or(usize::MAX);
            taken.try_extend(0, row, row + 1)?;
        }
        Ok(taken.freeze())
    }
}

/// The batches of what was handed in; nothing is read yet but which columns there are.
pub fn open(table: &Bound<'_, PyAny>) -> PyResult<Source> {
    let py = table.py();
    if table.hasattr(intern!(py, "__arrow_c_stream__"))? {
        let capsule = table.call_method0(intern!(py, "__arrow_c_stream__"))?;
        return Incoming::of(capsule.cast()?).map(Source::Stream).ok_or_else(|| no_table(table));
    }
    if table.hasattr(intern!(py, "__arrow_c_array__"))? {
        let capsules = table.call_method0(intern!(py, "__arrow_c_array__"))?;
        let capsules = capsules.cast::<PyTuple>()?;
        let batch = batch_of(capsules.get_item(0)?.cast()?, capsules.get_item(1)?.cast()?);
        return batch.map(|(schema, batch)| Source::One(schema, Some(batch))).ok_or_else(|| no_table(table));
    }
    Err(no_table(table))
}

#[cold]
fn no_table(table: &Bound<'_, PyAny>) -> PyErr {
    let error = Error::new(ErrorCode::WrongType, format!("a `{}` is no table", kind(table))).at("table").help(
        "hand in a table of pyarrow, Polars, DuckDB or pandas, or anything with `__arrow_c_stream__`; collect a lazy one first",
    );
    raise_error(table.py(), &error)
}

/// What kind of object it is, as Python names it.
pub fn kind(object: &Bound<'_, PyAny>) -> String {
    object.get_type().fully_qualified_name().map_or_else(|_| "thing".to_owned(), |name| name.to_string())
}
