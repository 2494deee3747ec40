//! The Python module under valgrind: no access that is not allowed, nothing lost.
//!
//! The interpreter has faults of its own in valgrind's eyes, so only what has the module on its stack is looked at.

use crate::debian::{self, VALGRIND};
use crate::run::Run;
use crate::{project, python};
use anyhow::{Context, Result, ensure};
use std::fs;

/// Tests that call each part of the module, and take seconds: under valgrind they take fifty times as long. Those with
/// libraries of tables would look at those libraries.
const TESTS: &str = "tests/test_python.py tests/test_case.py tests/test_values.py tests/test_audit.py tests/test_packs.py \
    tests/test_repay.py";

/// The note is how many tests passed, and that nothing was found.
pub fn of_the_module() -> Result<String> {
    debian::ensure_installed(&[VALGRIND])?;
    let report = project::fresh("valgrind")?.join("report.xml");
    let run = Run::new(VALGRIND.file).args("--quiet --leak-check=full --show-leak-kinds=definite --xml=yes");
    let run = run.arg(format!("--xml-file={}", report.display())).arg(python::program("python"));
    // Each object of the interpreter by itself, or valgrind could not tell them apart.
    let run = run.env("PYTHONMALLOC", "malloc").within(project::path("bindings-python"));
    let said = run.args("-m pytest --quiet -p no:cacheprovider").args(TESTS).output()?;
    let text = fs::read_to_string(&report).with_context(|| format!("valgrind wrote no {report:?}"))?;
    let ours: Vec<&str> = errors(&text).filter(|error| error.contains("anjieflow")).collect();
    ensure!(ours.is_empty(), "valgrind found {} faults of the module, the first:\n{}", ours.len(), ours.concat());
    let passed = said.trim_end().lines().next_back().unwrap_or_default().to_owned();
    Ok(format!("{passed}; {} faults, all of the interpreter's own", errors(&text).count()))
}

/// What valgrind tells of each fault, its stack among it.
fn errors(report: &str) -> impl Iterator<Item = &str> {
    report.split("<error>").skip(1).filter_map(|rest| rest.split("</error>").next())
}

#[cfg(test)]
mod tests {
    use super::errors;

    #[test]
    fn each_fault_is_found_with_its_stack() {
        let report = "<x/><error><kind>A</kind><obj>a.so</obj></error>\n<error><obj>b.so</obj></error><end/>";
        assert_eq!(errors(report).collect::<Vec<_>>(), ["<kind>A</kind><obj>a.so</obj>", "<obj>b.so</obj>"]);
    }
}
