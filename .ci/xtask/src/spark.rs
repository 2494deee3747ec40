//! A portfolio on a cluster of Spark, and tables of ten million rows: too long for every change.

use crate::venv::Venv;
use crate::{debian, project, python};
use anyhow::Result;

const PACKAGE: &str = "bindings-python";
const VENV: Venv =
    Venv { name: "spark", python: "python3", requirements: "bindings-python/tests/spark/requirements.txt" };

/// A Java, PySpark, and the wheel that was built.
pub fn prepare() -> Result<()> {
    debian::ensure_installed(&[debian::JAVA])?;
    VENV.prepare()?;
    VENV.install(&python::built()?)
}

/// A master and two workers answer what one core answers. The note is pytest's closing line.
pub fn test() -> Result<String> {
    let pytest = VENV.tool("python").args("-m pytest --quiet tests/spark/on_a_cluster.py");
    Ok(python::closing(&pytest.within(project::path(PACKAGE)).output()?))
}

/// The tables of the tests, five times as long.
pub fn ten_million_rows() -> Result<String> {
    let pytest = python::tool("python").args("-m pytest --quiet tests/test_arrow_streams.py -k millions");
    Ok(python::closing(&pytest.env("TABLE_TIMES", "5").within(project::path(PACKAGE)).output()?))
}
