//! The copy of the core that is changed, built and run.

use super::behind::behind;
use super::judge::{Built, Programs, Verdict};
use super::listed::Mutant;
use crate::cargo::cargo;
use crate::changed::{append_switch, copied_core};
use crate::project;
use crate::run::Run;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::PathBuf;

/// What became of a shard's mutants in the copy.
pub struct Placed {
    /// They stand behind a switch.
    pub switched: BTreeSet<usize>,
    /// The compiler would take them nowhere.
    pub unviable: BTreeSet<usize>,
}

/// Where in the changed files the mutants stand.
type Regions = BTreeMap<String, Vec<(usize, Range<usize>)>>;

/// What notices most comes first: for a mutant by itself each is built anew, and all of them take minutes.
const ONE_BY_ONE: [&str; 3] = ["--lib", "--test crossed --test stories --test enquiries", "--test *"];

pub struct Workshop {
    folder: PathBuf,
    /// The library's sources as they are, by their paths from the root.
    originals: BTreeMap<String, String>,
}

impl Workshop {
    /// A fresh copy.
    pub fn new() -> Result<Self> {
        Ok(Self { folder: copied_core("mutated")?, originals: originals()? })
    }

    /// The folder of the core in it, from where its tests run.
    pub fn core(&self) -> PathBuf {
        self.folder.join("core")
    }

    /// Cargo in it. What is built is kept from one shard to the next, at the level of the optimiser that makes building and running
    /// together shortest.
    pub fn cargo(&self, args: &str) -> Run {
        let target = project::target().join("mutated-built");
        let run = cargo(args).args("--offline --package anjieflow --all-features").within(&self.folder);
        run.env("CARGO_TARGET_DIR", target).env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").env("CARGO_PROFILE_DEV_DEBUG", "0")
    }

    /// All mutants that can stand behind a switch, put there.
    pub fn behind_switches(&self, mutants: &[Mutant]) -> Result<Placed> {
        let mut switched: BTreeSet<usize> = (0..mutants.len()).collect();
        let mut unviable = BTreeSet::new();
        loop {
            let regions;
            (regions, switched) = self.switch(mutants, &switched)?;
            let Some(said) = self.complaints()? else {
                return Ok(Placed { switched, unviable });
            };
            let refused = refused(&said, &regions);
            if refused.is_empty() {
                bail!("no mutant explains what the compiler says:\n{}", messages(&said).join("\n"));
            }
            switched.retain(|number| !refused.contains_key(number));
            unviable.extend(refused.into_iter().filter_map(|(number, anywhere)| anywhere.then_some(number)));
        }
    }

    /// Puts them there: where they stand, and which found a place.
    fn switch(&self, mutants: &[Mutant], which: &BTreeSet<usize>) -> Result<(Regions, BTreeSet<usize>)> {
        self.restore()?;
        let mut by_file = BTreeMap::<&str, Vec<(usize, &Mutant)>>::new();
        for (number, mutant) in mutants.iter().enumerate().filter(|(number, _)| which.contains(number)) {
            by_file.entry(&mutant.file).or_default().push((number, mutant));
        }
        let (mut regions, mut placed) = (Regions::new(), BTreeSet::new());
        for (file, mutants) in by_file {
            let switched = behind(self.original(file)?, &mutants).with_context(|| format!("cannot change {file}"))?;
            self.write(file, &switched.text)?;
            regions.insert(file.to_owned(), switched.regions);
            placed.extend(switched.placed);
        }
        append_switch(&self.folder)?;
        Ok((regions, placed))
    }

    /// What the compiler has against it, as it tells programs.
    fn complaints(&self) -> Result<Option<String>> {
        let (fits, said) = self.cargo("check --lib --message-format=json").said()?;
        Ok((!fits).then_some(said))
    }

    /// All files as they were.
    pub fn restore(&self) -> Result<()> {
        for (file, text) in &self.originals {
            // What is written anew is built anew.
            if fs::read_to_string(self.folder.join(file))? != *text {
                self.write(file, text)?;
            }
        }
        Ok(())
    }

    fn original(&self, file: &str) -> Result<&str> {
        self.originals.get(file).map(String::as_str).with_context(|| format!("{file} is no source of the core"))
    }

    fn write(&self, file: &str, text: &str) -> Result<()> {
        fs::write(self.folder.join(file), text).with_context(|| format!("cannot write {file} of the copy"))
    }

    /// What becomes of a mutant that is built alone.
    pub fn by_itself(&self, mutant: &Mutant, programs: &Programs) -> Result<Verdict> {
        self.write(&mutant.file, &mutant.applied(self.original(&mutant.file)?)?)?;
        let verdict = self.verdict(programs);
        self.write(&mutant.file, self.original(&mutant.file)?)?;
        verdict
    }

