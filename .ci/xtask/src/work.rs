//! A list of steps, taken in order: a line each, and the first failure ends it. What takes minutes of one core can be begun
//! beside them.

use crate::beside::{Beside, Job};
use anyhow::{Result, ensure};
use clap::Args;
use std::fmt;
use std::io::{self, Write};
use std::time::Instant;

/// What became of a step that did not fail.
pub enum Outcome {
    /// It passed; the note is empty or worth a reader's glance, such as a count.
    Passed(String),
    /// It could not be taken here, and the reason.
    Skipped(String),
}

impl From<()> for Outcome {
    fn from((): ()) -> Self {
        Self::Passed(String::new())
    }
}

impl From<String> for Outcome {
    fn from(note: String) -> Self {
        Self::Passed(note)
    }
}

/// What is done when a step's turn comes.
enum Action<'a> {
    /// It is taken.
    Take(Box<dyn Fn() -> Result<Outcome> + 'a>),
    /// It is begun beside the others; that is no step of its own.
    Begin(Job),
    /// It was begun before: its end is awaited.
    Await,
}

/// The steps of a verb.
#[derive(Default)]
pub struct Work<'a> {
    steps: Vec<(&'static str, Action<'a>)>,
}

/// A step that was begun, to be awaited.
#[must_use]
pub struct Begun(&'static str);

impl<'a> Work<'a> {
    pub fn step<O: Into<Outcome>>(&mut self, name: &'static str, action: impl Fn() -> Result<O> + 'a) {
        self.steps.push((name, Action::Take(Box::new(move || action().map(Into::into)))));
    }

    /// Begin a step here, beside those that follow; of several that are begun, one after the other is taken.
    pub fn begin<O: Into<Outcome>>(
        &mut self,
        name: &'static str,
        action: impl FnOnce() -> Result<O> + Send + 'static,
    ) -> Begun {
        self.steps.push((name, Action::Begin(Job::new(name, move || action().map(Into::into)))));
        Begun(name)
    }

    /// What was begun has to be done here.
    pub fn done(&mut self, begun: Begun) {
        self.steps.push((begun.0, Action::Await));
    }

    /// The names of all steps, in the order they are taken.
    pub fn names(&self) -> Vec<&'static str> {
        self.named().collect()
    }

    /// Take the steps that were selected; the first failure ends it, unless we are to keep going.
    /// The closing line counts them.
    pub fn take(self, selection: &Selection) -> Result<()> {
        self.take_noting(selection, |_| Ok(()))
    }

    /// The same, and whoever notes it is told of each step as soon as it has ended.
    pub fn take_noting(mut self, selection: &Selection, note: impl FnMut(&Taken) -> Result<()>) -> Result<()> {
        self.steps.retain(|(name, _)| name.contains(&selection.only));
        ensure!(!self.steps.is_empty(), "no step has that name; `--list` names them");
        if selection.list {
            self.named().for_each(|name| println!("{name}"));
            return Ok(());
        }
        self.take_all(selection.keep_going, note)
    }

    fn named(&self) -> impl Iterator<Item = &'static str> {
        self.steps.iter().filter(|(_, action)| !matches!(action, Action::Begin(_))).map(|(name, _)| *name)
    }

    fn take_all(self, keep_going: bool, note: impl FnMut(&Taken) -> Result<()>) -> Result<()> {
        let begin = Instant::now();
        let (mut count, mut beside) = (Count::default(), Beside::default());
        let noted = self.take_each(keep_going, note, &mut beside, &mut count);
        beside.end();
        println!("\ntook {}\n{count}", minutes(begin.elapsed().as_secs()));
        noted?;
        ensure!(
            count.failed == 0,
            "`--only NAME` repeats a step, after those that install what it needs: `--list` names them in order"
        );
        Ok(())
    }

    /// One after the other; what was begun beside them as soon as it has ended, for a run may be cut off.
    fn take_each(
        mut self,
        keep_going: bool,
        mut note: impl FnMut(&Taken) -> Result<()>,
        beside: &mut Beside,
        count: &mut Count,
    ) -> Result<()> {
        let all = self.named().count();
        while !self.steps.is_empty() {
            let (name, action) = self.steps.remove(self.next(beside));
            if let Action::Begin(job) = action {
                beside.begin(job);
                continue;
            }
            print!("[{:>2}/{all}] {name} ... ", count.taken() + 1);
            io::stdout().flush()?;
            note(&take_one(name, &action, beside, count))?;
            if count.failed > 0 && !keep_going {
                break;
            }
        }
        Ok(())
    }

    fn next(&self, beside: &mut Beside) -> usize {
        let has_ended =
            |(name, action): &(&'static str, Action<'_>)| matches!(action, Action::Await) && beside.has_ended(name);
        self.steps.iter().position(has_ended).unwrap_or(0)
    }
}

/// Which steps, and how.
#[derive(Args, Default)]
pub struct Selection {
    /// Only the steps whose name contains this word
    #[arg(long, value_name = "WORD", default_value = "", hide_default_value = true)]
    only: String,
    /// Name the steps without taking them
    #[arg(long)]
    list: bool,
    /// Take the other steps too after one has failed
    #[arg(long)]
    keep_going: bool,
}

/// A step that was taken.
pub struct Taken {
    pub name: &'static str,
    pub seconds: f32,
    /// What came of it, in a few words.
    pub outcome: String,
}

#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Count {
    fn taken(&self) -> usize {
        self.passed + self.failed + self.skipped
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

fn take_one(name: &'static str, action: &Action<'_>, beside: &mut Beside, count: &mut Count) -> Taken {
    let begin = Instant::now();
    let (outcome, begun) = match action {
        Action::Take(action) => (action(), None),
        Action::Begin(_) | Action::Await => beside.wait_for(name),
    };
    // What went on beside took its own time, not that of the waiting.
    let seconds = begun.unwrap_or_else(|| begin.elapsed()).as_secs_f32();
    let outcome = match outcome {
        Ok(Outcome::Passed(note)) => {
            count.passed += 1;
            println!("ok {seconds:.1}s{}", bracketed(&note));
            note
        }
        Ok(Outcome::Skipped(reason)) => {
            count.skipped += 1;
            println!("skipped{}", bracketed(&reason));
            format!("skipped: {reason}")
        }
        Err(error) => {
            count.failed += 1;
            println!("FAILED {seconds:.1}s\n\n{error:#}\n");
            "failed".to_owned()
        }
    };
    Taken { name, seconds, outcome }
}

fn bracketed(note: &str) -> String {
    if note.is_empty() { String::new() } else { format!(" ({note})") }
}

fn minutes(seconds: u64) -> String {
    format!("{}m {:02}s", seconds / 60, seconds % 60)
}
