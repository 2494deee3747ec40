//! A portfolio on a cluster of Spark, and tables of ten million rows: too long for every change.

use crate::venv::Venv;
use crate::{debian, python};
use anyhow::Result;

const PACKAGE: &str = "bindings-python";
const VENV: Venv =
    Venv { name: "spark", python: "python3", requirements: "bindings-python/tests/spark/requirements.txt" };

/// A Java, PySpark, and the wheel that was built.
pub fn prepare() -> Result<()> {
    debian::ensure_installed(&[debian::JAVA])?;
    python::furnish(&VENV)
}

/// A master and two workers answer what one core answers. The note is pytest's closing line.
pub fn test() -> Result<String> {
    python::pytest(VENV.tool("python"), PACKAGE, "tests/spark/on_a_cluster.py")
}

/// The tables of the tests, five times as long.
pub fn ten_million_rows() -> Result<String> {
    let python = python::tool("python").env("TABLE_TIMES", "5");
    python::pytest(python, PACKAGE, "tests/test_arrow_streams.py -k millions")
}
