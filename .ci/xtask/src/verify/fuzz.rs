//! Bytes that nobody thought of, as long as the step is given: a target of `core/fuzz` after the other.
//!
//! Each begins with the kept corpus, which the ordinary tests replay. What breaks a law is left in the target folder; it goes into
//! `core/tests/data/corpus`, under a name, with the commit that puts it right.

use crate::cargo::cargo;
use crate::run::Run;
use crate::work::Outcome;
use crate::{debian, project};
use anyhow::{Context, Result};
use std::{env, fs};

const FOLDER: &str = "core/fuzz";

/// How long for each target, in seconds; `ANJIEFLOW_FUZZ_SECONDS` says otherwise.
const SECONDS: u32 = 300;

/// Every target for five minutes.
pub fn all() -> Result<Outcome> {
    if !Run::new("rustup").args("run nightly cargo --version").succeeds() {
        return Ok(Outcome::Skipped("no nightly compiler here: rustup toolchain install nightly".to_owned()));
    }
    debian::ensure_installed(&[debian::CPP])?;
    if !nightly("fuzz --version").succeeds() {
        cargo("install --locked --quiet cargo-fuzz").done()?;
    }
    cargo("fmt --check").within(project::path(FOLDER)).done()?;
    nightly("fuzz build --fuzz-dir").arg(project::path(FOLDER)).done()?;
    let seconds = env::var("ANJIEFLOW_FUZZ_SECONDS").unwrap_or_else(|_| SECONDS.to_string());
    let told: Vec<String> = targets()?.iter().map(|target| one(target, &seconds)).collect::<Result<_>>()?;
    Ok(Outcome::Passed(told.join("\n")))
}

/// The compiler that the sanitizer needs, with a target folder that no other compiler writes into.
fn nightly(args: &str) -> Run {
    let run = Run::new("rustup").args("run nightly cargo").args(args);
    run.env("CARGO_TARGET_DIR", project::target().join("fuzz"))
}

fn targets() -> Result<Vec<String>> {
    let files = project::files(&project::path(FOLDER).join("fuzz_targets"), ".rs")?;
    Ok(files.iter().map(|file| project::file_name(file).replace(".rs", "")).collect())
}

/// What was found goes on from what earlier runs here found.
fn one(target: &str, seconds: &str) -> Result<String> {
    let work = project::target().join("fuzz-work").join(target);
    let broken = project::target().join("fuzz-broken").join(target).join("");
    fs::create_dir_all(&work)?;
    fs::create_dir_all(&broken)?;
    let data = project::path("core/tests/data");
    let mut run = nightly("fuzz run --fuzz-dir").arg(project::path(FOLDER)).arg(target);
    run = run.arg(work).arg(data.join("corpus").join(target)).arg(data.join("golden")).arg("--");
    run = run.args("-timeout=20 -rss_limit_mb=2048 -max_len=20000 -print_final_stats=1");
    run = run.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={}", broken.display()));
    let said = run.output()?;
    let (runs, edges) = (found(&said, "stat::number_of_executed_units:"), found(&said, " cov:"));
    let (runs, edges) = (runs.context("the fuzzer counts its runs")?, edges.context("the fuzzer tells its coverage")?);
    Ok(format!("{target}: {runs} runs, {edges} edges"))
}

/// The last number behind a word.
fn found(said: &str, word: &str) -> Option<u64> {
    said.rsplit_once(word)?.1.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn the_last_number_counts() {
        let said = "#2 INITED cov: 10 ft: 11\n#9 DONE cov: 42 ft: 50\nstat::number_of_executed_units: 9\n";
        assert_eq!((found(said, " cov:"), found(said, "stat::number_of_executed_units:")), (Some(42), Some(9)));
        assert_eq!(found(said, "speed:"), None);
    }
}
