//! How much of the core its tests run, line by line. It is told, and nothing hangs on it: what a line does when nobody looks, the
//! [mutants](crate::mutation) tell.
//!
//! By `cargo-tarpaulin`, which reads what the compiler counts without LLVM's own tools: no package registry has those.

use super::supply::installed;
use crate::cargo::cargo;
use crate::project;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::cmp::Reverse;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// So many files are named, those with the most lines that no test runs.
const NAMED: usize = 8;

/// What `cargo-tarpaulin` writes, as far as it is read.
#[derive(Deserialize)]
struct Report {
    files: Vec<Lines>,
}

/// The lines of a file that do something.
#[derive(Deserialize)]
struct Lines {
    /// Its path, part by part.
    path: Vec<String>,
    covered: usize,
    coverable: usize,
}

/// Of the core: how much in all, and where most is missing. The whole list is left in the target folder.
pub fn of_the_core() -> Result<String> {
    installed("tarpaulin", "cargo-tarpaulin")?;
    let folder = project::fresh("coverage-report")?;
    let run = cargo("tarpaulin --engine llvm --locked --skip-clean --package anjieflow --all-features --lib --tests");
    let run = run.args("--timeout 600 --out Json --target-dir").arg(project::target().join("coverage"));
    // Optimised a little, as for the mutants: what runs all stories against each other takes very long without.
    run.arg("--output-dir").arg(&folder).env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").done()?;
    let file = project::only_file(&folder, ".json")?;
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {file:?}"))?;
    let report: Report =
        serde_json::from_str(&text).context("cargo-tarpaulin writes in another form than version 0.37")?;
    told(&report, &project::path("core/src"))
}

fn told(report: &Report, sources: &Path) -> Result<String> {
    let of_source =
        |lines: &Lines| lines.path.iter().collect::<PathBuf>().strip_prefix(sources).ok().map(PathBuf::from);
    let mut files: Vec<(PathBuf, &Lines)> = report.files.iter().filter_map(|it| Some((of_source(it)?, it))).collect();
    let (covered, coverable) = files.iter().fold((0, 0), |sum, (_, it)| (sum.0 + it.covered, sum.1 + it.coverable));
    ensure!(coverable > 0, "the report knows no source of the core");
    files.sort_by_key(|(_, it)| Reverse(it.coverable - it.covered));
    let mut note = format!("{} of {coverable} lines", share(covered, coverable));
    for (file, it) in files.iter().filter(|(_, it)| it.covered < it.coverable).take(NAMED) {
        write!(note, "; {} {} of {}", file.display(), share(it.covered, it.coverable), it.coverable)?;
    }
    Ok(note)
}

/// In tenths of a hundredth, cut off.
fn share(part: usize, whole: usize) -> String {
    let tenths = part * 1000 / whole.max(1);
    format!("{}.{} %", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_of_the_core_are_counted_and_the_barest_named() {
        let text = r#"{"files": [
            {"path": ["/", "w", "core", "src", "a.rs"], "covered": 90, "coverable": 100, "traces": []},
            {"path": ["/", "w", "core", "src", "b", "c.rs"], "covered": 10, "coverable": 30},
            {"path": ["/", "w", "core", "src", "d.rs"], "covered": 70, "coverable": 70},
            {"path": ["/", "w", "core", "tests", "x.rs"], "covered": 0, "coverable": 9}
        ]}"#;
        let report: Report = serde_json::from_str(text).unwrap();
        let note = told(&report, Path::new("/w/core/src")).unwrap();
        assert_eq!(note, "85.0 % of 200 lines; b/c.rs 33.3 % of 30; a.rs 90.0 % of 100");
        assert!(told(&report, Path::new("/elsewhere")).is_err());
    }
}
