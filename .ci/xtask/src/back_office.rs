//! The back office of the examples: a package of Python with a database.

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
    let here = |name: &str| VENV.tool(name).within(project::path(PACKAGE));
    here("ruff").args("check .").done()?;
    here("ruff").args("format --check .").done()?;
    here("mypy").done()?;
    python::pytest(VENV.tool("python"), PACKAGE, "")
}
