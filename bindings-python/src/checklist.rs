//! The papers of a case: judged when they are asked for, told line by line.

use crate::context::Context;
use crate::rules::Rules;
use crate::value::to_python;
use anjieflow::case;
use anjieflow::interchange::plain::{self, CaseLine};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyList, PySlice};
use self_cell::self_cell;
use serde_json::Value;
use std::sync::Arc;

/// What the lines were judged by, and borrow from.
struct Ground {
    case: Arc<case::Case>,
    rules: Rules,
    context: Context,
}

type Lines<'a> = Vec<CaseLine<'a>>;

self_cell!(
    struct Judged {
        owner: Ground,
        #[covariant]
        dependent: Lines,
    }
);

fn judged(ground: &Ground) -> Lines<'_> {
    plain::checklist(&ground.case, &ground.context.under(ground.rules.pack()))
}

/// The papers that a case must hand in, and how each one stood when it was asked: a sequence of lines, each a `dict`.
#[pyclass(frozen, sequence, module = "anjieflow")]
pub struct Checklist(Judged);

impl Checklist {
    pub fn of(case: Arc<case::Case>, rules: Rules, context: Context) -> Self {
        Self(Judged::new(Ground { case, rules, context }, judged))
    }

    fn told(&self, at: usize) -> Option<Value> {
        let Ground { rules, context, .. } = self.0.borrow_owner();
        self.0.borrow_dependent().get(at).map(|line| line.to_value(&context.under(rules.pack())))
    }

    fn line<'py>(&self, py: Python<'py>, at: usize) -> PyResult<Bound<'py, PyAny>> {
        let line = self.told(at).ok_or_else(|| PyIndexError::new_err("the checklist has no such line"))?;
        to_python(py, &line)
    }

    fn list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let lines: Vec<_> = (0..self.__len__()).map(|at| self.line(py, at)).collect::<PyResult<_>>()?;
        PyList::new(py, lines)
    }
}

#[pymethods]
impl Checklist {
    fn __len__(&self) -> usize {
        self.0.borrow_dependent().len()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, index: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if index.is_instance_of::<PySlice>() {
            return self.list(py)?.as_any().get_item(index);
        }
        let at: isize = index.extract()?;
        let length = self.__len__();
        let at = if at < 0 { length.checked_sub(at.unsigned_abs()) } else { Some(at.unsigned_abs()) };
        self.line(py, at.unwrap_or(length))
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.list(py)?.try_iter()
    }

    /// Equal to any sequence of the same lines.
    fn __eq__<'py>(&self, py: Python<'py>, other: &Bound<'py, PyAny>) -> PyResult<bool> {
        let other = match other.cast::<Self>() {
            Ok(other) => other.get().list(py)?.into_any(),
            Err(_) => other.clone(),
        };
        self.list(py)?.eq(other)
    }

    fn __repr__(&self) -> String {
        let count = self.__len__();
        format!("<Checklist of {count} {}>", if count == 1 { "line" } else { "lines" })
    }
}
