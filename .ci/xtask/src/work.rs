//! A list of steps, taken in order: a line each, and the first failure ends it.

use anyhow::{Result, ensure};
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

type Action<'a> = Box<dyn Fn() -> Result<Outcome> + 'a>;

/// The steps of a verb.
#[derive(Default)]
pub struct Work<'a> {
    steps: Vec<(&'static str, Action<'a>)>,
}

impl<'a> Work<'a> {
    pub fn step<O: Into<Outcome>>(&mut self, name: &'static str, action: impl Fn() -> Result<O> + 'a) {
        self.steps.push((name, Box::new(move || action().map(Into::into))));
    }

    /// Keep the steps whose name contains the word.
    pub fn only(&mut self, word: &str) {
        self.steps.retain(|(name, _)| name.contains(word));
    }

    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    pub fn list(&self) {
        for (name, _) in &self.steps {
            println!("{name}");
        }
    }

    /// Take all steps; the first failure ends it, unless we are to keep going. The closing line
    /// counts them.
    pub fn take(&self, keep_going: bool) -> Result<()> {
        let begin = Instant::now();
        let mut count = Count::default();
        for (index, (name, action)) in self.steps.iter().enumerate() {
            print!("[{:>2}/{}] {name} ... ", index + 1, self.steps.len());
            io::stdout().flush()?;
            take_one(action, &mut count);
            if count.failed > 0 && !keep_going {
                break;
            }
        }
        println!("\ntook {}\n{count}", minutes(begin.elapsed().as_secs()));
        ensure!(count.failed == 0, "`cargo xtask test --only NAME` repeats a step");
        Ok(())
    }
}

#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

fn take_one(action: &Action<'_>, count: &mut Count) {
    let begin = Instant::now();
    let outcome = action();
    let seconds = begin.elapsed().as_secs_f32();
    match outcome {
        Ok(Outcome::Passed(note)) => {
            count.passed += 1;
            println!("ok {seconds:.1}s{}", bracketed(&note));
        }
        Ok(Outcome::Skipped(reason)) => {
            count.skipped += 1;
            println!("skipped{}", bracketed(&reason));
        }
        Err(error) => {
            count.failed += 1;
            println!("FAILED {seconds:.1}s\n\n{error:#}\n");
        }
    }
}

fn bracketed(note: &str) -> String {
    if note.is_empty() { String::new() } else { format!(" ({note})") }
}

fn minutes(seconds: u64) -> String {
    format!("{}m {:02}s", seconds / 60, seconds % 60)
}
