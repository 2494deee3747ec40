//! The long checks: those that take longer than a change should wait, or are seldom wrong.

mod again;
mod commit;
mod coverage;
mod faults;
mod fuzz;
mod hostile;
mod memory;
mod mutants;
mod record;
mod spark;
mod supply;

pub use supply::installed;

use crate::test::steps;
use crate::wasm::{Choice, Toolchain};
use crate::work::{Selection, Work};
use crate::{counts, mutation, node, npm, pythons, stories};
use anyhow::Result;
use record::Record;

/// All of `test`, then what is long, and the package once more by the way that few machines go. What came of each step is written down.
pub fn verify(selection: &Selection) -> Result<()> {
    let mut work = steps(Choice::default());
    // These keep one core busy, and the longest of all: they go on beside the rest.
    let fuzzing = work.begin("fuzzing", fuzz::all);
    let valgrind = work.begin("Python module under valgrind", memory::of_the_module);
    work.step("same bytes from two builds", again::same_bytes);
    work.step("licences and sources", supply::allowed);
    work.step("oldest versions of what we stand on", supply::minimal_versions);
    work.step("instruction counts", counts::have_not_grown);
    work.step("coverage", coverage::of_the_core);
    work.step("large models of the flow", mutants::large_models);
    work.step("mutations of the flow", mutants::all_break);
    work.step("mutants of the core", || mutation::check(0));
    work.step("hostile texts, optimised", hostile::optimised);
    work.step("faults of desk, a thousand kills", faults::desk);
    work.step("faults of the back office, a thousand kills", faults::back_office);
    work.step("other Pythons", pythons::others);
    work.step("a million cases in a second interpreter", || pythons::second(1_000_000));
    work.step("tables of ten million rows", spark::ten_million_rows);
    work.step("Spark", spark::prepare);
    work.step("portfolio on a cluster", spark::test);
    [fuzzing, valgrind].into_iter().for_each(|it| work.done(it));
    by_the_fallback(&mut work);
    let mut record = Record::of(work.names())?;
    work.take_noting(selection, |taken| record.put(taken))
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
