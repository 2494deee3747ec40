//! The batches of the answer, each computed when it is asked for.

use super::c_stream::Batches;
use super::input::{Batch, Rows as _, Source};
use super::output::{Rows, batch};
use super::plan::{Job, Plan, Row};
use arrow_data::ArrayData;
use arrow_schema::Schema;
use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

/// So many answers are a batch.
const ROWS: usize = 65_536;

/// So long may it take until it is looked whether somebody wants to stop.
const PAUSE: Duration = Duration::from_millis(100);

/// One reading of a table.
pub struct Stream {
    plan: Arc<Plan>,
    /// Nothing once all was read, or nothing more can be.
    source: Option<Source>,
    job: Box<dyn Job>,
    /// The batch that is asked about, and its next row.
    batch: Option<(Batch, usize)>,
    rows: Rows,
    /// So many rows were asked about.
    done: i64,
    progress: Option<Py<PyAny>>,
    home: Arc<Home>,
}

/// What the readings of one table share.
#[derive(Default)]
pub struct Home {
    /// What was opened to see which columns there are; the first reading goes on with it.
    opened: Mutex<Option<Source>>,
    /// How many rows the first whole reading had.
    rows: OnceLock<i64>,
}

impl Home {
    pub fn new(source: Source) -> Self {
        Self { opened: Mutex::new(Some(source)), rows: OnceLock::new() }
    }

    fn opened(&self) -> MutexGuard<'_, Option<Source>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was opened and is not read.
    pub fn take(&self) -> Option<Source> {
        self.opened().take()
    }

    /// What can be read only once would be empty the second time: that is no answer.
    fn check(&self, found: i64) -> Result<(), String> {
        match *self.rows.get_or_init(|| found) {
            before if before == found => Ok(()),
            before => Err(format!(
                "the table had {before} rows when it was read before, and {found} now: it can be read only once; make a \
                 `pyarrow.table` of it first"
            )),
        }
    }
}

/// Where the work stands.
enum Work {
    Batch(ArrayData),
    Pause,
    End,
}

impl Stream {
    pub fn new(plan: Arc<Plan>, source: Source, progress: Option<Py<PyAny>>, home: Arc<Home>) -> Self {
        let (job, rows) = ((plan.job)(), Rows::new(plan.heads.clone()));
        Self { plan, source: Some(source), job, batch: None, rows, done: 0, progress, home }
    }

    /// Whoever reads may hold the interpreter or not: here it is let go while there is work, and asked between.
    fn pull(&mut self, py: Python<'_>) -> Result<Option<ArrayData>, String> {
        loop {
            let work = py.detach(|| self.work())?;
            self.tell(py).map_err(|error| stopped(py, &error))?;
            match work {
                Work::Batch(batch) => return Ok(Some(batch)),
                Work::Pause => {}
                Work::End => return self.home.check(self.done).map(|()| None),
            }
        }
    }

    fn tell(&self, py: Python<'_>) -> PyResult<()> {
        py.check_signals()?;
        self.progress.as_ref().map_or(Ok(()), |progress| progress.call1(py, (self.done,)).map(drop))
    }

    fn work(&mut self) -> Result<Work, String> {
        let until = Instant::now() + PAUSE;
        while self.batch.is_some() || self.next_batch()? {
            let has_ended = self.ask(until);
            if self.rows.len() >= ROWS || (has_ended && self.rows.len() > 0 && !self.plan.kept.is_empty()) {
                return self.finish().map(Work::Batch);
            }
            if has_ended {
                self.batch = None;
            }
            if Instant::now() >= until {
                return Ok(Work::Pause);
            }
        }
        match self.rows.len() {
            0 => Ok(Work::End),
            _ => self.finish().map(Work::Batch),
        }
    }

    /// Fetches rows to ask about; when there are no more, what is told at the end.
    fn next_batch(&mut self) -> Result<bool, String> {
        let Some(source) = &mut self.source else { return Ok(false) };
        match source.next()? {
            Some(batch) => self.batch = Some((batch, 0)),
            None => {
                self.source = None;
                self.job.end(&mut self.rows);
            }
        }
        Ok(self.batch.is_some())
    }

    /// Asks about rows of the batch; whether it has no more.
    fn ask(&mut self, until: Instant) -> bool {
        let Some((batch, next)) = &mut self.batch else { return true };
        while *next < batch.rows && self.rows.len() < ROWS {
            self.rows.about(*next, self.done);
            if let Err(error) = self.job.row(Row::new(&self.plan, batch, *next), &mut self.rows) {
                self.rows.error([], &error);
            }
            *next += 1;
            self.done += 1;
            if Instant::now() >= until {
                break;
            }
        }
        *next >= batch.rows
    }

    /// The answers so far, beside what is kept of the rows they are about.
    fn finish(&mut self) -> Result<ArrayData, String> {
        let (from, answers) = self.rows.finish().map_err(|error| error.to_string())?;
        let kept = self.plan.kept.iter().map(|place| self.kept(*place, &from));
        let mut columns = kept.collect::<Result<Vec<_>, _>>()?;
        columns.extend(answers);
        self.batch = self.batch.take().filter(|(batch, next)| *next < batch.rows);
        batch(self.plan.schema.fields.clone(), from.len(), columns).map_err(|error| error.to_string())
    }

    fn kept(&self, place: usize, from: &[u32]) -> Result<ArrayData, String> {
        let column = self.batch.as_ref().and_then(|(batch, _)| batch.columns.get(place));
        let column = column.ok_or_else(|| "an answer without its row".to_owned())?;
        let kept = match (self.plan.is_one_to_one, from.first()) {
            (true, Some(first)) => column.slice_rows(usize::try_from(*first).unwrap_or(usize::MAX), from.len()),
            _ => column.take_rows(from),
        };
        kept.map_err(|error| error.to_string())
    }
}

impl Batches for Stream {
    fn schema(&self) -> &Schema {
        &self.plan.schema
    }

    fn next(&mut self) -> Result<Option<ArrayData>, String> {
        let pull = AssertUnwindSafe(|| Python::try_attach(|py| self.pull(py)));
        let pulled = catch_unwind(pull).unwrap_or_else(|_| Some(Err("a bug of anjieflow; please tell".to_owned())));
        let pulled = pulled.unwrap_or_else(|| Err("the interpreter has ended".to_owned()));
        if pulled.is_err() {
            (self.source, self.batch) = (None, None);
            self.rows = Rows::new(self.plan.heads.clone());
        }
        pulled
    }
}

/// Some look at the columns only: then the next one may read.
impl Drop for Stream {
    fn drop(&mut self) {
        if self.done == 0 && self.batch.is_none() {
            if let Some(source) = self.source.take() {
                self.home.opened().get_or_insert(source);
            }
        }
    }
}

/// An exception has no way through Arrow's interface: its text goes through, and an interrupt is made anew, so that Python
/// raises it as soon as whoever reads has come back.
fn stopped(py: Python<'_>, error: &PyErr) -> String {
    if error.is_instance_of::<PyKeyboardInterrupt>(py) {
        let interrupted = py.import("_thread").and_then(|thread| thread.call_method0("interrupt_main"));
        return interrupted.map_or_else(|_| "interrupted", |_| "interrupted by Ctrl-C").to_owned();
    }
    error.to_string()
}
