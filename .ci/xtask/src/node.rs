//! Node and the tools that npm brings.

use crate::project;
use crate::run::Run;
use anyhow::{Context, Result};
use std::fs;

pub const PACKAGE: &str = "bindings-wasm";

/// The tools in `node_modules`, installed when they are not there or the lock has changed.
pub fn prepare() -> Result<()> {
    prepare_in(PACKAGE)
}

/// The same for another package.
pub fn prepare_in(package: &str) -> Result<()> {
    let folder = project::path(package);
    let wanted = fs::read_to_string(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.installed");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let npm = Run::new("npm").args("ci --no-audit --no-fund --loglevel=error");
    npm.within(folder).done()?;
    fs::write(stamp, wanted).context("cannot note what was installed")
}

/// A tool that npm installed, run in the folder of the package.
pub fn tool(name: &str) -> Run {
    tool_in(PACKAGE, name)
}

/// The same for another package.
pub fn tool_in(package: &str, name: &str) -> Run {
    let folder = project::path(package);
    Run::new(folder.join("node_modules/.bin").join(name)).within(folder)
}

/// Declarations against a usage of them, as strictly as the compiler can.
pub fn types() -> Result<()> {
    tool("tsc").args("--project tests/tsconfig.json").done()
}

pub fn format() -> Result<()> {
    tool("prettier").args("--check --log-level=warn --config .prettierrc . ../examples/web ../benches/node").done()
}

/// A test file, by Node's own runner. The note is the number that passed.
pub fn test(files: &str) -> Result<String> {
    test_in(PACKAGE, files)
}

/// The same for another package.
pub fn test_in(package: &str, files: &str) -> Result<String> {
    let node = Run::new("node").args("--test --test-reporter=tap").args(files);
    let said = node.within(project::path(package)).output()?;
    let passed = said.lines().find_map(|line| line.strip_prefix("# pass "));
    Ok(format!("{} passed", passed.unwrap_or("0")))
}

/// The benches in Node, with so many steps; the note is what they say. They assert their answers.
pub fn bench(steps: u32) -> Result<String> {
    let script = |name: &str| Run::new("node").arg(project::path("benches/node").join(name));
    let run = |script: Run| script.within(project::path(PACKAGE)).output();
    let stepped = run(script("steps.mjs").arg(steps.to_string()))?;
    let loaded = run(script("loading.mjs").arg((steps / 5_000 + 1).to_string()))?;
    Ok(format!("{stepped}{loaded}").trim_end().to_owned())
}
