//! The one wheel under the other Pythons that are here, with the pandas before this one, and beside a second interpreter.

use crate::run::Run;
use crate::venv::Venv;
use crate::work::Outcome;
use crate::{project, python};
use anyhow::Result;
use std::thread;

const PACKAGE: &str = "bindings-python";

/// From the oldest that the wheel says it serves.
const OTHERS: [Venv; 6] = [
    other("pythons/3.9", "python3.9"),
    other("pythons/3.10", "python3.10"),
    other("pythons/3.11", "python3.11"),
    other("pythons/3.12", "python3.12"),
    other("pythons/3.13", "python3.13"),
    other("pythons/3.14", "python3.14"),
];

const fn other(name: &'static str, python: &'static str) -> Venv {
    Venv { name, python, requirements: "bindings-python/tests/pythons.txt" }
}

const PANDAS_2: Venv = Venv { name: "pandas-2", python: "python3", requirements: "bindings-python/tests/pandas-2.txt" };

/// Frames of pandas 2 are tables too. The note is pytest's closing line.
pub fn pandas_2() -> Result<String> {
    pytest(&PANDAS_2, "tests/test_pandas.py")
}

/// The tests that need no tables, under every Python that is here; the note says under which.
pub fn others() -> Result<Outcome> {
    let here = OTHERS.iter().filter(|venv| Run::new(venv.python).args("--version").succeeds());
    let told = here.map(|venv| Ok(format!("{}: {}", venv.python, pytest(venv, WITHOUT_TABLES)?)));
    let told = told.collect::<Result<Vec<_>>>()?;
    if told.is_empty() {
        return Ok(Outcome::Skipped("no Python by its version, such as python3.9".to_owned()));
    }
    Ok(Outcome::Passed(told.join("; ")))
}

/// Libraries of tables have no wheels for old Pythons, an example of the documents uses `match`, which 3.9 has not, and the types
/// are checked once.
const WITHOUT_TABLES: &str = "--ignore-glob=tests/test_arrow_* --ignore=tests/test_pandas.py --ignore=tests/test_notebook.py \
    --ignore=tests/test_peers.py --ignore=tests/test_privacy.py --ignore=tests/test_readme.py --ignore=tests/test_typed_stories.py";

/// Random cases in the library and in a second interpreter of its rules, in plain Python; the note says how many and of which seed.
pub fn second(cases: u32) -> Result<String> {
    let workers = thread::available_parallelism()?;
    let second = python::tool("python").args("-m second --quiet").args(&format!("--cases {cases} --workers {workers}"));
    let said = second.within(project::path(PACKAGE).join("tests")).output()?;
    Ok(said.trim().to_owned())
}

fn pytest(venv: &Venv, args: &str) -> Result<String> {
    python::furnish(venv)?;
    python::pytest(venv.tool("python"), PACKAGE, args)
}
