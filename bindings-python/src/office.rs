//! The cases of an office, kept together to be asked about.

use crate::case::Case;
use crate::rules::Rules;
use crate::value::{text, to_value};
use crate::watch::Watch;
use anjieflow::case;
use anjieflow::error::{Error, ErrorCode};
use anjieflow::interchange::plain;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use serde_json::Value;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread::{self, ThreadId};
use std::time::Duration;

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Office>()
}

/// So long somebody waits until it is looked again whether the office is free.
const MOMENT: Duration = Duration::from_millis(2);

/// The cases of an office, by their names, under one set of rules.
#[pyclass(frozen, module = "anjieflow")]
pub struct Office {
    // A class that is shared by threads and changes: a question is asked of the cases as they stand when it comes.
    cases: Mutex<plain::Office>,
    /// Whose long work goes on. It calls Python now and then, and what is called there must not wait for itself.
    worker: Mutex<Option<ThreadId>>,
    rules: Rules,
}

impl Office {
    /// The cases, if nobody has them. Nothing is left half done in there, so that a thread that fell over spoils nothing.
    fn free(&self) -> Option<MutexGuard<'_, plain::Office>> {
        match self.cases.try_lock() {
            Ok(cases) => Some(cases),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    fn worker(&self) -> MutexGuard<'_, Option<ThreadId>> {
        self.worker.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The cases, once nobody has them.
    fn cases(&self, py: Python<'_>) -> PyResult<MutexGuard<'_, plain::Office>> {
        loop {
            match self.free() {
                Some(cases) => return Ok(cases),
                None => self.wait(py)?,
            }
        }
    }

    /// Waits a moment. Other threads go on meanwhile, so that whoever has the cases can call Python; Ctrl-C ends it.
    fn wait(&self, py: Python<'_>) -> PyResult<()> {
        if *self.worker() == Some(thread::current().id()) {
            let message = "this office is at work: what hears of its progress must neither ask nor change it";
            return Err(PyRuntimeError::new_err(message));
        }
        py.detach(|| thread::sleep(MOMENT));
        py.check_signals()
    }

    /// Does long work with the cases, once nobody else has them; other threads go on meanwhile.
    fn work<'py>(
        &self,
        py: Python<'py>,
        mut watch: Watch,
        work: &(dyn Fn(&mut plain::Office, &mut Watch) -> Result<Value, Error> + Sync),
    ) -> PyResult<Bound<'py, PyAny>> {
        loop {
            let told = py.detach(|| self.free().map(|mut cases| self.alone(|| work(&mut cases, &mut watch))));
            match told {
                Some(told) => return watch.answer(py, told),
                None => self.wait(py)?,
            }
        }
    }

    fn alone<T>(&self, work: impl FnOnce() -> T) -> T {
        *self.worker() = Some(thread::current().id());
        let told = work();
        *self.worker() = None;
        told
    }
}

#[pymethods]
impl Office {
    /// An office without a case; the rules are the built-in ones unless others are given.
    #[new]
    #[pyo3(signature = (rules=None))]
    fn new(py: Python<'_>, rules: Option<PyRef<'_, Rules>>) -> PyResult<Self> {
        Ok(Self { cases: Mutex::default(), worker: Mutex::default(), rules: Rules::or_builtin(py, rules)? })
    }

    /// Put a case in, in the place of what it was before.
    fn put(&self, py: Python<'_>, case: &Case) -> PyResult<()> {
        self.cases(py)?.put(case.plain().clone());
        Ok(())
    }

    /// Put many cases in. `progress(done, of)` is called now and then, and Ctrl-C ends it: what is in by then stays.
    ///
    /// >>> office = Office()
    /// >>> cases = [Case.open(f"C-{number}", Context("2026-03-02", "wang"))[0] for number in (1, 2)]
    /// >>> office.put_all(cases, progress=lambda done, of: print(f"{done} of {of}"))
    /// 2 of 2
    /// >>> office
    /// <Office of 2 cases>
    #[pyo3(signature = (cases, *, progress=None))]
    fn put_all<'py>(
        &self,
        py: Python<'py>,
        cases: &Bound<'py, PyAny>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let own = |case: PyResult<Bound<'_, PyAny>>| Ok(case?.cast::<Case>()?.get().shared());
        let cases: Vec<Arc<case::Case>> = cases.try_iter()?.map(own).collect::<PyResult<_>>()?;
        self.work(py, Watch::new(progress), &|office, watch| {
            for (done, case) in (1..).zip(&cases) {
                office.put(case::Case::clone(case));
                if watch.tell(done, cases.len()).is_break() {
                    return Err(Error::new(ErrorCode::Interrupted, format!("stopped after {done} cases")));
                }
            }
            Ok(Value::Null)
        })
    }

    /// Take a case out: whether there was one of that name.
    fn remove(&self, case: &Bound<'_, PyString>) -> PyResult<bool> {
        let name = text(case, "case")?;
        Ok(self.cases(case.py())?.remove(&name).is_some())
    }

    /// Ask something of all cases, as seen on the day of the context: `help("anjieflow.questions")`
    /// has a section for each question. The worklists of a day are computed when first asked for, and kept.
    ///
    /// Of many cases it takes a while: `progress(done, of)` is called some times a second, and when the answer is there;
    /// `of` grows once it is known how long the answer gets. Ctrl-C ends it, and so does what the callback raises; the
    /// office can be asked again.
    #[pyo3(signature = (question, context, *, progress=None))]
    fn ask<'py>(
        &self,
        py: Python<'py>,
        question: &Bound<'py, PyAny>,
        context: &Bound<'py, PyAny>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (question, context) = (to_value(question, "question")?, to_value(context, "context")?);
        self.work(py, Watch::new(progress), &|office, watch| {
            office.ask_watched(self.rules.plain(), &question, context.clone(), &mut |done, of| watch.tell(done, of))
        })
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.cases(py)?.len())
    }

    fn __repr__(&self) -> String {
        match self.free().map(|cases| cases.len()) {
            Some(1) => "<Office of 1 case>".to_owned(),
            Some(count) => format!("<Office of {count} cases>"),
            None => "<Office at work>".to_owned(),
        }
    }
}
