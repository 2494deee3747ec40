//! The case in whatever stage it is: a frozen value, so that a step hands back a new one.

use crate::checklist::Checklist;
use crate::command::{self, Asked};
use crate::context::Context;
use crate::entry::{Entry, History};
use crate::error::{raise, raise_error};
use crate::rules::{Rules, Stepped};
use crate::value::{to_python, to_value};
use crate::watch::Watch;
use anjieflow::case;
use anjieflow::interchange::plain;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(impact, module)?)?;
    module.add_class::<command::Command>()?;
    module.add_class::<Context>()?;
    module.add_class::<Entry>()?;
    module.add_class::<Checklist>()?;
    module.add_class::<Case>()?;
    // What reads like a mapping or a sequence is one, also to `isinstance`.
    let py = module.py();
    let kinds = py.import("collections.abc")?;
    kinds.getattr("Mapping")?.call_method1("register", (py.get_type::<Entry>(),))?;
    kinds.getattr("Sequence")?.call_method1("register", (py.get_type::<Checklist>(),))?;
    Ok(())
}

/// A mortgage case in one of its stages. It never changes: a step gives the next case.
///
/// Two are equal when the same is known in both, under the same rules. It is pickled as its log.
#[pyclass(frozen, eq, module = "anjieflow")]
pub struct Case {
    case: Arc<case::Case>,
    rules: Rules,
    /// The entries it came from; none of a case as of a day, which is no beginning of its log.
    history: Option<History>,
}

impl PartialEq for Case {
    fn eq(&self, other: &Self) -> bool {
        (Arc::ptr_eq(&self.case, &other.case) || self.case == other.case) && self.rules == other.rules
    }
}

impl Case {
    pub fn new(case: case::Case, rules: Rules, history: Option<History>) -> Self {
        Self { case: Arc::new(case), rules, history }
    }

    pub fn plain(&self) -> &case::Case {
        &self.case
    }

    pub fn shared(&self) -> Arc<case::Case> {
        self.case.clone()
    }

    /// The case after a step, and its entry.
    fn take(&self, py: Python<'_>, command: &Asked, context: &case::Context<'_>) -> PyResult<(Self, Entry)> {
        let taken = command.with(py, |command| plain::take(&self.case, command, context))?;
        let moved = taken.map_err(|problem| raise(py, &problem, &self.rules))?;
        let (case, entry) = moved.into_parts();
        let entry = Entry::new(entry);
        let history = self.history.as_ref().map(|history| history.then(entry.clone()));
        Ok((Self::new(case, self.rules.clone(), history), entry))
    }

    /// What somebody wants with the log of a case that has none.
    fn whole(&self) -> PyResult<&History> {
        let message = "a case as of a day is no beginning of its log; keep the log that it was read from";
        self.history.as_ref().ok_or_else(|| PyTypeError::new_err(message))
    }
}

/// What the rules of another day mean for several cases, grouped by cause with one witness each. Of many cases it takes a
/// while: `progress(done, of)` is called some times a second and at the end, and Ctrl-C ends it.
#[pyfunction]
#[pyo3(signature = (cases, context, then, rules=None, *, progress=None))]
fn impact<'py>(
    py: Python<'py>,
    cases: Vec<PyRef<'py, Case>>,
    context: &Bound<'py, PyAny>,
    then: &Bound<'py, PyAny>,
    rules: Option<PyRef<'py, Rules>>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let (context, then) = (to_value(context, "context")?, to_value(then, "then")?);
    let now = cases.first().map_or_else(|| Rules::builtin(py), |case| Ok(case.rules.clone()))?;
    let other = rules.map_or_else(|| now.clone(), |rules| rules.clone());
    let cases: Vec<Arc<case::Case>> = cases.iter().map(|case| case.case.clone()).collect();
    let mut watch = Watch::new(progress);
    // It may take a while; other threads go on meanwhile.
    let found = py.detach(|| {
        let cases: Vec<&case::Case> = cases.iter().map(Arc::as_ref).collect();
        now.plain().impact_watched(&cases, context, other.plain(), then, &mut |done, of| watch.tell(done, of))
    });
    watch.answer(py, found)
}

#[pymethods]
impl Case {
    #[classattr]
    #[pyo3(name = "__match_args__")]
    const fn match_args() -> (&'static str, &'static str) {
        ("id", "stage")
    }

    /// Open a case under the built-in rules: the case in its first stage, and the first entry of its log.
    ///
    /// >>> case, entry = Case.open("C-1", Context("2026-03-02", "wang"))
    /// >>> case, entry
    /// (<Case C-1 enquiry, 1 entry>, <Entry 1 of C-1: opened on 2026-03-02>)
    #[staticmethod]
    fn open(case: &Bound<'_, PyString>, context: &Bound<'_, PyAny>) -> PyResult<Stepped> {
        Rules::builtin(case.py())?.open(case, context)
    }

