//! The case in whatever stage it is: a frozen value, so that a step hands back a new one.

use crate::error::raise;
use crate::value::{self, to_python, to_value};
use anjieflow::interchange::plain::{self, Rules};
use pyo3::prelude::*;
use pyo3::types::PyString;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(impact, module)?)?;
    module.add_class::<Case>()
}

/// A mortgage case in one of its stages. It never changes: a step gives the next case.
#[pyclass(frozen, module = "anjieflow")]
struct Case(anjieflow::case::Case);

/// What the rules of another day mean for several cases, grouped by cause with one witness each.
#[pyfunction]
fn impact<'py>(
    py: Python<'py>,
    cases: Vec<PyRef<'py, Case>>,
    context: &Bound<'py, PyAny>,
    then: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let cases: Vec<&anjieflow::case::Case> = cases.iter().map(|case| &case.0).collect();
    let (context, then) = (to_value(context, "context")?, to_value(then, "then")?);
    let found = Rules::builtin().impact(&cases, context, Rules::builtin(), then);
    to_python(py, &found.map_err(|error| raise(py, &error.into()))?)
}

/// The next case, and the entry that the application keeps.
type Stepped<'py> = (Case, Bound<'py, PyAny>);

#[pymethods]
impl Case {
    /// Open a case: the case in its first stage, and the first entry of its log.
    #[staticmethod]
    fn open<'py>(py: Python<'py>, request: &Bound<'py, PyAny>) -> PyResult<Stepped<'py>> {
        let opened = Rules::builtin().open(to_value(request, "request")?);
        let (case, entry) = opened.map_err(|problem| raise(py, &problem))?;
        Ok((Self(case), to_python(py, &entry)?))
    }

    /// The case that a log tells of: text, as `log` writes it.
    #[staticmethod]
    fn replay(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        let replayed = plain::replay(&value::text(text, "text")?);
        replayed.map(Self).map_err(|error| raise(py, &error.into()))
    }

    /// The case as of a day: what had occurred by then, as far as the log knows now.
    /// None before it was opened.
    #[staticmethod]
    fn replay_as_of(py: Python<'_>, text: &Bound<'_, PyString>, day: &Bound<'_, PyString>) -> PyResult<Option<Self>> {
        let replayed = plain::replay_as_of(&value::text(text, "text")?, &value::text(day, "day")?);
        replayed.map(|case| case.map(Self)).map_err(|error| raise(py, &error.into()))
    }

    /// The case as known on a day: what had been recorded by then. None before it was opened.
    #[staticmethod]
    fn replay_known_on(
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        day: &Bound<'_, PyString>,
    ) -> PyResult<Option<Self>> {
        let replayed = plain::replay_known_on(&value::text(text, "text")?, &value::text(day, "day")?);
        replayed.map(|case| case.map(Self)).map_err(|error| raise(py, &error.into()))
    }

    /// The name the application gave this case.
    #[getter]
    fn id(&self) -> &str {
        self.0.id().as_str()
    }

    /// The stage this case is in.
    #[getter]
    fn stage(&self) -> &'static str {
        self.0.stage().name()
    }

    /// The number of entries so far.
    #[getter]
    fn length(&self) -> u32 {
        self.0.length()
    }

    /// The commands that the stage of this case lists.
    fn allowed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &plain::allowed(&self.0))
    }

    /// The event that a command would give. The case stays as it is.
    fn decide<'py>(
        &self,
        py: Python<'py>,
        command: &Bound<'py, PyAny>,
        context: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (command, context) = (to_value(command, "command")?, to_value(context, "context")?);
        let decided = Rules::builtin().decide(&self.0, command, context);
        to_python(py, &decided.map_err(|problem| raise(py, &problem))?)
    }

    /// Take a step: the next case, and the entry to keep.
    fn step<'py>(
        &self,
        py: Python<'py>,
        command: &Bound<'py, PyAny>,
        context: &Bound<'py, PyAny>,
    ) -> PyResult<Stepped<'py>> {
        let (command, context) = (to_value(command, "command")?, to_value(context, "context")?);
        let stepped = Rules::builtin().step(&self.0, command, context);
        let (case, entry) = stepped.map_err(|problem| raise(py, &problem))?;
        Ok((Self(case), to_python(py, &entry)?))
    }

    /// What is known of the case, with names and numbers of persons masked.
    fn view<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &plain::view(&self.0))
    }

    /// The papers this case must hand in, and how each one stands on the day of the context.
    fn checklist<'py>(&self, py: Python<'py>, context: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let lines = Rules::builtin().checklist(&self.0, to_value(context, "context")?);
        to_python(py, &lines.map_err(|error| raise(py, &error.into()))?)
    }

    /// What is due, from whom and by when, seen on the day of the context.
    fn worklist<'py>(&self, py: Python<'py>, context: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let tasks = Rules::builtin().worklist(&self.0, to_value(context, "context")?);
        to_python(py, &tasks.map_err(|error| raise(py, &error.into()))?)
    }

    /// What lapses before the step that needs it, by a plan of `{"step", "on"}`; without one, by the case's own known
    /// days.
    #[pyo3(signature = (context, plan=None))]
    fn forecast<'py>(
        &self,
        py: Python<'py>,
        context: &Bound<'py, PyAny>,
        plan: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let plan = plan.map(|plan| to_value(plan, "plan")).transpose()?.unwrap_or_default();
        let lapses = Rules::builtin().forecast(&self.0, plan, to_value(context, "context")?);
        to_python(py, &lapses.map_err(|error| raise(py, &error.into()))?)
    }

    /// How each loan stands to its limits: kept, broken or not known, and by which rule.
    fn findings<'py>(&self, py: Python<'py>, context: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let findings = Rules::builtin().findings(&self.0, to_value(context, "context")?);
        to_python(py, &findings.map_err(|error| raise(py, &error.into()))?)
    }

    /// What the rules of another day mean for this case: `as_of` of each context, or else its day.
    fn difference<'py>(
        &self,
        py: Python<'py>,
        context: &Bound<'py, PyAny>,
        then: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (context, then) = (to_value(context, "context")?, to_value(then, "then")?);
        let found = Rules::builtin().difference(&self.0, context, Rules::builtin(), then);
        to_python(py, &found.map_err(|error| raise(py, &error.into()))?)
    }

    fn __repr__(&self) -> String {
        let (id, stage, length) = (self.id(), self.stage(), self.length());
        let entries = if length == 1 { "entry" } else { "entries" };
        format!("<Case {id} {stage}, {length} {entries}>")
    }
}
