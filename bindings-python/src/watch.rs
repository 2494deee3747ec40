//! Long work: whoever waits hears how far it is, and Ctrl-C ends it.

use crate::error::raise_error;
use crate::value::to_python;
use anjieflow::error::Error;
use pyo3::prelude::*;
use serde_json::Value;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// So long may it take until somebody is told again, and until it is looked whether Ctrl-C was pressed. A part of the work is
/// often shorter than a call into Python, for which the interpreter must be had.
const PAUSE: Duration = Duration::from_millis(50);

/// Tells somebody how far a long piece of work is.
pub struct Watch {
    progress: Option<Py<PyAny>>,
    raised: Option<PyErr>,
    pause: Duration,
    next: Instant,
    /// How far it is, of how much, and how much of it was told.
    last: (usize, usize),
    told: usize,
}

impl Watch {
    /// For work of many short parts.
    pub fn new(progress: Option<Py<PyAny>>) -> Self {
        Self { progress, raised: None, pause: PAUSE, next: Instant::now() + PAUSE, last: (0, 0), told: 0 }
    }

    /// For work of a few long parts, each of which is told.
    pub fn of_each(progress: Option<Py<PyAny>>) -> Self {
        Self { pause: Duration::ZERO, next: Instant::now(), ..Self::new(progress) }
    }

    /// So much is done, of so much: whether to go on. What the callback raises, or Ctrl-C, ends the work.
    pub fn tell(&mut self, done: usize, of: usize) -> ControlFlow<()> {
        self.last = (done, of);
        if Instant::now() < self.next {
            return ControlFlow::Continue(());
        }
        let called = Python::attach(|py| self.call(py));
        self.next = Instant::now() + self.pause;
        match called {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                self.raised = Some(error);
                ControlFlow::Break(())
            }
        }
    }

    fn call(&mut self, py: Python<'_>) -> PyResult<()> {
        py.check_signals()?;
        let (done, of) = self.last;
        // That all is done is told when the answer is there.
        if done > self.told && done < of { self.say(py) } else { Ok(()) }
    }

    fn say(&mut self, py: Python<'_>) -> PyResult<()> {
        self.told = self.last.0;
        self.progress.as_ref().map_or(Ok(()), |progress| progress.call1(py, self.last).map(drop))
    }

    /// The answer, or what ended the work.
    pub fn answer<'py>(mut self, py: Python<'py>, told: Result<Value, Error>) -> PyResult<Bound<'py, PyAny>> {
        if let Some(raised) = self.raised.take() {
            return Err(raised);
        }
        let answer = to_python(py, &told.map_err(|error| raise_error(py, &error))?)?;
        if self.last.0 > self.told {
            self.say(py)?;
        }
        Ok(answer)
    }
}
