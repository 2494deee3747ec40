//! What `cargo-mutants` lists.

use crate::cargo::cargo;
use crate::verify::installed;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// How many mutants a shard has; the last one has what is left.
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

/// All mutants of the core.
pub fn all() -> Result<Vec<Mutant>> {
    installed("mutants", "cargo-mutants")?;
    let said = cargo("mutants --package anjieflow --all-features --list --json --colors never").output()?;
    let json = said.find('[').and_then(|start| said.get(start..)).context("cargo-mutants lists its mutants")?;
    serde_json::from_str(json).context("cargo-mutants lists in another form than version 27")
}

/// Those of a shard. They are dealt out by the digest of what each changes: a shard has some of every file, and stays the same
/// sample, but for a few at its ends, when other sources change.
pub fn shard(all: &[Mutant], shard: usize) -> Result<Vec<Mutant>> {
    let shards = all.len().div_ceil(SHARD);
    ensure!(shard < shards, "there are shards 0 to {}", shards.saturating_sub(1));
    let mut dealt = all.to_vec();
    dealt.sort_by_cached_key(|mutant| Sha256::digest(mutant.key()));
    Ok(dealt.into_iter().skip(shard * SHARD).take(SHARD).collect())
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

    fn many(numbers: Range<usize>) -> Vec<Mutant> {
        numbers.map(|at| Mutant { name: format!("a.rs:1:1: {at}"), ..mutant() }).collect()
    }

    /// The numbers of a shard of these.
    fn dealt(all: &[Mutant], number: usize) -> Vec<usize> {
        let names = shard(all, number).unwrap().into_iter().map(|mutant| mutant.name);
        names.map(|name| name.rsplit(' ').next().unwrap().parse().unwrap()).collect()
    }

    #[test]
    fn each_mutant_is_in_one_shard() {
        let all = many(0..700);
        let mut numbers: Vec<usize> = (0..3).flat_map(|number| dealt(&all, number)).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (0..700).collect::<Vec<_>>());
        assert_eq!(shard(&all, 3).unwrap_err().to_string(), "there are shards 0 to 2");
    }

    #[test]
    fn a_shard_stays_when_others_come() {
        let before = dealt(&many(0..700), 0);
        let after = dealt(&many(0..710), 0);
        let stayed = before.iter().filter(|number| after.contains(number)).count();
        assert!((290..300).contains(&stayed), "{stayed}");
    }

    #[test]
    fn its_key_names_no_line() {
        assert_eq!(mutant().key(), "a.rs: replace + with - in f");
    }
}