    /// The case that a log tells of: text, as `log` writes it, or the entries.
    ///
    /// >>> case, entry = Case.open("C-1", Context("2026-03-02", "wang"))
    /// >>> Case.replay([entry]) == case
    /// True
    #[staticmethod]
    fn replay(log: &Bound<'_, PyAny>) -> PyResult<Self> {
        Rules::builtin(log.py())?.replay(log)
    }

    /// The case as of a day: what had occurred by then, as far as the log knows now.
    /// None before it was opened.
    #[staticmethod]
    fn replay_as_of(log: &Bound<'_, PyAny>, day: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        Rules::builtin(log.py())?.replay_as_of(log, day)
    }

    /// The case as known on a day: what had been recorded by then. None before it was opened.
    #[staticmethod]
    fn replay_known_on(log: &Bound<'_, PyAny>, day: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        Rules::builtin(log.py())?.replay_known_on(log, day)
    }

    /// The same case under other rules, such as another edition.
    fn under(&self, rules: &Rules) -> Self {
        Self { case: self.case.clone(), rules: rules.clone(), history: self.history.clone() }
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

    /// The entries that the case came from, in order: what to keep.
    #[getter]
    fn entries(&self) -> PyResult<Vec<Entry>> {
        self.whole().map(History::entries)
    }

    /// Its log as text, as `replay` reads it.
    fn log(&self, py: Python<'_>) -> PyResult<String> {
        let entries = self.whole()?.entries().iter().map(Entry::to_value).collect();
        plain::log(entries).map_err(|error| raise_error(py, &error))
    }

    /// The commands that the stage of this case lists.
    fn allowed<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &plain::allowed(&self.case))
    }

    /// The event that a command would give, `{"event", "data"}`. The case stays as it is. Command and context are as
    /// in `step`.
    #[pyo3(signature = (command, context, **fields))]
    fn decide<'py>(
        &self,
        command: &Bound<'py, PyAny>,
        context: &Bound<'py, PyAny>,
        fields: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = context.py();
        let (_, entry) = self.step(command, context, fields)?;
        let told = PyDict::new(py);
        told.set_item("event", entry.event())?;
        told.set_item("data", entry.data(py)?)?;
        Ok(told.into_any())
    }

    /// Take a step: the next case, and the entry to keep.
    ///
    /// A command is a name with its fields beside it, a `Command`, or a mapping. Days may be `datetime.date`; money
    /// is `…_fen` in whole fen or `…_yuan` as an `int` or a `decimal.Decimal`, a rate `…_millionths` or `…_percent`.
    ///
    /// >>> from decimal import Decimal
    /// >>> context = Context("2026-03-02", "wang", salt=bytes(16))
    /// >>> case, _ = Case.open("C-1", context)
    /// >>> case, entry = case.step(
    /// ...     "describe_property", context, address="试验路1号", price_yuan=Decimal("1500000.50")
    /// ... )
    /// >>> entry["data"]["price_fen"]
    /// 150000050
    #[pyo3(signature = (command, context, **fields))]
    fn step<'py>(
        &self,
        command: &Bound<'py, PyAny>,
        context: &Bound<'py, PyAny>,
        fields: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Stepped> {
        let (py, command) = (context.py(), command::of_argument(command, fields)?);
        if let Ok(context) = context.cast::<Context>() {
            return self.take(py, &command, &context.get().under(self.rules.pack()));
        }
        let context = self.rules.plain().context(&to_value(context, "context")?);
        self.take(py, &command, &context.map_err(|error| raise_error(py, &error))?)
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
    fn checklist(&self, context: &Bound<'_, PyAny>) -> PyResult<Checklist> {
        let context = Context::of_argument(context, &self.rules)?;
        Ok(Checklist::of(self.case.clone(), self.rules.clone(), context))
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

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.id(), self.length(), self.stage()).hash(&mut hasher);
        hasher.finish()
    }

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __deepcopy__(slf: Py<Self>, _memo: &Bound<'_, PyAny>) -> Py<Self> {
        slf
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        let rules = self.rules.clone().into_pyobject(py)?;
        Ok((rules.getattr("replay")?, (self.log(py)?,)))
    }

    fn __repr__(&self) -> String {
        let (id, stage, length) = (self.id(), self.stage(), self.length());
        let entries = if length == 1 { "entry" } else { "entries" };
        format!("<Case {id} {stage}, {length} {entries}>")
    }
}
