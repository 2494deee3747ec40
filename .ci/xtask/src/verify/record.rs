//! What came of each step when it was last taken, and of which commit: `.ci/VERIFIED.md`.
//!
//! A whole run takes hours. So a row is written as soon as its step has ended: what is cut off, or mended and taken alone, keeps the
//! rest.

use super::commit::Commit;
use crate::cargo::cargo;
use crate::project;
use crate::run::Run;
use crate::work::Taken;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::{fs, thread};

/// The page, by its path from the root.
pub const PAGE: &str = ".ci/VERIFIED.md";

/// What is known of the steps.
pub struct Record {
    /// All steps there are, in the order they are taken.
    steps: Vec<&'static str>,
    /// The rest of a step's row, by its name.
    rows: BTreeMap<String, String>,
    commit: Commit,
    machine: String,
}

impl Record {
    /// What the page says, to go on from.
    pub fn of(steps: Vec<&'static str>) -> Result<Self> {
        let page = fs::read_to_string(project::path(PAGE)).with_context(|| format!("cannot read {PAGE}"))?;
        Ok(Self { steps, rows: rows(&page), commit: Commit::here()?, machine: machine()? })
    }

    /// A step has ended: its row says so.
    pub fn put(&mut self, taken: &Taken) -> Result<()> {
        let Commit { id, day } = &self.commit;
        let told = taken.outcome.replace('\n', "; ").replace('|', "\\|");
        self.rows.insert(taken.name.to_owned(), format!("{id} | {day} | {:.1} | {told}", taken.seconds));
        fs::write(project::path(PAGE), self.page()?).with_context(|| format!("cannot write {PAGE}"))
    }

    fn page(&self) -> Result<String> {
        let mut page = format!(
            "# Verified\n\nWhat came of each step of `cargo xtask verify` when it was last taken, and of which commit; the last of them on {}.\n\n\
             | step | commit | its day | seconds | told |\n|---|---|---|---:|---|\n",
            self.machine
        );
        for step in &self.steps {
            let row = self.rows.get(*step).map_or("never taken | | |", String::as_str);
            writeln!(page, "| {step} | {row} |")?;
        }
        Ok(page)
    }
}

/// The rows of a page.
fn rows(page: &str) -> BTreeMap<String, String> {
    let lines = page.lines().skip_while(|line| !line.starts_with("|---")).skip(1);
    let cells = lines.filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "));
    cells.map(|(step, row)| (step.to_owned(), row.to_owned())).collect()
}

fn machine() -> Result<String> {
    let say = |run: Run| run.output().map(|said| said.trim().to_owned());
    let (rust, python) = (say(cargo("--version"))?, say(Run::new("python3").args("--version"))?);
    let node = say(Run::new("node").args("--version"))?;
    Ok(format!("{} cores, with {rust}, {python} and Node {node}", thread::available_parallelism()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_as_it_was_written() {
        let rows_of = [("a", "1 | 2026-01-02 | 3.0 | x \\| y"), ("b, alone", "1 | 2026-01-02 | 0.1 | ")];
        let rows_of: BTreeMap<_, _> = rows_of.map(|(step, row)| (step.to_owned(), row.to_owned())).into();
        let commit = Commit { id: "1".to_owned(), day: "2026-01-02".to_owned() };
        let record =
            Record { steps: vec!["a", "b, alone", "c"], rows: rows_of.clone(), commit, machine: String::new() };
        let page = record.page().unwrap();
        assert!(page.ends_with("| c | never taken | | | |\n"), "{page}");
        let mut read = rows(&page);
        assert_eq!(read.remove("c").unwrap(), "never taken | | |");
        assert_eq!(read, rows_of);
    }
}
