//! A table of answers, which is computed when somebody reads it.

use super::c_stream::outgoing;
use super::input::{self, Source};
use super::plan::Plan;
use super::stream::{Home, Stream};
use arrow_schema::SchemaRef;
use arrow_schema::ffi::FFI_ArrowSchema;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::sync::Arc;

/// Answers about the rows of a table. Hand it to `pyarrow.table`, `polars.DataFrame`, DuckDB or `pandas.DataFrame.from_arrow`:
/// they read it batch by batch, and each batch is computed when it is read.
///
/// It can be read as often as the table that it is about.
#[pyclass(frozen, name = "Table", module = "anjieflow.arrow")]
pub struct Table {
    about: Py<PyAny>,
    kind: String,
    home: Arc<Home>,
    columns: SchemaRef,
    plan: Arc<Plan>,
    progress: Option<Py<PyAny>>,
}

impl Table {
    pub fn new(about: &Bound<'_, PyAny>, source: Source, plan: Plan, progress: Option<Py<PyAny>>) -> Self {
        Self {
            about: about.clone().unbind(),
            kind: input::kind(about),
            columns: source.schema().clone(),
            home: Arc::new(Home::new(source)),
            plan: Arc::new(plan),
            progress,
        }
    }

    /// The batches of what this is about, from the first on.
    fn source(&self, py: Python<'_>) -> PyResult<Source> {
        if let Some(source) = self.home.take() {
            return Ok(source);
        }
        let source = input::open(self.about.bind(py))?;
        match *source.schema() == self.columns {
            true => Ok(source),
            false => Err(PyValueError::new_err("the table has other columns than when this was made")),
        }
    }
}

#[pymethods]
impl Table {
    /// The batches of answers by Arrow's C interface. The types are those of `__arrow_c_schema__`, whatever is requested: who
    /// reads casts.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let progress = self.progress.as_ref().map(|progress| progress.clone_ref(py));
        let stream = Stream::new(self.plan.clone(), self.source(py)?, progress, self.home.clone());
        PyCapsule::new_with_value(py, outgoing(Box::new(stream)), c"arrow_array_stream")
    }

    /// The columns of the answers and their types by Arrow's C interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.plan.schema.as_ref());
        let schema = schema.map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// The names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<&str> {
        self.plan.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }

    fn __repr__(&self) -> String {
        format!("<Table about a {}: {}>", self.kind, self.column_names().join(", "))
    }
}
