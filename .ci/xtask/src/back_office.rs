//! The back office of the examples: a package of Python with a database.

use crate::run::Run;
use crate::venv::Venv;
use crate::{debian, project, python};
use anyhow::Result;

const PACKAGE: &str = "examples/back-office";
const VENV: Venv =
    Venv { name: "back-office", python: "python3", requirements: "examples/back-office/requirements.txt" };

/// What it needs, the database among it, and the wheel that was built.
pub fn prepare() -> Result<()> {
    debian::ensure_installed(&[debian::POSTGRESQL])?;
    python::furnish(&VENV)
}

/// Its lints, its types and its tests, on both databases. The note is pytest's closing line.
pub fn test() -> Result<String> {
    tool("ruff").args("check .").done()?;
    tool("ruff").args("format --check .").done()?;
    tool("mypy").done()?;
    python::pytest(VENV.tool("python"), PACKAGE, "")
}

/// A tool of its virtual environment, run in its folder.
pub fn tool(name: &str) -> Run {
    VENV.tool(name).within(project::path(PACKAGE))
}
