//! The wheel: its tools in a virtual environment, its build, its tests.

use crate::run::Run;
use crate::venv::Venv;
use crate::{cargo, project};
use anyhow::{Result, ensure};
use std::path::PathBuf;

const PACKAGE: &str = "bindings-python";
const VENV: Venv = Venv { name: "venv", python: "python3", requirements: "bindings-python/requirements.txt" };

/// The virtual environment with the tools.
pub fn prepare() -> Result<()> {
    VENV.prepare()
}

/// Build the wheel: one for every Python from 3.9 on.
pub fn wheel() -> Result<PathBuf> {
    prepare()?;
    let wheels = project::fresh("wheels")?;
    // Linked by zig against an old glibc, so that the wheel serves Linux systems of the last ten years.
    let maturin = tool("maturin").args("build --locked --quiet --zig --compatibility manylinux2014");
    let maturin = maturin.arg("--interpreter").arg(venv().join("bin/python"));
    let maturin = maturin.arg("--out").arg(&wheels).within(project::path(PACKAGE));
    cargo::without_paths(maturin, &[FRAME_POINTERS]).done()?;
    project::only_file(&wheels, ".whl")
}

/// With them, what unwinds the stack needs fewer words for each function: 150 kB less of the module.
const FRAME_POINTERS: &str = "-Cforce-frame-pointers=yes";

/// Build the source distribution, and from it alone a wheel that says its version: for who has no wheel.
pub fn sdist() -> Result<String> {
    let folder = project::fresh("sdist")?;
    let maturin = tool("maturin").args("sdist --out").arg(&folder).within(project::path(PACKAGE));
    maturin.done()?;
    let source = project::only_file(&folder, ".tar.gz")?;
    let venv = folder.join("venv");
    Run::new("python3").args("-m venv").arg(&venv).done()?;
    let python = || Run::new(venv.join("bin/python")).within(&folder);
    // Apart from what is built here: the files of the source are older than that, and cargo would take it for theirs.
    let install = QUICKLY.iter().fold(python(), |run, (name, value)| run.env(name, *value));
    let install = install.env("CARGO_TARGET_DIR", folder.join("target"));
    install.args("-m pip install --quiet --disable-pip-version-check").arg(&source).done()?;
    let said = python().arg("-c").arg("import anjieflow; print(anjieflow.version())").output()?;
    ensure!(said.trim() == cargo::version()?, "the wheel from the source is of version {said}");
    Ok(project::file_name(&source))
}

/// Whether the source is whole shows without optimizing it: that is tried with the wheel.
const QUICKLY: [(&str, &str); 3] = [
    ("CARGO_PROFILE_WHEEL_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_WHEEL_LTO", "off"),
    ("CARGO_PROFILE_WHEEL_CODEGEN_UNITS", "16"),
];

/// The wheel that was built.
fn built() -> Result<PathBuf> {
    project::only_file(&project::target().join("wheels"), ".whl")
}

/// Put the wheel that was built into the virtual environment.
pub fn install() -> Result<()> {
    VENV.install(&built()?)
}

pub fn lint() -> Result<()> {
    here("ruff").args("check . ../examples/python ../benches/python").done()?;
    here("ruff").args("format --check . ../examples/python ../benches/python").done()
}

/// The stubs hold for our own use of them, the example among it, by two checkers, and are those of the built module.
pub fn types() -> Result<()> {
    here("mypy").args("--strict python tests ../examples/python ../benches/python").done()?;
    here("pyright").arg("--pythonpath").arg(venv().join("bin/python")).done()?;
    let stubtest = tool("python").args("-m mypy.stubtest anjieflow --mypy-config-file");
    let config = project::path(PACKAGE).join("pyproject.toml");
    // From elsewhere, or the folder `python/anjieflow` would be taken for the installed package.
    let allowed = project::path(PACKAGE).join("stubtest-allowlist.txt");
    stubtest.arg(config).arg("--allowlist").arg(allowed).within(project::target()).done()?;
    // Every name of the package has a type; from elsewhere again.
    tool("pyright").args("--verifytypes anjieflow --ignoreexternal").within(project::target()).done()
}

/// The tests, against the installed wheel. The note is pytest's closing line.
pub fn test() -> Result<String> {
    pytest(tool("python"), PACKAGE, "")
}

/// A virtual environment with what its list names and the wheel that was built.
pub fn furnish(venv: &Venv) -> Result<()> {
    venv.prepare()?;
    venv.install(&built()?)
}

/// Tests of a package by the pytest of a virtual environment. The note is pytest's closing line.
pub fn pytest(pytest: Run, package: &str, args: &str) -> Result<String> {
    let pytest = pytest.args("-m pytest --quiet").args(args);
    Ok(closing(&pytest.within(project::path(package)).output()?))
}

/// What pytest says at its end: how many passed.
fn closing(said: &str) -> String {
    said.trim_end().lines().last().unwrap_or_default().to_owned()
}

/// The benches from Python, on so many loans and steps; the note is what they say. They assert their answers.
pub fn bench(loans: u32, steps: u32) -> Result<String> {
    let script = |name: &str| tool("python").arg(project::path("benches/python").join(name));
    let instalments = script("instalments.py").args("--loans").arg(loans.to_string()).output()?;
    let stepped = script("steps.py").args("--steps").arg(steps.to_string()).output()?;
    let scheduled = script("schedules.py").args("--times").arg((steps / 200).to_string()).output()?;
    let imported = script("importing.py").args("--rounds").arg((steps / 10_000 + 1).to_string()).output()?;
    Ok(format!("{instalments}{stepped}{scheduled}{imported}").trim_end().to_owned())
}

/// A tool of the virtual environment, run in the folder of the package.
fn here(name: &str) -> Run {
    tool(name).within(project::path(PACKAGE))
}

pub fn tool(name: &str) -> Run {
    VENV.tool(name)
}

/// Where a program of it lies.
pub fn program(name: &str) -> PathBuf {
    venv().join("bin").join(name)
}

fn venv() -> PathBuf {
    VENV.folder()
}
