//! The core's test programs, run until one of them notices.

use super::listed::Mutant;
use super::workshop::Workshop;
use crate::changed::SWITCH;
use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

/// What became of a mutant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The compiler does not take it.
    Unviable,
    /// These tests failed.
    Caught(String),
    /// These tests did not come to an end.
    Endless(String),
    /// No test noticed.
    Missed,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unviable => f.write_str("not viable"),
            Self::Caught(by) => write!(f, "noticed by {by}"),
            Self::Endless(in_) => write!(f, "endless in {in_}"),
            Self::Missed => f.write_str("MISSED"),
        }
    }
}

/// A test program, and how long it takes when nothing is changed.
struct Program {
    name: String,
    file: PathBuf,
    takes: Duration,
    /// How many mutants it has noticed.
    noticed: AtomicU32,
}

/// All of them.
pub struct Programs {
    folder: PathBuf,
    list: Vec<Program>,
}

/// What came of building them.
pub enum Built {
    Programs(Programs),
    /// The compiler did not take them, and what it said.
    Refused(String),
}

/// How many mutants are looked at at once.
const WORKERS: usize = 2;

/// A change that makes a program endless is noticed after so many times its own time, and a few seconds.
const LIMIT: u32 = 5;
const PATIENCE: Duration = Duration::from_secs(10);

/// What a program may take of memory, in kilobytes: a change can make it take all.
const MEMORY: u32 = 4_000_000;

/// A test of what the sources say, not of what they do, and those of the copy say more.
const OF_SOURCES: &str = "fits_the_sources";

impl Programs {
    /// All of them.
    pub fn all(workshop: &Workshop) -> Result<Self> {
        match Self::of(workshop, "--lib --tests")? {
            Built::Programs(programs) => Ok(programs),
            Built::Refused(said) => bail!("the core's tests do not build:\n{said}"),
        }
    }

    /// Those of these targets.
    pub fn of(workshop: &Workshop, targets: &str) -> Result<Built> {
        let (built, said) = workshop.cargo("test --no-run --message-format=json").args(targets).said()?;
        if !built {
            return Ok(Built::Refused(said));
        }
        let list = said.lines().filter_map(program).collect();
        Ok(Built::Programs(Self { folder: workshop.core(), list }))
    }

    /// Runs each once.
    pub fn timed(mut self) -> Result<Self> {
        for program in &mut self.list {
            let started = Instant::now();
            let mut child = start(&self.folder, program, None)?;
            ensure!(child.wait()?.success(), "{} fails without any change", program.name);
            program.takes = started.elapsed();
        }
        Ok(self)
    }

    /// The same tests built anew, of which as much is known as of these.
    pub fn known_from(mut self, others: &Self) -> Self {
        for program in &mut self.list {
            let Some(other) = others.list.iter().find(|other| other.name == program.name) else { continue };
            program.takes = other.takes;
            program.noticed = other.noticed.load(Relaxed).into();
        }
        self
    }

    /// First those that have noticed most for the time they take.
    fn in_order(&self) -> Vec<&Program> {
        let mut order: Vec<_> = self.list.iter().collect();
        order.sort_by_cached_key(|program| program.takes / (program.noticed.load(Relaxed) + 1));
        order
    }

    /// Every mutant that stands behind a switch, some at once.
    pub fn judge_all(&self, mutants: &[Mutant], switched: &BTreeSet<usize>) -> Result<BTreeMap<usize, Verdict>> {
        let waiting = Mutex::new(switched.iter().copied());
        let verdicts = Mutex::new(BTreeMap::new());
        // Apart, for the lock is to be free while a mutant is judged.
        let next = || -> Result<Option<usize>> { Ok(lock(&waiting)?.next()) };
        let work = || -> Result<()> {
            while let Some(number) = next()? {
                let verdict = self.judge(Some(number))?;
                let mut verdicts = lock(&verdicts)?;
                let name = mutants.get(number).map_or("", |mutant| &mutant.name);
                println!("{} of {}: {verdict}, {name}", verdicts.len() + 1, switched.len());
                verdicts.insert(number, verdict);
            }
            Ok(())
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|_| bail!("a worker panicked")))
        })?;
        verdicts.into_inner().ok().context("a worker panicked")
    }

    /// The first program that notices.
    pub fn judge(&self, number: Option<usize>) -> Result<Verdict> {
        for program in self.in_order() {
            let mut child = start(&self.folder, program, number)?;
            let verdict = match waited(&mut child, program.takes * LIMIT + PATIENCE)? {
                None => Verdict::Endless(program.name.clone()),
                Some(status) if status.success() => continue,
                Some(_) => Verdict::Caught(program.name.clone()),
            };
            program.noticed.fetch_add(1, Relaxed);
            return Ok(verdict);
        }
        Ok(Verdict::Missed)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> Result<std::sync::MutexGuard<'_, T>> {
    mutex.lock().ok().context("a worker panicked")
}

/// What Cargo says it built.
fn program(line: &str) -> Option<Program> {
    let said: Value = serde_json::from_str(line).ok()?;
    let text = |place: &str| said.pointer(place)?.as_str();
    let (file, name, kind) = (text("/executable")?, text("/target/name")?, text("/target/kind/0")?);
    let name = if kind == "test" { name.to_owned() } else { "unit tests".to_owned() };
    Some(Program { name, file: file.into(), takes: Duration::ZERO, noticed: 0.into() })
}

fn start(folder: &Path, program: &Program, number: Option<usize>) -> Result<Child> {
    // One thread: as many programs run as there are cores.
    let limited = format!("ulimit -v {MEMORY}; exec \"$0\" --quiet --test-threads=1 --skip {OF_SOURCES}");
    let mut command = Command::new("sh");
    command.arg("-c").arg(limited).arg(&program.file).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    // Each sees the same random cases, and what fails need not be made small.
    command.env("PROPTEST_RNG_SEED", "8").env("PROPTEST_MAX_SHRINK_ITERS", "0");
    command.env("PROPTEST_DISABLE_FAILURE_PERSISTENCE", "1");
    if let Some(number) = number {
        command.env(SWITCH, number.to_string());
    }
    command.spawn().with_context(|| format!("cannot start {}", program.name))
}

/// How it ended; `None` when it was ended for taking too long.
fn waited(child: &mut Child, most: Duration) -> Result<Option<ExitStatus>> {
    let until = Instant::now() + most;
    while Instant::now() < until {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_takes_too_long_is_ended() {
        let mut child = Command::new("sleep").arg("60").spawn().unwrap();
        assert_eq!(waited(&mut child, Duration::from_millis(30)).unwrap(), None);
        let mut child = Command::new("true").spawn().unwrap();
        assert!(waited(&mut child, Duration::from_secs(60)).unwrap().unwrap().success());
    }

    #[test]
    fn a_test_program_has_the_name_of_its_file() {
        let line = r#"{"reason":"compiler-artifact","executable":"/t/log-1","target":{"name":"log","kind":["test"]}}"#;
        assert_eq!(program(line).unwrap().name, "log");
        assert!(program(r#"{"reason":"compiler-artifact","executable":null,"target":{"name":"x"}}"#).is_none());
    }
}
