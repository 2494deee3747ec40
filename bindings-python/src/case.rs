//! The case in whatever stage it is: a frozen value, so that a step hands back a new one.

use crate::error::{raise, raise_error};
use crate::rules::{Rules, Stepped};
use crate::value::{to_python, to_value};
use anjieflow::interchange::plain;
use pyo3::prelude::*;
use pyo3::types::PyString;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(impact, module)?)?;
    module.add_class::<Case>()
}

/// A mortgage case in one of its stages. It never changes: a step gives the next case.
#[pyclass(frozen, module = "anjieflow")]
pub struct Case {
    case: anjieflow::case::Case,
    rules: Rules,
}

impl Case {
    pub fn new(case: anjieflow::case::Case, rules: Rules) -> Self {
        Self { case, rules }
    }

    pub fn plain(&self) -> &anjieflow::case::Case {
        &self.case
    }
}

/// What the rules of another day mean for several cases, grouped by cause with one witness each.
#[pyfunction]
#[pyo3(signature = (cases, context, then, rules=None))]
fn impact<'py>(
    py: Python<'py>,
    cases: Vec<PyRef<'py, Case>>,
    context: &Bound<'py, PyAny>,
    then: &Bound<'py, PyAny>,
    rules: Option<PyRef<'py, Rules>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (context, then) = (to_value(context, "context")?, to_value(then, "then")?);
    let now = cases.first().map_or_else(Rules::builtin, |case| case.rules.clone());
    let other = rules.map_or_else(|| now.clone(), |rules| rules.clone());
    let cases: Vec<&anjieflow::case::Case> = cases.iter().map(|case| &case.case).collect();
    let found = now.plain().impact(&cases, context, other.plain(), then);
    to_python(py, &found.map_err(|error| raise_error(py, &error))?)
}

#[pymethods]
impl Case {
    /// Open a case under the built-in rules: the case in its first stage, and the first entry of its log.
    #[staticmethod]
    fn open<'py>(py: Python<'py>, request: &Bound<'py, PyAny>) -> PyResult<Stepped<'py>> {
        Rules::builtin().open(py, request)
    }

    /// The case that a log tells of: text, as `log` writes it.
    #[staticmethod]
    fn replay(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        Rules::builtin().replay(py, text)
    }

    /// The case as of a day: what had occurred by then, as far as the log knows now.
    /// None before it was opened.
    #[staticmethod]
    fn replay_as_of(py: Python<'_>, text: &Bound<'_, PyString>, day: &Bound<'_, PyString>) -> PyResult<Option<Self>> {
        Rules::builtin().replay_as_of(py, text, day)
    }

    /// The case as known on a day: what had been recorded by then. None before it was opened.
    #[staticmethod]
    fn replay_known_on(
        py: Python<'_>,
        text: &Bound<'_, PyString>,
        day: &Bound<'_, PyString>,
    ) -> PyResult<Option<Self>> {
        Rules::builtin().replay_known_on(py, text, day)
    }

    /// The same case under other rules, such as another edition.
    fn under(&self, rules: &Rules) -> Self {
        Self::new(self.case.clone(), rules.clone())
    }

    /// The name the application gave this case.
    #[getter]
    fn id(&self) -> &str {
        self.case.id().as_str()
    }

    /// The stage this case is in.
    #[getter]
    fn stage(&self) -> &'static str {
        self.case.stage().name()
    }

    /// The number of entries so far.
    #[getter]
    fn length(&self) -> u32 {
        self.case.length()
    }

    /// The commands that the stage of this case lists.
    fn allowed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &plain::allowed(&self.case))
    }

    /// The event that a command would give. The case stays as it is.
    fn decide<'py>(
        &self,
        py: Python<'py>,
        command: &Bound<'py, PyAny>,
        context: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (command, context) = (to_value(command, "command")?, to_value(context, "context")?);
        let decided = self.rules.plain().decide(&self.case, command, context);
        to_python(py, &decided.map_err(|problem| raise(py, &problem, &self.rules))?)
    }

    /// Take a step: the next case, and the entry to keep.
    fn step<'py>(
        &self,
        py: Python<'py>,
        command: &Bound<'py, PyAny>,
        context: &Bound<'py, PyAny>,
    ) -> PyResult<Stepped<'py>> {
        let (command, context) = (to_value(command, "command")?, to_value(context, "context")?);
        let stepped = self.rules.plain().step(&self.case, command, context);
        let (case, entry) = stepped.map_err(|problem| raise(py, &problem, &self.rules))?;
        Ok((Self::new(case, self.rules.clone()), to_python(py, &entry)?))
    }

    /// Ask the case something, as seen on the day of the context: `help("anjieflow.questions")`
    /// has a section for each question.
    fn ask<'py>(
        &self,
        py: Python<'py>,
        question: &Bound<'py, PyAny>,
        context: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (question, context) = (to_value(question, "question")?, to_value(context, "context")?);
        let told = self.rules.plain().ask(&self.case, &question, context);
        to_python(py, &told.map_err(|error| raise_error(py, &error))?)
    }

    /// What is known of the case, with names and numbers of persons masked.
    fn view<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &plain::view(&self.case))
    }

    /// The papers this case must hand in, and how each one stands on the day of the context.
    fn checklist<'py>(&self, py: Python<'py>, context: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let lines = self.rules.plain().checklist(&self.case, to_value(context, "context")?);
        to_python(py, &lines.map_err(|error| raise_error(py, &error))?)
    }

    /// What is due, from whom and by when, seen on the day of the context.
    fn worklist<'py>(&self, py: Python<'py>, context: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let tasks = self.rules.plain().worklist(&self.case, to_value(context, "context")?);
        to_python(py, &tasks.map_err(|error| raise_error(py, &error))?)
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
        let lapses = self.rules.plain().forecast(&self.case, plan, to_value(context, "context")?);
        to_python(py, &lapses.map_err(|error| raise_error(py, &error))?)
    }

    /// How each loan stands to its limits: kept, broken or not known, and by which rule.
    fn findings<'py>(&self, py: Python<'py>, context: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let findings = self.rules.plain().findings(&self.case, to_value(context, "context")?);
        to_python(py, &findings.map_err(|error| raise_error(py, &error))?)
    }

    /// What the rules of another day, or other rules, mean for this case: `as_of` of each context, or else its day.
    #[pyo3(signature = (context, then, rules=None))]
    fn difference<'py>(
        &self,
        py: Python<'py>,
        context: &Bound<'py, PyAny>,
        then: &Bound<'py, PyAny>,
        rules: Option<PyRef<'py, Rules>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (context, then) = (to_value(context, "context")?, to_value(then, "then")?);
        let other = rules.map_or_else(|| self.rules.clone(), |rules| rules.clone());
        let found = self.rules.plain().difference(&self.case, context, other.plain(), then);
        to_python(py, &found.map_err(|error| raise_error(py, &error))?)
    }

    fn __repr__(&self) -> String {
        let (id, stage, length) = (self.id(), self.stage(), self.length());
        let entries = if length == 1 { "entry" } else { "entries" };
        format!("<Case {id} {stage}, {length} {entries}>")
    }
}
