//! Steps that go on beside the others, one after the other: builds that keep one core busy for minutes.

use crate::work::Outcome;
use anyhow::{Result, anyhow};
use std::collections::BTreeMap;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A step that can be taken beside the others.
pub struct Job {
    name: &'static str,
    action: Box<dyn FnOnce() -> Result<Outcome> + Send>,
}

impl Job {
    pub fn new(name: &'static str, action: impl FnOnce() -> Result<Outcome> + Send + 'static) -> Self {
        Self { name, action: Box::new(action) }
    }

    fn take(self) -> Ended {
        let begin = Instant::now();
        let outcome = (self.action)();
        Ended { name: self.name, took: begin.elapsed(), outcome }
    }
}

struct Ended {
    name: &'static str,
    took: Duration,
    outcome: Result<Outcome>,
}

/// A thread that takes one job after the other. It is started when there is something to do.
#[derive(Default)]
pub struct Beside {
    lane: Option<Lane>,
    ended: BTreeMap<&'static str, Ended>,
}

struct Lane {
    jobs: Sender<Job>,
    ends: Receiver<Ended>,
    thread: JoinHandle<()>,
}

impl Beside {
    /// Take it as soon as those before are done.
    pub fn begin(&mut self, job: Job) {
        // A thread that ended says so when the job is waited for.
        let _ = self.lane.get_or_insert_with(Lane::start).jobs.send(job);
    }

    /// Whether a job has ended already.
    pub fn has_ended(&mut self, name: &'static str) -> bool {
        let ended = self.lane.iter().flat_map(|lane| lane.ends.try_iter());
        self.ended.extend(ended.map(|ended| (ended.name, ended)));
        self.ended.contains_key(name)
    }

    /// What came of a job, and how long it took; it may have ended long ago.
    pub fn wait_for(&mut self, name: &'static str) -> (Result<Outcome>, Option<Duration>) {
        loop {
            if let Some(ended) = self.ended.remove(name) {
                return (ended.outcome, Some(ended.took));
            }
            match self.lane.as_ref().map(|lane| lane.ends.recv()) {
                Some(Ok(ended)) => self.ended.insert(ended.name, ended),
                Some(Err(_)) | None => return (Err(anyhow!("`{name}` was never done")), None),
            };
        }
    }

    /// What was not begun is not begun any more. What is at work is waited for: it would hold the files of whoever comes next.
    pub fn end(self) {
        if let Some(Lane { jobs, ends, thread }) = self.lane {
            drop((jobs, ends));
            // What it was at has been told, or nobody asked for it.
            let _ = thread.join();
        }
    }
}

impl Lane {
    fn start() -> Self {
        let (jobs, wanted) = mpsc::channel::<Job>();
        let (done, ends) = mpsc::channel();
        let thread = thread::spawn(move || {
            for job in wanted {
                // Nobody waits for an end any more: then nothing else is begun either.
                if done.send(job.take()).is_err() {
                    break;
                }
            }
        });
        Self { jobs, ends, thread }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job(name: &'static str, said: &'static str) -> Job {
        Job::new(name, move || Ok(said.to_owned().into()))
    }

    fn note(outcome: Result<Outcome>) -> String {
        match outcome.unwrap() {
            Outcome::Passed(note) | Outcome::Skipped(note) => note,
        }
    }

    #[test]
    fn jobs_may_be_waited_for_in_any_order() {
        let mut beside = Beside::default();
        beside.begin(job("a", "one"));
        beside.begin(job("b", "two"));
        assert_eq!(note(beside.wait_for("b").0), "two");
        assert_eq!(note(beside.wait_for("a").0), "one");
        beside.end();
    }

    #[test]
    fn a_job_that_has_ended_is_known_without_waiting() {
        let mut beside = Beside::default();
        let (go, wait) = mpsc::channel();
        beside.begin(job("a", "one"));
        beside.begin(Job::new("b", move || Ok(wait.recv().map(|()| ().into())?)));
        assert_eq!(note(beside.wait_for("a").0), "one");
        assert!(!beside.has_ended("b") && !beside.has_ended("c"));
        go.send(()).unwrap();
        while !beside.has_ended("b") {
            thread::yield_now();
        }
        beside.end();
    }

    #[test]
    fn a_failure_is_told_when_it_is_waited_for() {
        let mut beside = Beside::default();
        beside.begin(Job::new("a", || Err(anyhow!("no disk"))));
        beside.begin(Job::new("b", || panic!("a bug")));
        assert_eq!(beside.wait_for("a").0.err().unwrap().to_string(), "no disk");
        assert_eq!(beside.wait_for("b").0.err().unwrap().to_string(), "`b` was never done");
        beside.end();
    }
}
