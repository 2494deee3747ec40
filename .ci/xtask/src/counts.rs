//! How many instructions an operation takes, by callgrind: the guard against what grows unseen, which no load of the machine moves.

use crate::cargo::cargo;
use crate::debian::{self, VALGRIND};
use crate::project;
use crate::report::own_target;
use crate::run::Run;
use crate::work::Outcome;
use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

const FILE: &str = "benches/COUNTS.json";

/// As often does `counts` what it counts.
const ROUNDS: u64 = 100;

/// What `counts` knows, and what a reader calls it.
const SUBJECTS: [(&str, &str); 7] = [
    ("step", "a step with a gate of thirteen papers"),
    ("replay", "a case replayed from its entries"),
    ("read", "a case read from the text of its log"),
    ("complete", "is it complete"),
    ("checklist", "a checklist with its reasons"),
    ("schedule", "360 rows"),
    ("batch", "a thousand instalments"),
];

/// More than so many hundredths is a growth.
const ALLOWED_PERCENT: u64 = 3;

/// What was counted, with which Rust: another one writes other instructions.
#[derive(Serialize, Deserialize)]
struct Counts {
    rustc: String,
    instructions: Vec<(String, u64)>,
}

/// Count anew, and keep it.
pub fn write() -> Result<()> {
    let counts = count()?;
    fs::write(project::path(FILE), serde_json::to_string_pretty(&counts)? + "\n")?;
    counts.instructions.iter().for_each(|(what, count)| println!("{what}: {count}"));
    println!("wrote {FILE}");
    Ok(())
}

/// What was kept.
pub fn kept() -> Result<Vec<(String, u64)>> {
    Ok(read()?.instructions)
}

/// Fails where an operation takes more than was kept.
pub fn have_not_grown() -> Result<Outcome> {
    let (before, rustc) = (read()?, rustc()?);
    if before.rustc != rustc {
        let reason =
            format!("counted with {}, and this is {rustc}: `cargo xtask bench counts` counts anew", before.rustc);
        return Ok(Outcome::Skipped(reason));
    }
    let now = count()?.instructions;
    let grown = grown(&before.instructions, &now);
    ensure!(grown.is_empty(), "more instructions than in {FILE}:\n{}", grown.join("\n"));
    Ok(Outcome::Passed(format!("{} as they were", now.len())))
}

/// A line each of what takes more, or was never counted.
fn grown(before: &[(String, u64)], now: &[(String, u64)]) -> Vec<String> {
    let line = |(what, now): &(String, u64)| match before.iter().find(|(known, _)| known == what) {
        None => Some(format!("{what}: never counted, now {now}")),
        Some((_, before)) if now * 100 > before * (100 + ALLOWED_PERCENT) => {
            Some(format!("{what}: {before}, now {now}"))
        }
        Some(_) => None,
    };
    now.iter().filter_map(line).collect()
}

fn read() -> Result<Counts> {
    let text = fs::read_to_string(project::path(FILE)).with_context(|| format!("cannot read {FILE}"))?;
    serde_json::from_str(&text).with_context(|| format!("{FILE} is not as it should be"))
}

fn rustc() -> Result<String> {
    Ok(Run::new("rustc").arg("--version").output()?.trim().to_owned())
}

fn count() -> Result<Counts> {
    debian::ensure_installed(&[VALGRIND])?;
    let build = cargo("build --locked --quiet --profile bench --bin counts").within(project::path("benches"));
    build.env("CARGO_TARGET_DIR", own_target()).done()?;
    let program = own_target().join("release/counts");
    let folder = project::fresh("callgrind")?;
    let one = |(subject, what): &(&str, &str)| Ok(((*what).to_owned(), of_one(&program, &folder, subject)?));
    Ok(Counts { rustc: rustc()?, instructions: SUBJECTS.iter().map(one).collect::<Result<_>>()? })
}

/// The work and what goes before it, less the latter.
fn of_one(program: &Path, folder: &Path, subject: &str) -> Result<u64> {
    let (work, before) = (run(program, folder, subject, "work")?, run(program, folder, subject, "prepare")?);
    Ok(work.saturating_sub(before) / ROUNDS)
}

/// The profile stays in the folder, for `callgrind_annotate`.
fn run(program: &Path, folder: &Path, subject: &str, part: &str) -> Result<u64> {
    let file = folder.join(format!("{subject}-{part}.out"));
    let valgrind = Run::new(VALGRIND.file).args("--quiet --tool=callgrind");
    valgrind.arg(format!("--callgrind-out-file={}", file.display())).arg(program).arg(subject).arg(part).done()?;
    total(&fs::read_to_string(&file)?).with_context(|| format!("callgrind tells no sum in {}", file.display()))
}

/// The sum that callgrind writes at the end of a profile.
fn total(profile: &str) -> Option<u64> {
    let sum =
        profile.lines().rev().find_map(|line| line.strip_prefix("totals: ").or(line.strip_prefix("summary: ")))?;
    sum.split(' ').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_stands_at_the_end() {
        assert_eq!(total("events: Ir\n\nfn=(1) main\n10 5\n\ntotals: 123456\n"), Some(123_456));
        assert_eq!(total("summary: 7\n\n1 2\n"), Some(7));
        assert_eq!(total("events: Ir\n"), None);
    }

    #[test]
    fn three_hundredths_are_let_pass() {
        let counts = |step, list| vec![("step".to_owned(), step), ("list".to_owned(), list)];
        assert_eq!(grown(&counts(1000, 500), &counts(1030, 400)), Vec::<String>::new());
        assert_eq!(grown(&counts(1000, 500), &counts(1031, 400)), ["step: 1000, now 1031"]);
        assert_eq!(grown(&counts(1000, 500)[..1], &counts(1000, 400)), ["list: never counted, now 400"]);
    }

    #[test]
    fn what_is_counted_is_kept() {
        let kept = kept().unwrap();
        assert_eq!(kept.iter().map(|(what, _)| what.as_str()).collect::<Vec<_>>(), SUBJECTS.map(|(_, what)| what));
    }
}