    fn verdict(&self, programs: &Programs) -> Result<Verdict> {
        if self.complaints()?.is_some() {
            return Ok(Verdict::Unviable);
        }
        for targets in ONE_BY_ONE {
            let verdict = self.verdict_of(programs, targets)?;
            if verdict != Verdict::Missed {
                return Ok(verdict);
            }
        }
        Ok(Verdict::Missed)
    }

    fn verdict_of(&self, programs: &Programs, targets: &str) -> Result<Verdict> {
        match Programs::of(self, targets)? {
            Built::Programs(built) => built.known_from(programs).judge(None),
            // The compiler does not take it, where the library is used.
            Built::Refused(_) => Ok(Verdict::Unviable),
        }
    }
}

fn originals() -> Result<BTreeMap<String, String>> {
    let listed = Run::new("git").args("ls-files core/src/*.rs").output()?;
    let read = |file: &str| fs::read_to_string(project::path(file)).with_context(|| format!("cannot read {file}"));
    listed.lines().map(|file| Ok((file.to_owned(), read(file)?))).collect()
}

/// The mutants in whose places the compiler found fault, of those around one place the innermost: whether it would wherever they
/// stood.
fn refused(said: &str, regions: &Regions) -> BTreeMap<usize, bool> {
    let errors = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let errors = errors.filter(|it| text_at(it, "/message/level") == Some("error"));
    errors.filter_map(|error| Some((innermost(&error, regions)?, lacks_a_default(&error)))).collect()
}

/// A value that has no default has none without a switch either.
fn lacks_a_default(error: &Value) -> bool {
    text_at(error, "/message/message").is_some_and(|it| it.ends_with(": Default` is not satisfied"))
}

fn innermost(error: &Value, regions: &Regions) -> Option<usize> {
    let spans = error.pointer("/message/spans")?.as_array()?;
    let is_primary = |span: &&Value| span.get("is_primary").and_then(Value::as_bool) == Some(true);
    let (first, rest): (Vec<_>, Vec<_>) = spans.iter().partition(is_primary);
    first.into_iter().chain(rest).flat_map(expanded).find_map(|span| around(span, regions))
}

/// A place in a macro, and where that was written.
fn expanded(span: &Value) -> impl Iterator<Item = &Value> {
    std::iter::successors(Some(span), |span| span.pointer("/expansion/span"))
}

/// The innermost mutant around a place.
fn around(span: &Value, regions: &Regions) -> Option<usize> {
    let at = usize::try_from(span.get("byte_start")?.as_u64()?).ok()?;
    let around = regions.get(text_at(span, "/file_name")?)?.iter().filter(|(_, region)| region.contains(&at));
    Some(around.min_by_key(|(_, region)| region.len())?.0)
}

fn text_at<'v>(value: &'v Value, place: &str) -> Option<&'v str> {
    value.pointer(place)?.as_str()
}

fn messages(said: &str) -> Vec<String> {
    let told = said.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    told.filter_map(|it| text_at(&it, "/message/rendered").map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(at: usize, message: &str) -> String {
        let span = serde_json::json!({"file_name": "a.rs", "byte_start": at, "is_primary": true});
        serde_json::json!({"message": {"level": "error", "message": message, "spans": [span]}}).to_string()
    }

    #[test]
    fn the_innermost_mutant_is_refused() {
        let regions = Regions::from([("a.rs".to_owned(), vec![(1, 0..90), (2, 10..30)])]);
        let [first, second, nobody] = [12, 50, 95].map(|at| error(at, "mismatched types"));
        let said = format!("{first}\n{second}\nnot JSON\n{nobody}");
        assert_eq!(refused(&said, &regions), BTreeMap::from([(1, false), (2, false)]));
    }

    #[test]
    fn what_has_no_default_is_viable_nowhere() {
        let regions = Regions::from([("a.rs".to_owned(), vec![(1, 0..90)])]);
        let said = error(12, "the trait bound `Truth: Default` is not satisfied");
        assert_eq!(refused(&said, &regions), BTreeMap::from([(1, true)]));
    }

    #[test]
    fn a_macro_is_where_it_was_written() {
        let regions = Regions::from([("a.rs".to_owned(), vec![(1, 0..90), (2, 10..30)])]);
        let written = serde_json::json!({"span": {"file_name": "a.rs", "byte_start": 12}});
        let span =
            serde_json::json!({"file_name": "macros.rs", "byte_start": 50, "is_primary": true, "expansion": written});
        let said = serde_json::json!({"message": {"level": "error", "spans": [span]}}).to_string();
        assert_eq!(refused(&said, &regions), BTreeMap::from([(2, false)]));
    }
}
