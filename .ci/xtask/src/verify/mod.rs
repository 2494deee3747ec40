//! The long checks: those that take longer than a change should wait, or are seldom wrong.

mod again;
mod faults;
mod fuzz;
mod hostile;
mod memory;
mod mutants;
mod spark;
mod supply;

pub use mutants::copied_core;
pub use supply::installed;

use crate::cargo::cargo;
use crate::run::Run;
use crate::test::{Wasm, steps};
use crate::wasm::{Choice, Toolchain};
use crate::work::{Selection, Taken, Work};
use crate::{counts, mutation, node, npm, project, pythons, stories};
use anyhow::Result;
use std::fmt::Write;
use std::{fs, thread};

const REPORT: &str = ".ci/VERIFIED.md";

/// All of `test`, then what is long, and the package once more by the way that few machines go. A whole run is written down.
pub fn verify(selection: &Selection) -> Result<()> {
    let wasm = Wasm::new(Choice::default());
    let mut work = steps(&wasm);
    work.step("same bytes from two builds", again::same_bytes);
    work.step("licences and sources", supply::allowed);
    work.step("oldest versions of what we stand on", supply::minimal_versions);
    work.step("Python module under valgrind", memory::of_the_module);
    work.step("instruction counts", counts::have_not_grown);
    work.step("large models of the flow", mutants::large_models);
    work.step("mutations of the flow", mutants::all_break);
    work.step("mutants of the core", || mutation::check(0));
    work.step("hostile texts, optimised", hostile::optimised);
    work.step("fuzzing", fuzz::all);
    work.step("faults of desk, a thousand kills", faults::desk);
    work.step("faults of the back office, a thousand kills", faults::back_office);
    work.step("other Pythons", pythons::others);
    work.step("a million cases in a second interpreter", || pythons::second(1_000_000));
    work.step("tables of ten million rows", spark::ten_million_rows);
    work.step("Spark", spark::prepare);
    work.step("portfolio on a cluster", spark::test);
    by_the_fallback(&mut work);
    let taken = work.take(selection)?;
    if selection.is_all() {
        fs::write(project::path(REPORT), report(&taken)?)?;
        println!("written to {REPORT}");
    }
    Ok(())
}

fn by_the_fallback(work: &mut Work<'_>) {
    work.step("npm package, by the fallback", || {
        let toolchain = Toolchain::find(Choice { wasm_fallback: true })?;
        let packed = npm::pack(&toolchain)?;
        npm::install()?;
        Ok(packed.size)
    });
    work.step("Node, by the fallback", || node::test("tests/node.test.mjs"));
    work.step("Chromium, by the fallback", || node::test("tests/chromium.test.mjs"));
    work.step("stories agree, by the fallback", stories::compare);
}

fn report(taken: &[Taken]) -> Result<String> {
    let say = |run: Run| run.output().map(|said| said.trim().to_owned());
    let commit = say(Run::new("git").args("describe --always --dirty"))?;
    let day = say(Run::new("git").args("log -1 --format=%cs"))?;
    let (rust, python) = (say(cargo("--version"))?, say(Run::new("python3").args("--version"))?);
    let node = say(Run::new("node").args("--version"))?;
    let cores = thread::available_parallelism()?;
    let mut text = format!(
        "# Verified\n\nWritten by `cargo xtask verify` when every step of it has passed: commit {commit} of {day}, on {cores} cores, \
         with {rust}, {python} and Node {node}.\n\n| step | seconds | told |\n|---|---:|---|\n",
    );
    for Taken { name, seconds, outcome } in taken {
        writeln!(text, "| {name} | {seconds:.1} | {} |", outcome.replace('\n', "; ").replace('|', "\\|"))?;
    }
    Ok(text)
}
