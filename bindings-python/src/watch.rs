//! Long work: whoever waits hears how far it is, and Ctrl-C ends it.

use pyo3::prelude::*;
use std::ops::ControlFlow;

/// Tells somebody how far a long piece of work is.
pub struct Watch {
    progress: Option<Py<PyAny>>,
    raised: Option<PyErr>,
}

impl Watch {
    pub fn new(progress: Option<Py<PyAny>>) -> Self {
        Self { progress, raised: None }
    }

    /// So much is done, of so much: whether to go on. What the callback raises, or Ctrl-C, ends the work.
    pub fn tell(&mut self, done: usize, of: usize) -> ControlFlow<()> {
        match Python::attach(|py| self.call(py, done, of)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.raised = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn call(&self, py: Python<'_>, done: usize, of: usize) -> PyResult<()> {
        py.check_signals()?;
        self.progress.as_ref().map_or(Ok(()), |progress| progress.call1(py, (done, of)).map(drop))
    }

    /// What came of the work, or what ended it.
    pub fn through<T>(self, _py: Python<'_>, told: PyResult<T>) -> PyResult<T> {
        self.raised.map_or(told, Err)
    }
}
