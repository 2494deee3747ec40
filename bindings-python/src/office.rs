//! The cases of an office, kept together to be asked about.

use crate::case::Case;
use crate::error::raise_error;
use crate::rules::Rules;
use crate::value::{text, to_python, to_value};
use anjieflow::interchange::plain;
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub fn register(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Office>()
}

/// The cases of an office, by their names, under one set of rules.
#[pyclass(frozen, module = "anjieflow")]
pub struct Office {
    // A class that is shared by threads and changes: a question is asked of the cases as they stand when it comes.
    cases: Mutex<plain::Office>,
    rules: Rules,
}

impl Office {
    /// Nothing is left half done in there, so that a thread that fell over spoils nothing.
    fn cases(&self) -> MutexGuard<'_, plain::Office> {
        self.cases.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Office {
    /// An office without a case; the rules are the built-in ones unless others are given.
    #[new]
    #[pyo3(signature = (rules=None))]
    fn new(py: Python<'_>, rules: Option<PyRef<'_, Rules>>) -> PyResult<Self> {
        Ok(Self { cases: Mutex::default(), rules: Rules::or_builtin(py, rules)? })
    }

    /// Put a case in, in the place of what it was before.
    fn put(&self, case: &Case) {
        self.cases().put(case.plain().clone());
    }

    /// Take a case out: whether there was one of that name.
    fn remove(&self, case: &Bound<'_, PyString>) -> PyResult<bool> {
        Ok(self.cases().remove(&text(case, "case")?).is_some())
    }

    /// Ask something of all cases, as seen on the day of the context: `help("anjieflow.questions")`
    /// has a section for each question. The worklists of a day are computed when first asked for, and kept.
    fn ask<'py>(
        &self,
        py: Python<'py>,
        question: &Bound<'py, PyAny>,
        context: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let (question, context) = (to_value(question, "question")?, to_value(context, "context")?);
        // It may take a while; other threads go on meanwhile.
        let told = py.detach(|| self.cases().ask(self.rules.plain(), &question, context));
        to_python(py, &told.map_err(|error| raise_error(py, &error))?)
    }

    fn __len__(&self) -> usize {
        self.cases().len()
    }

    fn __repr__(&self) -> String {
        let count = self.cases().len();
        format!("<Office of {count} {}>", if count == 1 { "case" } else { "cases" })
    }
}
