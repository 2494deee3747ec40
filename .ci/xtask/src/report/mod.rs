//! `benches/REPORT.md`: everything the benches measure, beside their peers and the targets, with a chart.
#![allow(clippy::float_arithmetic, reason = "times and their ratios are no money")]

mod about;
mod chart;
mod measured;
mod page;
mod targets;

use crate::cargo::cargo;
use crate::run::Run;
use crate::wasm::{Choice, Toolchain};
use crate::{counts, node, npm, project, python};
use about::About;
use anyhow::{Context, Result};
use measured::Measured;
use page::Kept;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

const REPORT: &str = "benches/REPORT.md";

/// What asks for few samples; the benches that criterion does not run ask for the variable.
const QUICK: &str = "--warm-up-time 0.3 --measurement-time 1 --sample-size 10";

/// Run all benches and write down what they say.
pub fn write(quick: bool) -> Result<()> {
    // What is built would be part of the load.
    let gathered = [ready("benches", &own_target())?, ready("benches/peers", &peers_target())?];
    python::wheel()?;
    python::install()?;
    npm::pack(&Toolchain::find(Choice::default())?)?;
    npm::install()?;
    node::prepare()?;
    let about = About::here(quick)?;
    let mut all = Vec::new();
    for workspace in gathered {
        all.extend(workspace.measure(quick)?);
    }
    let (loans, steps, in_node) = if quick { (100_000, 20_000, 10_000) } else { (1_000_000, 200_000, 100_000) };
    all.extend(measured::lines("Python", &timed("from Python", || python::bench(loans, steps))?));
    all.extend(measured::lines("Node", &timed("from Node", || node::bench(in_node))?));
    keep(&all, &about)
}

fn keep(all: &[Measured], about: &About) -> Result<()> {
    let read = |name: &str| fs::read_to_string(project::path(name)).with_context(|| format!("cannot read {name}"));
    let targets = targets::read(&read("benches/targets.json")?)?;
    let (tried, instructions) = (read("benches/TRIED.md")?, counts::kept()?);
    let kept = Kept { targets: &targets, tried: &tried, instructions: &instructions };
    fs::write(project::path("benches/report.svg"), chart::draw(all)?)?;
    fs::write(project::path(REPORT), page::told(all, about, &kept)?).context("cannot write the report")?;
    println!("wrote {REPORT}");
    Ok(())
}

/// Where the benches of this project are built.
pub fn own_target() -> PathBuf {
    project::target().join("benches")
}

/// Those of this project; what is said further is handed to them.
pub fn benches() -> Run {
    // A workspace of its own has a target folder of its own.
    cargo("bench --").within(project::path("benches")).env("CARGO_TARGET_DIR", own_target())
}

/// Where the peers are built. A macro of one of them looks for a folder of just this name above its own.
fn peers_target() -> PathBuf {
    project::target().join("target")
}

/// A workspace whose benches are built.
struct Workspace {
    folder: PathBuf,
    target: PathBuf,
}

fn ready(name: &str, target: &Path) -> Result<Workspace> {
    let workspace = Workspace { folder: project::path(name), target: target.to_path_buf() };
    timed(&format!("build of {name}"), || workspace.bench("--no-run").output())?;
    Ok(workspace)
}

impl Workspace {
    fn bench(&self, args: &str) -> Run {
        cargo("bench --locked --quiet").args(args).within(&self.folder).env("CARGO_TARGET_DIR", &self.target)
    }

    /// One bench after the other: what criterion measured, and what those say that count by themselves.
    fn measure(&self, quick: bool) -> Result<Vec<Measured>> {
        let criterion = project::fresh_at(&self.target.join("criterion"))?;
        let mut all = Vec::new();
        for name in project::files(&self.folder.join("benches"), ".rs")? {
            let name = project::file_name(&name);
            let name = name.trim_end_matches(".rs");
            let bench = self.bench(&format!("--bench {name}"));
            let bench = if quick { bench.arg("--").args(QUICK).env("BENCH_QUICK", "1") } else { bench };
            all.extend(measured::lines("Rust", &timed(name, || bench.output())?));
        }
        all.extend(measured::medians(&criterion)?);
        Ok(all)
    }
}

/// Runs it and says how long that took.
fn timed<T>(name: &str, run: impl FnOnce() -> Result<T>) -> Result<T> {
    let started = Instant::now();
    let done = run()?;
    println!("{name}: {:.0} s", started.elapsed().as_secs_f64());
    Ok(done)
}
