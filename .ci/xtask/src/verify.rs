//! The long checks: those that take longer than a change should wait, or are seldom wrong.

use crate::wasm::Choice;
use crate::{node, npm, spark, stories, test, wasm};
use anyhow::Result;

/// All of `test`, then what is long, and the package once more by the way that few machines go.
pub fn verify() -> Result<()> {
    test::test(&test::Selection::default(), Choice::default())?;
    let mut work = crate::work::Work::default();
    work.step("tables of ten million rows", spark::ten_million_rows);
    work.step("Spark", spark::prepare);
    work.step("portfolio on a cluster", spark::test);
    work.step("npm package, by the fallback", || {
        let toolchain = wasm::Toolchain::find(Choice { wasm_fallback: true })?;
        let packed = npm::pack(&toolchain)?;
        npm::install()?;
        Ok(packed.size)
    });
    work.step("Node, by the fallback", || node::test("tests/node.test.mjs"));
    work.step("Chromium, by the fallback", || node::test("tests/chromium.test.mjs"));
    work.step("stories agree", stories::compare);
    work.take(false)
}
