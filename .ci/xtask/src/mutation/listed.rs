//! What `cargo-mutants` lists.

use crate::cargo::cargo;
use crate::verify::installed;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::ops::Range;

/// About how many mutants a shard has.
const SHARD: usize = 300;

/// A change that the tests ought to notice.
#[derive(Clone, Debug, Deserialize)]
pub struct Mutant {
    /// Where it is and what it changes, in words.
    pub name: String,
    /// The file, from the root.
    pub file: String,
    pub genre: Genre,
    /// What stands there instead.
    pub replacement: String,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Genre {
    FnValue,
    BinaryOperator,
    UnaryOperator,
    MatchArm,
    MatchArmGuard,
    StructField,
}

/// From one place to before another.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Span {
    pub start: Place,
    pub end: Place,
}

/// A line and a character of it, both counted from one.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

impl Mutant {
    /// Its name without the line, which changes with whatever stands above it.
    pub fn key(&self) -> String {
        let what = self.name.splitn(4, ':').nth(3).unwrap_or(&self.name);
        format!("{}:{what}", self.file)
    }

    /// Its bytes of the file.
    pub fn range(&self, source: &str) -> Result<Range<usize>> {
        let outside = || format!("{} lies outside its file", self.name);
        let start = self.span.start.offset(source).with_context(outside)?;
        Ok(start..self.span.end.offset(source).with_context(outside)?)
    }

    /// The file with it, as `cargo-mutants` would write it.
    pub fn applied(&self, source: &str) -> Result<String> {
        let range = self.range(source)?;
        let (before, after) = (source.get(..range.start), source.get(range.end..));
        let (before, after) = before.zip(after).context("a change of whole characters")?;
        Ok(format!("{before}{}{after}", self.replacement))
    }
}

impl Place {
    fn offset(self, source: &str) -> Option<usize> {
        let mut lines = source.split_inclusive('\n');
        let before: usize = lines.by_ref().take(self.line - 1).map(str::len).sum();
        let line = lines.next()?;
        let mut ends = line.char_indices().map(|(at, _)| at).chain([line.len()]);
        Some(before + ends.nth(self.column - 1)?)
    }
}

/// The mutants of a shard, from all files alike.
pub fn shard(shard: usize) -> Result<Vec<Mutant>> {
    installed("mutants", "cargo-mutants")?;
    let shards = list("")?.len().div_ceil(SHARD);
    ensure!(shard < shards, "there are shards 0 to {}", shards - 1);
    list(&format!("--sharding round-robin --shard {shard}/{shards}"))
}

fn list(args: &str) -> Result<Vec<Mutant>> {
    let said = cargo("mutants --package anjieflow --all-features --list --json --colors never").args(args).output()?;
    let json = said.find('[').and_then(|start| said.get(start..)).context("cargo-mutants lists its mutants")?;
    serde_json::from_str(json).context("cargo-mutants lists in another form than version 27")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mutant() -> Mutant {
        let place = |line, column| Place { line, column };
        Mutant {
            name: "a.rs:2:4: replace + with - in f".to_owned(),
            file: "a.rs".to_owned(),
            genre: Genre::BinaryOperator,
            replacement: "-".to_owned(),
            span: Span { start: place(2, 4), end: place(2, 5) },
        }
    }

    #[test]
    fn a_column_counts_characters() {
        assert_eq!(mutant().applied("甲\n乙 a+b\n").unwrap(), "甲\n乙 a-b\n");
        assert!(mutant().applied("甲\n乙").is_err());
    }

    #[test]
    fn its_key_names_no_line() {
        assert_eq!(mutant().key(), "a.rs: replace + with - in f");
    }
}
