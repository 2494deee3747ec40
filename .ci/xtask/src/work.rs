//! A list of steps, taken in order: a line each, and the first failure ends it.

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

    /// Take the steps that were selected; the first failure ends it, unless we are to keep going.
    /// The closing line counts them. What was taken is handed back when all went well.
    pub fn take(mut self, selection: &Selection) -> Result<Vec<Taken>> {
        self.steps.retain(|(name, _)| name.contains(&selection.only));
        ensure!(!self.steps.is_empty(), "no step has that name; `--list` names them");
        if selection.list {
            self.steps.iter().for_each(|(name, _)| println!("{name}"));
            return Ok(Vec::new());
        }
        self.take_all(selection.keep_going)
    }

    fn take_all(&self, keep_going: bool) -> Result<Vec<Taken>> {
        let begin = Instant::now();
        let (mut count, mut taken) = (Count::default(), Vec::new());
        for (index, (name, action)) in self.steps.iter().enumerate() {
            print!("[{:>2}/{}] {name} ... ", index + 1, self.steps.len());
            io::stdout().flush()?;
            taken.push(take_one(name, action, &mut count));
            if count.failed > 0 && !keep_going {
                break;
            }
        }
        println!("\ntook {}\n{count}", minutes(begin.elapsed().as_secs()));
        ensure!(count.failed == 0, "`--only NAME` repeats a step");
        Ok(taken)
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

impl Selection {
    /// Whether nothing was left out.
    pub fn is_all(&self) -> bool {
        self.only.is_empty() && !self.list
    }
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

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

fn take_one(name: &'static str, action: &Action<'_>, count: &mut Count) -> Taken {
    let begin = Instant::now();
    let outcome = action();
    let seconds = begin.elapsed().as_secs_f32();
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
