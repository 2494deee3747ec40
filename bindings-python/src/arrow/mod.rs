//! Many rows at once: tables in by Arrow's C interface, tables out by the same.
//!
//! A table that goes out is read batch by batch, and only then is a batch of the one that came in asked for: no table is
//! ever held here as a whole. Each row is asked about alone, of what also answers the plain functions; one that has no answer
//! comes back with its error, and the others go on.

mod c_stream;
mod cell;
mod enquiries;
mod impact;
mod input;
mod loans;
mod logs;
mod output;
mod plan;
mod stream;
mod table;

use crate::error::raise_error;
use crate::rules::Rules;
use crate::value::to_value;
use anjieflow::error::{Error, ErrorCode};
use plan::Given;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use table::Table;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    // Not added, which would export them: they are for `anjieflow.arrow` alone.
    module.setattr("_Table", module.py().get_type::<Table>())?;
    module.setattr("_table", wrap_pyfunction!(_table, module)?)
}

/// The answers to a question about every row of a table: `anjieflow.arrow` has a function for each question.
#[pyfunction]
#[pyo3(signature = (question, table, *, same=None, keep=None, progress=None, rules=None, context=None, then=None, then_rules=None))]
#[expect(clippy::too_many_arguments, reason = "they are the keywords of the functions in anjieflow.arrow")]
fn _table(
    py: Python<'_>,
    question: &Bound<'_, PyString>,
    table: &Bound<'_, PyAny>,
    same: Option<&Bound<'_, PyDict>>,
    keep: Option<Vec<String>>,
    progress: Option<Py<PyAny>>,
    rules: Option<PyRef<'_, Rules>>,
    context: Option<&Bound<'_, PyAny>>,
    then: Option<&Bound<'_, PyAny>>,
    then_rules: Option<PyRef<'_, Rules>>,
) -> PyResult<Table> {
    let value = |object: Option<&Bound<'_, PyAny>>, name| object.map(|object| to_value(object, name)).transpose();
    let rules = Rules::or_builtin(py, rules)?;
    let given = Given {
        same: same.map(|same| to_value(same, "same")).transpose()?,
        keep: keep.unwrap_or_default(),
        then_rules: then_rules.map_or_else(|| rules.clone(), |rules| rules.clone()),
        rules,
        context: value(context, "context")?,
        then: value(then, "then")?,
    };
    let raise = |error: Error| raise_error(py, &error);
    let question = question.to_cow()?;
    let source = input::open(table)?;
    let schema = source.schema().clone();
    let plan = match &*question {
        "payments" => loans::payments(&schema, given),
        "schedules" => loans::schedules(&schema, given),
        "checklists" => enquiries::checklists(&schema, given),
        "findings" => enquiries::findings(&schema, given),
        "matches" => enquiries::matches(&schema, given),
        "worklists" => logs::worklists(&schema, given),
        "events" => logs::events(&schema, given),
        "impact" => impact::impact(&schema, given),
        other => Err(Error::new(ErrorCode::UnknownCode, format!("no question about tables is called {other}"))),
    };
    Ok(Table::new(table, source, plan.map_err(raise)?, progress))
}
